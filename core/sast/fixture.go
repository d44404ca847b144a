package sast

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// RuleTest is the outcome of testing rule files on their fixtures.
type RuleTest struct {
	Rules    int      // tested
	Hits     int      // marked lines that were found
	Misses   int      // lines marked as fine that stayed silent
	Problems []string // "FILE:LINE: what is wrong", in file order; none means all is well

	own bool
}

var annotation = regexp.MustCompile(`(?:#|//|/\*|<!--|--)\s*(todoruleid|todook|ruleid|ok)\s*:\s*([A-Za-z0-9_.,/ -]+)`)

// TestRules runs each rule file (*.yaml, *.yml) below the root of files on the
// fixtures of the same base name beside it. In a fixture, a comment
// "ruleid: ID" says that the rule reports something that starts on the next
// line, "ok: ID" that it does not; every other line must stay silent too.
// "todoruleid" and "todook" leave the next line open. Annotations may stand on
// lines above each other, and name several rules with commas between. own says
// that the rules are the pack's. The error is for files that cannot be read.
func TestRules(ctx context.Context, files fs.FS, own bool) (RuleTest, error) {
	outcome := RuleTest{own: own}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isRuleFile(name) {
			return err
		}
		return outcome.file(ctx, files, name)
	})
	return outcome, err
}

func isRuleFile(name string) bool {
	extension := path.Ext(name)
	return (extension == ".yaml" || extension == ".yml") && !strings.HasSuffix(name, ".test"+extension)
}

func (o *RuleTest) problem(format string, arguments ...any) {
	o.Problems = append(o.Problems, fmt.Sprintf(format, arguments...))
}

func (o *RuleTest) file(ctx context.Context, files fs.FS, name string) error {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read rule file %q: %w", name, err)
	}
	own, extra := []RuleFile{{Name: name, Content: content}}, []RuleFile(nil)
	if !o.own {
		own, extra = extra, own
	}
	c, err := newCheck(own, extra)
	if err != nil {
		return err
	}
	for _, g := range c.refused {
		o.problem("%s", g.Message)
	}
	o.Rules += len(c.rules)
	tested := 0
	fixtures, err := fixturesOf(files, name)
	if err != nil {
		return err
	}
	for _, fixture := range fixtures {
		if !c.asked(fixture) && !c.textAsked(fixture) {
			continue
		}
		tested++
		if err := o.fixture(ctx, c, files, fixture); err != nil {
			return err
		}
	}
	if tested == 0 {
		o.problem("%s:1: no fixture beside it; add one with a hit and a near miss", name)
	}
	return nil
}

func (o *RuleTest) fixture(ctx context.Context, c *Check, files fs.FS, name string) error {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read fixture %q: %w", name, err)
	}
	result, err := c.Run(ctx, repo.Memory(map[string]string{path.Base(name): string(content)}))
	if err != nil {
		return fmt.Errorf("run rules on %q: %w", name, err)
	}
	for _, g := range result.Coverage.Gaps {
		if g.Kind != "refused" {
			o.problem("%s: %s", name, g.Message)
		}
	}
	type place struct {
		line int
		rule string
	}
	found := map[place]bool{}
	for _, f := range result.Findings {
		found[place{f.Location.StartLine, shortID(f.Rule)}] = true
	}
	wanted, open := map[place]bool{}, map[place]bool{}
	for _, a := range annotationsIn(string(content)) {
		at := place{a.line, a.rule}
		switch a.kind {
		case "ruleid":
			wanted[at] = true
			if !found[at] {
				o.problem("%s:%d: %s is silent here and should not be", name, at.line, at.rule)
			} else {
				o.Hits++
			}
		case "ok":
			if !found[at] {
				o.Misses++
			}
		default:
			open[at] = true
		}
	}
	var extra []string
	for at := range found {
		if !wanted[at] && !open[at] {
			extra = append(extra, fmt.Sprintf("%s:%d: %s reports something here and should not", name, at.line, at.rule))
		}
	}
	slices.Sort(extra)
	o.Problems = append(o.Problems, extra...)
	return nil
}

// fixturesOf lists the files beside a rule file that have its base name.
func fixturesOf(files fs.FS, name string) (fixtures []string, err error) {
	folder, base := path.Split(name)
	entries, err := fs.ReadDir(files, path.Clean("./"+folder))
	if err != nil {
		return nil, fmt.Errorf("find fixtures of %q: %w", name, err)
	}
	prefix := strings.TrimSuffix(base, path.Ext(base)) + "."
	for _, e := range entries {
		other := e.Name()
		if e.Type().IsRegular() && strings.HasPrefix(other, prefix) && other != base && !strings.HasSuffix(other, ".fixed") && !strings.Contains(other, ".fixed.") {
			fixtures = append(fixtures, path.Join(folder, other))
		}
	}
	return fixtures, nil
}

// note is one rule's annotation in a fixture, and the line that it speaks of.
type note struct {
	kind, rule string
	line       int
}

func annotationsIn(content string) (notes []note) {
	lines := strings.Split(content, "\n")
	for i, line := range lines {
		for _, groups := range annotation.FindAllStringSubmatch(line, -1) {
			next := i + 1
			for next < len(lines) && annotation.MatchString(lines[next]) {
				next++
			}
			for _, id := range strings.Split(groups[2], ",") {
				if id = strings.Trim(id, " -"); id != "" {
					notes = append(notes, note{groups[1], shortID(id), next + 1})
				}
			}
		}
	}
	return notes
}
