package sast

import (
	"fmt"
	"testing"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestFilesOfTestsAreKnownByTheirNames(t *testing.T) {
	for _, path := range []string{"core/run_test.go", "app/test_views.py", "tests/helpers.py", "web/src/cart.spec.ts", "web/__tests__/cart.js",
		"src/test/java/A.java", "src/main/OrderTest.java", "src/Orders.UnitTests/Fakes.cs", "Orders.Tests/A.cs", "src/OrderTests.cs",
		"httptest/server.go", "OrderTest/Fakes.cs", "app/tests.py", "Tasks/Tests/Run.ps1", "scripts/test_apache.sh", "internal/testutil/db.py", "acceptance/run.py", "test-infra/a.py", "web/cart-test.js", "web/mocks/api.ts", "web/button.stories.tsx",
		"integration-tests/src/main/java/A.java"} {
		if s := (&source{path: path, language: named(languages(), "python")[0]}); !s.isTest() {
			t.Errorf("%s is taken for deployed code", path)
		}
	}
	for _, path := range []string{"contest/run.go", "app/latest_views.py", "src/main/java/TestimonyBean.java", "web/src/attest.ts",
		"Protests/A.cs", "src/main/BenchmarkTest00001.java", "testcode/a.py", "test.py",
		"latest/run.go", "contest/a.py", "src/main/java/org/acme/fixtures/A.java", "attestations/a.ts", "benchmarking/a.go", "src/Attest/A.cs"} {
		if s := (&source{path: path, language: named(languages(), "python")[0]}); s.isTest() {
			t.Errorf("%s is taken for test code", path)
		}
	}
}

func TestExamplesAndCopiesAreKnownByTheirFolders(t *testing.T) {
	for _, path := range []string{"_examples/tls/main.go", "examples/main.tf", "docs/conf.py", "Samples/Web/A.cs", "vendor/a.go", ".github/actions/triage/dist/index.js", "external/zlib/a.py", "demo/src/main/java/A.java", "shop-demo/web/a.py", "sample/a.py", "sandbox/Server/a.py", ".devcontainer/setup.py", "src/testassets/a.py"} {
		if s := (&source{path: path, language: named(languages(), "python")[0]}); !s.isAside() {
			t.Errorf("%s is taken for deployed code", path)
		}
	}
	for _, path := range []string{"src/main/java/com/example/demo/A.java", "src/sample/a.py", "app/sandbox/a.py", "src/external/a.py", "docsearch/a.py", "democracy/a.py"} {
		if s := (&source{path: path, language: named(languages(), "python")[0]}); s.isAside() {
			t.Errorf("%s is taken for an example or a copy", path)
		}
	}
}

func TestAnExampleThatIsAskedForIsJudged(t *testing.T) {
	s := &source{path: "examples/shop/web/a.py", folder: "examples/shop", language: named(languages(), "python")[0]}
	if s.isAside() {
		t.Error("taken for an example")
	}
	if s.path = "examples/shop/tests/a.py"; !s.isAside() {
		t.Error("its tests are taken for deployed code")
	}
}

func TestFilesThatImportATestFrameworkAreTests(t *testing.T) {
	for text, want := range map[string]bool{
		"import org.junit.Test;\n": true, "import org.acme.junit.Test;\n": false,
		"namespace A;\nusing Xunit;\n": true, "using Xunitary;\n": false,
		"Describe 'Orders' {\n": true, "Describe-Orders 'all'\n": false,
		"import pytest\n": true, "from unittest import mock\n": true, "import pytestarch\n": false,
		"import { test } from '@playwright/test';\n": true, "const chai = require('chai');\n": true, "import { test } from './ava';\n": false,
	} {
		s := &source{path: "helpers", language: named(languages(), "python")[0], text: []byte(text)}
		if got := s.isTest(); got != want {
			t.Errorf("%q: a test: %t", text, got)
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

func TestAWayThroughManyFilesIsNeverAboveMedium(t *testing.T) {
	for files, want := range map[int]finding.Severity{2: finding.High, 3: finding.Medium} {
		tree := map[string]string{"file0.go": "package a\n\nimport \"net/http\"\n\nfunc serve(w http.ResponseWriter, r *http.Request) { f1(r.URL.Path) }\n"}
		for i := 1; i < files; i++ {
			body := fmt.Sprintf("f%d(name)", i+1)
			if i == files-1 {
				body = "os.ReadFile(name)"
			}
			tree[fmt.Sprintf("file%d.go", i)] = fmt.Sprintf("package a\n\nimport \"os\"\n\nfunc f%d(name string) { %s }\n", i, body)
		}
		check, err := New(Config{})
		if err != nil {
			t.Fatal(err)
		}
		result, err := check.Run(t.Context(), repo.Memory(tree))
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Findings) != 1 || result.Findings[0].Severity != want {
			t.Errorf("%d files: %+v", files, result.Findings)
		}
	}
}

func TestASinkIsToldOnceByTheWayThatWeighsMost(t *testing.T) {
	tree := map[string]string{
		"a_test.go": "package a\n\nimport \"net/http\"\n\nfunc check(w http.ResponseWriter, r *http.Request) { move(r.URL.Path, r.Referer()) }\n",
		"serve.go":  "package a\n\nimport \"net/http\"\n\nfunc serve(w http.ResponseWriter, r *http.Request) { move(r.URL.Path, r.Referer()) }\n",
		"move.go":   "package a\n\nimport \"os\"\n\nfunc move(from, to string) { os.Rename(from, to) }\n",
	}
	check, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := check.Run(t.Context(), repo.Memory(tree))
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Findings) != 1 || result.Findings[0].Severity != finding.High {
		t.Errorf("%+v", result.Findings)
	}
}

func TestAWayThroughAnUnknownCallIsNeverAboveMedium(t *testing.T) {
	const file = "package a\n\nimport (\n\t\"net/http\"\n\t\"os\"\n)\n\nfunc serve(w http.ResponseWriter, r *http.Request) { os.ReadFile(%s) }\n"
	for expression, want := range map[string]finding.Severity{
		"r.URL.Path": finding.High, "strings.TrimSpace(r.URL.Path)": finding.High, "hooks.Alter(r.URL.Path)": finding.Medium,
	} {
		check, err := New(Config{})
		if err != nil {
			t.Fatal(err)
		}
		result, err := check.Run(t.Context(), repo.Memory(map[string]string{"serve.go": fmt.Sprintf(file, expression)}))
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Findings) != 1 || result.Findings[0].Severity != want {
			t.Errorf("%s: %+v", expression, result.Findings)
		}
	}
}
