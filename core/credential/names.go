package credential

import "strings"

// maxNames bounds what is remembered of names, which repeat in most trees.
const maxNames = 1024

// names remembers what the names seen so far say. It is for one goroutine at a time.
type names map[string]classified

// classified is a name, without the marks at its end, and what it says.
type classified struct {
	name  string
	class class
}

// classOf is classify with a memory.
func (n names) classOf(name []byte) classified {
	if known, ok := n[string(name)]; ok {
		return known
	}
	if len(n) >= maxNames {
		clear(n)
	}
	text := string(name)
	found := classified{strings.TrimRight(text, ".-"), classify(text)}
	n[text] = found
	return found
}
