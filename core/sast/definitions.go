package sast

import (
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// definitions are the functions and classes of a file.
type definitions struct {
	functions map[string][]*syntax.Node // that belong to no class, nested ones too
	classes   map[string]*class
	owners    map[*syntax.Node]*class // of methods
	names     map[*syntax.Node]string // of functions that get theirs from a variable or a pair
	order     []string                // names of classes as they come
	methods   map[string][]*syntax.Node
}

// class is a class, struct or interface, with what stands in it.
type class struct {
	name    string
	unit    *unit // the file; nil until the taint engine asks
	node    *syntax.Node
	bases   []string
	methods map[string][]*syntax.Node
	fields  map[string]*syntax.Node // Variable
	outer   *class
}

func newDefinitions(root *syntax.Node) *definitions {
	d := &definitions{functions: map[string][]*syntax.Node{}, classes: map[string]*class{},
		owners: map[*syntax.Node]*class{}, names: map[*syntax.Node]string{}, methods: map[string][]*syntax.Node{}}
	for _, c := range root.Children {
		d.read(c, nil)
	}
	return d
}

// class returns the class of the name, a new one if need be: Go's methods may
// stand in another file than their type.
func (d *definitions) class(name string) *class {
	c := d.classes[name]
	if c == nil {
		c = &class{name: name, methods: map[string][]*syntax.Node{}, fields: map[string]*syntax.Node{}}
		d.classes[name] = c
		d.order = append(d.order, name)
	}
	return c
}

func (d *definitions) read(n *syntax.Node, in *class) {
	switch n.Kind {
	case syntax.Class:
		in = d.readClass(n, in)
	case syntax.Function:
		d.function(n, n.Text, in)
		in = nil
		if owner := d.owners[n]; owner != nil && n.Text == "__init__" {
			n.Walk(func(x *syntax.Node) bool { d.selfField(x, owner); return true })
		}
	case syntax.Variable:
		target, _, value := variableParts(n)
		if in != nil && target != nil && target.Kind == syntax.Name {
			in.fields[target.Text] = n
		}
		d.named(target, value, in)
	case syntax.Assign:
		if len(n.Children) == 2 {
			if in != nil && n.Children[0].Kind == syntax.Name {
				in.fields[n.Children[0].Text] = n
			}
			d.named(n.Children[0], n.Children[1], in)
		}
	case syntax.Lambda:
		in = nil
	}
	for _, c := range n.Children {
		d.read(c, in)
	}
}

func (d *definitions) readClass(n *syntax.Node, outer *class) *class {
	name := n.Text
	if name == "" {
		name = "?" // an anonymous class is nobody's type, and its methods are not its outer class's
	}
	c := d.class(name)
	if c.node == nil {
		c.node = n
	}
	c.outer = outer
	for _, x := range n.Children {
		if x.Kind == syntax.Base {
			if t := x.Child(syntax.Type); t != nil && !slices.Contains(c.bases, t.Text) {
				c.bases = append(c.bases, t.Text)
			}
		}
		if x.Kind == syntax.Parameter && x.Text != "" { // a record's components
			c.fields[x.Text] = x
		}
		if x.Kind == syntax.Block {
			for _, b := range x.Children { // Go's embedded structs
				if b.Kind == syntax.Base && b.Child(syntax.Type) != nil {
					c.bases = append(c.bases, strings.TrimPrefix(b.Child(syntax.Type).Text, "*"))
				}
			}
		}
	}
	return c
}

// selfField takes "self.x = value" in a constructor for a field.
func (d *definitions) selfField(n *syntax.Node, owner *class) {
	if n.Kind == syntax.Assign && len(n.Children) == 2 && n.Children[0].Kind == syntax.Member && len(n.Children[0].Children) == 1 &&
		n.Children[0].Children[0].Text == "self" && owner.fields[n.Children[0].Text] == nil {
		owner.fields[n.Children[0].Text] = n
	}
}

// named takes a function that a variable, a member or an object holds for one of that name.
func (d *definitions) named(target, value *syntax.Node, in *class) {
	if target == nil || value == nil || target.Kind != syntax.Name && target.Kind != syntax.Member {
		return
	}
	switch value.Kind {
	case syntax.Lambda, syntax.Function:
		name := target.Text
		if name == "exports" && target.Kind == syntax.Member {
			name = "default"
		}
		if value.Text == "" {
			d.function(value, name, in)
		}
	case syntax.Object:
		if target.Text == "exports" {
			for _, pair := range value.Children {
				if pair.Kind == syntax.Pair && len(pair.Children) == 2 && pair.Children[0].Kind == syntax.String &&
					(pair.Children[1].Kind == syntax.Lambda || pair.Children[1].Kind == syntax.Function && pair.Children[1].Text == "") {
					d.function(pair.Children[1], pair.Children[0].Text, nil)
				}
			}
		}
	}
}

func (d *definitions) function(n *syntax.Node, name string, in *class) {
	if name == "" {
		return
	}
	d.names[n] = name
	if receiver := n.Child(syntax.Receiver); receiver != nil && len(receiver.Children) > 0 {
		in = d.class(bareType(typeText(receiver.Children[0].Child(syntax.Type))))
	}
	if in == nil {
		d.functions[name] = append(d.functions[name], n)
		return
	}
	in.methods[name] = append(in.methods[name], n)
	d.methods[name] = append(d.methods[name], n)
	d.owners[n] = in
}

// constructor is the methods that make an object of the class.
func (c *class) constructor() []*syntax.Node {
	for _, name := range []string{c.name, "__init__", "constructor"} {
		if found := c.methods[name]; len(found) > 0 {
			return found
		}
	}
	return nil
}

// field returns how a class declares a field: its type, its value, and whether
// all objects share it.
func fieldParts(n *syntax.Node) (typ string, initial *syntax.Node, shared, fixed bool) {
	if n.Kind == syntax.Parameter {
		return typeText(n.Child(syntax.Type)), nil, false, false
	}
	if n.Kind == syntax.Assign {
		return typeOfValue(n.Children[1]), n.Children[1], n.Children[0].Kind == syntax.Name, false
	}
	_, t, value := variableParts(n)
	typ = typeText(t)
	if typ == "" || typ == "var" {
		typ = typeOfValue(value)
	}
	for _, m := range n.Children {
		if m.Kind == syntax.Modifier {
			shared = shared || m.Text == "static" || m.Text == "const"
			fixed = fixed || m.Text == "const" || m.Text == "readonly" || m.Text == "final"
		}
	}
	return typ, value, shared, fixed
}

// parametersOf lists a function's parameters without self.
func parametersOf(function *syntax.Node) []*syntax.Node {
	var all []*syntax.Node
	for _, c := range function.Children {
		if c.Kind == syntax.Parameter && !isSelf(c.Text) {
			all = append(all, c)
		}
	}
	return all
}

// takes says whether a function can be called with so many arguments.
func takes(function *syntax.Node, arguments int) bool {
	least, most := 0, 0
	for _, p := range parametersOf(function) {
		most++
		if isVariadic(p) {
			most = 1 << 20
		} else if p.Child(syntax.Default) == nil {
			least++
		}
	}
	return least <= arguments && arguments <= most
}

func isVariadic(p *syntax.Node) bool {
	for _, c := range p.Children {
		if c.Kind == syntax.Modifier && (c.Text == "*" || c.Text == "**" || c.Text == "..." || c.Text == "params") {
			return true
		}
	}
	t := typeText(p.Child(syntax.Type))
	return strings.HasPrefix(t, "...") || strings.HasSuffix(t, "...")
}

// isBodied says whether a function has code to follow.
func isBodied(n *syntax.Node) bool { return n.Child(syntax.Block) != nil }
