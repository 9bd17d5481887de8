package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/sheet"
)

// tableReader gives a sheet as CSV, dates as YYYY-MM-DD, for readers that take
// CSV alone. The rows flow while they are read; a damaged table is an error of
// Read.
type tableReader struct {
	next     func() (*sheet.Row, error, bool)
	stop     func()
	date1904 bool
	text     bytes.Buffer
	out      *csv.Writer
	width    int // of the widest row so far
	err      error
}

// tableAsCSV reads the first visible sheet. Close lets go of it.
func tableAsCSV(t sheet.Table) (io.ReadCloser, error) {
	for i, s := range t.Sheets() {
		if s.Hidden == sheet.Visible {
			r := &tableReader{date1904: t.Date1904()}
			r.next, r.stop = iter.Pull2(t.Rows(i))
			r.out = csv.NewWriter(&r.text)
			return r, nil
		}
	}
	return nil, errors.New("the workbook has no visible sheet")
}

// Read is io.Reader.
func (r *tableReader) Read(p []byte) (int, error) {
	for r.text.Len() == 0 && r.err == nil {
		r.err = r.step()
	}
	if r.text.Len() > 0 {
		return r.text.Read(p)
	}
	return 0, r.err
}

// Close ends the reading.
func (r *tableReader) Close() error {
	r.stop()
	return nil
}

// step turns one more row into a line; io.EOF after the last.
func (r *tableReader) step() error {
	row, err, ok := r.next()
	switch {
	case !ok:
		return io.EOF
	case err != nil:
		return err
	}
	r.width = max(r.width, len(row.Cells)) // a title above the header is shorter
	record := make([]string, r.width)
	for i, c := range row.Cells {
		if record[i], err = r.cell(c); err != nil {
			return fmt.Errorf("row %d: %w", row.Number, err)
		}
	}
	if err := r.out.Write(record); err != nil {
		return err
	}
	r.out.Flush()
	return r.out.Error()
}

func (r *tableReader) cell(c sheet.Cell) (string, error) {
	if c.Kind != sheet.Date {
		return strings.Join(strings.FieldsFunc(c.Text, func(l rune) bool { return l == '\n' || l == '\r' }), " "), nil
	}
	serial, err := strconv.Atoi(c.Text)
	if err != nil {
		return "", fmt.Errorf("the date %q has a time of day: %w", c.Text, err)
	}
	d, err := civil.FromSerial(serial, r.date1904)
	return d.ISO(), err
}
