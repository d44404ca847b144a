package terminal

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// desk is a place to type commands at.
type desk struct {
	t        *testing.T
	folder   string
	platform core.Platform
}

func (d desk) path(name string) string { return filepath.Join(d.folder, name) }

// types runs a command and wants this exit code and text.
func (d desk) types(exit int, want string, args ...string) string {
	d.t.Helper()
	var out, err bytes.Buffer
	env := Environment{Out: &out, Err: &err, ReadFile: os.ReadFile, Platform: func(option.Config) (core.Platform, error) { return d.platform, nil }}
	if args[1] != "keygen" {
		args = append(args, "--path="+d.folder)
	}
	got := Main(context.Background(), env, args, core.Outside{Version: "test", Environment: os.Environ(), Now: func() time.Time { return noon }})
	if all := out.String() + err.String(); got != exit || !strings.Contains(all, want) {
		d.t.Errorf("%q: exit %d, want %d with %q:\n%s", args, got, exit, want, all)
	}
	return out.String()
}

var released = strings.Repeat("a", 40)

// release stores a signed receipt, and writes it into a file of its own.
func (d desk) release() {
	d.t.Helper()
	key, err := receipt.LoadKey(d.path("gate.pem"), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	ledger, err := receipt.Open(receipt.Config{Location: d.path("receipts"), Key: key})
	if err != nil {
		d.t.Fatal(err)
	}
	s := receipt.New(receipt.Facts{Version: "1", Time: noon.Add(-time.Hour), Mode: "release", Environment: "production", Commit: released,
		Verdict: finding.Open, Policy: receipt.Digest([]byte("version: 1\n"))})
	entry, err := ledger.Append(context.Background(), receipt.Record{Receipt: &s})
	if err == nil {
		err = os.WriteFile(d.path("receipt.json"), entry.Raw, 0o644)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

func newDesk(t *testing.T) desk {
	t.Helper()
	d := desk{t: t, folder: t.TempDir()}
	trust := d.types(0, "version: 1", "receipt", "keygen", "--output="+d.path("gate.pem"))
	if err := os.WriteFile(d.path("trust.yml"), []byte(trust), 0o644); err != nil {
		t.Fatal(err)
	}
	d.release()
	return d
}

func TestKeygenNeverOverwritesAndNeverShows(t *testing.T) {
	d := newDesk(t)
	info, err := os.Stat(d.path("gate.pem"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
	d.types(2, "file exists", "receipt", "keygen", "--output="+d.path("gate.pem"))
	if out := d.types(0, "", "receipt", "keygen", "--output="+d.path("other.pem")); strings.Contains(out, "PRIVATE KEY-----") {
		t.Error("the private key was printed")
	}
}

func TestVerifyAnswersWithItsExitCode(t *testing.T) {
	d := newDesk(t)
	file, trust := d.path("receipt.json"), "--trust="+d.path("trust.yml")
	d.types(0, "signed by pipeline", "receipt", "verify", trust, file)
	d.types(0, "one unbroken chain", "receipt", "verify", trust, "--receipts="+d.path("receipts"))
	d.types(1, "is of commit aaaa", "receipt", "verify", trust, "--commit=bbbb", file)
	d.types(1, "replayed from another one", "receipt", "verify", trust, "--environment=staging", file)
	d.types(1, "another policy", "receipt", "verify", trust, "--policy="+receipt.Digest([]byte("loose")), file)
	d.types(2, "no such file", "receipt", "verify", trust, file+"x")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	forged := bytes.Replace(content, []byte(`"sig": "`), []byte(`"sig": "AAAA`), 1)
	if err := os.WriteFile(file, forged, 0o644); err != nil {
		t.Fatal(err)
	}
	d.types(1, "it was forged or changed", "receipt", "verify", trust, file)
	if err := os.WriteFile(d.path("receipts/00000001.json"), content[:100], 0o644); err != nil {
		t.Fatal(err)
	}
	d.types(3, "ends too early", "receipt", "verify", trust, "--receipts="+d.path("receipts"))
	d.types(3, "ends too early", "receipt", "pay", trust, "--receipts="+d.path("receipts"))
}

// record is a platform that knows some deployments, or cannot be asked.
type record struct {
	core.Platform
	list   []rollback.Deployment
	broken error
}

func (r record) Name() string { return "the platform" }

func (r record) Deployments(context.Context) ([]rollback.Deployment, error) { return r.list, r.broken }

func TestAuditAsksThePlatform(t *testing.T) {
	d := newDesk(t)
	audit := []string{"receipt", "audit", "--trust=" + d.path("trust.yml"), "--receipts=" + d.path("receipts"), "--token=env:NOBODY"}
	at := func(commit string) rollback.Deployment {
		return rollback.Deployment{Commit: commit, Time: noon.Add(-time.Minute), Succeeded: true, ID: "7"}
	}
	d.types(2, "--record=FILE", audit...)
	d.platform = record{list: []rollback.Deployment{at(released)}}
	d.types(0, "1 deployments to production, all under receipts", audit...)
	d.platform = record{list: []rollback.Deployment{at(released), at(strings.Repeat("b", 40))}}
	d.types(1, "no receipt speaks of it", audit...)
	d.platform = record{broken: errors.New("HTTP 503")}
	d.types(3, "ask the platform what was deployed: HTTP 503", audit...)
}
