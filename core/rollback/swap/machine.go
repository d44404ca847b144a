package swap

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// End is how a run of the machine ends.
type End string

// The ends. Only Committed is a success.
const (
	Committed End = "committed" // the target is live and stays
	Held      End = "held"      // nothing of ours is under way, and the target is not live
	Frozen    End = "frozen"    // a person has to look
	Denied    End = "denied"    // it may not be done
)

// Limits bound a procedure.
type Limits struct {
	Confirm  int           // equal answers in a row that settle a slot's identity
	Samples  int           // probes in one look at health
	Healthy  int           // of them that have to be healthy
	Interval time.Duration // between two probes, and between two looks
	Bake     time.Duration // how long the target is watched
	Settle   time.Duration // after an unclear answer: how long a swap may still turn up
	Patience time.Duration // how long an outcome is waited for
	Attempts int           // forward requests that were not refused
}

// DefaultLimits are those of a policy that says nothing.
func DefaultLimits() Limits {
	return Limits{Confirm: 3, Samples: 5, Healthy: 4, Interval: 5 * time.Second, Bake: 2 * time.Minute,
		Settle: 2 * time.Minute, Patience: 30 * time.Minute, Attempts: 2}
}

// The bounds that are not the user's: a request is sent at once after its intent
// or not at all, and takes no longer than a part of Settle; so a request that is
// not seen after Settle is not coming.
const (
	maxWait    = 30 * time.Second
	maxRequest = time.Minute
	maxRefused = 3
	// maxSkew is how far the clock of an earlier run may have been behind this one's.
	maxSkew = 5 * time.Minute
)

func (l Limits) sendWithin() time.Duration { return min(maxWait, l.Settle/4) }

func (l Limits) sendTimeout() time.Duration { return min(maxRequest, l.Settle/2) }

// Machine carries orders out.
type Machine struct {
	App        App
	Journal    Journal
	Now        func() time.Time
	Sleep      func(context.Context, time.Duration) error
	Limits     Limits
	Site, Slot string
	Run        string                       // names this run
	Progress   func(string)                 // one sentence a step
	Commands   func(back bool) []string     // what a person types
	Deploy     func(commit string) []string // how a version gets into the slot; the machine never deploys
}

// Result is what a run of the machine leaves.
type Result struct {
	End        End
	Message    string   // why, in one sentence
	Steps      []string // what was done and seen, in order
	Warnings   []string
	Commands   []string // for a person, when it is frozen or held
	Procedure  string   // its id; empty when nothing was begun
	Order      Order
	Swaps      int    // that were observed in the whole procedure
	Operation  string // of the last accepted request
	Unrecorded bool   // something was done that could not be written down
	Live       string // what production says it runs, as far as it was asked
	Baseline   Health // of the version that was left
	Health     Health // of the version that is live
	Resumed    bool   // an earlier run began it
}

// session is one run of the machine.
type session struct {
	*Machine
	events    int // in the journal, as far as we know
	procedure *Procedure
	result    Result
	allowed   bool
	lost      bool      // the journal was taken over
	took      time.Time // when an earlier run's procedure was taken over
	foreign   int       // the number of its last intent
}

// Carry carries an order out, or carries on with what an earlier run began on
// this slot; then the order is the earlier one. allowed tells whether a request
// may still be sent: what was denied meanwhile is only observed to its end.
// A procedure that ends Committed stays open until Close.
func (m *Machine) Carry(ctx context.Context, order Order, allowed bool) Result {
	s := &session{Machine: m, allowed: allowed, result: Result{Order: order}}
	events, err := m.Journal.List(ctx)
	if err != nil {
		return s.hold("The journal cannot be read, so that nobody knows whether a swap is under way: %v.", err)
	}
	s.events = len(events)
	if open := Open(Procedures(events, m.Site, m.Slot)); open != nil {
		return s.carryOn(ctx, open)
	}
	if !allowed {
		return s.end(Denied, "It may not be done.")
	}
	return s.forward(ctx)
}

// Close ends the procedure of a committed result, after what follows from it was
// recorded elsewhere.
func (m *Machine) Close(ctx context.Context, r Result) error {
	events, err := m.Journal.List(ctx)
	if err != nil {
		return err
	}
	if open := Open(Procedures(events, m.Site, m.Slot)); open == nil || open.ID != r.Procedure {
		return nil // it was closed before
	}
	return m.Journal.Append(ctx, len(events), Event{Kind: KindEnd, Procedure: r.Procedure, Time: m.Now().UTC(), Run: m.Run,
		Site: m.Site, Slot: m.Slot, End: r.End, Message: r.Message})
}

// carryOn takes an open procedure over. The claim makes the run that began it
// stop at its next step, if it still lives.
func (s *session) carryOn(ctx context.Context, open *Procedure) Result {
	s.procedure, s.result.Order, s.result.Resumed, s.result.Procedure = open, open.Order, true, open.ID
	s.result.Baseline = open.Baseline
	s.step("An earlier run began this on %s; it is carried on.", open.Started.Format(time.RFC3339))
	if err := s.append(ctx, Event{Kind: KindClaim}); err != nil {
		return s.hold("The journal cannot be written: %v.", err)
	}
	in := open.last()
	s.took, s.foreign = s.Now(), in.Number
	s.result.Operation = in.Operation
	if in.Outcome == "" || in.Outcome == Unknown || in.Back && in.Outcome != Swapped {
		return s.settle(ctx, in, s.reconcile(ctx, in, false))
	}
	return s.after(ctx, in, in.Outcome)
}

// forward makes attempts until one is observed to have swapped.
func (s *session) forward(ctx context.Context) Result {
	for {
		if ended, is := s.prepare(ctx); is {
			return ended
		}
		in, err := s.intend(ctx, false)
		if err != nil {
			return s.hold("The intent could not be written, so that nothing was sent: %v.", err)
		}
		outcome, ended := s.send(ctx, in)
		if ended != nil {
			return *ended
		}
		if outcome != Nothing && outcome != Refused {
			return s.settle(ctx, in, outcome)
		}
		s.record(ctx, in, outcome)
		if ended, is := s.exhausted(ctx, outcome); is {
			return ended
		}
	}
}

// settle writes an outcome down and goes on from it.
func (s *session) settle(ctx context.Context, in *Intent, outcome Outcome) Result {
	s.record(ctx, in, outcome)
	return s.after(ctx, in, outcome)
}

func (s *session) after(ctx context.Context, in *Intent, outcome Outcome) Result {
	switch {
	case s.lost:
		return s.hold("Another run has taken over; this one does nothing more.")
	case outcome == Overtaken:
		return s.close(ctx, Held, "Somebody else changed the slots: production says %s by now, and this procedure is over.", quoted(s.result.Live))
	case outcome == Unknown:
		return s.freeze(in.Back, "Nobody can tell what became of the swap.")
	case in.Back && outcome == Swapped:
		return s.close(ctx, Held, "The target was not healthy, and %s is live again.", s.procedure.Order.From.Label())
	case in.Back:
		return s.freeze(true, "The swap back did not happen.")
	case outcome == Swapped:
		return s.watch(ctx)
	}
	if ended, is := s.exhausted(ctx, outcome); is {
		return ended
	}
	return s.forward(ctx)
}

// exhausted tells whether a fresh attempt is out of the question.
func (s *session) exhausted(ctx context.Context, outcome Outcome) (Result, bool) {
	sent, refused := 0, 0
	for _, in := range s.procedure.Intents {
		if in.Outcome == Refused {
			refused++
		} else {
			sent++
		}
	}
	switch {
	case s.lost:
		return s.hold("Another run has taken over; this one does nothing more."), true
	case !s.allowed:
		return s.close(ctx, Denied, "Nothing was swapped, and by now it may not be done."), true
	case outcome == Refused && refused >= maxRefused:
		return s.close(ctx, Held, "The platform refused the swap %d times; nothing was swapped.", refused), true
	case sent >= s.Limits.Attempts:
		return s.close(ctx, Held, "%d requests were sent, and nothing was swapped by any.", sent), true
	}
	s.step("It was seen that nothing was swapped and nothing is under way: a fresh attempt is allowed.")
	return Result{}, false
}

// intend writes the intent down. Nothing is sent before.
func (s *session) intend(ctx context.Context, back bool) (*Intent, error) {
	sight, err := s.App.Look(ctx)
	if err != nil {
		return nil, fmt.Errorf("look once more: %w", err)
	}
	now := s.Now().UTC()
	e := Event{Kind: KindIntent, Intent: 1, Back: back, LastSwap: sight.LastSwap, Time: now}
	if s.procedure == nil {
		order, baseline := s.result.Order, s.result.Baseline
		e.Procedure, e.Order, e.Baseline = now.Format("20060102T150405.000Z")+" "+s.Run, &order, &baseline
		if err := s.append(ctx, e); err != nil {
			return nil, err
		}
		s.procedure = &Procedure{ID: e.Procedure, Order: order, Started: now, Baseline: baseline}
		s.result.Procedure = e.Procedure
	} else {
		e.Intent = s.procedure.last().Number + 1
		if err := s.append(ctx, e); err != nil {
			return nil, err
		}
	}
	s.procedure.Intents = append(s.procedure.Intents, Intent{Number: e.Intent, Back: back, Time: now, LastSwap: e.LastSwap})
	return s.procedure.last(), nil
}

// send sends the one request of an intent and finds out what became of it. The
// result is set when it ends there.
func (s *session) send(ctx context.Context, in *Intent) (Outcome, *Result) {
	if s.since(in.Time) > s.Limits.sendWithin() {
		return Refused, nil // too late: whoever carries on may count on it that nothing comes any more
	}
	// A run that is told to end does not cut its own request off.
	sending, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.Limits.sendTimeout())
	s.step("The swap is requested, once.")
	operation, err := s.App.Swap(sending)
	cancel()
	var refusal Refusal
	switch {
	case err == nil:
		in.Operation, s.result.Operation = operation, operation
		if err := s.append(ctx, Event{Kind: KindOperation, Intent: in.Number, Operation: operation}); err != nil && !s.lost {
			s.warn("The accepted operation could not be written down: %v.", err)
		}
		return s.reconcile(ctx, in, true), nil
	case errors.As(err, &refusal) && refusal.forbidden() && in.Back:
		s.step("The swap back was refused: %s.", sentence(refusal))
		return Refused, nil
	case errors.As(err, &refusal) && refusal.forbidden():
		s.record(ctx, in, Refused)
		ended := s.close(ctx, Held, "The swap was refused: %s.", sentence(refusal))
		return Refused, &ended
	case errors.As(err, &refusal):
		return s.refused(ctx, in, refusal), nil
	default:
		s.step("The answer leaves open whether it was swapped (%v); both slots are looked at.", err)
		return s.reconcile(ctx, in, false), nil
	}
}

// since is the time that has gone by, by either clock: the monotonic one stands
// still while a machine sleeps, and the other one can be set.
func (s *session) since(earlier time.Time) time.Duration {
	now := s.Now()
	return max(now.Sub(earlier), now.Round(0).Sub(earlier.Round(0)))
}

// settled is when a request that was not seen is not coming any more. An intent of
// an earlier run has that run's clock, which may be behind this one: unless it is
// older than clocks differ, the time begins when it was taken over.
func (s *session) settled(in *Intent) time.Time {
	at := in.Time.Add(s.Limits.Settle)
	if from := s.took.Add(s.Limits.Settle); in.Number <= s.foreign && s.took.Sub(in.Time) < s.Limits.Settle+maxSkew && from.After(at) {
		return from
	}
	return at
}

// refused looks at both slots after a definite answer: another request, older or
// somebody else's, may be the reason.
func (s *session) refused(ctx context.Context, in *Intent, r Refusal) Outcome {
	s.step("The platform refused: %s.", sentence(r))
	if r.throttled() {
		_ = s.Sleep(ctx, min(max(r.After, s.Limits.Interval), s.Limits.Patience))
	}
	outcome := s.reconcile(ctx, in, r.busy() || r.throttled() || r.Status == 404)
	if outcome == Nothing && (r.busy() || r.throttled()) {
		return Refused
	}
	return outcome
}

// record writes an outcome down.
func (s *session) record(ctx context.Context, in *Intent, outcome Outcome) {
	in.Outcome = outcome
	s.result.Swaps = s.procedure.Swaps()
	if err := s.append(ctx, Event{Kind: KindOutcome, Intent: in.Number, Outcome: outcome}); err != nil && !s.lost {
		s.result.Unrecorded = true
		s.warn("What was observed (%s) could not be written down: %v.", outcome, err)
	}
}

func (s *session) append(ctx context.Context, e Event) error {
	if s.lost {
		return ErrConflict
	}
	e.Run, e.Site, e.Slot = s.Run, s.Site, s.Slot
	if e.Time.IsZero() {
		e.Time = s.Now().UTC()
	}
	if e.Procedure == "" && s.procedure != nil {
		e.Procedure = s.procedure.ID
	}
	err := s.Journal.Append(ctx, s.events, e)
	switch {
	case err == nil:
		s.events++
	case errors.Is(err, ErrConflict):
		s.lost = true
	}
	return err
}

func (s *session) step(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	s.result.Steps = append(s.result.Steps, text)
	if s.Progress != nil {
		s.Progress(text)
	}
}

func (s *session) warn(format string, args ...any) {
	s.result.Warnings = append(s.result.Warnings, fmt.Sprintf(format, args...))
}

func (s *session) end(end End, format string, args ...any) Result {
	s.result.End, s.result.Message = end, fmt.Sprintf(format, args...)
	if s.procedure != nil {
		s.result.Swaps = s.procedure.Swaps()
	}
	return s.result
}

// hold ends without closing: nothing was begun, or somebody else goes on.
func (s *session) hold(format string, args ...any) Result { return s.end(Held, format, args...) }

// close ends the procedure for good.
func (s *session) close(ctx context.Context, end End, format string, args ...any) Result {
	r := s.end(end, format, args...)
	if err := s.append(ctx, Event{Kind: KindEnd, End: end, Message: r.Message}); err != nil {
		s.result.Unrecorded = true
		s.warn("The end could not be written down: %v.", err)
	}
	return s.result
}

// freeze leaves both slots as they are; the procedure stays open, so that the
// next run looks again before anything else.
func (s *session) freeze(back bool, format string, args ...any) Result {
	if s.Commands != nil {
		s.result.Commands = s.Commands(back)
	}
	return s.end(Frozen, format, args...)
}
