package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// decisionAbout is the newest decision about a row's person, and what the row has
// at stake.
func (a *App) decisionAbout(ctx context.Context, tx Tx, ref string) (RowInMatch, DecisionNow, money.Amount, error) {
	m, row, err := a.rowInReview(ctx, tx, ref)
	if err != nil {
		return m, DecisionNow{}, money.Amount{}, err
	}
	period, err := civil.ParseMonth(m.Period)
	if err != nil {
		return m, DecisionNow{}, money.Amount{}, err
	}
	due, err := a.dueOf(m.Programme, period, row)
	if err != nil {
		return m, DecisionNow{}, money.Amount{}, err
	}
	all, err := decisionsOf(ctx, tx, m.Programme)
	return m, all[m.PersonKey], stakeOf(row, due), err
}

// ConfirmDecision is a second person's word for a decision above the cap, and
// for every other row of its group. Who decided first may not, nor who handed
// the list in.
func (a *App) ConfirmDecision(ctx context.Context, ref, reason string) (confirmed int, err error) {
	if strings.TrimSpace(reason) == "" {
		return 0, &Refused{Code: "reason_missing", Subject: ref}
	}
	err = a.do(ctx, "review.confirm", ref, func(tx Tx, d *act) error {
		policy, err := a.policyInForce(ctx, tx)
		if err != nil {
			return err
		}
		m, first, stake, err := a.decisionAbout(ctx, tx, ref)
		if err != nil {
			return err
		}
		if first.standing(stake, policy) != ReviewWaitsSecond {
			return &Refused{Code: "waits_for_nobody", Subject: ref}
		}
		same, err := sameGroup(ctx, tx, first)
		if err != nil {
			return err
		}
		now, err := versionsNow(ctx, tx, m, same)
		if err != nil {
			return err
		}
		var facts []ReviewSecond
		for _, x := range same {
			if err := a.maySecond(ctx, tx, x, now[x.PersonKey]); err != nil {
				return err
			}
			facts = append(facts, ReviewSecond{ActNo: d.no, DecisionNo: x.ActNo, PersonKey: x.PersonKey, Programme: x.Programme,
				FirstPerson: x.Actor, SecondPerson: a.actor.Name, Reason: reason, RecordedAt: d.stamp()})
		}
		confirmed = len(facts)
		d.figure("rows", confirmed)
		_, err = d.writeAll(ctx, tx, factsOf(facts), "review_second")
		return err
	})
	return confirmed, err
}

// sameGroup are the decisions taken with one, that nobody has spoken about since.
func sameGroup(ctx context.Context, tx Tx, first DecisionNow) ([]DecisionNow, error) {
	if first.GroupID == "" {
		return []DecisionNow{first}, nil
	}
	all, err := tx.Decisions(ctx, first.Programme)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(x DecisionNow) bool {
		return x.ActNo != first.ActNo || x.SecondNo > 0 || x.WithdrawnNo > 0 || x.PersonalID == ""
	}), nil
}

// versionsNow are the versions in force that rows of some decisions stand in now,
// in the period of a row, by person key.
func versionsNow(ctx context.Context, tx Tx, m RowInMatch, decisions []DecisionNow) (map[string][]int64, error) {
	rows, err := tx.CurrentRows(ctx, m.Programme, m.Period)
	if err != nil {
		return nil, err
	}
	asked, out := map[string]bool{}, map[string][]int64{}
	for _, d := range decisions {
		asked[d.PersonKey] = true
	}
	for _, r := range rows {
		if asked[r.PersonKey] && !slices.Contains(out[r.PersonKey], r.VersionNo) {
			out[r.PersonKey] = append(out[r.PersonKey], r.VersionNo)
		}
	}
	return out, nil
}

// maySecond refuses who decided first, and who handed in the version that was
// decided on or one in force now.
func (a *App) maySecond(ctx context.Context, tx Tx, x DecisionNow, now []int64) error {
	ref := RowRef(x.VersionNo, x.RowKey)
	if x.Actor == a.actor.Name {
		return &Refused{Code: "same_person", Subject: ref}
	}
	for _, version := range append([]int64{x.VersionNo}, now...) {
		hands, err := uploaders(ctx, tx, version)
		if err != nil {
			return err
		}
		if slices.Contains(hands, a.actor.Name) {
			return &Refused{Code: "second_is_uploader", Subject: ref}
		}
	}
	return nil
}

// WithdrawDecision takes the newest decision about a row's person back. It is
// never erased; the row waits again from the next match on. Refused where it led
// to a payment that is approved or on its way, or was made this period.
func (a *App) WithdrawDecision(ctx context.Context, ref, reason string) (paidBefore int, err error) {
	if strings.TrimSpace(reason) == "" {
		return 0, &Refused{Code: "reason_missing", Subject: ref}
	}
	err = a.do(ctx, "review.withdraw", ref, func(tx Tx, d *act) error {
		m, now, _, err := a.decisionAbout(ctx, tx, ref)
		if err != nil {
			return err
		}
		switch {
		case now.ActNo == 0:
			return &Refused{Code: "nothing_decided", Subject: ref}
		case now.WithdrawnNo > 0:
			return errNothing
		}
		led, err := tx.LedTo(ctx, m.PersonKey, now.ActNo, now.SecondNo)
		if err != nil {
			return err
		}
		for _, p := range led {
			if p.Period != m.Period && settledState(p.State) {
				paidBefore++
				continue
			}
			return &Refused{Code: "decision_led_to_payment", Subject: ref, Detail: fmt.Sprintf("%s, %s, %s", p.PaymentID, p.BatchID, p.State)}
		}
		return d.write(ctx, tx, ReviewWithdrawal{ActNo: d.no, DecisionNo: now.ActNo, PersonKey: m.PersonKey, Programme: m.Programme,
			Reason: reason, Actor: a.actor.Name, RecordedAt: d.stamp()})
	})
	return paidBefore, err
}

// settledState reports whether a payment is where nothing more is expected of it.
func settledState(state string) bool {
	switch payout.PaymentState(state) {
	case payout.PaymentPaid, payout.PaymentReturned, payout.PaymentRejected, payout.PaymentHandedBack:
		return true
	}
	return false
}

// ReviewEvent is one thing that happened to the decisions about a person.
type ReviewEvent struct {
	ActNo      int64
	Kind       string // decided, confirmed, rechecked, withdrawn
	Row        string // the row it was about
	Actor      string
	RecordedAt string
	PersonalID string // "" for nobody
	Reason     string
	Group      string
	AtStake    int64
	Agrees     bool // of a second look
}

// The kinds of a ReviewEvent.
const (
	EventDecided   = "decided"
	EventConfirmed = "confirmed"
	EventRechecked = "rechecked"
	EventWithdrawn = "withdrawn"
)

// ReviewHistory is everything ever decided about a row's person, in order.
func (a *App) ReviewHistory(ctx context.Context, ref string) ([]ReviewEvent, error) {
	var out []ReviewEvent
	err := a.store.View(ctx, func(tx Tx) error {
		version, key, err := ParseRowRef(ref)
		if err != nil {
			return err
		}
		if _, planted, err := tx.PlantOf(ctx, ref); err != nil || planted {
			return err // as of a row that nobody decided
		}
		m, ok, err := tx.NewestMatch(ctx, version, key)
		if err != nil || !ok {
			return orNotFound(err, "row", ref)
		}
		all, err := tx.AllDecisions(ctx)
		if err != nil {
			return err
		}
		for _, d := range all {
			if d.PersonKey == m.PersonKey && d.Programme == m.Programme {
				out = append(out, d.events()...)
			}
		}
		return nil
	})
	return out, err
}

func (d DecisionNow) events() []ReviewEvent {
	row := RowRef(d.VersionNo, d.RowKey)
	out := []ReviewEvent{{d.ActNo, EventDecided, row, d.Actor, d.RecordedAt, d.PersonalID, d.Reason, d.GroupID, d.AtStake, false}}
	if d.SecondNo > 0 {
		out = append(out, ReviewEvent{d.SecondNo, EventConfirmed, row, d.SecondPerson, d.SecondAt, d.PersonalID, d.SecondReason, d.GroupID, d.AtStake, true})
	}
	if d.RecheckNo > 0 {
		out = append(out, ReviewEvent{d.RecheckNo, EventRechecked, row, d.RecheckPerson, d.RecheckAt, d.RecheckID, d.RecheckReason, "", d.AtStake, d.Agrees == 1})
	}
	if d.WithdrawnNo > 0 {
		out = append(out, ReviewEvent{d.WithdrawnNo, EventWithdrawn, row, d.WithdrawnBy, d.WithdrawnAt, d.PersonalID, d.WithdrawReason, "", d.AtStake, false})
	}
	slices.SortStableFunc(out, func(x, y ReviewEvent) int { return int(x.ActNo - y.ActNo) })
	return out
}

// Rechecks are the decisions drawn to be looked at again that the acting person
// may look at: not their own, without the first answer.
func (a *App) Rechecks(ctx context.Context) ([]ReviewItem, error) {
	var out []ReviewItem
	err := a.store.View(ctx, func(tx Tx) error {
		all, err := a.toRecheck(ctx, tx)
		if err != nil {
			return err
		}
		for _, d := range all {
			m, ok, err := tx.NewestMatch(ctx, d.VersionNo, d.RowKey)
			if err != nil || !ok {
				return orNotFound(err, "row", RowRef(d.VersionNo, d.RowKey))
			}
			item, err := a.reviewItem(ctx, tx, m)
			if err != nil {
				return err
			}
			out = append(out, item)
		}
		return nil
	})
	return out, err
}

// toRecheck are the newest decisions of each person that were drawn, still stand
// and have not been looked at again.
func (a *App) toRecheck(ctx context.Context, tx Tx) ([]DecisionNow, error) {
	all, err := tx.AllDecisions(ctx)
	if err != nil {
		return nil, err
	}
	newest := map[personIn]int64{}
	for _, d := range all {
		newest[personIn{d.Programme, d.PersonKey}] = d.ActNo
	}
	return slices.DeleteFunc(all, func(d DecisionNow) bool {
		return d.Recheck == 0 || d.RecheckNo > 0 || d.WithdrawnNo > 0 || newest[personIn{d.Programme, d.PersonKey}] != d.ActNo ||
			a.actor.Name == d.Actor || a.actor.Name == d.SecondPerson
	}), nil
}

// Recheck records what somebody says who did not see the first answer. Where it
// is another, the decision does not count any more and the row waits again.
func (a *App) Recheck(ctx context.Context, dec Decision) error {
	if strings.TrimSpace(dec.Reason) == "" {
		return &Refused{Code: "reason_missing", Subject: dec.Row}
	}
	return a.do(ctx, "review.recheck", dec.Row, func(tx Tx, d *act) error {
		all, err := a.toRecheck(ctx, tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(x DecisionNow) bool { return RowRef(x.VersionNo, x.RowKey) == dec.Row })
		if at < 0 {
			return &Refused{Code: "not_to_recheck", Subject: dec.Row}
		}
		first := all[at]
		if dec.PersonalID != "" {
			s, err := tx.NewestSnapshot(ctx)
			if err != nil {
				return err
			}
			persons, err := tx.PersonsByNumber(ctx, s.ActNo, []string{dec.PersonalID})
			if err != nil || len(persons) == 0 {
				return orNotFound(err, "person", dec.PersonalID)
			}
		}
		return d.write(ctx, tx, ReviewRecheck{ActNo: d.no, DecisionNo: first.ActNo, PersonKey: first.PersonKey, Programme: first.Programme,
			FirstPerson: first.Actor, SecondPerson: a.actor.Name, PersonalID: dec.PersonalID, Agrees: flag(dec.PersonalID == first.PersonalID),
			Reason: dec.Reason, RecordedAt: d.stamp()})
	})
}

// ReviewerQuality is how well a reviewer looks. The error rate is what was wrong
// of what was looked at again or known beforehand.
type ReviewerQuality struct {
	Reviewer                      string
	Decisions, Accepted, Rejected int
	Withdrawn                     int
	Rechecked, Differing          int
	Planted, PlantedWrong         int
	CheckedWrong, Checked         int // numerator and denominator of the error rate
}

// Quality counts every reviewer's decisions, by name.
func (a *App) Quality(ctx context.Context) ([]ReviewerQuality, error) {
	by := map[string]*ReviewerQuality{}
	of := func(name string) *ReviewerQuality {
		if by[name] == nil {
			by[name] = &ReviewerQuality{Reviewer: name}
		}
		return by[name]
	}
	err := a.store.View(ctx, func(tx Tx) error {
		all, err := tx.AllDecisions(ctx)
		if err != nil {
			return err
		}
		for _, d := range all {
			of(d.Actor).count(d)
		}
		answers, err := tx.PlantAnswers(ctx)
		if err != nil {
			return err
		}
		for _, x := range answers {
			q := of(x.Actor)
			q.Planted++
			q.PlantedWrong += int(1 - x.Correct)
		}
		return nil
	})
	var out []ReviewerQuality
	for _, name := range sortedKeys(by) {
		q := *by[name]
		q.Checked, q.CheckedWrong = q.Rechecked+q.Planted, q.Differing+q.PlantedWrong
		out = append(out, q)
	}
	return out, err
}

func (q *ReviewerQuality) count(d DecisionNow) {
	q.Decisions++
	if d.PersonalID == "" {
		q.Rejected++
	} else {
		q.Accepted++
	}
	if d.WithdrawnNo > 0 {
		q.Withdrawn++
	}
	if d.RecheckNo > 0 {
		q.Rechecked++
		q.Differing += int(1 - d.Agrees)
	}
}
