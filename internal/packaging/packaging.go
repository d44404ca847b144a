// Package packaging owns the form in which Sallyport reaches its hosts: the
// generated action.yml and task.json, and the folders of a release. It refuses
// to hold a default that the core has too: an input that a user does not set
// arrives empty, and the core decides what that means, so that the policy can
// still speak before the default does.
package packaging

//go:generate go run ./generate ../..

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/option"
)

// Version is that of the next release, in every file that names one.
const Version = "0.1.0"

// TaskID was drawn once and is kept: it is what installed pipelines refer to.
const TaskID = "7fb7a65e-0c08-4e14-b84b-b2cbdb999821"

const summary = "One gate for deployments: credentials, vulnerable dependencies and flaws in the code, judged by your policy. It fails closed."

// Generated are the files that are made from the table of options, by name
// relative to the root of the repository.
func Generated() (map[string][]byte, error) {
	task, err := taskJSON()
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"action.yml": actionYAML(), "task.json": task}, nil
}

// result is something that the gate tells the steps behind it.
type result struct{ name, meaning string }

func results() []result {
	return []result{
		{"verdict", "open, closed or undecided. Empty when the input was wrong and nothing was judged. Only open is a pass."},
		{"findings", "How many findings there are, without suppressed ones."},
		{"run", "JSON list of the checks and of the pipeline's own jobs (hotfix.jobs) that run now: all of them, but for a hotfix."},
		{"owed", "JSON list of the checks and jobs that a hotfix put off."},
		{"sarif", "Absolute path of the SARIF file in the form that this host accepts."},
	}
}

// describe is an option's meaning with what holds when it is not set.
func describe(o option.Option) string {
	text := o.Meaning
	switch o.Kind {
	case option.Choice:
		text += " One of `" + strings.Join(o.Values, "`, `") + "`."
	case option.Words:
		text += " A list, separated by commas, of `" + strings.Join(o.Values, "`, `") + "`."
	}
	if o.Default != "" {
		text += " Default: `" + o.Default + "`."
	}
	return text
}
