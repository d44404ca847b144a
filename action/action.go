// Package action is the host for GitHub Actions: inputs and the event in;
// annotations, job summary and outputs out. It reads the environment and decides
// nothing. It talks to GitHub only in a rollback or a hotfix that was given a
// token: it reads the environment's deployments, and records what a swap made live.
//
// Everything that it prints goes through package logline or is the data of an
// encoded command, because a runner obeys commands wherever they appear in the
// log. It refuses go-githubactions' writing of outputs, whose delimiter is fixed
// and can therefore be forged by a value.
package action

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/sethvargo/go-githubactions"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/internal/logline"
)

// Action implements core.Host.
type Action struct {
	env     Environment
	out     *steady
	log     *githubactions.Action
	verdict finding.Verdict // as the outputs have it; empty when they have none
}

// New makes the host.
func New(env Environment) *Action {
	out := &steady{to: env.Out}
	log := githubactions.New(githubactions.WithWriter(out), githubactions.WithGetenv(env.Getenv))
	return &Action{env: env, out: out, log: log}
}

// Options are the inputs that are set. Secret ones are masked in the log from
// here on. An input that a workflow does not set arrives empty.
func (a *Action) Options() map[string]string {
	inputs := map[string]string{}
	for _, o := range option.Table() {
		value := a.log.GetInput(o.Name)
		if value == "" {
			continue
		}
		if o.Secret {
			a.log.AddMask(value)
		}
		inputs[o.Name] = value
	}
	return inputs
}

// Progress prints a line when a stage begins.
func (a *Action) Progress(stage string) { a.line("sallyport: " + stage) }

// Publish writes annotations, the job summary and the outputs. Each is tried
// even when another one did not succeed; the error joins what went wrong.
func (a *Action) Publish(_ context.Context, r *report.Report, files map[string]string) error {
	for line := range strings.Lines(report.Text(r, report.Style{})) {
		a.line(line)
	}
	annotations, left := report.Annotations(r, report.AnnotationsPerLevel)
	for _, n := range annotations {
		a.annotate(n)
	}
	if left > 0 {
		a.line(fmt.Sprintf("sallyport: GitHub shows no more annotations; %d more are in the summary", left))
	}
	return errors.Join(a.summarise(files["summary.md"]), a.publishOutputs(r, files), a.out.err)
}

// Reject annotates the mistakes in the input, each on its own line.
func (a *Action) Reject(err error) { a.errors("Sallyport: wrong input, nothing was judged", err) }

// Fail annotates why the run broke off. Such a run is undecided, and says so in
// the outputs unless they already say that the gate is closed.
func (a *Action) Fail(err error) {
	a.errors("Sallyport: the run broke off", err)
	if a.verdict == finding.Closed {
		return
	}
	if err := a.setOutputs([]output{{"verdict", string(finding.Undecided)}}); err != nil {
		a.errors("Sallyport", err)
	}
}

// Exit is the contract's code itself: GitHub fails a step for any but 0.
func (a *Action) Exit(code int) int { return code }

func (a *Action) errors(title string, err error) {
	for _, line := range report.Lines(err) {
		a.annotate(report.Annotation{Level: report.AnnotateError, Title: title, Message: line})
	}
}

// annotate issues one command; the library encodes properties and data.
func (a *Action) annotate(n report.Annotation) {
	fields := map[string]string{}
	for name, value := range map[string]string{
		"title": logline.Text(n.Title), "file": logline.Line(n.Path), "line": position(n.Line), "col": position(n.Column),
	} {
		if value != "" {
			fields[name] = value
		}
	}
	log, message := a.log.WithFieldsMap(fields), logline.Text(n.Message)
	switch n.Level {
	case report.AnnotateWarning:
		log.Warningf("%s", message)
	case report.AnnotateNotice:
		log.Noticef("%s", message)
	default:
		log.Errorf("%s", message)
	}
}

func position(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (a *Action) line(text string) { a.log.Infof("%s", logline.Line(strings.TrimRight(text, "\r\n"))) }
