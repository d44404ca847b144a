package swap_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/rollback/swap"
	"github.com/sallyport-gate/sallyport/internal/armtest"
)

// TestSwapGoesThroughItsStates has a row for each state of the way that touches
// the slots, and for each way in which it can go wrong. Every row runs against
// the stand-in over TLS.
func TestSwapGoesThroughItsStates(t *testing.T) {
	tests := map[string]struct {
		with  func(*stage)
		end   swap.End
		live  string // version in production afterwards
		posts int    // swap requests that were sent
		says  string // in the message, the steps or the warnings
	}{
		"R0 the way is free": {func(*stage) {}, swap.Committed, before.Commit, 1, "is live and healthy"},
		"R0 auto swap is on": {func(s *stage) { s.staging(func(slot *armtest.Slot) { slot.AutoSwap = "production" }) },
			swap.Held, n.Commit, 0, "Auto swap is on"},
		"R0 a preview is open": {func(s *stage) { s.azure.Preview() }, swap.Held, n.Commit, 0, "the gate never does"},
		"R0 another operation ends soon": {func(s *stage) { s.azure.Occupy(9) },
			swap.Committed, before.Commit, 1, ""},
		"R0 another operation does not end": {func(s *stage) { s.azure.Occupy(1 << 30) },
			swap.Held, n.Commit, 0, "still under way"},
		"R0 the role cannot read the site": {func(s *stage) { s.azure.Deny("Microsoft.Web/sites/read") },
			swap.Held, n.Commit, 0, "may not perform Microsoft.Web/sites/read"},
		"R0 the role cannot read the slot": {func(s *stage) { s.azure.Deny("Microsoft.Web/sites/slots/read") },
			swap.Held, n.Commit, 0, "may not perform Microsoft.Web/sites/slots/read"},
		"R0 reads are throttled for a while": {func(s *stage) { s.azure.Throttle(7) }, swap.Committed, before.Commit, 1, ""},
		"R0 the journal cannot be read": {func(s *stage) { s.machine.Journal = &unreadable{} },
			swap.Held, n.Commit, 0, "nobody knows whether a swap is under way"},

		"R1 production runs a third version": {func(s *stage) { s.production(func(slot *armtest.Slot) { slot.Content.Version = third }) },
			swap.Held, third, 0, "Production should run commit bbbbbbbbbbbb"},
		"R1 production does not tell its version": {func(s *stage) { s.production(func(slot *armtest.Slot) { slot.Content.Mute = true }) },
			swap.Held, n.Commit, 0, "nothing that names a version"},

		"R6 the staging slot is stopped": {func(s *stage) { s.staging(func(slot *armtest.Slot) { slot.State = "Stopped" }) },
			swap.Committed, before.Commit, 1, "it is started"},
		"R6 the staging slot cannot be started": {func(s *stage) {
			s.staging(func(slot *armtest.Slot) { slot.State = "Stopped" })
			s.azure.Deny("Microsoft.Web/sites/slots/start/action")
		}, swap.Held, n.Commit, 0, "Microsoft.Web/sites/slots/start/action"},
		"R6 the staging slot holds something else": {func(s *stage) { s.staging(func(slot *armtest.Slot) { slot.Content.Version = third }) },
			swap.Held, n.Commit, 0, "deploy that version's artifact there"},
		// The gate deploys nothing, so that it cannot know whether the artifact is still
		// kept: it holds either way, and says what is left when it is not.
		"R6 the artifact has expired": {func(s *stage) { s.staging(func(slot *armtest.Slot) { slot.Content.Version = third }) },
			swap.Held, n.Commit, 0, "Without that artifact it cannot go back there: name another target, or roll forward"},
		"R6 the staging slot is not healthy": {func(s *stage) { s.staging(func(slot *armtest.Slot) { slot.Content.Sick = -1 }) },
			swap.Held, n.Commit, 0, "would mend nothing"},
		"R6 the slots' settings differ": {func(*stage) {}, swap.Committed, before.Commit, 1, "DATABASE, FEATURE"},
		"R6 the differences cannot be read": {func(s *stage) { s.azure.Deny("Microsoft.Web/sites/slots/slotsdiffs/action") },
			swap.Committed, before.Commit, 1, "slotsdiffs/action"},

		"R7 the intent cannot be written": {func(s *stage) { s.journal.fails = failing(swap.KindIntent) },
			swap.Held, n.Commit, 0, "nothing was sent"},

		"R8 the operation is accepted": {func(s *stage) { s.azure.Fail(armtest.Slow(20)) }, swap.Committed, before.Commit, 1, ""},
		"R8 it is accepted with a Location alone": {func(s *stage) { s.azure.Fail(armtest.LocationOnly()) },
			swap.Committed, before.Commit, 1, ""},
		"R8 the accepted operation cannot be written down": {func(s *stage) { s.journal.fails = failing(swap.KindOperation) },
			swap.Committed, before.Commit, 1, "could not be written down"},
		"R8 409, and then it is free": {func(s *stage) { s.azure.Fail(armtest.Busy()) }, swap.Committed, before.Commit, 2, "fresh attempt"},
		"R8 409 again and again": {func(s *stage) { s.azure.Fail(armtest.Busy(), armtest.Busy(), armtest.Busy()) },
			swap.Held, n.Commit, 3, "refused the swap 3 times"},
		"R8 429":            {func(s *stage) { s.azure.Fail(armtest.Throttled()) }, swap.Committed, before.Commit, 2, "throttled"},
		"R8 403":            {func(s *stage) { s.azure.Deny("Microsoft.Web/sites/slots/slotsswap/action") }, swap.Held, n.Commit, 1, "Microsoft.Web/sites/slots/slotsswap/action"},
		"R8 400":            {func(s *stage) { s.azure.Fail(armtest.Moved()) }, swap.Committed, before.Commit, 2, "instances changed"},
		"R8 417 at the end": {func(s *stage) { s.azure.Fail(armtest.PingFailed()) }, swap.Committed, before.Commit, 2, "ended with an error"},

		"R9 the connection drops after the swap":         {func(s *stage) { s.azure.Fail(armtest.DroppedAfter()) }, swap.Committed, before.Commit, 1, "leaves open"},
		"R9 the connection drops before the swap":        {func(s *stage) { s.azure.Fail(armtest.DroppedBefore()) }, swap.Committed, before.Commit, 2, "leaves open"},
		"R9 the connection drops and it swaps later":     {func(s *stage) { s.azure.Fail(armtest.DroppedAndLate(40)) }, swap.Committed, before.Commit, 1, ""},
		"R9 503 after the swap":                          {func(s *stage) { s.azure.Fail(armtest.UnavailableAfter()) }, swap.Committed, before.Commit, 1, "503"},
		"R9 503 before the swap":                         {func(s *stage) { s.azure.Fail(armtest.UnavailableBefore()) }, swap.Committed, before.Commit, 2, "503"},
		"R9 success is reported and nothing swapped":     {func(s *stage) { s.azure.Fail(armtest.NothingSwapped()) }, swap.Committed, before.Commit, 2, "nothing"},
		"R9 success is reported twice for nothing":       {func(s *stage) { s.azure.Fail(armtest.NothingSwapped(), armtest.NothingSwapped()) }, swap.Held, n.Commit, 2, "nothing was swapped by any"},
		"R9 the outcome cannot be written down":          {func(s *stage) { s.journal.fails = failing(swap.KindOutcome) }, swap.Committed, before.Commit, 1, "could not be written down"},
		"R9 nobody can look any more":                    {func(s *stage) { s.azure.Fail(armtest.DroppedAfter()); s.blind(swapRequest) }, swap.Frozen, before.Commit, 1, "Nobody can tell"},
		"R9 the operation runs longer than anyone waits": {func(s *stage) { s.azure.Fail(armtest.Slow(1 << 30)) }, swap.Frozen, n.Commit, 1, "Nobody can tell"},
		"R9 somebody deploys a third version meanwhile": {func(s *stage) {
			s.azure.Fail(armtest.DroppedBefore())
			s.after(swapRequest, func() { s.production(func(slot *armtest.Slot) { slot.Content.Version = third }) })
		}, swap.Held, third, 1, "Somebody else changed the slots"},

		"R9 a lost request arrives 100 seconds later": {func(s *stage) {
			s.azure.Fail(armtest.DroppedBefore())
			s.after(swapRequest, func() { s.later(100*time.Second, s.azure.SwapBySomebodyElse) })
		}, swap.Committed, before.Commit, 1, ""},

		"R10 one probe in five fails": {func(s *stage) {
			s.after(swapRequest, func() { s.staging(func(slot *armtest.Slot) { slot.Content.Sick = 1 }) })
		},
			swap.Committed, before.Commit, 1, ""},
		"R10 somebody swaps back while it bakes": {func(s *stage) {
			s.azure.Fail(armtest.DroppedAfter())
			s.after(swapRequest, func() { s.azure.SwapBySomebodyElse() })
		}, swap.Held, n.Commit, 1, "Somebody else changed the slots"},

		"R11 the target is sick and N was healthy": {func(s *stage) { s.sickAfterSwap() }, swap.Held, n.Commit, 2, "is live again"},
		"R11 the target is sick and N was no better": {func(s *stage) {
			s.production(func(slot *armtest.Slot) { slot.Content.Sick = -1 })
			s.sickAfterSwap()
		}, swap.Held, before.Commit, 1, "Roll forward"},
		"R11 the swap back is dropped after it happened": {func(s *stage) {
			s.azure.Fail(armtest.Slow(2), armtest.DroppedAfter())
			s.sickAfterSwap()
		}, swap.Held, n.Commit, 2, "is live again"},
		"R11 the swap back does nothing": {func(s *stage) {
			s.azure.Fail(armtest.Slow(2), armtest.NothingSwapped())
			s.sickAfterSwap()
		}, swap.Frozen, before.Commit, 2, "swap back did not happen"},
		"R11 the swap back is refused": {func(s *stage) {
			s.sickAfterSwap()
			s.after(swapRequest, func() { s.azure.Deny("Microsoft.Web/sites/slots/slotsswap/action") })
		}, swap.Frozen, before.Commit, 2, "swap back did not happen"},
		"R11 the staging slot was overwritten meanwhile": {func(s *stage) {
			s.sickAfterSwap()
			s.after(swapRequest, func() { s.production(func(slot *armtest.Slot) { slot.Content.Version = third }) })
		}, swap.Frozen, before.Commit, 1, "no longer holds"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			test.with(s)
			r := s.carry()
			text := strings.Join(append(append([]string{r.Message}, r.Steps...), r.Warnings...), "\n")
			if r.End != test.end || !strings.Contains(text, test.says) {
				t.Errorf("got %s, want %s with %q in\n%s", r.End, test.end, test.says, text)
			}
			if s.azure.Live() != test.live || s.azure.Posts() != test.posts {
				t.Errorf("got %.4s… live after %d requests, want %.4s… after %d:\n%s", s.azure.Live(), s.azure.Posts(), test.live, test.posts, text)
			}
			if strings.Contains(text, "of "+n.Commit) {
				t.Error("a setting's value was told")
			}
			if intents := s.intents(); s.azure.Posts() > intents {
				t.Errorf("%d requests were sent for %d intents", s.azure.Posts(), intents)
			}
			if r.End == swap.Frozen && len(r.Commands) == 0 {
				t.Error("frozen without commands for a person")
			}
		})
	}
}

func (s *stage) intents() int {
	count := 0
	for _, e := range s.journal.events {
		if e.Kind == swap.KindIntent {
			count++
		}
	}
	return count
}

// swapRequest tells a swap request from others.
func swapRequest(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/slotsswap") }

// after does something once a request has had its effect.
func (s *stage) after(which func(*http.Request) bool, do func()) {
	done := false
	s.azure.Hook(func(r *http.Request, m armtest.Moment) {
		if m == armtest.After && !done && which(r) {
			done = true
			do()
		}
	})
}

// later does something once when the clock has gone on by d.
func (s *stage) later(d time.Duration, do func()) {
	at := s.clock.now.Add(d)
	s.clock.tick = func() {
		if do != nil && !s.clock.now.Before(at) {
			do()
			do = nil
		}
	}
}

// blind lets no read succeed any more after a request.
func (s *stage) blind(which func(*http.Request) bool) {
	s.after(which, func() { s.azure.Throttle(1 << 30) })
}

// sickAfterSwap makes the target sick once it was found healthy in staging.
func (s *stage) sickAfterSwap() {
	s.clock.tick = func() {
		if s.azure.Posts() == 1 {
			s.azure.Change(func(production, staging *armtest.Slot) {
				for _, slot := range []*armtest.Slot{production, staging} {
					if slot.Content.Version == before.Commit {
						slot.Content.Sick = -1
					}
				}
			})
		}
	}
}

func failing(kind string) func(swap.Event) error {
	return func(e swap.Event) error {
		if e.Kind == kind {
			return errors.New("the disk is full")
		}
		return nil
	}
}

type unreadable struct{ memory }

func (*unreadable) List(context.Context) ([]swap.Event, error) {
	return nil, errors.New("the disk is gone")
}
