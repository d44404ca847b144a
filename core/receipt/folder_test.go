package receipt_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/receipt"
)

func ledger(t *testing.T) (receipt.Folder, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "deep", "receipts")
	folder, err := receipt.OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	return folder, path
}

func appendAt(t *testing.T, folder receipt.Folder, at time.Time) receipt.Entry {
	t.Helper()
	f := facts()
	f.Time = at
	entry, err := folder.Append(receipt.New(f), sbom)
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func names(t *testing.T, path string) []string {
	t.Helper()
	files, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range files {
		list = append(list, f.Name())
	}
	return list
}

func TestLedgerThatIsNotThereIsEmpty(t *testing.T) {
	folder, path := ledger(t)
	if entries, err := folder.List(); err != nil || len(entries) != 0 {
		t.Errorf("got %v, %v", entries, err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("reading made the folder")
	}
}

func TestLedgerListsReceiptsByTime(t *testing.T) {
	folder, _ := ledger(t)
	at := facts().Time
	third, first, second := appendAt(t, folder, at.Add(time.Hour)), appendAt(t, folder, at), appendAt(t, folder, at.Add(time.Millisecond))
	entries, err := folder.List()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name)
	}
	if diff := cmp.Diff([]string{first.Name, second.Name, third.Name}, got); diff != "" {
		t.Error(diff)
	}
	if want := "20261123T210000.005Z-" + strings.TrimPrefix(first.Digest, "sha256:") + ".json"; first.Name != want {
		t.Errorf("got the name %q, want %q", first.Name, want)
	}
	if content, err := entries[0].SBOM(); err != nil || string(content) != string(sbom) {
		t.Errorf("got the SBOM %q, %v", content, err)
	}
}

func TestLedgerKeepsOneCopy(t *testing.T) {
	folder, path := ledger(t)
	appendAt(t, folder, facts().Time)
	appendAt(t, folder, facts().Time)
	if got := names(t, path); len(got) != 2 {
		t.Errorf("got the files %q, want one receipt and one SBOM", got)
	}
}

func TestLedgerNeverOverwrites(t *testing.T) {
	folder, path := ledger(t)
	entry := appendAt(t, folder, facts().Time)
	file := filepath.Join(path, entry.Name)
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := folder.Append(receipt.New(facts()), sbom); err == nil || !strings.Contains(err.Error(), "holds something else") {
		t.Errorf("got %v", err)
	}
	if content, _ := os.ReadFile(file); string(content) != "mine" {
		t.Errorf("the file was overwritten with %.20q", content)
	}
}

func TestLedgerStoresNoReceiptWithoutItsSBOM(t *testing.T) {
	folder, path := ledger(t)
	without := facts()
	without.SBOM = ""
	tests := map[string]struct {
		facts receipt.Facts
		sbom  []byte
	}{
		"the SBOM is missing":        {facts(), nil},
		"the SBOM is another":        {facts(), []byte("{}")},
		"nobody asked for this SBOM": {without, sbom},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := folder.Append(receipt.New(test.facts), test.sbom); err == nil {
				t.Error("got no error")
			}
		})
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("something was stored")
	}
	if entry, err := folder.Append(receipt.New(without), nil); err != nil {
		t.Error(err)
	} else if _, err := entry.SBOM(); err == nil || !strings.Contains(err.Error(), "names no SBOM") {
		t.Errorf("got %v", err)
	}
}

func TestLedgerNamesWhatItCannotTrust(t *testing.T) {
	tests := map[string]struct {
		spoil func(t *testing.T, path, name string)
		want  string
	}{
		"an altered receipt": {func(t *testing.T, path, name string) {
			edit(t, filepath.Join(path, name), func(s string) string { return strings.Replace(s, "acme", "evil", 1) })
		}, "was altered or cut off"},
		"a truncated receipt": {func(t *testing.T, path, name string) {
			edit(t, filepath.Join(path, name), func(s string) string { return s[:100] })
		}, "was altered or cut off"},
		"a receipt of another version under its right digest": {func(t *testing.T, path, name string) {
			content := []byte(`{"_type":"x"}`)
			write(t, filepath.Join(path, "20200101T000000.000Z-"+strings.TrimPrefix(receipt.Digest(content), "sha256:")+".json"), content)
		}, "this gate reads"},
		"a receipt that was moved in time": {func(t *testing.T, path, name string) {
			if err := os.Rename(filepath.Join(path, name), filepath.Join(path, "2030"+name[4:])); err != nil {
				t.Fatal(err)
			}
		}, "it was renamed"},
		"a file of another name": {func(t *testing.T, path, name string) {
			write(t, filepath.Join(path, "notes.json"), []byte("{}"))
		}, "TIME-DIGEST.json"},
		"a link instead of a file": {func(t *testing.T, path, name string) {
			file := filepath.Join(path, name)
			if err := os.Rename(file, file+".moved"); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(file+".moved", file); err != nil {
				t.Fatal(err)
			}
		}, "not a regular file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			folder, path := ledger(t)
			entry := appendAt(t, folder, facts().Time)
			other := appendAt(t, folder, facts().Time.Add(time.Hour))
			test.spoil(t, path, entry.Name)
			entries, err := folder.List()
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v, want the file's name and %q", err, test.want)
			}
			if len(entries) == 0 || entries[len(entries)-1].Name != other.Name {
				t.Errorf("the sound receipt is not listed: %v", entries)
			}
		})
	}
}

func TestLedgerIgnoresWhatIsNoReceipt(t *testing.T) {
	folder, path := ledger(t)
	appendAt(t, folder, facts().Time)
	write(t, filepath.Join(path, ".sallyport-123"), []byte("left behind by a killed run"))
	write(t, filepath.Join(path, "README.md"), []byte("# Receipts"))
	if entries, err := folder.List(); err != nil || len(entries) != 1 {
		t.Errorf("got %v, %v", entries, err)
	}
}

func TestAlteredSBOMIsAnError(t *testing.T) {
	folder, path := ledger(t)
	entry := appendAt(t, folder, facts().Time)
	file := filepath.Join(path, strings.TrimPrefix(entry.Statement.SBOM(), "sha256:")+".cdx.json")
	write(t, file, []byte(`{}`))
	if _, err := entry.SBOM(); err == nil || !strings.Contains(err.Error(), "was altered or cut off") {
		t.Errorf("got %v", err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := entry.SBOM(); err == nil || !strings.Contains(err.Error(), entry.Name) {
		t.Errorf("got %v", err)
	}
}

func TestLedgerHasToBeAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	for _, path := range []string{"", file} {
		if _, err := receipt.OpenFolder(path); err == nil {
			t.Errorf("OpenFolder(%q): got no error", path)
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
