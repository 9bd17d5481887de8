package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"github.com/smallstep/pkcs7"
)

// Errors of a certificate or key that cannot sign.
var (
	ErrNoCertificate = errors.New("no certificate in PEM")
	ErrNoKey         = errors.New("no unencrypted private key in PEM")
	ErrOtherKey      = errors.New("the key is not the certificate's")
	ErrNotInForce    = errors.New("the certificate is not in force")
	ErrAlgorithm     = errors.New("only RSA and ECDSA keys sign")
	ErrNothing       = errors.New("nothing to sign")
	ErrNotSigned     = errors.New("the signature is not of this content")
)

// Signer signs with one certificate. New makes it.
type Signer struct {
	cert  *x509.Certificate
	chain []*x509.Certificate
	key   crypto.PrivateKey
	now   func() time.Time
}

// New makes a signer of a certificate, with those that vouch for it behind it,
// and its key, both in PEM. now says the time at which the certificate has to be
// in force.
func New(certificates, key []byte, now func() time.Time) (*Signer, error) {
	all, err := parseCertificates(certificates)
	if err != nil {
		return nil, err
	}
	private, err := parseKey(key)
	if err != nil {
		return nil, err
	}
	s := &Signer{cert: all[0], chain: all[1:], key: private, now: now}
	public, ok := s.cert.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	if owner, has := private.(crypto.Signer); !ok || !has || !public.Equal(owner.Public()) {
		return nil, ErrOtherKey
	}
	return s, s.inForce()
}

func (s *Signer) inForce() error {
	if at := s.now(); at.Before(s.cert.NotBefore) || at.After(s.cert.NotAfter) {
		return fmt.Errorf("%w: from %s to %s", ErrNotInForce, s.cert.NotBefore.UTC().Format(time.DateOnly), s.cert.NotAfter.UTC().Format(time.DateOnly))
	}
	return nil
}

// Name is the SHA-256 of the certificate, in hexadecimal.
func (s *Signer) Name() string {
	sum := sha256.Sum256(s.cert.Raw)
	return hex.EncodeToString(sum[:])
}

// Sign returns a detached signature over content in DER, and only after it has
// been verified. It is another each time: it carries the time.
func (s *Signer) Sign(content []byte) ([]byte, error) {
	if len(content) == 0 {
		return nil, ErrNothing
	}
	if err := s.inForce(); err != nil {
		return nil, err
	}
	signed, err := pkcs7.NewSignedData(content)
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	signed.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	if err := signed.AddSignerChain(s.cert, s.key, s.chain, pkcs7.SignerInfoConfig{}); err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	signed.Detach()
	out, err := signed.Finish()
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	return out, Verify(out, content)
}

// Verify says whether signature, in DER, is one of content by the certificate in
// it. Whether that certificate is to be trusted is for who knows the authority.
func Verify(signature, content []byte) error {
	p, err := pkcs7.Parse(signature)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotSigned, err)
	}
	p.Content = content
	if err := p.Verify(); err != nil {
		return fmt.Errorf("%w: %w", ErrNotSigned, err)
	}
	return nil
}

func parseCertificates(text []byte) ([]*x509.Certificate, error) {
	var out []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("certificate: %w", err)
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, ErrNoCertificate
	}
	return out, nil
}

func parseKey(text []byte) (crypto.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil || bytes.Contains([]byte(block.Type), []byte("ENCRYPTED")) || block.Headers["DEK-Info"] != "" {
		return nil, ErrNoKey
	}
	var key any
	var err error
	switch block.Type {
	case "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	default:
		return nil, ErrNoKey
	}
	if err != nil {
		return nil, fmt.Errorf("private key: %w", err)
	}
	switch key.(type) {
	case *rsa.PrivateKey, *ecdsa.PrivateKey:
		return key, nil
	case ed25519.PrivateKey:
		return nil, ErrAlgorithm
	}
	return nil, ErrAlgorithm
}
