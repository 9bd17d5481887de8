package xlsx

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"chitra/internal/sheet"
	"chitra/reports"
)

// Write draws the report. Figures that do not add up are
// reports.ErrConservation, and nothing is written.
func Write(w io.Writer, r *reports.CoverageReport, l reports.Lang) error {
	if err := r.Check(); err != nil {
		return err
	}
	of := about{title: l.Words().Title, period: l.Period(r.From, r.To), unit: r.Unit, asOf: r.AsOf, practice: r.Practice}
	return draw(w, of, l, func(b *book) error {
		b.r = r
		for _, draw := range []func(*book) error{drawSummary, drawLines, drawNotPaid, drawClosing} {
			if err := draw(b); err != nil {
				return err
			}
		}
		return nil
	})
}

// draw makes a workbook of a report and seals it.
func draw(w io.Writer, of about, l reports.Lang, sheets func(*book) error) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	b, err := newBook(f, of, l)
	if err != nil {
		return err
	}
	if err := sheets(b); err != nil {
		return err
	}
	if err := b.finish(); err != nil {
		return err
	}
	raw, err := f.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("pack the workbook: %w", err)
	}
	return sheet.Seal(w, raw.Bytes())
}
