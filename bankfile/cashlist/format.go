package cashlist

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"

	"chitra/bankfile"
	"chitra/internal/viet"
	"chitra/payout"
)

// MaxRows is the most people one list holds.
const MaxRows = 1000

// nameMax is the most characters of a name or a commune on the list.
const nameMax = 100

// Format is the list. The zero value is ready.
type Format struct{}

// Name is that of the profile.
func (Format) Name() string { return payout.CashProfile }

// Extension is a workbook's.
func (Format) Extension() string { return "xlsx" }

// MaxRows is the package's.
func (Format) MaxRows() int { return MaxRows }

// Terms: each commune has a list of its own, since each has its own desk.
func (Format) Terms() bankfile.Terms {
	return bankfile.Terms{Profile: payout.CashProfile, Version: "1", Evidence: "well", Cash: true,
		Apart: []bankfile.Apart{bankfile.ApartPlace}, Remittance: "Trợ cấp {programme} tháng {month}/{year}"}
}

// Prepare composes the texts, which people read and which keep their marks, and
// empties what the list has no column for. Only a line that a desk pays is taken.
func (Format) Prepare(l bankfile.Line) (bankfile.Line, []bankfile.Lossy, error) {
	fail := func(field, code, value string) (bankfile.Line, []bankfile.Lossy, error) {
		return bankfile.Line{}, nil, &bankfile.LineError{EndToEndID: l.EndToEndID, Field: field, Code: code, Value: value}
	}
	if !l.Cash {
		return fail("cash", bankfile.CodeMissing, "")
	}
	out := bankfile.Line{EndToEndID: l.EndToEndID, Amount: l.Amount, BIN: l.BIN, BIC: l.BIC, AccountNumber: l.AccountNumber,
		Holder: text(l.Holder), Remittance: text(l.Remittance), Cash: true, Place: text(l.Place)}
	for _, f := range [...]struct{ name, text string }{{"holder", out.Holder}, {"place", out.Place}, {"remittance", out.Remittance}} {
		switch {
		case len([]rune(f.text)) > nameMax:
			return fail(f.name, bankfile.CodeTooLong, f.text)
		case strings.ContainsFunc(f.text, unprintable):
			return fail(f.name, bankfile.CodeLetters, f.text)
		}
	}
	if err := out.Check(); err != nil {
		return bankfile.Line{}, nil, err
	}
	return out, nil, nil
}

// text is one line of text, composed.
func text(s string) string { return strings.Join(strings.Fields(viet.Compose(s)), " ") }

// unprintable also knows the sign that stands for a letter that was lost.
func unprintable(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }

// check says whether a line is prepared: what Prepare gives, and nothing else.
func (f Format) check(l bankfile.Line) error {
	prepared, _, err := f.Prepare(l)
	if err != nil {
		return err
	}
	if prepared != l {
		return &bankfile.LineError{EndToEndID: l.EndToEndID, Field: "line", Code: bankfile.CodeMalformed}
	}
	return nil
}

// Write writes the list. All lines are of one commune.
func (f Format) Write(w io.Writer, h bankfile.Header, lines iter.Seq[bankfile.Line], t bankfile.Totals) error {
	if err := h.Check(); err != nil {
		return err
	}
	if t.Count < 1 || t.Count > MaxRows {
		return fmt.Errorf("%s: %d lines, a list holds 1 to %d", f.Name(), t.Count, MaxRows)
	}
	got, err := bankfile.Sum(lines)
	if err != nil {
		return err
	}
	if err := t.Differ(got); err != nil {
		return err
	}
	place := ""
	for l := range lines {
		if err := f.check(l); err != nil {
			return err
		}
		if place != "" && l.Place != place {
			return &bankfile.LineError{EndToEndID: l.EndToEndID, Field: "place", Code: bankfile.CodeDiffers, Value: l.Place}
		}
		place = l.Place
	}
	return write(w, h, place, lines, t)
}
