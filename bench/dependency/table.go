package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/sallyport-gate/sallyport/bench/measure"
)

// counts are what a program's answer holds; -1 is what it does not tell.
type counts struct{ packages, findings int }

// program is one of the table's rows: it examines a folder, as a whole process.
type program struct {
	name string
	run  func(folder string) (measure.Cost, counts, error)
}

// table prints what the programs took for each folder. Sallyport reads a built
// index, osv-scanner the dumps that it was built of, and trivy, whose database
// is in its own format, lists packages only.
func table(sallyport, index, database string, folders []string) error {
	programs := []program{
		{"Sallyport, index built before", func(folder string) (measure.Cost, counts, error) { return runOurs(sallyport, index, folder) }},
		{"osv-scanner 2.5.1, offline", func(folder string) (measure.Cost, counts, error) { return runTheirs(folder, database) }},
		{"trivy 0.67.2, packages only, no database", runTrivy},
	}
	fmt.Println("| folder | program | packages | findings | wall | CPU | peak memory | exit |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, folder := range folders {
		for _, p := range programs {
			cost, n, err := p.run(folder)
			if err != nil {
				fmt.Printf("| %s | %s | not measured: %v | | | | | |\n", filepath.Base(folder), p.name, err)
				continue
			}
			fmt.Printf("| %s | %s | %s | %s | %.2f s | %.2f s | %d MB | %d |\n", filepath.Base(folder), p.name, number(n.packages), number(n.findings),
				cost.Wall.Seconds(), cost.CPU.Seconds(), cost.Peak/1e6, cost.Exit)
		}
	}
	return nil
}

func number(n int) string {
	if n < 0 {
		return "–"
	}
	return fmt.Sprint(n)
}

func runOurs(sallyport, index, folder string) (measure.Cost, counts, error) {
	report, err := os.MkdirTemp("", "bench-dependency")
	if err != nil {
		return measure.Cost{}, counts{}, err
	}
	defer func() { _ = os.RemoveAll(report) }() // a leftover in the temporary folder harms nobody
	cost, _, err := measure.Run(exec.Command(sallyport, "--checks=dependency", "--advisories="+index, "--report="+report, folder))
	if err != nil {
		return cost, counts{}, err
	}
	findings, err := measure.Results(filepath.Join(report, "sallyport.sarif"))
	if err != nil {
		return cost, counts{}, err
	}
	sbom, err := os.ReadFile(filepath.Join(report, "sbom.cdx.json"))
	if err != nil {
		return cost, counts{}, err
	}
	packages, err := components(sbom)
	return cost, counts{packages, findings}, err
}

func runTheirs(folder, database string) (measure.Cost, counts, error) {
	content, cost, err := scan(context.Background(), folder, database)
	if err != nil {
		return cost, counts{}, err
	}
	var report scanned
	if err := json.Unmarshal(content, &report); err != nil {
		return cost, counts{}, err
	}
	n := counts{}
	for _, result := range report.Results {
		n.packages += len(result.Packages)
		for _, p := range result.Packages {
			n.findings += len(p.Groups)
		}
	}
	return cost, n, nil
}

func runTrivy(folder string) (measure.Cost, counts, error) {
	cost, output, err := measure.Run(exec.Command("trivy", "filesystem", "--quiet", "--offline-scan", "--skip-db-update", "--skip-java-db-update",
		"--skip-version-check", "--disable-telemetry", "--include-dev-deps", "--format=cyclonedx", folder))
	if err != nil {
		return cost, counts{}, err
	}
	packages, err := components(output)
	return cost, counts{packages, -1}, err
}

// components counts the libraries of a CycloneDX document.
func components(document []byte) (int, error) {
	var bom struct {
		Components []struct {
			Type string `json:"type"`
		} `json:"components"`
	}
	if err := json.Unmarshal(document, &bom); err != nil {
		return 0, fmt.Errorf("read the SBOM: %w", err)
	}
	n := 0
	for _, c := range bom.Components {
		if c.Type == "library" {
			n++
		}
	}
	return n, nil
}
