// Package receipt owns what a run leaves behind: the verdict as an in-toto
// statement with a SLSA Verification Summary, signed in a DSSE envelope, and the
// ledger in which such statements are chained and kept beside their SBOMs: a
// folder, or a ref of a git remote. Other kinds of entries (Note) lie in the
// same chain.
//
// It refuses whatever it would not have written itself: an unknown version, a
// missing or an additional field, bytes that differ from Encode's, a broken
// chain, a clock that went back. An entry that nobody who is trusted signed is
// listed with the reason and does not count.
//
// Known limits: whoever may write to the place where a ledger lies can take its
// newest entries away, and nothing in what is left shows it. Let only the
// pipeline write there; a git host keeps such a ref with its own rules.
package receipt
