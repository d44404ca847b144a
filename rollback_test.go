package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/internal/armtest"
)

// shop is a repository with two released versions, the newer one live.
type shop struct {
	t           testing.TB
	folder      string
	environment []string
	azure       *armtest.Azure
	before, n   string // commits
	github      *armtest.GitHub
	target      string // of the rollback; before without it
}

// watchQuickly is a policy whose waiting suits a test.
const watchQuickly = `version: 1
release: {require: [credential]}
hotfix: {approver: named}
advisories: {allowStale: true, allowSample: true}
rollback:
  watch: {samples: 2, healthy: 2, interval: 10ms, bake: 20ms, settle: 2s, patience: 20s}
`

func newShop(t *testing.T) *shop {
	t.Helper()
	s := &shop{t: t, folder: t.TempDir()}
	s.settle()
	s.write(".sallyport.yml", watchQuickly)
	s.write("version.txt", "1\n")
	s.write(".gitignore", "/receipts/\n/report/\n")
	s.run("git", "init", "-q", ".")
	s.before = s.release("version 1")
	s.write("version.txt", "2\n")
	s.n = s.release("version 2")
	s.azure = armtest.Serve(t, armtest.NewApp(s.n, s.before))
	s.environment = append(s.environment, s.azure.Environment(t)...)
	return s
}

// settle gives the shop an environment of its own.
func (s *shop) settle() {
	s.environment = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.com",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.com", "GITHUB_ACTIONS=", "TF_BUILD=", "HOME="+s.folder)
}

func (s *shop) write(name, content string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.folder, name), []byte(content), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir, c.Env = s.folder, s.environment
	return c
}

func (s *shop) run(name string, args ...string) string {
	s.t.Helper()
	out, err := s.command(name, args...).CombinedOutput()
	if err != nil {
		s.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (s *shop) release(message string) string {
	s.t.Helper()
	s.run("git", "add", ".")
	s.run("git", "commit", "-q", "-m", message)
	s.run("sallyport", "--checks=credential,dependency", "--receipts=receipts", "--report=report", ".")
	return strings.TrimSpace(s.run("git", "rev-parse", "HEAD"))
}

func (s *shop) rollback(more ...string) *exec.Cmd {
	args := append([]string{"--mode=rollback", "--swap", "--probe=/version", "--site=" + armtest.SiteID, "--receipts=receipts", "--report=report", "--target=" + cmp.Or(s.target, s.before)}, more...)
	return s.command("sallyport", append(args, ".")...)
}

// exit runs a command to its end.
func exit(t *testing.T, c *exec.Cmd) (int, string) {
	t.Helper()
	out, err := c.CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(out)
}

// verdict reads what the last run left.
func (s *shop) verdict() map[string]any {
	s.t.Helper()
	content, err := os.ReadFile(filepath.Join(s.folder, "report", "verdict.json"))
	if err != nil {
		s.t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(content, &v); err != nil {
		s.t.Fatal(err)
	}
	return v
}

func TestRollbackAsAProcess(t *testing.T) {
	tests := map[string]struct {
		with  func(*shop)
		args  []string
		exit  int
		posts int
		live  func(*shop) string
		says  string
	}{
		"carried out":                              {nil, nil, 0, 1, (*shop).older, "is live and healthy"},
		"R9 dropped after it happened":             {func(s *shop) { s.azure.Fail(armtest.DroppedAfter()) }, nil, 0, 1, (*shop).older, "leaves open"},
		"R9 503 after it happened":                 {func(s *shop) { s.azure.Fail(armtest.UnavailableAfter()) }, nil, 0, 1, (*shop).older, "503"},
		"R9 no answer, after it happened":          {func(s *shop) { s.azure.Fail(armtest.HangsAfter()) }, nil, 0, 1, (*shop).older, "Seen on both slots: swapped"},
		"R9 no answer, before it happens":          {func(s *shop) { s.azure.Fail(armtest.HangsAndLate(3)) }, nil, 0, 1, (*shop).older, "leaves open"},
		"R9 no answer, and nothing swapped, twice": {func(s *shop) { s.azure.Fail(armtest.HangsBefore(), armtest.HangsBefore()) }, nil, 3, 2, (*shop).newer, "nothing was swapped by any"},
		"R9 success without a swap":                {func(s *shop) { s.azure.Fail(armtest.NothingSwapped(), armtest.NothingSwapped()) }, nil, 3, 2, (*shop).newer, "nothing was swapped by any"},
		"R8 the role lacks the action":             {func(s *shop) { s.azure.Deny("Microsoft.Web/sites/slots/slotsswap/action") }, nil, 3, 1, (*shop).newer, "Microsoft.Web/sites/slots/slotsswap/action"},
		"R6 the slot holds something else": {func(s *shop) {
			s.azure.Change(func(_, staging *armtest.Slot) { staging.Content.Version = strings.Repeat("c", 40) })
		}, nil, 3, 0, (*shop).newer, "az webapp deploy --subscription"},
		"R6 the artifact has expired": {func(s *shop) {
			s.azure.Change(func(_, staging *armtest.Slot) { staging.Content.Version = strings.Repeat("c", 40) })
		}, nil, 3, 0, (*shop).newer, "When that artifact is not kept any more"},
		"no identity": {func(s *shop) { s.environment = append(s.environment, "AZURE_FEDERATED_TOKEN_FILE=") }, nil, 3, 0, (*shop).newer, "slots"},
		"R1 the last known good, without a platform to agree": {func(s *shop) { s.target = "auto" }, nil, 3, 0, (*shop).newer, "do not agree"},
		"R1 the live version as the target":                   {func(s *shop) { s.target = s.n }, nil, 1, 0, (*shop).newer, "is the live version already"},
		"only planned":                                        {nil, []string{"--plan"}, 0, 0, (*shop).newer, "Swap once"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			if test.with != nil {
				test.with(s)
			}
			code, out := exit(t, s.rollback(test.args...))
			if code != test.exit || s.azure.Posts() != test.posts || s.azure.Live() != test.live(s) || !strings.Contains(out, test.says) {
				t.Errorf("got exit %d after %d requests, %.7s live; want exit %d after %d, %q in\n%s", code, s.azure.Posts(), s.azure.Live(), test.exit, test.posts, test.says, out)
			}
			if strings.Contains(out, s.azure.Token) {
				t.Error("the token was printed")
			}
		})
	}
}

func (s *shop) older() string { return s.before }

func (s *shop) newer() string { return s.n }

func TestABadVersionIsBlockedAfterwards(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	if code, out := exit(t, s.rollback()); code != 0 {
		t.Fatalf("exit %d: %s", code, out)
	}
	v := s.verdict()
	if v["receipt"] == nil || v["swap"] == nil {
		t.Errorf("verdict.json says neither receipt nor swap: %v", v)
	}
	s.target = s.n
	code, out := exit(t, s.rollback())
	if code != 1 || !strings.Contains(out, "is blocked since") || s.azure.Posts() != 1 {
		t.Errorf("exit %d after %d requests: %s", code, s.azure.Posts(), out)
	}
}

// TestHostileTextFromAzureStaysText: names that somebody gave to settings and
// operations are neither commands of the pipeline nor markup.
func TestHostileTextFromAzureStaysText(t *testing.T) {
	hostile := "X\r\n::error::pwned\n##vso[task.complete]<script>alert(1)</script>\x1b[2J"
	for name, with := range map[string]func(*shop){
		"a setting's name": func(s *shop) {
			s.azure.Change(func(production, _ *armtest.Slot) { production.Content.Settings = map[string]string{hostile: "value"} })
		},
		"a slot's name": func(s *shop) {
			s.azure.Change(func(_, staging *armtest.Slot) { staging.AutoSwap = hostile })
		},
		"a container's name": func(s *shop) {
			s.azure.Change(func(production, _ *armtest.Slot) {
				production.Image, production.Content.Mute = "DOCKER|shop@sha256:"+hostile, true
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			with(s)
			s.onGitHub()
			_, out := exit(t, s.rollback())
			for line := range strings.SplitSeq(out, "\n") {
				if strings.HasPrefix(strings.TrimSpace(line), "::error::pwned") || strings.HasPrefix(strings.TrimSpace(line), "##vso") || strings.Contains(line, "\x1b[2J") {
					t.Errorf("the line %q", line)
				}
			}
			page, err := os.ReadFile(filepath.Join(s.folder, "report", "report.html"))
			if err != nil || strings.Contains(string(page), "<script>alert") {
				t.Errorf("the page holds the markup, or is not there: %v", err)
			}
			if !strings.Contains(out, "pwned") {
				t.Errorf("the text was not told at all, so that nothing was tried:\n%s", out)
			}
		})
	}
}

// TestABlockedVersionIsNotReleasedAgain: the pipeline runs once more on the commit
// that a rollback left. Somebody who answers for going back to it lifts the block.
func TestABlockedVersionIsNotReleasedAgain(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	if code, out := exit(t, s.rollback()); code != 0 {
		t.Fatalf("exit %d: %s", code, out)
	}
	release := []string{"--checks=credential,dependency", "--receipts=receipts", "--report=report", "."}
	hotfix := append([]string{"--mode=hotfix", "--approver=grace", "--reason=checkout is down", "--incident=INC-42"}, release...)
	for _, args := range [][]string{release, hotfix} {
		if code, out := exit(t, s.command("sallyport", args...)); code != 1 || !strings.Contains(out, "Commit "+s.n[:12]+" was left by a rollback of production") {
			t.Errorf("%v: exit %d: %s", args, code, out)
		}
	}
	other := append([]string{"--environment=test"}, release...)
	if code, out := exit(t, s.command("sallyport", other...)); code != 0 {
		t.Errorf("another environment: exit %d: %s", code, out)
	}
	s.target = s.n
	if code, out := exit(t, s.rollback("--approver=grace", "--reason=the network was at fault", "--incident=INC-42")); code != 0 || s.azure.Live() != s.n {
		t.Fatalf("exit %d, %.7s live: %s", code, s.azure.Live(), out)
	}
	if code, out := exit(t, s.command("sallyport", release...)); code != 0 {
		t.Errorf("after the block was lifted: exit %d: %s", code, out)
	}
}

// onGitHub makes the shop's next runs jobs of GitHub Actions.
func (s *shop) onGitHub() *armtest.GitHub {
	s.t.Helper()
	github := armtest.ServeGitHub(s.t)
	github.Deployed("production", s.before, "success", 101)
	github.Deployed("production", s.n, "success", 102)
	s.environment = append(s.environment, "GITHUB_ACTIONS=true", "GITHUB_API_URL="+github.URL, "GITHUB_SERVER_URL=https://github.example", "GITHUB_REPOSITORY=acme/shop",
		"GITHUB_RUN_ID=777", "GITHUB_OUTPUT="+filepath.Join(s.t.TempDir(), "outputs"), "GITHUB_STEP_SUMMARY="+filepath.Join(s.t.TempDir(), "summary"),
		"INPUT_TOKEN="+github.Token)
	s.target = "auto"
	return github
}

func TestTheLastKnownGoodIsAgreedOnWithGitHub(t *testing.T) {
	third := strings.Repeat("c", 40)
	tests := map[string]struct {
		with func(*shop, *armtest.GitHub)
		exit int
		says string
		live func(*shop) string
	}{
		"all three agree": {nil, 0, "is live and healthy", (*shop).older},
		"the platform's newest deployment is another one": {func(_ *shop, g *armtest.GitHub) { g.Deployed("production", third, "success", 103) },
			3, "GitHub: live commit cccccccccccc", (*shop).newer},
		"a deployment that failed does not count":            {func(_ *shop, g *armtest.GitHub) { g.Deployed("production", third, "failure", 103) }, 0, "", (*shop).older},
		"a deployment to another environment does not count": {func(_ *shop, g *armtest.GitHub) { g.Deployed("staging", third, "success", 103) }, 0, "", (*shop).older},
		"the slot holds another version": {func(s *shop, _ *armtest.GitHub) {
			s.azure.Change(func(_, staging *armtest.Slot) { staging.Content.Version = third })
		}, 3, "Deploy the artifact of commit", (*shop).newer},
		"production is down and says nothing": {func(s *shop, _ *armtest.GitHub) {
			s.azure.Change(func(production, _ *armtest.Slot) { production.Content.Mute, production.Content.Sick = true, -1 })
		}, 0, "is live and healthy", (*shop).older},
		"the slot was stopped after the deployment": {func(s *shop, _ *armtest.GitHub) {
			s.azure.Change(func(_, staging *armtest.Slot) { staging.State = "Stopped" })
		}, 0, "start the staging slot", (*shop).older},
		"production runs what no receipt speaks of": {func(s *shop, _ *armtest.GitHub) {
			s.azure.Change(func(production, _ *armtest.Slot) { production.Content.Version = third })
		}, 3, "went live past the gate", func(*shop) string { return third }},
		"the token may not read deployments": {func(_ *shop, g *armtest.GitHub) { g.Forbid() }, 3, "deployments: read", (*shop).newer},
		"the record cannot be read":          {func(_ *shop, g *armtest.GitHub) { g.Break(1) }, 3, "not known", (*shop).newer},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			github := s.onGitHub()
			if test.with != nil {
				test.with(s, github)
			}
			code, out := exit(t, s.rollback())
			if code != test.exit || s.azure.Live() != test.live(s) || !strings.Contains(out, test.says) {
				t.Errorf("got exit %d, %.7s live; want exit %d and %q in\n%s", code, s.azure.Live(), test.exit, test.says, out)
			}
			if want := map[int]int{0: 1, 3: 0}[test.exit]; len(github.Records("gate:rollback")) != want {
				t.Errorf("got the records %q", github.Records("gate:rollback"))
			}
		})
	}
}

func TestAzurePipelinesRecordsAndRetains(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	devops := armtest.ServeAzureDevOps(t)
	devops.Deployed(501, s.before, "succeeded")
	devops.Deployed(502, s.n, "succeeded")
	devops.Run(777, s.n)
	s.target = "auto"
	s.environment = append(s.environment, "TF_BUILD=True", "SYSTEM_COLLECTIONURI="+devops.URL+"/acme/", "SYSTEM_TEAMPROJECTID=p-1", "SYSTEM_TEAMPROJECT=shop",
		"BUILD_BUILDID=777", "INPUT_TOKEN=job."+"token.jwt")
	code, out := exit(t, s.rollback())
	if code != 0 || s.azure.Live() != s.before {
		t.Fatalf("exit %d, %.7s live: %s", code, s.azure.Live(), out)
	}
	if tags := strings.Join(devops.Tags(777), " "); tags != "gate-live-"+s.before+" gate-rollback" {
		t.Errorf("got the tags %q", tags)
	}
	if leases := devops.Leases(); len(leases) != 1 || !strings.HasPrefix(leases[0], "501 sallyport/production") {
		t.Errorf("got the leases %q", leases)
	}
}

// TestAHotfixGoesForwardWithTheSameMachine swaps N+1 in, and goes back to N later.
func TestAHotfixGoesForwardWithTheSameMachine(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	fix := s.mend()
	s.azure.Fail(armtest.DroppedAfter())
	code, out := exit(t, s.hotfix())
	if code != 0 || s.azure.Live() != fix || s.azure.Posts() != 1 || !strings.Contains(out, "Done: Commit "+fix[:12]+" is live and healthy") {
		t.Fatalf("exit %d, %.7s live after %d requests: %s", code, s.azure.Live(), s.azure.Posts(), out)
	}
	if _, err := os.Stat(filepath.Join(s.folder, "report", "receipt.json")); err != nil {
		t.Errorf("the hotfix's receipt is gone: %v", err)
	}
	s.target = s.n
	if code, out := exit(t, s.rollback()); code != 0 || s.azure.Live() != s.n || s.azure.Posts() != 2 {
		t.Errorf("exit %d, %.7s live after %d requests: %s", code, s.azure.Live(), s.azure.Posts(), out)
	}
}

// mend commits N+1 and puts it into the slot.
func (s *shop) mend() string {
	s.t.Helper()
	s.write("version.txt", "3\n")
	s.run("git", "add", ".")
	s.run("git", "commit", "-q", "-m", "mend the checkout")
	fix := strings.TrimSpace(s.run("git", "rev-parse", "HEAD"))
	s.azure.Change(func(_, staging *armtest.Slot) { staging.Content.Version = fix })
	return fix
}

func (s *shop) hotfix() *exec.Cmd {
	return s.command("sallyport", "--mode=hotfix", "--checks=credential,dependency", "--approver=grace", "--reason=checkout is down", "--incident=INC-42",
		"--swap", "--probe=/version", "--site="+armtest.SiteID, "--receipts=receipts", "--report=report", ".")
}

// TestAClosedHotfixDoesNotGoLive: what the gate does not let through is not swapped in.
func TestAClosedHotfixDoesNotGoLive(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	code, out := exit(t, s.command("sallyport", "--mode=hotfix", "--checks=credential,dependency", "--swap", "--probe=/version",
		"--site="+armtest.SiteID, "--receipts=receipts", "--report=report", "."))
	if code != 1 || s.azure.Posts() != 0 {
		t.Errorf("exit %d after %d requests: %s", code, s.azure.Posts(), out)
	}
}

func TestTheIdentityIsFoundWhereTheJobRuns(t *testing.T) {
	for name, test := range map[string]struct {
		environment func(*armtest.Azure) []string
		args        []string
	}{
		"the OIDC token of a job of GitHub Actions": {(*armtest.Azure).OnGitHub, nil},
		"a service connection of Azure Pipelines":   {(*armtest.Azure).OnAzurePipelines, []string{"--connection=" + armtest.Connection}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.environment = append(s.environment, test.environment(s.azure)...)
			if code, out := exit(t, s.rollback(test.args...)); code != 0 || s.azure.Live() != s.before {
				t.Errorf("exit %d: %s", code, out)
			}
		})
	}
}

func (s *shop) production(version string) {
	s.azure.Change(func(production, _ *armtest.Slot) { production.Content.Version = version })
}
