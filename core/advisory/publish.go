package advisory

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// A published index is two files: the index, named by its hash and never
// changed, and LatestName beside it, an in-toto statement that says which index
// is the newest. That one is signed; the hash in it vouches for the index.
const (
	LatestName    = "latest.json"
	PredicateType = "https://github.com/sallyport-gate/sallyport/advisories/v1"
	// VerifierID stands beside a signer in a trust file who may vouch for indexes.
	VerifierID = "https://github.com/sallyport-gate/sallyport/advisories"

	statementType = "https://in-toto.io/Statement/v1"
	maxLatest     = 1 << 20
)

var indexName = regexp.MustCompile(`^sha256-([0-9a-f]{64})\.index$`)

// FileName is the name under which an index of the digest ("sha256:…") is published.
func FileName(digest string) string {
	return "sha256-" + strings.TrimPrefix(digest, "sha256:") + ".index"
}

// IsDigest says whether text is "sha256:" and 64 lower-case hexadecimal digits.
func IsDigest(text string) bool {
	return strings.HasPrefix(text, "sha256:") && indexName.MatchString(FileName(text))
}

// FileDigest is the digest of a whole index file, "sha256:…". Manifest.Digest is
// another: it stands inside the file.
func FileDigest(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// statement is an in-toto statement about an index
// (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md).
type statement struct {
	Type      string    `json:"_type"`
	Subject   []subject `json:"subject"`
	Predicate string    `json:"predicateType"`
	Manifest  Manifest  `json:"predicate"`
}

type subject struct {
	Name   string            `json:"name"` // see FileName
	Digest map[string]string `json:"digest"`
}

// Latest is the statement that the index which content is, is the newest.
func Latest(content []byte, manifest Manifest) ([]byte, error) {
	digest := FileDigest(content)
	return json.Marshal(statement{
		Type: statementType, Predicate: PredicateType, Manifest: manifest,
		Subject: []subject{{FileName(digest), map[string]string{"sha256": strings.TrimPrefix(digest, "sha256:")}}},
	})
}

// latestIndex reads the name of the index that a statement speaks of.
func latestIndex(payload []byte) (name string, err error) {
	var s statement
	switch err := json.Unmarshal(payload, &s); {
	case err != nil:
		return "", fmt.Errorf("it is no statement: %w", err)
	case s.Type != statementType || s.Predicate != PredicateType || len(s.Subject) != 1:
		return "", errors.New("it is no statement about one advisory index")
	}
	name = FileName(s.Subject[0].Digest["sha256"])
	if s.Subject[0].Name != name || !indexName.MatchString(name) {
		return "", errors.New("the name and the hash of its index differ")
	}
	return name, nil
}

// ErrUnverified says that an index came from an address and nobody vouches for it.
var ErrUnverified = errors.New("nobody vouches for this index")

// Store keeps published indexes by name, between runs.
type Store interface {
	Load(name string) ([]byte, bool)
	Keep(name string, content []byte)
}

// FetchLatest gets the index that the mirror calls the newest. verify turns the
// content of LatestName into the signed statement, or says why its signature
// does not count.
func (m Mirror) FetchLatest(ctx context.Context, store Store, verify func(envelope []byte) (payload []byte, err error)) (*Index, error) {
	var envelope memorySink
	if err := m.fetch(ctx, maxLatest, &envelope, LatestName); err != nil {
		return nil, err
	}
	payload, err := verify(envelope.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrUnverified, m.address(LatestName), err)
	}
	name, err := latestIndex(payload)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", m.address(LatestName), err)
	}
	return m.FetchIndex(ctx, store, name, "sha256:"+indexName.FindStringSubmatch(name)[1])
}

// FetchIndex gets the index of that digest, from the store if it is there. The
// digest vouches for it, so it does not matter who sends it.
func (m Mirror) FetchIndex(ctx context.Context, store Store, name, digest string) (*Index, error) {
	if !IsDigest(digest) {
		return nil, fmt.Errorf("%w: %q is not the SHA-256 of an index, 64 hexadecimal digits", ErrUnverified, digest)
	}
	if kept, ok := store.Load(FileName(digest)); ok && FileDigest(kept) == digest {
		return m.opened(kept, name)
	}
	var body memorySink
	if err := m.fetch(ctx, MaxIndex, &body, name); err != nil {
		return nil, err
	}
	content := bytes.Clone(body.Bytes())
	if actual := FileDigest(content); actual != digest {
		return nil, fmt.Errorf("%w: %s has the digest %s and not %s; it is damaged or forged", ErrUnverified, m.address(name), actual, digest)
	}
	x, err := m.opened(content, name)
	if err != nil {
		return nil, err
	}
	store.Keep(FileName(digest), content)
	return x, nil
}

func (m Mirror) opened(content []byte, name string) (*Index, error) {
	x, err := OpenBytes(content)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", m.address(name), err)
	}
	x.manifest.Source = name
	return x, nil
}
