package action

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/internal/hosttest"
)

var _ core.Host = (*Action)(nil)

// step is one run of the action with files in memory.
type step struct {
	*Action
	log   bytes.Buffer
	files map[string][]byte
}

func newStep(vars map[string]string) *step {
	s := &step{files: map[string][]byte{}}
	s.Action = New(Environment{
		Out:    &s.log,
		Getenv: func(name string) string { return vars[name] },
		ReadFile: func(path string) ([]byte, error) {
			if content, found := s.files[path]; found {
				return content, nil
			}
			return nil, os.ErrNotExist
		},
		Append: func(path string, content []byte) error {
			s.files[path] = append(s.files[path], content...)
			return nil
		},
		Random: strings.NewReader(strings.Repeat("0123456789abcdef", 64)),
	})
	return s
}

func hostFiles() map[string]string {
	return map[string]string{"GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary"}
}

func TestOptionsAreTheInputsThatAreSet(t *testing.T) {
	token := "not-a-" + "real-token"
	s := newStep(map[string]string{"INPUT_MODE": "hotfix", "INPUT_PATH": "", "INPUT_TOKEN": token, "INPUT_NOBODY": "x"})
	if diff := cmp.Diff(map[string]string{"mode": "hotfix", "token": token}, s.Options()); diff != "" {
		t.Error(diff)
	}
	masks := hosttest.ReadGitHub(s.log.String()).Named("add-mask")
	if len(masks) != 1 || masks[0].Data != token {
		t.Errorf("masks %v, want the token alone", masks)
	}
}

func TestChange(t *testing.T) {
	sha, merge := strings.Repeat("a", 40), strings.Repeat("b", 40)
	vars := func(more map[string]string) map[string]string {
		all := map[string]string{"GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": merge, "GITHUB_REF": "refs/heads/main",
			"GITHUB_ACTOR": "ada", "GITHUB_RUN_ID": "7", "GITHUB_SERVER_URL": "https://ghe.example"}
		for k, v := range more {
			all[k] = v
		}
		return all
	}
	event := map[string]any{"pull_request": map[string]any{"number": 1234567, "base": map[string]any{"sha": sha}, "user": map[string]any{"login": "grace"}}}
	pull := map[string]string{"GITHUB_EVENT_NAME": "pull_request", "GITHUB_REF": "refs/pull/12/merge", "GITHUB_BASE_REF": "release/1"}
	run := "https://ghe.example/o/r/actions/runs/7"
	for _, tt := range []struct {
		name  string
		vars  map[string]string
		event any
		want  report.Change
	}{
		{"a push", nil, map[string]any{"before": sha},
			report.Change{Repository: "o/r", Commit: merge, Ref: "refs/heads/main", Author: "ada", RunURL: run}},
		{"a pull request", pull, event,
			report.Change{Repository: "o/r", Commit: merge, Ref: "refs/pull/12/merge", Author: "grace", RunURL: run, PullRequest: "1234567", Base: sha}},
		{"a pull request without an event file", pull, nil,
			report.Change{Repository: "o/r", Commit: merge, Ref: "refs/pull/12/merge", Author: "ada", RunURL: run, PullRequest: "12", Base: "refs/remotes/origin/release/1"}},
		{"a pull request with a damaged event file", pull, "{",
			report.Change{Repository: "o/r", Commit: merge, Ref: "refs/pull/12/merge", Author: "ada", RunURL: run, PullRequest: "12", Base: "refs/remotes/origin/release/1"}},
		{"a base that is an option of git is dropped", map[string]string{"GITHUB_REF": "refs/pull/12/merge"},
			map[string]any{"pull_request": map[string]any{"number": 12, "base": map[string]any{"sha": "--upload-pack=x"}}},
			report.Change{Repository: "o/r", Commit: merge, Ref: "refs/pull/12/merge", Author: "ada", RunURL: run, PullRequest: "12"}},
		{"pull_request_target names no commit", map[string]string{"GITHUB_EVENT_NAME": "pull_request_target"}, event,
			report.Change{Repository: "o/r", Ref: "refs/heads/main", Author: "grace", RunURL: run, PullRequest: "1234567", Base: sha}},
		{"a merge queue has a base", map[string]string{"GITHUB_EVENT_NAME": "merge_group"}, map[string]any{"merge_group": map[string]any{"base_sha": sha}},
			report.Change{Repository: "o/r", Commit: merge, Ref: "refs/heads/main", Author: "ada", RunURL: run, Base: sha}},
		{"odd types in the event are nothing", nil, map[string]any{"pull_request": []any{1}},
			report.Change{Repository: "o/r", Commit: merge, Ref: "refs/heads/main", Author: "ada", RunURL: run}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all := vars(tt.vars)
			all["GITHUB_EVENT_PATH"] = eventFile(t, tt.event)
			if diff := cmp.Diff(tt.want, newStep(all).Change()); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("nothing at all", func(t *testing.T) {
		if diff := cmp.Diff(report.Change{}, newStep(nil).Change()); diff != "" {
			t.Error(diff)
		}
	})
}

func eventFile(t *testing.T, event any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "event.json")
	content, isText := event.(string)
	switch {
	case event == nil:
		return path // does not exist
	case !isText:
		encoded, err := json.Marshal(event)
		if err != nil {
			t.Fatal(err)
		}
		content = string(encoded)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func closed() *report.Report {
	return &report.Report{Judgement: finding.Judgement{Verdict: finding.Closed, Reasons: []string{"One finding blocks."},
		Findings: []finding.Judged{
			{Status: finding.Blocks, Finding: finding.Finding{Rule: "sast/x", Message: "100% bad, really: yes", Severity: finding.High,
				Location: finding.Location{Path: "a,b:c.go", StartLine: 3, StartColumn: 4, EndLine: 3, EndColumn: 9}}},
			{Status: finding.Suppressed, Finding: finding.Finding{Rule: "sast/y", Message: "promised"}},
		}}}
}

func TestPublish(t *testing.T) {
	s := newStep(hostFiles())
	s.files["summary.md"] = []byte("# Summary\n")
	err := s.Publish(context.Background(), closed(), map[string]string{"summary.md": "summary.md", "github.sarif": "/r/github.sarif", "sallyport.sarif": "/r/sallyport.sarif"})
	if err != nil {
		t.Fatal(err)
	}
	want := []hosttest.Command{
		{Name: "error", Properties: map[string]string{"title": "sast/x (high, info)", "file": "a,b:c.go", "line": "3", "col": "4"},
			Data: "100% bad, really: yes"},
	}
	if diff := cmp.Diff(want, hosttest.ReadGitHub(s.log.String()).Commands); diff != "" {
		t.Error(diff)
	}
	outputs, err := hosttest.ReadGitHubFile(string(s.files["output"]))
	if diff := cmp.Diff(map[string]string{"verdict": "closed", "findings": "1", "run": "[]", "owed": "[]", "sarif": "/r/github.sarif"}, outputs); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if got := string(s.files["summary"]); got != "# Summary\n" {
		t.Errorf("summary %q", got)
	}
}

func TestPublishWithoutHostFilesIsFine(t *testing.T) {
	if err := newStep(nil).Publish(context.Background(), closed(), nil); err != nil {
		t.Error(err)
	}
}

func TestPublishTellsWhatCouldNotBeWritten(t *testing.T) {
	s := newStep(hostFiles())
	s.env.Append = func(string, []byte) error { return errors.New("disk full") }
	s.out.to = failing{}
	err := s.Publish(context.Background(), closed(), map[string]string{"summary.md": "missing.md"})
	for _, want := range []string{"read the summary", "write the outputs: disk full", "closed pipe"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not hold %q", err, want)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("closed pipe") }

func TestSummaryIsCutToWhatTheRunnerShows(t *testing.T) {
	s := newStep(hostFiles())
	s.files["summary"] = bytes.Repeat([]byte("before\n"), 1000)
	s.files["summary.md"] = bytes.Repeat([]byte("0123456789\n"), 200_000)
	if err := s.Publish(context.Background(), closed(), map[string]string{"summary.md": "summary.md"}); err != nil {
		t.Fatal(err)
	}
	got := s.files["summary"]
	if len(got) > largestSummary || len(got) < largestSummary-200 || !bytes.HasSuffix(got, []byte("9\n"+summaryCut)) {
		t.Errorf("the summary has %d bytes and ends in %q", len(got), got[len(got)-120:])
	}
}

func TestFailIsUndecided(t *testing.T) {
	s := newStep(hostFiles())
	s.Fail(errors.New("out of memory"))
	outputs, err := hosttest.ReadGitHubFile(string(s.files["output"]))
	if diff := cmp.Diff(map[string]string{"verdict": "undecided"}, outputs); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	t.Run("after an open verdict too", func(t *testing.T) {
		s := newStep(hostFiles())
		_ = s.Publish(context.Background(), &report.Report{Judgement: finding.Judgement{Verdict: finding.Open}}, nil)
		s.Fail(errors.New("late"))
		if outputs, _ := hosttest.ReadGitHubFile(string(s.files["output"])); outputs["verdict"] != "undecided" {
			t.Errorf("outputs %v", outputs)
		}
	})
	t.Run("but a closed gate stays closed", func(t *testing.T) {
		s := newStep(hostFiles())
		_ = s.Publish(context.Background(), closed(), nil)
		s.Fail(errors.New("late"))
		if outputs, _ := hosttest.ReadGitHubFile(string(s.files["output"])); outputs["verdict"] != "closed" {
			t.Errorf("outputs %v", outputs)
		}
	})
}

func TestRejectNamesEveryMistake(t *testing.T) {
	s := newStep(hostFiles())
	s.Reject(errors.Join(errors.New("first"), errors.New("second")))
	got := hosttest.ReadGitHub(s.log.String()).Named("error")
	if len(got) != 2 || got[0].Data != "first" || got[1].Data != "second" {
		t.Errorf("commands %v", got)
	}
	if len(s.files["output"]) != 0 {
		t.Error("nothing was judged, but there are outputs")
	}
}

func TestExitIsTheContracts(t *testing.T) {
	for code := range 4 {
		if got := newStep(nil).Exit(code); got != code {
			t.Errorf("Exit(%d) = %d", code, got)
		}
	}
}

// TestNothingHostileBecomesACommand publishes reports whose every word is
// hostile and reads the log and the output file as the runner does.
func TestNothingHostileBecomesACommand(t *testing.T) {
	for _, text := range hosttest.Hostile() {
		t.Run(text, func(t *testing.T) {
			s := newStep(hostFiles())
			r := hosttest.HostileReport(text)
			s.Progress(text)
			if err := s.Publish(context.Background(), r, map[string]string{"github.sarif": text}); err != nil {
				t.Fatal(err)
			}
			s.Reject(errors.New(text))
			log := hosttest.ReadGitHub(s.log.String())
			for _, c := range log.Commands {
				if c.Name != "error" && c.Name != "warning" && c.Name != "notice" {
					t.Errorf("the runner would obey %q", c)
				}
			}
			if want := hosttest.Notices + 1; len(log.Commands) != want {
				t.Errorf("%d commands, want %d:\n%s", len(log.Commands), want, s.log.String())
			}
			if at := hosttest.Invisible(s.log.String()); at >= 0 {
				t.Errorf("the log holds an invisible character at byte %d:\n%q", at, s.log.String())
			}
			outputs, err := hosttest.ReadGitHubFile(string(s.files["output"]))
			if diff := cmp.Diff(map[string]string{"verdict": "undecided", "findings": "3", "run": "[]", "owed": "[]", "sarif": text}, outputs); diff != "" || err != nil {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
}
