// Command chitra pays social welfare without cash: it reads beneficiary lists,
// matches them to the population registry, writes the files banks execute, reads
// what the banks answer and reports whom the money reached.
//
// This package is the shell: one file a verb, flags, words, progress, tables. It
// is the only place that wires the rooms together, and it decides nothing about
// people or money.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	stop()
	os.Exit(code)
}
