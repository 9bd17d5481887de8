package killtest

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// point is one system call of one step: the nth of its name on its thread.
type point struct {
	step   int
	call   string
	nth    int
	target string // what kind of thing it writes to
}

// class is what points have in common: the step, the call, the kind of target.
func (p point) class() string { return fmt.Sprintf("%02d %s %s", p.step, p.call, p.target) }

// entered matches a call as strace notes it on entry: thread, name, arguments.
var entered = regexp.MustCompile(`^(\d+) +(\w+)\((.*)`)

// pointsOf reads a trace. Calls that only look are counted, since strace counts
// them too, but are no points.
func pointsOf(trace string) []point {
	var out []point
	seen := map[string]int{}
	for line := range strings.SplitSeq(trace, "\n") {
		m := entered.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		thread, call, args := m[1], m[2], m[3]
		seen[thread+" "+call]++
		looks := (call == "open" || call == "openat") && !strings.Contains(args, "O_CREAT")
		if looks || strings.Contains(args, "anon_inode") {
			continue
		}
		p := point{call: call, nth: seen[thread+" "+call], target: targetOf(args)}
		if !slices.Contains(out, p) { // of two threads
			out = append(out, p)
		}
	}
	return out
}

func targetOf(args string) string {
	for _, kind := range []struct{ mark, name string }{
		{"chitra.db-wal", "wal"}, {"chitra.db-shm", "shm"}, {"chitra.db-journal", "journal"}, {"chitra.db", "db"},
		{"socket:", "socket"}, {"pipe:", "output"}, {"outbox", "outbox"},
	} {
		if strings.Contains(args, kind.mark) {
			return kind.name
		}
	}
	return "file"
}

func TestPointsOfATrace(t *testing.T) {
	const trace = `7 openat(AT_FDCWD</>, "x", O_RDONLY) = 3</x>
7 openat(AT_FDCWD</>, "y", O_RDWR|O_CREAT, 0600) = 4</y>
8 pwrite64(5</d/chitra.db-wal>, ""..., 24, 0 <unfinished ...>
7 pwrite64(5</d/chitra.db-wal>, ""..., 24, 24) = 24
8 <... pwrite64 resumed>) = 24
7 pwrite64(6</d/chitra.db>, ""..., 24, 24) = 24
7 --- SIGURG {si_signo=SIGURG, si_code=SI_TKILL, si_pid=7, si_uid=0} ---
7 write(9<anon_inode:[eventfd]>, ""..., 8) = 8
7 write(1<pipe:[1]>, ""..., 8) = 8
7 +++ exited with 0 +++
`
	want := []point{{call: "openat", nth: 2, target: "file"}, {call: "pwrite64", nth: 1, target: "wal"},
		{call: "pwrite64", nth: 2, target: "db"}, {call: "write", nth: 2, target: "output"}}
	if got := pointsOf(trace); !slices.Equal(got, want) {
		t.Errorf("points are %+v, want %+v", got, want)
	}
}

// lottery draws points: a step by its weight, of it a class, of that a point,
// each point once. So the few calls that matter most, a link among hundreds of
// writes to the log, come up as often as the many.
type lottery struct {
	rnd     *rand.Rand
	weights []int
	classes []map[string][]point // by step
}

func newLottery(rnd *rand.Rand, weights []int, points [][]point) *lottery {
	l := &lottery{rnd: rnd, weights: slices.Clone(weights)}
	for _, all := range points {
		classes := map[string][]point{}
		for _, p := range all {
			classes[p.class()] = append(classes[p.class()], p)
		}
		l.classes = append(l.classes, classes)
	}
	return l
}

// next draws a point; not ok when all are drawn.
func (l *lottery) next() (p point, ok bool) {
	total := 0
	for i, w := range l.weights {
		if len(l.classes[i]) > 0 {
			total += w
		}
	}
	if total == 0 {
		return point{}, false
	}
	ticket := l.rnd.IntN(total)
	for i, w := range l.weights {
		if len(l.classes[i]) == 0 {
			continue
		}
		if ticket -= w; ticket < 0 {
			return l.of(l.classes[i]), true
		}
	}
	return point{}, false
}

func (l *lottery) of(classes map[string][]point) point {
	names := make([]string, 0, len(classes))
	for name := range classes {
		names = append(names, name)
	}
	slices.Sort(names)
	name := names[l.rnd.IntN(len(names))]
	points := classes[name]
	i := l.rnd.IntN(len(points))
	p := points[i]
	if classes[name] = slices.Delete(points, i, i+1); len(classes[name]) == 0 {
		delete(classes, name)
	}
	return p
}
