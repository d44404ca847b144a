package dependency

import (
	"context"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// tested marks what a gradle.lockfile has for tests alone: behind each module
// stand the configurations that it is for
// (https://docs.gradle.org/current/userguide/dependency_locking.html). What the
// build asks for itself, and what needs what, the file does not say.
func tested(parse func(context.Context, *scan, repo.File, []byte) (found, error)) func(context.Context, *scan, repo.File, []byte) (found, error) {
	return func(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
		got, err := parse(ctx, s, file, content)
		lines := splitLines(string(content))
		for i, p := range got.packages {
			if p.Line > len(lines) {
				continue
			}
			_, configurations, ok := strings.Cut(strings.TrimSpace(lines[p.Line-1]), "=")
			got.packages[i].Development = ok && !slices.ContainsFunc(strings.Split(configurations, ","), func(name string) bool {
				return !strings.HasPrefix(name, "test")
			})
		}
		return got, err
	}
}
