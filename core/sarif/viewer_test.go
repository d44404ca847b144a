package sarif_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/sarif"
	"github.com/sallyport-gate/sallyport/core/sast"
)

// A shop whose request data reaches a file two files further on.
var shop = map[string]string{
	"shop/views.py": "from flask import request\n\nfrom shop.store import open_invoice\n\n\ndef invoice():\n" +
		"    name = request.args.get(\"name\")\n    return open_invoice(name)\n",
	"shop/store.py": "from shop.files import read\n\n\ndef open_invoice(number):\n    path = \"/srv/invoices/\" + number\n    return read(path)\n",
	"shop/files.py": "def read(path):\n    return open(path).read()\n",
}

// viewed is the part of a SARIF file that a viewer of flows reads.
type viewed struct {
	Runs []struct {
		Results []struct {
			RuleID    string
			Locations []placed
			CodeFlows []struct {
				ThreadFlows []struct {
					Locations []struct{ Location placed }
				}
			}
		}
	}
}

type placed struct {
	PhysicalLocation struct {
		ArtifactLocation struct{ URI string }
		Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
	}
	Message struct{ Text string }
}

func TestAFlowThroughSeveralFilesCanBeFollowedInAViewer(t *testing.T) {
	for _, dialect := range []sarif.Dialect{sarif.Full, sarif.GitHub, sarif.Azure} {
		t.Run(dialect.String(), func(t *testing.T) {
			doc := view(t, dialect)
			if len(doc.Runs) != 1 || len(doc.Runs[0].Results) != 1 {
				t.Fatalf("%+v", doc)
			}
			result := doc.Runs[0].Results[0]
			if len(result.CodeFlows) != 1 || len(result.CodeFlows[0].ThreadFlows) != 1 {
				t.Fatalf("flows: %+v", result.CodeFlows)
			}
			var way []placed
			for _, l := range result.CodeFlows[0].ThreadFlows[0].Locations {
				way = append(way, l.Location)
			}
			checkWay(t, way, result.Locations[0])
		})
	}
}

// checkWay follows a way as a viewer does: each stop can be opened and says what
// flows there; the first is the source, the last is where the result is.
func checkWay(t *testing.T, way []placed, at placed) {
	t.Helper()
	files := map[string]bool{}
	for i, stop := range way {
		if stop.Message.Text == "" {
			t.Errorf("stop %d says nothing", i)
		}
		text := opened(t, stop)
		if i == 0 && !strings.Contains(text, "request.args") {
			t.Errorf("the first stop is %q", text)
		}
		files[stop.PhysicalLocation.ArtifactLocation.URI] = true
	}
	if len(way) < 3 || len(files) != len(shop) {
		t.Errorf("%d stops in files %v", len(way), files)
	}
	if last := way[len(way)-1]; last.PhysicalLocation != at.PhysicalLocation {
		t.Errorf("the last stop is %+v, the result at %+v", last, at)
	}
	if text := opened(t, at); !strings.Contains(text, "open(path)") {
		t.Errorf("the result is at %q", text)
	}
}

// opened is the line that a place shows, its columns being inside it.
func opened(t *testing.T, p placed) string {
	t.Helper()
	name, err := url.PathUnescape(p.PhysicalLocation.ArtifactLocation.URI)
	content, ok := shop[name]
	if err != nil || !ok {
		t.Fatalf("no file %q", name)
	}
	lines := strings.Split(strings.TrimSuffix(content, "\n"), "\n")
	r := p.PhysicalLocation.Region
	if r.StartLine < 1 || r.StartLine > len(lines) || r.EndLine > len(lines) || r.EndLine > 0 && r.EndLine < r.StartLine {
		t.Fatalf("%s has no lines %+v", name, r)
	}
	if r.StartColumn < 1 || r.StartColumn > len(lines[r.StartLine-1]) || r.EndLine > 0 && r.EndColumn > len(lines[r.EndLine-1])+1 {
		t.Errorf("%s has no columns %+v", name, r)
	}
	return lines[r.StartLine-1]
}

func view(t *testing.T, dialect sarif.Dialect) (doc viewed) {
	t.Helper()
	check, err := sast.New(sast.Config{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := check.Run(t.Context(), repo.Memory(shop))
	if err != nil {
		t.Fatal(err)
	}
	r := &report.Report{}
	for _, f := range result.Findings {
		if f.Rule == "sast/python-path-traversal" {
			r.Rules = []finding.Rule{{ID: f.Rule}}
			r.Judgement.Findings = append(r.Judgement.Findings, finding.Judged{Finding: f, Status: finding.Blocks})
		}
	}
	out, err := sarif.Write(r, dialect)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}
