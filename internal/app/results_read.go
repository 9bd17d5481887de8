package app

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/bankfile/answers"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/internal/sheet"
	"chitra/internal/xmlscan"
)

// AnswerFault is the stable code of why a bank's answer is refused whole. A file
// of a kind that is no answer has the code of package sheet instead.
type AnswerFault string

// The faults.
const (
	AnswerNotRecognised AnswerFault = "answer_not_recognised" // neither a known message nor a known workbook
	AnswerOwnFile       AnswerFault = "answer_own_file"       // a transfer file, not what a bank answers to one
	AnswerAmbiguous     AnswerFault = "answer_ambiguous"      // two sheets, columns or layouts claim the same
	AnswerCut           AnswerFault = "answer_cut"            // it stops before its end
	AnswerDamaged       AnswerFault = "answer_damaged"        // its container or its markup
	AnswerDoctype       AnswerFault = "answer_doctype"        // entities, or something to fetch from outside
	AnswerEncoding      AnswerFault = "answer_encoding"       // bytes of another encoding, or characters that are none
	AnswerExcessive     AnswerFault = "answer_excessive"      // too deep, too long, too many, too large
	AnswerContradicts   AnswerFault = "answer_contradicts"    // it states of itself what its lines deny
	AnswerOtherOffice   AnswerFault = "answer_other_office"   // about an account or a file that is not ours
	AnswerUnreadable    AnswerFault = "answer_unreadable"     // any other reason
)

// answerRefusal is why an answer is refused, and where.
type answerRefusal struct {
	code         string
	detail       string
	sheet, cell  string // of a workbook, where the cell may be a row alone; of a document, line and byte
	line         int    // of an XML document, or the line before the fault
	stated, read string
}

// refuse puts it into the outcome.
func (r answerRefusal) refuse(out *ResultOutcome) {
	out.Status, out.Reason, out.Detail = ListRefused, r.code, r.detail
	out.Sheet, out.Cell, out.Line, out.Stated, out.Read = r.sheet, r.cell, r.line, r.stated, r.read
}

// answerRefusalOf puts a reader's error into code and place.
func answerRefusalOf(data []byte, err error) answerRefusal {
	r := answerRefusal{code: string(AnswerUnreadable), detail: err.Error()}
	var syntax *xmlscan.SyntaxError
	var table *sheet.Refusal
	var layout *portal.FileError
	var denied *bankfile.ContradictionError
	switch {
	case errors.As(err, &syntax):
		r.code, r.line, r.cell = string(xmlFault(syntax.Reason)), syntax.Line, fmt.Sprintf("%d:%d", syntax.Line, syntax.Offset)
	case errors.As(err, &table):
		r.code, r.sheet, r.cell = tableFault(table.Code), table.Sheet, rowCell(table.Row, "")
	case errors.As(err, &layout):
		r.code, r.sheet, r.cell, r.read = string(layoutFault(layout.Code)), layout.Sheet, rowCell(layout.Row, layout.Column), layout.Value
	case errors.As(err, &denied):
		r.code, r.line, r.stated, r.read = string(AnswerContradicts), denied.Line, denied.Figure+" "+denied.Stated, denied.Read
	case errors.Is(err, answers.ErrCutTable):
		r.code, r.cell = string(AnswerCut), strconv.Itoa(1+bytes.Count(data, []byte("\n")))
	case errors.Is(err, iso20022.ErrTooMuch):
		r.code = string(AnswerExcessive)
	case errors.Is(err, iso20022.ErrNoMessage):
		r.code = string(AnswerNotRecognised)
		if kind, ok := iso20022.Detect(data[:min(len(data), 4096)]); ok && strings.HasPrefix(kind, "pain.001") {
			r.code = string(AnswerOwnFile)
		}
	}
	return r
}

// rowCell is a cell's reference, or a row's number where the column is not known.
func rowCell(row int, column string) string {
	if row == 0 {
		return ""
	}
	return column + strconv.Itoa(row)
}

func xmlFault(reason xmlscan.Reason) AnswerFault {
	switch reason {
	case xmlscan.Cut:
		return AnswerCut
	case xmlscan.Doctype:
		return AnswerDoctype
	case xmlscan.BadEncoding, xmlscan.ControlCharacter:
		return AnswerEncoding
	case xmlscan.TooDeep, xmlscan.TooManyAttributes, xmlscan.TooLong, xmlscan.TooLarge:
		return AnswerExcessive
	}
	return AnswerDamaged
}

// tableFault keeps what says what the file is; what is the matter with a
// workbook is not for whoever got it from a bank to mend.
func tableFault(code sheet.Code) string {
	switch code {
	case sheet.OldExcel, sheet.OpenDocument, sheet.BinaryExcel, sheet.WebPage, sheet.Encrypted, sheet.PDFFile, sheet.EmptyFile:
		return string(code)
	case sheet.NotAWorkbook:
		return string(AnswerNotRecognised)
	case sheet.CutXML:
		return string(AnswerCut)
	case sheet.BadEncoding, sheet.ControlCharacter:
		return string(AnswerEncoding)
	case sheet.TooLarge, sheet.TooCompressed, sheet.TooManyRows, sheet.TooManyColumns, sheet.TooManyStrings, sheet.TooManyMerges, sheet.TextTooLong:
		return string(AnswerExcessive)
	}
	return string(AnswerDamaged)
}

func layoutFault(code string) AnswerFault {
	if code == portal.CodeAmbiguous {
		return AnswerAmbiguous
	}
	return AnswerNotRecognised
}
