package reach

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// message is a part of what the analysis writes, one JSON value after another
// (https://pkg.go.dev/golang.org/x/vuln/internal/govulncheck).
type message struct {
	Config *struct {
		Level string `json:"scan_level"`
	} `json:"config"`
	SBOM *struct {
		Roots []string `json:"roots"`
	} `json:"SBOM"`
	Finding *struct {
		ID    string  `json:"osv"`
		Trace []frame `json:"trace"`
	} `json:"finding"`
}

// frame is a function on the way to a flaw, the flawed one first. Position is
// where it calls the one before it.
type frame struct {
	Module   string `json:"module"`
	Package  string `json:"package"`
	Function string `json:"function"`
	Receiver string `json:"receiver"`
	Position *struct {
		File string `json:"filename"`
		Line int    `json:"line"`
	} `json:"position"`
}

// name is the function as people write it.
func (f frame) name() string {
	parts := []string{f.Package}
	if f.Receiver != "" {
		parts = append(parts, strings.TrimPrefix(f.Receiver, "*"))
	}
	if f.Function != "" {
		parts = append(parts, f.Function)
	}
	return strings.Join(parts, ".")
}

// outcome is what the analysis found, by the flaws' names in the database.
type outcome struct {
	symbols, rooted bool // it looked at functions, of packages that there are
	built           map[string]frame
	called          map[string][]frame // the shortest way
}

// maxOutcome bounds what is read of the analysis, in bytes.
const maxOutcome = 512 << 20

func readOutcome(from io.Reader) (outcome, error) {
	out := outcome{built: map[string]frame{}, called: map[string][]frame{}}
	decoder := json.NewDecoder(io.LimitReader(from, maxOutcome))
	for {
		var m message
		switch err := decoder.Decode(&m); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return out, fmt.Errorf("the analysis wrote no answer: %w", err)
		}
		out.take(m)
	}
}

func (o *outcome) take(m message) {
	switch {
	case m.Config != nil:
		o.symbols = m.Config.Level == "symbol"
	case m.SBOM != nil:
		o.rooted = len(m.SBOM.Roots) > 0
	case m.Finding != nil && len(m.Finding.Trace) > 0:
		way := m.Finding.Trace
		if way[0].Function != "" && shorter(way, o.called[m.Finding.ID]) {
			o.called[m.Finding.ID] = way
		}
		if first, known := o.built[m.Finding.ID]; way[0].Package != "" && (!known || way[0].Package < first.Package) {
			o.built[m.Finding.ID] = frame{Package: way[0].Package}
		}
	}
}

// shorter orders ways, so that the same sources always show the same one.
func shorter(a, b []frame) bool {
	if b == nil || len(a) != len(b) {
		return b == nil || len(a) < len(b)
	}
	return slices.CompareFunc(a, b, func(x, y frame) int { return strings.Compare(x.text(), y.text()) }) < 0
}

func (f frame) text() string {
	if f.Position == nil {
		return f.name()
	}
	return fmt.Sprintf("%s %s:%d", f.name(), f.Position.File, f.Position.Line)
}

// complete is an error when the analysis ended without having looked.
func (o outcome) complete() error {
	if !o.symbols || !o.rooted {
		return errors.New("the analysis looked at no function")
	}
	return nil
}

// answer is what the outcome says of the flaw at that place of the question.
func (o outcome) answer(i int, f Flaw, m *goModule) Answer {
	way, called := o.called[nameOf(i)]
	at, built := o.built[nameOf(i)]
	switch {
	case !built:
		return Answer{State: Absent}
	case called && len(f.Imports) == 0: // any function of it may be the flawed one
		return Answer{Reason: fmt.Sprintf("the advisory names no flawed function, and %s is built in", at.name())}
	case called:
		return Answer{State: Called, Symbol: way[0].name(), Way: m.own(way)}
	default:
		return Answer{State: NotCalled}
	}
}

// own are the calls in the module's own files, in the order of the calls.
func (m *goModule) own(way []frame) []Call {
	var calls []Call
	for _, f := range slices.Backward(way) {
		if f.Module != m.path || f.Position == nil || f.Position.Line <= 0 || !localFile(f.Position.File) {
			continue
		}
		calls = append(calls, Call{Path: path.Join(m.folder, f.Position.File), Line: f.Position.Line, Function: f.name()})
	}
	return calls
}

// localFile says whether a name is one below the module's folder.
func localFile(name string) bool {
	return name != "" && !path.IsAbs(name) && name == path.Clean(name) && name != ".." && !strings.HasPrefix(name, "../")
}
