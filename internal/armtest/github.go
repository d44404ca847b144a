package armtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// GitHub keeps the deployments of one repository, as the REST API of GitHub does:
// a list that is filtered by environment and task, and statuses of each.
type GitHub struct {
	*httptest.Server
	Token string

	mu          sync.Mutex
	deployments []*deployment
	down        int // answer so many requests with 502
	forbidden   bool
	hook        func(r *http.Request, m Moment)
}

type deployment struct {
	ID          int64             `json:"id"`
	SHA         string            `json:"sha"`
	Ref         string            `json:"ref"`
	Task        string            `json:"task"`
	Environment string            `json:"environment"`
	Payload     json.RawMessage   `json:"payload"`
	CreatedAt   time.Time         `json:"created_at"`
	statuses    []json.RawMessage // newest first
}

// ServeGitHub starts the listener; it ends with the test.
func ServeGitHub(t testing.TB) *GitHub {
	t.Helper()
	g := &GitHub{Token: "job-" + "token"}
	g.Server = httptest.NewTLSServer(http.HandlerFunc(g.handle))
	t.Cleanup(g.Close)
	return g
}

// Deployed adds what a workflow's job with an environment records: a deployment
// of its own commit with a status, and the run behind it.
func (g *GitHub) Deployed(environment, commit, state string, run int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	d := g.add(&deployment{SHA: commit, Ref: "main", Task: "deploy", Environment: environment, Payload: json.RawMessage(`{}`)})
	d.statuses = []json.RawMessage{json.RawMessage(fmt.Sprintf(`{"state":%q,"log_url":"https://github.example/acme/shop/actions/runs/%d/job/1"}`, state, run))}
}

func (g *GitHub) add(d *deployment) *deployment {
	d.ID = int64(len(g.deployments) + 1)
	d.CreatedAt = time.Date(2026, 11, 20, 0, len(g.deployments), 0, 0, time.UTC)
	g.deployments = append(g.deployments, d)
	return d
}

// Break answers the next n requests with 502; Forbid all of them with 403.
func (g *GitHub) Break(n int) { g.mu.Lock(); defer g.mu.Unlock(); g.down = n }

// Forbid answers every request with 403, as to a token without the permission.
func (g *GitHub) Forbid() { g.mu.Lock(); defer g.mu.Unlock(); g.forbidden = true }

// Hook is called for every request before and after its effect.
func (g *GitHub) Hook(hook func(r *http.Request, m Moment)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hook = hook
}

// Records lists the deployments with a task, as "commit state".
func (g *GitHub) Records(task string) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	var list []string
	for _, d := range g.deployments {
		if d.Task != task {
			continue
		}
		line := d.SHA
		for _, s := range d.statuses {
			var status struct{ State string }
			_ = json.Unmarshal(s, &status)
			line += " " + status.State
		}
		list = append(list, line)
	}
	return list
}

func (g *GitHub) handle(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	hook := g.hook
	g.mu.Unlock()
	if hook != nil {
		hook(r, Before)
		defer hook(r, After)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/repos/acme/shop/deployments")
	switch {
	case r.Header.Get("Authorization") != "Bearer "+g.Token:
		answer(w, 401, `{"message":"Bad credentials"}`)
	case g.forbidden:
		answer(w, 403, `{"message":"Resource not accessible by integration"}`)
	case g.down > 0:
		g.down--
		answer(w, 502, `{"message":"Server Error"}`)
	case path == "" && r.Method == http.MethodGet:
		g.list(w, r)
	case path == "" && r.Method == http.MethodPost:
		g.create(w, r)
	case strings.HasSuffix(path, "/statuses"):
		g.statuses(w, r, strings.Trim(strings.TrimSuffix(path, "/statuses"), "/"))
	default:
		answer(w, 404, `{"message":"Not Found"}`)
	}
}

func (g *GitHub) list(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	found := []*deployment{}
	for i := len(g.deployments) - 1; i >= 0; i-- {
		d := g.deployments[i]
		if (query.Get("environment") == "" || query.Get("environment") == d.Environment) && (query.Get("task") == "" || query.Get("task") == d.Task) {
			found = append(found, d)
		}
	}
	size, _ := strconv.Atoi(query.Get("per_page"))
	page, _ := strconv.Atoi(query.Get("page"))
	size, page = max(size, 1), max(page, 1)
	from, to := min((page-1)*size, len(found)), min(page*size, len(found))
	if to < len(found) {
		query.Set("page", strconv.Itoa(page+1))
		w.Header().Set("Link", fmt.Sprintf(`<%s%s?%s>; rel="next"`, g.URL, r.URL.Path, query.Encode()))
	}
	answer(w, 200, object(found[from:to]))
}

// create makes a deployment. A ref that is a branch would be merged, and contexts
// that are not green refuse it, unless the request says otherwise.
func (g *GitHub) create(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Ref, Task, Environment string
		Payload                json.RawMessage
		AutoMerge              *bool     `json:"auto_merge"`
		RequiredContexts       *[]string `json:"required_contexts"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil || request.Ref == "" {
		answer(w, 422, `{"message":"ref is required"}`)
		return
	}
	if request.AutoMerge == nil || *request.AutoMerge || request.RequiredContexts == nil {
		answer(w, 409, `{"message":"Conflict: commit status checks did not succeed"}`)
		return
	}
	d := g.add(&deployment{SHA: request.Ref, Ref: request.Ref, Task: request.Task, Environment: request.Environment, Payload: request.Payload})
	answer(w, 201, object(d))
}

func (g *GitHub) statuses(w http.ResponseWriter, r *http.Request, id string) {
	number, err := strconv.Atoi(id)
	if err != nil || number < 1 || number > len(g.deployments) {
		answer(w, 404, `{"message":"Not Found"}`)
		return
	}
	d := g.deployments[number-1]
	if r.Method == http.MethodGet {
		answer(w, 200, object(append([]json.RawMessage{}, d.statuses...)))
		return
	}
	var status json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&status); err != nil {
		answer(w, 422, `{"message":"state is required"}`)
		return
	}
	d.statuses = append([]json.RawMessage{status}, d.statuses...)
	answer(w, 201, string(status))
}
