package advisory

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"
)

// change is a line of modified_id.csv: when a record was last modified.
type change struct {
	at time.Time
	id string
}

// maxLine and maxList bound what is believed of a list; npm's has 217,000 lines
// of about 45 bytes.
const (
	maxLine = 512
	maxCSV  = 256 << 20
)

// changeSink reads the list of changes, newest first, until it reaches one that
// the index has already.
type changeSink struct {
	since   time.Time
	changes []change
	reached bool
	rest    []byte // the line that is not whole yet
	line    int
}

func (s *changeSink) reset() error {
	*s = changeSink{since: s.since}
	return nil
}

func (s *changeSink) Write(b []byte) (int, error) {
	s.rest = append(s.rest, b...)
	for {
		line, rest, whole := bytes.Cut(s.rest, []byte("\n"))
		if !whole {
			if len(s.rest) > maxLine {
				return 0, fmt.Errorf("%w: line %d is over %d bytes", errFinal, s.line+1, maxLine)
			}
			return len(b), nil
		}
		s.rest = rest
		if err := s.take(strings.TrimSpace(string(line))); err != nil {
			return 0, err
		}
	}
}

// take reads one line. Changes of the very time that the index reaches to are
// read again: several may share it.
func (s *changeSink) take(line string) error {
	s.line++
	if line == "" {
		return nil
	}
	stamp, id, found := strings.Cut(line, ",")
	at, err := time.Parse(time.RFC3339, stamp)
	if !found || err != nil || !isRecordID(id) {
		return fmt.Errorf("%w: line %d is not TIME,ID", errFinal, s.line)
	}
	if n := len(s.changes); n > 0 && at.After(s.changes[n-1].at) {
		return fmt.Errorf("%w: line %d is newer than the one before it, and the newest comes first", errFinal, s.line)
	}
	if at.Before(s.since) {
		s.reached = true
		return errStop
	}
	s.changes = append(s.changes, change{at.UTC(), id})
	return nil
}

// isRecordID keeps what would lead elsewhere out of an address.
func isRecordID(id string) bool {
	if id == "" || len(id) > 128 || strings.Trim(id, ".") == "" {
		return false
	}
	return strings.IndexFunc(id, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("-_.:+", c))
	}) < 0
}

// changesSince lists what was modified at the time or later. A list that does
// not reach back to it is cut short.
func (m Mirror) changesSince(ctx context.Context, ecosystem string, since time.Time) ([]change, error) {
	list := &changeSink{since: since}
	if err := m.fetch(ctx, maxCSV, list, ecosystem, "modified_id.csv"); err != nil {
		return nil, err
	}
	if len(list.rest) > 0 {
		return nil, fmt.Errorf("fetch %s: its last line is cut short", m.address(ecosystem, "modified_id.csv"))
	}
	oldest := len(list.changes) > 0 && !list.changes[len(list.changes)-1].at.After(since)
	if !list.reached && !oldest {
		return nil, fmt.Errorf("fetch %s: it does not reach back to %s, the newest record of the index; build a new index instead",
			m.address(ecosystem, "modified_id.csv"), since.Format(time.RFC3339))
	}
	return list.changes, nil
}
