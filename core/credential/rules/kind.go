// Package rules owns the kinds of credentials: one table entry for each, with
// what it opens, how to revoke it, the letters that give it away (anchors), and
// the verifier that looks at a bounded window round such an anchor. It reads no
// files and reports nothing; package credential does.
//
// Known limits: a key that is split over several literals is not put together,
// and percent-encoded or escaped forms ("\u002B" for "+") are known only of
// Azure's identifiable keys and signed queries.
package rules

import (
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// Kind is one kind of credential. Its rule id is "credential/" and ID.
type Kind struct {
	ID       string // permanent, words with the provider in front
	Title    string // "Azure Storage account key"
	Opens    string // what its holder can do, one sentence
	Revoke   string // what to do now, one sentence
	Page     string // the vendor's page on that
	Instead  string // how to keep it out, one of the constants below
	Severity finding.Severity
	// Confidence that a hit has by default, for documents; a Match carries its own.
	Confidence finding.Confidence
	Rank       Rank

	Anchors []string // any of these must stand in the text; ASCII
	Fold    bool     // anchors match in any case
	Find    Finder   // nil when package credential finds the kind by context

	Hit  func(*planted.Source) string // a synthetic value that Find accepts; nil when Find is
	Miss func(*planted.Source) string // one that it must not take for more than Info
}

// Finder looks at the text round an anchor that begins at offset at. It must
// look at no more than a bounded window, whatever the text is.
type Finder func(text []byte, at int) (Match, bool)

// Match is a place where a kind was recognised.
type Match struct {
	Start, End int                // byte range of the secret value in the text
	Confidence finding.Confidence // how sure the verifier is
	Prefix     string             // what may be shown of the value: part of the public format only
	Note       string             // a fact for the message, never a part of the value
	Normal     string             // the value as its identity counts it; empty means the text itself
	Test       bool               // a credential of a test or sandbox: low severity
	Soft       bool               // the file's role counts: below tests and samples it is worth less
	Faint      bool               // there it is worth a note only
}

// Rank says whose word counts when several kinds claim the same place.
type Rank int

const (
	Guess      Rank = iota // a name and a value
	Structured             // a connection string, a URL, a header
	Format                 // a format of its own
	Gated                  // a format whose checksum or parse decides; its "no" counts too
	Particular             // a gated format inside a file that says more of it
)

// The ways to keep a credential out of a repository.
const (
	UseIdentity = "Let the workload sign in with a managed identity and drop the key; where a key is needed, keep it in Key Vault and refer to it (`@Microsoft.KeyVault(...)`)."
	UseVault    = "Keep it in Key Vault (or the pipeline's secret store) and read it when the process starts; commit a placeholder only."
	UseOIDC     = "Let the pipeline exchange its OIDC token for short-lived access (workload identity federation), so that there is nothing to store."
	UseJobToken = "Use the job's own token (`GITHUB_TOKEN`, `System.AccessToken`), or keep it in the pipeline's secret store."
)
