package sast

import (
	"context"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxReportedGaps bounds the gaps listed for one file; the last one counts the rest.
const maxReportedGaps = 20

// maxTreeDepth bounds recursion over a tree, long chains of operators included.
const maxTreeDepth = 20_000

// isDeeper asks without recursion of its own.
func isDeeper(root *syntax.Node, limit int) bool {
	level, next := []*syntax.Node{root}, []*syntax.Node(nil)
	for depth := 0; len(level) > 0; depth++ {
		if depth > limit {
			return true
		}
		next = next[:0]
		for _, n := range level {
			next = append(next, n.Children...)
		}
		level, next = next, level
	}
	return false
}

// examine runs all rules over one file.
func (c *Check) examine(ctx context.Context, path string, content []byte) ([]finding.Finding, []finding.Gap, error) {
	return c.examineAnd(ctx, path, content, func(*source, wordSet) *outline { return nil })
}

// examineAnd also shows the file, when it has been read, to note, which may
// give an outline to be completed.
func (c *Check) examineAnd(ctx context.Context, path string, content []byte, note func(*source, wordSet) *outline) (findings []finding.Finding, gaps []finding.Gap, err error) {
	text, err := decode(content)
	if err != nil {
		return nil, nil, err
	}
	own := languageOf(c.languages, path)
	words := &textWords{text: text}
	for _, l := range c.languages {
		if l != own && !l.free || !c.programs[l].asksAbout(path) {
			continue
		}
		found, missed, err := c.examineAs(ctx, l, path, words, note)
		findings, gaps = append(findings, found...), append(gaps, missed...)
		if err != nil {
			return findings, gaps, err
		}
	}
	return findings, gaps, ctx.Err()
}

func (c *Check) examineAs(ctx context.Context, l *language, path string, text *textWords, note func(*source, wordSet) *outline) ([]finding.Finding, []finding.Gap, error) {
	words := c.programs[l].wordsOf(text)
	if l.data && len(c.programs[l].activeBy(path, words)) == 0 {
		return nil, nil, nil // no rule could find anything in it, read or not
	}
	tree := l.parse(text.text, syntax.Code)
	if isDeeper(tree.Root, maxTreeDepth) {
		return nil, nil, fmt.Errorf("%s:1: its code is nested more than %d deep and was not examined; split it, or exclude it in the policy",
			path, maxTreeDepth)
	}
	src := newSource(path, l, tree)
	src.folder = c.folder
	findings, cut := c.programs[l].run(ctx, src, words, note(src, words))
	gaps := syntaxGaps(src, tree)
	for _, what := range cut {
		gaps = append(gaps, cutGap(path, what))
	}
	return findings, gaps, nil
}

func cutGap(path, what string) finding.Gap {
	return finding.Gap{Check: checkName, Kind: finding.Cut, Path: path,
		Message: fmt.Sprintf("%s:1: %s used up its budget of steps; split the file, or exclude it in the policy", path, what)}
}

// syntaxGaps reports regions that the front end skipped, one for each line that
// one begins on.
func syntaxGaps(src *source, tree *syntax.Tree) []finding.Gap {
	type region struct{ line, bytes int }
	var regions []region
	for _, g := range tree.Gaps {
		line, size := src.lines.Locate(g.Start, g.End).StartLine, max(1, g.End-g.Start)
		if k := len(regions); k > 0 && regions[k-1].line == line {
			regions[k-1].bytes = max(regions[k-1].bytes, size)
			continue
		}
		regions = append(regions, region{line, size})
	}
	var gaps []finding.Gap
	for i, r := range regions {
		message := fmt.Sprintf("%s:%d: %d bytes of %s from here on were not understood and not examined", src.path, r.line, r.bytes, src.language.name)
		if i == maxReportedGaps {
			message = fmt.Sprintf("%s:%d: %d more regions were not understood and not examined", src.path, r.line, len(regions)-i)
		}
		gaps = append(gaps, finding.Gap{Check: checkName, Kind: finding.Unparsed, Path: src.path, Message: message})
		if i == maxReportedGaps {
			break
		}
	}
	return gaps
}

// run evaluates the program on one file, and completes its outline, if there is
// one. cut names what was not evaluated to the end.
func (p *program) run(ctx context.Context, src *source, words wordSet, o *outline) (findings []finding.Finding, cut []string) {
	active := p.activeBy(src.path, words)
	matched := active
	var beginning []*compiled
	if o != nil {
		src.elsewhere = o.settled.ask
		beginning = p.beginning(o)
		for _, c := range beginning {
			matched = append(matched, p.sourcesOf[c])
		}
	}
	if len(matched) == 0 {
		return nil, nil
	}
	u := p.unit(src, matched, words)
	if u.cut {
		cut = append(cut, "matching patterns")
	}
	if o != nil {
		u.settle(o, beginning)
		src.elsewhere = nil
	}
	for i, a := range u.rules(ctx, active, nil) {
		if a.cut {
			cut = append(cut, "the rule "+active[i].ID)
		}
		findings = append(findings, a.findings...)
	}
	return findings, cut
}

// unit matches the patterns of the rules in a file.
func (p *program) unit(src *source, active []*compiled, words wordSet) *unit {
	s := &search{
		matcher: &matcher{source: src, whole: src.root, regexes: p.regexes, steps: stepsOf(src), needs: p.needs,
			spots: words.spots.freed(p.words, src.names)},
		program: p, results: map[int][]match{}, asked: map[int]bool{},
		most: matchesFloor + len(src.text), given: words.textWords, read: genericTexts{},
	}
	s.collect(p.index(active, words), src.root)
	return &unit{search: s, file: -1, answers: map[int][]match{}, lists: map[int]*spots{},
		passages: map[int]map[[2]int][]passage{}, byNames: map[string][]*syntax.Node{}}
}

// stepsOf is the budget of one rule in a file.
func stepsOf(src *source) int { return stepsFloor + stepsPerByte*len(src.text) }

// rules evaluates rules in a file, until the context ends.
func (u *unit) rules(ctx context.Context, all []*compiled, s *session) []answer {
	answers := make([]answer, len(all))
	var taints []int
	for i, c := range all {
		switch {
		case ctx.Err() != nil:
			return answers
		case c.taint != nil:
			taints = append(taints, i)
		default:
			u.steps, u.cut = stepsOf(u.source), false
			answers[i].findings = u.report(c, sorted(u.evaluate(c.search, frame{rule: c, end: len(u.text)})), nil)
			answers[i].cut = u.cut
		}
	}
	for n, a := range u.tainted(ctx, pick(all, taints), s) {
		answers[taints[n]] = a
	}
	return answers
}
