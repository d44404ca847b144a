// Package powershell reads PowerShell (5.1 and 7) onto the generic syntax tree.
//
// The language does not tell upper from lower case; names, parameters, members
// and types are written in lower case here, texts as they stand.
//
// Where the tree's layouts leave room:
//   - a command is Call (Name …); its name is without module, ".exe" and path-free
//     aliases of the shell itself are resolved: iex is Name "invoke-expression";
//   - "-Name value" is Argument "name" (value); what follows a well-known switch
//     such as -Force is no value of it. In a pattern, "-Name" alone accepts any;
//   - a variable is Name "$x", without global:, local:, script:, private:, using:;
//     $env:PATH is Name "$env:path" and $this Name "this";
//   - a pipeline a | b is Binary "|>", and a redirection Other "redirect" (command, file);
//   - [T]::f is Member on the type as a dotted Name; [T]::new(…) and New-Object T
//     are New; "System." in front of types is left out;
//   - -and, -or, -not, -eq and their like are "&&", "||", "!", "=="; other named
//     operators keep their dash, "-match", without the "c" or "i" before it;
//   - the parameters of param(…) stand before the Block of their Function or
//     Lambda; a script's own are Other "param";
//   - an expandable string is Template; "$X" in a pattern stands for a whole string,
//     and ([T]$X) in parentheses is a TypedMetavariable;
//   - $( … ) and @( … ) of one statement are that statement, @( … ) in a List.
package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Parse reads a PowerShell file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{source: string(source), mode: mode}
	mark := p.Mark()
	for {
		p.statements()
		if p.at >= len(p.source) {
			break
		}
		p.Push(p.Gap(p.at, p.at+1)) // a bracket that nothing opened
		p.at++
	}
	if mode == syntax.Pattern {
		return &syntax.Tree{Source: source, Root: p.Root(0, len(source), mark), Gaps: p.Gaps}
	}
	root := p.Close(syntax.File, "", 0, len(source), mark)
	return &syntax.Tree{Source: source, Root: root, Gaps: p.Gaps}
}

// parser reads by bytes: what a token is depends on where it stands.
type parser struct {
	syntax.Builder
	source string
	mode   syntax.Mode
	at     int
	end    int // behind what was read last, white space not counted
}

func (p *parser) pattern() bool { return p.mode == syntax.Pattern }

// peek is the byte n ahead, 0 behind the end.
func (p *parser) peek(n int) byte {
	if i := p.at + n; i >= 0 && i < len(p.source) {
		return p.source[i]
	}
	return 0
}

func (p *parser) has(prefix string) bool { return strings.HasPrefix(p.source[p.at:], prefix) }

// hasWord says whether a word stands here, in any case.
func (p *parser) hasWord(word string) bool {
	end := p.at + len(word)
	return end <= len(p.source) && strings.EqualFold(p.source[p.at:end], word) && (end == len(p.source) || !isNameByte(p.source[end]) && p.source[end] != '-')
}

// accept moves behind a byte, and says whether it stood here.
func (p *parser) accept(c byte) bool {
	if p.peek(0) != c {
		return false
	}
	p.move(1)
	return true
}

// move reads n bytes.
func (p *parser) move(n int) {
	p.at = min(p.at+n, len(p.source))
	p.end = p.at
}

// close ends a node where the last thing was read.
func (p *parser) close(kind syntax.Kind, text string, start, mark int) *syntax.Node {
	return p.Close(kind, text, start, max(start, p.end), mark)
}

// node makes a node of known children.
func (p *parser) node(kind syntax.Kind, text string, start int, children ...*syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(children...)
	return p.close(kind, text, start, mark)
}

// leaf makes a node of the bytes from start on.
func (p *parser) leaf(kind syntax.Kind, text string, start int) *syntax.Node {
	return p.Leaf(kind, text, start, p.at)
}

// blank passes over blanks, comments and continued lines.
func (p *parser) blank() {
	for p.at < len(p.source) {
		switch c := p.source[p.at]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			p.at++
		case c == '`' && p.peek(1) == '\n':
			p.at += 2
		case c == '`' && p.peek(1) == '\r' && p.peek(2) == '\n':
			p.at += 3
		case c == '#':
			for p.at < len(p.source) && p.source[p.at] != '\n' {
				p.at++
			}
		case c == '<' && p.peek(1) == '#':
			n := strings.Index(p.source[p.at:], "#>")
			if n < 0 {
				n = len(p.source) - p.at - 2
			}
			p.at += n + 2
		case c == 0xC2 && p.peek(1) == 0xA0: // a blank that does not break
			p.at += 2
		case c == 0xEF && p.has("\uFEFF"):
			p.at += 3
		default:
			return
		}
	}
}

// lines passes over line breaks too.
func (p *parser) lines() {
	for p.blank(); p.peek(0) == '\n'; p.blank() {
		p.at++
	}
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

// gapLine skips to the end of the statement, and at least a byte unless a
// bracket closes here.
func (p *parser) gapLine() *syntax.Node {
	start := p.at
	depth := 0
	for p.at < len(p.source) {
		switch p.source[p.at] {
		case '(', '{', '[':
			depth++
		case ')', '}', ']':
			if depth == 0 {
				p.end = p.at
				return p.Gap(start, p.at)
			}
			depth--
		case ';', '\n':
			if depth == 0 || p.at-start > maxGap {
				p.end = p.at
				return p.Gap(start, p.at)
			}
		}
		p.at++
	}
	p.end = p.at
	return p.Gap(start, p.at)
}

// maxGap is how far a gap looks for the brackets that it opened to close.
const maxGap = 2000

// expect moves behind a closing bracket; what stands before it is a gap. A round
// or square one is looked for no further than the end of the line.
func (p *parser) expect(bracket byte) {
	for p.lines(); p.at < len(p.source) && p.peek(0) != bracket; p.lines() {
		before := p.at
		if p.Push(p.gapLine()); p.at == before {
			return // another bracket closes
		}
		if bracket != '}' {
			p.blank()
			break
		}
		p.accept(';')
	}
	if !p.accept(bracket) {
		p.Push(p.Gap(p.end, p.end))
	}
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
