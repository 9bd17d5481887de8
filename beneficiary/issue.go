package beneficiary

import "slices"

// Severity says what an issue does to its row.
type Severity uint8

// The severities.
const (
	Warns   Severity = iota // the row is taken
	Refuses                 // the row waits for a correction
)

// String returns "warns" or "refuses".
func (s Severity) String() string {
	if s == Refuses {
		return "refuses"
	}
	return "warns"
}

// Issue is one fault of a list, at its cell. Value is what stands there, raw;
// Proposed what it probably should be, "" where nobody can know. About a whole
// column, the cell is the first of its kind and Value how many there are.
type Issue struct {
	Sheet string
	Row   int    // 1-based, as in Excel; 0: the whole sheet
	Col   int    // from 0, as in sheet.Row.Cells; -1: the whole line
	Cell  string // "F12"; "" without a row or a column
	Field Field
	Code  string

	Severity        Severity
	Value, Proposed string
	RowKey          string // "" where the issue is not about one row
}

// Codes that refuse a row.
const (
	CodeNameMissing           = "name_missing"
	CodeNameUnreadable        = "name_unreadable" // not a text, or one without a letter
	CodeBirthMissing          = "birth_missing"
	CodeBirthUnreadable       = "birth_unreadable"
	CodeBirthInFuture         = "birth_in_future"    // after the month paid for
	CodeBirthImplausible      = "birth_implausible"  // more than 125 years ago, or a year in a cell that shows days
	CodeBirthCenturyUnknown   = "birth_century_open" // two-digit year that fits two centuries
	CodeCategoryMissing       = "category_missing"   //
	CodeCategoryUnknown       = "category_unknown"   //
	CodeNumberLostDigits      = "number_lost_digits" // text such as 3.8085E+10
	CodeNumberMalformed       = "number_malformed"   // neither 12 nor 9 digits
	CodeAmountUnreadable      = "amount_unreadable"  //
	CodeAmountNegative        = "amount_negative"    //
	CodeAmountDisguised       = "amount_disguised"   // the cell shows another number than it holds
	CodeCoefficientUnreadable = "coefficient_unreadable"
	CodeBelowStop             = "below_stop_heading" // under a heading of people whose payments end
	CodeMergedCell            = "merged_cell"        // covered by a merge: whose value is it
	CodeFormulaUnvalued       = "formula_unvalued"   // a formula whose value nobody saved
	CodeCellError             = "cell_error"         // #N/A, #REF! …
)

// Codes of a control total on the sheet that is not what its lines come to: with
// one the whole list waits, for the reason of the same name. Value is what the
// sheet states, Proposed what was read.
const (
	CodeControlTotalDiffers = RefusedTotalDiffers
	CodeControlCountDiffers = RefusedCountDiffers
)

// Codes that warn.
const (
	CodeNameDecoded        = "name_decoded"         // column: from a font of before Unicode
	CodeNameLegacyUnsure   = "name_legacy_unsure"   // perhaps from one
	CodeNameUnusual        = "name_unusual"         // one syllable, family or given name alone, digits, other signs
	CodeBirthTwoDigitYear  = "birth_two_digit_year" //
	CodeBirthSwapSuspected = "birth_swap_suspected" // Excel may have read day as month
	CodeBirthMonthFirst    = "birth_month_first"    // the month stands before the day
	CodeSexUnreadable      = "sex_unreadable"       //
	CodeNumberMissing      = "number_missing"       //
	CodeNumberColumn       = "number_column_missing"
	CodeNumberOld          = "number_old"           // only a CMND
	CodeNumberPadded       = "number_padded"        // column: zeros put back
	CodeNumberLookAlike    = "number_lookalike"     // O for 0, l for 1
	CodeNumberSexDiffers   = "number_sex_differs"   // digit 4 against the sex
	CodeNumberYearDiffers  = "number_year_differs"  // digits 4–6 against the year of birth
	CodeNumberPlaceUnknown = "number_place_unknown" // digits 1–3
	CodeNumberRepeated     = "number_repeated"      // on another line of this list
	CodeNumberDragFilled   = "number_drag_filled"   // rising by one down the column
	CodeCommuneUnknown     = "commune_unknown"      //
	CodeCommuneDiffers     = "commune_differs"      // from the list's
	CodeBankUnknown        = "bank_unknown"         //
	CodeBankMissing        = "bank_missing"         // an account without its bank
	CodeAccountMalformed   = "account_malformed"    //
	CodeAccountLostDigits  = "account_lost_digits"  //
	CodeAccountNumeric     = "account_numeric"      // column: numbers, which cannot keep a zero in front
	CodeTotalDiffers       = "total_differs"        // total ≠ rate + arrears − recovery
	CodeSubtotalDiffers    = "subtotal_differs"     //
	CodeTotalUnchecked     = "control_total_unchecked"
	CodeHiddenRow          = "hidden_row"
	CodeHiddenColumn       = "hidden_column"
	CodeHiddenSheet        = "hidden_sheet"   // not read
	CodeSheetSkipped       = "sheet_skipped"  // no header of a list
	CodeFormulaCells       = "formula_cells"  // column: worked out by whoever saved it
	CodeColumnIgnored      = "column_ignored" // stands aside for a better one
	CodeColumnUnread       = "column_unread"  // a heading nobody knows
	CodeSheetOutside       = "sheet_outside_layout"
	CodeTemplateOutdated   = "template_outdated" // filled in a template of another version
	CodeExamplesFilled     = "examples_filled"   // people on the sheet of examples, which is not read
)

// CodeInfo describes one code of an issue.
type CodeInfo struct {
	Code     string
	Severity Severity
	Field    Field // NoField where it can be about several
	// Back says that a line of this fault goes back to its sender to be fixed.
	Back bool
	// Column says that the fault's proposals may be accepted for a whole column
	// at once: what is proposed is what the cell says, written properly.
	Column bool
}

// CodeOf describes a code; ok is false for one that no issue has.
func CodeOf(code string) (info CodeInfo, ok bool) {
	for _, c := range IssueCodes() {
		if c.Code == code {
			return c, true
		}
	}
	return CodeInfo{}, false
}

// IssueCodes returns every code an Issue can have, refusing ones first.
func IssueCodes() []CodeInfo {
	out := append([]CodeInfo(nil), issueCodes...)
	for i := range out {
		out[i].Back = out[i].Severity == Refuses || slices.Contains(backCodes, out[i].Code)
		out[i].Column = slices.Contains(columnCodes, out[i].Code)
	}
	return out
}

// backCodes warn of what holds a payment or sends a row to review, and what the
// sender can settle by typing.
var backCodes = []string{
	CodeNameLegacyUnsure, CodeBirthSwapSuspected, CodeNumberMissing, CodeNumberLookAlike, CodeNumberSexDiffers,
	CodeNumberYearDiffers, CodeNumberPlaceUnknown, CodeNumberRepeated, CodeNumberDragFilled, CodeCommuneUnknown, CodeCommuneDiffers,
	CodeBankUnknown, CodeBankMissing, CodeAccountMalformed, CodeAccountLostDigits, CodeTotalDiffers,
}

// columnCodes propose another way to write what the cell says, and not another
// value: letters for digits, a full year, the day first, an amount without its
// noughts, a name in letters of today.
var columnCodes = []string{
	CodeNameLegacyUnsure, CodeBirthTwoDigitYear, CodeBirthMonthFirst, CodeNumberLookAlike, CodeAmountUnreadable,
}

var issueCodes = []CodeInfo{
	{Code: CodeNameMissing, Severity: Refuses, Field: Name},
	{Code: CodeNameUnreadable, Severity: Refuses, Field: Name},
	{Code: CodeBirthMissing, Severity: Refuses, Field: BirthField},
	{Code: CodeBirthUnreadable, Severity: Refuses, Field: BirthField},
	{Code: CodeBirthInFuture, Severity: Refuses, Field: BirthField},
	{Code: CodeBirthImplausible, Severity: Refuses, Field: BirthField},
	{Code: CodeBirthCenturyUnknown, Severity: Refuses, Field: BirthField},
	{Code: CodeCategoryMissing, Severity: Refuses, Field: Category},
	{Code: CodeCategoryUnknown, Severity: Refuses, Field: Category},
	{Code: CodeNumberLostDigits, Severity: Refuses, Field: PersonalID},
	{Code: CodeNumberMalformed, Severity: Refuses, Field: PersonalID},
	{Code: CodeAmountUnreadable, Severity: Refuses, Field: NoField},
	{Code: CodeAmountNegative, Severity: Refuses, Field: NoField},
	{Code: CodeAmountDisguised, Severity: Refuses, Field: NoField},
	{Code: CodeCoefficientUnreadable, Severity: Refuses, Field: Coefficient},
	{Code: CodeBelowStop, Severity: Refuses, Field: NoField},
	{Code: CodeMergedCell, Severity: Refuses, Field: NoField},
	{Code: CodeFormulaUnvalued, Severity: Refuses, Field: NoField},
	{Code: CodeCellError, Severity: Refuses, Field: NoField},
	{Code: CodeControlTotalDiffers, Severity: Refuses, Field: Total},
	{Code: CodeControlCountDiffers, Severity: Refuses, Field: Total},

	{Code: CodeNameDecoded, Severity: Warns, Field: Name},
	{Code: CodeNameLegacyUnsure, Severity: Warns, Field: Name},
	{Code: CodeNameUnusual, Severity: Warns, Field: Name},
	{Code: CodeBirthTwoDigitYear, Severity: Warns, Field: BirthField},
	{Code: CodeBirthSwapSuspected, Severity: Warns, Field: BirthField},
	{Code: CodeBirthMonthFirst, Severity: Warns, Field: BirthField},
	{Code: CodeSexUnreadable, Severity: Warns, Field: SexField},
	{Code: CodeNumberMissing, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberColumn, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberOld, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberPadded, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberLookAlike, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberSexDiffers, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberYearDiffers, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberPlaceUnknown, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberRepeated, Severity: Warns, Field: PersonalID},
	{Code: CodeNumberDragFilled, Severity: Warns, Field: PersonalID},
	{Code: CodeCommuneUnknown, Severity: Warns, Field: Commune},
	{Code: CodeCommuneDiffers, Severity: Warns, Field: Commune},
	{Code: CodeBankUnknown, Severity: Warns, Field: Bank},
	{Code: CodeBankMissing, Severity: Warns, Field: Bank},
	{Code: CodeAccountMalformed, Severity: Warns, Field: Account},
	{Code: CodeAccountLostDigits, Severity: Warns, Field: Account},
	{Code: CodeAccountNumeric, Severity: Warns, Field: Account},
	{Code: CodeTotalDiffers, Severity: Warns, Field: Total},
	{Code: CodeSubtotalDiffers, Severity: Warns, Field: Total},
	{Code: CodeTotalUnchecked, Severity: Warns, Field: Total},
	{Code: CodeHiddenRow, Severity: Warns, Field: NoField},
	{Code: CodeHiddenColumn, Severity: Warns, Field: NoField},
	{Code: CodeHiddenSheet, Severity: Warns, Field: NoField},
	{Code: CodeSheetSkipped, Severity: Warns, Field: NoField},
	{Code: CodeFormulaCells, Severity: Warns, Field: NoField},
	{Code: CodeColumnIgnored, Severity: Warns, Field: NoField},
	{Code: CodeColumnUnread, Severity: Warns, Field: NoField},
	{Code: CodeSheetOutside, Severity: Warns, Field: NoField},
	{Code: CodeTemplateOutdated, Severity: Warns, Field: NoField},
	{Code: CodeExamplesFilled, Severity: Warns, Field: NoField},
}
