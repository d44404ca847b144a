package dependency

import "github.com/sallyport-gate/sallyport/core/finding"

// The ids of the rules. They are permanent.
const (
	RuleExploited  = "dependency/known-exploited-package"
	RuleLicense    = "dependency/license"
	RuleMalicious  = "dependency/malicious-package"
	RuleVulnerable = "dependency/vulnerable-package"
)

// Rules lists the rules, sorted by id. There are few, and they are not one for
// each advisory: policies name them, and the advisory is in the finding.
func Rules() []finding.Rule {
	return []finding.Rule{
		{
			ID:       RuleExploited,
			Title:    "Package with a flaw that is exploited in the wild",
			Summary:  "The product uses a package version with a published flaw that attackers are known to use. Whoever can reach it needs no research of their own.",
			Help:     "The advisory is on a list of vulnerabilities that are exploited, such as CISA's catalogue.\n\nRaise the package to a version with the fix before anything else. When there is none, take the package out, or cut off what reaches it. For a transitive package, raise the direct dependency that brings it, or pin the fixed version.",
			HelpURI:  "https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
			CWE:      []int{1395, 1104},
			Severity: finding.Critical, Confidence: finding.Proven,
			Tags: []string{"dependency"},
		},
		{
			ID:       RuleLicense,
			Title:    "Package with a license that the policy does not allow",
			Summary:  "The product uses a package whose stated license is not on the policy's list. Its terms may ask for something that the product does not give, such as its own sources.",
			Help:     "The policy lists the licenses that packages may have (`licenses.allow`), and this one states another, or a text that is no SPDX expression and so stands on no list. Of `A OR B` one side has to be on the list, of `A AND B` both.\n\nReplace the package, let whoever answers for licenses add the license to the list, or suppress the finding with a reason and an expiry. The finding speaks of what the lockfile, SBOM or package database states; nobody read the license's text. A package that states no license is not reported: the report counts those in a note.",
			HelpURI:  "https://spdx.org/licenses/",
			CWE:      []int{1357},
			Severity: finding.High, Confidence: finding.Proven,
			Tags: []string{"dependency", "license"},
		},
		{
			ID:       RuleMalicious,
			Title:    "Package that is itself an attack",
			Summary:  "The product uses a package version that was published, or taken over, to do harm: to steal credentials, to open a way in, or to destroy data.",
			Help:     "Installing such a package is enough: its scripts have run wherever it was restored.\n\nRemove it, treat every machine that installed it as broken into, and change all credentials that were on them. Look whether the name is a misspelling of the package that was meant.",
			HelpURI:  "https://cwe.mitre.org/data/definitions/506.html",
			CWE:      []int{506},
			Severity: finding.Critical, Confidence: finding.Proven,
			Tags: []string{"dependency"},
		},
		{
			ID:       RuleVulnerable,
			Title:    "Package with a published flaw",
			Summary:  "The product uses a package version that an advisory names as vulnerable. Whether the flaw can be reached depends on how the package is used.",
			Help:     "The version in the lockfile lies in a range that the advisory names.\n\nRaise the package to the fixed version that the finding names. For a transitive package, raise the direct dependency that brings it, or pin the fixed version. When the flaw cannot be reached in this product, suppress the finding in the policy with a reason and an expiry. For Go modules the policy's `dependency.allowToolchain` has the gate find out which flaws are called: those that are not count as low.",
			HelpURI:  "https://cwe.mitre.org/data/definitions/1395.html",
			CWE:      []int{1395, 1104},
			Severity: finding.High, Confidence: finding.Proven,
			Tags: []string{"dependency"},
		},
	}
}
