package task

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

var (
	source = strings.Repeat("5", 40)
	target = strings.Repeat("7", 40)
)

// server is an Azure DevOps that knows one pull request.
type server struct {
	*httptest.Server
	statuses []map[string]any
	seen     []string // method, path and authorization of each request
	refuse   int      // status code to refuse everything but OPTIONS with
	answer   string   // instead of the pull request
	listing  string   // instead of locations
}

func newServer(t *testing.T) *server {
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(s.handle))
	t.Cleanup(s.Close)
	return s
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	s.seen = append(s.seen, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
	w.Header().Set("Content-Type", "application/json")
	const area = "/acme/p-1/_apis/git/"
	path := strings.ToLower(r.URL.Path) // the service does not mind the case either
	switch {
	case r.Method == http.MethodOptions && s.listing != "":
		io.WriteString(w, s.listing)
	case r.Method == http.MethodOptions:
		io.WriteString(w, locations)
	case s.refuse != 0:
		w.WriteHeader(s.refuse)
		io.WriteString(w, `{"message": "TF401027: you need a permission"}`)
	case path == area+"pullrequests/9" && s.answer != "":
		io.WriteString(w, s.answer)
	case path == area+"pullrequests/9":
		fmt.Fprintf(w, `{"pullRequestId": 9, "lastMergeTargetCommit": {"commitId": %q}}`, target)
	case path == area+"repositories/r-1/pullrequests/9/iterations":
		fmt.Fprintf(w, `{"count": 3, "value": [{"id": 1, "sourceRefCommit": {"commitId": %q}}, {"id": 2, "sourceRefCommit": {"commitId": %q}}, {"id": 3}]}`, target, source)
	case r.Method == http.MethodPost && path == area+"repositories/r-1/pullrequests/9/statuses":
		var status map[string]any
		if err := json.NewDecoder(r.Body).Decode(&status); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		s.statuses = append(s.statuses, status)
		io.WriteString(w, `{"id": 1}`)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// locations is the part of the service's own directory that the client needs.
const locations = `{"count": 3, "value": [
{"id": "01a46dea-7d46-4d40-bc84-319e7c260d99", "area": "git", "resourceName": "pullRequests", "routeTemplate": "{project}/_apis/{area}/{resource}/{pullRequestId}", "resourceVersion": 1, "minVersion": "1.0", "maxVersion": "7.2", "releasedVersion": "7.1"},
{"id": "d43911ee-6958-46b0-a42b-8445b8a0d004", "area": "git", "resourceName": "pullRequestIterations", "routeTemplate": "{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}", "resourceVersion": 2, "minVersion": "1.0", "maxVersion": "7.2", "releasedVersion": "7.1"},
{"id": "b5f6bb4f-8d1e-4d79-8d11-4c9172c99c35", "area": "git", "resourceName": "pullRequestStatuses", "routeTemplate": "{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/statuses/{statusId}", "resourceVersion": 1, "minVersion": "1.0", "maxVersion": "7.2", "releasedVersion": "7.1"}]}`

func (s *server) vars() map[string]string {
	return map[string]string{
		"INPUT_TOKEN": "e" + "y.job.token", "SYSTEM_COLLECTIONURI": s.URL + "/acme/", "SYSTEM_TEAMPROJECT": "shop", "SYSTEM_TEAMPROJECTID": "p-1",
		"BUILD_REPOSITORY_ID": "r-1", "BUILD_REPOSITORY_PROVIDER": "TfsGit", "BUILD_BUILDID": "77",
		"SYSTEM_PULLREQUEST_PULLREQUESTID": "9", "SYSTEM_PULLREQUEST_SOURCECOMMITID": source, "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
	}
}

func TestBaseIsTheCommitThatTheServerMergedWith(t *testing.T) {
	s := newServer(t)
	step := newStep(s.vars())
	if got := step.Change().Base; got != target {
		t.Errorf("base %q, want %q\n%s", got, target, step.log.String())
	}
	if last := s.seen[len(s.seen)-1]; !strings.HasSuffix(last, " Bearer e"+"y.job.token") {
		t.Errorf("the job's token was not sent as a bearer: %s", last)
	}
}

func TestBaseFallsBackToTheTargetBranchWithAWarning(t *testing.T) {
	for name, spoil := range map[string]func(*server, map[string]string){
		"when the server refuses": func(s *server, _ map[string]string) { s.refuse = http.StatusForbidden },
		"when the server is away": func(s *server, _ map[string]string) { s.Close() },
		"when the answer is odd":  func(s *server, _ map[string]string) { s.answer = `{"lastMergeTargetCommit": {"commitId": "--evil"}}` },
		"when the answer is null": func(s *server, _ map[string]string) { s.answer = `null` },
		"when the directory is odd": func(s *server, _ map[string]string) {
			s.listing = `{"count": 1, "value": [{"id": "01a46dea-7d46-4d40-bc84-319e7c260d99", "minVersion": "1.0", "maxVersion": "7.2", "releasedVersion": "7.1"}]}`
		},
		"when the variable has no value": func(_ *server, v map[string]string) { v["INPUT_TOKEN"] = "$(Gate.Token)" },
		"when the address is not for it": func(_ *server, v map[string]string) { v["SYSTEM_COLLECTIONURI"] = "http://dev.azure.example/acme/" },
		"when the address redirects away": func(s *server, _ map[string]string) {
			s.Config.Handler = http.RedirectHandler("/signin", http.StatusFound)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			vars := s.vars()
			spoil(s, vars)
			step := newStep(vars)
			if got := step.Change().Base; got != "refs/remotes/origin/main" {
				t.Errorf("base %q", got)
			}
			if issues := step.read().Named("task.logissue"); len(issues) != 1 || issues[0].Properties["type"] != "warning" {
				t.Errorf("issues %v, want one warning", issues)
			}
			if strings.Contains(step.log.String(), vars["INPUT_TOKEN"]) {
				t.Error("the log holds the token")
			}
		})
	}
}

func TestStatusStandsOnTheIterationThatWasJudged(t *testing.T) {
	for verdict, state := range map[finding.Verdict]string{finding.Open: "succeeded", finding.Closed: "failed", finding.Undecided: "error", "odd": "error"} {
		s := newServer(t)
		step := newStep(s.vars())
		r := &report.Report{Judgement: finding.Judgement{Verdict: verdict}}
		if err := step.Publish(t.Context(), r, nil); err != nil {
			t.Fatal(err)
		}
		want := []map[string]any{{
			"context": map[string]any{"genre": "sallyport", "name": "gate"}, "state": state, "iterationId": 2.0,
			"description": fmt.Sprintf("The gate is %s; findings: 0.", verdict), "targetUrl": s.URL + "/acme/shop/_build/results?buildId=77",
		}}
		if diff := cmp.Diff(want, s.statuses); diff != "" {
			t.Errorf("%s\n%s", diff, step.log.String())
		}
	}
}

func TestStatusIsBestEffort(t *testing.T) {
	t.Run("a refusal is a warning that says what is missing", func(t *testing.T) {
		s := newServer(t)
		s.refuse = http.StatusForbidden
		step := newStep(s.vars())
		if err := step.Publish(t.Context(), &report.Report{Judgement: finding.Judgement{Verdict: finding.Open}}, nil); err != nil {
			t.Error(err)
		}
		if issues := step.read().Named("task.logissue"); len(issues) != 1 || !strings.Contains(issues[0].Data, "Contribute to pull requests") {
			t.Errorf("issues %v", issues)
		}
	})
	t.Run("a commit that is no longer proposed gets none", func(t *testing.T) {
		s := newServer(t)
		vars := s.vars()
		vars["SYSTEM_PULLREQUEST_SOURCECOMMITID"] = strings.Repeat("9", 40)
		step := newStep(vars)
		_ = step.Publish(t.Context(), &report.Report{Judgement: finding.Judgement{Verdict: finding.Open}}, nil)
		if len(s.statuses) != 0 {
			t.Errorf("statuses %v", s.statuses)
		}
	})
	t.Run("a run that broke off replaces an older status", func(t *testing.T) {
		s := newServer(t)
		newStep(s.vars()).Fail(fmt.Errorf("out of memory"))
		if len(s.statuses) != 1 || s.statuses[0]["state"] != "error" {
			t.Errorf("statuses %v", s.statuses)
		}
	})
	t.Run("without a token nobody is asked", func(t *testing.T) {
		s := newServer(t)
		vars := s.vars()
		delete(vars, "INPUT_TOKEN")
		step := newStep(vars)
		step.Change()
		_ = step.Publish(t.Context(), closed(), nil)
		if len(s.seen) != 0 {
			t.Errorf("requests %v", s.seen)
		}
	})
}
