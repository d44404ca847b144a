// Package swap carries a slot swap out, once, and finds out what became of it.
//
// A swap is a toggle: sending it twice undoes it. So one written intent is one
// request, never repeated by any layer; what happened is found out by looking at
// both slots; a fresh attempt is a new intent, and only after it was seen that
// nothing was swapped and nothing is under way; and there is at most one swap
// back, to a version that was seen to be healthier. Everything is written into a
// journal before and after it happens, so that a run that was killed anywhere is
// carried on by the next one.
//
// It refuses to guess: what cannot be observed freezes both slots as they are and
// prints the commands for a person.
//
// Known limits: a request that is under way longer than Limits.Settle after its
// intent, and arrives then, is taken for one that got lost. It is noticed by the
// slots' identity, and freezes. The version that a slot tells is the app's own
// word.
package swap
