package task

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/sarif"
	"github.com/sallyport-gate/sallyport/internal/hosttest"
)

var _ core.Host = (*Task)(nil)

// step is one run of the task.
type step struct {
	*Task
	log bytes.Buffer
}

func newStep(vars map[string]string) *step {
	s := &step{}
	env := System()
	env.Out = &s.log
	env.Getenv = func(name string) string { return vars[name] }
	env.Launched = true
	s.Task = New(env)
	return s
}

func (s *step) read() hosttest.Log { return hosttest.ReadAzure(s.log.String()) }

func closed() *report.Report {
	return &report.Report{Judgement: finding.Judgement{Verdict: finding.Closed, Reasons: []string{"One finding blocks."},
		Findings: []finding.Judged{
			{Status: finding.Blocks, Finding: finding.Finding{Rule: "sast/x", Message: "100% bad; [really]", Severity: finding.High,
				Location: finding.Location{Path: "a;b].go", StartLine: 3, StartColumn: 4}}},
			{Status: finding.Suppressed, Finding: finding.Finding{Rule: "sast/y", Message: "promised"}},
		}}}
}

func TestOptionsAreTheInputsThatAreSet(t *testing.T) {
	token := "not-a-" + "real%token"
	s := newStep(map[string]string{"INPUT_MODE": "hotfix", "INPUT_PATH": "", "INPUT_TOKEN": token, "INPUT_NOBODY": "x"})
	if diff := cmp.Diff(map[string]string{"mode": "hotfix", "token": token}, s.Options()); diff != "" {
		t.Error(diff)
	}
	secrets := s.read().Named("task.setsecret")
	if len(secrets) != 1 || secrets[0].Data != token {
		t.Errorf("secrets %v, want the token alone", secrets)
	}
}

func TestChange(t *testing.T) {
	commit := strings.Repeat("c", 40)
	vars := map[string]string{
		"BUILD_SOURCEVERSION": commit, "BUILD_SOURCEBRANCH": "refs/pull/9/merge", "BUILD_REQUESTEDFOR": "Ada",
		"BUILD_REPOSITORY_NAME": "shop", "BUILD_REPOSITORY_URI": "https://acme@dev.azure.com/acme/Web%20Shop/_git/shop",
		"BUILD_REPOSITORY_PROVIDER": "TfsGit", "BUILD_BUILDID": "77", "BUILD_DEFINITIONNAME": "gate",
		"SYSTEM_COLLECTIONURI": "https://dev.azure.com/acme/", "SYSTEM_TEAMPROJECT": "Web Shop", "SYSTEM_TEAMPROJECTID": "p-1",
		"SYSTEM_DEFINITIONID": "5", "SYSTEM_PHASEID": "f-1", "SYSTEM_PHASENAME": "Job",
		"SYSTEM_PULLREQUEST_PULLREQUESTID": "9", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/release/1",
	}
	want := report.Change{
		Repository: "https://dev.azure.com/acme/Web%20Shop/_git/shop", Commit: commit, Ref: "refs/pull/9/merge", Author: "Ada",
		PullRequest: "9", Base: "refs/remotes/origin/release/1", RunURL: "https://dev.azure.com/acme/Web%20Shop/_build/results?buildId=77",
		Build: map[string]string{sarif.BuildOrganization: "acme", sarif.BuildProject: "p-1", sarif.BuildDefinition: "5",
			sarif.BuildDefinitionName: "gate", sarif.BuildPhase: "f-1", sarif.BuildPhaseName: "Job", sarif.BuildID: "77"},
	}
	t.Run("a pull request without a token", func(t *testing.T) {
		if diff := cmp.Diff(want, newStep(vars).Change()); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("nothing at all", func(t *testing.T) {
		if diff := cmp.Diff(report.Change{Build: map[string]string{}}, newStep(nil).Change()); diff != "" {
			t.Error(diff)
		}
	})
	for _, tt := range []struct{ name, branch, want string }{
		{"a branch of GitHub has no prefix", "main", "refs/remotes/origin/main"},
		{"an option of git is no branch", "--upload-pack=$(x)", ""},
		{"a range is no branch", "a..b", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := newStep(map[string]string{"SYSTEM_PULLREQUEST_PULLREQUESTID": "9", "SYSTEM_PULLREQUEST_TARGETBRANCH": tt.branch}).Change()
			if got.Base != tt.want {
				t.Errorf("base %q, want %q", got.Base, tt.want)
			}
		})
	}
}

func TestOrganizationOf(t *testing.T) {
	for address, want := range map[string]string{
		"https://dev.azure.com/acme/":               "acme",
		"https://acme.visualstudio.com/":            "acme",
		"https://tfs.example/tfs/DefaultCollection": "DefaultCollection",
		"": "", "https://dev.azure.com": "", ":": "",
	} {
		if got := organizationOf(address); got != want {
			t.Errorf("organizationOf(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestPublishAndExit(t *testing.T) {
	s := newStep(map[string]string{"SYSTEM_HOSTTYPE": "build"})
	if err := s.Publish(context.Background(), closed(), map[string]string{"summary.md": "/r/sum;mary].md", "azure.sarif": "/r/50%/azure.sarif"}); err != nil {
		t.Fatal(err)
	}
	if got := s.Exit(1); got != 0 {
		t.Errorf("exit %d", got)
	}
	set := func(name, value string) hosttest.Command {
		return hosttest.Command{Name: "task.setvariable", Properties: map[string]string{"variable": name, "isoutput": "true"}, Data: value}
	}
	want := []hosttest.Command{
		{Name: "task.logissue", Properties: map[string]string{"type": "error", "code": "sast/x (high, info)", "sourcepath": "a;b].go", "linenumber": "3", "columnnumber": "4"},
			Data: "100% bad; [really]"},
		{Name: "task.uploadsummary", Properties: map[string]string{}, Data: "/r/sum;mary].md"},
		set("verdict", "closed"), set("findings", "1"), set("run", "[]"), set("owed", "[]"), set("sarif", "/r/50%/azure.sarif"),
		{Name: "artifact.upload", Properties: map[string]string{"containerfolder": "CodeAnalysisLogs", "artifactname": "CodeAnalysisLogs"}, Data: "/r/50%/azure.sarif"},
		{Name: "task.complete", Properties: map[string]string{"result": "Failed"}, Data: "The gate is closed; findings: 1."},
	}
	if diff := cmp.Diff(want, s.read().Commands); diff != "" {
		t.Error(diff)
	}
}

func TestReleasePipelinesHaveNoArtifacts(t *testing.T) {
	s := newStep(map[string]string{"SYSTEM_HOSTTYPE": "release"})
	_ = s.Publish(context.Background(), closed(), map[string]string{"azure.sarif": "/r/azure.sarif"})
	if got := s.read().Named("artifact.upload"); len(got) != 0 {
		t.Errorf("uploads %v", got)
	}
}

func TestExit(t *testing.T) {
	for code, want := range map[int]string{0: "Succeeded", 1: "Failed", 2: "Failed", 3: "Failed", 99: "Failed"} {
		s := newStep(nil)
		if got := s.Exit(code); got != 0 {
			t.Errorf("Exit(%d) = %d", code, got)
		}
		if got := s.read().Named("task.complete"); len(got) != 1 || got[0].Properties["result"] != want {
			t.Errorf("Exit(%d) completes with %v, want %s", code, got, want)
		}
	}
	t.Run("a script that calls the program goes by the code", func(t *testing.T) {
		for _, code := range []int{0, 1, 2, 3} {
			s := newStep(nil)
			s.env.Launched = false
			if got := s.Exit(code); got != code {
				t.Errorf("Exit(%d) = %d", code, got)
			}
		}
	})
	t.Run("a log that nobody reads fails by the code", func(t *testing.T) {
		for _, code := range []int{0, 1, 3} {
			s := newStep(nil)
			s.env.Out = failing{}
			if got := s.Exit(code); got != max(code, 1) {
				t.Errorf("Exit(%d) = %d", code, got)
			}
		}
	})
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("closed pipe") }

func TestRejectAndFail(t *testing.T) {
	s := newStep(nil)
	s.Reject(errors.Join(errors.New("first"), errors.New("second")))
	s.Exit(2)
	log := s.read()
	if issues := log.Named("task.logissue"); len(issues) != 2 || !strings.HasSuffix(issues[1].Data, "second") {
		t.Errorf("issues %v", issues)
	}
	if len(log.Named("task.setvariable")) != 0 {
		t.Error("nothing was judged, but there are outputs")
	}
	for _, tt := range []struct {
		name   string
		before *report.Report
		want   string
	}{
		{"a run that broke off is undecided", nil, "undecided"},
		{"after an open verdict too", &report.Report{Judgement: finding.Judgement{Verdict: finding.Open}}, "undecided"},
		{"a closed gate stays closed", closed(), "closed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStep(nil)
			if tt.before != nil {
				_ = s.Publish(context.Background(), tt.before, nil)
			}
			s.Fail(errors.New("late"))
			got := ""
			for _, c := range s.read().Named("task.setvariable") {
				if c.Properties["variable"] == "verdict" {
					got = c.Data
				}
			}
			if got != tt.want {
				t.Errorf("verdict %q, want %q", got, tt.want)
			}
		})
	}
}

// TestNothingHostileBecomesACommand publishes reports whose every word is
// hostile and reads the log as the agent does.
func TestNothingHostileBecomesACommand(t *testing.T) {
	for _, text := range hosttest.Hostile() {
		t.Run(text, func(t *testing.T) {
			s := newStep(map[string]string{"SYSTEM_HOSTTYPE": "build"})
			s.Progress(text)
			if err := s.Publish(context.Background(), hosttest.HostileReport(text), map[string]string{"summary.md": text, "azure.sarif": text}); err != nil {
				t.Fatal(err)
			}
			s.Reject(errors.New(text))
			s.Exit(3)
			log := s.read()
			var got []string
			for _, c := range log.Commands {
				got = append(got, c.Name)
				if c.Name == "task.complete" && (c.Properties["result"] != "Failed" || len(c.Properties) != 1) {
					t.Errorf("the agent would complete with %v", c.Properties)
				}
			}
			want := append(strings.Split(strings.Repeat("task.logissue ", hosttest.Notices)+
				"task.uploadsummary task.setvariable task.setvariable task.setvariable task.setvariable task.setvariable artifact.upload", " "), "task.logissue", "task.complete")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\n%s", diff, s.log.String())
			}
			if len(log.Warnings) != 0 {
				t.Errorf("the agent would warn of %q", log.Warnings)
			}
			outputs := map[string]string{}
			for _, c := range log.Named("task.setvariable") {
				outputs[c.Properties["variable"]] = c.Data
			}
			if diff := cmp.Diff(map[string]string{"verdict": "undecided", "findings": "3", "run": "[]", "owed": "[]", "sarif": text}, outputs); diff != "" {
				t.Error(diff)
			}
		})
	}
}
