package core

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/option"
)

// What the heap may grow to before garbage is collected more often. The checks
// keep little of the much that they read and make: below the aim they may leave
// more of it lying about than the usual 100 percent, which saves a tenth of the time.
const (
	garbage     = 150       // percent of what is kept
	aim         = 110 << 20 // bytes
	aimWithSAST = 400 << 20 // bytes: it keeps the outlines of all files
)

// pace sets how much memory the run takes. What the option and Go's own variables
// say has the last word. A run that has to keep more than the aim gets more.
func pace(c option.Config) (stop func()) {
	if before := debug.SetGCPercent(garbage); before != 100 {
		debug.SetGCPercent(before) // somebody set GOGC
	}
	switch {
	case c.Memory > 0:
		debug.SetMemoryLimit(c.Memory)
		return func() {}
	case debug.SetMemoryLimit(-1) != math.MaxInt64: // GOMEMLIMIT
		return func() {}
	}
	limit := int64(aim)
	if slices.Contains(c.Checks, "sast") {
		limit = aimWithSAST
	}
	debug.SetMemoryLimit(limit)
	done := make(chan struct{})
	go widen(limit, done)
	return func() {
		close(done)
		debug.SetMemoryLimit(math.MaxInt64)
	}
}

// widen raises the limit as what is kept comes near to it: the collector would
// otherwise run all the time.
func widen(limit int64, done <-chan struct{}) {
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	kept := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	for {
		select {
		case <-done:
			return
		case <-look.C:
		}
		metrics.Read(kept)
		if wider := widened(limit, int64(kept[0].Value.Uint64())); wider > limit {
			limit = wider
			debug.SetMemoryLimit(limit)
		}
	}
}

// widened leaves as much room again as is kept.
func widened(limit, kept int64) int64 {
	if kept < limit/3*2 {
		return limit
	}
	return 2 * kept
}
