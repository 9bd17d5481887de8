package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/wording"
)

type reviewListCmd struct {
	Period  month `placeholder:"YYYY-MM" help:"${review_period}"`
	Groups  bool  `help:"${review_groups}"`
	Numbers bool  `help:"${review_numbers}"`
}

type reviewShowCmd struct {
	What    string `arg:"" help:"${review_what}"`
	Period  month  `placeholder:"YYYY-MM" help:"${review_period}"`
	Numbers bool   `help:"${review_numbers}"`
}

// reviewQueue is what waits for a decision.
type reviewQueue struct {
	Period string       `json:"period"`
	Items  []reviewItem `json:"items"`

	numbers bool // shown in full
}

// reviewGroups are the undecided rows by pattern.
type reviewGroups struct {
	Period string        `json:"period"`
	Groups []reviewGroup `json:"groups"`
}

// reviewGroup is what one decision answers.
type reviewGroup struct {
	Group    string   `json:"group"`
	Commune  string   `json:"commune"`
	Outcome  string   `json:"outcome"`
	Tier     string   `json:"tier"`
	Pattern  []string `json:"pattern"`
	AtStake  string   `json:"at_stake"`
	Proposed bool     `json:"proposed"`
	Rows     []string `json:"rows"`
}

// reviewItem is one row, both records side by side.
type reviewItem struct {
	Row        string            `json:"row"`
	Group      string            `json:"group"`
	State      string            `json:"state"`
	Outcome    string            `json:"outcome"`
	Tier       string            `json:"tier"`
	Pattern    []string          `json:"pattern"`
	AtStake    string            `json:"at_stake"`
	Due        string            `json:"due"`
	Proposed   string            `json:"proposed"`
	DecidedBy  string            `json:"decided_by"`
	Bits       json.Number       `json:"bits"` // of the best candidate
	List       reviewRow         `json:"list"`
	Candidates []reviewCandidate `json:"candidates"`
	Evidence   app.Evidence      `json:"evidence"`
	// Answered is what the registry's office answered; nil for nothing.
	Answered *reviewAnswer `json:"answered"`

	seal string // the same as long as what is shown of the row is
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
	PersonalID  string             `json:"personal_id"`
	Name        string             `json:"full_name"`
	Birth       string             `json:"date_of_birth"`
	Sex         string             `json:"sex"`
	Commune     string             `json:"commune"`
	Status      string             `json:"status"`
	Bits        json.Number        `json:"bits"`
	Differences []reviewDifference `json:"differences"`
}

// reviewDifference is a field in which list and registry differ: both texts, and
// the places of the characters that do, from 0.
type reviewDifference struct {
	Field      string   `json:"field"`
	List       string   `json:"list"`
	Registry   string   `json:"registry"`
	ListAt     []int    `json:"list_at"`
	RegistryAt []int    `json:"registry_at"`
	Hints      []string `json:"hints"`
}

func (c *reviewListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	period := s.thisMonth(c.Period)
	if c.Groups {
		return s.groups(ctx, period)
	}
	q, err := s.queue(ctx, period)
	if err != nil {
		return nil, err
	}
	q.numbers = c.Numbers
	return q, nil
}

// queue reads the review queue of a period.
func (s *shell) queue(ctx context.Context, period civil.Month) (*reviewQueue, error) {
	a, err := s.looker(ctx)
	if err != nil {
		return nil, err
	}
	items, err := a.ReviewQueue(ctx, period)
	if err != nil {
		return nil, err
	}
	return &reviewQueue{Period: period.String(), Items: queueOf(items)}, nil
}

// looker is somebody who reads, by the name given: of known cases they see those
// that they have not answered.
func (s *shell) looker(ctx context.Context) (*app.App, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	return s.newApp(app.Actor{Name: s.set.As})
}

func (s *shell) groups(ctx context.Context, period civil.Month) (*reviewGroups, error) {
	a, err := s.looker(ctx)
	if err != nil {
		return nil, err
	}
	groups, err := a.ReviewGroups(ctx, period)
	if err != nil {
		return nil, err
	}
	out := &reviewGroups{Period: period.String(), Groups: []reviewGroup{}}
	for _, g := range groups {
		one := reviewGroup{Group: g.ID, Commune: g.Commune, Outcome: g.Outcome, Tier: g.Tier, Pattern: texts(g.Pattern),
			AtStake: g.AtStake.Digits(), Proposed: g.Proposed}
		for _, i := range g.Items {
			one.Rows = append(one.Rows, i.Row)
		}
		out.Groups = append(out.Groups, one)
	}
	return out, nil
}

// texts is a list that JSON writes as one even where it is empty.
func texts[S ~string](all []S) []string {
	out := make([]string, 0, len(all))
	for _, s := range all {
		out = append(out, string(s))
	}
	return out
}

// do shows one row, or the rows of a group, whole.
func (c *reviewShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	q, err := s.queue(ctx, s.thisMonth(c.Period))
	if err != nil {
		return nil, err
	}
	items := slices.DeleteFunc(q.Items, func(i reviewItem) bool { return i.Row != c.What && i.Group != c.What })
	if len(items) == 0 {
		return nil, &app.NotFound{Kind: "row or group", ID: c.What}
	}
	return &reviewShown{Items: items, numbers: c.Numbers}, nil
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
	out := reviewItem{Row: i.Row, Group: i.Group, State: i.State, Outcome: i.Outcome, Tier: i.Tier, Pattern: texts(i.Pattern), Bits: "0",
		AtStake: i.AtStake.Digits(), Proposed: i.Evidence.Person, Evidence: i.Evidence, Answered: answerOf(i.Answered), seal: i.Digest()[:12],
		List: reviewRow{File: i.FileName, Period: i.Period, Series: i.Series, Sheet: r.Sheet, Line: r.Line, Name: r.FullName,
			Birth: firstOf(r.BirthDate, r.BirthText), Sex: r.Sex, PersonalID: firstOf(r.PersonalID, r.NumberText), OldNumber: r.OldNumber,
			Commune: r.Commune, Address: r.Address, Category: r.Category}, Candidates: []reviewCandidate{}}
	if !i.Due.IsZero() {
		out.Due = i.Due.Digits()
	}
	if i.State == app.ReviewWaitsSecond || i.State == app.ReviewDecided {
		out.DecidedBy = i.Decision.Actor
	}
	for _, c := range i.Candidates {
		out.Candidates = append(out.Candidates, candidateOf(out.List, c.RegistryPerson, c.Tenths))
	}
	if len(out.Candidates) > 0 {
		out.Bits = out.Candidates[0].Bits
	}
	return out
}

// differencesOf are the fields in which a row and a candidate differ.
func differencesOf(r reviewRow, c reviewCandidate) []reviewDifference {
	out := []reviewDifference{}
	for _, f := range []struct {
		field          beneficiary.Field
		list, registry string
		marks          registry.Marks
	}{
		{beneficiary.Name, r.Name, c.Name, registry.NameMarks(r.Name, c.Name)},
		{beneficiary.BirthField, civil.DayFirst(r.Birth), civil.DayFirst(c.Birth), registry.TextMarks(civil.DayFirst(r.Birth), civil.DayFirst(c.Birth))},
		{beneficiary.SexField, r.Sex, c.Sex, registry.TextMarks(r.Sex, c.Sex)},
		{beneficiary.PersonalID, r.PersonalID, c.PersonalID, registry.TextMarks(r.PersonalID, c.PersonalID)},
		{beneficiary.Commune, r.Commune, c.Commune, registry.TextMarks(r.Commune, c.Commune)},
	} {
		if f.marks.Differ() {
			out = append(out, reviewDifference{Field: f.field.Key(), List: f.list, Registry: f.registry, ListAt: places(f.marks.List),
				RegistryAt: places(f.marks.Registry), Hints: texts(f.marks.Hints)})
		}
	}
	return out
}

func places(at []int) []int { return append([]int{}, at...) }

// of is a candidate's difference in a field.
func (c reviewCandidate) of(f beneficiary.Field) reviewDifference {
	for _, d := range c.Differences {
		if d.Field == f.Key() {
			return d
		}
	}
	return reviewDifference{}
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
	p.line("Kỳ %s: %s dòng chờ xét duyệt.", "Period %s: %s rows wait for a decision.", p.day(q.Period), p.count(len(q.Items)))
	number := hidden(q.numbers)
	var rows [][]string
	for _, i := range q.Items {
		rows = append(rows, []string{i.Row, p.amount(i.AtStake), p.words.Pattern(i.Outcome, i.Pattern), i.List.Name, civil.DayFirst(i.List.Birth),
			number(i.List.PersonalID), i.List.Commune, p.words.Name(wording.ReviewStates, i.State)})
		for _, c := range i.Candidates {
			rows = append(rows, []string{"", "", "  →", p.stressed(c.Name, c.of(beneficiary.Name).RegistryAt), p.stressed(civil.DayFirst(c.Birth), c.of(beneficiary.BirthField).RegistryAt),
				number(c.PersonalID), c.Commune, decimals(p, c.Bits) + " bit"})
		}
	}
	p.table([]head{{vi: "Dòng", en: "Row"}, {vi: "Số tiền", en: "At stake", number: true}, {vi: "Khác ở đâu", en: "What differs"}, {vi: "Họ và tên", en: "Name"},
		{vi: "Ngày sinh", en: "Born"}, {vi: "Số định danh", en: "Number"}, {vi: "Xã", en: "Commune"}, {vi: "Tình trạng", en: "State"}}, rows)
	for _, i := range q.Items {
		if i.Answered != nil {
			p.text(i.Row + ": " + i.Answered.line(p.words, number) + "\n")
		}
	}
}

// hidden is how identity numbers are shown.
func hidden(inFull bool) func(string) string {
	if inFull {
		return func(s string) string { return s }
	}
	return masked
}

// amount writes digits as đồng in groups of three.
func (p *page) amount(digits string) string {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return digits
	}
	return p.words.Lang().Dong(money.Dong(n))
}

// stressed marks characters of a text between brackets, and in red on a terminal.
func (p *page) stressed(s string, at []int) string {
	paint := func(s string) string { return s }
	if f, ok := p.w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		paint = func(s string) string { return text.Colors{text.FgRed, text.Bold}.Sprint(s) }
	}
	var b strings.Builder
	in := false
	for i, r := range []rune(s) {
		if is := slices.Contains(at, i); is != in {
			in = is
			b.WriteString(map[bool]string{true: "[", false: "]"}[is])
		}
		if in {
			b.WriteString(paint(string(r)))
			continue
		}
		b.WriteRune(r)
	}
	if in {
		b.WriteString("]")
	}
	return b.String()
}

func (g *reviewGroups) needsPerson() bool { return false }

func (g *reviewGroups) show(p *page) {
	p.line("Kỳ %s: %s nhóm.", "Period %s: %s groups.", p.day(g.Period), p.count(len(g.Groups)))
	var rows [][]string
	for _, x := range g.Groups {
		rows = append(rows, []string{x.Group, x.Commune, p.words.Pattern(x.Outcome, x.Pattern), p.count(len(x.Rows)), p.amount(x.AtStake),
			p.words.Pick(map[bool]string{true: "nhận được cả nhóm", false: "xem từng dòng"}[x.Proposed],
				map[bool]string{true: "can be accepted whole", false: "row by row"}[x.Proposed])})
	}
	p.table([]head{{vi: "Nhóm", en: "Group"}, {vi: "Xã", en: "Commune"}, {vi: "Khác ở đâu", en: "What differs"}, {vi: "Số dòng", en: "Rows", number: true},
		{vi: "Số tiền", en: "At stake", number: true}, {vi: "Cách làm", en: "How"}}, rows)
	p.line("Xem: review show NHÓM. Nhận cả nhóm: review decide --group NHÓM --accept-proposed --reason TEXT",
		"See: review show GROUP. Accept it whole: review decide --group GROUP --accept-proposed --reason TEXT")
}

// reviewShown are rows with everything there is to say of them.
type reviewShown struct {
	Items []reviewItem `json:"items"`

	numbers bool
}

func (r *reviewShown) needsPerson() bool { return false }

func (r *reviewShown) show(p *page) {
	for _, i := range r.Items {
		p.text(fmt.Sprintf("%s · %s · %s · %s\n", i.Row, i.Tier, p.words.Pattern(i.Outcome, i.Pattern), p.amount(i.AtStake)))
		if i.State != "" {
			p.text("  " + p.words.Name(wording.ReviewStates, i.State) + " " + i.DecidedBy + "\n")
		}
		if i.Answered != nil {
			p.text("  " + i.Answered.line(p.words, hidden(r.numbers)) + "\n")
		}
		for _, c := range i.Candidates {
			r.side(p, i, c)
		}
		for _, x := range i.Evidence.Rivals {
			p.line("  Người tương tự: %s (%s)", "  Rival: %s (%s)", hidden(r.numbers)(x.PersonalID), p.words.Name(wording.Rivals, x.Why))
		}
	}
}

// seen are those of some places whose characters are shown.
func seen(s string, at []int) []int {
	runes := []rune(s)
	return slices.DeleteFunc(slices.Clone(at), func(n int) bool { return n >= len(runes) || runes[n] == '•' })
}

// side sets a row and one candidate side by side.
func (r *reviewShown) side(p *page, i reviewItem, c reviewCandidate) {
	number := hidden(r.numbers)
	var rows [][]string
	for _, f := range []struct {
		field          beneficiary.Field
		list, registry string
	}{{beneficiary.Name, i.List.Name, c.Name}, {beneficiary.BirthField, civil.DayFirst(i.List.Birth), civil.DayFirst(c.Birth)}, {beneficiary.SexField, p.words.Sex(i.List.Sex), p.words.Sex(c.Sex)},
		{beneficiary.PersonalID, number(i.List.PersonalID), number(c.PersonalID)}, {beneficiary.Commune, i.List.Commune, c.Commune}} {
		d := c.of(f.field)
		var hints []string
		for _, h := range d.Hints {
			hints = append(hints, p.words.Name(wording.Hints, h))
		}
		said := ""
		if d.Field != "" {
			said = p.words.Pick("khác", "differs") + " " + strings.Join(hints, ", ")
		}
		rows = append(rows, []string{p.words.Field(f.field.Key()), p.stressed(f.list, seen(f.list, d.ListAt)), p.stressed(f.registry, seen(f.registry, d.RegistryAt)), strings.TrimSpace(said)})
	}
	mark := ""
	if c.PersonalID == i.Proposed {
		mark = p.words.Pick(" (được đề xuất)", " (proposed)")
	}
	p.table([]head{{vi: "Trường", en: "Field"}, {vi: "Danh sách", en: "List"}, {vi: "Dân cư" + mark, en: "Registry" + mark}, {vi: decimals(p, c.Bits) + " bit", en: decimals(p, c.Bits) + " bits"}}, rows)
}
