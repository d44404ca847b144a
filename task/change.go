package task

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"

	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/sarif"
)

// Change is what the predefined variables say. With a token the base of a pull
// request is the commit that the server merged with, else the target branch as
// the checkout has it.
func (t *Task) Change() report.Change {
	change := report.Change{
		Repository:  t.repository(),
		Commit:      t.env.Getenv("BUILD_SOURCEVERSION"),
		Ref:         t.env.Getenv("BUILD_SOURCEBRANCH"),
		PullRequest: t.pullRequestNumber(),
		Author:      t.env.Getenv("BUILD_REQUESTEDFOR"),
		RunURL:      t.runURL(),
		Build:       t.build(),
	}
	if change.PullRequest != "" {
		change.Base = t.base()
	}
	return change
}

var (
	number     = regexp.MustCompile(`^[1-9][0-9]{0,9}$`)
	hash       = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)
	branchName = regexp.MustCompile(`^[A-Za-z0-9_./#+@=,-]+$`)
)

// pullRequestNumber is empty outside of a pull request. Only GitHub's have both
// a number and an id, and people know them by the number.
func (t *Task) pullRequestNumber() string {
	for _, name := range []string{"SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"} {
		if n := t.env.Getenv(name); number.MatchString(n) {
			return n
		}
	}
	return ""
}

func (t *Task) base() string {
	commit, err := t.mergedBase()
	if err == nil {
		return commit
	}
	if !errors.Is(err, errNoPullRequest) {
		t.warn("The pull request's base was not told, so the target branch is used: " + err.Error())
	}
	branch := strings.TrimPrefix(t.env.Getenv("SYSTEM_PULLREQUEST_TARGETBRANCH"), "refs/heads/")
	if !branchName.MatchString(branch) || strings.Contains(branch, "..") {
		return ""
	}
	return "refs/remotes/origin/" + branch
}

func (t *Task) mergedBase() (string, error) {
	pr, err := t.pullRequest()
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	return pr.base(ctx)
}

// repository is "owner/name" where the provider has owners, else the clone
// address. Azure Repos writes the organization into it as a user name.
func (t *Task) repository() string {
	if name := t.env.Getenv("BUILD_REPOSITORY_NAME"); strings.Contains(name, "/") {
		return name
	}
	address, err := url.Parse(t.env.Getenv("BUILD_REPOSITORY_URI"))
	if err != nil {
		return ""
	}
	address.User = nil
	return address.String()
}

func (t *Task) runURL() string {
	collection, project, build := t.env.Getenv("SYSTEM_COLLECTIONURI"), t.env.Getenv("SYSTEM_TEAMPROJECT"), t.env.Getenv("BUILD_BUILDID")
	if collection == "" || project == "" || !number.MatchString(build) {
		return ""
	}
	return strings.TrimRight(collection, "/") + "/" + url.PathEscape(project) + "/_build/results?buildId=" + build
}

// build names the pipeline for the Azure dialect of SARIF.
func (t *Task) build() map[string]string {
	facts := map[string]string{}
	for key, variable := range map[string]string{
		sarif.BuildProject:        "SYSTEM_TEAMPROJECTID",
		sarif.BuildDefinition:     "SYSTEM_DEFINITIONID",
		sarif.BuildDefinitionName: "BUILD_DEFINITIONNAME",
		sarif.BuildPhase:          "SYSTEM_PHASEID",
		sarif.BuildPhaseName:      "SYSTEM_PHASENAME",
		sarif.BuildID:             "BUILD_BUILDID",
	} {
		if value := t.env.Getenv(variable); value != "" {
			facts[key] = value
		}
	}
	if organization := organizationOf(t.env.Getenv("SYSTEM_COLLECTIONURI")); organization != "" {
		facts[sarif.BuildOrganization] = organization
	}
	return facts
}

// organizationOf reads both forms of a collection's address:
// https://dev.azure.com/NAME/ and https://NAME.visualstudio.com/.
func organizationOf(collection string) string {
	address, err := url.Parse(collection)
	if err != nil {
		return ""
	}
	if name, found := strings.CutSuffix(address.Hostname(), ".visualstudio.com"); found {
		return name
	}
	path := strings.Trim(address.Path, "/")
	return path[strings.LastIndexByte(path, '/')+1:]
}
