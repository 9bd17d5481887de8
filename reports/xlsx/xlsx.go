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
func Write(w io.Writer, r *reports.CoverageReport, l reports.Lang) (err error) {
	if err := r.Check(); err != nil {
		return err
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	b, err := newBook(f, r, l)
	if err != nil {
		return err
	}
	for _, draw := range []func(*book) error{drawSummary, drawLines, drawNotPaid, drawClosing} {
		if err := draw(b); err != nil {
			return err
		}
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
