package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/sheet"
)

type reviewReturnCmd struct {
	Period month  `placeholder:"YYYY-MM" help:"${review_period}"`
	Out    string `required:"" placeholder:"DIR" help:"${f_out}"`
}

// rowsReturned are the workbooks of rows that go back to their communes.
type rowsReturned struct {
	Period string         `json:"period"`
	Files  []returnedFile `json:"files"`
}

type returnedFile struct {
	File    string `json:"file"`
	Commune string `json:"commune"`
	Rows    int    `json:"rows"`
	Status  string `json:"status"` // new, unchanged
}

func (c *reviewReturnCmd) do(ctx context.Context, s *shell) (outcome, error) {
	files, err := s.leaveReturns(ctx, s.thisMonth(c.Period), c.Out)
	return &rowsReturned{Period: s.thisMonth(c.Period).String(), Files: files}, err
}

// leaveReturns writes one workbook a commune.
func (s *shell) leaveReturns(ctx context.Context, period civil.Month, dir string) ([]returnedFile, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	lists, err := a.Returns(ctx, period)
	if err != nil {
		return nil, err
	}
	out := []returnedFile{}
	for _, l := range lists {
		var content bytes.Buffer
		if err := s.returnBook(&content, period, l); err != nil {
			return nil, fmt.Errorf("write what goes back to %s: %w", l.Commune, err)
		}
		one := returnedFile{File: filepath.Join(dir, returnName(l.Commune, period, s.kept.info.Practice)), Commune: l.Commune, Rows: len(l.Rows), Status: app.ListUnchanged}
		fresh, err := writeCopy(one.File, content.Bytes())
		if err != nil {
			return nil, err
		}
		if fresh {
			one.Status = app.ListNew
		}
		out = append(out, one)
	}
	return out, nil
}

// returnName is a file's name; a commune's code is not trusted to be one. A
// practice store's begins as its bank files do.
func returnName(commune string, period civil.Month, practice bool) string {
	safe := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, commune)
	name := firstOf(safe, "xa") + "-tra-ve-" + period.String() + ".xlsx"
	if practice {
		return "PRACTICE-" + name
	}
	return name
}

const returnHeadRow = 4

func (s *shell) returnBook(w *bytes.Buffer, period civil.Month, l app.ReturnList) error {
	pick := s.words.Pick
	title := fmt.Sprintf(pick("Xã %s, kỳ %s: %d dòng chưa chi được", "Commune %s, period %s: %d rows that cannot be paid yet"), l.Name, period.Vietnamese(), len(l.Rows))
	book := sheet.NewBook()
	out, err := book.AddSheet(pick("Trả về xã", "Back to the commune"), sheet.SheetOptions{Frozen: returnHeadRow, OnePageWide: true, Tall: true,
		Widths: []int{5, 26, 12, 16, 14, 44, 50, 26}})
	if err != nil {
		return err
	}
	for _, v := range []sheet.Value{
		sheet.TextValue(s.words.Marked(s.kept.info.Practice, title)).As(sheet.Title),
		sheet.TextValue(pick("Sửa các dòng này trên danh sách gốc rồi nộp lại cả danh sách (list import). Người khác trong danh sách vẫn được chi.",
			"Put these rows right on your own list and send the whole list again (list import). Everybody else on it is paid all the same.")),
		{},
	} {
		if _, err := out.Row(v); err != nil {
			return err
		}
	}
	var heads []sheet.Value
	for _, h := range [][2]string{{"STT", "No."}, {"Họ và tên", "Name"}, {"Ngày sinh", "Born"}, {"Số định danh", "Number"}, {"Đối tượng", "Category"},
		{"Vì sao chưa chi được", "Why"}, {"Giấy tờ cần mang và việc cần làm", "What to bring and do"}, {"Ở đâu trên danh sách", "Where on the list"}} {
		heads = append(heads, sheet.TextValue(pick(h[0], h[1])).As(sheet.Header))
	}
	if _, err := out.Row(heads...); err != nil {
		return err
	}
	text := func(t string) sheet.Value { return sheet.TextValue(t).As(sheet.Boxed) }
	for n, r := range l.Rows {
		said := s.words.Return(r.Why())
		why := said.Says
		if r.Said != "" {
			why += "\n" + pick("Người xét duyệt ghi: ", "The reviewer wrote: ") + r.Said
		}
		if _, err := out.Row(text(strconv.Itoa(n+1)), text(r.FullName), text(firstOf(r.BirthText, civil.DayFirst(r.BirthDate))), text(firstOf(r.PersonalID, r.NumberText, r.OldNumber)),
			text(r.Category), text(why), text(said.Fix), text(r.FileName+"\n"+r.Sheet+", "+pick("dòng ", "line ")+strconv.FormatInt(r.Line, 10))); err != nil {
			return err
		}
	}
	_, err = book.WriteTo(w)
	return err
}

func (r *rowsReturned) needsPerson() bool { return len(r.Files) > 0 }

func (r *rowsReturned) show(p *page) {
	rows := 0
	var lines [][]string
	for _, f := range r.Files {
		rows += f.Rows
		lines = append(lines, []string{f.Commune, p.count(f.Rows), f.File})
	}
	p.line("Kỳ %s: %s dòng trả về %s xã.", "Period %s: %s rows go back to %s communes.", p.day(r.Period), p.count(rows), p.count(len(r.Files)))
	p.table([]head{{vi: "Xã", en: "Commune"}, {vi: "Số dòng", en: "Rows", number: true}, {vi: "Tệp", en: "File"}}, lines)
}
