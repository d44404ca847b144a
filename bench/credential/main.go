// Command credential runs sallyport's credential check and the scanners that are
// installed beside it over one tree, one after the other, and prints what they
// took as a table in Markdown:
//
//	go build -o sallyport . && go run ./bench/credential ./sallyport TREE
//	go run ./bench/credential ./sallyport REPOSITORY history
//
// The second looks into all commits. gitleaks, gitleaks-re2 (built with -tags
// gore2regex) and trufflehog are looked up in the PATH; what is not there is left out. The figures depend on the machine, and CPU seconds less than wall time.
// Memory is known on Unix only.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/sallyport-gate/sallyport/bench/measure"
)

func main() {
	history := len(os.Args) == 4 && os.Args[3] == "history"
	if len(os.Args) != 3 && !history {
		fmt.Fprintln(os.Stderr, "usage: go run ./bench/credential SALLYPORT TREE [history]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], history); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// scanner is one program of the comparison.
type scanner struct {
	name  string
	path  string
	args  []string // with the tree and the report's folder filled in
	count func(report string, output []byte) (int, error)
}

func run(sallyport, tree string, history bool) error {
	size, files, err := volume(tree)
	if err != nil {
		return fmt.Errorf("measure %q: %w", tree, err)
	}
	report, err := os.MkdirTemp("", "bench-credential")
	if err != nil {
		return fmt.Errorf("make a folder for reports: %w", err)
	}
	defer func() { _ = os.RemoveAll(report) }() // a leftover in the temporary folder harms nobody
	fmt.Printf("%d files, %.1f MB\n\n", files, float64(size)/1e6)
	fmt.Println("| scanner | findings | wall | CPU | MB per CPU second | peak memory | exit |")
	fmt.Println("|---|---|---|---|---|---|---|")
	for _, s := range scanners(sallyport, tree, report, history) {
		if s.path == "" {
			fmt.Printf("| %s | not installed | | | | | |\n", s.name)
			continue
		}
		findings, cost, err := s.run(report)
		if err != nil {
			return fmt.Errorf("run %s: %w", s.name, err)
		}
		fmt.Printf("| %s | %d | %.2f s | %.2f s | %.1f | %d MB | %d |\n", s.name, findings, cost.Wall.Seconds(), cost.CPU.Seconds(),
			float64(size)/1e6/max(cost.CPU.Seconds(), 0.001), cost.Peak/1e6, cost.Exit)
	}
	return nil
}

// volume counts what there is to read.
func volume(tree string) (size int64, files int, err error) {
	err = filepath.WalkDir(tree, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		size += info.Size()
		files++
		return nil
	})
	return size, files, err
}

func scanners(sallyport, tree, report string, history bool) []scanner {
	leaks := filepath.Join(report, "gitleaks.json")
	find := func(name string) string {
		path, err := exec.LookPath(name)
		if err != nil {
			return ""
		}
		return path
	}
	scope, mode, source := "tree", "dir", "filesystem"
	if history {
		scope, mode, source = "history", "git", "git"
	}
	leaking := []string{mode, tree, "--no-banner", "--exit-code=0", "--report-format=json", "--report-path=" + leaks}
	hog := tree
	if history {
		hog = "file://" + tree
	}
	return []scanner{
		{"sallyport", sallyport, []string{"--checks=credential", "--scope=" + scope, "--report=" + filepath.Join(report, "sallyport"), tree}, sarifResults},
		{"gitleaks", find("gitleaks"), leaking, jsonItems(leaks)},
		{"gitleaks, RE2 build", find("gitleaks-re2"), leaking, jsonItems(leaks)},
		{"trufflehog, no verification", find("trufflehog"), []string{source, hog, "--no-verification", "--no-update", "--json"}, lines},
	}
}

func (s scanner) run(report string) (findings int, cost measure.Cost, err error) {
	cost, output, err := measure.Run(exec.Command(s.path, s.args...))
	if err != nil {
		return 0, cost, err
	}
	findings, err = s.count(report, output)
	return findings, cost, err
}

// sarifResults counts what sallyport found.
func sarifResults(report string, _ []byte) (int, error) {
	return measure.Results(filepath.Join(report, "sallyport", "sallyport.sarif"))
}

// jsonItems counts the elements of a list in a file.
func jsonItems(file string) func(string, []byte) (int, error) {
	return func(string, []byte) (int, error) {
		content, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		var items []json.RawMessage
		err = json.Unmarshal(content, &items)
		return len(items), err
	}
}

// lines counts the findings of a scanner that prints one a line.
func lines(_ string, output []byte) (int, error) {
	return bytes.Count(output, []byte("\n")), nil
}
