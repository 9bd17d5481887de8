package cms_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"chitra/internal/cms"
)

func openssl(t *testing.T, args ...string) ([]byte, error) {
	t.Helper()
	program, err := exec.LookPath("openssl")
	if err != nil {
		if os.Getenv("CHITRA_CI") == "1" {
			t.Fatal("openssl is missing")
		}
		t.Skip("openssl is missing")
	}
	return exec.CommandContext(t.Context(), program, args...).CombinedOutput()
}

// pair is a certificate of its own making with its key.
func pair(t *testing.T, kind ...string) (dir string, cert, key []byte) {
	t.Helper()
	dir = t.TempDir()
	args := append([]string{"req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=So Khong Co That", "-keyout", filepath.Join(dir, "key.pem"),
		"-out", filepath.Join(dir, "cert.pem")}, kind...)
	if out, err := openssl(t, args...); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	read := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	return dir, read("cert.pem"), read("key.pem")
}

var kinds = map[string][]string{
	"rsa": {"-newkey", "rsa:2048"}, "ecdsa": {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"},
}

func TestOpensslVerifiesWhatIsSigned(t *testing.T) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			dir, cert, key := pair(t, kind...)
			s, err := cms.New(cert, key, time.Now)
			if err != nil {
				t.Fatal(err)
			}
			content := []byte("<Document>\r\n\x00 bytes as they are\n</Document>\n")
			signature, err := s.Sign(content)
			if err != nil {
				t.Fatal(err)
			}
			write := func(name string, data []byte) string {
				path := filepath.Join(dir, name)
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
				return path
			}
			verify := func(content string) ([]byte, error) {
				return openssl(t, "cms", "-verify", "-binary", "-inform", "DER", "-in", filepath.Join(dir, "file.p7s"), "-content", content,
					"-CAfile", filepath.Join(dir, "cert.pem"), "-purpose", "any", "-out", filepath.Join(dir, "out"))
			}
			write("file.p7s", signature)
			if out, err := verify(write("file", content)); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
			if out, err := verify(write("touched", append(content, ' '))); err == nil {
				t.Errorf("a touched file verifies\n%s", out)
			}
		})
	}
}

func TestVerifyFindsWhatWasTouched(t *testing.T) {
	_, cert, key := pair(t, kinds["ecdsa"]...)
	s, err := cms.New(cert, key, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := s.Sign([]byte("content"))
	if err != nil {
		t.Fatal(err)
	}
	if err := cms.Verify(signature, []byte("content")); err != nil {
		t.Error(err)
	}
	for name, c := range map[string][2][]byte{
		"another content": {signature, []byte("contents")}, "a signature cut short": {signature[:len(signature)-9], []byte("content")},
		"no signature": {nil, []byte("content")},
	} {
		if err := cms.Verify(c[0], c[1]); !errors.Is(err, cms.ErrNotSigned) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Sign(nil); !errors.Is(err, cms.ErrNothing) {
		t.Errorf("nothing was signed: %v", err)
	}
}

func TestWhatCannotSignIsRefused(t *testing.T) {
	_, cert, key := pair(t, kinds["rsa"]...)
	_, _, other := pair(t, kinds["rsa"]...)
	_, edCert, edKey := pair(t, "-newkey", "ed25519")
	later := func() time.Time { return time.Now().AddDate(1, 0, 0) }
	for name, c := range map[string]struct {
		cert, key []byte
		now       func() time.Time
		want      error
	}{
		"no certificate":          {nil, key, time.Now, cms.ErrNoCertificate},
		"a key for a certificate": {key, key, time.Now, cms.ErrNoCertificate},
		"no key":                  {cert, nil, time.Now, cms.ErrNoKey},
		"a certificate for a key": {cert, cert, time.Now, cms.ErrNoKey},
		"another's key":           {cert, other, time.Now, cms.ErrOtherKey},
		"past its time":           {cert, key, later, cms.ErrNotInForce},
		"another algorithm":       {edCert, edKey, time.Now, cms.ErrAlgorithm},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := cms.New(c.cert, c.key, c.now); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}
