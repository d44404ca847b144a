package sast

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// testFile is how the languages' test runners expect a file of tests to be called.
var testFile = regexp.MustCompile(`_test\.go$|(^|/)(test_[^/]*|[^/]*_tests?|tests|conftest)\.py$|[.-](tests?|spec|e2e|cy|stories|mock)\.[cm]?[jt]sx?$|` +
	`(^|/)test_[^/]*\.sh$|(Test|Tests|TestCase|ITCase|IT)\.java$|(Test|Tests|TestBase|Fixture)\.cs$|\.[Tt]ests?\.ps1$|_(test|spec)\.rb$`)

// testFolder is where projects keep tests and what serves them alone: helpers,
// fakes, inputs and measurements.
var testFolder = regexp.MustCompile(`^integration(-cli|-tests?)?/|(^|/)(src/([a-zA-Z]+Test|test)|tests?|__tests__|testdata|spec|e2e|Tests?|[\w.-]*\.(Unit|Integration|Functional)?Tests?` +
	`|testing|tests?[-_.][\w.-]+|[\w.-]+[-_]tests?|\w*[a-z0-9]Tests?|test(utils?|support|lib|helpers?|fixtures?|suite|tools?|common|kit|server|harness)` +
	`|(unit|integration|functional|acceptance|system|load|perf|smoke|http|io|fs|db|net)tests?` +
	`|acceptance|__mocks__|mocks?|fakes|fixtures|__fixtures__|cypress|playwright|bench(mark)?s?)/`)

// exampleFolder is where projects show how they are used. It is read, not deployed.
var exampleFolder = regexp.MustCompile(`(?i)^(sample|sandbox)/|(^|/)(_?examples?|samples|\.devcontainer|testassets|demos?|[\w.-]+[-_](demos?|examples?|samples?)|tutorials?|playground|docs?|documentation)/`)

// testImport is how a file takes in a test framework.
var testImport = regexp.MustCompile(`(?m)^\s*(import (static )?(org\.(junit|testng|mockito|assertj)|io\.restassured)\.|using (static )?(Xunit|NUnit\.Framework|Moq|Microsoft\.VisualStudio\.TestTools\.UnitTesting)\b` +
	`|(import|from) (pytest|unittest)\b|Describe ["'])|(?m)^\s*(import\b.*\bfrom|const .*= *require\() ?["'](vitest|@jest/globals|@playwright/test|mocha|chai|node:test|supertest|ava)["']`)

// othersFolder is where package managers put copies of other people's code, and
// build tools bundles of it.
var othersFolder = regexp.MustCompile(`(^|/)(vendor|dist|_?vendored|node_modules|third[-_]?party|3rdparty|bower_components)/|^externals?/`)

var importsTesting = []byte(`"testing"`)

// severity is a rule's severity in this file. A rule of the pack judges what is
// deployed and can be mended here: in tests and examples, which are not, and in
// copies of other projects, whose remedy is an update, its word is never above
// medium. Nor is it of a value that comes from afar.
func (s *source) severity(c *compiled, way *taint) finding.Severity {
	if c.own && c.Severity > finding.Medium && (s.isAside() || way.begin().isAside() || way.isFar()) {
		return finding.Medium
	}
	return c.Severity
}

// A way through more files, with more stops, or through a call of which nothing is
// known, rests on guesses of what each step does: worth a look, and no more.
const (
	nearFiles = 2
	nearStops = 6
)

// isFar says whether a way is too long, or too dim, to be sure of.
func (t *taint) isFar() bool {
	var files []*source
	stops := 0
	for ; t != nil; t = t.from {
		if t.guess {
			return true
		}
		stops++
		if !slices.Contains(files, t.unit.source) {
			files = append(files, t.unit.source)
		}
	}
	return len(files) > nearFiles || stops > nearStops
}

// begin is the file that a value comes from; nil when nothing flows.
func (t *taint) begin() *source {
	if t == nil {
		return nil
	}
	for t.from != nil {
		t = t.from
	}
	return t.unit.source
}

// isAside says whether a file is a test, an example, or a copy of others' code.
func (s *source) isAside() bool {
	return s != nil && (s.isTest() || exampleFolder.MatchString(s.project()) || othersFolder.MatchString(s.below()))
}

// isTest says whether a file is code of tests, by the conventions of its language.
func (s *source) isTest() bool {
	if testFile.MatchString(s.path) || testFolder.MatchString(s.project()) {
		return true
	}
	if s.testing == nil {
		found := s.importsTests()
		s.testing = &found
	}
	return *s.testing
}

func (s *source) importsTests() bool {
	if s.language.name == "go" {
		return bytes.Contains(s.text, importsTesting)
	}
	return testImport.Match(s.text)
}

// project is the folder of a file, without the packages that Maven and Gradle
// expect below it: com.example.demo is where an application starts.
func (s *source) project() string {
	folder := strings.TrimSuffix(s.below(), path.Base(s.path))
	if before, _, ok := strings.Cut("/"+folder, "/src/main/"); ok {
		return strings.TrimPrefix(before+"/", "/")
	}
	return folder
}

// below is a file's path in the folder that is examined: whoever asks for an
// example by its folder wants it judged.
func (s *source) below() string {
	return strings.TrimPrefix(s.path, s.folder+"/")
}
