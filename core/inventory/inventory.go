// Package inventory owns what a product is made of: packages, their versions
// and where each was found. It reads and writes the list as an SBOM and knows
// nothing of advisories.
package inventory

import (
	"cmp"
	"slices"
)

// Package is one dependency at one version, as one file states it.
type Package struct {
	Ecosystem   string // OSV ecosystem: npm, NuGet, Go, PyPI, Maven, crates.io
	Name        string // as the file spells it
	Version     string // resolved; empty when the file does not settle it
	Requirement string // what the file asks for when Version is empty, e.g. "[1.0,2.0)"
	Path        string // the file, slash-separated
	Line        int    // 1-based line in the file; 1 when the format has no better place
	Direct      bool   // named by the project itself, as far as the file tells
	Via         string // the packages that lead to it, "direct > next"; empty for a direct one, and where the file does not tell
	Development bool   // needed only to build or test, as far as the file tells
	License     string // as the file states it, an SPDX expression where it is well written; empty when it states none

	Source        string // of a system's package: the source package that advisories name; empty when it is Name
	SourceVersion string // of the source package; empty when it is Version
	Image         string // the container image that holds it, as the user named it; empty for none
	Layer         string // "sha256:…" of the image's layer that brought it
	Base          bool   // the layer belongs to the image's base image, as far as the image tells
}

// Inventory is a sorted list of packages without repetitions.
type Inventory struct{ Packages []Package }

// New sorts the packages and drops exact repetitions.
func New(packages []Package) Inventory {
	sorted := slices.Clone(packages)
	slices.SortFunc(sorted, Package.Compare)
	return Inventory{Packages: slices.Compact(sorted)}
}

// Compare orders packages by ecosystem, name, version, then place.
func (p Package) Compare(o Package) int {
	return cmp.Or(cmp.Compare(p.Ecosystem, o.Ecosystem), cmp.Compare(p.Name, o.Name),
		cmp.Compare(p.Version, o.Version), cmp.Compare(p.Path, o.Path), cmp.Compare(p.Line, o.Line),
		cmp.Compare(p.Requirement, o.Requirement), compareBool(p.Direct, o.Direct), compareBool(p.Development, o.Development),
		cmp.Compare(p.Via, o.Via), cmp.Compare(p.License, o.License), cmp.Compare(p.Source, o.Source), cmp.Compare(p.SourceVersion, o.SourceVersion),
		cmp.Compare(p.Image, o.Image), cmp.Compare(p.Layer, o.Layer), compareBool(p.Base, o.Base))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}
