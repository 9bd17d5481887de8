package beneficiary

import (
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/place"
)

// Options are what Read has to know besides the cells.
type Options struct {
	// Period is the month paid for: nobody is born after it, and a title that
	// names other months is refused. No month checks neither.
	Period civil.Month
	// Commune is the code the sender stands for; "" reads it from the sheet.
	Commune string
	// Places resolves communes' names; nil resolves none.
	Places *place.Table
	// Banks resolves banks' names; nil resolves none.
	Banks *bank.Dir
	// Rules is the version of the rules in force: a template with the lists of
	// other rules is said to be outdated. "" looks at the template's own alone.
	Rules string
	// Category gives the code of a category's text; nil takes any text as its
	// own code.
	Category func(text string) (code string, ok bool)
	// Learnt are the headings that offices have taught, of every office. Those
	// of no commune count for all, the others for lists of their commune alone.
	Learnt []LearntHeading
	// Layout says how the sheets are laid out; nil finds it by content.
	Layout *Layout
	// Controls are the totals that were typed; the list must agree with them.
	Controls Controls
	// Corrected says that cells were corrected since the sheets' own totals were
	// written: what differs from them is then told and refuses nothing.
	Corrected bool
}

// List is a file that was read. Lines = len(Rows) + len(Refused), always.
type List struct {
	Commune    string         // code
	SheetIndex []int          // of the sheets that are lists
	HeaderRow  map[int]int    // by sheet: the last line of its header, 1-based
	Covers     map[int]string // sheets without people that state totals: names by index
	Columns    []Column
	Rows       []Row
	Refused    []RefusedRow
	Skipped    []SkippedLine // lines that are no person, with why
	Issues     []Issue       // by sheet, row and column
	Lines      int           // below the headers, that name or seem to name a person
	Empty      int           // rows of no text between them
	Hidden     int           // lines in hidden rows

	// Sum is what the lines' total column comes to, refused ones included, or
	// their rate where there is none. Unsummed counts the lines whose amount
	// could not be read.
	Sum      money.Amount
	Unsummed int
	// StatedCount and StatedTotal are the sheets' own; 0 and no amount where
	// they say none.
	StatedCount int
	StatedTotal money.Amount
	// Learnt are the taught headings that explained a column, as they are
	// compared.
	Learnt []LearntHeading
}

// Column is one column of a list and what it was read as.
type Column struct {
	Sheet  int
	Col    int // from 0
	Header string
	Field  Field // NoField: not read

	sheetName string
}

// SkippedLine is a line that is no person.
type SkippedLine struct {
	Sheet string
	Line  int
	Why   string
}

// The reasons of a SkippedLine.
const (
	WhyHeader        = "header"         // the header again, at a page break
	WhyColumnNumbers = "column_numbers" // (1) (2) (3) below the header
	WhyTotal         = "total"
	WhyHeading       = "heading" // of a village, of a group of people
	WhySignature     = "signature"
	WhyLayout        = "layout" // begins as the layout says of such lines
)

// SheetName is the name of a sheet that is a list; "" for any other.
func (l *List) SheetName(index int) string {
	for i := range l.Columns {
		if l.Columns[i].Sheet == index {
			return l.Columns[i].sheetName
		}
	}
	return ""
}

// RowsOfSheet counts the lines of one sheet that were taken and refused.
func (l *List) RowsOfSheet(name string) (taken, refused int) {
	for i := range l.Rows {
		if l.Rows[i].Sheet == name {
			taken++
		}
	}
	for i := range l.Refused {
		if l.Refused[i].Sheet == name {
			refused++
		}
	}
	return taken, refused
}
