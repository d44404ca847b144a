package sast

import (
	"strconv"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// frame is what a formula is evaluated on: the whole file, or what one
// metavariable stands for.
type frame struct {
	rule *compiled
	node *syntax.Node // nil for the whole file
	env  *binding
}

// evaluate returns where a formula holds.
func (s *search) evaluate(f *formula, in frame) []match {
	switch f.operator {
	case isPattern:
		return s.leafMatches(in.rule.leaves[f.number], in)
	case isRegex:
		return s.regexMatches(f, in)
	case isAny:
		var all []match
		for _, c := range f.children {
			all = append(all, s.evaluate(c, in)...)
		}
		return all
	case isAll:
		return s.all(f, in)
	}
	// A lone pattern-inside holds where its pattern does; a lone negation nowhere.
	if f.operator == isInside {
		return s.evaluate(f.children[0], in)
	}
	return nil
}

func (s *search) leafMatches(l *leaf, in frame) []match {
	switch {
	case in.node != nil:
		return s.everywhere(l, in.node, in.env)
	case l.isLazy():
		return s.lazy(l)
	}
	return s.results[l.number]
}

func (s *search) regexMatches(f *formula, in frame) []match {
	text, offset := s.text, 0
	if in.node != nil {
		text, offset = s.text[in.node.Start:in.node.End], in.node.Start
	}
	var out []match
	for _, at := range f.regex.FindAllSubmatchIndex(text, s.most) {
		m := match{start: offset + at[0], end: offset + at[1], env: in.env}
		for g := 1; 2*g < len(at); g++ {
			if at[2*g] >= 0 {
				from, to := at[2*g], at[2*g+1]
				group := &syntax.Node{Kind: syntax.Other, Text: string(text[from:to]), Start: offset + from, End: offset + to}
				m.env, _ = m.env.with("$"+strconv.Itoa(g), group)
			}
		}
		out = append(out, m)
	}
	return out
}

// all evaluates a conjunction: positives, then negatives, then conditions,
// then focus, in whatever order the rule lists them.
func (s *search) all(f *formula, in frame) []match {
	out, started := s.positives(f, in)
	if !started && in.node != nil {
		out = []match{{in.node.Start, in.node.End, in.node, in.env}}
	}
	for _, c := range f.children {
		if len(out) == 0 {
			return nil
		}
		switch c.operator {
		case isNot, isNotInside:
			out = s.without(out, s.evaluate(c.children[0], in), c.operator)
		case isNotRegex:
			out = s.without(out, s.regexMatches(c, in), isNotRegex)
		}
	}
	for i := range f.conditions {
		out = s.keep(out, &f.conditions[i], in)
	}
	return focused(out, f.focus)
}

// positives intersects everything that says where to be.
func (s *search) positives(f *formula, in frame) (out []match, started bool) {
	for _, late := range []bool{false, true} {
		for _, c := range f.children {
			if c.operator >= isInside || in.rule.isLazy(c) != late {
				continue
			}
			next := s.evaluate(c, in)
			if started {
				next = s.intersect(out, next, false)
			}
			if out, started = next, true; len(out) == 0 {
				return nil, true
			}
		}
	}
	for _, c := range f.children {
		if c.operator != isInside {
			continue
		}
		next := s.evaluate(c.children[0], in)
		if started {
			next = s.intersect(out, next, true)
		}
		if out, started = next, true; len(out) == 0 {
			return nil, true
		}
	}
	return out, started
}

// intersect keeps the inner one of every pair where one contains the other and
// the metavariables agree; with insideOnly only those of a.
func (s *search) intersect(a, b []match, insideOnly bool) []match {
	var out []match
	for _, x := range a {
		for _, y := range b {
			if !s.spend() {
				return out
			}
			inner := x
			switch {
			case y.start <= x.start && x.end <= y.end:
			case !insideOnly && x.start <= y.start && y.end <= x.end:
				inner = y
			default:
				continue
			}
			if env, ok := merge(x.env, y.env); ok {
				s.add(&out, match{inner.start, inner.end, inner.node, env})
			}
		}
	}
	return out
}

func (s *search) without(matches, removed []match, kind operator) []match {
	if len(removed) == 0 {
		return matches
	}
	var out []match
	for _, x := range matches {
		if !s.hits(x, removed, kind) {
			out = append(out, x)
		}
	}
	return out
}

func (s *search) hits(x match, removed []match, kind operator) bool {
	for _, y := range removed {
		if !s.spend() {
			return false
		}
		var covered bool
		switch kind {
		case isNot:
			covered = x.start == y.start && x.end == y.end
		case isNotInside:
			covered = y.start <= x.start && x.end <= y.end
		default:
			covered = y.start <= x.start && x.end <= y.end || x.start <= y.start && y.end <= x.end
		}
		if covered {
			if _, ok := merge(x.env, y.env); ok {
				return true
			}
		}
	}
	return false
}

func (s *search) keep(matches []match, c *condition, in frame) []match {
	var out []match
	for _, m := range matches {
		b := m.env.find(c.metavariable)
		if b == nil || len(b.nodes) == 0 {
			continue
		}
		switch {
		case c.regex != nil:
			if c.regex.MatchString(s.bindingText(b, c.constants)) {
				out = append(out, m)
			}
		case c.comparison != nil:
			if c.comparison.holds(s.bindingText(b, true)) {
				out = append(out, m)
			}
		case c.formula != nil:
			if found := s.evaluate(c.formula, frame{in.rule, b.nodes[0], m.env}); len(found) > 0 {
				m.env = found[0].env
				out = append(out, m)
			}
		}
	}
	return out
}

// bindingText is what a metavariable's conditions see: a string's content, else the code.
func (s *search) bindingText(b *binding, constants bool) string {
	first, final := b.nodes[0], b.nodes[len(b.nodes)-1]
	if len(b.nodes) == 1 {
		if first.Kind == syntax.String || first.Text != "" && (first.Kind == syntax.Name || first.Kind == syntax.Other || first.Kind == syntax.Type) {
			if !constants || first.Kind != syntax.Name {
				return first.Text
			}
		}
		if constants {
			if text, ok := s.constant(first); ok {
				return text
			}
		}
	}
	return string(s.text[clamp(first.Start, s.text):clamp(final.End, s.text)])
}

func clamp(offset int, text []byte) int { return min(max(offset, 0), len(text)) }

// focused moves matches onto what their focus metavariables stand for.
func focused(matches []match, focus [][]string) []match {
	for _, names := range focus {
		var out []match
		for _, m := range matches {
			for _, name := range names {
				b := m.env.find(name)
				if b == nil || len(b.nodes) == 0 {
					continue
				}
				moved := match{b.nodes[0].Start, b.nodes[len(b.nodes)-1].End, b.nodes[0], m.env}
				if len(b.nodes) > 1 {
					moved.node = nil
				}
				out = append(out, moved)
			}
		}
		matches = out
	}
	return matches
}
