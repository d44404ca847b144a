package sast

import (
	"context"
	"slices"
	"sync"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// survey is what the pass over all files leaves: their findings, and outlines
// from which a second pass follows taint from file to file.
type survey struct {
	check *Check
	mutex sync.Mutex
	files map[string]*surveyed
}

type surveyed struct {
	findings []finding.Finding
	outline  *outline
	again    map[string]bool   // rules that the second pass evaluated anew
	crossed  []finding.Finding // what it found, in this file and in others
}

func newSurvey(c *Check) *survey { return &survey{check: c, files: map[string]*surveyed{}} }

// examine runs all rules over one file and keeps what it finds for the end: the
// second pass may know better.
func (s *survey) examine(ctx context.Context, file repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
	own := languageOf(s.check.languages, file.Path)
	made := &surveyed{}
	findings, gaps, err := s.check.examineAnd(ctx, file.Path, content, func(src *source, words wordSet) *outline {
		if src.language != own || !crosses(own) {
			return nil
		}
		made.outline = newOutline(src, file)
		s.check.programs[own].mark(made.outline, s.check.taintRules, words)
		return made.outline
	})
	made.findings = findings
	s.mutex.Lock()
	s.files[file.Path] = made
	s.mutex.Unlock()
	return nil, gaps, err
}

// crosses says whether calls of a language are followed into other files.
func crosses(l *language) bool {
	switch family(l) {
	case "csharp", "go", "java", "javascript", "python":
		return true
	}
	return false
}

// mark notes for which taint rules a file has the words of a source or sink.
func (p *program) mark(o *outline, rules int, words wordSet) {
	o.sources, o.sinks, o.typed, o.types = newBitSet(rules), newBitSet(rules), newBitSet(rules), newBitSet(rules)
	o.settled = &settled{known: true, found: newBitSet(rules), yields: map[int]map[string]bool{}, asked: map[fieldOfClass]struct{}{}}
	strict := words
	strict.typed = true
	like := map[int]int{} // a rule that has the same sources, by their number
	for _, c := range p.rules {
		if c.taint == nil || !c.own && !c.options.interfile {
			continue
		}
		if first, known := like[c.lists.sources]; known {
			for _, marks := range []bitSet{o.sources, o.typed, o.types} {
				if marks.has(first) {
					marks.add(c.taintNumber)
				}
			}
		} else {
			like[c.lists.sources] = c.taintNumber
			p.markSources(o, c, words, strict)
		}
		if p.someCan(c, c.taint.sinks, words) {
			o.sinks.add(c.taintNumber)
		}
	}
}

func (p *program) markSources(o *outline, c *compiled, words, strict wordSet) {
	if p.someCan(c, c.taint.sources, words) {
		o.sources.add(c.taintNumber)
	}
	if p.someCan(c, c.taint.sources, strict) {
		o.typed.add(c.taintNumber)
	}
	for _, t := range c.taint.sources {
		t.formula.patterns(func(f *formula) {
			if l := c.leaves[f.number]; len(l.types) > 0 && l.hasTypes(words) {
				o.types.add(c.taintNumber)
			}
		})
	}
}

func (p *program) someCan(c *compiled, list []*taintFormula, words wordSet) bool {
	return slices.ContainsFunc(list, func(t *taintFormula) bool { return p.can(c, t.formula, words) })
}

// cross evaluates the taint rules again whose ways lead through several files,
// and puts the findings of both passes into the result.
func (s *survey) cross(ctx context.Context, tree *repo.Tree, result *check.Result) error {
	var outlines []*outline
	for _, f := range tree.Files() {
		if seen := s.files[f.Path]; seen != nil && seen.outline != nil {
			outlines = append(outlines, seen.outline)
		}
	}
	p := newProject(s.check, tree, outlines)
	rules := make([][]*compiled, len(outlines))
	for i := range outlines {
		rules[i] = p.crossing(i)
	}
	idle := make(chan *session, maxSessions)
	wants := func(f repo.File) bool {
		i, ok := p.byPath[f.Path]
		return ok && len(rules[i]) > 0
	}
	again, err := check.Examine(ctx, tree, checkName, false, wants,
		func(ctx context.Context, f repo.File, _ []byte) ([]finding.Finding, []finding.Gap, error) {
			w := p.session(ctx, idle)
			i := p.byPath[f.Path]
			gaps := w.examine(ctx, i, rules[i], s.files[f.Path])
			w.trim()
			select {
			case idle <- w:
			default:
			}
			return nil, gaps, nil
		})
	result.Findings = s.findings(tree)
	finding.Number(result.Findings)
	for _, g := range again.Coverage.Gaps {
		if !slices.Contains(result.Coverage.Gaps, g) {
			result.Coverage.Gaps = append(result.Coverage.Gaps, g)
		}
	}
	return err
}

// maxSessions bounds the sessions that wait for a file.
const maxSessions = 16

// session takes an idle session, or makes one.
func (p *project) session(ctx context.Context, idle chan *session) *session {
	select {
	case w := <-idle:
		w.ctx = func() context.Context { return ctx }
		return w
	default:
		return &session{project: p, ctx: func() context.Context { return ctx }, loaded: map[int]*unit{}, classes: map[classOfUnit]*class{}}
	}
}

// examine evaluates rules on a file and what it leads into.
func (s *session) examine(ctx context.Context, file int, rules []*compiled, seen *surveyed) (gaps []finding.Gap) {
	rules = slices.DeleteFunc(slices.Clone(rules), func(c *compiled) bool { return !s.begins(file, c) })
	if len(rules) == 0 {
		return nil
	}
	u := s.unit(file)
	if u == nil {
		return nil
	}
	again := map[string]bool{}
	var crossed []finding.Finding
	for i, a := range u.rules(ctx, rules, s) {
		if a.cut {
			gaps = append(gaps, cutGap(u.path, "the rule "+rules[i].ID))
			continue // what the first pass found stays
		}
		again[rules[i].ID] = true
		crossed = append(crossed, a.findings...)
	}
	seen.again, seen.crossed = again, crossed
	return gaps
}

// findings joins both passes. A sink that its own file's walk reaches is told with
// that way; one that is reached from several files is told once, and so are the
// arguments of one call: by the way that weighs most.
func (s *survey) findings(tree *repo.Tree) (all []finding.Finding) {
	told := map[spotOf]int{}
	add := func(f finding.Finding) {
		at, known := told[placeOf(f)]
		switch {
		case !known:
			told[placeOf(f)] = len(all)
			all = append(all, f)
		case f.Severity > all[at].Severity:
			all[at] = f
		}
	}
	for _, file := range tree.Files() {
		seen := s.files[file.Path]
		if seen == nil {
			continue
		}
		for _, f := range seen.findings {
			if !seen.again[f.Rule] {
				add(f)
			}
		}
		for _, f := range seen.crossed {
			if f.Location.Path == file.Path {
				add(f)
			}
		}
	}
	for _, file := range tree.Files() {
		if seen := s.files[file.Path]; seen != nil {
			for _, f := range seen.crossed {
				add(f)
			}
		}
	}
	return all
}

// spotOf is where a rule found something: what flows counts once a line.
type spotOf struct {
	rule string
	at   finding.Location
}

func placeOf(f finding.Finding) spotOf {
	if len(f.Flow) == 0 {
		return spotOf{f.Rule, f.Location}
	}
	return spotOf{f.Rule, finding.Location{Path: f.Location.Path, StartLine: f.Location.StartLine, Inside: f.Location.Inside}}
}
