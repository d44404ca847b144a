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
var testFolder = regexp.MustCompile(`(^|/)(src/([a-zA-Z]*[tT]est)|tests?|__tests__|testdata|spec|e2e|[\w.-]*\.(Unit|Integration|Functional)?Tests?)/`)

// othersFolder is where package managers put copies of other people's code.
var othersFolder = regexp.MustCompile(`(^|/)(vendor|node_modules|third_party|thirdparty|bower_components)/`)

var importsTesting = []byte(`"testing"`)

// severity is a rule's severity in this file. A rule of the pack judges what is
// deployed and can be mended here: in test code, which is not, and in copies of
// other projects, whose remedy is an update, its word is never above medium.
func (s *source) severity(c *compiled) finding.Severity {
	if c.own && c.Severity > finding.Medium && (s.isTest() || othersFolder.MatchString(s.path)) {
		return finding.Medium
	}
	return c.Severity
}

// isTest says whether a file is code of tests, by the conventions of its language.
func (s *source) isTest() bool {
	if testFile.MatchString(s.path) || testFolder.MatchString(strings.TrimSuffix(s.path, path.Base(s.path))) {
		return true
	}
	return s.language.name == "go" && bytes.Contains(s.text, importsTesting)
}
