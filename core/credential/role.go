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
	back     bool // of a language that writes literals between back quotes
	words    bool // translations: values in it are words for people
	markup   bool // prose for people
	manifest bool // YAML, as Kubernetes reads it
	keeps    bool // a file that tools read their passwords from
	stand    bool // its own name says that it stands in for another
	system   bool // of an operating system's distribution: known to everyone
}

// asideFolders are names of folders and stems of files that hold no product.
var asideFolders = wordSet("test tests testing testdata __tests__ __mocks__ mock mocks spec specs fixture fixtures e2e unittest unittests " +
	"example examples sample samples demo demos doc docs documentation tutorial tutorials swagger openapi " +
	"vendor node_modules third_party thirdparty 3rdparty")

var wordFolders = wordSet("locale locales i18n l10n lang langs language languages translation translations nls resources_lang")

var codeExtensions = wordSet("cs vb fs js jsx ts tsx mjs cjs py pyi go java kt kts scala groovy gradle rb php pl pm c h cc cpp cxx hpp m mm rs swift dart lua " +
	"vue svelte astro razor cshtml tf hcl bicep sql ps1 psm1 psd1 ex exs erl clj hs ml r jl sol proto graphql css scss less coffee")

// roleOf judges by path alone: it is part of the evidence, never the verdict.
func roleOf(file string) role { return roleWithin(folderOf(path.Dir(file)), file) }

// folder is what the folders above a file tell of it.
type folder struct {
	path         string
	words, aside bool
}

func folderOf(dir string) folder {
	f := folder{path: dir}
	for part := range strings.SplitSeq(dir, "/") {
		part = part[:min(len(part), 255)]
		f.words = f.words || wordFolders[strings.ToLower(part)] || isLocale(part)
		f.aside = f.aside || isAside(part)
	}
	return f
}

func roleWithin(folder folder, file string) role {
	name := strings.ToLower(path.Base(file))
	extension := strings.TrimPrefix(path.Ext(name), ".")
	r := role{code: codeExtensions[extension]}
	switch extension {
	case "md", "mdx", "rst", "adoc", "html", "htm", "txt":
		r.markup = true
	case "po", "pot", "resx", "xlf", "strings", "arb":
		r.words = true
	}
	r.back = extension == "go" || extension == "js" || extension == "ts" || extension == "mjs" || extension == "tsx" || extension == "jsx"
	r.manifest = isManifest(name)
	r.aside = extension == "md" || extension == "mdx" || extension == "rst" || extension == "adoc"
	r.words = r.words || folder.words
	r.aside = r.aside || folder.aside
	r.aside = r.aside || isAside(path.Base(file))
	r.keeps = keepers[name] || strings.HasPrefix(name, ".env") || extension == "env" || extension == "htpasswd"
	r.stand = isStandIn(name)
	r.system = isSystem("/" + strings.ToLower(file))
	return r
}

// isManifest says whether a file may be Kubernetes' own.
func isManifest(file string) bool {
	extension := strings.ToLower(path.Ext(file))
	return extension == ".yaml" || extension == ".yml"
}

// keepers are the names of files that tools read their passwords from.
var keepers = wordSet(".netrc _netrc .pgpass .git-credentials .htpasswd .npmrc .pypirc .dockercfg .esmtprc .msmtprc .fetchmailrc .muttrc .my.cnf .mylogin.cnf .s3cfg .boto .ftpconfig .remote-sync.json sftp-config.json sftp.json " +
	"filezilla.xml recentservers.xml sitemanager.xml wp-config.php .bashrc .bash_profile .zshrc .zprofile .profile credentials .credentials .pgservice.conf .smbcredentials .curlrc .wgetrc hub")

// isStandIn looks for such a word in a file's own name: "dummy.pem", "stub_key".
func isStandIn(name string) bool {
	for _, word := range splitName(name) {
		switch word {
		case "dummy", "stub", "fake", "placeholder", "snakeoil":
			return true
		}
	}
	return false
}

// isSystem knows the folders of programs and of what distributions ship in them.
func isSystem(file string) bool {
	for _, folder := range []string{"/usr/bin/", "/usr/sbin/", "/usr/share/mime/", "/usr/share/doc/", "/usr/share/man/"} {
		if strings.Contains(file, folder) {
			return true
		}
	}
	name := path.Base(file)
	return strings.HasSuffix(name, ".so") || strings.Contains(name, ".so.")
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
	switch {
	case !m.Soft:
		return m.Confidence
	case r.stand || r.system || r.aside && m.Faint:
		return finding.Info
	case !r.aside:
		return m.Confidence
	}
	switch m.Confidence {
	case finding.Proven, finding.Strong:
		return finding.Likely
	default:
		return m.Confidence
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
