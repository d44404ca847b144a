package action

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/option"
)

var (
	merged = strings.Repeat("a", 40)
	pushed = strings.Repeat("b", 40)
)

// approving is a GitHub whose pull request 12, merged as this run's commit, has
// these reviews, and whose run 7 these approvals.
func approving(t *testing.T, reviews, approvals string, refuse map[string]int) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/repos/o/r")
		if code := refuse[path]; code != 0 {
			w.WriteHeader(code)
			io.WriteString(w, `{"message": "Resource not accessible by integration"}`)
			return
		}
		switch path {
		case "/commits/" + merged:
			io.WriteString(w, `{"author": {"login": "lee"}, "committer": {"login": "web-flow"}, "commit": {"author": {"email": "lee@example.com"}}}`)
		case "/commits/" + merged + "/pulls":
			fmt.Fprintf(w, `[{"number": 12, "user": {"login": "robin"}, "merge_commit_sha": %q, "head": {"sha": %q}}, {"number": 13, "merge_commit_sha": "x", "head": {"sha": "y"}}]`, merged, pushed)
		case "/pulls/12/reviews":
			io.WriteString(w, reviews)
		case "/actions/runs/7":
			fmt.Fprintf(w, `{"id": 7, "head_sha": %q, "created_at": "2026-11-21T01:00:00Z"}`, merged)
		case "/actions/runs/7/approvals":
			io.WriteString(w, approvals)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func ask(t *testing.T, address string) (core.Proofs, error) {
	t.Helper()
	s := newStep(map[string]string{"GITHUB_REPOSITORY": "o/r", "GITHUB_SHA": merged, "GITHUB_RUN_ID": "7", "GITHUB_API_URL": address})
	platform, err := s.Platform(option.Config{Mode: option.Hotfix, Token: "a-token", Environment: "production"})
	if err != nil {
		t.Fatal(err)
	}
	return platform.(core.Approving).Approvals(t.Context())
}

func review(user, state, commit, association, at string) string {
	return fmt.Sprintf(`{"user": {"login": %q}, "state": %q, "commit_id": %q, "author_association": %q, "submitted_at": "2026-11-21T%sZ"}`, user, state, commit, association, at)
}

func TestApprovalsByReview(t *testing.T) {
	at := time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)
	kim := hotfix.Proof{By: []string{"kim"}, Source: "GitHub review of #12", At: at, Expires: at.Add(72 * time.Hour), Commit: merged}
	good := review("kim", "APPROVED", pushed, "MEMBER", "02:00:00")
	for name, test := range map[string]struct {
		reviews []string
		want    []hotfix.Proof
	}{
		"nobody":                                       {nil, nil},
		"a member approved the last commit":            {[]string{good}, []hotfix.Proof{kim}},
		"a comment afterwards changes nothing":         {[]string{good, review("kim", "COMMENTED", pushed, "MEMBER", "02:30:00")}, []hotfix.Proof{kim}},
		"their last word asks for changes":             {[]string{good, review("kim", "CHANGES_REQUESTED", pushed, "MEMBER", "02:30:00")}, nil},
		"their approval was dismissed":                 {[]string{review("kim", "DISMISSED", pushed, "MEMBER", "02:00:00")}, nil},
		"something was pushed after the approval":      {[]string{review("kim", "APPROVED", strings.Repeat("c", 40), "MEMBER", "02:00:00")}, nil},
		"somebody who may not write to the repository": {[]string{review("kim", "APPROVED", pushed, "CONTRIBUTOR", "02:00:00")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ask(t, approving(t, "["+strings.Join(test.reviews, ",")+"]", "[]", nil))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(core.Proofs{List: test.want, Authors: []string{"lee", "lee@example.com", "robin"}}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestApprovalsOfAnEnvironment(t *testing.T) {
	at := time.Date(2026, 11, 21, 1, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		approvals string
		want      []hotfix.Proof
	}{
		"approved": {`[{"state": "approved", "user": {"login": "kim"}, "environments": [{"name": "production"}]}]`,
			[]hotfix.Proof{{By: []string{"kim"}, Source: "GitHub environment", At: at, Expires: at.Add(72 * time.Hour), Environment: "production", Commit: merged}}},
		"rejected": {`[{"state": "rejected", "user": {"login": "kim"}, "environments": [{"name": "production"}]}]`, nil},
		"nobody":   {`[]`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ask(t, approving(t, "[]", test.approvals, nil))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.List); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAPlatformThatCannotBeAskedIsAnError(t *testing.T) {
	for path, want := range map[string]string{"/commits/" + merged: "contents: read", "/commits/" + merged + "/pulls": "pull-requests: read",
		"/pulls/12/reviews": "pull-requests: read", "/actions/runs/7": "actions: read", "/actions/runs/7/approvals": "actions: read"} {
		t.Run(path, func(t *testing.T) {
			if _, err := ask(t, approving(t, "[]", "[]", map[string]int{path: http.StatusForbidden})); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want the permission %q", err, want)
			}
		})
	}
}
