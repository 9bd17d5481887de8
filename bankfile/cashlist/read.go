package cashlist

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
)

// FileError says where a list is not as it was laid out. Code is one of the
// constants below; a cell's value is not told, since it may be a person's.
type FileError struct {
	Row    int
	Column string
	Code   string
}

// Codes of a FileError.
const (
	CodeNoSheet = "no_sheet"
	CodeHead    = "head_differs"
	CodeHeading = "heading_differs"
	CodeCell    = "cell_not_as_laid_out"
	CodeOrdinal = "ordinal_out_of_order"
	CodeTotal   = "total_differs"
)

func (e *FileError) Error() string {
	return fmt.Sprintf("cash list row %d column %s: %s", e.Row, e.Column, e.Code)
}

// Read reads a list back that no desk has written into yet: every row is as it was
// laid out, and count, sum and words are those of the lines.
func (f Format) Read(r io.ReaderAt, size int64) (bankfile.Header, iter.Seq2[bankfile.Line, error]) {
	fail := func(err error) (bankfile.Header, iter.Seq2[bankfile.Line, error]) {
		return bankfile.Header{}, func(yield func(bankfile.Line, error) bool) { yield(bankfile.Line{}, err) }
	}
	book, err := sheet.Open(r, size, sheet.Limits{})
	if err != nil {
		return fail(fmt.Errorf("open %s: %w", f.Name(), err))
	}
	if all := book.Sheets(); len(all) == 0 || all[0].Name != sheetName {
		return fail(&FileError{Code: CodeNoSheet})
	}
	head := reader{f: f}
	for row, err := range book.Rows(0) {
		if err != nil {
			return fail(fmt.Errorf("read %s: %w", f.Name(), err))
		}
		if row.Number > rowHeader {
			break
		}
		if err := head.headRow(row); err != nil {
			return fail(err)
		}
	}
	if head.last < rowHeader {
		return fail(&FileError{Row: rowHeader, Column: "A", Code: CodeHeading})
	}
	return head.header, func(yield func(bankfile.Line, error) bool) {
		(&reader{f: f, header: head.header, count: head.count, sum: head.sum, last: rowHeader}).lines(book, yield)
	}
}

// reader goes down the rows of one list.
type reader struct {
	f      Format
	last   int // the row read last
	header bankfile.Header

	count int // as the list states them
	sum   money.Amount

	got    bankfile.Totals
	footed int // how many rows below the lines were read
}

func fault(row, column int, code string) error {
	return &FileError{Row: row, Column: sheet.ColumnName(column), Code: code}
}

// textAt is the text of a cell, "" where there is none.
func textAt(row *sheet.Row, column int) string {
	if column < len(row.Cells) && row.Cells[column].Kind == sheet.Text {
		return row.Cells[column].Text
	}
	return ""
}

// headRow reads one row down to the headings.
func (r *reader) headRow(row *sheet.Row) (err error) {
	r.last = row.Number
	differs := fault(row.Number, atHolder, CodeHead)
	said := textAt(row, atHolder)
	after := func(label string) string {
		value, ok := strings.CutPrefix(said, label)
		if !ok {
			err = differs
		}
		return value
	}
	switch row.Number {
	case rowTitle:
		after(title)
	case rowPractice:
		if r.header.Practice = said == practiceMark; !r.header.Practice && said != "" {
			err = differs
		}
	case rowDesk:
		r.header.Payer.Holder = after(deskIs)
	case rowUnit:
		r.header.Payer.Unit = after(unitIs)
	case rowPlace:
		after(placeIs)
	case rowBatch:
		r.header.BatchID = after(batchIs)
	case rowList:
		r.header.MessageID = after(listIs)
	case rowDay:
		if day := after(dayIs); err == nil {
			r.header.PayOn, err = dayOf(day)
		}
	case rowCount, rowSum:
		return r.stated(row, after)
	case rowHowTo:
		after(howTo)
	case rowHeader:
		for i, text := range headings {
			if textAt(row, i) != text {
				return fault(row.Number, i, CodeHeading)
			}
		}
	}
	return err
}

// stated reads how many people and how much the list says it holds.
func (r *reader) stated(row *sheet.Row, after func(string) string) error {
	if atIdentity >= len(row.Cells) || row.Cells[atIdentity].Kind != sheet.Number {
		return fault(row.Number, atIdentity, CodeHead)
	}
	amount, err := money.ParsePlain(row.Cells[atIdentity].Text, money.VND)
	label := countIs
	if row.Number == rowSum {
		label, r.sum = sumIs, amount
	} else {
		r.count = int(amount.Minor())
	}
	if rest := after(label); err != nil || rest != "" {
		return fault(row.Number, atIdentity, CodeHead)
	}
	return nil
}

// dayOf reads a day as lists write it: 31/12/2024.
func dayOf(text string) (civil.Date, error) {
	parts := strings.Split(text, "/")
	if len(parts) != 3 {
		return civil.Date{}, fault(rowDay, atHolder, CodeHead)
	}
	return civil.ParseISO(parts[2] + "-" + parts[1] + "-" + parts[0])
}

func (r *reader) lines(book *sheet.Workbook, yield func(bankfile.Line, error) bool) {
	for row, err := range book.Rows(0) {
		if err != nil {
			yield(bankfile.Line{}, fmt.Errorf("read %s: %w", r.f.Name(), err))
			return
		}
		if row.Number <= rowHeader {
			continue
		}
		l, isLine, err := r.row(row)
		if err != nil {
			yield(bankfile.Line{}, err)
			return
		}
		if isLine && !yield(l, nil) {
			return
		}
	}
	if r.footed < 2 || r.got.Count != r.count || r.got.Amount != r.sum {
		yield(bankfile.Line{}, fault(r.last, atAmount, CodeTotal))
	}
}

// row reads a row below the headings: a line, or what stands below the lines.
func (r *reader) row(row *sheet.Row) (l bankfile.Line, isLine bool, err error) {
	if row.Hidden {
		return l, false, fault(row.Number, atOrdinal, CodeCell)
	}
	if len(row.Cells) > 0 && row.Cells[atOrdinal].Kind == sheet.Number && r.footed == 0 {
		if row.Number != r.last+1 {
			return l, false, fault(row.Number, atOrdinal, CodeOrdinal)
		}
		r.last = row.Number
		l, err = r.line(row)
		return l, true, err
	}
	return l, false, r.foot(row)
}

func (r *reader) line(row *sheet.Row) (l bankfile.Line, err error) {
	for i := range row.Cells {
		c := &row.Cells[i]
		kind := sheet.Text
		switch i {
		case atOrdinal, atAmount:
			kind = sheet.Number
		case atSign, atResult, atDay, atNote:
			kind = sheet.Empty // what is filled in is an answer, and no list of ours
		}
		if c.Formula || c.Hidden || c.Merged || c.Kind != kind && (c.Kind != sheet.Text || c.Text != "") || i >= width {
			return l, fault(row.Number, i, CodeCell)
		}
	}
	if len(row.Cells) != width || row.Cells[atOrdinal].Text != strconv.Itoa(r.got.Count+1) {
		return l, fault(row.Number, atOrdinal, CodeOrdinal)
	}
	amount, err := money.ParsePlain(row.Cells[atAmount].Text, money.VND)
	if err != nil || row.Cells[atAmount].Format != "#,##0" {
		return l, fault(row.Number, atAmount, CodeCell)
	}
	l = bankfile.Line{EndToEndID: textAt(row, atReference), Amount: amount, AccountNumber: textAt(row, atIdentity), Holder: textAt(row, atHolder),
		Remittance: textAt(row, atText), Cash: true, Place: textAt(row, atPlace)}
	if err := r.f.check(l); err != nil {
		return l, fmt.Errorf("row %d: %w", row.Number, err)
	}
	return l, r.got.Add(l)
}

// foot holds what stands below the lines against them: the sum, in figures, then in
// words.
func (r *reader) foot(row *sheet.Row) error {
	r.footed++
	said := textAt(row, atHolder)
	switch r.footed {
	case 1:
		if said != totalIs || atAmount >= len(row.Cells) || row.Cells[atAmount].Text != r.got.Amount.Digits() {
			return fault(row.Number, atAmount, CodeTotal)
		}
	case 2:
		words, err := r.got.Amount.Words()
		if err != nil || said != wordsAre+words {
			return fault(row.Number, atHolder, CodeTotal)
		}
	}
	return nil
}
