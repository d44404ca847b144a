package sarif

import (
	"strings"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// level is SARIF's: error for what is high or critical and well founded, note
// for what is only for the record, warning for the rest.
func level(s finding.Severity, c finding.Confidence) string {
	switch {
	case c == finding.Info:
		return "note"
	case s.Effective() >= finding.High && c >= finding.Strong:
		return "error"
	default:
		return "warning"
	}
}

// precision is code scanning's word for a confidence.
func precision(c finding.Confidence) string {
	switch c {
	case finding.Proven:
		return "very-high"
	case finding.Strong:
		return "high"
	case finding.Likely:
		return "medium"
	default:
		return "low"
	}
}

// securitySeverity is the finding's CVSS score, kept within the band by which
// code scanning names a severity: the judgement's word goes before the number.
func securitySeverity(f finding.Finding) float64 {
	if f.Score <= 0 {
		return band(f.Severity)
	}
	switch f.Severity.Effective() {
	case finding.Critical:
		return min(max(f.Score, 9.1), 10) // "over 9.0"
	case finding.High:
		return min(max(f.Score, 7), 8.9)
	case finding.Medium:
		return min(max(f.Score, 4), 6.9)
	default:
		return min(max(f.Score, 0.1), 3.9)
	}
}

// band is a number in the middle of a severity's band.
func band(s finding.Severity) float64 {
	switch s.Effective() {
	case finding.Critical:
		return 9.5
	case finding.High:
		return 8
	case finding.Medium:
		return 5.5
	default:
		return 2
	}
}

// plainMessage makes untrusted text a SARIF plain-text message of one line that
// ends like a sentence and holds no embedded link.
func plainMessage(s string) string {
	return sentence(strings.ReplaceAll(report.Sentence(s), "](", "] ("))
}

func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// lines makes a text of several lines visible line by line, and keeps the lines
// and their indentation.
func lines(s string) string {
	out := strings.Split(strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")), "\n")
	for i, line := range out {
		out[i] = strings.TrimRight(report.Plain(line), " ")
	}
	return strings.Join(out, "\n")
}

// shorten cuts s to limit characters, the ellipsis included. No limit is zero.
func shorten(s string, limit int) string {
	if limit == 0 || len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + "…"
}
