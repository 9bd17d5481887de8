package sheet

import (
	"errors"
	"fmt"

	"chitra/internal/xmlscan"
)

// Code is the stable code of why a file is refused. The words belong to
// whoever shows it.
type Code string

// Files that are something else, told by their first bytes.
const (
	OldExcel     Code = "old_excel"      // .xls: to be saved as .xlsx
	Encrypted    Code = "encrypted"      // a workbook with a password
	OpenDocument Code = "open_document"  // .ods: to be saved as .xlsx
	BinaryExcel  Code = "binary_excel"   // .xlsb: to be saved as .xlsx
	WebPage      Code = "web_page"       // HTML named .xls or .xlsx
	PDFFile      Code = "pdf"            //
	EmptyFile    Code = "empty_file"     //
	NotAWorkbook Code = "not_a_workbook" // none of what is known
)

// Files that are damaged.
const (
	DamagedContainer Code = "damaged_container" // the zip package: sums, directory, headers, ends
	DuplicatePart    Code = "duplicate_part"    // two entries of one name
	MissingPart      Code = "missing_part"      // a part that another one names
	MalformedXML     Code = "malformed_xml"     // not well-formed
	CutXML           Code = "cut_xml"           // stops before its end
	ControlCharacter Code = "control_character" // a character no text may hold
	BadStructure     Code = "bad_structure"     // an element where none belongs
	BadRowNumber     Code = "bad_row_number"    // none, negative, too large, repeated or not ascending
	BadCellRef       Code = "bad_cell_ref"      // not a reference of this row, repeated or not ascending
	BadSharedString  Code = "bad_shared_string" // an index that no shared string has
	BadCellType      Code = "bad_cell_type"     //
	BadNumber        Code = "bad_number"        // a number cell without a number, a truth value not 0 or 1
	BadStyle         Code = "bad_style"         // a style that the workbook does not have
	BadMerge         Code = "bad_merge"         // merged ranges that overlap or are none
	BadEncoding      Code = "bad_encoding"      // bytes that are no text in the file's encoding
	BadQuotes        Code = "bad_quotes"        // CSV: quotes that do not close, or stand inside a field
)

// Files beyond the Limits.
const (
	TooLarge       Code = "too_large"        // unzipped size, or entries
	TooCompressed  Code = "too_compressed"   // the ratio of a bomb
	TooManyRows    Code = "too_many_rows"    //
	TooManyColumns Code = "too_many_columns" // a value beyond the last column
	TooManyStrings Code = "too_many_strings" //
	TooManyMerges  Code = "too_many_merges"  //
	TextTooLong    Code = "text_too_long"    //
)

// Refusal says why a file, or what is left of it, is not read.
type Refusal struct {
	Code   Code
	Sheet  string // "" where it is not about a sheet
	Row    int    // the last row that was begun, 1-based; 0 where it is not about a row
	Detail string // for the log: the part, the cell, what stood there
}

func (r *Refusal) Error() string {
	where := ""
	if r.Sheet != "" {
		where = fmt.Sprintf("sheet %q: ", r.Sheet)
		if r.Row > 0 {
			where = fmt.Sprintf("sheet %q row %d: ", r.Sheet, r.Row)
		}
	}
	return fmt.Sprintf("read table: %s%s: %s", where, r.Code, r.Detail)
}

func refuse(code Code, format string, args ...any) *Refusal {
	return &Refusal{Code: code, Detail: fmt.Sprintf(format, args...)}
}

// refusalOf makes a refusal of an error met while reading part; errors of the
// reader underneath that say nothing of the file stay what they are.
func refusalOf(err error, part string) error {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return err
	}
	var syntax *xmlscan.SyntaxError
	if !errors.As(err, &syntax) {
		return fmt.Errorf("read table: %s: %w", part, err)
	}
	code := MalformedXML
	switch {
	case syntax.Reason == xmlscan.Cut:
		code = CutXML
	case syntax.Reason == xmlscan.ControlCharacter:
		code = ControlCharacter
	case errors.Is(err, xmlscan.ErrLimit):
		code = TooLarge
	}
	return refuse(code, "%s: %v", part, err)
}
