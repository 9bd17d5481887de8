package bankfile

import (
	"io"
	"iter"

	"chitra/payout"
)

// Format is one kind of transfer file.
type Format interface {
	// Name is the format's stable name: "pain.001.001.09".
	Name() string
	// Extension is the file name's ending, without the point: "xml".
	Extension() string
	// MaxRows is the most lines one file may hold; see RowsPerFile.
	MaxRows() int
	// Prepare turns l into what the file will say: letters the bank takes,
	// the reference in front of the remittance text, fields the format does
	// not carry emptied. It lists what was lost on the way and refuses, with
	// a *LineError, what cannot be sent. A prepared line prepared again is the
	// same, with nothing lost.
	Prepare(l Line) (Line, []Lossy, error)
	// Write writes one file. Lines must be prepared and have the totals t;
	// the sequence is walked more than once and must be the same each time.
	// The same header, lines and totals give the same bytes.
	Write(w io.Writer, h Header, lines iter.Seq[Line], t Totals) error
	// Read is the independent way back, which shares no code with Write. It
	// refuses a damaged file, totals of the file's own that its lines do not
	// have, and a line that Check refuses, by an error of the sequence; what
	// came before that error counts for nothing. The sequence may be walked
	// again.
	Read(r io.ReaderAt, size int64) (Header, iter.Seq2[Line, error])
}

// DefaultRows is how many lines a file holds where neither the paying
// account's profile nor the format says otherwise.
const DefaultRows = 1000

// RowsPerFile is how many lines one file of this paying account may hold.
func RowsPerFile(f Format, p payout.Payer) int {
	rows := p.MaxRows
	if rows <= 0 {
		rows = DefaultRows
	}
	if limit := f.MaxRows(); limit > 0 && limit < rows {
		return limit
	}
	return rows
}

// Split cuts lines, in their order, into parts of at most maxRows (DefaultRows
// where that is not positive). No lines are no part. The parts share the
// memory of lines.
func Split(lines []Line, maxRows int) [][]Line {
	if maxRows <= 0 {
		maxRows = DefaultRows
	}
	parts := make([][]Line, 0, (len(lines)+maxRows-1)/maxRows)
	for len(lines) > 0 {
		n := min(maxRows, len(lines))
		parts = append(parts, lines[:n:n])
		lines = lines[n:]
	}
	return parts
}

// ByRoute sorts lines into one group a route, in the order of Routes and
// otherwise in their own, for banks that take each route in a file of its own.
// Routes that nobody takes have no group.
func ByRoute(lines []Line) [][]Line {
	var groups [][]Line
	for _, route := range Routes() {
		var group []Line
		for _, l := range lines {
			if l.Route() == route {
				group = append(group, l)
			}
		}
		if len(group) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}
