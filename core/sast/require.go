package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// required is the import that "const a = require('m')", "const {a, b: c} =
// require('m')" or "const a = require('m').b" is; nil for everything else.
func required(x *syntax.Node) *syntax.Node {
	var target, value *syntax.Node
	if x.Kind == syntax.Variable {
		target, _, value = variableParts(x)
	} else if len(x.Children) == 2 {
		target, value = x.Children[0], x.Children[1]
	}
	if target == nil || value == nil {
		return nil
	}
	member := ""
	if value.Kind == syntax.Member && len(value.Children) == 1 {
		member, value = value.Text, value.Children[0]
	}
	if value.Kind != syntax.Call || len(value.Children) != 2 || value.Children[0].Kind != syntax.Name ||
		value.Children[0].Text != "require" || value.Children[1].Kind != syntax.String {
		return nil
	}
	made := &syntax.Node{Kind: syntax.Import, Text: value.Children[1].Text, Start: x.Start, End: x.End}
	switch {
	case target.Kind == syntax.Name:
		made.Children = []*syntax.Node{importNode(member, target)}
	case target.Kind == syntax.Object && member == "":
		made.Children = requiredNames(target)
	}
	return made
}

func requiredNames(target *syntax.Node) (names []*syntax.Node) {
	for _, pair := range target.Children {
		switch k := len(pair.Children); {
		case pair.Kind == syntax.Name:
			names = append(names, importNode(pair.Text, pair))
		case pair.Kind == syntax.Pair && k > 0:
			if local := pair.Children[k-1]; local.Kind == syntax.Name || local.Kind == syntax.String {
				names = append(names, importNode(pair.Children[0].Text, local))
			}
		}
	}
	return names
}

// importNode is the import of a symbol, or of the module itself, under a name.
func importNode(symbol string, local *syntax.Node) *syntax.Node {
	name := &syntax.Node{Kind: syntax.Name, Text: local.Text, Start: local.Start, End: local.End}
	return &syntax.Node{Kind: syntax.ImportName, Text: symbol, Start: local.Start, End: local.End, Children: []*syntax.Node{name}}
}
