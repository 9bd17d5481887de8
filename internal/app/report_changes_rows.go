package app

import (
	"context"

	"chitra/internal/civil"
	"chitra/internal/viet"
	"chitra/reports"
)

// openRows are the rows in force of the two months that are no payments, by what
// tells whose they are.
type openRows struct {
	before, now int // how many
	by          map[rowTrace][]openRow
}

type openRow struct {
	reports.Listed
	since int64 // the act from which the trace holds
}

// rowTrace is one thing that a row and a payment may have in common.
type rowTrace struct{ period, programme, kind, value string }

// Kinds of a rowTrace. A name counts within a commune, of a row without a number.
const (
	traceBeneficiary = "beneficiary" // the match's, or the number's
	traceNumber      = "number"
	traceWords       = "words" // the same words: name, birth and number
	traceName        = "name"
)

// readRows reads the rows of both months that are no payments.
func (c *changes) readRows(ctx context.Context) error {
	c.rows.by = map[rowTrace][]openRow{}
	before, now, asOf := c.span()
	return c.tx.RowsAsOf(ctx, before, now, asOf, func(r RowAsOf) error {
		switch {
		case c.query.Programme != "" && r.Programme != string(c.query.Programme):
			return nil
		case r.Period == before:
			c.rows.before++
		default:
			c.rows.now++
		}
		month, err := civil.ParseMonth(r.Period)
		if err != nil {
			return err
		}
		c.rows.add(&r, c.listed(&r, month))
		return nil
	})
}

// listed is a row as the report tells of it.
func (c *changes) listed(r *RowAsOf, month civil.Month) reports.Listed {
	out := reports.Listed{Why: whyOpen(r), Outcome: r.Outcome, Commune: r.Commune, Line: int(r.Line)}
	if found, ok := c.places.ByCode(r.Commune, month.Last()); ok {
		out.CommuneName = found.Name
	}
	return out
}

// whyOpen is why a row is no payment.
func whyOpen(r *RowAsOf) reports.ListedWhy {
	switch {
	case r.Status == RowRefused:
		return reports.ListedRefused
	case r.Action == "":
		return reports.ListedUnmatched
	case r.Action == ActionReview:
		return reports.ListedReview
	case r.Action == ActionStop:
		return reports.ListedStopped
	case r.BeneficiaryID == "":
		return reports.ListedIneligible
	}
	return reports.ListedUnbuilt
}

func (o *openRows) add(r *RowAsOf, l reports.Listed) {
	put := func(kind, value string, since int64) {
		if value != "" {
			at := rowTrace{r.Period, r.Programme, kind, value}
			o.by[at] = append(o.by[at], openRow{l, since})
		}
	}
	put(traceBeneficiary, r.BeneficiaryID, 0)
	put(traceBeneficiary, r.Owner, r.OwnedSince)
	put(traceNumber, r.PersonalID, 0)
	put(traceWords, r.RowKey, 0)
	if r.PersonalID == "" && r.Name != "" {
		l.ByName = true
		put(traceName, nameIn(r.Commune, r.Name), 0)
	}
}

func nameIn(commune, name string) string { return commune + " " + viet.Fold(name) }

// of finds the row of a payment's person in the other month: the match's word
// goes before the number, the same words, and a name that only one row has.
func (o *openRows) of(d *DueAsOf, period string) reports.Listed {
	for _, at := range []rowTrace{
		{period, d.Programme, traceBeneficiary, d.BeneficiaryID}, {period, d.Programme, traceNumber, d.PersonalID},
		{period, d.Programme, traceWords, d.RowKey}, {period, d.Programme, traceName, nameIn(d.Commune, d.Name)},
	} {
		if at.kind == traceName && len(o.by[at]) > 1 {
			continue
		}
		var found reports.Listed
		for _, r := range o.by[at] {
			if r.since <= d.Act {
				found = found.Nearer(r.Listed)
			}
		}
		if found.Found() {
			return found
		}
	}
	return reports.Listed{}
}
