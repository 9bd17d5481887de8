package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/wording"
)

type reviewExportCmd struct {
	Period month  `placeholder:"YYYY-MM" help:"${review_period}"`
	Out    string `required:"" placeholder:"FILE" help:"${f_out}"`
}

type reviewImportCmd struct {
	File string `arg:"" help:"${a_file}"`
}

// reviewExported is the queue as a workbook.
type reviewExported struct {
	File   string `json:"file"`
	Period string `json:"period"`
	Rows   int    `json:"rows"`
}

// Columns of the review workbook, counted from 0. The reviewer fills the choice
// and the reason; the seal tells whether the row is still what was shown.
const (
	reviewPeriod = iota
	reviewRef
	reviewTier
	reviewOutcome
	reviewName
	reviewBirth
	reviewNumber
	reviewPlace
	reviewPeople
	reviewChoice
	reviewReason
	reviewSeal
	reviewColumns
)

const reviewHeadRow = 2

func (c *reviewExportCmd) do(ctx context.Context, s *shell) (outcome, error) {
	q, err := s.queue(ctx, s.thisMonth(c.Period))
	if err != nil {
		return nil, err
	}
	var content bytes.Buffer
	if err := s.reviewBook(&content, q); err != nil {
		return nil, fmt.Errorf("write the review workbook: %w", err)
	}
	if _, err := writeCopy(c.Out, content.Bytes()); err != nil {
		return nil, err
	}
	return &reviewExported{File: c.Out, Period: q.Period, Rows: len(q.Items)}, nil
}

func (e *reviewExported) needsPerson() bool { return e.Rows > 0 }

func (e *reviewExported) show(p *page) {
	p.line("%s dòng chờ xét duyệt của kỳ %s: %s", "%s rows to review of period %s: %s", p.count(e.Rows), e.Period, e.File)
}

// rejection is what a reviewer chooses when nobody is the person.
func (s *shell) rejection() string { return s.words.Pick("TỪ CHỐI", "REJECT") }

func (s *shell) reviewBook(w *bytes.Buffer, q *reviewQueue) error {
	book := sheet.NewBook()
	out, err := book.AddSheet(s.words.Pick("Xét duyệt", "Review"), sheet.SheetOptions{Frozen: reviewHeadRow,
		Widths: []int{9, 20, 6, 18, 28, 12, 16, 12, 60, 18, 40, 14}})
	if err != nil {
		return err
	}
	title := s.words.Pick("Chọn số định danh đúng hoặc «%s», và ghi lý do.", "Choose the right number or “%s”, and give a reason.")
	if _, err := out.Row(sheet.TextValue(fmt.Sprintf(title, s.rejection())).As(sheet.Title)); err != nil {
		return err
	}
	heads := make([]sheet.Value, 0, reviewColumns)
	for _, h := range s.reviewHeads() {
		heads = append(heads, sheet.TextValue(h).As(sheet.Header))
	}
	if _, err := out.Row(heads...); err != nil {
		return err
	}
	for _, item := range q.Items {
		if err := s.reviewLine(out, item); err != nil {
			return err
		}
	}
	_, err = book.WriteTo(w)
	return err
}

func (s *shell) reviewHeads() [reviewColumns]string {
	pick := s.words.Pick
	return [reviewColumns]string{pick("Kỳ", "Period"), pick("Dòng", "Row"), pick("Bậc", "Tier"), pick("Kết quả đối chiếu", "Outcome"),
		pick("Họ và tên trên danh sách", "Name on the list"), pick("Ngày sinh", "Born"), pick("Số định danh", "Number"), pick("Xã", "Commune"),
		pick("Người trong dữ liệu dân cư", "Persons of the registry"), pick("Quyết định", "Decision"), pick("Lý do", "Reason"), pick("Dấu kiểm", "Seal")}
}

func (s *shell) reviewLine(out *sheet.SheetWriter, item reviewItem) error {
	people := make([]string, 0, len(item.Candidates))
	choices := make([]string, 0, len(item.Candidates)+1)
	for _, c := range item.Candidates {
		people = append(people, fmt.Sprintf("%s · %s · %s · %s · %s · %s bit", c.PersonalID, c.Name, c.Birth, c.Sex, c.Commune, c.Bits))
		choices = append(choices, c.PersonalID)
	}
	if item.Answered != nil {
		people = append(people, item.Answered.line(s.words, func(number string) string { return number }))
	}
	text := func(t string) sheet.Value { return sheet.TextValue(t).As(sheet.Wrapped) }
	row, err := out.Row(text(item.List.Period), text(item.Row), text(item.Tier), text(s.words.Name(wording.Outcomes, item.Outcome)),
		text(item.List.Name), text(item.List.Birth), text(item.List.PersonalID), text(item.List.Commune),
		text(strings.Join(people, "\n")), text(""), text(""), text(item.seal()))
	if err != nil {
		return err
	}
	return out.DropDown(reviewChoice, row, row, append(choices, s.rejection()))
}

// seal is the same as long as the row and the persons offered for it are.
func (i reviewItem) seal() string {
	i.Evidence = app.Evidence{}
	text, err := json.Marshal(i)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

func (c *reviewImportCmd) do(ctx context.Context, s *shell) (outcome, error) {
	data, err := readFile(c.File)
	if err != nil {
		return nil, err
	}
	lines, err := readReviewBook(data)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(c.File), err)
	}
	current, err := s.seals(ctx, lines)
	if err != nil {
		return nil, err
	}
	var decisions []app.Decision
	var changed []decisionMade
	for _, l := range lines {
		if l.choice == "" {
			continue
		}
		if seal, ok := current[l.row]; !ok || seal != l.seal {
			said, _ := s.words.Of(wording.Acts, "row_changed")
			changed = append(changed, decisionMade{Row: l.row, Code: "row_changed", Message: said.Says, Fix: said.Fix})
			continue
		}
		decisions = append(decisions, l.decision())
	}
	out := &decisionsMade{Refused: []decisionMade{}}
	if len(decisions) > 0 {
		if out, err = s.decide(ctx, decisions); err != nil {
			return nil, err
		}
	}
	out.Refused = append(out.Refused, changed...)
	return out, nil
}

// reviewLine is what a reviewer filled in.
type reviewLine struct{ period, row, choice, reason, seal string }

// decision takes a choice for a rejection where it is no number: the word is in
// the language of whoever exported.
func (l reviewLine) decision() app.Decision {
	d := app.Decision{Row: l.row, Reason: l.reason}
	if strings.Trim(l.choice, "0123456789") == "" {
		d.PersonalID = l.choice
	}
	return d
}

func readReviewBook(data []byte) ([]reviewLine, error) {
	r := bytes.NewReader(data)
	t, err := sheet.OpenTable(r, r.Size(), sheet.Limits{})
	if err != nil {
		return nil, err
	}
	var lines []reviewLine
	for row, err := range t.Rows(0) {
		if err != nil {
			return nil, err
		}
		at := func(column int) string {
			if column >= len(row.Cells) {
				return ""
			}
			return strings.TrimSpace(row.Cells[column].Text)
		}
		if row.Number > reviewHeadRow && at(reviewRef) != "" {
			lines = append(lines, reviewLine{at(reviewPeriod), at(reviewRef), at(reviewChoice), at(reviewReason), at(reviewSeal)})
		}
	}
	return lines, nil
}

// seals are those of the queue as it stands now, by row.
func (s *shell) seals(ctx context.Context, lines []reviewLine) (map[string]string, error) {
	seals, seen := map[string]string{}, map[string]bool{}
	for _, l := range lines {
		if seen[l.period] {
			continue
		}
		seen[l.period] = true
		period, err := civil.ParseMonth(l.period)
		if err != nil {
			return nil, err
		}
		q, err := s.queue(ctx, period)
		if err != nil {
			return nil, err
		}
		for _, item := range q.Items {
			seals[item.Row] = item.seal()
		}
	}
	return seals, nil
}
