package dependency

import (
	"fmt"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/license"
)

// judgeLicenses reports each package that states a license outside the list. The
// note counts those that state none: nobody knows whether they are allowed.
func judgeLicenses(inv inventory.Inventory, list license.List) (findings []finding.Finding, note string) {
	if !list.Given() {
		return nil, ""
	}
	type verdict struct {
		allowed bool
		err     error
	}
	known := map[string]verdict{} // few texts serve many packages
	silent, all := 0, 0
	for _, p := range inv.Packages {
		if p.Ecosystem == tasksEcosystem || p.Ecosystem == actionsEcosystem {
			continue // run by the pipeline, no part of the product
		}
		all++
		if !license.Stated(p.License) {
			silent++
			continue
		}
		v, seen := known[p.License]
		if !seen {
			v.allowed, v.err = list.Allows(p.License)
			known[p.License] = v
		}
		if !v.allowed {
			findings = append(findings, reportLicense(p, v.err))
		}
	}
	if silent > 0 {
		note = fmt.Sprintf("licenses: %d of %s no license where they were read, so nobody compared them with the policy's list", silent, counted(all, "package states", "packages state"))
	}
	return findings, note
}

// reportLicense makes the finding of a license outside the list. A version
// raised under the same license is the same finding.
func reportLicense(p inventory.Package, unread error) finding.Finding {
	confidence, why := finding.Proven, "which the policy's list does not allow"
	if unread != nil {
		confidence, why = finding.Strong, "which cannot be found on the policy's list, because "+unread.Error()
	}
	return finding.Finding{
		Rule:        RuleLicense,
		Location:    finding.Location{Path: p.Path, StartLine: max(p.Line, 1)},
		Message:     fmt.Sprintf("%s %s states the license %s, %s", p.Name, p.Version, excerpt(p.License), why),
		Severity:    finding.High,
		Confidence:  confidence,
		Fingerprint: finding.Fingerprint(RuleLicense, p.Ecosystem, advisory.NormalName(p.Ecosystem, p.Name), p.License),
		Advice:      fmt.Sprintf("Replace %s, or have its license agreed to: add it to licenses.allow in the policy, or suppress this finding with a reason and an owner.", p.Name),
		Package: &finding.Package{
			Ecosystem: p.Ecosystem, Name: p.Name, Version: p.Version, Direct: p.Direct, Development: p.Development, URL: p.PackageURL(),
		},
	}
}

// excerpt quotes the beginning of a text that a stranger wrote.
func excerpt(text string) string {
	if len(text) > 100 {
		text = text[:100] + "…"
	}
	return quote(text)
}
