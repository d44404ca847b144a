package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// record is an OSV record (https://ossf.github.io/osv-schema/).
type record struct {
	ID         string           `json:"id"`
	Summary    string           `json:"summary,omitempty"`
	Details    string           `json:"details"`
	Aliases    []string         `json:"aliases,omitempty"`
	Modified   string           `json:"modified"`
	Published  string           `json:"published"`
	References []reference      `json:"references"`
	Affected   []affected       `json:"affected"`
	Severity   []scored         `json:"severity,omitempty"`
	Specific   map[string]any   `json:"database_specific,omitempty"`
	Credits    []map[string]any `json:"credits,omitempty"`
	Schema     string           `json:"schema_version"`
}

type reference struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type scored struct {
	Type  string `json:"type"`
	Score string `json:"score"`
}

type affected struct {
	Package  map[string]string `json:"package"`
	Ranges   []span            `json:"ranges,omitempty"`
	Versions []string          `json:"versions,omitempty"`
	Specific map[string]string `json:"database_specific,omitempty"`
}

type span struct {
	Type   string              `json:"type"`
	Events []map[string]string `json:"events"`
}

type maker struct {
	dump
	random *rand.Rand
}

// advisory is a flaw in a package that is otherwise honest, newest first.
func (m maker) advisory(i int) record {
	rec := m.blank(i)
	rec.ID = "GHSA-" + m.ghsa() + "-" + m.ghsa() + "-" + m.ghsa()
	rec.Aliases = []string{fmt.Sprintf("CVE-%d-%d", 2015+m.random.IntN(12), 1000+m.random.IntN(60000))}
	rec.Summary = m.prose(7)
	rec.Details = m.prose(160)
	rec.Severity = []scored{{"CVSS_V3", m.vector()}}
	rec.Specific = map[string]any{
		"severity": m.pick("LOW", "MODERATE", "HIGH", "CRITICAL"), "github_reviewed": true,
		"cwe_ids": []string{fmt.Sprintf("CWE-%d", 20+m.random.IntN(900))}, "nvd_published_at": rec.Published,
	}
	for range 1 + m.random.IntN(6)/5 {
		rec.Affected = append(rec.Affected, m.flawed())
	}
	return rec
}

func (m maker) flawed() affected {
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
func (m maker) attack(i int) record {
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
	rec.Affected = []affected{a}
	rec.Specific = map[string]any{"malicious-packages-origins": []map[string]any{{
		"source": m.pick("ossf-package-analysis", "ghsa-malware", "amazon-inspector", "google-open-source-security"),
		"sha256": m.hex(64), "import_time": rec.Published, "modified_time": rec.Modified, "versions": a.Versions,
	}}}
	if m.random.IntN(2) == 0 {
		rec.Aliases = []string{"GHSA-" + m.ghsa() + "-" + m.ghsa() + "-" + m.ghsa()}
	}
	return rec
}

func (m maker) blank(i int) record {
	modified := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC).Add(-time.Duration(i) * 7 * time.Minute)
	return record{
		Schema: "1.7.3", Modified: modified.Format(time.RFC3339), Published: modified.Add(-90 * time.Minute).Format(time.RFC3339),
		References: []reference{
			{"WEB", "https://example.com/" + m.words(1) + "/" + m.hex(40)},
			{"PACKAGE", "https://example.com/package/" + m.words(2)},
		},
	}
}

func (m maker) of(kind string, events []map[string]string) affected {
	name := m.shape.name(m)
	return affected{
		Package:  map[string]string{"ecosystem": m.ecosystem, "name": name, "purl": "pkg:" + strings.ToLower(m.ecosystem) + "/" + name},
		Ranges:   []span{{kind, events}},
		Specific: map[string]string{"source": "https://example.com/advisories/" + m.hex(8) + ".json"},
	}
}
