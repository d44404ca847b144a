package task

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/microsoft/azure-devops-go-api/azuredevops/v7"
	"github.com/microsoft/azure-devops-go-api/azuredevops/v7/build"
	"github.com/microsoft/azure-devops-go-api/azuredevops/v7/pipelinesapproval"
	"github.com/microsoft/azure-devops-go-api/azuredevops/v7/taskagent"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// What is asked of Azure DevOps: pages of the environment's record, and builds,
// because the record holds no commit.
const (
	recordPages = 3
	recordsPage = 50
	maxBuilds   = 40
	leaseDays   = 365
)

// tagPrefix marks a run that made another commit live than its own.
const tagPrefix = "gate-live-"

var liveTag = regexp.MustCompile("^" + tagPrefix + "([0-9a-f]{40,64})$")

// deployments is the record of one environment in one project.
type deployments struct {
	builds                    *build.ClientImpl
	agents                    *taskagent.ClientImpl
	gates                     *pipelinesapproval.ClientImpl
	project, environment, run string
	stage                     string // that this job belongs to
}

// Platform is Azure DevOps' record of the environment, with a token for it.
func (t *Task) Platform(c option.Config) (core.Platform, error) {
	if c.Token == "" || c.Mode == option.Release {
		return nil, nil
	}
	if strings.HasPrefix(c.Token, "$(") {
		return nil, errors.New("option token names a variable that has no value; write $(System.AccessToken), or leave token away")
	}
	collection := t.env.Getenv("SYSTEM_COLLECTIONURI")
	if !safeForToken(collection) {
		return nil, errors.New("option token: System.CollectionUri is not an https address, and a token is sent to no other")
	}
	client := *t.env.Client
	client.Transport = bounded{client.Transport}
	connection := &azuredevops.Connection{AuthorizationString: authorization(c.Token), BaseUrl: collection, SuppressFedAuthRedirect: true}
	api := *azuredevops.NewClientWithOptions(connection, collection, azuredevops.WithHTTPClient(&client))
	return &deployments{
		builds: &build.ClientImpl{Client: api}, agents: &taskagent.ClientImpl{Client: api}, gates: &pipelinesapproval.ClientImpl{Client: api},
		project: t.env.Getenv("SYSTEM_TEAMPROJECTID"), environment: c.Environment, run: t.env.Getenv("BUILD_BUILDID"),
		stage: t.env.Getenv("SYSTEM_STAGENAME"),
	}, nil
}

// Name is the platform's.
func (d *deployments) Name() string { return "Azure DevOps" }

// Deployments reads the environment's record. A run of ours made live what its
// tag says, and not the commit that its pipeline was at.
func (d *deployments) Deployments(ctx context.Context) (list []rollback.Deployment, err error) {
	defer recovered(&err)
	ctx, cancel := context.WithTimeout(ctx, 4*limit)
	defer cancel()
	records, err := d.records(ctx)
	if err != nil {
		return nil, err
	}
	known := map[int]rollback.Deployment{}
	for _, r := range records {
		if r.Owner == nil || r.Owner.Id == nil || r.Result == nil {
			continue // it has not ended
		}
		id := *r.Owner.Id
		one, seen := known[id]
		if !seen {
			if len(known) == maxBuilds {
				break
			}
			if one, err = d.build(ctx, id); err != nil {
				return nil, err
			}
			known[id] = one
		}
		if one.Commit == "" {
			continue // the run is gone: nobody knows what it was of
		}
		one.Succeeded = *r.Result == taskagent.TaskResultValues.Succeeded || *r.Result == taskagent.TaskResultValues.SucceededWithIssues
		if r.FinishTime != nil {
			one.Time = r.FinishTime.Time
		}
		list = append(list, one)
	}
	return list, nil
}

func (d *deployments) records(ctx context.Context) ([]taskagent.EnvironmentDeploymentExecutionRecord, error) {
	environments, err := d.agents.GetEnvironments(ctx, taskagent.GetEnvironmentsArgs{Project: &d.project, Name: &d.environment})
	if err != nil {
		return nil, fmt.Errorf("find the environment %q: %w", d.environment, err)
	}
	for _, e := range environments.Value {
		if e.Id != nil && e.Name != nil && strings.EqualFold(*e.Name, d.environment) {
			return d.pages(ctx, *e.Id)
		}
	}
	return nil, fmt.Errorf("there is no environment %q in the project, or the build service may not see it", d.environment)
}

func (d *deployments) pages(ctx context.Context, environment int) ([]taskagent.EnvironmentDeploymentExecutionRecord, error) {
	top := recordsPage
	args := taskagent.GetEnvironmentDeploymentExecutionRecordsArgs{Project: &d.project, EnvironmentId: &environment, Top: &top}
	var all []taskagent.EnvironmentDeploymentExecutionRecord
	for range recordPages {
		page, err := d.agents.GetEnvironmentDeploymentExecutionRecords(ctx, args)
		if err != nil {
			return nil, fmt.Errorf("read the record of the environment %q: %w", d.environment, err)
		}
		all = append(all, page.Value...)
		if page.ContinuationToken == "" {
			break
		}
		args.ContinuationToken = &page.ContinuationToken
	}
	return all, nil
}

func (d *deployments) build(ctx context.Context, id int) (rollback.Deployment, error) {
	b, err := d.builds.GetBuild(ctx, build.GetBuildArgs{Project: &d.project, BuildId: &id})
	if gone(err) {
		return rollback.Deployment{}, nil
	}
	if err != nil {
		return rollback.Deployment{}, fmt.Errorf("read run %d: %w", id, err)
	}
	one := rollback.Deployment{ID: strconv.Itoa(id), Build: id}
	if b.SourceVersion != nil {
		one.Commit = strings.ToLower(*b.SourceVersion)
	}
	if b.Definition != nil && b.Definition.Id != nil {
		one.Pipeline = *b.Definition.Id
	}
	if b.Tags != nil {
		for _, tag := range *b.Tags {
			if live := liveTag.FindStringSubmatch(tag); live != nil {
				one.Commit = live[1]
			}
		}
	}
	return one, nil
}

func gone(err error) bool {
	var wrapped azuredevops.WrappedError
	var pointer *azuredevops.WrappedError
	switch {
	case errors.As(err, &wrapped) && wrapped.StatusCode != nil:
		return *wrapped.StatusCode == 404
	case errors.As(err, &pointer) && pointer.StatusCode != nil:
		return *pointer.StatusCode == 404
	default:
		return false
	}
}

// Record tags this run with what it made live. Azure DevOps writes the
// environment's record by itself, for a deployment job.
func (d *deployments) Record(ctx context.Context, r core.Deployed) (err error) {
	defer recovered(&err)
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	id, err := strconv.Atoi(d.run)
	if err != nil {
		return errors.New("Build.BuildId is not known, so that the run cannot be tagged")
	}
	tags := []string{tagPrefix + r.Commit, strings.ReplaceAll(r.Task, ":", "-")}
	if _, err := d.builds.AddBuildTags(ctx, build.AddBuildTagsArgs{Project: &d.project, BuildId: &id, Tags: &tags}); err != nil {
		return fmt.Errorf("tag run %d: %w", id, err)
	}
	return nil
}

// Retain leases the run whose artifact is live, so that retention does not take
// away what a later rollback needs. Leases of one owner are not added twice.
func (d *deployments) Retain(ctx context.Context, of rollback.Deployment) (err error) {
	defer recovered(&err)
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if of.Build == 0 || of.Pipeline == 0 {
		return errors.New("the run or its pipeline is not known")
	}
	owner, days, protect := "sallyport/"+d.environment, leaseDays, true
	existing, err := d.builds.GetRetentionLeasesByOwnerId(ctx, build.GetRetentionLeasesByOwnerIdArgs{Project: &d.project, OwnerId: &owner, DefinitionId: &of.Pipeline, RunId: &of.Build})
	if err == nil && existing != nil {
		for _, lease := range *existing {
			if lease.ValidUntil == nil || lease.ValidUntil.Time.After(time.Now().AddDate(0, 0, leaseDays/2)) {
				return nil
			}
		}
	}
	leases := []build.NewRetentionLease{{DaysValid: &days, DefinitionId: &of.Pipeline, OwnerId: &owner, ProtectPipeline: &protect, RunId: &of.Build}}
	if _, err := d.builds.AddRetentionLeases(ctx, build.AddRetentionLeasesArgs{Project: &d.project, NewLeases: &leases}); err != nil {
		return fmt.Errorf("add a retention lease for run %d: %w", of.Build, err)
	}
	return nil
}
