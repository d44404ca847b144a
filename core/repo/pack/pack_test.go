package pack

import (
	"bytes"
	"crypto/sha1"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// packed makes a repository with versions of some files, and returns the folder of its pack.
func packed(t testing.TB, repack ...string) string {
	t.Helper()
	root := t.TempDir()
	git(t, root, "", "init", "-q", "--bare")
	git(t, root, versions(60), "fast-import", "--quiet")
	git(t, root, "", append([]string{"repack", "-adfq"}, repack...)...)
	return filepath.Join(root, "objects", "pack")
}

func git(t testing.TB, root, input string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", root}, args...)...)
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v: %s", args, err, out)
	}
	return string(out)
}

// versions is a stream of commits that each change some lines of three files.
func versions(n int) string {
	var b strings.Builder
	lines := strings.Split(strings.Repeat("a line that many versions have\n", 400), "\n")
	for i := range n {
		lines[i*37%len(lines)] = fmt.Sprintf("line of version %d, %x", i, sha1.Sum([]byte{byte(i)}))
		content := strings.Join(lines, "\n")
		fmt.Fprintf(&b, "commit refs/heads/main\ncommitter a <a@example.com> %d +0000\ndata 1\nx\n", i+1)
		for file := range 3 {
			fmt.Fprintf(&b, "M 100644 inline folder/file%d\ndata %d\n%s\n", file, len(content)+file, content+strings.Repeat("!", file))
		}
	}
	return b.String()
}

func opened(t testing.TB, folder string) *Store {
	t.Helper()
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// all lists the names in all packs.
func (s *Store) all() []ID {
	var ids []ID
	for _, f := range s.packs {
		for i := range f.index.count {
			ids = append(ids, ID(f.index.name(i)))
		}
	}
	return ids
}

func TestEveryObjectIsWhatItsNameSays(t *testing.T) {
	deep := []string{"--depth=50", "--window=50"}
	for name, c := range map[string]struct {
		folder   string
		remember int
	}{
		"built upon objects before": {packed(t, deep...), 1 << 20},
		"built upon named objects":  {withNamedBases(t, packed(t, deep...)), 1 << 20},
		"each for itself":           {packed(t, "--depth=0"), 1 << 20},
		"with little memory":        {packed(t, deep...), 100 << 10},
		"with no memory":            {packed(t, deep...), 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t, c.folder)
			r := s.Reader(c.remember)
			words := map[Kind]string{Commit: "commit", Tree: "tree", Blob: "blob"}
			ids := s.all()
			if len(ids) < 300 {
				t.Fatalf("%d objects", len(ids))
			}
			var before []byte
			for _, id := range ids {
				kept := bytes.Clone(before)
				kind, content, err := r.Read(id)
				if err != nil {
					t.Fatalf("%x: %v", id, err)
				}
				if got := sha1.Sum(fmt.Appendf(nil, "%s %d\x00%s", words[kind], len(content), content)); got != [20]byte(id) {
					t.Fatalf("%x: the content of %s is another object's, %x", id, words[kind], got)
				}
				if !bytes.Equal(before, kept) {
					t.Fatal("what was read before did not outlive the next one")
				}
				before = content
			}
		})
	}
}

// withNamedBases packs the objects again as they travel: bases go by their names.
func withNamedBases(t testing.TB, folder string) string {
	t.Helper()
	root := filepath.Dir(filepath.Dir(folder))
	to := filepath.Join(t.TempDir(), "pack")
	if err := os.Mkdir(to, 0o755); err != nil {
		t.Fatal(err)
	}
	git(t, root, git(t, root, "", "rev-list", "--objects", "--all"), "pack-objects", "-q", "--no-delta-base-offset", filepath.Join(to, "pack"))
	return to
}

func TestWhatThePacksDoNotHoldIsLeftToGit(t *testing.T) {
	s := opened(t, packed(t))
	unknown, _ := ParseID(strings.Repeat("ab", 20))
	if _, _, err := s.Reader(1 << 20).Read(unknown); !errors.Is(err, ErrNotHere) {
		t.Errorf("an unknown object: %v", err)
	}
	if s.Holds(unknown) {
		t.Error("the packs hold what nobody wrote")
	}
	for _, name := range []string{"", "abcd", strings.Repeat("g", 40), strings.Repeat("a", 64)} {
		if _, ok := ParseID(name); ok {
			t.Errorf("%q passes for a name", name)
		}
	}
}

func TestADamagedPackIsAnErrorAndNeverAnotherContent(t *testing.T) {
	folder := packed(t, "--depth=50", "--window=50")
	good := opened(t, folder)
	name, _ := filepath.Glob(filepath.Join(folder, "*.pack"))
	whole, err := os.ReadFile(name[0])
	if err != nil {
		t.Fatal(err)
	}
	for at := 12; at < len(whole)-20; at += 97 { // git finds the last twenty bytes by a check of its own
		damaged := bytes.Clone(whole)
		damaged[at] ^= 0xFF
		if err := errors.Join(os.Chmod(name[0], 0o644), os.WriteFile(name[0], damaged, 0o644)); err != nil {
			t.Fatal(err)
		}
		bad, err := Open(folder)
		if err != nil {
			t.Fatal(err)
		}
		reader, wrong := bad.Reader(1<<20), 0
		for _, id := range good.all() {
			kind, content, err := reader.Read(id)
			if err == nil && kind == Blob && sha1.Sum(fmt.Appendf(nil, "blob %d\x00%s", len(content), content)) != [20]byte(id) {
				wrong++
			}
		}
		_ = bad.Close()
		if wrong > 0 {
			t.Errorf("with byte %d changed, %d contents are others", at, wrong)
		}
	}
}

func TestADamagedIndexIsAnError(t *testing.T) {
	folder := packed(t)
	name, _ := filepath.Glob(filepath.Join(folder, "*.idx"))
	whole, err := os.ReadFile(name[0])
	if err != nil {
		t.Fatal(err)
	}
	for why, damage := range map[string]func([]byte) []byte{
		"empty":                    func(b []byte) []byte { return nil },
		"cut off":                  func(b []byte) []byte { return b[:len(b)-1] },
		"longer than it says":      func(b []byte) []byte { return append(b, 0, 0, 0) },
		"of another version":       func(b []byte) []byte { b[7] = 1; return b },
		"a table that goes down":   func(b []byte) []byte { b[headLength+4*100] = 0x7f; return b },
		"more objects than it has": func(b []byte) []byte { b[headLength+4*255+1] = 1; return b },
	} {
		t.Run(why, func(t *testing.T) {
			if _, err := parseIndex(damage(bytes.Clone(whole))); err == nil {
				t.Error("it was read")
			}
		})
	}
}

func TestADeltaFillsWhatItSays(t *testing.T) {
	base := []byte("base of it")
	for instructions, want := range map[string]string{
		"\x90\x04\x03new": "basenew",
		"\x90\x04":        "", // too little
		"\x90\x09":        "", // too much
		"\x91\x05\x09":    "", // beyond the base
		"\x07new":         "", // beyond the delta
		"\x00":            "", // no instruction
		"\xf0":            "", // an instruction cut off
	} {
		into := make([]byte, 7)
		switch err := apply(base, []byte(instructions), into); {
		case want == "" && err == nil:
			t.Errorf("%q was applied: %q", instructions, into)
		case want != "" && (err != nil || string(into) != want):
			t.Errorf("%q: %q, %v; want %q", instructions, into, err, want)
		}
	}
}

func TestALargeObjectIsLeftToGit(t *testing.T) {
	root := t.TempDir()
	git(t, root, "", "init", "-q", "--bare")
	name := strings.TrimSpace(git(t, root, strings.Repeat("x", maxObject+1), "hash-object", "-w", "--stdin"))
	small := strings.TrimSpace(git(t, root, "y", "hash-object", "-w", "--stdin"))
	git(t, root, name+"\n"+small+"\n", "pack-objects", "-q", filepath.Join(root, "objects", "pack", "pack"))
	r := opened(t, filepath.Join(root, "objects", "pack")).Reader(1 << 20)
	id, _ := ParseID(name)
	if _, content, err := r.Read(id); !errors.Is(err, ErrNotHere) {
		t.Errorf("%d bytes were read, %v", len(content), err)
	}
	id, _ = ParseID(small)
	if _, content, err := r.Read(id); string(content) != "y" || err != nil {
		t.Errorf("the small one: %q, %v", content, err)
	}
}

func FuzzApply(f *testing.F) {
	f.Add([]byte("base of it"), []byte{0x90, 4, 3, 'n', 'e', 'w', 0x91, 5, 3}, 10)
	f.Add([]byte(""), []byte{0x80}, 1<<16)
	f.Fuzz(func(t *testing.T, base, instructions []byte, size int) {
		into := make([]byte, min(max(size, 0), 1<<17))
		_ = apply(base, instructions, into)
		_, _, _, _ = sizes(instructions)
	})
}

func FuzzIndex(f *testing.F) {
	folder := packed(f)
	name, _ := filepath.Glob(filepath.Join(folder, "*.idx"))
	whole, err := os.ReadFile(name[0])
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, whole[headLength+fanLength:headLength+fanLength+20])
	f.Fuzz(func(t *testing.T, raw, name []byte) {
		x, err := parseIndex(raw)
		if err != nil || len(name) != nameLength {
			return
		}
		x.find(ID(name))
	})
}
