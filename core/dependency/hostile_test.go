package dependency

import (
	"context"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/internal/tomldepth"
)

// keyOf is a TOML key of n parts.
func keyOf(n int) string { return strings.Repeat("a.", n-1) + "a" }

func TestNestingThatAKeyHidesIsBounded(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		deep    bool
	}{
		"a dotted key of many parts":                     {keyOf(300000) + " = 1\n", true},
		"a header of many parts":                         {"[" + keyOf(300) + "]\n", true},
		"short keys in nested inline tables":             {strings.Repeat("a.b.c = {", 100) + "d = 1" + strings.Repeat("}", 100) + "\n", true},
		"brackets behind a string that ends in a quote":  {`a = ["""x"""", ` + strings.Repeat("[", 300) + "\n", true},
		"many keys and numbers of a few parts each":      {strings.Repeat("[a.b.c]\nd.e = [1.5, 2.5]\n", 500), false},
		"dots inside of strings and comments":            {`a = "` + strings.Repeat(".", 500) + "\" # " + strings.Repeat(".", 500) + "\n", false},
		"a string that ends in a quote, then few levels": {`a = ["""x"""", [1]]` + "\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tomldepth.Check([]byte(c.content), maxDepth) != nil; got != c.deep {
				t.Errorf("refused = %v, want %v", got, c.deep)
			}
		})
	}
}

func TestNothingHidesInARequirementsFile(t *testing.T) {
	cases := reads{
		"a comment is not continued": {files: map[string]string{"requirements.txt": "# why \\\na==1.0\n  # more \\\nb==2.0\n"},
			packages: []string{"PyPI a 1.0 requirements.txt:2 direct", "PyPI b 2.0 requirements.txt:4 direct"}},
		"a comment ends what is continued": {files: map[string]string{"requirements.txt": "a==1.0 \\\n# end\nb==2.0\n"},
			packages: []string{"PyPI a 1.0 requirements.txt:1 direct", "PyPI b 2.0 requirements.txt:3 direct"}},
		"a comment behind a requirement goes on, as in pip": {files: map[string]string{"requirements.txt": "a==1.0 # why \\\nb==2.0\n"},
			packages: []string{"PyPI a 1.0 requirements.txt:1 direct"}},
		"a name in two halves": {files: map[string]string{"requirements.txt": "fla\\\nsk==1.0\n"},
			packages: []string{"PyPI flask 1.0 requirements.txt:1 direct"}},
		"an option line that includes another file": {files: map[string]string{"requirements.txt": "--pre -r other.txt\n--requ other.txt\n--index-url https://example.test/simple\n"},
			gaps: []string{"unparsed requirements.txt", "unparsed requirements.txt"}},
	}
	for _, separator := range []string{"\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\u0085", "\x85", "\u2028", "\u2029"} {
		cases["a line break of Python's: "+strings.ToUpper(quote(separator))] = struct {
			files    map[string]string
			packages []string
			gaps     []string
		}{files: map[string]string{"requirements.txt": "# why" + separator + "a==1.0\n"}, packages: []string{"PyPI a 1.0 requirements.txt:2 direct"}}
	}
	cases.run(t)
}

func TestAFileThatNoFormatReadsIsAGap(t *testing.T) {
	for name, c := range map[string]struct {
		file, content string
		gap           bool
	}{
		"Bundler's other lockfile":              {"gems.locked", "GEM\n", true},
		"the lockfile of Gradle's own plugins":  {"buildscript-gradle.lockfile", "empty=\n", true},
		"the packages of one project":           {"packages.shop.config", "<packages/>", true},
		"a Gradle script that is applied":       {"gradle/more.gradle", "dependencies {\n}\n", true},
		"a Kotlin script that is applied":       {"more.gradle.kts", "dependencies {\n}\n", true},
		"a Gradle script without dependencies":  {"gradle/style.gradle", "checkstyle { }\n", false},
		"Gradle's settings":                     {"settings.gradle", "dependencies { }\n", false},
		"requirements that were never compiled": {"requirements.in", "a\n", true},
		"requirements that ask for nothing":     {"requirements.in", "# none\n\n", false},
		"another input":                         {"MANIFEST.in", "include a\n", false},
		"a workspace with a replacement":        {"go.work", "go 1.22\n\nuse .\n\nreplace example.test/a => example.test/b v1.0.0\n", true},
		"a workspace without one":               {"go.work", "go 1.22\n\nuse .\n", false},
		"Ivy":                                   {"ivy.xml", "<ivy-module/>", true},
		"sbt":                                   {"build.sbt", "", true},
		"a JavaScript project":                  {"web/web.esproj", "<Project/>", true},
		"pnpm with two documents":               {"pnpm-lock.yaml", "lockfileVersion: '9.0'\n---\nlockfileVersion: '9.0'\n", true},
		"pnpm with a document behind the end":   {"pnpm-lock.yaml", "lockfileVersion: '9.0'\n...\na: 1\n", true},
		"pnpm with one marked document":         {"pnpm-lock.yaml", "# c\n---\nlockfileVersion: '9.0'\n...\n", false},
		"Pipenv with a category":                {"Pipfile.lock", `{"_meta": {}, "default": {}, "develop": {}, "docs": {"a": {"version": "==1.0"}}}`, true},
		"Pipenv with a category in capitals":    {"Pipfile.lock", `{"_meta": {}, "Default": {"a": {"version": "==1.0"}}}`, true},
		"Pipenv without one":                    {"Pipfile.lock", `{"_meta": {}, "default": {"a": {"version": "==1.0"}}}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			_, coverage, err := Inventory(context.Background(), repo.Memory(map[string]string{c.file: c.content}))
			if got := len(coverage.Gaps) == 1; err != nil || got != c.gap || len(coverage.Gaps) > 1 {
				t.Errorf("gaps %v, %v; want one: %v", coverage.Gaps, err, c.gap)
			}
		})
	}
}

func TestALockfileSettlesOnlyThePackagesThatItHolds(t *testing.T) {
	poetry := "[[package]]\nname = \"a-b\"\nversion = \"1.0\"\n"
	uv := "[[package]]\nname = \"own\"\nversion = \"0.1\"\nsource = { editable = \".\" }\n\n[[package]]\nname = \"a-b\"\nversion = \"1.0\"\nsource = { registry = \"https://example.test/simple\" }\n"
	cargo := "[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.test/index\"\n"
	for name, c := range map[string]struct {
		files map[string]string
		gap   string
	}{
		"poetry holds all, under other spellings":   {map[string]string{"poetry.lock": poetry, "pyproject.toml": "[tool.poetry.dependencies]\npython = \"^3\"\nA_b = \"*\"\n"}, ""},
		"poetry lacks one":                          {map[string]string{"poetry.lock": poetry, "pyproject.toml": "[tool.poetry.dependencies]\nA_b = \"*\"\n[tool.poetry.group.dev.dependencies]\nlost = \"1\"\n"}, "lacks 1 dependencies of pyproject.toml, the first: \"lost\""},
		"poetry need not hold folders or old times": {map[string]string{"poetry.lock": poetry, "pyproject.toml": "[tool.poetry.dependencies]\nx = { path = \"../x\" }\ny = { version = \"1\", python = \"<3.8\" }\n"}, ""},
		"uv lacks one":                              {map[string]string{"uv.lock": uv, "pyproject.toml": "[project]\nname = \"own\"\ndependencies = [\"a.b\", \"lost>1\", \"own[x]\", \"old; python_version < '3.8'\"]\n"}, "\"lost\""},
		"uv lacks one for development":              {map[string]string{"uv.lock": uv, "pyproject.toml": "[dependency-groups]\ndev = [\"lost\"]\n"}, "\"lost\""},
		"Pipenv lacks one":                          {map[string]string{"Pipfile.lock": `{"_meta": {}, "default": {"a-b": {"version": "==1.0"}}}`, "pyproject.toml": "[project]\ndependencies = [\"a_b\", \"lost\"]\n"}, "\"lost\""},
		"a setup script asks for more":              {map[string]string{"poetry.lock": poetry, "setup.py": "setup(install_requires=['a_b>=1', # c\n \"lost[x]>2\",\n])\n"}, "\"lost\""},
		"a setup script asks for what is there":     {map[string]string{"poetry.lock": poetry, "setup.py": "setup(install_requires=['a_b>=1'])\n"}, ""},
		"Cargo holds all, under other spellings":    {map[string]string{"Cargo.lock": cargo, "Cargo.toml": "[package]\nname = \"own\"\n[dependencies]\nshort = { package = \"a_b\", version = \"1\" }\nx = { path = \"x\" }\nw = { workspace = true }\n"}, ""},
		"Cargo lacks one":                           {map[string]string{"Cargo.lock": cargo, "Cargo.toml": "[package]\nname = \"own\"\n[dependencies]\na-b = \"1\"\n[target.'cfg(unix)'.dev-dependencies]\nlost = \"1\"\n"}, "lacks 1 dependencies of Cargo.toml, the first: \"lost\""},
	} {
		t.Run(name, func(t *testing.T) {
			_, coverage, err := Inventory(context.Background(), repo.Memory(c.files))
			if err != nil || len(coverage.Gaps) != min(len(c.gap), 1) {
				t.Fatalf("gaps %v, %v; want %q", coverage.Gaps, err, c.gap)
			}
			if c.gap != "" && !strings.Contains(coverage.Gaps[0].Message, c.gap) {
				t.Errorf("gap %q, want %q in it", coverage.Gaps[0].Message, c.gap)
			}
		})
	}
}

func TestCargoCountsTheWorkspacesOwn(t *testing.T) {
	_, coverage, err := Inventory(context.Background(), repo.Memory(map[string]string{"Cargo.lock": "[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n"}))
	if err != nil || len(coverage.Notes) != 1 || !strings.HasPrefix(coverage.Notes[0], "1 packages") {
		t.Errorf("notes %q, %v; want one package counted", coverage.Notes, err)
	}
}

func TestMavenModulesAndProfiles(t *testing.T) {
	decoy := `<project><groupId>g</groupId><artifactId>lib</artifactId><version>9</version></project>`
	ask := func(version string) string {
		return "<project><groupId>g</groupId><artifactId>app</artifactId><version>1</version><dependencies>\n<dependency><groupId>g</groupId><artifactId>lib</artifactId>" + version + "</dependency>\n</dependencies></project>"
	}
	profiles := func(n int) string {
		return `<project><groupId>g</groupId><artifactId>app</artifactId><version>1</version><properties><v>1.0</v></properties>
<dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><version>${v}</version></dependency></dependencies>
<profiles>` + strings.Repeat(`<profile><properties><v>2.0</v></properties></profile>`, n) + `</profiles></project>`
	}
	reads{
		"a module of another version hides nothing":    {files: map[string]string{"pom.xml": ask("<version>1.0</version>"), "test/pom.xml": decoy}, packages: []string{"Maven g:lib 1.0 pom.xml:2 direct"}},
		"a module of the same version":                 {files: map[string]string{"pom.xml": ask("<version>9</version>"), "test/pom.xml": decoy}},
		"a module without a version":                   {files: map[string]string{"pom.xml": ask(""), "test/pom.xml": decoy}},
		"a module of the project's version":            {files: map[string]string{"pom.xml": ask("<version>${project.version}</version>"), "test/pom.xml": decoy}},
		"both the POM's and its profile's value count": {files: map[string]string{"pom.xml": profiles(1)}, packages: []string{"Maven x:y 1.0 pom.xml:2 direct", "Maven x:y 2.0 pom.xml:2 direct"}},
		"more profiles than are read":                  {files: map[string]string{"pom.xml": profiles(17)}, packages: []string{"Maven x:y 1.0 pom.xml:2 direct", "Maven x:y 2.0 pom.xml:2 direct"}, gaps: []string{"unresolved pom.xml"}},
		"a version that a profile manages": {files: map[string]string{"pom.xml": `<project><groupId>g</groupId><artifactId>app</artifactId><version>1</version>
<dependencyManagement><dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><version>1.0</version></dependency></dependencies></dependencyManagement>
<dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId></dependency></dependencies>
<profiles><profile><dependencyManagement><dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId>
<version>2.0</version></dependency></dependencies></dependencyManagement></profile></profiles></project>`},
			packages: []string{"Maven x:y 1.0 pom.xml:2 direct", "Maven x:y 2.0 pom.xml:5 direct"}},
	}.run(t)
}
