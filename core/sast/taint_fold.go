package sast

import (
	"math"
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// literal is the constant that a literal stands for.
func literal(n *syntax.Node) any {
	switch n.Kind {
	case syntax.String:
		return n.Text
	case syntax.Number:
		if whole, err := strconv.ParseInt(strings.ReplaceAll(strings.TrimRight(n.Text, "lLuU"), "_", ""), 0, 64); err == nil {
			return float64(whole)
		}
		if x, err := strconv.ParseFloat(strings.TrimRight(n.Text, "fFdDmM"), 64); err == nil {
			return x
		}
	case syntax.Literal:
		switch n.Text {
		case "true":
			return true
		case "false":
			return false
		case "null":
			return null{}
		}
	}
	return nil
}

// constantOf is the constant of an expression wherever it stands: nil when it
// depends on the way there.
func (s *source) constantOf(n *syntax.Node) any { return s.constantOfIn(n, maxConstantDepth) }

func (s *source) constantOfIn(n *syntax.Node, depth int) any {
	if depth == 0 || n == nil {
		return nil
	}
	switch n.Kind {
	case syntax.String, syntax.Number, syntax.Literal:
		return literal(n)
	case syntax.Name, syntax.Member:
		if n.Kind == syntax.Member && (len(n.Children) != 1 || n.Children[0].Kind != syntax.Name || !isSelf(n.Children[0].Text) && !s.isClass(n)) {
			return nil
		}
		if v := s.scopes.lookup(n.Text, n.Start); v != nil && v.assigned == 1 && v.value != nil && v.value != n {
			return s.constantOfIn(v.value, depth-1)
		}
	case syntax.Binary:
		if len(n.Children) == 2 {
			return fold(s.language.name, n.Text, s.constantOfIn(n.Children[0], depth-1), s.constantOfIn(n.Children[1], depth-1))
		}
	case syntax.Unary:
		if len(n.Children) == 1 {
			switch c := s.constantOfIn(n.Children[0], depth-1).(type) {
			case float64:
				if n.Text == "-" {
					return -c
				}
			case bool:
				if n.Text == "!" {
					return !c
				}
			}
		}
	case syntax.Template:
		if text, ok := s.constant(n); ok {
			return text
		}
	}
	return nil
}

// constantResult is what a function without parameters that count always returns.
func (s *source) constantResult(function *syntax.Node) any {
	block := function.Child(syntax.Block)
	if block == nil || len(block.Children) != 1 || block.Children[0].Kind != syntax.Return || len(block.Children[0].Children) != 1 {
		return nil
	}
	return s.constantOf(block.Children[0].Children[0])
}

func (f *flow) constant(n *syntax.Node) any { return f.unit.constantOf(n) }

// constantIn is the constant of an expression at this place.
func (f *flow) constantIn(n *syntax.Node, st *state) any {
	if n.Kind == syntax.Name || n.Kind == syntax.Member {
		if v := f.quietValue(n, st); v.c != nil {
			return v.c
		}
	}
	if n.Kind == syntax.Binary && len(n.Children) == 2 {
		return f.fold(n.Text, f.constantIn(n.Children[0], st), f.constantIn(n.Children[1], st))
	}
	return f.unit.constantOf(n)
}

func (f *flow) fold(operator string, a, b any) any {
	return fold(f.unit.language.name, operator, a, b)
}

// fold computes an operator on constants; nil when that cannot be said for the language.
func fold(language, operator string, a, b any) any {
	if a == nil || b == nil {
		x, known := a.(bool)
		if !known {
			x, known = b.(bool)
		}
		if known && (operator == "||" && x || operator == "&&" && !x) {
			return x
		}
		return nil
	}
	switch operator {
	case "==", "===", "is":
		return a == b
	case "!=", "!==", "is not":
		return a != b
	}
	switch x := a.(type) {
	case string:
		if y, ok := b.(string); ok {
			return foldText(operator, x, y)
		}
	case bool:
		if y, ok := b.(bool); ok {
			switch operator {
			case "&&":
				return x && y
			case "||":
				return x || y
			}
		}
	case float64:
		if y, ok := b.(float64); ok {
			return foldNumber(language, operator, x, y)
		}
	}
	return nil
}

func foldText(operator, x, y string) any {
	switch operator {
	case "+":
		if len(x)+len(y) <= maxConstantSize {
			return x + y
		}
	case "in":
		return strings.Contains(y, x)
	case "not in":
		return !strings.Contains(y, x)
	}
	return nil
}

func foldNumber(language, operator string, x, y float64) any {
	switch operator {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	case ">=":
		return x >= y
	case "/", "//", "%":
		return divide(language, operator, x, y)
	}
	return nil
}

// divide knows that "/" cuts the fraction off whole numbers in some languages.
// A remainder of negative numbers is left out: languages differ.
func divide(language, operator string, x, y float64) any {
	whole := x == math.Trunc(x) && y == math.Trunc(y)
	switch {
	case y == 0:
		return nil
	case operator == "//":
		return math.Floor(x / y)
	case operator == "%":
		if whole && x >= 0 && y > 0 {
			return math.Mod(x, y)
		}
		return nil
	case language == "python" || language == "javascript" || language == "typescript" || language == "tsx":
		return x / y
	case whole:
		return math.Trunc(x / y)
	}
	return nil
}

// alwaysTrue says what a condition always is.
func alwaysTrue(v value) (truth, known bool) {
	switch c := v.c.(type) {
	case bool:
		return c, true
	case float64:
		return c != 0, true
	case null:
		return false, true
	case string:
		return c != "", true
	}
	return false, false
}

func charAt(text string, at any) any {
	if i, ok := at.(float64); ok && i >= 0 && int(i) < len(text) {
		return text[int(i) : int(i)+1]
	}
	return nil
}

func describeConstant(c any) string {
	switch c := c.(type) {
	case string:
		return "s" + c
	case float64:
		return strconv.FormatFloat(c, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(c)
	}
	return "null"
}

// constantCall computes calls on constants.
func (f *flow) constantCall(n *syntax.Node, receiver value, given []argument) any {
	callee := n.Children[0]
	text, ok := receiver.c.(string)
	if !ok {
		return nil
	}
	switch {
	case len(given) == 0:
		switch callee.Text {
		case "length", "Length", "size":
			return float64(len(text))
		case "toLowerCase", "ToLower", "ToLowerInvariant", "lower":
			return strings.ToLower(text)
		case "toUpperCase", "ToUpper", "ToUpperInvariant", "upper":
			return strings.ToUpper(text)
		case "trim", "Trim", "strip":
			return strings.TrimSpace(text)
		case "toString", "ToString":
			return text
		}
	case len(given) == 1:
		switch callee.Text {
		case "charAt", "at":
			return charAt(text, given[0].v.c)
		}
		if other, ok := given[0].v.c.(string); ok {
			switch callee.Text {
			case "equals", "Equals":
				return text == other
			case "startsWith", "StartsWith", "startswith":
				return strings.HasPrefix(text, other)
			case "endsWith", "EndsWith", "endswith":
				return strings.HasSuffix(text, other)
			case "contains", "Contains", "includes":
				return strings.Contains(text, other)
			case "concat":
				return foldText("+", text, other)
			}
		}
	}
	return nil
}

// constantMember is the constant of a member of a class, in this file or another one.
func (f *flow) constantMember(n *syntax.Node) any {
	if c := f.unit.constantOf(n); c != nil {
		return c
	}
	if f.project == nil || len(n.Children) != 1 {
		return nil
	}
	name := dotted(n.Children[0])
	if name == "" || !f.unit.isTyped() && f.unit.names.local[firstWord(name)] == "" {
		return nil
	}
	return f.project.constant(f.unit, name, n.Text)
}

func firstWord(name string) string {
	first, _, _ := strings.Cut(name, ".")
	return first
}

// number is the number that an expression always is.
func (s *source) number(n *syntax.Node, depth int) (float64, bool) {
	x, ok := s.constantOfIn(n, depth).(float64)
	return x, ok
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

// constantMethod is what a static method of another file's class always returns.
func (f *flow) constantMethod(callee *syntax.Node, given []argument) any {
	if f.project == nil || len(given) > 0 || callee.Kind != syntax.Member || len(callee.Children) != 1 || !f.unit.isTyped() {
		return nil
	}
	name := dotted(callee.Children[0])
	if name == "" || !isClassName(last(name)) {
		return nil
	}
	return f.project.constant(f.unit, name, callee.Text+"()")
}
