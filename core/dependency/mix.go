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
	mixHex   = regexp.MustCompile(`^:"?([\w.@-]+)"?,\s*"([^"]+)"`)
)

// parseMixLock reads mix.lock, which mix writes with one dependency on a line:
// "NAME": {:hex, :PACKAGE, "VERSION", …} or {:git, …}.
func parseMixLock(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	out := found{lock: &lock{}}
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
		out.packages = append(out.packages, inventory.Package{Ecosystem: "Hex", Name: hex[1], Version: hex[2], Path: file.Path, Line: i + 1})
	}
	return out, nil
}
