package credential

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/credential/gitleaks"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

const aCommit = "0123456789abcdef0123456789abcdef01234567"

const ownRules = `
[[rules]]
id = "shop-token"
description = "Shop token"
regex = '(?i)shop_token\s{0,5}[:=]\s{0,5}"?([a-z0-9]{12})'
entropy = 2.5
keywords = ["shop_token"]
  [[rules.allowlists]]
  paths = ['^testdata/']
  [[rules.allowlists]]
  regexTarget = "line"
  regexes = ['not-a-secret']
  stopwords = ["sample"]

[[rules]]
id = "unbounded"
regex = 'BEGIN SHOP[\s\S]*?END (SHOP)'
keywords = ["begin shop"]

[[rules]]
id = "key-files"
path = '\.shopkey$'

[[rules]]
id = "later"
regex = 'x'
  [[rules.required]]
  id = "other"

[allowlist]
commits = ["` + aCommit + `"]
stopwords = ["forgiven"]
`

func custom(t testing.TB, content string) *Custom {
	t.Helper()
	set, err := gitleaks.Parse("own.toml", []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewCustom(set)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOwnRulesFindWhatTheyDescribe(t *testing.T) {
	c := New(Config{Custom: custom(t, ownRules)})
	value := planted.NewSource("own").Text(planted.Lower+planted.Digits, 12)
	for _, test := range []struct {
		name, path, content string
		want                []string
	}{
		{"a token", "a.ini", "x\nSHOP_TOKEN=" + value + "\n", []string{"shop-token 2:12"}},
		{"twice", "a.ini", "shop_token: " + value + " shop_token: " + value, []string{"shop-token 1:13", "shop-token 1:38"}},
		{"too little entropy", "a.ini", "shop_token=aaaaaaaaaaab", nil},
		{"an allowed path", "testdata/a.ini", "shop_token=" + value, nil},
		{"an allowed line", "a.ini", "shop_token=" + value + " # not-a-secret", nil},
		{"a stop word", "a.ini", "shop_token=sample" + value, nil},
		{"a stop word of the whole file's list", "a.ini", "shop_token=forgiven" + value, nil},
		{"a match of any length", "a.txt", "BEGIN SHOP\n" + strings.Repeat("line\n", 20_000) + "END SHOP", []string{"unbounded 20002:5"}},
		{"a path alone, of a binary file too", "a.shopkey", "\x00\x01\x02\x03", []string{"key-files 1:0"}},
		{"nothing", "a.txt", "shop", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := c.Run(t.Context(), repo.Memory(map[string]string{test.path: test.content}))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range result.Findings {
				if rest, ours := strings.CutPrefix(f.Rule, customPrefix); ours {
					got = append(got, fmt.Sprintf("%s %d:%d", rest, f.Location.StartLine, f.Location.StartColumn))
				}
				if strings.Contains(f.Message+f.Advice+f.Fingerprint, value) {
					t.Errorf("the finding %+v holds the value", f)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if g := result.Coverage.Gaps; len(g) != 1 || g[0].Kind != finding.Refused || !strings.Contains(g[0].Message, "\"later\" is refused") {
				t.Errorf("gaps %v, want that one rule is refused", g)
			}
		})
	}
	if err := c.Canary(t.Context()); err != nil {
		t.Errorf("own rules disturb the canary: %v", err)
	}
}

func TestAnAllowedCommitIsLeftOut(t *testing.T) {
	c := New(Config{Custom: custom(t, ownRules)})
	content := []byte("shop_token=" + planted.NewSource("own").Text(planted.Lower+planted.Digits, 12))
	if got := c.customized(repo.File{Path: "a", Commit: aCommit}, content); len(got) > 0 {
		t.Errorf("in the allowed commit: %v", got)
	}
	if got := c.customized(repo.File{Path: "a", Commit: "another"}, content); len(got) != 1 {
		t.Errorf("in another commit: %v, want one", got)
	}
}

// TestWindowsFindWhatTheWholeTextHas holds the windows round key words against
// one run over everything.
func TestWindowsFindWhatTheWholeTextHas(t *testing.T) {
	s := planted.NewSource("windows")
	pieces := []string{"shop_token = ", "SHOP_TOKEN=", "aB3dE5gH7jK9", "abcdef012345", "\n", " ", strings.Repeat("filler ", 30), "\"", "é"}
	for _, expression := range []string{`(?i)shop_token\s{0,5}=\s{0,5}([a-z0-9]{12})\b`, `\b[a-z]{0,9}shop_token`, `(?m)^shop_token ?= ?(\w{3,12})$`, `(shop_token|SHOP_TOKEN).{1,40}`} {
		set, err := gitleaks.Parse("own.toml", []byte("[[rules]]\nid = \"x\"\nkeywords = [\"shop_token\"]\nregex = '"+expression+"'\n"))
		if err != nil {
			t.Fatal(err)
		}
		if set.Rules[0].Reach == 0 {
			t.Errorf("%s: no windows", expression)
		}
		c, err := NewCustom(set)
		if err != nil {
			t.Fatal(err)
		}
		check := New(Config{Custom: c})
		for range 200 {
			var text strings.Builder
			for range 40 {
				text.WriteString(pieces[s.Number(len(pieces))])
			}
			whole := 0
			if low := strings.ToLower(text.String()); strings.Contains(low, "shop_token") {
				whole = len(regexp.MustCompile(expression).FindAllString(text.String(), -1))
			}
			if got := len(check.customized(repo.File{Path: "a.txt"}, []byte(text.String()))); got != whole {
				t.Fatalf("%s finds %d in windows and %d in all of %q", expression, got, whole, text.String())
			}
		}
	}
}

func BenchmarkOwnRules(b *testing.B) {
	c := New(Config{Custom: custom(b, ownRules)})
	text := []byte(strings.Repeat("the quick brown fox orders from the shop = 12\n", 20_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		c.customized(repo.File{Path: "a.txt"}, text)
	}
}
