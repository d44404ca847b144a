package receipt_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/receipt"
)

// seeds are entries of each kind, signed and not, and damaged ones. signed are
// those that a trusted signer made.
func seeds(tb testing.TB, key *receipt.Key) (all, signed [][]byte) {
	tb.Helper()
	ctx := context.Background()
	note := receipt.Note{Kind: receipt.KindSwap, Time: facts().Time, Environment: "production", Version: "1.0.0",
		Subject: []receipt.Subject{{Name: "shop", Digest: map[string]string{"gitCommit": commit}}}, Content: json.RawMessage(`{"kind": "intent"}`)}
	for _, by := range []*receipt.Key{key, nil} {
		statement, err := receipt.Alone(ctx, receipt.New(facts()), by)
		if err != nil {
			tb.Fatal(err)
		}
		sealed, err := receipt.SealNote(ctx, note, by)
		if err != nil {
			tb.Fatal(err)
		}
		if all = append(all, statement, sealed); by != nil {
			signed = append(signed, statement, sealed)
		}
	}
	for _, content := range signed {
		all = append(all, content[:len(content)/2], bytes.Replace(content, []byte(`"sig"`), []byte(`"sig": "", "sig"`), 1),
			bytes.Replace(content, []byte("{"), []byte(`{"payload": "e30=",`), 1), append(bytes.Clone(content), content...))
	}
	return append(all, []byte(`{"payloadType": "application/vnd.in-toto+json", "payload": "", "signatures": []}`), nil), signed
}

// FuzzRead: whatever an entry is made of, it counts only when it is, byte by byte,
// what a trusted signer wrote.
func FuzzRead(f *testing.F) {
	key := keyOf(f, pemOf(f, "ed25519"))
	trust := trustOf(f, "pipeline", key)
	all, signed := seeds(f, key)
	for _, content := range all {
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		e, err := receipt.Read(t.Context(), "entry", content, trust)
		if err != nil || e.Distrust != "" {
			return
		}
		for _, original := range signed {
			if bytes.Equal(content, original) {
				return
			}
		}
		t.Errorf("it counts, and nobody signed it: %q", content)
	})
}

// FuzzNote: a note that is read without a trust has one form only.
func FuzzNote(f *testing.F) {
	all, _ := seeds(f, nil)
	for _, content := range all {
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		e, err := receipt.Read(t.Context(), "entry", content, nil)
		if err != nil || e.IsReceipt() || strings.Contains(string(content), `"payloadType"`) {
			return
		}
		again, err := receipt.SealNote(t.Context(), e.Note, nil)
		if err != nil || !bytes.Equal(again, content) {
			t.Errorf("a note that was read is written differently: %q, %v", again, err)
		}
	})
}

// FuzzParseTrust: a file that is taken for a trust file names somebody, and lets
// no unsigned entry count.
func FuzzParseTrust(f *testing.F) {
	key := keyOf(f, pemOf(f, "P-256"))
	good, err := receipt.TrustEntry("pipeline", receipt.VerifierID, key)
	if err != nil {
		f.Fatal(err)
	}
	private := strings.ReplaceAll(string(pemOf(f, "ed25519")), "\n", "\n      ")
	for _, text := range []string{string(good), "version: 1\ntrust: []\n", "version: 1\n", "", string(good) + "---\nversion: 1\n", "version: 2\ntrust: [{}]\n",
		"version: 1\ntrust:\n  - signer: a\n    verifier: b\n    key: |\n      " + private, "a: &a [*a]\n", "version: 1\ntrust: &t\n  - {signer: x, verifier: y, key: *t}\n"} {
		f.Add([]byte(text))
	}
	unsigned, err := receipt.Alone(context.Background(), receipt.New(facts()), nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		trust, err := receipt.ParseTrust("trust.yml", content)
		if (err == nil) != (trust != nil) {
			t.Fatalf("got %v and %v", trust, err)
		}
		if err != nil {
			return
		}
		if e, err := receipt.Read(t.Context(), "entry", unsigned, trust); err != nil || e.Distrust == "" {
			t.Errorf("an unsigned entry counts by %q (%v)", content, err)
		}
	})
}

// BenchmarkList reads a folder of 500 signed entries, as every run does.
func BenchmarkList(b *testing.B) {
	key := keyOf(b, pemOf(b, "ed25519"))
	path := filepath.Join(b.TempDir(), "receipts")
	ledger, err := receipt.Open(receipt.Config{Location: path, Key: key})
	if err != nil {
		b.Fatal(err)
	}
	at := facts().Time
	for range 500 {
		at = at.Add(time.Minute)
		if _, err := ledger.Append(b.Context(), record(at)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		entries, err := ledger.List(b.Context())
		if err != nil || len(entries) != 500 || entries[499].Distrust != "" {
			b.Fatalf("%d entries, %v", len(entries), err)
		}
	}
}
