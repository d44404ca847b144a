package bash

import (
	"strings"

	shell "mvdan.cc/sh/v3/syntax"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// statement reads a command with its redirections.
func (r *reader) statement(s *shell.Stmt) *syntax.Node {
	start, end := r.span(s)
	defer r.Shallower()
	if !r.Deeper() {
		return r.Gap(start, end)
	}
	var n *syntax.Node
	if s.Cmd != nil {
		n = r.command(s.Cmd)
	} else {
		n = r.Leaf(syntax.Other, "redirect", start, start)
	}
	for _, to := range s.Redirs {
		mark := r.Mark()
		r.Push(n)
		if to.Word != nil && to.Op != shell.DplOut && to.Op != shell.DplIn {
			r.Push(r.word(to.Word))
		}
		if to.Hdoc != nil {
			r.Push(r.word(to.Hdoc))
		}
		n = r.Close(syntax.Other, "redirect", n.Start, max(n.End, r.at(to.End())), mark)
	}
	if s.Negated {
		mark := r.Mark()
		r.Push(n)
		n = r.Close(syntax.Unary, "!", start, n.End, mark)
	}
	return n
}

func (r *reader) statements(all []*shell.Stmt) {
	for _, s := range all {
		r.Push(r.statement(s))
	}
}

// single is the one statement, or a Block of several, over [start, end).
func (r *reader) single(all []*shell.Stmt, start, end int) *syntax.Node {
	if len(all) == 1 {
		return r.statement(all[0])
	}
	return r.block(all, start, end)
}

func (r *reader) block(all []*shell.Stmt, start, end int) *syntax.Node {
	mark := r.Mark()
	if len(all) > 0 {
		start = max(start, r.at(all[0].Pos()))
	}
	r.statements(all)
	return r.Close(syntax.Block, "", start, max(start, min(end, r.end)), mark)
}

func (r *reader) command(c shell.Command) *syntax.Node {
	mark := r.Mark()
	start, end := r.span(c)
	switch c := c.(type) {
	case *shell.CallExpr:
		return r.call(c)
	case *shell.BinaryCmd:
		return r.binary(c)
	case *shell.Block:
		return r.block(c.Stmts, start, end)
	case *shell.Subshell:
		return r.block(c.Stmts, start, end)
	case *shell.IfClause:
		return r.conditional(c, end)
	case *shell.WhileClause:
		r.Push(r.single(c.Cond, start, r.at(c.DoPos)))
		r.Push(r.block(c.Do, r.at(c.DoPos), end))
		return r.close(syntax.Loop, "while", c, mark)
	case *shell.ForClause:
		r.Push(r.header(c.Loop))
		r.Push(r.block(c.Do, r.at(c.DoPos), end))
		return r.close(syntax.Loop, "foreach", c, mark)
	case *shell.CaseClause:
		return r.choose(c)
	case *shell.FuncDecl:
		name := ""
		if c.Name != nil {
			name = c.Name.Value
		}
		body := r.statement(c.Body)
		if body.Kind != syntax.Block {
			inner := r.Mark()
			r.Push(body)
			body = r.Close(syntax.Block, "", body.Start, body.End, inner)
		}
		r.Push(body)
		return r.close(syntax.Function, name, c, mark)
	case *shell.DeclClause:
		return r.declaration(c)
	case *shell.TestClause:
		return r.test(c.X)
	case *shell.TimeClause:
		if c.Stmt != nil {
			return r.statement(c.Stmt)
		}
	case *shell.CoprocClause:
		return r.statement(c.Stmt)
	}
	return r.arithmetic(c)
}

// call reads a command's words. "$X=…" of a pattern is an assignment.
func (r *reader) call(c *shell.CallExpr) *syntax.Node {
	mark := r.Mark()
	start, end := r.span(c)
	for _, a := range c.Assigns {
		r.Push(r.assign(a))
	}
	if len(c.Args) == 0 {
		if len(c.Assigns) == 1 {
			return r.Take(mark)[0]
		}
		return r.Close(syntax.Block, "", start, end, mark)
	}
	if n := r.metaAssign(c.Args); n != nil {
		return n
	}
	environment := r.Take(mark)
	callee := r.word(c.Args[0])
	if len(c.Args) == 1 && (callee.Kind == syntax.Ellipsis || callee.Kind == syntax.MetaEllipsis || callee.Kind == syntax.Metavariable) {
		return callee
	}
	if callee.Kind == syntax.String {
		callee.Kind = syntax.Name
	}
	r.Push(callee)
	for _, w := range c.Args[1:] {
		r.Push(r.word(w))
	}
	n := r.Close(syntax.Call, "", callee.Start, end, mark)
	switch callee.Text {
	case "return", "exit":
		n.Kind, n.Text, n.Children = syntax.Return, strings.TrimPrefix(callee.Text, "return"), n.Children[1:]
	case "break", "continue":
		n.Kind, n.Text, n.Children = syntax.Jump, callee.Text, nil
	}
	if len(environment) == 0 {
		return n
	}
	r.Push(environment...)
	r.Push(n)
	return r.Close(syntax.Other, "environment", start, end, mark)
}

func (r *reader) binary(c *shell.BinaryCmd) *syntax.Node {
	mark := r.Mark()
	r.Push(r.statement(c.X))
	r.Push(r.statement(c.Y))
	text := "|>"
	switch c.Op {
	case shell.AndStmt:
		text = "&&"
	case shell.OrStmt:
		text = "||"
	}
	return r.close(syntax.Binary, text, c, mark)
}

func (r *reader) conditional(c *shell.IfClause, end int) *syntax.Node {
	start, mark := r.at(c.Pos()), r.Mark()
	defer r.Shallower()
	if !r.Deeper() {
		return r.Gap(start, end)
	}
	then, stop := r.at(c.ThenPos), end
	if c.Else != nil {
		stop = r.at(c.Else.Pos())
	}
	r.Push(r.single(c.Cond, start, then))
	r.Push(r.block(c.Then, then, stop))
	if c.Else != nil {
		if c.Else.ThenPos.IsValid() {
			r.Push(r.conditional(c.Else, end))
		} else {
			r.Push(r.block(c.Else.Then, stop, end))
		}
	}
	return r.Close(syntax.If, "", start, end, mark)
}

// header reads "x in words" and "((a; b; c))".
func (r *reader) header(l shell.Loop) *syntax.Node {
	mark := r.Mark()
	switch l := l.(type) {
	case *shell.WordIter:
		start, end := r.span(l.Name)
		target := r.variable(l.Name.Value, start, end)
		r.Push(target)
		inner, at := r.Mark(), end
		if len(l.Items) > 0 {
			at = r.at(l.Items[0].Pos())
		}
		for _, w := range l.Items {
			r.Push(r.word(w))
		}
		r.Push(r.Close(syntax.List, "[", at, max(at, r.at(l.End())), inner))
		return r.close(syntax.Variable, target.Text, l, mark)
	}
	return r.arithmetic(l)
}

func (r *reader) choose(c *shell.CaseClause) *syntax.Node {
	mark := r.Mark()
	r.Push(r.word(c.Word))
	for _, item := range c.Items {
		inner := r.Mark()
		for _, w := range item.Patterns {
			r.Push(r.word(w))
		}
		end := r.at(item.End())
		r.Push(r.block(item.Stmts, r.at(item.Patterns[len(item.Patterns)-1].End()), end))
		r.Push(r.close(syntax.Case, "", item, inner))
	}
	return r.close(syntax.Switch, "", c, mark)
}

// declaration reads "export a=b c": one Variable, or a Block of several.
func (r *reader) declaration(c *shell.DeclClause) *syntax.Node {
	mark := r.Mark()
	start, end := r.span(c)
	word := c.Variant.Value
	for _, a := range c.Args {
		if a.Name == nil { // an option
			continue
		}
		inner := r.Mark()
		at := r.at(a.Pos())
		r.Push(r.Leaf(syntax.Modifier, word, start, start+len(word)))
		target := r.variable(a.Name.Value, at, r.at(a.Name.End()))
		r.Push(target)
		r.Push(r.assigned(a))
		r.Push(r.Close(syntax.Variable, target.Text, start, r.at(a.End()), inner))
	}
	if r.Pushed(mark) == 1 {
		n := r.Take(mark)[0]
		n.End = max(n.End, end)
		return n
	}
	if r.Pushed(mark) == 0 {
		r.Push(r.Leaf(syntax.Name, word, start, start+len(word)))
		return r.Close(syntax.Call, "", start, end, mark)
	}
	return r.Close(syntax.Block, "", start, end, mark)
}

func (r *reader) test(x shell.TestExpr) *syntax.Node {
	mark := r.Mark()
	start, end := r.span(x)
	defer r.Shallower()
	if !r.Deeper() {
		return r.Gap(start, end)
	}
	switch x := x.(type) {
	case *shell.BinaryTest:
		r.Push(r.test(x.X))
		r.Push(r.test(x.Y))
		text := x.Op.String()
		if text == "=" {
			text = "=="
		}
		return r.close(syntax.Binary, text, x, mark)
	case *shell.UnaryTest:
		r.Push(r.test(x.X))
		return r.close(syntax.Unary, x.Op.String(), x, mark)
	case *shell.ParenTest:
		return r.test(x.X)
	case *shell.Word:
		return r.word(x)
	}
	return r.arithmetic(x)
}

// arithmetic gathers the words of what is not read further, ((a + b)), let and
// their like.
func (r *reader) arithmetic(x shell.Node) *syntax.Node {
	mark := r.Mark()
	shell.Walk(x, func(n shell.Node) bool {
		switch n := n.(type) {
		case *shell.Word:
			r.Push(r.word(n))
			return false
		case *shell.Stmt:
			r.Push(r.statement(n))
			return false
		}
		return true
	})
	return r.close(syntax.Other, "arithmetic", x, mark)
}
