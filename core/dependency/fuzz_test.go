package dependency

import (
	"bytes"
	"context"
	"testing"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// fuzz reads one file of the name; whatever is in it, the result is packages or
// a gap, never a crash, and lines lie in the file.
func fuzz(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		inv, coverage, err := Inventory(context.Background(), repo.Memory(map[string]string{name: content}))
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range coverage.Gaps {
			if g.Kind == "crashed" {
				t.Errorf("crashed: %s", g.Message)
			}
		}
		for _, p := range inv.Packages {
			if p.Path != name || p.Line < 1 || p.Line > len(content)+1 {
				t.Errorf("package %+v lies outside of the file", p)
			}
		}
		if len(content) > 0 && !utf8.ValidString(content) && coverage.Files > 1 {
			t.Error("one file counted twice")
		}
	})
}

func FuzzNPMLock(f *testing.F) {
	fuzz(f, "package-lock.json", lockText, `{"lockfileVersion":1,"dependencies":{"a":{"version":"npm:@b/c@1","dependencies":{}}}}`, `{"packages":{"node_modules/":{"link":true}},"x":"\u00`)
}

func FuzzNuGetLock(f *testing.F) {
	fuzz(f, "packages.lock.json", `{"version":1,"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0"}}}}`)
}

func FuzzProject(f *testing.F) {
	fuzz(f, "x.csproj", `<Project><PropertyGroup><A>1$(B)</A><B>$(A)</B></PropertyGroup><ItemGroup><PackageReference Include="X;$(A)" Version="$(A)$(TargetFramework)"/></ItemGroup><Choose><When Condition="x"><Import Project="x.csproj"/></When></Choose></Project>`, "\xFF\xFE<\x00")
}

func FuzzPOM(f *testing.F) {
	fuzz(f, "pom.xml", `<project><parent><groupId>a</groupId><artifactId>b</artifactId></parent><properties><v>${w}</v><w>${v}</w></properties><dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><version>${v}</version></dependency></dependencies></project>`)
}

func FuzzRequirements(f *testing.F) {
	fuzz(f, "requirements.txt", "a[b]==1 ; x \\\n --hash=sha256:x\n-r requirements.txt\n-c c\n-e .\n@", "\xFF\xFEa\x00")
}

func FuzzTOMLLocks(f *testing.F) {
	fuzz(f, "uv.lock", "[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { registry = \"x\" }\n", "a = '''\n[[[", "[[package]]\nsource = 1\n")
}

func FuzzCargoLock(f *testing.F) {
	fuzz(f, "Cargo.lock", "[[package]]\nname = \"a\"\nversion = \"1\"\nsource = \"registry+x\"\ndependencies = [\"a\"]\n")
}

func FuzzGoMod(f *testing.F) {
	fuzz(f, "go.mod", "module m\ngo 1.20\nrequire a.test/b v1.0.0\nreplace a.test/b => ./x\n", "module m\nrequire (\n a.test/b v0.0.0-20200101000000-abcdefabcdef // indirect\n)\n")
}

func FuzzSBOM(f *testing.F) {
	fuzz(f, "bom.json", `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","purl":"pkg:npm/a@1.0.0","components":[]}]}`,
		`{"spdxVersion":"SPDX-2.3","packages":[{"name":"a","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:deb/debian/a@1?distro=debian-12"}]}]}`)
}

func FuzzSPDXTags(f *testing.F) {
	fuzz(f, "x.spdx", "SPDXVersion: SPDX-2.3\nPackageName: a\nExternalRef: PACKAGE-MANAGER purl pkg:cargo/a@1\n")
}

func FuzzMixLock(f *testing.F) {
	fuzz(f, "mix.lock", "%{\n  \"a\": {:hex, :a, \"1.0.0\", \"x\"},\n}\n")
}

func FuzzConanLock(f *testing.F) {
	fuzz(f, "conan.lock", `{"requires":["a/1#b%1"]}`, `{"graph_lock":{"nodes":{"1":{"ref":"a/1"}}}}`)
}

func FuzzGlobalJSON(f *testing.F) {
	fuzz(f, "global.json", `{"sdk":{"version":"8.0.100"},"msbuild-sdks":{"A.Sdk":"1.0.0",}/* x */}`)
}

func FuzzComposerLock(f *testing.F) {
	fuzz(f, "composer.lock", `{"packages":[{"name":"s/a","version":"v1.0.0","require":{"s/b":"*"},"dist":{"type":"path"}}],"packages-dev":[]}`)
}

// FuzzBonds reads what needs what out of the same text in each format.
func FuzzBonds(f *testing.F) {
	f.Add("importers:\n  .:\n    dependencies:\n      a:\n        version: /@s/b/1.0.0_c@2(d)\npackages:\n  '/@s/b@1.0.0':\n    dependencies:\n      c: 2\n")
	f.Add("a@^1.0.0, \"alias@npm:real@^1\":\n  version \"1.0.0\"\n  resolution: \"real@npm:1.0.0\"\n  dependencies:\n    a \"^1.0.0\"\n")
	f.Add("GEM\n  specs:\n    a (1)\n      b\n\nDEPENDENCIES\n  a!\n")
	f.Add(`{"workspaces":{"":{"dependencies":{"a":"1"}}},"packages":{"a":["a@1","",{"dependencies":{"a":"1"}}],"@s/a/b":["b@1"],}}`)
	f.Fuzz(func(t *testing.T, content string) {
		s := &scan{tree: repo.Memory(map[string]string{"package.json": `{"dependencies":{"a":"^1.0.0"}}`})}
		for _, read := range []func(context.Context, *scan, repo.File, []byte) bonds{pnpmBonds, yarnBonds, gemBonds, pubBonds, bunBonds, pdmBonds} {
			b := read(context.Background(), s, repo.File{Path: "x.lock"}, []byte(content))
			packages := []inventory.Package{{Ecosystem: "npm", Name: "a", Version: "1.0.0"}}
			if b.mark(packages); packages[0].Direct && packages[0].Via != "" {
				t.Errorf("%+v is direct, and something leads to it", packages[0])
			}
		}
	})
}

func FuzzPackageResolved(f *testing.F) {
	fuzz(f, "Package.resolved", `{"pins":[{"location":"https://example.com/a","state":{"version":"1.0.0"}}]}`)
}

func FuzzWorkflow(f *testing.F) {
	fuzz(f, "action.yml", "runs:\n  steps:\n  - uses: a/b@v1.0.0 # x\n", "a: &a [*a]\n")
}

func FuzzCatalog(f *testing.F) {
	fuzz(f, "libs.versions.toml", "[versions]\na = \"1\"\n[libraries]\nb = { module = \"c:d\", version.ref = \"a\" }\n")
}

func FuzzPackageDatabases(f *testing.F) {
	f.Add([]byte(dpkgA + dpkgB))
	f.Add([]byte("P:a\nV:1\no:b\n\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, parse := range []func([]byte, string, string) ([]inventory.Package, error){parseDPKG, parseAPK} {
			packages, _ := parse(content, "Debian:12", "x")
			for _, p := range packages {
				if p.Name == "" || p.Version == "" || p.Line < 1 {
					t.Errorf("package %+v says too little", p)
				}
			}
		}
	})
}

func FuzzProgram(f *testing.F) {
	// Put together while it runs: the tests themselves are a program.
	f.Add(append([]byte(buildMark), "\x08\x02................\x06go1.22\x00"...))
	f.Fuzz(func(t *testing.T, content []byte) {
		if sifted, err := siftProgram(bytes.NewReader(content)); err == nil && len(sifted) > 0 {
			_, _ = goModules(sifted, "x")
		}
	})
}
