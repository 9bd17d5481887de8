package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"chitra/internal/civil"
	"chitra/payout"
)

// WriteJSON writes the report as one indented JSON object: amounts as strings
// of đồng digits, counts as numbers, ratios as strings with two decimals and a
// point, "" where the denominator is 0.
func (r *CoverageReport) WriteJSON(w io.Writer) error {
	return writeJSON(w, r)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// MarshalJSON refuses a report whose sums do not hold.
func (r *CoverageReport) MarshalJSON() ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	out := coverageJSON{
		From: r.From.String(), To: r.To.String(), AsOf: moment(r.AsOf), Practice: r.Practice,
		Unit: r.Unit, By: r.By.String(), Target: r.Target, figuresJSON: jsonOf(&r.Figures),
		CountedAgain: r.CountedAgain, Lines: []lineJSON{},
	}
	if points, below, ok := r.AccountShare().PointsOver(r.Target); ok {
		out.PointsOverTarget = points
		if below {
			out.PointsOverTarget = "-" + points
		}
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		out.Lines = append(out.Lines, lineJSON{Key: l.Key, Name: l.Name, figuresJSON: jsonOf(&l.Figures)})
	}
	if c := r.Closed; c != nil {
		out.Closed = closedJSONOf(c)
	}
	return json.Marshal(out)
}

type coverageJSON struct {
	From             string `json:"period_from"`
	To               string `json:"period_to"`
	AsOf             string `json:"as_of"`
	Practice         bool   `json:"practice"`
	Unit             string `json:"unit,omitempty"`
	By               string `json:"by"`
	Target           int    `json:"target_percent"`
	PointsOverTarget string `json:"points_over_target"`
	figuresJSON
	CountedAgain int         `json:"counted_again"`
	Lines        []lineJSON  `json:"lines"`
	Closed       *closedJSON `json:"closed,omitempty"`
}

type lineJSON struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	figuresJSON
}

type figuresJSON struct {
	Beneficiaries      int                               `json:"beneficiaries"`
	WithAccount        int                               `json:"with_account"`
	Paid               int                               `json:"paid"`
	PaidAmount         string                            `json:"paid_amount"`
	AccountShare       string                            `json:"with_account_ratio"`
	PaidOfAccounts     string                            `json:"paid_ratio_of_accounts"`
	PaidShare          string                            `json:"paid_ratio_of_beneficiaries"`
	PaidInPart         int                               `json:"paid_in_part"`
	PaidAny            int                               `json:"paid_any"`
	PaidWithoutAccount int                               `json:"paid_without_account"`
	NotPaid            map[Place]int                     `json:"not_paid"`
	NotPaidWithAccount map[Place]int                     `json:"not_paid_with_account"`
	Causes             []causeJSON                       `json:"causes"`
	Payments           map[payout.PaymentState]tallyJSON `json:"payments"`
	Entitled           tallyJSON                         `json:"entitled"`
	Instructed         tallyJSON                         `json:"instructed"`
	NotEstablished     tallyJSON                         `json:"not_established"`
}

type causeJSON struct {
	Place       Place  `json:"place"`
	Code        string `json:"code"`
	Persons     int    `json:"persons"`
	WithAccount int    `json:"with_account"`
}

type tallyJSON struct {
	Count  int    `json:"count"`
	Amount string `json:"amount"`
}

type closedJSON struct {
	AsOf          string     `json:"as_of"`
	SHA256        string     `json:"sha256"`
	Beneficiaries int        `json:"beneficiaries"`
	WithAccount   int        `json:"with_account"`
	Paid          int        `json:"paid"`
	PaidAmount    string     `json:"paid_amount"`
	Moves         []moveJSON `json:"moves"`
}

type moveJSON struct {
	From    Place `json:"from"`
	To      Place `json:"to"`
	Persons int   `json:"persons"`
}

func jsonOf(f *Figures) figuresJSON {
	out := figuresJSON{
		Beneficiaries: f.Beneficiaries, WithAccount: f.WithAccount, Paid: f.Paid,
		PaidAmount:   f.PaidAmount().Digits(),
		AccountShare: f.AccountShare().String(), PaidOfAccounts: f.PaidShareOfAccounts().String(),
		PaidShare:  f.PaidShare().String(),
		PaidInPart: f.NotPaid[PaidInPart], PaidAny: f.PaidAny, PaidWithoutAccount: f.PaidWithoutAccount,
		NotPaid: f.NotPaid, NotPaidWithAccount: f.NotPaidWithAccount, Causes: []causeJSON{},
		Payments: map[payout.PaymentState]tallyJSON{},
		Entitled: tallyOf(f.Entitled), Instructed: tallyOf(f.Instructed),
		NotEstablished: tallyOf(f.NotEstablished),
	}
	for _, c := range f.Causes {
		out.Causes = append(out.Causes, causeJSON(c))
	}
	for state, t := range f.Payments {
		out.Payments[state] = tallyOf(t)
	}
	return out
}

func closedJSONOf(c *Closed) *closedJSON {
	out := &closedJSON{
		AsOf: moment(c.AsOf), SHA256: c.SHA256, Beneficiaries: c.Beneficiaries,
		WithAccount: c.WithAccount, Paid: c.Paid, PaidAmount: c.PaidAmount.Digits(), Moves: []moveJSON{},
	}
	for _, m := range c.Moves {
		out.Moves = append(out.Moves, moveJSON(m))
	}
	return out
}

func tallyOf(t Tally) tallyJSON { return tallyJSON{Count: t.Count, Amount: t.Amount.Digits()} }

// moment writes a cut-off with the offset of the country.
func moment(t time.Time) string { return t.In(civil.Zone()).Format(time.RFC3339) }
