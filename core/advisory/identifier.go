package advisory

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// An identifier is stored as a code and what the code leaves open, since ids
// are most of what an index holds: text behind its length (code 0), GitHub's
// twelve letters as one number (code 1), or the year and number of a series.
const (
	codeText = iota
	codeGitHub
	codeSeries // the first of seriesTable
)

// series are ids of the form PREFIX-YEAR-NUMBER.
type series struct {
	prefix string
	digits int // the number has at least so many
}

// seriesTable's order is part of the format.
var seriesTable = [...]series{{"CVE-", 4}, {"MAL-", 1}, {"GO-", 4}, {"PYSEC-", 1}, {"RUSTSEC-", 4}, {"OSV-", 1}, {"GSD-", 1}}

const (
	firstYear     = 1980
	gitHubLetters = "23456789cfghjmpqrvwx"
)

func appendIdentifier(b []byte, id string) []byte {
	if n, ok := gitHubNumber(id); ok {
		return binary.BigEndian.AppendUint64(append(b, codeGitHub), n<<8)[:len(b)+8] // 52 bits fill seven bytes
	}
	for i, s := range seriesTable {
		if year, number, ok := s.split(id); ok {
			return binary.AppendUvarint(append(b, byte(codeSeries+i), byte(year-firstYear)), uint64(number))
		}
	}
	return appendText(append(b, codeText), id)
}

func (r *reader) identifier() string {
	code := int(r.byte())
	switch {
	case code == codeText:
		return r.text()
	case code == codeGitHub:
		var wide [8]byte
		copy(wide[:7], r.b)
		r.drop(7)
		return gitHubID(binary.BigEndian.Uint64(wide[:]) >> 8)
	case code < codeSeries+len(seriesTable):
		s := seriesTable[code-codeSeries]
		year := int(r.byte()) + firstYear
		return fmt.Sprintf("%s%d-%0*d", s.prefix, year, s.digits, r.number())
	}
	r.fail()
	return ""
}

func (r *reader) skipIdentifier() {
	switch code := r.byte(); code {
	case codeText:
		r.bytes()
	case codeGitHub:
		r.drop(7)
	default:
		r.byte()
		r.number()
	}
}

// split is true only when the parts give the very id again.
func (s series) split(id string) (year, number int, ok bool) {
	rest, found := strings.CutPrefix(id, s.prefix)
	y, n, dashed := strings.Cut(rest, "-")
	if !found || !dashed || len(y) != 4 || len(n) > 9 {
		return 0, 0, false
	}
	year, errYear := strconv.Atoi(y)
	number, errNumber := strconv.Atoi(n)
	if errYear != nil || errNumber != nil || number < 0 || year < firstYear || year > firstYear+255 {
		return 0, 0, false
	}
	return year, number, fmt.Sprintf("%0*d", s.digits, number) == n
}

// gitHubNumber reads GHSA-xxxx-xxxx-xxxx as twelve digits of base twenty.
func gitHubNumber(id string) (n uint64, ok bool) {
	if len(id) != 19 || !strings.HasPrefix(id, "GHSA-") || id[9] != '-' || id[14] != '-' {
		return 0, false
	}
	for _, part := range []string{id[5:9], id[10:14], id[15:19]} {
		for i := range len(part) {
			digit := strings.IndexByte(gitHubLetters, part[i])
			if digit < 0 {
				return 0, false
			}
			n = n*20 + uint64(digit)
		}
	}
	return n, true
}

func gitHubID(n uint64) string {
	id := []byte("GHSA-xxxx-xxxx-xxxx")
	for i := len(id) - 1; i > 4; i-- {
		if id[i] != '-' {
			id[i] = gitHubLetters[n%20]
			n /= 20
		}
	}
	return string(id)
}
