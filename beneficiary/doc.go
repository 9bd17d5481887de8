// Package beneficiary knows the people who are entitled and the lists that name
// them: identity numbers, names, dates of birth, and what a sheet sent by an
// office says line by line.
//
// Read turns a table of cells into a List. Every line below the header ends in
// exactly one place: taken, refused with the cell at fault, or skipped because
// it is no person (a total, a heading, a signature), with the reason. Lines =
// taken + refused, always.
//
// It refuses to guess. A number that lost its digits, a date that can be read
// in two centuries, an amount with a note beside it are issues with a stable
// code, the raw value and, where there is one, a proposal; the words for people
// belong to the shell. A file that is no list, or whose own totals contradict
// its lines, is refused whole.
package beneficiary
