package inventory

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// MaxDocument is the size in bytes of the largest SBOM that ReadCycloneDX takes.
const MaxDocument = 256 << 20

// ReadCycloneDX reads back what WriteCycloneDX wrote. A document of another
// tool, or one with a component that lacks our properties, is an error: an
// inventory with holes would look cleaner than it is.
func ReadCycloneDX(document []byte) (Inventory, error) {
	if len(document) > MaxDocument {
		return Inventory{}, fmt.Errorf("read the SBOM: %d bytes; at most %d are read", len(document), MaxDocument)
	}
	var bom cdx.BOM
	if err := cdx.NewBOMDecoder(bytes.NewReader(document), cdx.BOMFileFormatJSON).Decode(&bom); err != nil {
		return Inventory{}, fmt.Errorf("read the SBOM: %w; a CycloneDX JSON document written by Sallyport would be right", err)
	}
	if bom.BOMFormat != cdx.BOMFormat || !ours(&bom) {
		return Inventory{}, errors.New("read the SBOM: it does not name Sallyport as its tool; a document written by Sallyport would be right")
	}
	if bom.Components == nil { // the encoder leaves an empty list out
		return New(nil), nil
	}
	packages := make([]Package, 0, len(*bom.Components))
	for i, c := range *bom.Components {
		p, err := packageOf(c)
		if err != nil {
			return Inventory{}, fmt.Errorf("read the SBOM: component %d (%q): %w", i+1, c.Name, err)
		}
		packages = append(packages, p)
	}
	return New(packages), nil
}

// ours says whether the document names us as the tool that wrote it.
func ours(bom *cdx.BOM) bool {
	if bom.Metadata == nil || bom.Metadata.Tools == nil || bom.Metadata.Tools.Components == nil {
		return false
	}
	for _, tool := range *bom.Metadata.Tools.Components {
		if tool.Name == toolName {
			return true
		}
	}
	return false
}

func packageOf(c cdx.Component) (Package, error) {
	p := Package{Name: c.Name, Version: c.Version}
	if c.Components != nil {
		return p, errors.New("has components of its own; Sallyport writes a flat list")
	}
	if c.Properties == nil {
		return p, errors.New("has no properties; only a document written by Sallyport can be judged again")
	}
	var placed bool
	for _, property := range *c.Properties {
		name, value := property.Name, property.Value
		if plain, quoted := strings.CutSuffix(name, quotedSuffix); quoted && strings.HasPrefix(name, "sallyport:") {
			unquoted, err := strconv.Unquote(value)
			if err != nil {
				return p, fmt.Errorf("property %q is not a quoted string", name)
			}
			name, value = plain, unquoted
		}
		if err := p.set(name, value); err != nil {
			return p, err
		}
		placed = placed || name == propertyLine
	}
	if p.Ecosystem == "" || !placed {
		return p, fmt.Errorf("lacks %s or %s; only a document written by Sallyport can be judged again", propertyEcosystem, propertyLine)
	}
	return p, nil
}

func (p *Package) set(name, value string) (err error) {
	switch name {
	case propertyEcosystem:
		p.Ecosystem = value
	case propertyName:
		p.Name = value
	case propertyVersion:
		p.Version = value
	case propertyRequirement:
		p.Requirement = value
	case propertyPath:
		p.Path = value
	case propertyLine:
		if p.Line, err = strconv.Atoi(value); err != nil {
			return fmt.Errorf("property %s is %q; a number would be right", name, value)
		}
	case propertyDirect:
		p.Direct = value == "true"
	case propertyDevelopment:
		p.Development = value == "true"
	case propertyVia:
		p.Via = value
	case propertyLicense:
		p.License = value
	case propertySource:
		p.Source = value
	case propertySourceVer:
		p.SourceVersion = value
	case propertyImage:
		p.Image = value
	case propertyLayer:
		p.Layer = value
	case propertyBase:
		p.Base = value == "true"
	}
	return nil
}
