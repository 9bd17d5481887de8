package store_test

import (
	"fmt"
	"syscall"
	"time"
)

func cpu() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(0, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func sayCPU(name string, c time.Duration) {
	fmt.Printf("%s cpu %.2f us/result\n", name, float64((cpu()-c).Microseconds())/benchedResults)
}
