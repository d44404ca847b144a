package core

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential"
	"github.com/sallyport-gate/sallyport/core/dependency"
	"github.com/sallyport-gate/sallyport/core/sast"
)

// makeChecks makes the checks that were asked for, in the option's order.
func (p *prepared) makeChecks(ctx context.Context) error {
	var mistakes []error
	for _, name := range p.Config.Checks {
		switch name {
		case "credential":
			p.checks = append(p.checks, credential.New(credential.Config{Salt: p.salt(ctx)}))
		case "dependency":
			if p.index != nil {
				p.checks = append(p.checks, dependency.New(p.matching()))
			}
		case "sast":
			rules, err := readRules(p.Config.Rules)
			mistakes = append(mistakes, err)
			code, err := sast.New(sast.Config{Rules: rules})
			mistakes = append(mistakes, err)
			if err == nil {
				p.checks = append(p.checks, code)
			}
		}
	}
	if len(p.Config.Rules) > 0 && !slices.Contains(p.Config.Checks, "sast") {
		mistakes = append(mistakes, errors.New("option rules: only the sast check takes rules, and checks leaves it out"))
	}
	return errors.Join(mistakes...)
}

// matching is how the dependency check, and a rollback, hold packages against
// the advisories.
func (p *prepared) matching() dependency.Config {
	return dependency.Config{Index: p.index, Now: p.started, MaxAge: p.policy.Advisories.Age}
}

// salt keys the fingerprints of credentials: the policy's, else the
// repository's first commit.
func (p *prepared) salt(ctx context.Context) []byte {
	if p.policy.Salt != "" {
		return []byte(p.policy.Salt)
	}
	return []byte(p.repository.FirstCommit(ctx))
}

// maxRuleFile bounds a rule file, in bytes.
const maxRuleFile = 8 << 20

// readRules reads rule files, and every .yml and .yaml below folders.
func readRules(paths []string) ([]sast.RuleFile, error) {
	var files []sast.RuleFile
	var mistakes []error
	for _, path := range paths {
		before := len(files)
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			named := name == path
			yaml := strings.HasSuffix(name, ".yml") || strings.HasSuffix(name, ".yaml")
			switch {
			case entry.IsDir():
				return nil
			case !entry.Type().IsRegular():
				// A link may hold rules; whoever put it there counts on them.
				return &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("%q is a link or no file; name what it leads to", name)}
			case !named && !yaml:
				return nil
			}
			content, err := readBounded(name, maxRuleFile)
			files = append(files, sast.RuleFile{Name: filepath.ToSlash(name), Content: content})
			return err
		})
		switch {
		case err != nil:
			mistakes = append(mistakes, fmt.Errorf("option rules: read %q: %w", path, errors.Unwrap(err)))
		case len(files) == before:
			mistakes = append(mistakes, fmt.Errorf("option rules: %q holds no .yml or .yaml file", path))
		}
	}
	return files, errors.Join(mistakes...)
}
