package sheet

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// DropDown lets the cells of a column, from row to lastRow, be chosen from a
// list and nothing else be typed.
func (s *SheetWriter) DropDown(col, row, lastRow int, choices []string) error {
	rule := ruleFor(col, row, lastRow)
	rule.SetError(excelize.DataValidationErrorStyleStop, "", "")
	var err error
	if fitsRule(choices) {
		err = rule.SetDropList(choices)
	} else {
		var source string
		if source, err = s.book.list(choices); err == nil {
			rule.SetSqrefDropList(source)
		}
	}
	if err == nil {
		err = s.book.f.AddDataValidation(s.name, rule)
	}
	if err != nil {
		return fmt.Errorf("sheet %q: list of choices: %w", s.name, err)
	}
	return nil
}

// Hint is what a cell says of itself when somebody stands on it, or types what it
// does not expect.
type Hint struct{ Title, Text string }

// Suggest offers the cells of a column, from row to lastRow, a list to choose
// from. It lies on the hidden sheet; the same list is kept there once. Something
// else may be typed after a warning.
func (s *SheetWriter) Suggest(col, row, lastRow int, choices []string, h Hint) error {
	rule := ruleFor(col, row, lastRow)
	source, err := s.book.list(choices)
	if err == nil {
		rule.SetSqrefDropList(source)
		rule.SetError(excelize.DataValidationErrorStyleWarning, h.Title, h.Text)
		rule.SetInput(h.Title, h.Text)
		err = s.book.f.AddDataValidation(s.name, rule)
	}
	if err != nil {
		return fmt.Errorf("sheet %q: list of choices: %w", s.name, err)
	}
	return nil
}

// WholeNumbers lets the cells of a column, from row to lastRow, take whole
// numbers between two bounds and nothing else.
func (s *SheetWriter) WholeNumbers(col, row, lastRow, least, most int, h Hint) error {
	rule := ruleFor(col, row, lastRow)
	err := rule.SetRange(least, most, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
	if err == nil {
		rule.SetError(excelize.DataValidationErrorStyleStop, h.Title, h.Text)
		rule.SetInput(h.Title, h.Text)
		err = s.book.f.AddDataValidation(s.name, rule)
	}
	if err != nil {
		return fmt.Errorf("sheet %q: whole numbers: %w", s.name, err)
	}
	return nil
}

// Say shows a hint on the cells of a column, from row to lastRow, and lets
// anything be typed.
func (s *SheetWriter) Say(col, row, lastRow int, h Hint) error {
	rule := ruleFor(col, row, lastRow)
	rule.SetInput(h.Title, h.Text)
	if err := s.book.f.AddDataValidation(s.name, rule); err != nil {
		return fmt.Errorf("sheet %q: hint: %w", s.name, err)
	}
	return nil
}

func ruleFor(col, row, lastRow int) *excelize.DataValidation {
	rule := excelize.NewDataValidation(true)
	rule.SetSqref(cellRef(col, row) + ":" + cellRef(col, lastRow))
	return rule
}

// fitsRule reports whether the choices can stand in the rule itself: Excel
// takes 255 characters, and cuts them at commas.
func fitsRule(choices []string) bool {
	all := strings.Join(choices, ",")
	return strings.Count(all, ",") == len(choices)-1 && len(utf16.Encode([]rune(all))) <= 255
}

// listsName is the hidden sheet of choices.
const listsName = "_choices"

// maxChoices bounds a list of choices.
const maxChoices = 10_000

// list puts choices into the hidden sheet, one below the other, and returns
// their range.
func (b *Book) list(choices []string) (string, error) {
	if len(choices) == 0 || len(choices) > maxChoices {
		return "", fmt.Errorf("%d choices", len(choices))
	}
	if b.lists == nil {
		var err error
		if b.lists, err = b.AddSheet(listsName, SheetOptions{Hidden: VeryHidden}); err != nil {
			return "", err
		}
	}
	if at, ok := b.listed[strings.Join(choices, "\n")]; ok {
		return at, nil
	}
	for _, c := range choices {
		if _, err := b.lists.Row(TextValue(c)); err != nil {
			return "", err
		}
	}
	last := b.lists.row
	at := listsName + "!$A$" + strconv.Itoa(last-len(choices)+1) + ":$A$" + strconv.Itoa(last)
	b.listed[strings.Join(choices, "\n")] = at
	return at, nil
}

// Properties are what a workbook says of itself.
type Properties struct{ Title, Subject, Keywords, Version string }

// Describe sets the workbook's properties.
func (b *Book) Describe(p Properties) error {
	err := b.f.SetDocProps(&excelize.DocProperties{Title: p.Title, Subject: p.Subject, Keywords: p.Keywords, Version: p.Version,
		Creator: "Chitra", LastModifiedBy: "Chitra"})
	if err != nil {
		return fmt.Errorf("set properties: %w", err)
	}
	return nil
}

// onePageWide sets how a sheet is printed.
func (b *Book) onePageWide(name string) error {
	yes, one, unbounded, across := true, 1, 0, "landscape"
	const a4 = 9
	size := a4
	return errors.Join(b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}),
		b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &one, FitToHeight: &unbounded}))
}

// pagesHeaded has every printed page of a sheet begin with a row and end with its
// number.
func (b *Book) pagesHeaded(name string, row int) error {
	return errors.Join(
		b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name,
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", strings.ReplaceAll(name, "'", "''"), row, row)}),
		b.f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&C&P/&N"}))
}
