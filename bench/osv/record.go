package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/bench/record"
)

type maker struct {
	dump
	random *rand.Rand
}

// advisory is a flaw in a package that is otherwise honest, newest first.
func (m maker) advisory(i int) record.Record {
	rec := m.blank(i)
	rec.ID = "GHSA-" + m.ghsa() + "-" + m.ghsa() + "-" + m.ghsa()
	rec.Aliases = []string{fmt.Sprintf("CVE-%d-%d", 2015+m.random.IntN(12), 1000+m.random.IntN(60000))}
	rec.Summary = m.prose(7)
	rec.Details = m.prose(160)
	rec.Severity = []record.Scored{{Type: "CVSS_V3", Score: m.vector()}}
	rec.Specific = map[string]any{
		"severity": m.pick("LOW", "MODERATE", "HIGH", "CRITICAL"), "github_reviewed": true,
		"cwe_ids": []string{fmt.Sprintf("CWE-%d", 20+m.random.IntN(900))}, "nvd_published_at": rec.Published,
	}
	for range 1 + m.random.IntN(6)/5 {
		rec.Affected = append(rec.Affected, m.flawed())
	}
	return rec
}

func (m maker) flawed() record.Affected {
	events := []map[string]string{{"introduced": "0"}, {"fixed": m.shape.version(m.random)}}
	if m.random.IntN(3) == 0 {
		events[0]["introduced"] = m.shape.version(m.random)
	}
	a := m.of(m.shape.kind, events)
	if m.shape.listed {
		for range m.random.IntN(40) {
			a.Versions = append(a.Versions, m.shape.version(m.random))
		}
	}
	return a
}

// attack is a package that is malicious as a whole, or in some versions.
func (m maker) attack(i int) record.Record {
	rec := m.blank(i)
	rec.ID = fmt.Sprintf("MAL-%d-%d", 2022+m.random.IntN(5), i+1)
	rec.Details = "\n---\n_-= Per source details. Do not edit below this line.=-_\n\n## Source: " + m.words(4) + " (" + m.hex(64) + ")\n" + m.prose(24)
	a := m.of(m.shape.kind, []map[string]string{{"introduced": "0"}})
	if m.random.IntN(3) == 0 {
		a.Ranges = nil
		for range 1 + m.random.IntN(3) {
			a.Versions = append(a.Versions, m.shape.version(m.random))
		}
	}
	rec.Summary = "Malicious code in " + a.Package["name"] + " (" + m.ecosystem + ")"
	rec.Affected = []record.Affected{a}
	rec.Specific = map[string]any{"malicious-packages-origins": []map[string]any{{
		"source": m.pick("ossf-package-analysis", "ghsa-malware", "amazon-inspector", "google-open-source-security"),
		"sha256": m.hex(64), "import_time": rec.Published, "modified_time": rec.Modified, "versions": a.Versions,
	}}}
	if m.random.IntN(2) == 0 {
		rec.Aliases = []string{"GHSA-" + m.ghsa() + "-" + m.ghsa() + "-" + m.ghsa()}
	}
	return rec
}

func (m maker) blank(i int) record.Record {
	modified := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC).Add(-time.Duration(i) * 7 * time.Minute)
	return record.Record{
		Schema: "1.7.3", Modified: modified.Format(time.RFC3339), Published: modified.Add(-90 * time.Minute).Format(time.RFC3339),
		References: []record.Reference{
			{Type: "WEB", URL: "https://example.com/" + m.words(1) + "/" + m.hex(40)},
			{Type: "PACKAGE", URL: "https://example.com/package/" + m.words(2)},
		},
	}
}

func (m maker) of(kind string, events []map[string]string) record.Affected {
	name := m.shape.name(m)
	return record.Affected{
		Package:  map[string]string{"ecosystem": m.ecosystem, "name": name, "purl": "pkg:" + strings.ToLower(m.ecosystem) + "/" + name},
		Ranges:   []record.Range{{Type: kind, Events: events}},
		Specific: map[string]any{"source": "https://example.com/advisories/" + m.hex(8) + ".json"},
	}
}
