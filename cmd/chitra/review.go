package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/wording"
)

type reviewListCmd struct {
	Period  month `placeholder:"YYYY-MM" help:"${review_period}"`
	Numbers bool  `help:"${review_numbers}"`
}

// reviewQueue is what waits for a decision.
type reviewQueue struct {
	Period string       `json:"period"`
	Items  []reviewItem `json:"items"`

	numbers bool // shown in full
}

// reviewItem is one row, both records side by side.
type reviewItem struct {
	Row        string            `json:"row"`
	Outcome    string            `json:"outcome"`
	Tier       string            `json:"tier"`
	Bits       json.Number       `json:"bits"` // of the best candidate
	List       reviewRow         `json:"list"`
	Candidates []reviewCandidate `json:"candidates"`
	Evidence   app.Evidence      `json:"evidence"`
	// Answered is what the registry's office answered; nil for nothing.
	Answered *reviewAnswer `json:"answered"`
}

// reviewRow is the row as the list has it, and where it stands.
type reviewRow struct {
	File       string `json:"file"`
	Period     string `json:"period"`
	Series     string `json:"series"`
	Sheet      string `json:"sheet"`
	Line       int64  `json:"line"`
	Name       string `json:"full_name"`
	Birth      string `json:"date_of_birth"`
	Sex        string `json:"sex"`
	PersonalID string `json:"personal_id"`
	OldNumber  string `json:"old_number"`
	Commune    string `json:"commune"`
	Address    string `json:"address"`
	Category   string `json:"category"`
}

// reviewCandidate is a person of the registry who may be meant.
type reviewCandidate struct {
	PersonalID string      `json:"personal_id"`
	Name       string      `json:"full_name"`
	Birth      string      `json:"date_of_birth"`
	Sex        string      `json:"sex"`
	Commune    string      `json:"commune"`
	Status     string      `json:"status"`
	Bits       json.Number `json:"bits"`
}

func (c *reviewListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	q, err := s.queue(ctx, s.thisMonth(c.Period))
	if err != nil {
		return nil, err
	}
	q.numbers = c.Numbers
	return q, nil
}

// queue reads the review queue of a period.
func (s *shell) queue(ctx context.Context, period civil.Month) (*reviewQueue, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	items, err := a.ReviewQueue(ctx, period)
	if err != nil {
		return nil, err
	}
	return &reviewQueue{Period: period.String(), Items: queueOf(items)}, nil
}

// queueOf is a review queue as the command prints it.
func queueOf(items []app.ReviewItem) []reviewItem {
	out := make([]reviewItem, 0, len(items))
	for _, i := range items {
		out = append(out, itemOf(i))
	}
	return out
}

func itemOf(i app.ReviewItem) reviewItem {
	r := i.List
	out := reviewItem{Row: i.Row, Outcome: i.Outcome, Tier: i.Tier, Bits: "0", Evidence: i.Evidence, Answered: answerOf(i.Answered),
		List: reviewRow{File: i.FileName, Period: i.Period, Series: i.Series, Sheet: r.Sheet, Line: r.Line, Name: r.FullName,
			Birth: firstOf(r.BirthDate, r.BirthText), Sex: r.Sex, PersonalID: firstOf(r.PersonalID, r.NumberText), OldNumber: r.OldNumber,
			Commune: r.Commune, Address: r.Address, Category: r.Category}, Candidates: []reviewCandidate{}}
	for _, c := range i.Candidates {
		out.Candidates = append(out.Candidates, reviewCandidate{PersonalID: c.PersonalID, Name: c.FullName, Birth: c.DateOfBirth,
			Sex: c.Sex, Commune: c.CommuneCode, Status: c.Status, Bits: bits(c.Tenths)})
	}
	if len(out.Candidates) > 0 {
		out.Bits = out.Candidates[0].Bits
	}
	return out
}

// bits writes tenths of a bit as a decimal number.
func bits(tenths int) json.Number {
	sign := ""
	if tenths < 0 {
		sign, tenths = "-", -tenths
	}
	return json.Number(sign + strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10))
}

func (q *reviewQueue) needsPerson() bool { return false }

func (q *reviewQueue) show(p *page) {
	p.line("Kỳ %s: %s dòng chờ xét duyệt.", "Period %s: %s rows wait for a decision.", q.Period, p.count(len(q.Items)))
	number := masked
	if q.numbers {
		number = func(s string) string { return s }
	}
	var rows [][]string
	for _, i := range q.Items {
		rows = append(rows, []string{i.Row, i.Tier, p.words.Name(wording.Outcomes, i.Outcome), i.List.Name, i.List.Birth,
			number(i.List.PersonalID), i.List.Commune, ""})
		for _, c := range i.Candidates {
			rows = append(rows, []string{"", "", "  →", c.Name, c.Birth, number(c.PersonalID), c.Commune, string(c.Bits)})
		}
	}
	for _, i := range q.Items {
		if i.Answered != nil {
			p.text(i.Row + ": " + i.Answered.line(p.words, number) + "\n")
		}
	}
	p.table([]head{{vi: "Dòng", en: "Row"}, {vi: "Bậc", en: "Tier"}, {vi: "Kết quả", en: "Outcome"}, {vi: "Họ và tên", en: "Name"},
		{vi: "Ngày sinh", en: "Born"}, {vi: "Số định danh", en: "Number"}, {vi: "Xã", en: "Commune"}, {vi: "Bit", en: "Bits", number: true}}, rows)
}

type reviewDecideCmd struct {
	Row    string `arg:"" optional:"" help:"${review_row}"`
	Person string `placeholder:"ID" xor:"answer,many" help:"${review_person}"`
	Reject bool   `xor:"answer,many" help:"${review_reject}"`
	Reason string `placeholder:"TEXT" help:"${f_reason}"`
	File   string `placeholder:"FILE" xor:"many" help:"${review_file}"`
}

// decisionsMade is what decisions came to.
type decisionsMade struct {
	Decided  int            `json:"decided"`
	Accepted int            `json:"accepted"`
	Rejected int            `json:"rejected"`
	Refused  []decisionMade `json:"refused"`
}

// decisionMade is a decision that was not taken, and why.
type decisionMade struct {
	Row     string `json:"row"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

// decision is one answer as a decisions file has it.
type decision struct {
	Row        string `json:"row"`
	PersonalID string `json:"personal_id"`
	Reason     string `json:"reason"`
}

func (c *reviewDecideCmd) do(ctx context.Context, s *shell) (outcome, error) {
	decisions, err := c.decisions()
	if err != nil {
		return nil, err
	}
	return s.decide(ctx, decisions)
}

func (c *reviewDecideCmd) decisions() ([]app.Decision, error) {
	if c.File != "" {
		return readDecisions(c.File)
	}
	if c.Row == "" || c.Person == "" && !c.Reject {
		return nil, failedWith("usage", "ROW --person ID | ROW --reject | --file FILE")
	}
	return []app.Decision{{Row: c.Row, PersonalID: c.Person, Reason: c.Reason}}, nil
}

// readDecisions reads {"decisions": […]}, or the list alone.
func readDecisions(name string) ([]app.Decision, error) {
	data, err := readFile(name)
	if err != nil {
		return nil, err
	}
	var whole struct {
		Decisions []decision `json:"decisions"`
	}
	if err := json.Unmarshal(data, &whole); err != nil {
		if json.Unmarshal(data, &whole.Decisions) != nil {
			return nil, fmt.Errorf("read decisions %s: %w", name, err)
		}
	}
	out := make([]app.Decision, len(whole.Decisions))
	for i, d := range whole.Decisions {
		out[i] = app.Decision{Row: d.Row, PersonalID: d.PersonalID, Reason: d.Reason}
	}
	return out, nil
}

// decide records decisions in one act. One that is refused because its row has
// changed is told and does not stop the others; a single one is an error.
func (s *shell) decide(ctx context.Context, decisions []app.Decision) (*decisionsMade, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &decisionsMade{Refused: []decisionMade{}}
	for {
		err := a.Decide(ctx, decisions)
		var refused *app.Refused
		if err == nil {
			break
		}
		if !errors.As(err, &refused) || len(decisions) == 1 {
			return nil, err
		}
		rest := slices.DeleteFunc(slices.Clone(decisions), func(d app.Decision) bool { return d.Row == refused.Subject })
		if len(rest) == len(decisions) {
			return nil, err
		}
		said, _ := s.words.Of(wording.Acts, refused.Code)
		out.Refused = append(out.Refused, decisionMade{Row: refused.Subject, Code: refused.Code, Message: said.Says, Fix: said.Fix})
		decisions = rest
	}
	for _, d := range decisions {
		if d.PersonalID == "" {
			out.Rejected++
		} else {
			out.Accepted++
		}
	}
	out.Decided = len(decisions)
	return out, nil
}

func (d *decisionsMade) needsPerson() bool { return len(d.Refused) > 0 }

func (d *decisionsMade) show(p *page) {
	p.line("Đã quyết định %s dòng: nhận %s, từ chối %s.", "Decided %s rows: accepted %s, rejected %s.",
		p.count(d.Decided), p.count(d.Accepted), p.count(d.Rejected))
	for _, r := range d.Refused {
		p.text("  " + r.Row + ": " + r.Message + " " + r.Fix + "\n")
	}
	p.line("Chạy list match để áp dụng.", "Run list match to take them up.")
}
