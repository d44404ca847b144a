package report

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// VerdictSchema names the form of verdict.json. A field is never taken away or
// given another meaning without another number.
const VerdictSchema = "https://github.com/sallyport-gate/sallyport/verdict/v1"

// JSON is the report for programs: the verdict and what it rests on, without
// the findings themselves, which sallyport.sarif has. It is the same for the
// same input but for "started" and the milliseconds.
func JSON(r *Report) ([]byte, error) {
	v := verdictFile{
		Schema: VerdictSchema, Verdict: finding.Verdict(Plain(string(r.Verdict()))), ExitCode: r.Verdict().ExitCode(),
		Version: Plain(r.Version), Mode: Plain(r.Mode), Scope: Plain(r.Scope), Environment: Plain(r.Environment), PlanOnly: r.PlanOnly,
		Reasons: sentences(r.Judgement.Reasons), Warnings: sentences(r.Judgement.Warnings),
		Findings: countFindings(r.Judgement.Findings), Checks: checkFiles(r), Gaps: gapFiles(r.Gaps),
		Skips: skipFile(r.Walk.Skips), Watermark: watermark(r.Watermark), Debts: debtFiles(r), Pays: payFiles(r),
		Run: sentences(r.Run), Owed: sentences(r.Owed), Rollback: rollbackOf(r), Swap: swapOf(r), DORA: doraOf(r),
		Receipt: Plain(r.Receipt), Milliseconds: r.Duration.Milliseconds(),
		Change: changeFile{Plain(r.Change.Repository), Plain(r.Change.Commit), Plain(r.Change.Ref), Plain(r.Change.Base),
			Plain(r.Change.PullRequest), Plain(r.Change.Author), Plain(r.Change.RunURL)},
	}
	if !r.Started.IsZero() {
		v.Started = r.Started.UTC().Format(time.RFC3339)
	}
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the verdict: %w", err)
	}
	return append(out, '\n'), nil
}

func watermark(w *check.Watermark) *check.Watermark {
	if w == nil {
		return nil
	}
	return &check.Watermark{Time: Plain(w.Time), Digest: Plain(w.Digest), Source: Plain(w.Source)}
}

type verdictFile struct {
	Schema       string           `json:"schema"`
	Verdict      finding.Verdict  `json:"verdict"`
	ExitCode     int              `json:"exitCode"`
	Reasons      []string         `json:"reasons"`
	Warnings     []string         `json:"warnings"`
	Version      string           `json:"version"`
	Mode         string           `json:"mode"`
	Scope        string           `json:"scope"`
	Environment  string           `json:"environment"`
	PlanOnly     bool             `json:"planOnly"`
	Change       changeFile       `json:"change"`
	Started      string           `json:"started,omitempty"`
	Milliseconds int64            `json:"milliseconds"`
	Findings     findingCounts    `json:"findings"`
	Checks       []checkFile      `json:"checks"`
	Skips        map[string]int   `json:"skips"` // left out by the walk: reason → files
	Gaps         []gapFile        `json:"gaps"`
	Watermark    *check.Watermark `json:"watermark,omitempty"`
	Debts        []debtFile       `json:"debts"`
	Pays         []payFile        `json:"pays"`
	Run          []string         `json:"run"`  // checks and jobs that run now
	Owed         []string         `json:"owed"` // checks and jobs that are put off
	Rollback     *rollbackFile    `json:"rollback,omitempty"`
	Swap         *swapFile        `json:"swap,omitempty"`
	DORA         *doraFile        `json:"dora,omitempty"`
	Receipt      string           `json:"receipt,omitempty"`
}

type changeFile struct {
	Repository  string `json:"repository"`
	Commit      string `json:"commit"`
	Ref         string `json:"ref"`
	Base        string `json:"base"`
	PullRequest string `json:"pullRequest"`
	Author      string `json:"author"`
	RunURL      string `json:"runUrl"`
}

// findingCounts always has every severity and status, so that a script needs no
// default.
type findingCounts struct {
	Total    int `json:"total"`
	Severity struct {
		Critical int `json:"critical"`
		High     int `json:"high"`
		Unknown  int `json:"unknown"`
		Medium   int `json:"medium"`
		Low      int `json:"low"`
	} `json:"severity"`
	Status struct {
		Blocks     int `json:"blocks"`
		Reported   int `json:"reported"`
		Known      int `json:"known"`
		Suppressed int `json:"suppressed"`
	} `json:"status"`
}

func countFindings(findings []finding.Judged) findingCounts {
	c := findingCounts{Total: len(findings)}
	for _, j := range findings {
		switch j.Severity {
		case finding.Critical:
			c.Severity.Critical++
		case finding.High:
			c.Severity.High++
		case finding.Medium:
			c.Severity.Medium++
		case finding.Low:
			c.Severity.Low++
		default:
			c.Severity.Unknown++
		}
		switch j.Status {
		case finding.Reported:
			c.Status.Reported++
		case finding.Known:
			c.Status.Known++
		case finding.Suppressed:
			c.Status.Suppressed++
		default:
			c.Status.Blocks++
		}
	}
	return c
}

type checkFile struct {
	Name         string         `json:"name"`
	State        string         `json:"state"`
	Message      string         `json:"message,omitempty"`
	Milliseconds int64          `json:"milliseconds"`
	Files        int            `json:"files"`
	Bytes        int64          `json:"bytes"`
	Skips        map[string]int `json:"skips"`
	Notes        []string       `json:"notes"`
	Findings     int            `json:"findings"`
	Gaps         int            `json:"gaps"`
}

func checkFiles(r *Report) []checkFile {
	gaps := map[string]int{}
	for _, g := range r.Gaps {
		gaps[g.Check]++
	}
	out := []checkFile{}
	for _, c := range r.Checks {
		out = append(out, checkFile{
			Name: Plain(c.Name), State: Plain(string(c.State)), Message: Sentence(c.Message), Milliseconds: c.Duration.Milliseconds(),
			Files: c.Coverage.Files, Bytes: c.Coverage.Bytes, Skips: skipFile(c.Coverage.Skips), Notes: sentences(c.Coverage.Notes),
			Findings: c.Findings, Gaps: gaps[c.Name],
		})
	}
	return out
}

func skipFile(skips map[string]int) map[string]int {
	out := map[string]int{}
	for reason, n := range skips {
		out[Sentence(reason)] += n
	}
	return out
}

type gapFile struct {
	Check   string `json:"check"`
	Kind    string `json:"kind"`
	Path    string `json:"path,omitempty"`
	Message string `json:"message"`
}

func gapFiles(gaps []finding.Gap) []gapFile {
	out := []gapFile{}
	for _, g := range gaps {
		out = append(out, gapFile{Plain(g.Check), Plain(string(g.Kind)), Plain(g.Path), Sentence(g.Message)})
	}
	return out
}

type debtFile struct {
	ID     string `json:"id"`
	Check  string `json:"check"`
	Reason string `json:"reason"`
	Due    string `json:"due"`
}

func debtFiles(r *Report) []debtFile {
	out := []debtFile{}
	for _, d := range r.Debts {
		out = append(out, debtFile{Plain(d.ID), Plain(d.Check), Sentence(d.Reason), Plain(d.Due)})
	}
	return out
}

type payFile struct {
	Receipt string `json:"receipt"`
	Debt    string `json:"debt"`
	Commit  string `json:"commit"`
	Due     string `json:"due"`
}

func payFiles(r *Report) []payFile {
	out := []payFile{}
	for _, o := range r.Pays {
		out = append(out, payFile{Plain(o.Receipt), Plain(o.ID), Plain(o.Commit), Plain(o.Due)})
	}
	return out
}

type rollbackFile struct {
	Action      string       `json:"action"`
	Environment string       `json:"environment"`
	Live        *versionFile `json:"live"`
	Target      *versionFile `json:"target"`
	Why         string       `json:"why,omitempty"`
	Reasons     []string     `json:"reasons"`
	Warnings    []string     `json:"warnings"`
	Alternative string       `json:"alternative,omitempty"`
	Reopened    []flawFile   `json:"reopened"`
	Retained    []flawFile   `json:"retained"`
	Closed      []flawFile   `json:"closed"`
	Revoked     []flawFile   `json:"credentialsRevokedSince"`
	Sources     []sourceFile `json:"sources"`
	Floor       int          `json:"securityFloor"`
	Override    string       `json:"override,omitempty"`
	Gaps        []gapFile    `json:"gaps"`
	Steps       []string     `json:"steps"`
}

// sourceFile is what one of the three says that have to agree.
type sourceFile struct {
	Name   string `json:"name"`
	Live   string `json:"live"`
	Target string `json:"target"`
	Agrees bool   `json:"agrees"`
}

func sourceFiles(list []rollback.Source) []sourceFile {
	out := []sourceFile{}
	for _, s := range list {
		out = append(out, sourceFile{Plain(s.Name), Sentence(s.Live), Sentence(s.Target), s.Agrees})
	}
	return out
}

type versionFile struct {
	Commit  string `json:"commit"`
	Receipt string `json:"receipt"`
	Digest  string `json:"digest"`
	Time    string `json:"time"`
	Mode    string `json:"mode"`
	RunURL  string `json:"runUrl,omitempty"`
}

type flawFile struct {
	Rule           string   `json:"rule"`
	Severity       string   `json:"severity"`
	Confidence     string   `json:"confidence"`
	Fingerprint    string   `json:"fingerprint"`
	Path           string   `json:"path,omitempty"`
	Package        string   `json:"package,omitempty"` // ecosystem/name@version
	Advisory       string   `json:"advisory,omitempty"`
	Aliases        []string `json:"aliases,omitempty"`
	KnownExploited bool     `json:"knownExploited"`
	Blocks         bool     `json:"blocks"`
}

func rollbackOf(r *Report) *rollbackFile {
	d := r.Rollback
	if d == nil {
		return nil
	}
	return &rollbackFile{
		Action: Plain(string(d.Action)), Environment: Plain(d.Environment), Live: versionOf(d.Live), Target: versionOf(d.Target),
		Why: Sentence(d.Why), Reasons: sentences(d.Reasons), Warnings: sentences(d.Warnings), Alternative: Sentence(d.Alternative),
		Reopened: flawFiles(d.Delta.Reopened), Retained: flawFiles(d.Delta.Retained), Closed: flawFiles(d.Delta.Closed),
		Revoked: flawFiles(d.Delta.Revoked), Sources: sourceFiles(d.Sources), Floor: d.Floor, Override: Sentence(d.Override),
		Gaps: gapFiles(d.Gaps), Steps: plainLines(r.Steps),
	}
}

func versionOf(v *rollback.Version) *versionFile {
	if v == nil {
		return nil
	}
	return &versionFile{Plain(v.Commit), Plain(v.Receipt), Plain(v.Digest), Plain(v.Time), Plain(v.Mode), Plain(v.Run)}
}

func flawFiles(list []rollback.Flaw) []flawFile {
	out := []flawFile{}
	for _, f := range list {
		file := flawFile{Rule: Plain(f.Rule), Severity: f.Severity.String(), Confidence: f.Confidence.String(),
			Fingerprint: Plain(f.Fingerprint), Path: Plain(f.Location.Path), Blocks: f.Blocks}
		if p := f.Package; p != nil {
			file.Package = strings.Join([]string{Plain(p.Ecosystem), "/", Plain(p.Name), "@", Plain(p.Version)}, "")
			file.Advisory, file.KnownExploited = Plain(p.Advisory), p.KnownExploited
			file.Aliases = sentences(p.Aliases)
		}
		out = append(out, file)
	}
	return out
}
