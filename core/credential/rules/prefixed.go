package rules

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// prefixed is a kind that begins with fixed letters and goes on with a number
// of characters of one set. The letters are long enough to be no accident.
type prefixed struct {
	id, title     string
	prefix        string
	alphabet      *class
	least, most   int    // characters behind the prefix
	middle        string // must stand somewhere in them
	suffix        string // must end them
	severity      finding.Severity
	test          bool // of a sandbox
	lettersOnly   bool // need not mix digits, capitals and small letters
	opens, revoke string
	page          string
	instead       string
}

// kind makes the table entry.
func (p prefixed) kind() Kind {
	if p.instead == "" {
		p.instead = UseVault
	}
	if p.severity == finding.SeverityUnknown {
		p.severity = finding.High
	}
	return Kind{ID: p.id, Title: p.title, Opens: p.opens, Revoke: p.revoke, Page: p.page, Instead: p.instead,
		Severity: p.severity, Confidence: finding.Strong, Rank: Format, Anchors: []string{p.prefix}, Find: p.find, Hit: p.hit, Miss: p.miss}
}

func (p prefixed) find(text []byte, at int) (Match, bool) {
	start := at + len(p.prefix)
	n := p.alphabet.run(text, start, p.most+1)
	for n > 0 && n <= p.most && (text[start+n-1] == '.' || text[start+n-1] == '-') {
		n-- // the end of a sentence, not of a token
	}
	value := text[start : start+n]
	if n < p.least || n > p.most || p.prefix[0] != '.' && !isWord.fresh(text, at) ||
		!strings.Contains(string(value), p.middle) || !strings.HasSuffix(string(value), p.suffix) || repetitive(value) ||
		!p.lettersOnly && distinctClasses(value) < 2 {
		return Match{}, false
	}
	m := Match{Start: at, End: start + n, Prefix: p.prefix, Confidence: finding.Strong, Note: "its format is right", Soft: true}
	if p.test {
		m.Confidence, m.Test, m.Note = finding.Info, true, "it belongs to a sandbox"
	}
	return m, true
}

func (p prefixed) hit(s *planted.Source) string {
	alphabet := p.alphabet.alphabet()
	n := p.least - len(p.middle) - len(p.suffix)
	return p.prefix + s.Text(alphabet, n/2) + p.middle + s.Text(alphabet, n-n/2) + p.suffix
}

func (p prefixed) miss(s *planted.Source) string {
	return p.prefix + strings.Repeat("x", p.least)
}
