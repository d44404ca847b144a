package swap

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Place is one of the two slots.
type Place string

// The two slots. Production is always the target of the swap.
const (
	Production Place = "production"
	Staging    Place = "staging"
)

// App is a web app with its two slots. Every method but Swap may be called again.
type App interface {
	// Look reads both slots' state.
	Look(context.Context) (Sight, error)
	// Ask probes one slot. That it cannot be reached is an answer.
	Ask(context.Context, Place) Answer
	// Start starts the staging slot.
	Start(context.Context) error
	// Differences names the settings in which the slots differ, never their values.
	Differences(context.Context) ([]string, error)
	// Swap sends one request. An error that is no Refusal leaves open whether the
	// swap happened. operation lets Follow find it again; it may be empty.
	Swap(context.Context) (operation string, err error)
	// Follow asks once how an operation is going. The error is how it ended, or
	// that it cannot be asked; done tells which.
	Follow(ctx context.Context, operation string) (done bool, err error)
}

// Sight is what the platform says of both slots.
type Sight struct {
	Production, Staging Slot
	// LastSwap is the last successful swap, in one line; empty when there was none.
	LastSwap string
}

// Slot is what the platform says of one slot.
type Slot struct {
	Running   bool
	Operation string // that is under way; empty without one
	Preview   string // the slot with which a swap with preview is open
	AutoSwap  string // the slot into which deployments are swapped by themselves
}

// busy names what is under way.
func (s Sight) busy() string {
	for _, slot := range []Slot{s.Production, s.Staging} {
		if slot.Operation != "" {
			return slot.Operation
		}
	}
	return ""
}

func (s Sight) preview() string {
	if s.Production.Preview != "" {
		return s.Production.Preview
	}
	return s.Staging.Preview
}

// Answer is one answer of the app in a slot.
type Answer struct {
	Version string // what it says it is: a commit or a digest; empty when it does not say
	Healthy bool
	Detail  string // the status, or why there was no answer; one short line
}

// Version is one released version.
type Version struct {
	Commit  string   `json:"commit"`            // full hash
	Digests []string `json:"digests,omitempty"` // "sha256:…" of its artifacts
	Receipt string   `json:"receipt,omitempty"` // "sha256:…"
}

var commitDigits = regexp.MustCompile(`^[0-9a-f]{7,64}$`)

// Is tells whether a slot's own word names this version: its commit, at least
// seven digits of it, or the digest of one of its artifacts.
func (v Version) Is(word string) bool {
	word = strings.ToLower(strings.TrimSpace(word))
	if commitDigits.MatchString(word) && strings.HasPrefix(v.Commit, word) {
		return true
	}
	for _, digest := range v.Digests {
		if digits := strings.TrimPrefix(digest, "sha256:"); len(digits) == 64 && strings.TrimPrefix(word, "sha256:") == digits {
			return true
		}
	}
	return false
}

// Label names the version in sentences.
func (v Version) Label() string {
	return "commit " + v.Commit[:min(12, len(v.Commit))]
}

// Refusal is a definite answer: the request was understood, and nothing was swapped.
type Refusal struct {
	Status  int    // of HTTP
	Action  string // 403: the permission that is missing
	Message string
	After   time.Duration // 429: when to ask again
}

func (r Refusal) Error() string {
	if r.Action != "" {
		return fmt.Sprintf("the identity may not perform %s; give it a role with that action on the web app", r.Action)
	}
	return fmt.Sprintf("HTTP %d: %s", r.Status, r.Message)
}

func (r Refusal) busy() bool      { return r.Status == 409 }
func (r Refusal) throttled() bool { return r.Status == 429 }
func (r Refusal) forbidden() bool { return r.Status == 401 || r.Status == 403 }
