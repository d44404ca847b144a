package action

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-github/v80/github"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/hotfix"
)

var _ core.Approving = (*deployments)(nil)

// Approvals asks who approved this run's environment, and who reviewed the pull
// request that the commit came in by. The one needs `actions: read`, the other
// `pull-requests: read`, and both `contents: read`.
func (d *deployments) Approvals(ctx context.Context) (core.Proofs, error) {
	commit, _, err := d.client.Repositories.GetCommit(ctx, d.owner, d.name, d.sha, nil)
	if err != nil {
		return core.Proofs{}, explained("ask for the commit", "contents: read", err)
	}
	proofs := core.Proofs{Authors: []string{commit.GetAuthor().GetLogin(), commit.GetCommitter().GetLogin(),
		commit.GetCommit().GetAuthor().GetEmail(), commit.GetCommit().GetCommitter().GetEmail()}}
	environments, err := d.environmentApprovals(ctx)
	if err != nil {
		return core.Proofs{}, err
	}
	reviews, authors, err := d.reviews(ctx)
	if err != nil {
		return core.Proofs{}, err
	}
	proofs.List = append(environments, reviews...)
	proofs.Authors = slices.DeleteFunc(append(proofs.Authors, authors...), func(name string) bool { return name == "" || name == "web-flow" })
	return proofs, nil
}

// approvalHistory is an entry of a run's approvals, which go-github does not
// know: GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals.
type approvalHistory struct {
	State        string `json:"state"`
	User         github.User
	Environments []struct {
		Name string `json:"name"`
	} `json:"environments"`
}

// environmentApprovals are those of this very run. GitHub does not tell when they
// were given, so they count from when the run was made: a run that is repeated
// weeks later has no new approval by that.
func (d *deployments) environmentApprovals(ctx context.Context) ([]hotfix.Proof, error) {
	id, err := strconv.ParseInt(d.run, 10, 64)
	if err != nil {
		return nil, nil
	}
	run, _, err := d.client.Actions.GetWorkflowRunByID(ctx, d.owner, d.name, id)
	if err != nil {
		return nil, explained("ask for the run", "actions: read", err)
	}
	request, err := d.client.NewRequest("GET", fmt.Sprintf("repos/%s/%s/actions/runs/%d/approvals", d.owner, d.name, id), nil)
	if err != nil {
		return nil, fmt.Errorf("ask for the run's approvals: %w", err)
	}
	var history []approvalHistory
	if _, err := d.client.Do(ctx, request, &history); err != nil {
		return nil, explained("ask for the run's approvals", "actions: read", err)
	}
	at := run.GetCreatedAt().Time
	var proofs []hotfix.Proof
	for _, one := range history {
		for _, e := range one.Environments {
			if one.State == "approved" {
				proofs = append(proofs, hotfix.Proof{By: []string{one.User.GetLogin()}, Source: "GitHub environment", At: at,
					Expires: at.Add(hotfix.MaxValidity), Environment: e.Name, Commit: run.GetHeadSHA()})
			}
		}
	}
	return proofs, nil
}

// Who may approve by a review: whoever may write to the repository.
func mayApprove(association string) bool {
	return slices.Contains([]string{"OWNER", "MEMBER", "COLLABORATOR"}, association)
}

// reviews are those of the pull requests that the commit belongs to. A review
// counts when it is its author's last word and was given for the last commit of
// the pull request: what was pushed afterwards nobody approved.
func (d *deployments) reviews(ctx context.Context) (proofs []hotfix.Proof, authors []string, err error) {
	pulls, _, err := d.client.PullRequests.ListPullRequestsWithCommit(ctx, d.owner, d.name, d.sha, &github.ListOptions{PerPage: perPage})
	if err != nil {
		return nil, nil, explained("ask for the commit's pull requests", "pull-requests: read", err)
	}
	for _, pull := range pulls {
		if pull.GetHead().GetSHA() != d.sha && pull.GetMergeCommitSHA() != d.sha {
			continue // the commit is somewhere in the middle of it
		}
		last, err := d.lastWords(ctx, pull.GetNumber())
		if err != nil {
			return nil, nil, err
		}
		authors = append(authors, pull.GetUser().GetLogin())
		for _, r := range last {
			if r.GetState() == "APPROVED" && r.GetCommitID() == pull.GetHead().GetSHA() && mayApprove(r.GetAuthorAssociation()) {
				at := r.GetSubmittedAt().Time
				proofs = append(proofs, hotfix.Proof{By: []string{r.GetUser().GetLogin()}, Source: fmt.Sprintf("GitHub review of #%d", pull.GetNumber()),
					At: at, Expires: at.Add(hotfix.MaxValidity), Commit: d.sha})
			}
		}
	}
	return proofs, authors, nil
}

// reviewPages bounds how many reviews of one pull request are read.
const reviewPages = 10

// lastWords are the newest reviews of each reviewer that are more than comments.
func (d *deployments) lastWords(ctx context.Context, number int) ([]*github.PullRequestReview, error) {
	byUser := map[string]*github.PullRequestReview{}
	options := &github.ListOptions{PerPage: 100}
	for range reviewPages {
		page, response, err := d.client.PullRequests.ListReviews(ctx, d.owner, d.name, number, options)
		if err != nil {
			return nil, explained("ask for the reviews", "pull-requests: read", err)
		}
		for _, r := range page {
			before := byUser[r.GetUser().GetLogin()]
			if r.GetState() != "COMMENTED" && (before == nil || !r.GetSubmittedAt().Before(before.GetSubmittedAt().Time)) {
				byUser[r.GetUser().GetLogin()] = r
			}
		}
		if options.Page = response.NextPage; options.Page == 0 {
			break
		}
	}
	if options.Page != 0 {
		return nil, fmt.Errorf("pull request %d has more reviews than are read", number)
	}
	var last []*github.PullRequestReview
	for _, r := range byUser {
		last = append(last, r)
	}
	slices.SortFunc(last, func(a, b *github.PullRequestReview) int {
		return strings.Compare(a.GetUser().GetLogin(), b.GetUser().GetLogin())
	})
	return last, nil
}
