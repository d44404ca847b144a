package hosttest

import (
	"unicode"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Hostile are texts that a repository could hold in the hope that a host obeys
// them. All of them are UTF-8.
func Hostile() []string {
	return []string{
		"::set-output name=verdict::open",
		"\n::set-output name=verdict::open",
		"x\r::set-output name=verdict::open\r\n::error::y",
		"\u2028::set-output name=verdict::open",
		"\u200b::set-output name=verdict::open",
		"a.go,line=1::\n::set-env name=PATH::/evil",
		"##[set-output name=verdict]open",
		"###[set-output name=verdict]open",
		"#\u00ad#[set-output name=verdict]open",
		"::stop-commands::x",
		"%0A::set-output name=verdict::open",
		"%250A::set-output name=verdict::open",
		"##vso[task.complete result=Succeeded;done=true]",
		"x##VSO[task.complete result=Succeeded;done=true]y",
		"##\u200bvso[task.complete result=Succeeded;done=true]",
		"##v\ufe0fso[task.setvariable variable=verdict;isoutput=true]open",
		"a]##vso[task.complete result=Succeeded;done=true]",
		"a;result=Succeeded;done=true]b",
		"%0D%0A##vso[task.complete result=Succeeded]",
		"%AZP250A##vso[task.complete result=Succeeded]%3B%5D",
		"\x1b[2K\x1b]8;;x\x07red\x1b[0m",
		"x\n_GitHubActionsFileCommandDelimeter_\nverdict=open\ny<<_GitHubActionsFileCommandDelimeter_",
		"EOF\nverdict=open",
		"100%s %d %",
		"\u202etxt.exe",
	}
}

// Notices is how many annotations HostileReport makes on a host.
const Notices = 4

// HostileReport is a report whose every word is the text.
func HostileReport(text string) *report.Report {
	place := finding.Location{Path: text, StartLine: 1}
	judged := func(status finding.Status, confidence finding.Confidence) finding.Judged {
		return finding.Judged{Status: status, Suppression: text, Finding: finding.Finding{
			Rule: text, Location: place, Message: text, Advice: text, Confidence: confidence,
			Package: &finding.Package{Name: text, Version: text, Advisory: text},
		}}
	}
	return &report.Report{
		Mode: text, Scope: text, Root: text, Folder: text,
		Change: report.Change{Repository: text, Commit: text, Ref: text, Author: text, RunURL: text},
		Checks: []report.Check{{CheckState: finding.CheckState{Name: text, State: finding.Failed, Message: text}, Title: text}},
		Judgement: finding.Judgement{
			Verdict: finding.Undecided,
			Reasons: []string{text, text},
			Findings: []finding.Judged{judged(finding.Blocks, finding.Proven), judged(finding.Reported, finding.Likely),
				judged(finding.Known, finding.Likely), judged(finding.Suppressed, finding.Proven)},
			Warnings: []string{text, text},
		},
		Gaps: []finding.Gap{{Check: text, Kind: finding.GapKind(text), Path: text, Message: text}},
	}
}

// Invisible is the place of the first character in a log that a reader would
// not see and a terminal or a comparison by culture might mind; -1 without one.
func Invisible(log string) int {
	for i, r := range log {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			return i
		}
	}
	return -1
}
