package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// typeWords lists the words of the types that a pattern states for its
// metavariables and parameters. A file that has none of them may still hold a
// variable of such a type, which another file declares.
func (l *leaf) typeWords(of *language) (words []string) {
	roots := l.roots
	if l.root != nil {
		roots = append(roots[:len(roots):len(roots)], l.root)
	}
	for _, root := range roots {
		root.Walk(func(n *syntax.Node) bool {
			if n.Kind == syntax.TypedMetavariable || n.Kind == syntax.Parameter {
				words = append(words, wordsOfType(of, typeText(n.Child(syntax.Type)))...)
			}
			return true
		})
	}
	return words
}

// wordsOfType splits a type's name. Namespaces may be left out where files import them.
func wordsOfType(of *language, text string) (words []string) {
	if of.types {
		text = bareType(text)
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r < 0x80 && !isWordByte(byte(r)) && r != '$' }) {
		if !strings.HasPrefix(w, "$") {
			words = append(words, w)
		}
	}
	return words
}

func (l *leaf) hasTypes(words wordSet) bool {
	for _, i := range l.types {
		if !words.has[i] {
			return false
		}
	}
	return true
}
