package terminal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/report"
)

// showReceipts lists a ledger, or shows one entry of it or one file as JSON.
func showReceipts(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	options, words := split(args)
	book, err := openBook(ctx, options, outside)
	if err != nil {
		return err
	}
	defer book.Close()
	switch {
	case len(words) > 1:
		return errors.New("`sallyport receipt show` takes one file, or one entry of --receipts")
	case len(words) == 1:
		entry, err := pick(ctx, env, book, words[0])
		if err != nil {
			return err
		}
		return showEntry(env, entry)
	}
	if book.Ledger == nil {
		return errors.New("write `sallyport receipt show FILE`, or name the ledger in --receipts")
	}
	for _, e := range book.All {
		fmt.Fprintln(env.Out, entryLine(e))
	}
	for _, o := range book.Owed() {
		fmt.Fprintln(env.Out, owedLine(o, outside.Now()))
	}
	if book.Gap != nil {
		return undecided(book.Gap)
	}
	return nil
}

// split separates options, written as --name=value, from words.
func split(args []string) (options, words []string) {
	for _, a := range args {
		if strings.HasPrefix(a, "-") {
			options = append(options, a)
		} else {
			words = append(words, a)
		}
	}
	return options, words
}

// pick reads a file, or finds an entry of the ledger.
func pick(ctx context.Context, env Environment, book *core.Book, word string) (receipt.Entry, error) {
	if book.Ledger != nil {
		if book.Gap != nil {
			return receipt.Entry{}, undecided(book.Gap)
		}
		return book.Find(word)
	}
	content, err := env.ReadFile(word)
	if err != nil {
		return receipt.Entry{}, fmt.Errorf("read receipt: %w", err)
	}
	entry, err := receipt.Read(ctx, word, content, book.Trust)
	if err != nil {
		return receipt.Entry{}, closed(err.Error())
	}
	return entry, nil
}

func entryLine(e receipt.Entry) string {
	signed := "unsigned"
	switch {
	case e.Signature.Verified:
		signed = "signed by " + e.Signature.Signer
	case e.Signature.KeyID != "":
		signed = "signed, not verified"
	}
	if e.Distrust != "" {
		signed = "DOES NOT COUNT: " + e.Distrust
	}
	if !e.IsReceipt() {
		return report.Plain(fmt.Sprintf("%s  %s  %s  %s  %s", e.Name, e.Time(), strings.TrimPrefix(e.Kind, receipt.AddressPrefix), e.Note.Environment, signed))
	}
	s := e.Statement
	return report.Plain(fmt.Sprintf("%s  %s  %-8s  %.12s  %s  %s  %s", e.Name, e.Time(), s.Mode(), s.Commit(), s.Environment(), s.Predicate.VerificationResult, signed))
}

func showEntry(env Environment, e receipt.Entry) error {
	fmt.Fprintln(env.Out, entryLine(e))
	var shown any = e.Statement
	if !e.IsReceipt() {
		shown = e.Note
	}
	content, err := json.MarshalIndent(shown, "", "  ")
	if err != nil {
		return fmt.Errorf("show receipt: %w", err)
	}
	for line := range strings.Lines(string(content)) {
		fmt.Fprintln(env.Out, report.Plain(strings.TrimRight(line, "\n")))
	}
	return nil
}

// verifyReceipts checks one receipt, or a whole ledger, offline.
func verifyReceipts(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	own, rest := take(args, "commit", "repository", "sbom", "digest", "policy")
	options, words := split(rest)
	book, err := openBook(ctx, options, outside)
	if err != nil {
		return err
	}
	defer book.Close()
	if book.Ledger != nil && len(words) == 0 {
		return verifyLedger(env, book)
	}
	if len(words) != 1 {
		return errors.New("write `sallyport receipt verify FILE --trust=FILE [--commit=HASH] [--repository=NAME] [--policy=FILE] [--sbom=FILE] [--digest=sha256:…] [--environment=NAME]`, or name --receipts")
	}
	want, err := expectation(env, own, book, outside)
	if err != nil {
		return err
	}
	entry, err := pick(ctx, env, book, words[0])
	if err != nil {
		return err
	}
	if err := entry.Denied(want); err != nil {
		return closed(report.Lines(err)...)
	}
	fmt.Fprintln(env.Out, entryLine(entry))
	if book.Trust == nil {
		fmt.Fprintln(env.Out, "Its signature was not verified: name --trust.")
	}
	return nil
}

func expectation(env Environment, own map[string]string, book *core.Book, outside core.Outside) (receipt.Expect, error) {
	want := receipt.Expect{Commit: own["commit"], Repository: own["repository"], Environment: book.Config.Environment, Artifact: own["digest"], Passed: true, Now: outside.Now()}
	var err, policyErr error
	if own["sbom"] != "" {
		want.SBOM, err = env.ReadFile(own["sbom"])
	}
	if name := own["policy"]; strings.HasPrefix(name, "sha256:") {
		want.Policy = name
	} else if name != "" {
		var content []byte
		if content, policyErr = env.ReadFile(name); policyErr == nil {
			var p policy.Policy
			p, policyErr = policy.Parse(name, content)
			want.Policy = p.Digest()
		}
	}
	return want, errors.Join(err, policyErr)
}

// verifyLedger tells of each entry whether it counts.
func verifyLedger(env Environment, book *core.Book) error {
	var lines []string
	for _, e := range book.All {
		fmt.Fprintln(env.Out, entryLine(e))
		if e.Distrust != "" {
			lines = append(lines, fmt.Sprintf("%s: %s", e.Name, e.Distrust))
		}
	}
	switch {
	case book.Gap != nil:
		return undecided(book.Gap)
	case len(lines) > 0:
		return closed(lines...)
	}
	fmt.Fprintf(env.Out, "%d entries, one unbroken chain.\n", len(book.All))
	if book.Trust == nil {
		fmt.Fprintln(env.Out, "Their signatures were not verified: name --trust.")
	}
	return nil
}

// auditReceipts tells what reached an environment past the gate.
func auditReceipts(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	own, rest := take(args, "record")
	book, err := openBook(ctx, rest, outside)
	if err != nil {
		return err
	}
	defer book.Close()
	if err := needLedger(book); err != nil {
		return err
	}
	reached, err := whatReached(ctx, env, own["record"], book)
	if err != nil {
		return err
	}
	var faults []string
	audited := core.Audit(book.All, book.Config.Environment, reached, outside.Now())
	for _, a := range audited {
		for _, fault := range a.Faults {
			faults = append(faults, report.Plain(fmt.Sprintf("%s %.12s (%s): %s", a.Time.UTC().Format("2006-01-02T15:04Z"), a.Commit, a.ID, fault)))
		}
	}
	if len(faults) > 0 {
		return closed(append(faults, fmt.Sprintf("%d deployments to %s were looked at.", len(audited), report.Plain(book.Config.Environment)))...)
	}
	fmt.Fprintf(env.Out, "%d deployments to %s, all under receipts.\n", len(audited), report.Plain(book.Config.Environment))
	return nil
}

// whatReached reads a record file, or asks the platform.
func whatReached(ctx context.Context, env Environment, record string, book *core.Book) ([]core.Reached, error) {
	if record != "" {
		content, err := env.ReadFile(record)
		if err != nil {
			return nil, fmt.Errorf("read the record: %w", err)
		}
		return core.ReadDeployments(content, book.Config.Environment)
	}
	config := book.Config
	config.Mode = option.Rollback // in a release a host keeps no record open
	if env.Platform == nil {
		return nil, errors.New("name the deployments in --record=FILE; only in a pipeline the platform can be asked")
	}
	platform, err := env.Platform(config)
	switch {
	case err != nil:
		return nil, err
	case platform == nil:
		return nil, errors.New("name the deployments in --record=FILE, or hand a token over with --token=env:NAME so that the platform can be asked")
	}
	deployments, err := platform.Deployments(ctx)
	if err != nil {
		return nil, undecided(fmt.Errorf("ask %s what was deployed: %w", platform.Name(), err))
	}
	var reached []core.Reached
	for _, d := range deployments {
		reached = append(reached, core.Reached{Deployment: d})
	}
	return reached, nil
}
