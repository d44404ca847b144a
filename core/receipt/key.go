package receipt

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
	"github.com/secure-systems-lab/go-securesystemslib/signerverifier"
)

// maxKey bounds a key file, in bytes.
const maxKey = 64 << 10

// Key signs and verifies, or verifies only. It never shows itself.
type Key struct {
	ID      string // hexadecimal digest of the public half, as securesystemslib makes it
	private bool
	dsse.SignerVerifier
}

// String names the key and never shows it.
func (k *Key) String() string { return "key " + k.ID }

// GoString is String: no verb of fmt shows a key.
func (k *Key) GoString() string { return k.String() }

// LoadKey reads a private key in PEM (PKCS #8 or SEC 1; ed25519 or ECDSA on
// P-256, P-384 or P-521) from a file, or from the variable that "env:NAME"
// names. A file that other users can read is refused. No error quotes the key.
func LoadKey(reference string, environment []string) (*Key, error) {
	content, err := keyContent(reference, environment)
	if err != nil {
		return nil, err
	}
	key, err := parseKey(content)
	if err != nil {
		return nil, fmt.Errorf("signing key %q: %w", reference, err)
	}
	if !key.private {
		return nil, fmt.Errorf("signing key %q: it is a public key; name the private one", reference)
	}
	return key, nil
}

func keyContent(reference string, environment []string) ([]byte, error) {
	name, variable := strings.CutPrefix(reference, "env:")
	if !variable {
		return keyFile(reference)
	}
	for _, entry := range environment {
		if value, found := strings.CutPrefix(entry, name+"="); found && value != "" {
			return []byte(value), nil
		}
	}
	return nil, fmt.Errorf("signing key: the variable %.60q is not set; hand the secret over to this step", name)
}

func keyFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("signing key: %w", err)
	case !info.Mode().IsRegular() || info.Size() > maxKey:
		return nil, fmt.Errorf("signing key %q is no file, or is over %d bytes; name the PEM file itself", path, maxKey)
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0: // Windows has no such bits
		return nil, fmt.Errorf("signing key %q can be read by every user of this machine (mode %04o); run chmod 600 on it, and make a new key if others use the machine", path, info.Mode().Perm())
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("signing key: %w", err)
	}
	return content, nil
}

// parseKey reads one PEM block. What else could be in the file is refused: RSA,
// small curves, several keys.
func parseKey(content []byte) (*Key, error) {
	block, rest := pem.Decode(content)
	if block == nil || len(strings.TrimSpace(string(rest))) > 0 {
		return nil, errors.New("it is not exactly one block of PEM; `sallyport receipt keygen` makes one that is")
	}
	if block.Type == "ENCRYPTED PRIVATE KEY" || len(block.Headers) > 0 {
		return nil, errors.New("it is encrypted, and nobody can type a passphrase here; store it in the host's secrets instead")
	}
	loaded, err := signerverifier.LoadKey(content)
	if err != nil {
		return nil, errors.New("it is not a key that is understood; write ed25519 or ECDSA in PKCS #8 PEM")
	}
	var key dsse.SignerVerifier
	switch loaded.KeyType {
	case signerverifier.ED25519KeyType:
		key, err = signerverifier.NewED25519SignerVerifierFromSSLibKey(loaded)
	case signerverifier.ECDSAKeyType:
		key, err = signerverifier.NewECDSASignerVerifierFromSSLibKey(loaded)
	default:
		return nil, fmt.Errorf("it is an %s key; use ed25519 or ECDSA", loaded.KeyType)
	}
	if err != nil {
		return nil, errors.New("it cannot be used; make a new one")
	}
	if public, is := key.Public().(*ecdsa.PublicKey); is && public.Params().BitSize < 256 {
		return nil, errors.New("its curve is smaller than P-256; make a new one")
	}
	return &Key{ID: loaded.KeyID, private: loaded.KeyVal.Private != "", SignerVerifier: key}, nil
}

// GenerateKey makes a new ed25519 key: the private half in PKCS #8 PEM, for a
// file that only its owner reads or for the host's secrets.
func GenerateKey() (private []byte, key *Key, err error) {
	_, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make a key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		return nil, nil, fmt.Errorf("make a key: %w", err)
	}
	private = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	key, err = parseKey(private)
	return private, key, err
}

// PublicPEM is the public half, for a trust file.
func (k *Key) PublicPEM() string { return publicPEM(k.Public()) }

func publicPEM(public crypto.PublicKey) string {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return ""
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}
