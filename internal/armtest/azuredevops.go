package armtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// AzureDevOps keeps the record of one environment of the project p-1 in the
// organisation acme, and the runs behind it.
type AzureDevOps struct {
	*httptest.Server

	mu      sync.Mutex
	records []string // JSON, newest first
	builds  map[int]*run
	leases  []string // "run owner days"
	refuse  int      // status for everything but the service's directory
}

type run struct {
	commit string
	tags   []string
}

// Pipeline is the definition of all runs.
const Pipeline = 12

// ServeAzureDevOps starts the listener; it ends with the test.
func ServeAzureDevOps(t testing.TB) *AzureDevOps {
	t.Helper()
	d := &AzureDevOps{builds: map[int]*run{}}
	d.Server = httptest.NewTLSServer(http.HandlerFunc(d.handle))
	t.Cleanup(d.Close)
	return d
}

// Deployed adds a record to the environment production: a run of a commit whose
// deployment ended with a result.
func (d *AzureDevOps) Deployed(id int, commit, result string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.builds[id] = &run{commit: commit}
	at := time.Date(2026, 11, 20, 0, len(d.records), 0, 0, time.UTC).Format(time.RFC3339)
	d.records = slices.Insert(d.records, 0, fmt.Sprintf(`{"id":%d,"environmentId":5,"owner":{"id":%d,"name":"run"},"definition":{"id":%d},"result":%q,"finishTime":%q}`,
		len(d.records)+1, id, Pipeline, result, at))
}

// Run adds a run that deployed nothing yet, such as the one that asks.
func (d *AzureDevOps) Run(id int, commit string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.builds[id] = &run{commit: commit}
}

// Refuse answers with a status from now on.
func (d *AzureDevOps) Refuse(status int) { d.mu.Lock(); defer d.mu.Unlock(); d.refuse = status }

// Forget takes a run away, as retention does.
func (d *AzureDevOps) Forget(id int) { d.mu.Lock(); defer d.mu.Unlock(); delete(d.builds, id) }

// Tags are those of a run; Leases all leases as "run owner days".
func (d *AzureDevOps) Tags(id int) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.builds[id].tags)
}

// Leases are all leases as "run owner days".
func (d *AzureDevOps) Leases() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.leases)
}

// directory is the part of the service's own directory that is needed.
const directory = `{"count": 5, "value": [
{"id":"8572b1fc-2482-47fa-8f74-7e3ed53ee54b","area":"environments","resourceName":"environments","routeTemplate":"{project}/_apis/{area}/{environmentId}","resourceVersion":1,"minVersion":"5.0","maxVersion":"7.2","releasedVersion":"0.0"},
{"id":"51bb5d21-4305-4ea6-9dbb-b7488af73334","area":"environments","resourceName":"environmentdeploymentrecords","routeTemplate":"{project}/_apis/{area}/{environmentId}/{resource}","resourceVersion":1,"minVersion":"5.0","maxVersion":"7.2","releasedVersion":"0.0"},
{"id":"0cd358e1-9217-4d94-8269-1c1ee6f93dcf","area":"build","resourceName":"builds","routeTemplate":"{project}/_apis/{area}/{resource}/{buildId}","resourceVersion":7,"minVersion":"1.0","maxVersion":"7.2","releasedVersion":"7.1"},
{"id":"6e6114b2-8161-44c8-8f6c-c5505782427f","area":"build","resourceName":"tags","routeTemplate":"{project}/_apis/{area}/builds/{buildId}/{resource}","resourceVersion":3,"minVersion":"1.0","maxVersion":"7.2","releasedVersion":"7.1"},
{"id":"272051e4-9af1-45b5-ae22-8d960a5539d4","area":"build","resourceName":"leases","routeTemplate":"{project}/_apis/{area}/retention/{resource}","resourceVersion":2,"minVersion":"1.0","maxVersion":"7.2","releasedVersion":"7.1"}]}`

func (d *AzureDevOps) handle(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	parts := strings.Split(strings.Trim(strings.ToLower(strings.TrimPrefix(r.URL.Path, "/acme/p-1/_apis/")), "/"), "/")
	switch {
	case r.Method == http.MethodOptions:
		answer(w, 200, directory)
	case !strings.HasPrefix(r.Header.Get("Authorization"), "B"):
		answer(w, 401, `{"message":"TF400813: not authorized"}`)
	case d.refuse != 0:
		answer(w, d.refuse, `{"message":"TF401027: you need a permission"}`)
	case len(parts) == 1 && parts[0] == "environments":
		answer(w, 200, `{"count":1,"value":[{"id":5,"name":"production"}]}`)
	case len(parts) == 3 && parts[0] == "environments" && parts[1] == "5":
		answer(w, 200, fmt.Sprintf(`{"count":%d,"value":[%s]}`, len(d.records), strings.Join(d.records, ",")))
	case len(parts) == 3 && parts[1] == "builds":
		d.build(w, parts[2])
	case len(parts) == 4 && parts[3] == "tags" && r.Method == http.MethodPost:
		d.tag(w, r, parts[2])
	case len(parts) == 3 && parts[2] == "leases":
		d.lease(w, r)
	default:
		answer(w, 404, `{"message":"not found"}`)
	}
}

func (d *AzureDevOps) build(w http.ResponseWriter, id string) {
	number, _ := strconv.Atoi(id)
	b := d.builds[number]
	if b == nil {
		answer(w, 404, `{"message":"TF: the requested build was not found"}`)
		return
	}
	answer(w, 200, object(map[string]any{"id": number, "sourceVersion": b.commit, "tags": b.tags, "definition": map[string]any{"id": Pipeline}}))
}

func (d *AzureDevOps) tag(w http.ResponseWriter, r *http.Request, id string) {
	number, _ := strconv.Atoi(id)
	var tags []string
	if b := d.builds[number]; b != nil && json.NewDecoder(r.Body).Decode(&tags) == nil {
		for _, tag := range tags {
			if !slices.Contains(b.tags, tag) {
				b.tags = append(b.tags, tag)
			}
		}
		answer(w, 200, object(map[string]any{"count": len(b.tags), "value": b.tags}))
		return
	}
	answer(w, 404, `{"message":"no such run"}`)
}

func (d *AzureDevOps) lease(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		list := []any{}
		for i, lease := range d.leases {
			if fields := strings.Fields(lease); fields[0] == r.URL.Query().Get("runId") && fields[1] == r.URL.Query().Get("ownerId") {
				list = append(list, map[string]any{"leaseId": i + 1, "validUntil": "2099-01-01T00:00:00Z"})
			}
		}
		answer(w, 200, object(map[string]any{"count": len(list), "value": list}))
		return
	}
	var wanted []struct {
		RunID, DefinitionID, DaysValid int
		OwnerID                        string
	}
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil || len(wanted) == 0 || wanted[0].DefinitionID != Pipeline {
		answer(w, 400, `{"message":"a lease needs run, definition, owner and days"}`)
		return
	}
	for _, l := range wanted {
		d.leases = append(d.leases, fmt.Sprintf("%d %s %d", l.RunID, l.OwnerID, l.DaysValid))
	}
	answer(w, 200, `{"count":1,"value":[{"leaseId":1}]}`)
}
