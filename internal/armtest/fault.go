package armtest

// Fault is what goes wrong with one swap POST.
type Fault struct {
	// Status and Body are the answer; 0 cuts the connection instead.
	Status int
	Body   string
	// Happens swaps before the answer, or the cut.
	Happens bool
	// Late swaps after so many looks, though the answer said otherwise.
	Late int
	// Hangs answers nothing until the caller gives up.
	Hangs bool
	// Ends is how the accepted operation ends: an error's status, or 200.
	Ends int
	// Lies reports success and swaps nothing.
	Lies bool
	// Looks is how long the accepted operation takes; 0 means 2.
	Looks int
	// LocationOnly leaves Azure-AsyncOperation away, as App Service itself does.
	LocationOnly bool
}

// appError is the form of an App Service error, with its capital letters; ARM's
// own errors have another.
func appError(code, message string) string {
	return `{"Code":"` + code + `","Message":"` + message + `","Target":null,"Details":[{"Message":"` + message + `"},{"Code":"` + code + `"}],"Innererror":null}`
}

func armError(code, message string) string {
	return `{"error":{"code":"` + code + `","message":"` + message + `"}}`
}

// The faults of the field.
func fault(status int, code, message string) Fault {
	return Fault{Status: status, Body: appError(code, message)}
}

// DroppedAfter swaps and cuts the connection.
func DroppedAfter() Fault { return Fault{Happens: true} }

// DroppedBefore cuts the connection and swaps nothing.
func DroppedBefore() Fault { return Fault{} }

// DroppedAndLate cuts the connection and swaps some looks later.
func DroppedAndLate(looks int) Fault { return Fault{Late: looks} }

// UnavailableAfter swaps and answers 503.
func UnavailableAfter() Fault {
	f := fault(503, "ServiceUnavailable", "The service is unavailable.")
	f.Happens = true
	return f
}

// UnavailableBefore answers 503 and swaps nothing.
func UnavailableBefore() Fault {
	return fault(503, "ServiceUnavailable", "The service is unavailable.")
}

// HangsAfter swaps and never answers.
func HangsAfter() Fault { return Fault{Happens: true, Hangs: true} }

// HangsBefore swaps nothing and never answers.
func HangsBefore() Fault { return Fault{Hangs: true} }

// HangsAndLate never answers and swaps some looks after the caller gave up.
func HangsAndLate(looks int) Fault { return Fault{Hangs: true, Late: looks} }

// NothingSwapped reports success and does nothing.
func NothingSwapped() Fault { return Fault{Status: 202, Ends: 200, Lies: true} }

// PingFailed accepts, warms up, and ends with 417.
func PingFailed() Fault { return Fault{Status: 202, Ends: 417} }

// Moved is the 400 about instances that moved.
func Moved() Fault {
	return fault(400, "BadRequest", "The allocation of instances changed while the slot was prepared; try again.")
}

// Busy is the 409 about another operation.
func Busy() Fault { return fault(409, "Conflict", "Another operation on the site is in progress.") }

// Throttled is the 429.
func Throttled() Fault {
	return Fault{Status: 429, Body: armError("TooManyRequests", "The request was throttled.")}
}

// Slow accepts and takes so many looks.
func Slow(looks int) Fault { return Fault{Status: 202, Ends: 200, Looks: looks} }

// LocationOnly accepts with a Location alone.
func LocationOnly() Fault { return Fault{Status: 202, Ends: 200, LocationOnly: true} }
