package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
)

// ResponseConfirmed is what confirming a file of answers came to.
type ResponseConfirmed struct {
	Status   string // ListNew, ListUnchanged (confirmed before), or "nothing"
	Response int64
	// Snapshot was made of the records; nought where they change nothing.
	Snapshot       int64
	Added, Changed int64
	// Faults are answers that the snapshot in force no longer lets in.
	Faults []registry.AnswerFault
}

// ConfirmResponse makes the next snapshot of the records of a file of answers: of
// the persons alone that are new or changed. Who handed the file in may not. An
// answer that a later one has overtaken makes nothing.
func (a *App) ConfirmResponse(ctx context.Context, response int64) (ResponseConfirmed, error) {
	c := &confirming{responding: responding{app: a, read: &registry.Answers{}}, out: ResponseConfirmed{Status: ListNew, Response: response}}
	err := a.store.View(ctx, func(tx Tx) error { return c.look(ctx, tx) })
	if err == nil && c.out.Status == ListNew {
		err = c.load(ctx)
	}
	if err != nil {
		return ResponseConfirmed{}, fmt.Errorf("registry confirm: %w", err)
	}
	return c.out, nil
}

// confirming is a file of answers being confirmed.
type confirming struct {
	responding
	out      ResponseConfirmed
	response RegistryResponse
}

func (c *confirming) look(ctx context.Context, tx Tx) error {
	var found bool
	var err error
	subject := strconv.FormatInt(c.out.Response, 10)
	if c.response, found, err = tx.ResponseOf(ctx, c.out.Response); err != nil {
		return err
	}
	if !found {
		return &NotFound{Kind: "response", ID: subject}
	}
	answers, err := tx.AnswersStanding(ctx, c.out.Response)
	if err != nil {
		return err
	}
	for _, f := range answers {
		a, err := answerOf(f)
		if err != nil {
			return err
		}
		c.read.Items = append(c.read.Items, a)
	}
	asked, err := c.stand(ctx, tx)
	if err != nil {
		return err
	}
	if given := c.consentTo(c.out.Response); given != nil {
		c.out.Status, c.out.Snapshot = ListUnchanged, given.SnapshotNo
		return nil
	}
	if c.response.Actor == c.app.actor.Name {
		return &Refused{Code: "same_person", Subject: subject}
	}
	if err := c.records(ctx, tx, asked, c.read.Items); err != nil {
		return err
	}
	c.out.Added, c.out.Changed = c.persons()
	if c.out.Faults = c.read.Faults; c.out.Added+c.out.Changed == 0 {
		c.out.Status = NothingToAsk
	}
	return nil
}

// load makes the snapshot, and keeps who confirmed it.
func (c *confirming) load(ctx context.Context) error {
	day, err := civil.ParseISO(c.response.AsOf)
	if err != nil {
		return err
	}
	f := SnapshotFile{Name: c.response.FileName, SHA256: c.response.SHA256, AsOf: day, Delta: true, Base: c.snapshot.ActNo}
	w := &snapshotWriter{app: c.app, file: f, kind: SnapshotDelta, verb: "confirm"}
	w.also = func(tx Tx, d *act) error {
		d.figure("response", c.out.Response)
		return d.write(ctx, tx, RegistryResponseConsent{ResponseNo: c.out.Response, ProposedBy: c.response.Actor, ConfirmedBy: c.app.actor.Name,
			SnapshotNo: d.no, RecordedAt: d.stamp(), ActNo: d.no})
	}
	err = w.load(ctx, func() error {
		for lot := range slices.Chunk(c.rows(w.under.act.no), chunkRows) {
			for _, p := range lot {
				w.numbers.Add(p.PersonalID)
			}
			if err := w.flush(ctx, snapshotChunk{people: lot, lines: int64(len(lot))}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return w.refuseWhole(ctx, err)
	}
	c.out.Snapshot, c.out.Added, c.out.Changed = w.under.act.no, w.tally.added(), w.tally.changed
	return nil
}

// rows are the records that are new or changed, each once.
func (c *confirming) rows(snapshot int64) []RegistryPerson {
	var out []RegistryPerson
	seen := map[string]bool{}
	for _, t := range c.taken {
		if t.changes && !seen[t.record.PersonalID] {
			seen[t.record.PersonalID] = true
			out = append(out, rowOf(t.record, snapshot))
		}
	}
	return out
}

// answerOf is an answer as it was read.
func answerOf(f RegistryAnswer) (registry.Answer, error) {
	a := registry.Answer{Line: int(f.Line), Request: f.RequestNo, N: f.N, Said: registry.Said(f.Said), Note: f.Note}
	p := registry.Person{PersonalID: f.PersonalID, Name: f.FullName, Sex: sexOf(f.Sex), Commune: f.CommuneCode, Status: registry.Status(f.Status)}
	var err error
	if p.Birth, err = parseDay(f.DateOfBirth); err != nil {
		return a, err
	}
	if p.DiedOn, err = parseDay(f.DiedOn); err != nil {
		return a, err
	}
	if f.OldIDs != "" {
		p.OldIDs = strings.Split(f.OldIDs, ";")
	}
	a.Person = p
	return a, nil
}
