// Package task is the host for Azure Pipelines: inputs and variables in; issues,
// summary, outputs, the SARIF artifact and the pull request's status out. It
// reads the environment and decides nothing.
//
// Everything that it prints goes through package logline or is the data of an
// encoded command, because an agent obeys commands wherever they appear in the
// log. It talks to Azure DevOps only when the pipeline gives it a token, and
// nothing that comes of it changes the verdict.
//
// Known limits: pull requests of other providers (GitHub, Bitbucket) get no
// status, because Azure DevOps does not hold them.
package task

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/internal/logline"
	"github.com/sallyport-gate/sallyport/internal/outcome"
)

// Task implements core.Host.
type Task struct {
	env     Environment
	verdict finding.Verdict // as the outputs have it; empty when they have none
	message string          // what task.complete says
	broken  error           // why the log could not be written
}

// New makes the host.
func New(env Environment) *Task { return &Task{env: env} }

// Options are the inputs that are set. Secret ones are masked in the log from
// here on. An input that a pipeline does not set arrives empty.
func (t *Task) Options() map[string]string {
	inputs := map[string]string{}
	for _, o := range option.Table() {
		value := t.input(o.Name)
		if value == "" {
			continue
		}
		if o.Secret {
			t.command("task.setsecret", nil, value)
		}
		inputs[o.Name] = value
	}
	return inputs
}

func (t *Task) input(name string) string {
	return strings.TrimSpace(t.env.Getenv("INPUT_" + strings.ToUpper(name)))
}

// Progress prints a line when a stage begins.
func (t *Task) Progress(stage string) { t.line("sallyport: " + stage) }

// Publish writes issues, summary, outputs and artifact, and sets the pull
// request's status. The result itself is told by Exit.
func (t *Task) Publish(ctx context.Context, r *report.Report, files map[string]string) error {
	for line := range strings.Lines(report.Text(r, report.Style{})) {
		t.line(line)
	}
	annotations, left := report.Annotations(r, report.AnnotationsPerLevel)
	for _, n := range annotations {
		t.issue(n)
	}
	if left > 0 {
		t.line(fmt.Sprintf("sallyport: Azure Pipelines shows no more issues; %d more are in the summary", left))
	}
	t.message = outcome.Sentence(r)
	if path := files["summary.md"]; path != "" {
		t.command("task.uploadsummary", nil, path)
	}
	t.publishOutputs(r, files)
	t.uploadSARIF(sarifOf(files))
	t.setStatus(ctx, r.Verdict(), t.message)
	return t.broken
}

// Reject lists the mistakes in the input, each as its own issue.
func (t *Task) Reject(err error) { t.refuse("Wrong input, nothing was judged", err) }

// Fail tells why the run broke off. Such a run is undecided, and says so in the
// outputs unless they already say that the gate is closed.
func (t *Task) Fail(err error) {
	t.refuse("The run broke off", err)
	if t.verdict != finding.Closed {
		t.setOutput("verdict", string(finding.Undecided))
	}
}

// Exit completes the task. Afterwards the process ends with 0, because an agent
// takes any other code for a fault of the task and not for a verdict. When the
// log could not be written, nobody has heard the verdict, and the code is the
// only thing left to tell it. A script step that calls the program itself goes
// by its exit code, so there the contract's code stays.
func (t *Task) Exit(code int) int {
	result := "Failed"
	if code == 0 {
		result = "Succeeded"
	}
	t.command("task.complete", []property{{"result", result}}, t.message)
	switch {
	case t.broken != nil:
		return max(code, 1)
	case !t.env.Launched:
		return code
	default:
		return 0
	}
}

func (t *Task) refuse(what string, err error) {
	lines := report.Lines(err)
	for _, line := range lines {
		t.issue(report.Annotation{Level: report.AnnotateError, Message: what + ": " + line})
	}
	t.message = what + "."
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	t.setStatus(ctx, finding.Undecided, t.message)
}

// issue shows an annotation. Azure has two levels; a notice is a plain line.
func (t *Task) issue(n report.Annotation) {
	path, title, message := logline.Line(n.Path), logline.Text(n.Title), logline.Text(n.Message)
	level := "error"
	switch n.Level {
	case report.AnnotateNotice:
		t.line(path + ": " + title + ": " + message)
		return
	case report.AnnotateWarning:
		level = "warning"
	}
	t.command("task.logissue", []property{
		{"type", level}, {"sourcepath", path}, {"linenumber", position(n.Line)}, {"columnnumber", position(n.Column)}, {"code", title},
	}, message)
}

func (t *Task) warn(message string) {
	t.issue(report.Annotation{Level: report.AnnotateWarning, Message: message})
}

func position(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (t *Task) publishOutputs(r *report.Report, files map[string]string) {
	t.setOutput("verdict", string(r.Verdict()))
	t.setOutput("findings", strconv.Itoa(outcome.Findings(r)))
	t.setOutput("run", outcome.Names(r.Run))
	t.setOutput("owed", outcome.Names(r.Owed))
	if path := sarifOf(files); path != "" {
		t.setOutput("sarif", path)
	}
	t.verdict = r.Verdict()
}

func (t *Task) setOutput(name, value string) {
	t.command("task.setvariable", []property{{"variable", name}, {"isoutput", "true"}}, value)
}

// uploadSARIF puts the file where the Scans tab looks for it: an artifact of
// exactly this name. Only builds have artifacts; in a release the command would
// fail the task.
func (t *Task) uploadSARIF(path string) {
	if path == "" || !strings.EqualFold(t.env.Getenv("SYSTEM_HOSTTYPE"), "build") {
		return
	}
	const artifact = "CodeAnalysisLogs"
	t.command("artifact.upload", []property{{"containerfolder", artifact}, {"artifactname", artifact}}, path)
}

func sarifOf(files map[string]string) string {
	if path := files["azure.sarif"]; path != "" {
		return path
	}
	return files["sallyport.sarif"]
}

// setStatus is best effort: a status that is missing does not open a gate, and
// a branch policy that requires it keeps the pull request waiting.
func (t *Task) setStatus(ctx context.Context, verdict finding.Verdict, description string) {
	pr, err := t.pullRequest()
	if errors.Is(err, errNoPullRequest) {
		return
	}
	if err == nil {
		err = pr.setStatus(ctx, verdict, description, t.runURL())
	}
	if err != nil {
		t.warn("The pull request's status was not set: " + err.Error())
	}
}
