package core

import (
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

func TestAuditFindsWhatWentPastTheGate(t *testing.T) {
	day := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	commit := strings.Repeat("a", 40)
	entry := func(changes ...func(*receipt.Facts)) receipt.Entry {
		f := receipt.Facts{Time: day, Mode: "release", Environment: "production", Commit: commit, Verdict: finding.Open, Policy: receipt.Digest(nil)}
		for _, change := range changes {
			change(&f)
		}
		return receipt.Entry{Name: "00000001.json", Kind: receipt.PredicateType, Digest: receipt.Digest([]byte(f.Mode)), Statement: receipt.New(f)}
	}
	owing := func(f *receipt.Facts) {
		f.Mode, f.Debts = "hotfix", []receipt.Debt{{ID: "debt/sast", Check: "sast", Due: "2026-11-24T12:00:00Z"}}
	}
	distrusted := entry()
	distrusted.Distrust = "it is not signed, and only signed receipts count"
	for name, test := range map[string]struct {
		entries []receipt.Entry
		change  func(*Reached)
		now     time.Time
		want    string
	}{
		"under a receipt":                     {entries: []receipt.Entry{entry()}},
		"without a receipt":                   {want: "no receipt speaks of it"},
		"under a receipt of another commit":   {entries: []receipt.Entry{entry(func(f *receipt.Facts) { f.Commit = strings.Repeat("b", 40) })}, want: "no receipt speaks of it"},
		"under a receipt of another place":    {entries: []receipt.Entry{entry(func(f *receipt.Facts) { f.Environment = "staging" })}, want: "no receipt speaks of it"},
		"past a closed gate":                  {entries: []receipt.Entry{entry(func(f *receipt.Facts) { f.Verdict = finding.Closed })}, want: "the gate was closed"},
		"past an undecided gate":              {entries: []receipt.Entry{entry(func(f *receipt.Facts) { f.Verdict = finding.Undecided })}, want: "the gate was undecided"},
		"before its receipt":                  {entries: []receipt.Entry{entry(func(f *receipt.Facts) { f.Time = day.Add(2 * time.Hour) })}, want: "is from after it was deployed"},
		"under a receipt that does not count": {entries: []receipt.Entry{distrusted}, want: "does not count: it is not signed"},
		"under a debt that is not due":        {entries: []receipt.Entry{entry(owing)}},
		"under a debt that is overdue":        {entries: []receipt.Entry{entry(owing)}, now: day.AddDate(0, 0, 5), want: "its hotfix owes the sast check since 2026-11-24T12:00:00Z"},
		"past the platform's approvals":       {entries: []receipt.Entry{entry()}, change: func(r *Reached) { r.Bypass = "an administrator" }, want: "bypassed the platform's own approvals: an administrator"},
		"it never arrived":                    {change: func(r *Reached) { r.Succeeded = false }},
	} {
		t.Run(name, func(t *testing.T) {
			reached := Reached{Deployment: rollback.Deployment{Commit: commit, Time: day.Add(time.Hour), Succeeded: true, ID: "1"}}
			if test.change != nil {
				test.change(&reached)
			}
			now := test.now
			if now.IsZero() {
				now = day.Add(2 * time.Hour)
			}
			got := ""
			for _, a := range Audit(test.entries, "production", []Reached{reached}, now) {
				got += strings.Join(a.Faults, "\n")
			}
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadDeployments(t *testing.T) {
	commit := strings.Repeat("A", 40)
	got, err := ReadDeployments([]byte(`[{"commit": "`+commit+`", "time": "2026-11-21T12:00:00Z", "id": "7", "bypass": "x"},
		{"commit": "`+commit+`", "time": "2026-11-21T12:00:00Z", "environment": "staging"},
		{"commit": "`+commit+`", "time": "2026-11-21T12:00:00Z", "environment": "production", "succeeded": false}]`), "production")
	if err != nil || len(got) != 2 || got[0].Commit != strings.ToLower(commit) || !got[0].Succeeded || got[0].Bypass != "x" || got[1].Succeeded {
		t.Errorf("got %+v, %v", got, err)
	}
	for name, content := range map[string]string{
		"no list": `{}`, "an unknown key": `[{"sha": "x"}]`, "no commit": `[{"time": "2026-11-21T12:00:00Z"}]`, "a short commit": `[{"commit": "aaaa", "time": "2026-11-21T12:00:00Z"}]`,
		"no time": `[{"commit": "` + commit + `"}]`, "cut off": `[{"commit":`, "more behind it": `[] []`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := ReadDeployments([]byte(content), "production"); err == nil {
				t.Error("got no error")
			}
		})
	}
}
