package packaging

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestActionsOfOthersArePinned: a tag can be moved to another commit by whoever
// takes over its repository, a full hash cannot.
func TestActionsOfOthersArePinned(t *testing.T) {
	uses := regexp.MustCompile(`(?m)uses:\s*(\S+)(.*)$`)
	pinned := regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40}$`)
	version := regexp.MustCompile(`^ # v\d+\.\d+\.\d+$`)
	files, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("workflows %q, %v", files, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range uses.FindAllStringSubmatch(string(content), -1) {
			if m[1] != "./" && (!pinned.MatchString(m[1]) || !version.MatchString(m[2])) {
				t.Errorf("%s: %q is not pinned by a full hash with its version behind it", file, m[0])
			}
		}
	}
}
