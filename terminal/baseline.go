package terminal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/report"
)

// writeBaseline records what blocks now as promises in the file that the policy names.
func writeBaseline(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	promise, rest, err := promised(args)
	if err != nil {
		return err
	}
	setup, err := quietRun(env, rest, outside)
	if err != nil {
		return err
	}
	done, err := core.Rebase(ctx, setup, promise)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Out, "%s holds %d findings: %d written by this run, %d gone. Commit it.\n", report.Plain(done.Path), done.Entries, done.Added, done.Dropped)
	for _, reason := range done.Unknown {
		fmt.Fprintf(env.Out, "  Not everything was seen, so nothing was taken out: %s\n", report.Plain(reason))
	}
	return nil
}

// suppressOne promises one finding away, by its rule and fingerprint.
func suppressOne(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	promise, rest, err := promised(args)
	if err != nil {
		return err
	}
	var words, options []string
	for _, a := range rest {
		if strings.HasPrefix(a, "-") {
			options = append(options, a)
		} else {
			words = append(words, a)
		}
	}
	if len(words) != 2 {
		return errors.New("write `sallyport suppress RULE FINGERPRINT --reason=TEXT --owner=NAME --expires=DATE`; both stand in the report's sallyport.sarif")
	}
	setup, err := quietRun(env, options, outside)
	if err != nil {
		return err
	}
	done, err := core.Promise(ctx, setup, promise.Entry(words[0], words[1]))
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Out, "%s holds %d findings. Commit it.\n", report.Plain(done.Path), done.Entries)
	return nil
}

// promised takes reason, owner and expires out of the arguments.
func promised(args []string) (policy.Promise, []string, error) {
	parts := map[string]string{"reason": "", "owner": "", "expires": ""}
	var rest []string
	for i := 0; i < len(args); i++ {
		name, value, assigned := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		if _, ours := parts[name]; !ours || !strings.HasPrefix(args[i], "-") {
			rest = append(rest, args[i])
			continue
		}
		if !assigned && i+1 < len(args) {
			i++
			value = args[i]
		}
		parts[name] = value
	}
	var missing []string
	for name, value := range parts {
		if value == "" {
			missing = append(missing, "--"+name)
		}
	}
	if slices.Sort(missing); len(missing) > 0 {
		return policy.Promise{}, nil, fmt.Errorf("a promise needs %s; write for example --reason='inherited, being rotated' --owner=platform --expires=2027-03-31", strings.Join(missing, ", "))
	}
	promise, err := policy.ParsePromise(parts["reason"], parts["owner"], parts["expires"])
	return promise, rest, err
}

// quietRun is the setup of a run over the tree that publishes nothing.
func quietRun(env Environment, args []string, outside core.Outside) (core.Setup, error) {
	flags, err := option.ParseFlags(args)
	if err != nil {
		return core.Setup{}, err
	}
	if flags["scope"] == "" {
		flags["scope"] = option.Tree
	}
	config, err := option.Decode(flags)
	if err == nil && (config.Mode != option.Release || config.Scope != option.Tree && config.Scope != option.History) {
		err = errors.New("a baseline is made of everything: leave mode and scope away (or scope=history)")
	}
	host := New(env, option.FormatText)
	return core.Setup{Config: config, Change: host.Change(), Outside: outside, Progress: host.Progress}, err
}
