package sast

import (
	"strconv"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// BenchmarkRun examines 400 KB of each script and of Go, all rules on.
func BenchmarkRun(b *testing.B) {
	check, err := New(Config{})
	if err != nil {
		b.Fatal(err)
	}
	contents := map[string]string{}
	size := 0
	for file, code := range canaries() {
		contents[file] = strings.Repeat(code, 400_000/len(code))
		size += len(contents[file])
	}
	tree := repo.Memory(contents)
	b.SetBytes(int64(size))
	for b.Loop() {
		if _, err := check.Run(b.Context(), tree); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Config{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAcrossFiles examines a hundred controllers of each language that hand
// their input to a helper in another file.
func BenchmarkAcrossFiles(b *testing.B) {
	check, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte(capabilityRule)}}, nil)
	if err != nil {
		b.Fatal(err)
	}
	contents := map[string]string{
		"py/helper.py":   "def same(x):\n    return x\n",
		"java/Help.java": "package a;\nclass Help { static String same(String x) { return x; } }\n",
		"go/help.go":     "package a\n\nfunc same(x string) string { return x }\n",
	}
	size := 0
	for i := range 100 {
		n := strconv.Itoa(i)
		contents["py/view"+n+".py"] = "from py.helper import same\n" + strings.Repeat("def f(a):\n    b = source()\n    sink(same(b))\n", 20)
		contents["java/View"+n+".java"] = "package a;\nclass View" + n + " {\n" + strings.Repeat("  void f() { sink(Help.same(source())); }\n", 20) + "}\n"
		contents["go/view"+n+".go"] = "package a\n\n" + strings.Repeat("func f() { sink(same(source())) }\n", 20)
	}
	for _, c := range contents {
		size += len(c)
	}
	tree := repo.Memory(contents)
	b.SetBytes(int64(size))
	for b.Loop() {
		if _, err := check.Run(b.Context(), tree); err != nil {
			b.Fatal(err)
		}
	}
}
