package hotfix_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

func candidate(name string, value int, duration time.Duration) hotfix.Candidate {
	return hotfix.Candidate{Name: name, Value: value, Duration: duration}
}

func names(candidates []hotfix.Candidate) []string {
	list := []string{}
	for _, c := range candidates {
		list = append(list, c.Name)
	}
	return list
}

func TestPlanChoosesWhatIsWorthMostInTheTimeLeft(t *testing.T) {
	const m = time.Minute
	floor := []hotfix.Candidate{candidate("credential", 1, m)}
	tests := map[string]struct {
		floor, candidates []hotfix.Candidate
		budget            time.Duration
		run, owed         []string
	}{
		"everything fits": {floor, []hotfix.Candidate{candidate("sast", 8, 3*m), candidate("image", 3, m)}, 5 * m,
			[]string{"credential", "sast", "image"}, []string{}},
		"the floor runs though it takes longer than the budget": {floor, []hotfix.Candidate{candidate("sast", 8, 1)}, 30 * time.Second,
			[]string{"credential"}, []string{"sast"}},
		"two small ones are worth more than a large one": {floor, []hotfix.Candidate{candidate("sast", 8, 4*m), candidate("image", 5, 2*m), candidate("e2e", 4, 2*m)}, 5 * m,
			[]string{"credential", "image", "e2e"}, []string{"sast"}},
		"the best value by time is not always the best set": {nil, []hotfix.Candidate{candidate("quick", 3, m), candidate("long", 10, 5*m)}, 5 * m,
			[]string{"long"}, []string{"quick"}},
		"of equal sets the faster one": {nil, []hotfix.Candidate{candidate("a", 4, 3*m), candidate("b", 4, 2*m)}, 4 * m,
			[]string{"b"}, []string{"a"}},
		"of equal and equally fast sets the first by name": {nil, []hotfix.Candidate{candidate("b", 4, 3*m), candidate("a", 4, 3*m)}, 4 * m,
			[]string{"a"}, []string{"b"}},
		"a check without value runs when there is time": {nil, []hotfix.Candidate{candidate("a", 4, 3*m), candidate("idle", 0, m)}, 4 * m,
			[]string{"a", "idle"}, []string{}},
		"a check without value never takes time from others": {nil, []hotfix.Candidate{candidate("a", 1, 3*m), candidate("idle", 0, 2*m)}, 4 * m,
			[]string{"a"}, []string{"idle"}},
		"a check that is on the floor is not chosen again": {floor, []hotfix.Candidate{candidate("credential", 9, m)}, 5 * m,
			[]string{"credential"}, []string{}},
		"a check without a measured duration is guessed": {nil, []hotfix.Candidate{candidate("a", 1, 0), candidate("b", 2, 0)}, hotfix.Unmeasured,
			[]string{"b"}, []string{"a"}},
		"it fits exactly":   {nil, []hotfix.Candidate{candidate("a", 1, 4*m)}, 4 * m, []string{"a"}, []string{}},
		"it misses by a ns": {nil, []hotfix.Candidate{candidate("a", 1, 4*m+1)}, 4 * m, []string{}, []string{"a"}},
		"no time at all":    {nil, []hotfix.Candidate{candidate("a", 1, m)}, 0, []string{}, []string{"a"}},
		"nothing to choose": {nil, nil, m, []string{}, []string{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := hotfix.Plan(test.floor, test.candidates, test.budget)
			if diff := cmp.Diff(test.run, names(got.Run)); diff != "" {
				t.Error("run", diff)
			}
			if diff := cmp.Diff(test.owed, names(got.Owed)); diff != "" {
				t.Error("owed", diff)
			}
		})
	}
}

// TestPlanIsExact holds plans against all subsets.
func TestPlanIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		var candidates []hotfix.Candidate
		for i := range 1 + r.IntN(9) {
			candidates = append(candidates, candidate(fmt.Sprint("c", i), r.IntN(12), time.Duration(1+r.IntN(40))))
		}
		budget := time.Duration(r.IntN(100))
		got := hotfix.Plan(nil, candidates, budget)
		value := 0
		for _, c := range got.Run {
			value += c.Value
		}
		if want := best(candidates, budget); value != want || got.Spent > budget {
			t.Fatalf("%v in %d: got the value %d in %d, want %d", candidates, budget, value, got.Spent, want)
		}
		if len(got.Run)+len(got.Owed) != len(candidates) {
			t.Fatalf("of %d candidates %d run and %d are owed", len(candidates), len(got.Run), len(got.Owed))
		}
		r.Shuffle(len(candidates), func(i, j int) { candidates[i], candidates[j] = candidates[j], candidates[i] })
		if diff := cmp.Diff(got, hotfix.Plan(nil, candidates, budget)); diff != "" {
			t.Fatal("another order of the input gives another plan", diff)
		}
	}
}

func best(candidates []hotfix.Candidate, budget time.Duration) int {
	most := 0
	for set := range 1 << len(candidates) {
		value, spent := 0, time.Duration(0)
		for i, c := range candidates {
			if set&(1<<i) != 0 {
				value, spent = value+c.Value, spent+c.Duration
			}
		}
		if spent <= budget {
			most = max(most, value)
		}
	}
	return most
}

func TestPlanIsBounded(t *testing.T) {
	var candidates []hotfix.Candidate
	for i := range 5000 {
		candidates = append(candidates, candidate(fmt.Sprint("c", i), 1<<40, time.Hour))
	}
	got := hotfix.Plan(nil, candidates, 10*time.Hour)
	if len(got.Run) != 10 || len(got.Owed) != 4990 {
		t.Errorf("got %d to run and %d owed", len(got.Run), len(got.Owed))
	}
}

func entries(t *testing.T, runs ...[]receipt.Check) []receipt.Entry {
	t.Helper()
	var list []receipt.Entry
	for _, checks := range runs {
		list = append(list, receipt.Entry{Statement: receipt.New(receipt.Facts{Checks: checks})})
	}
	return list
}

func TestMeasuredIsThe95thPercentileOfWholeRuns(t *testing.T) {
	var runs [][]receipt.Check
	for i := range 40 { // 1 s to 40 s: the 38th of 40 is the 95th percentile
		runs = append(runs, []receipt.Check{{Name: "sast", State: finding.Examined, Milliseconds: int64(i+1) * 1000}})
	}
	runs = append(runs, []receipt.Check{
		{Name: "sast", State: finding.Failed, Milliseconds: 900_000},
		{Name: "credential", State: finding.Examined, Milliseconds: 1500},
		{Name: "dependency", State: finding.Owed},
	})
	for range 4 { // one sample less than needed
		runs = append(runs, []receipt.Check{{Name: "dependency", State: finding.Examined, Milliseconds: 700},
			{Name: "credential", State: finding.Examined, Milliseconds: 1500}})
	}
	runs = append(runs, []receipt.Check{{Name: "dependency", State: finding.Examined, Milliseconds: 1, Scope: "change"}})
	got := hotfix.Measured(append(entries(t, runs...), receipt.Entry{}))
	if diff := cmp.Diff(map[string]time.Duration{"sast": 38 * time.Second, "credential": 1500 * time.Millisecond}, got); diff != "" {
		t.Error(diff)
	}
}

func TestMeasuredForgetsOldRuns(t *testing.T) {
	var runs [][]receipt.Check
	for i := range 60 { // the first ten were slow
		ms := int64(100)
		if i < 10 {
			ms = 60_000
		}
		runs = append(runs, []receipt.Check{{Name: "sast", State: finding.Examined, Milliseconds: ms}})
	}
	if got := hotfix.Measured(entries(t, runs...))["sast"]; got != 100*time.Millisecond {
		t.Errorf("got %s, want 100ms", got)
	}
}

func TestDebtsSayWhatIsOwedWhyAndUntilWhen(t *testing.T) {
	s := hotfix.Plan(nil, []hotfix.Candidate{candidate("sast", 8, 7*time.Minute), candidate("dependency", 3, time.Minute)}, 5*time.Minute)
	now := time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))
	got := hotfix.Debts(s, []string{"dependency", "sast"}, now, 72*time.Hour)
	want := []receipt.Debt{
		{ID: "debt/dependency", Check: "dependency", Reason: "started and stopped at the deadline of 5m0s", Due: "2026-11-24T02:00:00Z"},
		{ID: "debt/sast", Check: "sast", Reason: "not chosen: 7m0s for a value of 8 did not fit into the budget of 5m0s", Due: "2026-11-24T02:00:00Z"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if debts := hotfix.Debts(hotfix.Selection{}, nil, now, time.Hour); len(debts) != 0 {
		t.Errorf("got %v, want no debts", debts)
	}
}
