package dependency

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// line writes a package as "ecosystem name version file:line flags"; a version
// that is open is written as "?requirement".
func line(p inventory.Package) string {
	version := p.Version
	if version == "" {
		version = "?" + p.Requirement
	}
	text := fmt.Sprintf("%s %s %s %s:%d", p.Ecosystem, p.Name, version, p.Path, p.Line)
	if p.Direct {
		text += " direct"
	}
	if p.Development {
		text += " development"
	}
	return text
}

func lines(inv inventory.Inventory) []string {
	list := []string{}
	for _, p := range inv.Packages {
		list = append(list, line(p))
	}
	return list
}

func kinds(gaps []finding.Gap) []string {
	list := []string{}
	for _, g := range gaps {
		list = append(list, strings.TrimSpace(string(g.Kind)+" "+g.Path))
	}
	return list
}

// reads is a table of small trees: files in, packages and gaps out.
type reads map[string]struct {
	files    map[string]string
	packages []string
	gaps     []string
}

func (r reads) run(t *testing.T) {
	for name, c := range r {
		t.Run(name, func(t *testing.T) {
			inv, coverage, err := Inventory(context.Background(), repo.Memory(c.files))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(append([]string{}, c.packages...), lines(inv)); diff != "" {
				t.Errorf("packages (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(append([]string{}, c.gaps...), kinds(coverage.Gaps)); diff != "" {
				t.Errorf("gaps (-want +got):\n%s\n%v", diff, coverage.Gaps)
			}
		})
	}
}

func TestNPM(t *testing.T) {
	reads{
		"version 3 with workspaces, links and aliases": {files: map[string]string{"package-lock.json": `{
"lockfileVersion": 3,
"packages": {
"": {"dependencies": {"a": "^1.0.0", "alias": "npm:real@2"}, "workspaces": ["tools"]},
"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.example/a.tgz", "dependencies": {"b": "*"}},
"node_modules/a/node_modules/b": {"version": "2.0.0", "dev": true},
"node_modules/alias": {"name": "real", "version": "2.0.0"},
"node_modules/@s/c": {"version": "3.0.0"},
"node_modules/tools": {"resolved": "tools", "link": true},
"node_modules/fork": {"version": "1.0.0", "resolved": "git+ssh://git@example.test/fork.git#abc"},
"tools": {"version": "0.0.1", "devDependencies": {"@s/c": "3", "own": "1"}},
"tools/node_modules/own": {"version": "1.0.0"}
}}`, "package.json": `{"dependencies":{"a":"^1.0.0"}}`, "tools/package.json": `{"devDependencies":{"own":"1"}}`},
			packages: []string{
				"npm @s/c 3.0.0 package-lock.json:8 direct", "npm a 1.0.0 package-lock.json:5 direct",
				"npm b 2.0.0 package-lock.json:6 development", "npm own 1.0.0 package-lock.json:12 direct", "npm real 2.0.0 package-lock.json:7 direct",
			}},
		"an entry without resolved is a package all the same": {files: map[string]string{"package-lock.json": `{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}`},
			packages: []string{"npm a 1.0.0 package-lock.json:1"}},
		"version 2 is read once": {files: map[string]string{"package-lock.json": `{"lockfileVersion":2,
"dependencies":{"a":{"version":"1.0.0"}},
"packages":{"node_modules/a":{"version":"1.0.0"}}}`}, packages: []string{"npm a 1.0.0 package-lock.json:3"}},
		"version 1 nests, and the manifest tells what is direct": {files: map[string]string{"package-lock.json": `{"lockfileVersion":1,"dependencies":{
"a":{"version":"1.0.0","dependencies":{
"b":{"version":"2.0.0","dev":true}}},
"alias":{"version":"npm:@s/real@2.1.0"},
"git":{"version":"git+https://example.test/x.git#abc"}}}`, "package.json": `{"dependencies":{"a":"1"}}`},
			packages: []string{"npm @s/real 2.1.0 package-lock.json:4", "npm a 1.0.0 package-lock.json:2 direct", "npm b 2.0.0 package-lock.json:3 development"}},
		"a lockfile that is cut short keeps what was read": {files: map[string]string{"package-lock.json": `{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"},"node_modules/b":{"ver`},
			packages: []string{"npm a 1.0.0 package-lock.json:1"}, gaps: []string{"unparsed package-lock.json"}},
		"a file of another kind":                {files: map[string]string{"package-lock.json": `{"packages":{}}`}, gaps: []string{"unparsed package-lock.json"}},
		"a manifest without a lockfile":         {files: map[string]string{"package.json": `{"dependencies":{"a":"1"}}`}, gaps: []string{"unresolved package.json"}},
		"a manifest that needs nothing":         {files: map[string]string{"package.json": `{"name":"x","dependencies":{"y":"file:../y"}}`}},
		"a lockfile above that does not say so": {files: map[string]string{"package-lock.json": `{"lockfileVersion":3,"packages":{}}`, "sub/package.json": `{"dependencies":{"a":"1"}}`}, gaps: []string{"unresolved sub/package.json"}},
		"what is installed is not the project":  {files: map[string]string{"node_modules/x/package.json": `{"dependencies":{"a":"1"}}`, "node_modules/x/package-lock.json": `{`}},
		"nesting without end":                   {files: map[string]string{"package-lock.json": strings.Repeat(`{"dependencies":{"a":`, 100000)}, gaps: []string{"unparsed package-lock.json"}},
	}.run(t)
}

func TestNuGet(t *testing.T) {
	props := `<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally><V>3.0.0</V></PropertyGroup>
<ItemGroup>
<PackageVersion Include="A" Version="1.0.0" />
<PackageVersion Include="B"><Version>$(V)</Version></PackageVersion>
<PackageVersion Include="Unused" Version="9.0.0" />
<GlobalPackageReference Include="Analyzer" Version="5.0.0" />
</ItemGroup></Project>`
	reads{
		"central versions, overrides and children": {files: map[string]string{"Directory.Packages.props": props, "src/x/x.csproj": `<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>
<PackageReference Include="a" />
<packagereference include="B" />
<PackageReference Include="C" VersionOverride="2.0.0" Version="1.0.0" />
<PackageReference Include="D">
  <Version>4.0.0</Version>
</PackageReference>
</ItemGroup></Project>`}, packages: []string{
			"NuGet Analyzer 5.0.0 Directory.Packages.props:6 direct", "NuGet B 3.0.0 Directory.Packages.props:4 direct",
			"NuGet C 2.0.0 src/x/x.csproj:4 direct", "NuGet D 4.0.0 src/x/x.csproj:6 direct", "NuGet a 1.0.0 Directory.Packages.props:3 direct"}},
		"only the nearest central file counts": {files: map[string]string{
			"Directory.Packages.props":   `<Project><ItemGroup><PackageVersion Include="A" Version="1.0.0"/></ItemGroup></Project>`,
			"s/Directory.Packages.props": `<Project><ItemGroup><PackageVersion Include="B" Version="2.0.0"/></ItemGroup></Project>`,
			"s/x.csproj":                 `<Project><ItemGroup><PackageReference Include="A"/><PackageReference Include="B"/></ItemGroup></Project>`},
			packages: []string{"NuGet A ? s/x.csproj:1 direct", "NuGet B 2.0.0 s/Directory.Packages.props:1 direct"}},
		"the nearest central file imports the next": {files: map[string]string{
			"Directory.Packages.props":   `<Project><ItemGroup><PackageVersion Include="A" Version="1.0.0"/></ItemGroup></Project>`,
			"s/Directory.Packages.props": `<Project><Import Project="$([MSBuild]::GetPathOfFileAbove(Directory.Packages.props, $(MSBuildThisFileDirectory)..))"/><ItemGroup><PackageVersion Update="A" Version="1.1.0"/></ItemGroup></Project>`,
			"s/x.csproj":                 `<Project><ItemGroup><PackageReference Include="A"/></ItemGroup></Project>`},
			packages: []string{"NuGet A 1.1.0 s/Directory.Packages.props:1 direct"}},
		"ranges, floats and unknown properties stay open": {files: map[string]string{"x.fsproj": `<Project><ItemGroup>
<PackageReference Include="A" Version="1.*"/>
<PackageReference Include="B" Version="[1.0,2.0)"/>
<PackageReference Include="C" Version="$(Nowhere)"/>
<PackageReference Include="D" Version="[1.2.3]"/>
<PackageReference Include="E"/>
<PackageReference Include="F" Version="$([System.String]::Copy('1.0'))"/>
</ItemGroup></Project>`}, packages: []string{
			"NuGet A ?1.* x.fsproj:2 direct", "NuGet B ?[1.0,2.0) x.fsproj:3 direct", "NuGet C ?$(Nowhere) x.fsproj:4 direct",
			"NuGet D 1.2.3 x.fsproj:5 direct", "NuGet E ? x.fsproj:6 direct", "NuGet F ?$([System.String]::Copy('1.0')) x.fsproj:7 direct"}},
		"both sides of a condition, defaults once, removals": {files: map[string]string{
			"Directory.Build.props": `<Project><PropertyGroup><Set>1.0.0</Set><Set Condition="'$(Set)' == ''">8.0.0</Set></PropertyGroup><ItemGroup><PackageReference Include="Gone" Version="1.0.0"/></ItemGroup></Project>`,
			"x.csproj": `<Project><ItemGroup><PackageReference Include="A" Version="$(Set)"/>
<PackageReference Include="B" Version="1.0.0" Condition="'$(X)' == 'y'"/>
<PackageReference Include="B" Version="2.0.0" Condition="'$(X)' != 'y'"/>
<PackageReference Remove="gone"/></ItemGroup></Project>`},
			packages: []string{"NuGet A 1.0.0 x.csproj:1 direct", "NuGet B 1.0.0 x.csproj:2 direct", "NuGet B 2.0.0 x.csproj:3 direct"}},
		"a lockfile beside the project wins": {files: map[string]string{
			"x.csproj": `<Project><ItemGroup><PackageReference Include="A" Version="1.*"/></ItemGroup></Project>`,
			"packages.lock.json": `{"version":2,"dependencies":{
"net8.0":{
"A":{"type":"Direct","requested":"[1.*, )","resolved":"1.5.0"},
"B":{"type":"Transitive","resolved":"2.0.0"},
"own":{"type":"Project"}},
"net9.0":{
"A":{"type":"Direct","resolved":"1.5.0"},
"B":{"type":"CentralTransitive","resolved":"2.1.0"}}}}`},
			packages: []string{"NuGet A 1.5.0 packages.lock.json:3 direct", "NuGet B 2.0.0 packages.lock.json:4", "NuGet B 2.1.0 packages.lock.json:8"}},
		"properties in a circle":             {files: map[string]string{"x.csproj": `<Project><PropertyGroup><A>$(B)$(B)</A><B>$(A)$(A)</B></PropertyGroup><ItemGroup><PackageReference Include="P" Version="$(A)"/></ItemGroup></Project>`}, packages: []string{"NuGet P ?$(A) x.csproj:1 direct"}},
		"imports in a circle":                {files: map[string]string{"a.props": `<Project><Import Project="a.props"/><Import Project="$(MSBuildThisFileDirectory)x.csproj"/></Project>`, "x.csproj": `<Project><Import Project="a.props"/><Import Project="..\..\etc\passwd"/></Project>`}, gaps: []string{"unresolved x.csproj"}},
		"a project that is no XML":           {files: map[string]string{"x.csproj": `<Project><ItemGroup>`}, gaps: []string{"unparsed x.csproj"}},
		"props that are no XML":              {files: map[string]string{"Directory.Build.props": `<Project`, "x.csproj": `<Project/>`}, gaps: []string{"unparsed Directory.Build.props"}},
		"nesting without end":                {files: map[string]string{"x.csproj": strings.Repeat("<a>", 100000)}, gaps: []string{"unparsed x.csproj"}},
		"UTF-16, as Windows tools write":     {files: map[string]string{"x.csproj": utf16le(`<?xml version="1.0" encoding="utf-16"?><Project><ItemGroup><PackageReference Include="A" Version="1.0.0"/></ItemGroup></Project>`)}, packages: []string{"NuGet A 1.0.0 x.csproj:1 direct"}},
		"a packages.config without packages": {files: map[string]string{"packages.config": `<packages/>`}},
	}.run(t)
}

func utf16le(s string) string {
	var b strings.Builder
	b.WriteString("\xFF\xFE")
	for _, c := range []byte(s) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

func TestGo(t *testing.T) {
	reads{
		"requirements and replacements": {files: map[string]string{"go.mod": `module m

go 1.22

require (
	example.test/a v1.0.0
	example.test/b v1.1.0 // indirect
	example.test/c v1.2.0
)

replace example.test/b v1.1.0 => example.test/fork v1.1.1
replace example.test/c => ../c
`}, packages: []string{"Go example.test/a v1.0.0 go.mod:6 direct", "Go example.test/fork v1.1.1 go.mod:11"}},
		"before 1.17 the sums tell the rest": {files: map[string]string{"go.mod": "module m\n\ngo 1.16\n\nrequire example.test/a v1.0.0\n", "go.sum": "example.test/a v1.0.0 h1:x\nexample.test/a v1.0.0/go.mod h1:x\nexample.test/t v0.1.0/go.mod h1:x\nexample.test/t v0.2.0 h1:x\n"},
			packages: []string{"Go example.test/a v1.0.0 go.mod:5 direct", "Go example.test/t v0.2.0 go.sum:4"}},
		"before 1.17 without sums": {files: map[string]string{"go.mod": "module m\n\nrequire example.test/a v1.0.0\n"}, packages: []string{"Go example.test/a v1.0.0 go.mod:3 direct"}, gaps: []string{"unresolved go.mod"}},
		"a file that is not one":   {files: map[string]string{"go.mod": "module m\nrequire (\n"}, gaps: []string{"unparsed go.mod"}},
	}.run(t)
}

func TestPython(t *testing.T) {
	reads{
		"only pins settle a version": {files: map[string]string{"requirements.txt": "# c\nFlask[async]==3.0.0 ; python_version > '3' # why\njinja2>=2,<4\nplain\n--index-url https://example.test\nhashed==1.0 \\\n  --hash=sha256:aa\nstar==1.*\nexact===2.0\nurl @ https://example.test/x.whl\ngit+https://example.test/r.git\n-e .\n"},
			packages: []string{"PyPI Flask 3.0.0 requirements.txt:2 direct", "PyPI exact 2.0 requirements.txt:9 direct", "PyPI hashed 1.0 requirements.txt:6 direct",
				"PyPI jinja2 ?>=2,<4 requirements.txt:3 direct", "PyPI plain ? requirements.txt:4 direct", "PyPI star ?==1.* requirements.txt:8 direct"}},
		"includes and constraints": {files: map[string]string{"requirements.txt": "-r more/base.txt\n-c pins.txt\n-r gone.txt\nx\n", "more/base.txt": "y==1.0\n-r ../requirements.txt\n", "pins.txt": "X==2.0\n"},
			packages: []string{"PyPI x 2.0 requirements.txt:4 direct", "PyPI y 1.0 more/base.txt:1 direct"}, gaps: []string{"unresolved requirements.txt"}},
		"a line that is not understood": {files: map[string]string{"requirements.txt": "??\n"}, gaps: []string{"unparsed requirements.txt"}},
		"poetry, with sources and groups": {files: map[string]string{"poetry.lock": "[[package]]\nname = \"a\"\nversion = \"1.0\"\ngroups = [\"main\"]\n\n[[package]]\nname = \"b\"\nversion = \"2.0\"\ngroups = [\"dev\"]\n\n[[package]]\nname = \"g\"\nversion = \"3.0\"\n[package.source]\ntype = \"git\"\nurl = \"https://example.test\"\n", "pyproject.toml": "[tool.poetry.dependencies]\npython = \"^3\"\na = \"*\"\n"},
			packages: []string{"PyPI a 1.0 poetry.lock:2 direct", "PyPI b 2.0 poetry.lock:7 development"}},
		"uv, with the project itself": {files: map[string]string{"uv.lock": "version = 1\n\n[[package]]\nname = \"own\"\nversion = \"0.1\"\nsource = { editable = \".\" }\ndependencies = [{ name = \"a\" }]\n[package.dev-dependencies]\ndev = [{ name = \"t\" }]\n\n[[package]]\nname = \"a\"\nversion = \"1.0\"\nsource = { registry = \"https://example.test/simple\" }\ndependencies = [{ name = \"b\" }]\n\n[[package]]\nname = \"b\"\nversion = \"2.0\"\nsource = { registry = \"https://example.test/simple\" }\n\n[[package]]\nname = \"t\"\nversion = \"3.0\"\nsource = { registry = \"https://example.test/simple\" }\n", "pyproject.toml": "[project]\ndependencies = [\"a\"]\n"},
			packages: []string{"PyPI a 1.0 uv.lock:12 direct", "PyPI b 2.0 uv.lock:18", "PyPI t 3.0 uv.lock:23 direct development"}},
		"a project that nothing settles":         {files: map[string]string{"pyproject.toml": "[project]\ndependencies = [\"a>1\"]\n"}, gaps: []string{"unresolved pyproject.toml"}},
		"a project that its requirements settle": {files: map[string]string{"pyproject.toml": "[project]\ndependencies = [\"A_b>1\"]\n", "requirements.txt": "a-b==1.0\n"}, packages: []string{"PyPI a-b 1.0 requirements.txt:1 direct"}},
		"a setup script":                         {files: map[string]string{"setup.py": "setup(install_requires=['a'])\n"}, gaps: []string{"unresolved setup.py"}},
		"nesting without end":                    {files: map[string]string{"poetry.lock": "a = " + strings.Repeat("[\n", 100000)}, gaps: []string{"unparsed poetry.lock"}},
		"a Pipfile that its lockfile settles":    {files: map[string]string{"Pipfile": "", "Pipfile.lock": `{"_meta": {}, "default": {"a": {"version": "==1.0"}}}`}, packages: []string{"PyPI a 1.0 Pipfile.lock:1"}},
	}.run(t)
}

func TestCargo(t *testing.T) {
	lock := "version = 3\n\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n]\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.test/index\"\n\n[[package]]\nname = \"g\"\nversion = \"1.0.0\"\nsource = \"git+https://example.test/g#abc\"\n"
	reads{
		"registry crates only, direct ones marked": {files: map[string]string{"Cargo.lock": lock, "own/Cargo.toml": "[package]\nname = \"own\"\n[dependencies]\na = \"1\"\n"}, packages: []string{"crates.io a 1.0.0 Cargo.lock:11 direct"}},
		"a crate that the lockfile does not know":  {files: map[string]string{"Cargo.lock": lock, "other/Cargo.toml": "[package]\nname = \"other\"\n[dependencies]\na = \"1\"\n"}, packages: []string{"crates.io a 1.0.0 Cargo.lock:11 direct"}, gaps: []string{"unresolved other/Cargo.toml"}},
		"a crate without dependencies":             {files: map[string]string{"Cargo.toml": "[package]\nname = \"x\"\n[dependencies]\ny = { path = \"../y\" }\n"}},
		"a lockfile that is no TOML":               {files: map[string]string{"Cargo.lock": "[[package]\n"}, gaps: []string{"unparsed Cargo.lock"}},
	}.run(t)
}

func TestMaven(t *testing.T) {
	parent := `<project><groupId>g</groupId><artifactId>parent</artifactId><version>1</version>
<properties><log.version>2.14.1</log.version><loop>${loop}</loop></properties>
<dependencyManagement><dependencies>
<dependency><groupId>org.x</groupId><artifactId>managed</artifactId>
<version>${log.version}</version></dependency>
</dependencies></dependencyManagement></project>`
	reads{
		"properties, management and the parent in the tree": {files: map[string]string{"pom.xml": parent, "m/pom.xml": `<project xmlns="http://maven.apache.org/POM/4.0.0"><parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>m</artifactId>
<dependencies>
<dependency><groupId>org.x</groupId><artifactId>managed</artifactId></dependency>
<dependency><groupId>org.x</groupId><artifactId>own</artifactId><version>${log.version}</version><scope>test</scope></dependency>
<dependency><groupId>${project.groupId}</groupId><artifactId>parent</artifactId><version>${project.version}</version></dependency>
<dependency><groupId>org.x</groupId><artifactId>open</artifactId><version>${nowhere}</version></dependency>
<dependency><groupId>org.x</groupId><artifactId>range</artifactId><version>[1.0,2.0)</version></dependency>
<dependency><groupId>org.x</groupId><artifactId>bom</artifactId></dependency>
<dependency><groupId>org.x</groupId><artifactId>loop</artifactId><version>${loop}</version></dependency>
</dependencies></project>`}, packages: []string{
			"Maven org.x:bom ? m/pom.xml:8 direct", "Maven org.x:loop ?${loop} m/pom.xml:9 direct", "Maven org.x:managed 2.14.1 pom.xml:5 direct",
			"Maven org.x:open ?${nowhere} m/pom.xml:6 direct", "Maven org.x:own 2.14.1 m/pom.xml:4 direct development", "Maven org.x:range ?[1.0,2.0) m/pom.xml:7 direct"}},
		"parents in a circle": {files: map[string]string{
			"pom.xml":   `<project><artifactId>a</artifactId><parent><artifactId>b</artifactId><relativePath>b</relativePath></parent></project>`,
			"b/pom.xml": `<project><artifactId>b</artifactId><parent><artifactId>a</artifactId></parent></project>`}},
		"a POM that is no XML":   {files: map[string]string{"pom.xml": "<project>&undefined;</project>"}, gaps: []string{"unparsed pom.xml"}},
		"Gradle is not read yet": {files: map[string]string{"build.gradle": "dependencies { }", "settings.gradle": ""}, gaps: []string{"unparsed build.gradle"}},
	}.run(t)
}

func TestALockfileThatIsNotReadYetIsNeverSilent(t *testing.T) {
	for _, name := range []string{"bun.lockb", "deno.lock", "paket.lock", "pylock.toml", "Podfile.lock", "rebar.lock"} {
		_, coverage, err := Inventory(context.Background(), repo.Memory(map[string]string{"a/" + name: "x"}))
		if err != nil || len(coverage.Gaps) != 1 || coverage.Gaps[0].Kind != finding.Unparsed || !strings.Contains(coverage.Gaps[0].Message, "not supported yet") {
			t.Errorf("%s: gaps = %v, error = %v; want one that says so", name, coverage.Gaps, err)
		}
	}
}
