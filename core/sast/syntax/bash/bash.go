// Package bash reads shell scripts (Bash and POSIX) onto the generic syntax
// tree, through mvdan.cc/sh's parser.
//
// Where the tree's layouts leave room:
//   - a command is Call (Name …) of its words, options among them: String, Name
//     "$x" for a variable, Template for anything put together;
//   - x=y is Assign "=" (Name "$x") (y); export x=y is a Variable with the Modifier
//     "export", and local, declare, readonly likewise;
//   - a pipeline a | b is Binary "|>", a redirection Other "redirect" (command, file);
//   - $(…) of one command is that command, of several a Block; <(…) is Unary "<(";
//   - conditions of if and while are commands; [ … ] is a command, [[ … ]] its
//     Binary and Unary operators; arithmetic is Other "arithmetic" of its variables.
//
// In a pattern an upper-case $X is a metavariable, in code a variable; a deep
// ellipsis is not among its patterns.
package bash

import (
	"errors"
	"strings"

	shell "mvdan.cc/sh/v3/syntax"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxErrors bounds how often reading starts again behind an error.
const maxErrors = 10

// Parse reads a shell script or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	r := &reader{source: string(source), mode: mode}
	mark := r.Mark()
	r.Script(0, len(source))
	if mode == syntax.Pattern {
		return &syntax.Tree{Source: source, Root: r.Root(0, len(source), mark), Gaps: r.Gaps}
	}
	root := r.Close(syntax.File, "", 0, len(source), mark)
	return &syntax.Tree{Source: source, Root: root, Gaps: r.Gaps}
}

// Region reads source[start:end) with a builder that another front end works
// with, and pushes its statements.
func Region(b *syntax.Builder, source string, start, end int, mode syntax.Mode) {
	r := &reader{Builder: *b, source: source, mode: mode}
	r.Script(start, end)
	*b = r.Builder
}

type reader struct {
	syntax.Builder
	source string
	mode   syntax.Mode
	base   int // offset of the text that the library reads
	end    int
}

func (r *reader) pattern() bool { return r.mode == syntax.Pattern }

// Script pushes the statements of [start, end). Behind an error it goes on with
// the next line.
func (r *reader) Script(start, end int) {
	if tooDeep(r.source[start:end]) {
		r.Push(r.Gap(start, end))
		return
	}
	for range maxErrors {
		next, ok := r.some(start, end)
		if ok {
			return
		}
		start = next
	}
	if start < end {
		r.Push(r.Gap(start, end))
	}
}

// some pushes statements up to an error, and a gap for the line that has it.
func (r *reader) some(start, end int) (next int, ok bool) {
	r.base, r.end = start, end
	library := shell.NewParser(shell.Variant(shell.LangBash))
	read := start
	var failed error
	func() {
		defer func() {
			if recover() != nil {
				failed = errNotRead
			}
		}()
		for s, err := range library.StmtsSeq(strings.NewReader(r.source[start:end])) {
			if err != nil {
				failed = err
				return
			}
			n := r.statement(s)
			r.Push(n)
			read = max(read, n.End)
		}
	}()
	if failed == nil {
		return end, true
	}
	at := read
	var wrong shell.ParseError
	if errors.As(failed, &wrong) && wrong.Pos.IsValid() {
		at = max(at, r.at(wrong.Pos))
	}
	next = end
	if i := strings.IndexByte(r.source[at:end], '\n'); i >= 0 {
		next = at + i + 1
	}
	r.Push(r.Gap(read, next))
	return next, next >= end
}

var errNotRead = errors.New("not read")

// at is the offset in the source of a position of the library's.
func (r *reader) at(p shell.Pos) int {
	if !p.IsValid() || p.IsRecovered() {
		return r.base
	}
	return min(r.base+int(p.Offset()), r.end)
}

func (r *reader) span(n shell.Node) (start, end int) { return r.at(n.Pos()), r.at(n.End()) }

// close ends a node of the extent of the library's.
func (r *reader) close(kind syntax.Kind, text string, n shell.Node, mark int) *syntax.Node {
	start, end := r.span(n)
	return r.Close(kind, text, start, end, mark)
}

// maxNesting is how deep brackets and compound commands may nest before the
// library, which recurses, is not asked.
const maxNesting = 10_000

// tooDeep counts brackets and the words that open and close, quoted or not.
func tooDeep(text string) bool {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '(' || c == '{' || c == '[':
			depth++
		case c == ')' || c == '}' || c == ']':
			depth = max(0, depth-1)
		case c >= 'a' && c <= 'z':
			from := i
			for i < len(text) && text[i] >= 'a' && text[i] <= 'z' {
				i++
			}
			switch text[from:i] {
			case "if", "while", "until", "case", "for", "select", "time", "coproc", "function":
				depth++
			case "fi", "done", "esac":
				depth = max(0, depth-1)
			}
			i--
		}
		if depth > maxNesting {
			return true
		}
	}
	return false
}
