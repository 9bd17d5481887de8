package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type reviewDecideCmd struct {
	Row            string `arg:"" optional:"" help:"${review_row}"`
	Person         string `placeholder:"ID" xor:"answer" help:"${review_person}"`
	Outside        bool   `help:"${review_outside}"`
	Reject         bool   `xor:"answer" help:"${review_reject}"`
	Group          string `placeholder:"ID" xor:"many" help:"${review_group}"`
	AcceptProposed bool   `name:"accept-proposed" xor:"answer" help:"${review_accept_proposed}"`
	Period         month  `placeholder:"YYYY-MM" help:"${review_period}"`
	Reason         string `placeholder:"TEXT" help:"${f_reason}"`
	File           string `placeholder:"FILE" xor:"many" help:"${review_file}"`
}

// decisionsMade is what decisions came to.
type decisionsMade struct {
	Decided  int            `json:"decided"`
	Accepted int            `json:"accepted"`
	Rejected int            `json:"rejected"`
	Waiting  int            `json:"wait_second"`
	Refused  []decisionMade `json:"refused"`
}

// decisionMade is a decision that was not taken, and why.
type decisionMade struct {
	Row     string `json:"row"`
	Cell    string `json:"cell"` // of a workbook; "" elsewhere
	Code    string `json:"code"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

// decision is one answer as a decisions file has it.
type decision struct {
	Row        string `json:"row"`
	PersonalID string `json:"personal_id"`
	Reason     string `json:"reason"`
	Outside    bool   `json:"outside"`
}

func (c *reviewDecideCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if c.Group != "" {
		return c.decideGroup(ctx, s)
	}
	decisions, err := c.decisions()
	if err != nil {
		return nil, err
	}
	return s.decide(ctx, decisions)
}

func (c *reviewDecideCmd) decideGroup(ctx context.Context, s *shell) (outcome, error) {
	if c.Row != "" || c.Person != "" || c.Outside || c.AcceptProposed == c.Reject {
		return nil, failedWith("usage", "--group ID --accept-proposed | --group ID --reject")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	taken, err := a.DecideGroup(ctx, app.GroupAnswer{Period: s.thisMonth(c.Period), ID: c.Group, Reject: c.Reject, Reason: c.Reason})
	if err != nil {
		return nil, err
	}
	out := &decisionsMade{Decided: taken.Rows, Accepted: taken.Rows, Waiting: taken.WaitSecond, Refused: []decisionMade{}}
	if c.Reject {
		out.Accepted, out.Rejected = 0, taken.Rows
	}
	return out, nil
}

func (c *reviewDecideCmd) decisions() ([]app.Decision, error) {
	one := c.Row != "" && (c.Person != "") != c.Reject && !c.AcceptProposed && (c.Person != "" || !c.Outside)
	switch {
	case c.File != "" && c.Row == "" && !c.Outside && c.Person == "" && !c.Reject && !c.AcceptProposed:
		return readDecisions(c.File)
	case c.File != "" || !one:
		return nil, failedWith("usage", "ROW --person ID [--outside] | ROW --reject | --group ID --accept-proposed | --file FILE")
	}
	return []app.Decision{{Row: c.Row, PersonalID: c.Person, Reason: c.Reason, Outside: c.Outside}}, nil
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
		out[i] = app.Decision{Row: d.Row, PersonalID: d.PersonalID, Reason: d.Reason, Outside: d.Outside}
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
		taken, err := a.DecideAll(ctx, decisions)
		var refused *app.Refused
		if err == nil {
			out.Waiting = taken.WaitSecond
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
	if d.Waiting > 0 {
		p.line("%s dòng trên hạn mức hoặc nhận người ngoài danh sách gợi ý, chờ người thứ hai: review confirm DÒNG", "%s rows above the cap, or for a person outside the candidates, wait for a second person: review confirm ROW", p.count(d.Waiting))
	}
	for _, r := range d.Refused {
		where := r.Row
		if r.Cell != "" {
			where += ", " + r.Cell
		}
		p.text("  " + where + ": " + r.Message + " " + r.Fix + "\n")
	}
	p.line("Chạy list match để áp dụng.", "Run list match to take them up.")
}
