package report

import (
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// AnnotationLevel is how loud an annotation is; the names are GitHub's.
type AnnotationLevel string

const (
	AnnotateError   AnnotationLevel = "error"
	AnnotateWarning AnnotationLevel = "warning"
	AnnotateNotice  AnnotationLevel = "notice"
)

// AnnotationsPerLevel is what both hosts show of one step: GitHub ten of each
// level, Azure Pipelines ten errors and ten warnings.
const AnnotationsPerLevel = 10

// maxAnnotation is the length of a message in bytes; GitHub cuts at 4,096 characters.
const maxAnnotation = 4000

// Annotation is one line for the host to show beside the code. Its texts are
// one line each without anything invisible; the host still encodes them for its
// own commands.
type Annotation struct {
	Level        AnnotationLevel
	Path         string // slash-separated, relative to the tree's base, through Plain; empty when it belongs to no file
	Line, Column int    // from 1; 0 when unknown
	Title        string // the rule, or what it is about
	Message      string
}

// Annotations picks what is worth annotating, the most important first: what
// blocks and why the gate is not open as errors, gaps and findings that do not
// block as warnings, what is only for the record as notices. At most limit of
// each level are returned, and the number of those that were left out. Known
// and suppressed findings are never annotated.
func Annotations(r *Report, limit int) (list []Annotation, left int) {
	used := map[AnnotationLevel]int{}
	for _, a := range candidates(r) {
		if used[a.Level] >= limit {
			left++
			continue
		}
		used[a.Level]++
		a.Path = Plain(a.Path)
		a.Title, a.Message = clip(Sentence(a.Title), 250), clip(Sentence(a.Message), maxAnnotation)
		list = append(list, a)
	}
	return list, left
}

func candidates(r *Report) []Annotation {
	var all []Annotation
	ranked := Ranked(r.Judgement.Findings)
	blocking, others := split(ranked)
	if len(blocking) == 0 && r.Verdict() != finding.Open {
		// No line of code explains it, so the reasons have to.
		for _, reason := range r.Judgement.Reasons {
			all = append(all, Annotation{Level: AnnotateError, Title: "Sallyport", Message: reason})
		}
	}
	for _, j := range blocking {
		all = append(all, annotate(AnnotateError, j))
	}
	for _, c := range r.Checks {
		if failed(c.State) {
			all = append(all, Annotation{Level: AnnotateError, Title: "Sallyport: " + c.Name,
				Message: fmt.Sprintf("The check is %s: %s", c.State, c.Message)})
		}
	}
	for _, g := range r.Gaps {
		all = append(all, Annotation{Level: AnnotateWarning, Path: g.Path, Title: "Not examined: " + string(g.Kind), Message: g.Message})
	}
	for _, j := range others {
		if j.Status != finding.Reported {
			continue
		}
		level := AnnotateWarning
		if j.Confidence == finding.Info || j.Severity == finding.Low {
			level = AnnotateNotice
		}
		all = append(all, annotate(level, j))
	}
	return all
}

func annotate(level AnnotationLevel, j finding.Judged) Annotation {
	message := Told(j.Finding)
	if j.Advice != "" {
		message = strings.TrimRight(message, " ") + " " + j.Advice
	}
	return Annotation{
		Level: level, Path: j.Location.Path, Line: j.Location.StartLine, Column: j.Location.StartColumn,
		Title: fmt.Sprintf("%s (%s, %s)", j.Rule, j.Severity, j.Confidence), Message: message,
	}
}
