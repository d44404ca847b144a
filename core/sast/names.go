package sast

import (
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// names knows what a file imports, and under which name.
type names struct {
	language *language
	local    map[string]string // name in this file → qualified name
	wild     []string          // everything of these is in reach without a prefix
}

func newNames(l *language, root *syntax.Node) *names {
	n := &names{language: l, local: map[string]string{}, wild: append([]string(nil), l.implicit...)}
	n.gather(root, true)
	return n
}

// gather reads imports. Those of everything in a module only count where they
// hold for the whole file.
func (n *names) gather(x *syntax.Node, top bool) {
	switch x.Kind {
	case syntax.Import:
		n.add(x, top)
		return
	case syntax.Variable, syntax.Assign:
		n.require(x)
	case syntax.Function, syntax.Lambda:
		top = false
	}
	for _, c := range x.Children {
		n.gather(c, top)
	}
}

func (n *names) add(x *syntax.Node, top bool) {
	module := nodeModule(x.Text)
	imported := false
	for _, c := range x.Children {
		if c.Kind != syntax.ImportName {
			continue
		}
		imported = true
		local := ""
		if name := c.Child(syntax.Name); name != nil {
			local = name.Text
		}
		switch {
		case c.Text == "*" && local == "":
			if !top {
				continue
			}
			n.wild = append(n.wild, module)
		case c.Text == "" || c.Text == "default" || c.Text == "*":
			n.module(module, local)
		default:
			if local == "" {
				local = c.Text
			}
			n.local[local] = module + "." + c.Text
		}
	}
	if !imported {
		n.module(module, "")
	}
}

// module binds a whole module: to the given name, else to the one that the
// language gives it.
func (n *names) module(module, local string) {
	switch {
	case local != "":
		n.local[local] = module
	case n.language.name == "go":
		n.local[goPackage(module)] = module
	case n.language.name == "csharp":
		n.wild = append(n.wild, module)
	case n.language.name == "java":
		n.local[module[strings.LastIndexByte(module, '.')+1:]] = module
	case n.language.name == "python":
		first, _, _ := strings.Cut(module, ".")
		n.local[first] = first
	}
}

// goPackage guesses a package's name from its import path: the last element
// that is no major version, without "go-" before or ".go" and ".vN" behind.
func goPackage(module string) string {
	base := path.Base(module)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" && strings.Contains(module, "/") {
		base = path.Base(path.Dir(module))
	}
	if i := strings.LastIndex(base, ".v"); i > 0 {
		base = base[:i]
	}
	return strings.TrimSuffix(strings.TrimPrefix(base, "go-"), ".go")
}

// require reads "const a = require('m')" and "const {a, b: c} = require('m')".
func (n *names) require(x *syntax.Node) {
	if made := required(x); made != nil {
		n.add(made, true)
	}
}

// nodeModule writes a module of Node's as code names it: "fs/promises" is fs.promises.
func nodeModule(module string) string {
	module = strings.TrimPrefix(module, "node:")
	if base, ok := strings.CutSuffix(module, "/promises"); ok {
		return base + ".promises"
	}
	return module
}

// plainName is dotted for a pattern without metavariables, else "".
func plainName(p *syntax.Node) string {
	for o := p; ; o = o.Children[0] {
		if strings.Contains(o.Text, "$") {
			return ""
		}
		if o.Kind != syntax.Member || len(o.Children) != 1 {
			return dotted(p)
		}
	}
}

// dotted writes a chain of members on a name as "a.b.c", or returns "".
func dotted(n *syntax.Node) string {
	switch n.Kind {
	case syntax.Name:
		return n.Text
	case syntax.Member:
		if len(n.Children) != 1 || n.Text == "" {
			return ""
		}
		depth := 0
		for o := n; o.Kind == syntax.Member; o = o.Children[0] {
			if depth++; depth > 12 || len(o.Children) != 1 {
				return ""
			}
		}
		object := dotted(n.Children[0])
		if object == "" {
			return ""
		}
		return object + "." + n.Text
	}
	return ""
}

// qualified replaces the first part of a dotted name by what it was imported as.
func (n *names) qualified(name string) string {
	first, rest, more := strings.Cut(name, ".")
	full, ok := n.local[first]
	switch {
	case !ok:
		return name
	case more:
		return full + "." + rest
	}
	return full
}

// is says whether a dotted name in this file means the one that a rule names.
func (n *names) is(name, wanted string) bool {
	name = strings.TrimPrefix(name, "global::")
	if name == wanted {
		return true
	}
	if last(name) != last(wanted) && n.local[name] == "" {
		return false
	}
	full := n.qualified(name)
	if full == wanted {
		return true
	}
	if n.language.name == "go" && strings.HasSuffix(full, "/"+wanted) {
		return true
	}
	if n.language.name == "go" && full != name {
		first, rest, _ := strings.Cut(wanted, ".")
		pack, _, _ := strings.Cut(name, ".")
		return goPackage(n.local[pack]) == first && strings.HasSuffix(full, "."+rest)
	}
	if n.language.types && wanted[0] >= 'A' && wanted[0] <= 'Z' && strings.HasSuffix(full, "."+wanted) {
		return true
	}
	if full != name {
		return false // it is another one's
	}
	for _, w := range n.wild {
		if len(w)+1+len(name) == len(wanted) && strings.HasPrefix(wanted, w) && strings.HasSuffix(wanted, "."+name) {
			return true
		}
	}
	return false
}

func last(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
