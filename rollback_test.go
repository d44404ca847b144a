package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
		"carried out":                  {nil, nil, 0, 1, (*shop).older, "is live and healthy"},
		"R9 dropped after it happened": {func(s *shop) { s.azure.Fail(armtest.DroppedAfter()) }, nil, 0, 1, (*shop).older, "leaves open"},
		"R9 503 after it happened":     {func(s *shop) { s.azure.Fail(armtest.UnavailableAfter()) }, nil, 0, 1, (*shop).older, "503"},
		"R9 success without a swap":    {func(s *shop) { s.azure.Fail(armtest.NothingSwapped(), armtest.NothingSwapped()) }, nil, 3, 2, (*shop).newer, "nothing was swapped by any"},
		"R8 the role lacks the action": {func(s *shop) { s.azure.Deny("Microsoft.Web/sites/slots/slotsswap/action") }, nil, 3, 1, (*shop).newer, "Microsoft.Web/sites/slots/slotsswap/action"},
		"R6 the slot holds something else": {func(s *shop) {
			s.azure.Change(func(_, staging *armtest.Slot) { staging.Content.Version = strings.Repeat("c", 40) })
		}, nil, 3, 0, (*shop).newer, "az webapp deploy --subscription"},
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

var stride = flag.Int("stride", 16, "TestKilledAtEveryStep: try one request in so many")

// TestKilledAtEveryStep kills the program at each request that it makes, before
// and after the request has had its effect, and runs it again until it ends: at
// the end N-1 is live by one swap, whatever was cut off.
//
// It starts hundreds of processes, so only every stride-th request is tried unless
// -stride=1 asks for all of them.
func TestKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	template := newShop(t)
	steps := template.copy().killAt(-1, armtest.Before)
	if steps < 40 {
		t.Fatalf("a whole run made %d requests only", steps)
	}
	for i, moment := range []armtest.Moment{armtest.Before, armtest.After} {
		for step := i * (*stride / 2); step < steps; step += *stride {
			s := template.copy()
			s.killAt(step, moment)
			code, out := exit(t, s.rollback())
			intents, posts := s.intents(), s.azure.Posts()
			if records := s.github.Records("gate:rollback"); len(records) != 1 || records[0] != s.before+" success" {
				t.Errorf("killed at request %d (%v): the records are %q", step, moment, records)
			}
			if code != 0 || s.azure.Live() != s.before || posts > intents || s.azure.Swaps()%2 != 1 {
				t.Fatalf("killed at request %d (%v): exit %d, %.7s live after %d requests for %d intents\n%s", step, moment, code, s.azure.Live(), posts, intents, out)
			}
		}
	}
}

// copy is the same shop with a fresh ledger, a fresh Azure and a fresh GitHub.
func (s *shop) copy() *shop {
	s.t.Helper()
	fresh := *s
	fresh.folder = s.t.TempDir()
	if err := os.CopyFS(fresh.folder, os.DirFS(s.folder)); err != nil {
		s.t.Fatal(err)
	}
	fresh.azure = armtest.Serve(s.t, armtest.NewApp(s.n, s.before))
	fresh.environment = append(append([]string(nil), s.environment...), fresh.azure.Environment(s.t)...)
	fresh.github = fresh.onGitHub()
	fresh.target = ""
	return &fresh
}

// killAt runs the rollback, kills the program at its step-th request, and tells
// how many requests there were.
func (s *shop) killAt(step int, moment armtest.Moment) int {
	s.t.Helper()
	c := s.rollback()
	count := 0
	var mu sync.Mutex
	hook := func(_ *http.Request, m armtest.Moment) {
		mu.Lock()
		defer mu.Unlock()
		if m != moment {
			return
		}
		if count == step {
			_ = c.Process.Kill()
		}
		count++
	}
	s.azure.Hook(hook)
	s.github.Hook(hook)
	_ = c.Run()
	s.azure.Hook(nil)
	s.github.Hook(nil)
	mu.Lock()
	defer mu.Unlock()
	return count
}

// intents counts them in the ledger.
func (s *shop) intents() int {
	s.t.Helper()
	files, err := filepath.Glob(filepath.Join(s.folder, "receipts", "*.json"))
	if err != nil {
		s.t.Fatal(err)
	}
	count := 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			s.t.Fatal(err)
		}
		if strings.Contains(string(content), `"kind": "intent"`) || strings.Contains(string(content), `"kind":"intent"`) {
			count++
		}
	}
	return count
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

// The row R12 and its failure.
func TestWhatIsDoneAndNotRecordedIsRecordedByTheNextRun(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	github := s.onGitHub()
	posts := 0
	github.Hook(func(r *http.Request, m armtest.Moment) {
		if r.Method == http.MethodPost && m == armtest.Before {
			if posts++; posts == 2 {
				github.Break(1) // the deployment is created, and its status is not
			}
		}
	})
	code, out := exit(t, s.rollback())
	if code != 3 || !strings.Contains(out, "It is done and not recorded") || s.azure.Live() != s.before {
		t.Fatalf("exit %d, %.7s live: %s", code, s.azure.Live(), out)
	}
	code, out = exit(t, s.rollback())
	if code != 0 || s.azure.Posts() != 1 {
		t.Errorf("exit %d after %d requests: %s", code, s.azure.Posts(), out)
	}
	if got := github.Records("gate:rollback"); len(got) != 1 || got[0] != s.before+" success" {
		t.Errorf("got the records %q", got)
	}
	// A job of GitHub with an environment records its own commit, also when it
	// carried a rollback out. That one does not count, and a second rollback finds
	// no older version.
	github.Deployed("production", s.n, "success", 777)
	code, out = exit(t, s.rollback())
	if code != 1 || !strings.Contains(out, "No version before the live commit "+s.before[:12]) || s.azure.Posts() != 1 {
		t.Errorf("exit %d after %d requests: %s", code, s.azure.Posts(), out)
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

// TestARollbackFinishesAHotfixFirst: what an earlier run began is carried on with,
// and it is not taken for a rollback.
func TestARollbackFinishesAHotfixFirst(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	fix := s.mend()
	hotfix := s.hotfix()
	s.azure.Hook(func(r *http.Request, m armtest.Moment) {
		if m == armtest.After && strings.HasSuffix(r.URL.Path, "/slotsswap") {
			_ = hotfix.Process.Kill()
		}
	})
	_ = hotfix.Run()
	s.azure.Hook(nil)
	s.target = s.n
	if code, out := exit(t, s.rollback()); code != 3 || s.azure.Live() != fix || !strings.Contains(out, "An earlier swap, of a hotfix, was carried on") {
		t.Fatalf("exit %d, %.7s live: %s", code, s.azure.Live(), out)
	}
	if code, out := exit(t, s.rollback()); code != 0 || s.azure.Live() != s.n || s.azure.Posts() != 2 {
		t.Errorf("exit %d, %.7s live after %d requests: %s", code, s.azure.Live(), s.azure.Posts(), out)
	}
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

// TestTwoRunsAtOnceSwapOnce starts the same command twice at the same time.
func TestTwoRunsAtOnceSwapOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	first, second := s.rollback(), s.rollback()
	second.Args = append(second.Args[:len(second.Args)-1], "--report=report2", ".")
	second.Args = slices.DeleteFunc(second.Args, func(a string) bool { return a == "--report=report" })
	if err := errors.Join(first.Start(), second.Start()); err != nil {
		t.Fatal(err)
	}
	_, _ = first.Process.Wait()
	_, _ = second.Process.Wait()
	if s.azure.Swaps() > 1 || s.azure.Posts() > s.intents() {
		t.Errorf("%d swaps by %d requests for %d intents", s.azure.Swaps(), s.azure.Posts(), s.intents())
	}
	if code, out := exit(t, s.rollback()); s.azure.Live() != s.before || s.azure.Swaps() != 1 {
		t.Errorf("exit %d, %.7s live after %d swaps: %s", code, s.azure.Live(), s.azure.Swaps(), out)
	}
}

// TestTheJournalLiesOnAGitRef keeps the ledger on a ref of a remote: a run that is
// killed in one clone is carried on in another.
func TestTheJournalLiesOnAGitRef(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	remote := t.TempDir()
	s.run("git", "init", "-q", "--bare", remote)
	s.run("git", "remote", "add", "origin", remote)
	s.run("git", "push", "-q", "origin", "HEAD:refs/heads/main")
	for _, commit := range []string{s.before, s.n} {
		s.run("git", "checkout", "-q", commit)
		s.run("sallyport", "--checks=credential,dependency", "--receipts=git:origin", "--report=report", ".")
	}
	killed := s.rollback()
	killed.Args = replaced(killed.Args, "--receipts=receipts", "--receipts=git:origin")
	s.azure.Fail(armtest.DroppedAfter())
	s.azure.Hook(func(r *http.Request, m armtest.Moment) {
		if m == armtest.After && strings.HasSuffix(r.URL.Path, "/slotsswap") {
			_ = killed.Process.Kill()
		}
	})
	_ = killed.Run()
	s.azure.Hook(nil)
	clone := *s
	clone.folder = t.TempDir()
	s.run("git", "clone", "-q", "-b", "main", remote, clone.folder)
	again := clone.rollback()
	again.Args = replaced(again.Args, "--receipts=receipts", "--receipts=git:origin")
	code, out := exit(t, again)
	if code != 0 || s.azure.Live() != s.before || s.azure.Posts() != 1 || !strings.Contains(out, "An earlier run began this") {
		t.Errorf("exit %d, %.7s live after %d requests: %s", code, s.azure.Live(), s.azure.Posts(), out)
	}
}

func replaced(args []string, old, new string) []string {
	out := slices.Clone(args)
	for i, a := range out {
		if a == old {
			out[i] = new
		}
	}
	return out
}

// TestRollbacksInARowEnd: after three without a release a person has to look.
func TestRollbacksInARowEnd(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	versions := []string{s.before, s.n}
	for _, content := range []string{"3", "4", "5"} {
		s.write("version.txt", content+"\n")
		versions = append(versions, s.release("version "+content))
	}
	s.production(versions[4])
	for i := 3; i >= 0; i-- {
		s.target = versions[i]
		s.azure.Change(func(_, staging *armtest.Slot) { staging.Content.Version = s.target })
		code, out := exit(t, s.rollback())
		if i > 0 && code != 0 || i == 0 && (code != 3 || !strings.Contains(out, "3 rollbacks followed one another") || s.azure.Posts() != 3) {
			t.Fatalf("going back to version %d: exit %d after %d requests: %s", i+1, code, s.azure.Posts(), out)
		}
	}
}

func (s *shop) production(version string) {
	s.azure.Change(func(production, _ *armtest.Slot) { production.Content.Version = version })
}
