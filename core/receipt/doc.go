// Package receipt owns what a run leaves behind: the verdict as an in-toto
// statement with a SLSA Verification Summary, and the folder in which such
// statements are kept beside their SBOMs.
//
// It refuses whatever it would not have written itself: an unknown version, a
// missing or an additional field, bytes that differ from Encode's.
//
// Known limits: statements are not signed yet. Encode's bytes are canonical and
// PayloadType names them, so that a DSSE envelope can be put around them.
package receipt
