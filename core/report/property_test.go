package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// forms renders a report in every readable form.
func forms(t *testing.T, r *Report) map[string]string {
	t.Helper()
	page, err := HTML(r)
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := JSON(r)
	if err != nil {
		t.Fatal(err)
	}
	annotations, _ := Annotations(r, AnnotationsPerLevel)
	var lines []string
	for _, a := range annotations {
		lines = append(lines, a.Path+" "+a.Title+" "+a.Message)
	}
	return map[string]string{"summary": Summary(r), "text": Text(r, Style{Width: 80}), "page": string(page), "verdict": string(verdict), "annotations": strings.Join(lines, "\n")}
}

func TestNothingInvisibleReachesAReader(t *testing.T) {
	for _, s := range hostile() {
		for name, out := range forms(t, poisoned(s)) {
			if !utf8.ValidString(out) {
				t.Errorf("%q: the %s is no UTF-8", s, name)
			}
			for _, r := range out {
				if r != '\n' && r != utf8.RuneError && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
					t.Errorf("%q: raw %U in the %s", s, r, name)
					break
				}
			}
		}
	}
}

// skeleton is what is left of a document when all text is the same: its tags,
// and for Markdown the characters that make markup.
func skeleton(s string, keep *regexp.Regexp) []string { return keep.FindAllString(s, -1) }

// TestTextNeverBecomesMarkup renders a report full of a harmless word and one
// full of a hostile text: the structure has to be the same.
func TestTextNeverBecomesMarkup(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>?`)
	marks := regexp.MustCompile("[\\\\`*_\\[\\]<>|~@#$]|&|:[^ 0-9\\n*]|\\n\\s*[-+=]|\\n\\s*[0-9]+[.)]")
	plain := forms(t, poisoned("word"))
	for _, s := range hostile() {
		got := forms(t, poisoned(s))
		if diff := cmp.Diff(skeleton(plain["page"], tags), skeleton(got["page"], tags)); diff != "" {
			t.Errorf("%q changes the page: -want +got\n%s", s, diff)
		}
		// The plan's steps are a preformatted block, where only HTML counts.
		block := regexp.MustCompile(`(?s)<pre>.*?</pre>`)
		bare := func(summary string) string {
			return regexp.MustCompile(`&#[0-9]+;`).ReplaceAllString(block.ReplaceAllString(summary, "<pre>"), "w")
		}
		want, have := bare(plain["summary"]), bare(got["summary"])
		if diff := cmp.Diff(skeleton(want, marks), skeleton(have, marks)); diff != "" {
			t.Errorf("%q changes the summary: -want +got\n%s", s, diff)
		}
		if diff := cmp.Diff(skeleton(plain["summary"], tags), skeleton(got["summary"], tags)); diff != "" {
			t.Errorf("%q changes the summary's HTML: -want +got\n%s", s, diff)
		}
	}
}

func FuzzMarkdownShowsTheTextAndNothingElse(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	special := regexp.MustCompile("[\\\\`*_\\[\\]<>|~@$\"\\n]|://")
	f.Fuzz(func(t *testing.T, s string) {
		got := Markdown(s)
		if m := special.FindString(got); m != "" {
			t.Errorf("Markdown(%q) = %q has %q", s, got, m)
		}
		reference := regexp.MustCompile(`&#([0-9]+);`)
		back := reference.ReplaceAllStringFunc(got, func(ref string) string {
			var n rune
			fmt.Sscanf(ref, "&#%d;", &n)
			return string(n)
		})
		if want := Sentence(s); back != want {
			t.Errorf("Markdown(%q) reads %q, want %q", s, back, want)
		}
	})
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"ordinary text stays", "Größe 漢字 🔑", "Größe 漢字 🔑"},
		{"escapes of a terminal can be read", "\x1b[2J", `\x1b[2J`},
		{"a line break can be read", "a\nb\r", `a\nb\r`},
		{"directions can be read", "\u202ex", `\u202ex`},
		{"bytes that are no UTF-8 can be read", "\xffx", `\xffx`},
		{"what nobody sees can be read", "a\u200b\u3164b", `a\u200b\u3164b`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Plain(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTheOrderOfFindingsDoesNotDependOnTheInput(t *testing.T) {
	want := forms(t, rich())
	turned := rich()
	slices.Reverse(turned.Judgement.Findings)
	if diff := cmp.Diff(want, forms(t, turned)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// many is a report with n findings, of which every thousandth blocks.
func many(n int) *Report {
	r := rich()
	r.Judgement.Findings = nil
	for i := range n {
		j := finding.Judged{Status: finding.Reported, Finding: finding.Finding{Rule: "sast/rule", Location: at(fmt.Sprintf("src/file-%06d.go", i), 1, 1),
			Message: "Something that matters little, said in a sentence of ordinary length.", Severity: finding.Medium, Confidence: finding.Likely, Fingerprint: fmt.Sprint(i)}}
		if i%1000 == 999 {
			j.Status, j.Severity, j.Message = finding.Blocks, finding.Critical, "Something that blocks."
		}
		r.Judgement.Findings = append(r.Judgement.Findings, j)
		r.Gaps = append(r.Gaps, finding.Gap{Check: "sast", Kind: finding.Unparsed, Path: j.Location.Path, Message: "not understood"})
	}
	return r
}

func TestThirtyThousandFindings(t *testing.T) {
	r := many(30_000)
	out := forms(t, r)
	if n := len(out["summary"]); n > 1<<20-32<<10 {
		t.Errorf("the summary has %d bytes", n)
	}
	for _, want := range []string{"29,470 more findings are left out here", "more gaps are left out here", "Static analysis", "</details>", "mode: release"} {
		if !strings.Contains(out["summary"], want) {
			t.Errorf("the summary lacks %q", want)
		}
	}
	if open, closed := strings.Count(out["summary"], "<details>"), strings.Count(out["summary"], "</details>"); open != closed {
		t.Errorf("%d details open, %d close", open, closed)
	}
	if got := strings.Count(out["summary"], "Something that blocks."); got != 30 {
		t.Errorf("the summary has %d of 30 blocking findings", got)
	}
	if n := strings.Count(out["text"], "\n"); n > 400 {
		t.Errorf("the text has %d lines", n)
	}
	for _, want := range []string{"and 29,950 more findings, in report.html", "and 29,982 more gaps"} {
		if !strings.Contains(out["text"], want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	if !strings.Contains(out["page"], "27,970 more findings in sallyport.sarif") {
		t.Error("the page does not say how many it leaves out")
	}
}

func TestEveryFindingMayBeHuge(t *testing.T) {
	r := many(300)
	for i := range r.Judgement.Findings {
		f := &r.Judgement.Findings[i]
		f.Message, f.Rule, f.Status = strings.Repeat("<é|", 20_000), strings.Repeat("r*", 5_000), finding.Blocks
	}
	r.Judgement.Reasons = []string{strings.Repeat("|", 3<<20)}
	if n := len(Summary(r)); n > 1<<20-32<<10 {
		t.Errorf("the summary has %d bytes", n)
	}
	annotations, _ := Annotations(r, AnnotationsPerLevel)
	for _, a := range annotations {
		if len(a.Message) > maxAnnotation || len(a.Title) > 250 || !utf8.ValidString(a.Message) {
			t.Errorf("title of %d and message of %d bytes", len(a.Title), len(a.Message))
		}
	}
}

func TestAnnotationsAreTheMostImportantOfEachLevel(t *testing.T) {
	list, left := Annotations(many(30_000), AnnotationsPerLevel)
	levels := map[AnnotationLevel]int{}
	for _, a := range list {
		levels[a.Level]++
		if a.Level == AnnotateError && !strings.HasPrefix(a.Message, "Something that blocks.") {
			t.Errorf("an error for %+v", a)
		}
	}
	if levels[AnnotateError] != 10 || levels[AnnotateWarning] != 10 || levels[AnnotateNotice] != 0 {
		t.Errorf("levels %v", levels)
	}
	// 30 blocking, 1 failed check, 29,970 reported, 30,002 gaps.
	if want := 30 + 1 + 29_970 + 30_002 - 20; left != want {
		t.Errorf("%d left out, want %d", left, want)
	}
}

func TestAGateThatIsShutWithoutFindingsIsAnnotated(t *testing.T) {
	list, _ := Annotations(&Report{Judgement: finding.Judgement{Verdict: finding.Undecided, Reasons: []string{"the index is unreadable."}}}, 10)
	want := []Annotation{{Level: AnnotateError, Title: "Sallyport", Message: "the index is unreadable."}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestAnUnknownVerdictOrStatusIsNeverShownAsGood(t *testing.T) {
	r := &Report{Judgement: finding.Judgement{Verdict: "fine", Findings: []finding.Judged{{Status: "harmless", Finding: finding.Finding{Rule: "x/y", Message: "m"}}}}}
	out := forms(t, r)
	if !strings.Contains(out["summary"], "undecided and stays shut") || !strings.Contains(out["summary"], "1 blocking finding") {
		t.Errorf("summary:\n%s", out["summary"])
	}
	var v struct {
		ExitCode int
		Findings struct{ Status struct{ Blocks int } }
	}
	if err := json.Unmarshal([]byte(out["verdict"]), &v); err != nil || v.ExitCode != 3 || v.Findings.Status.Blocks != 1 {
		t.Errorf("%v %+v", err, v)
	}
}

func TestTextKeepsToTheWidthAndHasNoColourUnlessAsked(t *testing.T) {
	r := rich()
	if strings.Contains(Text(r, Style{Width: 60}), "\x1b") {
		t.Error("a colour nobody asked for")
	}
	if !strings.Contains(Text(r, Style{Width: 60, Color: true}), "\x1b[") {
		t.Error("no colour")
	}
	for _, width := range []int{40, 60, 80, 120} {
		for line := range strings.Lines(Text(r, Style{Width: width})) {
			line = strings.TrimSuffix(line, "\n")
			if cells(line) > width && strings.Contains(strings.TrimLeft(line, " "), " ") {
				t.Errorf("width %d: %q", width, line)
			}
		}
	}
}

func TestTheVerdictIsFirstInTheSummaryAndLastInTheText(t *testing.T) {
	r := rich()
	first, _, _ := strings.Cut(Summary(r), "\n")
	if !strings.Contains(first, "The gate is closed") {
		t.Errorf("the summary begins %q", first)
	}
	lines := bytes.Split([]byte(strings.TrimSpace(Text(r, Style{Width: 500}))), []byte("\n"))
	if last := string(lines[len(lines)-1]); !strings.HasPrefix(last, "Next: ") {
		t.Errorf("the text ends %q", last)
	}
}

func TestVerdictIsTheSameButForTimes(t *testing.T) {
	a, b := rich(), rich()
	b.Started, b.Duration = b.Started.Add(1e12), 1
	for i := range b.Checks {
		b.Checks[i].Duration = 1
	}
	read := func(r *Report) map[string]any {
		out, err := JSON(r)
		if err != nil {
			t.Fatal(err)
		}
		var v map[string]any
		if err := json.Unmarshal(out, &v); err != nil {
			t.Fatal(err)
		}
		delete(v, "started")
		delete(v, "milliseconds")
		for _, c := range v["checks"].([]any) {
			delete(c.(map[string]any), "milliseconds")
		}
		return v
	}
	if diff := cmp.Diff(read(a), read(b)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestHeadlines(t *testing.T) {
	some := func(status finding.Status, n int) []finding.Judged {
		list := make([]finding.Judged, n)
		for i := range list {
			list[i].Status = status
		}
		return list
	}
	for _, c := range []struct {
		name     string
		verdict  finding.Verdict
		findings []finding.Judged
		want     string
	}{
		{"an open gate without findings", finding.Open, nil, "The gate is open: nothing was found."},
		{"an open gate with one finding", finding.Open, some(finding.Reported, 1), "The gate is open: 1 finding, which does not block."},
		{"an open gate with many", finding.Open, some(finding.Known, 1200), "The gate is open: 1,200 findings, none of which blocks."},
		{"a closed gate", finding.Closed, some(finding.Blocks, 1), "The gate is closed: 1 finding blocks it."},
		{"a gate that a debt closes", finding.Closed, nil, "The gate is closed for the reasons given, not by a finding."},
		{"undecided", finding.Undecided, some(finding.Blocks, 2), "The gate is undecided and stays shut: not all that was asked for could be examined; 2 blocking findings."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &Report{Judgement: finding.Judgement{Verdict: c.verdict, Findings: c.findings}}
			if got := newPage(r).Headline; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
