// Package proof measures how good the match decision is, on people whose truth
// is known.
//
// It owns three questions. Who would be paid wrongly, and how many could be
// accepted by a machine, on a labelled register of made-up people? What does each
// guard prevent? How fast does it go, in how much memory? It refuses to tune:
// the mix of faults stands in internal/synth and is never adjusted to a figure.
//
// A small province is an ordinary test. `make bench` runs the whole: millions of
// acceptances, ten million persons, and the public FEBRL sets where
// CHITRA_FEBRL_DIR names their folder. Tests alone live here.
package proof
