package task

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

const (
	stageID, checkpointID = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"
	approvalID, elsewhere = "00000000-0000-0000-0000-000000000003", "00000000-0000-0000-0000-000000000004"
)

// approvalLocations is the part of the service's directory that approvals need.
const approvalLocations = `{"count": 3, "value": [
{"id": "0cd358e1-9217-4d94-8269-1c1ee6f93dcf", "area": "build", "resourceName": "builds", "routeTemplate": "{project}/_apis/{area}/{resource}/{buildId}", "resourceVersion": 7, "minVersion": "1.0", "maxVersion": "7.2", "releasedVersion": "7.1"},
{"id": "8baac422-4c6e-4de5-8532-db96d92acffa", "area": "build", "resourceName": "Timeline", "routeTemplate": "{project}/_apis/{area}/builds/{buildId}/{resource}/{timelineId}", "resourceVersion": 2, "minVersion": "1.0", "maxVersion": "7.2", "releasedVersion": "7.1"},
{"id": "37794717-f36f-4d78-b2bf-4dc30d0cfbcd", "area": "pipelines", "resourceName": "approvals", "routeTemplate": "{project}/_apis/{area}/{resource}/{approvalId}", "resourceVersion": 1, "minVersion": "1.0", "maxVersion": "7.2", "releasedVersion": "7.1"}]}`

// approving is an Azure DevOps whose run 77 has the approval that is given.
func approving(t *testing.T, approval string, refuse int) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch path := strings.ToLower(r.URL.Path); {
		case r.Method == http.MethodOptions:
			io.WriteString(w, approvalLocations)
		case refuse != 0:
			w.WriteHeader(refuse)
			io.WriteString(w, `{"message": "TF401027: you need a permission"}`)
		case path == "/acme/p-1/_apis/build/builds/77":
			io.WriteString(w, `{"id": 77, "requestedFor": {"uniqueName": "lee@example.com", "displayName": "Lee"}}`)
		case path == "/acme/p-1/_apis/build/builds/77/timeline":
			fmt.Fprintf(w, `{"records": [{"id": %q, "type": "Stage", "identifier": "Production"}, {"id": %q, "parentId": %q, "type": "Checkpoint"},
				{"id": %q, "parentId": %q, "type": "Checkpoint.Approval"}, {"id": %q, "type": "Checkpoint.Approval"}]}`,
				stageID, checkpointID, stageID, approvalID, checkpointID, elsewhere)
		case path == "/acme/p-1/_apis/pipelines/approvals/"+approvalID && r.URL.Query().Get("$expand") == "steps":
			io.WriteString(w, approval)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func ask(t *testing.T, address, stage string) (core.Proofs, error) {
	t.Helper()
	vars := map[string]string{"SYSTEM_COLLECTIONURI": address + "/acme/", "SYSTEM_TEAMPROJECTID": "p-1", "BUILD_BUILDID": "77", "SYSTEM_STAGENAME": stage}
	task := New(Environment{Out: io.Discard, Getenv: func(name string) string { return vars[name] }, Client: http.DefaultClient})
	platform, err := task.Platform(option.Config{Mode: option.Hotfix, Token: "a-token", Environment: "production"})
	if err != nil {
		t.Fatal(err)
	}
	return platform.(core.Approving).Approvals(t.Context())
}

func TestApprovalsOfARun(t *testing.T) {
	at := time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)
	kim := hotfix.Proof{By: []string{"kim@example.com", "Kim"}, Source: "Azure Pipelines approval", At: at, Expires: at.Add(72 * time.Hour)}
	step := func(status, more string) string {
		return `{"status": "` + status + `", "lastModifiedOn": "2026-11-21T02:00:00Z"` + more + `}`
	}
	actual := `, "assignedApprover": {"uniqueName": "mo@example.com"}, "actualApprover": {"uniqueName": "kim@example.com", "displayName": "Kim"}`
	for name, test := range map[string]struct {
		approval string
		want     []hotfix.Proof
	}{
		"given, by whom it was not assigned to": {`{"status": "approved", "steps": [` + step("approved", actual) + `]}`, []hotfix.Proof{kim}},
		"one of two steps is given":             {`{"status": "pending", "steps": [` + step("approved", actual) + `,` + step("pending", "") + `]}`, nil},
		"rejected":                              {`{"status": "rejected", "steps": [` + step("rejected", actual) + `]}`, nil},
		"skipped":                               {`{"status": "skipped", "steps": [` + step("skipped", actual) + `]}`, nil},
		"nobody acted":                          {`{"status": "approved", "steps": [` + step("approved", "") + `]}`, nil},
		"nobody knows when":                     {`{"status": "approved", "steps": [{"status": "approved"` + actual + `}]}`, nil},
		"an empty answer":                       {`{}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ask(t, approving(t, test.approval, 0), "Production")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(core.Proofs{List: test.want, Authors: []string{"lee@example.com", "Lee"}}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	given := `{"status": "approved", "steps": [` + step("approved", actual) + `]}`
	t.Run("an approval of another stage does not count", func(t *testing.T) {
		if got, err := ask(t, approving(t, given, 0), "Gate"); err != nil || len(got.List) != 0 {
			t.Errorf("got %v, %v", got, err)
		}
	})
	t.Run("without a stage nobody knows", func(t *testing.T) {
		if _, err := ask(t, approving(t, given, 0), ""); err == nil {
			t.Error("got no error")
		}
	})
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusInternalServerError} {
		t.Run(fmt.Sprintf("a service that answers %d is an error and no lack of approvals", status), func(t *testing.T) {
			if _, err := ask(t, approving(t, given, status), "Production"); err == nil {
				t.Error("got no error")
			}
		})
	}
}
