package dependency

import "testing"

// TestALockfileSettlesOnlyWhatItHolds plants manifests that ask for more than
// the lockfile beside or above them.
func TestALockfileSettlesOnlyWhatItHolds(t *testing.T) {
	lock := `{"lockfileVersion": 3, "packages": {
"": {"dependencies": {"a": "^1.0.0", "alias": "npm:real@2", "tool": "*"}, "workspaces": ["tools"]},
"node_modules/a": {"version": "1.0.0"},
"node_modules/alias": {"version": "2.0.0", "name": "real"},
"node_modules/tool": {"resolved": "tools", "link": true},
"tools": {"name": "tool", "devDependencies": {"a": "^1.0.0"}}}}`
	locked := []string{"npm a 1.0.0 package-lock.json:3 direct", "npm real 2.0.0 package-lock.json:4 direct"}
	yarn := "# yarn lockfile v1\n\n\na@^1.0.0:\n  version \"1.0.0\"\n  resolved \"https://example.com/a\"\n\nreal@^2.0.0:\n  version \"2.0.0\"\n"
	yarned := []string{"npm a 1.0.0 yarn.lock:4 direct", "npm real 2.0.0 yarn.lock:8"}
	reads{
		"a manifest and a workspace that the lockfile covers": {files: map[string]string{
			"package-lock.json":  lock,
			"package.json":       `{"dependencies": {"a": "^1.0.0", "alias": "npm:real@2", "tool": "*"}, "peerDependencies": {"p": "*"}, "devDependencies": {"f": "file:f"}}`,
			"tools/package.json": `{"name": "tool", "devDependencies": {"a": "^1.0.0"}}`,
		}, packages: locked},
		"a dependency that the npm lockfile lacks": {files: map[string]string{
			"package-lock.json":  lock,
			"package.json":       `{"dependencies": {"a": "^1.0.0", "event-stream": "3.3.6"}}`,
			"tools/package.json": `{"name": "tool", "optionalDependencies": {"b": "^1.0.0"}}`,
		}, packages: locked, gaps: []string{"unresolved package.json", "unresolved tools/package.json"}},
		"a manifest and a workspace that the Yarn lockfile covers": {files: map[string]string{
			"yarn.lock":          yarn,
			"package.json":       `{"workspaces": ["tools"], "dependencies": {"a": "^1.0.0", "alias": "npm:real@^2.0.0", "tool": "^1.0.0", "g": "owner/name#main"}}`,
			"tools/package.json": `{"name": "tool", "dependencies": {"a": "^1.0.0"}}`,
		}, packages: []string{yarned[0], yarned[1] + " direct"}},
		"a dependency that the Yarn lockfile lacks": {files: map[string]string{
			"yarn.lock":    yarn,
			"package.json": `{"dependencies": {"a": "^1.0.0", "alias": "npm:other@1", "event-stream": "3.3.6"}}`,
		}, packages: yarned, gaps: []string{"unresolved package.json"}},
		"a version 1 lockfile with folders that are empty": {files: map[string]string{
			"package-lock.json": `{"lockfileVersion": 1, "packages": {}, "dependencies": {
"a": {"version": "1.0.0"}}}`}, packages: []string{"npm a 1.0.0 package-lock.json:2"}},
		"a lockfile whose tree holds more than its folders": {files: map[string]string{
			"package-lock.json": `{"lockfileVersion": 2, "packages": {"": {},
"node_modules/a": {"version": "1.0.0"}}, "dependencies": {
"a": {"version": "1.0.0"},
"b": {"version": "2.0.0"}}}`}, packages: []string{"npm a 1.0.0 package-lock.json:2", "npm b 2.0.0 package-lock.json:4"}},
		"a link that names a published version": {files: map[string]string{
			"package-lock.json": `{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1.0.0"}},
"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.example/a.tgz", "link": true},
"node_modules/b": {"resolved": "tools", "link": true}}}`}, packages: []string{"npm a 1.0.0 package-lock.json:2 direct"}},
	}.run(t)
}

// TestANuGetLockfileSettlesOnlyWhatItHolds plants references that are in the
// project and not in its lockfile.
func TestANuGetLockfileSettlesOnlyWhatItHolds(t *testing.T) {
	lock := `{"version": 1, "dependencies": {"net8.0": {
"A": {"type": "Direct", "resolved": "1.0.0"},
"B": {"type": "CentralTransitive", "resolved": "2.0.0"}}}}`
	locked := []string{"NuGet A 1.0.0 packages.lock.json:2 direct", "NuGet B 2.0.0 packages.lock.json:3"}
	reads{
		"references that the lockfile holds, in any case": {files: map[string]string{
			"packages.lock.json": lock,
			"shop.csproj":        `<Project><ItemGroup><PackageReference Include="a" Version="0.9.0"/><PackageReference Include="B"/></ItemGroup></Project>`,
		}, packages: locked},
		"a reference that the lockfile lacks": {files: map[string]string{
			"packages.lock.json": lock,
			"shop.csproj":        `<Project><ItemGroup><PackageReference Include="A"/><PackageReference Include="C" Version="3.0.0"/></ItemGroup></Project>`,
		}, packages: append(locked[:2:2], "NuGet C 3.0.0 shop.csproj:1 direct"), gaps: []string{"unresolved shop.csproj"}},
	}.run(t)
}

// TestAnImportIsFollowedOrTold plants imports that MSBuild follows.
func TestAnImportIsFollowedOrTold(t *testing.T) {
	props := `<Project><ItemGroup><PackageReference Include="C" Version="3.0.0"/></ItemGroup></Project>`
	found := func(file string) []string { return []string{"NuGet C 3.0.0 " + file + ":1 direct"} }
	reads{
		"the project's folder": {files: map[string]string{"src/shop.csproj": `<Project><Import Project="$(MSBuildProjectDirectory)\..\eng\C.props"/></Project>`, "eng/C.props": props}, packages: found("eng/C.props")},
		"a property that holds a folder, in another case": {files: map[string]string{
			"directory.build.props": `<Project><PropertyGroup><RepoRoot>$(MSBuildThisFileDirectory)</RepoRoot></PropertyGroup></Project>`,
			"src/shop.csproj":       `<Project><Import Project="$(RepoRoot)eng\c.props"/></Project>`, "eng/C.props": props}, packages: found("eng/C.props")},
		"a property that nobody sets":               {files: map[string]string{"shop.csproj": `<Project><Import Project="$(Elsewhere)C.props"/></Project>`}, gaps: []string{"unresolved shop.csproj"}},
		"a property that nobody sets, if it exists": {files: map[string]string{"shop.csproj": `<Project><Import Project="$(Elsewhere)C.props" Condition="Exists('$(Elsewhere)C.props')"/></Project>`}, gaps: []string{"unresolved shop.csproj"}},
		"the next file above":                       {files: map[string]string{"directory.packages.props": `<Project/>`, "src/Directory.Packages.props": `<Project><Import Project="$([MSBuild]::GetPathOfFileAbove('$(MSBuildThisFile)', '$(MSBuildThisFileDirectory)../'))"/></Project>`, "src/shop.csproj": `<Project/>`}},
		"a glob":                                    {files: map[string]string{"shop.csproj": `<Project><Import Project="eng/*.props"/></Project>`, "eng/C.props": props}, gaps: []string{"unresolved shop.csproj"}},
		"tools, and a file that may be missing": {files: map[string]string{
			"shop.csproj": `<Project><Import Project="$(MSBuildToolsPath)\Microsoft.CSharp.targets"/><Import Project="Sdk.props" Sdk="Other"/><Import Project="local.props" Condition="Exists('local.props')"/></Project>`}},
	}.run(t)
}
