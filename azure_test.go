package main

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/sallyport-gate/sallyport/internal/armtest"
)

// playAzure gives the scripts a web app and a job of GitHub Actions:
//
//	azure PRODUCTION STAGING   a web app whose slots run these revisions
//	outage                     production answers 503 and names no version
//	loses-the-answer           the next swap happens, and its answer is lost
//	github OLDER NEWER         a job of GitHub Actions; both revisions were deployed
//	live REVISION REQUESTS     what production runs, after so many swap requests
func playAzure(t *testing.T) map[string]func(*testscript.TestScript, bool, []string) {
	apps := map[*testscript.TestScript]*armtest.Azure{}
	revision := func(ts *testscript.TestScript, name string) string {
		ts.Check(ts.Exec("git", "rev-parse", name))
		return strings.TrimSpace(ts.ReadFile("stdout"))
	}
	set := func(ts *testscript.TestScript, environment []string) {
		for _, entry := range environment {
			name, value, _ := strings.Cut(entry, "=")
			ts.Setenv(name, value)
		}
	}
	return map[string]func(*testscript.TestScript, bool, []string){
		"azure": func(ts *testscript.TestScript, _ bool, args []string) {
			apps[ts] = armtest.Serve(t, armtest.NewApp(revision(ts, args[0]), revision(ts, args[1])))
			set(ts, append(apps[ts].Environment(t), "SITE="+armtest.SiteID))
		},
		"outage": func(ts *testscript.TestScript, _ bool, _ []string) {
			apps[ts].Change(func(production, _ *armtest.Slot) { production.Content.Sick, production.Content.Mute = -1, true })
		},
		"loses-the-answer": func(ts *testscript.TestScript, _ bool, _ []string) { apps[ts].Fail(armtest.DroppedAfter()) },
		"github": func(ts *testscript.TestScript, _ bool, args []string) {
			github := armtest.ServeGitHub(t)
			for i, name := range args {
				github.Deployed("production", revision(ts, name), "success", 101+i)
			}
			set(ts, []string{"GITHUB_ACTIONS=true", "GITHUB_API_URL=" + github.URL, "GITHUB_REPOSITORY=acme/shop", "GITHUB_RUN_ID=777",
				"GITHUB_OUTPUT=" + ts.MkAbs("outputs"), "GITHUB_STEP_SUMMARY=" + ts.MkAbs("summary"), "INPUT_TOKEN=" + github.Token})
			ts.Check(os.WriteFile(ts.MkAbs("outputs"), nil, 0o600))
		},
		"live": func(ts *testscript.TestScript, _ bool, args []string) {
			if want := revision(ts, args[0]); apps[ts].Live() != want {
				ts.Fatalf("%s is live, want %s", apps[ts].Live(), want)
			}
			if got := strconv.Itoa(apps[ts].Posts()); got != args[1] {
				ts.Fatalf("%s swap requests were sent, want %s", got, args[1])
			}
		},
	}
}
