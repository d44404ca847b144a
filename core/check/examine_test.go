package check

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func all(repo.File) bool { return true }

func TestExamineTurnsEveryFailureIntoAGapAndGoesOn(t *testing.T) {
	tree := repo.Memory(map[string]string{"bad": "x", "binary": "\x00\x01\x02\x03", "comment": "/* \x00 */ the rest of it is a source like all others", "good": "x", "panics": "x", "wild": "x"})
	visit := func(_ context.Context, f repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
		switch f.Path {
		case "bad":
			return nil, nil, errors.New("bad:1: no sense in it")
		case "panics":
			panic("the secret is hunter2")
		case "wild":
			return nil, nil, fmt.Errorf("index %d", content[7])
		}
		return []finding.Finding{{Rule: "r", Location: finding.Location{Path: f.Path}}}, nil, nil
	}
	got, err := Examine(t.Context(), tree, "sast", false, all, visit)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range got.Findings {
		found = append(found, f.Location.Path)
	}
	if diff := cmp.Diff([]string{"comment", "good"}, found); diff != "" {
		t.Errorf("files with a finding (-want +got):\n%s", diff)
	}
	var gaps []string
	for _, g := range got.Coverage.Gaps {
		gaps = append(gaps, fmt.Sprintf("%s %s %s", g.Check, g.Kind, g.Path))
		if strings.Contains(g.Message, "hunter2") {
			t.Errorf("the gap %q repeats what the panic said", g.Message)
		}
	}
	if diff := cmp.Diff([]string{"sast unparsed bad", "sast unparsed binary", "sast crashed panics", "sast crashed wild"}, gaps); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	if len(got.Coverage.Skips) != 0 || got.Coverage.Files != 3 {
		t.Errorf("coverage %+v, want nothing skipped and three files examined", got.Coverage)
	}
}

func TestAnOverlargeBinaryIsSkippedOnlyWhereBinariesAreExpected(t *testing.T) {
	root := t.TempDir()
	name := filepath.Join(root, "big.go")
	if err := errors.Join(os.WriteFile(name, nil, 0o644), os.Truncate(name, 4<<30)); err != nil { // sparse: takes no room
		t.Fatal(err)
	}
	r, err := repo.Open(t.Context(), root, nil)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := r.Walk(t.Context(), repo.WalkOptions{Excluded: func(string) bool { return false }})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Examine(t.Context(), tree, "credential", true, all, nil)
	if err != nil || got.Coverage.Skips["binary and over the size limit"] != 1 || len(got.Coverage.Gaps) != 0 {
		t.Errorf("binary=true: got %+v, %v; want a counted skip", got.Coverage, err)
	}
	got, err = Examine(t.Context(), tree, "sast", false, all, nil)
	if err != nil || len(got.Coverage.Skips) != 0 || len(got.Coverage.Gaps) != 1 || got.Coverage.Gaps[0].Kind != finding.TooLarge {
		t.Errorf("binary=false: got %+v, %v; want a gap", got.Coverage, err)
	}
}

func TestExamineTellsAFileThatVanished(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"here", "gone"} {
		if err := os.WriteFile(filepath.Join(root, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := repo.Open(t.Context(), root, nil)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := r.Walk(t.Context(), repo.WalkOptions{Excluded: func(string) bool { return false }})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(root, "gone")); err != nil {
		t.Fatal(err)
	}
	got, err := Examine(t.Context(), tree, "credential", true, all, func(context.Context, repo.File, []byte) ([]finding.Finding, []finding.Gap, error) {
		return nil, nil, nil
	})
	if err != nil || got.Coverage.Files != 1 || len(got.Coverage.Gaps) != 1 || got.Coverage.Gaps[0].Kind != finding.Unreadable {
		t.Errorf("got %+v, %v; want one file examined and one unreadable", got.Coverage, err)
	}
}

func TestExamineGivesTheSameAnswerInTheSameOrder(t *testing.T) {
	contents := map[string]string{}
	for i := range 300 {
		contents[fmt.Sprintf("%03d", i)] = strings.Repeat("x", i%7)
	}
	tree := repo.Memory(contents)
	visit := func(_ context.Context, f repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
		return []finding.Finding{{Rule: "r", Fingerprint: fmt.Sprint(len(content)), Location: finding.Location{Path: f.Path, StartLine: 1}}},
			[]finding.Gap{{Path: f.Path}}, nil
	}
	first, _ := Examine(t.Context(), tree, "c", false, all, visit)
	again, _ := Examine(t.Context(), tree, "c", false, all, visit)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
	seen := map[string]bool{}
	for _, f := range first.Findings {
		if seen[f.Fingerprint] {
			t.Errorf("the fingerprint %s stands twice", f.Fingerprint)
		}
		seen[f.Fingerprint] = true
	}
}

func TestExamineStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Examine(ctx, repo.Memory(map[string]string{"a": ""}), "c", false, all, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}
