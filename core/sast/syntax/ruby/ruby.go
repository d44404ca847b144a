// Package ruby reads Ruby (up to version 3.4) onto the generic syntax tree.
//
// Where the tree's layouts leave room:
//   - every call is Call (Name or Member) (arguments), with or without parentheses; a
//     name that gets no arguments and is no call by its look stays Name or Member;
//   - a block is a Lambda, the last child of its Call;
//   - key: value among arguments is Argument "key" (value), in a hash Pair;
//   - a symbol is Literal ":a", as a key the String "a"; A::B is Member "B";
//   - instance, class and global variables keep their sign, Name "@a";
//   - unless and until are "if" and "while" of a Unary "!"; a modifier, a if b, is the
//     If of b; rescue behind a statement is a Try;
//   - begin is Try when it rescues or ensures something, and so is the only statement
//     of a method's Block that does; a module is a Class with the Modifier "module";
//   - case is Switch, of "in" the patterns are read as values; a backtick text is a Call
//     of "`"; regular expressions are Literals as written.
//
// Known limit: whether a -1 is a call is decided by whether a was assigned before.
package ruby

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Parse reads a Ruby file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{Reader: syntax.Reader{Source: string(source), Mode: mode}, jumps: map[int]int{}, locals: map[string]bool{}, unclosed: map[string]bool{}}
	mark := p.Mark()
	for p.statements(); p.At < len(p.Source) && !p.over(); p.statements() {
		start := p.At // a word or bracket that closes nothing
		if p.At++; isNameByte(p.Source[start]) {
			for isNameByte(p.Peek(0)) {
				p.At++
			}
		}
		p.Push(p.Gap(start, p.At))
	}
	if mode == syntax.Pattern {
		return &syntax.Tree{Source: source, Root: p.Root(0, len(source), mark), Gaps: p.Gaps}
	}
	root := p.Close(syntax.File, "", 0, len(source), mark)
	return &syntax.Tree{Source: source, Root: root, Gaps: p.Gaps}
}

// parser reads by bytes: what a byte means depends on what stands before it.
type parser struct {
	syntax.Reader
	jumps  map[int]int     // line break → offset behind the here-documents that follow it
	locals map[string]bool // names that were assigned
	// unclosed are closing words and brackets that do not come any more, so that
	// they are not looked for again and again.
	unclosed map[string]bool
	noDo     bool // "do" belongs to what is around
	noMark   bool // ":" belongs to the conditional around
}

// over says whether the program ends here, before __END__.
func (p *parser) over() bool {
	return p.Has("__END__") && (p.At == 0 || p.Peek(-1) == '\n') && (p.Peek(7) == 0 || p.Peek(7) == '\n' || p.Peek(7) == '\r')
}

// blank passes over blanks and continued lines.
func (p *parser) blank() {
	for p.At < len(p.Source) {
		switch c := p.Source[p.At]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			p.At++
		case c == '\\' && p.Peek(1) == '\n':
			p.At += 2
		case c == '\\' && p.Peek(1) == '\r' && p.Peek(2) == '\n':
			p.At += 3
		default:
			return
		}
	}
}

// lines passes over line breaks, comments and the bodies of here-documents.
func (p *parser) lines() {
	for {
		p.blank()
		switch c := p.Peek(0); {
		case c == '\n':
			if to, ok := p.jumps[p.At]; ok {
				p.At = to
			} else {
				p.At++
			}
			if p.Has("=begin") {
				p.comment()
			}
		case c == '#':
			for p.At < len(p.Source) && p.Source[p.At] != '\n' {
				p.At++
			}
		case c == '=' && p.At == 0 && p.Has("=begin"):
			p.comment()
		default:
			return
		}
	}
}

// comment passes over "=begin … =end".
func (p *parser) comment() {
	i := strings.Index(p.Source[p.At:], "\n=end")
	if i < 0 {
		p.At = len(p.Source)
		return
	}
	for p.At += i + 5; p.At < len(p.Source) && p.Source[p.At] != '\n'; p.At++ {
	}
}

// word is the word at the cursor.
func (p *parser) word() string {
	i := p.At
	for i < len(p.Source) && isNameByte(p.Source[i]) {
		i++
	}
	if i > p.At && p.Source[p.At] >= '0' && p.Source[p.At] <= '9' {
		return ""
	}
	return p.Source[p.At:i]
}

// hasWord says whether a keyword stands here, and no key "word:".
func (p *parser) hasWord(word string) bool {
	end := p.At + len(word)
	if !p.Has(word) || end < len(p.Source) && (isNameByte(p.Source[end]) || p.Source[end] == '?' || p.Source[end] == '!') {
		return false
	}
	return end >= len(p.Source) || p.Source[end] != ':' || end+1 < len(p.Source) && p.Source[end+1] == ':'
}

func (p *parser) acceptWord(word string) bool {
	if !p.hasWord(word) {
		return false
	}
	p.Move(len(word))
	return true
}

// ahead looks behind line breaks without moving there.
func (p *parser) ahead(is func() bool) bool {
	at := p.At
	p.lines()
	if is() {
		return true
	}
	p.At = at
	return false
}

// gapLine skips to the end of the line.
func (p *parser) gapLine() *syntax.Node {
	start := p.At
	for p.At < len(p.Source) && p.Source[p.At] != '\n' && p.Source[p.At] != ';' {
		p.At++
	}
	p.End = p.At
	return p.Gap(start, p.At)
}

// expect moves behind a closing bracket; what stands before it on the line is a gap.
func (p *parser) expect(bracket byte) {
	if p.lines(); p.Accept(bracket) {
		return
	}
	start := p.At
	for p.At < len(p.Source) && p.Source[p.At] != '\n' && p.Source[p.At] != bracket {
		p.At++
	}
	p.End = p.At
	p.Push(p.Gap(start, p.At))
	p.Accept(bracket)
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0 }
