package image

import (
	"bytes"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/internal/imagetest"
)

// FuzzArchive opens whatever calls itself an archive of an image, and reads all of
// its layers: it ends, nothing of it leads out of the image, and what it keeps can
// be read back.
func FuzzArchive(f *testing.F) {
	whole := imagetest.SavedWith(f, []string{"A=b"},
		imagetest.Layer{Step: "ADD", Entries: []imagetest.Entry{imagetest.File("keep/a", "1"), imagetest.File("keep/b/c", "2"), {Name: "keep/link", Link: "../../etc/passwd"}, {Name: "keep/hard", Hard: "keep/a"}}},
		imagetest.Layer{Step: "CMD", Empty: true},
		imagetest.Layer{Step: "RUN", Gzip: true, Entries: []imagetest.Entry{imagetest.File("keep/.wh.a", ""), imagetest.File("keep/b/.wh..wh..opq", ""), imagetest.File("../../keep/out", "3")}})
	layout := imagetest.Layout(f, imagetest.Layer{Step: "ADD", Entries: []imagetest.Entry{imagetest.File("keep/a", "1")}})
	var entries []imagetest.Entry
	for name, content := range layout {
		entries = append(entries, imagetest.File(name, content))
	}
	for _, seed := range [][]byte{
		whole, whole[:len(whole)/2], imagetest.Tar(f, entries...),
		imagetest.Tar(f, imagetest.File("manifest.json", `[{"Config": "c", "Layers": ["l"]}]`), imagetest.Entry{Name: "c", Link: "c"}),
		imagetest.Tar(f, imagetest.File("index.json", `{"manifests": [{"digest": "sha256:../../x"}]}`)),
		imagetest.Tar(f, imagetest.File("manifest.json", `[{"Config": "c", "Layers": []}]`), imagetest.File("c", `{"history": [{}, {"created_by": "CMD"}]}`)),
		[]byte("no tar"), nil,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		opened, err := Open(t.Context(), write(t, content), Registry{})
		if err != nil {
			return
		}
		defer opened.Close()
		contents, err := opened.Files(t.Context(), func(e Entry) Interest {
			if path.IsAbs(e.Path) || e.Path == ".." || strings.HasPrefix(e.Path, "../") {
				t.Errorf("%q leads out of the image", e.Path)
			}
			interest := keepAll(e)
			if e.Size > 1<<20 {
				interest.Sift = func(r io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(r, 16)) }
			}
			return interest
		})
		if err != nil {
			t.Fatal(err)
		}
		defer contents.Close()
		for _, file := range contents.Files {
			if file.Layer < 0 || file.Layer >= len(opened.Layers) {
				t.Errorf("%q is in layer %d of %d", file.Path, file.Layer, len(opened.Layers))
			}
			read, err := file.Read(1 << 20)
			if err != nil || int64(len(read)) != file.Size() {
				t.Errorf("%q: %d bytes of %d, %v", file.Path, len(read), file.Size(), err)
			}
		}
	})
}

// FuzzDocuments reads a manifest or an index, and a configuration, of any shape.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte(`[{"Config": "c", "Layers": ["l"]}]`), []byte(`{"rootfs": {"diff_ids": ["sha256:0"]}, "history": [{"created_by": "CMD", "empty_layer": true}, {}], "config": {"Env": ["A=b"], "Labels": {"a": "b"}}}`), true)
	f.Add([]byte(`{"manifests": [{"digest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "platform": {"os": "linux", "architecture": "amd64"}}]}`), []byte(`{}`), false)
	f.Add([]byte(`null`), []byte(`[]`), true)
	f.Fuzz(func(t *testing.T, manifest, config []byte, saved bool) {
		files := map[string][]byte{"c": config, "l": nil, "index.json": manifest}
		if saved {
			files = map[string][]byte{"c": config, "l": nil, "manifest.json": manifest}
		}
		files[blobPath(digestOf(config))] = config
		opened, err := read(memory(files))
		if err == nil && opened.Digest == "" {
			t.Errorf("an image without a digest: %+v", opened)
		}
	})
}

// memory are blobs that lie in memory.
type memory map[string][]byte

func (m memory) open(name string) (io.ReadCloser, error) {
	content, ok := m[name]
	if !ok {
		return nil, io.ErrUnexpectedEOF
	}
	return io.NopCloser(bytes.NewReader(content)), nil
}

func (m memory) has(name string) bool { _, ok := m[name]; return ok }

func (m memory) Close() error { return nil }
