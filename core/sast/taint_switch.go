package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// choose walks the cases of a switch that may be taken. A case that does not
// end with a break runs into the next one, where the language has it so.
func (f *flow) choose(n *syntax.Node, st *state) bool {
	outer := f.breaks
	f.breaks = &gathered{base: st}
	defer func() { f.breaks = outer }()
	subject := value{}
	var cases []*syntax.Node
	for _, c := range n.Children {
		if c.Kind == syntax.Case {
			cases = append(cases, c)
		} else {
			subject = f.value(c, st)
		}
	}
	taken := f.taken(subject.c, cases)
	falls := f.unit.language.name != "go" && f.unit.language.name != "python"
	var ends []*state
	var above *state // the case before, when it runs into this one
	exhaustive := taken != nil
	for i, c := range cases {
		exhaustive = exhaustive || len(c.Children) <= 1
		if taken != nil && !taken[i] && above == nil {
			continue
		}
		one := st.fork()
		f.bindCase(c, subject, one)
		if above != nil {
			if taken != nil && !taken[i] {
				one = above
			} else {
				both := st.fork()
				f.merge(both, one, above)
				one = both
			}
			above = nil
		}
		leaves := false
		for _, part := range c.Children {
			if part.Kind == syntax.Block {
				leaves = f.statement(part, one)
			}
		}
		switch {
		case leaves:
		case falls && i < len(cases)-1:
			above = one.since(st)
		default:
			ends = append(ends, one.since(st))
		}
	}
	ends = append(ends, f.breaks.states...)
	if !exhaustive {
		ends = append(ends, st.fork())
	}
	f.merge(st, ends...)
	return len(ends) == 0
}

// bindCase evaluates a case's patterns; names in them stand for the subject or parts of it.
func (f *flow) bindCase(c *syntax.Node, subject value, st *state) {
	for _, part := range c.Children {
		if part.Kind == syntax.Block {
			continue
		}
		if f.unit.language.name == "python" && (part.Kind != syntax.Other || part.Text != "when") {
			f.bindPattern(part, subject, st)
		}
		f.value(part, st)
	}
}

func (f *flow) bindPattern(p *syntax.Node, subject value, st *state) {
	switch p.Kind {
	case syntax.Name:
		st.put(p.Text, subject)
	case syntax.Pair:
		if len(p.Children) == 2 {
			key := ""
			if p.Children[0].Kind == syntax.String {
				key = p.Children[0].Text
			}
			f.bindPattern(p.Children[1], f.element(subject, key, key != "", st), st)
		}
	case syntax.Call:
		for _, c := range p.Children[1:] {
			f.bindPattern(c, subject, st)
		}
	case syntax.List:
		for i, c := range p.Children {
			f.bindPattern(c, f.element(subject, indexKey(i), true, st), st)
		}
	case syntax.Cast, syntax.Assign, syntax.Variable, syntax.Other, syntax.Spread, syntax.Object, syntax.Binary, syntax.Argument:
		for _, c := range p.Children {
			f.bindPattern(c, subject, st)
		}
	}
}

// taken says which cases a constant subject takes; nil when that is not known.
func (f *flow) taken(subject any, cases []*syntax.Node) []bool {
	if !f.follows() || subject == nil {
		return nil
	}
	taken := make([]bool, len(cases))
	fallback, found := -1, false
	for i, c := range cases {
		if len(c.Children) <= 1 {
			fallback = i
			continue
		}
		hit, known := f.matchesCase(c.Children[:len(c.Children)-1], subject)
		if !known {
			return nil
		}
		if hit && !found {
			taken[i], found = true, true
		}
	}
	if !found && fallback >= 0 {
		taken[fallback] = true
	}
	return taken
}

// matchesCase compares a case's constant patterns with the subject.
func (f *flow) matchesCase(patterns []*syntax.Node, subject any) (hit, known bool) {
	for _, p := range patterns {
		if p.Kind == syntax.Binary && p.Text == "|" {
			some, sure := f.matchesCase(p.Children, subject)
			if !sure {
				return false, false
			}
			hit = hit || some
			continue
		}
		c := f.constant(p)
		if c == nil {
			return false, false
		}
		hit = hit || c == subject
	}
	return hit, true
}
