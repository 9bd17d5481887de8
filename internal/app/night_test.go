package app_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
)

// inbox is what a night finds.
type inbox struct {
	lists   []app.ListUpload
	results []app.InboxResult
	broken  error // of the lists' folder
	reports int
}

var errBroken = errors.New("the folder cannot be read")

func each[T any](items []T, err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		if err != nil && !yield(none, err) {
			return
		}
		for _, x := range items {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// night runs one and returns its steps, as "step status detail".
func (w *world) night(in *inbox) ([]string, error) {
	w.Helper()
	steps, err := w.as(app.NightUser).Night(w.ctx, app.NightRequest{Programme: programme, Period: w.period,
		Lists: each(in.lists, in.broken), Results: each(in.results, nil), Out: w.out,
		Report: func(context.Context) (bool, error) {
			in.reports++
			return in.reports == 1, nil
		}})
	var out []string
	for _, s := range steps {
		out = append(out, strings.TrimSpace(s.Step+" "+s.Status+" "+s.Detail))
	}
	return out, err
}

func TestANightDoesWhatHasBecomePossible(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		w.at(3, 22)
		w.registry(people...)
		in := &inbox{lists: []app.ListUpload{w.listUpload("", people...), {FileName: "rác.csv", Data: []byte("không phải danh sách"), Programme: programme, Period: w.period}}}
		run := func(what string, want ...string) {
			w.Helper()
			got, err := w.night(in)
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", what, diff)
			}
		}
		run("the first night", "inbox_lists done taken 1, refused 1", "match done looked at 4 of 4, review 0, stopped 0",
			"build done in drafts 4, void 0", "files nothing_to_do files 0", "deliver nothing_to_do delivered 0", "inbox_results nothing_to_do taken 0, refused 0",
			"reconcile nothing_to_do overdue 0, concluded 0", "reports done")
		in.lists = in.lists[:1]
		run("the same night again", "inbox_lists nothing_to_do taken 0, refused 0", "match nothing_to_do looked at 0 of 4, review 0, stopped 0",
			"build nothing_to_do in drafts 0, void 0", "files nothing_to_do files 0", "deliver nothing_to_do delivered 0", "inbox_results nothing_to_do taken 0, refused 0",
			"reconcile nothing_to_do overdue 0, concluded 0", "reports nothing_to_do")

		w.at(4, 9)
		batches, err := w.as(maker).Batches(w.ctx, programme, w.period.String())
		w.must(err)
		for _, b := range batches {
			w.submit(b.ID)
			w.approve(b.ID)
		}
		w.at(4, 22)
		run("the night after approval", "inbox_lists nothing_to_do taken 0, refused 0", "match nothing_to_do looked at 0 of 4, review 0, stopped 0",
			"build nothing_to_do in drafts 0, void 0", "files done files 2", "deliver nothing_to_do no target 2", "inbox_results nothing_to_do taken 0, refused 0",
			"reconcile nothing_to_do overdue 0, concluded 0", "reports nothing_to_do")

		in.results = []app.InboxResult{{Name: "a.xml", Data: pain002("B1", word{reference: w.reference(people[0]), status: "ACCC"})}}
		w.at(17, 22) // past the bank's three working days
		run("the night of the answer", "inbox_lists nothing_to_do taken 0, refused 0", "match nothing_to_do looked at 0 of 4, review 0, stopped 0",
			"build nothing_to_do in drafts 0, void 0", "files nothing_to_do files 0", "deliver nothing_to_do no target 2", "inbox_results done taken 1, refused 0",
			"reconcile done overdue 3, concluded 0", "reports nothing_to_do")
		w.stands(people[0], "paid")
		for _, p := range people[1:] {
			w.stands(p, "unknown")
		}
	})
}

// TestAStepThatFailsBlocksThoseThatStandOnIt: the others go on, and the next run
// the same day does what was blocked.
func TestAStepThatFailsBlocksThoseThatStandOnIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		w.approved(people...)
		w.at(5, 22)
		in := &inbox{broken: errBroken, lists: []app.ListUpload{w.listUpload("bo-sung", people[0].with(func(l *listLine) { l.total = "" }))}}
		got, err := w.night(in)
		if !errors.Is(err, errBroken) {
			t.Errorf("the night hides what failed: %v", err)
		}
		want := []string{"inbox_lists blocked " + errBroken.Error(), "match blocked inbox_lists", "build blocked match", "files done files 2", "deliver nothing_to_do no target 2",
			"inbox_results nothing_to_do taken 0, refused 0", "reconcile nothing_to_do overdue 0, concluded 0", "reports done"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("a broken inbox (-want +got):\n%s", diff)
		}
		in.broken = nil
		got, err = w.night(in)
		w.must(err)
		if got[0] != "inbox_lists done taken 1, refused 0" || !strings.HasPrefix(got[1], "match done") || got[3] != "files nothing_to_do files 0" {
			t.Errorf("the next run: %q", got)
		}
		var runs []int64
		w.view(func(tx app.Tx) error {
			steps, err := tx.NightSteps(w.ctx, "2024-07-05", w.period.String())
			for _, s := range steps {
				if s.Step == "match" {
					runs = append(runs, s.Run)
				}
			}
			return err
		})
		if !slices.Equal(runs, []int64{1, 2}) {
			t.Errorf("the day remembers runs %v of a step, want 1 and 2", runs)
		}
	})
}
