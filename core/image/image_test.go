package image

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/sallyport-gate/sallyport/internal/imagetest"
)

func write(t *testing.T, content []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "shop.tar")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// keepAll is interested in everything under "keep/", with its history.
func keepAll(e Entry) Interest {
	return Interest{Keep: strings.HasPrefix(e.Path, "keep/") || e.Path == "keep", History: true}
}

// see lists the files that a container of the image would see, as "path layer content".
func see(t *testing.T, named string, r Registry) (files, gaps []string) {
	t.Helper()
	i, err := Open(t.Context(), named, r)
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	c, err := i.Files(t.Context(), keepAll)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, f := range c.Files {
		content, err := f.Read(1 << 20)
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("%s %d %s", f.Path, f.Layer, content)
		for _, older := range f.Older {
			text += fmt.Sprintf(" <%d", older.Layer)
		}
		files = append(files, text)
	}
	for _, g := range c.Gaps {
		gaps = append(gaps, string(g.Kind)+" "+g.Message)
	}
	return files, gaps
}

func layer(entries ...imagetest.Entry) imagetest.Layer { return imagetest.Layer{Entries: entries} }

func TestAContainerSeesWhatTheLayersLeave(t *testing.T) {
	file := imagetest.File
	for name, test := range map[string]struct {
		layers []imagetest.Layer
		want   []string
	}{
		"the upper layer's file counts, and the lower's is remembered": {
			[]imagetest.Layer{layer(file("keep/a", "1")), layer(file("other", "")), layer(file("./keep/a", "2"))}, []string{"keep/a 2 2 <0"}},
		"a whiteout removes a file": {
			[]imagetest.Layer{layer(file("keep/a", "1"), file("keep/b", "1")), layer(file("keep/.wh.a", ""))}, []string{"keep/b 0 1"}},
		"a whiteout removes a folder with all below it": {
			[]imagetest.Layer{layer(file("keep/d/a", "1"), file("keep/d/e/b", "1"), file("keep/d2", "1")), layer(file("keep/.wh.d", ""))}, []string{"keep/d2 0 1"}},
		"an opaque whiteout hides lower layers, wherever it stands": {
			[]imagetest.Layer{layer(file("keep/d/a", "1")), layer(file("keep/d/b", "2"), file("keep/d/.wh..wh..opq", ""))}, []string{"keep/d/b 1 2"}},
		"a whiteout does not touch its own layer": {
			[]imagetest.Layer{layer(file("keep/.wh.a", ""), file("keep/a", "1"))}, []string{"keep/a 0 1"}},
		"a file in a folder's place hides what the folder held": {
			[]imagetest.Layer{layer(file("keep/d/a", "1")), layer(file("keep/d", "2"))}, []string{"keep/d 1 2"}},
		"a name does not lead out": {
			[]imagetest.Layer{layer(file("../../keep/a", "1"), file("/keep/b", "2"))}, []string{"keep/a 0 1", "keep/b 0 2"}},
		"a hard link is a second name": {
			[]imagetest.Layer{layer(file("keep/a", "1"), imagetest.Entry{Name: "keep/b", Hard: "keep/a"})}, []string{"keep/a 0 1", "keep/b 0 1"}},
		"the last entry of a name counts": {
			[]imagetest.Layer{layer(file("keep/a", "1"), file("keep/a", "2"))}, []string{"keep/a 0 2"}},
		"compressed layers are the same": {
			[]imagetest.Layer{{Gzip: true, Entries: []imagetest.Entry{file("keep/a", "1")}}}, []string{"keep/a 0 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, gaps := see(t, write(t, imagetest.Saved(t, test.layers...)), Registry{})
			if diff := cmp.Diff(test.want, got); diff != "" || len(gaps) > 0 {
				t.Errorf("files (-want +got):\n%s\ngaps: %q", diff, gaps)
			}
		})
	}
}

func TestEveryWayToAnImageGivesTheSame(t *testing.T) {
	layers := []imagetest.Layer{{Step: "ADD rootfs", Entries: []imagetest.Entry{imagetest.File("keep/a", strings.Repeat("x", inMemory+1))}}, layer(imagetest.File("keep/b", "2"))}
	saved := write(t, imagetest.Saved(t, layers...))
	want, _ := see(t, saved, Registry{})
	layout := t.TempDir()
	var entries []imagetest.Entry
	for name, content := range imagetest.Layout(t, layers...) {
		entries = append(entries, imagetest.File(name, content))
		if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(layout, name)), 0o700), os.WriteFile(filepath.Join(layout, name), []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(registry.New())
	defer server.Close()
	reference := strings.TrimPrefix(server.URL, "http://") + "/shop:1"
	push(t, saved, reference)
	for way, named := range map[string]string{"a layout in a folder": layout, "a layout in a tar": write(t, imagetest.Tar(t, entries...)), "a registry": reference} {
		t.Run(way, func(t *testing.T) {
			got, gaps := see(t, named, Registry{Keychain: authn.DefaultKeychain})
			if diff := cmp.Diff(want, got); diff != "" || len(gaps) > 0 {
				t.Errorf("files (-want +got):\n%s\ngaps: %q", diff, gaps)
			}
		})
	}
}

func push(t *testing.T, saved, reference string) {
	t.Helper()
	image, err := tarball.ImageFromPath(saved, nil)
	if err != nil {
		t.Fatal(err)
	}
	to, err := name.ParseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(to, image); err != nil {
		t.Fatal(err)
	}
}

func TestARegistryThatCannotAnswerIsUnknownAndNoMistake(t *testing.T) {
	server := httptest.NewServer(registry.New())
	reference := strings.TrimPrefix(server.URL, "http://") + "/gone:1"
	if _, err := Open(t.Context(), reference, Registry{}); err == nil || errors.Is(err, ErrInput) {
		t.Errorf("a missing image: error %v, want one that is no ErrInput", err)
	}
	server.Close()
	if _, err := Open(t.Context(), reference, Registry{}); err == nil || errors.Is(err, ErrInput) {
		t.Errorf("a dead registry: error %v, want one that is no ErrInput", err)
	}
	if err := Check(t.Context(), reference); err != nil {
		t.Errorf("Check asked the registry: %v", err)
	}
}

func TestTheBaseImageEndsWithItsCommand(t *testing.T) {
	i, err := Open(t.Context(), write(t, imagetest.Saved(t,
		imagetest.Layer{Step: "/bin/sh -c #(nop) ADD file:1 in / "},
		imagetest.Layer{Step: `/bin/sh -c #(nop)  CMD ["bash"]`, Empty: true},
		imagetest.Layer{Step: "RUN /bin/sh -c make # buildkit"},
		imagetest.Layer{Step: `ENTRYPOINT ["shop"]`, Empty: true},
	)), Registry{})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	if len(i.Layers) != 2 || !i.Layers[0].Base || i.Layers[1].Base || i.Layers[0].Command != "ADD file:1 in /" {
		t.Errorf("layers = %+v, want the first alone in the base image", i.Layers)
	}
}

func TestALayerThatCannotBeReadIsAGapBesideTheOthers(t *testing.T) {
	good := layer(imagetest.File("keep/a", "1"))
	saved := imagetest.Saved(t, good, imagetest.Layer{Digest: imagetest.Hex(), Entries: []imagetest.Entry{imagetest.File("keep/b", "2")}})
	files, gaps := see(t, write(t, saved), Registry{})
	if len(files) != 2 || len(gaps) != 1 || !strings.Contains(gaps[0], "layer 2 of 2") || !strings.Contains(gaps[0], "damaged or was changed") {
		t.Errorf("a wrong digest: files %q, gaps %q", files, gaps)
	}
	zipped := imagetest.Saved(t, good, imagetest.Layer{Gzip: true, Entries: []imagetest.Entry{imagetest.File("keep/b", strings.Repeat("2", 4096))}})
	at := bytes.LastIndex(zipped, []byte{0x1f, 0x8b})
	copy(zipped[at+20:], make([]byte, 8))
	if _, gaps := see(t, write(t, zipped), Registry{}); len(gaps) != 1 {
		t.Errorf("a damaged stream: gaps %q", gaps)
	}
	holes := layer(imagetest.Entry{Name: "keep/holes", Content: "1", Type: '7'}, imagetest.Entry{Name: "other/holes", Content: "1", Type: '7'})
	if _, gaps := see(t, write(t, imagetest.Saved(t, holes)), Registry{}); len(gaps) != 1 || !strings.Contains(gaps[0], `"keep/holes" in layer 1 is stored as a file with holes`) {
		t.Errorf("a file with holes: gaps %q", gaps)
	}
	linked := layer(imagetest.Entry{Name: "keep", Link: "/elsewhere"})
	if _, gaps := see(t, write(t, imagetest.Saved(t, linked)), Registry{}); len(gaps) != 1 || !strings.Contains(gaps[0], "not followed") {
		t.Errorf("a link: gaps %q", gaps)
	}
}

func TestWhatIsNoImageIsTheUsersMistake(t *testing.T) {
	saved := imagetest.Saved(t, layer(imagetest.File("keep/a", "1")))
	for name, content := range map[string][]byte{
		"no tar at all":           []byte("hello"),
		"an empty file":           {},
		"a tar of something":      imagetest.Tar(t, imagetest.File("a", "b")),
		"a cut archive":           saved[:1600],
		"a changed configuration": bytes.Replace(saved, []byte(`"os":"linux"`), []byte(`"os":"xinul"`), 1),
		"no JSON":                 imagetest.Tar(t, imagetest.File("manifest.json", "{")),
		"two images":              imagetest.Tar(t, imagetest.File("manifest.json", `[{"Config":"a"},{"Config":"b"}]`)),
		"an index of nothing":     imagetest.Tar(t, imagetest.File("index.json", `{"manifests":[]}`)),
	} {
		t.Run(name, func(t *testing.T) {
			if err := Check(t.Context(), write(t, content)); !errors.Is(err, ErrInput) {
				t.Errorf("error = %v, want ErrInput", err)
			}
		})
	}
	for _, named := range []string{"./missing.tar", "UPPER CASE", "/nowhere"} {
		if err := Check(t.Context(), named); !errors.Is(err, ErrInput) {
			t.Errorf("%q: error = %v, want ErrInput", named, err)
		}
	}
}

func TestTheBudgetEndsWhatUnpacksToTooMuch(t *testing.T) {
	l := Layer{open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(make([]byte, 100))), nil
	}}
	budget := int64(99)
	c, err := l.content(t.Context(), &budget)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, c); !errors.Is(err, errTooMuch) {
		t.Errorf("error = %v, want errTooMuch", err)
	}
}

func TestReadingStopsWithItsContext(t *testing.T) {
	i, err := Open(t.Context(), write(t, imagetest.Saved(t, layer(imagetest.File("keep/a", "1")))), Registry{})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := i.Files(ctx, keepAll); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want the context's", err)
	}
}
