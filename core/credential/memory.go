package credential

import (
	"path"
	"strings"
)

// maxNames bounds what is remembered of names, which repeat in most trees.
const maxNames = 1024

// memory is what is remembered from file to file, for one goroutine at a time.
type memory struct {
	names  names
	folder folder // of the last file
}

// roleOf is roleOf with a memory: neighbours share their folders.
func (m *memory) roleOf(file string) role {
	if dir := path.Dir(file); dir != m.folder.path {
		m.folder = folderOf(dir)
	}
	return roleWithin(m.folder, file)
}

// names are what the names seen so far say.
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
