package app

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"chitra/internal/civil"
	"chitra/payout"
)

// NightTx remembers what each night came to.
type NightTx interface {
	NightSteps(ctx context.Context, businessDate, period string) ([]NightStep, error)
}

// InboxResult is a bank's answer that lies in the inbox.
type InboxResult struct {
	Name string
	Data []byte
}

// NightRequest is what the night finds: where it takes files from and puts
// them, and the reports it leaves.
type NightRequest struct {
	Programme payout.Programme
	Period    civil.Month
	Lists     iter.Seq2[ListUpload, error]
	Results   iter.Seq2[InboxResult, error]
	Out       Outbox
	// Report leaves the period's reports; fresh says whether anything was.
	Report func(ctx context.Context) (fresh bool, err error)
	// Took is told each list that was taken in, so that the shell can hand the
	// marked workbook back.
	Took func(ListOutcome) error
}

// Statuses of a night's step.
const (
	StepDone    = "done"
	StepNothing = "nothing_to_do"
	StepBlocked = "blocked"
)

// nightStep is one of the night's fixed steps.
type nightStep struct {
	name string
	run  func(context.Context) (did bool, detail string, err error)
	// after names the step without whose success this one is blocked.
	after string
}

// Night runs the night's steps in their fixed order, once. Each answers done,
// nothing to do, or blocked and by which; a step that fails blocks those that
// stand on it, and the others go on. Run again the same day it does only what
// has become possible since.
func (a *App) Night(ctx context.Context, q NightRequest) ([]NightStep, error) {
	steps := []nightStep{
		{name: "inbox_lists", run: func(ctx context.Context) (bool, string, error) { return a.nightLists(ctx, q) }},
		{name: "match", after: "inbox_lists", run: func(ctx context.Context) (bool, string, error) { return a.nightMatch(ctx, q) }},
		{name: "build", after: "match", run: func(ctx context.Context) (bool, string, error) { return a.nightBuild(ctx, q) }},
		{name: "files", run: func(ctx context.Context) (bool, string, error) { return a.nightFiles(ctx, q) }},
		{name: "inbox_results", run: func(ctx context.Context) (bool, string, error) { return a.nightResults(ctx, q) }},
		{name: "reconcile", after: "inbox_results", run: func(ctx context.Context) (bool, string, error) { return a.nightReconcile(ctx, q) }},
		{name: "reports", after: "reconcile", run: func(ctx context.Context) (bool, string, error) {
			did, err := q.Report(ctx)
			return did, "", err
		}},
	}
	return a.runNight(ctx, q, steps)
}

func (a *App) runNight(ctx context.Context, q NightRequest, steps []nightStep) ([]NightStep, error) {
	today, period := civil.DateOf(a.now()).ISO(), q.Period.String()
	var out []NightStep
	var failures []error
	failed := map[string]bool{}
	for n, s := range steps {
		a.notify("night", n, len(steps))
		step := NightStep{BusinessDate: today, Period: period, Step: s.name}
		if failed[s.after] {
			step.Status, step.Detail, failed[s.name] = StepBlocked, s.after, true
		} else if did, detail, err := s.run(ctx); err != nil {
			step.Status, step.Detail, failed[s.name] = StepBlocked, err.Error(), true
			failures = append(failures, fmt.Errorf("%s: %w", s.name, err))
		} else {
			step.Status, step.Detail = statusOf(did), detail
		}
		if err := a.rememberStep(ctx, &step); err != nil {
			return out, err
		}
		out = append(out, step)
	}
	return out, errors.Join(failures...)
}

func statusOf(did bool) string {
	if did {
		return StepDone
	}
	return StepNothing
}

// rememberStep keeps a step's answer under its business date. The number of
// the run is part of the key, so that two nodes never both write the same run.
func (a *App) rememberStep(ctx context.Context, step *NightStep) error {
	return a.do(ctx, "night.step", step.BusinessDate+"/"+step.Period+"/"+step.Step, func(tx Tx, d *act) error {
		before, err := tx.NightSteps(ctx, step.BusinessDate, step.Period)
		if err != nil {
			return err
		}
		for _, b := range before {
			if b.Step == step.Step {
				step.Run = max(step.Run, b.Run)
			}
		}
		step.Run++
		step.ActNo, step.RecordedAt = d.no, d.stamp()
		d.figure("status", step.Status)
		return d.write(ctx, tx, *step)
	})
}

func (a *App) nightLists(ctx context.Context, q NightRequest) (bool, string, error) {
	taken, refused := 0, 0
	for u, err := range q.Lists {
		if err != nil {
			return taken > 0, "", err
		}
		u.Inbox = true
		o, err := a.ImportList(ctx, u)
		if err != nil {
			return taken > 0, "", err
		}
		switch o.Status {
		case ListNew:
			taken++
			if q.Took != nil {
				if err := q.Took(o); err != nil {
					return true, "", err
				}
			}
		case ListRefused, ListWaits:
			refused++
		}
	}
	return taken > 0, fmt.Sprintf("taken %d, refused %d", taken, refused), nil
}

func (a *App) nightMatch(ctx context.Context, q NightRequest) (bool, string, error) {
	m, err := a.MatchPeriod(ctx, q.Period)
	var refused *Refused
	if errors.As(err, &refused) && refused.Code == "no_snapshot" {
		return false, refused.Code, nil
	}
	return m.Looked > 0, fmt.Sprintf("looked at %d of %d, review %d, stopped %d", m.Looked, m.Rows, m.Review, m.Stopped), err
}

func (a *App) nightBuild(ctx context.Context, q NightRequest) (bool, string, error) {
	b, err := a.Build(ctx, BuildRequest{Programme: q.Programme, Period: q.Period})
	var refused *Refused
	if errors.As(err, &refused) && refused.Code == "match_first" {
		return false, refused.Code, nil
	}
	n := 0
	for _, x := range b.Batches {
		n += x.Payments
	}
	return n > 0 || b.Void > 0, fmt.Sprintf("in drafts %d, void %d", n, b.Void), err
}

func (a *App) nightFiles(ctx context.Context, q NightRequest) (bool, string, error) {
	files, err := a.WriteFiles(ctx, nil, q.Out)
	return len(files) > 0, fmt.Sprintf("files %d", len(files)), err
}

func (a *App) nightResults(ctx context.Context, q NightRequest) (bool, string, error) {
	taken, refused := 0, 0
	for r, err := range q.Results {
		if err != nil {
			return taken > 0, "", err
		}
		o, err := a.ImportResult(ctx, r.Name, r.Data)
		if err != nil {
			return taken > 0, "", err
		}
		switch o.Status {
		case ListNew:
			taken++
		case ListRefused, ListWaits:
			refused++
		}
	}
	return taken > 0, fmt.Sprintf("taken %d, refused %d", taken, refused), nil
}

func (a *App) nightReconcile(ctx context.Context, q NightRequest) (bool, string, error) {
	r, err := a.Reconcile(ctx, q.Period)
	return r.Overdue+r.Concluded > 0, fmt.Sprintf("overdue %d, concluded %d", r.Overdue, r.Concluded), err
}
