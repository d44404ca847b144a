package advisory

import (
	"bytes"
	"compress/gzip"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

func TestExploitationIsJoinedByAnyAlias(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "A-1.json"), []byte(osv("A-1", `"CVE-2026-1000"`, "npm", "x", events("SEMVER", `{"introduced":"0"},{"fixed":"2.0.0"}`))))
	write(t, filepath.Join(dir, "A-2.json"), []byte(osv("A-2", `"CVE-2026-2000"`, "npm", "y", events("SEMVER", `{"introduced":"0"},{"fixed":"2.0.0"}`))))
	write(t, filepath.Join(dir, catalogue), []byte(`{"vulnerabilities":[{"cveID":"CVE-2026-1000"}]}`))
	var scores bytes.Buffer
	packer := gzip.NewWriter(&scores)
	_, _ = packer.Write([]byte("#model_version:v1\ncve,epss,percentile\nCVE-2026-1000,0.9134,0.999\nCVE-2026-2000,0.00042,0.1\n"))
	_ = packer.Close()
	write(t, filepath.Join(dir, likelihoods+"2026-11-24.csv.gz"), scores.Bytes())

	content, manifest, err := Build(context.Background(), []Source{{Path: dir}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := OpenBytes(content)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]Match{"x": {Exploited: true, Likelihood: 0.9134}, "y": {Likelihood: 0.0004}} {
		got, _, err := x.Match("npm", name, "1.0.0")
		if err != nil || len(got) != 1 || got[0].Exploited != want.Exploited || got[0].Likelihood != want.Likelihood {
			t.Errorf("%s: %+v, %v; want exploited %v, likelihood %v", name, got, err, want.Exploited, want.Likelihood)
		}
	}
	if manifest.Exploited != 1 || manifest.Likely != 2 {
		t.Errorf("the manifest counts %d exploited and %d likely, want 1 and 2", manifest.Exploited, manifest.Likely)
	}
}

func TestAListThatSaysNothingIsAnError(t *testing.T) {
	for name, c := range map[string]struct{ file, content, want string }{
		"an empty catalogue":            {catalogue, `{"vulnerabilities":[]}`, "names no vulnerability"},
		"a page instead of a catalogue": {catalogue, `<html>`, "invalid character"},
		"scores without a CVE":          {likelihoods + "x.csv", "cve,epss,percentile\n", "names no CVE"},
		"a score above one":             {likelihoods + "x.csv", "CVE-2026-1,1.5,0.1\n", "no probability between 0 and 1"},
		"scores cut in the middle":      {likelihoods + "x.csv.gz", "\x1f\x8b\x08\x00", "unexpected EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, filepath.Join(t.TempDir(), c.file), []byte(c.content))
			_, _, err := Build(context.Background(), []Source{{Path: path}}, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestAnIdentifierComesBackAsItWas(t *testing.T) {
	for _, id := range []string{
		"GHSA-2345-cfgh-rvwx", "GHSA-2222-2222-2222", "GHSA-xxxx-xxxx-xxxx", "GHSA-ABCD-2345-2345", "CVE-2021-44228", "CVE-2021-0001", "CVE-2021-01",
		"CVE-1979-1", "MAL-2025-7", "MAL-2025-0007", "GO-2021-0113", "RUSTSEC-2020-0001", "PYSEC-2021-335", "CVE-2021-4422812345", "DSA-1-1", "-", "CVE-2021--1",
	} {
		r := reader{b: appendIdentifier(nil, id)}
		if got := r.identifier(); got != id || r.err != nil || len(r.b) != 0 {
			t.Errorf("%q came back as %q (%v)", id, got, r.err)
		}
	}
}
