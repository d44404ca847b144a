package dependency

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite" // writes RPM databases for the tests

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/internal/imagetest"
	"github.com/sallyport-gate/sallyport/internal/schematest"
)

const (
	debian = "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\nVERSION_ID=\"12\"\n"
	dpkgA  = "Package: libssl3\nStatus: install ok installed\nSource: openssl (3.0.1-1)\nVersion: 3.0.1-1+b1\nDescription: x\n more: words\n\n"
	dpkgB  = "Package: openssl\nStatus: install ok installed\nVersion: 3.0.1-1\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n\n"
)

func file(name, content string) imagetest.Entry { return imagetest.File(name, content) }

func step(words string, entries ...imagetest.Entry) imagetest.Layer {
	return imagetest.Layer{Step: words, Entries: entries}
}

// scanImage runs the check over an empty tree and one image, from the image's folder.
func scanImage(t *testing.T, config Config, layers ...imagetest.Layer) (packages []string, findings []finding.Finding, gaps []string) {
	t.Helper()
	valid := schematest.CycloneDX(t)
	t.Chdir(t.TempDir())
	if err := os.WriteFile("shop.tar", imagetest.Saved(t, layers...), 0o600); err != nil {
		t.Fatal(err)
	}
	config.Images = Images{Names: []string{"shop.tar"}}
	config.Now = snapshot
	result, err := New(config).Run(t.Context(), repo.Memory(map[string]string{}))
	if err != nil {
		t.Fatal(err)
	}
	validSBOM(t, valid, *result.Inventory)
	var digests []string
	for _, p := range result.Inventory.Packages {
		if i := slices.Index(digests, p.Layer); i < 0 {
			digests = append(digests, p.Layer)
		}
		words := []string{p.Ecosystem, p.Name, p.Version, fmt.Sprintf("%s:%d", strings.TrimPrefix(p.Path, "shop.tar/"), p.Line)}
		if p.Base {
			words = append(words, "base")
		}
		packages = append(packages, strings.Join(words, " "))
	}
	for _, g := range result.Coverage.Gaps {
		if g.Kind != finding.NoAdvisories {
			gaps = append(gaps, string(g.Kind)+" "+g.Path+": "+g.Message)
		}
	}
	return packages, result.Findings, gaps
}

func TestAnImagesPackagesAreRead(t *testing.T) {
	for name, test := range map[string]struct {
		layers []imagetest.Layer
		want   []string
	}{
		"Debian, where what is removed but for its configuration does not count": {
			[]imagetest.Layer{step("", file("etc/os-release", debian), file("var/lib/dpkg/status", dpkgA+dpkgB))},
			[]string{"Debian:12 libssl3 3.0.1-1+b1 var/lib/dpkg/status:1", "Debian:12 openssl 3.0.1-1 var/lib/dpkg/status:8"}},
		"a distroless image, which has a file for each package": {
			[]imagetest.Layer{step("", file("usr/lib/os-release", debian), imagetest.Entry{Name: "etc/os-release", Link: "../usr/lib/os-release"},
				file("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2024a-0\n"), file("var/lib/dpkg/status.d/tzdata.md5sums", "x"))},
			[]string{"Debian:12 tzdata 2024a-0 var/lib/dpkg/status.d/tzdata:1"}},
		"Alpine, with the folder that a link leads to": {
			[]imagetest.Layer{step("", file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n"), imagetest.Entry{Name: "lib", Link: "usr/lib"},
				file("usr/lib/apk/db/installed", "C:Q1\nP:busybox\nV:1.36.1-r29\nL:GPL-2.0-only\no:busybox\n\n"))},
			[]string{"Alpine:v3.20 busybox 1.36.1-r29 usr/lib/apk/db/installed:1"}},
		"Rocky Linux, with RPM's database in SQLite and an epoch": {
			[]imagetest.Layer{step("", file("etc/os-release", "ID=\"rocky\"\nVERSION_ID=\"9.4\"\n"), file("var/lib/rpm/rpmdb.sqlite", rpmDatabase(t)))},
			[]string{"Rocky Linux:9 openssl-libs 1:3.0.7-24.el9 var/lib/rpm/rpmdb.sqlite:1"}},
		"what language package managers installed": {
			[]imagetest.Layer{step("",
				file("app/node_modules/a/package.json", "{\"name\":\"a\",\n\"version\":\"1.0.0\"}"),
				file("app/node_modules/a/lib/package.json", `{"type":"module"}`),
				file("app/node_modules/@s/b/package.json", `{"name":"@s/b","version":"2.0.0"}`),
				file("usr/lib/python3/dist-packages/x-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: X\nVersion: 1.0\n\nName: no header\n"),
				file("usr/lib/ruby/gems/3.3.0/specifications/nokogiri-1.16.0-x86_64-linux.gemspec", ""),
				file("app/vendor/composer/installed.json", `{"packages":[{"name":"s/p","version":"v1.2.0"}]}`),
				file("app/shop.deps.json", `{"libraries":{"Shop/1.0.0":{"type":"project"},"Newtonsoft.Json/12.0.1":{"type":"package"}}}`),
				file("app/lib.jar", jarOf(t, "META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1.2\n")))},
			[]string{"Maven g:a 1.2 app/lib.jar:1", "NuGet Newtonsoft.Json 12.0.1 app/shop.deps.json:1", "Packagist s/p v1.2.0 app/vendor/composer/installed.json:1",
				"PyPI X 1.0 usr/lib/python3/dist-packages/x-1.0.dist-info/METADATA:3",
				"RubyGems nokogiri 1.16.0 usr/lib/ruby/gems/3.3.0/specifications/nokogiri-1.16.0-x86_64-linux.gemspec:1",
				"npm @s/b 2.0.0 app/node_modules/@s/b/package.json:1", "npm a 1.0.0 app/node_modules/a/package.json:2"}},
		"what the base image brought, and what was added": {
			[]imagetest.Layer{
				step("ADD rootfs", file("etc/os-release", debian), file("var/lib/dpkg/status", dpkgA)),
				{Step: `CMD ["bash"]`, Empty: true},
				step("RUN apt-get install openssl", file("var/lib/dpkg/status", dpkgA+dpkgB))},
			[]string{"Debian:12 libssl3 3.0.1-1+b1 var/lib/dpkg/status:1 base", "Debian:12 openssl 3.0.1-1 var/lib/dpkg/status:8"}},
		"nothing of what a layer deleted": {
			[]imagetest.Layer{step("", file("app/node_modules/a/package.json", `{"name":"a","version":"1.0.0"}`)), step("", file("app/node_modules/.wh.a", ""))},
			nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, gaps := scanImage(t, Config{}, test.layers...)
			if diff := cmp.Diff(test.want, got); diff != "" || len(gaps) > 0 {
				t.Errorf("packages (-want +got):\n%s\ngaps: %q", diff, gaps)
			}
		})
	}
}

func TestAnImageThatIsNotUnderstoodIsAGap(t *testing.T) {
	for name, test := range map[string]struct {
		entries []imagetest.Entry
		want    string
	}{
		"a package database without a system":  {[]imagetest.Entry{file("var/lib/dpkg/status", dpkgA)}, "unresolved shop.tar: "},
		"a system without advisories":          {[]imagetest.Entry{file("etc/os-release", "ID=plan9\nVERSION_ID=4\n"), file("var/lib/dpkg/status", dpkgA)}, "unresolved shop.tar: "},
		"a system without a release":           {[]imagetest.Entry{file("etc/os-release", "ID=debian\n"), file("var/lib/dpkg/status", dpkgA)}, "unresolved shop.tar: "},
		"a system without a package database":  {[]imagetest.Entry{file("etc/os-release", debian)}, "unresolved shop.tar: "},
		"a damaged package database":           {[]imagetest.Entry{file("etc/os-release", debian), file("var/lib/dpkg/status", "nonsense\n")}, "unparsed shop.tar/var/lib/dpkg/status: "},
		"a damaged RPM database":               {[]imagetest.Entry{file("etc/os-release", "ID=rocky\nVERSION_ID=9\n"), file("var/lib/rpm/rpmdb.sqlite", "nonsense")}, "unparsed shop.tar/var/lib/rpm/rpmdb.sqlite: "},
		"a package database behind a link":     {[]imagetest.Entry{file("etc/os-release", debian), file("var/lib/dpkg/status", dpkgA), {Name: "var/lib/rpm", Link: "/opt/rpm"}}, "unreadable shop.tar/var/lib/rpm: "},
		"a package database that was emptied":  {[]imagetest.Entry{file("etc/os-release", debian), file("var/lib/dpkg/status", "")}, "unresolved shop.tar/var/lib/dpkg/status: "},
		"a Java archive that says nothing":     {[]imagetest.Entry{file("app.jar", jarOf(t, "a.class", "x"))}, "unresolved shop.tar/app.jar: "},
		"a Java archive that is damaged":       {[]imagetest.Entry{file("a-1.0.jar", strings.Repeat("x", 100))}, "unparsed shop.tar/a-1.0.jar: "},
		"a Go program older than its own list": {[]imagetest.Entry{file("app", "\x7fELF"+strings.Repeat("\x00", 60)+buildMark+"\x08\x00"+strings.Repeat("\x01", 32))}, "unparsed shop.tar/app: "},
		"an installed package that is damaged": {[]imagetest.Entry{file("node_modules/a/package.json", "{")}, "unparsed shop.tar/node_modules/a/package.json: "},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, gaps := scanImage(t, Config{}, imagetest.Layer{Entries: test.entries})
			if len(gaps) != 1 || !strings.HasPrefix(gaps[0], test.want) {
				t.Errorf("gaps = %q, want one that begins with %q", gaps, test.want)
			}
		})
	}
}

func TestPackagesOfOneSourceAreOneFinding(t *testing.T) {
	record := `{"id":"DSA-1","summary":"It breaks","affected":[{"package":{"ecosystem":"Debian:12","name":"openssl"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"3.0.2-1"}]}]}]}`
	_, findings, gaps := scanImage(t, Config{Index: indexOf(t, []string{"Debian"}, record)},
		step("ADD rootfs", file("etc/os-release", debian), file("var/lib/dpkg/status", dpkgA+dpkgB)),
		imagetest.Layer{Step: "CMD bash", Empty: true}, step("RUN true"))
	if len(findings) != 1 || len(gaps) > 0 {
		t.Fatalf("findings = %+v, gaps = %q; want one finding and no gap", findings, gaps)
	}
	f := findings[0]
	if !strings.Contains(f.Message, "base image") || !strings.Contains(f.Message, "also in openssl") || !strings.Contains(f.Advice, "newer base image") {
		t.Errorf("message %q, advice %q", f.Message, f.Advice)
	}
}

func TestRedHatsAdvisoriesAreSoughtInAllItsProducts(t *testing.T) {
	record := `{"id":"RHSA-1","affected":[{"package":{"ecosystem":"Red Hat:enterprise_linux:9::baseos","name":"openssl-libs"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1:3.0.7-25.el9"}]}]}]}`
	other := strings.ReplaceAll(strings.ReplaceAll(record, ":9::", ":8::"), "RHSA-1", "RHSA-2")
	_, findings, gaps := scanImage(t, Config{Index: indexOf(t, []string{"Red Hat"}, record, other)},
		step("", file("etc/os-release", "ID=rhel\nVERSION_ID=9.4\n"), file("var/lib/rpm/rpmdb.sqlite", rpmDatabase(t))))
	if len(findings) != 1 || findings[0].Package.Advisory != "RHSA-1" || len(gaps) > 0 {
		t.Errorf("findings = %+v, gaps = %q; want RHSA-1 alone", findings, gaps)
	}
}

func TestAGoProgramTellsItsModules(t *testing.T) {
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	sifted, err := siftProgram(program)
	if err != nil {
		t.Fatal(err)
	}
	packages, err := goModules(sifted, "app")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.TrimPrefix(runtime.Version(), "go"); len(packages) != 1 || packages[0].Name != "stdlib" || packages[0].Version != want {
		t.Errorf("packages = %+v, want stdlib %s", packages, want)
	}
	frame := strings.Repeat("\x01", 16)
	list := frame + "path\tshop\nmod\tshop\tv0.9.0\t\ndep\texample.com/a\tv1.2.0\th1:x\ndep\texample.com/b\tv1.0.0\n=>\texample.com/c\tv1.1.0\th1:x\n" + frame
	written := buildMark + "\x08\x02" + strings.Repeat("\x00", 16) + "\x06go1.22" + string(binary.AppendUvarint(nil, uint64(len(list)))) + list
	if sifted, err = siftProgram(strings.NewReader("\x7fELF" + written)); err != nil {
		t.Fatal(err)
	}
	if packages, err = goModules(sifted, "app"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range packages {
		got = append(got, p.Name+" "+p.Version)
	}
	if diff := cmp.Diff([]string{"stdlib 1.22", "shop v0.9.0", "example.com/a v1.2.0", "example.com/c v1.1.0"}, got); diff != "" {
		t.Errorf("modules (-want +got):\n%s", diff)
	}
}

func TestABuildListIsFoundWhereverAWindowEnds(t *testing.T) {
	list := buildMark + "\x08\x02" + strings.Repeat("\x00", 16) + "\x06go1.22" + "\x00"
	for _, before := range []int{0, 1<<20 - 40, 1<<20 - 20, 1<<20 - 7, 1 << 20, 3 << 20} {
		got, err := siftProgram(strings.NewReader(strings.Repeat("\x00", before) + list + strings.Repeat("\x00", 100)))
		if err != nil || string(got) != "go1.22\n" {
			t.Errorf("behind %d bytes: %q, %v", before, got, err)
		}
	}
}

func jarOf(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, content)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// rpmDatabase is a database of one package, in RPM's own header format
// (https://rpm-software-management.github.io/rpm/manual/format_header.html).
func rpmDatabase(t *testing.T) string {
	t.Helper()
	const text, number = 6, 4
	var index, store bytes.Buffer
	put := func(tag, kind int, value []byte) {
		for kind == number && store.Len()%4 != 0 {
			store.WriteByte(0)
		}
		for _, n := range []int{tag, kind, store.Len(), 1} {
			binary.Write(&index, binary.BigEndian, int32(n))
		}
		store.Write(value)
	}
	put(1000, text, []byte("openssl-libs\x00"))
	put(1001, text, []byte("3.0.7\x00"))
	put(1002, text, []byte("24.el9\x00"))
	put(1003, number, []byte{0, 0, 0, 1})
	put(1022, text, []byte("x86_64\x00"))
	put(1044, text, []byte("openssl-3.0.7-24.el9.src.rpm\x00"))
	var header bytes.Buffer
	binary.Write(&header, binary.BigEndian, []int32{int32(index.Len() / 16), int32(store.Len())})
	header.Write(index.Bytes())
	header.Write(store.Bytes())
	name := filepath.Join(t.TempDir(), "rpmdb.sqlite")
	db, err := sql.Open("sqlite", name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{"CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)", "INSERT INTO Packages (blob) VALUES (?)"} {
		var arguments []any
		if strings.Contains(statement, "?") {
			arguments = append(arguments, header.Bytes())
		}
		if _, err := db.Exec(statement, arguments...); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestTheBaseRevisionExcusesNoImage(t *testing.T) {
	check := New(Config{Now: snapshot, Images: Images{Names: []string{"./missing.tar"}}})
	tree := repo.Memory(map[string]string{})
	with, err := check.Run(t.Context(), tree)
	if err != nil || len(with.Coverage.Gaps) != 1 || with.Coverage.Gaps[0].Kind != finding.Unreadable {
		t.Errorf("with images: gaps = %v, %v; want that of the missing image", with.Coverage.Gaps, err)
	}
	without, err := check.WithoutImages().Run(t.Context(), tree)
	if err != nil || len(without.Coverage.Gaps) != 0 {
		t.Errorf("without images: gaps = %v, %v; want none", without.Coverage.Gaps, err)
	}
}
