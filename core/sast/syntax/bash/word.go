package bash

import (
	"strings"

	shell "mvdan.cc/sh/v3/syntax"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// word reads a word: String, Name of a variable, or Template.
func (r *reader) word(w *shell.Word) *syntax.Node {
	start, end := r.span(w)
	defer r.Shallower()
	if !r.Deeper() {
		return r.Gap(start, end)
	}
	if n := r.meta(start, end); n != nil {
		return n
	}
	if len(w.Parts) == 1 {
		return r.part(w.Parts[0])
	}
	return r.parts(w.Parts, start, end)
}

// meta reads a word of a pattern that is no text, or returns nil.
func (r *reader) meta(start, end int) *syntax.Node {
	if !r.pattern() {
		return nil
	}
	switch text := r.source[start:end]; {
	case text == "...":
		return r.Leaf(syntax.Ellipsis, "", start, end)
	case strings.HasPrefix(text, "$...") && syntax.IsMetavariable("$"+text[4:]):
		return r.Leaf(syntax.MetaEllipsis, text, start, end)
	case syntax.IsMetavariable(strings.Trim(text, `"`)):
		return r.Leaf(syntax.Metavariable, strings.Trim(text, `"`), start, end)
	}
	return nil
}

// parts reads what a word or a quoted text is put together of: a String when all
// of it is text.
func (r *reader) parts(parts []shell.WordPart, start, end int) *syntax.Node {
	mark, text, plain := r.Mark(), "", true
	for _, p := range parts {
		n := r.part(p)
		r.Push(n)
		text += n.Text
		plain = plain && n.Kind == syntax.String
	}
	if plain {
		r.Take(mark)
		return r.Leaf(syntax.String, text, start, end)
	}
	return r.Close(syntax.Template, "", start, end, mark)
}

func (r *reader) part(p shell.WordPart) *syntax.Node {
	start, end := r.span(p)
	mark := r.Mark()
	switch p := p.(type) {
	case *shell.Lit:
		return r.Leaf(syntax.String, unescape(p.Value), start, end)
	case *shell.SglQuoted:
		return r.Leaf(syntax.String, p.Value, start, end)
	case *shell.DblQuoted:
		return r.parts(p.Parts, start, end)
	case *shell.ParamExp:
		return r.parameter(p)
	case *shell.CmdSubst:
		if n := r.single(p.Stmts, start, end); n.Kind != syntax.Block {
			return n
		} else {
			n.Start, n.End = start, end
			return n
		}
	case *shell.ProcSubst:
		r.Push(r.single(p.Stmts, start, end))
		return r.Close(syntax.Unary, p.Op.String(), start, end, mark)
	case *shell.ExtGlob:
		return r.Leaf(syntax.String, r.source[start:end], start, end)
	case *shell.BraceExp:
		return r.Leaf(syntax.String, r.source[start:end], start, end)
	}
	return r.arithmetic(p)
}

// parameter reads $x and ${x…}. What stands behind the name is beside it.
func (r *reader) parameter(p *shell.ParamExp) *syntax.Node {
	start, end := r.span(p)
	if p.Param == nil {
		return r.Leaf(syntax.Other, "expansion", start, end)
	}
	name := r.variable(p.Param.Value, start, end)
	if p.Exp == nil && p.Repl == nil && p.Slice == nil && p.Index == nil && !p.Excl {
		return name
	}
	mark := r.Mark()
	name.Start, name.End = r.span(p.Param)
	r.Push(name)
	if p.Exp != nil && p.Exp.Word != nil {
		r.Push(r.word(p.Exp.Word))
	}
	return r.Close(syntax.Other, "expansion", start, end, mark)
}

func (r *reader) variable(name string, start, end int) *syntax.Node {
	if name = "$" + name; r.pattern() && syntax.IsMetavariable(name) && r.source[start] == '$' {
		return r.Leaf(syntax.Metavariable, name, start, end)
	}
	return r.Leaf(syntax.Name, name, start, end)
}

func (r *reader) assign(a *shell.Assign) *syntax.Node {
	mark := r.Mark()
	start, end := r.span(a)
	if a.Name == nil {
		return r.Leaf(syntax.Other, "assign", start, end)
	}
	r.Push(r.variable(a.Name.Value, start, r.at(a.Name.End())))
	r.Push(r.assigned(a))
	text := "="
	if a.Append {
		text = "+="
	}
	return r.Close(syntax.Assign, text, start, end, mark)
}

// assigned is the value of an assignment: an empty text when it has none.
func (r *reader) assigned(a *shell.Assign) *syntax.Node {
	switch {
	case a.Array != nil:
		mark := r.Mark()
		for _, e := range a.Array.Elems {
			if e.Value != nil {
				r.Push(r.word(e.Value))
			}
		}
		return r.close(syntax.List, "[", a.Array, mark)
	case a.Value != nil:
		return r.word(a.Value)
	case a.Naked:
		return nil
	}
	end := r.at(a.End())
	return r.Leaf(syntax.String, "", end, end)
}

// metaAssign reads "$X=value" of a pattern, which is a command's name to the shell.
func (r *reader) metaAssign(args []*shell.Word) *syntax.Node {
	if !r.pattern() || len(args) != 1 || len(args[0].Parts) < 2 {
		return nil
	}
	first, ok := args[0].Parts[0].(*shell.ParamExp)
	sign, isLit := args[0].Parts[1].(*shell.Lit)
	if !ok || !isLit || !strings.HasPrefix(sign.Value, "=") {
		return nil
	}
	start, end := r.span(args[0])
	mark := r.Mark()
	r.Push(r.parameter(first))
	from := r.at(sign.Pos()) + 1
	rest := args[0].Parts[2:]
	switch n := r.meta(from, end); {
	case n != nil:
		r.Push(n)
	case len(rest) == 0:
		r.Push(r.Leaf(syntax.String, unescape(sign.Value[1:]), from, end))
	case len(rest) == 1 && sign.Value == "=":
		r.Push(r.part(rest[0]))
	default:
		r.Push(r.parts(rest, from, end))
	}
	return r.Close(syntax.Assign, "=", start, end, mark)
}

// unescape resolves backslashes outside of quotes.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if i++; s[i] == '\n' {
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
