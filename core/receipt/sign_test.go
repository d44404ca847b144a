package receipt_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// pemOf makes a private key of the kind, in PEM.
func pemOf(t testing.TB, kind string) []byte {
	t.Helper()
	var secret any
	var err error
	switch kind {
	case "ed25519":
		_, secret, err = ed25519.GenerateKey(rand.Reader)
	case "P-256":
		secret, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case "P-384":
		secret, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case "P-224":
		secret, err = ecdsa.GenerateKey(elliptic.P224(), rand.Reader)
	case "RSA":
		secret, err = rsa.GenerateKey(rand.Reader, 2048)
	}
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

func keyOf(t testing.TB, content []byte) *receipt.Key {
	t.Helper()
	key, err := receipt.LoadKey("env:GATE_KEY", []string{"GATE_KEY=" + string(content)})
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func trustOf(t testing.TB, name string, key *receipt.Key, changes ...func(string) string) *receipt.Trust {
	t.Helper()
	content, err := receipt.TrustEntry(name, receipt.VerifierID, key)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range changes {
		content = []byte(change(string(content)))
	}
	trust, err := receipt.ParseTrust("trust.yml", content)
	if err != nil {
		t.Fatal(err)
	}
	return trust
}

// verifyByTheSpecification is a DSSE verification of its own, with nothing but
// the standard library: DSSE v1, "pre-authentication encoding".
func verifyByTheSpecification(t *testing.T, content []byte, publicPEM string) []byte {
	t.Helper()
	var envelope struct {
		PayloadType string
		Payload     []byte
		Signatures  []struct {
			Sig []byte
		}
	}
	if err := json.Unmarshal(content, &envelope); err != nil {
		t.Fatal(err)
	}
	pae := []byte(fmt.Sprintf("DSSEv1 %d %s %d %s", len(envelope.PayloadType), envelope.PayloadType, len(envelope.Payload), envelope.Payload))
	block, _ := pem.Decode([]byte(publicPEM))
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	right := false
	switch key := public.(type) {
	case ed25519.PublicKey:
		right = ed25519.Verify(key, pae, envelope.Signatures[0].Sig)
	case *ecdsa.PublicKey: // P-256
		digest := sha256.Sum256(pae)
		right = ecdsa.VerifyASN1(key, digest[:], envelope.Signatures[0].Sig)
	}
	if !right || len(envelope.Signatures) != 1 || envelope.PayloadType != "application/vnd.in-toto+json" {
		t.Errorf("the signature is wrong by the specification: %s", content)
	}
	return envelope.Payload
}

func TestSignedReceiptsVerify(t *testing.T) {
	for _, kind := range []string{"ed25519", "P-256", "P-384"} {
		t.Run(kind, func(t *testing.T) {
			key := keyOf(t, pemOf(t, kind))
			path := filepath.Join(t.TempDir(), "receipts")
			writer := open(t, receipt.Config{Location: path, Key: key})
			entry, err := writer.Append(context.Background(), record(facts().Time))
			if err != nil {
				t.Fatal(err)
			}
			reader := open(t, receipt.Config{Location: path, Trust: trustOf(t, "the pipeline", key)})
			entries, err := reader.List(context.Background())
			if err != nil || len(entries) != 1 || entries[0].Distrust != "" || entries[0].Signature.Signer != "the pipeline" || !entries[0].Signature.Verified {
				t.Fatalf("got %+v, %v", entries, err)
			}
			if kind == "P-384" {
				return
			}
			payload := verifyByTheSpecification(t, entry.Raw, key.PublicPEM())
			if !bytes.Contains(payload, []byte(`"predicateType": "https://slsa.dev/verification_summary/v1"`)) {
				t.Errorf("the payload is %s", payload)
			}
		})
	}
}

// TestReceiptsThatAreDenied tells each way to deceive a reader, with the reason.
func TestReceiptsThatAreDenied(t *testing.T) {
	key, stranger := keyOf(t, pemOf(t, "ed25519")), keyOf(t, pemOf(t, "P-256"))
	ctx, at := context.Background(), facts().Time
	policy := receipt.Digest([]byte("version: 1\n"))
	want := receipt.Expect{Commit: commit, Repository: "acme/shop", Environment: "production", Policy: policy, Passed: true, Now: at, SBOM: sbom}
	sign := func(by *receipt.Key, changes ...func(*receipt.Facts)) []byte {
		f := facts()
		for _, change := range changes {
			change(&f)
		}
		content, err := receipt.Alone(ctx, receipt.New(f), by)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	good := sign(key)
	swapPayload := func(content []byte, change func(string) string) []byte {
		var envelope map[string]any
		if err := json.Unmarshal(content, &envelope); err != nil {
			t.Fatal(err)
		}
		payload, _ := base64.StdEncoding.DecodeString(envelope["payload"].(string))
		return bytes.Replace(content, []byte(envelope["payload"].(string)), []byte(base64.StdEncoding.EncodeToString([]byte(change(string(payload))))), 1)
	}
	tests := map[string]struct {
		content []byte
		expect  func(*receipt.Expect)
		want    string
	}{
		"forged: a payload that was changed": {content: swapPayload(good, func(s string) string { return strings.Replace(s, "INC-7", "INC-8", 1) }), want: "it was forged or changed"},
		"forged: signed by a stranger":       {content: sign(stranger), want: "a key that is not trusted"},
		"forged: a stranger's signature under the trusted key's name": {content: bytes.Replace(sign(stranger), []byte(stranger.ID), []byte(key.ID), 1),
			want: "it was forged or changed"},
		"unsigned":                  {content: sign(nil), want: "it is not signed"},
		"truncated":                 {content: good[:len(good)/2], want: "ends too early"},
		"truncated: no signature":   {content: []byte(strings.Replace(string(good), `"signatures": [`, `"signatures": [],"x": [`, 1)), want: "cannot be read"},
		"formatted anew":            {content: bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")), want: "not in the form"},
		"foreign: another verifier": {content: swapPayload(good, func(s string) string { return strings.Replace(s, "/verifier/v1", "/verifier/v2", 1) }), want: "verifier.id is not"},
		"foreign: another repository": {content: sign(key, func(f *receipt.Facts) { f.Repository = "acme/other" }),
			want: "of another repository"},
		"replayed: for another environment": {content: sign(key, func(f *receipt.Facts) { f.Environment = "staging" }), want: "replayed from another one"},
		"replayed: for another commit":      {content: sign(key, func(f *receipt.Facts) { f.Commit = strings.Repeat("b", 40) }), want: "is of commit bbbb"},
		"replayed: for another artifact":    {content: good, expect: func(e *receipt.Expect) { e.Artifact = receipt.Digest([]byte("image")) }, want: "does not speak of the artifact"},
		"a wrong policy digest":             {content: sign(key, func(f *receipt.Facts) { f.Policy = receipt.Digest([]byte("loose")) }), want: "another policy"},
		"a changed SBOM":                    {content: good, expect: func(e *receipt.Expect) { e.SBOM = []byte("{}") }, want: "the SBOM is not the one"},
		"a hotfix for a release":            {content: good, expect: func(e *receipt.Expect) { e.Modes = []string{"release"} }, want: "is of a hotfix"},
		"a version that did not pass":       {content: sign(key, func(f *receipt.Facts) { f.Verdict = finding.Closed }), want: "did not pass"},
		"a clock set back":                  {content: good, expect: func(e *receipt.Expect) { e.Now = at.Add(-time.Hour) }, want: "from the future"},
	}
	deny := func(t *testing.T, content []byte, e receipt.Expect) string {
		entry, err := receipt.Read(ctx, "receipt.json", content, trustOf(t, "the pipeline", key))
		if err == nil {
			err = entry.Denied(e)
		}
		return fmt.Sprint(err)
	}
	if got := deny(t, good, want); got != "<nil>" {
		t.Fatalf("the good one is denied: %s", got)
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := want
			if test.expect != nil {
				test.expect(&e)
			}
			if got := deny(t, test.content, e); !strings.Contains(got, test.want) {
				t.Errorf("got %s, want %q", got, test.want)
			}
		})
	}
	t.Run("foreign: trusted, but not for this gate", func(t *testing.T) {
		trust := trustOf(t, "the pipeline", key, func(s string) string { return strings.Replace(s, "/verifier/v1", "/verifier/v9", 1) })
		entry, err := receipt.Read(ctx, "receipt.json", good, trust)
		if err != nil || !strings.Contains(entry.Distrust, "for which they are not trusted") {
			t.Errorf("got %q, %v", entry.Distrust, err)
		}
	})
}

func TestForgedEntriesOfALedgerDoNotCount(t *testing.T) {
	key := keyOf(t, pemOf(t, "ed25519"))
	p := newPlace(t)
	trusted := open(t, receipt.Config{Location: p.path, Key: key})
	if _, err := trusted.Append(context.Background(), record(facts().Time)); err != nil {
		t.Fatal(err)
	}
	p.append(facts().Time.Add(time.Hour), func(f *receipt.Facts) { f.Commit = strings.Repeat("e", 40) }) // by nobody
	entries, err := trusted.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if counting := receipt.Counting(entries); len(entries) != 2 || len(counting) != 1 || counting[0].Statement.Commit() != commit {
		t.Errorf("%d of %d entries count", len(counting), len(entries))
	}
}

func TestKeysThatAreRefused(t *testing.T) {
	good := pemOf(t, "ed25519")
	public := keyOf(t, good).PublicPEM()
	readable := filepath.Join(t.TempDir(), "key.pem")
	write(t, readable, good)
	tests := map[string]struct{ reference, content, want string }{
		"a file that everybody reads": {readable, "", "chmod 600"},
		"a file that is not there":    {readable + "x", "", "no such file"},
		"a folder":                    {filepath.Dir(readable), "", "no file"},
		"a variable that is not set":  {"env:NOBODY", "", "is not set"},
		"no PEM":                      {"env:K", "secret", "one block of PEM"},
		"two keys":                    {"env:K", string(good) + string(good), "one block of PEM"},
		"a public key":                {"env:K", public, "name the private one"},
		"an RSA key":                  {"env:K", string(pemOf(t, "RSA")), "use ed25519 or ECDSA"},
		"a small curve":               {"env:K", string(pemOf(t, "P-224")), "smaller than P-256"},
		"an encrypted key":            {"env:K", "-----BEGIN ENCRYPTED " + "PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED " + "PRIVATE KEY-----\n", "it is encrypted"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := receipt.LoadKey(test.reference, []string{"K=" + test.content})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v, want %q", err, test.want)
			}
			if lines := strings.Split(test.content, "\n"); len(lines) > 1 && strings.Contains(err.Error(), lines[1]) {
				t.Error("the error shows the key")
			}
		})
	}
	if err := os.Chmod(readable, 0o600); err != nil {
		t.Fatal(err)
	}
	key, err := receipt.LoadKey(readable, nil)
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.Split(string(good), "\n")[1]
	for _, shown := range []string{fmt.Sprint(key), fmt.Sprintf("%v %+v %#v %s", key, key, key, key)} {
		if strings.Contains(shown, secret) || strings.Contains(shown, "private") {
			t.Errorf("the key shows itself: %s", shown)
		}
	}
}

func TestGeneratedKeySigns(t *testing.T) {
	private, key, err := receipt.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	if again := keyOf(t, private); again.ID != key.ID {
		t.Errorf("got the id %s, want %s", again.ID, key.ID)
	}
}

func TestTrustFilesThatAreRefused(t *testing.T) {
	private := pemOf(t, "ed25519")
	indented := strings.ReplaceAll(strings.TrimSpace(string(private)), "\n", "\n      ")
	for name, test := range map[string]struct{ content, want string }{
		"nothing":               {"", "not a trust file"},
		"nobody":                {"version: 1\ntrust: []\n", "trusts nobody"},
		"another version":       {"version: 2\ntrust: []\n", "write version: 1"},
		"an unknown key":        {"version: 1\ntrusted: []\n", "not a trust file"},
		"a pair without a half": {"version: 1\ntrust:\n  - {signer: a, key: b}\n", "no signer, verifier or key"},
		"no key":                {"version: 1\ntrust:\n  - {signer: a, verifier: v, key: b}\n", "one block of PEM"},
		"a private key":         {"version: 1\ntrust:\n  - signer: a\n    verifier: v\n    key: |\n      " + indented + "\n", "is a private one"},
		"two documents":         {"version: 1\ntrust: []\n---\n{}\n", "second document"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := receipt.ParseTrust("trust.yml", []byte(test.content)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestDebtsAreOwedUntilTheyArePaid(t *testing.T) {
	p, at := newPlace(t), facts().Time
	hotfix := p.append(at)
	p.append(at.Add(time.Minute), func(f *receipt.Facts) { f.Verdict = finding.Closed })  // was not released
	p.append(at.Add(2*time.Minute), func(f *receipt.Facts) { f.Environment = "staging" }) // is somebody else's
	job := p.append(at.Add(3*time.Minute), func(f *receipt.Facts) {
		f.Debts = []receipt.Debt{{ID: "debt/job/e2e", Check: "job/e2e", Due: "2026-11-26T21:00:00Z"}}
	})
	owed := receipt.Outstanding(p.list(), "production")
	if len(owed) != 2 || owed[0].Receipt != hotfix.Digest || owed[0].Incident != "INC-7" || owed[1].Check != "job/e2e" {
		t.Fatalf("got %+v", owed)
	}
	due := time.Date(2026, 11, 26, 21, 0, 0, 0, time.UTC)
	if owed[0].Overdue(due) || !owed[0].Overdue(due.Add(time.Second)) {
		t.Error("a debt is overdue after its day, and not before")
	}
	p.append(at.Add(time.Hour), func(f *receipt.Facts) {
		f.Mode, f.Debts, f.Approval = "release", nil, nil
		f.Pays = []receipt.Payment{owed[0].Payment}
	})
	if left := receipt.Outstanding(p.list(), "production"); len(left) != 1 || left[0].Receipt != job.Digest {
		t.Fatalf("got %+v", left)
	}
	content, _ := json.Marshal(receipt.PaymentNote{Commit: commit, Pays: []receipt.Payment{owed[1].Payment}})
	note := receipt.Note{Kind: receipt.KindPayment, Time: at.Add(2 * time.Hour), Environment: "production", Content: content,
		Subject: []receipt.Subject{{Name: "shop", Digest: map[string]string{"gitCommit": commit}}}}
	if _, err := p.Append(context.Background(), receipt.Record{Note: &note}); err != nil {
		t.Fatal(err)
	}
	if left := receipt.Outstanding(p.list(), "production"); len(left) != 0 {
		t.Errorf("got %+v", left)
	}
}
