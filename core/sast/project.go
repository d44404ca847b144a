package sast

import (
	"path"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// project is all files of a tree, as far as a call in one of them may lead into
// another. It is made of the outlines that the first pass leaves; the files that
// are needed again are read and parsed again, a few at a time.
type project struct {
	check    *Check
	tree     *repo.Tree
	outlines []*outline
	byPath   map[string]int
	classes  map[string][]int // files by the name of a class in them
	modules  map[string][]int // Python files by the last part of their module's name
	folders  map[string][]int // files by folder
	packages map[string][]int // C# and Java files by namespace
	assigned map[string]bool
	next     [][]int // files that a file names something of
	reach    [][]int // files that a file may lead into, itself first
	yields   []yields
	numbered map[*language][]*compiled // taint rules by their number

	extending map[string][]int // files by the name of a base of a class in them
}

// maxReach and maxReachDepth bound how many files one file's calls are followed
// into, and how far; maxFolder how many files of one folder count as one package.
const (
	maxReach      = 64
	maxReachDepth = 4
	maxFolder     = 64
)

// newProject indexes the outlines. Their order is the tree's, so that the answer
// does not depend on which file was read first.
func newProject(c *Check, tree *repo.Tree, outlines []*outline) *project {
	p := &project{check: c, tree: tree, outlines: outlines, byPath: map[string]int{}, classes: map[string][]int{},
		modules: map[string][]int{}, folders: map[string][]int{}, packages: map[string][]int{}, assigned: map[string]bool{},
		extending: map[string][]int{}, numbered: c.numberTaints()}
	for i, o := range outlines {
		p.byPath[o.file.Path] = i
		p.folders[folder(o.file.Path)] = append(p.folders[folder(o.file.Path)], i)
		for name, bases := range o.classes {
			p.classes[name] = append(p.classes[name], i)
			for _, b := range bases {
				if have := p.extending[bareType(b)]; len(have) == 0 || have[len(have)-1] != i {
					p.extending[bareType(b)] = append(have, i)
				}
			}
		}
		for _, name := range o.packages {
			p.packages[name] = append(p.packages[name], i)
		}
		for _, name := range o.assigned {
			p.assigned[name] = true
		}
		if o.language.name == "python" {
			key := last(pythonModule(o.file.Path))
			p.modules[key] = append(p.modules[key], i)
		}
	}
	p.next, p.reach, p.yields = make([][]int, len(outlines)), make([][]int, len(outlines)), make([]yields, len(outlines))
	for i := range outlines {
		p.next[i] = p.edges(i)
	}
	for i, o := range outlines {
		o.uses, o.assigned = nil, nil // nobody asks any more
		p.settle(i)
	}
	for i := range outlines {
		p.reach[i] = p.reachOf(i)
	}
	return p
}

func pythonModule(file string) string {
	name := strings.TrimSuffix(strings.TrimSuffix(file, ".py"), "/__init__")
	return strings.ReplaceAll(name, "/", ".")
}

// reachOf lists the files that calls from a file may lead into.
func (p *project) reachOf(file int) []int {
	seen := map[int]bool{file: true}
	all := []int{file}
	level := []int{file}
	for depth := 0; depth < maxReachDepth && len(level) > 0; depth++ {
		var next []int
		for _, i := range level {
			for _, j := range p.next[i] {
				if !seen[j] && len(all) < maxReach {
					seen[j] = true
					all, next = append(all, j), append(next, j)
				}
			}
		}
		level = next
	}
	return all
}

// edges lists the files that a file names something of.
func (p *project) edges(i int) (all []int) {
	o := p.outlines[i]
	add := func(files []int) {
		for _, j := range files {
			if j != i && p.sameFamily(o.language, p.outlines[j].language) {
				all = append(all, j)
			}
		}
	}
	switch o.language.name {
	case "java", "csharp":
		for _, name := range o.uses {
			add(p.classFiles(i, name))
		}
		for name := range o.classes { // what implements an interface or extends a class of this file
			for _, b := range o.classes[name] {
				add(p.classFiles(i, bareType(b)))
			}
		}
	case "go":
		if own := p.folders[folder(o.file.Path)]; len(own) <= maxFolder {
			add(own)
		}
		for _, name := range o.imports {
			add(p.goFolder(name))
		}
	case "python":
		for _, name := range o.imports {
			if j, _, ok := p.pythonFile(o.file.Path, name); ok {
				add([]int{j})
			}
		}
	default:
		for _, name := range o.imports {
			if j, ok := p.scriptFile(o.file.Path, name); ok {
				add([]int{j})
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sameFamily says whether files of two languages call each other.
func (p *project) sameFamily(a, b *language) bool { return family(a) == family(b) }

func family(l *language) string {
	switch l.name {
	case "typescript", "tsx":
		return "javascript"
	}
	return l.name
}

// classFiles lists the files whose class the name means in a file: the imported
// one, else of the same package, else the only one there is.
func (p *project) classFiles(from int, name string) []int {
	o := p.outlines[from]
	var found, near []int
	for _, j := range p.classes[name] {
		other := p.outlines[j]
		if family(other.language) != family(o.language) {
			continue
		}
		found = append(found, j)
		for _, pack := range other.packages {
			if slices.Contains(o.packages, pack) || slices.Contains(o.imports, pack) || slices.Contains(o.imports, pack+"."+name) {
				near = append(near, j)
				break
			}
		}
	}
	switch {
	case len(near) > 0 && len(near) <= maxTargets:
		return near
	case len(found) == 1 && !p.importsOther(o, name, found[0]):
		return found
	}
	return nil
}

// importsOther says whether a file imports a class of this name from outside the tree.
func (p *project) importsOther(o *outline, name string, file int) bool {
	for _, imported := range o.imports {
		if strings.HasSuffix(imported, "."+name) && !slices.Contains(p.outlines[file].packages, strings.TrimSuffix(imported, "."+name)) {
			return true
		}
	}
	return false
}

// goFolder lists the files of a package by its import path: those of the folder
// that the path ends with.
func (p *project) goFolder(imported string) []int {
	for at := imported; at != ""; {
		if files := p.folders[at]; len(files) > 0 && len(files) <= maxFolder && at != imported[:0] {
			return files
		}
		_, rest, more := strings.Cut(at, "/")
		if !more {
			return nil
		}
		at = rest
	}
	return nil
}

// pythonFile finds the file of a module, or of something in it: the rest of the
// name is what it is there.
func (p *project) pythonFile(from, name string) (file int, rest string, ok bool) {
	if strings.HasPrefix(name, ".") {
		name = absolute(from, name)
	}
	for module := name; module != ""; {
		best := -1
		for _, j := range p.modules[last(module)] {
			have := pythonModule(p.outlines[j].file.Path)
			if have == module || strings.HasSuffix(have, "."+module) {
				if best < 0 || shares(p.outlines[j].file.Path, from) > shares(p.outlines[best].file.Path, from) {
					best = j
				}
			}
		}
		if best >= 0 {
			return best, strings.TrimPrefix(name[len(module):], "."), true
		}
		i := strings.LastIndexByte(module, '.')
		if i < 0 {
			break
		}
		module = module[:i]
	}
	return 0, "", false
}

// absolute writes a relative module of a file with its package in front.
func absolute(from, name string) string {
	at := folder(from)
	rest := strings.TrimLeft(name, ".")
	for range len(name) - len(rest) - 1 {
		at = folder(at)
	}
	return strings.Trim(strings.ReplaceAll(at, "/", ".")+"."+rest, ".")
}

// shares counts the bytes that two paths begin with in common.
func shares(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// scriptFile finds the file of a relative import of JavaScript or TypeScript.
func (p *project) scriptFile(from, module string) (int, bool) {
	if !strings.HasPrefix(module, ".") {
		return 0, false
	}
	base := path.Join(folder(from), module)
	for _, name := range []string{base, base + ".ts", base + ".tsx", base + ".js", base + ".jsx", base + ".mjs", base + ".cjs",
		strings.TrimSuffix(base, ".js") + ".ts", base + "/index.ts", base + "/index.tsx", base + "/index.js"} {
		if i, ok := p.byPath[name]; ok {
			return i, true
		}
	}
	return 0, false
}

// constant is the constant that a member of a class of another file is.
func (p *project) constant(u *unit, class, member string) any {
	if u.file < 0 {
		return nil
	}
	for _, i := range p.classFiles(u.file, last(class)) {
		if c, ok := p.outlines[i].constants[last(class)+"."+member]; ok {
			if strings.HasSuffix(member, "()") || !p.assigned[member] {
				return c
			}
		}
	}
	return nil
}

// crossing lists the taint rules for which a file may be on a way from a source
// to a sink that leads through several files: it has a source, or calls
// something of a file that has one, and a sink is in reach.
func (p *project) crossing(file int) (rules []*compiled) {
	if len(p.reach[file]) < 2 {
		return nil
	}
	near := append([]int{file}, p.next[file]...)
	program := p.check.programs[p.outlines[file].language]
	for _, c := range program.rules {
		if c.taint == nil || !c.own && !c.options.interfile || !c.applies(p.outlines[file].file.Path) {
			continue
		}
		if p.begins(file, near, c) && p.some(p.reach[file], func(o *outline) bool { return o.sinks.has(c.taintNumber) }) {
			rules = append(rules, c)
		}
	}
	return rules
}

// begins says whether a source may lie in a file, or in a function of another one
// that it may call.
func (p *project) begins(file int, near []int, c *compiled) bool {
	if p.hasSource(file, c) {
		return true
	}
	o := p.outlines[file]
	return p.some(near, func(o *outline) bool { return o.typed.has(c.taintNumber) }) &&
		p.some(p.reach[file][1:], func(other *outline) bool { return other.typed.has(c.taintNumber) && shareHash(o.calls, other.defined) })
}

// hasSource says whether a source may lie in a file: its type, too, is named
// there, or in a file near it that may declare a field of that type.
func (p *project) hasSource(file int, c *compiled) bool {
	o := p.outlines[file]
	return o.typed.has(c.taintNumber) || o.sources.has(c.taintNumber) &&
		(o.types.has(c.taintNumber) || p.some(p.next[file], func(o *outline) bool { return o.types.has(c.taintNumber) }))
}

func (p *project) some(files []int, has func(*outline) bool) bool {
	return slices.ContainsFunc(files, func(i int) bool { return has(p.outlines[i]) })
}

// ruleIn is a taint rule as another language of the family reads it.
func (p *project) ruleIn(l *language, c *compiled) *compiled {
	if other := p.numbered[l][c.taintNumber]; other != nil {
		return other
	}
	return nowhere(c)
}

// nowhere is a rule in a language that it does not read.
func nowhere(c *compiled) *compiled {
	return &compiled{rule: &rule{taint: &taintFormulas{}}, taintNumber: c.taintNumber, lists: lists{-1, -1, -1, -1, true}}
}

// numberTaints lists the taint rules of each language by their number.
func (c *Check) numberTaints() map[*language][]*compiled {
	all := map[*language][]*compiled{}
	for l, program := range c.programs {
		all[l] = make([]*compiled, c.taintRules)
		for _, r := range program.rules {
			if r.taint != nil {
				all[l][r.taintNumber] = r
			}
		}
	}
	return all
}

// folder is the folder of a path, "" for the root.
func folder(file string) string {
	if i := strings.LastIndexByte(file, '/'); i >= 0 {
		return file[:i]
	}
	return ""
}
