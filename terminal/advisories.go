package terminal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/internal/atomic"
	"github.com/sallyport-gate/sallyport/internal/web"
)

const (
	buildUsage  = "write `sallyport advisories build --output FILE SOURCE...`"
	updateUsage = "write `sallyport advisories update [--from URL] [--output FILE] [INDEX] [LIST...]`"
)

// buildAdvisories makes an index of OSV records: folders, zips, and addresses
// that serve what osv.dev does.
func buildAdvisories(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	given, mistakes := parseArguments(args, buildUsage, "output", "time", "ecosystems", "previous", "key")
	options, wrong := buildOptions(given, outside.Now())
	sources, unusable := buildSources(given, outside.Environment)
	if given.values["output"] == "" || len(given.rest) == 0 {
		unusable = errors.Join(unusable, errors.New("the output or the sources are missing; "+buildUsage))
	}
	if err := errors.Join(mistakes, wrong, unusable); err != nil {
		return err
	}
	content, manifest, err := advisory.Build(ctx, sources, options)
	if err != nil {
		return err
	}
	return putAdvisories(ctx, env, given, content, manifest, outside)
}

func buildOptions(given arguments, now time.Time) (options advisory.Options, err error) {
	if text := given.values["time"]; text != "" {
		fetched, parse := time.Parse(time.RFC3339, text)
		if parse != nil || fetched.After(now) {
			err = fmt.Errorf("--time %q is no time in the past; write when the records were fetched, for example %s", text, now.UTC().Format(time.RFC3339))
		}
		options.Time = fetched
	}
	if path := given.values["previous"]; path != "" {
		before, open := advisory.Open(path)
		if open != nil {
			return options, errors.Join(err, open)
		}
		manifest := before.Manifest()
		options.Previous = &manifest
	}
	if options.Time.IsZero() && hasAddress(given.rest) {
		options.Time = now
	}
	return options, err
}

func hasAddress(sources []string) bool {
	for _, s := range sources {
		if strings.Contains(s, "://") {
			return true
		}
	}
	return false
}

func buildSources(given arguments, environment []string) (sources []advisory.Source, err error) {
	var ecosystems []string
	if list := given.values["ecosystems"]; list != "" {
		ecosystems = strings.Split(list, ",")
	}
	if len(ecosystems) > 0 && !hasAddress(given.rest) {
		err = errors.New("--ecosystems chooses what is fetched, and no source is an address")
	}
	for _, path := range given.rest {
		source := advisory.Source{Path: path}
		if strings.Contains(path, "://") {
			mirror, wrong := openMirror(path, environment)
			err = errors.Join(err, wrong)
			source = advisory.Source{Mirror: &mirror, Ecosystems: ecosystems}
		}
		sources = append(sources, source)
	}
	return sources, err
}

func openMirror(address string, environment []string) (advisory.Mirror, error) {
	client, err := web.Client(environment)
	if err != nil {
		return advisory.Mirror{}, err
	}
	return advisory.NewMirror(address, client)
}

// updateAdvisories brings an index up to date by what changed since. Without an
// index it is the one that runs use which name none; the first time, that one
// is built.
func updateAdvisories(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	given, mistakes := parseArguments(args, updateUsage, "from", "output", "key")
	if given.values["from"] == "" {
		given.values["from"] = advisory.OSV
	}
	mirror, wrong := openMirror(given.values["from"], outside.Environment)
	if err := errors.Join(mistakes, wrong); err != nil {
		return err
	}
	path := ""
	if len(given.rest) > 0 && !advisory.IsList(given.rest[0]) {
		path, given.rest = given.rest[0], given.rest[1:]
	}
	content, manifest, err := freshAdvisories(ctx, path, mirror, given.rest, outside)
	if err != nil {
		return err
	}
	if given.values["output"] == "" {
		given.values["output"] = path
	}
	if given.values["output"] == "" {
		given.values["output"] = core.CachedIndex(outside)
		if err := os.MkdirAll(filepath.Dir(core.CachedIndex(outside)), 0o755); err != nil {
			return fmt.Errorf("keep the index: %w", err)
		}
	}
	return putAdvisories(ctx, env, given, content, manifest, outside)
}

func freshAdvisories(ctx context.Context, path string, mirror advisory.Mirror, lists []string, outside core.Outside) ([]byte, advisory.Manifest, error) {
	options := advisory.Options{Time: outside.Now()}
	if path == "" {
		if path = core.CachedIndex(outside); path == "" {
			return nil, advisory.Manifest{}, errors.New("this machine has no folder for caches; name the index: " + updateUsage)
		}
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			sources := []advisory.Source{{Mirror: &mirror}}
			for _, list := range lists {
				sources = append(sources, advisory.Source{Path: list})
			}
			return advisory.Build(ctx, sources, options)
		}
	}
	index, err := advisory.Open(path)
	if err != nil {
		return nil, advisory.Manifest{}, err
	}
	return advisory.Update(ctx, index, mirror, lists, options)
}

// putAdvisories writes an index: to a file, or into a folder in the form in
// which it is published.
func putAdvisories(ctx context.Context, env Environment, given arguments, content []byte, manifest advisory.Manifest, outside core.Outside) error {
	output := given.values["output"]
	info, err := os.Stat(output)
	folder := strings.HasSuffix(output, "/") || err == nil && info.IsDir()
	switch {
	case folder:
		err = publishAdvisories(ctx, output, given.values["key"], content, manifest, outside)
	case given.values["key"] != "":
		err = errors.New("--key signs what is published; name a folder in --output")
	default:
		err = atomic.WriteFile(output, content)
	}
	if err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	manifest.Source = filepath.Base(output)
	fmt.Fprint(env.Out, advisory.RenderInfo(manifest))
	return nil
}

// showAdvisories tells the age and coverage of an index; without a name, of the
// one that a run uses which names none.
func showAdvisories(_ context.Context, env Environment, args []string, outside core.Outside) error {
	if len(args) > 1 {
		return errors.New("`sallyport advisories info` takes one index")
	}
	path := append(args, "")[0]
	index, err := core.OpenAdvisories(path, outside)
	if err != nil {
		return err
	}
	_, age := index.Manifest().Age(outside.Now())
	fmt.Fprintf(env.Out, "%s%s\n", advisory.RenderInfo(index.Manifest()), age)
	return nil
}

// publishAdvisories puts the index under its hash, and last the statement that
// it is the newest: whoever reads between the two sees the one before.
func publishAdvisories(ctx context.Context, folder, keyName string, content []byte, manifest advisory.Manifest, outside core.Outside) error {
	statement, err := advisory.Latest(content, manifest)
	if err != nil {
		return err
	}
	if keyName != "" {
		key, err := receipt.LoadKey(keyName, outside.Environment)
		if err != nil {
			return err
		}
		if statement, err = receipt.Vouch(ctx, statement, key); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	name := advisory.FileName(advisory.FileDigest(content))
	if err := atomic.WriteFile(filepath.Join(folder, name), content); err != nil {
		return err
	}
	return atomic.WriteFile(filepath.Join(folder, advisory.LatestName), statement)
}
