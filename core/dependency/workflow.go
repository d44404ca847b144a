package dependency

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// The ecosystems of pipeline steps. Nobody publishes advisories for Azure's
// tasks, so they are listed and not matched.
const (
	actionsEcosystem = "GitHub Actions"
	tasksEcosystem   = "Azure Pipelines"
)

// isWorkflow knows GitHub's workflows and the descriptions of actions.
func isWorkflow(file string) bool {
	dir, base := path.Split("/" + file)
	yml := strings.HasSuffix(base, ".yml") || strings.HasSuffix(base, ".yaml")
	return yml && strings.HasSuffix(dir, "/.github/workflows/") || base == "action.yml" || base == "action.yaml"
}

// isPipeline knows Azure's pipelines by the names that its documentation uses.
func isPipeline(file string) bool {
	base := strings.ToLower(path.Base(file))
	return (strings.HasSuffix(base, ".yml") || strings.HasSuffix(base, ".yaml")) && strings.HasPrefix(base, "azure-pipelines")
}

func parseWorkflow(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	return references(content, "uses", func(n *yaml.Node, out *found) {
		if p, ok := action(n); ok {
			p.Path = file.Path
			out.packages = append(out.packages, p)
		} else {
			out.foreign++
		}
	})
}

func parsePipeline(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	return references(content, "task", func(n *yaml.Node, out *found) {
		name, version, ok := strings.Cut(n.Value, "@")
		if ok && !strings.ContainsAny(n.Value, "${} ") {
			out.packages = append(out.packages, inventory.Package{Ecosystem: tasksEcosystem, Name: name, Version: version, Path: file.Path, Line: n.Line, Direct: true})
		}
	})
}

// references calls take for the value of each key of a name, in all documents.
func references(content []byte, key string, take func(*yaml.Node, *found)) (out found, err error) {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	for {
		var document yaml.Node
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, errors.New("not valid YAML")
		}
		if err := each(&document, key, 0, func(n *yaml.Node) { take(n, &out) }); err != nil {
			return out, err
		}
	}
}

// each does not follow aliases: what they repeat stands elsewhere in the file.
func each(n *yaml.Node, key string, depth int, take func(*yaml.Node)) error {
	if depth > maxDepth {
		return fmt.Errorf("line %d: nested deeper than %d levels", n.Line, maxDepth)
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == key && child.Kind == yaml.ScalarNode {
			take(child)
		}
		if err := each(child, key, depth+1, take); err != nil {
			return err
		}
	}
	return nil
}

var (
	commitHash = regexp.MustCompile(`^[0-9a-f]{40}$`)
	wholeTag   = regexp.MustCompile(`^v?[0-9]+\.[0-9]+\.[0-9]+$`)
	tagComment = regexp.MustCompile(`^#\s*(?:tag=)?(v?[0-9]+\.[0-9]+\.[0-9]+)\b`)
)

// action is OWNER/NAME[/PATH]@REF. A whole tag is a version; for a commit the
// comment behind it, which update bots keep, says which. A moving tag such as v4
// stays open. Local actions and containers are not packages.
func action(n *yaml.Node) (p inventory.Package, ok bool) {
	where, ref, ok := strings.Cut(n.Value, "@")
	parts := strings.Split(where, "/")
	if !ok || len(parts) < 2 || strings.HasPrefix(where, ".") || strings.Contains(where, ":") {
		return p, false
	}
	p = inventory.Package{Ecosystem: actionsEcosystem, Name: parts[0] + "/" + parts[1], Line: n.Line, Direct: true}
	switch comment := tagComment.FindStringSubmatch(n.LineComment); {
	case wholeTag.MatchString(ref):
		p.Version = strings.TrimPrefix(ref, "v")
	case commitHash.MatchString(ref) && comment != nil:
		p.Version = strings.TrimPrefix(comment[1], "v")
	default:
		p.Requirement = ref
	}
	return p, true
}
