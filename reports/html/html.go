package html

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"chitra/reports"
)

//go:embed report.html.tmpl
var page string

//go:embed report.css
var style string

// Write draws the report. Figures that do not add up are
// reports.ErrConservation, and nothing is written.
func Write(w io.Writer, r *reports.CoverageReport, l reports.Lang) error {
	if err := r.Check(); err != nil {
		return err
	}
	return draw(w, newView(r, l))
}

// WriteChanges draws a changes report likewise, numbers masked but for their
// last digits: a page goes further than the workbook.
func WriteChanges(w io.Writer, r *reports.ChangesReport, l reports.Lang) error {
	if err := r.Check(); err != nil {
		return err
	}
	return draw(w, changesView(r, l))
}

func draw(w io.Writer, v *view) error {
	t, err := template.New("report").Parse(page)
	if err != nil {
		return fmt.Errorf("parse the page: %w", err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, v); err != nil {
		return fmt.Errorf("draw the page: %w", err)
	}
	if _, err := out.WriteTo(w); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

// styleHash is what the content security policy allows: this style, no other.
func styleHash() string {
	sum := sha256.Sum256([]byte(style))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
