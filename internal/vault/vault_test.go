package vault

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func made(t testing.TB, first byte) *Vault {
	t.Helper()
	v, err := New(Key{first, 1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWhatIsSealedOpensAgain(t *testing.T) {
	v := made(t, 7)
	rapid.Check(t, func(rt *rapid.T) {
		plain := rapid.String().Draw(rt, "plain")
		shut := v.Seal(Identity, plain)
		if plain != "" && (shut != v.Seal(Identity, plain) || strings.Contains(shut, plain) && len(plain) > 3) {
			rt.Fatalf("%q became %q", plain, shut)
		}
		if got, err := v.Open(Identity, shut); err != nil || got != plain {
			rt.Fatalf("%q came back as %q: %v", plain, got, err)
		}
	})
}

func TestNoOtherKeyKindOrTextOpens(t *testing.T) {
	v := made(t, 7)
	shut := v.Seal(Identity, "999050123456")
	if _, err := made(t, 8).Open(Identity, shut); err == nil {
		t.Error("another key opened it")
	}
	if _, err := v.Open(Account, shut); err == nil {
		t.Error("a number of a person opened as an account")
	}
	if v.Seal(Account, "999050123456") == shut {
		t.Error("two kinds of values are sealed alike")
	}
	if _, err := v.Open(Identity, "999050123456"); err == nil {
		t.Error("a value put there in plain was read")
	}
	for i := len(sealed); i < len(shut); i++ {
		other := []byte(shut)
		if other[i]++; other[i] == '{' {
			other[i] = 'A'
		}
		if got, err := v.Open(Identity, string(other)); err == nil && string(other) != shut && got != "999050123456" {
			t.Fatalf("changed at %d, it opened as %q", i, got)
		}
	}
}

func TestDataIsSealedWhole(t *testing.T) {
	v := made(t, 7)
	data := bytes.Repeat([]byte("999050123456"), 1000)
	shut := v.SealBytes(File, data)
	if bytes.Contains(shut, data[:12]) {
		t.Error("the data is there to read")
	}
	if got, err := v.OpenBytes(File, shut); err != nil || !bytes.Equal(got, data) {
		t.Errorf("it came back changed: %v", err)
	}
	if _, err := v.OpenBytes(File, shut[:5]); err == nil {
		t.Error("cut data opened")
	}
}

func TestKeyAsText(t *testing.T) {
	key := Key{1, 2, 3}
	if got, err := ParseKey("  " + key.Text() + "\n"); err != nil || got != key {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"", "chitra-key-1:", "chitra-key-1:AAAA", key.Text()[1:], key.Text() + "AA"} {
		if _, err := ParseKey(bad); !errors.Is(err, ErrNotKey) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if made(t, 1).Check() == made(t, 2).Check() {
		t.Error("two keys have one check")
	}
}

func BenchmarkSeal(b *testing.B) {
	v := made(b, 7)
	b.ReportAllocs()
	for b.Loop() {
		v.Seal(Identity, "999050123456")
	}
}
