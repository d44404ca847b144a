package dependency

import (
	"context"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// pubBonds reads of a pubspec.lock which packages are direct, and for what; it
// does not say what needs what.
func pubBonds(_ context.Context, _ *scan, _ repo.File, content []byte) bonds {
	b := bonds{key: byName}
	name := ""
	for _, line := range splitLines(string(content)) {
		text := strings.TrimLeft(line, " ")
		key, value, ok := yamlMember(text)
		switch level := len(line) - len(text); {
		case !ok:
		case level == 2:
			name = key
		case level == 4 && key == "dependency" && value == "direct dev":
			b.development = append(b.development, name)
		case level == 4 && key == "dependency" && strings.HasPrefix(value, "direct"):
			b.production = append(b.production, name)
		}
	}
	return b
}
