package beneficiary

import "fmt"

// Refusal says why a file as a whole is not taken as a list.
type Refusal struct {
	Code   string
	Sheet  string // "" where it is about the file
	Cell   string // "" where it is about the sheet
	Detail string // raw values and field keys, no words for people
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
	RefusedNotAList        = "not_a_list"             // no sheet has any text
	RefusedMacros          = "macros"                 // the workbook carries a program
	RefusedNoHeader        = "no_header"              // no line names the columns of a list
	RefusedColumnMissing   = "column_missing"         // a header without name, birth or category: Detail has the keys
	RefusedHeaderAmbiguous = "header_ambiguous"       // two columns for one thing
	RefusedHeaderChanges   = "header_changes"         // another header further down, other columns
	RefusedNoRows          = "no_rows"                // a header and nobody below it
	RefusedWrongPeriod     = "wrong_period"           // the title names other months
	RefusedUnit            = "unit_not_dong"          // amounts in thousands or millions
	RefusedCommuneUnknown  = "commune_unknown"        // the commune asked for is not in the table
	RefusedCommuneMissing  = "commune_missing"        // neither sheet nor caller names one
	RefusedCommuneSeveral  = "commune_several"        // more than one: Detail has their codes
	RefusedCommuneDiffers  = "commune_differs"        // the sheet names another than the caller
	RefusedTotalDiffers    = "control_total_differs"  // the sheet's own sum is not that of its lines
	RefusedCountDiffers    = "control_count_differs"  // nor its own count
	RefusedAmountTooLarge  = "control_total_overflow" // the sum of the lines fits no amount
)

// RefusalCodes returns every code a Refusal can have.
func RefusalCodes() []string {
	return []string{
		RefusedNotAList, RefusedMacros, RefusedNoHeader, RefusedColumnMissing, RefusedHeaderAmbiguous, RefusedHeaderChanges, RefusedNoRows,
		RefusedWrongPeriod, RefusedUnit, RefusedCommuneUnknown, RefusedCommuneMissing, RefusedCommuneSeveral,
		RefusedCommuneDiffers, RefusedTotalDiffers, RefusedCountDiffers, RefusedAmountTooLarge,
	}
}
