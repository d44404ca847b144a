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

// died ends a run in the middle, as kill -9 would: nothing of it is left.
var errDied = errors.New("died")

// dieAt makes the journal panic when an event of a kind is written, before or after.
func (s *stage) dieAt(kind string, after bool) (died bool) {
	defer func() {
		s.journal.fails = nil
		what := recover()
		if what != nil && what != errDied {
			panic(what)
		}
		died = what != nil
	}()
	s.journal.fails = func(e swap.Event) error {
		if e.Kind == kind {
			if after {
				s.journal.events = append(s.journal.events, e)
			}
			panic(errDied)
		}
		return nil
	}
	if r := s.carry(); r.End == swap.Committed {
		_ = s.machine.Close(context.Background(), r)
	}
	return false
}

func TestAKilledRunIsCarriedOn(t *testing.T) {
	tests := map[string]struct {
		kind  string
		after bool
		posts int
	}{
		"before the intent is written":    {swap.KindIntent, false, 1},
		"after the intent is written":     {swap.KindIntent, true, 1},
		"before the operation is written": {swap.KindOperation, false, 1},
		"after the operation is written":  {swap.KindOperation, true, 1},
		"before the outcome is written":   {swap.KindOutcome, false, 1},
		"after the outcome is written":    {swap.KindOutcome, true, 1},
		"before the end is written":       {swap.KindEnd, false, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			if !s.dieAt(test.kind, test.after) {
				t.Fatal("the run did not die")
			}
			r := s.again()
			if r.End != swap.Committed || s.azure.Live() != before.Commit || s.azure.Posts() != test.posts {
				t.Errorf("got %s (%s), %.4s… live after %d requests; %q", r.End, r.Message, s.azure.Live(), s.azure.Posts(), r.Steps)
			}
			if err := s.machine.Close(context.Background(), r); err != nil {
				t.Fatal(err)
			}
			if open := swap.Open(swap.Procedures(s.journal.events, armtest.SiteID, armtest.SlotName)); open != nil {
				t.Errorf("the procedure is still open: %+v", open)
			}
		})
	}
}

func TestAnOpenProcedureGoesBeforeANewOrder(t *testing.T) {
	s := newStage(t)
	s.dieAt(swap.KindOutcome, true)
	s.machine = s.run("run-2")
	other := swap.Order{Kind: "rollback", Environment: "production", From: before, To: n}
	r := s.machine.Carry(context.Background(), other, true)
	if !r.Resumed || r.Order.To.Commit != before.Commit || s.azure.Posts() != 1 {
		t.Errorf("got %+v after %d requests", r, s.azure.Posts())
	}
}

func TestWhatWasDeniedMeanwhileIsOnlyObserved(t *testing.T) {
	s := newStage(t)
	s.dieAt(swap.KindIntent, true) // nothing was sent
	s.machine = s.run("run-2")
	r := s.machine.Carry(context.Background(), order, false)
	if r.End != swap.Denied || s.azure.Posts() != 0 || s.azure.Live() != n.Commit {
		t.Errorf("got %s (%s) after %d requests", r.End, r.Message, s.azure.Posts())
	}
}

func TestADeniedOrderSendsNothing(t *testing.T) {
	s := newStage(t)
	r := s.machine.Carry(context.Background(), order, false)
	if r.End != swap.Denied || s.azure.Posts() != 0 || len(s.journal.events) != 0 {
		t.Errorf("got %s, %d requests, %d events", r.End, s.azure.Posts(), len(s.journal.events))
	}
}

// TestOfTwoRunsOneGoesOn lets a second run take over while the first is in its
// request: the first does nothing more.
func TestOfTwoRunsOneGoesOn(t *testing.T) {
	s := newStage(t)
	s.azure.Fail(armtest.DroppedBefore())
	first := s.machine
	var second swap.Result
	s.after(swapRequest, func() {
		s.machine = s.run("run-2")
		second = s.carry()
	})
	r := first.Carry(context.Background(), order, true)
	if r.End != swap.Held || !strings.Contains(r.Message, "Another run has taken over") {
		t.Errorf("the first run ended %s: %s", r.End, r.Message)
	}
	if second.End != swap.Committed || s.azure.Live() != before.Commit || s.azure.Posts() != 2 {
		t.Errorf("the second run ended %s: %s; %d requests", second.End, second.Message, s.azure.Posts())
	}
}

// TestAClockThatIsAheadDoesNotCutTheWaitShort: a run died while its request was
// under way, and the clock of the next one is four minutes ahead.
func TestAClockThatIsAheadDoesNotCutTheWaitShort(t *testing.T) {
	s := newStage(t)
	s.dieAt(swap.KindIntent, true)
	s.clock.now = s.clock.now.Add(4 * time.Minute)
	s.later(100*time.Second, s.azure.SwapBySomebodyElse) // it arrives
	if r := s.again(); r.End != swap.Committed || s.azure.Live() != before.Commit || s.azure.Posts() != 0 {
		t.Errorf("got %s (%s), %.4s… live after %d more requests; %q", r.End, r.Message, s.azure.Live(), s.azure.Posts(), r.Steps)
	}
}

// TestAMachineThatSleptSendsNothing: an hour passes between an intent and its
// request. Somebody else may have gone on meanwhile, so that it is not sent.
func TestAMachineThatSleptSendsNothing(t *testing.T) {
	s := newStage(t)
	s.journal.fails = func(e swap.Event) error {
		if e.Kind == swap.KindIntent && e.Intent == 1 {
			s.clock.now = s.clock.now.Add(time.Hour)
		}
		return nil
	}
	if r := s.carry(); r.End != swap.Committed || s.azure.Posts() != 1 || s.intents() != 2 {
		t.Fatalf("got %s (%s) after %d requests for %d intents", r.End, r.Message, s.azure.Posts(), s.intents())
	}
	for _, e := range s.journal.events {
		if e.Kind == swap.KindOutcome && e.Intent == 1 && e.Outcome != swap.Refused {
			t.Errorf("the intent from before the sleep ended %s", e.Outcome)
		}
	}
}

func TestAFrozenProcedureIsLookedAtAgain(t *testing.T) {
	s := newStage(t)
	s.azure.Fail(armtest.DroppedAfter())
	s.blind(swapRequest)
	if r := s.carry(); r.End != swap.Frozen {
		t.Fatalf("got %s", r.End)
	}
	s.azure.Throttle(0)
	if r := s.again(); r.End != swap.Committed || s.azure.Posts() != 1 {
		t.Errorf("got %s (%s) after %d requests", r.End, r.Message, s.azure.Posts())
	}
}

func TestProductionThatIsDownMayBeSilent(t *testing.T) {
	for name, fault := range map[string]armtest.Fault{
		"accepted": armtest.Slow(2), "dropped after": armtest.DroppedAfter(), "dropped before": armtest.DroppedBefore(), "nothing swapped": armtest.NothingSwapped(),
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.production(func(slot *armtest.Slot) { slot.Content.Mute, slot.Content.Sick = true, -1 })
			s.azure.Fail(fault)
			silent := order
			silent.Silent = true
			r := s.machine.Carry(context.Background(), silent, true)
			if r.End != swap.Committed || s.azure.Live() != before.Commit {
				t.Errorf("got %s (%s): %q", r.End, r.Message, r.Steps)
			}
		})
	}
}

func TestAnOperationOfAnotherHostIsNotAsked(t *testing.T) {
	s := newStage(t)
	s.dieAt(swap.KindOperation, true)
	for i, e := range s.journal.events {
		if e.Kind == swap.KindOperation {
			s.journal.events[i].Operation = strings.ReplaceAll(e.Operation, s.azure.ARM.URL, s.azure.Staging.URL)
		}
	}
	var asked bool
	s.azure.Hook(func(r *http.Request, _ armtest.Moment) {
		asked = asked || r.Header.Get("Authorization") != "" && strings.HasSuffix(s.azure.Staging.URL, r.Host)
	})
	if r := s.again(); r.End != swap.Committed {
		t.Errorf("got %s (%s)", r.End, r.Message)
	}
	if asked {
		t.Error("the token was sent to another host")
	}
}
