package sarif

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t *testing.T, r *report.Report, d Dialect) ([]byte, run) {
	t.Helper()
	out, err := Write(r, d)
	if err != nil {
		t.Fatal(err)
	}
	var doc document
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatalf("%s: no JSON: %v", d, err)
	}
	return out, doc.Runs[0]
}

func TestGoldenFileOfEachDialect(t *testing.T) {
	small := rich()
	small.Judgement.Findings = small.Judgement.Findings[:3]
	small.Rules = small.Rules[:3]
	small.Gaps = small.Gaps[:2]
	for _, d := range []Dialect{Full, GitHub, Azure} {
		t.Run(d.String(), func(t *testing.T) {
			out, err := WriteWithLines(small, d, func(path string) ([]byte, bool) {
				return []byte("{\n \"a\": 1,\n \"b\": 2\n}\n"), path == "settings.json"
			})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, d.String()+".sarif", indent(t, withoutNotices(t, out)))
		})
	}
}

// withoutNotices drops the declarations of notifications: they are the same
// everywhere and would hide the rest from a reviewer.
func withoutNotices(t *testing.T, out []byte) []byte {
	t.Helper()
	var doc document
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	doc.Runs[0].Tool.Driver.Notifications = nil
	short, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return short
}

func indent(t *testing.T, compact []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, compact, "", " "); err != nil {
		t.Fatal(err)
	}
	return append(bytes.TrimSpace(b.Bytes()), '\n')
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: -want +got\n%s", name, diff)
	}
}

func TestHostileNamesLeaveTheFileHarmless(t *testing.T) {
	for _, d := range []Dialect{Full, GitHub, Azure} {
		out, run := write(t, rich(), d)
		for _, r := range bytes.Runes(out) {
			if r != '\n' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar) {
				t.Fatalf("%s: raw %U", d, r)
			}
		}
		for _, r := range run.Results {
			if len(r.Locations) != 1 || r.Locations[0].Physical.Region.StartLine < 1 || r.Message.Text == "" {
				t.Errorf("%s: %+v", d, r)
			}
			if u, err := url.Parse(r.Locations[0].Physical.Artifact.URI); err != nil || u.IsAbs() || u.String() == "" {
				t.Errorf("%s: address %v: %v", d, u, err)
			}
			if rule := run.Tool.Driver.Rules[r.RuleIndex]; rule.ID != r.RuleID {
				t.Errorf("%s: rule %q at the index of %q", d, rule.ID, r.RuleID)
			}
			if strings.Contains(r.Message.Text, "](") {
				t.Errorf("%s: a link in %q", d, r.Message.Text)
			}
		}
	}
}

func TestSuppressionsAreOnAllResultsOrOnNone(t *testing.T) {
	all := len(rich().Judgement.Findings)
	for _, c := range []struct {
		dialect Dialect
		results int
		on      bool
	}{{Full, all, true}, {GitHub, all - 1, false}, {Azure, all - 1, false}} {
		_, run := write(t, rich(), c.dialect)
		if len(run.Results) != c.results {
			t.Errorf("%s: %d results, want %d", c.dialect, len(run.Results), c.results)
		}
		for _, r := range run.Results {
			if (r.Suppressions != nil) != c.on {
				t.Errorf("%s: suppressions %v", c.dialect, r.Suppressions)
			}
		}
	}
}

func TestTheSameReportGivesTheSameBytes(t *testing.T) {
	want, _ := write(t, rich(), Full)
	later := rich()
	later.Started, later.Duration = later.Started.Add(time.Hour), time.Minute
	got, _ := write(t, later, Full)
	var differences []string
	a, b := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range a {
		if a[i] != b[i] {
			differences = append(differences, strings.TrimSpace(strings.SplitN(b[i], ":", 2)[0]))
		}
	}
	if diff := cmp.Diff([]string{`"startTimeUtc"`, `"endTimeUtc"`}, differences); diff != "" {
		t.Errorf("only times may differ: -want +got\n%s", diff)
	}
	again, _ := write(t, rich(), Full)
	if !bytes.Equal(want, again) {
		t.Error("two files of one report differ")
	}
}

// TestLimits plants the worst findings among 30,000 and looks for them in what
// is left.
func TestLimits(t *testing.T) {
	r := rich()
	r.Judgement.Findings = nil
	random := rand.New(rand.NewSource(1))
	noise := make([]byte, 3000)
	for i := range 30_000 {
		j := finding.Judged{Status: finding.Reported, Finding: finding.Finding{Rule: fmt.Sprintf("own/rule-%05d", i),
			Location: finding.Location{Path: fmt.Sprintf("f%05d.go", i), StartLine: 1}, Message: "small",
			Severity: finding.Medium, Confidence: finding.Likely, Fingerprint: finding.Fingerprint(fmt.Sprint(i))}}
		if i%1000 == 999 {
			j.Status, j.Severity, j.Confidence = finding.Blocks, finding.Critical, finding.Proven
		}
		r.Judgement.Findings = append(r.Judgement.Findings, j)
	}
	check := func(t *testing.T, atLeast int) {
		out, run := write(t, r, GitHub)
		blocking := 0
		for _, res := range run.Results {
			if res.Properties.Status == "blocks" {
				blocking++
			}
		}
		if n := len(run.Results); blocking != 30 || n > 25_000 || n < atLeast {
			t.Errorf("%d results, of them %d blocking", n, blocking)
		}
		if len(run.Tool.Driver.Rules) > 25_000 || compressed(out) > 10_000_000 {
			t.Errorf("%d rules, %d bytes", len(run.Tool.Driver.Rules), compressed(out))
		}
		if !slices.IsSortedFunc(run.Results, func(a, b result) int {
			return strings.Compare(a.Locations[0].Physical.Artifact.URI, b.Locations[0].Physical.Artifact.URI)
		}) {
			t.Error("the order of the findings is lost")
		}
		notice := run.Invocations[0].Notifications[0]
		want := fmt.Sprintf("%d results of the least weight are not in this file", 30_000-len(run.Results))
		if notice.Descriptor.ID != limitCut || !strings.HasPrefix(notice.Message.Text, want) {
			t.Errorf("notice %+v, want %q", notice, want)
		}
	}
	t.Run("the number of results is kept", func(t *testing.T) { check(t, 25_000) })
	t.Run("the full file is not cut", func(t *testing.T) {
		if _, run := write(t, r, Full); len(run.Results) != 30_000 {
			t.Errorf("%d results", len(run.Results))
		}
	})
	t.Run("the compressed size is kept", func(t *testing.T) {
		for i := range r.Judgement.Findings {
			for k := range 900 {
				noise[k] = 'a' + byte(random.Int63()%26)
			}
			r.Judgement.Findings[i].Message = string(noise[:900])
		}
		check(t, 3000)
	})
}

func TestWhatDecidesWhetherTheRunSucceeded(t *testing.T) {
	for _, c := range []struct {
		name    string
		verdict finding.Verdict
		state   finding.State
		want    bool
	}{
		{"findings are no failure", finding.Closed, finding.Examined, true},
		{"an open gate is a success", finding.Open, finding.Examined, true},
		{"an owed check was planned", finding.Open, finding.Owed, true},
		{"undecided is a failure", finding.Undecided, finding.Examined, false},
		{"an unknown verdict is a failure", "", finding.Examined, false},
		{"a failed check is a failure", finding.Closed, finding.Failed, false},
		{"an unknown state is a failure", finding.Closed, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &report.Report{Judgement: finding.Judgement{Verdict: c.verdict},
				Checks: []report.Check{{CheckState: finding.CheckState{Name: "sast", State: c.state}}}}
			_, run := write(t, r, Full)
			if got := run.Invocations[0].ExecutionSuccessful; got != c.want {
				t.Errorf("got %v", got)
			}
			if run.Results == nil {
				t.Error("results must be there, also when there are none")
			}
		})
	}
}

func TestLevelsAndSeverities(t *testing.T) {
	for _, c := range []struct {
		name            string
		severity        finding.Severity
		confidence      finding.Confidence
		score           float64
		level, security string
	}{
		{"critical and proven", finding.Critical, finding.Proven, 0, "error", "9.5"},
		{"a critical score of exactly 9 stays critical", finding.Critical, finding.Proven, 9, "error", "9.1"},
		{"high and strong", finding.High, finding.Strong, 7.2, "error", "7.2"},
		{"high and likely", finding.High, finding.Likely, 0, "warning", "8.0"},
		{"unknown counts as high", finding.SeverityUnknown, finding.Proven, 0, "error", "8.0"},
		{"medium and proven", finding.Medium, finding.Proven, 9.9, "warning", "6.9"},
		{"low", finding.Low, finding.Strong, 0, "warning", "2.0"},
		{"for the record", finding.Critical, finding.Info, 0, "note", "9.5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := level(c.severity, c.confidence); got != c.level {
				t.Errorf("level %q, want %q", got, c.level)
			}
			if got := number(securitySeverity(finding.Finding{Severity: c.severity, Score: c.score})); got != c.security {
				t.Errorf("security-severity %q, want %q", got, c.security)
			}
		})
	}
}

func TestMissingBuild(t *testing.T) {
	if got := MissingBuild(rich().Change); len(got) > 0 {
		t.Errorf("missing %q in a whole pipeline", got)
	}
	c := rich().Change
	c.Ref, c.Build[BuildPhase], c.Build[BuildID] = "", "not-a-guid", "0"
	if diff := cmp.Diff([]string{BuildPhase, BuildID, "ref"}, MissingBuild(c)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	r := rich()
	r.Change = c
	if _, run := write(t, r, Azure); run.AutomationDetails != nil {
		t.Errorf("a half-named pipeline: %+v", run.AutomationDetails)
	}
}
