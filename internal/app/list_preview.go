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

// preview works out what a list that was read would change, before anything of
// it counts. It asks a handful of questions, none of them row by row.
func preview(ctx context.Context, tx Tx, u ListUpload, read *beneficiary.List) (*ListPreview, error) {
	now := listedRows(listRows(0, read))
	p := &ListPreview{RowsNow: len(now), AmountNow: amountOfRows(now), Stated: statedIn(now)}
	before, rows, err := inForce(ctx, tx, u, u.Period.Add(-1), read.Commune)
	if err != nil {
		return nil, fmt.Errorf("the list of the month before: %w", err)
	}
	p.Before, p.Month = before, beneficiary.Differ(rows, now)
	p.RowsBefore, p.AmountBefore, p.StatedBefore = len(rows), amountOfRows(rows), statedIn(rows)
	if p.InForce, rows, err = inForce(ctx, tx, u, u.Period, read.Commune); err != nil {
		return nil, fmt.Errorf("the version in force: %w", err)
	}
	if p.InForce != nil {
		p.Version = beneficiary.Differ(rows, now)
	}
	others, err := elsewhere(ctx, tx, u, read.Commune, now)
	if err != nil {
		return nil, fmt.Errorf("the other lists of the month: %w", err)
	}
	p.Repeats = beneficiary.Repeats(now, others, string(u.Programme), read.Commune)
	return p, nil
}

// inForce are the version in force of the same list in a month, and its rows.
func inForce(ctx context.Context, tx Tx, u ListUpload, period civil.Month, commune string) (*ListVersion, []beneficiary.Listed, error) {
	list, ok, err := tx.FindList(ctx, string(u.Programme), period.String(), commune, u.Series)
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
func elsewhere(ctx context.Context, tx Tx, u ListUpload, commune string, now []beneficiary.Listed) ([]beneficiary.Elsewhere, error) {
	own := ""
	list, ok, err := tx.FindList(ctx, string(u.Programme), u.Period.String(), commune, u.Series)
	if err != nil {
		return nil, err
	}
	if ok {
		own = list.ID
	}
	rows, err := tx.RowsElsewhere(ctx, u.Period.String(), own, beneficiary.TracesOf(now))
	out := make([]beneficiary.Elsewhere, 0, len(rows))
	for _, r := range rows {
		out = append(out, beneficiary.Elsewhere{Listed: Listed(&r.ListRow), Programme: r.Programme, Commune: r.ListCommune, Series: r.Series})
	}
	return out, err
}

// foretell has the journal keep what the list changes: all of it where it was
// asked for, else the totals, which one question tells.
func (a *App) foretell(ctx context.Context, tx Tx, d *act, u ListUpload, read *beneficiary.List, out *ListOutcome) (err error) {
	if u.Preview {
		if out.Preview, err = preview(ctx, tx, u, read); err == nil {
			out.Preview.figures(d)
		}
		return err
	}
	before, err := tx.TotalsInForce(ctx, string(u.Programme), u.Period.Add(-1).String(), read.Commune, u.Series)
	if err != nil {
		return err
	}
	sum := int64(0)
	for i := range read.Rows {
		r := &read.Rows[i]
		sum += rowAmount(&ListRow{Total: minor(r.Total), Rate: minor(r.Rate)})
	}
	before.totals(d, read.Lines, sum)
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
