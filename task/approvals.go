package task

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/google/uuid"
	"github.com/microsoft/azure-devops-go-api/azuredevops/v7/build"
	"github.com/microsoft/azure-devops-go-api/azuredevops/v7/pipelinesapproval"
	"github.com/microsoft/azure-devops-go-api/azuredevops/v7/webapi"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/hotfix"
)

var _ core.Approving = (*deployments)(nil)

// recordApproval is the type of a run's record that stands for an approval; the
// approval has the record's id.
const recordApproval = "Checkpoint.Approval"

// maxApprovals bounds the approvals of one run that are asked for.
const maxApprovals = 50

// Approvals asks who approved the stage that this job belongs to. What was
// approved for another stage says nothing of this one. The build service may see
// the builds of its project.
func (d *deployments) Approvals(ctx context.Context) (proofs core.Proofs, err error) {
	defer recovered(&err)
	ctx, cancel := context.WithTimeout(ctx, 2*limit)
	defer cancel()
	id, err := strconv.Atoi(d.run)
	if err != nil || d.stage == "" {
		return core.Proofs{}, errors.New("nobody knows which run and stage this is: Build.BuildId or System.StageName is missing")
	}
	one, err := d.builds.GetBuild(ctx, build.GetBuildArgs{Project: &d.project, BuildId: &id})
	if err != nil {
		return core.Proofs{}, fmt.Errorf("ask for the run %d: %w", id, err)
	}
	for _, who := range []*webapi.IdentityRef{one.RequestedFor, one.RequestedBy} {
		proofs.Authors = append(proofs.Authors, namesOf(who)...)
	}
	approvals, err := d.approvals(ctx, id)
	if err != nil {
		return core.Proofs{}, err
	}
	for _, a := range approvals {
		proofs.List = append(proofs.List, proofsOf(a)...)
	}
	return proofs, nil
}

// approvals finds the approvals by the records of the run, and asks for each.
func (d *deployments) approvals(ctx context.Context, id int) (list []*pipelinesapproval.Approval, err error) {
	timeline, err := d.builds.GetBuildTimeline(ctx, build.GetBuildTimelineArgs{Project: &d.project, BuildId: &id})
	if err != nil {
		return nil, fmt.Errorf("ask for the records of the run %d: %w", id, err)
	}
	if timeline == nil || timeline.Records == nil {
		return nil, nil
	}
	var ids []uuid.UUID
	for _, r := range *timeline.Records {
		if r.Type != nil && *r.Type == recordApproval && r.Id != nil && stageOf(r, *timeline.Records) == d.stage {
			ids = append(ids, *r.Id)
		}
	}
	if len(ids) > maxApprovals {
		return nil, fmt.Errorf("the run %d has %d approvals; at most %d are read", id, len(ids), maxApprovals)
	}
	for _, approval := range ids {
		a, err := d.gates.GetApproval(ctx, pipelinesapproval.GetApprovalArgs{Project: &d.project, ApprovalId: &approval,
			Expand: &pipelinesapproval.ApprovalDetailsExpandParameterValues.Steps})
		if err != nil {
			return nil, fmt.Errorf("ask for an approval of the run %d: %w", id, err)
		}
		list = append(list, a)
	}
	return list, nil
}

// deepest bounds how far a record is from its stage.
const deepest = 10

// stageOf is the name of the stage that a record lies below; "" for none.
func stageOf(record build.TimelineRecord, all []build.TimelineRecord) string {
	for range deepest {
		if record.Type != nil && *record.Type == "Stage" {
			if record.Identifier != nil {
				return *record.Identifier
			}
			return ""
		}
		parent := slices.IndexFunc(all, func(r build.TimelineRecord) bool {
			return r.Id != nil && record.ParentId != nil && *r.Id == *record.ParentId
		})
		if parent < 0 {
			return ""
		}
		record = all[parent]
	}
	return ""
}

// proofsOf are the steps of an approval that is given as a whole. Whoever acted
// counts, which may be another than whom it was assigned to.
func proofsOf(a *pipelinesapproval.Approval) (proofs []hotfix.Proof) {
	if a == nil || a.Status == nil || *a.Status != pipelinesapproval.ApprovalStatusValues.Approved || a.Steps == nil {
		return nil
	}
	for _, step := range *a.Steps {
		approved := step.Status != nil && *step.Status == pipelinesapproval.ApprovalStatusValues.Approved
		names := namesOf(step.ActualApprover)
		if !approved || len(names) == 0 || step.LastModifiedOn == nil {
			continue
		}
		at := step.LastModifiedOn.Time
		proofs = append(proofs, hotfix.Proof{By: names, Source: "Azure Pipelines approval", At: at, Expires: at.Add(hotfix.MaxValidity)})
	}
	return proofs
}

// namesOf are the names of an account: what signs in first, then what people see.
func namesOf(who *webapi.IdentityRef) (names []string) {
	if who == nil {
		return nil
	}
	for _, name := range []*string{who.UniqueName, who.DisplayName} {
		if name != nil && *name != "" {
			names = append(names, *name)
		}
	}
	return names
}
