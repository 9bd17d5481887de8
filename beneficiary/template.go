package beneficiary

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/sheet"
)

// TemplateVersion is the version of the template's layout. Raise it when columns,
// lists or rules of the template change.
const TemplateVersion = "1"

// The sheets of a template. The examples and the guide are never read as a list;
// the stamp says what made the file.
const (
	ListSheet    = "Danh sách"
	ExampleSheet = "Ví dụ"
	GuideSheet   = "Hướng dẫn"
	stampSheet   = "_chitra"
)

// Template is an empty list to be filled in: the words of its cells, and what can
// be chosen in them. The words are the caller's.
type Template struct {
	Title []string // the lines above the columns; the first is the largest
	Note  string   // the line between title and columns
	Heads map[Field]string
	Hints map[Field]sheet.Hint
	// Choices are what cells of a field are chosen from.
	Choices map[Field][]string
	// Amounts says what a cell for an amount takes.
	Amounts sheet.Hint
	// Examples are lines of people who do not exist, texts by field: days as
	// dd/mm/yyyy, amounts as digits.
	ExampleTitle string
	Examples     []map[Field]string
	// Guide is lines of cells: one of a single cell runs over the sheet, the first
	// of several heads a table.
	GuideTitle string
	Guide      [][]string
	Rules      string // version of the rules that the choices were taken from
	Subject    string // for the properties of the file
}

// templateRows is how far down the template's rules for cells reach.
const templateRows = 10_000

// mostAmount is the most a cell of an amount takes: no month pays a person more.
const mostAmount = 1_000_000_000

// templateColumn is how a column of the template looks.
type templateColumn struct {
	field  Field
	width  int
	format sheet.Format
}

func templateColumns() []templateColumn {
	const text, amount = sheet.TextFormat, sheet.AmountFormat
	return []templateColumn{
		{Ordinal, 6, sheet.GeneralFormat}, {Name, 28, text}, {BirthField, 13, sheet.DateFormat}, {SexField, 9, text}, {PersonalID, 17, text},
		{Address, 24, text}, {Commune, 20, text}, {Category, 64, text}, {Coefficient, 9, text}, {Rate, 14, amount}, {Arrears, 13, amount},
		{Recovery, 13, amount}, {Total, 14, amount}, {Account, 20, text}, {Bank, 20, text}, {Holder, 26, text}, {Relation, 24, text}, {Note, 24, text},
	}
}

// WriteTemplate writes a template. The same template gives the same bytes.
func WriteTemplate(w io.Writer, t Template) error {
	book := sheet.NewBook()
	list, err := t.list(book, ListSheet, t.Title, t.Note)
	if err != nil {
		return err
	}
	if err := t.ruleCells(list); err != nil {
		return err
	}
	if err := t.examples(book); err != nil {
		return err
	}
	if err := t.guide(book); err != nil {
		return err
	}
	if err := t.stamp(book); err != nil {
		return err
	}
	err = book.Describe(sheet.Properties{Title: t.Title[len(t.Title)-1], Subject: t.Subject, Version: TemplateVersion + ".0",
		Keywords: "chitra-template-" + TemplateVersion + "; " + t.Rules})
	if err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}

// list begins a sheet with title and columns.
func (t Template) list(book *sheet.Book, name string, title []string, note string) (*sheet.SheetWriter, error) {
	columns := templateColumns()
	o := sheet.SheetOptions{Frozen: len(title) + 2, OnePageWide: true}
	heads := make([]sheet.Value, len(columns))
	for i, c := range columns {
		o.Widths, o.Formats = append(o.Widths, c.width), append(o.Formats, c.format)
		heads[i] = sheet.TextValue(t.Heads[c.field]).As(sheet.Header)
	}
	out, err := book.AddSheet(name, o)
	if err != nil {
		return nil, err
	}
	for i, line := range title {
		look := sheet.Strong
		if i == 0 {
			look = sheet.Title
		}
		if _, err := out.Row(sheet.TextValue(line).As(look)); err != nil {
			return nil, err
		}
	}
	if _, err := out.Row(sheet.TextValue(note)); err != nil {
		return nil, err
	}
	_, err = out.Row(heads...)
	return out, err
}

// ruleCells says what the cells below the header take.
func (t Template) ruleCells(out *sheet.SheetWriter) error {
	from := len(t.Title) + 3
	for i, c := range templateColumns() {
		var err error
		hint, hinted := t.Hints[c.field]
		switch choices := t.Choices[c.field]; {
		case len(choices) > 0:
			err = out.Suggest(i, from, templateRows, choices, hint)
		case c.format == sheet.AmountFormat:
			err = out.WholeNumbers(i, from, templateRows, 0, mostAmount, t.Amounts)
		case hinted:
			err = out.Say(i, from, templateRows, hint)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t Template) examples(book *sheet.Book) error {
	out, err := t.list(book, ExampleSheet, []string{t.ExampleTitle}, "")
	if err != nil {
		return err
	}
	for _, example := range t.Examples {
		values := make([]sheet.Value, 0, len(example))
		for _, c := range templateColumns() {
			values = append(values, c.value(example[c.field]))
		}
		if _, err := out.Row(values...); err != nil {
			return err
		}
	}
	return nil
}

// value is a text in the column's format, or as text where it is none of it.
func (c templateColumn) value(text string) sheet.Value {
	switch c.format {
	case sheet.DateFormat:
		if d, err := civil.ParseDMY(text); err == nil {
			return sheet.DateValue(d)
		}
	case sheet.AmountFormat:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return sheet.AmountValue(n)
		}
	case sheet.GeneralFormat:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return sheet.IntValue(n)
		}
	}
	return sheet.TextValue(text)
}

func (t Template) guide(book *sheet.Book) error {
	out, err := book.AddSheet(GuideSheet, sheet.SheetOptions{Widths: []int{10, 84, 34, 10, 16}, OnePageWide: true})
	if err != nil {
		return err
	}
	if _, err := out.Row(sheet.TextValue(t.GuideTitle).As(sheet.Title)); err != nil {
		return err
	}
	headed := false
	for _, line := range t.Guide {
		values := make([]sheet.Value, len(line))
		for i, text := range line {
			values[i] = sheet.TextValue(text)
			if len(line) > 1 && !headed {
				values[i] = values[i].As(sheet.Header)
			}
		}
		headed = headed || len(line) > 1
		if _, err := out.Row(values...); err != nil {
			return err
		}
	}
	return nil
}

// stamp writes what made the file, and what its sheets of words are known by.
func (t Template) stamp(book *sheet.Book) error {
	out, err := book.AddSheet(stampSheet, sheet.SheetOptions{Hidden: sheet.VeryHidden})
	if err != nil {
		return err
	}
	names := make([]string, len(t.Examples))
	for i, e := range t.Examples {
		names[i] = e[PersonalID]
	}
	for _, line := range [][2]string{{"template", TemplateVersion}, {"rules", t.Rules}, {"examples", strings.Join(names, " ")}} {
		if _, err := out.Row(sheet.TextValue(line[0]), sheet.TextValue(line[1])); err != nil {
			return fmt.Errorf("stamp template: %w", err)
		}
	}
	return nil
}
