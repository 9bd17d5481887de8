package bankfile

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout"
)

// InquiryLine is one instruction the bank is asked about, and what it has said of
// it so far.
type InquiryLine struct {
	Reference, File       string
	PayOn                 civil.Date
	Account, Holder, Bank string
	Amount                money.Amount
	Answered, Asks        string // as people read it
}

// InquiryWords are the words of a question to the bank. {…} stand for what the
// question says of itself.
type InquiryWords struct {
	Sheet, Title, Practice string
	Bank                   string // {bank}
	Unit                   string // {unit}, {account}
	Asked                  string // {day}, {inquiry}, {count}
	Please                 string
	Headings               [12]string
	Total                  string
	Signatures             [3]string
	Sign                   string
}

// Inquiry is the question of one paying account's unit to its bank. The last two
// columns are left for the bank to fill in.
type Inquiry struct {
	ID       string
	Payer    payout.Payer
	Bank     string
	On       civil.Date
	Practice bool
	Words    InquiryWords
	Lines    []InquiryLine
}

// Write writes the question as a workbook. The same question gives the same bytes.
func (q Inquiry) Write(w io.Writer) error {
	book := sheet.NewBook()
	s, err := book.AddSheet(q.Words.Sheet, sheet.SheetOptions{Widths: []int{6, 20, 44, 12, 20, 28, 22, 16, 30, 34, 22, 26}, OnePageWide: true, Tall: true})
	if err != nil {
		return err
	}
	total, err := q.total()
	if err != nil {
		return err
	}
	for _, row := range q.head() {
		if _, err := s.Row(row...); err != nil {
			return err
		}
	}
	for i, l := range q.Lines {
		if _, err := s.Row(sheet.IntValue(int64(i+1)), sheet.TextValue(l.Reference), sheet.TextValue(l.File).As(sheet.Wrapped), sheet.TextValue(l.PayOn.String()),
			sheet.TextValue(l.Account), sheet.TextValue(l.Holder).As(sheet.Wrapped), sheet.TextValue(l.Bank), sheet.AmountValue(l.Amount.Minor()),
			sheet.TextValue(l.Answered).As(sheet.Wrapped), sheet.TextValue(l.Asks).As(sheet.Wrapped)); err != nil {
			return err
		}
	}
	blank := make([]sheet.Value, 7)
	blank[1] = sheet.TextValue(q.Words.Total).As(sheet.Strong)
	if _, err := s.Row(append(blank, sheet.AmountValue(total.Minor()).As(sheet.Strong))...); err != nil {
		return err
	}
	s.Skip(1)
	for _, texts := range [][3]string{q.Words.Signatures, {q.Words.Sign, q.Words.Sign, q.Words.Sign}} {
		if _, err := s.Row(sheet.Value{}, sheet.TextValue(texts[0]), sheet.Value{}, sheet.Value{}, sheet.TextValue(texts[1]), sheet.Value{},
			sheet.Value{}, sheet.TextValue(texts[2])); err != nil {
			return err
		}
	}
	_, err = book.WriteTo(w)
	return err
}

func (q Inquiry) total() (sum money.Amount, err error) {
	for _, l := range q.Lines {
		if sum, err = sum.Add(l.Amount); err != nil {
			return sum, fmt.Errorf("add up the question: %w", err)
		}
	}
	return sum, nil
}

// head is what stands above the lines.
func (q Inquiry) head() [][]sheet.Value {
	fill := strings.NewReplacer("{bank}", q.Bank, "{unit}", q.Payer.Unit, "{account}", q.Payer.Number, "{day}", q.On.String(), "{inquiry}", q.ID,
		"{count}", strconv.Itoa(len(q.Lines)))
	rows := [][]sheet.Value{{sheet.TextValue(q.Words.Title).As(sheet.Title)}}
	if q.Practice {
		rows = append(rows, []sheet.Value{sheet.TextValue(q.Words.Practice).As(sheet.Strong)})
	}
	for _, text := range []string{q.Words.Bank, q.Words.Unit, q.Words.Asked, q.Words.Please} {
		rows = append(rows, []sheet.Value{sheet.TextValue(fill.Replace(text))})
	}
	headings := make([]sheet.Value, len(q.Words.Headings))
	for i, text := range q.Words.Headings {
		headings[i] = sheet.TextValue(text).As(sheet.Header)
	}
	return append(rows, headings)
}

// WriteCSV writes the same lines as a plain table, for programs. A text that a
// spreadsheet would take for a formula is written so that it stays a text.
func (q Inquiry) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(q.Words.Headings[:]); err != nil {
		return err
	}
	for i, l := range q.Lines {
		row := []string{strconv.Itoa(i + 1), l.Reference, l.File, l.PayOn.ISO(), l.Account, l.Holder, l.Bank, l.Amount.Digits(), l.Answered, l.Asks, "", ""}
		for n := range row {
			row[n] = plainText(row[n])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// plainText keeps a cell from being taken for a formula.
func plainText(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
