package swap_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// killed is what a call panics with when the process dies in it.
type killed struct{}

// model is a web app in memory on which anything can go wrong at any call, and
// the journal beside it.
type model struct {
	random      *rand.Rand
	clock       *clock
	journal     memory
	live, waits string
	sick        map[string]bool
	lastSwap    int
	operation   int       // looks until the accepted operation ends
	lies        bool      // it reports success and does nothing
	late        time.Time // when a lost request still arrives; zero without one
	stopped     bool

	calls, posts, intents, faults int
	postsOf                       map[int]int // intent in the journal → requests
	quiet                         bool        // nothing goes wrong
}

// chance is true once in so many calls.
func (m *model) chance(in int) bool {
	if m.quiet || m.random.IntN(in) != 0 {
		return false
	}
	m.faults++
	return true
}

// call is the frame of every call: the process may die before or after it.
func (m *model) call(do func()) {
	m.calls++
	if m.chance(150) {
		panic(killed{})
	}
	if !m.late.IsZero() && !m.clock.now.Before(m.late) {
		m.late = time.Time{}
		m.toggle()
	}
	do()
	if m.chance(150) {
		panic(killed{})
	}
}

func (m *model) toggle() {
	m.live, m.waits = m.waits, m.live
	m.lastSwap++
}

func (m *model) Look(context.Context) (sight swap.Sight, err error) {
	m.call(func() {
		if m.operation > 0 {
			if m.operation--; m.operation == 0 && !m.lies {
				m.toggle()
			}
		}
		if m.chance(20) {
			err = errors.New("HTTP 503")
			return
		}
		sight = swap.Sight{Production: swap.Slot{Running: true}, Staging: swap.Slot{Running: !m.stopped}, LastSwap: fmt.Sprint(m.lastSwap)}
		if m.operation > 0 {
			sight.Production.Operation = "under way"
		}
	})
	return sight, err
}

func (m *model) Ask(_ context.Context, place swap.Place) (answer swap.Answer) {
	m.call(func() {
		word := m.live
		if place == swap.Staging {
			word = m.waits
			if m.stopped {
				return
			}
		}
		if m.chance(60) {
			return
		}
		answer = swap.Answer{Version: word, Healthy: !m.sick[word]}
	})
	return answer
}

func (m *model) Start(context.Context) error {
	m.call(func() { m.stopped = false })
	return nil
}

func (m *model) Differences(context.Context) ([]string, error) { return nil, nil }

func (m *model) Swap(context.Context) (operation string, err error) {
	m.call(func() {
		m.posts++
		m.postsOf[m.intents]++
		if m.operation > 0 {
			err = swap.Refusal{Status: 409, Message: "busy"}
			return
		}
		lost := errors.New("EOF")
		switch {
		case m.chance(8): // the answer is lost
			m.toggle()
			err = lost
		case m.chance(8): // the request is lost
			err = lost
		case m.chance(8): // it arrives later
			m.late = m.clock.now.Add(time.Duration(m.random.IntN(115)) * time.Second)
			err = lost
		case m.chance(8):
			err = swap.Refusal{Status: []int{400, 409, 417, 429}[m.random.IntN(4)], Message: "no"}
		case m.chance(8):
			m.operation, m.lies, operation = 2, true, "operation"
		default:
			m.operation, m.lies, operation = 1+m.random.IntN(6), false, "operation"
		}
	})
	return operation, err
}

func (m *model) Follow(context.Context, string) (done bool, err error) {
	m.call(func() {
		if m.operation > 0 {
			if m.operation--; m.operation == 0 && !m.lies {
				m.toggle()
			}
		}
		if m.chance(20) {
			err = errors.New("HTTP 503")
			return
		}
		done = m.operation == 0
	})
	return done, err
}

func (m *model) List(ctx context.Context) (events []swap.Event, err error) {
	m.call(func() { events, err = m.journal.List(ctx) })
	return events, err
}

func (m *model) Append(ctx context.Context, after int, e swap.Event) (err error) {
	m.call(func() {
		if m.chance(80) {
			err = errors.New("the disk is full")
			return
		}
		if err = m.journal.Append(ctx, after, e); err == nil && e.Kind == swap.KindIntent {
			m.intents++
		}
	})
	return err
}

// carry runs the command once; false when the process died in it.
func (m *model) carry(run string, order swap.Order, allowed bool) (r swap.Result, lived bool) {
	defer func() {
		if what := recover(); what != nil {
			if _, died := what.(killed); !died {
				panic(what)
			}
		}
	}()
	machine := swap.Machine{App: m, Journal: m, Now: m.clock.Now, Sleep: m.clock.Sleep, Limits: swap.DefaultLimits(),
		Site: "site", Slot: "staging", Run: run, Commands: func(bool) []string { return []string{"look"} }}
	r = machine.Carry(context.Background(), order, allowed)
	if r.End == swap.Committed {
		if err := machine.Close(context.Background(), r); err != nil {
			return r, false
		}
	}
	return r, true
}

// TestModel holds long random histories against what must never happen: of each
// seed ten thousand operations with faults, deaths and meddling in between.
func TestModel(t *testing.T) {
	ends := map[swap.End]int{}
	for seed := range uint64(12) {
		m := &model{random: rand.New(rand.NewPCG(seed, 7)), clock: &clock{now: time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)},
			live: n.Commit, waits: before.Commit, sick: map[string]bool{}, postsOf: map[int]int{}}
		for round := 0; m.calls < 10_000; round++ {
			m.check(t, seed, round, ends)
			if t.Failed() {
				return
			}
		}
		if m.faults == 0 {
			t.Error("nothing went wrong")
		}
	}
	for _, end := range []swap.End{swap.Committed, swap.Held, swap.Frozen, swap.Denied} {
		if ends[end] == 0 {
			t.Errorf("no history ended %s: %v", end, ends)
		}
	}
	t.Logf("%v", ends)
}

// check is one command, and what has to hold after it.
func (m *model) check(t *testing.T, seed uint64, round int, ends map[swap.End]int) {
	t.Helper()
	wrong := func(format string, args ...any) {
		t.Helper()
		t.Errorf("seed %d, round %d: "+format, append([]any{seed, round}, args...)...)
	}
	m.meddle()
	asked := swap.Order{Kind: "rollback", Environment: "production", From: versionOf(m.live), To: versionOf(m.waits)}
	if m.chance(30) {
		asked.From, asked.To = asked.To, asked.From // from a record that is out of date
	}
	allowed := m.random.IntN(6) != 0
	posts, live, fresh := m.posts, m.live, swap.Open(m.procedures()) == nil
	r, lived := m.carry(fmt.Sprintf("run-%d", round), asked, allowed)
	if !allowed && m.posts-posts > m.backs() {
		wrong("a request was sent although it was denied: %+v", r)
	}
	if !allowed && fresh && m.live != live && m.late.IsZero() && m.posts != posts {
		wrong("a denied version went live: %+v", r)
	}
	for intent, sent := range m.postsOf {
		if sent > 1 || intent == 0 && sent > 0 {
			wrong("%d requests for intent %d", sent, intent)
		}
	}
	for _, p := range m.procedures() {
		swaps, backs := 0, 0
		for _, in := range p.Intents {
			if in.Back {
				backs++
			}
			if in.Outcome == swap.Swapped && !in.Back {
				swaps++
			}
		}
		if backs > 1 || swaps > 1 {
			wrong("%d swaps and %d swaps back in one procedure: %+v", swaps, backs, p)
		}
	}
	if !lived {
		return
	}
	ends[r.End]++
	switch {
	case r.End != swap.Committed && r.End != swap.Held && r.End != swap.Frozen && r.End != swap.Denied:
		wrong("the end %q", r.End)
	case r.Message == "":
		wrong("%s without a message", r.End)
	case r.End == swap.Frozen && len(r.Commands) == 0:
		wrong("frozen without commands")
	case r.End == swap.Committed && m.live != r.Order.To.Commit:
		wrong("committed, and %.4s is live: %+v", m.live, r)
	case r.End == swap.Committed && m.sick[m.live]:
		wrong("committed although the target is sick: %+v", r)
	}
}

// backs is how many requests went back; a denial does not stop the way back to
// what was live before.
func (m *model) backs() int {
	count := 0
	for _, p := range m.procedures() {
		for _, in := range p.Intents {
			if in.Back {
				count++
			}
		}
	}
	return count
}

func (m *model) procedures() []swap.Procedure {
	return swap.Procedures(m.journal.events, "site", "staging")
}

// meddle is what happens between two commands: others deploy, swap, stop and
// break things, and time goes by.
func (m *model) meddle() {
	m.clock.now = m.clock.now.Add(time.Duration(m.random.IntN(600)) * time.Second)
	if m.chance(6) {
		m.waits = fmt.Sprintf("%040x", m.random.Uint64())
	}
	if m.chance(20) {
		m.live = fmt.Sprintf("%040x", m.random.Uint64())
	}
	if m.chance(20) && m.operation == 0 {
		m.toggle()
	}
	m.stopped = m.chance(5)
	m.sick[m.live] = m.chance(5)
	m.sick[m.waits] = m.chance(5)
}

func versionOf(commit string) swap.Version { return swap.Version{Commit: commit} }
