package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/sallyport-gate/sallyport/bench/measure"
)

// scanned is osv-scanner's report in JSON.
type scanned struct {
	Results []struct {
		Source struct {
			Path string `json:"path"`
		} `json:"source"`
		Packages []struct {
			Package struct {
				Name      string `json:"name"`
				Version   string `json:"version"`
				Ecosystem string `json:"ecosystem"`
			} `json:"package"`
			Groups []struct {
				IDs     []string `json:"ids"`
				Aliases []string `json:"aliases"`
			} `json:"groups"`
		} `json:"packages"`
	} `json:"results"`
}

// theirs is what osv-scanner answers, offline, on the records of the database.
func theirs(ctx context.Context, lockfiles, database string) (answer, error) {
	content, cost, err := scan(ctx, lockfiles, database)
	if err != nil {
		return answer{}, err
	}
	var report scanned
	if err := json.Unmarshal(content, &report); err != nil {
		return answer{}, fmt.Errorf("read osv-scanner's report: %w (it ended with %d)", err, cost.Exit)
	}
	base, err := filepath.Abs(lockfiles)
	if err != nil {
		return answer{}, err
	}
	a := newAnswer()
	for _, result := range report.Results {
		file, err := filepath.Rel(base, result.Source.Path)
		if err != nil {
			return answer{}, err
		}
		for _, p := range result.Packages {
			e := newEntry(filepath.ToSlash(file), p.Package.Ecosystem, p.Package.Name, p.Package.Version)
			a.read[e] = p.Package.Name
			for _, group := range p.Groups {
				a.found[e] = append(a.found[e], append(group.IDs, group.Aliases...))
			}
		}
	}
	return a, nil
}

// scan runs osv-scanner with everything off that asks a network or a toolchain.
func scan(ctx context.Context, folder, database string) (report []byte, cost measure.Cost, err error) {
	home, err := os.MkdirTemp("", "bench-dependency")
	if err != nil {
		return nil, cost, err
	}
	defer func() { _ = os.RemoveAll(home) }() // a leftover in the temporary folder harms nobody
	records, err := filepath.Abs(database)
	if err != nil {
		return nil, cost, err
	}
	if err := os.Symlink(records, filepath.Join(home, "osv-scalibr")); err != nil { // where it looks for dumps
		return nil, cost, err
	}
	output := filepath.Join(home, "report.json")
	command := exec.CommandContext(ctx, "osv-scanner", "scan", "source", "--recursive", "--no-ignore", "--all-packages", "--all-vulns",
		"--offline", "--no-resolve", "--no-call-analysis=all", "--format=json", "--output-file="+output, folder)
	command.Env = append(os.Environ(), "OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY="+home)
	cost, _, err = measure.Run(command)
	if err != nil {
		return nil, cost, fmt.Errorf("run osv-scanner: %w", err)
	}
	report, err = os.ReadFile(output)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, cost, fmt.Errorf("osv-scanner ended with %d and without a report", cost.Exit)
	}
	return report, cost, err
}
