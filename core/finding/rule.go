package finding

// Rule is what a check looks for. SARIF, documents and tests iterate rules, so
// every field but Tags and HelpURI is required.
type Rule struct {
	ID         string     // permanent, words with the check in front: "sast/csharp-sql-injection"
	Title      string     // a short noun phrase without a full stop, at most 120 characters
	Summary    string     // what can happen, one or two sentences, at most 1,000 characters
	Help       string     // Markdown: what it means, how to fix it
	HelpURI    string     // the vendor's or CWE's page
	CWE        []int      // weakness numbers, most specific first
	Severity   Severity   // the default of its findings
	Confidence Confidence // the default of its findings
	Tags       []string   // beyond "security" and the CWE tags, which SARIF adds
}
