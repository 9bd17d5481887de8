package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"chitra/internal/store"
	"chitra/internal/vault"
)

// keyFile is where the key lies: named by a flag, the environment or the
// configuration, else among the user's own configuration, outside data folder
// and database.
func (s *shell) keyFile() (string, error) {
	if s.set.KeyFile != "" {
		return s.set.KeyFile, nil
	}
	base := firstOf(s.env("XDG_CONFIG_HOME"), s.env("APPDATA"))
	if home := firstOf(s.env("HOME"), s.env("USERPROFILE")); base == "" && home != "" {
		base = filepath.Join(home, ".config")
	}
	if base == "" {
		return "", failedWith("key_missing", "--key-file")
	}
	return filepath.Join(base, "chitra", "chitra.key"), nil
}

// readKey reads the key of a sealed store. A key that others can read is refused:
// it protects nothing.
func (s *shell) readKey() (*vault.Vault, error) {
	path, err := s.keyFile()
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, failedWith("key_missing", path)
	}
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, failedWith("key_readable", fmt.Sprintf("%s %s", path, info.Mode().Perm()))
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := vault.ParseKey(string(text))
	if err != nil {
		return nil, failedWith("key_malformed", path)
	}
	return vault.New(key)
}

// withKey is how a sealed store is opened.
func (s *shell) withKey() (store.Option, error) {
	v, err := s.readKey()
	if err != nil {
		return nil, err
	}
	return store.WithVault(v), nil
}

// makeKey makes the key of a new store, or takes the one that is there. text is
// the new key, to be printed once; "" where none was made.
func (s *shell) makeKey() (path, text string, err error) {
	if path, err = s.keyFile(); err != nil {
		return "", "", err
	}
	if _, err := os.Stat(path); err == nil {
		return path, "", s.apart(path)
	}
	if err := s.apart(path); err != nil {
		return "", "", err
	}
	var key vault.Key
	if _, err := rand.Read(key[:]); err != nil {
		return "", "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", "", fmt.Errorf("make the folder of the key: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", "", fmt.Errorf("make the key: %w", err)
	}
	_, err = f.WriteString(key.Text() + "\n")
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return "", "", errors.Join(fmt.Errorf("make the key: %w", err), os.Remove(path))
	}
	return path, key.Text(), nil
}

// apart refuses a key below the data folder or beside the database: whoever takes
// a copy of those would have the key with it.
func (s *shell) apart(key string) error {
	folders := []string{s.set.Data}
	if db, ok := strings.CutPrefix(s.set.DB, "sqlite:"); ok {
		folders = append(folders, filepath.Dir(db))
	}
	at, err := filepath.Abs(key)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		whole, err := filepath.Abs(folder)
		if err != nil {
			return err
		}
		if strings.HasPrefix(at, whole+string(filepath.Separator)) {
			return failedWith("key_in_data", key)
		}
	}
	return nil
}
