package main

import (
	"archive/zip"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"github.com/sallyport-gate/sallyport/bench/record"
)

// writeRecords makes up records for what either program reads in the lockfiles,
// so that neither decides what the other is asked about.
func writeRecords(ctx context.Context, lockfiles, database string, wanted []string) error {
	theirs, err := theirs(ctx, lockfiles, database)
	if err != nil {
		return err
	}
	ours, err := ours(ctx, lockfiles, "")
	if err != nil {
		return err
	}
	byEcosystem := map[string]map[string][]string{}
	for _, a := range []answer{ours, theirs} {
		for e, spelled := range a.read {
			if e.ecosystem == "" || e.version == "" || len(wanted) > 0 && !slices.Contains(wanted, e.ecosystem) {
				continue
			}
			if byEcosystem[e.ecosystem] == nil {
				byEcosystem[e.ecosystem] = map[string][]string{}
			}
			byEcosystem[e.ecosystem][e.name] = append(byEcosystem[e.ecosystem][e.name], spelled, e.version)
		}
	}
	for _, ecosystem := range slices.Sorted(maps.Keys(byEcosystem)) {
		n, err := writeDump(filepath.Join(database, ecosystem), ecosystem, byEcosystem[ecosystem])
		if err != nil {
			return fmt.Errorf("write the records of %s: %w", ecosystem, err)
		}
		fmt.Printf("%s: %d records for %d packages\n", ecosystem, n, len(byEcosystem[ecosystem]))
	}
	return nil
}

// most is about how many packages of an ecosystem get records: osv-scanner's
// time grows with records times packages.
const most = 2000

// writeDump takes, by normal name, pairs of a spelling and a version.
func writeDump(folder, ecosystem string, packages map[string][]string) (int, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, err
	}
	file, err := os.Create(filepath.Join(folder, "all.zip"))
	if err != nil {
		return 0, err
	}
	out := zip.NewWriter(file)
	n := 0
	for i, name := range slices.Sorted(maps.Keys(packages)) {
		if i%(1+len(packages)/most) != 0 {
			continue
		}
		for _, r := range about(ecosystem, packages[name]) {
			if err := add(out, r); err != nil {
				return n, cmp.Or(file.Close(), err)
			}
			n++
		}
	}
	return n, cmp.Or(out.Close(), file.Close())
}

func add(out *zip.Writer, r record.Record) error {
	content, err := json.Marshal(r)
	if err != nil {
		return err
	}
	entry, err := out.Create(r.ID + ".json")
	if err != nil {
		return err
	}
	_, err = entry.Write(content)
	return err
}

// about makes some records of one package, each around one of its versions.
func about(ecosystem string, pairs []string) []record.Record {
	var spellings, versions []string
	for i := 0; i < len(pairs); i += 2 {
		spellings, versions = append(spellings, pairs[i]), append(versions, pairs[i+1])
	}
	slices.Sort(versions)
	versions = slices.Compact(versions)
	name := slices.Min(spellings)
	seed := fnv.New64a()
	fmt.Fprintf(seed, "%s %s", ecosystem, name)
	random := rand.New(rand.NewPCG(seed.Sum64(), 2026))
	var records []record.Record
	for range 1 + random.IntN(4) {
		s := subject{random: random, ecosystem: ecosystem, name: name, version: versions[random.IntN(len(versions))]}
		records = append(records, s.flaw()...)
	}
	return records
}
