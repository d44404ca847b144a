package dependency

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/osv-scalibr/extractor"
	"github.com/google/osv-scalibr/extractor/filesystem"
	"github.com/google/osv-scalibr/extractor/filesystem/language/dart/pubspec"
	"github.com/google/osv-scalibr/extractor/filesystem/language/java/gradlelockfile"
	"github.com/google/osv-scalibr/extractor/filesystem/language/javascript/bunlock"
	"github.com/google/osv-scalibr/extractor/filesystem/language/javascript/pnpmlock"
	"github.com/google/osv-scalibr/extractor/filesystem/language/javascript/yarnlock"
	"github.com/google/osv-scalibr/extractor/filesystem/language/python/pdmlock"
	"github.com/google/osv-scalibr/extractor/filesystem/language/python/pipfilelock"
	"github.com/google/osv-scalibr/extractor/filesystem/language/ruby/gemfilelock"
	"github.com/google/osv-scalibr/log"

	cpb "github.com/google/osv-scalibr/binary/proto/config_go_proto"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// engineFormats are the lockfiles that osv-scanner's engine reads. Its
// extractors are called one by one, so that each file's error is that file's gap.
func engineFormats() []format {
	return []format{
		{"a Yarn lockfile", named("yarn.lock"), bound(yarnBonds, engine(yarnlock.New, "__metadata:"))},
		{"a pnpm lockfile", named("pnpm-lock.yaml"), bound(pnpmBonds, checked(oneDocument, engine(pnpmlock.New, "lockfileVersion")))},
		{"a Bun lockfile", named("bun.lock"), bound(bunBonds, engine(bunlock.New, "lockfileVersion"))},
		{"a Pipenv lockfile", named("Pipfile.lock"), bound(pipfileBonds, checked(knownCategories, engine(pipfilelock.New, "_meta")))},
		{"a PDM lockfile", named("pdm.lock"), bound(pdmBonds, engine(pdmlock.New, "[metadata]"))},
		{"a Gradle lockfile", named("gradle.lockfile"), tested(engine(gradlelockfile.New, "empty="))},
		{"a Bundler lockfile", named("Gemfile.lock", "gems.locked"), bound(gemBonds, engine(gemfilelock.New, "GEM", "DEPENDENCIES"))},
		{"a Pub lockfile", named("pubspec.lock"), bound(pubBonds, checked(oneDocument, engine(pubspec.New, "packages:")))},
	}
}

// engine reads a file with one of the engine's extractors. A file in which no
// package is found has to hold all the marks of an empty lockfile: some
// extractors take anything for one.
func engine(open func(*cpb.PluginConfig) (filesystem.Extractor, error), marks ...string) func(context.Context, *scan, repo.File, []byte) (found, error) {
	return func(ctx context.Context, _ *scan, file repo.File, content []byte) (found, error) {
		silence()
		e, err := open(&cpb.PluginConfig{})
		if err != nil {
			return found{}, err
		}
		extracted, err := e.Extract(ctx, &filesystem.ScanInput{Path: file.Path, Info: info{file, int64(len(content))}, Reader: bytes.NewReader(content)})
		switch {
		case err != nil:
			return found{}, err
		case len(extracted.Packages) == 0 && !isEmptyLockfile(content, marks):
			return found{}, errors.New("no package was found in it, and it is no empty lockfile; write it again with its package manager")
		}
		return fromEngine(file, extracted.Packages), nil
	}
}

// checked tells of what an extractor would drop without a word. What it reads
// still counts.
func checked(complete func([]byte) error, parse func(context.Context, *scan, repo.File, []byte) (found, error)) func(context.Context, *scan, repo.File, []byte) (found, error) {
	return func(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
		got, err := parse(ctx, s, file, content)
		if err == nil {
			err = complete(content)
		}
		return got, err
	}
}

// oneDocument refuses YAML with more documents than the first, the only one that
// the extractors read.
func oneDocument(content []byte) error {
	begun, ended := false, false
	for i, line := range splitLines(string(content)) {
		word, _, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#' || line[0] == '%' && !begun:
			continue
		case begun && word == "---" || ended:
			return fmt.Errorf("line %d: a second YAML document, which is not read; keep one in the file", i+1)
		case word == "...":
			ended = true
		}
		begun = true
	}
	return nil
}

// knownCategories refuses the categories of a Pipfile.lock beside the two that
// the extractor reads.
func knownCategories(content []byte) error {
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(content, &doc); err != nil {
		return errors.New("not valid JSON")
	}
	for _, name := range slices.Sorted(maps.Keys(doc)) {
		if name != "_meta" && name != "default" && name != "develop" {
			return fmt.Errorf("the category %.80q is not supported yet; default and develop would be read", name)
		}
	}
	return nil
}

// isEmptyLockfile says that a file holds comments only, or all the marks.
func isEmptyLockfile(content []byte, marks []string) bool {
	blank := true
	for text := range bytes.Lines(content) {
		if text = bytes.TrimSpace(text); len(text) > 0 && text[0] != '#' {
			blank = false
			break
		}
	}
	for _, mark := range marks {
		if !blank && !bytes.Contains(content, []byte(mark)) {
			return false
		}
	}
	return true
}

func fromEngine(file repo.File, packages []*extractor.Package) found {
	f := found{lock: &lock{}}
	var open []string
	for _, p := range packages {
		ecosystem := p.Ecosystem().String()
		if ecosystem == "PyPI" {
			f.lock.names = append(f.lock.names, advisory.NormalName(ecosystem, p.Name))
		}
		switch {
		case isLocal(p):
			f.foreign++
		case ecosystem == "" || p.Name == "" || p.Version == "":
			open = append(open, p.Name)
		default:
			f.packages = append(f.packages, inventory.Package{
				Ecosystem: ecosystem, Name: p.Name, Version: p.Version, Path: file.Path, Line: lineOf(p), Development: isDevelopment(p), License: strings.Join(p.Licenses, " AND "),
			})
		}
	}
	if len(open) > 0 {
		f.gaps = append(f.gaps, finding.Gap{Check: Name, Kind: finding.Unresolved, Path: file.Path,
			Message: fmt.Sprintf("%d packages have no version that can be matched, the first: %.80q", len(open), open[0])})
	}
	return f
}

// silence switches the engine's own log off, once: it quotes what it reads, raw.
var silence = sync.OnceFunc(func() { log.SetLogger(quiet{}) })

// quiet is a log that nobody reads. What the engine cannot read reaches the
// report as a gap.
type quiet struct{}

func (quiet) Errorf(string, ...any) {}
func (quiet) Error(...any)          {}
func (quiet) Warnf(string, ...any)  {}
func (quiet) Warn(...any)           {}
func (quiet) Infof(string, ...any)  {}
func (quiet) Info(...any)           {}
func (quiet) Debugf(string, ...any) {}
func (quiet) Debug(...any)          {}

// isLocal says that a package comes from git or from the workspace itself; no
// advisory names it.
func isLocal(p *extractor.Package) bool {
	return p.SourceCode != nil && p.SourceCode.Commit != "" || p.Version == "0.0.0-use.local" ||
		strings.HasPrefix(p.Version, "file:") || strings.HasPrefix(p.Version, "link:")
}

// isDevelopment says that the engine counts a package to none but the groups
// that tools use for development.
func isDevelopment(p *extractor.Package) bool {
	grouped, ok := p.Metadata.(interface{ DepGroups() []string })
	if !ok || len(grouped.DepGroups()) == 0 {
		return false
	}
	return !slices.ContainsFunc(grouped.DepGroups(), func(group string) bool {
		return !slices.Contains([]string{"dev", "test", "develop", "development"}, group)
	})
}

func lineOf(p *extractor.Package) int {
	if d := p.Location.Descriptor; d != nil && d.File != nil && d.File.LineNumber > 0 {
		return int(d.File.LineNumber)
	}
	return 1
}

// info is what the extractors ask of a file before they read it.
type info struct {
	file repo.File
	size int64
}

func (i info) Name() string       { return i.file.Path }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return 0o444 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return false }
func (i info) Sys() any           { return nil }
