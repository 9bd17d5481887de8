package bankfile

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"chitra/internal/money"
	"chitra/internal/sheet"
)

// TreasuryLine is a line of the payment table as people read it: the holder as
// spelled on record.
type TreasuryLine struct {
	Holder, Account, Bank, Reference string
	Amount                           money.Amount
}

// TreasuryWords are the words of the payment table. Headings are those of
// ordinal, holder, account, bank, amount and reference. {…} stand for what the
// file says of itself.
type TreasuryWords struct {
	Sheet, Title, Practice string
	Unit                   string // {unit}
	Account                string // {account}, {bank}
	File                   string // {file}, {batch}, {part}, {parts}
	PayOn                  string // {day}
	Headings               [6]string
	Total, InWords         string // InWords: {words}
	Identity, Cash         string // of a desk: the heading in the account's place, and what stands for the bank
	Signatures             [3]string
	Sign                   string
}

// TreasuryCopy is the payment table that lies beside a file for the Treasury and
// the office's own records.
type TreasuryCopy struct {
	Header Header
	Bank   string // the paying account's
	File   string // the file's name
	Totals Totals
	Words  TreasuryWords
	Cash   bool // a desk pays: no bank, and identity numbers for accounts
}

// Write writes the table as a workbook. Lines that do not have the totals are an
// error. The same lines give the same bytes.
func (c TreasuryCopy) Write(w io.Writer, lines iter.Seq[TreasuryLine]) error {
	book := sheet.NewBook()
	s, err := book.AddSheet(c.Words.Sheet, sheet.SheetOptions{Widths: []int{6, 32, 22, 30, 18, 20}, OnePageWide: true})
	if err != nil {
		return err
	}
	if err := c.head(s); err != nil {
		return err
	}
	var got Totals
	for l := range lines {
		if got.Amount, err = got.Amount.Add(l.Amount); err != nil {
			return err
		}
		got.Count++
		if c.Cash {
			l.Bank = c.Words.Cash
		}
		if _, err := s.Row(sheet.IntValue(int64(got.Count)), sheet.TextValue(l.Holder), sheet.TextValue(l.Account), sheet.TextValue(l.Bank),
			sheet.AmountValue(l.Amount.Minor()), sheet.TextValue(l.Reference)); err != nil {
			return err
		}
	}
	got.Hash = c.Totals.Hash // of bank codes and accounts: the file's own check
	if err := c.Totals.Differ(got); err != nil {
		return fmt.Errorf("payment table: %w", err)
	}
	if err := c.foot(s); err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}

// head writes what stands above the lines.
func (c TreasuryCopy) head(s *sheet.SheetWriter) error {
	h := c.Header
	fill := strings.NewReplacer("{unit}", h.Payer.Unit, "{account}", h.Payer.Number, "{bank}", c.Bank, "{file}", c.File, "{batch}", h.BatchID,
		"{part}", fmt.Sprint(h.Part), "{parts}", fmt.Sprint(h.Parts), "{day}", h.PayOn.String())
	rows := [][]sheet.Value{{sheet.TextValue(c.Words.Title).As(sheet.Title)}}
	if h.Practice {
		rows = append(rows, []sheet.Value{sheet.TextValue(c.Words.Practice).As(sheet.Strong)})
	}
	for _, text := range []string{c.Words.Unit, c.Words.Account, c.Words.File, c.Words.PayOn} {
		rows = append(rows, []sheet.Value{sheet.TextValue(fill.Replace(text))})
	}
	headings := make([]sheet.Value, len(c.Words.Headings))
	for i, text := range c.Words.Headings {
		if c.Cash && i == 2 {
			text = c.Words.Identity
		}
		headings[i] = sheet.TextValue(text).As(sheet.Header)
	}
	for _, row := range append(rows, headings) {
		if _, err := s.Row(row...); err != nil {
			return err
		}
	}
	return nil
}

// foot writes the totals and the places to sign.
func (c TreasuryCopy) foot(s *sheet.SheetWriter) error {
	if _, err := s.Row(sheet.Value{}, sheet.TextValue(c.Words.Total).As(sheet.Strong), sheet.Value{}, sheet.Value{},
		sheet.AmountValue(c.Totals.Amount.Minor()).As(sheet.Strong)); err != nil {
		return err
	}
	spoken, err := c.Totals.Amount.Words()
	if err != nil {
		return err
	}
	words := strings.ReplaceAll(c.Words.InWords, "{words}", spoken)
	if _, err := s.Row(sheet.Value{}, sheet.TextValue(words)); err != nil {
		return err
	}
	s.Skip(1)
	for _, look := range []struct {
		texts [3]string
		look  sheet.Look
	}{{c.Words.Signatures, sheet.Strong}, {[3]string{c.Words.Sign, c.Words.Sign, c.Words.Sign}, sheet.Plain}} {
		if _, err := s.Row(sheet.Value{}, sheet.TextValue(look.texts[0]).As(look.look), sheet.Value{}, sheet.TextValue(look.texts[1]).As(look.look),
			sheet.Value{}, sheet.TextValue(look.texts[2]).As(look.look)); err != nil {
			return err
		}
	}
	return nil
}
