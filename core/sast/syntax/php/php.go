// Package php reads PHP (up to version 8.4) onto the generic syntax tree.
//
// Where the tree's layouts leave room:
//   - a variable is Name "$x", $this is Name "this"; a qualified name is one Name,
//     "A\B\c", without the backslash before it;
//   - a->b, a?->b and A::b are Members, A::$b is Member "$b"; a->{b} is an Index;
//   - echo, print, exit, isset, empty, unset, eval, include and require are Calls of
//     that word; `a` is a Call of shell_exec;
//   - an array with keys is an Object of Pairs, one without a List;
//   - the kind of a type that is no class stands as a Modifier; what a class uses is
//     a Base; a promoted parameter keeps its modifiers as Modifiers;
//   - match is a Switch whose arms' Blocks hold the value;
//   - text outside of <?php … ?> is left out; "<?=" is echo, "?>" ends a statement.
//
// In a pattern an upper-case $X is a metavariable but for the superglobals, $_GET
// and its like; a pattern needs no "<?php".
package php

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// Parse reads a PHP file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{}
	p.Source, p.Mode = string(source), mode
	p.Start(scan(p.Source, mode))
	mark := p.Mark()
	p.statements()
	if p.Pattern() {
		return p.Tree(source, p.Root(p.Peek(-p.At).Start, mark))
	}
	root := p.Close(syntax.File, "", 0, mark)
	root.End = len(source)
	return p.Tree(source, root)
}

type parser struct{ cfamily.Parser }

// isWord compares a keyword in any case.
func (p *parser) isWord(word string) bool { return isWord(p.Peek(0), word) }

func isWord(t syntax.Token, word string) bool {
	return t.Kind == syntax.NameToken && len(t.Text) == len(word) && strings.EqualFold(t.Text, word)
}

func (p *parser) acceptWord(word string) bool {
	if p.isWord(word) {
		p.Next()
		return true
	}
	return false
}

// isMeta says whether a token is $X of a pattern.
func (p *parser) isMeta(t syntax.Token) bool {
	return p.Pattern() && t.Kind == syntax.NameToken && syntax.IsMetavariable(t.Text) && !isSuperglobal(t.Text)
}

func isSuperglobal(name string) bool {
	switch name {
	case "$_GET", "$_POST", "$_REQUEST", "$_COOKIE", "$_SERVER", "$_FILES", "$_ENV", "$_SESSION", "$GLOBALS":
		return true
	}
	return false
}

// isEllipsis says whether "..." or $...ARGS of a pattern comes next, and no
// spread of what follows.
func (p *parser) isEllipsis() bool {
	t := p.Peek(0)
	if !p.Pattern() {
		return false
	}
	if t.Kind == syntax.NameToken {
		return strings.HasPrefix(t.Text, "$...")
	}
	next := p.Peek(1)
	return t.Is("...") && (next.Start > t.End || next.Kind == syntax.PunctuationToken || next.Kind == syntax.EndToken)
}

// isName says whether the token is a name that is no variable.
func isName(t syntax.Token) bool { return t.Kind == syntax.NameToken && t.Text[0] != '$' }

func isVariable(t syntax.Token) bool { return t.Kind == syntax.NameToken && t.Text[0] == '$' }

// variable reads $x or $X.
func (p *parser) variable() *syntax.Node {
	t := p.Peek(0)
	switch {
	case p.isMeta(t):
		return p.Leaf(syntax.Metavariable, t.Text)
	case t.Text == "$this":
		return p.Leaf(syntax.Name, "this")
	}
	return p.Leaf(syntax.Name, t.Text)
}

// name reads a qualified name.
func (p *parser) name() *syntax.Node {
	t := p.Peek(0)
	if p.isMeta(t) {
		return p.Leaf(syntax.Metavariable, t.Text)
	}
	return p.Leaf(syntax.Name, strings.TrimPrefix(t.Text, `\`))
}
