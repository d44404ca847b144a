package sast

import (
	"errors"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// genericPattern is a pattern for text of any kind: words, characters,
// metavariables that stand for one word, and ellipses.
type genericPattern struct {
	parts   []genericPart
	options genericOptions
}

type genericPart struct {
	text     string // a word or character; "$X" and "$...X" for metavariables
	ellipsis bool   // "..." or "$...X"
	closes   bool   // a bracket that the pattern opened
	opener   int    // the part that opened it
	word     int    // of a word that must occur: its place among the pattern's, counted from 1
	times    int    // of an ellipsis: how many stand here side by side
}

func newGenericLeaf(l *language, text string, options *matching) (*leaf, error) {
	p := &genericPattern{options: options.generic, parts: genericParts(text)}
	for len(p.parts) > 0 && p.parts[0].text == "..." {
		p.parts = p.parts[1:]
	}
	made := &leaf{options: options, generic: p, root: &syntax.Node{Kind: syntax.Other}}
	if len(p.parts) == 0 {
		return nil, errors.New("the pattern names nothing but an ellipsis")
	}
	for i, part := range p.parts {
		if word := plainWord(part.text); word != "" && !part.ellipsis && !p.options.caseless {
			made.words = append(made.words, word)
			p.parts[i].word = len(made.words)
		}
	}
	return made, nil
}

func genericParts(text string) (parts []genericPart) {
	read := newGenericText(text, 0, len(text))
	tokens := read.tokens
	opened, openers := "", []int(nil)
	for i := 0; i < len(tokens); i++ {
		part := genericPart{text: read.word(i)}
		dots := i
		if part.text == "$" {
			dots++
		}
		next := dots
		for next < len(tokens) && next < dots+3 && read.word(next) == "." {
			next++
		}
		named := next < len(tokens) && tokens[next].start == tokens[max(next-1, 0)].end && isMetavariable("$"+read.word(next))
		switch {
		case next == dots+3 && dots == i:
			part, i = genericPart{text: "...", ellipsis: true, times: 1}, next-1
			if k := len(parts) - 1; k >= 0 && parts[k].text == "..." {
				parts[k].times++ // each may span as many lines
				continue
			}
		case next == dots+3 && named:
			part, i = genericPart{text: "$..." + read.word(next), ellipsis: true, times: 1}, next
		case dots > i && next == dots && named:
			part, i = genericPart{text: "$" + read.word(next)}, next
		case closerOf(part.text[0]) != 0:
			opened, openers = opened+string(closerOf(part.text[0])), append(openers, len(parts))
		case opened != "" && part.text == opened[len(opened)-1:]:
			last := len(openers) - 1
			part.closes, part.opener = true, openers[last]
			opened, openers = opened[:last], openers[:last]
		}
		parts = append(parts, part)
	}
	return parts
}

// genericMatches returns where a generic pattern matches, at most once for each
// word that it can begin at.
func (s *search) genericMatches(l *leaf, in frame) (out []match) {
	if !in.inner {
		if s.asked[l.number] {
			return s.results[l.number]
		}
		defer func() { s.asked[l.number], s.results[l.number] = true, out }()
		if !l.generic.mayBegin(s.text, s.spots, l.places) {
			return nil
		}
	}
	key := genericKey{l.generic.options.comments, in.start, in.end}
	if s.words[key] == nil {
		if s.words == nil {
			s.words = map[genericKey]*genericText{}
		}
		s.words[key] = newGenericText(s.read.of(s.text, key.comments), in.start, in.end)
		s.matcher.steps -= in.end - in.start
	}
	g := &genericMatcher{search: s, pattern: l.generic, read: s.words[key], tokens: s.words[key].tokens, at: make([]int, len(l.generic.parts))}
	for _, i := range l.generic.beginnings(s.words[key]) {
		g.match(0, i, in.env, func(end int, env *binding) {
			s.add(&out, match{start: int(g.tokens[i].start), end: int(g.tokens[max(i, end-1)].end), env: env})
		})
		if s.cut {
			break
		}
	}
	return out
}

// canFollow says whether part p can match token i, as far as it is a literal.
func (g *genericMatcher) canFollow(p, i int) bool {
	if p == len(g.pattern.parts) || g.pattern.options.caseless {
		return true
	}
	text := g.pattern.parts[p].text
	return text == "..." || len(text) > 1 && text[0] == '$' || i < len(g.tokens) && g.read.word(i) == text
}

// beginnings lists the tokens at which the pattern can begin: those that stand
// as far in front of the rarest of its words as in the pattern.
func (p *genericPattern) beginnings(text *genericText) (out []int) {
	var rarest []int
	offset := -1
	for i, part := range p.parts {
		if part.ellipsis || p.options.caseless {
			break
		}
		if len(part.text) > 1 && part.text[0] == '$' {
			continue
		}
		if at := text.where(part.text); offset < 0 || len(at) < len(rarest) {
			rarest, offset = at, i
		}
	}
	if offset < 0 {
		return text.everyToken()
	}
	for _, i := range rarest {
		if i >= offset {
			out = append(out, i-offset)
		}
	}
	return out
}

// genericKey names a text that was read for generic patterns.
type genericKey struct {
	comments   string
	start, end int
}

type genericMatcher struct {
	*search
	pattern *genericPattern
	read    *genericText
	tokens  []genericToken
	at      []int // the token that each part matched, ellipses left out
}

// match matches the parts from p on with the tokens from i on; found gets the
// index behind the last token. It stops at the first way that succeeds.
func (g *genericMatcher) match(p, i int, env *binding, found func(int, *binding)) bool {
	if !g.spend() {
		return false
	}
	if p == len(g.pattern.parts) {
		found(i, env)
		return true
	}
	part := g.pattern.parts[p]
	if part.ellipsis {
		return g.ellipsis(p, i, env, found)
	}
	g.at[p] = i
	if i >= len(g.tokens) || g.pattern.options.single && i > 0 && p > 0 && g.tokens[i].line != g.tokens[i-1].line {
		return false
	}
	t, word := g.tokens[i], g.read.word(i)
	if isMetavariable(part.text) {
		if !isWordByte(word[0]) || !g.canFollow(p+1, i+1) {
			return false
		}
		e, ok := g.with(env, part.text, &syntax.Node{Kind: syntax.Other, Text: word, Start: int(t.start), End: int(t.end)})
		return ok && g.match(p+1, i+1, e, found)
	}
	if part.closes {
		if closer := g.tokens[g.at[part.opener]].closer; closer != 0 && int(closer) != i {
			return false // it closes another bracket
		}
	}
	if part.text != word && !(g.pattern.options.caseless && strings.EqualFold(part.text, word)) {
		return false
	}
	return g.match(p+1, i+1, env, found)
}

// ellipsis skips as few tokens as it can, none beyond the block in which it
// began and none further down than the span allows. At the end of a pattern it
// takes all that it may.
func (g *genericMatcher) ellipsis(p, i int, env *binding, found func(int, *binding)) bool {
	parts := g.pattern.parts
	limit := g.limit(p, i)
	if p+1 == len(parts) {
		e, ok := g.bindSpan(parts[p], i, limit, env)
		return ok && g.match(p+1, limit, e, found)
	}
	for end := i; end <= limit; end++ {
		if end == limit && end < len(g.tokens) && i > 0 && !parts[p+1].closes && !g.sameBlock(i, end) {
			return false
		}
		if !g.canFollow(p+1, end) {
			if !g.spend() {
				return false
			}
			continue
		}
		if e, ok := g.bindSpan(parts[p], i, end, env); ok && g.match(p+1, end, e, found) {
			return true
		}
	}
	return false
}

// sameBlock says whether a token lies in the block that the token in front of i opens or is in.
func (g *genericMatcher) sameBlock(i, end int) bool {
	for b := g.tokens[end].block; b != nil; b = b.parent {
		if b == g.tokens[i-1].block {
			return true
		}
	}
	return false
}

// limit is the first token that an ellipsis in front of token i cannot skip.
func (g *genericMatcher) limit(p, i int) int {
	if i >= len(g.tokens) {
		return len(g.tokens)
	}
	block, line := g.tokens[i].block, g.tokens[i].line
	if i > 0 {
		line = g.tokens[i-1].line
		if outer := g.tokens[i-1].block; outer.end >= i && closerOf(g.text[g.tokens[i-1].start]) == 0 {
			block = outer
		}
	}
	for block.brackets && !g.isOwn(block, p) {
		block = block.parent
	}
	end := block.end
	last := line + int32(g.pattern.parts[p].times*g.pattern.options.span)
	if g.pattern.options.single {
		last = line
	}
	for k := i; k < end; k++ {
		if g.tokens[k].line > last {
			return k
		}
	}
	return end
}

// isOwn says whether the parts in front of p opened a block's bracket or began in
// the block. An ellipsis that went into another one may leave it again.
func (g *genericMatcher) isOwn(b *genericBlock, p int) bool {
	for q, part := range g.pattern.parts[:p] {
		switch {
		case part.ellipsis:
		case q == 0 && g.tokens[g.at[q]].block == b:
			return true
		case closerOf(part.text[0]) != 0 && int(g.tokens[g.at[q]].closer) == b.end:
			return true
		}
	}
	return g.pattern.parts[0].ellipsis
}

func (g *genericMatcher) bindSpan(part genericPart, from, to int, env *binding) (*binding, bool) {
	if part.text == "..." {
		return env, true
	}
	n := &syntax.Node{Kind: syntax.Other, Start: 0, End: 0}
	switch {
	case from < to:
		n.Start, n.End = int(g.tokens[from].start), int(g.tokens[to-1].end)
	case from < len(g.tokens):
		n.Start = int(g.tokens[from].start)
		n.End = n.Start
	}
	if n.Text = g.read.text[n.Start:n.End]; g.pattern.options.comments != "" {
		n.Text = string(g.text[n.Start:n.End])
	}
	return g.with(env, part.text, n)
}
