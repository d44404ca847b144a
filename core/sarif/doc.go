// Package sarif owns the writing of a run's report as SARIF 2.1.0, once in full
// and once in the dialect of each host that displays it. A host's limits are
// kept here, and what a limit cuts away is said in the file itself.
//
// It refuses to quote the examined files: no snippets, no embedded content,
// because either could carry a credential out. It writes no machine paths; every
// address is relative to %SRCROOT%, the root of the repository.
//
// # Azure
//
// GitHub Advanced Security for Azure DevOps takes a file only when it names its
// pipeline. The Azure dialect reads that from report.Change.Build, under the
// keys declared as Build…. When one is missing or malformed, the pipeline is
// left out as a whole: such a file still serves as a build artifact, but a
// direct upload of it would be dropped; MissingBuild names what is missing.
//
// # Known limits
//
// GitHub shows one severity for a rule, not for a result, so a rule carries the
// worst security-severity of its results in this run. Messages may hold braces
// as they are; no placeholders are used. A literal "](" in a message is written
// "] (", because SARIF would read it as an embedded link.
package sarif
