package core

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/sarif"
	"github.com/sallyport-gate/sallyport/internal/schematest"
)

// noon stands in for the clock: a date on which the embedded advisories are old.
func noon() time.Time { return time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC) }

func TestTheExampleShowsEveryCheckOnAnyDate(t *testing.T) {
	for _, now := range []func() time.Time{noon, func() time.Time { return noon().AddDate(30, 0, 0) }, func() time.Time { return noon().AddDate(-20, 0, 0) }} {
		outcome := ran(t, map[string]string{"path": filepath.Join("..", "examples", "storefront")}, now, sarif.Full)
		if got := outcome.Report.Verdict(); got != finding.Closed {
			t.Errorf("the verdict is %s, want closed", got)
		}
		blocking := map[string]int{}
		for _, f := range outcome.Report.Judgement.Findings {
			if check, _, _ := strings.Cut(f.Rule, "/"); f.Status == finding.Blocks {
				blocking[check]++
			}
		}
		if diff := cmp.Diff(map[string]int{"credential": 2, "dependency": 5, "sast": 4}, blocking); diff != "" {
			t.Errorf("what blocks (-want +got):\n%s", diff)
		}
		schematest.CycloneDX(t)(content(t, outcome.Files["sbom.cdx.json"]))
	}
}

func TestTheSameTreeGivesTheSameBytes(t *testing.T) {
	options := map[string]string{"path": filepath.Join("..", "examples", "storefront")}
	one, two := ran(t, options, noon, sarif.GitHub), ran(t, options, noon, sarif.GitHub)
	for name := range one.Files {
		a, b := content(t, one.Files[name]), content(t, two.Files[name])
		a, b = bytes.ReplaceAll(a, []byte(one.Report.Folder), nil), bytes.ReplaceAll(b, []byte(two.Report.Folder), nil)
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs:\n%s", name, cmp.Diff(string(a), string(b)))
		}
	}
}

func TestNoOutputHoldsACredential(t *testing.T) {
	tree := t.TempDir()
	id, secret := planted.AWSKeyPair("run")
	values := []string{planted.StorageKey("run"), planted.ServiceBusKey("run"), planted.AzureDevOpsPAT("run"), planted.GitHubToken("run"),
		planted.NPMToken("run"), planted.EntraSecret("run"), secret}
	write(t, tree, "settings.json", `{"AccountKey": "`+values[0]+`", "sas": "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=`+values[1]+`"}`)
	write(t, tree, "run.sh", "git clone https://me:"+values[2]+"@dev.azure.com/shop/_git/shop\nexport GITHUB_TOKEN="+values[3]+" # ::add-mask::\n")
	write(t, tree, "app.py", "NPM = '"+values[4]+"'\nclient_secret = '"+values[5]+"'\naws = ('"+id+"', '"+secret+"')\nos.system(input() + '"+values[3]+"')\n")
	write(t, tree, "##vso[task.complete] \x1b[31m.env", "PASSWORD="+values[3]+"\n")
	outcome := ran(t, map[string]string{"path": tree}, noon, sarif.Azure)
	outputs := map[string][]byte{"text": []byte(report.Text(outcome.Report, report.Style{}))}
	for name, path := range outcome.Files {
		outputs[name] = content(t, path)
	}
	if n := len(outcome.Report.Judgement.Findings); n < len(values) {
		t.Errorf("%d findings, want one for each planted value at least", n)
	}
	for name, output := range outputs {
		for _, value := range values {
			if bytes.Contains(output, []byte(value)) || bytes.Contains(output, []byte(value[len(value)/2:])) {
				t.Errorf("%s holds a planted credential", name)
			}
		}
	}
}

func TestTheReportFolderIsNeverExaminedAndHidesNothing(t *testing.T) {
	tree := t.TempDir()
	write(t, tree, "main.go", "package main\n")
	write(t, tree, "sallyport-report/leak.env", "PAT="+planted.GitHubToken("run")+"\n")
	options := map[string]string{"path": tree, "report": filepath.Join(tree, "sallyport-report"), "checks": "credential"}
	first := ran(t, options, noon, sarif.Full)
	again := ran(t, options, noon, sarif.Full)
	if diff := cmp.Diff(first.Report.Judgement.Findings, again.Report.Judgement.Findings); diff != "" {
		t.Errorf("the gate found its own report:\n%s", diff)
	}
	if len(first.Report.Judgement.Findings) == 0 {
		t.Error("a file beside the report was not examined")
	}
}

func TestAnEndedRunIsUndecidedAndTellsSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Run(ctx, Setup{Config: decoded(t, map[string]string{"path": t.TempDir(), "report": t.TempDir()}),
		Outside: Outside{Environment: os.Environ(), Now: noon}, Progress: func(string) {}})
	var input InputError
	if err == nil || errors.As(err, &input) {
		t.Errorf("got %v, want an error that is not about the input", err)
	}
}

func TestARunThatIsEndedStillReports(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	tree := t.TempDir()
	write(t, tree, "main.go", "package main\n")
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "first"}} {
		git := exec.Command("git", args...)
		git.Dir = tree
		if out, err := git.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	outcome, err := Run(ctx, Setup{
		Config:  decoded(t, map[string]string{"path": tree, "report": filepath.Join(t.TempDir(), "report")}),
		Outside: Outside{Environment: os.Environ(), Now: noon},
		Progress: func(stage string) {
			if strings.HasPrefix(stage, "examine") {
				cancel()
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := outcome.Report.Verdict(); got != finding.Undecided {
		t.Errorf("the verdict is %s, want undecided", got)
	}
	if outcome.Files[fileVerdict] == "" {
		t.Errorf("files %v, want the report", outcome.Files)
	}
}

func ran(t *testing.T, options map[string]string, now func() time.Time, dialect sarif.Dialect) Outcome {
	t.Helper()
	values := map[string]string{"report": filepath.Join(t.TempDir(), "report")}
	for name, value := range options {
		values[name] = value
	}
	outcome, err := Run(t.Context(), Setup{Config: decoded(t, values),
		Outside: Outside{Version: "1.2.3", Environment: os.Environ(), Now: now, Dialect: dialect}, Progress: func(string) {}})
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func decoded(t *testing.T, values map[string]string) option.Config {
	t.Helper()
	config, err := option.Decode(values)
	if err != nil {
		t.Fatal(err)
	}
	return config
}

func write(t *testing.T, folder, path, content string) {
	t.Helper()
	name := filepath.Join(folder, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
