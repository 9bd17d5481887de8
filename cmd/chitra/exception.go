package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/wording"
)

type exceptionCmd struct {
	List    exceptionListCmd    `cmd:"" help:"${exception_list}"`
	Show    exceptionShowCmd    `cmd:"" help:"${exception_show}"`
	Assign  exceptionAssignCmd  `cmd:"" help:"${exception_assign}"`
	Close   exceptionCloseCmd   `cmd:"" help:"${exception_close}"`
	Confirm exceptionConfirmCmd `cmd:"" help:"${exception_confirm}"`
}

type exceptionListCmd struct {
	Period  month  `placeholder:"YYYY-MM" help:"${exception_period}"`
	Owner   string `placeholder:"USER" help:"${exception_owner}"`
	Kind    string `placeholder:"KIND" help:"${exception_kind}"`
	Overdue bool   `help:"${exception_overdue}"`
	Closed  bool   `help:"${report_closed}"`
}

type exceptionShowCmd struct {
	ID string `arg:"" help:"${exception_id}"`
}

type exceptionAssignCmd struct {
	ID     string `arg:"" help:"${exception_id}"`
	To     string `required:"" placeholder:"USER" help:"${exception_to}"`
	Due    day    `placeholder:"YYYY-MM-DD" help:"${exception_due}"`
	Reason string `placeholder:"TEXT" help:"${f_reason}"`
}

type exceptionCloseCmd struct {
	ID     string `arg:"" help:"${exception_id}"`
	Reason string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type exceptionConfirmCmd struct {
	ID string `arg:"" help:"${exception_id}"`
}

// exceptionsListed is what nobody has closed, or some of it.
type exceptionsListed struct {
	AsOf       string            `json:"as_of"`
	Exceptions []listedException `json:"exceptions"`
	Totals     []exceptionTotal  `json:"totals"`
}

// exceptionTotal is what is open of one kind.
type exceptionTotal struct {
	Kind    string `json:"kind"`
	Count   int    `json:"count"`
	Amount  string `json:"amount"`
	Overdue int    `json:"overdue"`
	amount  int64
}

// totalsByKind adds up what is open, by kind.
func totalsByKind(all []app.ExceptionCase) []exceptionTotal {
	by := map[string]*exceptionTotal{}
	for _, x := range all {
		if x.State == app.ExceptionClosed {
			continue
		}
		if by[x.Kind] == nil {
			by[x.Kind] = &exceptionTotal{Kind: x.Kind}
		}
		t := by[x.Kind]
		t.Count++
		if x.Amount != nil {
			t.amount += *x.Amount
		}
		if x.Overdue {
			t.Overdue++
		}
	}
	out := []exceptionTotal{}
	for _, kind := range sortedKeys(by) {
		by[kind].Amount = digits(by[kind].amount)
		out = append(out, *by[kind])
	}
	return out
}

func (c *exceptionListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	q := app.ExceptionQuery{From: c.Period.Month, To: c.Period.Month, Owner: c.Owner, Kind: c.Kind, Overdue: c.Overdue, Closed: c.Closed, AsOf: s.now()}
	all, err := a.ExceptionCases(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &exceptionsListed{AsOf: q.AsOf.In(civil.Zone()).Format(time.RFC3339), Exceptions: []listedException{}, Totals: totalsByKind(all)}
	for _, x := range all {
		out.Exceptions = append(out.Exceptions, s.listedException(x))
	}
	return out, nil
}

func (l *exceptionsListed) needsPerson() bool { return len(l.Totals) > 0 }

func (l *exceptionsListed) show(p *page) {
	p.line("Ngoại lệ: %s", "Exceptions: %s", p.count(len(l.Exceptions)))
	exceptionTotalsTable(p, l.Totals)
	exceptionTable(p, l.Exceptions)
}

func exceptionTotalsTable(p *page, totals []exceptionTotal) {
	var rows [][]string
	for _, t := range totals {
		said, _ := p.words.Of(wording.Exceptions, t.Kind)
		rows = append(rows, []string{said.Says, p.count(t.Count), p.dong(t.amount), p.count(t.Overdue), said.Fix, t.Kind})
	}
	p.table([]head{{vi: "Loại", en: "Kind"}, {vi: "Số lượng", en: "Count", number: true}, {vi: "Số tiền", en: "Amount", number: true},
		{vi: "Quá hạn", en: "Overdue", number: true}, {vi: "Cần làm", en: "What to do"}, {vi: "--kind", en: "--kind"}}, rows)
}

func exceptionTable(p *page, all []listedException) {
	var rows [][]string
	for _, x := range all[:min(len(all), shownExceptions)] {
		said, _ := p.words.Of(wording.Exceptions, x.Kind)
		due := p.day(x.Due)
		if x.Overdue {
			due += p.words.Pick(" quá hạn", " overdue")
		}
		rows = append(rows, []string{x.ID, said.Says, strconv.Itoa(x.AgeDays), p.ownerOf(x), due, x.Subject, x.Reference, p.amount(x.Amount)})
	}
	p.table([]head{{vi: "Mã", en: "Id"}, {vi: "Loại", en: "Kind"}, {vi: "Số ngày", en: "Days", number: true}, {vi: "Của", en: "Owner"},
		{vi: "Hạn", en: "Due"}, {vi: "Về", en: "Subject"}, {vi: "Tham chiếu", en: "Reference"}, {vi: "Số tiền", en: "Amount", number: true}}, rows)
	if more := len(all) - len(rows); more > 0 {
		p.line("… và %s ngoại lệ nữa: --json", "… and %s more: --json", p.count(more))
	}
}

// ownerOf is a person's name or, until one is named, the role that owns it.
func (p *page) ownerOf(x listedException) string {
	if x.OwnedBy == app.OwnedByUser {
		return x.Owner
	}
	return p.words.Name(wording.Roles, x.Owner)
}

// exceptionShown is one exception with all that became of it.
type exceptionShown struct {
	listedException
	DueBasis    string          `json:"due_basis"`
	NeedsSecond bool            `json:"needs_second"`
	History     []exceptionStep `json:"history"`
}

type exceptionStep struct {
	Step       string `json:"step"` // opened, assigned, close_proposed, closed, resolved, reopened
	At         string `json:"at"`
	By         string `json:"by"`
	To         string `json:"to"`
	Due        string `json:"due"`
	Reason     string `json:"reason"`
	Fact       string `json:"fact"`
	ProposedBy string `json:"proposed_by"`
}

func (s *shell) exceptionShown(x app.ExceptionCase) *exceptionShown {
	out := &exceptionShown{listedException: s.listedException(x), DueBasis: x.Rule.Basis, NeedsSecond: x.NeedsSecond(),
		History: []exceptionStep{{Step: app.CaseOpened, At: x.OpenedAt, To: x.Rule.Owner, Reason: x.Detail}}}
	for _, t := range x.Steps {
		out.History = append(out.History, exceptionStep{Step: t.Step, At: t.RecordedAt, By: t.Actor, To: t.Owner, Due: t.Due, Reason: t.Reason,
			Fact: t.Fact, ProposedBy: t.ProposedBy})
	}
	return out
}

func (c *exceptionShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.ShowException(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	return s.exceptionShown(x), nil
}

func (x *exceptionShown) needsPerson() bool { return false }

func (x *exceptionShown) show(p *page) {
	about := x.ID
	if x.Amount != "" {
		about += " · " + p.amount(x.Amount) + p.words.Pick(" đồng", " VND")
	}
	p.text(about + "\n" + strings.TrimSpace(x.Message+" "+x.Fix) + " [" + x.Kind + "]\n")
	exceptionTable(p, []listedException{x.listedException})
	var rows [][]string
	for _, t := range x.History {
		who := t.By
		if t.ProposedBy != "" {
			who = t.ProposedBy + ", " + t.By
		}
		to, why := t.To, t.Reason
		if t.Step == app.CaseOpened { // by the engine: to a role, for what may be a code
			said, _ := p.words.Of(wording.Exceptions, why)
			to, why = p.words.Name(wording.Roles, to), said.Says
		}
		rows = append(rows, []string{p.words.Name(wording.ExceptionSteps, t.Step), p.moment(t.At), who, strings.TrimSpace(to + " " + p.day(t.Due)), strings.TrimSpace(why + " " + t.Fact)})
	}
	p.table([]head{{vi: "Bước", en: "Step"}, {vi: "Lúc", en: "At"}, {vi: "Ai", en: "By"}, {vi: "Giao cho, hạn", en: "To, due"}, {vi: "Vì sao", en: "Why"}}, rows)
	if x.NeedsSecond && x.State != app.ExceptionClosed {
		p.line("Đóng ngoại lệ này cần hai người.", "Closing this exception takes two persons.")
	}
}

// exceptionChanged is an exception after an act on it.
type exceptionChanged struct {
	exceptionShown
}

func (x *exceptionChanged) show(p *page) {
	switch x.State {
	case app.ExceptionClosing:
		p.line("Ngoại lệ %s chờ người khác đồng ý đóng: chitra exception confirm %s", "Exception %s waits for somebody else: chitra exception confirm %s", x.ID, x.ID)
	case app.ExceptionClosed:
		p.line("Ngoại lệ %s đã đóng.", "Exception %s is closed.", x.ID)
	default:
		p.line("Ngoại lệ %s của %s, hạn %s.", "Exception %s is %s's, due %s.", x.ID, p.ownerOf(x.listedException), p.day(x.Due))
	}
}

// exceptionAct acts on one exception and says how it stands then.
func (s *shell) exceptionAct(ctx context.Context, do func(*app.App) (app.ExceptionCase, error)) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	x, err := do(a)
	if err != nil {
		return nil, err
	}
	return &exceptionChanged{*s.exceptionShown(x)}, nil
}

func (c *exceptionAssignCmd) do(ctx context.Context, s *shell) (outcome, error) {
	return s.exceptionAct(ctx, func(a *app.App) (app.ExceptionCase, error) {
		return a.AssignException(ctx, c.ID, c.To, c.Due.Date, c.Reason)
	})
}

func (c *exceptionCloseCmd) do(ctx context.Context, s *shell) (outcome, error) {
	return s.exceptionAct(ctx, func(a *app.App) (app.ExceptionCase, error) { return a.CloseException(ctx, c.ID, c.Reason) })
}

func (c *exceptionConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	return s.exceptionAct(ctx, func(a *app.App) (app.ExceptionCase, error) { return a.ConfirmException(ctx, c.ID) })
}
