package credential

import (
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// role is what a file is for, as far as its path tells.
type role struct {
	aside    bool // tests, samples, documents: values in it are mostly made up
	code     bool // unquoted words in it are names, not values
	words    bool // translations: values in it are words for people
	markup   bool // prose for people
	manifest bool // YAML, as Kubernetes reads it
}

// asideFolders are names of folders and stems of files that hold no product.
var asideFolders = wordSet("test tests testing testdata __tests__ __mocks__ mock mocks spec specs fixture fixtures e2e unittest unittests " +
	"example examples sample samples demo demos doc docs documentation tutorial tutorials")

var wordFolders = wordSet("locale locales i18n l10n lang langs language languages translation translations nls resources_lang")

var codeExtensions = wordSet("cs vb fs js jsx ts tsx mjs cjs py pyi go java kt kts scala groovy gradle rb php pl pm c h cc cpp cxx hpp m mm rs swift dart lua " +
	"vue svelte astro razor cshtml tf hcl bicep sql ps1 psm1 psd1 ex exs erl clj hs ml r jl sol proto graphql css scss less coffee")

// roleOf judges by path alone: it is part of the evidence, never the verdict.
func roleOf(file string) role {
	name := strings.ToLower(path.Base(file))
	extension := strings.TrimPrefix(path.Ext(name), ".")
	r := role{code: codeExtensions[extension]}
	switch extension {
	case "md", "mdx", "rst", "adoc", "html", "htm", "txt":
		r.markup = true
	case "po", "pot", "resx", "xlf", "strings", "arb":
		r.words = true
	}
	r.manifest = extension == "yaml" || extension == "yml"
	r.aside = extension == "md" || extension == "mdx" || extension == "rst" || extension == "adoc"
	for part := range strings.SplitSeq(path.Dir(file), "/") {
		part = part[:min(len(part), 255)]
		r.words = r.words || wordFolders[strings.ToLower(part)] || isLocale(part)
		r.aside = r.aside || isAside(part)
	}
	r.aside = r.aside || isAside(path.Base(file))
	return r
}

// isLocale says that a folder is named after a language and a country: "de-DE".
func isLocale(part string) bool {
	return len(part) == 5 && isLower(part[0]) && isLower(part[1]) && (part[2] == '-' || part[2] == '_') && isUpper(part[3]) && isUpper(part[4])
}

// isAside looks for such a word in a name: "dockerTest", "unit-tests", "key_test.go".
func isAside(name string) bool {
	low := strings.ToLower(name)
	if asideFolders[low] || strings.HasSuffix(low, "tests") {
		return true
	}
	for _, word := range splitName(name) {
		if asideFolders[word] {
			return true
		}
	}
	return false
}

// temper lowers a soft match where values are mostly made up.
func (r role) temper(m rules.Match) finding.Confidence {
	if !r.aside || !m.Soft {
		return m.Confidence
	}
	switch m.Confidence {
	case finding.Proven, finding.Strong:
		return finding.Likely
	default:
		return finding.Info
	}
}

// wordSet makes a set that is written here once and only read from then on.
func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
