package main

import (
	"context"
	"encoding/json"
	"fmt"

	"chitra/internal/app"
	"chitra/reports"
)

type reviewConfirmCmd struct {
	Row    string `arg:"" help:"${review_row}"`
	Reason string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type reviewWithdrawCmd struct {
	Row    string `arg:"" help:"${review_row}"`
	Reason string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type reviewHistoryCmd struct {
	Row string `arg:"" help:"${review_row}"`
}

type reviewRecheckCmd struct {
	List   recheckListCmd   `cmd:"" help:"${recheck_list}"`
	Decide recheckDecideCmd `cmd:"" help:"${recheck_decide}"`
}

type recheckListCmd struct {
	Numbers bool `help:"${review_numbers}"`
}

type recheckDecideCmd struct {
	Row    string `arg:"" help:"${review_row}"`
	Person string `placeholder:"ID" xor:"answer" help:"${review_person}"`
	Reject bool   `xor:"answer" help:"${review_reject}"`
	Reason string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type reviewPlantCmd struct {
	File        string `arg:"" optional:"" help:"${plant_file}"`
	FromSettled int    `name:"from-settled" placeholder:"N" help:"${plant_settled}"`
	Period      month  `placeholder:"YYYY-MM" help:"${review_period}"`
}

type reviewQualityCmd struct{}

// rowsConfirmed is what a second person's word came to.
type rowsConfirmed struct {
	Row       string `json:"row"`
	Confirmed int    `json:"confirmed"`
}

func (c *reviewConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	n, err := a.ConfirmDecision(ctx, c.Row, c.Reason)
	return &rowsConfirmed{Row: c.Row, Confirmed: n}, err
}

func (r *rowsConfirmed) needsPerson() bool { return false }

func (r *rowsConfirmed) show(p *page) {
	p.line("Đã xác nhận %s dòng. Chạy list match để áp dụng.", "Confirmed %s rows. Run list match to take them up.", p.count(r.Confirmed))
}

// decisionWithdrawn is a decision that was taken back.
type decisionWithdrawn struct {
	Row        string `json:"row"`
	PaidBefore int    `json:"paid_before"` // payments of earlier months that it led to
}

func (c *reviewWithdrawCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	n, err := a.WithdrawDecision(ctx, c.Row, c.Reason)
	return &decisionWithdrawn{Row: c.Row, PaidBefore: n}, err
}

func (d *decisionWithdrawn) needsPerson() bool { return d.PaidBefore > 0 }

func (d *decisionWithdrawn) show(p *page) {
	p.line("Đã rút quyết định của dòng %s. Chạy list match: dòng trở lại hàng chờ.", "The decision about row %s is taken back. Run list match: the row waits again.", d.Row)
	if d.PaidBefore > 0 {
		p.line("Quyết định này đã dẫn đến %s khoản chi của các tháng trước: xem có phải thu hồi không.",
			"It led to %s payments of earlier months: see whether they have to be recovered.", p.count(d.PaidBefore))
	}
}

// rowHistory is everything ever decided about a row's person.
type rowHistory struct {
	Row    string        `json:"row"`
	Events []reviewEvent `json:"events"`
}

type reviewEvent struct {
	Kind       string `json:"kind"` // decided, confirmed, rechecked, withdrawn
	About      string `json:"about"`
	Actor      string `json:"actor"`
	RecordedAt string `json:"recorded_at"`
	PersonalID string `json:"personal_id"` // "" for nobody
	Reason     string `json:"reason"`
	Group      string `json:"group"`
	AtStake    string `json:"at_stake"`
	Agrees     bool   `json:"agrees"`
}

func (c *reviewHistoryCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	events, err := a.ReviewHistory(ctx, c.Row)
	out := &rowHistory{Row: c.Row, Events: []reviewEvent{}}
	for _, e := range events {
		out.Events = append(out.Events, reviewEvent{Kind: e.Kind, About: e.Row, Actor: e.Actor, RecordedAt: e.RecordedAt, PersonalID: e.PersonalID,
			Reason: e.Reason, Group: e.Group, AtStake: fmt.Sprint(e.AtStake), Agrees: e.Agrees})
	}
	return out, err
}

func (h *rowHistory) needsPerson() bool { return false }

func (h *rowHistory) show(p *page) {
	if len(h.Events) == 0 {
		p.line("Chưa có quyết định nào về dòng %s.", "Nothing has been decided about row %s.", h.Row)
	}
	kinds := map[string][2]string{app.EventDecided: {"quyết định", "decided"}, app.EventConfirmed: {"người thứ hai xác nhận", "confirmed"},
		app.EventRechecked: {"xem lại", "looked at again"}, app.EventWithdrawn: {"rút lại", "taken back"}}
	var rows [][]string
	for _, e := range h.Events {
		who := masked(e.PersonalID)
		if e.PersonalID == "" {
			who = p.words.Pick("không ai", "nobody")
		}
		kind := p.words.Pick(kinds[e.Kind][0], kinds[e.Kind][1])
		if e.Kind == app.EventRechecked && !e.Agrees {
			kind += p.words.Pick(", khác", ", differs")
		}
		rows = append(rows, []string{p.moment(e.RecordedAt), e.Actor, kind, who, p.amount(e.AtStake), e.Group, e.Reason})
	}
	p.table([]head{{vi: "Lúc", en: "At"}, {vi: "Ai", en: "Who"}, {vi: "Việc", en: "What"}, {vi: "Người được chọn", en: "Person"},
		{vi: "Số tiền", en: "At stake", number: true}, {vi: "Nhóm", en: "Group"}, {vi: "Lý do", en: "Reason"}}, rows)
}

func (c *recheckListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	items, err := a.Rechecks(ctx)
	return &toRecheck{reviewShown{Items: queueOf(items), numbers: c.Numbers}}, err
}

// toRecheck are rows to look at again, without the first answer.
type toRecheck struct{ reviewShown }

func (r *toRecheck) show(p *page) {
	p.line("%s quyết định chờ bạn xem lại, không kèm kết quả trước.", "%s decisions for you to look at again, without the first answer.", p.count(len(r.Items)))
	r.reviewShown.show(p)
}

// recheckMade is a second look that was recorded.
type recheckMade struct {
	Row string `json:"row"`
}

func (c *recheckDecideCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if (c.Person != "") == c.Reject {
		return nil, failedWith("usage", "ROW --person ID | ROW --reject")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	return &recheckMade{Row: c.Row}, a.Recheck(ctx, app.Decision{Row: c.Row, PersonalID: c.Person, Reason: c.Reason})
}

func (r *recheckMade) needsPerson() bool { return false }

func (r *recheckMade) show(p *page) {
	p.line("Đã ghi ý kiến xem lại dòng %s.", "The second look at row %s is recorded.", r.Row)
}

// casesPlanted are known cases that were planted.
type casesPlanted struct {
	Period  string `json:"period"`
	Planted int    `json:"planted"`
}

func (c *reviewPlantCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if (c.File != "") == (c.FromSettled > 0) || c.FromSettled < 0 {
		return nil, failedWith("usage", "review plant FILE | --from-settled N")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &casesPlanted{Period: s.thisMonth(c.Period).String()}
	if c.FromSettled > 0 {
		out.Planted, err = a.PlantSettled(ctx, s.thisMonth(c.Period), c.FromSettled)
		return out, err
	}
	cases, err := readPlants(c.File)
	if err != nil {
		return nil, err
	}
	out.Planted, err = a.PlantCases(ctx, s.thisMonth(c.Period), cases)
	return out, err
}

// plantedPerson is somebody as a file of known cases has them.
type plantedPerson struct {
	PersonalID string `json:"personal_id"`
	Name       string `json:"full_name"`
	Birth      string `json:"date_of_birth"`
	Sex        string `json:"sex"`
	Commune    string `json:"commune"`
}

func (p plantedPerson) person() app.PlantPerson {
	return app.PlantPerson{PersonalID: p.PersonalID, FullName: p.Name, DateOfBirth: p.Birth, Sex: p.Sex, Commune: p.Commune}
}

// readPlants reads {"cases": [{"list", "candidates", "answer", "fault"}]}.
func readPlants(name string) ([]app.PlantCase, error) {
	data, err := readFile(name)
	if err != nil {
		return nil, err
	}
	var whole struct {
		Cases []struct {
			List       plantedPerson   `json:"list"`
			Candidates []plantedPerson `json:"candidates"`
			Answer     string          `json:"answer"`
			Fault      string          `json:"fault"`
		} `json:"cases"`
	}
	if err := json.Unmarshal(data, &whole); err != nil {
		return nil, fmt.Errorf("read known cases %s: %w", name, err)
	}
	var out []app.PlantCase
	for _, c := range whole.Cases {
		one := app.PlantCase{List: c.List.person(), Answer: c.Answer, Fault: c.Fault}
		for _, p := range c.Candidates {
			one.Candidates = append(one.Candidates, p.person())
		}
		out = append(out, one)
	}
	return out, nil
}

func (c *casesPlanted) needsPerson() bool { return false }

func (c *casesPlanted) show(p *page) {
	p.line("Đã cài %s trường hợp biết trước đáp án vào kỳ %s; không trường hợp nào được chi.",
		"Planted %s known cases in period %s; none of them is ever paid.", p.count(c.Planted), p.day(c.Period))
}

// reviewQuality is how well each reviewer looks.
type reviewQuality struct {
	Reviewers []reviewerQuality `json:"reviewers"`
}

type reviewerQuality struct {
	Reviewer     string `json:"reviewer"`
	Decisions    int    `json:"decisions"`
	Accepted     int    `json:"accepted"`
	Rejected     int    `json:"rejected"`
	Withdrawn    int    `json:"withdrawn"`
	Rechecked    int    `json:"rechecked"`
	Differing    int    `json:"differing"`
	Planted      int    `json:"planted"`
	PlantedWrong int    `json:"planted_wrong"`
	Wrong        int    `json:"wrong"`      // differing and planted wrong together
	Checked      int    `json:"checked"`    // of so many
	ErrorRate    string `json:"error_rate"` // per cent; "" where nothing was checked
}

func (c *reviewQualityCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Quality(ctx)
	out := &reviewQuality{Reviewers: []reviewerQuality{}}
	for _, q := range all {
		one := reviewerQuality{Reviewer: q.Reviewer, Decisions: q.Decisions, Accepted: q.Accepted, Rejected: q.Rejected, Withdrawn: q.Withdrawn,
			Rechecked: q.Rechecked, Differing: q.Differing, Planted: q.Planted, PlantedWrong: q.PlantedWrong, Wrong: q.CheckedWrong, Checked: q.Checked}
		if q.Checked > 0 {
			one.ErrorRate = reports.Ratio{Num: q.CheckedWrong, Den: q.Checked}.String()
		}
		out.Reviewers = append(out.Reviewers, one)
	}
	return out, err
}

func (q *reviewQuality) needsPerson() bool { return false }

func (q *reviewQuality) show(p *page) {
	var rows [][]string
	for _, x := range q.Reviewers {
		rate := p.words.Pick("chưa kiểm tra", "not checked")
		if x.Checked > 0 {
			rate = fmt.Sprintf("%s/%s = %s %%", p.count(x.Wrong), p.count(x.Checked), x.ErrorRate)
		}
		rows = append(rows, []string{x.Reviewer, p.count(x.Decisions), p.count(x.Withdrawn), p.count(x.Rechecked), p.count(x.Differing),
			p.count(x.Planted), p.count(x.PlantedWrong), rate})
	}
	p.table([]head{{vi: "Người xét duyệt", en: "Reviewer"}, {vi: "Quyết định", en: "Decisions", number: true}, {vi: "Rút lại", en: "Taken back", number: true},
		{vi: "Được xem lại", en: "Looked at again", number: true}, {vi: "Khác ý", en: "Differing", number: true}, {vi: "Biết trước", en: "Known", number: true},
		{vi: "Sai", en: "Wrong", number: true}, {vi: "Tỷ lệ sai", en: "Error rate"}}, rows)
}
