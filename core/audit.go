package core

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// Reached is a version that reached an environment, by somebody's record.
type Reached struct {
	rollback.Deployment
	Bypass string // what of the platform's own approvals was bypassed, in its words; empty when nothing is known of that
}

// Audited is a version that reached an environment, with what is wrong with that.
type Audited struct {
	Reached
	Faults []string
}

// Audit holds what reached an environment against its receipts: without a
// receipt, past a gate that was not open, under a debt that is overdue, or past
// the platform's own approvals. Only what succeeded counts. all are the ledger's
// entries, the distrusted too.
func Audit(all []receipt.Entry, environment string, reached []Reached, now time.Time) []Audited {
	var list []Audited
	owed := receipt.Outstanding(receipt.Counting(all), environment)
	for _, r := range reached {
		if !r.Succeeded {
			continue
		}
		a := Audited{Reached: r}
		if r.Bypass != "" {
			a.Faults = append(a.Faults, "it bypassed the platform's own approvals: "+r.Bypass)
		}
		entry, fault := receiptFor(all, environment, r)
		if fault != "" {
			a.Faults = append(a.Faults, fault)
		}
		for _, o := range owed {
			if entry != nil && o.Receipt == entry.Digest && o.Overdue(now) {
				a.Faults = append(a.Faults, fmt.Sprintf("its hotfix owes the %s since %s (receipt %s)", hotfix.What(o.Check), o.Due, o.Name))
			}
		}
		list = append(list, a)
	}
	return list
}

// receiptFor finds the newest receipt that a deployment could rely on: of its
// commit, and from before it.
func receiptFor(all []receipt.Entry, environment string, r Reached) (*receipt.Entry, string) {
	later, distrust := "", ""
	for _, e := range slices.Backward(all) {
		if !e.IsReceipt() || e.Statement.Environment() != environment || e.Statement.Commit() != r.Commit {
			continue
		}
		at, err := time.Parse(time.RFC3339, e.Time())
		switch {
		case err != nil || at.Sub(r.Time) > receipt.Tolerance:
			later = e.Name
		case e.Distrust != "":
			distrust = fmt.Sprintf("its receipt %s does not count: %s", e.Name, e.Distrust)
		case !e.Statement.Passed():
			return &e, fmt.Sprintf("the gate was %s (receipt %s), and it was deployed past it", e.Statement.Predicate.Extension.Verdict, e.Name)
		default:
			return &e, ""
		}
	}
	switch {
	case distrust != "":
		return nil, distrust
	case later != "":
		return nil, fmt.Sprintf("its only receipt, %s, is from after it was deployed", later)
	default:
		return nil, "no receipt speaks of it: it never passed the gate"
	}
}

// maxRecord bounds a record of deployments, in bytes.
const maxRecord = 64 << 20

var fullHash = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)

// ReadDeployments reads a record of deployments: a JSON list of objects with
// commit (full hash), time (RFC 3339), and optionally environment, id, succeeded
// (true without it) and bypass. Those of other environments are left out. The
// error joins every mistake.
func ReadDeployments(content []byte, environment string) ([]Reached, error) {
	if len(content) > maxRecord {
		return nil, fmt.Errorf("the record has %d bytes; at most %d are read", len(content), maxRecord)
	}
	var records []struct {
		Commit      string    `json:"commit"`
		Time        time.Time `json:"time"`
		Environment string    `json:"environment"`
		ID          string    `json:"id"`
		Succeeded   *bool     `json:"succeeded"`
		Bypass      string    `json:"bypass"`
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&records); err != nil {
		return nil, fmt.Errorf("the record is no JSON list of commit, time, environment, id, succeeded and bypass: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is something behind the record's list")
	}
	var list []Reached
	var errs []error
	for i, r := range records {
		commit := strings.ToLower(r.Commit)
		switch {
		case !fullHash.MatchString(commit) || r.Time.IsZero():
			errs = append(errs, fmt.Errorf("deployment %d of the record has no full commit or no time", i+1))
		case r.Environment == "" || r.Environment == environment:
			list = append(list, Reached{rollback.Deployment{Commit: commit, Time: r.Time, ID: r.ID, Succeeded: r.Succeeded == nil || *r.Succeeded}, r.Bypass})
		}
	}
	return list, errors.Join(errs...)
}
