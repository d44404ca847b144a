package csharp

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// directives collects the #if groups while the scanner passes over them, and
// decides afterwards which branches are read.
type directives struct {
	source string
	open   []group
	closed []group
	left   [][2]int     // bytes of branches that are not read
	seams  map[int]bool // offsets at which a further branch begins that is read
}

type group struct {
	branches []branch
	parent   bool // lies within another group
}

// branch is the tokens [from, to) below one #if, #elif or #else.
type branch struct {
	from, to int
	never    bool // "#if false": not code
}

// line takes the directive at an offset and returns the offset behind it.
func (d *directives) line(at, scanned int) int {
	end := at
	if n := strings.IndexByte(d.source[at:], '\n'); n >= 0 {
		end += n
	} else {
		end = len(d.source)
	}
	word, rest := d.source[at+1:end], ""
	word = strings.TrimSpace(word)
	if i := strings.IndexFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }); i >= 0 {
		word, rest = word[:i], strings.TrimSpace(word[i:])
	}
	switch word {
	case "if":
		d.open = append(d.open, group{parent: len(d.open) > 0, branches: []branch{{from: scanned, never: rest == "false"}}})
	case "elif", "else":
		if g := d.top(); g != nil {
			last := &g.branches[len(g.branches)-1]
			last.to = scanned
			g.branches = append(g.branches, branch{from: scanned, never: rest == "false"})
		}
	case "endif":
		if g := d.top(); g != nil {
			g.branches[len(g.branches)-1].to = scanned
			d.closed = append(d.closed, *g)
			d.open = d.open[:len(d.open)-1]
		}
	}
	return end
}

func (d *directives) top() *group {
	if len(d.open) == 0 {
		return nil
	}
	return &d.open[len(d.open)-1]
}

// choose leaves out the branches that cannot be read side by side: of a group
// in which a branch is unbalanced only the first that is code stays.
func (d *directives) choose(tokens []syntax.Token) []syntax.Token {
	if len(d.closed) == 0 {
		return tokens
	}
	d.seams = map[int]bool{}
	drop := make([]bool, len(tokens))
	dropped := false
	for _, g := range d.closed { // inner groups come first
		keepAll, first := true, -1
		for i, b := range g.branches {
			if b.never {
				continue
			}
			if first < 0 {
				first = i
			}
			keepAll = keepAll && balanced(tokens[b.from:b.to], drop[b.from:b.to])
		}
		for i, b := range g.branches {
			if b.from == b.to {
				continue
			}
			if !b.never && (keepAll || i == first) {
				if i > 0 {
					d.seams[tokens[b.from].Start] = true
				}
				continue
			}
			if !b.never && !drop[b.from] {
				d.left = append(d.left, [2]int{tokens[b.from].Start, tokens[b.to-1].End})
			}
			for k := b.from; k < b.to; k++ {
				drop[k] = true
			}
			dropped = true
		}
	}
	if !dropped {
		return tokens
	}
	kept := tokens[:0:0]
	for i, t := range tokens {
		if !drop[i] {
			kept = append(kept, t)
		}
	}
	return kept
}

func balanced(tokens []syntax.Token, drop []bool) bool {
	depth := 0
	for i, t := range tokens {
		if t.Kind != syntax.PunctuationToken || drop[i] {
			continue
		}
		switch t.Text {
		case "{", "(", "[":
			depth++
		case "}", ")", "]":
			depth--
			if depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}
