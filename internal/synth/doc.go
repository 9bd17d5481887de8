// Package synth makes up a province whose truth is known: a population
// registry, the communes' monthly lists with every fault such lists really
// have, and, for each row, what must become of it in the end.
//
// It owns the made-up people, the faults planted in their rows, the workbooks
// they are written in, and the truth table. It is an oracle: rates, layouts
// and bank outcomes are written down here a second time on purpose, and
// nothing of the engine's rooms (beneficiary, payout, bankfile, reports, app,
// store) is imported. A rule misread once in the engine must not be misread
// here by construction.
//
// It refuses to make anything that could be taken for a real person: identity
// numbers begin with the place codes 099 and 999, communes with 990, none of
// which exists. The same configuration gives the same bytes, on any machine.
//
// Only the truth folder knows the answers. Nothing else that is written
// carries the generator's keys.
package synth
