package sast

import (
	"bytes"
	"regexp/syntax"
	"slices"
)

// An expression that needs a literal is only tried near it. How far a match can
// lie from its literal is counted in lines that are not blank: an expression of
// which a part may go on over any lines has no such bound.

// maxNear bounds the lines that count as near.
const maxNear = 16

// unbounded says that a match may go on over any lines.
const unbounded = maxNear + 1

// reachOf is how many lines, blank ones left out, a match can go on over.
func reachOf(re *syntax.Regexp) int {
	reach := 0
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			if r == '\n' {
				reach++
			}
		}
	case syntax.OpCharClass:
		if hasLineBreak(re) {
			reach = 1
		}
	case syntax.OpAnyChar:
		reach = 1
	case syntax.OpBeginText, syntax.OpEndText:
		reach = unbounded
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		reach = repeatedReach(re)
	default:
		for _, sub := range re.Sub {
			reach += reachOf(sub)
		}
	}
	return min(reach, unbounded)
}

func repeatedReach(re *syntax.Regexp) int {
	once := reachOf(re.Sub[0])
	switch {
	case once == 0 || isBlankClass(re.Sub[0]):
		return once
	case re.Op == syntax.OpRepeat && re.Max >= 0:
		return once * re.Max
	}
	return unbounded
}

func hasLineBreak(class *syntax.Regexp) bool {
	for i := 0; i+1 < len(class.Rune); i += 2 {
		if class.Rune[i] <= '\n' && '\n' <= class.Rune[i+1] {
			return true
		}
	}
	return false
}

// isBlankClass says whether a class holds white space alone: however often it
// is repeated, it goes on over blank lines only.
func isBlankClass(re *syntax.Regexp) bool {
	if re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	if re.Op != syntax.OpCharClass {
		return false
	}
	for i := 0; i+1 < len(re.Rune); i += 2 {
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			if r > ' ' || !isBlank(byte(r)) {
				return false
			}
		}
	}
	return true
}

func isBlank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// window is a part of a text, of whole lines.
type window struct{ start, end int }

// windows are the parts of a text in which all matches lie, given the text in
// lower case; ok is false when that is the whole text.
func (e *expression) windows(low []byte) (all []window, ok bool) {
	if e.reach >= unbounded || len(e.needs) == 0 {
		return nil, false
	}
	for _, literal := range e.needs {
		if literal == "" {
			return nil, false
		}
		for at := 0; ; {
			k := bytes.Index(low[at:], []byte(literal))
			if k < 0 {
				break
			}
			start, end := at+k, at+k+len(literal)
			all = append(all, around(low, start, end, e.reach))
			at = max(start+1, lineEnd(low, end)-len(literal)) // the rest of the line is in it
		}
	}
	return merged(all), true
}

// around widens [start, end) to whole lines and so many that are not blank on
// either side.
func around(text []byte, start, end, lines int) window {
	w := window{lineStart(text, start), lineEnd(text, end)}
	for range lines {
		w.start, w.end = lineAbove(text, w.start), lineBelow(text, w.end)
	}
	return w
}

func lineStart(text []byte, at int) int { return bytes.LastIndexByte(text[:at], '\n') + 1 }

// lineAbove is the start of the nearest line above that is not blank.
func lineAbove(text []byte, start int) int {
	for start > 0 && isBlank(text[start-1]) {
		start--
	}
	return lineStart(text, start)
}

// lineBelow is the end of the nearest line below that is not blank.
func lineBelow(text []byte, end int) int {
	for end < len(text) && isBlank(text[end]) {
		end++
	}
	return lineEnd(text, end)
}

func merged(all []window) (out []window) {
	slices.SortFunc(all, func(a, b window) int { return a.start - b.start })
	for _, w := range all {
		if k := len(out) - 1; k >= 0 && w.start <= out[k].end+1 {
			out[k].end = max(out[k].end, w.end)
			continue
		}
		out = append(out, w)
	}
	return out
}

// findNear is find on the windows of a text.
func (e *expression) findNear(text []byte, windows []window, most int) (found [][]int) {
	for _, w := range windows {
		if !e.run.isIn(text[w.start:w.end]) {
			continue
		}
		for _, at := range e.fast.FindAllSubmatchIndex(text[w.start:w.end], most-len(found)) {
			for i := range at {
				if at[i] >= 0 {
					at[i] += w.start
				}
			}
			found = append(found, at)
		}
		if len(found) >= most {
			break
		}
	}
	return found
}
