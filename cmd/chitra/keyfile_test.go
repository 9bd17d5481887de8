package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestARealStoreIsSealed(t *testing.T) {
	s := newScript(t)
	key := s.env["CHITRA_KEY_FILE"]
	failsWith := func(want string, args ...string) {
		t.Helper()
		var f failure
		s.as("an", exitFailed, &f, args...)
		if f.Error.Code != want || f.Error.Fix == "" {
			t.Errorf("%v: %+v, want %s", args, f.Error, want)
		}
	}
	inside := s.at("data", "chitra.key")
	failsWith("key_in_data", "init", "--admin", "an", "--admin", "binh", "--key-file", inside)
	if _, err := os.Stat(inside); err == nil {
		t.Error("a key was made in the data folder")
	}
	var made, again madeStore
	s.as("", exitDone, &made, "init", "--admin", "an", "--admin", "binh")
	info, err := os.Stat(key)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("key file: %v, %v", info, err)
	}
	if !made.Sealed || made.KeyFile != key || !strings.HasPrefix(made.Key, "chitra-key-1:") {
		t.Errorf("made: %v, %s", made.Sealed, made.KeyFile)
	}
	s.as("", exitDone, &again, "init")
	if again.Key != "" || !again.Sealed || again.StoreID != made.StoreID {
		t.Errorf("again: the key is told twice, or the store is another: %v", again.Sealed)
	}
	text, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func() error{
		"key_missing":   func() error { return os.Remove(key) },
		"key_malformed": func() error { return os.WriteFile(key, text[:20], 0o600) },
		"key_readable":  func() error { return os.Chmod(key, 0o644) },
		"key_other":     func() error { return os.WriteFile(key, keyOfAnother(t), 0o600) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		failsWith(want, "payer", "list")
		if err := os.WriteFile(key, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(key, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.as("an", exitDone, nil, "payer", "list")
}

// keyOfAnother is the key of another store.
func keyOfAnother(t *testing.T) []byte {
	t.Helper()
	s := newScript(t)
	s.as("", exitDone, nil, "init", "--admin", "an", "--admin", "binh")
	text, err := os.ReadFile(s.env["CHITRA_KEY_FILE"])
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAPracticeStoreHasNoKey(t *testing.T) {
	s := newScript(t)
	var made madeStore
	s.as("", exitDone, &made, "init", "--practice")
	if made.Sealed || made.KeyFile != "" {
		t.Errorf("made: %+v", made)
	}
	if _, err := os.Stat(filepath.Dir(s.env["CHITRA_KEY_FILE"])); err == nil {
		t.Error("a practice store made a key")
	}
}
