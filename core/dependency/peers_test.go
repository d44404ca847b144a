//go:build peers

package dependency

import (
	"archive/zip"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/osv-scanner/v2/pkg/osvscanner"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// The oracle is osv-scanner's library, offline, on the same records and files.
// Set SALLYPORT_PEER_ADVISORIES to a folder with <Ecosystem>/all.zip and
// SALLYPORT_PEER_TREE to a tree to compare on real ones; the defects of the
// library that our own tests name are left out of the planted case.

func TestOSVScannerFindsTheSame(t *testing.T) {
	database, tree := os.Getenv("SALLYPORT_PEER_ADVISORIES"), os.Getenv("SALLYPORT_PEER_TREE")
	if database == "" || tree == "" {
		database, tree = plantedDatabase(t), plantedTree(t)
	}
	start := time.Now()
	theirs := scanWithOSV(t, database, tree)
	between := time.Now()
	ours, silent := scanWithUs(t, database, tree)
	t.Logf("osv-scanner: %d in %s; ours: %d in %s, index built and opened", len(theirs), between.Sub(start), len(ours), time.Since(between))
	if only := without(theirs, ours); len(only) > 0 {
		t.Errorf("%d only of osv-scanner, such as:\n%s", len(only), strings.Join(only[:min(len(only), 50)], "\n"))
	}
	if only := without(ours, theirs); len(only) > 0 {
		t.Errorf("%d only of ours, such as:\n%s", len(only), strings.Join(only[:min(len(only), 50)], "\n"))
	}
	if len(theirs) == 0 || silent {
		t.Error("nothing was compared")
	}
}

// without is what a has and b has not; both are sorted.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool {
		_, found := slices.BinarySearch(b, s)
		return found
	})
}

func scanWithOSV(t *testing.T, database, tree string) []string {
	t.Helper()
	local := t.TempDir()
	if err := os.Symlink(database, filepath.Join(local, "osv-scalibr")); err != nil {
		t.Fatal(err)
	}
	results, err := osvscanner.DoScan(osvscanner.ScannerActions{
		DirectoryPaths: []string{tree}, Recursive: true, NoIgnore: true, ShowAllVulns: true,
		CompareOffline: true, LocalDBPath: local, PluginNetworkDisabled: true,
		ExperimentalScannerActions: osvscanner.ExperimentalScannerActions{
			TransitiveScanning: osvscanner.TransitiveScanningActions{Disabled: true},
		},
	})
	if err != nil && !errors.Is(err, osvscanner.ErrVulnerabilitiesFound) {
		t.Fatal(err)
	}
	var found []string
	for _, source := range results.Results {
		for _, p := range source.Packages {
			for _, v := range p.Vulnerabilities {
				found = append(found, strings.Join([]string{p.Package.Ecosystem, advisory.NormalName(p.Package.Ecosystem, p.Package.Name), strings.TrimPrefix(p.Package.Version, "v"), v.GetId()}, " "))
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func scanWithUs(t *testing.T, database, tree string) (found []string, silent bool) {
	t.Helper()
	content, manifest, err := advisory.Build(context.Background(), []advisory.Source{{Path: database}}, advisory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	index, err := advisory.OpenBytes(content)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	err = filepath.WalkDir(tree, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(tree, path)
		files[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	result, err := New(Config{Index: index, Now: manifest.Time}).Run(context.Background(), repo.Memory(files))
	if err != nil {
		t.Fatal(err)
	}
	ids := recordIDs(t, database)
	for _, f := range result.Findings {
		for _, id := range append([]string{f.Package.Advisory}, f.Package.Aliases...) {
			if ids[id] { // osv-scanner lists records; an alias may be none
				found = append(found, strings.Join([]string{f.Package.Ecosystem, advisory.NormalName(f.Package.Ecosystem, f.Package.Name), strings.TrimPrefix(f.Package.Version, "v"), id}, " "))
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found), result.Coverage.Files == 0
}

func recordIDs(t *testing.T, database string) map[string]bool {
	t.Helper()
	ids := map[string]bool{}
	zips, err := filepath.Glob(filepath.Join(database, "*", "all.zip"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range zips {
		archive, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.File {
			ids[strings.TrimSuffix(filepath.Base(f.Name), ".json")] = true
		}
		archive.Close()
	}
	return ids
}

func plantedDatabase(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for ecosystem, records := range map[string]map[string]string{
		"npm": {
			"GHSA-1": `{"schema_version":"1.7.0","id":"GHSA-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.1.0"}]}]}]}`,
			"GHSA-2": `{"schema_version":"1.7.0","id":"GHSA-2","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"b"},"ranges":[{"type":"SEMVER","events":[{"introduced":"1.0.1"}]}]}]}`,
			"MAL-3":  `{"schema_version":"1.7.0","id":"MAL-3","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"c"},"versions":["1.0.0"]}]}`,
		},
		"PyPI": {
			"PYSEC-1": `{"schema_version":"1.7.0","id":"PYSEC-1","modified":"2026-01-01T00:00:00Z","aliases":["CVE-9"],"affected":[{"package":{"ecosystem":"PyPI","name":"zope-x"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"3.2"},{"fixed":"3.2.4"},{"introduced":"0"},{"fixed":"2.2"}]}]}]}`,
		},
		"Go": {
			"GO-1": `{"schema_version":"1.7.0","id":"GO-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"Go","name":"example.test/m"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"0.0.0-20220315160706-3147a52a75dd"}]}]}]}`,
		},
		"crates.io": {
			"RUSTSEC-1": `{"schema_version":"1.7.0","id":"RUSTSEC-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"crates.io","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0.6.3"},{"fixed":"0.6.14"},{"introduced":"1.0.0"},{"fixed":"1.6.1"}]}]}]}`,
		},
	} {
		path := filepath.Join(dir, ecosystem, "all.zip")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		w := zip.NewWriter(file)
		for id, text := range records {
			entry, err := w.Create(id + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := entry.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(w.Close(), file.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func plantedTree(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package-lock.json": lockText,
		"requirements.txt":  "Zope.X==3.2.1\nother==1.0\n",
		"go.mod":            "module m\n\ngo 1.22\n\nrequire example.test/m v0.0.0-20210921155107-089bfa567519\n",
		"Cargo.lock":        "version = 3\n\n[[package]]\nname = \"a\"\nversion = \"1.6.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
