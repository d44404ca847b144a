package dependency

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// isCatalog knows Gradle's version catalogs (https://docs.gradle.org/current/userguide/version_catalogs.html).
func isCatalog(file string) bool { return strings.HasSuffix(file, ".versions.toml") }

type catalog struct {
	Versions  map[string]any `toml:"versions"`
	Libraries map[string]any `toml:"libraries"`
	Plugins   map[string]any `toml:"plugins"`
}

func parseCatalog(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	var c catalog
	if err := decodeTOML(content, &c); err != nil {
		return found{}, err
	}
	out := found{direct: true}
	add := func(alias, name, version string) {
		if name == "" || version == "" {
			return // a library without a version has it from a platform, which the build script's gap tells
		}
		p := inventory.Package{Ecosystem: "Maven", Name: name, Version: version, Path: file.Path, Line: keyLine(content, alias), Direct: true}
		if !advisory.IsVersion("Maven", version) || strings.ContainsAny(version, "+[]()") || strings.HasPrefix(version, "latest.") {
			p.Version, p.Requirement = "", version
		}
		out.packages = append(out.packages, p)
	}
	for alias, entry := range c.Libraries {
		name, version := c.library(entry)
		add(alias, name, version)
	}
	for alias, entry := range c.Plugins {
		id, version := c.plugin(entry)
		if id != "" {
			add(alias, id+":"+id+".gradle.plugin", version)
		}
	}
	slices.SortFunc(out.packages, inventory.Package.Compare)
	return out, nil
}

// library is "group:name:version", or a table of its parts.
func (c catalog) library(entry any) (name, version string) {
	switch e := entry.(type) {
	case string:
		parts := strings.SplitN(e, ":", 3)
		if len(parts) == 3 {
			return parts[0] + ":" + parts[1], parts[2]
		}
	case map[string]any:
		name, _ = e["module"].(string)
		if group, ok := e["group"].(string); ok && name == "" {
			artifact, _ := e["name"].(string)
			name = group + ":" + artifact
		}
		return name, c.version(e["version"])
	}
	return "", ""
}

func (c catalog) plugin(entry any) (id, version string) {
	switch e := entry.(type) {
	case string:
		id, version, _ = strings.Cut(e, ":")
	case map[string]any:
		id, _ = e["id"].(string)
		version = c.version(e["version"])
	}
	return id, version
}

// version follows version.ref; of a rich version the strictest word counts.
func (c catalog) version(v any) string {
	for range 2 {
		switch e := v.(type) {
		case string:
			return e
		case map[string]any:
			if ref, ok := e["ref"].(string); ok {
				v = c.Versions[ref]
				if v == nil {
					return fmt.Sprintf("ref %s", ref) // no version: it stays open
				}
				continue
			}
			for _, word := range []string{"strictly", "require", "prefer"} {
				if text, ok := e[word].(string); ok {
					return text
				}
			}
		}
	}
	return ""
}

// keyLine is the line that begins with a key, or 1.
func keyLine(content []byte, key string) int {
	number := 0
	for line := range bytes.Lines(content) {
		number++
		text := strings.TrimLeft(string(bytes.TrimSpace(line)), `"'`)
		if rest, ok := strings.CutPrefix(text, key); ok && strings.HasPrefix(strings.TrimLeft(rest, `"' `), "=") {
			return number
		}
	}
	return 1
}
