package dependency

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

var (
	mixEntry = regexp.MustCompile(`^\s*"([^"]+)":\s*\{:(\w+),\s*(.*)$`)
	mixNeed  = regexp.MustCompile(`\{:"?([\w.@-]+)"?, "[^"]*", \[hex: :"?([\w.@-]+)"?`)
	mixAsk   = regexp.MustCompile(`(?m)^[^#\n]*?\{:(\w+),`)
	mixHex   = regexp.MustCompile(`^:"?([\w.@-]+)"?,\s*"([^"]+)"`)
)

// parseMixLock reads mix.lock, which mix writes with one dependency on a line:
// "NAME": {:hex, :PACKAGE, "VERSION", …} or {:git, …}.
func parseMixLock(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
	out := found{lock: &lock{}}
	b := bonds{key: byName, needs: map[string][]string{}, production: s.mixAsks(ctx, sibling(file.Path, "mix.exs"))}
	if !strings.HasPrefix(strings.TrimSpace(string(content)), "%{") {
		return out, errors.New("it does not begin with %{; a file that mix wrote would be right")
	}
	for i, line := range splitLines(string(content)) {
		switch text := strings.TrimSpace(line); text {
		case "", "%{", "}", "%{}":
			continue
		}
		m := mixEntry.FindStringSubmatch(line)
		switch {
		case m == nil:
			return out, fmt.Errorf("line %d: not a dependency as mix writes it", i+1)
		case m[2] != "hex":
			out.foreign++
			continue
		}
		hex := mixHex.FindStringSubmatch(m[3])
		if hex == nil {
			return out, fmt.Errorf("line %d: a package of hex without a version", i+1)
		}
		for _, need := range mixNeed.FindAllStringSubmatch(m[3], -1) {
			b.needs[hex[1]] = append(b.needs[hex[1]], need[2])
		}
		b.rename(m[1], hex[1])
		out.packages = append(out.packages, inventory.Package{Ecosystem: "Hex", Name: hex[1], Version: hex[2], Path: file.Path, Line: i + 1})
	}
	b.trace(out.packages)
	return out, nil
}

// rename gives what the project asks for by an application's name the name of
// the package.
func (b *bonds) rename(application, name string) {
	for i, asked := range b.production {
		if asked == application {
			b.production[i] = name
		}
	}
}

// mixAsks are the applications that a mix.exs names as dependencies: it is a
// program, so only tuples that are written out are seen. Other tuples name
// nothing that a lockfile holds.
func (s *scan) mixAsks(ctx context.Context, name string) []string {
	file, ok := s.tree.Find(name)
	if !ok {
		return nil
	}
	content, err := s.content(ctx, file)
	if err != nil {
		return nil // the manifest's own gap tells
	}
	var names []string
	for _, m := range mixAsk.FindAllSubmatch(content, -1) {
		names = append(names, string(m[1]))
	}
	return names
}
