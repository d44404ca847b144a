package main

import (
	"errors"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/internal/armtest"
)

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

// TestARequestThatHangsIsNotSentAgain: the run is killed while it waits for the
// answer to its swap request, which has had its effect or not.
func TestARequestThatHangsIsNotSentAgain(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fault armtest.Fault
		posts int
	}{
		"after the swap":                       {armtest.HangsAfter(), 1},
		"before the swap, which comes later":   {armtest.HangsAndLate(3), 1},
		"and nothing swapped: a second intent": {armtest.HangsBefore(), 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.azure.Fail(test.fault)
			killed := s.rollback()
			s.azure.Hook(func(r *http.Request, m armtest.Moment) {
				if m == armtest.Before && strings.HasSuffix(r.URL.Path, "/slotsswap") {
					time.AfterFunc(200*time.Millisecond, func() { _ = killed.Process.Kill() })
				}
			})
			_ = killed.Run()
			s.azure.Hook(nil)
			code, out := exit(t, s.rollback())
			if code != 0 || s.azure.Live() != s.before || s.azure.Posts() != test.posts || s.azure.Posts() != s.intents() || s.azure.Swaps() != 1 {
				t.Errorf("exit %d, %.7s live by %d swaps after %d requests for %d intents\n%s", code, s.azure.Live(), s.azure.Swaps(), s.azure.Posts(), s.intents(), out)
			}
		})
	}
}

// TestASwapBackThatHangsIsTheOnlyOne: the target is sick, and the one request that
// undoes the swap is never answered.
func TestASwapBackThatHangsIsTheOnlyOne(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.azure.Fail(armtest.Slow(1), armtest.HangsAfter())
	s.azure.Hook(func(r *http.Request, m armtest.Moment) {
		if m == armtest.After && strings.HasSuffix(r.URL.Path, "/slotsswap") && s.azure.Posts() == 1 {
			s.azure.Change(func(_, staging *armtest.Slot) { staging.Content.Sick = -1 })
		}
	})
	code, out := exit(t, s.rollback())
	if code != 3 || s.azure.Live() != s.n || s.azure.Posts() != 2 || s.azure.Swaps() != 2 || !strings.Contains(out, "is live again") {
		t.Errorf("exit %d, %.7s live by %d swaps after %d requests\n%s", code, s.azure.Live(), s.azure.Swaps(), s.azure.Posts(), out)
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

// TestSwapsThatAreUndoneEnd: the target looks healthy in its slot and is sick in
// production. Each run swaps and swaps back; after three a person has to look.
func TestSwapsThatAreUndoneEnd(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.azure.Hook(func(r *http.Request, m armtest.Moment) {
		if m == armtest.After && strings.HasSuffix(r.URL.Path, "/slotsswap") {
			forward := s.azure.Posts()%2 == 1
			s.azure.Change(func(production, staging *armtest.Slot) {
				for _, slot := range []*armtest.Slot{production, staging} {
					if slot.Content.Sick = 0; forward && slot.Content.Version == s.before {
						slot.Content.Sick = -1
					}
				}
			})
		}
	})
	for range 3 {
		if code, out := exit(t, s.rollback()); code != 3 || !strings.Contains(out, "is live again") {
			t.Fatalf("exit %d: %s", code, out)
		}
	}
	code, out := exit(t, s.rollback())
	if code != 3 || s.azure.Posts() != 6 || s.azure.Live() != s.n || !strings.Contains(out, "a person has to decide") {
		t.Errorf("exit %d after %d requests, %.7s live: %s", code, s.azure.Posts(), s.azure.Live(), out)
	}
}

// TestALedgerThatTakesNothingStopsBeforeTheSwap: the remote can be read and not written.
func TestALedgerThatTakesNothingStopsBeforeTheSwap(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	remote := t.TempDir()
	s.run("git", "init", "-q", "--bare", remote)
	s.run("git", "remote", "add", "origin", remote)
	for _, commit := range []string{s.before, s.n} {
		s.run("git", "checkout", "-q", commit)
		s.run("sallyport", "--checks=credential,dependency", "--receipts=git:origin", "--report=report", ".")
	}
	if err := os.MkdirAll(filepath.Join(remote, "hooks"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(remote, "hooks", "pre-receive"), []byte("#!/bin/sh\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	c := s.rollback()
	c.Args = replaced(c.Args, "--receipts=receipts", "--receipts=git:origin")
	code, out := exit(t, c)
	if code != 3 || s.azure.Posts() != 0 || s.azure.Live() != s.n || !strings.Contains(out, "The intent could not be written, so that nothing was sent") {
		t.Errorf("exit %d after %d requests, %.7s live: %s", code, s.azure.Posts(), s.azure.Live(), out)
	}
}
