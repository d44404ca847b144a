package advisory

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// row is what one advisory says of one package.
type row struct {
	id        string
	aliases   []string // sorted, without id
	summary   string
	severity  finding.Severity
	score     float64
	malicious bool
	exploited bool
	all       bool // every version is affected, whatever it is called
	versions  []string
	ranges    [][]event

	key      string    // not stored in the row; see block
	modified time.Time // not stored; the newest row of an id wins
}

// event is one step of a range; ranges are sorted by version when they are built.
type event struct {
	kind    eventKind
	version string
}

type eventKind byte

const (
	introduced eventKind = iota
	fixed
	lastAffected
)

const (
	flagMalicious = 1 << iota
	flagExploited
	flagAll
)

func (r row) append(b []byte) []byte {
	flags := byte(0)
	for _, f := range []struct {
		set bool
		bit byte
	}{{r.malicious, flagMalicious}, {r.exploited, flagExploited}, {r.all, flagAll}} {
		if f.set {
			flags |= f.bit
		}
	}
	b = append(b, flags, byte(r.severity), byte(math.Round(r.score*10)))
	b = appendText(b, r.id)
	b = appendTexts(b, r.aliases)
	b = appendText(b, r.summary)
	b = appendTexts(b, r.versions)
	b = binary.AppendUvarint(b, uint64(len(r.ranges)))
	for _, events := range r.ranges {
		b = binary.AppendUvarint(b, uint64(len(events)))
		for _, e := range events {
			b = appendText(append(b, byte(e.kind)), e.version)
		}
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendTexts(b []byte, list []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, s := range list {
		b = appendText(b, s)
	}
	return b
}

// errShort says that a structure of the index ends too early or counts wrongly.
var errShort = errors.New("the index is damaged: a record is cut short")

// reader takes values off the front of b. After the first fault everything is
// empty and err is set, so that callers check once.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail() { r.b, r.err = nil, errShort }

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.fail()
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *reader) number() int {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || n > math.MaxInt32 {
		r.fail()
		return 0
	}
	r.b = r.b[size:]
	return int(n)
}

// count reads the length of a list whose items take at least one byte each.
func (r *reader) count() int {
	n := r.number()
	if n > len(r.b) {
		r.fail()
		return 0
	}
	return n
}

func (r *reader) bytes() []byte {
	n := r.count()
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) text() string { return string(r.bytes()) }

func (r *reader) texts() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	list := make([]string, 0, min(n, 64))
	for i := 0; i < n && r.err == nil; i++ {
		list = append(list, r.text())
	}
	return list
}

func (r *reader) row() row {
	flags := r.byte()
	out := row{
		malicious: flags&flagMalicious != 0, exploited: flags&flagExploited != 0, all: flags&flagAll != 0,
		severity: finding.Severity(r.byte()), score: float64(r.byte()) / 10,
	}
	out.id, out.aliases, out.summary, out.versions = r.text(), r.texts(), r.text(), r.texts()
	for n := r.count(); n > 0 && r.err == nil; n-- {
		var events []event
		for m := r.count(); m > 0 && r.err == nil; m-- {
			events = append(events, event{kind: eventKind(r.byte()), version: r.text()})
		}
		out.ranges = append(out.ranges, events)
	}
	if out.severity > finding.Critical {
		r.fail()
	}
	return out
}
