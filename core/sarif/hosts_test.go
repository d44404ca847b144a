//go:build hosts

package sarif

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/report"
)

// TestMicrosoftsValidatorFindsNothing runs Microsoft's sarif-multitool (npm
// @microsoft/sarif-multitool) over each dialect. The tool's exit code is 0 even
// when it finds errors, so its report is read.
func TestMicrosoftsValidatorFindsNothing(t *testing.T) {
	tool := multitool(t)
	clean := rich()
	clean.Judgement.Findings, clean.Gaps = nil, nil
	manual := rich()
	manual.Change = report.Change{}
	for _, c := range []struct {
		name    string
		report  *report.Report
		dialect Dialect
		kinds   string
	}{
		{"the full file", rich(), Full, "Sarif;Ghas"},
		{"GitHub's file", rich(), GitHub, "Sarif;Ghas"},
		{"Azure's file", rich(), Azure, "Sarif;GHAzDO"},
		{"GitHub's file without a change", manual, GitHub, "Sarif;Ghas"},
		{"Azure's file without a pipeline", manual, Azure, "Sarif"},
		{"GitHub's file of a clean run", clean, GitHub, "Sarif;Ghas"},
		{"Azure's file of a clean run", clean, Azure, "Sarif;GHAzDO"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := WriteWithLines(c.report, c.dialect, func(string) ([]byte, bool) { return make([]byte, 100), true })
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range validate(t, tool, out, c.kinds) {
				if problem.Level == "error" || problem.Level == "warning" {
					t.Errorf("%s %s: %s", problem.Level, problem.RuleID, problem.Message)
				}
			}
		})
	}
}

// TestTheValidatorIsAwake keeps the test above from passing because the tool
// examined nothing: of a file with a fault it has to complain.
func TestTheValidatorIsAwake(t *testing.T) {
	tool := multitool(t)
	for _, kinds := range []string{"Sarif;Ghas", "Sarif;GHAzDO"} {
		broken := []byte(`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"y"}}]}]}`)
		errors := 0
		for _, p := range validate(t, tool, broken, kinds) {
			if p.Level == "error" {
				errors++
			}
		}
		if errors == 0 {
			t.Errorf("rule kinds %s: no error in a file full of them", kinds)
		}
	}
}

func multitool(t *testing.T) string {
	t.Helper()
	candidates := []string{os.Getenv("SALLYPORT_MULTITOOL"),
		filepath.Join("..", "..", "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool")}
	for _, c := range candidates {
		if _, err := os.Stat(c); c == "" || err != nil {
			continue
		}
		path, err := filepath.Abs(c)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Fatal("sarif-multitool is not there; run npm install --no-save @microsoft/sarif-multitool@5.7.0 at the repository's root, or point SALLYPORT_MULTITOOL at Sarif.Multitool")
	return ""
}

type problem struct{ RuleID, Level, Message string }

type notice struct {
	Level   string
	Message struct{ Text string }
}

func validate(t *testing.T, tool string, file []byte, kinds string) []problem {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.sarif"), filepath.Join(dir, "out.sarif")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, tool, "validate", in, "-o", out, "--rule-kind", kinds, "--quiet")
	// Without ICU on the machine .NET aborts; nothing here depends on a culture.
	// SARIF2006 asks for every address that a file names; a proxy that nobody
	// answers keeps that on this machine.
	cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9")
	// The exit code says nothing certain: 0 with errors, 1 with some of them.
	printed, err := cmd.CombinedOutput()
	t.Logf("the validator ended with %v and printed %s", err, printed)
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return problems(t, content)
}

// problems reads the validator's own report, which is SARIF too.
func problems(t *testing.T, content []byte) []problem {
	t.Helper()
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID, Level string
				Message       struct {
					ID, Text  string
					Arguments []string
				}
			}
			Invocations []struct {
				Execution     []notice `json:"toolExecutionNotifications"`
				Configuration []notice `json:"toolConfigurationNotifications"`
			}
		}
	}
	if err := json.Unmarshal(content, &log); err != nil || len(log.Runs) != 1 {
		t.Fatalf("the validator's report: %v, %d runs", err, len(log.Runs))
	}
	var all []problem
	for _, r := range log.Runs[0].Results {
		level := r.Level
		if level == "" {
			level = "warning" // SARIF's default
		}
		message, err := json.Marshal(r.Message)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, problem{r.RuleID, level, string(message)})
	}
	for _, in := range log.Runs[0].Invocations {
		for _, n := range append(in.Execution, in.Configuration...) {
			all = append(all, problem{"the validator itself", n.Level, n.Message.Text})
		}
	}
	return all
}
