package advisory

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func archive(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func write(t *testing.T, path string, content []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

var planted = osv("A-1", "", "npm", "x", events("SEMVER", `{"introduced":"0"},{"fixed":"2.0.0"}`))

func TestBuildTellsWhatIsComplete(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "npm", "all.zip"), archive(t, map[string]string{
		"A-1.json": planted,
		"A-2.json": osv("A-2", "", "Go", "m", events("SEMVER", `{"introduced":"0"}`)),
		"A-3.json": `{"id":"A-3","modified":"1-01-01T00:00:00Z","withdrawn":"2026-01-01T00:00:00Z"}`,
	}))
	at := time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)
	_, m, err := Build(context.Background(), []Source{{Path: dir}}, Options{Time: at})
	if err != nil {
		t.Fatal(err)
	}
	npm, _ := m.Ecosystem("npm")
	gomod, _ := m.Ecosystem("Go")
	if !npm.Complete || npm.Records != 1 || gomod.Complete || gomod.Records != 1 || !m.Time.Equal(at) {
		t.Errorf("manifest = %+v", m)
	}
	_, m, err = Build(context.Background(), []Source{{Path: dir}}, Options{Sample: []string{"npm"}, Complete: []string{"Go"}})
	if err != nil {
		t.Fatal(err)
	}
	npm, _ = m.Ecosystem("npm")
	gomod, _ = m.Ecosystem("Go")
	if npm.Complete || !gomod.Complete || m.Time.Year() != 2026 {
		t.Errorf("manifest = %+v", m)
	}
	if info := RenderInfo(m); !strings.Contains(info, "a sample") || !strings.Contains(info, "all") {
		t.Errorf("info:\n%s", info)
	}
}

func TestBuildGivesTheSameBytesInAnyOrder(t *testing.T) {
	other := osv("A-2", `"CVE-1"`, "npm", "x", events("SEMVER", `{"introduced":"0"},{"fixed":"3.0.0"}`))
	first, err := BuildRecords([][]byte{[]byte(planted), []byte(other), []byte(planted)}, Options{Exploited: []string{"CVE-1"}})
	if err != nil {
		t.Fatal(err)
	}
	second, err := BuildRecords([][]byte{[]byte(other), []byte(planted)}, Options{Exploited: []string{"CVE-1"}})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("order or repetition changed the index")
	}
}

func TestACatalogueOfExploitedFlawsMarksThem(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.json"), []byte(osv("A-1", `"CVE-2026-1"`, "npm", "x", events("SEMVER", `{"introduced":"0"},{"fixed":"2.0.0"}`))))
	write(t, filepath.Join(dir, catalogue), []byte(`{"vulnerabilities":[{"cveID":"CVE-2026-1"}]}`))
	content, _, err := Build(context.Background(), []Source{{Path: dir}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := OpenBytes(content)
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := x.Match("npm", "x", "1.0.0")
	if err != nil || len(got) != 1 || !got[0].Exploited {
		t.Errorf("Match = %+v, %v; want one that is exploited", got, err)
	}
}

func TestASourceWithAHoleIsAnErrorThatNamesIt(t *testing.T) {
	dir := t.TempDir()
	whole := archive(t, map[string]string{"A-1.json": planted})
	for name, c := range map[string]struct{ path, want string }{
		"a zip that is cut short":     {write(t, filepath.Join(dir, "cut", "npm", "all.zip"), whole[:len(whole)/2]), "cut short"},
		"a record that is no JSON":    {write(t, filepath.Join(dir, "bad.zip"), archive(t, map[string]string{"A-9.json": "{"})), "A-9.json"},
		"a record without an id":      {write(t, filepath.Join(dir, "noid.zip"), archive(t, map[string]string{"A-8.json": "{}"})), "no id"},
		"a dump without records":      {write(t, filepath.Join(dir, "none", "npm", "all.zip"), archive(t, nil)), "no usable record of npm"},
		"a dump of withdrawn records": {write(t, filepath.Join(dir, "gone", "npm", "all.zip"), archive(t, map[string]string{"A.json": `{"id":"A","withdrawn":"2026-01-01T00:00:00Z"}`})), "no usable record of npm"},
		"a path that does not exist":  {filepath.Join(dir, "missing"), "missing"},
		"a file that is neither":      {write(t, filepath.Join(dir, "a.txt"), nil), "neither a folder nor a zip"},
		"a folder without records":    {t.TempDir(), "no OSV records"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := Build(context.Background(), []Source{{Path: c.path}}, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v, want one with %q", err, c.want)
			}
		})
	}
	if _, _, err := Build(context.Background(), nil, Options{}); err == nil {
		t.Error("no source at all is no error")
	}
}

func TestADamagedIndexIsRefused(t *testing.T) {
	content, err := BuildRecords([][]byte{[]byte(planted)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for cut := range content {
		if _, err := OpenBytes(content[:cut]); !errors.Is(err, ErrIndex) {
			t.Fatalf("cut at %d: error = %v, want ErrIndex", cut, err)
		}
	}
	for at := range content {
		damaged := bytes.Clone(content)
		damaged[at] ^= 0x40
		if _, err := OpenBytes(damaged); !errors.Is(err, ErrIndex) {
			t.Fatalf("flipped at %d: error = %v, want ErrIndex", at, err)
		}
	}
	later := bytes.Replace(content[:len(content)-sha256.Size], []byte(`{"format":4,`), []byte(`{"format":7,`), 1)
	sum := sha256.Sum256(later)
	if _, err := OpenBytes(append(later, sum[:]...)); err == nil || !strings.Contains(err.Error(), "format 7") {
		t.Errorf("another format: error = %v", err)
	}
	if _, err := Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a folder: error = %v", err)
	}
	zipped := write(t, filepath.Join(t.TempDir(), "all.zip"), archive(t, map[string]string{"A-1.json": planted}))
	if _, err := Open(zipped); err == nil || !strings.Contains(err.Error(), "is a zip") {
		t.Errorf("a zip: error = %v", err)
	}
}

func FuzzOpenBytes(f *testing.F) {
	content, err := BuildRecords([][]byte{[]byte(planted)}, Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content[:len(content)-sha256.Size])
	f.Add([]byte(magic + "\x02\x00\x00\x00{}\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, body []byte) {
		sum := sha256.Sum256(body) // with a right digest, so that the rest is reached
		x, err := OpenBytes(append(bytes.Clone(body), sum[:]...))
		if err != nil {
			return
		}
		_, _, _ = x.Match("npm", "x", "1.0.0")
		_, _ = x.rows("npm\x00x")
	})
}

func FuzzParseRecord(f *testing.F) {
	f.Add([]byte(planted), "1.0.0")
	f.Add([]byte(osv("M", "", "Maven", "g:a", `"versions":["1-\u0000"],`+events("ECOSYSTEM", `{"fixed":"[1,2)"},{"introduced":"0"},{"last_affected":"x"}`))), "2.0-beta9")
	f.Fuzz(func(t *testing.T, content []byte, text string) {
		rows, err := parseRecord(content)
		if err != nil {
			return
		}
		for _, r := range rows {
			ecosystem, _, _ := strings.Cut(r.key, "\x00")
			v, _ := parseVersion(ecosystem, text)
			r.affects(ecosystem, text, v)
			back, err := pack(r).row()
			if err != nil {
				t.Fatal(err)
			}
			if back.id != r.id || len(back.ranges) != len(r.ranges) {
				t.Errorf("row %+v came back as %+v", r, back)
			}
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	var records [][]byte
	for i := range 5000 {
		id := "A-" + strings.Repeat("0", 4) + string(rune('a'+i%26)) + time.Duration(i).String()
		records = append(records, []byte(osv(id, `"CVE-`+id+`"`, "npm", "package-"+id, events("SEMVER", `{"introduced":"0"},{"fixed":"2.0.0"}`))))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := BuildRecords(records, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
