package dependency

import (
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
)

// report makes the finding of one flaw in one package. Its identity is the
// package version and the flaw, not the file: a moved lockfile brings nothing new.
func report(p inventory.Package, m advisory.Match) finding.Finding {
	return finding.Finding{
		Rule:       ruleOf(m),
		Location:   finding.Location{Path: p.Path, StartLine: max(p.Line, 1)},
		Message:    message(p, m),
		Severity:   severityOf(m),
		Confidence: finding.Proven,
		Fingerprint: finding.Fingerprint("dependency", p.Ecosystem, advisory.NormalName(p.Ecosystem, p.Name),
			strings.TrimPrefix(p.Version, "v"), m.Group()),
		Score:  m.Score,
		Advice: advice(p, m),
		Package: &finding.Package{
			Ecosystem: p.Ecosystem, Name: p.Name, Version: p.Version,
			Advisory: m.ID, Aliases: m.Aliases, Upstream: m.Upstream, FixedIn: m.FixedIn,
			KnownExploited: m.Exploited, Likelihood: m.Likelihood, Malicious: m.Malicious,
			Direct: p.Direct, Development: p.Development, URL: p.PackageURL(),
		},
	}
}

func ruleOf(m advisory.Match) string {
	switch {
	case m.Malicious:
		return RuleMalicious
	case m.Exploited:
		return RuleExploited
	default:
		return RuleVulnerable
	}
}

// severityOf takes a malicious package for critical when nobody scored it,
// which is the rule for the databases of such packages.
func severityOf(m advisory.Match) finding.Severity {
	if m.Malicious && m.Severity == finding.SeverityUnknown {
		return finding.Critical
	}
	return m.Severity
}

func message(p inventory.Package, m advisory.Match) string {
	var b strings.Builder
	version := p.Version
	if version == "" {
		version = "(any version)"
	}
	fmt.Fprintf(&b, "%s %s: %s", p.Name, version, m.ID)
	if len(m.Aliases) > 0 {
		fmt.Fprintf(&b, " (%s)", strings.Join(m.Aliases, ", "))
	}
	if n := len(m.Upstream); n > 3 {
		fmt.Fprintf(&b, ", about %s and %d more flaws", strings.Join(m.Upstream[:3], ", "), n-3)
	} else if n > 0 {
		fmt.Fprintf(&b, ", about %s", strings.Join(m.Upstream, ", "))
	}
	switch {
	case m.Exploited:
		b.WriteString(", exploited in the wild")
	case m.Likelihood >= 0.01:
		fmt.Fprintf(&b, ", %.0f %% likely to be exploited within 30 days (EPSS)", m.Likelihood*100)
	}
	if m.Summary != "" {
		b.WriteString(": " + strings.TrimSuffix(m.Summary, "."))
	}
	switch {
	case p.Base:
		fmt.Fprintf(&b, "; it comes with the base image, in layer %.19s", p.Layer)
	case p.Layer != "":
		fmt.Fprintf(&b, "; it comes with layer %.19s", p.Layer)
	}
	return b.String()
}

func advice(p inventory.Package, m advisory.Match) string {
	switch {
	case m.Malicious && m.FixedIn == "":
		return fmt.Sprintf("Remove %s, and change every credential on machines that installed it.", p.Name)
	case m.Malicious:
		return fmt.Sprintf("Remove %s %s or raise it to %s, and change every credential on machines that installed it.", p.Name, p.Version, m.FixedIn)
	case m.FixedIn == "":
		return fmt.Sprintf("No fix is known for %s; replace it, or make sure that the flaw cannot be reached.", p.Name)
	case p.Base:
		return fmt.Sprintf("Build on a newer base image, which has %s as %s or later.", p.Name, m.FixedIn)
	case p.Image != "":
		return fmt.Sprintf("Build the image with %s as %s or later.", p.Name, m.FixedIn)
	case p.Direct:
		return fmt.Sprintf("Raise %s to %s or later.", p.Name, m.FixedIn)
	case p.Via != "":
		first, _, _ := strings.Cut(p.Via, " > ")
		return fmt.Sprintf("Raise %s, which brings it (%s > %s), so that %s comes as %s or later.", first, p.Via, p.Name, p.Name, m.FixedIn)
	default:
		return fmt.Sprintf("Raise the dependency that brings %s, so that it comes as %s or later.", p.Name, m.FixedIn)
	}
}
