// Package rollback owns the decision to go back to an older version: which
// version is the last known good, what going back would re-open by today's
// advisories, and whether the policy lets it through. It is pure but for the
// SBOMs that it reads from the ledger, and it carries nothing out.
//
// It refuses to guess: a version without a receipt is denied, and whatever cannot
// be read or judged anew holds the rollback.
//
// Known limits: a receipt says that a version passed the gate, not that it was
// deployed; what the platform and the slot say is not asked. Credentials and
// source findings are compared as the receipts recorded them.
package rollback
