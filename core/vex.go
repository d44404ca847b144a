package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/vex"
)

// loadVEX adds what the policy's OpenVEX documents state. They are read where
// the policy is: in a pull request at the base revision.
func (p *prepared) loadVEX(ctx context.Context) error {
	var mistakes []error
	for _, name := range p.policy.VEX {
		content, found, err := p.ownFile(ctx, name, vex.MaxDocument)
		switch {
		case err != nil:
			err = fmt.Errorf("read the policy's OpenVEX document %q: %w", name, err)
		case !found:
			err = fmt.Errorf("%s: the OpenVEX document %q is not there; take it out of vex, or put it where the policy is read", p.policyPath, name)
		default:
			p.policy, err = p.policy.WithVEX(name, content)
		}
		mistakes = append(mistakes, err)
	}
	return errors.Join(mistakes...)
}

// writeVEX tells others what was decided about flaws that were found: those that
// do not count, in the words of whoever stated it, and those that the policy lets
// wait, which affect the product until they are mended.
func (p *prepared) writeVEX(r *report.Report, contents map[string][]byte) error {
	var said []vex.Said
	var authors []string
	for _, j := range r.Judgement.Findings {
		if j.Status != finding.Suppressed || j.Package == nil || j.Package.Advisory == "" || j.Package.URL == "" {
			continue
		}
		s, author := p.said(j)
		said = append(said, s)
		if author != "" {
			authors = append(authors, author)
		}
	}
	if len(said) == 0 {
		return nil
	}
	if len(authors) == 0 { // the format asks for one
		authors = []string{cmp.Or(r.Change.Repository, "unknown")}
	}
	document, err := vex.Write(said, vex.Head{Authors: authors, Time: p.started, Tool: "Sallyport " + r.Version})
	contents[fileVEX] = document
	return err
}

// said is the statement on one suppressed flaw, and who answers for it.
func (p *prepared) said(j finding.Judged) (vex.Said, string) {
	s := vex.Said{Flaw: j.Package.Advisory, Aliases: j.Package.Aliases, Product: j.Package.URL}
	if stated, ok := p.policy.Statement(j.Finding); ok {
		s.Status, s.Justification, s.Impact = stated.Status, stated.Justification, stated.Impact
		return s, stated.Author
	}
	s.Status, s.Action = vex.Affected, j.Suppression
	promise, _ := p.policy.Suppression(j.Finding, p.started)
	return s, promise.Owner
}
