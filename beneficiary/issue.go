package beneficiary

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
	CodeNameUnreadable        = "name_unreadable" // not a text
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
	CodeHiddenSheet        = "hidden_sheet"      // not read
	CodeSheetSkipped       = "sheet_skipped"     // no header of a list
	CodeFormulaCells       = "formula_cells"     // column: worked out by whoever saved it
	CodeColumnIgnored      = "column_ignored"    // stands aside for a better one
	CodeTemplateOutdated   = "template_outdated" // filled in a template of another version
	CodeExamplesFilled     = "examples_filled"   // people on the sheet of examples, which is not read
)

// CodeInfo describes one code of an issue.
type CodeInfo struct {
	Code     string
	Severity Severity
	Field    Field // NoField where it can be about several
}

// IssueCodes returns every code an Issue can have, refusing ones first.
func IssueCodes() []CodeInfo {
	return append([]CodeInfo(nil), issueCodes...)
}

var issueCodes = []CodeInfo{
	{CodeNameMissing, Refuses, Name},
	{CodeNameUnreadable, Refuses, Name},
	{CodeBirthMissing, Refuses, BirthField},
	{CodeBirthUnreadable, Refuses, BirthField},
	{CodeBirthInFuture, Refuses, BirthField},
	{CodeBirthImplausible, Refuses, BirthField},
	{CodeBirthCenturyUnknown, Refuses, BirthField},
	{CodeCategoryMissing, Refuses, Category},
	{CodeCategoryUnknown, Refuses, Category},
	{CodeNumberLostDigits, Refuses, PersonalID},
	{CodeNumberMalformed, Refuses, PersonalID},
	{CodeAmountUnreadable, Refuses, NoField},
	{CodeAmountNegative, Refuses, NoField},
	{CodeAmountDisguised, Refuses, NoField},
	{CodeCoefficientUnreadable, Refuses, Coefficient},
	{CodeBelowStop, Refuses, NoField},
	{CodeMergedCell, Refuses, NoField},
	{CodeFormulaUnvalued, Refuses, NoField},
	{CodeCellError, Refuses, NoField},

	{CodeNameDecoded, Warns, Name},
	{CodeNameLegacyUnsure, Warns, Name},
	{CodeNameUnusual, Warns, Name},
	{CodeBirthTwoDigitYear, Warns, BirthField},
	{CodeBirthSwapSuspected, Warns, BirthField},
	{CodeBirthMonthFirst, Warns, BirthField},
	{CodeSexUnreadable, Warns, SexField},
	{CodeNumberMissing, Warns, PersonalID},
	{CodeNumberColumn, Warns, PersonalID},
	{CodeNumberOld, Warns, PersonalID},
	{CodeNumberPadded, Warns, PersonalID},
	{CodeNumberLookAlike, Warns, PersonalID},
	{CodeNumberSexDiffers, Warns, PersonalID},
	{CodeNumberYearDiffers, Warns, PersonalID},
	{CodeNumberPlaceUnknown, Warns, PersonalID},
	{CodeNumberRepeated, Warns, PersonalID},
	{CodeNumberDragFilled, Warns, PersonalID},
	{CodeCommuneUnknown, Warns, Commune},
	{CodeCommuneDiffers, Warns, Commune},
	{CodeBankUnknown, Warns, Bank},
	{CodeBankMissing, Warns, Bank},
	{CodeAccountMalformed, Warns, Account},
	{CodeAccountLostDigits, Warns, Account},
	{CodeAccountNumeric, Warns, Account},
	{CodeTotalDiffers, Warns, Total},
	{CodeSubtotalDiffers, Warns, Total},
	{CodeTotalUnchecked, Warns, Total},
	{CodeHiddenRow, Warns, NoField},
	{CodeHiddenColumn, Warns, NoField},
	{CodeHiddenSheet, Warns, NoField},
	{CodeSheetSkipped, Warns, NoField},
	{CodeFormulaCells, Warns, NoField},
	{CodeColumnIgnored, Warns, NoField},
	{CodeTemplateOutdated, Warns, NoField},
	{CodeExamplesFilled, Warns, NoField},
}
