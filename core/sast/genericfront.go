package sast

import "slices"

// mayBegin says quickly whether the parts in front of a pattern's first ellipsis
// stand somewhere in a text, which need not be read into words for that.
func (p *genericPattern) mayBegin(text []byte, spots *wordSpots, places []int) bool {
	if spots == nil || p.options.caseless || p.options.comments != "" {
		return true
	}
	front := p.parts
	if i := slices.IndexFunc(front, func(g genericPart) bool { return g.ellipsis }); i >= 0 {
		front = front[:i]
	}
	anchor := -1
	var rarest []int32
	for i, part := range front {
		if part.word == 0 {
			continue
		}
		if at := spots.of(places[part.word-1]); anchor < 0 || len(at) < len(rarest) {
			anchor, rarest = i, at
		}
	}
	return anchor < 0 || slices.ContainsFunc(rarest, func(at int32) bool { return standsAt(text, int(at), front, anchor) })
}

// standsAt says whether the parts stand around the one that begins at an offset.
func standsAt(text []byte, at int, parts []genericPart, anchor int) bool {
	next := at
	for i := anchor - 1; i >= 0; i-- {
		start, end := tokenBefore(text, next)
		if !parts[i].is(text[start:end]) {
			return false
		}
		next = start
	}
	next = at + len(parts[anchor].text)
	for _, part := range parts[anchor+1:] {
		start, end := tokenBehind(text, next)
		if !part.is(text[start:end]) {
			return false
		}
		next = end
	}
	return true
}

// is says whether a token, empty at the end of a text, can be what a part states.
func (g *genericPart) is(token []byte) bool {
	if isMetavariable(g.text) {
		return len(token) > 0 && isWordByte(token[0])
	}
	return string(token) == g.text
}

// tokenBefore is the last token in front of an offset, tokenBehind the next one.
func tokenBefore(text []byte, at int) (start, end int) {
	for at > 0 && text[at-1] <= ' ' {
		at--
	}
	start = max(at-1, 0)
	for start > 0 && isWordByte(text[start]) && isWordByte(text[start-1]) {
		start--
	}
	return start, at
}

func tokenBehind(text []byte, at int) (start, end int) {
	for at < len(text) && text[at] <= ' ' {
		at++
	}
	end = min(at+1, len(text))
	for end < len(text) && isWordByte(text[at]) && isWordByte(text[end]) {
		end++
	}
	return at, end
}
