package core

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/internal/atomic"
	"github.com/sallyport-gate/sallyport/internal/web"
)

// openAdvisories opens the index that the run matches against. An address that
// does not answer, or that nobody vouches for, is an unknown and no mistake.
func (p *prepared) openAdvisories(ctx context.Context) (err error) {
	used := slices.Contains(p.Config.Checks, "dependency") || p.Config.Mode == option.Rollback
	switch source := p.Config.Advisories; {
	case !used && source == "":
		return nil // an index that was named is looked at in any case: a mistake in it is told
	case strings.Contains(source, "://"):
		err = p.fetchIndex(ctx, source)
	default:
		p.index, err = openIndex(ctx, source, p.Outside)
	}
	if err != nil {
		return fmt.Errorf("option advisories: %w", err)
	}
	return nil
}

// openIndex opens what the advisories option names: an index, or OSV records as
// a folder or zip, of which an index is built in memory.
func openIndex(ctx context.Context, path string, outside Outside) (*advisory.Index, error) {
	if path == "" {
		return OpenAdvisories("", outside)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w; name an index, or a folder or zip of OSV records", path, errors.Unwrap(err))
	}
	if !info.IsDir() && !strings.HasSuffix(strings.ToLower(path), ".zip") {
		return advisory.Open(path)
	}
	content, _, err := advisory.Build(ctx, []advisory.Source{{Path: path}}, advisory.Options{})
	if err != nil {
		return nil, err
	}
	return advisory.OpenBytes(content)
}

// OpenAdvisories opens an index by its path. Without one it is the cached index,
// which `advisories update` keeps, else the embedded sample.
func OpenAdvisories(path string, outside Outside) (*advisory.Index, error) {
	if path != "" {
		return advisory.Open(path)
	}
	cached := CachedIndex(outside)
	if _, err := os.Stat(cached); cached == "" || errors.Is(err, os.ErrNotExist) {
		return advisory.Embedded()
	}
	index, err := advisory.Open(cached)
	if err != nil {
		return nil, fmt.Errorf("%w; delete it, or make it again with 'sallyport advisories update'", err)
	}
	return index, nil
}

// CachedIndex is where the index lies that runs use which name none; empty on a
// machine without a folder for caches.
func CachedIndex(outside Outside) string {
	if outside.Cache == "" {
		return ""
	}
	return filepath.Join(outside.Cache, "sallyport", "advisories.index")
}

// fetchIndex gets an index from an address: the newest that a folder publishes,
// when the trust file vouches for its signer, or one file whose hash the address
// ends with.
func (p *prepared) fetchIndex(ctx context.Context, address string) error {
	folder, digest, pinned := strings.Cut(address, "#sha256=")
	name := ""
	if pinned {
		slash := strings.LastIndexByte(folder, '/')
		if !advisory.IsDigest("sha256:"+digest) || !strings.Contains(strings.TrimSuffix(folder[:slash], "/"), "://") {
			return fmt.Errorf("%q is not the address of an index with its hash; write https://HOST/NAME.index#sha256= and 64 hexadecimal digits", address)
		}
		folder, name = folder[:slash], folder[slash+1:]
	}
	client, err := web.Client(p.Outside.Environment)
	if err != nil {
		return err
	}
	mirror, err := advisory.NewMirror(strings.TrimSuffix(folder, "/"+advisory.LatestName), client)
	switch {
	case err != nil:
		return err
	case !pinned && p.trust == nil:
		return fmt.Errorf("nobody vouches for what %s sends; name a trust file in the option trust, or end the address of an index with #sha256= and its hash", address)
	case pinned:
		p.index, p.indexGap = mirror.FetchIndex(ctx, cache(p.Outside.Cache), name, "sha256:"+digest)
	default:
		p.index, p.indexGap = mirror.FetchLatest(ctx, cache(p.Outside.Cache), func(envelope []byte) ([]byte, error) {
			return p.trust.Vouched(ctx, envelope, advisory.VerifierID)
		})
	}
	return nil
}

// cache keeps fetched indexes in the folder for caches; none keeps nothing.
type cache string

func (c cache) Load(name string) ([]byte, bool) {
	if c == "" {
		return nil, false
	}
	content, err := readBounded(filepath.Join(string(c), "sallyport", name), advisory.MaxIndex)
	return content, err == nil
}

// Keep gives no error: a run without a cache is a slower one.
func (c cache) Keep(name string, content []byte) {
	if c == "" || os.MkdirAll(filepath.Join(string(c), "sallyport"), 0o755) != nil {
		return
	}
	_ = atomic.WriteFile(filepath.Join(string(c), "sallyport", name), content)
}
