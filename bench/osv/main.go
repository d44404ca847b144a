// Command osv writes OSV dumps of realistic size and shape, <Ecosystem>/all.zip
// below a folder, for measurements: the databases themselves are too large to
// keep here. The records are made up and the same in every run. Counts follow
// what osv.dev held in April 2026, malicious packages included.
//
//	go run ./bench/osv FOLDER [ECOSYSTEM...]
package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
)

// dump is one ecosystem's share.
type dump struct {
	ecosystem  string
	advisories int
	malicious  int
	shape      shape
}

func dumps() []dump {
	return []dump{
		{"npm", 4449, 213247, semver},
		{"PyPI", 7025, 12046, pypi},
		{"NuGet", 826, 864, nuget},
		{"Maven", 6100, 40, maven},
		{"Go", 4291, 20, gomod},
		{"crates.io", 2021, 255, semver},
		{"RubyGems", 1050, 950, semver},
		{"Packagist", 5200, 30, semver},
		{"Pub", 12, 0, semver},
		{"Hex", 60, 0, semver},
		{"SwiftURL", 45, 0, semver},
		{"GitHub Actions", 60, 5, semver},
	}
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "name the folder that the dumps go to")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string, wanted []string) error {
	for i, d := range dumps() {
		if len(wanted) > 0 && !slices.Contains(wanted, d.ecosystem) {
			continue
		}
		if err := d.write(filepath.Join(folder, d.ecosystem), uint64(i)); err != nil {
			return fmt.Errorf("write the dump of %s: %w", d.ecosystem, err)
		}
	}
	return nil
}

func (d dump) write(folder string, seed uint64) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	archive, err := os.Create(filepath.Join(folder, "all.zip"))
	if err != nil {
		return err
	}
	defer archive.Close()
	list, err := os.Create(filepath.Join(folder, "modified_id.csv"))
	if err != nil {
		return err
	}
	defer list.Close()
	out := zip.NewWriter(archive)
	if err := d.records(out, list, seed); err != nil {
		return err
	}
	return out.Close()
}

// records writes the zip and the list of what was modified, newest first.
func (d dump) records(out *zip.Writer, list io.Writer, seed uint64) error {
	m := maker{dump: d, random: rand.New(rand.NewPCG(seed, 2026))}
	for i := range d.advisories + d.malicious {
		rec := m.advisory(i)
		if i >= d.advisories {
			rec = m.attack(i)
		}
		content, err := json.Marshal(rec)
		if err != nil {
			return err
		}
		file, err := out.Create(rec.ID + ".json")
		if err != nil {
			return err
		}
		if _, err := file.Write(content); err != nil {
			return err
		}
		fmt.Fprintf(list, "%s,%s\n", rec.Modified, rec.ID)
	}
	return nil
}
