// Package sast owns the SAST check: it reads source files onto syntax trees and
// finds the places where rules hold. Rules are written in the rule language of
// Semgrep, the embedded pack's as well as the user's.
//
// It refuses what it does not understand: a rule with an unknown key, operator,
// option or pattern does not run, and the run says so. Its budgets count steps,
// never time, so that the same tree gives the same findings on every machine.
//
// Known limits: search rules look at a file alone; a user's rule follows taint
// inside a function, its lambdas and nested functions, the embedded rules and
// those with the option interfile also through calls, into other files of the
// tree as well; what one request leaves in a field for the next is not known;
// join and extract modes are refused; regular expressions with look-around or
// back-references read at most a megabyte of a file.
package sast

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/core/sast/rules"
)

const checkName = "sast"

// Config says what the check uses beside its own rules.
type Config struct {
	Rules  []RuleFile
	Folder string // what is examined, slash-separated below the tree's base; "" is all of it
}

// Check is the SAST check. It may be used by several goroutines.
type Check struct {
	languages []*language
	programs  map[*language]*program
	rules     []finding.Rule
	refused   []finding.Gap
	folder    string // what is examined

	taintRules int // how many there are
}

var _ check.Check = (*Check)(nil)

// New reads the embedded rules and the given ones. The error joins every file
// that is no rule file; a single rule that cannot run is refused instead, and
// makes every Run undecided.
func New(config Config) (*Check, error) {
	own, err := embedded()
	if err != nil {
		return nil, err
	}
	c, err := newCheck(own, config.Rules)
	if err != nil {
		return nil, err
	}
	c.folder = config.Folder
	return c, nil
}

func embedded() ([]RuleFile, error) {
	var files []RuleFile
	for _, f := range rules.Files() {
		files = append(files, RuleFile{Name: f.Name, Content: f.Content})
	}
	if len(files) == 0 {
		return nil, errors.New("the embedded rule pack is empty; build from a complete source tree")
	}
	return files, nil
}

func newCheck(own, extra []RuleFile) (*Check, error) {
	c := &Check{languages: languages(), programs: map[*language]*program{}}
	var all []*rule
	var refused []refusal
	var problems []error
	for i, file := range slices.Concat(own, extra) {
		read, bad, err := readRules(file, c.languages, i < len(own))
		problems = append(problems, err)
		all = append(all, read...)
		refused = append(refused, bad...)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	all, refused = unique(all, refused)
	c.compile(all, refused)
	return c, nil
}

// unique refuses rules whose id is taken.
func unique(all []*rule, refused []refusal) ([]*rule, []refusal) {
	first := map[string]*rule{}
	var kept []*rule
	for _, r := range all {
		if other := first[r.ID]; other != nil {
			refused = append(refused, refusal{r.file, strings.TrimPrefix(r.ID, checkName+"/"),
				fmt.Sprintf("%s:%d has a rule of the same id; give it another one", other.file, other.line), r.line})
			continue
		}
		first[r.ID] = r
		kept = append(kept, r)
	}
	return kept, refused
}

// compile reads the patterns language by language. A rule that is refused in
// one language runs in none, so that nobody relies on half of it.
func (c *Check) compile(all []*rule, refused []refusal) {
	bad := map[*rule]bool{}
	for _, l := range c.languages {
		var mine []*rule
		for _, r := range all {
			if slices.Contains(r.languages, l) {
				mine = append(mine, r)
			}
		}
		made, why := newProgram(l, mine)
		c.programs[l] = made
		for r, reason := range why {
			if !bad[r] {
				refused = append(refused, reason)
			}
			bad[r] = true
		}
	}
	c.numberTaintRules(all)
	for _, p := range c.programs {
		p.rules = slices.DeleteFunc(p.rules, func(r *compiled) bool { return bad[r.rule] })
	}
	for _, r := range all {
		if !bad[r] {
			c.rules = append(c.rules, r.Rule)
		}
	}
	slices.SortFunc(c.rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) })
	for _, r := range refused {
		c.refused = append(c.refused, r.gap())
	}
	slices.SortFunc(c.refused, finding.Gap.Compare)
}

// numberTaintRules gives a taint rule the same number in every language.
func (c *Check) numberTaintRules(all []*rule) {
	numbers := map[*rule]int{}
	for _, r := range all {
		if r.taint != nil {
			numbers[r] = len(numbers)
		}
	}
	c.taintRules = len(numbers)
	for _, p := range c.programs {
		for _, r := range p.rules {
			r.taintNumber = numbers[r.rule]
		}
	}
}

// Name is "sast".
func (c *Check) Name() string { return checkName }

// Rules lists all rules that run, sorted by id.
func (c *Check) Rules() []finding.Rule { return slices.Clone(c.rules) }

// Run examines every file of a known language that some rule looks at, and every
// other text file that a rule for text of any kind looks at.
func (c *Check) Run(ctx context.Context, tree *repo.Tree) (check.Result, error) {
	seen := newSurvey(c)
	result, err := c.pass(ctx, tree, seen)
	if err == nil {
		err = seen.cross(ctx, tree, &result)
	}
	if err == nil {
		var more check.Result
		more, err = c.pass(ctx, tree, nil)
		result = joined(result, more)
	}
	result.Coverage.Gaps = append(result.Coverage.Gaps, c.refused...)
	slices.SortFunc(result.Coverage.Gaps, finding.Gap.Compare)
	return result, err
}

// asked says whether a rule looks at a file because of its language.
func (c *Check) asked(file string) bool {
	l := languageOf(c.languages, file)
	return l != nil && c.programs[l].asksAbout(file)
}

// textAsked says whether a rule for text of any kind looks at a file.
func (c *Check) textAsked(file string) bool {
	return slices.ContainsFunc(c.languages, func(l *language) bool { return l.free && c.programs[l].asksAbout(file) })
}

// pass examines the files of a known language and surveys them, or all the others.
func (c *Check) pass(ctx context.Context, tree *repo.Tree, seen *survey) (check.Result, error) {
	others := seen == nil
	skips := map[string]int{}
	wants := func(f repo.File) bool {
		if c.asked(f.Path) == others || others && !c.textAsked(f.Path) {
			return false
		}
		if reason := skipReason(f); reason != "" {
			if !others {
				skips[reason]++
			}
			return false
		}
		return true
	}
	var minified counter
	result, err := check.Examine(ctx, tree, checkName, others, wants,
		func(ctx context.Context, f repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
			if others && repo.IsBinary(content) {
				return nil, nil, check.Skipped("binary")
			}
			if isMinified(content) {
				minified.add(len(content))
				return nil, nil, nil
			}
			if others {
				return c.examine(ctx, f.Path, content)
			}
			return seen.examine(ctx, f, content)
		})
	if n := minified.count(); n > 0 {
		skips["minified"] += n
		result.Coverage.Files -= n
		result.Coverage.Bytes -= minified.size()
	}
	for reason, n := range skips {
		result.Coverage.Skips[reason] += n
	}
	return result, err
}

// joined adds the files of one pass to those of another.
func joined(a, b check.Result) check.Result {
	a.Findings = append(a.Findings, b.Findings...)
	slices.SortStableFunc(a.Findings, func(x, y finding.Finding) int { return strings.Compare(x.Location.Path, y.Location.Path) })
	a.Coverage.Files += b.Coverage.Files
	a.Coverage.Bytes += b.Coverage.Bytes
	a.Coverage.Gaps = append(a.Coverage.Gaps, b.Coverage.Gaps...)
	for reason, n := range b.Coverage.Skips {
		a.Coverage.Skips[reason] += n
	}
	return a
}
