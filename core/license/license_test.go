package license

import (
	"strings"
	"testing"
)

func list(t *testing.T, entries ...string) List {
	t.Helper()
	var l List
	for _, e := range entries {
		var err error
		if l, err = l.With(e); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestAllows(t *testing.T) {
	l := list(t, "mit", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "LGPL-2.1", "LicenseRef-Contract-7")
	for text, want := range map[string]bool{
		"MIT":                                  true,
		"Mit":                                  true,
		"ISC":                                  false,
		"ISC OR MIT":                           true,
		"ISC AND MIT":                          false,
		"(MIT AND (ISC or apache-2.0))":        true,
		"MIT OR ISC AND ISC":                   true, // AND binds closer
		"(MIT OR ISC) AND ISC":                 false,
		"Apache-2.0 WITH LLVM-exception":       true, // an exception only permits more
		"GPL-2.0 with classpath-exception-2.0": true,
		"GPL-2.0-or-later WITH Classpath-exception-2.0": true, // the receiver chooses 2.0
		"GPL-2.0":                             false,
		"GPL-2.0-only WITH GCC-exception-2.0": false,
		"LGPL-2.1-only":                       true,
		"LGPL-2.1+":                           true,
		"LGPL-3.0-or-later":                   false,
		"LicenseRef-contract-7":               true,
		"UNLICENSED":                          false,
		"Nobody-Knows OR MIT":                 true,
	} {
		got, err := l.Allows(text)
		if got != want || err != nil {
			t.Errorf("Allows(%q) = %t, %v; want %t", text, got, err, want)
		}
	}
}

func TestWhatIsNoExpressionIsNotAllowed(t *testing.T) {
	l := list(t, "MIT")
	for _, text := range []string{"", "MIT License", "SEE LICENSE IN MIT", "MIT OR", "OR MIT", "(MIT", "MIT)", "()", "MIT WITH", "MIT/Apache", "MIT, ISC",
		strings.Repeat("(", 500) + "MIT" + strings.Repeat(")", 500), strings.Repeat("MIT OR ", 1000) + "MIT"} {
		if got, err := l.Allows(text); got || err == nil {
			t.Errorf("Allows(%.40q) = %t, %v; want an error", text, got, err)
		}
	}
}

func TestAnEntryThatIsNoLicenseIsAMistake(t *testing.T) {
	for entry, want := range map[string]string{
		"Apahce-2.0":                  "knows no license",
		"MIT License":                 "not a license",
		"MIT OR ISC":                  "an entry of its own",
		"MIT AND ISC":                 "an entry of its own",
		"GPL-2.0 WITH nothing-at-all": "knows no exception",
		"MIT-or-later-or-later":       "knows no license",
	} {
		if _, err := (List{}).With(entry); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("With(%q): got %v, want %q in it", entry, err, want)
		}
	}
}

func TestWithLeavesTheListAsItWas(t *testing.T) {
	base := list(t, "MIT", "ISC", "0BSD")
	one, _ := base.With("Zlib")
	if _, err := base.With("Apache-2.0"); err != nil {
		t.Fatal(err)
	}
	if ok, _ := one.Allows("Apache-2.0"); ok {
		t.Error("an entry of one list shows in another")
	}
}

func TestStated(t *testing.T) {
	for text, want := range map[string]bool{"MIT": true, "": false, " ": false, "NOASSERTION": false, "NONE": true, "Unknown": false} {
		if got := Stated(text); got != want {
			t.Errorf("Stated(%q) = %t, want %t", text, got, want)
		}
	}
}

func FuzzAllows(f *testing.F) {
	for _, seed := range []string{"MIT", "(MIT OR Apache-2.0) AND ISC", "GPL-2.0+ WITH Classpath-exception-2.0", "((", "MIT License"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		none, err := (List{}).Allows(text)
		if none {
			t.Errorf("an empty list allows %q", text)
		}
		if _, again := (List{}).With(text); again == nil && err != nil {
			t.Errorf("%q is an entry and no expression: %v", text, err)
		}
	})
}
