// Package bankfile is what every transfer file and every bank's answer have in
// common, whatever their format: the header and the lines that go out, their
// control totals, the letters a bank takes, the order and size of parts, the
// check of a written file against what was meant, the manifest beside it, and
// the answer a line gets.
//
// It refuses, before anything is written: a line without a reference of ours,
// an amount that is not whole positive đồng, an account with blanks, a bank
// named neither by BIN nor by BIC, one reference on two lines, and totals that
// are not those of the lines. It opens no file, knows no clock and moves no
// state: a Format writes to and reads from what it is handed.
package bankfile
