package dependency

import (
	"context"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// gemBonds reads a Gemfile.lock: below specs, four spaces before each gem and six
// before what it needs; below DEPENDENCIES what the Gemfile asks for
// (https://bundler.io/man/gemfile.5.html). Groups stand in the Gemfile, which is a program.
func gemBonds(_ context.Context, _ *scan, _ repo.File, content []byte) bonds {
	b := bonds{key: byName, needs: map[string][]string{}}
	section, gem := "", ""
	for _, line := range splitLines(string(content)) {
		text := strings.TrimLeft(line, " ")
		name := strings.TrimSuffix(before(text, " "), "!")
		switch len(line) - len(text) {
		case 0:
			section = text
		case 2:
			if section == "DEPENDENCIES" {
				b.production = append(b.production, name)
			}
		case 4:
			gem = name
		case 6:
			b.needs[gem] = append(b.needs[gem], name)
		}
	}
	return b
}
