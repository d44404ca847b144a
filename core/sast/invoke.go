package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// The embedded pack's rules follow calls to functions of the same file: their
// bodies are walked with the taint of the arguments. A user's rule does not, as
// the rule language defines taint inside one function.

// maxInvokeDepth bounds how many calls inside calls are followed.
const maxInvokeDepth = 5

// invoked is the outcome of a function for one set of tainted parameters.
type invoked struct {
	result *taint
	done   bool
}

type invocation struct {
	function *syntax.Node
	tainted  uint64 // bit i: parameter i
}

// functionsIn finds the functions of a file by name; nil marks a name that
// several share.
func functionsIn(root *syntax.Node) map[string]*syntax.Node {
	found := map[string]*syntax.Node{}
	root.Walk(func(n *syntax.Node) bool {
		if n.Kind == syntax.Function && n.Text != "" && n.Child(syntax.Block) != nil {
			if _, twice := found[n.Text]; twice {
				found[n.Text] = nil
			} else {
				found[n.Text] = n
			}
		}
		return true
	})
	return found
}

// target finds the function of this file that a call means, or nil.
func (f *flow) target(callee *syntax.Node) *syntax.Node {
	function := f.functions[callee.Text]
	if function == nil || !f.rule.own {
		return nil
	}
	switch callee.Kind {
	case syntax.Name:
		return function
	case syntax.Member:
		if len(callee.Children) == 1 && f.isOwn(callee.Children[0]) {
			return function
		}
	}
	return nil
}

// isOwn says whether an object is of a class in this file.
func (f *flow) isOwn(object *syntax.Node) bool {
	if object.Kind == syntax.Name && (isSelf(object.Text) || f.classes[object.Text]) {
		return true
	}
	return f.classes[bareType(f.typeOf(object))]
}

func classesIn(root *syntax.Node) map[string]bool {
	found := map[string]bool{}
	root.Walk(func(n *syntax.Node) bool {
		if n.Kind == syntax.Class && n.Text != "" {
			found[n.Text] = true
		}
		return true
	})
	return found
}

// invoke walks a function with tainted parameters and returns the taint of its
// result; ok is false when the call is not followed.
func (f *flow) invoke(function, call *syntax.Node, arguments []*taint) (result *taint, ok bool) {
	parameters := parametersOf(function)
	key := invocation{function: function}
	given := state{}
	for i, a := range call.Children[1:] {
		if i >= len(arguments) || arguments[i] == nil {
			continue
		}
		for j, p := range parameters {
			if a.Kind == syntax.Argument && a.Text == p.Text || a.Kind != syntax.Argument && i == j {
				given[p.Text] = arguments[i].through(call)
				key.tainted |= 1 << min(j, 63)
			}
		}
	}
	if key.tainted == 0 && !f.sources.within(function.Start, function.End) {
		return nil, true
	}
	if known := f.invoked[key]; known != nil {
		return known.result, known.done
	}
	if f.invoking >= maxInvokeDepth {
		return nil, false
	}
	outcome := &invoked{}
	f.invoked[key] = outcome
	outcome.result = f.body(function, parameters, given)
	outcome.done = true
	return outcome.result, true
}

// body walks a function's block in a state of its own.
func (f *flow) body(function *syntax.Node, parameters []*syntax.Node, st state) *taint {
	var result *taint
	returns, jumps, loops := f.returns, f.jumps, f.loops
	f.returns, f.jumps, f.loops = &result, nil, 0
	f.invoking++
	for _, p := range parameters {
		if st[p.Text] == nil {
			f.parameter(p, st, nil)
		} else if isSafeType(typeText(p.Child(syntax.Type))) {
			delete(st, p.Text)
		}
	}
	f.block(function.Child(syntax.Block), st)
	f.invoking--
	f.returns, f.jumps, f.loops = returns, jumps, loops
	return result
}

func parametersOf(function *syntax.Node) []*syntax.Node {
	var all []*syntax.Node
	for _, c := range function.Children {
		if c.Kind == syntax.Parameter && !isSelf(c.Text) {
			all = append(all, c)
		}
	}
	return all
}
