package credential

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/archive"
	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/image"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// Images says which container images are examined, and how.
type Images struct {
	Names    []string // files, folders or references
	Registry image.Registry
	Excluded func(path string) bool // what the policy leaves out; the path begins with the image's name
}

// WithoutImages is the check of the tree alone: an image has no base revision
// whose credentials would excuse its own.
func (c *Check) WithoutImages() *Check {
	return New(Config{Salt: c.salt, Custom: c.custom})
}

// maxBinary is the size in bytes up to which a binary file of an image may be a
// key store.
const maxBinary = 1 << 20

// layers examines the layers of one image. A file counts in every layer: what a
// later one replaces or deletes can still be read by whoever has the image.
type layers struct {
	check    *Check
	image    *image.Image
	name     string // as paths begin with
	look     look
	excluded func(string) bool
	found    []inLayer
	result   *check.Result
}

type inLayer struct {
	finding.Finding
	path  string // in the image
	layer int
}

// examineImages adds what the images hold. What cannot be read is a gap. The
// error is the context's.
func (c *Check) examineImages(ctx context.Context, result *check.Result, look look) error {
	for _, named := range c.images.Names {
		l := &layers{check: c, name: image.Prefix(named), look: look, excluded: c.images.Excluded, result: result}
		if err := l.read(ctx, named, c.images.Registry); err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			l.gap(finding.Unreadable, l.name, fmt.Sprintf("examine the image: %v", err))
		}
	}
	finding.Number(result.Findings)
	slices.SortFunc(result.Coverage.Gaps, finding.Gap.Compare)
	return nil
}

func (l *layers) gap(kind finding.GapKind, path, message string) {
	l.result.Coverage.Gaps = append(l.result.Coverage.Gaps, finding.Gap{Check: Name, Kind: kind, Path: path, Message: message})
}

func (l *layers) skip(reason string) { l.result.Coverage.Skips[reason]++ }

func (l *layers) read(ctx context.Context, named string, registry image.Registry) (err error) {
	if l.image, err = image.Open(ctx, named, registry); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.image.Close()) }()
	l.image.Name = l.name
	contents, err := l.image.Files(ctx, func(e image.Entry) image.Interest { return l.choose(ctx, e) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, contents.Close()) }()
	for _, g := range contents.Gaps {
		l.gap(g.Kind, g.Path, g.Message)
	}
	l.tell(contents)
	l.configuration(ctx)
	l.result.Coverage.Notes = append(l.result.Coverage.Notes, fmt.Sprintf("image %s: what its configuration and its layers (%d) hold was examined", l.name, len(l.image.Layers)))
	return nil
}

// choose has every file sifted that may hold a credential. Of those that do, one
// byte is kept, so that the end tells which of them the image still shows.
func (l *layers) choose(ctx context.Context, e image.Entry) image.Interest {
	name := l.name + "/" + e.Path
	switch {
	case e.Link:
		return image.Interest{}
	case l.excluded != nil && l.excluded(name):
		l.skip("excluded by the policy")
		return image.Interest{}
	case repo.IsBinary(e.Head) && e.Size > maxBinary && !archive.Is(name, e.Head):
		l.skip("binary")
		return image.Interest{}
	case e.Size > repo.MaxFileSize:
		l.gap(finding.TooLarge, name, fmt.Sprintf("%s in layer %d is %d bytes long; at most %d are read; exclude it in the policy if that is right", name, e.Layer+1, e.Size, int64(repo.MaxFileSize)))
		return image.Interest{}
	}
	return image.Interest{Keep: true, Sift: func(r io.Reader) ([]byte, error) {
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		return l.file(ctx, e, name, content), ctx.Err()
	}}
}

// file examines a file of a layer, and returns something when it holds a credential.
func (l *layers) file(ctx context.Context, e image.Entry, name string, content []byte) (kept []byte) {
	defer func() {
		if r := recover(); r != nil {
			l.gap(finding.Crashed, name, fmt.Sprintf("the credential check crashed on this file: %s", check.PanicKind(r)))
		}
	}()
	for _, f := range l.examine(ctx, name, content) {
		l.found = append(l.found, inLayer{f, e.Path, e.Layer})
		kept = []byte{1}
	}
	return kept
}

func (l *layers) examine(ctx context.Context, name string, content []byte) []finding.Finding {
	file := repo.File{Path: name, Size: int64(len(content)), To: len(content)}
	examine := l.look
	if archive.Is(name, content) {
		examine = func(file repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
			return l.check.unpacked(ctx, file, content, l.look)
		}
	}
	found, gaps, err := examine(file, content)
	l.result.Coverage.Gaps = append(l.result.Coverage.Gaps, gaps...)
	var skipped check.Skipped
	var inside check.SkippedInside
	switch {
	case errors.As(err, &skipped):
		l.skip(string(skipped))
		return found
	case errors.As(err, &inside):
		for reason, n := range inside {
			l.result.Coverage.Skips[reason] += n
		}
	case err != nil:
		l.gap(finding.Unparsed, name, err.Error())
	}
	l.result.Coverage.Files++
	l.result.Coverage.Bytes += int64(len(content))
	return found
}

// tell says of each credential in which layer it lies. One that a file has in
// several layers is told once, in the newest of them.
func (l *layers) tell(contents *image.Contents) {
	newest := map[[2]string]int{}
	for i, f := range l.found {
		newest[[2]string{f.path, f.Fingerprint}] = i
	}
	for i, f := range l.found {
		if newest[[2]string{f.path, f.Fingerprint}] != i {
			continue
		}
		layer := l.image.Layers[f.layer]
		f.Message += fmt.Sprintf("; in layer %.19s", layer.Digest)
		if layer.Base {
			f.Message += " of the base image"
		}
		if shown, ok := contents.Find(f.path); !ok || shown.Layer != f.layer {
			f.Message += ", and a later layer that hides it takes nothing out of the image"
		}
		l.result.Findings = append(l.result.Findings, f.Finding)
	}
}

// configuration examines what an image says of itself: variables, labels, and
// the steps that built it, with the arguments that they were given.
func (l *layers) configuration(ctx context.Context) {
	for _, part := range []struct {
		name  string
		lines []string
	}{{"environment.env", l.image.Env}, {"labels.env", l.image.Labels}, {"history.sh", l.image.Steps}} {
		if len(part.lines) == 0 {
			continue
		}
		for _, f := range l.examine(ctx, l.name+"/.image/"+part.name, []byte(strings.Join(part.lines, "\n"))) {
			f.Message += "; in the image's configuration"
			l.result.Findings = append(l.result.Findings, f)
		}
	}
}
