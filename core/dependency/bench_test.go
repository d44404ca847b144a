package dependency

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// bigLock is an npm lockfile of n packages, as npm would write it.
func bigLock(n int) string {
	var b strings.Builder
	b.WriteString("{\n  \"name\": \"big\",\n  \"lockfileVersion\": 3,\n  \"requires\": true,\n  \"packages\": {\n    \"\": {\n      \"name\": \"big\"\n    }")
	for i := range n {
		fmt.Fprintf(&b, ",\n    \"node_modules/package-%d\": {\n      \"version\": \"1.%d.0\",\n      \"resolved\": \"https://registry.example/package-%d/-/package-%d-1.%d.0.tgz\",\n      \"integrity\": \"sha512-%064d\",\n      \"license\": \"MIT\",\n      \"dependencies\": {\n        \"package-%d\": \"^1.0.0\"\n      },\n      \"engines\": {\n        \"node\": \">=18\"\n      }\n    }", i, i%40, i, i, i%40, i, i+1)
	}
	b.WriteString("\n  }\n}\n")
	return b.String()
}

// bigIndex holds an advisory for each third package of a big lockfile, and many
// for packages that it does not have.
func bigIndex(b *testing.B, n int) *advisory.Index {
	b.Helper()
	var records [][]byte
	for i := range n {
		records = append(records, fmt.Appendf(nil, `{"id":"GHSA-%06d","aliases":["CVE-2026-%d"],"summary":"A flaw in package number %d","affected":[{"package":{"ecosystem":"npm","name":"package-%d"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.%d.0"}]}]}]}`, i, i, i, i*3, i%40))
	}
	content, err := advisory.BuildRecords(records, advisory.Options{Time: snapshot, Complete: []string{"npm"}})
	if err != nil {
		b.Fatal(err)
	}
	x, err := advisory.OpenBytes(content)
	if err != nil {
		b.Fatal(err)
	}
	return x
}

func BenchmarkNPM(b *testing.B) {
	index := bigIndex(b, 20000)
	for _, n := range []int{1500, 10000} {
		tree := repo.Memory(map[string]string{"package-lock.json": bigLock(n)})
		b.Run(fmt.Sprintf("read-%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if inv, _, err := Inventory(context.Background(), tree); err != nil || len(inv.Packages) != n {
					b.Fatal(len(inv.Packages), err)
				}
			}
		})
		inv, _, err := Inventory(context.Background(), tree)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("match-%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if findings, _, err := Match(context.Background(), inv, Config{Index: index, Now: snapshot}); err != nil || len(findings) == 0 {
					b.Fatal(len(findings), err)
				}
			}
		})
	}
}
