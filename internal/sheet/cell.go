package sheet

// Kind is what a cell holds.
type Kind uint8

// The kinds of cell.
const (
	Empty      Kind = iota // no value; it may still have a format
	Text                   // text
	Number                 // a number whose format shows no day
	Bool                   // Text is TRUE or FALSE
	Date                   // a number whose format shows a year, month or day
	ErrorValue             // #N/A, #REF! …
)

var kindNames = [...]string{"empty", "text", "number", "bool", "date", "error"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Cell is one cell as the file has it, with what would make it look otherwise.
type Cell struct {
	// Text is the value: text with its references resolved, a number exactly
	// as written in the file ("1250000", "1.25E+6", a date as its serial).
	// It stays valid after the row.
	Text string
	Kind Kind
	// Format is the number format's code; "" is General.
	Format string
	// Font is the name of the font: a legacy one says how to read the text.
	Font string
	// Hidden: its row or its column is hidden, or has no height or width.
	Hidden bool
	// Merged: a merged range covers it, and it is not the range's first cell.
	Merged bool
	// Formula: the value is the result of a formula, worked out by whoever
	// saved the file; NoCachedValue: and nobody has, so there is none.
	Formula, NoCachedValue bool

	style int // index into the workbook's cell formats
}

// blank reports whether the cell says nothing.
func (c *Cell) blank() bool { return c.Kind == Empty && !c.Formula && !c.Merged }

// Row is one row of a sheet. The iterators reuse it: copy what is to be kept
// (the strings of its cells may be kept as they are).
type Row struct {
	Number int // 1-based, as in Excel; rows that the file leaves out are not handed out
	Hidden bool
	Cells  []Cell // index 0 is column A; cells that say nothing are cut from the end
}

// Visibility is how hidden a sheet is.
type Visibility uint8

// The states of a sheet. Excel's menus do not show a VeryHidden one.
const (
	Visible Visibility = iota
	Hidden
	VeryHidden
)

// SheetInfo describes one sheet.
type SheetInfo struct {
	Index  int // its place among the worksheets, from 0
	Name   string
	Hidden Visibility
}
