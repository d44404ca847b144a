package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed page.html
var pageFiles embed.FS

// maxListed is how many findings each list of the page shows, so that a browser
// opens it; the rest is counted.
const maxListed = 2000

// HTML is the report as one page without scripts or anything to load. It holds
// what Summary holds. The error is a fault of the template, not of the report.
func HTML(r *Report) ([]byte, error) {
	page, err := template.New("page.html").Funcs(template.FuncMap{
		"count": count, "plural": plural, "tags": tags, "join": strings.Join,
		"first": firstOf, "rest": restOf, "findings": findingsIn,
	}).ParseFS(pageFiles, "page.html")
	if err != nil {
		return nil, fmt.Errorf("parse the page's template: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, newPage(r)); err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	return out.Bytes(), nil
}

func firstOf(list []entry) []entry { return list[:min(len(list), maxListed)] }

func restOf(list []entry) int { return findingsIn(list[min(len(list), maxListed):]) }
