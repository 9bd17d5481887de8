// Package iso20022 writes transfer files as pain.001 (customer credit transfer
// initiation) and reads what banks answer: pain.002 status reports, camt.054
// notifications and camt.053 statements.
//
// Writing is strict and by hand: fixed order, fixed letters, amounts in whole
// đồng, counts and sums at both levels, one block of payment information for
// each route, and no memory per line but the sixteen bytes by which a repeated
// reference is found. Reading a transfer file back shares no code with writing
// it, and reading either way holds one line at a time. Reading answers is
// lenient where banks are careless (any namespace or prefix, an envelope
// around the message, elements nobody announced, codes nobody published) and
// strict where money could be lost: a document that is damaged or stops early
// is an error, an amount is exact or not there, and an unknown word is handed
// on as it came.
//
// Element names in this package are those of the ISO 20022 message definitions.
package iso20022
