package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// maxUpload is the most bytes of a file that is taken in whole.
const maxUpload = 512 << 20

// readFile reads a file that is taken in whole.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxUpload+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxUpload {
		return nil, fmt.Errorf("%s: more than %d bytes", filepath.Base(name), maxUpload)
	}
	return data, nil
}

// writeCopy puts a copy for people under name, whole or not at all, in place of
// an earlier one; what already stands there is left alone. Copies hold names
// and numbers: only their owner reads them, and what a killed writer of the
// same copy left is removed.
func writeCopy(name string, content []byte) (fresh bool, err error) {
	if have, err := os.ReadFile(name); err == nil && bytes.Equal(have, content) {
		return false, nil
	}
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, err
	}
	if err := removeStale(name); err != nil {
		return false, err
	}
	temporary := partialPrefix(name) + rand.Text()[:8] + partialEnd
	if err := writeSynced(temporary, content); err != nil {
		return false, errors.Join(err, os.Remove(temporary))
	}
	if err := os.Rename(temporary, name); err != nil {
		return false, errors.Join(err, os.Remove(temporary))
	}
	return true, syncFolder(dir)
}

// A copy under way is .NAME.<random>.partial beside NAME.
const partialEnd = ".partial"

func partialPrefix(name string) string {
	return filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".")
}

// removeStale removes what writers of name left when they died.
func removeStale(name string) error {
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return err
	}
	prefix := filepath.Base(partialPrefix(name))
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) || !strings.HasSuffix(e.Name(), partialEnd) {
			continue
		}
		if err := os.Remove(filepath.Join(filepath.Dir(name), e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// syncFolder puts the names in dir on the disk. Windows keeps names in a
// journal of its own and refuses to sync a folder.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func writeSynced(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Sync(); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

// digestOf is the SHA-256 of all of r, in hexadecimal.
func digestOf(r io.Reader) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// sortedKeys are the keys of a map in their order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
