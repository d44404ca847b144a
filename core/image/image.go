// Package image owns container images: archives from docker save, OCI layouts
// as a tar or a folder, and images in a registry. It lists the files that a
// running container would see, as far as somebody is interested in them, with
// the layer that each comes from.
//
// Layers are streamed, bottom to top, and nothing is unpacked: what is kept is
// spooled to one temporary file beyond a small budget of memory. Everything in
// an image is hostile: names, links, sizes, digests and compression are bounded
// and checked, and what cannot be examined is a gap.
//
// Known limits: an archive that is compressed as a whole is refused; of an
// image for several platforms the one for linux/amd64 is taken, and a note says
// so. Symbolic links are not followed.
package image

import (
	"context"
	"errors"
	"io"
)

// Image is an opened image. Close it after use.
type Image struct {
	Name   string   // as the user named it
	Digest string   // of its manifest, or of its configuration where there is no manifest
	Layers []Layer  // bottom first
	Base   string   // the base image's name, when the image tells; may be empty
	Note   string   // a fact about the choice of this image among others; may be empty
	Env    []string // the variables that every process of it gets, as NAME=VALUE
	Labels []string // as NAME=VALUE, sorted
	Steps  []string // the build steps in full, oldest first, those without a layer too
	close  func() error
}

// Layer is one layer of an image.
type Layer struct {
	Digest  string // "sha256:…" of the uncompressed content
	Command string // the build step that made it; may be empty
	Base    bool   // belongs to the base image, as far as the history tells
	open    func(context.Context) (io.ReadCloser, error)
}

// ErrInput says that what the user named is no image that can be read. It is
// the user's mistake, not an unknown.
var ErrInput = errors.New("not a container image that can be read")

// Close frees what the image holds.
func (i *Image) Close() error {
	if i.close == nil {
		return nil
	}
	return i.close()
}
