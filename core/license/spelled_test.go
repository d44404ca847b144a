package license

import "testing"

func TestALicenseIsSpelledAsSPDXSpellsIt(t *testing.T) {
	for text, want := range map[string]string{
		"mit":                                  "MIT",
		"GPL-2.0":                              "GPL-2.0",
		"GPL-2.0+":                             "GPL-2.0+",
		"apache-2.0+":                          "Apache-2.0+",
		"(mit or apache-2.0) and BSD-3-Clause": "(MIT OR Apache-2.0) AND BSD-3-Clause",
		"gpl-2.0-only with classpath-exception-2.0": "GPL-2.0-only WITH Classpath-exception-2.0",
		"LicenseRef-Shop OR MIT":                    "LicenseRef-Shop OR MIT",
		"MIT OR Shop-1.0":                           "",
		"GPL-2.0-only WITH my-words":                "",
		"see LICENSE":                               "",
		"(MIT":                                      "",
		"":                                          "",
	} {
		if got := Spelled(text); got != want {
			t.Errorf("Spelled(%q) = %q, want %q", text, got, want)
		}
	}
}
