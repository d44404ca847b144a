package sast

import (
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// truth evaluates a condition that depends on constants only, so that the taint
// engine does not walk branches that never run.
func (s *source) truth(n *syntax.Node) (truth, known bool) { return s.truthIn(n, maxConstantDepth) }

func (s *source) truthIn(n *syntax.Node, depth int) (truth, known bool) {
	if depth == 0 {
		return false, false
	}
	switch n.Kind {
	case syntax.Literal:
		return n.Text == "true", n.Text == "true" || n.Text == "false"
	case syntax.Unary:
		if n.Text == "!" && len(n.Children) == 1 {
			truth, known = s.truthIn(n.Children[0], depth-1)
			return !truth, known
		}
	case syntax.Binary:
		if len(n.Children) == 2 {
			return s.compare(n, depth)
		}
	}
	return false, false
}

func (s *source) compare(n *syntax.Node, depth int) (truth, known bool) {
	left, right := n.Children[0], n.Children[1]
	if n.Text == "&&" || n.Text == "||" {
		a, aKnown := s.truthIn(left, depth-1)
		b, bKnown := s.truthIn(right, depth-1)
		decides := n.Text == "||"
		if aKnown && a == decides || bKnown && b == decides {
			return decides, true
		}
		return !decides, aKnown && bKnown
	}
	if a, ok := s.number(left, depth-1); ok {
		if b, ok := s.number(right, depth-1); ok {
			c := comparison{operator: strings.Replace(n.Text, "===", "==", 1), number: b}
			c.operator = strings.Replace(c.operator, "!==", "!=", 1)
			switch c.operator {
			case "==", "!=", "<", "<=", ">", ">=":
				return c.compare(a), true
			}
		}
		return false, false
	}
	if a, ok := s.constantIn(left, depth-1); ok {
		if b, ok := s.constantIn(right, depth-1); ok {
			switch n.Text {
			case "in":
				return strings.Contains(b, a), true
			case "not in":
				return !strings.Contains(b, a), true
			}
		}
	}
	return false, false
}

// number is the value that an arithmetic expression always has.
func (s *source) number(n *syntax.Node, depth int) (float64, bool) {
	if depth <= 0 {
		return 0, false
	}
	switch n.Kind {
	case syntax.Number:
		if whole, err := strconv.ParseInt(strings.ReplaceAll(strings.TrimRight(n.Text, "lLuU"), "_", ""), 0, 64); err == nil {
			return float64(whole), true
		}
		f, err := strconv.ParseFloat(n.Text, 64)
		return f, err == nil
	case syntax.Name:
		if v := s.scopes.lookup(n.Text, n.Start); v != nil && v.assigned == 1 && v.value != nil && v.value != n {
			return s.number(v.value, depth-1)
		}
	case syntax.Unary:
		if n.Text == "-" && len(n.Children) == 1 {
			f, ok := s.number(n.Children[0], depth-1)
			return -f, ok
		}
	case syntax.Binary:
		if len(n.Children) == 2 {
			a, ok := s.number(n.Children[0], depth-1)
			b, also := s.number(n.Children[1], depth-1)
			if ok && also {
				return arithmetic(n.Text, a, b)
			}
		}
	}
	return 0, false
}

// arithmetic leaves division out: its meaning differs between languages and types.
func arithmetic(operator string, a, b float64) (float64, bool) {
	switch operator {
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	case "*":
		return a * b, true
	}
	return 0, false
}
