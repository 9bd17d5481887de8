package synth

import (
	"encoding/json"
	"fmt"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// The one reason a person stands under when not paid for every month due, in
// the order in which the first that applies is taken.
const (
	PlacePaid           = "paid"
	PlaceRefused        = "refused"
	PlaceWithoutAccount = "without_account"
	PlaceUnknown        = "unknown"
	PlaceReturned       = "returned"
	PlaceRejected       = "rejected"
	PlaceHeld           = "held"
	PlaceWaiting        = "waiting"
	PlacePaidInPart     = "paid_in_part"
	PlaceSent           = "sent"
)

// Tally is a number of payments and their sum.
type Tally struct {
	Payments int          `json:"payments"`
	Amount   money.Amount `json:"-"`
}

// MarshalJSON writes the amount as a string of digits, in whole đồng.
func (t Tally) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Payments int    `json:"payments"`
		Amount   string `json:"amount"`
	}{t.Payments, t.Amount.Digits()})
}

// Summary is what every report on the province must agree with.
//
// People are counted once over all months: paid means for every month due.
type Summary struct {
	Beneficiaries      int
	WithAccount        int
	Paid               int
	PaidAmount         money.Amount // of every payment that is paid, also of people paid in part
	NotPaid            map[string]int
	NotPaidWithAccount map[string]int
	Places             map[Final]Tally            // payments by place, all months
	Months             map[string]map[Final]Tally // the same, by month ("2024-07")
}

// MarshalJSON writes the keys of the coverage report, and places beside them.
func (s Summary) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Beneficiaries      int                        `json:"beneficiaries"`
		WithAccount        int                        `json:"with_account"`
		Paid               int                        `json:"paid"`
		PaidAmount         string                     `json:"paid_amount"`
		NotPaid            map[string]int             `json:"not_paid"`
		NotPaidWithAccount map[string]int             `json:"not_paid_with_account"`
		Places             map[Final]Tally            `json:"places"`
		Months             map[string]map[Final]Tally `json:"months"`
	}{s.Beneficiaries, s.WithAccount, s.Paid, s.PaidAmount.Digits(), s.NotPaid, s.NotPaidWithAccount, s.Places, s.Months})
}

// In returns the part of the truth that concerns the months from…to.
func (t *Truth) In(from, to civil.Month) *Truth {
	part := &Truth{}
	for _, row := range t.Rows {
		if row.Month.Compare(from) >= 0 && row.Month.Compare(to) <= 0 {
			part.Rows = append(part.Rows, row)
		}
	}
	return part
}

// Summary counts the truth, from its rows alone. Adding past what an amount
// can hold is an error, never a wrong figure.
func (t *Truth) Summary() (Summary, error) {
	s := Summary{
		PaidAmount: money.Dong(0), NotPaid: map[string]int{}, NotPaidWithAccount: map[string]int{},
		Places: map[Final]Tally{}, Months: map[string]map[Final]Tally{},
	}
	people := map[string]*standing{}
	for _, row := range t.Rows {
		if !row.Final.Due() {
			continue
		}
		p := people[row.Person]
		if p == nil {
			p = &standing{seen: map[Final]bool{}}
			people[row.Person] = p
		}
		p.take(row)
		if err := s.tally(row); err != nil {
			return Summary{}, fmt.Errorf("sum %s row %d: %w", row.List, row.Row, err)
		}
	}
	s.PaidAmount = s.Places[FinalPaid].Amount
	for _, p := range people {
		s.count(p)
	}
	return s, nil
}

func (s *Summary) tally(row TruthRow) error {
	month := row.Month.String()
	if s.Months[month] == nil {
		s.Months[month] = map[Final]Tally{}
	}
	for _, places := range []map[Final]Tally{s.Places, s.Months[month]} {
		sum, err := places[row.Final].Amount.Add(row.Amount)
		if err != nil {
			return err
		}
		places[row.Final] = Tally{Payments: places[row.Final].Payments + 1, Amount: sum}
	}
	return nil
}

func (s *Summary) count(p *standing) {
	s.Beneficiaries++
	if p.withAccount {
		s.WithAccount++
	}
	place := p.place()
	if place == PlacePaid {
		s.Paid++
		return
	}
	s.NotPaid[place]++
	if p.withAccount {
		s.NotPaidWithAccount[place]++
	}
}

// standing is what is known of one person over the months counted.
type standing struct {
	withAccount bool
	unpaid      bool // at least one month due is not paid
	otherHold   bool // held for something else than having no account
	seen        map[Final]bool
}

func (p *standing) take(row TruthRow) {
	p.withAccount = p.withAccount || row.WithAccount
	final := row.Final
	if reason, held := final.Held(); held {
		final = PlaceHeld
		p.otherHold = p.otherHold || reason != "no_account"
	}
	p.unpaid = p.unpaid || final != FinalPaid
	p.seen[final] = true
}

// place is the person's one place, by the order of the constants above.
func (p *standing) place() string {
	switch {
	case !p.unpaid:
		return PlacePaid
	case p.seen[FinalRefused]:
		return PlaceRefused
	case !p.withAccount && !p.otherHold:
		return PlaceWithoutAccount
	}
	for _, place := range []string{PlaceUnknown, PlaceReturned, PlaceRejected, PlaceHeld, PlaceWaiting} {
		if p.seen[Final(place)] {
			return place
		}
	}
	if p.seen[FinalPaid] {
		return PlacePaidInPart
	}
	return PlaceSent
}

// FieldKeys lists the fields a correction may name, the strike-off apart.
func FieldKeys() []string {
	return strings.Fields("name birth_date personal_id category total")
}
