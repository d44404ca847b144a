package reach

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// TestMain is the program of the analysis, too.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == Command {
		if err := Serve(context.Background(), os.Args[2:], os.Stdin, os.Stdout, os.Stderr, os.Environ()); err != nil {
			_, _ = os.Stderr.WriteString(err.Error())
			os.Exit(3)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const parserModule = `module example.com/shop

go 1.21

require example.com/parser v1.0.0
`

// shop is a module whose program calls Parse of a vendored package, and a part of
// it that the files say more of.
func shop(files map[string]string) map[string]string {
	all := map[string]string{
		"go.mod":                               parserModule,
		"main.go":                              "package main\n\nimport \"example.com/parser\"\n\nfunc main() { parser.New().Parse() }\n",
		"vendor/modules.txt":                   "# example.com/parser v1.0.0\n## explicit; go 1.21\nexample.com/parser\n",
		"vendor/example.com/parser/parser.go":  "package parser\n\ntype Parser struct{}\n\nfunc New() Parser { return Parser{} }\n\nfunc (Parser) Parse() {}\n\nfunc Dump() {}\n",
		"vendor/example.com/parser/unbuilt.go": "//go:build never\n\npackage parser\n",
	}
	for name, content := range files {
		all[name] = content
	}
	return all
}

// asked writes the files down and asks about the flaws in the module at the root.
func asked(t *testing.T, a Analysis, files map[string]string, flaws ...Flaw) []Answer {
	t.Helper()
	a.Base = t.TempDir()
	for name, content := range files {
		path := filepath.Join(a.Base, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	a.Program = program
	if a.Time == 0 {
		a.Time = time.Minute
	}
	if a.Environment == nil {
		a.Environment = os.Environ()
	}
	return a.Ask(t.Context(), repo.Memory(files), "", flaws)
}

func flaw(symbols ...string) Flaw {
	return Flaw{Module: "example.com/parser", Imports: []advisory.Import{{Path: "example.com/parser", Symbols: symbols}}}
}

func TestAFlawIsCalledOrNotOrNotBuiltIn(t *testing.T) {
	absent := Flaw{Module: "example.com/parser", Imports: []advisory.Import{{Path: "example.com/parser/inner", Symbols: []string{"Walk"}}}}
	got := asked(t, Analysis{}, shop(nil), flaw("Parser.Parse"), flaw("Dump"), absent, Flaw{Module: "example.com/parser"}, Flaw{Module: "example.com/other"})
	want := []Answer{
		{State: Called, Symbol: "example.com/parser.Parser.Parse", Way: []Call{{Path: "main.go", Line: 5, Function: "example.com/shop.main"}}},
		{State: NotCalled},
		{State: Absent},
		{Reason: "the advisory names no flawed function, and example.com/parser is built in"},
		{State: Absent},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatTheAnalysisDoesNotSeeIsNotKnown(t *testing.T) {
	const user = "\n\npackage main\n\nimport _ \"example.com/parser\"\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		a     Analysis
		want  string // in the reason; empty: it is not called
	}{
		{"a test file, one of testdata and one of another module change nothing", map[string]string{
			"a_test.go": user, "testdata/a.go": "//go:build never" + user, "_x/a.go": "//go:build never" + user, "own/go.mod": "module own\n", "own/a.go": "//go:build never" + user}, Analysis{}, ""},
		{"a file behind a tag that uses something else changes nothing", map[string]string{"a.go": "//go:build never\n\npackage main\n\nimport _ \"fmt\"\n"}, Analysis{}, ""},
		{"a file behind a build tag", map[string]string{"a.go": "//go:build enterprise" + user}, Analysis{}, "a.go uses example.com/parser"},
		{"a file for another platform", map[string]string{"a_plan9.go": user}, Analysis{}, "a_plan9.go uses example.com/parser"},
		{"a file with cgo", map[string]string{"a.go": "package main\n\nimport (\n\t\"C\"\n\t_ \"example.com/parser\"\n)\n"}, Analysis{}, "a.go uses example.com/parser"},
		{"a source that does not compile", map[string]string{"a.go": "package main\n\nfunc a() { b() }\n"}, Analysis{}, "a.go:3:12: undefined: b"},
		{"a source without an end", map[string]string{"a.go": "package main\n\nfunc a() {"}, Analysis{}, "a.go:3:"},
		{"no source at all", map[string]string{"main.go": "//go:build never" + user}, Analysis{}, "no"},
		{"a go.mod that is none", map[string]string{"go.mod": "modul x\n"}, Analysis{}, "go.mod does not name its module"},
		{"a later language than the toolchain's", map[string]string{"go.mod": strings.Replace(parserModule, "1.21", "1.999", 1)}, Analysis{}, "go.mod requires go >= 1.999"},
		{"another toolchain, which is not fetched, changes nothing", map[string]string{"go.mod": parserModule + "\ntoolchain go1.999.1\n"}, Analysis{}, ""},
		{"modules that are not here", map[string]string{"vendor/modules.txt": "x", "go.work": "go 1.21\n\nuse .\n"}, Analysis{}, "modules are not on this machine"},
		{"a module under the name of another", map[string]string{"go.mod": parserModule + "\nreplace example.com/old => example.com/parser v1.0.0\n",
			"vendor/modules.txt": "# example.com/parser v1.0.0\n## explicit; go 1.21\nexample.com/parser\n# example.com/old => example.com/parser v1.0.0\n"}, Analysis{}, "stands in for a module of another name"},
		{"a replacement outside of the tree", map[string]string{"go.mod": parserModule + "\nreplace example.com/parser => ../elsewhere\n"}, Analysis{}, `replaces example.com/parser by "../elsewhere", which lies outside`},
		{"a replacement on another machine", map[string]string{"go.mod": parserModule + "\nreplace example.com/parser => \"//host/share\"\n"}, Analysis{}, "outside of the examined tree"},
		{"a workspace that goes outside", map[string]string{"go.work": "go 1.21\n\nuse (\n\t.\n\t../elsewhere\n)\n"}, Analysis{}, `uses "../elsewhere", which lies outside`},
		{"a file that is no source, of which nothing is told", map[string]string{"a.go": "machine login secret"}, Analysis{}, "a.go:1:1: expected 'package'"},
		{"no time", nil, Analysis{Time: time.Nanosecond}, "took longer"},
		{"no memory", nil, Analysis{Memory: 1 << 20}, "needs more than 1 MB"},
		{"no go command", nil, Analysis{Environment: []string{"PATH=" + string(filepath.Separator) + "nowhere"}}, "go"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := asked(t, test.a, shop(test.files), flaw("Dump"))[0]
			switch {
			case strings.Contains(got.Reason, "machine login"), strings.Contains(got.Reason, "found"):
				t.Errorf("got %+v, which quotes the file", got)
			case test.want == "" && got.State != NotCalled:
				t.Errorf("got %+v, want not called", got)
			case test.want != "" && (got.State != Unknown || !strings.Contains(got.Reason, test.want)):
				t.Errorf("got %+v, want unknown, with %q in the reason", got, test.want)
			}
		})
	}
}

func TestAWorkspaceThatDoesNotListTheModuleDoesNotHoldForIt(t *testing.T) {
	files := map[string]string{}
	for name, content := range shop(nil) {
		files["shop/"+name] = content
	}
	files["go.work"] = "go 1.21\n\nuse ./other\n"
	m, err := readModule(t.Context(), repo.Memory(files), "shop")
	if err != nil || m.work != "" || !m.vendored {
		t.Errorf("got %+v, %v; want no workspace, and the module's own vendor folder", m, err)
	}
	files["go.work"] = "go 1.21\n\nuse ./shop\n"
	m, err = readModule(t.Context(), repo.Memory(files), "shop")
	if err != nil || m.work != "go.work" || m.vendored {
		t.Errorf("got %+v, %v; want the workspace, which has no vendor folder", m, err)
	}
}

func TestTheToolchainGetsNoTokenAndStartsNothingOfOthers(t *testing.T) {
	a := Analysis{Environment: []string{"PATH=/bin", "GITHUB_TOKEN=x", "INPUT_KEY=x", "GOFLAGS=-toolexec=/evil", "GOTOOLCHAIN=auto", "GOVCS=*:all",
		"GOPACKAGESDRIVER=/evil", "GOCACHEPROG=/evil", "GOAUTH=git", "GOPROXY=https://proxy.example|direct", "CGO_ENABLED=1", "CC=/evil", "GOMODCACHE=/m"}}
	env := a.toolchain(&goModule{})
	for _, want := range []string{"PATH=/bin", "GOMODCACHE=/m", "GOPROXY=https://proxy.example", "GOFLAGS=-mod=readonly -buildvcs=false",
		"GOTOOLCHAIN=local", "GOVCS=*:off", "GOPACKAGESDRIVER=off", "GOAUTH=off", "CGO_ENABLED=0", "GOWORK=off", "GOENV=off"} {
		if !slices.Contains(env, want) {
			t.Errorf("%q is missing in %q", want, env)
		}
	}
	for _, entry := range env {
		if strings.Contains(entry, "evil") || strings.HasSuffix(entry, "=x") || strings.Contains(entry, "auto") {
			t.Errorf("the toolchain gets %q", entry)
		}
	}
}

func TestOnlyProxiesAreLeftOfGOPROXY(t *testing.T) {
	for value, want := range map[string]string{
		"": "off", "off": "off", "direct": "off", "https://a,direct": "https://a", "https://a|https://b,off": "https://a,https://b", "file:///m": "file:///m",
	} {
		if got := proxies(value); got != want {
			t.Errorf("proxies(%q) = %q, want %q", value, got, want)
		}
	}
}

func FuzzOutcome(f *testing.F) {
	f.Add(`{"config":{"scan_level":"symbol"}}{"SBOM":{"roots":["a"]}}{"finding":{"osv":"GO-0000-0001","trace":[{"module":"m","package":"p","function":"F"},{"module":"example.com/shop","position":{"filename":"main.go","line":3}}]}}`)
	f.Add(`{"finding":{"osv":"GO-0000-0001","trace":[{"package":"p"},{"module":"example.com/shop","position":{"filename":"../../etc/passwd","line":3}}]}}`)
	f.Add(`{"config":null}]`)
	f.Fuzz(func(t *testing.T, text string) {
		out, err := readOutcome(strings.NewReader(text))
		if err != nil {
			return
		}
		a := out.answer(0, flaw("F"), &goModule{path: "example.com/shop"})
		for _, c := range a.Way {
			if !filepath.IsLocal(filepath.FromSlash(c.Path)) || c.Line < 1 {
				t.Errorf("%+v is no place in the tree", c)
			}
		}
	})
}

func TestAnAdvisoryWithoutFunctionsIsAboutAllOfThem(t *testing.T) {
	const built, used = `{"finding":{"osv":"GO-0000-0001","trace":[{"module":"m","package":"m/p"}]}}`, `{"finding":{"osv":"GO-0000-0001","trace":[{"module":"m","package":"m/p","function":"F"}]}}`
	for text, want := range map[string]Answer{
		"":           {State: Absent},
		built:        {State: NotCalled},
		built + used: {Reason: "the advisory names no flawed function, and m/p is built in"},
	} {
		out, err := readOutcome(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, out.answer(0, Flaw{Module: "m"}, &goModule{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
