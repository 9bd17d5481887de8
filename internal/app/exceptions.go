package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/payout/settle"
)

// ExceptionTx keeps what does not pair, and what became of it.
type ExceptionTx interface {
	// ExceptionsByID finds exceptions by their identity.
	ExceptionsByID(ctx context.Context, ids []string) ([]Exception, error)
	// ExceptionsOf are the exceptions of the periods, the oldest first.
	ExceptionsOf(ctx context.Context, from, to string) ([]Exception, error)
	// ExceptionSteps are the steps of the exceptions of the periods, in the
	// order they were taken.
	ExceptionSteps(ctx context.Context, from, to string) ([]ExceptionStep, error)
	// StepsOf are the steps of the exceptions named, in order.
	StepsOf(ctx context.Context, ids []string) ([]ExceptionStep, error)
}

// States of an exception.
const (
	ExceptionOpen    = "open"
	ExceptionClosing = "closing" // one person wants it closed, another has to agree
	ExceptionClosed  = "closed"
)

// What an exception's owner is.
const (
	OwnedByRole = "role" // by its kind: nobody was named yet
	OwnedByUser = "user"
)

// ExceptionCase is an exception as it stands at a moment, with its history.
type ExceptionCase struct {
	Exception
	Steps   []ExceptionStep // by then, the oldest first
	Rule    settle.ExceptionRule
	State   string
	Holder  string // whose it is: a role or a user
	OwnedBy string
	Due     string // a day
	Age     int    // days since it was opened, until it was closed
	Overdue bool
	// What closed it: by whom, when, why, and the fact that did.
	Closed ExceptionStep
}

// NeedsSecond reports whether closing it takes two persons.
func (x ExceptionCase) NeedsSecond() bool { return x.Rule.NeedsSecond(x.Amount) }

// caseOf is where an exception stands at a moment.
func caseOf(x Exception, steps []ExceptionStep, asOf time.Time) (ExceptionCase, error) {
	opened, err := time.Parse(journal.TimeForm, x.OpenedAt)
	if err != nil {
		return ExceptionCase{}, fmt.Errorf("exception %s: %w", x.ID, err)
	}
	rule := settle.RuleOf(x.Kind)
	c := ExceptionCase{Exception: x, Rule: rule, State: ExceptionOpen, Holder: rule.Owner, OwnedBy: OwnedByRole,
		Due: rule.Due(civil.DateOf(opened), isHoliday).ISO()}
	for _, s := range steps {
		if s.RecordedAt > journal.Stamp(asOf) {
			break
		}
		c.Steps = append(c.Steps, s)
		switch s.Step {
		case CaseAssigned:
			c.Holder, c.OwnedBy, c.Due = s.Owner, OwnedByUser, s.Due
		case CaseProposed:
			c.State = ExceptionClosing
		case CaseClosed, CaseResolved:
			c.State, c.Closed = ExceptionClosed, s
		case CaseReopened:
			c.State, c.Closed = ExceptionOpen, ExceptionStep{}
		}
	}
	end := civil.DateOf(asOf)
	if c.State == ExceptionClosed {
		closed, err := time.Parse(journal.TimeForm, c.Closed.RecordedAt)
		if err != nil {
			return c, fmt.Errorf("exception %s: %w", x.ID, err)
		}
		end = civil.DateOf(closed)
	}
	c.Age, _ = end.DaysSince(civil.DateOf(opened))
	c.Overdue = c.State != ExceptionClosed && end.ISO() > c.Due
	return c, nil
}

// wanted is the last proposal to close it.
func (x ExceptionCase) wanted() ExceptionStep {
	for _, s := range slices.Backward(x.Steps) {
		if s.Step == CaseProposed {
			return s
		}
	}
	return ExceptionStep{}
}

// ExceptionQuery chooses exceptions.
type ExceptionQuery struct {
	From, To    civil.Month // zero: of all months
	AsOf        time.Time   // zero: now
	Owner, Kind string      // "": any
	Overdue     bool        // those past their day alone
	Closed      bool        // closed ones too
}

// ExceptionCases are the exceptions that were there at the moment, the oldest
// first.
func (a *App) ExceptionCases(ctx context.Context, q ExceptionQuery) ([]ExceptionCase, error) {
	if q.AsOf.IsZero() {
		q.AsOf = a.now()
	}
	var out []ExceptionCase
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = casesOf(ctx, tx, q.From, q.To, q.AsOf)
		return err
	})
	return slices.DeleteFunc(out, func(x ExceptionCase) bool { return !q.takes(x) }), err
}

func (q ExceptionQuery) takes(x ExceptionCase) bool {
	return (q.Owner == "" || q.Owner == x.Holder) && (q.Kind == "" || q.Kind == x.Kind) && (x.Overdue || !q.Overdue) &&
		(q.Closed || x.State != ExceptionClosed)
}

// casesOf are the exceptions of months as they stood at a moment.
func casesOf(ctx context.Context, tx Tx, from, to civil.Month, asOf time.Time) ([]ExceptionCase, error) {
	first, last := "", "9999-12"
	if !from.IsZero() {
		first = from.String()
	}
	if !to.IsZero() {
		last = to.String()
	}
	rows, err := tx.ExceptionsOf(ctx, first, last)
	if err != nil {
		return nil, fmt.Errorf("read exceptions: %w", err)
	}
	steps, err := tx.ExceptionSteps(ctx, first, last)
	if err != nil {
		return nil, fmt.Errorf("read what became of exceptions: %w", err)
	}
	return casesFrom(rows, steps, asOf)
}

func casesFrom(rows []Exception, steps []ExceptionStep, asOf time.Time) ([]ExceptionCase, error) {
	of := map[string][]ExceptionStep{}
	for _, s := range steps {
		of[s.ExceptionID] = append(of[s.ExceptionID], s)
	}
	var out []ExceptionCase
	for _, x := range rows {
		if x.OpenedAt > journal.Stamp(asOf) {
			continue
		}
		c, err := caseOf(x, of[x.ID], asOf)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// ShowException is one exception with all that became of it.
func (a *App) ShowException(ctx context.Context, id string) (ExceptionCase, error) {
	var out ExceptionCase
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = exceptionCase(ctx, tx, id, a.now())
		return err
	})
	return out, err
}

func exceptionCase(ctx context.Context, tx Tx, id string, at time.Time) (ExceptionCase, error) {
	rows, err := tx.ExceptionsByID(ctx, []string{id})
	if err != nil {
		return ExceptionCase{}, err
	}
	if len(rows) == 0 {
		return ExceptionCase{}, &NotFound{Kind: "exception", ID: id}
	}
	steps, err := tx.StepsOf(ctx, []string{id})
	if err != nil {
		return ExceptionCase{}, err
	}
	return caseOf(rows[0], steps, at)
}

// openCase is an exception that a person is about to do something with.
func openCase(ctx context.Context, tx Tx, d *act, id string) (ExceptionCase, error) {
	x, err := exceptionCase(ctx, tx, id, d.at)
	if err == nil && x.State == ExceptionClosed {
		err = &Refused{Code: "exception_closed", Subject: id, Detail: x.Closed.Actor}
	}
	return x, err
}

// AssignException names whose an exception is and by when. Whoever wanted it
// closed before has to say so again.
func (a *App) AssignException(ctx context.Context, id, to string, due civil.Date, reason string) (ExceptionCase, error) {
	return a.exceptionAct(ctx, "exception.assign", id, func(tx Tx, d *act, x ExceptionCase) (ExceptionStep, error) {
		u, ok, err := tx.User(ctx, to)
		if err != nil {
			return ExceptionStep{}, err
		}
		if !ok || u.State != UserActive {
			return ExceptionStep{}, &NotFound{Kind: "user", ID: to}
		}
		if due.IsZero() {
			due, err = parseDay(x.Due)
		}
		switch {
		case err != nil:
			return ExceptionStep{}, err
		case due.Precision() != civil.Day || due.Compare(civil.DateOf(d.at)) < 0 && due.ISO() != x.Due:
			return ExceptionStep{}, &Refused{Code: "due_passed", Subject: id, Detail: due.ISO()}
		case x.Holder == to && x.Due == due.ISO() && x.OwnedBy == OwnedByUser:
			return ExceptionStep{}, errNothing
		}
		return ExceptionStep{Step: CaseAssigned, Owner: to, Due: due.ISO(), Reason: reason}, nil
	})
}

// CloseException closes an exception for a reason that a person gives. Where its
// kind or its amount takes two, it stays open until another person agrees. What
// lies in the state of an instruction stays open while the instruction is in it.
func (a *App) CloseException(ctx context.Context, id, reason string) (ExceptionCase, error) {
	return a.exceptionAct(ctx, "exception.close", id, func(tx Tx, _ *act, x ExceptionCase) (ExceptionStep, error) {
		err := stillOpen(ctx, tx, x)
		switch {
		case strings.TrimSpace(reason) == "":
			return ExceptionStep{}, &Refused{Code: "reason_missing", Subject: id}
		case err != nil:
			return ExceptionStep{}, err
		case x.State == ExceptionClosing && x.wanted().Actor == a.actor.Name && x.wanted().Reason == reason:
			return ExceptionStep{}, errNothing
		case x.NeedsSecond():
			return ExceptionStep{Step: CaseProposed, Reason: reason}, nil
		}
		return ExceptionStep{Step: CaseClosed, Reason: reason}, nil
	})
}

// ConfirmException closes an exception that somebody else wanted closed.
func (a *App) ConfirmException(ctx context.Context, id string) (ExceptionCase, error) {
	return a.exceptionAct(ctx, "exception.confirm", id, func(tx Tx, _ *act, x ExceptionCase) (ExceptionStep, error) {
		wanted := x.wanted()
		switch {
		case x.State != ExceptionClosing:
			return ExceptionStep{}, &Refused{Code: "exception_not_closing", Subject: id}
		case wanted.Actor == a.actor.Name:
			return ExceptionStep{}, &Refused{Code: "same_person", Subject: id}
		}
		if err := stillOpen(ctx, tx, x); err != nil {
			return ExceptionStep{}, err
		}
		return ExceptionStep{Step: CaseClosed, Reason: wanted.Reason, ProposedBy: wanted.Actor}, nil
	})
}

func (a *App) exceptionAct(ctx context.Context, kind, id string, step func(Tx, *act, ExceptionCase) (ExceptionStep, error)) (ExceptionCase, error) {
	var out ExceptionCase
	err := a.do(ctx, kind, id, func(tx Tx, d *act) error {
		x, err := openCase(ctx, tx, d, id)
		if err != nil {
			return err
		}
		out = x
		s, err := step(tx, d, x)
		if err != nil {
			return err
		}
		s.ActNo, s.ExceptionID, s.Actor, s.RecordedAt = d.no, id, a.actor.Name, d.stamp()
		if err := d.write(ctx, tx, s); err != nil {
			return err
		}
		out, err = caseOf(x.Exception, append(x.Steps, s), d.at)
		return err
	})
	return out, err
}

// step is a step that the machine takes.
func (d *act) step(id, step, fact, reason, actor string) ExceptionStep {
	return ExceptionStep{ActNo: d.no, ExceptionID: id, Step: step, Fact: fact, Reason: reason, Actor: actor, RecordedAt: d.stamp()}
}

// writeExceptions opens exceptions and takes steps, in the order of their keys.
func (d *act) writeExceptions(ctx context.Context, tx Tx, exceptions []Exception, steps []ExceptionStep) error {
	slices.SortFunc(exceptions, func(x, y Exception) int { return strings.Compare(x.ID, y.ID) })
	if _, err := d.writeAll(ctx, tx, factsOf(exceptions), "exception"); err != nil {
		return err
	}
	slices.SortFunc(steps, func(x, y ExceptionStep) int { return cmp.Compare(x.ExceptionID, y.ExceptionID) })
	_, err := d.writeAll(ctx, tx, factsOf(steps), "exception_step")
	return err
}
