package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/wording"
)

type registryRequestCmd struct {
	Period  month    `placeholder:"YYYY-MM" help:"${ask_period}"`
	Tier    []string `placeholder:"T" help:"${ask_tier}"`
	Outcome []string `placeholder:"OUTCOME" help:"${ask_outcome}"`
	Again   bool     `help:"${ask_again}"`
	Number  int64    `placeholder:"N" help:"${ask_number}"`
	Out     string   `required:"" placeholder:"FILE" help:"${f_out}"`
}

// registryRequested is a request that was made, or made before.
type registryRequested struct {
	Status    string         `json:"status"` // new, unchanged, nothing
	Request   int64          `json:"request"`
	Period    string         `json:"period"`
	Questions int            `json:"questions"`
	ByOutcome map[string]int `json:"by_outcome"`
	Open      int            `json:"open"`
	Answered  int            `json:"answered"`
	File      string         `json:"file"` // "" where nothing is asked
	SHA256    string         `json:"sha256"`
}

func (c *registryRequestCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if c.Number != 0 && (!c.Period.IsZero() || len(c.Tier)+len(c.Outcome) > 0 || c.Again) {
		return nil, failedWith("usage", "registry request --number N --out FILE | --period YYYY-MM --out FILE")
	}
	asked, err := c.ask(ctx, s)
	if err != nil {
		return nil, err
	}
	out := &registryRequested{Status: asked.Status, Request: asked.Request, Period: asked.Period, Questions: asked.Questions,
		ByOutcome: asked.ByOutcome, Open: asked.Open, Answered: asked.Answered, SHA256: asked.SHA256}
	if asked.Content == nil {
		return out, nil
	}
	out.File = c.Out
	_, err = writeCopy(c.Out, asked.Content)
	return out, err
}

func (c *registryRequestCmd) ask(ctx context.Context, s *shell) (app.RegistryAsked, error) {
	if c.Number != 0 {
		a, err := s.reader(ctx)
		if err != nil {
			return app.RegistryAsked{}, err
		}
		return a.RegistryRequested(ctx, c.Number)
	}
	a, err := s.actor(ctx)
	if err != nil {
		return app.RegistryAsked{}, err
	}
	return a.AskRegistry(ctx, app.RegistryAsk{Period: s.thisMonth(c.Period), Tiers: c.Tier, Outcomes: c.Outcome, Again: c.Again})
}

func (r *registryRequested) needsPerson() bool { return false }

func (r *registryRequested) show(p *page) {
	if r.File == "" {
		p.line("Kỳ %s: không có gì mới để hỏi.", "Period %s: nothing new to ask.", p.day(r.Period))
	} else {
		p.line("Yêu cầu số %d, kỳ %s: hỏi về %s người, trong tệp %s.", "Request %d, period %s: questions about %s persons, in %s.",
			r.Request, p.day(r.Period), p.count(r.Questions), r.File)
	}
	p.counts(wording.Outcomes, r.ByOutcome)
	if r.Open+r.Answered > 0 {
		p.line("Bỏ qua %s người đang chờ trả lời và %s người đã được trả lời trong kỳ (hỏi lại: --again).",
			"Left out: %s persons whose question waits for its answer, %s answered in this period (--again asks again).", p.count(r.Open), p.count(r.Answered))
	}
}

type registryRequestsCmd struct{}

// registryRequests are all requests, and how far their answers are.
type registryRequests struct {
	Requests   []registryRequest `json:"requests"`
	Asked      int64             `json:"asked"`
	Answered   int64             `json:"answered"`
	Open       int64             `json:"open"`
	OldestOpen string            `json:"oldest_open"` // when the oldest open question was asked; "" for none
}

type registryRequest struct {
	Request  int64  `json:"request"`
	Period   string `json:"period"`
	By       string `json:"by"`
	At       string `json:"at"`
	Asked    int64  `json:"asked"`
	Answered int64  `json:"answered"`
	Open     int64  `json:"open"`
	SHA256   string `json:"sha256"`
}

func (c *registryRequestsCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.RegistryRequests(ctx)
	if err != nil {
		return nil, err
	}
	out := &registryRequests{Requests: []registryRequest{}}
	for _, r := range all {
		one := registryRequest{Request: r.ActNo, Period: r.Period, By: r.Actor, At: r.RecordedAt, Asked: r.Questions, Answered: r.Answered,
			Open: r.Questions - r.Answered, SHA256: r.SHA256}
		out.Requests = append(out.Requests, one)
		out.Asked, out.Answered, out.Open = out.Asked+one.Asked, out.Answered+one.Answered, out.Open+one.Open
		if one.Open > 0 && out.OldestOpen == "" {
			out.OldestOpen = one.At
		}
	}
	return out, nil
}

func (r *registryRequests) needsPerson() bool { return false }

func (r *registryRequests) show(p *page) {
	p.line("%s câu hỏi: đã trả lời %s, còn chờ %s.", "%s questions: %s answered, %s open.", p.count(int(r.Asked)), p.count(int(r.Answered)), p.count(int(r.Open)))
	if r.OldestOpen != "" {
		p.line("Chờ lâu nhất: từ %s.", "The oldest waits since %s.", p.moment(r.OldestOpen))
	}
	var rows [][]string
	for _, x := range r.Requests {
		rows = append(rows, []string{fmt.Sprint(x.Request), p.day(x.Period), p.moment(x.At), x.By, p.count(int(x.Asked)), p.count(int(x.Answered)), p.count(int(x.Open))})
	}
	p.table([]head{{vi: "Yêu cầu", en: "Request", number: true}, {vi: "Kỳ", en: "Period"}, {vi: "Lúc", en: "At"}, {vi: "Người lập", en: "By"},
		{vi: "Hỏi", en: "Asked", number: true}, {vi: "Đã trả lời", en: "Answered", number: true}, {vi: "Còn chờ", en: "Open", number: true}}, rows)
}

type registryResponseCmd struct {
	File   string `arg:"" help:"${a_file}"`
	Layout string `placeholder:"NAME|FILE" help:"${answer_layout}"`
	AsOf   day    `name:"as-of" placeholder:"DATE" help:"${answer_as_of}"`
}

// registryAnswered is what became of a file of answers.
type registryAnswered struct {
	File     string        `json:"file"`
	SHA256   string        `json:"sha256"`
	Status   string        `json:"status"` // new, unchanged, refused, faulty
	Reason   string        `json:"reason"`
	Message  string        `json:"message"`
	Fix      string        `json:"fix"`
	Detail   string        `json:"detail"`
	Layout   string        `json:"layout"`
	Answers  int           `json:"answers"`
	Found    int           `json:"found"`
	NotFound int           `json:"not_found"`
	Several  int           `json:"several"`
	Repeated int           `json:"repeated"`
	Blank    int           `json:"blank"`
	Refused  int           `json:"refused"`
	Issues   []answerIssue `json:"issues"`
	Response int64         `json:"response"`
	Added    int64         `json:"added"`
	Changed  int64         `json:"changed"`
	Waits    bool          `json:"waits"` // for somebody else to confirm it
	Faults   []layoutFault `json:"faults"`
}

// answerIssue is a line that was refused.
type answerIssue struct {
	Line    int    `json:"line"`
	Column  string `json:"column"`
	Cell    string `json:"cell"`
	Code    string `json:"code"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

func (c *registryResponseCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	f := app.ResponseFile{Name: filepath.Base(c.File), AsOf: c.AsOf.Date}
	if f.AsOf.IsZero() {
		f.AsOf = s.today()
	}
	out := &registryAnswered{File: f.Name, Issues: []answerIssue{}}
	f.Layout, err = answerLayout(c.Layout)
	if out.Faults = s.layoutFaults(err); len(out.Faults) > 0 {
		out.Status, out.File = layoutFaulty, c.Layout
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	if f.Data, err = readFile(c.File); err != nil {
		return nil, err
	}
	if f.SHA256, err = digestOf(bytes.NewReader(f.Data)); err != nil {
		return nil, err
	}
	out.SHA256 = f.SHA256
	r, err := a.AnswerRegistry(ctx, f)
	if err != nil {
		return nil, err
	}
	s.fillAnswered(out, r)
	return out, nil
}

func (s *shell) fillAnswered(out *registryAnswered, r app.ResponseOutcome) {
	out.Status, out.Reason, out.Detail, out.Layout = r.Status, r.Reason, r.Detail, r.Layout
	out.Answers, out.Repeated, out.Blank, out.Refused = r.Answers, r.Repeated, r.Blank, r.Refused
	out.Found, out.NotFound, out.Several = r.ByVerdict[string(registry.SaidFound)], r.ByVerdict[string(registry.SaidNotFound)], r.ByVerdict[string(registry.SaidSeveral)]
	out.Response, out.Added, out.Changed, out.Waits = r.Response, r.Added, r.Changed, r.Waits
	if r.Reason != "" {
		said, ok := s.words.Of(wording.RegistryAnswers, r.Reason)
		if !ok {
			said, _ = s.words.Of(wording.FileRefusals, r.Reason)
		}
		out.Message, out.Fix = said.Says, said.Fix
	}
	out.Issues = s.answerIssues(r.Faults)
}

func (s *shell) answerIssues(faults []registry.AnswerFault) []answerIssue {
	out := []answerIssue{}
	for _, f := range faults {
		said := s.words.RegistryAnswer(f.Code)
		out = append(out, answerIssue{Line: f.Line, Column: f.Column, Cell: f.Cell, Code: f.Code, Value: f.Value, Message: said.Says, Fix: said.Fix})
	}
	return out
}

// answerLayout is a built-in layout by its name, or one in a file: a name has
// neither a point nor a slash in it. No name is no layout.
func answerLayout(name string) (*registry.AnswerLayout, error) {
	if name == "" {
		return nil, nil
	}
	if strings.ContainsAny(name, `./\`) {
		text, err := readFile(name)
		if err != nil {
			return nil, err
		}
		return registry.ParseAnswerLayout(text)
	}
	l, ok, err := registry.AnswerLayoutNamed(name)
	if err == nil && !ok {
		err = &app.NotFound{Kind: "layout", ID: name}
	}
	return l, err
}

func (r *registryAnswered) needsPerson() bool { return r.Refused > 0 }

// failed says that nothing was kept.
func (r *registryAnswered) failed() bool {
	return r.Status == layoutFaulty || r.Status == app.ListRefused
}

func (r *registryAnswered) show(p *page) {
	switch r.Status {
	case layoutFaulty:
		showFaults(p, r.File, r.Faults)
		return
	case app.ListRefused:
		p.line("%s: không nhận. %s %s [%s]", "%s: not taken. %s %s [%s]", r.File, r.Message, r.Fix, r.Reason)
	default:
		p.line("%s (%s): %s câu trả lời mới, %s đã biết (tìm thấy %s, không tìm thấy %s, nhiều người %s); để trống %s dòng, từ chối %s dòng.",
			"%s (%s): %s new answers, %s known already (found %s, not found %s, several %s); %s lines left blank, %s refused.", r.File,
			p.words.Name(wording.FileStatuses, r.Status), p.count(r.Answers), p.count(r.Repeated), p.count(r.Found), p.count(r.NotFound),
			p.count(r.Several), p.count(r.Blank), p.count(r.Refused))
	}
	p.answerIssues(r.Issues)
	if r.Waits {
		p.line("Phiếu trả lời số %d thêm %s người, đổi %s người vào dữ liệu dân cư sau khi người khác xác nhận: registry confirm %d.",
			"Answers %d add %s persons to the registry data and change %s once somebody else confirms them: registry confirm %d.",
			r.Response, p.count(int(r.Added)), p.count(int(r.Changed)), r.Response)
	}
}

func (p *page) answerIssues(issues []answerIssue) {
	for _, i := range issues {
		p.line("  dòng %d %s: %s %s [%s]", "  line %d %s: %s %s [%s]", i.Line, i.Cell, i.Message, i.Fix, i.Code)
	}
}

// reviewAnswer is what the registry's office answered about a row.
type reviewAnswer struct {
	Request    int64  `json:"request"`
	Code       string `json:"code"`
	Verdict    string `json:"verdict"`
	Said       string `json:"said"`
	PersonalID string `json:"personal_id"`
	Name       string `json:"full_name"`
	Birth      string `json:"date_of_birth"`
	Status     string `json:"status"`
	DiedOn     string `json:"died_on"`
	Note       string `json:"note"`
	Day        string `json:"day"`
}

// answerOf is nil for none.
func answerOf(a *app.RegistrySaid) *reviewAnswer {
	if a == nil {
		return nil
	}
	return &reviewAnswer{Request: a.RequestNo, Code: a.Code(), Verdict: a.Verdict, Said: a.Said, PersonalID: a.PersonalID, Name: a.FullName,
		Birth: a.DateOfBirth, Status: a.Status, DiedOn: a.DiedOn, Note: a.Note, Day: a.AsOf}
}

// line is the answer as one reads it; number shows or masks.
func (a *reviewAnswer) line(w wording.Words, number func(string) string) string {
	parts := []string{w.Pick("Dân cư trả lời", "The registry answered") + " " + civil.DayFirst(a.Day) + " (" + a.Code + "): " + w.Name(wording.Answers, a.Said)}
	for _, text := range []string{a.PersonalID, a.Name, civil.DayFirst(a.Birth), civil.DayFirst(a.DiedOn), a.Note} {
		if text == a.PersonalID && text != "" {
			text = number(text)
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " · ")
}
