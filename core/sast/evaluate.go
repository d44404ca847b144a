package sast

import (
	"math"
	"strconv"
	"strings"
)

// asker answers what a metavariable is worth: a float64, a string or a bool.
type asker func(name string) (any, bool)

// holds says whether the predicate is true; what cannot be computed is not.
func (p *predicate) holds(ask asker) bool {
	value, ok := p.compute(ask)
	return ok && isTrue(value)
}

func isTrue(value any) bool {
	switch v := value.(type) {
	case bool:
		return v
	case float64:
		return v != 0
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	}
	return false
}

func (p *predicate) compute(ask asker) (any, bool) {
	switch p.operator {
	case "value":
		return p.value, true
	case "$":
		return ask(p.text)
	case "and", "or":
		left, ok := p.operands[0].compute(ask)
		if !ok || isTrue(left) == (p.operator == "or") {
			return left, ok
		}
		return p.operands[1].compute(ask)
	}
	values := make([]any, len(p.operands))
	for i, o := range p.operands {
		var ok bool
		if values[i], ok = o.compute(ask); !ok {
			return nil, false
		}
	}
	switch len(values) {
	case 1:
		if p.operator != "list" {
			return p.one(values[0])
		}
	case 2:
		if p.operator != "list" {
			return p.two(values[0], values[1])
		}
	}
	return values, true
}

func (p *predicate) one(value any) (any, bool) {
	number, isNumber := value.(float64)
	switch p.operator {
	case "not":
		return !isTrue(value), true
	case "str":
		return textOf(value), true
	case "int", "float":
		if text, ok := value.(string); ok {
			number, isNumber = numberOf(text, 0)
		}
		if p.operator == "int" {
			number = math.Trunc(number)
		}
		return number, isNumber
	case "unary-":
		return -number, isNumber
	case "unary+":
		return number, isNumber
	case "unary~":
		return float64(^int64(number)), isNumber
	}
	return nil, false
}

func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "True"
		}
		return "False"
	}
	return ""
}

func (p *predicate) two(a, b any) (any, bool) {
	switch p.operator {
	case "==":
		return equal(a, b), true
	case "!=":
		return !equal(a, b), true
	case "in":
		return contains(b, a)
	case "not in":
		in, ok := contains(b, a)
		return !in, ok
	case "re.match":
		groups, _ := p.regex.match(textOf(b))
		return groups != nil, true
	}
	if left, ok := a.(string); ok {
		right, ok := b.(string)
		return p.texts(left, right, ok)
	}
	left, ok := a.(float64)
	right, also := b.(float64)
	if !ok || !also {
		return nil, false
	}
	return p.numbers(left, right)
}

func (p *predicate) texts(left, right string, ok bool) (any, bool) {
	switch p.operator {
	case "+":
		return left + right, ok && len(left)+len(right) <= maxConstantSize
	case "<":
		return left < right, ok
	case "<=":
		return left <= right, ok
	case ">":
		return left > right, ok
	case ">=":
		return left >= right, ok
	}
	return nil, false
}

func (p *predicate) numbers(left, right float64) (any, bool) {
	switch p.operator {
	case "<", "<=", ">", ">=":
		return (&comparison{operator: p.operator, number: right}).compare(left), true
	case "+", "-", "*":
		return arithmetic(p.operator, left, right)
	case "/":
		return left / right, right != 0
	case "//":
		return math.Floor(left / right), right != 0
	case "%":
		return left - right*math.Floor(left/right), right != 0
	case "**":
		return math.Pow(left, right), true
	case "<<":
		return float64(int64(left) << uint64(min(max(right, 0), 63))), right >= 0
	case ">>":
		return float64(int64(left) >> uint64(min(max(right, 0), 63))), right >= 0
	case "&":
		return float64(int64(left) & int64(right)), true
	case "|":
		return float64(int64(left) | int64(right)), true
	case "^":
		return float64(int64(left) ^ int64(right)), true
	}
	return nil, false
}

func equal(a, b any) bool {
	if x, ok := a.([]any); ok {
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !equal(x[i], y[i]) {
				return false
			}
		}
		return true
	}
	if _, ok := b.([]any); ok {
		return false
	}
	return a == b
}

func contains(whole, part any) (bool, bool) {
	switch w := whole.(type) {
	case string:
		p, ok := part.(string)
		return ok && strings.Contains(w, p), ok
	case []any:
		for _, item := range w {
			if equal(item, part) {
				return true, true
			}
		}
		return false, true
	}
	return false, false
}

// numberOf reads a number as the languages write it: 1_000, 0x1F, 0o17, 017, 10L, 1.5f.
// base is 0 unless a rule states one.
func numberOf(text string, base int) (float64, bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), "_", "")
	sign := 1.0
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		text, sign = strings.TrimSpace(rest), -1
	}
	if base != 0 {
		whole, err := strconv.ParseInt(text, base, 64)
		return sign * float64(whole), err == nil
	}
	hexadecimal := strings.HasPrefix(text, "0x") || strings.HasPrefix(text, "0X")
	if trimmed := strings.TrimRight(text, "lLuUn"); trimmed != "" {
		if whole, err := strconv.ParseInt(trimmed, 0, 64); err == nil {
			return sign * float64(whole), true
		}
		if !hexadecimal {
			text = strings.TrimRight(trimmed, "fFdDmM")
		}
	}
	if strings.ContainsAny(text, "nNpP") { // neither NaN nor Inf
		return 0, false
	}
	number, err := strconv.ParseFloat(text, 64)
	return sign * number, err == nil
}
