package outbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

func openFolder(t *testing.T) (*Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, dir
}

func publish(t *testing.T, f *Folder, name, content string) bool {
	t.Helper()
	fresh, err := f.Publish(t.Context(), name, []byte(content))
	if err != nil {
		t.Fatalf("publish %s: %v", name, err)
	}
	return fresh
}

// below lists every file below dir, temporary ones too.
func below(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, p)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestPublishIsFreshOnce(t *testing.T) {
	f, dir := openFolder(t)
	if !publish(t, f, "B-1/part.xml", "<a/>") {
		t.Error("the first release is not fresh")
	}
	if publish(t, f, "B-1/part.xml", "<a/>") {
		t.Error("the second release of the same content is fresh")
	}
	got, err := os.ReadFile(filepath.Join(dir, "B-1", "part.xml"))
	if err != nil || string(got) != "<a/>" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if names := below(t, dir); !slices.Equal(names, []string{"B-1/part.xml"}) {
		t.Errorf("the folder holds %q", names)
	}
}

func TestPublishReplacesNothing(t *testing.T) {
	for _, other := range []string{"", "<a/", "<a/>\n", "<b/>"} {
		f, dir := openFolder(t)
		publish(t, f, "part.xml", "<a/>")
		if _, err := f.Publish(t.Context(), "part.xml", []byte(other)); !errors.Is(err, ErrOtherContent) {
			t.Errorf("publishing %q over another file: %v", other, err)
		}
		if got, _ := os.ReadFile(filepath.Join(dir, "part.xml")); string(got) != "<a/>" {
			t.Errorf("the file now holds %q", got)
		}
	}
}

func TestPublishStaysBelowTheFolder(t *testing.T) {
	f, dir := openFolder(t)
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "away")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", ".", "..", "../x", "a/../../x", "/x", "a//x", `a\x`, "c:x", ".x.partial", "away/x"} {
		if _, err := f.Publish(t.Context(), name, []byte("x")); err == nil {
			t.Errorf("the name %q was taken", name)
		}
	}
	if names := below(t, outside); len(names) > 0 {
		t.Errorf("outside lie %q", names)
	}
}

func TestPublishClearsWhatADeadOneLeft(t *testing.T) {
	f, dir := openFolder(t)
	publish(t, f, "B-1/other.xml", "<o/>")
	for _, left := range []string{".part.xml.AAAA.partial", ".else.xml.BBBB.partial"} {
		if err := os.WriteFile(filepath.Join(dir, "B-1", left), []byte("<a"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	publish(t, f, "B-1/part.xml", "<a/>")
	want := []string{"B-1/.else.xml.BBBB.partial", "B-1/other.xml", "B-1/part.xml"}
	if names := below(t, dir); !slices.Equal(names, want) {
		t.Errorf("the folder holds %q, want %q", names, want)
	}
}

func TestPublishAtOnceLeavesOneWholeFile(t *testing.T) {
	f, dir := openFolder(t)
	const publishers = 8
	var mu sync.Mutex
	var fresh []string
	var wg sync.WaitGroup
	for i := range publishers {
		wg.Go(func() {
			content := fmt.Sprintf("content %d", i%2)
			ok, err := f.Publish(t.Context(), "part.xml", []byte(content))
			if err != nil && !errors.Is(err, ErrOtherContent) {
				t.Errorf("publisher %d: %v", i, err)
			}
			if ok {
				mu.Lock()
				defer mu.Unlock()
				fresh = append(fresh, content)
			}
		})
	}
	wg.Wait()
	if len(fresh) != 1 {
		t.Fatalf("%d releases are fresh, want 1", len(fresh))
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "part.xml")); string(got) != fresh[0] {
		t.Errorf("the file holds %q, its publisher wrote %q", got, fresh[0])
	}
}

func TestPublishHeedsTheContext(t *testing.T) {
	f, dir := openFolder(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Publish(ctx, "part.xml", []byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its context: %v", err)
	}
	if names := below(t, dir); len(names) > 0 {
		t.Errorf("the folder holds %q", names)
	}
}

func TestPublishGivesFilesToNobodyElse(t *testing.T) {
	f, dir := openFolder(t)
	publish(t, f, "B-1/part.xml", "x")
	for name, want := range map[string]os.FileMode{"B-1": folderMode, "B-1/part.xml": fileMode} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&0o077 != 0 {
			t.Errorf("%s has mode %v, want at most %v", name, got, want)
		}
	}
}
