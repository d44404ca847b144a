package advisory

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// systemRecord affects every version of a package of Debian before 2.0-1.
func systemRecord(id, upstream string) []byte {
	return fmt.Appendf(nil, `{"id": %q, "modified": "2026-01-01T00:00:00Z", "upstream": [%s], "affected": [{"package": {"ecosystem": "Debian:12", "name": "openssl"},
"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0-1"}]}]}]}`, id, upstream)
}

func TestASystemsAdvisoryIsAboutTheFlawsOfOthers(t *testing.T) {
	for _, test := range []struct {
		name    string
		records [][]byte
		want    []string // "ID aliases upstream exploited"
		marked  string
	}{
		{"one upstream flaw is the same flaw", [][]byte{systemRecord("DSA-1-1", `"CVE-2026-1"`)}, []string{"DSA-1-1 [CVE-2026-1] [] true"}, "CVE-2026-1"},
		{"a system's own id for a CVE is that CVE, with others beside it", [][]byte{systemRecord("DEBIAN-CVE-2026-1", `"CVE-2026-1", "CVE-2026-2"`)}, []string{"DEBIAN-CVE-2026-1 [CVE-2026-1] [CVE-2026-2] true"}, "CVE-2026-2"},
		{"several names of one flaw are one", [][]byte{systemRecord("USN-1-1", `"UBUNTU-CVE-2026-1", "CVE-2026-1"`)}, []string{"UBUNTU-CVE-2026-1 [CVE-2026-1 USN-1-1] [] false"}, ""},
		{"an advisory about several flaws is none of them, and does not join them",
			[][]byte{systemRecord("DSA-2-1", `"CVE-2026-2", "CVE-2026-1"`), systemRecord("DEBIAN-CVE-2026-1", `"CVE-2026-1"`), systemRecord("DEBIAN-CVE-2026-2", `"CVE-2026-2"`)},
			[]string{"DEBIAN-CVE-2026-1 [CVE-2026-1] [] true", "DEBIAN-CVE-2026-2 [CVE-2026-2] [] false", "DSA-2-1 [] [CVE-2026-1 CVE-2026-2] true"}, "CVE-2026-1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			content, err := BuildRecords(test.records, Options{Complete: []string{"Debian"}, Exploited: []string{test.marked}})
			if err != nil {
				t.Fatal(err)
			}
			index, err := OpenBytes(content)
			if err != nil {
				t.Fatal(err)
			}
			matches, status, err := index.Match("Debian:12", "openssl", "1.1-1+deb12u1")
			if err != nil || status != Matched {
				t.Fatalf("%s, %v", status, err)
			}
			var got []string
			for _, m := range matches {
				got = append(got, fmt.Sprintf("%s %v %v %v", m.ID, m.Aliases, m.Upstream, m.Exploited))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSystemsOrderTheirVersions holds what is installed against where a flaw is mended.
func TestSystemsOrderTheirVersions(t *testing.T) {
	for _, test := range []struct {
		ecosystem, installed, fixed string
		flawed                      bool
	}{
		{"Debian:12", "3.0.11-1~deb12u1", "3.0.11-1~deb12u2", true},
		{"Debian:12", "3.0.11-1", "3.0.11-1~deb12u2", false},
		{"Debian:12", "1:1.2.13.dfsg-1", "2.0", false}, // the epoch goes first
		{"Ubuntu:22.04:LTS", "3.0.2-0ubuntu1.9", "3.0.2-0ubuntu1.10", true},
		{"Alpine:v3.19", "3.1.4-r5", "3.1.4-r6", true},
		{"Alpine:v3.19", "3.1.4-r10", "3.1.4-r6", false},
		{"Alpine:v3.19", "1.2_rc1-r0", "1.2-r0", true},
		{"Alpine:v3.19", "1.2_p1-r0", "1.2-r0", false},
		{"Rocky Linux:9", "1:3.0.7-24.el9", "1:3.0.7-25.el9", true},
		{"Rocky Linux:9", "3.0.7-25.el9", "1:3.0.7-24.el9", true}, // an epoch that is not written is 0
		{"Red Hat:enterprise_linux:9::baseos", "2.34-60.el9", "0:2.34-60.el9_2.7", true},
		{"Red Hat:enterprise_linux:9::baseos", "2.34-100.el9_4.2", "0:2.34-60.el9_2.7", false},
		{"AlmaLinux:9", "1.0~rc1-1.el9", "1.0-1.el9", true},
	} {
		t.Run(fmt.Sprintf("%s %s and %s", test.ecosystem, test.installed, test.fixed), func(t *testing.T) {
			record := fmt.Appendf(nil, `{"id": "A-1", "modified": "2026-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": %q, "name": "p"},
"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": %q}]}]}]}`, test.ecosystem, test.fixed)
			content, err := BuildRecords([][]byte{record}, Options{Complete: []string{test.ecosystem}})
			if err != nil {
				t.Fatal(err)
			}
			index, err := OpenBytes(content)
			if err != nil {
				t.Fatal(err)
			}
			matches, status, err := index.Match(test.ecosystem, "p", test.installed)
			if err != nil || status != Matched || (len(matches) == 1) != test.flawed {
				t.Errorf("%d matches, %s, %v; want flawed = %v", len(matches), status, err, test.flawed)
			}
		})
	}
}
