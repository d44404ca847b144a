package oracle

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTheFrontEndsAgreeWithTreeSitter compares real files, those below the
// folders that ORACLE_CORPUS lists (separated as PATH is).
func TestTheFrontEndsAgreeWithTreeSitter(t *testing.T) {
	corpus := filepath.SplitList(os.Getenv("ORACLE_CORPUS"))
	if len(corpus) == 0 {
		t.Skip("ORACLE_CORPUS names no folders of real code")
	}
	for _, l := range Languages() {
		t.Run(l.Name, func(t *testing.T) {
			if only := os.Getenv("ORACLE_LANGUAGE"); only != "" && only != l.Name {
				t.Skip()
			}
			var sum total
			for _, root := range corpus {
				sum.folder(t, l, root)
			}
			sum.report(t, l)
		})
	}
}

// maxFiles is enough for a figure and little enough for a coffee.
const maxFiles = 1200

type total struct {
	files, gaps, erred int
	same               int
	kinds              map[string][2]int // by what differs: only ours, only tree-sitter's
	shown              int
}

func (s *total) folder(t *testing.T, l Language, root string) {
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || s.files >= maxFiles || !slices.Contains(l.Extensions, strings.ToLower(filepath.Ext(path))) {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil || len(source) > 1<<20 {
			return err
		}
		s.add(t, path, source, l.Compare(source))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// maxShown bounds the differences that are printed.
const maxShown = 40

func (s *total) add(t *testing.T, path string, source []byte, o Outcome) {
	s.files++
	if o.Gaps > 0 {
		s.gaps++
	}
	if o.Erred {
		s.erred++
		return
	}
	s.same += o.Same
	if s.kinds == nil {
		s.kinds = map[string][2]int{}
	}
	for i, d := range o.Differences {
		k := s.kinds[d.What]
		if d.Ours {
			k[0]++
		} else {
			k[1]++
		}
		s.kinds[d.What] = k
		if i < 1 && s.shown < maxShown {
			s.shown++
			at := max(d.Start, d.End-30, 0)
			if d.Start > 0 {
				at = d.Start
			}
			at = min(at, len(source))
			line := 1 + strings.Count(string(source[:at]), "\n")
			t.Logf("%s:%d: %s, ours %v: %q", filepath.Base(path), line, d.What, d.Ours, source[at:min(len(source), at+60)])
		}
	}
}

func (s *total) report(t *testing.T, l Language) {
	differ := 0
	for what, k := range s.kinds {
		differ += k[0] + k[1]
		t.Logf("%s: %d only ours, %d only tree-sitter's", what, k[0], k[1])
	}
	share := 100 * float64(s.same) / float64(max(1, s.same+differ))
	gaps := 100 * float64(s.gaps) / float64(max(1, s.files))
	t.Logf("%s: %d files, %.2f %% with a gap; in %d tree-sitter errs; %d places agree, %d differ: %.3f %%", l.Name, s.files, gaps, s.erred, s.same, differ, share)
	if s.files > 0 && (share < 99.5 || gaps > 1) {
		t.Errorf("the bar is 99.5 %% of places and at most 1 %% of files with a gap")
	}
}
