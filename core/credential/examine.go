package credential

import (
	"fmt"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// maxCandidates bounds what one file can make us remember. Beyond it the file
// is a gap, whatever was found.
const maxCandidates = 5_000

// candidate is a match with its kind.
type candidate struct {
	kind int // index into Check.kinds
	rules.Match
}

// scanner is the state of one pass over one file.
type scanner struct {
	check                    *Check
	text                     []byte
	role                     role
	candidates               []candidate
	full                     bool
	named                    int // end of the last name that was looked at: a name is judged once
	names                    names
	rawSeen                  int // up to here the quotes of literals were counted
	backQuotes, tripleQuotes int
	depth                    int   // of decoding: 0 is the file itself
	room                     *room // shared with the texts inside
}

// finder is called for an anchor that begins at offset at.
type finder func(s *scanner, at int)

func (c *Check) examine(path string, content []byte) ([]finding.Finding, []finding.Gap, error) {
	text := decoded(content)
	if repo.IsBinary(text) {
		return c.binary(path, content)
	}
	m := c.memory.Get().(*memory)
	defer c.memory.Put(m)
	s := &scanner{check: c, text: text, role: m.roleOf(path), room: newRoom(), names: m.names}
	s.scan()
	s.postgresPasswords(path)
	s.soleValue(path)
	return c.findings(path, s), s.gaps(path), nil
}

// gaps are the bounds that the file went over.
func (s *scanner) gaps(path string) []finding.Gap {
	var gaps []finding.Gap
	cut := func(format string, args ...any) {
		gaps = append(gaps, finding.Gap{Check: Name, Kind: finding.Cut, Path: path,
			Message: fmt.Sprintf(format+"; exclude the file in the policy if it is no product code", args...)})
	}
	if s.full {
		cut("over %d places look like credentials; the rest was not judged", maxCandidates)
	}
	if s.room.refused {
		cut("over %d bytes are written in base64 or with percent signs; the rest was not decoded", decodeRoom)
	}
	return gaps
}

// scan runs the engines over the text, and over what is written inside it in
// another encoding.
func (s *scanner) scan() {
	s.anchors()
	s.kubernetesSecrets()
	s.runs()
	if s.depth < maxDepth {
		s.percentRuns()
	}
}

// anchors runs both engines over the text.
func (s *scanner) anchors() {
	s.check.gate.scan(s.text, func(anchor, at int) {
		if !s.full {
			s.check.finders[anchor](s, at)
		}
	})
}

// binary looks for key stores. Other binary files count as skipped.
func (c *Check) binary(path string, content []byte) ([]finding.Finding, []finding.Gap, error) {
	id, match, ok := rules.File(content)
	if !ok {
		return nil, nil, check.Skipped("binary")
	}
	kind := c.byID[id]
	role := roleOf(path)
	match.Confidence = role.temper(match)
	return []finding.Finding{c.finding(kind, match, content, finding.Location{Path: path, StartLine: 1})}, nil, nil
}

func (s *scanner) add(kind int, m rules.Match) {
	if len(s.candidates) == maxCandidates {
		s.full = true
		return
	}
	m.Confidence = s.role.temper(m)
	s.candidates = append(s.candidates, candidate{kind, m})
}

// allFinders lists the anchors of the kinds, then those of the contextual
// engine, each with what is to be done there.
func (c *Check) allFinders() ([]anchor, []finder) {
	var anchors []anchor
	var finders []finder
	for i, k := range c.kinds {
		for _, a := range k.Anchors {
			anchors = append(anchors, anchor{a, k.Fold})
			finders = append(finders, func(s *scanner, at int) {
				if m, ok := k.Find(s.text, at); ok {
					s.add(i, m)
				}
			})
		}
	}
	for _, context := range contextFinders() {
		anchors = append(anchors, anchor{context.anchor, true})
		finders = append(finders, context.find)
	}
	return anchors, finders
}
