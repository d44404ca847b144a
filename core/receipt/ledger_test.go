package receipt_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/receipt"
)

// place is a ledger in a folder of its own.
type place struct {
	t    *testing.T
	path string
	*receipt.Ledger
}

func newPlace(t *testing.T) place {
	t.Helper()
	path := filepath.Join(t.TempDir(), "deep", "receipts")
	return place{t, path, open(t, receipt.Config{Location: path})}
}

func open(t *testing.T, c receipt.Config) *receipt.Ledger {
	t.Helper()
	ledger, err := receipt.Open(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ledger.Close(); err != nil {
			t.Error(err)
		}
	})
	return ledger
}

func record(at time.Time, changes ...func(*receipt.Facts)) receipt.Record {
	f := facts()
	f.Time = at
	for _, change := range changes {
		change(&f)
	}
	s := receipt.New(f)
	return receipt.Record{Receipt: &s, SBOM: sbom}
}

func (p place) append(at time.Time, changes ...func(*receipt.Facts)) receipt.Entry {
	p.t.Helper()
	entry, err := p.Append(context.Background(), record(at, changes...))
	if err != nil {
		p.t.Fatal(err)
	}
	return entry
}

func (p place) list() []receipt.Entry {
	p.t.Helper()
	entries, err := p.List(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	return entries
}

func names(entries []receipt.Entry) []string {
	var list []string
	for _, e := range entries {
		list = append(list, e.Name)
	}
	return list
}

func TestLedgerThatIsNotThereIsEmpty(t *testing.T) {
	p := newPlace(t)
	if entries := p.list(); len(entries) != 0 {
		t.Errorf("got %v", entries)
	}
	if _, err := os.Stat(p.path); !os.IsNotExist(err) {
		t.Error("reading made the folder")
	}
}

func TestLedgerIsAChain(t *testing.T) {
	p, at := newPlace(t), facts().Time
	first, second := p.append(at), p.append(at.Add(time.Hour))
	entries := p.list()
	if diff := cmp.Diff([]string{"00000001.json", "00000002.json"}, names(entries)); diff != "" {
		t.Error(diff)
	}
	if entries[0].Previous != "" || entries[1].Previous != first.Digest || entries[1].Digest != second.Digest {
		t.Errorf("the chain is %q → %q, %q", entries[0].Digest, entries[1].Previous, entries[1].Digest)
	}
	if content, err := entries[0].SBOM(context.Background()); err != nil || string(content) != string(sbom) {
		t.Errorf("got the SBOM %q, %v", content, err)
	}
	if len(p.Files()) != 3 {
		t.Errorf("got the files %q, want two receipts and their SBOM", p.Files())
	}
}

func TestNotesAndReceiptsAreOneChain(t *testing.T) {
	p, at := newPlace(t), facts().Time
	p.append(at)
	note := receipt.Note{Kind: receipt.KindSwap, Time: at.Add(time.Minute), Environment: "production",
		Subject: []receipt.Subject{{Name: "shop", Digest: map[string]string{"gitCommit": commit}}}, Content: json.RawMessage(`{"to":"<N-1>"}`)}
	if _, err := p.Append(context.Background(), receipt.Record{Note: &note}); err != nil {
		t.Fatal(err)
	}
	p.append(at.Add(time.Hour))
	entries := p.list()
	if len(entries) != 3 || entries[1].IsReceipt() || entries[1].Kind != receipt.KindSwap || !entries[2].IsReceipt() {
		t.Fatalf("got %+v", entries)
	}
	var content map[string]string
	if err := json.Unmarshal(entries[1].Note.Content, &content); err != nil || content["to"] != "<N-1>" {
		t.Errorf("got the content %s, %v", entries[1].Note.Content, err)
	}
	if _, err := p.Append(context.Background(), receipt.Record{}); err == nil {
		t.Error("a record of nothing was stored")
	}
}

func TestLedgerStoresNoReceiptWithoutItsSBOM(t *testing.T) {
	p := newPlace(t)
	without := func(f *receipt.Facts) { f.SBOM = "" }
	tests := map[string]struct {
		change func(*receipt.Facts)
		sbom   []byte
	}{
		"the SBOM is missing":        {func(*receipt.Facts) {}, nil},
		"the SBOM is another":        {func(*receipt.Facts) {}, []byte("{}")},
		"nobody asked for this SBOM": {without, sbom},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(facts().Time, test.change)
			r.SBOM = test.sbom
			if _, err := p.Append(context.Background(), r); err == nil {
				t.Error("got no error")
			}
		})
	}
	if _, err := os.Stat(p.path); !os.IsNotExist(err) {
		t.Error("something was stored")
	}
	r := record(facts().Time, without)
	r.SBOM = nil
	if entry, err := p.Append(context.Background(), r); err != nil {
		t.Error(err)
	} else if _, err := entry.SBOM(context.Background()); err == nil || !strings.Contains(err.Error(), "names no SBOM") {
		t.Errorf("got %v", err)
	}
}

func TestTwoWritersLoseNothing(t *testing.T) {
	p, at := newPlace(t), facts().Time
	other := open(t, receipt.Config{Location: p.path})
	if _, err := other.List(context.Background()); err != nil {
		t.Fatal(err)
	}
	first := p.append(at)
	sealed, err := other.Seal(context.Background(), record(at.Add(time.Minute)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Store(context.Background(), sealed); !errors.Is(err, receipt.ErrMoved) {
		t.Fatalf("the second writer got %v, want ErrMoved", err)
	}
	second, err := other.Append(context.Background(), record(at.Add(time.Minute)))
	if err != nil || second.Previous != first.Digest {
		t.Fatalf("got %v, previous %q, want %q", err, second.Previous, first.Digest)
	}
	if diff := cmp.Diff([]string{first.Digest, second.Digest}, []string{p.list()[0].Digest, p.list()[1].Digest}); diff != "" {
		t.Error(diff)
	}
}

func TestClocksOfWriters(t *testing.T) {
	t.Run("a clock that is a little behind gets the newest entry's time", func(t *testing.T) {
		p, at := newPlace(t), facts().Time
		p.append(at)
		if entry := p.append(at.Add(-time.Minute)); entry.Time() != "2026-11-23T21:00:00.005Z" {
			t.Errorf("got %s", entry.Time())
		}
	})
	t.Run("a clock set back stores nothing", func(t *testing.T) {
		p, at := newPlace(t), facts().Time
		p.append(at)
		if _, err := p.Append(context.Background(), record(at.Add(-receipt.Tolerance-time.Second))); err == nil || !strings.Contains(err.Error(), "one of the clocks is wrong") {
			t.Errorf("got %v", err)
		}
		if len(p.list()) != 1 {
			t.Error("it was stored")
		}
	})
}

func TestLedgerNamesWhatIsBroken(t *testing.T) {
	tests := map[string]struct {
		spoil func(t *testing.T, path string)
		want  string
	}{
		"an altered receipt": {func(t *testing.T, path string) {
			edit(t, filepath.Join(path, "00000001.json"), func(s string) string { return strings.Replace(s, "acme", "evil", 1) })
		}, `"00000002.json": it does not follow the entry before it`},
		"a truncated receipt": {func(t *testing.T, path string) {
			edit(t, filepath.Join(path, "00000002.json"), func(s string) string { return s[:100] })
		}, `"00000002.json": read receipt: it ends too early`},
		"a receipt taken out": {func(t *testing.T, path string) {
			if err := os.Remove(filepath.Join(path, "00000001.json")); err != nil {
				t.Fatal(err)
			}
		}, `"00000001.json" is missing`},
		"a receipt replayed at the end": {func(t *testing.T, path string) {
			replay(t, path, "00000001.json", "00000003.json")
		}, `"00000003.json": it claims to be the first`},
		"a receipt stored twice": {func(t *testing.T, path string) {
			replay(t, path, "00000002.json", "00000003.json")
		}, `"00000003.json": it does not follow`},
		"a receipt with a clock set back": {func(t *testing.T, path string) {
			edit(t, filepath.Join(path, "00000002.json"), func(s string) string {
				return strings.Replace(s, "2026-11-23T22:", "2026-11-22T22:", 1)
			})
		}, "a clock was set back"},
		"a receipt of another version": {func(t *testing.T, path string) {
			write(t, filepath.Join(path, "00000002.json"), []byte(`{"_type":"x"}`))
		}, "this gate reads"},
		"a file of another name": {func(t *testing.T, path string) {
			write(t, filepath.Join(path, "notes.json"), []byte("{}"))
		}, "eight digits"},
		"a link instead of a file": {func(t *testing.T, path string) {
			file := filepath.Join(path, "00000002.json")
			if err := errors.Join(os.Rename(file, file+".moved"), os.Symlink(file+".moved", file)); err != nil {
				t.Fatal(err)
			}
		}, "not a regular file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			p.append(facts().Time)
			p.append(facts().Time.Add(time.Hour))
			test.spoil(t, p.path)
			if _, err := p.List(context.Background()); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if _, err := p.Append(context.Background(), record(facts().Time.Add(2*time.Hour))); err == nil || !strings.Contains(err.Error(), "cannot be read") {
				t.Errorf("it was written to: %v", err)
			}
		})
	}
}

func replay(t *testing.T, path, from, to string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path, from))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(path, to), content)
}

func TestLedgerIgnoresWhatIsNoReceipt(t *testing.T) {
	p := newPlace(t)
	p.append(facts().Time)
	write(t, filepath.Join(p.path, ".sallyport-123"), []byte("left behind by a killed run"))
	write(t, filepath.Join(p.path, "README.md"), []byte("# Receipts"))
	if entries := p.list(); len(entries) != 1 {
		t.Errorf("got %v", entries)
	}
}

func TestAlteredSBOMIsAnError(t *testing.T) {
	p := newPlace(t)
	entry := p.append(facts().Time)
	file := filepath.Join(p.path, strings.TrimPrefix(entry.Statement.SBOM(), "sha256:")+".cdx.json")
	write(t, file, []byte(`{}`))
	if _, err := entry.SBOM(context.Background()); err == nil || !strings.Contains(err.Error(), "was altered or cut off") {
		t.Errorf("got %v", err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := entry.SBOM(context.Background()); err == nil || !strings.Contains(err.Error(), entry.Name) {
		t.Errorf("got %v", err)
	}
}

func TestLedgerHasToBeAFolderOrARef(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	for _, location := range []string{"", file, "git:", "git:-x", "git:origin:refs/heads/main", "git:origin:refs/a..b", "git:origin:refs/"} {
		if _, err := receipt.Open(receipt.Config{Location: location}); err == nil {
			t.Errorf("%q: got no error", location)
		}
	}
}

func edit(t *testing.T, file string, change func(string) string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, []byte(change(string(content))))
}

func write(t *testing.T, file string, content []byte) {
	t.Helper()
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
