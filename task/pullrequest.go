package task

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/microsoft/azure-devops-go-api/azuredevops/v7"
	"github.com/microsoft/azure-devops-go-api/azuredevops/v7/git"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// errNoPullRequest means that there is nothing to ask Azure DevOps for: no
// token, or no pull request in Azure Repos.
var errNoPullRequest = errors.New("no pull request in Azure Repos, or no token")

// The status that a branch policy can require: genre and name.
const (
	statusGenre = "sallyport"
	statusName  = "gate"
)

// pullRequest is one in Azure Repos.
type pullRequest struct {
	client     *git.ClientImpl
	id         int
	project    string
	repository string
	source     string // commit that was proposed when this run began
}

func (t *Task) pullRequest() (*pullRequest, error) {
	id, err := strconv.Atoi(t.env.Getenv("SYSTEM_PULLREQUEST_PULLREQUESTID"))
	token := t.input("token")
	if err != nil || id <= 0 || token == "" || !strings.EqualFold(t.env.Getenv("BUILD_REPOSITORY_PROVIDER"), "TfsGit") {
		return nil, errNoPullRequest
	}
	if strings.HasPrefix(token, "$(") {
		return nil, errors.New("the input token names a variable that has no value; write $(System.AccessToken), or leave token away")
	}
	collection := t.env.Getenv("SYSTEM_COLLECTIONURI")
	if !safeForToken(collection) {
		return nil, errors.New("System.CollectionUri is not an https address, and a token is sent to no other")
	}
	client := *t.env.Client
	client.Transport = bounded{client.Transport}
	connection := &azuredevops.Connection{AuthorizationString: authorization(token), BaseUrl: collection, SuppressFedAuthRedirect: true}
	return &pullRequest{
		// The collection's own address serves git. Looking it up by resource area,
		// as the library's constructor does, costs a request and loses our client.
		client: &git.ClientImpl{Client: *azuredevops.NewClientWithOptions(connection, collection, azuredevops.WithHTTPClient(&client))},
		id:     id, project: t.env.Getenv("SYSTEM_TEAMPROJECTID"), repository: t.env.Getenv("BUILD_REPOSITORY_ID"),
		source: t.env.Getenv("SYSTEM_PULLREQUEST_SOURCECOMMITID"),
	}, nil
}

// authorization tells the job's token, which is a JWT, from a personal one.
func authorization(token string) string {
	if strings.Count(token, ".") == 2 {
		return "Bearer " + token
	}
	return azuredevops.CreateBasicAuthHeaderValue("", token)
}

func safeForToken(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && ip != nil && ip.IsLoopback()
}

// base is the commit of the target branch that the server merged with.
func (p *pullRequest) base(ctx context.Context) (commit string, err error) {
	defer recovered(&err)
	pr, err := p.client.GetPullRequestById(ctx, git.GetPullRequestByIdArgs{PullRequestId: &p.id, Project: &p.project})
	if err != nil {
		return "", fmt.Errorf("ask for pull request %d: %w", p.id, explained(err))
	}
	if pr.LastMergeTargetCommit == nil || pr.LastMergeTargetCommit.CommitId == nil || !hash.MatchString(*pr.LastMergeTargetCommit.CommitId) {
		return "", fmt.Errorf("ask for pull request %d: the answer holds no commit that it was merged with", p.id)
	}
	return *pr.LastMergeTargetCommit.CommitId, nil
}

// setStatus puts the verdict on the iteration that was judged, so that a later
// push does not inherit it.
func (p *pullRequest) setStatus(ctx context.Context, verdict finding.Verdict, description, address string) (err error) {
	defer recovered(&err)
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	iteration, err := p.iteration(ctx)
	if err != nil {
		return err
	}
	genre, name, state := statusGenre, statusName, stateOf(verdict)
	status := &git.GitPullRequestStatus{
		Context: &git.GitStatusContext{Genre: &genre, Name: &name}, State: &state,
		Description: &description, IterationId: &iteration,
	}
	if address != "" {
		status.TargetUrl = &address
	}
	if _, err := p.client.CreatePullRequestStatus(ctx, git.CreatePullRequestStatusArgs{
		Status: status, RepositoryId: &p.repository, PullRequestId: &p.id, Project: &p.project,
	}); err != nil {
		return fmt.Errorf("set the status of pull request %d: %w", p.id, explained(err))
	}
	return nil
}

// iteration is the newest one whose source is the commit that was judged.
func (p *pullRequest) iteration(ctx context.Context) (int, error) {
	all, err := p.client.GetPullRequestIterations(ctx, git.GetPullRequestIterationsArgs{
		RepositoryId: &p.repository, PullRequestId: &p.id, Project: &p.project,
	})
	if err != nil {
		return 0, fmt.Errorf("ask for the iterations of pull request %d: %w", p.id, explained(err))
	}
	newest := 0
	for _, i := range *all {
		if i.Id != nil && i.SourceRefCommit != nil && i.SourceRefCommit.CommitId != nil && p.source != "" && *i.SourceRefCommit.CommitId == p.source {
			newest = max(newest, *i.Id)
		}
	}
	if newest == 0 {
		return 0, fmt.Errorf("no iteration of pull request %d has the commit %q that was judged", p.id, p.source)
	}
	return newest, nil
}

func stateOf(verdict finding.Verdict) git.GitStatusState {
	switch verdict {
	case finding.Open:
		return git.GitStatusStateValues.Succeeded
	case finding.Closed:
		return git.GitStatusStateValues.Failed
	default:
		return git.GitStatusStateValues.Error
	}
}

// explained adds what a user can do about the answers that permissions cause.
func explained(err error) error {
	var wrapped azuredevops.WrappedError
	status := 0
	if errors.As(err, &wrapped) && wrapped.StatusCode != nil {
		status = *wrapped.StatusCode
	}
	var pointer *azuredevops.WrappedError
	if errors.As(err, &pointer) && pointer.StatusCode != nil {
		status = *pointer.StatusCode
	}
	if status == http.StatusUnauthorized || status == http.StatusForbidden {
		return fmt.Errorf("%w; the build service needs \"Contribute to pull requests\" on the repository", err)
	}
	return err
}

// recovered turns a panic of the client library, which follows pointers that an
// odd answer leaves nil, into an error.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = errors.New("the answer of Azure DevOps was not understood")
	}
}
