package image

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// maxLayers bounds an image; the overlay file systems that run them take 128.
const maxLayers = 1000

// savedImage is an entry of docker save's manifest.json.
type savedImage struct {
	Config   string
	RepoTags []string
	Layers   []string
}

// descriptor, index and manifest are those of the OCI image specification
// (https://github.com/opencontainers/image-spec), which Docker's own also are.
type descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	URLs        []string          `json:"urls"`
	Annotations map[string]string `json:"annotations"`
	Platform    *struct {
		Architecture string `json:"architecture"`
		OS           string `json:"os"`
	} `json:"platform"`
}

type ociDocument struct {
	Manifests   []descriptor      `json:"manifests"` // of an index
	Config      descriptor        `json:"config"`    // of a manifest
	Layers      []descriptor      `json:"layers"`
	Annotations map[string]string `json:"annotations"`
}

// configuration is an image's own file: what its layers are, and how it came to be.
type configuration struct {
	RootFS struct {
		DiffIDs []string `json:"diff_ids"`
	} `json:"rootfs"`
	History []step `json:"history"`
	Config  struct {
		Env    []string          `json:"Env"`
		Labels map[string]string `json:"Labels"`
	} `json:"config"`
}

type step struct {
	CreatedBy  string `json:"created_by"`
	EmptyLayer bool   `json:"empty_layer"`
}

const baseName = "org.opencontainers.image.base.name"

// read finds the one image of an archive or a layout.
func read(b blobs) (*Image, error) {
	switch {
	case b.has("manifest.json"):
		return readSaved(b)
	case b.has("index.json"):
		return readLayout(b)
	default:
		return nil, errors.New("it holds neither manifest.json nor index.json; write it with docker save, or as an OCI layout")
	}
}

func readSaved(b blobs) (*Image, error) {
	content, err := document(b, "manifest.json")
	if err != nil {
		return nil, err
	}
	var images []savedImage
	if err := json.Unmarshal(content, &images); err != nil {
		return nil, errors.New("its manifest.json is not what docker save writes")
	}
	if len(images) != 1 {
		return nil, fmt.Errorf("it holds %d images; save each into an archive of its own", len(images))
	}
	saved := images[0]
	content, err = document(b, saved.Config)
	if err != nil {
		return nil, err
	}
	stated := strings.TrimSuffix(saved.Config[strings.LastIndexByte(saved.Config, '/')+1:], ".json")
	if digest := digestOf(content); isHex(stated) && digest != "sha256:"+stated {
		return nil, fmt.Errorf("the configuration %q has the digest %s; the archive is damaged", saved.Config, digest)
	}
	image, err := configured(content, len(saved.Layers))
	if err != nil {
		return nil, err
	}
	for i, name := range saved.Layers {
		image.Layers[i].open = func(context.Context) (io.ReadCloser, error) { return b.open(name) }
	}
	return image, nil
}

func readLayout(b blobs) (*Image, error) {
	content, err := document(b, "index.json")
	if err != nil {
		return nil, err
	}
	manifest, digest, note, err := chooseManifest(b, content, 0)
	if err != nil {
		return nil, err
	}
	content, err = verified(b, manifest.Config.Digest)
	if err != nil {
		return nil, err
	}
	image, err := configured(content, len(manifest.Layers))
	if err != nil {
		return nil, err
	}
	image.Digest, image.Note = digest, note
	image.Base = cmp.Or(manifest.Annotations[baseName], image.Base)
	for i, l := range manifest.Layers {
		image.Layers[i].open = func(context.Context) (io.ReadCloser, error) {
			name := blobPath(l.Digest)
			if name == "" || !b.has(name) {
				return nil, fmt.Errorf("the archive does not hold the blob %.100q", l.Digest)
			}
			return b.open(name)
		}
	}
	return image, nil
}

// chooseManifest goes down from an index to one image: the only one, else the
// one for linux/amd64. Attestations are not images.
func chooseManifest(b blobs, content []byte, depth int) (m ociDocument, digest, note string, err error) {
	var index ociDocument
	if err := json.Unmarshal(content, &index); err != nil {
		return m, "", "", errors.New("its index is not JSON")
	}
	var images []descriptor
	for _, d := range index.Manifests {
		if d.Annotations["vnd.docker.reference.type"] == "" && (d.Platform == nil || d.Platform.OS != "unknown") {
			images = append(images, d)
		}
	}
	chosen, note, err := onlyOrDefault(images)
	if err != nil {
		return m, "", "", err
	}
	content, err = verified(b, chosen.Digest)
	if err != nil {
		return m, "", "", err
	}
	if err := json.Unmarshal(content, &m); err != nil {
		return m, "", "", fmt.Errorf("the manifest %s is not JSON", chosen.Digest)
	}
	switch {
	case len(m.Manifests) > 0 && depth < 4:
		inner, digest, more, err := chooseManifest(b, content, depth+1)
		return inner, digest, cmp.Or(note, more), err
	case m.Config.Digest == "":
		return m, "", "", fmt.Errorf("the manifest %s names no configuration", chosen.Digest)
	}
	return m, chosen.Digest, note, nil
}

func onlyOrDefault(images []descriptor) (descriptor, string, error) {
	if len(images) == 1 {
		return images[0], "", nil
	}
	for _, d := range images {
		if d.Platform != nil && d.Platform.OS == "linux" && d.Platform.Architecture == "amd64" {
			return d, fmt.Sprintf("of %d platforms, linux/amd64 was examined", len(images)), nil
		}
	}
	return descriptor{}, "", fmt.Errorf("it holds %d images and none is marked as linux/amd64; write one image into a layout", len(images))
}

// verified reads a small blob whose digest has to be right.
func verified(b blobs, digest string) ([]byte, error) {
	name := blobPath(digest)
	if name == "" {
		return nil, fmt.Errorf("%.100q is no SHA-256 digest", digest)
	}
	content, err := document(b, name)
	if err != nil {
		return nil, err
	}
	if got := digestOf(content); got != digest {
		return nil, fmt.Errorf("the blob %s has the digest %s; the archive is damaged", digest, got)
	}
	return content, nil
}

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// configured makes an image of its configuration; the caller adds how each
// layer is opened.
func configured(content []byte, layers int) (*Image, error) {
	var c configuration
	if err := json.Unmarshal(content, &c); err != nil {
		return nil, errors.New("its configuration is not JSON")
	}
	switch {
	case len(c.RootFS.DiffIDs) != layers:
		return nil, fmt.Errorf("its configuration lists %d layers and its manifest %d", len(c.RootFS.DiffIDs), layers)
	case layers > maxLayers:
		return nil, fmt.Errorf("it has %d layers; at most %d are read", layers, maxLayers)
	}
	image := &Image{Digest: digestOf(content), Base: c.Config.Labels[baseName], Env: c.Config.Env}
	for _, name := range slices.Sorted(maps.Keys(c.Config.Labels)) {
		image.Labels = append(image.Labels, name+"="+c.Config.Labels[name])
	}
	for _, s := range c.History {
		image.Steps = append(image.Steps, s.CreatedBy)
	}
	for _, id := range c.RootFS.DiffIDs {
		image.Layers = append(image.Layers, Layer{Digest: id})
	}
	trace(image.Layers, c.History)
	return image, nil
}
