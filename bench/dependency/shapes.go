package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/bench/record"
)

// subject is what records are made up around: a package at a version.
type subject struct {
	random                   *rand.Rand
	ecosystem, name, version string
}

type event = map[string]string

// flaw is one flaw in a shape that databases write, which hits the version or
// just misses it.
func (s subject) flaw() []record.Record {
	shapes := []func() []record.Record{
		s.ranged, s.ranged, s.ranged, s.branched, s.listed, s.beside, s.repeated, s.withdrawn, s.malicious, s.prerelease, s.respelled, s.shared,
	}
	return shapes[s.random.IntN(len(shapes))]()
}

// ranged has one range with its bound at, below or above the version.
func (s subject) ranged() []record.Record {
	v, below, above := s.version, lower(s.version), raise(s.version)
	ranges := [][]event{
		{{"introduced": "0"}, {"fixed": above}},
		{{"introduced": "0"}, {"fixed": v}},
		{{"introduced": v}},
		{{"introduced": above}},
		{{"introduced": below}, {"fixed": above}},
		{{"introduced": "0"}, {"last_affected": v}},
		{{"introduced": "0"}, {"last_affected": below}},
		{{"introduced": v}, {"last_affected": v}},
	}
	return s.record(s.affected(ranges[s.random.IntN(len(ranges))]))
}

// branched has fixes in several branches, in the order of whoever wrote them.
func (s subject) branched() []record.Record {
	v, below, above := s.version, lower(s.version), raise(s.version)
	ranges := [][]event{
		{{"introduced": v}, {"fixed": above}, {"introduced": "0"}, {"fixed": below}},
		{{"introduced": "0"}, {"fixed": below}, {"introduced": above}, {"fixed": raise(above)}},
		{{"introduced": above}, {"introduced": "0"}, {"last_affected": v}},
	}
	return s.record(s.affected(ranges[s.random.IntN(len(ranges))]))
}

// listed names versions, alone or beside a range that does not hold them.
func (s subject) listed() []record.Record {
	a := s.affected(nil)
	a.Versions = [][]string{{lower(s.version), s.version}, {lower(s.version), raise(s.version)}}[s.random.IntN(2)]
	if s.random.IntN(2) == 0 {
		a.Ranges = []record.Range{{Type: s.kind(), Events: []event{{"introduced": raise(s.version)}, {"fixed": raise(raise(s.version))}}}}
	}
	return s.record(a)
}

// beside has a range of commits before the one of versions.
func (s subject) beside() []record.Record {
	a := s.affected([]event{{"introduced": "0"}, {"fixed": raise(s.version)}})
	commits := record.Range{Type: "GIT", Repo: "https://example.com/source.git", Events: []event{{"introduced": "0"}, {"fixed": strings.Repeat("a1", 20)}}}
	a.Ranges = slices.Insert(a.Ranges, 0, commits)
	return s.record(a)
}

// repeated has an entry for each branch, as GitHub writes them.
func (s subject) repeated() []record.Record {
	return s.record(s.affected([]event{{"introduced": "0"}, {"fixed": lower(s.version)}}), s.affected([]event{{"introduced": s.version}, {"fixed": raise(s.version)}}))
}

func (s subject) withdrawn() []record.Record {
	records := s.record(s.affected([]event{{"introduced": "0"}}))
	records[0].Withdrawn = records[0].Modified
	return records
}

func (s subject) malicious() []record.Record {
	records := s.record(s.affected([]event{{"introduced": "0"}}))
	records[0].ID, records[0].Aliases = fmt.Sprintf("MAL-2026-%d", s.random.IntN(1e9)), nil
	return records
}

// prerelease has its bound at a pre-release of the version.
func (s subject) prerelease() []record.Record {
	early := s.version + "-rc.1"
	switch s.ecosystem {
	case "PyPI":
		early = s.version + "rc1"
	case "RubyGems":
		early = s.version + ".rc1"
	}
	return s.record(s.affected([][]event{
		{{"introduced": early}, {"fixed": raise(s.version)}},
		{{"introduced": "0"}, {"fixed": early}},
	}[s.random.IntN(2)]))
}

// respelled writes the name as another author would, where that is the same package.
func (s subject) respelled() []record.Record {
	switch s.ecosystem {
	case "NuGet":
		s.name = strings.ToUpper(s.name)
	case "PyPI":
		s.name = strings.ReplaceAll(s.name, "-", "_")
	}
	return s.record(s.affected([]event{{"introduced": "0"}, {"fixed": raise(s.version)}}))
}

// shared is one flaw in two databases, with another fix.
func (s subject) shared() []record.Record {
	first := s.record(s.affected([]event{{"introduced": "0"}, {"fixed": raise(s.version)}}))[0]
	second := s.record(s.affected([]event{{"introduced": "0"}, {"fixed": raise(raise(s.version))}}))[0]
	second.ID = fmt.Sprintf("OSV-2026-%d", s.random.IntN(1e9))
	second.Aliases = first.Aliases
	return []record.Record{first, second}
}

func (s subject) record(affected ...record.Affected) []record.Record {
	id := []byte("GHSA-xxxx-xxxx-xxxx")
	for i, c := range id {
		if c == 'x' {
			id[i] = "23456789cfghjmpqrvwx"[s.random.IntN(20)]
		}
	}
	return []record.Record{{
		Schema: "1.7.3", ID: string(id), Aliases: []string{fmt.Sprintf("CVE-2026-%d", 10000+s.random.IntN(1e9))},
		Modified: "2026-11-24T00:00:00Z", Published: "2026-11-01T00:00:00Z",
		Summary: "A made-up flaw in " + s.name, Details: "Nothing is wrong with it.", Affected: affected,
		Severity: []record.Scored{{Type: "CVSS_V3", Score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}},
	}}
}

func (s subject) affected(events []event) record.Affected {
	a := record.Affected{Package: map[string]string{"ecosystem": s.ecosystem, "name": s.name}}
	if events != nil {
		a.Ranges = []record.Range{{Type: s.kind(), Events: events}}
	}
	return a
}

func (s subject) kind() string {
	switch s.ecosystem {
	case "npm", "Go", "crates.io", "Hex", "Pub", "SwiftURL":
		return "SEMVER"
	}
	return "ECOSYSTEM"
}
