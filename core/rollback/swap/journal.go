package swap

import (
	"context"
	"errors"
	"time"
)

// Journal is where steps are written before and after they happen.
type Journal interface {
	// List gives every event, oldest first.
	List(context.Context) ([]Event, error)
	// Append adds an event behind exactly so many others. ErrConflict means that
	// there are more by now: somebody else is at work.
	Append(ctx context.Context, after int, e Event) error
}

// ErrConflict means that the journal has grown since it was read.
var ErrConflict = errors.New("the journal has grown since it was read: another run is at work")

// The kinds of events.
const (
	KindIntent    = "intent"    // a request is about to be sent
	KindOperation = "operation" // it was accepted
	KindOutcome   = "outcome"   // what was observed
	KindClaim     = "claim"     // another run carries on
	KindEnd       = "end"       // the procedure is over
)

// Outcome is what became of an intent, as far as it was observed.
type Outcome string

// The outcomes.
const (
	Swapped   Outcome = "swapped"
	Nothing   Outcome = "nothing"   // seen: nothing swapped, nothing under way
	Refused   Outcome = "refused"   // a definite answer said so
	Overtaken Outcome = "overtaken" // production runs a third version
	Unknown   Outcome = "unknown"
)

// Event is one line of the journal. Which fields are set depends on Kind.
type Event struct {
	Kind      string    `json:"kind"`
	Procedure string    `json:"procedure"` // its first intent's time and run
	Time      time.Time `json:"time"`
	Run       string    `json:"run"`
	Site      string    `json:"site"`
	Slot      string    `json:"slot"`

	Intent   int     `json:"intent,omitempty"` // its number in the procedure, from 1
	Back     bool    `json:"back,omitempty"`   // the intent undoes the swap
	Order    *Order  `json:"order,omitempty"`
	Baseline *Health `json:"baseline,omitempty"` // of the version that is left
	LastSwap string  `json:"lastSwap,omitempty"` // before the intent

	Operation string  `json:"operation,omitempty"`
	Outcome   Outcome `json:"outcome,omitempty"`
	End       End     `json:"end,omitempty"`
	Message   string  `json:"message,omitempty"`
}

// Order is what is to be done.
type Order struct {
	Kind        string  `json:"kind"` // rollback or forward
	Environment string  `json:"environment"`
	From        Version `json:"from"` // what production runs
	To          Version `json:"to"`   // what the staging slot holds
	// Silent allows that production does not tell its version: it is down, and
	// others said which one it is.
	Silent bool `json:"silent,omitempty"`
	// Decision is why it may be done, and by whom if against advice.
	Decision string `json:"decision,omitempty"`
}

// Health is how many of how many answers were healthy.
type Health struct {
	Healthy int `json:"healthy"`
	Of      int `json:"of"`
}

// Procedure is one way from From to To and perhaps back, as the journal has it.
type Procedure struct {
	ID       string
	Order    Order
	Started  time.Time
	Baseline Health
	Intents  []Intent
	End      End // empty while it is open
	Ended    time.Time
	Message  string
}

// Intent is one request that was, or was to be, sent.
type Intent struct {
	Number    int
	Back      bool
	Time      time.Time
	LastSwap  string
	Operation string
	Outcome   Outcome
}

// Procedures reads the journal's procedures for one slot of one site, oldest first.
func Procedures(events []Event, site, slot string) []Procedure {
	var list []Procedure
	for _, e := range events {
		if e.Site != site || e.Slot != slot {
			continue
		}
		list = fold(list, e)
	}
	return list
}

func fold(list []Procedure, e Event) []Procedure {
	last := len(list) - 1
	if e.Kind == KindIntent && e.Order != nil && (last < 0 || list[last].ID != e.Procedure) {
		p := Procedure{ID: e.Procedure, Order: *e.Order, Started: e.Time}
		if e.Baseline != nil {
			p.Baseline = *e.Baseline
		}
		list = append(list, p)
		last++
	}
	if last < 0 || list[last].ID != e.Procedure {
		return list
	}
	p := &list[last]
	switch e.Kind {
	case KindIntent:
		p.Intents = append(p.Intents, Intent{Number: e.Intent, Back: e.Back, Time: e.Time, LastSwap: e.LastSwap})
	case KindOperation:
		if in := p.intent(e.Intent); in != nil {
			in.Operation = e.Operation
		}
	case KindOutcome:
		if in := p.intent(e.Intent); in != nil {
			in.Outcome = e.Outcome
		}
	case KindEnd:
		p.End, p.Ended, p.Message = e.End, e.Time, e.Message
	}
	return list
}

func (p *Procedure) intent(number int) *Intent {
	for i := range p.Intents {
		if p.Intents[i].Number == number {
			return &p.Intents[i]
		}
	}
	return nil
}

func (p *Procedure) last() *Intent { return &p.Intents[len(p.Intents)-1] }

// Swaps is how many swaps were observed.
func (p Procedure) Swaps() int {
	n := 0
	for _, in := range p.Intents {
		if in.Outcome == Swapped {
			n++
		}
	}
	return n
}

// Open is the procedure that has not ended; nil without one.
func Open(procedures []Procedure) *Procedure {
	if n := len(procedures); n > 0 && procedures[n-1].End == "" {
		return &procedures[n-1]
	}
	return nil
}
