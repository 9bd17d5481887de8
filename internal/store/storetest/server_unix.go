//go:build unix

package storetest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// ownServer is a PostgreSQL that lives as long as this process. Its keeper reads
// the far end of lifeline, which closes when the process ends, killed or not.
type ownServer struct {
	dsn      string
	lifeline io.Closer
}

// keeper makes and starts a server in folder $2 with the programs of $1, then
// waits for the end of its input, stops the server and removes the folder.
// What would make a disk safe is off: nothing outlives the tests.
const keeper = `
bin=$1 folder=$2
end() {
	"$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
	rm -rf "$folder"
}
make() {
	"$bin/initdb" -D "$folder/data" -U chitra -A trust -E UTF8 --locale=C --no-sync &&
	cat >>"$folder/data/postgresql.conf" <<-CONF &&
		listen_addresses = ''
		unix_socket_directories = '$folder'
		port = 5432
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		wal_level = minimal
		max_wal_senders = 0
	CONF
	"$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 start
}
trap end EXIT
if make >"$folder/log" 2>&1; then
	echo ready
	cat >/dev/null
else
	cat "$folder/log" "$folder/server.log" 2>/dev/null
	exit 1
fi
`

func startServer() (*ownServer, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "chitra-postgres-")
	if err != nil {
		return nil, fmt.Errorf("make the server's folder: %w", err)
	}
	as, err := owner(folder)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	cmd := exec.Command("/bin/sh", "-c", keeper, "keeper", bin, folder)
	cmd.Dir, cmd.Env = folder, plainEnvironment()
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as, Setpgid: true} // a Ctrl-C is for the tests, not for who tidies up
	lifeline, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	said, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w", err), os.RemoveAll(folder))
	}
	first := bufio.NewReader(said)
	if line, _ := first.ReadString('\n'); line != "ready\n" {
		rest, _ := io.ReadAll(first)
		return nil, fmt.Errorf("start PostgreSQL: %w: %s%s", errors.Join(cmd.Wait(), lifeline.Close()), line, rest)
	}
	dsn := url.URL{Scheme: "postgres", User: url.User("chitra"), Path: "/postgres",
		RawQuery: url.Values{"host": {folder}, "port": {"5432"}, "sslmode": {"disable"}}.Encode()}
	return &ownServer{dsn: dsn.String(), lifeline: lifeline}, nil
}

// programs is the folder of the server's programs: the one PATH leads to, else
// the newest that Debian's packages brought.
func programs() (string, error) {
	if found, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(found); err == nil && complete(filepath.Dir(real)) {
			return filepath.Dir(real), nil
		}
	}
	folders, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", fmt.Errorf("look for PostgreSQL: %w", err)
	}
	folders = slices.DeleteFunc(folders, func(f string) bool { return !complete(f) })
	if len(folders) == 0 {
		return "", errNoServer
	}
	return slices.MaxFunc(folders, func(x, y string) int { return version(x) - version(y) }), nil
}

func complete(folder string) bool {
	for _, name := range []string{"initdb", "pg_ctl", "postgres"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			return false
		}
	}
	return true
}

// version reads the number in /usr/lib/postgresql/NUMBER/bin.
func version(folder string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(folder))) // no number is the oldest
	return n
}

// owner hands folder to the ordinary user that the server must run as when
// the tests run as root; nil where this process is one already.
func owner(folder string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("user %s: %w", name, err)
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("user %s: %w", name, err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(folder, int(uid), int(gid))
	}
	return nil, fmt.Errorf("PostgreSQL does not run as root: %w", fs.ErrPermission)
}

// plainEnvironment is this process's, without what would point the server's
// programs elsewhere.
func plainEnvironment() []string {
	kept := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "PG") || strings.HasPrefix(v, "LC_") })
	return append(kept, "LC_ALL=C")
}
