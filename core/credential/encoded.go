package credential

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"slices"
	"unicode/utf8"
)

// Decoding is bounded: so deep, so many bytes of decoded text for one file, and
// so long a run. What is over the budget stays undecoded, which is told; it was
// examined as it stands.
const (
	maxDepth   = 2
	decodeRoom = 16 << 20
	maxRun     = 1 << 20
	minRun     = 48 // characters of base64: shorter ones hold no key with its name
)

// room is what may still be decoded of one file.
type room struct {
	left    int  // bytes
	refused bool // something stayed undecoded for want of them
}

func newRoom() *room { return &room{left: decodeRoom} }

// spent says that nothing more is decoded, and takes note that something would be.
func (r *room) spent() bool {
	r.refused = r.refused || r.left <= 0
	return r.left <= 0
}

// within scans a decoded text that stands inside this one.
func (s *scanner) within(text []byte) *scanner {
	inner := &scanner{check: s.check, role: role{aside: s.role.aside, stand: s.role.stand, system: s.role.system}, depth: s.depth + 1, room: s.room, text: text, names: s.names}
	inner.room.left -= len(text)
	inner.scan()
	return inner
}

var base64Letters = byteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

// base64Run decodes a run, over the ends of lines of equal length, and returns
// where it ended. What is found inside is reported at the place of the run.
func (s *scanner) base64Run(start, end int) int {
	if s.room.refused || !isText(s.text[start:end]) || s.room.spent() {
		return end
	}
	packed := s.text[start:end]
	for width := end - start; s.depth == 0 && width >= 60 && width <= 76; {
		next := end
		for next < len(s.text) && next < end+2 && (s.text[next] == '\r' || s.text[next] == '\n') {
			next++
		}
		n := 0
		for next+n < len(s.text) && n <= width && base64Letters[s.text[next+n]] {
			n++
		}
		if next == end || n == 0 || n > width || len(packed) > maxRun {
			break
		}
		packed = append(packed[:len(packed):len(packed)], s.text[next:next+n]...)
		end = next + n
		if n < width {
			break
		}
	}
	plain := make([]byte, base64.RawStdEncoding.DecodedLen(len(packed)))
	n, err := base64.RawStdEncoding.Decode(plain, packed)
	if plain = plain[:n]; err != nil && len(plain) < minRun/2 || !utf8.Valid(plain) || bytes.IndexByte(plain, 0) >= 0 {
		return end
	}
	padded := end
	for padded < len(s.text) && s.text[padded] == '=' {
		padded++
	}
	s.report(plain, start, padded, "it is written in base64")
	return end
}

// isText says that a run of base64 begins like text: its first sixteen
// characters decode to letters, digits and marks.
func isText(run []byte) bool {
	var head [12]byte
	if n, err := base64.RawStdEncoding.Decode(head[:], run[:16]); err != nil || n < 12 {
		return false
	}
	for _, b := range head {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' || b > '~' {
			return false
		}
	}
	return true
}

// report scans a decoded text, and passes on the best of what it holds.
func (s *scanner) report(plain []byte, start, end int, note string) {
	inner := s.within(plain)
	if len(inner.candidates) == 0 {
		return
	}
	f := slices.MaxFunc(inner.candidates, s.check.compare)
	s.addInner(f, inner.text[f.Start:f.End], start, end, note)
}

// percentRuns unescapes words with at least two escaped characters.
func (s *scanner) percentRuns() {
	const longest = 4096
	for at := 0; at < len(s.text) && !s.room.refused; {
		i := bytes.IndexByte(s.text[at:], '%')
		if i < 0 {
			return
		}
		at += i
		if !s.escapeAt(at) {
			at++
			continue
		}
		start, end, escapes := at, at, 0
		for start > 0 && at-start < longest && !endsEscaped[s.text[start-1]] {
			start--
		}
		for end < len(s.text) && end-at < longest && !endsEscaped[s.text[end]] {
			if s.escapeAt(end) {
				escapes++
			}
			end++
		}
		if escapes >= 2 && !s.room.spent() {
			s.percentRun(start, end)
		}
		at = end
	}
}

var endsEscaped = byteSet(" \t\r\n\"'`<>,;(){}|\\")

func (s *scanner) escapeAt(at int) bool {
	return at+2 < len(s.text) && s.text[at] == '%' && isHexDigit(s.text[at+1]) && isHexDigit(s.text[at+2])
}

func isHexDigit(b byte) bool { return isDigit(b) || 'a' <= lower(b) && lower(b) <= 'f' }

// percentRun scans the unescaped word, unless what it holds was found as it stands.
func (s *scanner) percentRun(start, end int) {
	if slices.ContainsFunc(s.candidates, func(f candidate) bool { return f.Start < end && f.End > start }) {
		return
	}
	plain, err := url.PathUnescape(string(s.text[start:end]))
	if err == nil && utf8.ValidString(plain) {
		s.report([]byte(plain), start, end, "it is written with percent signs")
	}
}
