package sarif

import (
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/report"
)

func TestRelativeURI(t *testing.T) {
	for _, c := range []struct{ name, path, want string }{
		{"an ordinary path stays as it is", "src/pages/index.ts", "src/pages/index.ts"},
		{"a colon is no scheme", "c:/x.cs", "c%3A/x.cs"},
		{"a percent sign is not taken for an escape", "100%41", "100%2541"},
		{"bytes that are no UTF-8 survive", "\xff/a", "%FF/a"},
		{"blanks, queries and fragments are escaped", "a b?c#d", "a%20b%3Fc%23d"},
		{"brackets of a router's files are escaped", "app/[id]/(shop)/@x.tsx", "app/%5Bid%5D/(shop)/@x.tsx"},
		{"an absolute path becomes relative", "/etc/passwd", "etc/passwd"},
		{"a path does not leave the root", "../../x", "x"},
		{"two slashes are no host", "//host/x", "host/x"},
		{"nothing is the root", "", "."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := relativeURI(c.path); got != c.want {
				t.Errorf("relativeURI(%q) = %q, want %q", c.path, got, c.want)
			}
		})
	}
}

func FuzzRelativeURIIsAValidRelativeReference(f *testing.F) {
	for _, name := range hostileNames() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := relativeURI(name)
		u, err := url.Parse(got)
		if err != nil || u.IsAbs() || u.Host != "" || strings.HasPrefix(got, "/") || u.RawQuery != "" || u.Fragment != "" {
			t.Fatalf("relativeURI(%q) = %q: %v", name, got, err)
		}
		if want := path.Clean("/" + name)[1:]; want != "" && u.Path != want {
			t.Errorf("relativeURI(%q) = %q, which reads %q", name, got, u.Path)
		}
	})
}

func TestRepositoryURI(t *testing.T) {
	for _, c := range []struct {
		name   string
		change report.Change
		want   string
	}{
		{"a clone address loses its credentials", report.Change{Repository: "https://me:" + "secret@git.example/o/n.git?x=1#y"}, "https://git.example/o/n.git"},
		{"git's short form is ssh", report.Change{Repository: "git@git.example:o/n.git"}, "ssh://git.example/o/n.git"},
		{"owner and name take the host of the run's page", report.Change{Repository: "o/n", RunURL: "https://git.example/o/n/actions/runs/1"}, "https://git.example/o/n"},
		{"the page of another repository says nothing", report.Change{Repository: "o/n", RunURL: "https://git.example/o/nn/actions"}, ""},
		{"a name alone says nothing", report.Change{Repository: "o/n"}, ""},
		{"other schemes say nothing", report.Change{Repository: "javascript://x/y"}, ""},
		{"nothing says nothing", report.Change{RunURL: "https://git.example/"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := repositoryURI(c.change); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
