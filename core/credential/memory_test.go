package credential

import "testing"

func TestWhatIsRememberedOfAFolderHoldsForItsFilesOnly(t *testing.T) {
	m := &memory{names: names{}}
	for _, path := range []string{"tests/a.py", "tests/b.py", "src/a.py", "a.py", "locales/a.json", "src/b.py"} {
		if got, want := m.roleOf(path), roleOf(path); got != want {
			t.Errorf("%s after others: %+v; want %+v", path, got, want)
		}
	}
}
