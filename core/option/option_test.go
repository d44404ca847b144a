package option

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEveryOptionFitsBothHosts(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range Table() {
		if !regexp.MustCompile(`^[a-z]+$`).MatchString(o.Name) {
			t.Errorf("%q is not one lower-case word, which Azure Pipelines asks for", o.Name)
		}
		if seen[o.Name] {
			t.Errorf("%s stands in the table twice", o.Name)
		}
		seen[o.Name] = true
		if !strings.HasSuffix(o.Meaning, ".") && !strings.HasSuffix(o.Meaning, "`.") {
			t.Errorf("%s: its meaning is no sentence: %q", o.Name, o.Meaning)
		}
		if err := o.check(o.Default); err != nil {
			t.Errorf("%s: its own default is wrong: %v", o.Name, err)
		}
	}
}

func TestDecodeTakesTheStrongestLayer(t *testing.T) {
	flags := map[string]string{"mode": "hotfix", "budget": "90s", "reason": "outage", "approver": "ann"}
	inputs := map[string]string{"mode": "release", "checks": " sast , credential ", "report": "", "timeout": "2d"}
	got, err := Decode(flags, inputs)
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Mode: "hotfix", Path: ".", Checks: []string{"credential", "sast"}, Policy: ".sallyport.yml", Scope: "auto",
		Report: "sallyport-report", Environment: "production", Budget: 90 * time.Second, Reason: "outage", Approver: "ann",
		Target: "auto", Slot: "staging", Timeout: 48 * time.Hour, Format: "text",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecodeTellsEveryMistakeAtOnce(t *testing.T) {
	for _, test := range []struct {
		name   string
		values map[string]string
		want   []string
	}{
		{"an unknown option is met with the nearest one", map[string]string{"polcy": "x"}, []string{`option "polcy" is not known; did you mean "policy"?`}},
		{"an unknown mode lists the modes", map[string]string{"mode": "hotfx"}, []string{`option mode="hotfx" is not one of release, hotfix, rollback; did you mean "hotfix"?`}},
		{"an unknown check lists the checks", map[string]string{"checks": "sast,secrets"}, []string{`option checks: "secrets" is not one of credential, dependency, sast`}},
		{"no check at all", map[string]string{"checks": ","}, []string{`option checks="," names nothing; it takes some of credential, dependency, sast`}},
		{"several at once", map[string]string{"mode": "x", "plan": "yes", "timeout": "soon", "memory": "lots"}, []string{
			`option mode="x" is not one of release, hotfix, rollback`,
			`option plan="yes": not true or false`,
			`option timeout="soon": not a duration; write for example 90s, 5m, 72h or 5d`,
			`option memory="lots": not a size; write for example 512MiB or 2GiB`,
		}},
		{"a control character", map[string]string{"reason": "a\nb", "mode": "hotfix"}, []string{"option reason holds a control character at byte 1; remove it"}},
		{"a hotfix's option in a release", map[string]string{"budget": "5m"}, []string{"option budget belongs to mode=hotfix, and the mode is release"}},
		{"a rollback without receipts", map[string]string{"mode": "rollback"}, []string{"mode=rollback needs receipts: the folder that earlier releases wrote theirs to"}},
		{"a negative duration", map[string]string{"timeout": "-5m"}, []string{`option timeout="-5m": not a duration; write for example 90s, 5m, 72h or 5d`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Decode(test.values)
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.Split(err.Error(), "\n")
			for _, want := range test.want {
				if !contains(got, want) {
					t.Errorf("no line %q in:\n%s", want, err)
				}
			}
			if len(got) != len(test.want) {
				t.Errorf("%d mistakes, want %d:\n%s", len(got), len(test.want), err)
			}
		})
	}
}

func TestParseFlags(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
		want map[string]string
		err  string
	}{
		{"flags and one path", []string{"--mode=hotfix", "--plan", "-checks", "sast", "src"}, map[string]string{"mode": "hotfix", "plan": "true", "checks": "sast", "path": "src"}, ""},
		{"a path behind two dashes", []string{"--", "--odd"}, map[string]string{"path": "--odd"}, ""},
		{"two paths", []string{"a", "b"}, map[string]string{"path": "a"}, `there are two paths, "a" and "b"; one is examined at a time`},
		{"a flag without a value", []string{"--mode"}, map[string]string{"mode": ""}, "option mode has no value; write --mode=VALUE"},
		{"an empty value", []string{"--base="}, map[string]string{}, "option base has no value; leave it away for its default"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseFlags(test.args)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if message := text(err); message != test.err {
				t.Errorf("got error %q, want %q", message, test.err)
			}
		})
	}
}

func contains(lines []string, want string) bool {
	for _, line := range lines {
		if line == want {
			return true
		}
	}
	return false
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
