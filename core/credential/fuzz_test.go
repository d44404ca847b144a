package credential

import (
	"testing"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/credential/rules"
)

func FuzzExamine(f *testing.F) {
	c := New(Config{})
	for _, k := range rules.All() {
		if k.Hit != nil {
			f.Add("src/a.txt", []byte("x = \""+k.Hit(planted.NewSource("fuzz"))+"\"\n"))
		}
	}
	f.Add("a.env", []byte("password="))
	f.Add("a.xml", []byte("<Pass encoding=\"x\"><add key=\"password\" value="))
	f.Add("a.yml", []byte("mongodb://a:b/c@d;password=x;server=;pwd='\\\""))
	f.Add("a.ps1", []byte{0xFF, 0xFE, 'p', 0, 0xD8, 0xD8, 0})
	f.Add("a.yaml", []byte("kind: Secret\ndata:\n  a: |\n    aGVsbG8=\nstringData:\n  b: >"))
	f.Add("a.go", []byte("`token: a` x := env(\"PASS\") || 'b'; variable \"password\" { default ="))
	f.Add("a.sh", []byte("mysql -p'a\\\nnet use x /user:y curl -u a:b IDENTIFIED BY 'x login('a', 'b"))
	f.Add("a.txt", []byte("%41%42 YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg=="))
	f.Fuzz(func(t *testing.T, path string, content []byte) {
		findings, _, err := c.examine(path, content)
		if err != nil && err.Error() != "binary" {
			t.Fatal(err)
		}
		for _, found := range findings {
			if found.Fingerprint == "" || found.Location.StartLine < 1 || found.Location.EndLine < found.Location.StartLine && found.Location.EndLine != 0 {
				t.Fatalf("incomplete finding: %+v", found.Location)
			}
		}
	})
}
