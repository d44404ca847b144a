package inventory

import (
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/sallyport-gate/sallyport/core/license"
)

// subjectRef is the reference of what the SBOM is about.
const subjectRef = "subject"

// graph says what depends on what, as far as the files tell: the subject on its
// direct dependencies, and each package that leads to another on that one. A
// package whose name stands in several versions in one file is left out as a
// parent, because the way names no version.
func graph(packages []Package, components []cdx.Component) *[]cdx.Dependency {
	named := map[[2]string]string{} // file and name → reference, empty for several
	for i, p := range packages {
		id := [2]string{p.Path, p.Name}
		if _, several := named[id]; several {
			named[id] = ""
		} else {
			named[id] = components[i].BOMRef
		}
	}
	needs := map[string][]string{subjectRef: {}} // the schema wants a list, if an empty one
	for i, p := range packages {
		switch {
		case p.Direct:
			needs[subjectRef] = append(needs[subjectRef], components[i].BOMRef)
		case p.Via != "":
			_, parent := splitLast(p.Via, " > ")
			if ref := named[[2]string{p.Path, parent}]; ref != "" && ref != components[i].BOMRef {
				needs[ref] = append(needs[ref], components[i].BOMRef)
			}
		}
	}
	dependencies := make([]cdx.Dependency, 0, len(needs))
	for ref, on := range needs {
		slices.Sort(on)
		on = slices.Compact(on)
		dependencies = append(dependencies, cdx.Dependency{Ref: ref, Dependencies: &on})
	}
	slices.SortFunc(dependencies, func(a, b cdx.Dependency) int { return strings.Compare(a.Ref, b.Ref) })
	return &dependencies
}

// licensing remembers what it made of each text: thousands of packages share a few.
type licensing map[string]*cdx.Licenses

// of gives licenses as the file states them: an expression where they are SPDX's,
// else a name. One license is an expression too: the schema knows those
// identifiers only that were there when it was published.
func (l licensing) of(p Package) *cdx.Licenses {
	if p.License == "" {
		return nil
	}
	stated, known := l[p.License]
	if known {
		return stated
	}
	if expression := license.Spelled(p.License); expression != "" {
		stated = &cdx.Licenses{{Expression: expression}}
	} else {
		stated = &cdx.Licenses{{License: &cdx.License{Name: valid(p.License)}}}
	}
	l[p.License] = stated
	return stated
}
