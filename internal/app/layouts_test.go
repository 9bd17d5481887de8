package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/app"
)

// strangeList is a list whose columns nobody would know, and strangeLayout says
// what they are.
const strangeList = "UBND XÃ MÂY TRẮNG\nNgười thụ hưởng;Chào đời;Trên thẻ;Diện;Được cấp\nNguyễn Văn Hùng;14/03/1980;'999080000017;06C;750\n"

func strangeLayout(version int) []byte {
	return fmt.Appendf(nil, `name: tinh-minh-hoa
version: %d
description: Mẫu của tỉnh
columns:
  - {heading: Người thụ hưởng, field: name}
  - {heading: Chào đời, field: birth_date}
  - {heading: Trên thẻ, field: personal_id}
  - {heading: Diện, field: category}
  - {heading: Được cấp, field: total}
amounts: thousand_dong
`, version)
}

func (w *world) strange(data string, text []byte) app.ListUpload {
	w.Helper()
	u := app.ListUpload{FileName: "la.csv", Data: []byte(data), Programme: programme, Period: w.period}
	if text != nil {
		layout, err := beneficiary.ParseLayout(text)
		w.must(err)
		u.Layout, u.LayoutText = layout, text
	}
	return u
}

func (w *world) imports(user string, u app.ListUpload) app.ListOutcome {
	w.Helper()
	out, err := w.as(user).ImportList(w.ctx, u)
	w.must(err)
	return out
}

func TestLayoutsAreKeptByVersion(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		before := w.events()
		for _, step := range []struct {
			version int
			fresh   bool
		}{{1, true}, {1, false}, {3, true}, {3, false}, {1, false}} {
			if _, fresh, err := w.as(maker).AddLayout(w.ctx, strangeLayout(step.version)); err != nil || fresh != step.fresh {
				t.Errorf("version %d: %v, %v", step.version, fresh, err)
			}
		}
		_, _, err := w.as(maker).AddLayout(w.ctx, strangeLayout(2))
		refusedWith(t, err, "layout_version_old")
		_, _, err = w.as(maker).AddLayout(w.ctx, append(strangeLayout(3), "# other words\n"...))
		refusedWith(t, err, "layout_version_old")
		if _, _, err := w.as(clerk).AddLayout(w.ctx, strangeLayout(4)); !errors.Is(err, app.ErrNotPermitted) {
			t.Errorf("a clerk adds a layout: %v", err)
		}
		if got := w.events() - before; got != 2 {
			t.Errorf("%d acts, want 2", got)
		}
		all, err := w.as(auditor).Layouts(w.ctx)
		w.must(err)
		if len(all) != 2 || all[0].Version != 1 || all[1].Version != 3 || all[1].AddedBy != maker || all[0].SHA256 == all[1].SHA256 {
			t.Errorf("%+v", all)
		}
		for asked, want := range map[int64]int{0: 3, 1: 1, 3: 3} {
			if _, text, err := w.as(auditor).LayoutText(w.ctx, "tinh-minh-hoa", asked); err != nil || string(text) != string(strangeLayout(want)) {
				t.Errorf("version %d: %v\n%s", asked, err, text)
			}
		}
		var missing *app.NotFound
		if _, _, err := w.as(auditor).LayoutText(w.ctx, "tinh-minh-hoa", 2); !errors.As(err, &missing) {
			t.Errorf("version 2: %v", err)
		}
		var faults beneficiary.LayoutFaults
		if _, _, err := w.as(maker).AddLayout(w.ctx, []byte("name: x\n")); !errors.As(err, &faults) {
			t.Errorf("a faulty layout: %v", err)
		}
	})
}

// A version says with which layout it was read; the same bytes with another
// layout are another version, and with the same one nothing new.
func TestAVersionSaysHowItWasRead(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		if out := w.imports(clerk, w.strange(strangeList, nil)); out.Status != app.ListRefused {
			t.Fatalf("without a layout: %+v", out)
		}
		for _, step := range []struct {
			version int
			status  string
			number  int64
		}{{1, app.ListNew, 1}, {1, app.ListUnchanged, 1}, {2, app.ListNew, 2}, {1, app.ListNew, 3}} {
			out := w.imports(clerk, w.strange(strangeList, strangeLayout(step.version)))
			if out.Status != step.status || out.Version != step.number || out.Taken != 1 {
				t.Errorf("layout %d: %+v", step.version, out)
			}
		}
		w.view(func(tx app.Tx) error {
			list, _, err := tx.FindList(w.ctx, string(programme), w.period.String(), commune1, "")
			w.must(err)
			v, _, err := tx.NewestVersion(w.ctx, list.ID)
			w.must(err)
			r, ok, err := tx.ReadingOf(w.ctx, v.ActNo)
			w.must(err)
			layout := w.strange("", strangeLayout(1)).Layout
			if diff := cmp.Diff(app.ListReading{ActNo: v.ActNo, Layout: "tinh-minh-hoa", LayoutVersion: 1, LayoutSHA256: layout.SHA256}, r); diff != "" || !ok {
				t.Error(diff)
			}
			text, err := tx.Blob(w.ctx, r.LayoutSHA256)
			if string(text) != string(strangeLayout(1)) {
				t.Errorf("the layout kept is %s", text)
			}
			rows, err2 := tx.RowsOf(w.ctx, v.ActNo)
			if len(rows) != 1 || *rows[0].Total != 750_000 {
				t.Errorf("%+v", rows)
			}
			return errors.Join(err, err2)
		})
		// A file that lies in the inbox again is nothing new, however it was read.
		u := w.strange(strangeList, strangeLayout(2))
		u.Inbox = true
		if out := w.imports(app.NightUser, u); out.Status != app.ListUnchanged {
			t.Errorf("from the inbox: %+v", out)
		}
	})
}

func TestTryingALayoutKeepsNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		before := w.events()
		try, err := w.as("").TryLayout(w.ctx, w.strange(strangeList, strangeLayout(1)))
		if err != nil || try.List == nil || len(try.List.Rows) != 1 {
			t.Fatalf("%+v, %v", try, err)
		}
		try, err = w.as("").TryLayout(w.ctx, w.strange(strings.Replace(strangeList, "Diện", "Khác", 1), strangeLayout(1)))
		if err != nil || try.List != nil || try.Reason != beneficiary.RefusedLayoutColumn || !strings.Contains(try.Detail, "Diện") {
			t.Errorf("%+v, %v", try, err)
		}
		if w.events() != before {
			t.Error("something was kept")
		}
	})
}

// Rows to fix of a list in a layout of its own are read as the list was: with its
// layout, its unit of amounts, its headings.
func TestRowsToFixAreReadAsTheirListWas(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		dirty := strangeList + ";05/06/1969;'999069418910;06C;750\n"
		out := w.imports(clerk, w.strange(dirty, strangeLayout(1)))
		if out.Taken != 1 || out.Refused != 1 {
			t.Fatalf("%d taken, %d refused: %v", out.Taken, out.Refused, out.Issues)
		}
		fixed := w.fix(w.toFix(out.ListID, 1, map[string]string{"A6": "Phạm Văn Dũng"}))
		if fixed.Status != app.ListNew || fixed.Replaced != 1 || fixed.Carried != 1 || fixed.Refused != 0 {
			t.Fatalf("fixed: %+v", fixed)
		}
		for line, r := range w.inForce() {
			if r.Status != app.RowTaken || r.Total == nil || *r.Total != 750_000 {
				t.Errorf("line %d: %+v", line, r)
			}
		}
		again := w.imports(clerk, w.strange(dirty, strangeLayout(1)))
		if again.Status != app.ListUnchanged {
			t.Errorf("the uncorrected list again: %+v", again)
		}
	})
}
