package sast

import (
	"maps"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// outline is what the check remembers of a file, so that calls into it can be
// followed from other files: names and constants, no tree. Its texts are copies,
// as a part of a file's text would keep all of it in memory.
type outline struct {
	file      repo.File
	language  *language
	packages  []string            // namespace, package or module that its definitions are in
	classes   map[string][]string // bases by class
	functions []string            // that belong to no class, sorted
	defined   []uint32            // hashes of the names of functions, methods and classes, sorted
	calls     []uint32            // hashes of the names that are called or made, sorted
	constants map[string]any      // "Class.member": fixed fields, and methods that always return the same
	fields    map[string]string   // "Class.field": its type
	assigned  []string            // members that are assigned, so that they are no constants
	imports   []string            // modules and qualified names
	uses      []string            // names that may be classes of other files, sorted
	sources   bitSet              // by number of a taint rule: words of a source are here
	typed     bitSet              // and of the types that it states
	types     bitSet              // words of these types are here
	sinks     bitSet
	settled   *settled
}

// bitSet is a set of small numbers.
type bitSet []uint64

func newBitSet(size int) bitSet { return make(bitSet, (size+63)/64) }

func (b bitSet) add(n int) { b[n/64] |= 1 << (n % 64) }

func (b bitSet) has(n int) bool { return n/64 < len(b) && b[n/64]>>(n%64)&1 != 0 }

// hashOf names a name in a few bytes, by FNV-1a; two names may have one hash.
func hashOf(name string) uint32 {
	h := uint32(2166136261)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return h
}

// hashes is a sorted list without doubles.
func hashes(all []uint32) []uint32 {
	slices.Sort(all)
	return slices.Clip(slices.Compact(all))
}

// shareHash says whether two sorted lists have something in common.
func shareHash(a, b []uint32) bool {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			return true
		}
	}
	return false
}

func newOutline(src *source, file repo.File) *outline {
	o := &outline{file: file, language: src.language, classes: map[string][]string{}, constants: map[string]any{}, fields: map[string]string{}}
	d := src.definitions()
	for _, name := range d.order {
		c := d.classes[name]
		var bases []string
		for _, b := range c.bases {
			bases = append(bases, strings.Clone(b))
		}
		o.classes[strings.Clone(name)] = bases
		o.members(src, c)
	}
	for _, name := range slices.Sorted(maps.Keys(d.functions)) {
		o.functions = append(o.functions, strings.Clone(name))
		o.defined = append(o.defined, hashOf(name))
	}
	for name := range d.methods {
		o.defined = append(o.defined, hashOf(name))
	}
	for _, name := range d.order {
		o.defined = append(o.defined, hashOf(name))
	}
	uses, assigned := map[string]bool{}, map[string]bool{}
	src.root.Walk(func(n *syntax.Node) bool {
		o.read(src, n, uses, assigned)
		return true
	})
	for name := range src.names.local {
		o.imports = append(o.imports, strings.Clone(src.names.qualified(name)))
	}
	for _, name := range src.names.wild {
		o.imports = append(o.imports, strings.Clone(name))
	}
	slices.Sort(o.imports)
	o.imports = slices.Clip(slices.Compact(o.imports))
	o.defined, o.calls = hashes(o.defined), hashes(o.calls)
	o.uses, o.assigned = copies(uses), copies(assigned)
	return o
}

// copies returns the names as texts of their own, sorted.
func copies(names map[string]bool) []string {
	all := make([]string, 0, len(names))
	for name := range names {
		all = append(all, strings.Clone(name))
	}
	slices.Sort(all)
	return all
}

func (o *outline) read(src *source, n *syntax.Node, uses, assigned map[string]bool) {
	switch n.Kind {
	case syntax.Import:
		o.imports = append(o.imports, strings.Clone(n.Text))
	case syntax.Other:
		if (n.Text == "package" || n.Text == "namespace") && len(n.Children) > 0 {
			if name := dotted(n.Children[0]); name != "" {
				o.packages = append(o.packages, strings.Clone(name))
			}
		}
	case syntax.Type, syntax.New:
		if src.language.types {
			uses[bareType(n.Text)] = true
		}
		if n.Kind == syntax.New {
			o.calls = append(o.calls, hashOf(calledName(n)))
		}
	case syntax.Call:
		o.calls = append(o.calls, hashOf(calledName(n)))
	case syntax.Name:
		if src.language.types && isClassName(n.Text) {
			uses[n.Text] = true
		}
	case syntax.Assign:
		if len(n.Children) == 2 {
			assigned[last(n.Children[0].Text)] = true
		}
	case syntax.Unary:
		if (n.Text == "++" || n.Text == "--" || n.Text == "out" || n.Text == "ref") && len(n.Children) == 1 {
			assigned[n.Children[0].Text] = true
		}
	}
}

// members notes the constants of a class.
func (o *outline) members(src *source, c *class) {
	if !src.language.types {
		return
	}
	for name, field := range c.fields {
		typ, initial, shared, _ := fieldParts(field)
		if typ != "" && typ[0] >= 'A' && typ[0] <= 'Z' {
			o.fields[strings.Clone(c.name+"."+name)] = strings.Clone(typ)
		}
		if shared && initial != nil {
			o.constant(c.name, name, src.constantOf(initial))
		}
	}
	for name, methods := range c.methods {
		if len(methods) == 1 && len(parametersOf(methods[0])) == 0 {
			o.constant(c.name, name+"()", src.constantResult(methods[0]))
		}
	}
}

func (o *outline) constant(class, name string, c any) {
	if text, ok := c.(string); ok {
		if len(text) > 100 {
			return
		}
		c = strings.Clone(text)
	}
	if c != nil {
		o.constants[strings.Clone(class+"."+name)] = c
	}
}
