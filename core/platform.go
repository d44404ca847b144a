package core

import (
	"context"

	"github.com/sallyport-gate/sallyport/core/rollback"
)

// Platform is a host's record of what was deployed to the environment.
type Platform interface {
	// Name is the platform's, for people.
	Name() string
	// Deployments lists them, newest first. Nothing may be decided on the ones
	// beside an error.
	Deployments(context.Context) ([]rollback.Deployment, error)
	// Record notes that a version is live. Noting the same procedure again changes nothing.
	Record(context.Context, Deployed) error
	// Retain keeps what a deployment was made from; a platform without leases does nothing.
	Retain(context.Context, rollback.Deployment) error
}

// Deployed is a version that a swap made live.
type Deployed struct {
	Commit      string
	Left        string // the commit that was live before
	Environment string
	Task        string // "gate:rollback" or "gate:forward"
	Procedure   string // names the swap
	Receipt     string // "sha256:…"
	RunURL      string
}
