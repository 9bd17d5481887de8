package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
)

// A small life: one person paid, one refused by the bank, every table of facts
// with a row in it, each act sealed in the journal as the use cases do it.
const (
	lifeProgramme = "social_pension"
	lifePeriod    = "2024-07"
	lifeList      = "L1"
	lifeBatch     = "D1"
	lifeFile      = "F1"
	lifePayer     = "P1"
	lifeSHA256    = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

// The acts of the life, by the numbers both engines give them.
const (
	actPlaces int64 = iota + 1
	actSnapshot
	actList
	actMatch
	actReview
	actPayer
	actConsent
	actBuild
	actSubmit
	actApprove
	actIntend
	actRelease
	actResult
	actLayout
	actHeading
	actAsk
	actAnswer
	actLetIn
	actRefuse
	actPolicy
	actAgree
	actLater
	actAgain
	actTry
	actNight
)

var lifeStart = time.Date(2024, 7, 5, 1, 0, 0, 0, time.UTC)

// lifeStep is one act: what it does, the facts it writes, and whether their
// states move with it.
type lifeStep struct {
	act   int64
	actor string
	kind  string
	facts func(at string) []app.Fact
	load  bool
	move  bool
}

func lifeSteps() []lifeStep {
	return []lifeStep{
		{act: actPlaces, actor: "quan", kind: "place.load", facts: placeFacts},
		{act: actSnapshot, actor: "quan", kind: "registry.load", facts: snapshotFacts, load: true},
		{act: actList, actor: "lan", kind: "list.import", facts: listFacts, load: true},
		{act: actMatch, actor: "night", kind: "match.run", facts: matchFacts},
		{act: actReview, actor: "minh", kind: "review.decide", facts: reviewFacts},
		{act: actPayer, actor: "quan", kind: "payer.add", facts: payerFacts},
		{act: actConsent, actor: "vinh", kind: "payer.confirm", facts: consentFacts},
		{act: actBuild, actor: "hoa", kind: "batch.build", facts: buildFacts},
		{act: actSubmit, actor: "hoa", kind: "batch.submit", facts: submitFacts, move: true},
		{act: actApprove, actor: "tam", kind: "batch.approve", facts: approveFacts, move: true},
		{act: actIntend, actor: "night", kind: "bankfile.intend", facts: intendFacts},
		{act: actRelease, actor: "night", kind: "bankfile.release", facts: releaseFacts, move: true},
		{act: actResult, actor: "night", kind: "result.import", facts: resultFacts, move: true},
		{act: actLayout, actor: "hoa", kind: "layout.add", facts: layoutFacts},
		{act: actHeading, actor: "lan", kind: "heading.learn", facts: headingFacts},
		{act: actAsk, actor: "minh", kind: "registry.request", facts: askFacts},
		{act: actAnswer, actor: "minh", kind: "registry.response", facts: answerFacts},
		{act: actLetIn, actor: "thu", kind: "registry.confirm", facts: letInFacts},
		{act: actRefuse, actor: "lan", kind: "list.refuse", facts: refusedFacts},
		{act: actPolicy, actor: "quan", kind: "policy.set", facts: policyFacts},
		{act: actAgree, actor: "vinh", kind: "policy.confirm", facts: agreeFacts},
		{act: actLater, actor: "minh", kind: "review.confirm", facts: laterFacts},
		{act: actAgain, actor: "hoa", kind: "reissue.build", facts: againFacts, move: true},
		{act: actTry, actor: "night", kind: "bankfile.intend", facts: tryFacts},
		{act: actNight, actor: "night", kind: "night.step", facts: nightFacts},
	}
}

// meet names the store and the people of the life.
func meet(t testing.TB, s *store.Store) {
	t.Helper()
	update(t, s, func(tx app.Tx) error {
		if err := tx.SetInfo(t.Context(), app.Info{ID: "S1", Practice: true, CreatedAt: journal.Stamp(lifeStart)}); err != nil {
			return err
		}
		for _, u := range lifeUsers() {
			if err := tx.PutUser(t.Context(), u); err != nil {
				return err
			}
		}
		return nil
	})
}

// live puts the whole life into s.
func live(t testing.TB, s *store.Store) {
	t.Helper()
	meet(t, s)
	for i, step := range lifeSteps() {
		at := lifeStart.Add(time.Duration(i) * time.Hour)
		update(t, s, func(tx app.Tx) error { return step.do(t.Context(), tx, at) })
	}
}

func lifeUsers() []app.User {
	at := journal.Stamp(lifeStart)
	return []app.User{
		{Name: "hoa", Role: app.RoleMaker, State: app.UserActive, ProposedBy: "quan", CreatedAt: at},
		{Name: "night", Role: app.RoleSystem, State: app.UserActive, ProposedBy: "night", CreatedAt: at},
		{Name: "quan", Role: app.RoleAdmin, State: app.UserActive, ProposedBy: "vinh", CreatedAt: at},
		{Name: "vinh", Role: app.RoleAdmin, State: app.UserActive, ProposedBy: "quan", CreatedAt: at},
	}
}

// do writes the step's facts and, as its last statement, its event.
func (l lifeStep) do(ctx context.Context, tx app.Tx, at time.Time) error {
	no, err := tx.NextAct(ctx)
	if err != nil {
		return err
	}
	if no != l.act {
		return fmt.Errorf("%s is act %d, not %d", l.kind, no, l.act)
	}
	if l.load {
		if err := tx.StartLoad(ctx, no, l.kind, "", at); err != nil {
			return err
		}
	}
	facts := l.facts(journal.Stamp(at))
	if err := insert(ctx, tx, facts...); err != nil {
		return err
	}
	if l.act == actSubmit {
		if err := tx.SetSubmitter(ctx, lifeBatch, l.actor); err != nil {
			return err
		}
	}
	if l.move {
		if err := tx.Apply(ctx, no, movesIn(facts)); err != nil {
			return err
		}
	}
	if l.load {
		if err := tx.FinishLoad(ctx, no); err != nil {
			return err
		}
	}
	return seal(ctx, tx, journal.Event{ActNo: no, RecordedUTC: at, BusinessAt: at, Actor: l.actor, Proof: app.ProofPractice, Act: l.kind,
		Facts: journal.Facts{Figures: map[string]string{"facts": fmt.Sprint(len(facts))}}}, tablesOf(facts))
}

// movesIn counts the changes of each kind that move something.
func movesIn(facts []app.Fact) map[string]int64 {
	moves := map[string]int64{}
	for _, f := range facts {
		if c, ok := f.(app.StateChange); ok && c.FromState != "" {
			moves[c.Kind]++
		}
	}
	return moves
}

// seal appends e to the main chain with the digests of what its act wrote.
func seal(ctx context.Context, tx app.Tx, e journal.Event, tables []string) error {
	for _, name := range tables {
		d, err := tx.Digest(ctx, name, e.ActNo)
		if err != nil {
			return err
		}
		e.Facts.Tables = append(e.Facts.Tables, d)
	}
	head, err := tx.Head(ctx, journal.Main)
	if err != nil {
		return err
	}
	prev := head.Hash
	if head.Seq == 0 {
		prev = journal.Genesis
	}
	e.Chain = journal.Main
	if e, err = journal.Seal(e, prev, head.Seq+1); err != nil {
		return err
	}
	return tx.AppendEvent(ctx, e)
}

// dong is an amount that may be missing.
func dong(n int64) *int64 { return &n }
