package app

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// ReviewTx keeps what reviewers decided, and what became of it.
type ReviewTx interface {
	// ReviewMatches are those that wait for a decision, with their evidence.
	ReviewMatches(ctx context.Context, period string) ([]RowInMatch, error)
	// Decisions are the newest decisions of a programme, one a person key.
	Decisions(ctx context.Context, programme string) ([]DecisionNow, error)
	// AllDecisions are all decisions ever, in the order they were taken.
	AllDecisions(ctx context.Context) ([]DecisionNow, error)
	// LedTo are the payments that a decision about a person key, or its second
	// word, led to and that are approved or have left, by period.
	LedTo(ctx context.Context, personKey string, decision, second int64) ([]LedPayment, error)
	// Plants are the known cases of a period, PlantOf one by its row's name;
	// PlantAnswers what was said of all.
	Plants(ctx context.Context, period string) ([]ReviewPlant, error)
	PlantOf(ctx context.Context, rowRef string) (ReviewPlant, bool, error)
	PlantAnswers(ctx context.Context) ([]ReviewPlantAnswer, error)
	// ReturnRows are the rows in force of a period that go back to their commune.
	ReturnRows(ctx context.Context, period string) ([]ReturnRow, error)
}

// LedPayment is a payment that a row led to.
type LedPayment struct {
	PaymentID string `db:"payment_id"`
	Period    string `db:"period"`
	State     string `db:"state"`
	BatchID   string `db:"batch_id"`
}

// DecisionNow is a decision with what became of it. Numbers of acts that never
// were are 0.
type DecisionNow struct {
	ReviewDecision
	RegistrySHA256 string `db:"registry_sha256"` // "" for a decision of before this was kept
	AtStake        int64  `db:"at_stake"`
	NeedsSecond    int64  `db:"needs_second"`
	GroupID        string `db:"group_id"`
	Recheck        int64  `db:"recheck"`
	SecondNo       int64  `db:"second_no"`
	SecondPerson   string `db:"second_person"`
	SecondReason   string `db:"second_reason"`
	SecondAt       string `db:"second_at"`
	RecheckNo      int64  `db:"recheck_no"`
	RecheckPerson  string `db:"recheck_person"`
	RecheckID      string `db:"recheck_id" sealed:"identity"`
	RecheckReason  string `db:"recheck_reason"`
	RecheckAt      string `db:"recheck_at"`
	Agrees         int64  `db:"agrees"`
	WithdrawnNo    int64  `db:"withdrawn_no"`
	WithdrawnBy    string `db:"withdrawn_by"`
	WithdrawReason string `db:"withdraw_reason"`
	WithdrawnAt    string `db:"withdrawn_at"`
}

// What a row's decision has come to, where it does not count.
const (
	ReviewOpen            = ""                 // nobody decided
	ReviewDecided         = "decided"          // it counts from the next match on
	ReviewWaitsSecond     = "waits_second"     // above the cap: another person has to say the same
	ReviewWithdrawn       = "withdrawn"        // it was taken back
	ReviewRecheckDiffers  = "recheck_differs"  // who looked at it blind said something else
	ReviewRegistryChanged = "registry_changed" // the records it was taken on are others now
)

// standing says what the decision has come to for a row with so much at stake:
// ReviewDecided where it counts.
func (d DecisionNow) standing(stake money.Amount, p registry.Policy) string {
	switch {
	case d.ActNo == 0:
		return ReviewOpen
	case d.WithdrawnNo > 0:
		return ReviewWithdrawn
	case d.RecheckNo > 0 && d.Agrees == 0:
		return ReviewRecheckDiffers
	case d.PersonalID != "" && d.SecondNo == 0 && (d.NeedsSecond == 1 || above(stake, p.ReviewCap)):
		return ReviewWaitsSecond
	}
	return ReviewDecided
}

// lastNo is the newest act that a match has to know of.
func (d DecisionNow) lastNo() int64 {
	last := max(d.ActNo, d.SecondNo, d.WithdrawnNo)
	if d.Agrees == 0 {
		last = max(last, d.RecheckNo)
	}
	return last
}

func above(stake, limit money.Amount) bool { return stake.Minor() > limit.Minor() }

// holds reports whether the records a decision was taken on are as they were:
// the person's, or for a rejection those of everybody who was in sight.
func (d DecisionNow) holds(m registry.Match, found *candidates) bool {
	if d.RegistrySHA256 == "" {
		return true
	}
	ids := []string{d.PersonalID}
	if d.PersonalID == "" {
		ids = ids[:0]
		for _, c := range m.Candidates {
			ids = append(ids, c.PersonalID)
		}
	}
	var persons []registry.Person
	for _, id := range ids {
		if p, ok := found.person(id); ok {
			persons = append(persons, p)
		}
	}
	return recordsSHA256(persons) == d.RegistrySHA256
}

// recordsSHA256 is the same as long as the registry says the same of the persons.
// A household is told of nobody.
func recordsSHA256(persons []registry.Person) string {
	said := make([]string, len(persons))
	for i, p := range persons {
		said[i] = strings.Join([]string{p.PersonalID, p.Name, p.Birth.ISO(), p.Sex.String(), p.Commune, string(p.Status), p.DiedOn.ISO(),
			strings.Join(p.OldIDs, ";")}, "\x1f")
	}
	slices.Sort(said)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(said), "\x1e")))
	return hex.EncodeToString(sum[:])
}

// drawn reports whether a share of a hundred takes a thing in. Only the thing
// itself decides: nobody chooses, and asking again says the same.
func drawn(share int, what ...string) bool {
	sum := sha256.Sum256([]byte(strings.Join(what, "\x1f")))
	return binary.BigEndian.Uint64(sum[:8])%100 < uint64(max(share, 0))
}

// dueOf is what a row would be paid by the rules, for the policy's caps: a list
// may leave it out. The zero amount is one that nobody knows.
func (a *App) dueOf(programme string, period civil.Month, r ListRow) (money.Amount, error) {
	q, err := claimOf(BuildRequest{Programme: payout.Programme(programme), Period: period},
		Claim{RowKey: r.RowKey, Category: r.Category, Coefficient: r.Coefficient, Rate: r.Rate, Arrears: r.Arrears,
			Recovery: r.Recovery, Total: r.Total, DateOfBirth: r.BirthDate})
	if err != nil {
		return money.Amount{}, err
	}
	due, err := a.rules.Due(q)
	return due.Amount, err
}

// stakeOf is the most that a row may lead to: what is due, or what the list says
// where that is more.
func stakeOf(r ListRow, due money.Amount) money.Amount {
	if r.Total != nil && *r.Total > due.Minor() {
		return money.Dong(*r.Total)
	}
	return money.Dong(due.Minor())
}

// uploaders are everybody who handed in a version, or one whose rows it carries.
func uploaders(ctx context.Context, tx Tx, version int64) ([]string, error) {
	origins, err := tx.OriginsOf(ctx, version)
	if err != nil {
		return nil, err
	}
	all := []int64{version}
	for _, o := range origins {
		all = append(all, o.BaseNo)
	}
	var out []string
	for _, no := range all {
		v, ok, err := tx.VersionOf(ctx, no)
		if err != nil || !ok {
			return nil, orNotFound(err, "version", fmt.Sprint(no))
		}
		out = append(out, v.UploadedBy)
	}
	return out, nil
}
