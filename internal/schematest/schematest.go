// Package schematest holds documents against the JSON schemas that their formats
// publish. The schemas come from pinned Go modules, which is where the go command
// finds them; none is copied here.
package schematest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// CycloneDX gives the check of documents against CycloneDX 1.6. It looks for the
// schema from a folder of this module, so ask before the test goes elsewhere.
func CycloneDX(t testing.TB) func(document []byte) {
	t.Helper()
	schema, err := cycloneDX()
	if err != nil {
		t.Fatal(err)
	}
	return func(document []byte) {
		t.Helper()
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
		if err != nil {
			t.Fatalf("the document is not JSON: %v", err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("the document is not CycloneDX 1.6: %.2000v", err)
		}
	}
}

var cycloneDX = sync.OnceValues(func() (*jsonschema.Schema, error) {
	folder, err := moduleFolder("github.com/CycloneDX/cyclonedx-go")
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	const base = "http://cyclonedx.org/schema/"
	for name, file := range map[string]string{"bom-1.6.schema.json": "bom-1.6.schema.json", "spdx.schema.json": "spdx.schema.json",
		"jsf-0.82.schema.json": "jsf-0.82.schemax.json"} {
		content, err := os.ReadFile(filepath.Join(folder, "schema", file))
		if err != nil {
			return nil, err
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
		if err != nil {
			return nil, err
		}
		if err := compiler.AddResource(base+name, value); err != nil {
			return nil, err
		}
	}
	return compiler.Compile(base + "bom-1.6.schema.json")
})

// moduleFolder is where the go command keeps the module's pinned version.
func moduleFolder(path string) (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", path).Output()
	return strings.TrimSpace(string(out)), err
}
