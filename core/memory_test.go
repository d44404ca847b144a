package core

import "testing"

func TestALimitIsWidenedBeforeTheCollectorHasNoRoomLeft(t *testing.T) {
	for _, c := range []struct{ limit, kept, want int64 }{
		{limit: 300, kept: 0, want: 300},
		{limit: 300, kept: 199, want: 300},
		{limit: 300, kept: 200, want: 400},
		{limit: 300, kept: 900, want: 1800},
	} {
		if got := widened(c.limit, c.kept); got != c.want {
			t.Errorf("limit %d with %d kept: got %d, want %d", c.limit, c.kept, got, c.want)
		}
	}
}
