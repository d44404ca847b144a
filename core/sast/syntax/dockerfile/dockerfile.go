// Package dockerfile reads Dockerfiles onto the generic syntax tree.
//
// Where the tree's layouts leave room:
//   - an instruction is Call (Name "RUN") of its words, its name in upper case; a
//     flag --name=value is Argument "name" (value);
//   - what a shell runs is read as a shell's code: RUN a && b is Call (Name "RUN")
//     (Binary "&&" …); a list ["a", "b"] is a List;
//   - FROM has Other "image" (name, Other "tag"?, Other "digest"?) and Argument "as";
//     a pattern that leaves out tag, digest or flags accepts any;
//   - of ENV, LABEL and ARG, a=b is a Pair;
//   - HEALTHCHECK CMD and ONBUILD have the inner instruction as their last child.
//
// A line of a pattern that is no instruction is read as a shell's. Behind
// SHELL, and with another escape character than "\", as Windows has it, what is
// run is plain words.
//
// It is written here: the well-kept library, buildkit's, brings in remote-call
// packages, and gives a line for each instruction and no offsets inside it.
package dockerfile

import (
	"bytes"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/bash"
)

// Parse reads a Dockerfile or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{mode: mode, escape: escapeOf(source)}
	p.source = joined(source, p.escape)
	mark := p.Mark()
	for p.at < len(p.source) {
		p.instruction(p.logical())
	}
	if mode == syntax.Pattern {
		return &syntax.Tree{Source: source, Root: p.Root(0, len(source), mark), Gaps: p.Gaps}
	}
	root := p.Close(syntax.File, "", 0, len(source), mark)
	return &syntax.Tree{Source: source, Root: root, Gaps: p.Gaps}
}

type parser struct {
	syntax.Builder
	source string // continued lines are joined, comments between them are blank
	mode   syntax.Mode
	escape byte
	at     int
	words  bool // what is run is no shell's code
}

func (p *parser) pattern() bool { return p.mode == syntax.Pattern }

// escapeOf reads the directive "# escape=`" at the top.
func escapeOf(source []byte) byte {
	for line := range bytes.Lines(source) {
		word, isComment := bytes.CutPrefix(bytes.TrimSpace(line), []byte("#"))
		if !isComment {
			break
		}
		if name, value, ok := bytes.Cut(word, []byte("=")); ok && strings.EqualFold(string(bytes.TrimSpace(name)), "escape") && string(bytes.TrimSpace(value)) == "`" {
			return '`'
		}
	}
	return '\\'
}

// joined returns the text, of the same offsets, in which a continued line ends
// with blanks, and so do the comments and empty lines between its parts.
func joined(source []byte, escape byte) string {
	out := bytes.Clone(source)
	continued := false
	for at := 0; at < len(out); {
		end := at + bytes.IndexByte(out[at:], '\n')
		if end < at {
			end = len(out)
		}
		line := bytes.TrimRight(out[at:end], " \t\r")
		word := bytes.TrimLeft(line, " \t")
		switch {
		case continued && (len(word) == 0 || word[0] == '#'):
			blank(out[at:min(end+1, len(out))])
		case len(line) > 0 && line[len(line)-1] == escape && (len(word) == 0 || word[0] != '#'):
			blank(out[at+len(line)-1 : min(end+1, len(out))])
			continued = true
		default:
			continued = false
		}
		at = end + 1
	}
	return string(out)
}

func blank(text []byte) {
	for i := range text {
		text[i] = ' '
	}
}

// line is [start, end) of an instruction, without its here-documents.
type line struct{ start, end int }

// logical moves behind the next line and gives its extent without blanks around it.
func (p *parser) logical() line {
	start := p.at
	end := len(p.source)
	if n := strings.IndexByte(p.source[start:], '\n'); n >= 0 {
		end = start + n
	}
	p.at = min(end+1, len(p.source))
	for start < end && p.source[start] <= ' ' {
		start++
	}
	for end > start && p.source[end-1] <= ' ' {
		end--
	}
	return line{start, end}
}

// shell pushes [start, end) as a shell's code: one node.
func (p *parser) shell(start, end int) {
	mark := p.Mark()
	bash.Region(&p.Builder, p.source, start, end, p.mode)
	if p.Pushed(mark) != 1 {
		p.Push(p.Close(syntax.Block, "", start, end, mark))
	}
}
