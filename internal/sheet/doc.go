// Package sheet turns workbooks and CSV files into rows of cells and back: it
// reads what offices send, makes new workbooks, and gives the sender's own
// workbook back with the bad cells marked. It opens no file: it takes an
// io.ReaderAt and gives rows, or takes rows and gives bytes.
//
// Reading owns one promise: every row of the file, or an error; never fewer
// rows. The container is checked wholly before the first row is handed out
// (each entry's sum, the directory against the entries, no gap and no name
// twice), and each sheet is read in one strict pass. What is not well-formed,
// cut, out of order or out of bounds is a *Refusal with a stable code, the
// sheet and the row. Values are what the file says: numbers as written, with
// the format that shows them, and with whatever hides them from the reader's
// eye (hidden rows and columns, merges, formulas) said beside.
//
// Refused by their first bytes: old .xls, encrypted, .ods, .xlsb, HTML under
// another name, PDF.
//
// Writing owns two more: no cell text ever becomes a formula, and the same
// content gives the same bytes.
package sheet
