// Package cashlist is the list that a cash desk pays by hand: a workbook with who
// is to get how much, by which identity number and in which commune, with count,
// sum and the places to sign, and with columns in which the desk writes who has
// collected. The same workbook comes back as the desk's answer, which package
// portal reads as the result cash-list-result.
//
// It is a bankfile.Format like any bank's: the same rules hold for how it leaves.
package cashlist
