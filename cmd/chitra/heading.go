package main

import (
	"context"
	"fmt"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/app"
)

type headingLearnCmd struct {
	Text    string `arg:"" help:"${heading_text}"`
	Field   string `required:"" placeholder:"FIELD" help:"${heading_field}"`
	Commune string `placeholder:"CODE" help:"${heading_commune}"`
}

type headingForgetCmd struct {
	Text    string `arg:"" help:"${heading_text}"`
	Commune string `placeholder:"CODE" help:"${heading_commune}"`
}

type headingListCmd struct{}

// fieldNames are the fields that a heading can be, for the help.
func fieldNames() string {
	var keys []string
	for _, f := range beneficiary.Fields() {
		keys = append(keys, f.Key())
	}
	return strings.Join(keys, ", ")
}

// headingChanged is what became of one heading.
type headingChanged struct {
	Heading string `json:"heading"`
	Field   string `json:"field"`
	Commune string `json:"commune"` // "" for every commune
	Status  string `json:"status"`  // new, unchanged, forgotten
}

const headingForgotten = "forgotten"

func (c *headingLearnCmd) do(ctx context.Context, s *shell) (outcome, error) {
	field, ok := beneficiary.FieldOf(c.Field)
	if !ok {
		return nil, failedWith("usage", fmt.Sprintf("--field %s: %s", c.Field, fieldNames()))
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	fresh, err := a.LearnHeading(ctx, app.HeadingLesson{Heading: c.Text, Field: field, Office: c.Commune})
	out := &headingChanged{Heading: c.Text, Field: c.Field, Commune: c.Commune, Status: app.ListUnchanged}
	if fresh {
		out.Status = app.ListNew
	}
	return out, err
}

func (c *headingForgetCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &headingChanged{Heading: c.Text, Commune: c.Commune, Status: headingForgotten}
	return out, a.ForgetHeading(ctx, c.Text, c.Commune)
}

func (c *headingChanged) needsPerson() bool { return false }

func (c *headingChanged) show(p *page) {
	office := c.Commune
	if office == "" {
		office = p.words.Pick("mọi xã", "every commune")
	}
	switch c.Status {
	case app.ListNew:
		p.line("%s: tiêu đề «%s» từ nay là %s.", "%s: the heading “%s” is %s from now on.", office, c.Heading, p.words.Field(c.Field))
	case headingForgotten:
		p.line("%s: đã bỏ tiêu đề «%s».", "%s: the heading “%s” is forgotten.", office, c.Heading)
	default:
		p.line("%s: tiêu đề «%s» đã được dạy như vậy.", "%s: the heading “%s” was taught so already.", office, c.Heading)
	}
}

// headingList is every heading that was taught and not forgotten.
type headingList struct {
	Headings []taughtHeading `json:"headings"`
}

type taughtHeading struct {
	Heading    string `json:"heading"`
	Field      string `json:"field"`
	Commune    string `json:"commune"`
	TaughtBy   string `json:"taught_by"`
	RecordedAt string `json:"recorded_at"`
}

func (c *headingListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Headings(ctx)
	if err != nil {
		return nil, err
	}
	out := &headingList{Headings: []taughtHeading{}}
	for _, h := range all {
		out.Headings = append(out.Headings, taughtHeading{Heading: h.Heading, Field: h.Field, Commune: h.Office, TaughtBy: h.Actor, RecordedAt: h.RecordedAt})
	}
	return out, nil
}

func (l *headingList) needsPerson() bool { return false }

func (l *headingList) show(p *page) {
	if len(l.Headings) == 0 {
		p.line("Chưa dạy tiêu đề nào.", "No heading was taught yet.")
	}
	var rows [][]string
	for _, h := range l.Headings {
		rows = append(rows, []string{h.Heading, p.words.Field(h.Field), h.Commune, h.TaughtBy, p.moment(h.RecordedAt)})
	}
	p.table([]head{{vi: "Tiêu đề", en: "Heading"}, {vi: "Là", en: "Is"}, {vi: "Xã", en: "Commune"}, {vi: "Người dạy", en: "Taught by"}, {vi: "Lúc", en: "At"}}, rows)
}
