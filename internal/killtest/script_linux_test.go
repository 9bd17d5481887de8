package killtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"chitra/internal/civil"
	"chitra/internal/synth"
	"chitra/payout"
)

const (
	period = "2024-07"
	lists  = 12 // of the province's 67: some sixty rows, each kind of outcome
)

// step is one command on the way from an empty folder to published files.
type step struct {
	name   string
	weight int // how often it is killed, beside the others
	argv   func(h house) []string
	// before are commands that only look and that argv needs; the output of
	// each is kept in a file of the house.
	before []looking
	// already are the codes by which the command says, when run again, that it
	// had been done.
	already []string
}

type looking struct {
	argv func(h house) []string
	out  string // file of the house for its output, "" for none
}

// run runs a step, for the first time or again.
func (s step) run(ctx context.Context, h house, again bool) error {
	e, err := h.run(ctx, s.argv(h))
	if err != nil {
		return err
	}
	if e.done() {
		return nil
	}
	for _, code := range s.already {
		if again && e.failure() == code {
			return nil
		}
	}
	return fmt.Errorf("%s: %s", s.name, e)
}

// prepare runs what comes before a step.
func (s step) prepare(ctx context.Context, h house) error {
	for _, b := range s.before {
		e, err := h.run(ctx, b.argv(h))
		if err != nil {
			return err
		}
		if !e.done() {
			return fmt.Errorf("before %s: %s", s.name, e)
		}
		if b.out == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(h.dir, b.out), e.out, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// script is the month as commands.
type script struct {
	programs programs
	province string // folder
}

// newScript makes the province, 300 people and one month.
func newScript(t *testing.T, p programs) script {
	t.Helper()
	s := script{programs: p, province: t.TempDir()}
	month, err := civil.ParseMonth(period)
	if err != nil {
		t.Fatal(err)
	}
	made, err := synth.Generate(synth.Config{Seed: 3, People: 300, Registry: 400, From: month, Months: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Write(s.province); err != nil {
		t.Fatal(err)
	}
	return s
}

// at is a command of chitra by somebody at a time.
func (s script) at(now, as string, args ...string) func(house) []string {
	return func(house) []string {
		return append([]string{s.programs.chitra, "--json", "--now", now, "--as", as}, args...)
	}
}

func (s script) file(name string) string { return filepath.Join(s.province, name) }

const (
	setUpAt   = "2024-07-01T08:00"
	listsAt   = "2024-07-06T09:00"
	batchesAt = "2024-07-08T09:00"
)

// writeStep is the last step: the one that lets money's files leave.
func (s script) writeStep() step {
	return step{name: "bankfile write", weight: 100, argv: s.at(batchesAt, "quan-tri-2", "bankfile", "write")}
}

// wrongWriteStep is the same in the order that must never be.
func (s script) wrongWriteStep() step {
	return step{name: "wrong order", weight: 100, argv: func(h house) []string {
		return []string{s.programs.wrongOrder, h.dsn, h.outbox(), "quan-tri-2", batchesAt}
	}}
}

// steps are all steps, in order.
func (s script) steps(t *testing.T) []step {
	t.Helper()
	files, err := filepath.Glob(s.file("lists/" + period + "/*.xlsx"))
	if err != nil || len(files) < lists {
		t.Fatalf("%d lists, %v", len(files), err)
	}
	all := s.setUp()
	all = append(all,
		step{name: "registry load", weight: 15, argv: s.at("2024-07-06T07:00", "hoa", "registry", "load", s.file("registry.csv"), "--as-of", "2024-06-30")},
		step{name: "list import", weight: 25, argv: s.at(listsAt, "hoa", append([]string{"list", "import", "--period", period}, files[:lists]...)...)},
		step{name: "list match", weight: 15, argv: s.at(listsAt, "hoa", "list", "match", "--period", period)},
		s.decideStep(),
		step{name: "list match again", weight: 5, argv: s.at(listsAt, "hoa", "list", "match", "--period", period)},
		step{name: "batch build", weight: 20, argv: s.at(batchesAt, "hoa", "batch", "build", "--period", period, "--pay-on", "2024-07-10")})
	for _, id := range s.batches(t) {
		all = append(all,
			step{name: "batch submit " + id, weight: 5, argv: s.at(batchesAt, "hoa", "batch", "submit", id), already: []string{"batch_not_draft"}},
			step{name: "batch approve " + id, weight: 8, argv: s.at(batchesAt, "duc", "batch", "approve", id), already: []string{"batch_not_submitted"}})
	}
	return append(all, s.writeStep())
}

// decideStep records the decisions of a reviewer who knows the truth.
func (s script) decideStep() step {
	const queue, decisions = "queue.json", "decisions.json"
	return step{name: "review decide", weight: 5,
		before: []looking{
			{argv: s.at(listsAt, "quan-tri-1", "review", "list", "--period", period), out: queue},
			{argv: func(h house) []string {
				return []string{s.programs.chitra, "synth", "--decide", filepath.Join(h.dir, queue), "--truth", s.province,
					"--out", filepath.Join(h.dir, decisions)}
			}},
		},
		argv: func(h house) []string {
			return s.at(listsAt, "quan-tri-1", "review", "decide", "--file", filepath.Join(h.dir, decisions))(h)
		}}
}

// setUp makes the store, its people and its two paying accounts: one with a
// bank that takes ISO 20022, one with a bank that takes its own workbook.
func (s script) setUp() []step {
	all := []step{
		{name: "init", weight: 8, argv: s.at(setUpAt, "", "init", "--practice", "--store-id", "killed")},
		{name: "place load", weight: 3, argv: s.at(setUpAt, "quan-tri-1", "place", "load", s.file("places.csv"))},
	}
	for _, u := range [][2]string{{"hoa", "maker"}, {"duc", "approver"}} {
		all = append(all,
			step{name: "user add " + u[0], weight: 1, argv: s.at(setUpAt, "quan-tri-1", "user", "add", u[0], "--role", u[1]), already: []string{"user_exists"}},
			step{name: "user confirm " + u[0], weight: 1, argv: s.at(setUpAt, "quan-tri-2", "user", "confirm", u[0]), already: []string{"user_not_proposed"}})
	}
	for _, p := range [][5]string{{"ISO1", "Agribank", "9990000000001", "pain.001.001.09", "BTXH"}, {"MB1", "970422", "9990000000002", "mb-bulk", "BTXH/*/970422"}} {
		all = append(all,
			step{name: "payer add " + p[0], weight: 1, already: []string{"payer_exists"}, argv: s.at(setUpAt, "quan-tri-1", "payer", "add", "--id", p[0], "--unit", "Sở",
				"--bank", p[1], "--account", p[2], "--holder", "SO LAO DONG TINH MINH HOA", "--profile", p[3], "--route", p[4])},
			step{name: "payer confirm " + p[0], weight: 1, argv: s.at(setUpAt, "quan-tri-2", "payer", "confirm", p[0])})
	}
	return all
}

// batches are the two drafts that the month is built into.
func (s script) batches(t *testing.T) []string {
	t.Helper()
	month, err := civil.ParseMonth(period)
	if err != nil {
		t.Fatal(err)
	}
	return []string{payout.BatchID("BTXH", month, "ISO1", 1), payout.BatchID("BTXH", month, "MB1", 1)}
}

// withdraw tries to take a payment out of its batch, and says whether it could.
func (s script) withdraw(ctx context.Context, h house, payment string) (bool, error) {
	e, err := h.run(ctx, s.at(batchesAt, "hoa", "payment", "withdraw", payment, "--reason", "thôi hưởng")(h))
	switch {
	case err != nil:
		return false, err
	case e.done():
		return true, nil
	case e.failure() == "file_intended", e.failure() == "payment_not_waiting":
		return false, nil
	}
	return false, fmt.Errorf("withdraw %s: %s", payment, e)
}
