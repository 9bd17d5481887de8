//go:build unix

package proof

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"chitra/beneficiary/registry"
	"chitra/internal/synth"
)

// BenchmarkMillionRows matches a million dirty rows against two million and ten
// million persons in memory, and says how long and in how much memory.
func BenchmarkMillionRows(b *testing.B) {
	for _, persons := range []int{2_000_000, 10_000_000} {
		b.Run(fmt.Sprintf("%d_persons", persons), func(b *testing.B) {
			for b.Loop() {
				measure(b, persons, 1_000_000)
			}
		})
	}
}

// BenchmarkRows is the same against a register that fits anywhere, for profiles.
func BenchmarkRows(b *testing.B) {
	for b.Loop() {
		measure(b, 100_000, 100_000)
	}
}

func measure(b *testing.B, persons, rows int) {
	labelled := synth.NewLabelled(synth.LabelledConfig{Seed: 10, Persons: persons, Dense: true})
	made := spent(b, func() {
		for range labelled.Persons() {
		}
	})
	before := heap()
	r := &register{labelled: labelled, places: placesOf(b, labelled)}
	r.month = newMonth(b)
	built := spent(b, func() { r.index = indexOf(b, labelled, persons) })
	held := heap() - before
	fmt.Printf("%d persons: index built in %.1f s by the clock, %.1f s of CPU (making the persons %.1f s of them); it holds %d MiB, %d bytes a person\n",
		r.index.Len(), built.clock, built.cpu, made.cpu, held>>20, held/uint64(r.index.Len()))

	const lot = 50_000
	var all took
	automatic, wrong := 0, 0
	for from := 0; from < rows; from += lot {
		lines := slices.Collect(labelled.Rows(uint64(from), lot, synth.Dirty))
		runtime.GC()
		accepted := make([]int, workers)
		misled := make([]int, workers)
		t := spent(b, func() { r.lots(lines, accepted, misled) })
		all.clock, all.cpu = all.clock+t.clock, all.cpu+t.cpu
		for w := range workers {
			automatic, wrong = automatic+accepted[w], wrong+misled[w]
		}
	}
	fmt.Printf("%d rows, dirty, dense serials: %.0f rows a second by the clock on %d workers, %.0f rows a second of CPU on one core; %d accepted, %d wrong; %s\n",
		rows, float64(rows)/all.clock, workers, float64(rows)/all.cpu, automatic, wrong, memory())
	b.ReportMetric(float64(rows)/all.clock, "rows/s")
	b.ReportMetric(float64(rows)/all.cpu, "rows/cpu-s")
	b.ReportMetric(float64(held>>20), "index-MiB")
	if wrong > 0 {
		b.Errorf("%d wrong", wrong)
	}
	runtime.KeepAlive(r)
}

// lots decides some rows on all workers.
func (r *register) lots(lines []synth.LabelledRow, accepted, misled []int) {
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			var room registry.Candidates
			p := registry.DefaultPolicy()
			for i := w; i < len(lines); i += workers {
				m := r.index.Decide(&room, subjectOf(lines[i]), r.contextOf(lines[i]), p)
				if m.Action == registry.Automatic {
					accepted[w]++
					if m.Person.PersonalID != lines[i].Truth {
						misled[w]++
					}
				}
			}
		})
	}
	group.Wait()
}

// took is how long something took, in seconds.
type took struct{ clock, cpu float64 }

func spent(b *testing.B, do func()) took {
	b.Helper()
	start, used := time.Now(), cpuSeconds(b)
	do()
	return took{time.Since(start).Seconds(), cpuSeconds(b) - used}
}

func cpuSeconds(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// heap is what is alive.
func heap() uint64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// memory is what the process holds and has held at most, as the system says, the
// made-up register of numbers and the rows included.
func memory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "no /proc here: the system's figures are not known"
	}
	var list []string
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM:") || strings.HasPrefix(line, "VmRSS:") {
			list = append(list, strings.Join(strings.Fields(line), " "))
		}
	}
	return strings.Join(list, ", ")
}
