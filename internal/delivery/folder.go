package delivery

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"

	"chitra/internal/app"
)

// Files hold names and account numbers; what a folder shares with a bank's
// program is its group's affair.
const fileMode = 0o640

// folder is a folder that a bank's program empties. It has to be there: where a
// share is not mounted, nothing is made in its place.
type folder struct{ root *os.Root }

func openFolder(dir string) (*Place, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, &app.Refused{Code: app.DeliveryUnreachable, Subject: dir, Detail: err.Error()}
	}
	return &Place{ground: &folder{root: root}}, nil
}

func (f *folder) size(name string) (int64, error) {
	info, err := f.root.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (f *folder) open(name string) (io.ReadCloser, error) { return f.root.Open(name) }

func (f *folder) write(name string, from int64, rest []byte) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE, fileMode)
	if err != nil {
		return err
	}
	_, err = file.WriteAt(rest, from)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// rename links and unlinks, so that nothing is replaced; where the file system
// knows no hard links it looks first.
func (f *folder) rename(from, to string) error {
	err := f.root.Link(from, to)
	switch {
	case err == nil:
		err = f.root.Remove(from)
	case errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist):
		return err
	default:
		if _, there := f.root.Lstat(to); !errors.Is(there, fs.ErrNotExist) {
			return errors.Join(err, there)
		}
		err = f.root.Rename(from, to)
	}
	return errors.Join(err, f.sync())
}

func (f *folder) remove(name string) error { return f.root.Remove(name) }

func (f *folder) close() error { return f.root.Close() }

// sync puts the folder's names on the disk. Windows keeps them in a journal of
// its own and refuses.
func (f *folder) sync() error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := f.root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
