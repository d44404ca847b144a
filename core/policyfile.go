package core

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sallyport-gate/sallyport/core/policy"
)

// defaultPolicy is the file that is looked up when no policy is named.
const defaultPolicy = ".sallyport.yml"

// maxPolicySize bounds a policy file, in bytes.
const maxPolicySize = 1 << 20

// loadPolicy finds and parses the policy: in a pull request at the base
// revision, so that a change cannot loosen its own gate, else on disk. Without a
// file the strict default holds.
func (p *prepared) loadPolicy(ctx context.Context) error {
	p.policy, p.policyPath = policy.Default(), defaultPolicy
	name, content, err := p.findPolicy(ctx)
	if err != nil {
		return fmt.Errorf("option policy: %w", err)
	}
	if content == nil {
		return nil
	}
	p.policyPath = name
	if p.policy, err = policy.Parse(name, content); err != nil {
		return err
	}
	return errors.Join(p.loadBaseline(ctx), p.loadGitleaksIgnore(ctx), p.loadVEX(ctx))
}

// findPolicy returns the policy's name as findings show it and its bytes, nil
// when there is none.
func (p *prepared) findPolicy(ctx context.Context) (string, []byte, error) {
	for _, path := range p.policyPaths() {
		below, inside := p.below(path)
		if p.policyAt != "" && inside {
			content, found, err := p.repository.Show(ctx, p.policyAt, below)
			if err != nil {
				return "", nil, err
			}
			if found {
				return below, content, nil
			}
			continue
		}
		content, err := readPolicy(path)
		switch {
		case err == nil:
			return below, content, nil
		case !errors.Is(err, os.ErrNotExist):
			return "", nil, err
		}
	}
	if p.Config.PolicyGiven {
		where := ""
		if p.policyAt != "" {
			where = " at the base revision, where a pull request's policy is read"
		}
		return "", nil, fmt.Errorf("there is no file %q%s", p.Config.Policy, where)
	}
	return "", nil, nil
}

// policyPaths lists where the policy may be, best first: as the working
// directory names it when the user named one, below path, at the repository's root.
func (p *prepared) policyPaths() []string {
	folder := filepath.Join(p.repository.Base, filepath.FromSlash(p.repository.Path))
	if p.repository.Single {
		folder = filepath.Dir(folder)
	}
	var paths []string
	if p.Config.PolicyGiven {
		if absolute, err := filepath.Abs(p.Config.Policy); err == nil {
			paths = append(paths, absolute)
		}
		if filepath.IsAbs(p.Config.Policy) {
			return paths
		}
	}
	paths = append(paths, filepath.Join(folder, p.Config.Policy))
	if root := filepath.Join(p.repository.Base, p.Config.Policy); root != paths[len(paths)-1] {
		paths = append(paths, root)
	}
	return paths
}

// below is the path relative to the tree's base, when it lies inside. The base
// has its links resolved, so the path's folder has to have them too: else a
// policy of the tree would pass for one from outside.
func (p *prepared) below(path string) (string, bool) {
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(folder, filepath.Base(path))
	}
	relative, err := filepath.Rel(p.repository.Base, path)
	if err != nil || relative == ".." || strings.HasPrefix(relative, ".."+string(filepath.Separator)) {
		return filepath.Base(path), false
	}
	return filepath.ToSlash(relative), true
}

// readGuarded reads a file that decides about the change. Where that is a pull
// request and the file lies in the tree, it is read at the base revision.
func (p *prepared) readGuarded(ctx context.Context, path string, limit int64) ([]byte, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	below, inside := p.below(absolute)
	if p.policyAt == "" || !inside {
		return readBounded(path, limit)
	}
	content, found, err := p.repository.Show(ctx, p.policyAt, below)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, fmt.Errorf("there is no file %q at the base revision, where it is read in a pull request", path)
	case int64(len(content)) > limit:
		return nil, fmt.Errorf("%q is over %d bytes", path, limit)
	default:
		return content, nil
	}
}

func readPolicy(path string) ([]byte, error) { return readPlain(path, maxPolicySize) }

// readPlain reads a file that decides, and follows no link to it.
func readPlain(path string, limit int64) ([]byte, error) {
	info, err := os.Lstat(path) // a link in a tree could lead to any file of the machine
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%q is not a regular file; a link is not followed", path)
	}
	return readBounded(path, limit)
}
