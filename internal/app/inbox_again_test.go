package app_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
)

// TestWhatLiesInTheInboxIsTakenOnce: a file that lies there every night is new
// once, also where a later version of its list came since. Who hands it in
// again by hand means it.
func TestWhatLiesInTheInboxIsTakenOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		w.at(3, 8)
		w.registry(p[0], p[3])
		old := w.listUpload("", p[0], p[3])
		in := &inbox{lists: []app.ListUpload{old}}
		night := func(want string) {
			w.Helper()
			steps, err := w.night(in)
			w.must(err)
			if steps[0] != want {
				t.Errorf("the night's first step was %q, want %q", steps[0], want)
			}
		}
		night("inbox_lists done taken 1, refused 0")
		if out := w.upload(p[0].graver(), p[3]); out.Version != 2 {
			t.Fatalf("handed in: %+v", out)
		}
		w.at(4, 8)
		night("inbox_lists nothing_to_do taken 0, refused 0")
		if out := w.upload(p[0].graver(), p[3]); out.Status != app.ListUnchanged || out.Version != 2 {
			t.Errorf("after a night with the older version in the inbox: %+v", out)
		}
		if out := w.upload(p[0], p[3]); out.Status != app.ListNew || out.Version != 3 {
			t.Errorf("the older version by hand: %+v", out)
		}
	})
}

// TestARefusedFileIsRecordedOnce, a list or an answer, however often it is tried.
func TestARefusedFileIsRecordedOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		list := w.listUpload("", everybody()[0])
		list.FileName, list.Data = "rác.csv", []byte("không phải danh sách")
		before := w.events()
		for range 3 {
			out, err := w.as(clerk).ImportList(w.ctx, list)
			w.must(err)
			answer, err := w.as(bankDesk).ImportResult(w.ctx, "rác.xml", []byte("không phải trả lời"))
			w.must(err)
			if out.Status != app.ListRefused || answer.Status != app.ListRefused {
				t.Errorf("a list that is none: %+v; an answer that is none: %+v", out, answer)
			}
		}
		if n := w.events() - before; n != 2 {
			t.Errorf("%d acts are recorded, want one for each file", n)
		}
	})
}

// TestManyFilesAtOnceAreTakenAsOneByOne: also where one of them is refused, one
// came before, and one corrects another; each has an act of its own.
func TestManyFilesAtOnceAreTakenAsOneByOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		w.at(3, 8)
		w.registry(p[0], p[3])
		first, again, newer := w.listUpload("", p[0], p[3]), w.listUpload("", p[0], p[3]), w.listUpload("", p[0].graver(), p[3])
		junk := first
		junk.FileName, junk.Data = "rác.csv", []byte("không phải danh sách")
		uploads := func(yield func(app.ListUpload, error) bool) {
			for _, u := range []app.ListUpload{first, junk, again, newer, junk} {
				if !yield(u, nil) {
					return
				}
			}
		}
		before := w.events()
		var got []string
		w.must(w.as(clerk).ImportLists(w.ctx, uploads, func(o app.ListOutcome) error {
			got = append(got, fmt.Sprint(o.Status, " ", o.Version))
			return nil
		}))
		want := []string{"new 1", "refused 0", "unchanged 1", "new 2", "refused 0"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("outcomes (-want +got):\n%s", diff)
		}
		if n := w.events() - before; n != 3 {
			t.Errorf("%d acts, want one for each of the lists and one for what is none", n)
		}
		r, err := w.as(clerk).Verify(w.ctx)
		if err != nil || !r.OK {
			t.Errorf("%+v, %v", r.FirstBad, err)
		}
	})
}

// TestWhoeverWasNotToldIsToldTheNextNight: the night took lists with faults and died
// before it had told of them. The next one tells, although they are nothing new.
func TestWhoeverWasNotToldIsToldTheNextNight(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		w.at(3, 22)
		w.registry(p[0], p[12])
		bad := func(l *listLine) { l.total = "mười nghìn" }
		lists := []app.ListUpload{w.listUpload("", p[0].with(bad), p[1]), w.listUpload("", p[12].with(bad), p[13]), w.listUpload("a", p[2])}
		told := map[string][]string{}
		night := func(hears error) error {
			clear(told)
			_, err := w.as(app.NightUser).Night(w.ctx, app.NightRequest{Programme: programme, Period: w.period, Lists: each(lists, nil),
				Results: each([]app.InboxResult{}, nil), Out: w.out, Report: func(context.Context) (bool, error) { return false, nil },
				Took: func(o app.ListOutcome) error {
					told[o.Status] = append(told[o.Status], o.File+o.Series)
					return hears
				}})
			return err
		}
		full := errors.New("the disk is full")
		if err := night(full); !errors.Is(err, full) || len(told[app.ListNew]) != 3 {
			t.Errorf("the first night told of %v, %v", told, err)
		}
		w.at(4, 22)
		w.must(night(nil))
		if diff := cmp.Diff(map[string][]string{app.ListUnchanged: {"ds-" + p[0].commune + ".csv", "ds-" + p[12].commune + ".csv"}}, told); diff != "" {
			t.Errorf("the second night told (-want +got):\n%s", diff)
		}
	})
}
