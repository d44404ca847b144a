package advisory

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// row is what one advisory says of one package.
type row struct {
	id         string
	aliases    []string // sorted, without id
	upstream   []string // sorted: several flaws of others that it is about
	summary    string
	severity   finding.Severity
	score      float64
	malicious  bool
	exploited  bool
	likelihood float64 // EPSS: probability that it is exploited within 30 days, 0 to 1; 0 when nobody says
	all        bool    // every version is affected, whatever it is called
	versions   []string
	ranges     [][]event
	imports    imports

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

// likelihoodScale is the precision of a stored probability: four decimals.
const likelihoodScale = 10_000

const (
	flagMalicious = 1 << iota
	flagExploited
	flagAll
)

// streams are rows taken apart, so that like lies beside like and compresses:
// counts and flags, ids, and texts.
type streams struct{ numbers, ids, texts []byte }

func (s *streams) add(r *row) {
	flags := byte(0)
	for _, f := range []struct {
		set bool
		bit byte
	}{{r.malicious, flagMalicious}, {r.exploited, flagExploited}, {r.all, flagAll}} {
		if f.set {
			flags |= f.bit
		}
	}
	s.numbers = append(s.numbers, flags, byte(r.severity), byte(math.Round(r.score*10)))
	s.numbers = binary.AppendUvarint(s.numbers, uint64(math.Round(r.likelihood*likelihoodScale)))
	s.ids = appendIdentifier(s.ids, r.id)
	s.numbers = binary.AppendUvarint(s.numbers, uint64(len(r.aliases)))
	for _, id := range r.aliases {
		s.ids = appendIdentifier(s.ids, id)
	}
	s.numbers = binary.AppendUvarint(s.numbers, uint64(len(r.upstream)))
	for _, id := range r.upstream {
		s.ids = appendIdentifier(s.ids, id)
	}
	s.texts = appendText(s.texts, r.summary)
	s.texts = appendText(s.texts, string(r.imports))
	s.numbers = binary.AppendUvarint(s.numbers, uint64(len(r.versions)))
	for _, v := range r.versions {
		s.texts = appendText(s.texts, v)
	}
	s.numbers = binary.AppendUvarint(s.numbers, uint64(len(r.ranges)))
	for _, events := range r.ranges {
		s.numbers = binary.AppendUvarint(s.numbers, uint64(len(events)))
		for _, e := range events {
			s.numbers = append(s.numbers, byte(e.kind))
			s.texts = appendText(s.texts, e.version)
		}
	}
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
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

// drop passes over n bytes.
func (r *reader) drop(n int) {
	if n > len(r.b) {
		r.fail()
		return
	}
	r.b = r.b[n:]
}

func (r *reader) text() string { return string(r.bytes()) }

// rowReader puts rows together again from their streams.
type rowReader struct{ numbers, ids, texts reader }

func newRowReader(s streams) rowReader {
	return rowReader{reader{b: s.numbers}, reader{b: s.ids}, reader{b: s.texts}}
}

func (r *rowReader) err() error {
	return cmp.Or(r.numbers.err, r.ids.err, r.texts.err)
}

func (r *rowReader) row() row {
	flags := r.numbers.byte()
	out := row{
		malicious: flags&flagMalicious != 0, exploited: flags&flagExploited != 0, all: flags&flagAll != 0,
		severity: finding.Severity(r.numbers.byte()), score: float64(r.numbers.byte()) / 10,
		likelihood: float64(r.numbers.number()) / likelihoodScale, id: r.ids.identifier(),
	}
	out.aliases = list(r, r.ids.identifier)
	out.upstream = list(r, r.ids.identifier)
	out.summary = r.texts.text()
	out.imports = imports(r.texts.text())
	out.versions = list(r, r.texts.text)
	out.ranges = list(r, func() []event {
		return list(r, func() event { return event{kind: eventKind(r.numbers.byte()), version: r.texts.text()} })
	})
	if out.severity > finding.Critical || out.likelihood > 1 {
		r.numbers.fail()
	}
	return out
}

// skip passes over a row without putting it together.
func (r *rowReader) skip() {
	r.numbers.drop(3)
	r.numbers.number()
	r.ids.skipIdentifier()
	for range 2 {
		for range r.count() {
			r.ids.skipIdentifier()
		}
	}
	r.texts.bytes()
	r.texts.bytes()
	for range r.count() {
		r.texts.bytes()
	}
	for range r.count() {
		for range r.count() {
			r.numbers.drop(1)
			r.texts.bytes()
		}
	}
}

// count reads a count from the numbers. It is never believed beyond what the
// streams still hold.
func (r *rowReader) count() int {
	n := r.numbers.number()
	if n > len(r.numbers.b)+len(r.ids.b)+len(r.texts.b) {
		r.numbers.fail()
		return 0
	}
	return n
}

// list reads a count from the numbers, then so many items.
func list[T any](r *rowReader, next func() T) []T {
	n := r.count()
	if n == 0 || r.err() != nil {
		return nil
	}
	items := make([]T, 0, min(n, 64))
	for i := 0; i < n && r.err() == nil; i++ {
		items = append(items, next())
	}
	return items
}
