package inventory

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// Subject is what an SBOM is about.
type Subject struct {
	Name    string    // the product or repository
	Version string    // a commit or release; may be empty
	Time    time.Time // when the inventory was taken; written in UTC to the second
	Tool    string    // Sallyport's own version; may be empty
}

// The properties that carry what CycloneDX has no field for. A value that is
// not valid UTF-8 is written Go-quoted under the name with the suffix ":quoted".
const (
	propertyEcosystem   = "sallyport:ecosystem"
	propertyName        = "sallyport:name"
	propertyVersion     = "sallyport:version"
	propertyRequirement = "sallyport:requirement"
	propertyPath        = "sallyport:path"
	propertyLine        = "sallyport:line"
	propertyDirect      = "sallyport:direct"
	propertyDevelopment = "sallyport:development"
	propertyVia         = "sallyport:via"
	propertyLicense     = "sallyport:license"
	propertySource      = "sallyport:source"
	propertySourceVer   = "sallyport:sourceVersion"
	propertyImage       = "sallyport:image"
	propertyLayer       = "sallyport:layer"
	propertyBase        = "sallyport:base"
	quotedSuffix        = ":quoted"
)

const (
	toolName = "sallyport"
	schema   = "http://cyclonedx.org/schema/bom-1.6.schema.json"
)

// WriteCycloneDX writes the inventory as a CycloneDX 1.6 JSON document. The
// same inventory and subject give the same bytes, serial number included.
// ReadCycloneDX gives the same inventory back.
func WriteCycloneDX(inv Inventory, subject Subject) ([]byte, error) {
	packages := inv.Packages
	if !slices.IsSortedFunc(packages, unlike) {
		packages = New(packages).Packages
	}
	components := make([]cdx.Component, 0, len(packages))
	references, licenses := map[string]int{}, licensing{}
	for _, p := range packages {
		components = append(components, component(p, references, licenses))
	}
	// The encoder's own way to a version copies the whole document first, which
	// costs more than writing it. Nothing here is newer than that version.
	bom := cdx.NewBOM()
	bom.SpecVersion, bom.JSONSchema = cdx.SpecVersion1_6, schema
	bom.SerialNumber = serialNumber(packages, subject)
	bom.Metadata = metadata(subject)
	bom.Components = &components
	bom.Dependencies = graph(packages, components)
	var out bytes.Buffer
	out.Grow(typicalComponent * len(packages))
	encoder := cdx.NewBOMEncoder(&out, cdx.BOMFileFormatJSON)
	if err := encoder.SetEscapeHTML(true).Encode(bom); err != nil {
		return nil, fmt.Errorf("write the SBOM: %w", err)
	}
	return lines(out.Bytes()), nil
}

// unlike is the order in which a repetition is out of order: New drops it.
func unlike(a, b Package) int {
	if a == b {
		return -1
	}
	return a.Compare(b)
}

// typicalComponent is about what a component and its dependency take, in bytes.
const typicalComponent = 700

// lines puts each component and each dependency on a line of its own, which is
// cheaper than indenting all of it. Inside a string a quote has a backslash, so
// that nothing but the document's own structure is met.
func lines(document []byte) []byte {
	for _, start := range []string{`{"bom-ref":`, `{"ref":`} {
		document = bytes.ReplaceAll(document, []byte(start), []byte("\n"+start))
	}
	return document
}

func metadata(subject Subject) *cdx.Metadata {
	tool := cdx.Component{Type: cdx.ComponentTypeApplication, Name: toolName, Version: valid(subject.Tool)}
	return &cdx.Metadata{
		Timestamp: subject.Time.UTC().Format(time.RFC3339),
		Tools:     &cdx.ToolsChoice{Components: &[]cdx.Component{tool}},
		Component: &cdx.Component{
			BOMRef: subjectRef, Type: cdx.ComponentTypeApplication,
			Name: valid(subject.Name), Version: valid(subject.Version),
		},
	}
}

func component(p Package, references map[string]int, licenses licensing) cdx.Component {
	url := p.PackageURL()
	reference := url
	if references[url]++; references[url] > 1 {
		reference += "#" + strconv.Itoa(references[url])
	}
	properties := []cdx.Property{property(propertyEcosystem, p.Ecosystem)}
	add := func(name, value string, wanted bool) {
		if wanted {
			properties = append(properties, property(name, value))
		}
	}
	add(propertyName, p.Name, p.Name == "" || !utf8.ValidString(p.Name))
	add(propertyVersion, p.Version, !utf8.ValidString(p.Version))
	add(propertyRequirement, p.Requirement, p.Requirement != "")
	add(propertyPath, p.Path, p.Path != "")
	add(propertyLine, strconv.Itoa(p.Line), true)
	add(propertyDirect, "true", p.Direct)
	add(propertyDevelopment, "true", p.Development)
	add(propertyVia, p.Via, p.Via != "")
	add(propertyLicense, p.License, p.License != "")
	add(propertySource, p.Source, p.Source != "")
	add(propertySourceVer, p.SourceVersion, p.SourceVersion != "")
	add(propertyImage, p.Image, p.Image != "")
	add(propertyLayer, p.Layer, p.Layer != "")
	add(propertyBase, "true", p.Base)
	scope := cdx.ScopeRequired
	if p.Development {
		scope = cdx.ScopeExcluded
	}
	return cdx.Component{
		BOMRef: reference, Type: cdx.ComponentTypeLibrary, Name: valid(p.Name), Version: valid(p.Version),
		Scope: scope, PackageURL: url, Properties: &properties, Licenses: licenses.of(p),
	}
}

func property(name, value string) cdx.Property {
	if !utf8.ValidString(value) {
		return cdx.Property{Name: name + quotedSuffix, Value: strconv.QuoteToASCII(value)}
	}
	return cdx.Property{Name: name, Value: value}
}

func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// serialNumber is a UUID of version 8 (RFC 9562, made of our own digest), so
// that the same content has the same number.
func serialNumber(packages []Package, subject Subject) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %q\n", subject.Name, subject.Version, subject.Time.UTC().Format(time.RFC3339), subject.Tool)
	var line []byte
	for _, p := range packages {
		line = line[:0]
		for _, field := range []string{
			p.Ecosystem, p.Name, p.Version, p.Requirement, p.Path,
			strconv.Itoa(p.Line), strconv.FormatBool(p.Direct), strconv.FormatBool(p.Development),
			p.Via, p.License, p.Source, p.SourceVersion, p.Image, p.Layer, strconv.FormatBool(p.Base),
		} {
			line = append(strconv.AppendInt(line, int64(len(field)), 10), ':') // so that ("ab", "c") and ("a", "bc") differ
			line = append(line, field...)
		}
		h.Write(line)
	}
	id := h.Sum(nil)[:16]
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
