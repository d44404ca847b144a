package credential

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/archive"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestAnArchiveIsLookedInto(t *testing.T) {
	token := planted.GitHubToken("archive")
	inner := zipped(t, "app/settings.json", "{\n  \"pat\": \""+token+"\"\n}\n", "app/lib.dll", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00")
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(tarred(t, "shop.nupkg", inner))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	result, err := New(Config{}).Run(t.Context(), repo.Memory(map[string]string{"dist/shop.tgz": packed.String()}))
	if err != nil || len(result.Coverage.Gaps) > 0 || result.Coverage.Files != 1 {
		t.Fatalf("Run: %v, %+v", err, result.Coverage)
	}
	want := []finding.Location{{Path: "dist/shop.tgz", Inside: "shop.nupkg!app/settings.json", StartLine: 2, StartColumn: 11, EndLine: 2, EndColumn: 51}}
	var got []finding.Location
	for _, f := range result.Findings {
		got = append(got, f.Location)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	if plain := scan(t, "settings.json", token); plain[0].Fingerprint != result.Findings[0].Fingerprint {
		t.Error("a value has another identity inside an archive")
	}
}

func TestAnArchiveThatCannotBeOpenedIsAGap(t *testing.T) {
	whole := zipped(t, "a", strings.Repeat("text", 100))
	for name, content := range map[string]string{"cut.zip": whole[:40], "named.jar": "\x00\x01", "deep.zip": zipped(t, "a.zip", zipped(t, "b.zip", zipped(t, "c.zip", whole)))} {
		result, err := New(Config{}).Run(t.Context(), repo.Memory(map[string]string{name: content}))
		if err != nil || len(result.Coverage.Gaps) != 1 || result.Coverage.Gaps[0].Kind != finding.Unopened || result.Coverage.Gaps[0].Path != name {
			t.Errorf("%s: %v, gaps %v, want one that it was not opened", name, err, result.Coverage.Gaps)
		}
	}
}

func TestALargeBinaryFileInAnArchiveIsCounted(t *testing.T) {
	large := make([]byte, archive.Defaults().Entry+1)
	_, _ = rand.NewChaCha8([32]byte{}).Read(large) // it never fails
	packed := zipped(t, "a.bin", string(large), "b.json", "{\"pat\": \""+planted.GitHubToken("beside")+"\"}")
	result, err := New(Config{}).Run(t.Context(), repo.Memory(map[string]string{"a.zip": packed}))
	if err != nil || len(result.Coverage.Gaps) > 0 || len(result.Findings) != 1 || result.Coverage.Files != 1 {
		t.Errorf("Run: %v, %+v, findings %v", err, result.Coverage, told(result.Findings))
	}
	if diff := cmp.Diff(map[string]int{"binary and over the size limit, in an archive": 1}, result.Coverage.Skips); diff != "" {
		t.Errorf("skips (-want +got):\n%s", diff)
	}
}

func zipped(t *testing.T, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, err := w.Create(pairs[i])
		if err == nil {
			_, err = f.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarred(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
