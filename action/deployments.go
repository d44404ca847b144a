package action

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/go-github/v80/github"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// What is asked of GitHub, and for how long. Each deployment costs a request for
// its statuses, because the list cannot be filtered by them.
const (
	deploymentPages = 3
	perPage         = 30
	requestTime     = 20 * time.Second
	largestAnswer   = 4 << 20
)

// The tasks of our own records.
const ownTasks = "gate:"

// deployments is the record of one environment in one repository.
type deployments struct {
	client                   *github.Client
	owner, name, environment string
	run, sha                 string // of this workflow run
}

// Platform is GitHub's deployments of the repository, with a token for them.
func (a *Action) Platform(c option.Config) (core.Platform, error) {
	if c.Token == "" || c.Mode == option.Release {
		return nil, nil
	}
	context := a.context()
	owner, name, named := strings.Cut(context.Repository, "/")
	base, err := url.Parse(strings.TrimSuffix(context.APIURL, "/") + "/")
	if !named || err != nil || !safeForToken(base) {
		return nil, errors.New("option token: GITHUB_REPOSITORY or GITHUB_API_URL does not say where the deployments are; a token is sent to https addresses only")
	}
	client := github.NewClient(&http.Client{Timeout: requestTime, Transport: bounded{}, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}).WithAuthToken(c.Token)
	client.BaseURL = base
	run := a.env.Getenv("GITHUB_RUN_ID")
	return &deployments{client: client, owner: owner, name: name, environment: c.Environment, run: run, sha: context.SHA}, nil
}

func safeForToken(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.User == nil && (u.Scheme == "https" && u.Host != "" || u.Scheme == "http" && ip != nil && ip.IsLoopback())
}

// bounded cuts answers, because the client reads them whole.
type bounded struct{}

func (bounded) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(request)
	if response != nil {
		response.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(response.Body, largestAnswer), response.Body}
	}
	return response, err
}

// Name is the platform's.
func (d *deployments) Name() string { return "GitHub" }

// payload is what our own records carry.
type payload struct {
	Procedure string `json:"procedure"`
	Receipt   string `json:"receipt"`
	Left      string `json:"left"`
	Run       string `json:"run"`
}

// Deployments lists what reached the environment. A job with an environment
// records the workflow's commit, also when it carried a rollback out: the records
// of runs that left one of ours do not count.
func (d *deployments) Deployments(ctx context.Context) ([]rollback.Deployment, error) {
	all, err := d.list(ctx, "")
	if err != nil {
		return nil, err
	}
	ours := map[string]bool{}
	if d.run != "" {
		ours[d.run] = true
	}
	for _, one := range all {
		if run := payloadOf(one).Run; run != "" && strings.HasPrefix(one.GetTask(), ownTasks) {
			ours[run] = true
		}
	}
	ends, err := d.ends(ctx, all)
	if err != nil {
		return nil, err
	}
	var list []rollback.Deployment
	for i, one := range all {
		if !strings.HasPrefix(one.GetTask(), ownTasks) && ours[ends[i].run] {
			continue
		}
		list = append(list, rollback.Deployment{Commit: strings.ToLower(one.GetSHA()), Time: one.GetCreatedAt().Time, Succeeded: ends[i].succeeded, ID: fmt.Sprint(one.GetID())})
	}
	slices.SortStableFunc(list, func(a, b rollback.Deployment) int { return b.Time.Compare(a.Time) })
	return list, nil
}

func (d *deployments) list(ctx context.Context, task string) ([]*github.Deployment, error) {
	options := &github.DeploymentsListOptions{Environment: d.environment, Task: task, ListOptions: github.ListOptions{PerPage: perPage}}
	var all []*github.Deployment
	for range deploymentPages {
		page, response, err := d.client.Repositories.ListDeployments(ctx, d.owner, d.name, options)
		if err != nil {
			return nil, explained("list the deployments to "+d.environment, "deployments: read", err)
		}
		all = append(all, page...)
		if response.NextPage == 0 {
			break
		}
		options.Page = response.NextPage
	}
	return all, nil
}

// end is what the statuses of a deployment say.
type end struct {
	succeeded bool
	run       string
}

// atOnce is how many requests for statuses are under way together: somebody waits.
const atOnce = 6

func (d *deployments) ends(ctx context.Context, all []*github.Deployment) ([]end, error) {
	ends, errs := make([]end, len(all)), make([]error, len(all))
	slots := make(chan struct{}, atOnce)
	var done sync.WaitGroup
	for i, one := range all {
		done.Add(1)
		slots <- struct{}{}
		go func() {
			defer done.Done()
			ends[i].succeeded, ends[i].run, errs[i] = d.reached(ctx, one.GetID())
			<-slots
		}()
	}
	done.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err // one is enough: they are all of one kind
		}
	}
	return ends, nil
}

var runOf = regexp.MustCompile(`/actions/runs/([0-9]+)`)

// reached tells whether a deployment succeeded at some time, and the run that it
// was of. A later one makes an earlier one inactive, which is no failure.
func (d *deployments) reached(ctx context.Context, id int64) (succeeded bool, run string, err error) {
	statuses, _, err := d.client.Repositories.ListDeploymentStatuses(ctx, d.owner, d.name, id, &github.ListOptions{PerPage: perPage})
	if err != nil {
		return false, "", explained(fmt.Sprintf("list the statuses of deployment %d", id), "deployments: read", err)
	}
	for _, s := range statuses {
		succeeded = succeeded || s.GetState() == "success"
		for _, address := range []string{s.GetLogURL(), s.GetTargetURL()} {
			if found := runOf.FindStringSubmatch(address); found != nil {
				run = found[1]
			}
		}
	}
	return succeeded, run, nil
}

// payloadOf reads our own payload; GitHub gives it back as an object or as text.
func payloadOf(one *github.Deployment) payload {
	var p payload
	if json.Unmarshal(one.Payload, &p) == nil {
		return p
	}
	var text string
	if json.Unmarshal(one.Payload, &text) == nil {
		_ = json.Unmarshal([]byte(text), &p)
	}
	return p
}

// Record creates a deployment of the version that is live, and its success. One
// that an earlier run created is completed.
func (d *deployments) Record(ctx context.Context, r core.Deployed) error {
	existing, err := d.list(ctx, r.Task)
	if err != nil {
		return err
	}
	for _, one := range existing {
		if payloadOf(one).Procedure == r.Procedure {
			return d.succeed(ctx, one.GetID(), r)
		}
	}
	none, no, description := []string{}, false, "Live by a slot swap of the gate"
	created, _, err := d.client.Repositories.CreateDeployment(ctx, d.owner, d.name, &github.DeploymentRequest{
		Ref: &r.Commit, Task: &r.Task, Environment: &r.Environment, Description: &description,
		AutoMerge: &no, RequiredContexts: &none, // what is live is live, whatever a branch's checks say
		Payload: payload{Procedure: r.Procedure, Receipt: r.Receipt, Left: r.Left, Run: d.run},
	})
	if err != nil {
		return explained("create the deployment", "deployments: write", err)
	}
	return d.succeed(ctx, created.GetID(), r)
}

func (d *deployments) succeed(ctx context.Context, id int64, r core.Deployed) error {
	if done, _, err := d.reached(ctx, id); err != nil || done {
		return err
	}
	state := "success"
	request := &github.DeploymentStatusRequest{State: &state}
	if strings.HasPrefix(r.RunURL, "https://") {
		request.LogURL = &r.RunURL
	}
	if _, _, err := d.client.Repositories.CreateDeploymentStatus(ctx, d.owner, d.name, id, request); err != nil {
		return explained("set the deployment's status", "deployments: write", err)
	}
	return nil
}

// Retain does nothing: GitHub has no leases. Keep release artifacts in a registry
// or as release assets.
func (d *deployments) Retain(context.Context, rollback.Deployment) error { return nil }

// explained names the permission that a refused request needs.
func explained(what, permission string, err error) error {
	var answer *github.ErrorResponse
	if errors.As(err, &answer) && answer.Response != nil {
		switch answer.Response.StatusCode {
		case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
			return fmt.Errorf("%s: HTTP %d; the job's token needs the permission `%s`", what, answer.Response.StatusCode, permission)
		}
	}
	return fmt.Errorf("%s: %w", what, err)
}
