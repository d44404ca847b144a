package check

import (
	"bytes"
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestOneLargeFileAtATimeIsExamined(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	large := string(bytes.Repeat([]byte("x"), largeSize))
	tree := repo.Memory(map[string]string{"a": large, "b": large, "c": large, "d": large})
	var now, most atomic.Int32
	result, err := Examine(t.Context(), tree, "x", false, all, func(context.Context, repo.File, []byte) ([]finding.Finding, []finding.Gap, error) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(20 * time.Millisecond) // so that others would come in
		now.Add(-1)
		return nil, nil, nil
	})
	if err != nil || result.Coverage.Files != 4 || most.Load() != 1 {
		t.Errorf("%v, %d files, %d large ones at once; want 4 files, one at a time", err, result.Coverage.Files, most.Load())
	}
}

func TestSmallFilesDoNotWaitForALargeOne(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	tree := repo.Memory(map[string]string{"a": string(bytes.Repeat([]byte("x"), largeSize)), "b": "small"})
	small := make(chan struct{})
	result, err := Examine(t.Context(), tree, "x", false, all, func(ctx context.Context, f repo.File, _ []byte) ([]finding.Finding, []finding.Gap, error) {
		if f.Path == "b" {
			close(small)
			return nil, nil, nil
		}
		select {
		case <-small: // only when it is examined meanwhile
			return nil, nil, nil
		case <-time.After(30 * time.Second):
			return nil, nil, Skipped("nobody came")
		}
	})
	if err != nil || result.Coverage.Files != 2 {
		t.Errorf("%v, %+v; want both examined side by side", err, result.Coverage)
	}
}

func TestPartsThatAreLeftOutAreCountedBesideTheirFile(t *testing.T) {
	tree := repo.Memory(map[string]string{"a": "x", "b": "x"})
	result, err := Examine(t.Context(), tree, "x", false, all, func(context.Context, repo.File, []byte) ([]finding.Finding, []finding.Gap, error) {
		return nil, nil, SkippedInside{"dull": 2}
	})
	if c := result.Coverage; err != nil || c.Files != 2 || c.Skips["dull"] != 4 || len(c.Gaps) > 0 {
		t.Errorf("%v, %+v; want 2 files, 4 parts skipped, no gap", err, c)
	}
}
