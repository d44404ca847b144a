package rules

import (
	"bytes"
	"encoding/asn1"
	"math/big"
)

// isPrivateDER says that the bytes are a private key of the labelled form. RSA
// keys must multiply up (n = p·q): a random text of the right shape does not.
func isPrivateDER(label string, der []byte) bool {
	switch label {
	case "RSA PRIVATE" + " KEY":
		return isPKCS1(der)
	case "EC PRIVATE" + " KEY":
		return isEC(der)
	case "DSA PRIVATE" + " KEY":
		return isIntegers(der, 6)
	case "OPENSSH PRIVATE" + " KEY":
		return isOpenSSH(der)
	case "PRIVATE" + " KEY":
		return isPKCS8(der)
	}
	return false
}

type pkcs8 struct {
	Version   int
	Algorithm struct {
		ID         asn1.ObjectIdentifier
		Parameters asn1.RawValue `asn1:"optional"`
	}
	Key  []byte
	Rest asn1.RawValue `asn1:"optional"`
}

func isPKCS8(der []byte) bool {
	var key pkcs8
	if _, err := asn1.Unmarshal(der, &key); err != nil {
		return false
	}
	if key.Algorithm.ID.Equal(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}) {
		return isPKCS1(key.Key)
	}
	return len(key.Key) >= 16 // EC, Ed25519, DSA, X25519: the wrapping has been parsed
}

type pkcs1 struct {
	Version                  int
	N, E, D, P, Q, DP, DQ, C *big.Int
	Rest                     asn1.RawValue `asn1:"optional"`
}

func isPKCS1(der []byte) bool {
	var key pkcs1
	if _, err := asn1.Unmarshal(der, &key); err != nil {
		return false
	}
	return key.N.BitLen() >= 256 && new(big.Int).Mul(key.P, key.Q).Cmp(key.N) == 0
}

func isEC(der []byte) bool {
	var key struct {
		Version int
		Key     []byte
		Curve   asn1.RawValue `asn1:"optional,explicit,tag:0"`
		Public  asn1.RawValue `asn1:"optional,explicit,tag:1"`
	}
	_, err := asn1.Unmarshal(der, &key)
	return err == nil && key.Version == 1 && len(key.Key) >= 16
}

// isIntegers says that the bytes are a sequence of n integers.
func isIntegers(der []byte, n int) bool {
	var sequence []*big.Int
	_, err := asn1.Unmarshal(der, &sequence)
	return err == nil && len(sequence) == n
}

var sshMagic = []byte("openssh-key-v1\x00")

// isOpenSSH reads the cipher's name, which is "none" in a bare key.
func isOpenSSH(b []byte) bool {
	return bytes.HasPrefix(b, append(sshMagic[:len(sshMagic):len(sshMagic)], 0, 0, 0, 4, 'n', 'o', 'n', 'e')) && len(b) > 100
}

func sshEncrypted(b []byte) bool {
	return bytes.HasPrefix(b, sshMagic) && len(b) > 100 && !isOpenSSH(b)
}
