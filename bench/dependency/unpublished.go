package main

import (
	"encoding/xml"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// unpublished are, by the kind of file, the marks of a package that is not from
// a registry. They are looked for beside the name; without such a mark a package
// that we do not list is a fault of ours.
func unpublished() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"package-lock.json": regexp.MustCompile(`"link": true|"resolved": "(git|file:|https://codeload|https://github)|"version": "(git|file:|github:|https?://)`),
		"yarn.lock":         regexp.MustCompile(`resolved "?(git|https://codeload|https://github)|resolution: .*(@git|codeload|@workspace:|@file:|@link:|@portal:)`),
		"pnpm-lock.yaml":    regexp.MustCompile(`codeload|type: git|type: directory|tarball: file:`),
		"bun.lock":          regexp.MustCompile(`@(git|github|file|link|workspace)[:+]`),
		"composer.lock":     regexp.MustCompile(`"type": "path"`),
		"pubspec.lock":      regexp.MustCompile(`source: (git|path)`),
		"poetry.lock":       regexp.MustCompile(`type = "(git|directory|file|url)"`),
		"uv.lock":           regexp.MustCompile(`source = \{ (git|editable|virtual|directory|path|url) =`),
		"pdm.lock":          regexp.MustCompile(`(?m)^(git|path|url) =`),
		"Pipfile.lock":      regexp.MustCompile(`"(git|path|file)":`),
		"Gemfile.lock":      regexp.MustCompile(`(?m)^(GIT|PATH)$`),
		"*.deps.json":       regexp.MustCompile(`"type": "project"|"runtime":`),
		"go.mod":            regexp.MustCompile(`=> \.`),
	}
}

// isUnpublished looks into the lines around the name for a mark of another
// source than a registry. In Cargo.lock it is that there is no source of one, in
// a POM that a module of the same repository is meant.
func isUnpublished(c *comparison, d difference) bool {
	if d.entry.kind() == "pom.xml" {
		return isModule(c, d.entry)
	}
	content, err := os.ReadFile(filepath.Join(c.lockfiles, filepath.FromSlash(d.entry.path)))
	if err != nil {
		return false
	}
	lines := strings.Split(string(content), "\n")
	mark := unpublished()[d.entry.kind()]
	for i, line := range lines {
		if !strings.Contains(strings.ToLower(line), strings.ToLower(c.theirs.read[d.entry])) {
			continue
		}
		block := around(lines, i)
		if mark != nil && mark.MatchString(block) || hasNoSource(d.entry, c.theirs.read[d.entry], line, block) {
			return true
		}
	}
	return false
}

// hasNoSource: crates and npm packages of the project itself stand in lockfiles
// without the place that published ones come from.
func hasNoSource(e entry, name, line, block string) bool {
	switch e.kind() {
	case "Cargo.lock":
		return strings.HasPrefix(line, "name = ") && !strings.Contains(block, `source = "registry+`) && !strings.Contains(block, `source = "sparse+`)
	case "package-lock.json":
		return strings.HasSuffix(strings.TrimSpace(line), "{") && !strings.Contains(line, "node_modules/"+name) && !strings.Contains(block, `"resolved"`)
	}
	return false
}

// around are the lines from i to the end of the paragraph or, in TOML, of the
// table, at most twenty; and the two before one that says where from.
func around(lines []string, i int) string {
	end := i + 1
	table := strings.HasPrefix(lines[i], "name = ")
	for end < len(lines) && end < i+20 && (table || strings.TrimSpace(lines[end]) != "") && lines[end] != "[[package]]" {
		end++
	}
	start := i
	if strings.HasPrefix(strings.TrimSpace(lines[i]), "resolved") {
		start = max(0, i-2)
	}
	return strings.Join(lines[start:end], "\n")
}

// isModule: a POM of the same repository is the one of this name.
func isModule(c *comparison, e entry) bool {
	_, artifact, _ := strings.Cut(e.name, ":")
	found := false
	_ = filepath.WalkDir(filepath.Join(c.lockfiles, project(e.path)), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "pom.xml" {
			return err
		}
		content, err := os.ReadFile(path)
		var pom struct {
			Artifact string `xml:"artifactId"`
		}
		if err == nil && xml.Unmarshal(content, &pom) == nil && pom.Artifact == artifact {
			found = true
			return fs.SkipAll
		}
		return err
	})
	return found
}
