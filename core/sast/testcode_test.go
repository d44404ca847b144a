package sast

import (
	"testing"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestFilesOfTestsAreKnownByTheirNames(t *testing.T) {
	for _, path := range []string{"core/run_test.go", "app/test_views.py", "tests/helpers.py", "web/src/cart.spec.ts", "web/__tests__/cart.js",
		"src/test/java/A.java", "src/main/OrderTest.java", "src/Orders.UnitTests/Fakes.cs", "Orders.Tests/A.cs", "src/OrderTests.cs"} {
		if s := (&source{path: path, language: named(languages(), "python")[0]}); !s.isTest() {
			t.Errorf("%s is taken for deployed code", path)
		}
	}
	for _, path := range []string{"contest/run.go", "app/latest_views.py", "src/main/java/TestimonyBean.java", "web/src/attest.ts",
		"Protests/A.cs", "src/main/BenchmarkTest00001.java", "testcode/a.py", "test.py"} {
		if s := (&source{path: path, language: named(languages(), "python")[0]}); s.isTest() {
			t.Errorf("%s is taken for test code", path)
		}
	}
}

func TestGoFilesThatImportTestingAreTests(t *testing.T) {
	s := &source{path: "helpers.go", language: named(languages(), "go")[0], text: []byte("package a\n\nimport (\n\t\"net/http\"\n\t\"testing\"\n)\n")}
	if !s.isTest() {
		t.Error("taken for deployed code")
	}
}

func TestThePackIsNeverAboveMediumInTestsAndCopies(t *testing.T) {
	own := &compiled{rule: &rule{own: true}}
	own.Severity = finding.Critical
	users := &compiled{rule: &rule{}}
	users.Severity = finding.Critical
	for path, want := range map[string]finding.Severity{"a.go": finding.Critical, "a_test.go": finding.Medium,
		"vendor/example.com/a.go": finding.Medium, "vendors/a.go": finding.Critical} {
		s := &source{path: path, language: named(languages(), "go")[0]}
		if got := s.severity(own, nil); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
		if got := s.severity(users, nil); got != finding.Critical {
			t.Errorf("a user's rule in %s: %s", path, got)
		}
	}
}

func TestAFlowThatATestBeginsIsNeverAboveMedium(t *testing.T) {
	const helper = "package a\n\nimport \"os\"\n\nfunc Read(name string) { os.ReadFile(name) }\n"
	const caller = "package a\n\nimport \"net/http\"\n\nfunc serve(w http.ResponseWriter, r *http.Request) { Read(r.URL.Path) }\n"
	for path, want := range map[string]finding.Severity{"serve.go": finding.High, "serve_test.go": finding.Medium} {
		check, err := New(Config{})
		if err != nil {
			t.Fatal(err)
		}
		result, err := check.Run(t.Context(), repo.Memory(map[string]string{"read.go": helper, path: caller}))
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Findings) != 1 || result.Findings[0].Severity != want {
			t.Errorf("%s: %+v", path, result.Findings)
		}
	}
}
