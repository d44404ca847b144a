// Package imagetest writes small container images for tests.
package imagetest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"testing"
)

// Layer is one layer, or a step without one.
type Layer struct {
	Step    string // the build step's words
	Empty   bool   // the step made no layer
	Entries []Entry
	Gzip    bool
	Digest  string // claimed instead of the right one
}

// Entry is one entry of a layer's tar: a file, unless Link or Hard name a target
// or Name ends with a slash.
type Entry struct {
	Name, Content, Link, Hard string
	Type                      byte // of a file; zero is a regular one
}

// File is an entry with content.
func File(name, content string) Entry { return Entry{Name: name, Content: content} }

// Tar packs entries.
func Tar(t testing.TB, entries ...Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		h := &tar.Header{Name: e.Name, Mode: 0o644, Size: int64(len(e.Content)), Typeflag: tar.TypeReg}
		switch {
		case e.Type != 0:
			h.Typeflag = e.Type
		case e.Link != "":
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, e.Link, 0
		case e.Hard != "":
			h.Typeflag, h.Linkname, h.Size = tar.TypeLink, e.Hard, 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(e.Content)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// packed are the blobs of an image, by digest.
type packed struct {
	config string // digest
	layers []string
	blobs  map[string][]byte
}

func pack(t testing.TB, env []string, layers []Layer) packed {
	t.Helper()
	p := packed{blobs: map[string][]byte{}}
	var ids []string
	var history []map[string]any
	for _, l := range layers {
		history = append(history, map[string]any{"created_by": l.Step, "empty_layer": l.Empty})
		if l.Empty {
			continue
		}
		content := Tar(t, l.Entries...)
		id := digest(content)
		if l.Digest != "" {
			id = l.Digest
		}
		ids = append(ids, id)
		if l.Gzip {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(content)
			z.Close()
			content = b.Bytes()
		}
		p.layers = append(p.layers, digest(content))
		p.blobs[digest(content)] = content
	}
	config := encode(t, map[string]any{"architecture": "amd64", "os": "linux", "config": map[string]any{"Env": env}, "history": history, "rootfs": map[string]any{"type": "layers", "diff_ids": ids}})
	p.config = digest(config)
	p.blobs[p.config] = config
	return p
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func digest(content []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(content)) }

func place(digest string) string { return "blobs/sha256/" + digest[len("sha256:"):] }

// Saved is the image as docker save writes it.
func Saved(t testing.TB, layers ...Layer) []byte {
	t.Helper()
	return SavedWith(t, nil, layers...)
}

// SavedWith is Saved with variables in its configuration, as NAME=VALUE.
func SavedWith(t testing.TB, env []string, layers ...Layer) []byte {
	t.Helper()
	p := pack(t, env, layers)
	var entries []Entry
	var names []string
	for _, l := range p.layers {
		names = append(names, place(l))
		entries = append(entries, File(place(l), string(p.blobs[l])))
	}
	manifest := encode(t, []map[string]any{{"Config": place(p.config), "RepoTags": []string{"shop:1"}, "Layers": names}})
	return Tar(t, append(entries, File(place(p.config), string(p.blobs[p.config])), File("manifest.json", string(manifest)))...)
}

// Layout is the image as the files of an OCI layout, by path.
func Layout(t testing.TB, layers ...Layer) map[string]string {
	t.Helper()
	p := pack(t, nil, layers)
	var list []map[string]any
	for _, l := range p.layers {
		list = append(list, map[string]any{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": l, "size": len(p.blobs[l])})
	}
	manifest := encode(t, map[string]any{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
		"config":      map[string]any{"mediaType": "application/vnd.oci.image.config.v1+json", "digest": p.config, "size": len(p.blobs[p.config])},
		"layers":      list,
		"annotations": map[string]string{"org.opencontainers.image.base.name": "registry.example/base:1"}})
	files := map[string]string{"oci-layout": `{"imageLayoutVersion":"1.0.0"}`}
	for d, b := range p.blobs {
		files[place(d)] = string(b)
	}
	files[place(digest(manifest))] = string(manifest)
	files["index.json"] = string(encode(t, map[string]any{"schemaVersion": 2, "manifests": []map[string]any{
		{"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": digest(manifest), "size": len(manifest)}}}))
	return files
}

// Hex is a well-formed digest that belongs to nothing.
func Hex() string { return "sha256:" + hex.EncodeToString(make([]byte, 32)) }
