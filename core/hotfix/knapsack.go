package hotfix

import (
	"cmp"
	"slices"
	"time"
)

// maxValue is the policy's own limit. It bounds the table below.
const maxValue = 1000

// knapsack solves 0/1 knapsack exactly: it marks the items of greatest total
// value whose durations fit into room. Durations may be any number of
// nanoseconds, so the table runs over values: with 64 items of value up to 1,000
// it has some four million cells.
func knapsack(items []Candidate, room time.Duration) []bool {
	chosen := make([]bool, len(items))
	if room <= 0 {
		return chosen
	}
	rows := shortest(items, room)
	left := len(rows[0]) - 1
	for rows[0][left] > room {
		left--
	}
	room -= rows[0][left]
	// Taking an item as soon as it belongs to a best set settles ties by the
	// order of the items.
	for i, item := range items {
		if item.Value > 0 && left >= item.Value && rows[i+1][left-item.Value]+item.Duration == rows[i][left] {
			chosen[i] = true
			left -= item.Value
		}
	}
	return fill(items, chosen, room)
}

// shortest tells in row i, cell v the shortest time in which items from i on
// reach exactly the value v; more than room when they cannot.
func shortest(items []Candidate, room time.Duration) [][]time.Duration {
	total := 0
	for _, item := range items {
		total += item.Value
	}
	never := room + 1
	rows := make([][]time.Duration, len(items)+1)
	rows[len(items)] = slices.Repeat([]time.Duration{never}, total+1)
	rows[len(items)][0] = 0
	for i := len(items) - 1; i >= 0; i-- {
		rows[i] = slices.Clone(rows[i+1])
		item := items[i]
		if item.Duration > room {
			continue
		}
		for v := item.Value; v <= total; v++ {
			if with := rows[i+1][v-item.Value] + item.Duration; with <= room {
				rows[i][v] = min(rows[i][v], with)
			}
		}
	}
	return rows
}

// fill adds items without value while there is room, the fastest first: they
// are worth nothing, but time that is there costs nothing.
func fill(items []Candidate, chosen []bool, room time.Duration) []bool {
	var free []int
	for i, item := range items {
		if item.Value == 0 {
			free = append(free, i)
		}
	}
	slices.SortStableFunc(free, func(a, b int) int { return cmp.Compare(items[a].Duration, items[b].Duration) })
	for _, i := range free {
		if items[i].Duration <= room {
			chosen[i] = true
			room -= items[i].Duration
		}
	}
	return chosen
}
