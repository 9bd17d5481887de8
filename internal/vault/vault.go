// Package vault seals single values with a key that is kept outside the
// database: identity numbers, account numbers and kept files.
//
// A value is sealed with AES-256-GCM under a nonce that is an HMAC of the value
// itself, so that one value always becomes the same text and the database can
// look for it without being able to read it. Who sees the database alone sees
// which values are equal, and no value. A value sealed for one kind of column
// does not open in another.
package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// KeyBytes is the length of a key.
const KeyBytes = 32

// Key is a key as it stands in its file.
type Key [KeyBytes]byte

// keyMark begins the text of a key, so that it is known for one.
const keyMark = "chitra-key-1:"

// ErrNotKey says that a text is not that of a key.
var ErrNotKey = errors.New("not a key of Chitra")

// Text is the key as its file holds it.
func (k Key) Text() string { return keyMark + base64.StdEncoding.EncodeToString(k[:]) }

// ParseKey reads the text of a key; space around it does not count.
func ParseKey(text string) (Key, error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), keyMark)
	raw, err := base64.StdEncoding.DecodeString(rest)
	if !ok || err != nil || len(raw) != KeyBytes {
		return Key{}, ErrNotKey
	}
	return Key(raw), nil
}

// Kind is what a value is. Values of one kind can be compared where they are
// sealed; values of two kinds cannot.
type Kind string

// The kinds of values.
const (
	Identity Kind = "identity" // a number of a person, of now or of before
	Account  Kind = "account"  // a number of an account
	Text     Kind = "text"     // a text that may hold either
	File     Kind = "file"     // a part of a kept file
)

// Vault seals and opens with one key. It is safe for use by many at once.
type Vault struct {
	aead  cipher.AEAD
	nonce []byte // the key of the nonces
	check string
}

// New is a vault with the key.
func New(k Key) (*Vault, error) {
	block, err := aes.NewCipher(derive(k, "seal"))
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &Vault{aead: aead, nonce: derive(k, "nonce"), check: hex.EncodeToString(derive(k, "check"))}, nil
}

// derive makes a key for one use out of the key.
func derive(k Key, use string) []byte {
	mac := hmac.New(sha256.New, k[:])
	mac.Write([]byte("chitra " + use))
	return mac.Sum(nil)
}

// Check tells this key from every other and says nothing about it: a store keeps
// it, to know its key again.
func (v *Vault) Check() string { return v.check }

// sealed begins every sealed text: the form it is sealed in.
const sealed = "s1."

// Seal makes a text unreadable. Nothing stays nothing: an empty value says
// nothing about anybody.
func (v *Vault) Seal(kind Kind, plain string) string {
	if plain == "" {
		return ""
	}
	return sealed + base64.RawURLEncoding.EncodeToString(v.SealBytes(kind, []byte(plain)))
}

// Open reads a sealed text. One that is not sealed by this key and for this kind
// is an error: somebody has put it there.
func (v *Vault) Open(kind Kind, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	rest, ok := strings.CutPrefix(text, sealed)
	raw, err := base64.RawURLEncoding.DecodeString(rest)
	if !ok || err != nil {
		return "", fmt.Errorf("a value (%s) stands unsealed in a sealed column", kind)
	}
	plain, err := v.OpenBytes(kind, raw)
	return string(plain), err
}

// SealBytes makes data unreadable.
func (v *Vault) SealBytes(kind Kind, plain []byte) []byte {
	mac := hmac.New(sha256.New, v.nonce)
	mac.Write([]byte(kind))
	mac.Write([]byte{0})
	mac.Write(plain)
	size := v.aead.NonceSize()
	out := make([]byte, size, size+len(plain)+v.aead.Overhead())
	copy(out, mac.Sum(nil))
	return v.aead.Seal(out, out, plain, []byte(kind))
}

// OpenBytes reads sealed data.
func (v *Vault) OpenBytes(kind Kind, data []byte) ([]byte, error) {
	size := v.aead.NonceSize()
	if len(data) < size {
		return nil, fmt.Errorf("a value (%s) was cut", kind)
	}
	plain, err := v.aead.Open(nil, data[:size], data[size:], []byte(kind))
	if err != nil {
		return nil, fmt.Errorf("a value (%s) does not open: sealed with another key, or changed", kind)
	}
	return plain, nil
}
