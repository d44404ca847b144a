package core

import (
	"errors"

	"github.com/sallyport-gate/sallyport/core/credential"
	"github.com/sallyport-gate/sallyport/core/report"
)

// masker hides credentials in what the gate quotes from a repository: versions,
// requirements, what a parser choked on. The credential check masks its own.
type masker struct{ check *credential.Check }

func newMasker() masker { return masker{credential.New(credential.Config{})} }

// result masks all free text of a check's answer.
func (m masker) result(e *examined) {
	hide := func(text *string) { *text = m.check.Masked(*text) }
	hide(&e.state.Message)
	for i := range e.Coverage.Gaps {
		hide(&e.Coverage.Gaps[i].Message)
	}
	for i := range e.Coverage.Notes {
		hide(&e.Coverage.Notes[i])
	}
	for i := range e.Findings {
		f := &e.Findings[i]
		hide(&f.Message)
		hide(&f.Advice)
		for j := range f.Flow {
			hide(&f.Flow[j].Message)
		}
		for j := range f.Fix {
			hide(&f.Fix[j].Text)
		}
		if f.Package != nil {
			masked := *f.Package
			hide(&masked.Name)
			hide(&masked.Version)
			if masked.Name != f.Package.Name || masked.Version != f.Package.Version {
				masked.URL = "" // it holds both, escaped
			}
			f.Package = &masked
		}
	}
	if e.Inventory != nil {
		for i := range e.Inventory.Packages {
			p := &e.Inventory.Packages[i]
			hide(&p.Name)
			hide(&p.Version)
			hide(&p.Requirement)
			hide(&p.License)
		}
	}
}

// Masked returns the mistakes of an error, one each, without credentials that
// they quote.
func Masked(err error) error {
	if err == nil {
		return nil
	}
	m := newMasker()
	var mistakes []error
	for _, line := range report.Lines(err) {
		mistakes = append(mistakes, errors.New(m.check.Masked(line)))
	}
	return errors.Join(mistakes...)
}
