package dependency

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// pom is one POM with the parents that lie in the tree
// (https://maven.apache.org/pom.html).
type pom struct {
	file   repo.File
	root   *element
	parent *pom     // nil when there is none, or it is not in the tree
	active *element // the profile whose word goes before its POM's own; may be nil
}

// pomIndex finds POMs of the tree by group and artifact.
type pomIndex struct{ files map[string]repo.File }

func parsePOM(ctx context.Context, s *scan, file repo.File, _ []byte) (found, error) {
	root, err := s.document(ctx, file)
	if err != nil {
		return found{}, err
	}
	s.indexPOMs(ctx)
	p := s.withParents(ctx, file, root)
	var out found
	lists := []*element{root.child("dependencies")}
	if profiles := root.child("profiles"); profiles != nil {
		for _, profile := range profiles.children {
			lists = append(lists, profile.child("dependencies"))
		}
	}
	p.takeAll(ctx, s, lists, &out)
	profiles := p.profiles()
	if len(profiles) > maxProfiles {
		out.gaps = append(out.gaps, open(file, "%s and its parents have %d profiles with values of their own; the first %d are read", file.Path, len(profiles), maxProfiles))
		profiles = profiles[:maxProfiles]
	}
	foreign := out.foreign
	for _, p.active = range profiles {
		p.takeAll(ctx, s, lists, &out)
	}
	out.foreign = foreign // each is counted once
	out.direct = len(out.packages) > 0
	return out, nil
}

// maxProfiles bounds how often the dependencies of a POM are read: once without
// a profile's values before the POM's own, and once with each.
const maxProfiles = 16

func (p *pom) takeAll(ctx context.Context, s *scan, lists []*element, out *found) {
	managed := p.managed(ctx, s)
	for _, list := range lists {
		if list == nil {
			continue
		}
		for _, d := range list.children {
			if d.name == "dependency" {
				p.take(ctx, s, d, managed, out)
			}
		}
	}
}

// profiles are those of the POM and its parents that set properties or versions.
func (p *pom) profiles() []*element {
	var all []*element
	for q := p; q != nil; q = q.parent {
		if profiles := q.root.child("profiles"); profiles != nil {
			for _, profile := range profiles.children {
				if profile.child("properties") != nil || profile.child("dependencyManagement") != nil {
					all = append(all, profile)
				}
			}
		}
	}
	return all
}

// holders are the POM and its profiles, the active one first.
func (p *pom) holders(active *element) []*element {
	all := []*element{p.root}
	if profiles := p.root.child("profiles"); profiles != nil {
		if active != nil && slices.Contains(profiles.children, active) {
			all = []*element{active, p.root}
		}
		all = append(all, profiles.children...)
	}
	return all
}

// indexPOMs reads the coordinates of all POMs once, so that parents, imports
// and modules of the same build are known.
func (s *scan) indexPOMs(ctx context.Context) {
	if s.poms != nil {
		return
	}
	s.poms = &pomIndex{files: map[string]repo.File{}}
	for _, file := range s.tree.Files() {
		if path.Base(file.Path) != "pom.xml" || installed(file.Path) || ctx.Err() != nil {
			continue
		}
		root, err := s.document(ctx, file)
		if err != nil {
			continue // its own gap tells
		}
		p := pom{file: file, root: root}
		group, ok := p.expand(p.group())
		if _, taken := s.poms.files[group+":"+root.value("artifactId")]; ok && !taken {
			s.poms.files[group+":"+root.value("artifactId")] = file
		}
	}
}

// withParents follows parents inside the tree: by relativePath when the POM
// there is the one that is meant, else by its coordinates.
func (s *scan) withParents(ctx context.Context, file repo.File, root *element) *pom {
	first := &pom{file: file, root: root}
	seen := map[string]bool{file.Path: true}
	for p := first; len(seen) < 32; p = p.parent {
		next, ok := s.parentOf(ctx, p)
		if !ok || seen[next.file.Path] {
			break
		}
		seen[next.file.Path] = true
		p.parent = next
	}
	return first
}

func (s *scan) parentOf(ctx context.Context, p *pom) (*pom, bool) {
	parent := p.root.child("parent")
	if parent == nil {
		return nil, false
	}
	candidates := []string{}
	if hint := parent.child("relativePath"); hint == nil || hint.text != "" {
		target := "../pom.xml"
		if hint != nil {
			target = hint.text
		}
		name := path.Join(path.Dir(p.file.Path), target)
		candidates = append(candidates, name, path.Join(name, "pom.xml"))
	}
	if file, ok := s.poms.files[parent.value("groupId")+":"+parent.value("artifactId")]; ok {
		candidates = append(candidates, file.Path)
	}
	for _, name := range candidates {
		file, ok := s.tree.Find(name)
		if !ok {
			continue
		}
		root, err := s.document(ctx, file)
		if err == nil && root.value("artifactId") == parent.value("artifactId") {
			return &pom{file: file, root: root}, true
		}
	}
	return nil, false
}

// managed gathers dependencyManagement, the nearest POM's word first, with the
// imports that lie in the tree.
func (p *pom) managed(ctx context.Context, s *scan) map[string]placed {
	all := map[string]placed{}
	imported := map[string]bool{}
	p.manage(ctx, s, all, imported)
	return all
}

func (p *pom) manage(ctx context.Context, s *scan, all map[string]placed, imported map[string]bool) {
	var imports []*pom
	for q := p; q != nil; q = q.parent {
		for _, d := range q.managedDependencies(p.active) {
			name, ok := p.name(d)
			if !ok {
				continue
			}
			if d.value("scope") == "import" {
				if file, ok := s.poms.files[name]; ok && !imported[name] && len(imported) < 64 {
					imported[name] = true
					if root, err := s.document(ctx, file); err == nil {
						imports = append(imports, s.withParents(ctx, file, root))
					}
				}
				continue
			}
			if _, nearer := all[name]; nearer {
				continue
			}
			version := d.child("version")
			if version == nil {
				continue
			}
			text, ok := p.expand(version.text)
			if !ok {
				text = version.text
			}
			all[name] = placed{text, q.file.Path, version.line}
		}
	}
	for _, bom := range imports {
		bom.manage(ctx, s, all, imported)
	}
}

func (p *pom) managedDependencies(active *element) []*element {
	var all []*element
	for _, h := range p.holders(active) {
		if m := h.child("dependencyManagement"); m != nil {
			if list := m.child("dependencies"); list != nil {
				all = append(all, list.children...)
			}
		}
	}
	return all
}

// take adds one dependency. A module of the same build is not a package of the
// registry, nor is one with scope system, which names a file.
func (p *pom) take(ctx context.Context, s *scan, d *element, managed map[string]placed, out *found) {
	name, ok := p.name(d)
	version := placed{"", p.file.Path, d.line}
	if own := d.child("version"); own != nil {
		version = placed{own.text, p.file.Path, own.line}
		if text, known := p.expand(own.text); known {
			version.text = text
		}
	} else if m, central := managed[name]; central {
		version = m
	}
	if d.value("scope") == "system" || s.isModule(ctx, name, d.value("version"), version.text) {
		out.foreign++
		return
	}
	q := inventory.Package{
		Ecosystem: "Maven", Name: name, Path: version.path, Line: version.line, Direct: true,
		Development: d.value("scope") == "test",
	}
	exact := version.text
	if strings.HasPrefix(exact, "[") && strings.HasSuffix(exact, "]") && !strings.Contains(exact, ",") {
		exact = strings.TrimSpace(exact[1 : len(exact)-1])
	}
	if ok && advisory.IsVersion("Maven", exact) {
		q.Version = exact
	} else {
		q.Requirement = version.text
	}
	out.packages = append(out.packages, q)
}

// isModule says that a module of the tree is what a dependency asks for: one of
// another version comes from the registry, whatever lies in the tree.
func (s *scan) isModule(ctx context.Context, name, written, version string) bool {
	file, ok := s.poms.files[name]
	if !ok {
		return false
	}
	switch written {
	case "${project.version}", "${pom.version}", "${version}":
		return true
	}
	root, err := s.document(ctx, file)
	if err != nil || version == "" {
		return version == ""
	}
	module := s.withParents(ctx, file, root)
	own, _ := module.expand(module.inherited("version"))
	return own == version
}

func (p *pom) name(d *element) (string, bool) {
	group, ok := p.expand(d.value("groupId"))
	artifact, also := p.expand(d.value("artifactId"))
	return group + ":" + artifact, ok && also && group != "" && artifact != ""
}

func (p *pom) group() string { return p.inherited("groupId") }

// inherited is groupId or version, which a POM takes from its parent.
func (p *pom) inherited(name string) string {
	if own := p.root.value(name); own != "" {
		return own
	}
	if parent := p.root.child("parent"); parent != nil {
		return parent.value(name)
	}
	return ""
}

// expand replaces ${…}; false when a property is not known or leads in a circle.
func (p *pom) expand(text string) (string, bool) {
	for range 32 {
		before, rest, open := strings.Cut(text, "${")
		if !open {
			return text, true
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := p.property(name)
		if !closed || !known || len(text) > 4096 {
			return text, false
		}
		text = before + value + after
	}
	return text, false
}

func (p *pom) property(name string) (string, bool) {
	switch strings.TrimPrefix(strings.TrimPrefix(name, "project."), "pom.") {
	case "groupId":
		return p.inherited("groupId"), true
	case "version":
		return p.inherited("version"), true
	case "artifactId":
		return p.root.value("artifactId"), true
	case "parent.version", "parent.groupId":
		if parent := p.root.child("parent"); parent != nil {
			return parent.value(name[strings.LastIndexByte(name, '.')+1:]), true
		}
	}
	for q := p; q != nil; q = q.parent {
		for _, h := range q.holders(p.active) {
			if properties := h.child("properties"); properties != nil {
				for _, c := range properties.children {
					if c.name == name {
						return c.text, true
					}
				}
			}
		}
	}
	return "", false
}
