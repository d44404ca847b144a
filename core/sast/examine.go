package sast

import (
	"context"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxReportedGaps bounds the gaps listed for one file; the last one counts the rest.
const maxReportedGaps = 20

// examine runs all rules over one file.
func (c *Check) examine(ctx context.Context, path string, content []byte) ([]finding.Finding, []finding.Gap, error) {
	language := languageOf(c.languages, path)
	text, err := decode(content)
	if err != nil {
		return nil, nil, err
	}
	tree := language.parse(text, syntax.Code)
	src := newSource(path, language, tree)
	findings, cut := c.programs[language].run(ctx, src)
	gaps := syntaxGaps(src, tree)
	for _, what := range cut {
		gaps = append(gaps, finding.Gap{Check: checkName, Kind: finding.Cut, Path: path,
			Message: fmt.Sprintf("%s:1: %s used up its budget of steps; split the file, or exclude it in the policy", path, what)})
	}
	return findings, gaps, ctx.Err()
}

// syntaxGaps reports regions that the front end skipped.
func syntaxGaps(src *source, tree *syntax.Tree) []finding.Gap {
	var gaps []finding.Gap
	for i, g := range tree.Gaps {
		message := ""
		if line := src.lines.Locate(g.Start, g.End).StartLine; i < maxReportedGaps {
			message = fmt.Sprintf("%s:%d: %d bytes of %s were not understood and not examined", src.path, line, g.End-g.Start, src.language.name)
		} else {
			message = fmt.Sprintf("%s:%d: %d more regions were not understood and not examined", src.path, line, len(tree.Gaps)-i)
		}
		gaps = append(gaps, finding.Gap{Check: checkName, Kind: finding.Unparsed, Path: src.path, Message: message})
		if i == maxReportedGaps {
			break
		}
	}
	return gaps
}

// run evaluates the program on one file. cut names what was not evaluated to the end.
func (p *program) run(ctx context.Context, src *source) (findings []finding.Finding, cut []string) {
	words := p.wordsIn(src.text)
	var active []*compiled
	for _, c := range p.rules {
		if c.applies(src.path) && p.canRule(c, words) {
			active = append(active, c)
		}
	}
	if len(active) == 0 {
		return nil, nil
	}
	budget := stepsFloor + stepsPerByte*len(src.text)
	s := &search{matcher: &matcher{source: src, regexes: p.regexes, steps: budget}, program: p, results: make([][]match, p.leaves)}
	s.collect(p.index(active, words), src.root)
	if s.cut {
		cut = append(cut, "matching patterns")
	}
	for _, c := range active {
		if ctx.Err() != nil {
			break
		}
		s.matcher.steps, s.matcher.cut = budget, false
		var matches []match
		var ways map[[2]int]*taint
		if c.taint != nil {
			matches, ways = s.tainted(c)
		} else {
			matches = sorted(s.evaluate(c.search, frame{rule: c}))
		}
		if s.cut {
			cut = append(cut, "the rule "+c.ID)
		}
		findings = append(findings, src.report(c, matches, ways)...)
	}
	return findings, cut
}
