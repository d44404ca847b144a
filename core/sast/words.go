package sast

import (
	"bytes"
	"unicode/utf8"
)

// textWords is a text that is asked for words and literals, for one language
// after the other.
type textWords struct {
	text    []byte
	low     []byte // in lower case, for what is no word; made when asked for
	grams   *gramSet
	aligned bool // offsets in low are those of the text
}

// holds says whether the text has one of the literals, which are lower-cased;
// none of them asks for nothing.
func (t *textWords) holds(literals []string) bool {
	if len(literals) == 0 {
		return true
	}
	t.lower()
	for _, l := range literals {
		if t.grams.may(l) && bytes.Contains(t.low, []byte(l)) {
			return true
		}
	}
	return false
}

func (t *textWords) lower() {
	if t.grams != nil {
		return
	}
	if t.low = plainLowered(t.text); t.low != nil {
		t.grams, t.aligned = newGramSet(t.low), true
		return
	}
	t.low = lowered(t.text)
	t.grams = newGramSet(t.low)
	t.aligned = len(t.low) == len(t.text)
	for i := 0; i < len(t.text) && t.aligned; i++ {
		t.aligned = t.text[i] == t.low[i] || t.text[i] < utf8.RuneSelf && t.low[i] < utf8.RuneSelf
	}
}

// plainLowered is a text without any but ASCII characters in lower case, or nil.
func plainLowered(text []byte) []byte {
	low := make([]byte, len(text))
	var all byte
	for i, c := range text {
		all |= c
		if c-'A' < 26 {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	if all >= utf8.RuneSelf {
		return nil
	}
	return low
}

// find returns up to most matches of an expression in the text; see expression.find.
func (t *textWords) find(e *expression, most int) (found [][]int, complete bool) {
	if t.lower(); e.fast != nil && t.aligned {
		if near, ok := e.windows(t.low); ok {
			return e.findNear(t.text, near, most), true
		}
	}
	return e.find(t.text, most)
}

// wordSet marks which of a program's words a file has, and where.
type wordSet struct {
	*textWords
	has   []bool
	spots *wordSpots
	typed bool // the names of types that patterns state count as words, too
}

func (p *program) wordsIn(text []byte) wordSet { return p.wordsOf(&textWords{text: text}) }

func (p *program) wordsOf(t *textWords) wordSet {
	text := t.text
	if p.language.fold {
		text = bytes.ToLower(text)
	}
	set := make([]bool, len(p.words))
	var found []wordSpot
	for i := 0; i < len(text) && len(set) > 0; {
		if !isWordByte(text[i]) {
			i++
			continue
		}
		start := i
		for i < len(text) && isWordByte(text[i]) {
			i++
		}
		if p.shapes[text[start]]>>((i-start)%64)&1 == 0 {
			continue
		}
		if n, ok := p.words[string(text[start:i])]; ok {
			set[n] = true
			found = append(found, wordSpot{int32(n), int32(start)})
		}
	}
	made := wordSet{textWords: t, has: set}
	if len(text) == len(t.text) { // else places in it are not those of the file
		made.spots = newWordSpots(len(set), found)
	}
	return made
}

// wordShapes tells quickly that a text is no word of a set: it marks how long
// those are that begin with a byte.
type wordShapes [256]uint64

func (s *wordShapes) add(word string)      { s[word[0]] |= 1 << (len(word) % 64) }
func (s *wordShapes) may(word string) bool { return s[word[0]]>>(len(word)%64)&1 != 0 }
