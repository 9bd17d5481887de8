package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/wording"
)

type reviewExportCmd struct {
	Period month  `placeholder:"YYYY-MM" help:"${review_period}"`
	Out    string `required:"" placeholder:"FILE" help:"${f_out}"`
}

// reviewExported is the queue as a workbook.
type reviewExported struct {
	File   string `json:"file"`
	Period string `json:"period"`
	Rows   int    `json:"rows"`
	Groups int    `json:"groups"`
}

// Columns of the review workbook, counted from 0: what a reviewer needs to see
// first, then what they fill in, then by what a row is known when it comes back.
// The seal tells whether it is still what was shown.
const (
	reviewNumber = iota
	reviewCommune
	reviewStake
	reviewPattern
	reviewListed
	reviewPerson
	reviewOthers
	reviewChoice
	reviewReason
	reviewGroupOf
	reviewPeriod
	reviewRef
	reviewSeal
	reviewColumns
)

// Columns of its second sheet, of groups that may be decided whole.
const (
	groupID = iota
	groupCommune
	groupPattern
	groupRows
	groupStake
	groupChoice
	groupReason
	groupPeriod
	groupColumns
)

const reviewHeadRow = 2

func (c *reviewExportCmd) do(ctx context.Context, s *shell) (outcome, error) {
	period := s.thisMonth(c.Period)
	q, err := s.queue(ctx, period)
	if err != nil {
		return nil, err
	}
	groups, err := s.groups(ctx, period)
	if err != nil {
		return nil, err
	}
	q.Items = inGroups(q.Items, groups.Groups)
	whole := slices.DeleteFunc(slices.Clone(groups.Groups), func(g reviewGroup) bool { return len(g.Rows) < 2 || !g.Proposed })
	var content bytes.Buffer
	if err := s.reviewBook(&content, q, whole); err != nil {
		return nil, fmt.Errorf("write the review workbook: %w", err)
	}
	if _, err := writeCopy(c.Out, content.Bytes()); err != nil {
		return nil, err
	}
	return &reviewExported{File: c.Out, Period: q.Period, Rows: len(q.Items), Groups: len(whole)}, nil
}

// inGroups are the undecided items, those of one group together.
func inGroups(items []reviewItem, groups []reviewGroup) []reviewItem {
	byRow := map[string]reviewItem{}
	for _, i := range items {
		byRow[i.Row] = i
	}
	var out []reviewItem
	for _, g := range groups {
		for _, row := range g.Rows {
			out = append(out, byRow[row])
		}
	}
	return out
}

func (e *reviewExported) needsPerson() bool { return e.Rows > 0 }

func (e *reviewExported) show(p *page) {
	p.line("%s dòng chờ xét duyệt của kỳ %s: %s", "%s rows to review of period %s: %s", p.count(e.Rows), p.day(e.Period), e.File)
	if e.Groups > 0 {
		p.line("%s nhóm có thể quyết định một lần, ở trang tính thứ hai.", "%s groups can be decided at once, on the second sheet.", p.count(e.Groups))
	}
}

// rejections are what a reviewer chooses when nobody is the person, acceptances
// when everybody of a group is, in both languages.
var (
	rejections  = [2]string{"TỪ CHỐI", "REJECT"}
	acceptances = [2]string{"NHẬN CẢ NHÓM", "ACCEPT ALL"}
)

func (s *shell) rejection() string  { return s.words.Pick(rejections[0], rejections[1]) }
func (s *shell) acceptance() string { return s.words.Pick(acceptances[0], acceptances[1]) }

func (s *shell) reviewBook(w *bytes.Buffer, q *reviewQueue, groups []reviewGroup) error {
	book := sheet.NewBook()
	title := s.words.Pick("Chọn ở cột «Quyết định» và ghi lý do. Chữ đỏ là chỗ khác nhau. Dòng để trống vẫn chờ.",
		"Choose under “Decision” and give a reason. What differs is red. Rows left open go on waiting.")
	title = s.words.Marked(s.kept.info.Practice, title)
	out, err := bookSheet(book, s.words.Pick("Từng dòng", "Row by row"), title, []int{5, 7, 11, 24, 24, 24, 26, 30, 24, 14, 9, 20, 13}, s.reviewHeads())
	if err != nil {
		return err
	}
	for n, item := range q.Items {
		if err := s.reviewLine(out, n+1, item); err != nil {
			return err
		}
	}
	if len(groups) > 0 {
		if err := s.groupSheet(book, groups, q.Period); err != nil {
			return err
		}
	}
	_, err = book.WriteTo(w)
	return err
}

// bookSheet begins a sheet: a line of what to do, then the headings.
func bookSheet(book *sheet.Book, name, title string, widths []int, heads []string) (*sheet.SheetWriter, error) {
	out, err := book.AddSheet(name, sheet.SheetOptions{Frozen: reviewHeadRow, Widths: widths, OnePageWide: true, Tall: true})
	if err != nil {
		return nil, err
	}
	if _, err := out.Row(sheet.TextValue(title).As(sheet.Strong)); err != nil {
		return nil, err
	}
	values := make([]sheet.Value, 0, len(heads))
	for _, h := range heads {
		values = append(values, sheet.TextValue(h).As(sheet.Header))
	}
	_, err = out.Row(values...)
	return out, err
}

func (s *shell) reviewHeads() []string {
	pick := s.words.Pick
	return []string{pick("STT", "No."), pick("Xã", "Commune"), pick("Số tiền", "At stake"), pick("Khác ở đâu", "What differs"),
		pick("Trên danh sách", "On the list"), pick("Trong dữ liệu dân cư", "In the registry"), pick("Người khác có thể", "Others it may be"),
		pick("Quyết định", "Decision"), pick("Lý do", "Reason"), pick("Nhóm", "Group"), pick("Kỳ", "Period"), pick("Dòng", "Row"), pick("Dấu kiểm", "Seal")}
}

func (s *shell) reviewLine(out *sheet.SheetWriter, n int, item reviewItem) error {
	best := reviewCandidate{}
	var others []string
	choices := make([]string, 0, len(item.Candidates)+1)
	for i, c := range item.Candidates {
		choices = append(choices, c.PersonalID+choiceMark+c.Name)
		if c.PersonalID == item.Proposed || item.Proposed == "" && i == 0 {
			best = c
		}
	}
	for _, c := range item.Candidates {
		if c.PersonalID != best.PersonalID {
			others = append(others, strings.Join([]string{c.PersonalID, c.Name, civil.DayFirst(c.Birth), c.Commune}, " · "))
		}
	}
	text := func(t string) sheet.Value { return sheet.TextValue(t).As(sheet.Boxed) }
	answer := sheet.TextValue("").As(sheet.Answer)
	listed, person := s.sides(item, best)
	row, err := out.Row(text(strconv.Itoa(n)), text(item.List.Commune), amountValue(item.AtStake), text(s.why(item, best)), listed.As(sheet.Boxed),
		person.As(sheet.Boxed), text(strings.Join(others, "\n")), answer, answer, text(item.Group), text(civil.DayFirst(item.List.Period)), text(item.Row), text(item.seal))
	if err != nil {
		return err
	}
	return out.DropDown(reviewChoice, row, row, append(choices, s.rejection()))
}

// choiceMark stands between a person's number and name in a choice.
const choiceMark = " · "

// amountValue is an amount of đồng, or its digits where it is none.
func amountValue(digits string) sheet.Value {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return sheet.TextValue(digits).As(sheet.Boxed)
	}
	return sheet.AmountValue(n).As(sheet.Boxed)
}

// why says in which way the row is off, what is often confused, what became of
// an earlier decision, and what the registry's office answered.
func (s *shell) why(item reviewItem, best reviewCandidate) string {
	said := []string{s.words.Pattern(item.Outcome, item.Pattern)}
	for _, d := range best.Differences {
		for _, h := range d.Hints {
			said = append(said, s.words.Name(wording.Hints, h))
		}
	}
	if item.State != "" {
		said = append(said, s.words.Name(wording.ReviewStates, item.State))
	}
	if item.Answered != nil {
		said = append(said, item.Answered.line(s.words, hidden(true)))
	}
	return strings.Join(said, "\n")
}

// sides are the row and one person of the registry, field under field, with the
// characters in which they differ marked.
func (s *shell) sides(item reviewItem, c reviewCandidate) (listed, person sheet.Value) {
	var left, right side
	for _, f := range []struct {
		field          beneficiary.Field
		list, registry string
	}{{beneficiary.Name, item.List.Name, c.Name}, {beneficiary.BirthField, civil.DayFirst(item.List.Birth), civil.DayFirst(c.Birth)},
		{beneficiary.PersonalID, firstOf(item.List.PersonalID, item.List.OldNumber), c.PersonalID},
		{beneficiary.Commune, item.List.Commune, c.Commune}, {beneficiary.SexField, s.words.Sex(item.List.Sex), s.words.Sex(c.Sex)}} {
		d := c.of(f.field)
		if f.list == "" || f.registry == "" { // what is not there differs in nothing
			d = reviewDifference{}
		}
		if f.field == beneficiary.SexField && f.list != f.registry {
			d.ListAt, d.RegistryAt = []int{0}, []int{0}
		}
		left.add(f.list, d.ListAt)
		right.add(f.registry, d.RegistryAt)
	}
	if c.PersonalID == "" {
		return sheet.TextValue(left.text), sheet.TextValue(s.words.Pick("(không có ai giống)", "(nobody is like this)"))
	}
	return sheet.MarkedValue(left.text, left.at), sheet.MarkedValue(right.text, right.at)
}

// side is one record, a field a line.
type side struct {
	text string
	at   []int
}

func (x *side) add(field string, at []int) {
	if x.text != "" {
		x.text += "\n"
	}
	begin := len([]rune(x.text))
	for _, n := range at {
		x.at = append(x.at, begin+n)
	}
	x.text += firstOf(field, "–")
}

func (s *shell) groupSheet(book *sheet.Book, groups []reviewGroup, period string) error {
	pick := s.words.Pick
	heads := []string{pick("Nhóm", "Group"), pick("Xã", "Commune"), pick("Khác ở đâu", "What differs"), pick("Số dòng", "Rows"), pick("Số tiền", "At stake"),
		pick("Quyết định", "Decision"), pick("Lý do", "Reason"), pick("Kỳ", "Period")}
	out, err := bookSheet(book, pick("Cả nhóm", "Whole groups"), s.words.Marked(s.kept.info.Practice, pick("Một quyết định cho mọi dòng của nhóm: xem các dòng ở trang «Từng dòng» trước.",
		"One decision for every row of a group: look at its rows on “Row by row” first.")), []int{15, 9, 50, 9, 14, 20, 40, 9}, heads)
	if err != nil {
		return err
	}
	text := func(t string) sheet.Value { return sheet.TextValue(t).As(sheet.Boxed) }
	answer := sheet.TextValue("").As(sheet.Answer)
	for _, g := range groups {
		row, err := out.Row(text(g.Group), text(g.Commune), text(s.words.Pattern(g.Outcome, g.Pattern)), sheet.IntValue(int64(len(g.Rows))).As(sheet.Boxed),
			amountValue(g.AtStake), answer, answer, text(civil.DayFirst(period)))
		if err != nil {
			return err
		}
		if err := out.DropDown(groupChoice, row, row, []string{s.acceptance(), s.rejection()}); err != nil {
			return err
		}
	}
	return nil
}
