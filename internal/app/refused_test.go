package app_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/beneficiary"
	"chitra/internal/app"
)

// waitingBook is a workbook with a total that is not its rows', and a row of a
// birth that cannot be read.
func waitingBook(w *world) app.ListUpload {
	w.Helper()
	rows := append(lines(everybody()[:3]...), []string{"", "Tổng cộng", "", "", "", "", "", "", "2250001"})
	rows[2][2] = "31/02/1970"
	return app.ListUpload{FileName: "cho.xlsx", Data: bookOfSheets(w, []string{"Danh sách", "Bìa"}, rows, [][]string{{"Tổng số người", "4"}}), Programme: programme,
		Period: w.period, Commune: commune1}
}

// TestAListThatWaitsComesBackMarked: everything that is the matter with it is said
// at once, in figures, at its cells, and in what it would change; nothing of it is
// kept but the try.
func TestAListThatWaitsComesBackMarked(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		first := w.upload(everybody()[0])
		u := waitingBook(w)
		u.Preview = true
		before := w.events()
		out, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		got := []any{out.Status, out.Reason, out.Sheet, out.Cell, out.Stated, out.Read, out.Commune, out.Lines, out.Taken, out.Refused, out.Version, out.ListID}
		want := []any{app.ListWaits, beneficiary.RefusedTotalDiffers, "Danh sách", "I5", "2250001", "2250000", commune1, 3, 2, 1, int64(0), ""}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if out.Preview == nil || out.Preview.InForce == nil || out.Preview.InForce.Version != first.Version || len(out.Preview.Version.New) != 2 {
			t.Errorf("the preview is %+v", out.Preview)
		}
		if n := w.events() - before; n != 1 || len(w.rowPlaces()) != 1 {
			t.Errorf("%d events, %d rows in force", n, len(w.rowPlaces()))
		}
		f, err := excelize.OpenReader(bytes.NewReader(out.Marked))
		w.must(err)
		said := map[string]string{}
		for _, name := range []string{"Danh sách", "Bìa"} {
			comments, err := f.GetComments(name)
			w.must(err)
			for _, c := range comments {
				for _, run := range c.Paragraph {
					said[name+"!"+c.Cell] += run.Text
				}
			}
		}
		for cell, figures := range map[string][]string{"Danh sách!I5": {"2250001", "2250000"}, "Danh sách!C3": {"31/02/1970"}, "Bìa!B1": {"4", "3"}} {
			for _, figure := range figures {
				if !strings.Contains(said[cell], figure) {
					t.Errorf("the comment at %s is %q, without %s", cell, said[cell], figure)
				}
			}
		}
		for cell, want := range map[string]string{"N2": "Chờ", "N3": "Từ chối", "N5": ""} {
			if got, err := f.GetCellValue("Danh sách", cell); err != nil || got != want {
				t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
			}
		}
		if got, err := f.GetCellValue("Kết quả đọc", "B7"); err != nil || !strings.Contains(got, "chưa dòng nào được tính") {
			t.Errorf("the summary says %q (%v)", got, err)
		}
	})
}

// TestTheNightNamesWhatItDidNotTake, with why, lists and answers alike, every night
// that they lie there; each is recorded once.
func TestTheNightNamesWhatItDidNotTake(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 22)
		waits := waitingBook(w)
		waits.Series = "bo-sung"
		junk := app.ListUpload{FileName: "rác.csv", Data: []byte("không phải danh sách"), Programme: programme, Period: w.period}
		var took []string
		q := app.NightRequest{Programme: programme, Period: w.period, Out: w.out, Report: func(context.Context) (bool, error) { return false, nil },
			Lists:   each([]app.ListUpload{waits, junk}, nil),
			Results: each([]app.InboxResult{{Name: "rác.xml", Data: []byte("không phải trả lời")}}, nil),
			Took: func(o app.ListOutcome) error {
				if o.Marked != nil {
					took = append(took, o.Status+" "+o.File)
				}
				return nil
			}}
		tries := func() int {
			n := 0
			w.view(func(tx app.Tx) error {
				for _, kind := range []string{app.UploadList, app.UploadResult} {
					found, err := tx.RefusedUploads(w.ctx, kind, 100)
					if n += len(found); err != nil {
						return err
					}
				}
				return nil
			})
			return n
		}
		for range 2 {
			steps, err := w.as(app.NightUser).Night(w.ctx, q)
			w.must(err)
			got := map[string][]string{}
			for _, s := range steps {
				for _, n := range s.NotTaken {
					got[s.Step] = append(got[s.Step], strings.Join([]string{n.File, n.Series, n.Commune, n.Status, n.Reason, n.Sheet, n.Cell, n.Stated, n.Read}, "|"))
				}
			}
			want := map[string][]string{
				"inbox_lists": {"cho.xlsx|bo-sung|" + commune1 + "|waits|control_total_differs|Danh sách|I5|2250001|2250000",
					"rác.csv|||refused|no_header||||"},
				"inbox_results": {"rác.xml|||refused|answer_not_recognised||||"},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(map[string]int{"taken": 0, "unchanged": 0, "refused": 1, "waits": 1, app.NightRowsRefused: 0}, steps[0].Counts); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
			if n := tries(); n != 3 {
				t.Errorf("%d tries are recorded, want one for each file", n)
			}
		}
		if diff := cmp.Diff([]string{"waits cho.xlsx", "waits cho.xlsx"}, took); diff != "" {
			t.Errorf("marked workbooks (-want +got):\n%s", diff)
		}
	})
}

// TestEveryTryIsRecorded: of the same bytes by somebody else, or for another
// reason; not the same answer to the same person again.
func TestEveryTryIsRecorded(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		u := w.listUpload("", everybody()[0])
		u.FileName, u.Data = "rác.csv", []byte("không phải danh sách")
		other := u
		other.FileName, other.Data = "khác.csv", append([]byte("DANH SÁCH THÁNG 6 NĂM 2024\n"), w.listUpload("", everybody()[0]).Data...)
		elsewhere := other
		elsewhere.Period, elsewhere.Commune = other.Period.Add(-1), "99999"
		for _, tc := range []struct {
			who, reason string
			u           app.ListUpload
			more        int
		}{
			{clerk, beneficiary.RefusedNoHeader, u, 1},
			{clerk, beneficiary.RefusedNoHeader, u, 0},
			{maker, beneficiary.RefusedNoHeader, u, 1},
			{clerk, beneficiary.RefusedWrongPeriod, other, 1},
			{clerk, beneficiary.RefusedCommuneUnknown, elsewhere, 1},
			{clerk, beneficiary.RefusedWrongPeriod, other, 0},
		} {
			before := w.events()
			out, err := w.as(tc.who).ImportList(w.ctx, tc.u)
			w.must(err)
			if n := int(w.events() - before); out.Reason != tc.reason || n != tc.more {
				t.Errorf("%s, %s: %s (%s), %d acts, want %d", tc.who, tc.reason, out.Reason, out.Detail, n, tc.more)
			}
		}
		tries, err := w.as(clerk).RefusedLists(w.ctx, 3)
		w.must(err)
		var got []string
		for _, x := range tries {
			got = append(got, x.FileName+" "+x.Actor+" "+x.Reason)
		}
		want := []string{"khác.csv " + clerk + " commune_unknown", "khác.csv " + clerk + " wrong_period", "rác.csv " + maker + " no_header"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the newest three (-want +got):\n%s", diff)
		}
	})
}
