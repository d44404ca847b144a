package advisory

import "testing"

func TestNumbersWithDotsAreVersionsAsTheExpressionsSay(t *testing.T) {
	for _, text := range []string{"", ".", "1", "1.", ".1", "1..2", "1.2", "1.2.3", "1.2.3.4", "1.2.3.4.5", "01.2", "1.2a", "1 .2", "٣.1", "v1.2"} {
		for ecosystem, want := range map[string]bool{
			"npm": semverShape.MatchString(text), "NuGet": nugetShape.MatchString(text), "PyPI": pypiShape.MatchString(text),
		} {
			if got := IsVersion(ecosystem, text); got != want {
				t.Errorf("IsVersion(%s, %q) = %v, want %v", ecosystem, text, got, want)
			}
		}
	}
}
