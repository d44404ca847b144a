package dependency

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// bonds are what a lockfile tells beside its packages: what needs what, and what
// the project itself asks for. A key is a name, or "name@version" in formats
// that hold a name several times. They mark packages and never leave one out.
type bonds struct {
	key         func(inventory.Package) string
	needs       map[string][]string // key → keys, in the file's order
	production  []string            // keys that the project asks for
	development []string            // keys that it asks for only to build or test
	traced      bool                // the format itself says what is for development
	names       map[string]string   // key → the name as the file spells it; trace fills it
}

func byName(p inventory.Package) string { return p.Name }

func byVersion(p inventory.Package) string { return p.Name + "@" + p.Version }

// bound adds the bonds to the packages that a parser reads.
func bound(read func(context.Context, *scan, repo.File, []byte) bonds, parse func(context.Context, *scan, repo.File, []byte) (found, error)) func(context.Context, *scan, repo.File, []byte) (found, error) {
	return func(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
		got, err := parse(ctx, s, file, content)
		b := read(ctx, s, file, content)
		b.mark(got.packages)
		got.bound = len(b.production)+len(b.development) > 0
		return got, err
	}
}

// mark says of each package whether the project asks for it, else what leads to
// it, and whether that is for development alone. Nothing is for development
// when nothing is asked for in production: then the manifest was not understood.
func (b *bonds) mark(packages []inventory.Package) {
	b.trace(packages)
	if b.traced || len(b.production) == 0 {
		return
	}
	reached, shipped := b.ways(b.development), b.ways(b.production)
	for i := range packages {
		key := b.key(packages[i])
		if _, ships := shipped[key]; ships {
			packages[i].Development = false
		} else if _, builds := reached[key]; builds {
			packages[i].Development = true
		}
	}
}

// trace is mark without development.
func (b *bonds) trace(packages []inventory.Package) {
	b.names = make(map[string]string, len(packages))
	for _, p := range packages {
		b.names[b.key(p)] = p.Name
	}
	ways := b.ways(slices.Concat(b.production, b.development))
	for i := range packages {
		if way, reached := ways[b.key(packages[i])]; reached {
			packages[i].Direct, packages[i].Via = packages[i].Direct || way == "", way
		}
	}
}

// ways are the shortest chains from the given keys to all that they need:
// "first > next", empty for those keys themselves. Of equal ones the first of
// the file's order stays.
func (b *bonds) ways(from []string) map[string]string {
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
		way := cmp.Or(b.names[k], nameOf(k))
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
