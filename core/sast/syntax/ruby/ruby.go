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
	p := &parser{source: string(source), mode: mode, jumps: map[int]int{}, locals: map[string]bool{}, unclosed: map[string]bool{}}
	mark := p.Mark()
	for p.statements(); p.at < len(p.source) && !p.over(); p.statements() {
		start := p.at // a word or bracket that closes nothing
		if p.at++; isNameByte(p.source[start]) {
			for isNameByte(p.peek(0)) {
				p.at++
			}
		}
		p.Push(p.Gap(start, p.at))
	}
	if mode == syntax.Pattern {
		return &syntax.Tree{Source: source, Root: p.Root(0, len(source), mark), Gaps: p.Gaps}
	}
	root := p.Close(syntax.File, "", 0, len(source), mark)
	return &syntax.Tree{Source: source, Root: root, Gaps: p.Gaps}
}

// parser reads by bytes: what a byte means depends on what stands before it.
type parser struct {
	syntax.Builder
	source string
	mode   syntax.Mode
	at     int
	end    int             // behind what was read last, white space not counted
	jumps  map[int]int     // line break → offset behind the here-documents that follow it
	locals map[string]bool // names that were assigned
	// unclosed are closing words and brackets that do not come any more, so that
	// they are not looked for again and again.
	unclosed map[string]bool
	noDo     bool // "do" belongs to what is around
	noMark   bool // ":" belongs to the conditional around
}

func (p *parser) pattern() bool { return p.mode == syntax.Pattern }

func (p *parser) peek(n int) byte {
	if i := p.at + n; i >= 0 && i < len(p.source) {
		return p.source[i]
	}
	return 0
}

func (p *parser) has(prefix string) bool { return strings.HasPrefix(p.source[p.at:], prefix) }

// over says whether the program ends here, before __END__.
func (p *parser) over() bool {
	return p.has("__END__") && (p.at == 0 || p.peek(-1) == '\n') && (p.peek(7) == 0 || p.peek(7) == '\n' || p.peek(7) == '\r')
}

func (p *parser) move(n int) {
	p.at = min(p.at+n, len(p.source))
	p.end = p.at
}

func (p *parser) accept(c byte) bool {
	if p.peek(0) != c {
		return false
	}
	p.move(1)
	return true
}

func (p *parser) close(kind syntax.Kind, text string, start, mark int) *syntax.Node {
	return p.Close(kind, text, start, max(start, p.end), mark)
}

func (p *parser) node(kind syntax.Kind, text string, start int, children ...*syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(children...)
	return p.close(kind, text, start, mark)
}

func (p *parser) leaf(kind syntax.Kind, text string, start int) *syntax.Node {
	return p.Leaf(kind, text, start, p.at)
}

// blank passes over blanks and continued lines.
func (p *parser) blank() {
	for p.at < len(p.source) {
		switch c := p.source[p.at]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			p.at++
		case c == '\\' && p.peek(1) == '\n':
			p.at += 2
		case c == '\\' && p.peek(1) == '\r' && p.peek(2) == '\n':
			p.at += 3
		default:
			return
		}
	}
}

// lines passes over line breaks, comments and the bodies of here-documents.
func (p *parser) lines() {
	for {
		p.blank()
		switch c := p.peek(0); {
		case c == '\n':
			if to, ok := p.jumps[p.at]; ok {
				p.at = to
			} else {
				p.at++
			}
			if p.has("=begin") {
				p.comment()
			}
		case c == '#':
			for p.at < len(p.source) && p.source[p.at] != '\n' {
				p.at++
			}
		case c == '=' && p.at == 0 && p.has("=begin"):
			p.comment()
		default:
			return
		}
	}
}

// comment passes over "=begin … =end".
func (p *parser) comment() {
	i := strings.Index(p.source[p.at:], "\n=end")
	if i < 0 {
		p.at = len(p.source)
		return
	}
	for p.at += i + 5; p.at < len(p.source) && p.source[p.at] != '\n'; p.at++ {
	}
}

// word is the word at the cursor.
func (p *parser) word() string {
	i := p.at
	for i < len(p.source) && isNameByte(p.source[i]) {
		i++
	}
	if i > p.at && p.source[p.at] >= '0' && p.source[p.at] <= '9' {
		return ""
	}
	return p.source[p.at:i]
}

// hasWord says whether a keyword stands here, and no key "word:".
func (p *parser) hasWord(word string) bool {
	end := p.at + len(word)
	if !p.has(word) || end < len(p.source) && (isNameByte(p.source[end]) || p.source[end] == '?' || p.source[end] == '!') {
		return false
	}
	return end >= len(p.source) || p.source[end] != ':' || end+1 < len(p.source) && p.source[end+1] == ':'
}

func (p *parser) acceptWord(word string) bool {
	if !p.hasWord(word) {
		return false
	}
	p.move(len(word))
	return true
}

// ahead looks behind line breaks without moving there.
func (p *parser) ahead(is func() bool) bool {
	at := p.at
	p.lines()
	if is() {
		return true
	}
	p.at = at
	return false
}

// gapLine skips to the end of the line.
func (p *parser) gapLine() *syntax.Node {
	start := p.at
	for p.at < len(p.source) && p.source[p.at] != '\n' && p.source[p.at] != ';' {
		p.at++
	}
	p.end = p.at
	return p.Gap(start, p.at)
}

// expect moves behind a closing bracket; what stands before it on the line is a gap.
func (p *parser) expect(bracket byte) {
	if p.lines(); p.accept(bracket) {
		return
	}
	start := p.at
	for p.at < len(p.source) && p.source[p.at] != '\n' && p.source[p.at] != bracket {
		p.at++
	}
	p.end = p.at
	p.Push(p.Gap(start, p.at))
	p.accept(bracket)
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0 }
