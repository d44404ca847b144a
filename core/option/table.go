// Package option owns every option once. Flags, action.yml, task.json and the
// reference in the documents are generated from this table or checked against it.
package option

//go:generate go run ../../internal/reference ../../README.md

// Option is one thing that a user can set. Its name is one lower-case word,
// because Azure Pipelines forbids dashes in input names.
type Option struct {
	Name    string
	Default string
	Kind    Kind
	Values  []string // for Choice and Words: what is accepted
	Secret  bool     // never printed, masked on the host
	Meaning string   // one sentence for the reference; Markdown
}

// Kind is the form of an option's value.
type Kind int

const (
	Text       Kind = iota // any text without control characters
	Choice                 // exactly one of Values
	Words                  // a comma-separated list of Values
	Paths                  // a list of paths, separated by commas or line breaks
	Boolean                // true or false
	Duration               // Go's form, and days: 90s, 5m, 72h, 5d
	Size                   // bytes with a unit: 512MiB, 2GiB
	Connection             // Azure Pipelines: a service connection to Azure
)

// Modes, scopes and formats by name.
const (
	Release  = "release"
	Hotfix   = "hotfix"
	Rollback = "rollback"

	Auto    = "auto"
	Tree    = "tree"
	Change  = "change"
	History = "history"
	Staged  = "staged"
	Input   = "input" // of the path Stdin, never of the scope option

	// Stdin is the path of standard input; a file of that name is ./-.
	Stdin = "-"

	FormatText  = "text"
	FormatJSON  = "json"
	FormatSARIF = "sarif"
)

// Table lists every option, in the order of the reference.
func Table() []Option {
	return []Option{
		{Name: "mode", Default: Release, Kind: Choice, Values: []string{Release, Hotfix, Rollback},
			Meaning: "`release` runs everything; `hotfix` rolls forward inside a time budget and records what is owed; `rollback` judges going back to an older version."},
		{Name: "path", Default: ".", Meaning: "What to examine: a folder, one file, or `-` for standard input, which releases nothing and requires only the named checks."},
		{Name: "checks", Default: "credential,dependency,sast", Kind: Words, Values: []string{"credential", "dependency", "sast"},
			Meaning: "Which checks run. A check that the policy requires and that is left out makes the run undecided."},
		{Name: "policy", Default: ".sallyport.yml", Meaning: "The policy file, looked up in `path`, else at the root of its repository. In a pull request it is read from the base revision, so that a change cannot loosen its own gate."},
		{Name: "scope", Default: Auto, Kind: Choice, Values: []string{Auto, Tree, Change, History, Staged},
			Meaning: "`tree` is everything, `change` is what differs from `base`, `history` is everything and all commits (those after `base` when it is named), `staged` is what git is about to commit; `auto` is `change` in a pull request and `tree` otherwise. In `change` and `history` the credential check looks into every commit."},
		{Name: "base", Meaning: "The revision to compare with; the host knows it in a pull request."},
		{Name: "rules", Kind: Paths, Meaning: "More rules: SAST rules in Semgrep's YAML, credential rules in gitleaks' TOML; files or folders."},
		{Name: "advisories", Meaning: "An advisory index, a folder or zip of OSV records, or the https address of a published index. Without it the index that `advisories update` keeps on this machine, else the embedded sample."},
		{Name: "images", Kind: Paths, Meaning: "Container images whose packages the dependency check examines, and whose layers and configuration the credential check: archives of `docker save`, OCI layouts as a tar or folder, or references in a registry (with the credentials of docker's configuration)."},
		{Name: "report", Default: "sallyport-report", Meaning: "Folder for everything that is written; relative to the working directory, never examined. In `scope=staged` it is below git's own folder unless it is named, so that a commit hook leaves nothing in the tree."},
		{Name: "receipts", Meaning: "Where receipts live: a folder, or `git:REMOTE` or `git:REMOTE:REF` for a ref of a git remote (`git:origin` means `refs/sallyport/receipts`)."},
		{Name: "key", Meaning: "Key that signs receipts: a PEM file that others cannot read, or `env:NAME` for a variable. Never printed."},
		{Name: "trust", Meaning: "File that says whose receipts, and whose published advisories, count. Without it those of `key` count, and without a key all of them."},
		{Name: "artifact", Meaning: "What is released, by its digest in the receipt: a file or an image archive. The commit without it."},
		{Name: "environment", Default: "production", Meaning: "The environment that the receipt speaks of."},
		{Name: "budget", Kind: Duration, Meaning: "Hotfix: time for checks; the policy's `hotfix.budget`, else 5m, without it."},
		{Name: "reason", Meaning: "Hotfix, or a rollback against advice: why it cannot wait. Written into the receipt."},
		{Name: "incident", Meaning: "Hotfix or rollback: the incident it belongs to. Written into the receipt."},
		{Name: "approver", Meaning: "Hotfix, or a rollback against advice: who approved it; not the author. A hotfix's is proven by the platform or by `approval`, unless the policy says `approver: named`."},
		{Name: "approval", Meaning: "File in which somebody whom `trust` names approved a hotfix, made with `sallyport receipt approve`."},
		{Name: "target", Default: Auto, Meaning: "Rollback: the commit to go back to; `auto` is the last known good: receipted, once live, not blocked, above the security floor."},
		{Name: "site", Meaning: "Rollback or hotfix: Azure resource id of the web app, for the slot swap."},
		{Name: "slot", Default: "staging", Meaning: "Rollback or hotfix: the slot that holds the version that is to go live."},
		{Name: "swap", Default: "false", Kind: Boolean, Meaning: "Rollback or hotfix: carry the slot swap out, once, and watch it; without it the plan is only printed."},
		{Name: "probe", Meaning: "With `swap`: a path such as `/healthz`, or an https address, that answers 2xx when the app is healthy and names its version: JSON with `commit` or `digest`, or nothing but one."},
		{Name: "connection", Kind: Connection, Meaning: "Azure Pipelines, with `swap`: the AzureRM service connection. Elsewhere the job's OIDC token, az or a managed identity is found."},
		{Name: "plan", Default: "false", Kind: Boolean, Meaning: "Say what would be examined, run and owed, and do nothing."},
		{Name: "timeout", Default: "1h", Kind: Duration, Meaning: "The run's time limit. What was not examined by then is unknown, so the run is undecided."},
		{Name: "memory", Kind: Size, Meaning: "Soft limit on the memory used. Without it the gate aims at 400 MB, or 110 MB without the SAST check, and takes more where it has to."},
		{Name: "token", Secret: true, Meaning: "Token for the host's interfaces: a pull request's status, who approved a hotfix, what was deployed, a git remote with receipts (`${{ github.token }}`, `$(System.AccessToken)`). Never printed."},
		{Name: "format", Default: FormatText, Kind: Choice, Values: []string{FormatText, FormatJSON, FormatSARIF}, Meaning: "Terminal: what is printed on standard output."},
	}
}
