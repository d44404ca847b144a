package sast

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// testFile is how the languages' test runners expect a file of tests to be called.
var testFile = regexp.MustCompile(`_test\.go$|(^|/)(test_[^/]*|[^/]*_test|conftest)\.py$|\.(test|spec|e2e|cy)\.[cm]?[jt]sx?$|` +
	`(Test|Tests|TestCase|ITCase)\.java$|(Test|Tests|TestBase|Fixture)\.cs$|\.[Tt]ests?\.ps1$|_(test|spec)\.rb$`)

// testFolder is where the build tools expect tests that are never deployed.
var testFolder = regexp.MustCompile(`^integration(-cli|-tests?)?/|(^|/)(src/([a-zA-Z]*[tT]est)|tests?|__tests__|testdata|spec|e2e|[\w.-]*\.(Unit|Integration|Functional)?Tests?)/`)

// othersFolder is where package managers put copies of other people's code.
var othersFolder = regexp.MustCompile(`(^|/)(vendor|node_modules|third_party|thirdparty|bower_components)/`)

var importsTesting = []byte(`"testing"`)

// severity is a rule's severity in this file. A rule of the pack judges what is
// deployed and can be mended here: in test code, which is not, and in copies of
// other projects, whose remedy is an update, its word is never above medium.
func (s *source) severity(c *compiled, way *taint) finding.Severity {
	if c.own && c.Severity > finding.Medium && (s.isTest() || othersFolder.MatchString(s.path) || way.begin().isTest()) {
		return finding.Medium
	}
	return c.Severity
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

// isTest says whether a file is code of tests, by the conventions of its language.
func (s *source) isTest() bool {
	if s == nil {
		return false
	}
	if testFile.MatchString(s.path) || testFolder.MatchString(strings.TrimSuffix(s.path, path.Base(s.path))) {
		return true
	}
	return s.language.name == "go" && bytes.Contains(s.text, importsTesting)
}
