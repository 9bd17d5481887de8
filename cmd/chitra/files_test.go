package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestACopyReplacesAndClearsWhatAKilledWriterLeft(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "reports")
	name := filepath.Join(dir, "list.marked.xlsx")
	copyOf := func(content string, want bool) {
		t.Helper()
		if fresh, err := writeCopy(name, []byte(content)); err != nil || fresh != want {
			t.Fatalf("writing %q: fresh %t, %v", content, fresh, err)
		}
		if have, _ := os.ReadFile(name); string(have) != content {
			t.Fatalf("the copy holds %q, want %q", have, content)
		}
	}
	copyOf("one", true)
	copyOf("one", false)
	for _, left := range []string{".list.marked.xlsx.ABCDEFGH.partial", ".list.xlsx.ABCDEFGH.partial"} {
		if err := os.WriteFile(filepath.Join(dir, left), []byte("tw"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	copyOf("two", true)

	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
		if info, err := e.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be read by others: %v, %v", e.Name(), info.Mode(), err)
		}
	}
	if want := []string{".list.xlsx.ABCDEFGH.partial", "list.marked.xlsx"}; !slices.Equal(names, want) {
		t.Errorf("the folder holds %q, want %q: another copy's partial is not ours", names, want)
	}
}
