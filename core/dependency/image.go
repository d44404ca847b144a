package dependency

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/image"
	"github.com/sallyport-gate/sallyport/core/inventory"
)

// Images says which container images are examined, and how.
type Images struct {
	Names    []string // files, folders or references
	Registry image.Registry
	Excluded func(path string) bool // what the policy leaves out; the path begins with the image's name
}

// maxInstalled is the size in bytes of the largest file of an installed package
// that is read whole.
const maxInstalled = 64 << 20

// imageScan is the reading of one image.
type imageScan struct {
	name     string // as paths begin with
	image    *image.Image
	contents *image.Contents
	coverage *finding.Coverage
	packages []inventory.Package
	mute     []string // archives that do not say what they are
}

// Images reads the packages of container images: those of the system, and those
// that language package managers installed. What cannot be read is a gap of the
// coverage. The error is the context's.
func (i Images) inventory(ctx context.Context, coverage *finding.Coverage) ([]inventory.Package, error) {
	var packages []inventory.Package
	for _, named := range i.Names {
		s := &imageScan{name: image.Prefix(named), coverage: coverage}
		if err := s.read(ctx, named, i); err != nil {
			if ctx.Err() != nil {
				return packages, context.Cause(ctx)
			}
			s.gap(finding.Unreadable, s.name, "examine the image: %v", err)
		}
		packages = append(packages, s.packages...)
	}
	return packages, nil
}

func (s *imageScan) gap(kind finding.GapKind, file, format string, args ...any) {
	s.coverage.Gaps = append(s.coverage.Gaps, finding.Gap{Check: Name, Kind: kind, Path: file, Message: fmt.Sprintf(format, args...)})
}

func (s *imageScan) read(ctx context.Context, named string, options Images) (err error) {
	if s.image, err = image.Open(ctx, named, options.Registry); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.image.Close()) }()
	s.image.Name = s.name
	skipped := 0
	if s.contents, err = s.image.Files(ctx, chooser(s.name, options.Excluded, &skipped)); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.contents.Close()) }()
	for _, g := range s.contents.Gaps {
		g.Check = Name
		s.coverage.Gaps = append(s.coverage.Gaps, g)
	}
	if skipped > 0 {
		s.coverage.Skips["excluded by the policy"] += skipped
	}
	s.coverage.Bytes += s.contents.Bytes
	s.system(ctx)
	s.languages(ctx)
	s.tell()
	return nil
}

// tell notes what was examined.
func (s *imageScan) tell() {
	base := 0
	for _, p := range s.packages {
		if p.Base {
			base++
		}
	}
	note := fmt.Sprintf("image %s: %s in %s", s.name, counted(len(s.packages), "package", "packages"), counted(len(s.image.Layers), "layer", "layers"))
	switch {
	case base > 0 && s.image.Base != "":
		note += fmt.Sprintf(", %d of them from its base image %.100q", base, s.image.Base)
	case base > 0:
		note += fmt.Sprintf(", %d of them from its base image", base)
	}
	if s.image.Note != "" {
		note += "; " + s.image.Note
	}
	s.coverage.Notes = append(s.coverage.Notes, note)
	if len(s.mute) > 0 {
		s.gap(finding.Unresolved, s.name+"/"+s.mute[0], "%s of the image %s not say which package and version they are, the first: %.200q; exclude them in the policy when they are your own",
			counted(len(s.mute), "Java archive", "Java archives"), map[bool]string{true: "does", false: "do"}[len(s.mute) == 1], s.mute[0])
	}
}

// place says of each package in which layer of the image it lies.
func (s *imageScan) place(packages []inventory.Package, layer int) []inventory.Package {
	l := s.image.Layers[layer]
	for i := range packages {
		packages[i].Image, packages[i].Layer, packages[i].Base = s.name, l.Digest, l.Base
	}
	return packages
}

// languages reads what package managers of languages installed, and programs.
func (s *imageScan) languages(ctx context.Context) {
	formats := installedFormats()
	for _, f := range s.contents.Files {
		if ctx.Err() != nil || isDatabase(f.Path) || isRelease(f.Path) {
			continue
		}
		packages, err := s.language(ctx, formats, f)
		s.packages = append(s.packages, s.place(packages, f.Layer)...)
		if err != nil {
			s.gap(finding.Unparsed, s.name+"/"+f.Path, "read %q of the image: %v", f.Path, err)
			continue
		}
		s.coverage.Files++
	}
}

func (s *imageScan) language(ctx context.Context, formats []installedFormat, f image.File) ([]inventory.Package, error) {
	file := s.name + "/" + f.Path
	if isJar(f.Path) {
		packages, known, err := readJar(ctx, f.Open(), file)
		if err == nil && !known {
			s.mute = append(s.mute, f.Path)
		}
		return packages, err
	}
	content, err := f.Read(maxInstalled)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(formats, func(format installedFormat) bool { return format.wants(f.Path) })
	if i < 0 {
		return goModules(content, file)
	}
	packages, err := formats[i].parse(content, file)
	if err != nil {
		err = fmt.Errorf("as %s: %w", formats[i].name, err)
	}
	return packages, err
}
