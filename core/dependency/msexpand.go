package dependency

import (
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// maxChoices bounds how many values conditions can give one text.
const maxChoices = 8

// expand replaces each $(Property) by its values and returns every text that
// comes out, sorted; none when a property is not known, calls a function, or
// has too many values.
func (e *evaluation) expand(text string) []string {
	done, open := map[string]bool{}, []string{text}
	for steps := 0; len(open) > 0; steps++ {
		if steps > 64 || len(done)+len(open) > maxChoices*2 {
			return nil
		}
		current := open[len(open)-1]
		open = open[:len(open)-1]
		before, rest, found := strings.Cut(current, "$(")
		if !found {
			done[current] = true
			continue
		}
		name, after, closed := strings.Cut(rest, ")")
		values := e.values(name)
		if !closed || len(values) == 0 || len(current) > 4096 {
			return nil
		}
		for _, v := range values {
			open = append(open, before+v+after)
		}
	}
	texts := make([]string, 0, len(done))
	for t := range done {
		texts = append(texts, t)
	}
	slices.Sort(texts)
	return texts
}

// values of a property. TargetFramework takes each of TargetFrameworks when the
// project does not set it itself.
func (e *evaluation) values(name string) []string {
	name = strings.ToLower(strings.TrimSpace(name))
	if values := e.properties[name]; len(values) > 0 || name != "targetframework" {
		return values
	}
	var values []string
	for _, list := range e.properties["targetframeworks"] {
		for framework := range strings.SplitSeq(list, ";") {
			if framework = strings.TrimSpace(framework); framework != "" && len(values) < maxChoices {
				values = append(values, framework)
			}
		}
	}
	return values
}

// find looks a file up as MSBuild on Windows does, in any case; the exact
// spelling wins.
func (s *scan) find(name string) (repo.File, bool) {
	if file, ok := s.tree.Find(name); ok {
		return file, true
	}
	if s.folded == nil {
		s.folded = map[string]repo.File{}
		for _, file := range slices.Backward(s.tree.Files()) {
			s.folded[strings.ToLower(file.Path)] = file
		}
	}
	file, ok := s.folded[strings.ToLower(name)]
	return file, ok
}
