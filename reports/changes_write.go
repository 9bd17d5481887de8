package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// MarshalJSON refuses a report whose sums do not hold. The figures of all stand
// at the top, each commune's in lines, each person in persons with numbers in
// full.
func (r *ChangesReport) MarshalJSON() ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	out := r.Total.fields()
	lines := []map[string]any{}
	for _, l := range r.Shown() {
		line := l.Figures.fields()
		line["key"], line["name"] = l.Key, l.Name
		lines = append(lines, line)
	}
	persons := make([]changeJSON, len(r.Changes))
	for i := range r.Changes {
		c := &r.Changes[i]
		persons[i] = changeJSON{Beneficiary: c.Person, Name: c.Name, Number: c.Number, Changes: c.Kinds, Was: standingOf(&c.Was), Is: standingOf(&c.Is)}
		persons[i].ListedBefore, persons[i].ListedNow = listedOf(c)
	}
	out["lines"], out["persons"] = lines, persons
	out["period"], out["period_before"], out["programme"] = r.Month.String(), r.Before.String(), r.Programme
	out["as_of"], out["practice"], out["unit"] = moment(r.AsOf), r.Practice, r.Unit
	out["open_rows_before"], out["open_rows_now"] = r.OpenBefore, r.OpenNow
	return json.Marshal(out)
}

func (f *ChangeFigures) fields() map[string]any {
	out := map[string]any{}
	for _, x := range AllChangeFigures() {
		out[x.Key()], out[x.Key()+"_amount"] = f[x].Count, f[x].Amount.Digits()
	}
	return out
}

type changeJSON struct {
	Beneficiary string        `json:"beneficiary"`
	Name        string        `json:"full_name"`
	Number      string        `json:"personal_id"`
	Changes     []ChangeKind  `json:"changes"`
	Was         *standingJSON `json:"was"` // null where nothing was due
	Is          *standingJSON `json:"is"`
	// The row that is no payment, of somebody new on the list of the month
	// before, of somebody gone on this month's; else null.
	ListedBefore *listedJSON `json:"listed_before"`
	ListedNow    *listedJSON `json:"listed_now"`
}

type listedJSON struct {
	Reason  ListedWhy `json:"reason"`
	Outcome string    `json:"outcome"`
	Commune string    `json:"commune"`
	Row     int       `json:"row"`
	ByName  bool      `json:"by_name"`
}

func listedOf(c *Change) (before, now *listedJSON) {
	if !c.Listed.Found() {
		return nil, nil
	}
	row := &listedJSON{Reason: c.Listed.Why, Outcome: c.Listed.Outcome, Commune: c.Listed.Commune, Row: c.Listed.Line, ByName: c.Listed.ByName}
	if c.Has(ChangeGone) {
		return nil, row
	}
	return row, nil
}

type standingJSON struct {
	Commune  string       `json:"commune"`
	Payments int          `json:"payments"`
	Amount   string       `json:"amount"`
	To       []paidToJSON `json:"accounts"`
}

type paidToJSON struct {
	Bank    string `json:"bank"`
	Account string `json:"account"`
	Holder  string `json:"holder"`
}

func standingOf(s *Standing) *standingJSON {
	if s.Payments.Count == 0 {
		return nil
	}
	out := &standingJSON{Commune: s.Commune, Payments: s.Payments.Count, Amount: s.Payments.Amount.Digits(), To: []paidToJSON{}}
	for _, t := range s.To {
		out.To = append(out.To, paidToJSON{Bank: t.Bank, Account: t.Account, Holder: t.Holder})
	}
	return out
}

// WriteJSON writes the report as one indented JSON object.
func (r *ChangesReport) WriteJSON(w io.Writer) error { return writeJSON(w, r) }

// WriteCSV writes a row for each person with a change, numbers in full: for who
// has to look at each. The figures are in the other forms.
func (r *ChangesReport) WriteCSV(w io.Writer) error {
	if err := r.Check(); err != nil {
		return err
	}
	rows := [][]string{{
		"period", "period_before", "as_of", "practice", "changes", "full_name", "personal_id", "beneficiary",
		"commune_before", "commune_now", "amount_before", "amount_now", "bank_before", "bank_now",
		"account_before", "account_now", "holder_before", "holder_now", "listed_before", "listed_now",
	}}
	for i := range r.Changes {
		rows = append(rows, r.csvRow(&r.Changes[i]))
	}
	return writeCSV(w, rows)
}

func (r *ChangesReport) csvRow(c *Change) []string {
	kinds := make([]string, len(c.Kinds))
	for i, k := range c.Kinds {
		kinds[i] = string(k)
	}
	amount := func(s *Standing) string {
		if s.Payments.Count == 0 {
			return ""
		}
		return s.Payments.Amount.Digits()
	}
	row := []string{
		r.Month.String(), r.Before.String(), moment(r.AsOf), strconv.FormatBool(r.Practice), strings.Join(kinds, " "),
		Inert(c.Name), Inert(c.Number), c.Person, c.Was.Commune, c.Is.Commune, amount(&c.Was), amount(&c.Is),
	}
	for _, of := range []func(PaidTo) string{
		func(t PaidTo) string { return t.Bank }, func(t PaidTo) string { return t.Account }, func(t PaidTo) string { return t.Holder },
	} {
		row = append(row, Inert(c.Was.each(of)), Inert(c.Is.each(of)))
	}
	before, now := listedOf(c)
	for _, l := range []*listedJSON{before, now} {
		if l == nil {
			row = append(row, "")
		} else {
			row = append(row, string(l.Reason))
		}
	}
	return row
}

// each writes one thing of every account money goes to.
func (s *Standing) each(of func(PaidTo) string) string {
	parts := make([]string, len(s.To))
	for i, t := range s.To {
		parts[i] = of(t)
	}
	return strings.Join(parts, "; ")
}

// shownPersons is how many persons of a kind a terminal shows.
const shownPersons = 20

// ChangesText draws the report for a terminal: the figures, the communes, and
// the first persons of each kind with their numbers masked.
func ChangesText(w io.Writer, r *ChangesReport, l Lang) error {
	if err := r.Check(); err != nil {
		return err
	}
	t := text{l: l, w: l.Words()}
	t.changes(r)
	t.changesByCommune(r)
	for _, k := range ChangeKinds() {
		t.changesOfKind(r, k)
	}
	t.line()
	for _, d := range append(l.ChangeWords().Definitions, l.OpenRows(r)) {
		t.line("- ", d)
	}
	if _, err := io.WriteString(w, t.out.String()); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}

func (t *text) changes(r *ChangesReport) {
	w := t.l.ChangeWords()
	if r.Practice {
		t.line("*** ", t.w.Practice, " ***")
	}
	t.line(w.Title, " · ", t.l.Period(r.Month, r.Month), " · ", LowerFirst(w.Compared), " ", t.l.Period(r.Before, r.Before))
	t.line(t.w.CutOff, " ", t.l.Moment(r.AsOf))
	t.line()
	for _, f := range AllChangeFigures() {
		if shownInSum(f) {
			t.line(right(indented(f)+t.l.FigureName(f), labelWidth), left(t.l.Count(r.Total[f].Count), 9), left(t.l.FigureDong(f, r.Total[f]), 20), " ", t.w.Dong)
		}
	}
	t.line(right(t.w.Persons, labelWidth), t.l.SumOfChanges(&r.Total))
}

// indented sets the parts of a figure off from it.
func indented(f ChangeFigure) string {
	switch f {
	case FigureRaised, FigureLowered, FigureNewListed, FigureGoneListed:
		return "  "
	}
	return ""
}

// shownInSum leaves out the figures of moves, which change nothing for all.
func shownInSum(f ChangeFigure) bool { return f != FigureMovedOut && f != FigureMovedIn }

func (t *text) changesByCommune(r *ChangesReport) {
	if len(r.Shown()) == 0 {
		return
	}
	t.line()
	t.line(t.l.ChangeWords().ByCommune)
	quiet := 0
	for _, l := range r.Shown() {
		var parts []string
		for _, f := range []ChangeFigure{FigureNew, FigureGone, FigureMovedIn, FigureMovedOut, FigureAmount, FigureAccount, FigureAccountAdded,
			FigureAccountRemoved, FigurePayee} {
			if n := l.Figures[f].Count; n > 0 {
				parts = append(parts, LowerFirst(t.l.FigureName(f))+" "+t.l.Count(n))
			}
		}
		if len(parts) == 0 {
			quiet++
			continue
		}
		f := &l.Figures
		t.line("  ", right(t.l.CommuneName(&l), labelWidth-2), right(t.l.Count(f[FigureBefore].Count)+" → "+t.l.Count(f[FigureNow].Count), 16),
			strings.Join(parts, ", "))
	}
	if quiet > 0 {
		t.line("  ", fmt.Sprintf(t.l.ChangeWords().Quiet, t.l.Count(quiet)))
	}
}

// CommuneName is what a line of communes is called.
func (l Lang) CommuneName(c *ChangeLine) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Key != "":
		return c.Key
	}
	return l.pick("Chưa xác định", "Not known")
}

func (t *text) changesOfKind(r *ChangesReport, k ChangeKind) {
	rows, more := r.OfKind(k, shownPersons)
	if len(rows) == 0 {
		return
	}
	t.line()
	t.line(t.l.KindName(k), ": ", t.l.Count(len(rows)+more))
	for _, row := range rows {
		cells := row.Cells(t.l, k)
		t.line("  ", right(cells[0], 28), right(cells[1], 14), right(cells[2], 24), cells[3], " → ", cells[4], "  (", cells[5], ")")
		if cause := t.l.Cause(r, row); cause != "" {
			t.line("      ", cause)
		}
	}
	if more > 0 {
		t.line("  ", fmt.Sprintf(t.l.ChangeWords().More, t.l.Count(more)))
	}
}

// OfKind are the first persons with a change of a kind, and how many more there
// are.
func (r *ChangesReport) OfKind(k ChangeKind, most int) (first []*Change, more int) {
	for i := range r.Changes {
		if c := &r.Changes[i]; c.Has(k) {
			if len(first) < most {
				first = append(first, c)
			} else {
				more++
			}
		}
	}
	return first, more
}

// Cells are a person's change of one kind as a screen shows it: name, number
// masked, commune, before, now, and the amount.
func (c *Change) Cells(l Lang, k ChangeKind) []string {
	amount := l.Dong(c.place().Payments.Amount)
	if k == ChangeAmount {
		amount = l.signed(c.Is.Payments.Amount.Minor() - c.Was.Payments.Amount.Minor())
	}
	commune := &ChangeLine{Key: c.place().Commune, Name: c.place().CommuneName}
	return []string{c.Name, Masked(c.Number), l.CommuneName(commune), l.Aspect(k, &c.Was, Masked), l.Aspect(k, &c.Is, Masked), amount}
}
