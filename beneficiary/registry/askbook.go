package registry

import (
	"fmt"
	"io"

	"chitra/internal/sheet"
)

// AskBook is a request to the registry's office: a workbook with what is asked of
// each line, and cells for the answers. The words are the caller's; what stands
// over and in the cells for answers is of the layout that reads them.
type AskBook struct {
	Sheet string // its name
	// Title stands on top, the first line the largest; How says what to do.
	Title, How []string
	// Asked and Answered stand over the two halves of the table; Heads are those
	// of the questions, in the order of AskLine.
	Asked, Answered string
	Heads           [askColumns]string
	// Hints of the cells for answers, by field.
	Hints map[string]sheet.Hint
	Sexes []string
	Lines []AskLine
}

// AskLine is one question.
type AskLine struct {
	Code, Name, Birth, Sex, Number, OldNumber, Commune, Asks string
}

const askColumns = 8

func (l AskLine) texts() [askColumns]string {
	return [askColumns]string{l.Code, l.Name, l.Birth, l.Sex, l.Number, l.OldNumber, l.Commune, l.Asks}
}

// askLayout is the layout of what comes back.
const askLayout = "tra-loi"

// askWidths are the widths of the questions' columns, and answerWidths those of
// the answers' by field.
func askWidths() [askColumns]int { return [askColumns]int{13, 22, 11, 8, 15, 12, 18, 34} }

func answerWidth(field string) int {
	widths := map[string]int{fieldResult: 15, columns[atID]: 15, columns[atName]: 22, columns[atBirth]: 11, columns[atSex]: 9, fieldCommune: 10,
		fieldStatus: 14, columns[atDied]: 11, columns[atOld]: 16, fieldNote: 20}
	return widths[field]
}

// WriteAsk writes the workbook of a request. The same request gives the same
// bytes.
func WriteAsk(w io.Writer, b AskBook) error {
	layout, ok, err := AnswerLayoutNamed(askLayout)
	if err != nil || !ok {
		return fmt.Errorf("layout %s: %w", askLayout, err)
	}
	a := &askWriter{book: b, layout: layout, out: sheet.NewBook()}
	for _, step := range []func() error{a.open, a.top, a.table, a.rules} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := a.out.Describe(sheet.Properties{Title: b.Title[0], Subject: b.Title[len(b.Title)-1], Keywords: "chitra-" + askLayout}); err != nil {
		return err
	}
	_, err = a.out.WriteTo(w)
	return err
}

// askWriter writes one workbook.
type askWriter struct {
	book    AskBook
	layout  *AnswerLayout
	out     *sheet.Book
	page    *sheet.SheetWriter
	answers []LayoutColumn // all but the code
	first   int            // line of the first question
}

func (a *askWriter) open() error {
	widths := askWidths()
	o := sheet.SheetOptions{Widths: widths[:], OnePageWide: true, FrozenColumns: 2, Tall: true}
	for _, c := range a.layout.Columns {
		if c.Field != fieldCode {
			a.answers = append(a.answers, c)
			o.Widths = append(o.Widths, answerWidth(c.Field))
		}
	}
	o.Frozen = len(a.book.Title) + len(a.book.How) + 2
	a.first = o.Frozen + 1
	var err error
	a.page, err = a.out.AddSheet(a.book.Sheet, o)
	return err
}

// top writes what stands above the table.
func (a *askWriter) top() error {
	for i, line := range a.book.Title {
		look := sheet.Strong
		if i == 0 {
			look = sheet.Title
		}
		if _, err := a.page.Row(sheet.TextValue(line).As(look)); err != nil {
			return err
		}
	}
	for _, line := range a.book.How {
		if _, err := a.page.Row(sheet.TextValue(line)); err != nil {
			return err
		}
	}
	parts := make([]sheet.Value, askColumns+len(a.answers))
	heads := make([]sheet.Value, 0, len(parts))
	for i := range parts {
		parts[i] = sheet.TextValue("").As(sheet.Header)
	}
	parts[0], parts[askColumns] = sheet.TextValue(a.book.Asked).As(sheet.Header), sheet.TextValue(a.book.Answered).As(sheet.Header)
	for _, h := range a.book.Heads {
		heads = append(heads, sheet.TextValue(h).As(sheet.Header))
	}
	for _, c := range a.answers {
		heads = append(heads, sheet.TextValue(c.Heading).As(sheet.Header))
	}
	row, err := a.page.Row(parts...)
	if err != nil {
		return err
	}
	if err := a.page.Merge(0, row, askColumns-1, row); err != nil {
		return err
	}
	if err := a.page.Merge(askColumns, row, len(parts)-1, row); err != nil {
		return err
	}
	_, err = a.page.Row(heads...)
	return err
}

func (a *askWriter) table() error {
	for _, line := range a.book.Lines {
		var values []sheet.Value
		for _, text := range line.texts() {
			values = append(values, sheet.TextValue(text).As(sheet.Boxed))
		}
		for range a.answers {
			values = append(values, sheet.TextValue("").As(sheet.Blank))
		}
		if _, err := a.page.Row(values...); err != nil {
			return err
		}
	}
	return nil
}

// rules says what the cells for answers take.
func (a *askWriter) rules() error {
	last := a.first + len(a.book.Lines) - 1
	for i, c := range a.answers {
		at, hint := askColumns+i, a.book.Hints[c.Field]
		var err error
		switch c.Field {
		case fieldResult:
			err = a.page.DropDown(at, a.first, last, wordsOf(a.layout.Results))
		case fieldStatus:
			err = a.page.DropDown(at, a.first, last, wordsOf(a.layout.Statuses))
		case columns[atSex]:
			err = a.page.DropDown(at, a.first, last, a.book.Sexes)
		default:
			if hint != (sheet.Hint{}) {
				err = a.page.Say(at, a.first, last, hint)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func wordsOf(words []LayoutWord) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Word
	}
	return out
}
