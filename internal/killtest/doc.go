// Package killtest kills the program and runs it again.
//
// It owns one question: does `kill -9` at any system call, from the making of a
// store to the published file, leave anything but what an undisturbed run
// leaves? The answer is looked for in the store, in the outbox and in the
// report, by strace on Linux, on both engines. It refuses to count a point at
// which the program did not really die, and proves that it can fail by a
// program that lets files leave before it records them.
//
// CHITRA_CI=1 asks for a hundred points of the embedded store and fails without
// strace, CHITRA_TORTURE=1 for every point there is (hours: give go test a
// -timeout), CHITRA_KILL_SEED for the points of an earlier run. Tests alone live
// here.
package killtest
