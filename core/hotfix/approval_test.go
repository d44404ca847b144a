package hotfix_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

var (
	saturday = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	fix      = strings.Repeat("f", 40)
)

func wish(changes ...func(*hotfix.Wish)) hotfix.Wish {
	w := hotfix.Wish{Authors: []string{"lee", "lee@example.com"}, Reason: "outage", Incident: "INC-7", Commit: fix, Environment: "production", Now: saturday}
	for _, change := range changes {
		change(&w)
	}
	return w
}

func proof(changes ...func(*hotfix.Proof)) hotfix.Proof {
	p := hotfix.Proof{By: []string{"kim"}, Source: "GitHub review", At: saturday.Add(-time.Hour), Expires: saturday.Add(time.Hour), Commit: fix}
	for _, change := range changes {
		change(&p)
	}
	return p
}

// messages are those of the faults, each of which has to close the gate.
func messages(t *testing.T, p policy.Policy, faults []finding.Finding) string {
	t.Helper()
	var all []string
	for _, f := range faults {
		all = append(all, f.Message)
		if !p.Blocks(f) || f.Location.Path != ".sallyport.yml" || f.Fingerprint == "" {
			t.Errorf("does not close the gate: %+v", f)
		}
	}
	return strings.Join(all, "\n")
}

func TestH0Authorise(t *testing.T) {
	tests := map[string]struct {
		wish   hotfix.Wish
		proofs []hotfix.Proof
		want   string // "" when it is authorised
	}{
		"somebody else, proven":                       {wish(), []hotfix.Proof{proof()}, ""},
		"the second proof holds":                      {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.By = []string{"Lee"} }), proof()}, ""},
		"named by the run and proven":                 {wish(func(w *hotfix.Wish) { w.Approver = "@Kim" }), []hotfix.Proof{proof()}, ""},
		"only the run's word":                         {wish(func(w *hotfix.Wish) { w.Approver = "kim" }), nil, "No approval of the hotfix is proven"},
		"the author":                                  {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.By = []string{"lee"} })}, "is by the author"},
		"the author in another spelling":              {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.By = []string{" @LEE"} })}, "is by the author"},
		"the author by another of their names":        {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.By = []string{"Lee Ann", "lee@example.com"} })}, "is by the author"},
		"nobody":                                      {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.By = []string{" "} })}, "is by nobody"},
		"nobody knows the author":                     {wish(func(w *hotfix.Wish) { w.Authors = nil }), []hotfix.Proof{proof()}, "Nobody knows who the author"},
		"another approver than the run names":         {wish(func(w *hotfix.Wish) { w.Approver = "mo" }), []hotfix.Proof{proof()}, `is not by "mo"`},
		"another commit":                              {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.Commit = strings.Repeat("0", 40) })}, "is for commit 000000000000"},
		"another environment":                         {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.Environment = "staging" })}, `is for the environment "staging"`},
		"another incident":                            {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.Incident = "INC-6" })}, `is for the incident "INC-6"`},
		"it has expired":                              {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.Expires = saturday })}, "expired at 2026-11-21T03:00:00Z"},
		"it never expires":                            {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.Expires = time.Time{} })}, "holds for longer than 72h"},
		"it holds for 72 hours and a second":          {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.Expires = p.At.Add(72*time.Hour + time.Second) })}, "holds for longer than 72h"},
		"it is from the future: a clock was set back": {wish(), []hotfix.Proof{proof(func(p *hotfix.Proof) { p.At = saturday.Add(time.Hour) })}, "from the future"},
		"no reason":                                   {wish(func(w *hotfix.Wish) { w.Reason = "\t" }), []hotfix.Proof{proof()}, "has no reason"},
		"no incident":                                 {wish(func(w *hotfix.Wish) { w.Incident = "" }), []hotfix.Proof{proof()}, "belongs to no incident"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := policy.Default()
			approval, faults := test.wish.Authorise(test.proofs, p, ".sallyport.yml")
			got := messages(t, p, faults)
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if test.want == "" && (approval.By != "kim" || approval.Source != "GitHub review" || approval.Author != "lee" || approval.Expires == "") {
				t.Errorf("got %+v", approval)
			}
		})
	}
}

func TestH0ThePolicyMayTakeTheRunsOwnWord(t *testing.T) {
	named := func(approver string) hotfix.Wish { return wish(func(w *hotfix.Wish) { w.Approver = approver }) }
	for name, test := range map[string]struct {
		approver policy.Approving
		wish     hotfix.Wish
		want     string
	}{
		"named: somebody else":              {policy.ApproverNamed, named("kim"), ""},
		"named: nobody":                     {policy.ApproverNamed, named(" "), "has no approver"},
		"named: the author":                 {policy.ApproverNamed, named("LEE"), "approved by its author"},
		"named: nobody knows the author":    {policy.ApproverNamed, wish(func(w *hotfix.Wish) { w.Approver, w.Authors = "kim", nil }), "Nobody knows"},
		"named: without a reason":           {policy.ApproverNamed, wish(func(w *hotfix.Wish) { w.Approver, w.Reason = "kim", "" }), "has no reason"},
		"optional: nothing at all":          {policy.ApproverOptional, hotfix.Wish{Now: saturday}, ""},
		"optional: even the author, and so": {policy.ApproverOptional, named("lee"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := policy.Default()
			p.Hotfix.Approver = test.approver
			approval, faults := test.wish.Authorise(nil, p, ".sallyport.yml")
			if got := messages(t, p, faults); (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if approval.Source != hotfix.SourceNamed {
				t.Errorf("the receipt would not say that the approval is only named: %+v", approval)
			}
		})
	}
}

func newKey(t *testing.T) *receipt.Key {
	t.Helper()
	_, key, err := receipt.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func trust(t *testing.T, name, verifier string, key *receipt.Key) *receipt.Trust {
	t.Helper()
	content, err := receipt.TrustEntry(name, verifier, key)
	if err != nil {
		t.Fatal(err)
	}
	trusted, err := receipt.ParseTrust("trust.yml", content)
	if err != nil {
		t.Fatal(err)
	}
	return trusted
}

func TestH0SignedApprovalFile(t *testing.T) {
	ctx, key := context.Background(), newKey(t)
	approval := hotfix.SignedApproval{Commit: fix, Environment: "production", Incident: "INC-7", Reason: "checkout is down", Expires: "2026-11-21T12:00:00Z"}
	content, err := approval.Sign(ctx, key, saturday, "1.0.0")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("it proves who, what for and until when", func(t *testing.T) {
		got, err := hotfix.ReadSigned(ctx, content, trust(t, "kim", hotfix.ApproverID, key))
		if err != nil {
			t.Fatal(err)
		}
		a, faults := wish(func(w *hotfix.Wish) { w.Reason, w.Incident = "", "" }).Authorise([]hotfix.Proof{got}, policy.Default(), ".sallyport.yml")
		if len(faults) > 0 || a.By != "kim" || a.Reason != "checkout is down" || a.Incident != "INC-7" || a.Source != "signed file" {
			t.Errorf("got %+v, %v", a, faults)
		}
	})
	for name, test := range map[string]struct {
		content []byte
		trust   *receipt.Trust
		want    string
	}{
		"nobody is trusted":                     {content, nil, "needs trust"},
		"signed by a stranger":                  {content, trust(t, "kim", hotfix.ApproverID, newKey(t)), "not trusted"},
		"the key signs receipts only":           {content, trust(t, "the pipeline", receipt.VerifierID, key), "for which they are not trusted"},
		"it was changed":                        {[]byte(strings.Replace(string(content), "ey", "eY", 1)), trust(t, "kim", hotfix.ApproverID, key), ""},
		"it is cut off":                         {content[:len(content)/2], trust(t, "kim", hotfix.ApproverID, key), "ends too early"},
		"it is something else that they signed": {note(t, key), trust(t, "kim", hotfix.ApproverID, key), "no approval of this version"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := hotfix.ReadSigned(ctx, test.content, test.trust); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	for name, change := range map[string]func(*hotfix.SignedApproval){
		"it ends after more than 72 hours": func(a *hotfix.SignedApproval) { a.Expires = "2026-11-24T03:00:01Z" },
		"it has ended already":             func(a *hotfix.SignedApproval) { a.Expires = "2026-11-21T02:00:00Z" },
		"it names no incident":             func(a *hotfix.SignedApproval) { a.Incident = "" },
		"its commit is short":              func(a *hotfix.SignedApproval) { a.Commit = "ffff" },
	} {
		t.Run("not signed: "+name, func(t *testing.T) {
			a := approval
			change(&a)
			if _, err := a.Sign(ctx, key, saturday, "1.0.0"); err == nil {
				t.Error("it was signed")
			}
		})
	}
}

func note(t *testing.T, key *receipt.Key) []byte {
	t.Helper()
	content, err := receipt.SealNote(context.Background(), receipt.Note{Kind: receipt.KindSwap, Time: saturday, Environment: "production", Version: "1",
		Content: []byte("{}"), Subject: []receipt.Subject{{Name: "s", Digest: map[string]string{"gitCommit": fix}}}}, key)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestH0Debts(t *testing.T) {
	debt := func(due, incident string) receipt.Owed {
		return receipt.Owed{Debt: receipt.Debt{ID: "debt/sast", Check: "sast", Due: due}, Payment: receipt.Payment{Receipt: "sha256:a", Debt: "debt/sast"},
			Name: "00000003.json", Commit: fix, Environment: "production", Incident: incident}
	}
	overdue, due := debt("2026-11-20T00:00:00Z", "INC-7"), debt("2026-11-24T00:00:00Z", "INC-7")
	for name, test := range map[string]struct {
		burden hotfix.Burden
		want   string
	}{
		"nothing is owed":                           {hotfix.Burden{}, ""},
		"a debt that is not due":                    {hotfix.Burden{Owed: []receipt.Owed{due}}, ""},
		"an overdue debt closes a release":          {hotfix.Burden{Owed: []receipt.Owed{due, overdue}}, "owes the sast check, due 2026-11-20T00:00:00Z"},
		"an overdue debt closes another hotfix":     {hotfix.Burden{Owed: []receipt.Owed{overdue}, Hotfix: true, Incident: "INC-8"}, "owes the sast check"},
		"but not the same incident's hotfix":        {hotfix.Burden{Owed: []receipt.Owed{overdue}, Hotfix: true, Incident: "INC-7"}, ""},
		"no incident is the same as no other":       {hotfix.Burden{Owed: []receipt.Owed{debt("2026-11-20T00:00:00Z", "")}, Hotfix: true}, "owes the sast check"},
		"a release does not pass by the incident":   {hotfix.Burden{Owed: []receipt.Owed{overdue}, Incident: "INC-7"}, "owes the sast check"},
		"a due date that cannot be read is overdue": {hotfix.Burden{Owed: []receipt.Owed{debt("soon", "")}}, "owes the sast check"},
		"more debts than the ceiling":               {hotfix.Burden{Owed: []receipt.Owed{due}, New: 10, Hotfix: true}, "11 debts would be open at once, and the policy allows 10"},
		"as many debts as the ceiling":              {hotfix.Burden{Owed: []receipt.Owed{due}, New: 9, Hotfix: true}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			test.burden.Now = saturday
			p := policy.Default()
			if got := messages(t, p, test.burden.Close(p, ".sallyport.yml")); (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
