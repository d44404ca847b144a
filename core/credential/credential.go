// Package credential owns the credential check. Two engines read every file
// once: one looks for the letters that formats give away (anchors) and verifies
// a bounded window round each, the other reads assignments, URLs, headers and
// connection strings and weighs name, value and file. Where both claim a place,
// the more particular one has the word.
//
// It refuses to hold a value any longer than it takes to judge it: a finding
// carries a mask of public letters, a length, and a keyed hash.
//
// Text in base64 or with percent signs is decoded where it stands, two levels
// deep and within a budget.
//
// Known limits: values that are put together from parts at run time are not
// seen, and neither are those inside compiled programs and encrypted archives.
package credential

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/sallyport-gate/sallyport/core/archive"
	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// Name is the check's word in the checks option.
const Name = "credential"

// Config is what a check needs from outside.
type Config struct {
	// Salt is the key of the fingerprints. Empty means a fixed, public one:
	// fingerprints are then comparable between repositories, and a short
	// password could be guessed from its own.
	Salt []byte
	// Custom are users' own rules; nil for none.
	Custom *Custom
	// Images are container images to examine beside the tree.
	Images Images
}

// publicSalt keys the fingerprints of who has configured nothing.
const publicSalt = "sallyport credential fingerprint v1"

// Check finds credentials. It does not change after New and may be used by
// several goroutines.
type Check struct {
	kinds   []rules.Kind
	byID    map[string]int // index into kinds; only read
	gate    *gate
	finders []finder // one for each anchor of the gate
	salt    []byte
	custom  *Custom
	images  Images

	memory    sync.Pool  // of *memory, for who examines a file
	unpacking sync.Mutex // held while an archive is looked into
}

// New makes the check with all its kinds.
func New(config Config) *Check {
	c := &Check{kinds: rules.All(), byID: map[string]int{}, salt: config.Salt, custom: config.Custom, images: config.Images,
		memory: sync.Pool{New: func() any { return &memory{names: names{}} }}}
	if len(c.salt) == 0 {
		c.salt = []byte(publicSalt)
	}
	for i, k := range c.kinds {
		c.byID[k.ID] = i
	}
	var anchors []anchor
	anchors, c.finders = c.allFinders()
	c.gate = newGate(anchors)
	return c
}

// Name is "credential".
func (c *Check) Name() string { return Name }

// Rules lists one rule for each kind, sorted by id.
func (c *Check) Rules() []finding.Rule {
	out := make([]finding.Rule, len(c.kinds))
	for i, k := range c.kinds {
		out[i] = k.Rule()
	}
	out = append(out, c.custom.described()...)
	slices.SortFunc(out, func(a, b finding.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Run examines every file of the tree, vendored and generated ones too: a
// credential opens its door wherever it stands. Binary files are looked at for
// key stores only, and counted as skipped when they are none. Archives are
// looked into, inside limits. So are the layers of images.
func (c *Check) Run(ctx context.Context, tree *repo.Tree) (check.Result, error) {
	look := func(file repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
		found, gaps, err := c.part(file, content)
		return append(found, c.customized(file, content)...), gaps, err
	}
	result, err := c.run(ctx, tree, look)
	result.Coverage.Gaps = append(result.Coverage.Gaps, c.custom.gaps()...)
	if err == nil && len(c.images.Names) > 0 {
		err = c.examineImages(ctx, &result, look)
	}
	return result, err
}

// look examines one file, or one that was unpacked.
type look func(file repo.File, content []byte) ([]finding.Finding, []finding.Gap, error)

func (c *Check) run(ctx context.Context, tree *repo.Tree, look look) (check.Result, error) {
	return check.Scan(ctx, tree, Name, func(ctx context.Context, file repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
		if archive.Is(file.Path, content) {
			return c.unpacked(ctx, file, content, look)
		}
		return look(file, content)
	})
}

// Canary plants a key for each engine in memory and wants both back.
func (c *Check) Canary(ctx context.Context) error {
	tree := repo.Memory(map[string]string{
		"anchored.json":    `{"value": "` + planted.StorageKey("canary") + `"}`,
		"contextual.env":   "DB_PASSWORD=" + planted.NewSource("canary").Text(planted.Base62, 20) + "\n",
		"unprefixed.ini":   "x = " + planted.AzureDevOpsPAT("canary"),
		"innocent/text.md": "Nothing to see here.\n",
	})
	result, err := c.run(ctx, tree, func(file repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
		return c.examine(file.Path, content)
	})
	if err != nil {
		return fmt.Errorf("examine the canary: %w", err)
	}
	want := map[string]string{"anchored.json": "credential/azure-storage-account-key", "contextual.env": "credential/" + rules.Password, "unprefixed.ini": "credential/" + rules.DevOpsPAT}
	for _, f := range result.Findings {
		if want[f.Location.Path] == f.Rule {
			delete(want, f.Location.Path)
		}
	}
	if len(want) > 0 || len(result.Findings) != 3 || len(result.Coverage.Gaps) > 0 {
		return errors.New("the credential check did not report its canary; its result cannot be trusted")
	}
	return nil
}
