package sast

import (
	"bytes"
	"sort"
	"strings"
)

// genericToken is a word, or one character that is none.
type genericToken struct {
	start, end int32
	line       int32
	closer     int32 // of a bracket that is closed: the index of the one that closes it
	block      *genericBlock
}

// genericBlock is a region inside brackets, or of lines that stand further to
// the right than the line in front of them.
type genericBlock struct {
	parent   *genericBlock
	end      int  // index of the first token behind it
	brackets bool // it is what stands in brackets
}

// genericText is a text in any language, seen as words and brackets.
type genericText struct {
	text   string
	tokens []genericToken
	found  map[string][]int // what where answered
}

// word is the text of a token.
func (t *genericText) word(i int) string { return t.text[t.tokens[i].start:t.tokens[i].end] }

// where lists the tokens of a text, in order.
func (t *genericText) where(word string) []int {
	all, ok := t.found[word]
	if !ok {
		if t.found == nil {
			t.found = map[string][]int{}
		}
		all = t.search(word)
		t.found[word] = all
	}
	return all
}

func (t *genericText) search(word string) (all []int) {
	for at := 0; ; {
		k := strings.Index(t.text[at:], word)
		if k < 0 {
			return all
		}
		at += k
		i := sort.Search(len(t.tokens), func(i int) bool { return int(t.tokens[i].start) >= at })
		if i < len(t.tokens) && int(t.tokens[i].start) == at && int(t.tokens[i].end) == at+len(word) {
			all = append(all, i)
		}
		at += len(word)
	}
}

const maxGenericDepth = 200

// genericTexts keeps texts as generic patterns read them, by where they are kept
// in memory and the style of the comments that are left out.
type genericTexts map[genericTextKey]string

type genericTextKey struct {
	first    *byte
	size     int
	comments string
}

func (t genericTexts) of(text []byte, comments string) string {
	if len(text) == 0 {
		return ""
	}
	key := genericTextKey{&text[0], len(text), comments}
	made, ok := t[key]
	if !ok {
		if comments != "" {
			text = blankComments(text, comments)
		}
		made = string(text)
		t[key] = made
	}
	return made
}

// newGenericText reads the part of a text from start to end.
func newGenericText(text string, start, end int) *genericText {
	r := &genericReader{text: text[:end], end: end, tokens: make([]genericToken, 0, (end-start)/4)}
	r.open(-1, 0)
	for i := start; i < end; {
		i = r.token(i)
	}
	for len(r.stack) > 0 {
		r.closeLast()
	}
	return &genericText{text: r.text, tokens: r.tokens}
}

// openBlock is a block while it is being read.
type openBlock struct {
	block  *genericBlock
	indent int  // of its lines; -1 for a block in brackets and for the whole
	closer byte // that ends it; 0 for one of lines
	opener int  // the token of its bracket
}

type genericReader struct {
	text   string
	end    int
	tokens []genericToken
	stack  []openBlock
	line   int
	fresh  bool // at the first token of a line
	indent int
}

func (r *genericReader) open(indent int, closer byte) {
	var parent *genericBlock
	if k := len(r.stack); k > 0 {
		parent = r.stack[k-1].block
	}
	r.stack = append(r.stack, openBlock{&genericBlock{parent: parent, brackets: closer != 0}, indent, closer, len(r.tokens) - 1})
}

func (r *genericReader) closeLast() {
	k := len(r.stack) - 1
	r.stack[k].block.end = len(r.tokens)
	r.stack = r.stack[:k]
}

// token reads white space or one token at i and returns where the next one begins.
func (r *genericReader) token(i int) int {
	c := r.text[i]
	switch {
	case c == '\n':
		r.line++
		r.fresh, r.indent = true, 0
		return i + 1
	case c == ' ':
		r.indent++
		return i + 1
	case c == '\t':
		r.indent = (r.indent/8 + 1) * 8
		return i + 1
	case c < ' ':
		return i + 1
	}
	if r.fresh {
		r.margin()
		r.fresh = false
	}
	next := i + 1
	if isWordByte(c) {
		for next < r.end && isWordByte(r.text[next]) {
			next++
		}
	}
	if c == ')' || c == ']' || c == '}' {
		r.leave(c)
	}
	r.tokens = append(r.tokens, genericToken{start: int32(i), end: int32(next), line: int32(r.line), block: r.stack[len(r.stack)-1].block})
	if closer := closerOf(c); closer != 0 && len(r.stack) < maxGenericDepth {
		r.open(-1, closer)
	}
	return next
}

func closerOf(c byte) byte {
	switch c {
	case '(':
		return ')'
	case '[':
		return ']'
	case '{':
		return '}'
	}
	return 0
}

// margin opens and closes blocks as the indentation of a line says.
func (r *genericReader) margin() {
	for k := len(r.stack) - 1; k > 0 && r.stack[k].closer == 0 && r.indent < r.stack[k].indent; k-- {
		r.closeLast()
	}
	top := &r.stack[len(r.stack)-1]
	switch {
	case top.indent < 0:
		top.indent = r.indent // the first line of brackets, or of all
	case r.indent > top.indent && len(r.stack) < maxGenericDepth:
		r.open(r.indent, 0)
	}
}

// leave closes the innermost bracket that the character ends, if one is open.
func (r *genericReader) leave(closer byte) {
	for k := len(r.stack) - 1; k > 0; k-- {
		if r.stack[k].closer == closer {
			r.tokens[r.stack[k].opener].closer = int32(len(r.tokens))
			for len(r.stack) > k {
				r.closeLast()
			}
			return
		}
	}
}

// blankComments replaces comments by blanks of the same length.
func blankComments(text []byte, style string) []byte {
	out := bytes.Clone(text)
	for i := 0; i < len(out); i++ {
		end := i
		switch {
		case style == "shell" && out[i] == '#' || style == "cpp" && hasPrefixAt(out, i, "//"):
			end = lineEnd(out, i)
		case style != "shell" && hasPrefixAt(out, i, "/*"):
			end = len(out)
			if k := bytes.Index(out[i:], []byte("*/")); k >= 0 {
				end = i + k + 2
			}
		}
		for ; i < end; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	return out
}

// everyToken lists every token.
func (t *genericText) everyToken() []int {
	all := make([]int, len(t.tokens))
	for i := range all {
		all[i] = i
	}
	return all
}
