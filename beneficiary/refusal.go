package beneficiary

import "fmt"

// Refusal says why a file as a whole is not taken as a list.
type Refusal struct {
	Code   string
	Sheet  string // "" where it is about the file
	Cell   string // "" where it is about the sheet
	Detail string // raw values and field keys, no words for people
	// Stated and Read are the two figures of control totals that differ, in
	// digits; "" elsewhere.
	Stated, Read string
}

// Waits reports whether the file is a list whose control totals do not agree: it
// waits for a person who says what is right, and nothing of it counts until then.
func (r *Refusal) Waits() bool {
	switch r.Code {
	case RefusedTotalDiffers, RefusedCountDiffers, RefusedTypedTotalDiffers, RefusedTypedCountDiffers:
		return true
	}
	return false
}

// totalsDiffer is the refusal of a list whose totals, stated in the sheet or
// typed, are not those of its lines.
func totalsDiffer(code, sheet, cell, stated, read string) *Refusal {
	return &Refusal{Code: code, Sheet: sheet, Cell: cell, Detail: stated + ", " + read, Stated: stated, Read: read}
}

func (r *Refusal) Error() string {
	where := ""
	if r.Sheet != "" {
		where = fmt.Sprintf("sheet %q ", r.Sheet)
	}
	if r.Cell != "" {
		where += r.Cell + " "
	}
	return fmt.Sprintf("read list: %s%s: %s", where, r.Code, r.Detail)
}

// Codes of a Refusal.
const (
	RefusedNotAList          = "not_a_list"             // no sheet has any text
	RefusedMacros            = "macros"                 // the workbook carries a program
	RefusedNoHeader          = "no_header"              // no line names the columns of a list
	RefusedColumnMissing     = "column_missing"         // a header without name, birth or category: Detail has the keys
	RefusedHeaderAmbiguous   = "header_ambiguous"       // two columns for one thing
	RefusedHeaderChanges     = "header_changes"         // another header further down, other columns
	RefusedNoRows            = "no_rows"                // a header and nobody below it
	RefusedWrongPeriod       = "wrong_period"           // the title names other months
	RefusedUnit              = "unit_not_dong"          // amounts in thousands or millions
	RefusedCommuneUnknown    = "commune_unknown"        // the commune asked for is not in the table
	RefusedCommuneMissing    = "commune_missing"        // neither sheet nor caller names one
	RefusedCommuneSeveral    = "commune_several"        // more than one: Detail has their codes
	RefusedCommuneDiffers    = "commune_differs"        // the sheet names another than the caller
	RefusedTotalDiffers      = "control_total_differs"  // the sheet's own sum is not that of its lines
	RefusedCountDiffers      = "control_count_differs"  // nor its own count
	RefusedTypedTotalDiffers = "typed_total_differs"    // the sum that the sender typed is not that of the lines
	RefusedTypedCountDiffers = "typed_count_differs"    // nor the count
	RefusedAmountTooLarge    = "control_total_overflow" // the sum of the lines fits no amount
	RefusedLayoutSheet       = "layout_sheet_missing"   // no sheet of a name that the layout gives
	RefusedLayoutColumn      = "layout_column_missing"  // a heading of the layout is not there: Detail has it
	RefusedLayoutUnit        = "layout_unit_differs"    // the list says another unit than the layout
	RefusedCorrectedSince    = "corrected_since"        // rows of these bytes were corrected, and now they read otherwise
)

// Codes of a Refusal of a workbook of rows to fix.
const (
	RefusedFixDamaged     = "fix_damaged"      // what names list and rows is not as it was written
	RefusedFixOtherList   = "fix_other_list"   // of another list, store, month or commune
	RefusedFixSuperseded  = "fix_superseded"   // its list has a newer version since; with a cell, that line was changed in it
	RefusedFixLineUnknown = "fix_line_unknown" // a line without the key of its row
	RefusedFixLineTwice   = "fix_line_twice"   // two lines of one key
	RefusedFixLineLost    = "fix_line_lost"    // as it is filled in, a line names nobody any more
	RefusedFixLayout      = "fix_layout"       // a layout came with it: it is read as its list was
)

// RefusalCodes returns every code a Refusal can have.
func RefusalCodes() []string {
	return []string{
		RefusedNotAList, RefusedMacros, RefusedNoHeader, RefusedColumnMissing, RefusedHeaderAmbiguous, RefusedHeaderChanges, RefusedNoRows,
		RefusedWrongPeriod, RefusedUnit, RefusedCommuneUnknown, RefusedCommuneMissing, RefusedCommuneSeveral,
		RefusedCommuneDiffers, RefusedTotalDiffers, RefusedCountDiffers, RefusedTypedTotalDiffers,
		RefusedTypedCountDiffers, RefusedAmountTooLarge,
		RefusedLayoutSheet, RefusedLayoutColumn, RefusedLayoutUnit, RefusedCorrectedSince,
		RefusedFixDamaged, RefusedFixOtherList, RefusedFixSuperseded, RefusedFixLineUnknown, RefusedFixLineTwice, RefusedFixLineLost,
		RefusedFixLayout,
	}
}
