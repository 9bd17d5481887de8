package app

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"

	"chitra/internal/civil"
	"chitra/payout"
	"chitra/payout/settle"
)

// SuspensionTx keeps proposals to suspend, and what was decided.
type SuspensionTx interface {
	// OfferedMonths are the payments of some months of everybody who has one that
	// failed in the last of them, by beneficiary, programme and month.
	OfferedMonths(ctx context.Context, from, to string) ([]OfferedMonth, error)
	Suspensions(ctx context.Context) ([]Suspension, error)
	SuspensionWords(ctx context.Context) ([]SuspensionWord, error)
	// SuspendedOf are the beneficiaries whose suspension from a programme is in
	// force.
	SuspendedOf(ctx context.Context, programme string) ([]string, error)
}

// OfferedMonth is a payment with the end of its last instruction.
type OfferedMonth struct {
	BeneficiaryID string `db:"beneficiary_id"`
	Programme     string `db:"programme"`
	Period        string `db:"period"`
	State         string `db:"state"`
	InstructionID string `db:"instruction_id"` // "" for none
	Ended         string `db:"ended"`
	EndedWhy      string `db:"ended_why"`
}

// States of a suspension.
const (
	SuspendedProposed = "proposed"
	SuspendedInForce  = "suspended"
	SuspendedKept     = "kept"
	SuspendedLifted   = "lifted"
)

// SuspensionState is a suspension and how it stands.
type SuspensionState struct {
	Suspension
	Status string
	Words  []SuspensionWord
	Waits  *SuspensionWord // a first person's, that needs a second
}

// proposeSuspensions proposes to suspend whoever was offered three months in a row
// up to a period and received none. It decides nothing: the machine counts as
// nobody. Who is suspended, or whose proposal is open, is not proposed again.
func proposeSuspensions(ctx context.Context, tx Tx, d *act, period civil.Month) (int, error) {
	rows, err := tx.OfferedMonths(ctx, period.Add(1-settle.MonthsUnreceived).String(), period.String())
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	known, err := suspensionStates(ctx, tx)
	if err != nil {
		return 0, err
	}
	var fresh []Suspension
	for group := range runsOf(rows, func(x, y OfferedMonth) bool { return x.BeneficiaryID == y.BeneficiaryID && x.Programme == y.Programme }) {
		s, ok := unreceived(group, period)
		settled := func(k SuspensionState) bool {
			same := k.BeneficiaryID == s.BeneficiaryID && k.Programme == s.Programme
			return same && (k.LastMonth == s.LastMonth || k.Status == SuspendedProposed || k.Status == SuspendedInForce)
		}
		if ok && !slices.ContainsFunc(known, settled) {
			s.ActNo, s.RecordedAt = d.no, d.stamp()
			fresh = append(fresh, s)
		}
	}
	slices.SortFunc(fresh, func(x, y Suspension) int { return strings.Compare(x.ID, y.ID) })
	_, err = d.writeAll(ctx, tx, factsOf(fresh), "suspension")
	return len(fresh), err
}

// runsOf hands on the runs of rows that belong together.
func runsOf[T any](rows []T, same func(T, T) bool) func(yield func([]T) bool) {
	return func(yield func([]T) bool) {
		for len(rows) > 0 {
			n := slices.IndexFunc(rows, func(r T) bool { return !same(r, rows[0]) })
			if n < 0 {
				n = len(rows)
			}
			if !yield(rows[:n]) {
				return
			}
			rows = rows[n:]
		}
	}
}

// unreceived is the proposal about one beneficiary, with its evidence.
func unreceived(rows []OfferedMonth, last civil.Month) (s Suspension, ok bool) {
	byMonth, evidence := map[string][]settle.OfferedPayment{}, []string{}
	for _, r := range rows {
		byMonth[r.Period] = append(byMonth[r.Period], settle.OfferedPayment{State: payout.PaymentState(r.State),
			Ended: payout.InstructionState(r.Ended), Reason: r.EndedWhy})
		if r.InstructionID != "" {
			evidence = append(evidence, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", r.Period, r.InstructionID, r.Ended, r.EndedWhy)))
		}
	}
	run, ok := settle.UnreceivedRun(last, func(m civil.Month) bool { return settle.NotReceived(byMonth[m.String()]) })
	months := make([]string, len(run))
	for i, m := range run {
		months[i] = m.String()
	}
	id := sha256.Sum256([]byte(rows[0].BeneficiaryID + "\x00" + rows[0].Programme + "\x00" + last.String()))
	return Suspension{ID: "S" + base32.StdEncoding.EncodeToString(id[:])[:14], BeneficiaryID: rows[0].BeneficiaryID, Programme: rows[0].Programme,
		LastMonth: last.String(), Months: strings.Join(months, " "), Evidence: strings.Join(evidence, "\n")}, ok
}

func suspensionStates(ctx context.Context, tx Tx) ([]SuspensionState, error) {
	all, err := tx.Suspensions(ctx)
	if err != nil {
		return nil, fmt.Errorf("read suspensions: %w", err)
	}
	words, err := tx.SuspensionWords(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]SuspensionState, len(all))
	for i, s := range all {
		out[i] = SuspensionState{Suspension: s, Status: SuspendedProposed}
		for _, w := range words {
			if w.SuspensionID == s.ID {
				out[i].hear(w)
			}
		}
	}
	return out, nil
}

// hear takes the next word on a suspension.
func (s *SuspensionState) hear(w SuspensionWord) {
	s.Words = append(s.Words, w)
	if w.SecondPerson == "" {
		s.Waits = &w
		return
	}
	s.Waits = nil
	switch w.Word {
	case SuspensionSuspend:
		s.Status = SuspendedInForce
	case SuspensionKeep:
		s.Status = SuspendedKept
	case SuspensionLift:
		s.Status = SuspendedLifted
	}
}

// Suspensions are all proposals and what became of them, the oldest first.
func (a *App) Suspensions(ctx context.Context) ([]SuspensionState, error) {
	var out []SuspensionState
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = suspensionStates(ctx, tx)
		return err
	})
	return out, err
}

// DecideSuspension is a person's word on a suspension: to suspend or to keep what
// was proposed, to lift what is in force. It counts once a second person says the
// same; another word instead takes its place.
func (a *App) DecideSuspension(ctx context.Context, id, word, reason string) (SuspensionState, error) {
	var out SuspensionState
	if reason == "" {
		return out, &Refused{Code: "reason_missing", Subject: id}
	}
	err := a.do(ctx, "suspension."+word, id, func(tx Tx, d *act) error {
		all, err := suspensionStates(ctx, tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(s SuspensionState) bool { return s.ID == id })
		if at < 0 {
			return &NotFound{Kind: "suspension", ID: id}
		}
		out = all[at]
		if lifts := word == SuspensionLift; lifts != (out.Status == SuspendedInForce) || !lifts && out.Status != SuspendedProposed {
			return &Refused{Code: "suspension_decided", Subject: id, Detail: out.Status}
		}
		w := SuspensionWord{ActNo: d.no, SuspensionID: id, Word: word, FirstPerson: a.actor.Name, Reason: reason, RecordedAt: d.stamp()}
		if first := out.Waits; first != nil && first.Word == word {
			if first.FirstPerson == a.actor.Name {
				return &Refused{Code: "same_person", Subject: id}
			}
			w.FirstPerson, w.SecondPerson = first.FirstPerson, a.actor.Name
		}
		out.hear(w)
		d.figure("word", word)
		return d.write(ctx, tx, w)
	})
	return out, err
}
