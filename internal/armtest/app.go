package armtest

import (
	"maps"
	"sync"
	"time"
)

// Content is what one slot runs: it moves in a swap.
type Content struct {
	Version string // as /version tells it
	// Sick counts down: so many probes are answered 503. Negative: all of them.
	Sick int
	// Mute makes the answer name no version.
	Mute bool
	// Settings move with the content unless Sticky names them.
	Settings map[string]string
}

// Slot is one place of the app.
type Slot struct {
	Content  Content
	State    string // Running or Stopped
	AutoSwap string // the slot that a deployment is swapped into by itself
	Image    string // linuxFxVersion
}

// App is a web app with its production and its staging slot.
type App struct {
	mu         sync.Mutex
	production Slot
	staging    Slot
	sticky     map[string]bool
	operation  *operation
	operations map[string]*operation
	preview    string
	lastSwap   *swapped
	swaps      int // that happened
	posts      int // that arrived
	starts     int
	looks      int
	now        time.Time
	faults     []Fault
	throttled  int
	denied     map[string]bool
}

type swapped struct {
	source, destination string
	at                  time.Time
}

// operation is a swap that is under way.
type operation struct {
	id     string
	looks  int // left until it ends
	lies   bool
	status int // how it ends: 200, or an error
	done   bool
	other  bool // not ours
}

// NewApp makes an app whose slots run and are healthy.
func NewApp(production, staging string) *App {
	slot := func(version string) Slot {
		return Slot{Content: Content{Version: version, Settings: map[string]string{"FEATURE": version, "DATABASE": "of " + version}}, State: "Running"}
	}
	return &App{production: slot(production), staging: slot(staging), sticky: map[string]bool{"DATABASE": true},
		operations: map[string]*operation{}, now: time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC), denied: map[string]bool{}}
}

// Change alters the app under its lock, between requests.
func (a *App) Change(change func(production, staging *Slot)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	change(&a.production, &a.staging)
}

// Fail queues faults: each swap POST takes one.
func (a *App) Fail(faults ...Fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.faults = append(a.faults, faults...)
}

// Deny takes an action, such as "Microsoft.Web/sites/slots/slotsswap/action", from the caller's role.
func (a *App) Deny(action string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.denied[action] = true
}

// Throttle answers the next n reads with 429.
func (a *App) Throttle(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.throttled = n
}

// Preview leaves a swap with preview open on both slots.
func (a *App) Preview() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.preview = "production"
}

// Occupy lets somebody else's operation run for so many looks.
func (a *App) Occupy(looks int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.operation = &operation{id: "somebody-elses", looks: looks, other: true}
}

// Swaps is how many swaps happened, Posts how many swap requests arrived.
func (a *App) Swaps() int { a.mu.Lock(); defer a.mu.Unlock(); return a.swaps }

// Posts is how many swap requests arrived.
func (a *App) Posts() int { a.mu.Lock(); defer a.mu.Unlock(); return a.posts }

// Starts is how often the staging slot was started.
func (a *App) Starts() int { a.mu.Lock(); defer a.mu.Unlock(); return a.starts }

// Live is the version in production, Waiting the one in staging.
func (a *App) Live() string { a.mu.Lock(); defer a.mu.Unlock(); return a.production.Content.Version }

// Waiting is the version in the staging slot.
func (a *App) Waiting() string { a.mu.Lock(); defer a.mu.Unlock(); return a.staging.Content.Version }

// Settings are those that production sees.
func (a *App) Settings() map[string]string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return maps.Clone(a.production.Content.Settings)
}

// SwapBySomebodyElse toggles the slots behind the caller's back.
func (a *App) SwapBySomebodyElse() { a.mu.Lock(); defer a.mu.Unlock(); a.toggle() }

// toggle exchanges the contents; sticky settings stay where they are.
func (a *App) toggle() {
	p, s := &a.production, &a.staging
	p.Content, s.Content = s.Content, p.Content
	p.Image, s.Image = s.Image, p.Image
	for name := range a.sticky {
		p.Content.Settings[name], s.Content.Settings[name] = s.Content.Settings[name], p.Content.Settings[name]
	}
	a.swaps++
	a.now = a.now.Add(time.Minute)
	a.lastSwap = &swapped{"staging", "production", a.now}
}

// look is called on every read: an operation advances by being looked at.
func (a *App) look() {
	a.looks++
	op := a.operation
	if op == nil {
		return
	}
	if op.looks--; op.looks > 0 {
		return
	}
	a.operation, op.done = nil, true
	if !op.lies && !op.other && op.status == 200 {
		a.toggle()
	}
}
