package outbox

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"chitra/internal/app"
)

// ErrOtherContent is returned where a file of that name holds something else.
var ErrOtherContent = errors.New("a file of this name with other content is already there")

// ErrName is returned for a name that is no path below the folder.
var ErrName = errors.New("not a name below the folder")

// Files hold names and account numbers: nobody but their owner reads them.
const (
	fileMode   = 0o600
	folderMode = 0o700
)

// Folder is an outbox on a file system. The zero value is not usable: Open.
type Folder struct {
	root *os.Root
	path string
}

var _ app.Outbox = (*Folder)(nil)

// Open opens dir as an outbox, making it where it is not there yet.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, fmt.Errorf("open outbox: %w", err)
	}
	own, err := filepath.Abs(dir)
	if err == nil {
		own, err = filepath.EvalSymlinks(own)
	}
	if err != nil {
		return nil, fmt.Errorf("open outbox: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open outbox: %w", err)
	}
	return &Folder{root: root, path: own}, nil
}

// Place is the folder's own path, whatever way led there.
func (f *Folder) Place() string { return f.path }

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Publish puts content under name, a path with slashes below the folder. When
// it returns, the file and its name are on the disk. The same content already
// there is fine and not fresh; other content is ErrOtherContent, and stays.
// Two that publish at once leave one file: of the first, whole.
func (f *Folder) Publish(ctx context.Context, name string, content []byte) (fresh bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, fmt.Errorf("publish %s: %w", name, err)
	}
	if err := f.prepare(name); err != nil {
		return false, fmt.Errorf("publish %s: %w", name, err)
	}
	if fresh, err = f.place(name, content); err != nil {
		return false, fmt.Errorf("publish %s: %w", name, err)
	}
	// Also where the file was there: whoever put it there may have died
	// before this.
	if err := f.syncFolder(path.Dir(name)); err != nil {
		return false, fmt.Errorf("publish %s: %w", name, err)
	}
	return fresh, nil
}

// prepare makes the folders above name and removes what a publisher of the same
// name left when it died.
func (f *Folder) prepare(name string) error {
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\:\x00") || isTemporary(path.Base(name)) {
		return ErrName
	}
	if err := f.makeFolders(path.Dir(name)); err != nil {
		return err
	}
	return f.removeStale(name)
}

// makeFolders makes dir and what is above it, each on the disk before the next.
func (f *Folder) makeFolders(dir string) error {
	if dir == "." {
		return nil
	}
	if info, err := f.root.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if err := f.makeFolders(path.Dir(dir)); err != nil {
		return err
	}
	if err := f.root.Mkdir(dir, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return f.syncFolder(path.Dir(dir))
}

// attempts is how often a release begins anew when another publisher took its
// temporary file for a dead one's.
const attempts = 5

// place brings content under name by way of a temporary file.
func (f *Folder) place(name string, content []byte) (fresh bool, err error) {
	for range attempts {
		there, err := f.compare(name, content)
		if there || err != nil {
			return false, err
		}
		err = f.try(name, content)
		switch {
		case err == nil:
			return true, nil
		case !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist):
			return false, err
		}
	}
	return false, fmt.Errorf("%d others were faster: %w", attempts, fs.ErrExist)
}

// try writes the temporary file and gives it its name.
func (f *Folder) try(name string, content []byte) error {
	temporary := temporaryPrefix(name) + rand.Text() + temporaryEnd
	err := f.write(temporary, content)
	if err == nil {
		err = f.link(temporary, name)
	}
	return errors.Join(err, f.drop(temporary))
}

// link gives temporary its name without replacing anything. Where the file
// system knows no hard links it renames, after a look: the one case in which
// two at the same instant could meet.
func (f *Folder) link(temporary, name string) error {
	err := f.root.Link(temporary, name)
	if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, there := f.root.Lstat(name); !errors.Is(there, fs.ErrNotExist) {
		return errors.Join(err, there)
	}
	return f.root.Rename(temporary, name)
}

// compare says whether content is already under name; ErrOtherContent where
// something else is.
func (f *Folder) compare(name string, content []byte) (there bool, err error) {
	file, err := f.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	have, err := io.ReadAll(io.LimitReader(file, int64(len(content))+1))
	if err != nil {
		return false, err
	}
	if !bytes.Equal(have, content) {
		return false, ErrOtherContent
	}
	return true, nil
}

// write makes a new file and returns when its content is on the disk.
func (f *Folder) write(name string, content []byte) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	if _, err := file.Write(content); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := file.Sync(); err != nil {
		return errors.Join(err, file.Close())
	}
	return file.Close()
}
