package outbox

import (
	"errors"
	"io/fs"
	"path"
	"runtime"
	"strings"
)

// A temporary file of NAME is .NAME.<random>.partial, beside its target: a
// rename is only whole within one file system.
const temporaryEnd = ".partial"

func temporaryPrefix(name string) string {
	dir, base := path.Split(name)
	return dir + "." + base + "."
}

func isTemporary(base string) bool {
	return strings.HasPrefix(base, ".") && strings.HasSuffix(base, temporaryEnd)
}

// removeStale removes temporary files of name. Whoever wrote one and still
// lives loses nothing: its file never gets the name, and it finds ours there.
func (f *Folder) removeStale(name string) error {
	dir := path.Dir(name)
	entries, err := fs.ReadDir(f.root.FS(), dir)
	if err != nil {
		return err
	}
	prefix := path.Base(temporaryPrefix(name))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) && isTemporary(e.Name()) {
			if err := f.drop(path.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// drop removes a file; one that is not there is as good as removed.
func (f *Folder) drop(name string) error {
	if err := f.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder puts the names in dir on the disk. Windows keeps names in a
// journal of its own and refuses to sync a folder.
func (f *Folder) syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := f.root.Open(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}
