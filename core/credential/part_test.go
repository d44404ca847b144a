package credential

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// TestAHistoryTellsWhatItsContentsTell holds a history, of whose contents only
// what is new is examined, against each content by itself.
func TestAHistoryTellsWhatItsContentsTell(t *testing.T) {
	root := t.TempDir()
	inGit(t, root, "init", "-q")
	s := planted.NewSource("history")
	filler := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "line of %s\n", s.Text(planted.Lower, 30))
		}
		return b.String()
	}
	top, middle, bottom := filler(400), filler(400), filler(400)
	for i, content := range []string{
		top + bottom,
		top + "DB_PASSWORD=" + s.Text(planted.Base62, 20) + "\n" + bottom,
		top + "pat: " + planted.GitHubToken("history") + "\n" + middle + bottom,
		"key=" + planted.StorageKey("history") + "\n" + top + middle + bottom + planted.AzureDevOpsPAT("history"),
		top + planted.PrivateKey("history") + middle,
		top + planted.PrivateKey("other") + middle, // the same lines round another key
		bottom,
		"",
	} {
		if err := os.WriteFile(filepath.Join(root, "app.txt"), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		inGit(t, root, "add", "-A")
		inGit(t, root, "commit", "-q", "--allow-empty", "-m", fmt.Sprint(i))
	}
	r, err := repo.Open(t.Context(), root, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	h, err := r.History(t.Context(), "", r.Head(t.Context()), func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	c := New(Config{})
	result, err := c.Run(t.Context(), h.Tree)
	if err != nil || len(result.Coverage.Gaps) > 0 {
		t.Fatal(err, result.Coverage.Gaps)
	}
	want := map[string]finding.Location{}
	narrowed := false
	for _, f := range h.Tree.Files() {
		content, err := h.Tree.ReadInto(t.Context(), &f, nil)
		if err != nil {
			t.Fatal(err)
		}
		found, _, err := c.examine(f.Path, content)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range found {
			if _, known := want[one.Fingerprint]; !known {
				want[one.Fingerprint] = one.Location
			}
		}
	}
	got := map[string]finding.Location{}
	for _, f := range result.Findings {
		got[f.Fingerprint] = f.Location
		narrowed = narrowed || f.Location.StartLine > 100
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places by fingerprint (-want +got):\n%s", diff)
	}
	if len(got) < 6 || !narrowed {
		t.Errorf("%d findings, want every planted one", len(got))
	}
}

func TestABlockIsNotCutInTwo(t *testing.T) {
	block := planted.PrivateKey("armour")
	content := []byte("before\n" + block + "after\n")
	inside := strings.Index(string(content), "\n") + 40
	from, to := wholeArmour(content, inside, inside)
	if got := string(content[from:to]); !strings.HasPrefix(got, "-----BEGIN") || !strings.Contains(got, "-----END") || strings.Contains(got, "before") {
		t.Errorf("got %q", got)
	}
}

func inGit(t *testing.T, root string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=A",
		"GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.com")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}
