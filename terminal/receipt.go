package terminal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/report"
)

// verdict is an answer of a command that is not a mistake in its input.
type verdict struct {
	finding.Verdict
	lines []string
}

func (v verdict) Error() string { return strings.Join(v.lines, "\n") }

// closed and undecided end a command with the gate's exit codes.
func closed(lines ...string) error { return verdict{finding.Closed, lines} }

func undecided(err error) error { return verdict{finding.Undecided, []string{err.Error()}} }

// take separates a command's own options from the gate's.
func take(args []string, names ...string) (own map[string]string, rest []string) {
	own = map[string]string{}
	for i := 0; i < len(args); i++ {
		name, value, assigned := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		if !strings.HasPrefix(args[i], "-") || !slices.Contains(names, name) {
			rest = append(rest, args[i])
			continue
		}
		if !assigned && i+1 < len(args) {
			i++
			value = args[i]
		}
		own[name] = value
	}
	return own, rest
}

// openBook reads the gate's options and opens the ledger that they name.
func openBook(ctx context.Context, args []string, outside core.Outside) (*core.Book, error) {
	flags, err := option.ParseFlags(args)
	if err != nil {
		return nil, err
	}
	config, err := option.Decode(flags)
	if err != nil {
		return nil, err
	}
	return core.OpenBook(ctx, config, outside)
}

// needLedger refuses a book without receipts.
func needLedger(b *core.Book) error {
	switch {
	case b.Ledger == nil:
		return errors.New("name the ledger in --receipts: a folder, or git:REMOTE")
	case b.Gap != nil:
		return undecided(b.Gap)
	default:
		return nil
	}
}

// makeKey makes a signing key and prints what a trust file says about it.
func makeKey(_ context.Context, env Environment, args []string, _ core.Outside) error {
	const usage = "write `sallyport receipt keygen --output=FILE [--name=SIGNER] [--for=receipts|approvals]`"
	parsed, err := parseArguments(args, usage, "output", "name", "for")
	own := parsed.values
	verifier, known := map[string]string{"": receipt.VerifierID, "receipts": receipt.VerifierID, "approvals": hotfix.ApproverID}[own["for"]]
	if err == nil && (own["output"] == "" || len(parsed.rest) > 0 || !known) {
		err = errors.New(usage)
	}
	if err != nil {
		return err
	}
	private, key, err := receipt.GenerateKey()
	if err != nil {
		return err
	}
	file, err := os.OpenFile(own["output"], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("store the key: %w", err)
	}
	_, err = file.Write(private)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("store the key: %w", err)
	}
	name := own["name"]
	if name == "" {
		name = "pipeline"
	}
	entry, err := receipt.TrustEntry(name, verifier, key)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Out, "# The private key is in %s: put it into the host's secrets. The trust file:\n%s", report.Plain(own["output"]), entry)
	return nil
}

// approve signs a hotfix: --key=KEY --incident=ID --reason=TEXT --output=FILE.
func approve(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	own, rest := take(args, "incident", "reason", "expires", "commit", "output")
	book, err := openBook(ctx, rest, outside)
	if err != nil {
		return err
	}
	defer book.Close()
	if book.Key == nil || own["output"] == "" {
		return errors.New("write `sallyport receipt approve --key=KEY --incident=ID --reason=TEXT --output=FILE [--commit=REVISION] [--expires=24h] [--environment=NAME]`")
	}
	revision := own["commit"]
	if revision == "" {
		revision = "HEAD"
	}
	commit, err := book.Repository.Resolve(ctx, revision)
	if err != nil {
		return err
	}
	holds := 24 * time.Hour
	if own["expires"] != "" {
		if holds, err = option.ParseDuration(own["expires"]); err != nil {
			return fmt.Errorf("--expires=%q: %w", own["expires"], err)
		}
	}
	now := outside.Now()
	signed, err := hotfix.SignedApproval{Commit: commit, Environment: book.Config.Environment, Incident: own["incident"], Reason: own["reason"],
		Expires: now.Add(holds).UTC().Format(time.RFC3339)}.Sign(ctx, book.Key, now, outside.Version)
	if err != nil {
		return err
	}
	if err := os.WriteFile(own["output"], signed, 0o644); err != nil {
		return fmt.Errorf("store the approval: %w", err)
	}
	fmt.Fprintf(env.Out, "%s approves %.12s for %s until %s.\n", report.Plain(own["output"]), commit, report.Plain(book.Config.Environment), now.Add(holds).UTC().Format(time.RFC3339))
	return nil
}

// payDebts runs a release that pays what hotfixes owe, or with --job notes that a
// job of the pipeline made up for its debt.
func payDebts(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	own, rest := take(args, "job", "run")
	book, err := openBook(ctx, rest, outside)
	if err != nil {
		return err
	}
	defer book.Close()
	if err := needLedger(book); err != nil {
		return err
	}
	if own["job"] != "" {
		paid, err := book.PayJob(ctx, own["job"], own["run"])
		if err != nil {
			return undecided(err)
		}
		fmt.Fprintf(env.Out, "The job %s pays %d debts.\n", report.Plain(own["job"]), len(paid))
		return nil
	}
	owed := book.Owed()
	for _, o := range owed {
		fmt.Fprintln(env.Out, owedLine(o, outside.Now()))
	}
	if len(owed) == 0 {
		fmt.Fprintln(env.Out, "Nothing is owed.")
		return nil
	}
	code := core.Gate(ctx, New(env, format(rest)), rest, outside)
	if code != 0 {
		return verdict{map[int]finding.Verdict{1: finding.Closed}[code], nil}
	}
	return nil
}

func owedLine(o receipt.Owed, now time.Time) string {
	state := "due"
	if o.Overdue(now) {
		state = "OVERDUE since"
	}
	return report.Plain(fmt.Sprintf("%s: the hotfix at %.12s owes the %s, %s %s", o.Name, o.Commit, hotfix.What(o.Check), state, o.Due))
}
