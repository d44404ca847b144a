package dependency

import (
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/inventory"
)

// bonds are what a lockfile tells beside its packages: what needs what, and what
// the project itself asks for. A key is a name, or "name@version" in formats
// that hold a name several times. They mark packages and never leave one out.
type bonds struct {
	key         func(inventory.Package) string
	needs       map[string][]string // key → keys, in the file's order
	production  []string            // keys that the project asks for
	development []string            // keys that it asks for only to build or test
}

// mark says of each package whether the project asks for it, else what leads to it.
// Development is left alone when nothing is asked for in production: then the
// manifest was not understood, or has no such part.
func (b bonds) mark(packages []inventory.Package) {
	ways := b.ways(slices.Concat(b.production, b.development))
	shipped := b.ways(b.production)
	for i := range packages {
		p := &packages[i]
		way, reached := ways[b.key(*p)]
		if reached {
			p.Direct, p.Via = p.Direct || way == "", way
		}
		if _, ships := shipped[b.key(*p)]; ships {
			p.Development = false
		} else if reached && len(b.production) > 0 {
			p.Development = true
		}
	}
}

// ways are the shortest chains from the given keys to all that they need:
// "first > next", empty for those keys themselves. Of equal ones the first of
// the file's order stays.
func (b bonds) ways(from []string) map[string]string {
	ways := make(map[string]string, len(b.needs))
	queue := make([]string, 0, len(b.needs))
	for _, k := range from {
		if _, known := ways[k]; !known {
			ways[k] = ""
			queue = append(queue, k)
		}
	}
	for len(queue) > 0 {
		k := queue[0]
		queue = queue[1:]
		way := nameOf(k)
		if before := ways[k]; before != "" {
			way = before + " > " + way
		}
		if len(way) > maxWay {
			continue
		}
		for _, needed := range b.needs[k] {
			if _, known := ways[needed]; !known {
				ways[needed] = way
				queue = append(queue, needed)
			}
		}
	}
	return ways
}

// nameOf is a key without the version behind its last "@"; a scope begins with one.
func nameOf(key string) string {
	if at := strings.LastIndexByte(key, '@'); at > 0 {
		return key[:at]
	}
	return key
}
