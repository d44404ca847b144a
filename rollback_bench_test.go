package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/internal/armtest"
)

// BenchmarkRollbackDecision is the whole process: two recorded inventories of
// 2,000 packages judged anew. SALLYPORT_BENCH_INDEX names an advisory index; the
// embedded one is used without it.
func BenchmarkRollbackDecision(b *testing.B) {
	s := &shop{t: b, folder: b.TempDir()}
	s.settle()
	s.write(".gitignore", "/receipts/\n/report/\n")
	s.write(".sallyport.yml", strings.Replace(watchQuickly, "require: [credential]", "require: [dependency]", 1))
	var more []string
	if index := os.Getenv("SALLYPORT_BENCH_INDEX"); index != "" {
		more = []string{"--advisories=" + index}
	}
	for version := range 2 {
		s.write("package-lock.json", lockfile(2000, version))
		s.run("git", "init", "-q", ".")
		s.run("git", "add", ".")
		s.run("git", "commit", "-q", "-m", "version")
		_, _ = s.command("sallyport", append(more, "--checks=dependency", "--receipts=receipts", "--report=report", ".")...).CombinedOutput()
	}
	for b.Loop() {
		c := s.command("sallyport", append(more, "--mode=rollback", "--receipts=receipts", "--report=report", "--site="+armtest.SiteID, ".")...)
		if out, err := c.CombinedOutput(); err != nil && c.ProcessState.ExitCode() == 2 {
			b.Fatalf("%v: %s", err, out)
		}
	}
	files, _ := filepath.Glob(filepath.Join(s.folder, "receipts", "*.cdx.json"))
	if len(files) != 2 {
		b.Fatalf("%d inventories were recorded, want 2", len(files))
	}
}

// lockfile pins so many packages.
func lockfile(packages, version int) string {
	var b strings.Builder
	b.WriteString(`{"name":"shop","lockfileVersion":3,"packages":{"":{"name":"shop"}`)
	for i := range packages {
		name := fmt.Sprintf("package-%d", i)
		if i == 0 {
			name = "lodash"
		}
		fmt.Fprintf(&b, ",\n\"node_modules/%s\":{\"version\":\"4.17.%d\",\"resolved\":\"https://registry.npmjs.org/%s/-/%s-4.17.%d.tgz\",\"integrity\":\"sha512-x\"}", name, 20+version, name, name, 20+version)
	}
	b.WriteString("}}\n")
	return b.String()
}
