package hotfix

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/receipt"
)

// Debts writes down what a selection owes, and what was started and killed at
// the deadline. The due date is now plus due. The list is sorted by id and has
// each check once.
func Debts(s Selection, killed []string, now time.Time, due time.Duration) []receipt.Debt {
	var debts []receipt.Debt
	for _, c := range s.Owed {
		debts = append(debts, debt(c.Name, fmt.Sprintf("not chosen: %s for a value of %d did not fit into the budget of %s",
			short(c.Duration), c.Value, short(s.Budget)), now, due))
	}
	for _, name := range killed {
		debts = append(debts, debt(name, fmt.Sprintf("started and stopped at the deadline of %s", short(s.Budget)), now, due))
	}
	slices.SortStableFunc(debts, func(a, b receipt.Debt) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(debts, func(a, b receipt.Debt) bool { return a.ID == b.ID })
}

func debt(check, reason string, now time.Time, due time.Duration) receipt.Debt {
	return receipt.Debt{ID: "debt/" + check, Check: check, Reason: reason, Due: now.Add(due).UTC().Format(time.RFC3339)}
}

func short(d time.Duration) string { return d.Round(100 * time.Millisecond).String() }
