package core

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/sallyport-gate/sallyport/"

// allowed is the import table of the house: each room with the rooms that its
// product code may import. A folder below a room belongs to it. Parents import
// children; checks never import each other, the policy, SARIF or a host.
var allowed = map[string][]string{
	"core":            {"core/advisory", "core/check", "core/credential", "core/dependency", "core/finding", "core/hotfix", "core/image", "core/inventory", "core/option", "core/policy", "core/reach", "core/receipt", "core/repo", "core/report", "core/rollback", "core/sarif", "core/sast", "core/vex"},
	"core/option":     {},
	"core/finding":    {},
	"core/inventory":  {"core/license"},
	"core/license":    {},
	"core/image":      {"core/finding"},
	"core/vex":        {},
	"core/repo":       {"core/finding"},
	"core/archive":    {},
	"core/check":      {"core/archive", "core/finding", "core/inventory", "core/repo"},
	"core/credential": {"core/archive", "core/check", "core/finding", "core/image", "core/repo"},
	"core/advisory":   {"core/finding", "core/inventory"},
	"core/dependency": {"core/advisory", "core/check", "core/finding", "core/image", "core/inventory", "core/license", "core/repo"},
	"core/sast":       {"core/check", "core/finding", "core/repo"},
	"core/reach":      {"core/advisory", "core/repo"},
	"core/policy":     {"core/finding", "core/license", "core/vex"},
	"core/receipt":    {"core/check", "core/finding"},
	"core/hotfix":     {"core/finding", "core/policy", "core/receipt"},
	"core/rollback":   {"core/finding", "core/policy", "core/receipt"},
	"core/report":     {"core/check", "core/finding", "core/inventory", "core/receipt", "core/rollback"},
	"core/sarif":      {"core/finding", "core/report"},
	"action":          {"core"},
	"task":            {"core"},
	"terminal":        {"core"},
}

func TestEveryRoomImportsOnlyWhatTheTableAllows(t *testing.T) {
	root := filepath.Join("..")
	seen := map[string]bool{}
	for _, top := range []string{"core", "action", "task", "terminal"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && (entry.Name() == "testdata" || path == filepath.Join(root, "core", "sast", "rules")) {
				return fs.SkipDir
			}
			if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			relative, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			room := roomOf(filepath.ToSlash(filepath.Dir(relative)))
			seen[room] = true
			return checkImports(t, path, room)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for room := range allowed {
		if !seen[room] {
			t.Errorf("the table names %s, and there is no such package", room)
		}
	}
}

// roomOf is the room that a folder belongs to: itself, or the room above it.
func roomOf(folder string) string {
	for room := folder; room != "."; room = filepath.ToSlash(filepath.Dir(room)) {
		if _, ok := allowed[room]; ok && (room != "core" || folder == "core") {
			return room
		}
	}
	return folder
}

func checkImports(t *testing.T, path, room string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	rooms, known := allowed[room]
	if !known {
		t.Errorf("%s: the package %s is not in the table", path, room)
		return nil
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		below, ours := strings.CutPrefix(imported, module)
		if !ours || strings.HasPrefix(below, "internal/") {
			continue
		}
		other := roomOf(below)
		host := slices.Equal(rooms, []string{"core"}) && strings.HasPrefix(other, "core")
		if other != room && !host && !slices.Contains(rooms, other) {
			t.Errorf("%s: %s must not import %s", path, room, other)
		}
	}
	return nil
}
