package core

// InputError says that the input or the policy is wrong: nothing was judged and
// nothing was written. It may join several mistakes.
type InputError struct{ Mistakes error }

func (e InputError) Error() string { return e.Mistakes.Error() }

// Unwrap gives the mistakes.
func (e InputError) Unwrap() error { return e.Mistakes }
