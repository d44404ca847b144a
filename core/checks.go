package core

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential"
	"github.com/sallyport-gate/sallyport/core/credential/gitleaks"
	"github.com/sallyport-gate/sallyport/core/dependency"
	"github.com/sallyport-gate/sallyport/core/image"
	"github.com/sallyport-gate/sallyport/core/sast"
)

// makeChecks makes the checks that were asked for, in the option's order.
func (p *prepared) makeChecks(ctx context.Context) error {
	files, err := readRules(p.Config.Rules)
	mistakes := []error{err}
	for _, name := range p.Config.Checks {
		switch name {
		case "credential":
			custom, err := customRules(files)
			mistakes = append(mistakes, err)
			p.checks = append(p.checks, credential.New(credential.Config{Salt: p.salt(ctx), Custom: custom,
				Images: credential.Images{Names: p.Config.Images, Registry: p.registry(), Excluded: p.policy.Excluded}}))
		case "dependency":
			if p.index != nil || p.indexGap != nil {
				config := p.matching()
				config.Licenses = p.policy.Licenses
				config.Images = dependency.Images{Names: p.Config.Images, Registry: p.registry(), Excluded: p.policy.Excluded}
				p.checks = append(p.checks, dependency.New(config))
			}
		case "sast":
			code, err := sast.New(sast.Config{Rules: semgrepRules(files), Folder: p.examined()})
			mistakes = append(mistakes, err)
			if err == nil {
				p.checks = append(p.checks, code)
			}
		}
	}
	return errors.Join(slices.Concat(mistakes, p.unusedRules(files), p.checkImages(ctx))...)
}

// examined is the folder that was asked for, below the repository's root.
func (p *prepared) examined() string {
	switch {
	case p.repository == nil:
		return ""
	case p.repository.Single:
		return path.Dir(p.repository.Path)
	}
	return p.repository.Path
}

// registry is how images are fetched.
func (p *prepared) registry() image.Registry { return image.Registry{Keychain: image.DockerKeychain()} }

// checkImages says which images cannot be what the user meant. Whether a
// registry has one is found out by the check: that is no mistake in the input.
func (p *prepared) checkImages(ctx context.Context) []error {
	var mistakes []error
	for _, named := range p.Config.Images {
		if err := image.Check(ctx, named); err != nil {
			mistakes = append(mistakes, fmt.Errorf("option images: %w", err))
		}
	}
	if len(p.Config.Images) > 0 && !slices.Contains(p.Config.Checks, dependency.Name) && !slices.Contains(p.Config.Checks, credential.Name) {
		mistakes = append(mistakes, errors.New("option images: only the dependency and credential checks examine images, and checks leaves them out"))
	}
	return mistakes
}

// unusedRules are mistakes: rules that no check looks at would be rules that are
// not there.
func (p *prepared) unusedRules(files []sast.RuleFile) []error {
	var mistakes []error
	for _, kind := range []struct {
		check, format string
		any           bool
	}{
		{"sast", "Semgrep's YAML", len(semgrepRules(files)) > 0},
		{credential.Name, "gitleaks' TOML", slices.ContainsFunc(files, isTOML)},
	} {
		if kind.any && !slices.Contains(p.Config.Checks, kind.check) {
			mistakes = append(mistakes, fmt.Errorf("option rules: rules in %s are the %s check's, and checks leaves it out", kind.format, kind.check))
		}
	}
	return mistakes
}

func isTOML(f sast.RuleFile) bool { return strings.HasSuffix(f.Name, ".toml") }

// semgrepRules are the files that the code check reads.
func semgrepRules(files []sast.RuleFile) []sast.RuleFile {
	return slices.DeleteFunc(slices.Clone(files), isTOML)
}

// customRules reads the files that the credential check takes.
func customRules(files []sast.RuleFile) (*credential.Custom, error) {
	var sets []gitleaks.Set
	var mistakes []error
	for _, f := range files {
		if !isTOML(f) {
			continue
		}
		set, err := gitleaks.Parse(f.Name, f.Content)
		sets, mistakes = append(sets, set), append(mistakes, err)
	}
	custom, err := credential.NewCustom(sets...)
	return custom, errors.Join(append(mistakes, err)...)
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

// readRules reads rule files, and every .yml, .yaml and .toml below folders.
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
			rules := slices.Contains([]string{".yml", ".yaml", ".toml"}, filepath.Ext(name))
			switch {
			case entry.IsDir():
				return nil
			case !entry.Type().IsRegular():
				// A link may hold rules; whoever put it there counts on them.
				return &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("%q is a link or no file; name what it leads to", name)}
			case !named && !rules:
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
			mistakes = append(mistakes, fmt.Errorf("option rules: %q holds no .yml, .yaml or .toml file", path))
		}
	}
	return files, errors.Join(mistakes...)
}
