package dependency

import (
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// format is a kind of file: how to know it, and how to read it. parse may
// return packages beside an error; they count, and the error becomes a gap.
type format struct {
	name  string
	wants func(path string) bool
	parse func(context.Context, *scan, repo.File, []byte) (found, error)
}

// lockfiles are the formats that state versions themselves. The first that
// wants a file gets it. Adding a format takes a line here and a parser.
func lockfiles() []format {
	return slices.Concat([]format{
		{"an npm lockfile", named("package-lock.json", "npm-shrinkwrap.json"), parseNPMLock},
		{"a NuGet lockfile", isNuGetLock, parseNuGetLock},
		{"a Go module file", named("go.mod"), parseGoMod},
		{"a Cargo lockfile", named("Cargo.lock"), parseCargoLock},
		{"a Poetry lockfile", named("poetry.lock"), parsePoetryLock},
		{"a uv lockfile", named("uv.lock"), parseUVLock},
		{"a requirements file", isRequirements, parseRequirements},
		{"a Maven POM", named("pom.xml"), parsePOM},
		{"a Gradle version catalog", isCatalog, parseCatalog},
		{"a list of restored NuGet packages", named("project.assets.json"), parseAssets},
		{"a .NET dependency file", isDepsJSON, parseDepsJSON},
		{"a list of .NET tools", isToolManifest, parseToolManifest},
		{"a global.json", named("global.json"), parseGlobalJSON},
		{"a Swift lockfile", named("Package.resolved"), parsePackageResolved},
		{"a Mix lockfile", named("mix.lock"), parseMixLock},
		{"a Composer lockfile", named("composer.lock"), parseComposerLock},
		{"a Conan lockfile", named("conan.lock"), parseConanLock},
		{"a GitHub workflow", isWorkflow, parseWorkflow},
		{"an Azure pipeline", isPipeline, parsePipeline},
		{"an SBOM", isSBOM, parseSBOM},
		{"a NuGet packages.config", named("packages.config"), parsePackagesConfig},
	}, engineFormats(), []format{{"a lockfile", isUnsupported, refuseUnsupported}})
}

// manifests are the formats that need a lockfile to be settled.
func manifests() []format {
	return []format{
		{"an MSBuild project", isProject, parseProject},
		{"an npm manifest", named("package.json"), parsePackageJSON},
		{"a Cargo manifest", named("Cargo.toml"), parseCargoTOML},
		{"a Python project", named("pyproject.toml"), parsePyproject},
		{"a Python setup script", named("setup.py", "setup.cfg"), parseSetup},
		{"an input of pip-compile", isRequirementsInput, parseRequirementsInput},
		{"a Go workspace", named("go.work"), parseGoWork},
		{"a manifest", isUnsupportedManifest, refuseUnsupportedManifest},
	}
}

func named(names ...string) func(string) bool {
	return func(file string) bool {
		base := path.Base(file)
		for _, n := range names {
			if base == n {
				return true
			}
		}
		return false
	}
}

// unsupported lockfiles: each one that is found is a gap.
func unsupported(file string) (instead string, ok bool) {
	base := path.Base(file)
	if strings.HasPrefix(base, "packages.") && strings.HasSuffix(base, ".config") && base != "packages.config" {
		return "a packages.lock.json or packages.config beside the project would be read", true
	}
	switch base {
	case "bun.lockb":
		return "write a bun.lock, which is text", true
	case "deno.lock":
		return "a package-lock.json would be read", true
	case "pylock.toml", "conda-lock.yml", "conda-lock.yaml", "pixi.lock":
		return "a poetry.lock, uv.lock or pinned requirements.txt would be read", true
	case "paket.lock":
		return "a packages.lock.json beside the project would be read", true
	case "verification-metadata.xml", "buildscript-gradle.lockfile":
		return "a gradle.lockfile would be read", true
	case "Gopkg.lock", "glide.lock":
		return "a go.mod would be read", true
	case "Podfile.lock", "Cartfile.resolved", "renv.lock", "stack.yaml.lock", "cabal.project.freeze", "rebar.lock", "cpanfile.snapshot", "MODULE.bazel.lock", "vlt-lock.json", "shard.lock":
		return "examine it with another tool", true
	}
	return "", false
}

func isUnsupported(file string) bool {
	_, ok := unsupported(file)
	return ok
}

func refuseUnsupported(_ context.Context, _ *scan, file repo.File, _ []byte) (found, error) {
	instead, _ := unsupported(file.Path)
	return found{}, fmt.Errorf("the format %s is not supported yet; %s", path.Base(file.Path), instead)
}

// unsupportedManifest names the manifests of package managers that are not read
// yet, with the lockfiles that already are a gap of their own.
func unsupportedManifest(file string) (locks []string, ok bool) {
	base := path.Base(file)
	if isGradle(base) {
		return []string{"gradle.lockfile"}, true
	}
	switch path.Ext(base) {
	case ".esproj":
		return nil, true
	case ".gemspec":
		return []string{"Gemfile.lock", "gems.locked", "Gemfile", "gems.rb"}, true
	case ".podspec":
		return []string{"Podfile.lock", "Podfile"}, true
	case ".cabal":
		return []string{"cabal.project.freeze", "stack.yaml.lock", "stack.yaml"}, true
	}
	switch base {
	case "ivy.xml", "build.sbt", "build.sc", "build.mill", "project.clj", "deps.edn":
		return nil, true
	case "deno.json", "deno.jsonc":
		return []string{"deno.lock"}, true
	case "pixi.toml":
		return []string{"pixi.lock"}, true
	case "gems.rb":
		return []string{"gems.locked"}, true
	case "Pipfile":
		return []string{"Pipfile.lock"}, true
	case "Gemfile":
		return []string{"Gemfile.lock"}, true
	case "composer.json":
		return []string{"composer.lock"}, true
	case "paket.dependencies":
		return []string{"paket.lock"}, true
	case "environment.yml", "environment.yaml":
		return []string{"conda-lock.yml", "conda-lock.yaml"}, true
	case "mix.exs":
		return []string{"mix.lock"}, true
	case "pubspec.yaml":
		return []string{"pubspec.lock"}, true
	case "Podfile":
		return []string{"Podfile.lock"}, true
	case "Cartfile":
		return []string{"Cartfile.resolved"}, true
	case "Package.swift":
		return []string{"Package.resolved"}, true
	case "conanfile.txt", "conanfile.py":
		return []string{"conan.lock"}, true
	case "stack.yaml":
		return []string{"stack.yaml.lock"}, true
	case "rebar.config":
		return []string{"rebar.lock"}, true
	case "bower.json", "vcpkg.json", "cpanfile", "shard.yml":
		return []string{"cpanfile.snapshot", "shard.lock"}, true
	}
	return nil, false
}

func isUnsupportedManifest(file string) bool {
	_, ok := unsupportedManifest(file)
	return ok
}

func refuseUnsupportedManifest(_ context.Context, s *scan, file repo.File, content []byte) (found, error) {
	locks, _ := unsupportedManifest(file.Path)
	for _, l := range locks {
		if _, beside := s.tree.Find(sibling(file.Path, l)); beside {
			return found{}, nil // the lockfile was read, or is a gap already
		}
	}
	base := path.Base(file.Path)
	if asks := asking(base); asks != nil && !asks.Match(content) {
		return found{}, nil
	}
	return found{}, fmt.Errorf("the format %s is not supported yet; its dependencies are not known", base)
}

// asking finds in a manifest that may name nothing what names something; nil
// where a manifest always does.
func asking(base string) *regexp.Regexp {
	switch {
	case strings.HasPrefix(base, "build.gradle"):
		return gradleBuildAsks
	case isGradle(base):
		return gradleAsks
	case strings.HasPrefix(base, "deno.json"):
		return denoAsks
	case path.Ext(base) == ".gemspec", path.Ext(base) == ".podspec":
		return specAsks
	}
	return nil
}

var (
	gradleBuildAsks = regexp.MustCompile(`dependencies`)
	gradleAsks      = regexp.MustCompile(`\bdependencies\s*[{(.]`) // in a script of any name, which a build script may apply
	denoAsks        = regexp.MustCompile(`"(npm|jsr|https?):`)
	specAsks        = regexp.MustCompile(`\.(add_\w*dependency|dependency)\b`)
)

func isGradle(base string) bool {
	return (strings.HasSuffix(base, ".gradle") || strings.HasSuffix(base, ".gradle.kts")) &&
		base != "settings.gradle" && base != "settings.gradle.kts"
}

// isRequirementsInput knows the files that pip-compile makes requirements from.
func isRequirementsInput(file string) bool {
	stem, ok := strings.CutSuffix(file, ".in")
	return ok && isRequirements(stem+".txt")
}

func parseRequirementsInput(_ context.Context, s *scan, file repo.File, content []byte) (found, error) {
	if _, ok := s.tree.Find(strings.TrimSuffix(file.Path, ".in") + ".txt"); ok {
		return found{}, nil
	}
	for _, line := range splitLines(string(content)) {
		if line = strings.TrimFunc(line, isBlank); line != "" && line[0] != '#' {
			return found{gaps: []gap{open(file, "%s names packages and no .txt beside it settles their versions; commit what pip-compile writes", file.Path)}}, nil
		}
	}
	return found{}, nil
}

// parseGoWork only asks for replacements, which overrule every go.mod of the
// workspace (https://go.dev/ref/mod#go-work-file-replace).
func parseGoWork(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	work, err := modfile.ParseWork(file.Path, content, nil)
	if err != nil {
		return found{}, firstError(err)
	}
	if len(work.Replace) == 0 {
		return found{}, nil
	}
	return found{gaps: []gap{open(file, "%s replaces %d modules, which is not supported yet; put the replacements into the go.mod files", file.Path, len(work.Replace))}}, nil
}

// open is the gap of a manifest that no lockfile settles.
func open(file repo.File, message string, args ...any) finding.Gap {
	return finding.Gap{Check: Name, Kind: finding.Unresolved, Path: file.Path, Message: fmt.Sprintf(message, args...)}
}
