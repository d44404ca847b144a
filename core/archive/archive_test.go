package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWalkVisitsEveryFileOrSaysWhyNot(t *testing.T) {
	small := Limits{Bytes: 1 << 20, Entry: 10_000, Files: 5, Ratio: 1000, Floor: 1 << 20, Depth: 2}
	zeros := strings.Repeat("\x00", 20_000)
	deep := zipOf(t, "c.zip", zipOf(t, "d.zip", zipOf(t, "e", "too deep")))
	for _, test := range []struct {
		name, file string
		content    string
		want       []string // INSIDE=CONTENT
		problems   []string // a word of each
	}{
		{"a zip", "a.zip", zipOf(t, "x/a.env", "one", "b", "two"), []string{"x/a.env=one", "b=two"}, nil},
		{"what is a zip under any name", "a.nupkg", zipOf(t, "a", "one"), []string{"a=one"}, nil},
		{"a zip behind a script, as an executable jar is", "a.jar", "#!/bin/sh\nexit\n" + zipOf(t, "a", "one"), []string{"a=one"}, nil},
		{"a tar", "a.tar", tarOf(t, "a", "one", "b", "two"), []string{"a=one", "b=two"}, nil},
		{"a packed tar", "a.tgz", gzipOf(t, tarOf(t, "a", "one")), []string{"a=one"}, nil},
		{"a packed file", "dump.sql.gz", gzipOf(t, "one"), []string{"dump.sql=one"}, nil},
		{"a zip in a packed tar", "a.tar.gz", gzipOf(t, tarOf(t, "b.zip", zipOf(t, "c", "one"))), []string{"b.zip!c=one"}, nil},
		{"names cannot pass for nesting", "a.zip", zipOf(t, "b.zip!c", "one", "100%", "two"), []string{"b.zip%21c=one", "100%25=two"}, nil},
		{"names that lead out are names", "a.zip", zipOf(t, "../../etc/a", "one"), []string{"../../etc/a=one"}, nil},
		{"too deep", "a.zip", zipOf(t, "b", "one", "b.zip", deep), []string{"b=one"}, []string{"over 2 deep"}},
		{"cut off", "a.zip", zipOf(t, "a", strings.Repeat("one", 99))[:60], nil, []string{"damaged"}},
		{"a tar cut off in a file", "a.tar", tarOf(t, "a", "one", "b", strings.Repeat("x", 600))[:1800], []string{"a=one"}, []string{"\"b\" cannot be read", "damaged"}},
		{"a packed file cut off", "a.gz", gzipOf(t, strings.Repeat("one two", 500))[:30], nil, []string{"cannot be read"}},
		{"nothing but a name", "a.zip", "\x00\x01\x02", nil, []string{"damaged"}},
		{"encrypted", "a.zip", encryptedZip(t), []string{"plain=one"}, []string{"encrypted"}},
		{"a file over the limit", "a.zip", zipOf(t, "big", strings.Repeat("text ", 4000), "a", "one"), []string{"a=one"}, []string{"\"big\" is over"}},
		{"a dull file over the limit", "a.zip", zipOf(t, "big", zeros, "a", "one"), []string{"a=one"}, nil},
		{"an archive over the limit is not dull", "a.zip", zipOf(t, "big.zip", zeros), nil, []string{"\"big.zip\" is over"}},
		{"too many files", "a.zip", zipOf(t, "1", "", "2", "", "3", "", "4", "", "5", "", "6", ""), []string{"1=", "2=", "3=", "4=", "5="}, []string{"over 5 files"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, problems := walked(t, test.file, test.content, small)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("visited (-want +got):\n%s", diff)
			}
			if len(problems) != len(test.problems) {
				t.Fatalf("problems %q, want %q", problems, test.problems)
			}
			for i, word := range test.problems {
				if !strings.Contains(problems[i], word) {
					t.Errorf("problem %q, want %q in it", problems[i], word)
				}
			}
		})
	}
}

func TestABombStopsAtTheLimits(t *testing.T) {
	bomb := strings.Repeat("\x00", 4<<20)
	for _, test := range []struct {
		name, file, content string
		limits              Limits
	}{
		{"by its ratio", "a.zip", zipOf(t, "a", bomb), Limits{Bytes: 1 << 40, Entry: 1 << 30, Files: 10, Ratio: 10, Floor: 1 << 10, Depth: 2}},
		{"by its bytes", "a.gz", gzipOf(t, bomb), Limits{Bytes: 1 << 20, Entry: 1 << 30, Files: 10, Ratio: 1 << 20, Floor: 1 << 10, Depth: 2}},
		{"in what a tar skips", "a.tgz", gzipOf(t, tarOf(t, "big", bomb)), Limits{Bytes: 1 << 20, Entry: 1 << 10, Files: 10, Ratio: 1 << 20, Floor: 1 << 10, Depth: 2}},
		{"in levels together", "a.zip", zipOf(t, "a.zip", zipOf(t, "a", bomb[:900_000]), "b.zip", zipOf(t, "b", bomb[:900_000])), Limits{Bytes: 1 << 20, Entry: 1 << 30, Files: 10, Ratio: 1 << 20, Floor: 1 << 10, Depth: 2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := walked(t, test.file, test.content, test.limits)
			if len(problems) == 0 || !strings.Contains(problems[len(problems)-1], "unpacks to more") {
				t.Errorf("problems %q, want that it unpacks to too much", problems)
			}
		})
	}
}

func TestTextIsNoArchiveWhateverItsName(t *testing.T) {
	for name, content := range map[string]string{"notes.zip": "PASSWORD=x\n", "a.txt": "text", "photo.png": "\x89PNG\x00\x00"} {
		if Is(name, []byte(content)) {
			t.Errorf("%s is taken for an archive", name)
		}
	}
}

func TestWalkEndsWithItsContextAndItsVisitor(t *testing.T) {
	content := []byte(zipOf(t, "a", "one"))
	stop := errors.New("stop")
	if _, err := Walk(t.Context(), "a.zip", content, Defaults(), never, func(Entry) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the visitor's error", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Walk(ctx, "a.zip", content, Defaults(), never, func(Entry) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func FuzzWalkStaysInsideItsLimits(f *testing.F) {
	for _, seed := range []string{zipOf(f, "a", "one"), tarOf(f, "a", "one"), gzipOf(f, tarOf(f, "a", "one")), encryptedZip(f)} {
		f.Add("a.zip", []byte(seed))
	}
	limits := Limits{Bytes: 1 << 16, Entry: 1 << 12, Files: 10, Ratio: 100, Floor: 1 << 12, Depth: 2}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		if !Is(name, content) {
			return
		}
		files, total := 0, 0
		_, err := Walk(t.Context(), name, content, limits, never, func(e Entry) error {
			files, total = files+1, total+len(e.Content)
			return nil
		})
		if err != nil || files > limits.Files || int64(total) > limits.Bytes {
			t.Errorf("%v, %d files, %d bytes", err, files, total)
		}
	})
}

func never([]byte) bool { return false }

func walked(t *testing.T, name, content string, limits Limits) (visited, problems []string) {
	t.Helper()
	dull := func(head []byte) bool { return bytes.IndexByte(head, 0) >= 0 }
	found, err := Walk(t.Context(), name, []byte(content), limits, dull, func(e Entry) error {
		visited = append(visited, e.Inside+"="+string(e.Content))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found {
		problems = append(problems, p.Message)
	}
	return visited, problems
}

// zipOf packs name, content, name, content, …
func zipOf(t testing.TB, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for pair := range slices.Chunk(pairs, 2) {
		f, err := w.Create(pair[0])
		if err == nil {
			_, err = f.Write([]byte(pair[1]))
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

func tarOf(t testing.TB, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for pair := range slices.Chunk(pairs, 2) {
		err := w.WriteHeader(&tar.Header{Name: pair[0], Mode: 0o644, Size: int64(len(pair[1]))})
		if err == nil {
			_, err = w.Write([]byte(pair[1]))
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

func gzipOf(t testing.TB, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := fmt.Fprint(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// encryptedZip says of its first file that it is encrypted.
func encryptedZip(t testing.TB) string {
	t.Helper()
	content := []byte(zipOf(t, "locked", "x", "plain", "one"))
	at := bytes.Index(content, []byte("PK\x01\x02")) // the directory's first entry
	content[at+8] |= encrypted
	return string(content)
}
