// Package settle owns what a bank's answers prove about an instruction: reading
// one answer into a verdict, the classes of reasons and what follows from each,
// the state that all answers together lead to, the end of the bank's time, and
// the sums over all places.
//
// It refuses to call anything paid or failed that is not proved: an answer it
// cannot read, an answer of another amount and two answers that contradict each
// other leave an instruction unknown or where it was, with an exception for a
// person. The order in which answers arrive, and how often the same one does,
// never changes where an instruction ends.
package settle
