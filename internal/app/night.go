package app

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"chitra/beneficiary/registry"
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
	// Took is told each list that was taken in, waits, or was taken in before and has
	// faults (it may not have been told then), so that the shell can
	// hand the marked workbook back.
	Took func(ListOutcome) error
}

// Statuses of a night's step.
const (
	StepDone    = "done"
	StepNothing = "nothing_to_do"
	StepBlocked = "blocked"
)

// NightDone is a step as it is remembered, and what it came to.
type NightDone struct {
	NightStep
	// Counts are its figures by name; none of a step that is blocked by another.
	Counts map[string]int
	// NotTaken are the files of the inbox that were refused or wait.
	NotTaken []NotTaken
}

// NotTaken is a file of the inbox that was not taken: nobody on it is paid until
// somebody sees to it.
type NotTaken struct {
	File, SHA256   string
	Series         string
	Commune        string // "" where it is not known
	Status, Reason string // as of a ListOutcome or a ResultOutcome
	Detail         string
	Sheet, Cell    string
	Stated, Read   string
}

// stepDone is what a step answers.
type stepDone struct {
	did      bool
	detail   string
	counts   map[string]int
	notTaken []NotTaken
}

// nightStep is one of the night's fixed steps.
type nightStep struct {
	name string
	run  func(context.Context) (stepDone, error)
	// after names the step without whose success this one is blocked.
	after string
}

// Night runs the night's steps in their fixed order, once. Each answers done,
// nothing to do, or blocked and by which; a step that fails blocks those that
// stand on it, and the others go on. Run again the same day it does only what
// has become possible since.
func (a *App) Night(ctx context.Context, q NightRequest) ([]NightDone, error) {
	steps := []nightStep{
		{name: "inbox_lists", run: func(ctx context.Context) (stepDone, error) { return a.nightLists(ctx, q) }},
		{name: "match", after: "inbox_lists", run: func(ctx context.Context) (stepDone, error) { return a.nightMatch(ctx, q) }},
		{name: "build", after: "match", run: func(ctx context.Context) (stepDone, error) { return a.nightBuild(ctx, q) }},
		{name: "files", run: func(ctx context.Context) (stepDone, error) { return a.nightFiles(ctx, q) }},
		{name: "deliver", run: func(ctx context.Context) (stepDone, error) { return a.nightDeliver(ctx) }},
		{name: "inbox_results", run: func(ctx context.Context) (stepDone, error) { return a.nightResults(ctx, q) }},
		{name: "reconcile", after: "inbox_results", run: func(ctx context.Context) (stepDone, error) { return a.nightReconcile(ctx, q) }},
		{name: "reports", after: "reconcile", run: func(ctx context.Context) (stepDone, error) {
			did, err := q.Report(ctx)
			return stepDone{did: did}, err
		}},
	}
	return a.runNight(ctx, q, steps)
}

func (a *App) runNight(ctx context.Context, q NightRequest, steps []nightStep) ([]NightDone, error) {
	today, period := civil.DateOf(a.now()).ISO(), q.Period.String()
	var out []NightDone
	var failures []error
	failed := map[string]bool{}
	for n, s := range steps {
		a.notify("night", n, len(steps))
		step := NightDone{NightStep: NightStep{BusinessDate: today, Period: period, Step: s.name}}
		if failed[s.after] {
			step.Status, step.Detail, failed[s.name] = StepBlocked, s.after, true
		} else {
			done, err := s.run(ctx)
			step.Counts, step.NotTaken = done.counts, done.notTaken
			if step.Status, step.Detail = statusOf(done.did), done.detail; err != nil {
				step.Status, step.Detail, failed[s.name] = StepBlocked, err.Error(), true
				failures = append(failures, fmt.Errorf("%s: %w", s.name, err))
			}
		}
		if err := a.rememberStep(ctx, &step.NightStep); err != nil {
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

// Counts of a night's steps that are somebody's to look at: rows refused of the
// lists it took in, and what did not pair of the answers it took in.
const (
	NightRowsRefused = "rows_refused"
	NightExceptions  = "exceptions"
)

func (a *App) nightLists(ctx context.Context, q NightRequest) (stepDone, error) {
	d := stepDone{counts: map[string]int{"taken": 0, "unchanged": 0, "refused": 0, "waits": 0, NightRowsRefused: 0}}
	lists := func(yield func(ListUpload, error) bool) {
		for u, err := range q.Lists {
			u.Inbox = true
			if !yield(u, err) {
				return
			}
		}
	}
	err := a.ImportLists(ctx, lists, func(o ListOutcome) error {
		if d.take(o.Status); o.Status == ListNew {
			d.counts[NightRowsRefused] += o.Refused
		}
		if o.NotTaken() {
			d.notTaken = append(d.notTaken, NotTaken{File: o.File, SHA256: o.SHA256, Series: o.Series, Commune: o.Commune, Status: o.Status, Reason: o.Reason,
				Detail: o.Detail, Sheet: o.Sheet, Cell: o.Cell, Stated: o.Stated, Read: o.Read})
		}
		if q.Took != nil && (o.Status == ListNew || o.Status == ListWaits || o.Status == ListUnchanged && len(o.Issues) > 0) {
			return q.Took(o)
		}
		return nil
	})
	if err != nil {
		return d, err
	}
	return d.counted(), nil
}

func (a *App) nightMatch(ctx context.Context, q NightRequest) (stepDone, error) {
	m, err := a.MatchPeriod(ctx, q.Period)
	var refused *Refused
	if errors.As(err, &refused) && (refused.Code == "no_snapshot" || refused.Code == registry.BreachOld) {
		return stepDone{detail: refused.Code}, nil
	}
	return stepDone{did: m.Looked > 0, detail: fmt.Sprintf("looked at %d of %d, review %d, stopped %d", m.Looked, m.Rows, m.Review, m.Stopped),
		counts: map[string]int{"rows": m.Rows, "looked": m.Looked, "review": m.Review, "stopped": m.Stopped}}, err
}

func (a *App) nightBuild(ctx context.Context, q NightRequest) (stepDone, error) {
	b, err := a.Build(ctx, BuildRequest{Programme: q.Programme, Period: q.Period})
	var refused *Refused
	if errors.As(err, &refused) && refused.Code == "match_first" {
		return stepDone{detail: refused.Code}, nil
	}
	n := 0
	for _, x := range b.Batches {
		n += x.Payments
	}
	return stepDone{did: n > 0 || b.Void > 0, detail: fmt.Sprintf("in drafts %d, void %d", n, b.Void),
		counts: map[string]int{"in_drafts": n, "void": b.Void}}, err
}

func (a *App) nightFiles(ctx context.Context, q NightRequest) (stepDone, error) {
	files, err := a.WriteFiles(ctx, nil, q.Out)
	return stepDone{did: len(files) > 0, detail: fmt.Sprintf("files %d", len(files)), counts: map[string]int{"files": len(files)}}, err
}

// nightDeliver brings what has left. A paying account without a target is none of
// the night's affairs; a file that could not be brought is somebody's to look at.
func (a *App) nightDeliver(ctx context.Context) (stepDone, error) {
	d := stepDone{counts: map[string]int{"delivered": 0, DeliveryNoTarget: 0, DeliveryFailed: 0}}
	files, err := a.Deliver(ctx, nil, DeliverOptions{})
	var failures []error
	for _, f := range files {
		switch f.Status {
		case ListNew:
			d.did = true
			d.counts["delivered"]++
		case DeliveryFailed:
			failures = append(failures, fmt.Errorf("%s: %w", f.ID, f.Err))
			d.counts[f.Status]++
		case DeliveryNoTarget:
			d.counts[f.Status]++
		}
	}
	d.detail = fmt.Sprintf("delivered %d", d.counts["delivered"])
	if n := d.counts[DeliveryNoTarget]; !d.did && n > 0 {
		d.detail = fmt.Sprintf("no target %d", n)
	}
	return d, errors.Join(append(failures, err)...)
}

func (a *App) nightResults(ctx context.Context, q NightRequest) (stepDone, error) {
	d := stepDone{counts: map[string]int{"taken": 0, "unchanged": 0, "refused": 0, NightExceptions: 0}}
	results := func(yield func(ResultUpload, error) bool) {
		for r, err := range q.Results {
			if !yield(ResultUpload{FileName: r.Name, Data: r.Data}, err) {
				return
			}
		}
	}
	err := a.ImportResults(ctx, results, func(o ResultOutcome) error {
		d.counts[NightExceptions] += len(o.Exceptions)
		if d.take(o.Status); o.Status == ListRefused {
			d.notTaken = append(d.notTaken, NotTaken{File: o.File, SHA256: o.SHA256, Status: o.Status, Reason: o.Reason, Detail: o.Detail,
				Sheet: o.Sheet, Cell: o.Cell, Stated: o.Stated, Read: o.Read})
		}
		return nil
	})
	if err != nil {
		return d, err
	}
	return d.counted(), nil
}

// counted says how many files were taken and how many were not.
func (d stepDone) counted() stepDone {
	d.detail = fmt.Sprintf("taken %d, refused %d", d.counts[UploadTaken], len(d.notTaken))
	return d
}

// take counts one file of the inbox.
func (d *stepDone) take(status string) {
	name := status
	if status == ListNew {
		name, d.did = UploadTaken, true
	}
	d.counts[name]++
}

func (a *App) nightReconcile(ctx context.Context, q NightRequest) (stepDone, error) {
	r, err := a.Reconcile(ctx, q.Period)
	return stepDone{did: r.Overdue+r.Concluded > 0, detail: fmt.Sprintf("overdue %d, concluded %d", r.Overdue, r.Concluded),
		counts: map[string]int{"overdue": r.Overdue, "concluded": r.Concluded}}, err
}
