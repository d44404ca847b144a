package reach

import (
	"cmp"
	"path/filepath"
	"strconv"
	"strings"
)

// kept are the variables that the toolchain gets: where it keeps its files, how
// it reaches the proxy, and for which platform it builds. Everything else, the
// job's tokens among it, stays with the gate.
const kept = " PATH PATHEXT SYSTEMROOT TEMP TMP TMPDIR HOME USERPROFILE LOCALAPPDATA XDG_CACHE_HOME" +
	" GOROOT GOPATH GOCACHE GOMODCACHE GOOS GOARCH GOPRIVATE GONOPROXY GONOSUMDB GOSUMDB" +
	" HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR "

// toolchain is the environment of the analysis.
func (a Analysis) toolchain(m *goModule) []string {
	var env []string
	for _, entry := range a.Environment {
		name, _, _ := strings.Cut(entry, "=")
		if name != "" && strings.Contains(kept, " "+strings.ToUpper(name)+" ") {
			env = append(env, entry)
		}
	}
	mod, work := "readonly", "off"
	if m.vendored {
		mod = "vendor"
	}
	if m.work != "" {
		work = filepath.Join(a.Base, filepath.FromSlash(m.work))
	}
	return append(env,
		"GOPROXY="+proxies(variable(a.Environment, "GOPROXY")),
		"GOFLAGS=-mod="+mod+" -buildvcs=false", // the stamp would ask git
		"GOWORK="+work,
		"GOTOOLCHAIN=local", "CGO_ENABLED=0", "GO111MODULE=on", "GOENV=off", "GOVCS=*:off", "GOAUTH=off",
		"GOPACKAGESDRIVER=off", "GOTELEMETRY=off", "LC_ALL=C",
		"GOMEMLIMIT="+strconv.FormatInt(a.memory(), 10),
	)
}

// proxies keeps of GOPROXY what is a proxy: "direct" would start the version
// control programs.
func proxies(value string) string {
	var list []string
	for _, word := range strings.FieldsFunc(value, func(c rune) bool { return c == ',' || c == '|' }) {
		if word = strings.TrimSpace(word); strings.Contains(word, "://") {
			list = append(list, word)
		}
	}
	return cmp.Or(strings.Join(list, ","), "off")
}

func variable(environment []string, name string) (value string) {
	for _, entry := range environment {
		if is, v, _ := strings.Cut(entry, "="); is == name {
			value = v
		}
	}
	return value
}
