package xlsx

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"chitra/reports"
)

// book is the workbook while it is drawn.
type book struct {
	f      *excelize.File
	r      *reports.CoverageReport // nil for another report
	about  about
	l      reports.Lang
	w      reports.Words
	styles styles
	pages  int
}

// about is what every sheet says of the report it belongs to.
type about struct {
	title, period, unit string
	asOf                time.Time
	practice            bool
}

func newBook(f *excelize.File, of about, l reports.Lang) (*book, error) {
	s, err := newStyles(f)
	if err != nil {
		return nil, fmt.Errorf("make styles: %w", err)
	}
	return &book{f: f, about: of, l: l, w: l.Words(), styles: s}, nil
}

// page starts a sheet. The first takes the place of the one a new file has.
func (b *book) page(name string) (*page, error) {
	var err error
	if b.pages == 0 {
		err = b.f.SetSheetName("Sheet1", name)
	} else {
		_, err = b.f.NewSheet(name)
	}
	if err != nil {
		return nil, fmt.Errorf("sheet %q: %w", name, err)
	}
	b.pages++
	p := &page{b: b, name: name, row: 1, widths: map[int]int{}, heads: map[int][]heading{}}
	p.title()
	return p, p.err
}

// finish sets what belongs to the whole workbook.
func (b *book) finish() error {
	b.f.SetActiveSheet(0)
	title := b.about.title + " – " + b.about.period
	if b.about.practice {
		title += " – " + b.w.Practice
	}
	lang := reports.Vietnamese
	if b.l == reports.English {
		lang = b.l
	}
	at := b.about.asOf.UTC().Format("2006-01-02T15:04:05Z")
	err := b.f.SetDocProps(&excelize.DocProperties{
		Title: title, Creator: "Chitra", LastModifiedBy: "Chitra", Created: at, Modified: at, Language: string(lang),
	})
	if err != nil {
		return fmt.Errorf("set properties: %w", err)
	}
	return nil
}
