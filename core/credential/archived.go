package credential

import (
	"context"
	"errors"

	"github.com/sallyport-gate/sallyport/core/archive"
	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// unpacked examines the files of an archive. Both paths say what a file is for:
// the archive's and its own.
func (c *Check) unpacked(ctx context.Context, file repo.File, content []byte, look look) ([]finding.Finding, []finding.Gap, error) {
	c.unpacking.Lock() // one at a time: each holds a file beside the archive in memory
	defer c.unpacking.Unlock()
	path := file.Path
	findings := c.customized(file, nil) // rules that go by the archive's own path
	var gaps []finding.Gap
	large := 0
	dull := func(head []byte) bool {
		if !repo.IsBinary(head) {
			return false
		}
		large++
		return true
	}
	problems, err := archive.Walk(ctx, path, content, archive.Defaults(), dull, func(e archive.Entry) error {
		found, blind, err := look(repo.File{Path: path + "/" + e.Inside, Commit: file.Commit, To: len(e.Content)}, e.Content)
		for i := range found {
			found[i].Location.Path, found[i].Location.Inside = path, e.Inside
		}
		for i := range blind {
			blind[i].Path, blind[i].Message = path, path+"!"+e.Inside+": "+blind[i].Message
		}
		findings, gaps = append(findings, found...), append(gaps, blind...)
		var skipped check.Skipped
		if errors.As(err, &skipped) { // a binary file among others is nothing to tell
			return nil
		}
		return err
	})
	for _, p := range problems {
		gaps = append(gaps, finding.Gap{Check: Name, Kind: finding.Unopened, Path: path, Message: p.Message + "; unpack it, or exclude it in the policy"})
	}
	if err == nil && large > 0 {
		err = check.SkippedInside{"binary and over the size limit, in an archive": large}
	}
	return findings, gaps, err
}
