package dependency

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// TestTheEngineReadsTheOtherLockfiles holds each format's packages as
// "ecosystem name version line", with "dev" behind those for development.
func TestTheEngineReadsTheOtherLockfiles(t *testing.T) {
	for _, test := range []struct {
		name, file, content string
		want                []string
	}{
		{"Yarn 1", "yarn.lock", "# yarn lockfile v1\n\n\na@^1.0.0, a@^1.1.0:\n  version \"1.2.0\"\n  resolved \"https://example.com/a\"\n\n\"@s/b@~2.0.0\":\n  version \"2.0.3\"\n",
			[]string{"npm @s/b 2.0.3", "npm a 1.2.0"}},
		{"Yarn berry, where the workspace itself is no package", "yarn.lock", "__metadata:\n  version: 8\n\n\"a@npm:^1.0.0\":\n  version: 1.2.0\n  resolution: \"a@npm:1.2.0\"\n\n\"shop@workspace:.\":\n  version: 0.0.0-use.local\n  resolution: \"shop@workspace:.\"\n",
			[]string{"npm a 1.2.0"}},
		{"pnpm", "pnpm-lock.yaml", "lockfileVersion: '9.0'\n\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.2.0\n\npackages:\n  a@1.2.0:\n    resolution: {integrity: sha512-x}\n\nsnapshots:\n  a@1.2.0: {}\n",
			[]string{"npm a 1.2.0"}},
		{"Pipenv", "Pipfile.lock", `{"_meta": {}, "default": {"a": {"version": "==1.2.0"}}, "develop": {"b": {"version": "==2.0.0"}}}`,
			[]string{"PyPI a 1.2.0", "PyPI b 2.0.0 dev"}},
		{"packages.config", "packages.config", `<packages><package id="A" version="1.2.0" targetFramework="net48"/></packages>`,
			[]string{"NuGet A 1.2.0"}},
		{"Gradle", "gradle.lockfile", "# generated\ncom.example:a:1.2.0=compileClasspath\nempty=\n",
			[]string{"Maven com.example:a 1.2.0"}},
		{"Bundler", "Gemfile.lock", "GEM\n  remote: https://example.com/\n  specs:\n    a (1.2.0)\n      b (~> 2)\n    b (2.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a\n",
			[]string{"RubyGems a 1.2.0", "RubyGems b 2.0.0"}},
		{"Composer", "composer.lock", `{"packages": [{"name": "s/a", "version": "1.2.0"}], "packages-dev": [{"name": "s/b", "version": "2.0.0"}]}`,
			[]string{"Packagist s/a 1.2.0", "Packagist s/b 2.0.0 dev"}},
		{"Pub", "pubspec.lock", "packages:\n  a:\n    dependency: \"direct main\"\n    source: hosted\n    version: \"1.2.0\"\n",
			[]string{"Pub a 1.2.0"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			inv, coverage, err := Inventory(t.Context(), repo.Memory(map[string]string{test.file: test.content}))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range inv.Packages {
				words := []string{p.Ecosystem, p.Name, p.Version}
				if p.Development {
					words = append(words, "dev")
				}
				got = append(got, strings.Join(words, " "))
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("packages (-want +got):\n%s", diff)
			}
			if len(coverage.Gaps) > 0 {
				t.Errorf("gaps %v, want none", coverage.Gaps)
			}
		})
	}
}

func TestAnEmptyLockfileIsNotAGap(t *testing.T) {
	for name, content := range map[string]string{
		"yarn.lock":       "# yarn lockfile v1\n\n",
		"gradle.lockfile": "# generated\nempty=compileClasspath\n",
		"Gemfile.lock":    "GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n",
		"composer.lock":   `{"packages": [], "packages-dev": []}`,
		"Pipfile.lock":    `{"_meta": {}, "default": {}, "develop": {}}`,
		"pnpm-lock.yaml":  "lockfileVersion: '9.0'\n",
	} {
		_, coverage, err := Inventory(t.Context(), repo.Memory(map[string]string{name: content}))
		if err != nil || len(coverage.Gaps) > 0 {
			t.Errorf("%s: gaps %v, %v; want none", name, coverage.Gaps, err)
		}
	}
}

func TestOneWordOfGarbageIsNoEmptyLockfile(t *testing.T) {
	for _, f := range engineFormats() {
		for _, name := range []string{"yarn.lock", "pnpm-lock.yaml", "bun.lock", "Pipfile.lock", "pdm.lock", "packages.config", "gradle.lockfile", "Gemfile.lock", "composer.lock", "pubspec.lock"} {
			if !f.wants(name) {
				continue
			}
			_, coverage, err := Inventory(t.Context(), repo.Memory(map[string]string{name: "x"}))
			if err != nil || len(coverage.Gaps) != 1 {
				t.Errorf("%s: gaps %v, %v; want one", name, coverage.Gaps, err)
			}
		}
	}
}

func TestAFileThatTheEngineCannotReadIsAGap(t *testing.T) {
	for name, content := range map[string]string{
		"yarn.lock":       strings.Repeat("\x01garbage\n", 200),
		"pnpm-lock.yaml":  "lockfileVersion: [",
		"bun.lock":        "{",
		"Pipfile.lock":    "{",
		"composer.lock":   `{"packages": {"s/a": {"version": "1.0.0"}}, "packages-dev": []}`,
		"pubspec.lock":    "packages: [",
		"packages.config": "<packages><package",
		"Gemfile.lock":    strings.Repeat("garbage\n", 200),
		"gradle.lockfile": strings.Repeat("garbage\n", 200),
		"pdm.lock":        "[[package",
	} {
		t.Run(name, func(t *testing.T) {
			_, coverage, err := Inventory(t.Context(), repo.Memory(map[string]string{name: content}))
			if err != nil {
				t.Fatal(err)
			}
			if len(coverage.Gaps) != 1 || !slices.Contains([]finding.GapKind{finding.Unparsed, finding.Unresolved}, coverage.Gaps[0].Kind) || coverage.Gaps[0].Path != name {
				t.Errorf("gaps %v, want one: the file was not understood", coverage.Gaps)
			}
		})
	}
}
