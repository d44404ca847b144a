package swap

import "context"

// maxDoubts is how often an identity that was seen may turn out wrong before a
// person has to look.
const maxDoubts = 2

// watch probes the target in production for the bake time. It commits, swaps
// back once, or stays.
func (s *session) watch(ctx context.Context) Result {
	for range maxDoubts {
		if s.targetIsLive(ctx) {
			if ended, is := s.bake(ctx); is {
				return ended
			}
			if s.targetIsLive(ctx) {
				h := s.result.Health
				return s.end(Committed, "%s is live and healthy (%d of %d answers).", upper(s.procedure.Order.To.Label()), h.Healthy, h.Of)
			}
		}
		s.step("Production does not say steadily that it runs %s; both slots are looked at again.", s.procedure.Order.To.Label())
		in := s.procedure.last()
		if outcome := s.reconcile(ctx, in, false); outcome != Swapped {
			if outcome == Nothing { // it was seen swapped: somebody toggled again
				outcome = Unknown
			}
			return s.settle(ctx, in, outcome)
		}
	}
	return s.freeze(false, "Production says one version and then another.")
}

func (s *session) targetIsLive(ctx context.Context) bool {
	said, known := s.identity(ctx, Production)
	s.result.Live = said
	return known && s.procedure.Order.To.Is(said)
}

// bake watches the target's health; it has an end unless the target stays healthy.
func (s *session) bake(ctx context.Context) (Result, bool) {
	until := s.Now().Add(s.Limits.Bake)
	for {
		health := s.sample(ctx, Production)
		s.result.Health = health
		switch {
		case ctx.Err() != nil:
			return s.hold("The run was ended while it watched the target; run it again to go on."), true
		case health.Healthy < s.Limits.Healthy:
			return s.unhealthy(ctx, health), true
		case !s.Now().Before(until):
			return Result{}, false
		}
		_ = s.Sleep(ctx, s.Limits.Interval) // an ended run is seen above
	}
}

// unhealthy swaps back once, and only if the version that was left was healthier.
func (s *session) unhealthy(ctx context.Context, health Health) Result {
	order, left := s.procedure.Order, s.procedure.Baseline
	s.step("The target is not healthy: %d of %d answers; %s had %d of %d.", health.Healthy, health.Of, order.From.Label(), left.Healthy, left.Of)
	if left.Healthy <= health.Healthy {
		return s.close(ctx, Held, "%s is live and not healthy (%d of %d answers), and %s was no better; it stays. Roll forward.", upper(order.To.Label()), health.Healthy, health.Of, order.From.Label())
	}
	if sight, err := s.App.Look(ctx); err != nil || sight.busy() != "" || sight.preview() != "" || !sight.Staging.Running {
		return s.freeze(true, "The target is not healthy, and the slots are not free for the swap back.")
	}
	if said, _ := s.identity(ctx, Staging); !order.From.Is(said) && !(said == "" && order.Silent) {
		return s.freeze(true, "The target is not healthy, and the staging slot no longer holds %s but says %s.", order.From.Label(), quoted(said))
	}
	in, err := s.intend(ctx, true)
	if err != nil {
		return s.freeze(true, "The target is not healthy, and the intent to swap back could not be written: %v.", err)
	}
	outcome, ended := s.send(ctx, in)
	if ended != nil {
		s.result = *ended
		return s.freeze(true, "The swap back was refused: %s", ended.Message)
	}
	return s.settle(ctx, in, outcome)
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
