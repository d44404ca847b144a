package cfamily

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// Levels of binary operators, the loosest first.
const (
	NoLevel = iota
	CoalesceLevel
	OrLevel
	AndLevel
	BitOrLevel
	BitXorLevel
	BitAndLevel
	EqualityLevel
	RelationLevel
	ShiftLevel
	SumLevel
	ProductLevel
	RangeLevel
)

// Operator looks at the binary operator at the cursor: its text, its level
// (NoLevel if there is none) and how many tokens it takes.
func (p *Parser) Operator() (text string, level, width int) {
	t := p.Peek(0)
	if t.Kind != syntax.PunctuationToken {
		return "", NoLevel, 0
	}
	switch t.Text {
	case "??":
		return t.Text, CoalesceLevel, 1
	case "||":
		return t.Text, OrLevel, 1
	case "&&":
		return t.Text, AndLevel, 1
	case "|":
		return t.Text, BitOrLevel, 1
	case "^":
		return t.Text, BitXorLevel, 1
	case "&":
		return t.Text, BitAndLevel, 1
	case "==", "!=":
		return t.Text, EqualityLevel, 1
	case "<", "<=", ">=":
		return t.Text, RelationLevel, 1
	case ">":
		return p.closingAngles()
	case "<<":
		return t.Text, ShiftLevel, 1
	case "+", "-":
		return t.Text, SumLevel, 1
	case "*", "/", "%":
		return t.Text, ProductLevel, 1
	}
	return "", NoLevel, 0
}

// closingAngles joins ">" ">" to the operators that the scanner leaves apart.
func (p *Parser) closingAngles() (string, int, int) {
	width, text := p.angles()
	if text[len(text)-1] == '=' {
		return "", NoLevel, 0 // an assignment
	}
	if width == 1 {
		return text, RelationLevel, 1
	}
	return text, ShiftLevel, width
}

func (p *Parser) angles() (width int, text string) {
	first := p.Peek(0)
	end := first.End
	width = 1
	for width < 3 {
		t := p.Peek(width)
		if t.Start != end || !t.Is(">") && !t.Is(">=") {
			break
		}
		end = t.End
		width++
		if t.Text == ">=" {
			break
		}
	}
	return width, p.Source[first.Start:end]
}

// Assignment looks at the assignment operator at the cursor; width 0 if there
// is none.
func (p *Parser) Assignment() (text string, width int) {
	t := p.Peek(0)
	if t.Kind != syntax.PunctuationToken {
		return "", 0
	}
	switch t.Text {
	case "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", "??=":
		return t.Text, 1
	case ">":
		if width, text := p.angles(); width > 1 && text[len(text)-1] == '=' {
			return text, width
		}
	}
	return "", 0
}
