package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"chitra/beneficiary"
	"chitra/internal/civil"
)

// ListPreview is what a list would change: against the month before, against its
// own version in force, and who stands on it or elsewhere a second time. Amounts
// are đồng, of taken rows: the total, else the rate.
type ListPreview struct {
	Before    *ListVersion // of the month before; nil for none
	Month     beneficiary.Difference
	InForce   *ListVersion // of this month; nil for none
	Version   beneficiary.Difference
	Repeats   []beneficiary.Repeat
	RowsNow   int
	AmountNow int64
	ListTotals
	// Stated and StatedBefore say how many rows of this list, and of that of the month
	// before, have an amount.
	Stated, StatedBefore AmountsStated
}

// AmountsStated counts the taken rows of a list with and without an amount.
type AmountsStated struct{ With, Without int }

func statedIn(rows []beneficiary.Listed) (s AmountsStated) {
	for i := range rows {
		switch {
		case rows[i].Refused:
		case rows[i].Stated:
			s.With++
		default:
			s.Without++
		}
	}
	return s
}

// ListTotals are rows and amount of the version in force of a list.
type ListTotals struct {
	RowsBefore   int   `db:"rows_before"`
	AmountBefore int64 `db:"amount_before"`
}

// RowElsewhere is a row in force of another list of the month.
type RowElsewhere struct {
	ListRow
	Programme   string `db:"programme"`
	ListCommune string `db:"list_commune"`
	Series      string `db:"series"`
}

// Repeated counts the rows that stand a second time, by where.
func (p *ListPreview) Repeated() map[string]int {
	out := map[string]int{beneficiary.RepeatedList: 0, beneficiary.RepeatedSupplements: 0, beneficiary.RepeatedCommunes: 0,
		beneficiary.RepeatedProgrammes: 0}
	for _, r := range p.Repeats {
		out[r.Where]++
	}
	return out
}

// comingList are the rows that a list is to have, of a file that was read or of a
// version that is corrected.
type comingList struct {
	ListRef
	rows     []ListRow
	corrects bool // the version in force: rows stay on their lines
	whole    bool // all of the preview is asked for, not the totals alone
}

// preview works out what a list would change, before anything of it counts. It
// asks a handful of questions, none of them row by row.
func preview(ctx context.Context, tx Tx, c comingList) (*ListPreview, error) {
	now := listedRows(c.rows)
	p := &ListPreview{RowsNow: len(now), AmountNow: amountOfRows(now), Stated: statedIn(now)}
	before, rows, err := inForce(ctx, tx, c.ListRef, c.Period.Add(-1))
	if err != nil {
		return nil, fmt.Errorf("the list of the month before: %w", err)
	}
	p.Before, p.Month = before, beneficiary.Differ(rows, now)
	p.RowsBefore, p.AmountBefore, p.StatedBefore = len(rows), amountOfRows(rows), statedIn(rows)
	if p.InForce, rows, err = inForce(ctx, tx, c.ListRef, c.Period); err != nil {
		return nil, fmt.Errorf("the version in force: %w", err)
	}
	if p.InForce != nil {
		p.Version = differing(c.corrects)(rows, now)
	}
	others, err := elsewhere(ctx, tx, c.ListRef, now)
	if err != nil {
		return nil, fmt.Errorf("the other lists of the month: %w", err)
	}
	p.Repeats = beneficiary.Repeats(now, others, string(c.Programme), c.Commune)
	return p, nil
}

// differing is how two versions are compared: line by line where one corrects the
// other, else person by person.
func differing(corrects bool) func(before, now []beneficiary.Listed) beneficiary.Difference {
	if corrects {
		return beneficiary.DifferCorrected
	}
	return beneficiary.Differ
}

// inForce are the version in force of the same list in a month, and its rows.
func inForce(ctx context.Context, tx Tx, r ListRef, period civil.Month) (*ListVersion, []beneficiary.Listed, error) {
	list, ok, err := tx.FindList(ctx, string(r.Programme), period.String(), r.Commune, r.Series)
	if err != nil || !ok {
		return nil, nil, err
	}
	v, ok, err := tx.NewestVersion(ctx, list.ID)
	if err != nil || !ok {
		return nil, nil, err
	}
	rows, err := tx.RowsOf(ctx, v.ActNo)
	return &v, listedRows(rows), err
}

// elsewhere are the rows of the month's other lists that may be somebody's of
// this one.
func elsewhere(ctx context.Context, tx Tx, r ListRef, now []beneficiary.Listed) ([]beneficiary.Elsewhere, error) {
	own := ""
	list, ok, err := tx.FindList(ctx, string(r.Programme), r.Period.String(), r.Commune, r.Series)
	if err != nil {
		return nil, err
	}
	if ok {
		own = list.ID
	}
	rows, err := tx.RowsElsewhere(ctx, r.Period.String(), own, beneficiary.TracesOf(now))
	out := make([]beneficiary.Elsewhere, 0, len(rows))
	for _, r := range rows {
		out = append(out, beneficiary.Elsewhere{Listed: Listed(&r.ListRow), Programme: r.Programme, Commune: r.ListCommune, Series: r.Series})
	}
	return out, err
}

// foretell has the journal keep what the list changes: all of it where it was
// asked for, else the totals, which one question tells. d is nil where nothing is
// to be kept.
func foretell(ctx context.Context, tx Tx, d *act, c comingList, out *ListOutcome) (err error) {
	if c.whole || d == nil {
		if out.Preview, err = preview(ctx, tx, c); err == nil && d != nil {
			out.Preview.figures(d)
		}
		return err
	}
	before, err := tx.TotalsInForce(ctx, string(c.Programme), c.Period.Add(-1).String(), c.Commune, c.Series)
	if err != nil {
		return err
	}
	sum := int64(0)
	for i := range c.rows {
		sum += rowAmount(&c.rows[i])
	}
	before.totals(d, len(c.rows), sum)
	return nil
}

// figures are what the journal keeps of a preview.
func (p *ListPreview) figures(d *act) {
	d.figure("new", len(p.Month.New))
	d.figure("changed", len(p.Month.Changed))
	d.figure("dropped", len(p.Month.Dropped))
	for where, n := range p.Repeated() {
		d.figure("repeated_"+where, n)
	}
	p.totals(d, p.RowsNow, p.AmountNow)
	d.figure("rows_without_amount_now", p.Stated.Without)
	d.figure("rows_without_amount_before", p.StatedBefore.Without)
}

func (t ListTotals) totals(d *act, rows int, amount int64) {
	d.figure("rows_now", rows)
	d.figure("amount_now", amount)
	d.figure("rows_before", t.RowsBefore)
	d.figure("amount_before", t.AmountBefore)
}

// listedRows are rows as lists are compared, in the order of the sheet.
func listedRows(rows []ListRow) []beneficiary.Listed {
	out := make([]beneficiary.Listed, 0, len(rows))
	for i := range rows {
		out = append(out, Listed(&rows[i]))
	}
	slices.SortStableFunc(out, func(x, y beneficiary.Listed) int {
		return cmp.Or(cmp.Compare(x.Sheet, y.Sheet), cmp.Compare(x.Line, y.Line))
	})
	return out
}

// Listed is a row as lists are compared.
func Listed(r *ListRow) beneficiary.Listed {
	digits := func(n *int64) string {
		if n == nil {
			return ""
		}
		return strconv.FormatInt(*n, 10)
	}
	return beneficiary.Listed{Key: r.RowKey, Number: r.PersonalID, Name: r.FullName, Birth: r.BirthDate, Refused: r.Status == RowRefused,
		Sheet: r.Sheet, Line: int(r.Line), Amount: rowAmount(r), Stated: r.Total != nil || r.Rate != nil, Values: map[beneficiary.Field]string{
			beneficiary.Name: r.FullName, beneficiary.BirthField: cmp.Or(r.BirthDate, r.BirthText),
			beneficiary.PersonalID: cmp.Or(r.PersonalID, r.OldNumber, r.NumberText), beneficiary.Category: cmp.Or(r.Category, r.CategoryText),
			beneficiary.Coefficient: r.Coefficient, beneficiary.Rate: digits(r.Rate), beneficiary.Arrears: digits(r.Arrears),
			beneficiary.Recovery: digits(r.Recovery), beneficiary.Total: digits(r.Total), beneficiary.Account: cmp.Or(r.Account, r.AccountText),
			beneficiary.Bank: cmp.Or(r.BankBIN, r.BankText), beneficiary.Holder: r.Holder, beneficiary.Relation: r.Relation}}
}

// rowAmount is what a row says of money: its total, else its rate.
func rowAmount(r *ListRow) int64 {
	for _, n := range []*int64{r.Total, r.Rate} {
		if n != nil {
			return *n
		}
	}
	return 0
}

func amountOfRows(rows []beneficiary.Listed) int64 {
	sum := int64(0)
	for i := range rows {
		sum += rows[i].Amount
	}
	return sum
}
