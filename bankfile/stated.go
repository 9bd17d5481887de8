package bankfile

import "fmt"

// The figures a bank's file states of itself.
const (
	FigureEntries        = "entries"         // entries of a statement or notification
	FigureEntriesSum     = "entries_sum"     // their amounts without signs
	FigureCredits        = "credits"         // entries that credit
	FigureCreditsSum     = "credits_sum"     //
	FigureDebits         = "debits"          // entries that debit
	FigureDebitsSum      = "debits_sum"      //
	FigureParts          = "parts"           // transactions of one entry's batch
	FigurePartsSum       = "parts_sum"       // their amounts
	FigureClosingBalance = "closing_balance" // the opening balance and the booked entries
	FigureOriginals      = "originals"       // transactions of the file of ours it answers
	FigureOriginalsSum   = "originals_sum"   // their amounts
	FigureOfStatus       = "of_status"       // transactions of one status
	FigureRows           = "rows"            // lines of a portal's workbook
	FigureRowsSum        = "rows_sum"        // their amounts
)

// ContradictionError: a file states of itself what its own lines deny. Nothing
// in it can be relied on.
type ContradictionError struct {
	Figure string // one of the Figure constants
	Line   int    // the number of the last answer before the figure was compared
	Stated string
	Read   string
}

func (e *ContradictionError) Error() string {
	return fmt.Sprintf("after line %d: the file states %s %s, its lines come to %s", e.Line, e.Figure, e.Stated, e.Read)
}
