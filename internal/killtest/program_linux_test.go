package killtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// limit is how long one run may take: nothing here takes two seconds.
const limit = 2 * time.Minute

// programs are the binaries under test.
type programs struct{ chitra, wrongOrder, strace string }

// build makes the binaries once, and finds strace.
func build(t *testing.T) programs {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err == nil {
		err = exec.CommandContext(t.Context(), strace, "-o", os.DevNull, "true").Run() // not everywhere may one look
	}
	switch {
	case err != nil && os.Getenv("CHITRA_CI") != "1":
		t.Skipf("no kill sweep without strace (Debian: apt-get install strace): %v", err)
	case err != nil:
		t.Fatalf("no kill sweep without strace (Debian: apt-get install strace): %v", err)
	}
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", dir, "chitra/cmd/chitra", "chitra/internal/killtest/wrongorder")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return programs{chitra: filepath.Join(dir, "chitra"), wrongOrder: filepath.Join(dir, "wrongorder"), strace: strace}
}

// house is one store with everything beside it: what a kill may damage.
type house struct {
	dir string // data folder, decisions
	dsn string
}

func (h house) data() string   { return filepath.Join(h.dir, "data") }
func (h house) outbox() string { return filepath.Join(h.dir, "data", "outbox") }

// ended is what a run came to.
type ended struct {
	code   int
	killed bool // by SIGKILL
	out    []byte
	err    string
}

// failure is the stable code of a run that failed; "" for one that did not.
func (e ended) failure() string {
	var said struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(e.out, &said) != nil {
		return ""
	}
	return said.Error.Code
}

// done says whether the run did what it was asked for.
func (e ended) done() bool { return !e.killed && (e.code == 0 || e.code == 3) }

func (e ended) String() string {
	return fmt.Sprintf("exit %d, killed %t: %s", e.code, e.killed, strings.TrimSpace(e.err))
}

// run runs argv in a house. The error is of the test, not of the program.
func (h house) run(ctx context.Context, argv []string, env ...string) (ended, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "CHITRA_") }),
		"CHITRA_DATA="+h.data(), "CHITRA_DB="+h.dsn)
	cmd.Env = append(cmd.Env, env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if ctx.Err() != nil {
		return ended{}, fmt.Errorf("%s: %w", strings.Join(argv, " "), ctx.Err())
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return ended{}, err
	}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if !ok {
		return ended{}, fmt.Errorf("no status of %s", argv[0])
	}
	return ended{code: status.ExitStatus(), killed: status.Signaled() && status.Signal() == syscall.SIGKILL, out: out.Bytes(), err: errs.String()}, nil
}

// steady keeps the program's system calls on few threads, so that a point
// counted in one run is found again in another.
var steady = []string{"GOMAXPROCS=1", "GODEBUG=asyncpreemptoff=1"}

// writing are the system calls that may leave something behind. Those with a
// question mark are not on every architecture.
const writing = "?open,openat,write,writev,pwrite64,?pwritev,sendto,fsync,fdatasync,ftruncate,fallocate,msync," +
	"?mkdir,mkdirat,?rename,?renameat,renameat2,?link,linkat,?unlink,unlinkat,?rmdir"

// watch runs argv to its end and names every point at which it writes.
func (p programs) watch(ctx context.Context, h house, argv []string) (ended, []point, error) {
	trace := filepath.Join(h.dir, "trace")
	defer func() { _ = os.Remove(trace) }()
	e, err := h.run(ctx, append([]string{p.strace, "-f", "-qq", "-y", "-s", "0", "-o", trace, "-e", "trace=" + writing}, argv...), steady...)
	if err != nil {
		return e, nil, err
	}
	text, err := os.ReadFile(trace)
	return e, pointsOf(string(text)), err
}

// kill runs argv and kills it as it enters a point. It says whether the program
// really died there, rather than end before it came to it.
func (p programs) kill(ctx context.Context, h house, argv []string, at point) (hit bool, err error) {
	trace := filepath.Join(h.dir, "trace")
	defer func() { _ = os.Remove(trace) }()
	e, err := h.run(ctx, append([]string{p.strace, "-f", "-qq", "-s", "0", "-o", trace, "-e", "trace=" + at.call,
		"-e", fmt.Sprintf("inject=%s:signal=KILL:when=%d", at.call, at.nth)}, argv...), steady...)
	if err != nil {
		return false, err
	}
	text, err := os.ReadFile(trace)
	return e.killed && strings.Contains(string(text), "+++ killed by SIGKILL +++"), err
}
