// Package money owns amounts: whole minor units of one currency, added and
// multiplied without ever losing a unit.
//
// It refuses what other code would guess at: text outside a strict grammar,
// sums that overflow, two currencies in one sum, and a product that is not
// whole unless a rounding rule is named. There is no floating point here.
package money
