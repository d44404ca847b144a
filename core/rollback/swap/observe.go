package swap

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// prepare is everything before an intent: nothing is changed by it but that a
// stopped staging slot is started.
func (s *session) prepare(ctx context.Context) (Result, bool) {
	sight, ended, is := s.preflight(ctx)
	if is {
		return ended, true
	}
	order := s.result.Order
	if said, known := s.identity(ctx, Production); !order.From.Is(said) && (known || !order.Silent) {
		return s.giveUp(ctx, "Production should run %s and says %s.", order.From.Label(), quoted(said)), true
	}
	if !sight.Staging.Running {
		s.step("The staging slot is stopped; it is started.")
		if err := s.App.Start(ctx); err != nil {
			return s.giveUp(ctx, "The staging slot is stopped and could not be started: %s.", sentence(err)), true
		}
	}
	if said := s.await(ctx, Staging, order.To); !order.To.Is(said) {
		if s.Deploy != nil {
			s.result.Commands = s.Deploy(order.To.Commit)
		}
		return s.giveUp(ctx, "The staging slot should hold %s and says %s; deploy that version's artifact there, then run this again. Without that artifact it cannot go back there: name another target, or roll forward.", order.To.Label(), quoted(said)), true
	}
	if names, err := s.App.Differences(ctx); err != nil {
		s.warn("In which settings the slots differ is not known: %s.", sentence(err))
	} else if len(names) > 0 {
		s.warn("The slots differ in these settings: %s.", strings.Join(names, ", "))
	}
	if health := s.sample(ctx, Staging); health.Healthy < s.Limits.Healthy {
		return s.giveUp(ctx, "The staging slot is not healthy (%d of %d answers); swapping it in would mend nothing.", health.Healthy, health.Of), true
	}
	if s.procedure == nil {
		s.result.Baseline = s.sample(ctx, Production)
	}
	s.step("Production runs %s (%d of %d answers healthy); staging holds %s.", order.From.Label(), s.result.Baseline.Healthy, s.result.Baseline.Of, order.To.Label())
	return Result{}, false
}

// giveUp ends before an intent. A procedure with earlier intents, of which none
// swapped, is over.
func (s *session) giveUp(ctx context.Context, format string, args ...any) Result {
	if s.procedure != nil {
		return s.close(ctx, Held, format, args...)
	}
	return s.hold(format, args...)
}

// preflight looks until nothing is under way, and refuses what would swap by itself.
func (s *session) preflight(ctx context.Context) (Sight, Result, bool) {
	deadline := s.Now().Add(s.Limits.Patience)
	for {
		sight, err := s.App.Look(ctx)
		switch {
		case err != nil && (fatal(err) || s.Now().After(deadline)):
			return sight, s.giveUp(ctx, "The slots cannot be looked at: %s.", sentence(err)), true
		case err != nil:
		case sight.Staging.AutoSwap != "" || sight.Production.AutoSwap != "":
			return sight, s.giveUp(ctx, "Auto swap is on (into %s): it would swap behind the gate's back. Switch it off first.", sight.Staging.AutoSwap+sight.Production.AutoSwap), true
		case sight.preview() != "":
			return sight, s.giveUp(ctx, "A swap with preview is open (with %s). Complete or cancel it first; the gate never does.", sight.preview()), true
		case sight.busy() == "":
			return sight, Result{}, false
		case s.Now().After(deadline):
			return sight, s.giveUp(ctx, "Another operation (%s) is still under way.", sight.busy()), true
		}
		if err := s.Sleep(ctx, s.Limits.Interval); err != nil {
			return sight, s.giveUp(ctx, "The run was ended while it waited: %v.", err), true
		}
	}
}

// fatal errors do not go away by asking again.
func fatal(err error) bool {
	var refusal Refusal
	return errors.As(err, &refusal) && (refusal.forbidden() || refusal.Status == 404)
}

// reconcile observes both slots until it is clear what became of an intent.
// definite means that no request of it can still be under way.
func (s *session) reconcile(ctx context.Context, in *Intent, definite bool) Outcome {
	deadline := s.Now().Add(s.Limits.Patience)
	if in.Operation != "" {
		definite = s.follow(ctx, in.Operation, deadline)
	}
	from, to := s.procedure.Order.From, s.procedure.Order.To
	if in.Back {
		from, to = to, from
	}
	settled := s.settled(in)
	for {
		late := !s.Now().Before(settled)
		if outcome := s.observe(ctx, in, from, to); outcome == Swapped || outcome == Overtaken && late || outcome == Nothing && (definite || late) {
			s.step("Seen on both slots: %s.", outcome)
			return outcome
		}
		if s.Now().After(deadline) || s.Sleep(ctx, s.Limits.Interval) != nil {
			s.step("What became of the swap was not to be seen.")
			return Unknown
		}
	}
}

// observe looks once at everything.
func (s *session) observe(ctx context.Context, in *Intent, from, to Version) Outcome {
	sight, err := s.App.Look(ctx)
	if err != nil || sight.busy() != "" || sight.preview() != "" {
		return Unknown
	}
	if !sight.Staging.Running {
		_ = s.App.Start(ctx) // it answers nothing while it is stopped; the next look tells
	}
	production, known := s.identity(ctx, Production)
	staging, stagingKnown := s.identity(ctx, Staging)
	s.result.Live = production
	silent := !known && s.procedure.Order.Silent // the version that is left may tell nothing
	switch {
	case known && to.Is(production) && !(stagingKnown && to.Is(staging)),
		in.Back && silent && from.Is(staging):
		return Swapped
	case known && to.Is(production):
		return Unknown // both say the same: it is half way
	case known && !from.Is(production):
		return Overtaken
	case (known || silent && !in.Back) && to.Is(staging) && sight.LastSwap == in.LastSwap:
		return Nothing
	case known && to.Is(staging):
		return Overtaken // swapped and swapped again
	default:
		return Unknown
	}
}

// follow waits for an accepted operation; true means that it has ended, however.
func (s *session) follow(ctx context.Context, operation string, deadline time.Time) bool {
	for {
		done, err := s.App.Follow(ctx, operation)
		switch {
		case done && err != nil:
			s.step("The operation ended with an error: %v.", err)
			return true
		case done:
			return true
		case err != nil && fatal(err):
			return false // its address is gone; the slots tell
		}
		if s.Now().After(deadline) || s.Sleep(ctx, s.Limits.Interval) != nil {
			return false
		}
	}
}

// identity asks a slot until it says the same a few times in a row. known is
// false when it says nothing, or different things.
func (s *session) identity(ctx context.Context, place Place) (said string, known bool) {
	for i := range s.Limits.Confirm {
		answer := s.App.Ask(ctx, place)
		if answer.Version == "" || i > 0 && answer.Version != said {
			return "", false
		}
		said = answer.Version
		if i+1 < s.Limits.Confirm && s.Sleep(ctx, s.Limits.Interval) != nil {
			return "", false
		}
	}
	return said, true
}

// await gives a slot that was just started the time to answer.
func (s *session) await(ctx context.Context, place Place, want Version) string {
	deadline := s.Now().Add(min(s.Limits.Settle, s.Limits.Patience))
	for {
		said, known := s.identity(ctx, place)
		if known || s.Now().After(deadline) || s.Sleep(ctx, s.Limits.Interval) != nil {
			return said
		}
	}
}

// sample is one look at a slot's health.
func (s *session) sample(ctx context.Context, place Place) Health {
	h := Health{Of: s.Limits.Samples}
	for i := range s.Limits.Samples {
		if s.App.Ask(ctx, place).Healthy {
			h.Healthy++
		}
		if i+1 < s.Limits.Samples && s.Sleep(ctx, s.Limits.Interval) != nil {
			break
		}
	}
	return h
}

func quoted(said string) string {
	if said == "" {
		return "nothing that names a version"
	}
	return fmt.Sprintf("%.80q", said)
}

func sentence(err error) string { return strings.TrimSuffix(err.Error(), ".") }
