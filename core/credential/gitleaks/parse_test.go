package gitleaks

import (
	"strings"
	"testing"
)

func TestAMistakeNamesFileAndLine(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"no TOML", "[[rules]]\nid = 'a'\nregex = '''x", "own.toml:3: this is not TOML"},
		{"nothing in it", "title = 'x'\n", "own.toml:1: the file has no [[rules]]"},
		{"a broken regex", "[[rules]]\nid = 'a'\nregex = 'a'\n\n[[rules]]\nid = 'b'\nregex = '(?<=x)y'\n", "own.toml:7: regex of rule \"b\""},
		{"a group that is not there", "[[rules]]\nid = 'a'\nregex = '(a)'\nsecretGroup = 2\n", "own.toml:4: rule \"a\": secretGroup is 2, and the regex has 1 groups"},
		{"a group without a regex", "[[rules]]\nid = 'a'\npath = 'a'\nsecretGroup = 2\n", "own.toml:4: rule \"a\": secretGroup is 2"},
		{"neither regex nor path", "\n[[rules]]\nid = 'a'\n", "own.toml:2: rule \"a\" has neither regex nor path"},
		{"no id", "[[rules]]\nregex = 'a'\n", "own.toml:1: the rule's id is \"\""},
		{"an id twice", "[[rules]]\nid = 'a'\nregex = 'a'\n[[rules]]\nid = 'a'\nregex = 'b'\n", "own.toml:4: the id \"a\" is there twice"},
		{"a number for a text", "[[rules]]\nid = 'a'\nregex = 7\n", "own.toml:3: regex of rule \"a\" is not text"},
		{"words that are no list", "[[rules]]\nid = 'a'\nregex = 'a'\nkeywords = 'a'\n", "own.toml:4: keywords of rule \"a\" is not a list"},
		{"an unknown target", "[[rules]]\nid = 'a'\nregex = 'a'\n[[rules.allowlists]]\nregexTarget = 'file'\nregexes = ['a']\n", "regexTarget of an allowlist of rule \"a\" is \"file\""},
		{"an empty allowlist", "[[rules]]\nid = 'a'\nregex = 'a'\n[rules.allowlist]\ndescription = 'x'\n", "is empty; name commits"},
		{"nesting without end", "a = " + strings.Repeat("[", 9000), "nested deeper"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("own.toml", []byte(test.content))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestEveryMistakeIsToldAtOnce(t *testing.T) {
	_, err := Parse("own.toml", []byte("[[rules]]\nid = 'a'\nregex = '('\n[[rules]]\nid = 'b'\nregex = '['\n"))
	if err == nil || len(strings.Split(err.Error(), "\n")) != 2 {
		t.Errorf("got %v, want two mistakes", err)
	}
}

func TestWhatIsNotSupportedIsRefusedByNameAndTheOthersRun(t *testing.T) {
	set, err := Parse("own.toml", []byte("[extend]\nuseDefault = true\n[[rules]]\nid = 'a'\nregex = 'a'\nvalidate = 'x'\n[[rules]]\nid = 'b'\nregex = 'b'\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Rules) != 1 || set.Rules[0].ID != "b" {
		t.Errorf("rules %v, want b", set.Rules)
	}
	if len(set.Refused) != 2 || !strings.HasPrefix(set.Refused[0], "own.toml:1: extend") || !strings.Contains(set.Refused[1], "\"a\" is refused: the key \"validate\"") {
		t.Errorf("refused %q", set.Refused)
	}
}

func TestAConditionJoinsTheParts(t *testing.T) {
	const both = "[[rules]]\nid = 'a'\nregex = 'secret-\\w+'\n[[rules.allowlists]]\ncondition = 'AND'\npaths = ['^doc/']\nregexes = ['x$']\n"
	set, err := Parse("own.toml", []byte(both))
	if err != nil {
		t.Fatal(err)
	}
	r := &set.Rules[0]
	for _, test := range []struct {
		path, text string
		want       int
	}{
		{"doc/a", "secret-x", 0}, {"doc/a", "secret-y", 1}, {"src/a", "secret-x", 1},
	} {
		got := 0
		if r.Wants(Place{Path: test.path}) {
			got = len(r.Find(Place{Path: test.path}, []byte(test.text), func(int, int) []byte { return nil }))
		}
		if got != test.want {
			t.Errorf("%s in %s: %d found, want %d", test.text, test.path, got, test.want)
		}
	}
}

func TestReachIsKnownOnlyWhereAMatchIsBoundAndHoldsAKeyWord(t *testing.T) {
	for _, test := range []struct {
		expression string
		known      bool
	}{
		{`shop_[a-z]{10}`, true}, {`(?i)SHOP_[a-z]{10}`, true}, {`(shop_a|shop_b)x?`, true},
		{`shop_[a-z]+`, false}, {`[a-z]{10}`, false}, {`(shop_a|b)`, false}, {`^shop_a`, false}, {`shop_a$`, false}, {`(shop_)?a`, false}, {`(?m)^shop_a$`, true},
	} {
		if got := reach(test.expression, []string{"shop_"}) > 0; got != test.known {
			t.Errorf("%s: %v, want %v", test.expression, got, test.known)
		}
	}
}

func FuzzParseNeverPanics(f *testing.F) {
	f.Add([]byte("[[rules]]\nid = 'a'\nregex = 'a'\n[rules.allowlist]\npaths = ['x']\n[allowlist]\nstopwords = ['y']\n"))
	f.Add([]byte("rules = [{id = 'a', regex = 7}]\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		set, err := Parse("f", content)
		if err != nil && len(set.Rules) > 0 {
			t.Error("rules beside an error")
		}
		for i := range set.Rules {
			if r := &set.Rules[i]; r.Regex != nil {
				r.Find(Place{Path: "p"}, []byte("some text"), func(int, int) []byte { return nil })
			}
		}
	})
}
