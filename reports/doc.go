// Package reports owns what the figures are: who counts as a beneficiary, who
// has an account, whom the money reached, and why it did not reach the others.
// It counts from facts that are handed in, one month of one person at a time,
// and reads no store and no clock.
//
// It refuses to give figures that do not add up: every person stands in exactly
// one place and every payment in exactly one state, and a sum that does not
// hold is ErrConservation, before anything is drawn. It refuses a ratio without
// its numerator and its denominator: a Ratio carries both.
//
// The csv, json and terminal forms live here. Package html and package xlsx
// draw the same report; all of them take their words from Words.
package reports
