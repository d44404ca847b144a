package dependency

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/package-url/packageurl-go"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// isSBOM goes by the names that the specifications recommend
// (https://cyclonedx.org/specification/overview/, https://spdx.dev/).
func isSBOM(file string) bool {
	base := strings.ToLower(path.Base(file))
	for _, end := range []string{".cdx.json", ".cdx.xml", ".spdx.json", ".spdx", "bom.json", "bom.xml"} {
		if base == end || strings.HasSuffix(base, end) && (strings.HasPrefix(end, ".") || base == "s"+end) {
			return true
		}
	}
	return false
}

// component is what the formats agree on.
type component struct {
	name, version, url, license string
	required                    bool // it is software that ought to have a package URL
}

func parseSBOM(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	components, err := readComponents(strings.ToLower(file.Path), content)
	if err != nil {
		return found{}, err
	}
	out := found{}
	var open []string
	at := finder{content: content, line: 1}
	for _, c := range components {
		p, known := c.pack()
		p.Path, p.Line = file.Path, at.of(c.url)
		switch {
		case known:
			out.packages = append(out.packages, p)
		case c.required:
			open = append(open, c.name)
		case c.url != "":
			out.foreign++
		}
	}
	if len(open) > 0 {
		out.gaps = append(out.gaps, finding.Gap{Check: Name, Kind: finding.Unresolved, Path: file.Path,
			Message: fmt.Sprintf("%s of %s no package URL of an ecosystem that is known, the first: %.80q", counted(len(open), "component", "components"), file.Path+" "+map[bool]string{true: "has", false: "have"}[len(open) == 1], open[0])})
	}
	return out, nil
}

func readComponents(name string, content []byte) ([]component, error) {
	switch {
	case strings.HasSuffix(name, ".spdx.json"):
		return readSPDX(content)
	case strings.HasSuffix(name, ".spdx"):
		return readSPDXTags(content)
	case strings.HasSuffix(name, ".xml"):
		if err := shallowXML(content); err != nil {
			return nil, err
		}
		return readCycloneDX(content, cdx.BOMFileFormatXML)
	}
	if bytes.Contains(content[:min(len(content), 4096)], []byte(`"spdxVersion"`)) {
		return readSPDX(content)
	}
	return readCycloneDX(content, cdx.BOMFileFormatJSON)
}

// shallowXML bounds nesting before a decoder that recurses.
func shallowXML(content []byte) error {
	_, err := parseXML(content)
	return err
}

func readCycloneDX(content []byte, format cdx.BOMFileFormat) ([]component, error) {
	if format == cdx.BOMFileFormatJSON {
		r := newJSON(content)
		if err := r.skip(); err != nil { // bounds the nesting
			return nil, err
		}
	}
	var bom cdx.BOM
	if err := cdx.NewBOMDecoder(bytes.NewReader(content), format).Decode(&bom); err != nil {
		return nil, errors.New("not a CycloneDX document that can be read")
	}
	if bom.BOMFormat != cdx.BOMFormat && format == cdx.BOMFileFormatJSON {
		return nil, errors.New("it is no CycloneDX document: its bomFormat is missing")
	}
	var all []component
	var add func(list *[]cdx.Component)
	add = func(list *[]cdx.Component) {
		if list == nil {
			return
		}
		for _, c := range *list {
			name := c.Name
			if c.Group != "" {
				name = c.Group + "/" + c.Name
			}
			software := c.Type == cdx.ComponentTypeLibrary || c.Type == cdx.ComponentTypeFramework
			all = append(all, component{name, c.Version, c.PackageURL, licenseOf(c.Licenses), software})
			add(c.Components)
		}
	}
	add(bom.Components)
	return all, nil
}

// licenseOf joins what a component states; several choices all hold.
func licenseOf(choices *cdx.Licenses) string {
	if choices == nil {
		return ""
	}
	var words []string
	for _, c := range *choices {
		switch {
		case c.Expression != "":
			words = append(words, c.Expression)
		case c.License != nil && c.License.ID != "":
			words = append(words, c.License.ID)
		case c.License != nil && c.License.Name != "":
			words = append(words, c.License.Name)
		}
	}
	return strings.Join(words, " AND ")
}

func readSPDX(content []byte) ([]component, error) {
	r := newJSON(content)
	if err := r.skip(); err != nil {
		return nil, err
	}
	var document struct {
		Version  string   `json:"spdxVersion"`
		Describe []string `json:"documentDescribes"`
		Packages []struct {
			ID       string `json:"SPDXID"`
			Name     string `json:"name"`
			Version  string `json:"versionInfo"`
			License  string `json:"licenseConcluded"`
			Declared string `json:"licenseDeclared"`
			Refs     []struct {
				Type    string `json:"referenceType"`
				Locator string `json:"referenceLocator"`
			} `json:"externalRefs"`
		} `json:"packages"`
		Relationships []struct {
			From string `json:"spdxElementId"`
			Type string `json:"relationshipType"`
			To   string `json:"relatedSpdxElement"`
		} `json:"relationships"`
	}
	if err := json.Unmarshal(content, &document); err != nil || document.Version == "" {
		return nil, errors.New("not an SPDX document that can be read")
	}
	subject := map[string]bool{} // what the document is about is not a part of it
	for _, id := range document.Describe {
		subject[id] = true
	}
	for _, rel := range document.Relationships {
		if rel.Type == "DESCRIBES" {
			subject[rel.To] = true
		}
	}
	var all []component
	for _, p := range document.Packages {
		c := component{name: p.Name, version: p.Version, license: stated(p.License, p.Declared), required: !subject[p.ID]}
		for _, ref := range p.Refs {
			if ref.Type == "purl" {
				c.url = ref.Locator
			}
		}
		all = append(all, c)
	}
	return all, nil
}

// stated is the first license that says something.
func stated(licenses ...string) string {
	for _, l := range licenses {
		if l != "" && l != "NOASSERTION" && l != "NONE" {
			return l
		}
	}
	return ""
}

// readSPDXTags reads the tag-value form, one TAG: VALUE on a line.
func readSPDXTags(content []byte) ([]component, error) {
	var all []component
	version := false
	subject := map[string]bool{}
	ids := map[int]string{}
	for _, line := range splitLines(string(content)) {
		tag, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		last := len(all) - 1
		switch strings.TrimSpace(tag) {
		case "SPDXVersion":
			version = true
		case "PackageName":
			all = append(all, component{name: value, required: true})
		case "Relationship":
			if words := strings.Fields(value); len(words) == 3 && words[1] == "DESCRIBES" {
				subject[words[2]] = true
			}
		}
		if last < 0 {
			continue
		}
		switch strings.TrimSpace(tag) {
		case "SPDXID":
			if _, taken := ids[last]; !taken {
				ids[last] = value
			}
		case "PackageVersion":
			all[last].version = value
		case "PackageLicenseConcluded", "PackageLicenseDeclared":
			all[last].license = stated(all[last].license, value)
		case "ExternalRef":
			if words := strings.Fields(value); len(words) == 3 && words[1] == "purl" {
				all[last].url = words[2]
			}
		}
	}
	if !version {
		return nil, errors.New("it has no SPDXVersion; an SPDX document would be right")
	}
	for i, id := range ids {
		all[i].required = !subject[id]
	}
	return all, nil
}

// pack makes a package of a package URL whose type is an ecosystem with
// advisories (https://github.com/package-url/purl-spec).
func (c component) pack() (inventory.Package, bool) {
	if c.url == "" {
		return inventory.Package{}, false
	}
	u, err := packageurl.FromString(c.url)
	if err != nil {
		return inventory.Package{}, false
	}
	p := inventory.Package{Name: u.Name, Version: u.Version, License: c.license}
	joined := func(separator string) {
		if u.Namespace != "" {
			p.Name = u.Namespace + separator + u.Name
		}
	}
	switch u.Type {
	case "npm":
		p.Ecosystem = "npm"
		joined("/")
	case "nuget":
		p.Ecosystem = "NuGet"
	case "golang":
		p.Ecosystem = "Go"
		joined("/")
	case "pypi":
		p.Ecosystem = "PyPI"
	case "maven":
		p.Ecosystem = "Maven"
		joined(":")
	case "cargo":
		p.Ecosystem = "crates.io"
	case "gem":
		p.Ecosystem = "RubyGems"
	case "composer":
		p.Ecosystem = "Packagist"
		joined("/")
	case "pub":
		p.Ecosystem = "Pub"
	case "hex":
		p.Ecosystem = "Hex"
	case "swift":
		p.Ecosystem = "SwiftURL"
		joined("/")
	case "conan":
		p.Ecosystem = "ConanCenter"
	case "githubactions":
		p.Ecosystem = actionsEcosystem
		joined("/")
	case "deb", "apk", "rpm":
		return systemPackage(p, u)
	default:
		return p, false
	}
	if !advisory.IsVersion(p.Ecosystem, p.Version) {
		p.Version, p.Requirement = "", p.Version
	}
	return p, true
}

// systemPackage takes the release from the qualifier distro, "debian-12", and
// the source package from upstream.
func systemPackage(p inventory.Package, u packageurl.PackageURL) (inventory.Package, bool) {
	qualifiers := u.Qualifiers.Map()
	id, release, _ := strings.Cut(qualifiers["distro"], "-")
	s := system{id: id, version: release}
	if s.id == "" {
		s.id = u.Namespace
	}
	ecosystem, err := s.ecosystem()
	if err != nil {
		p.Ecosystem, p.Requirement, p.Version = strings.ToUpper(u.Type[:1])+u.Type[1:]+" of an unknown release", p.Version, ""
		return p, true // no index holds it: a gap
	}
	p.Ecosystem = ecosystem
	if epoch := qualifiers["epoch"]; epoch != "" && epoch != "0" && !strings.Contains(p.Version, ":") {
		p.Version = epoch + ":" + p.Version
	}
	if upstream := qualifiers["upstream"]; upstream != "" {
		p.Source, p.SourceVersion, _ = strings.Cut(upstream, "@")
		if strings.HasSuffix(p.Source, ".src.rpm") {
			p.Source, p.SourceVersion = sourceRPM(p.Source), ""
		}
	}
	return p, true
}

// finder finds texts that come one after another in a file.
type finder struct {
	content []byte
	at      int // behind the text found last
	line    int // its line
	misses  int
}

// of is the line of the next place of a text, or 1.
func (l *finder) of(text string) int {
	if text == "" || l.misses > 1000 { // the order is another; do not search for ever
		return 1
	}
	i := bytes.Index(l.content[l.at:], []byte(text))
	if i < 0 {
		l.misses++
		return 1
	}
	l.line += bytes.Count(l.content[l.at:l.at+i], []byte("\n"))
	l.at += i
	return l.line
}
