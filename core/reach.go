package core

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/dependency"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/reach"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// reachTime is what the analysis of all Go modules may take in a release.
const reachTime = 10 * time.Minute

// reach asks which flaws of Go modules are called, when the policy lets the Go
// toolchain run on the repository, and lowers the severity of those that are
// not. What cannot be told keeps its severity. A module of which no flaw would
// block is not asked about.
func (p *prepared) reach(ctx context.Context, t trees, results []examined, within time.Duration) {
	p.reachIn(ctx, t.whole, p.repository.Base, results, within)
}

// reachIn does so for a tree whose files lie in a folder.
func (p *prepared) reachIn(ctx context.Context, tree *repo.Tree, folder string, results []examined, within time.Duration) {
	i := slices.IndexFunc(results, func(e examined) bool { return e.state.Name == dependency.Name })
	if i < 0 || !p.policy.Dependency.AllowToolchain || p.index == nil {
		return
	}
	asked := slices.DeleteFunc(p.goFlaws(results[i].Findings), func(q question) bool { return !slices.ContainsFunc(q.findings, p.matters) })
	if len(asked) == 0 {
		return
	}
	p.Progress("see which Go functions are called")
	a := reach.Analysis{Program: p.Outside.Program, Environment: p.Outside.Environment, Base: folder, Memory: p.Config.Memory}
	end := p.Outside.Now().Add(within)
	for _, q := range asked {
		a.Time = end.Sub(p.Outside.Now())
		answers := p.ask(ctx, tree, a, q)
		for n, f := range q.findings {
			*f = reached(*f, answers[n])
		}
		results[i].Coverage.Notes = append(results[i].Coverage.Notes, reachNote(q.folder, a.Platform(), answers))
	}
	newMasker().result(&results[i])
}

// matters tells whether the answer can change what a finding means: building and
// analysing a large program takes a minute.
func (p *prepared) matters(f *finding.Finding) bool {
	return p.policy.Blocks(*f) && !f.Package.KnownExploited && !f.Package.Malicious && !p.policy.Suppressed(*f, p.started)
}

// question is about the flaws that one go.mod brings.
type question struct {
	folder   string
	findings []*finding.Finding
	flaws    []reach.Flaw
}

// goFlaws are the findings that a go.mod brings, by its folder.
func (p *prepared) goFlaws(findings []finding.Finding) []question {
	var asked []question
	for i := range findings {
		f := &findings[i]
		name := path.Base(f.Location.Path)
		if f.Package == nil || f.Package.Advisory == "" || f.Package.Ecosystem != "Go" || name != "go.mod" && name != "go.sum" {
			continue
		}
		folder := path.Dir(f.Location.Path)
		if folder == "." {
			folder = ""
		}
		at := slices.IndexFunc(asked, func(q question) bool { return q.folder == folder })
		if at < 0 {
			at = len(asked)
			asked = append(asked, question{folder: folder})
		}
		asked[at].findings = append(asked[at].findings, f)
		asked[at].flaws = append(asked[at].flaws, reach.Flaw{Module: f.Package.Name, Imports: p.importsOf(f.Package)})
	}
	slices.SortFunc(asked, func(a, b question) int { return cmp.Compare(a.folder, b.folder) })
	return asked
}

// importsOf is what the index says of the flaw that a finding is about.
func (p *prepared) importsOf(of *finding.Package) []advisory.Import {
	matches, _, err := p.index.Match(of.Ecosystem, of.Name, of.Version)
	i := slices.IndexFunc(matches, func(m advisory.Match) bool { return m.ID == of.Advisory })
	if err != nil || i < 0 {
		return nil
	}
	return matches[i].Imports
}

func (p *prepared) ask(ctx context.Context, tree *repo.Tree, a reach.Analysis, q question) []reach.Answer {
	why := ""
	switch {
	case p.scope == option.Staged || p.scope == option.Input || p.repository.Single:
		why = "the sources are not on disk as they are examined"
	case a.Time <= 0 && p.Config.Mode == option.Hotfix:
		why = "the hotfix's budget leaves no time for it"
	case a.Time <= 0:
		why = fmt.Sprintf("the analyses of other modules took %s", reachTime)
	default:
		return a.Ask(ctx, tree, q.folder, q.flaws)
	}
	answers := make([]reach.Answer, len(q.flaws))
	for i := range answers {
		answers[i].Reason = why
	}
	return answers
}

// reached is a finding with what is known of its calls. What is exploited in the
// wild, and what is itself an attack, is not lowered: a package runs code when it
// is merely built in.
func reached(f finding.Finding, a reach.Answer) finding.Finding {
	about := *f.Package
	f.Package = &about
	why := "none of the flawed functions is called"
	switch a.State {
	case reach.Unknown:
		about.Reach = finding.ReachUnknown
		f.Message += "; whether it is called is not known: " + a.Reason
		return f
	case reach.Called:
		about.Reach = finding.Called
		f.Message += "; " + a.Symbol + " can be called"
		f.Flow = flow(a)
		return f
	case reach.Absent:
		why = "no flawed package is built in"
	}
	about.Reach = finding.NotCalled
	f.Message += "; " + why
	if was := f.Severity.Effective(); !about.KnownExploited && !about.Malicious && was > finding.Low {
		f.Message += fmt.Sprintf(", so it counts as low and not as %s", was)
		f.Severity = finding.Low
	}
	return f
}

// goSources are the files that settle what a Go build is made of.
func goSources(tree *repo.Tree) []string {
	var paths []string
	for _, f := range tree.Files() {
		switch name := path.Base(f.Path); {
		case strings.HasSuffix(name, ".go"), strings.HasSuffix(name, ".s"), name == "go.mod", name == "go.sum", name == "go.work", name == "modules.txt":
			paths = append(paths, f.Path)
		}
	}
	return paths
}

// flow is how the module gets to the flaw.
func flow(a reach.Answer) []finding.Step {
	var steps []finding.Step
	for i, c := range a.Way {
		to := a.Symbol
		if i+1 < len(a.Way) {
			to = a.Way[i+1].Function
		}
		steps = append(steps, finding.Step{Location: finding.Location{Path: c.Path, StartLine: c.Line}, Message: c.Function + " leads to " + to})
	}
	return steps
}

// reachNote tells what became of a module's flaws, and on which build that rests.
func reachNote(folder, platform string, answers []reach.Answer) string {
	count := map[reach.State]int{}
	reason := ""
	for _, a := range answers {
		count[a.State]++
		if a.State == reach.Unknown && reason == "" {
			reason = a.Reason
		}
	}
	var parts []string
	for _, part := range []struct {
		n    int
		text string
	}{
		{count[reach.Called], "can be called"}, {count[reach.NotCalled], "not called"}, {count[reach.Absent], "not built in"}, {count[reach.Unknown], "not known: " + reason},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.text))
		}
	}
	return fmt.Sprintf("Reachability of the flaws in %s, built for %s without cgo and build tags: %s", path.Join(folder, "go.mod"), platform, strings.Join(parts, ", "))
}
