package policy

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/vex"
)

// WithVEX adds what an OpenVEX document states. name stands for it in messages
// and findings. The error joins every mistake, as Parse's does.
func (p Policy) WithVEX(name string, content []byte) (Policy, error) {
	statements, err := vex.Read(name, content)
	p.Statements = slices.Concat(p.Statements, statements)
	return p, err
}

// Statement finds the OpenVEX statement that forgives a finding of the
// dependency check: of those that match, the newest counts, and of several as
// new one that does not forgive. A malicious package is never forgiven, and a flaw
// that is exploited in the wild only by a statement for the very version.
func (p Policy) Statement(f finding.Finding) (vex.Statement, bool) {
	counts, _ := p.statement(f)
	if counts < 0 {
		return vex.Statement{}, false
	}
	return p.Statements[counts], true
}

// statement is the index of the statement that forgives f, or -1, and those of
// all that match.
func (p Policy) statement(f finding.Finding) (forgives int, matching []int) {
	if f.Package == nil || f.Package.Advisory == "" || f.Package.URL == "" {
		return -1, nil
	}
	flaws := append([]string{f.Package.Advisory}, f.Package.Aliases...)
	newest := -1
	for i, s := range p.Statements {
		matches, exact := s.Matches(flaws, f.Package.URL)
		if !matches {
			continue
		}
		matching = append(matching, i)
		if s.Forgives() && dangerous(f) && (f.Package.Malicious || !exact) {
			continue
		}
		if newest < 0 || s.Time.After(p.Statements[newest].Time) || s.Time.Equal(p.Statements[newest].Time) && !s.Forgives() {
			newest = i
		}
	}
	if newest < 0 || !p.Statements[newest].Forgives() {
		return -1, matching
	}
	return newest, matching
}

// forgive is the words of the statement that forgives f, and remembers which
// statements had something to say.
func (c *cover) forgive(f finding.Finding) (why string, ok bool) {
	if len(c.policy.Statements) == 0 {
		return "", false
	}
	forgives, matching := c.policy.statement(f)
	for _, i := range matching {
		c.stated[i] = true
	}
	if forgives < 0 {
		return "", false
	}
	s := c.policy.Statements[forgives]
	c.forgiven[s.File] = append(c.forgiven[s.File], forgives)
	return fmt.Sprintf("%s (OpenVEX, %s:%d)", s.Why(), s.File, s.Line), true
}

// unsigned says what was forgiven on the bare word of a document: its author is
// who it says, and nobody signed it.
func (c *cover) unsigned() []string {
	var list []string
	for _, file := range slices.Sorted(maps.Keys(c.forgiven)) {
		forgiving := c.forgiven[file]
		author := c.policy.Statements[forgiving[0]].Author
		if author == "" {
			author = "nobody"
		}
		what := "1 finding does"
		if n := len(forgiving); n > 1 {
			what = fmt.Sprintf("%d findings do", n)
		}
		list = append(list, fmt.Sprintf("Accepted by vex: %s not count on the word of %s, whose author is %s by its own account; nobody signed it.", what, file, author))
	}
	return list
}

// unstated are findings about forgiving statements that match nothing.
func (c *cover) unstated() []finding.Finding {
	var faults []finding.Finding
	for i, s := range c.policy.Statements {
		if c.stated[i] || !s.Forgives() {
			continue
		}
		faults = append(faults, Fault(RuleUnusedSuppression, finding.Location{Path: s.File, StartLine: s.Line},
			fmt.Sprintf("The OpenVEX statement on %s in %s (%s) matches nothing that was found.", s.Flaws[0], strings.Join(s.Products, ", "), strings.ReplaceAll(s.Status, "_", " ")),
			"Delete the statement, or compare its products with the package URLs in the SBOM.", "vex", s.Flaws[0], strings.Join(s.Products, " ")))
	}
	return faults
}

// Suppressed tells whether a suppression or an OpenVEX statement covers a finding.
func (p Policy) Suppressed(f finding.Finding, today time.Time) bool {
	if _, covered := p.Suppression(f, today); covered {
		return true
	}
	_, stated := p.Statement(f)
	return stated
}

// vex reads the paths of OpenVEX documents.
func (r *reader) vex(node *yaml.Node, to *[]string) {
	r.items(node, "vex", func(n *yaml.Node) {
		text, ok := r.text(n, "vex")
		switch {
		case !ok:
		case checkGlob(text) != nil || strings.ContainsAny(text, "*?") || path.Clean(text) != text:
			r.wrong(n.Line, "vex: %s is not the path of a file below the repository's root; write for example security/shop.openvex.json", quote(text))
		case slices.Contains(*to, text):
			r.wrong(n.Line, "vex names %s twice; keep one", quote(text))
		default:
			*to = append(*to, text)
		}
	})
}
