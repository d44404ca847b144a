package sast

import (
	"context"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// session is one worker's view of a project: the files that it has read again.
type session struct {
	project *project
	ctx     func() context.Context
	loaded  map[int]*unit
	order   []int // least recently loaded first
	size    int
	classes map[classOfUnit]*class // what names mean in the files that are loaded
}

// classOfUnit is a name of a class in a file.
type classOfUnit struct {
	in   *unit
	name string
}

// maxLoaded bounds the bytes of source that a session keeps parsed.
const maxLoaded = 1 << 20

// unit reads a file of the project again, with the patterns of all taint rules
// matched; nil when it cannot be read any more.
func (s *session) unit(file int) *unit {
	if u, ok := s.loaded[file]; ok {
		return u
	}
	o := s.project.outlines[file]
	content, err := s.project.tree.Read(s.ctx(), o.file)
	if err != nil {
		return nil
	}
	text, err := decode(content)
	if err != nil {
		return nil
	}
	tree := o.language.parse(text, syntax.Code)
	if isDeeper(tree.Root, maxTreeDepth) {
		return nil
	}
	src := newSource(o.file.Path, o.language, tree)
	src.folder = s.project.check.folder
	src.elsewhere = s.project.fieldType
	return s.keep(file, src)
}

func (s *session) keep(file int, src *source) *unit {
	program := s.project.check.programs[src.language]
	words := program.wordsIn(src.text)
	var active []*compiled
	for _, c := range program.rules {
		if c.taint != nil && (c.own || c.options.interfile) {
			active = append(active, c)
		}
	}
	u := program.unit(src, active, words)
	u.file = file
	s.loaded[file] = u
	s.order = append(s.order, file)
	s.size += len(src.text)
	return u
}

// trim forgets files between two files that are examined.
func (s *session) trim() {
	for s.size > maxLoaded && len(s.order) > 0 {
		clear(s.classes)
		s.size -= len(s.loaded[s.order[0]].text)
		delete(s.loaded, s.order[0])
		s.order = s.order[1:]
	}
}

// class finds the class that a name means in a file, in this file or another one.
func (s *session) class(u *unit, name string) *class {
	bare := bareType(name)
	if c := u.definitions().classes[bare]; c != nil && c.node != nil {
		return c
	}
	if s == nil || u.file < 0 {
		return u.definitions().classes[bare]
	}
	key := classOfUnit{u, name}
	found, known := s.classes[key]
	if !known {
		found = s.classElsewhere(u, name, bare)
		s.classes[key] = found
	}
	return found
}

func (s *session) classElsewhere(u *unit, name, bare string) *class {
	p := s.project
	switch u.language.name {
	case "java", "csharp":
		for _, i := range p.classFiles(u.file, bare) {
			if c := s.classIn(i, bare); c != nil {
				return c
			}
		}
	case "python":
		if i, rest, ok := p.pythonFile(u.path, u.names.qualified(name)); ok && rest != "" && u.names.local[firstWord(name)] != "" {
			return s.classIn(i, rest)
		}
	case "go":
		return s.goClass(u, name)
	default:
		if module, symbol := u.imported(name); symbol != "" {
			if i, ok := p.scriptFile(u.path, module); ok {
				return s.classIn(i, symbol)
			}
		}
	}
	return nil
}

// goClass finds a type of the package, or of an imported one.
func (s *session) goClass(u *unit, name string) *class {
	files := s.project.folders[folder(u.path)]
	name = strings.TrimLeft(name, "*&")
	if pack, rest, ok := strings.Cut(name, "."); ok {
		files, name = s.project.goFolder(u.names.local[pack]), rest
	}
	if len(files) > maxFolder {
		return nil
	}
	// A type's methods may stand in several files.
	var all *class
	for _, i := range files {
		if _, has := s.project.outlines[i].classes[name]; !has {
			continue
		}
		if c := s.classIn(i, name); c != nil && (all == nil || len(c.methods) > 0) {
			all = c
		}
	}
	return all
}

func (s *session) classIn(file int, name string) *class {
	if _, has := s.project.outlines[file].classes[name]; !has {
		return nil
	}
	u := s.unit(file)
	if u == nil {
		return nil
	}
	return u.definitions().classes[name]
}

// below lists the classes that extend or implement a class, at most a few.
func (s *session) below(c *class) (all []*class) {
	if c.unit == nil {
		return nil
	}
	d := c.unit.definitions()
	for _, name := range d.order {
		if extends(d.classes[name].bases, c.name) && len(all) < maxTargets {
			all = append(all, d.classes[name])
		}
	}
	if s == nil || c.unit.file < 0 {
		return all
	}
	for _, i := range s.project.implementers(c.unit.file, c.name) {
		if u := s.unit(i); u != nil && len(all) < maxTargets {
			other := u.definitions()
			for _, name := range other.order {
				if extends(other.classes[name].bases, c.name) {
					all = append(all, other.classes[name])
				}
			}
		}
	}
	return all
}

func extends(bases []string, name string) bool {
	return slices.ContainsFunc(bases, func(b string) bool { return bareType(b) == name })
}

// implementers lists a few files with a class that extends one of another file.
func (p *project) implementers(file int, name string) (all []int) {
	for _, i := range p.extending[name] {
		if i != file && p.sameFamily(p.outlines[i].language, p.outlines[file].language) && len(all) < maxTargets {
			all = append(all, i)
		}
	}
	return all
}

// functions finds the functions of other files that a call means.
func (s *session) functions(f *flow, callee *syntax.Node, arguments int) []target {
	if s == nil || f.unit.file < 0 {
		return nil
	}
	name, u := dotted(callee), f.unit
	if name == "" {
		return nil
	}
	switch u.language.name {
	case "go":
		return s.goFunctions(f, name, arguments)
	case "python":
		if u.names.local[firstWord(name)] == "" {
			return nil
		}
		if i, rest, ok := s.project.pythonFile(u.path, u.names.qualified(name)); ok {
			return s.functionsIn(f, i, rest, arguments)
		}
	case "javascript", "typescript", "tsx":
		if module, symbol := u.imported(name); module != "" {
			if i, ok := s.project.scriptFile(u.path, module); ok {
				return s.functionsIn(f, i, symbol, arguments)
			}
		}
	}
	return nil
}

func (s *session) functionsIn(f *flow, file int, name string, arguments int) []target {
	o := s.project.outlines[file]
	if class, method, ok := strings.Cut(name, "."); ok {
		if c := s.classIn(file, class); c != nil {
			return f.methods(c, method, arguments, true, 0)
		}
		return nil
	}
	if name == "default" && !slices.Contains(o.functions, name) && len(o.functions) == 1 {
		name = o.functions[0]
	}
	if _, found := slices.BinarySearch(o.functions, name); !found {
		return nil
	}
	u := s.unit(file)
	if u == nil {
		return nil
	}
	return f.pick(u, nil, u.definitions().functions[name], arguments)
}

// goFunctions finds a function of the same package in another file, or of an imported package.
func (s *session) goFunctions(f *flow, name string, arguments int) []target {
	files := s.project.folders[folder(f.unit.path)]
	if pack, rest, ok := strings.Cut(name, "."); ok {
		files, name = s.project.goFolder(f.unit.names.local[pack]), rest
	}
	if len(files) > maxFolder || strings.Contains(name, ".") {
		return nil
	}
	for _, i := range files {
		if found := s.functionsIn(f, i, name, arguments); found != nil {
			return found
		}
	}
	return nil
}

// imported splits a name of a script into the module that it comes from and what it is there.
func (u *unit) imported(name string) (module, symbol string) {
	first, rest, _ := strings.Cut(name, ".")
	i, ok := u.bindings()[first]
	switch {
	case !ok:
		return "", ""
	case i.symbol == "*" || i.symbol == "":
		return i.module, rest
	case rest != "":
		return i.module, i.symbol + "." + rest
	}
	return i.module, i.symbol
}

// bound is what a local name stands for: a symbol of a module.
type bound struct{ module, symbol string }

// bindings are the names that a script imports.
func (u *unit) bindings() map[string]bound {
	if u.imports != nil {
		return u.imports
	}
	u.imports = map[string]bound{}
	u.root.Walk(func(n *syntax.Node) bool {
		if n.Kind == syntax.Variable || n.Kind == syntax.Assign {
			if made := required(n); made != nil {
				u.bindImport(made)
			}
		}
		if n.Kind == syntax.Import {
			u.bindImport(n)
		}
		return n.Kind != syntax.Import
	})
	return u.imports
}

func (u *unit) bindImport(n *syntax.Node) {
	for _, c := range n.Children {
		if c.Kind != syntax.ImportName {
			continue
		}
		local := c.Text
		if name := c.Child(syntax.Name); name != nil {
			local = name.Text
		}
		u.imports[local] = bound{n.Text, c.Text}
	}
}

// fieldType is the declared type of a field of a class in another file.
func (p *project) fieldType(in *source, class, field string) string {
	if i, ok := p.byPath[in.path]; ok {
		return p.fieldTypeIn(i, class, field)
	}
	return ""
}

func (p *project) fieldTypeIn(file int, class, field string) string {
	for _, j := range p.classFiles(file, bareType(class)) {
		if typ := p.outlines[j].fields[bareType(class)+"."+field]; typ != "" {
			return typ
		}
	}
	return ""
}
