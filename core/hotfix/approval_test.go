package hotfix_test

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/policy"
)

func TestApproval(t *testing.T) {
	whole := hotfix.Approval{Approver: "kim", Author: "lee", Reason: "outage"}
	with := func(change func(*hotfix.Approval)) hotfix.Approval {
		a := whole
		change(&a)
		return a
	}
	tests := map[string]struct {
		approval hotfix.Approval
		optional bool
		want     []string
	}{
		"somebody else with a reason":           {approval: whole},
		"nobody":                                {approval: with(func(a *hotfix.Approval) { a.Approver = " " }), want: []string{"has no approver"}},
		"no reason":                             {approval: with(func(a *hotfix.Approval) { a.Reason = "\t" }), want: []string{"has no reason"}},
		"neither":                               {approval: hotfix.Approval{Author: "lee"}, want: []string{"has no approver", "has no reason"}},
		"the author":                            {approval: with(func(a *hotfix.Approval) { a.Approver = "lee" }), want: []string{"approved by its author"}},
		"the author in another spelling":        {approval: with(func(a *hotfix.Approval) { a.Approver = " @Lee" }), want: []string{"approved by its author"}},
		"an unknown author may be the approver": {approval: with(func(a *hotfix.Approval) { a.Author = "" }), want: []string{"Nobody knows who the author"}},
		"nothing where the policy makes it optional":   {approval: hotfix.Approval{}, optional: true},
		"the author, where the policy makes it option": {approval: with(func(a *hotfix.Approval) { a.Approver = "lee" }), optional: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := policy.Default()
			p.Hotfix.ApproverRequired = !test.optional
			got := test.approval.Missing(p, ".sallyport.yml")
			if len(got) != len(test.want) {
				t.Fatalf("got %+v, want %q", got, test.want)
			}
			messages := ""
			for _, f := range got {
				messages += f.Message + "\n"
				if !p.Blocks(f) || f.Location.Path != ".sallyport.yml" || f.Fingerprint == "" {
					t.Errorf("does not close the gate: %+v", f)
				}
			}
			for _, want := range test.want {
				if !strings.Contains(messages, want) {
					t.Errorf("got %q, want %q in it", messages, want)
				}
			}
		})
	}
}
