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
	p := &parser{syntax.Reader{Source: string(source), Mode: mode}}
	mark := p.Mark()
	for {
		p.statements()
		if p.At >= len(p.Source) {
			break
		}
		p.Push(p.Gap(p.At, p.At+1)) // a bracket that nothing opened
		p.At++
	}
	if mode == syntax.Pattern {
		return &syntax.Tree{Source: source, Root: p.Root(0, len(source), mark), Gaps: p.Gaps}
	}
	root := p.Close(syntax.File, "", 0, len(source), mark)
	return &syntax.Tree{Source: source, Root: root, Gaps: p.Gaps}
}

// parser reads by bytes: what a token is depends on where it stands.
type parser struct{ syntax.Reader }

// hasWord says whether a word stands here, in any case.
func (p *parser) hasWord(word string) bool {
	end := p.At + len(word)
	return end <= len(p.Source) && strings.EqualFold(p.Source[p.At:end], word) && (end == len(p.Source) || !isNameByte(p.Source[end]) && p.Source[end] != '-')
}

// blank passes over blanks, comments and continued lines.
func (p *parser) blank() {
	for p.At < len(p.Source) {
		switch c := p.Source[p.At]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			p.At++
		case c == '`' && p.Peek(1) == '\n':
			p.At += 2
		case c == '`' && p.Peek(1) == '\r' && p.Peek(2) == '\n':
			p.At += 3
		case c == '#':
			for p.At < len(p.Source) && p.Source[p.At] != '\n' {
				p.At++
			}
		case c == '<' && p.Peek(1) == '#':
			n := strings.Index(p.Source[p.At:], "#>")
			if n < 0 {
				n = len(p.Source) - p.At - 2
			}
			p.At += n + 2
		case c == 0xC2 && p.Peek(1) == 0xA0: // a blank that does not break
			p.At += 2
		case c == 0xEF && p.Has("\uFEFF"):
			p.At += 3
		default:
			return
		}
	}
}

// lines passes over line breaks too.
func (p *parser) lines() {
	for p.blank(); p.Peek(0) == '\n'; p.blank() {
		p.At++
	}
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

// gapLine skips to the end of the statement, and at least a byte unless a
// bracket closes here.
func (p *parser) gapLine() *syntax.Node {
	start := p.At
	depth := 0
	for p.At < len(p.Source) {
		switch p.Source[p.At] {
		case '(', '{', '[':
			depth++
		case ')', '}', ']':
			if depth == 0 {
				p.End = p.At
				return p.Gap(start, p.At)
			}
			depth--
		case ';', '\n':
			if depth == 0 || p.At-start > maxGap {
				p.End = p.At
				return p.Gap(start, p.At)
			}
		}
		p.At++
	}
	p.End = p.At
	return p.Gap(start, p.At)
}

// maxGap is how far a gap looks for the brackets that it opened to close.
const maxGap = 2000

// expect moves behind a closing bracket; what stands before it is a gap. A round
// or square one is looked for no further than the end of the line.
func (p *parser) expect(bracket byte) {
	for p.lines(); p.At < len(p.Source) && p.Peek(0) != bracket; p.lines() {
		before := p.At
		if p.Push(p.gapLine()); p.At == before {
			return // another bracket closes
		}
		if bracket != '}' {
			p.blank()
			break
		}
		p.Accept(';')
	}
	if !p.Accept(bracket) {
		p.Push(p.Gap(p.End, p.End))
	}
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
