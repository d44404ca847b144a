package action

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/sethvargo/go-githubactions"

	"github.com/sallyport-gate/sallyport/core/report"
)

// Change is what the event says. What is missing stays empty: a step can run
// without an event file, and in an event without a pull request.
//
// In a pull_request_target event GITHUB_SHA is the base and not what is
// proposed, and what was checked out is the workflow's choice. The commit stays
// empty there, so that nobody takes one for the other.
func (a *Action) Change() report.Change {
	c := a.context()
	change := report.Change{
		Repository: c.Repository, Commit: c.SHA, Ref: c.Ref, Author: c.Actor,
		RunURL: runURL(c),
	}
	if c.EventName == "pull_request_target" {
		change.Commit = ""
	}
	if number := pullRequest(c); number != "" {
		change.PullRequest = number
		change.Base = base(text(c.Event, "pull_request", "base", "sha"), c.BaseRef)
		if author := text(c.Event, "pull_request", "user", "login"); author != "" {
			change.Author = author
		}
	} else if c.EventName == "merge_group" {
		change.Base = base(text(c.Event, "merge_group", "base_sha"), "")
	}
	return change
}

// context reads the environment, without the event when its file is damaged.
func (a *Action) context() *githubactions.GitHubContext {
	if c, _ := a.log.Context(); c != nil {
		return c
	}
	a.line("sallyport: the event file cannot be read; going on with what the variables say")
	c, _ := githubactions.New(githubactions.WithGetenv(func(name string) string {
		if name == "GITHUB_EVENT_PATH" {
			return ""
		}
		return a.env.Getenv(name)
	})).Context()
	return c
}

// pullRequest is the number of the pull request, or empty outside of one.
func pullRequest(c *githubactions.GitHubContext) string {
	if pr, found := c.Event["pull_request"].(map[string]any); found {
		if number, isNumber := pr["number"].(float64); isNumber && number > 0 {
			return strconv.FormatFloat(number, 'f', -1, 64)
		}
	}
	if m := pullRef.FindStringSubmatch(c.Ref); m != nil {
		return m[1]
	}
	return ""
}

var (
	pullRef    = regexp.MustCompile(`^refs/pull/([1-9][0-9]*)/`)
	hash       = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)
	branchName = regexp.MustCompile(`^[A-Za-z0-9_./#+@=,-]+$`)
)

// base is the revision to compare with: the event's commit, else the branch as
// the checkout has it. Anything else is dropped, because it goes to git.
func base(commit, branch string) string {
	switch {
	case hash.MatchString(commit):
		return commit
	case branchName.MatchString(branch) && !strings.Contains(branch, ".."):
		return "refs/remotes/origin/" + branch
	}
	return ""
}

func runURL(c *githubactions.GitHubContext) string {
	if c.Repository == "" || c.RunID == 0 {
		return ""
	}
	return fmt.Sprintf("%s/%s/actions/runs/%d", c.ServerURL, c.Repository, c.RunID)
}

// text follows keys into an event.
func text(event map[string]any, keys ...string) string {
	var at any = event
	for _, key := range keys {
		object, found := at.(map[string]any)
		if !found {
			return ""
		}
		at = object[key]
	}
	s, _ := at.(string)
	return s
}
