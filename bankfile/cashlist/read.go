package cashlist

import (
	"fmt"
	"io"
	"iter"
	"slices"
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
	CodeFilled  = "list_filled_in" // a desk has written into it: it is an answer
)

func (e *FileError) Error() string {
	return fmt.Sprintf("cash list row %d column %s: %s", e.Row, e.Column, e.Code)
}

// Read reads a list back that no desk has written into yet: every cell is as it was
// laid out, and count, sum, words and commune are those of the lines.
func (f Format) Read(r io.ReaderAt, size int64) (bankfile.Header, iter.Seq2[bankfile.Line, error]) {
	fail := func(err error) (bankfile.Header, iter.Seq2[bankfile.Line, error]) {
		return bankfile.Header{}, func(yield func(bankfile.Line, error) bool) { yield(bankfile.Line{}, err) }
	}
	book, err := sheet.Open(r, size, sheet.Limits{})
	if err != nil {
		return fail(fmt.Errorf("open %s: %w", f.Name(), err))
	}
	if all := book.Sheets(); len(all) != 1 || all[0].Name != sheetName || all[0].Hidden != sheet.Visible {
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
	if head.last != rowHeader {
		return fail(fault(head.last+1, atOrdinal, CodeHeading))
	}
	return head.header, func(yield func(bankfile.Line, error) bool) {
		below := head // the sequence may be walked again
		below.lines(book, yield)
	}
}

// reader goes down the rows of one list.
type reader struct {
	f    Format
	last int // the last row of head or lines
	foot int // the row below the lines read last, from 1

	header bankfile.Header
	place  string
	count  string // as the list states them
	sum    string

	got bankfile.Totals
}

func fault(row, column int, code string) error {
	return &FileError{Row: row, Column: sheet.ColumnName(column), Code: code}
}

// told is a text that a row of head or foot begins with, and what takes the rest
// of it: nothing where there is no rest.
type told struct {
	at    int
	label string
	rest  *string
}

// figure is a number that a row of head or foot says in a format.
type figure struct {
	at     int
	format string
	digits *string
}

// says reads a row in which nothing stands but texts and a figure.
func says(row *sheet.Row, code string, texts []told, figures ...figure) error {
	if row.Hidden {
		return fault(row.Number, atOrdinal, code)
	}
	known := make([]bool, max(width, len(row.Cells)))
	cell := func(i int) sheet.Cell {
		if known[i] = true; i < len(row.Cells) {
			return row.Cells[i]
		}
		return sheet.Cell{}
	}
	for _, x := range texts {
		c := cell(x.at)
		rest, ok := strings.CutPrefix(c.Text, x.label)
		if c.Kind != sheet.Text && c.Text+x.label != "" || !ok || x.rest == nil && rest != "" || changed(&c) {
			return fault(row.Number, x.at, code)
		}
		if x.rest != nil {
			*x.rest = rest
		}
	}
	for _, x := range figures {
		c := cell(x.at)
		if c.Kind != sheet.Number || c.Format != x.format || changed(&c) {
			return fault(row.Number, x.at, code)
		}
		*x.digits = c.Text
	}
	for i := range row.Cells {
		if c := &row.Cells[i]; !known[i] && (c.Kind != sheet.Empty || changed(c)) {
			return fault(row.Number, i, code)
		}
	}
	return nil
}

// changed says whether a cell shows something else than what was written.
func changed(c *sheet.Cell) bool { return c.Formula || c.Hidden || c.Merged }

// headRow reads one row down to the headings.
func (r *reader) headRow(row *sheet.Row) error {
	if row.Number != r.last+1 {
		return fault(r.last+1, atLeft, CodeHead)
	}
	r.last = row.Number
	switch row.Number {
	case rowTitle:
		return says(row, CodeHead, []told{{atLeft, title, nil}})
	case rowPractice:
		mark := ""
		err := says(row, CodeHead, []told{{atLeft, "", &mark}})
		if r.header.Practice = mark != ""; err == nil && r.header.Practice && mark != practiceMark {
			err = fault(row.Number, atLeft, CodeHead)
		}
		return err
	case rowDesk:
		return says(row, CodeHead, []told{{atLeft, deskIs, &r.header.Payer.Holder}, {atRight, batchIs, &r.header.BatchID}})
	case rowUnit:
		part := ""
		if err := says(row, CodeHead, []told{{atLeft, unitIs, &r.header.Payer.Unit}, {atRight, partIs, &part}}); err != nil {
			return err
		}
		return r.partOf(row.Number, part)
	case rowPlace:
		err := says(row, CodeHead, []told{{atLeft, placeIs, &r.place}, {atRight, listIs, &r.header.MessageID}})
		if err == nil && !bankfile.CheckReference(r.header.MessageID) {
			err = fault(row.Number, atRight, CodeHead)
		}
		return err
	case rowCount:
		day := ""
		if err := says(row, CodeHead, []told{{atLeft, countIs, nil}, {atRight, dayIs, &day}}, figure{atFigures, "0", &r.count}); err != nil {
			return err
		}
		return r.payOn(row.Number, day)
	case rowSum:
		return says(row, CodeHead, []told{{atLeft, sumIs, nil}}, figure{atFigures, "#,##0", &r.sum})
	case rowHowTo:
		return says(row, CodeHead, []told{{atLeft, howTo, nil}})
	}
	var all []told
	for i, text := range headings {
		all = append(all, told{i, text, nil})
	}
	return says(row, CodeHeading, all)
}

// partOf reads which list of how many it is: 2/3.
func (r *reader) partOf(row int, text string) error {
	part, parts, _ := strings.Cut(text, "/")
	var err, failed error
	r.header.Part, err = strconv.Atoi(part)
	r.header.Parts, failed = strconv.Atoi(parts)
	if h := &r.header; err != nil || failed != nil || h.Part < 1 || h.Part > h.Parts || fmt.Sprintf("%d/%d", h.Part, h.Parts) != text {
		return fault(row, atRight, CodeHead)
	}
	return nil
}

// payOn reads the day as lists write it: 31/12/2024.
func (r *reader) payOn(row int, text string) (err error) {
	parts := strings.Split(text, "/")
	slices.Reverse(parts)
	r.header.PayOn, err = civil.ParseISO(strings.Join(parts, "-"))
	if err != nil || r.header.PayOn.Precision() != civil.Day || r.header.PayOn.String() != text {
		return fault(row, atRight, CodeHead)
	}
	return nil
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
	if r.foot != footSign {
		yield(bankfile.Line{}, fault(r.last+r.foot+1, atHolder, CodeTotal))
	}
}

// row reads a row below the headings: a line, or what stands below the lines.
func (r *reader) row(row *sheet.Row) (l bankfile.Line, isLine bool, err error) {
	if r.foot > 0 || len(row.Cells) == 0 || row.Cells[atOrdinal].Kind != sheet.Number {
		return l, false, r.footRow(row)
	}
	if row.Number != r.last+1 || row.Hidden {
		return l, false, fault(row.Number, atOrdinal, CodeOrdinal)
	}
	r.last = row.Number
	l, err = r.line(row)
	return l, true, err
}

func (r *reader) line(row *sheet.Row) (l bankfile.Line, err error) {
	if len(row.Cells) > width {
		return l, fault(row.Number, width, CodeCell)
	}
	var cells [width]sheet.Cell
	copy(cells[:], row.Cells)
	for i := range cells {
		c, kind, code := &cells[i], sheet.Text, CodeCell
		switch i {
		case atOrdinal, atAmount:
			kind = sheet.Number
		case atSign:
			kind = sheet.Empty
		case atResult, atDay, atNote:
			kind, code = sheet.Empty, CodeFilled
		case atText:
			if c.Kind == sheet.Empty {
				kind = sheet.Empty
			}
		}
		if c.Kind != kind || changed(c) {
			return l, fault(row.Number, i, code)
		}
	}
	if cells[atOrdinal].Text != strconv.Itoa(r.got.Count+1) || cells[atOrdinal].Format != "0" {
		return l, fault(row.Number, atOrdinal, CodeOrdinal)
	}
	amount, err := money.ParsePlain(cells[atAmount].Text, money.VND)
	if err != nil || cells[atAmount].Format != "#,##0" {
		return l, fault(row.Number, atAmount, CodeCell)
	}
	if cells[atPlace].Text != r.place {
		return l, fault(row.Number, atPlace, CodeCell)
	}
	l = bankfile.Line{EndToEndID: cells[atReference].Text, Amount: amount, AccountNumber: cells[atIdentity].Text, Holder: cells[atHolder].Text,
		Remittance: cells[atText].Text, Cash: true, Place: cells[atPlace].Text}
	if err := r.f.check(l); err != nil {
		return l, fmt.Errorf("row %d: %w", row.Number, err)
	}
	return l, r.got.Add(l)
}

// footRow holds what stands below the lines against them: the sum, in figures, then
// in words, here and in the head; then nothing but the places to sign.
func (r *reader) footRow(row *sheet.Row) error {
	at := row.Number - r.last
	if at == footGap && len(row.Cells) == 0 && !row.Hidden {
		return nil
	}
	if next := r.foot + 1; at != next && (next != footGap || at != footDay) {
		return fault(row.Number, atOrdinal, CodeOrdinal)
	}
	r.foot = at
	switch at {
	case footTotal:
		sum := ""
		err := says(row, CodeTotal, []told{{atHolder, totalIs, nil}}, figure{atAmount, "#,##0", &sum})
		if stated := r.got.Amount.Digits(); err == nil && (sum != stated || r.sum != stated || r.count != strconv.Itoa(r.got.Count)) {
			err = fault(row.Number, atAmount, CodeTotal)
		}
		return err
	case footWords:
		words, err := r.got.Amount.Words()
		if err != nil {
			return fault(row.Number, atHolder, CodeTotal)
		}
		return says(row, CodeTotal, []told{{atHolder, wordsAre + words, nil}})
	case footDay:
		return says(row, CodeCell, []told{{atSigned, signedOn, nil}})
	case footWho, footSign:
		var all []told
		for _, x := range signers {
			text := sign
			if at == footWho {
				text = x.who
			}
			all = append(all, told{x.at, text, nil})
		}
		return says(row, CodeCell, all)
	}
	return fault(row.Number, atOrdinal, CodeCell)
}
