package sast

import "bytes"

// textWords is a text that is asked for words and literals, for one language
// after the other.
type textWords struct {
	text    []byte
	lowered []byte // for what is no word; made when asked for
	grams   *gramSet
}

// holds says whether the text has one of the literals, which are lower-cased;
// none of them asks for nothing.
func (t *textWords) holds(literals []string) bool {
	if len(literals) > 0 && t.grams == nil {
		t.lowered = lowered(t.text)
		t.grams = newGramSet(t.lowered)
	}
	for _, l := range literals {
		if t.grams.may(l) && bytes.Contains(t.lowered, []byte(l)) {
			return true
		}
	}
	return len(literals) == 0
}

// wordSet marks which of a program's words a file has.
type wordSet struct {
	*textWords
	has   []bool
	typed bool // the names of types that patterns state count as words, too
}

func (p *program) wordsIn(text []byte) wordSet { return p.wordsOf(&textWords{text: text}) }

func (p *program) wordsOf(t *textWords) wordSet {
	text := t.text
	if p.language.fold {
		text = bytes.ToLower(text)
	}
	set := make([]bool, len(p.words))
	for i := 0; i < len(text) && len(set) > 0; {
		if !isWordByte(text[i]) {
			i++
			continue
		}
		start := i
		for i < len(text) && isWordByte(text[i]) {
			i++
		}
		if n, ok := p.words[string(text[start:i])]; ok {
			set[n] = true
		}
	}
	return wordSet{textWords: t, has: set}
}
