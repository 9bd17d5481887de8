package app_test

import (
	"errors"
	"testing"

	"chitra/beneficiary"
	"chitra/internal/app"
)

// taughtList has its amounts under a heading that nobody knows.
func taughtList(commune string) string {
	return "UBND " + commune + "\nHọ và tên;Năm sinh;Số CCCD;Đối tượng;Số được cấp\nNguyễn Văn Hùng;1980;'999080000017;06C;750000\n"
}

const (
	mayTrang = "XÃ MÂY TRẮNG"
	mayHong  = "XÃ MÂY HỒNG"
)

// total is the amount of the one row of the version in force.
func (w *world) total(commune string) (total *int64) {
	w.Helper()
	w.view(func(tx app.Tx) error {
		list, _, err := tx.FindList(w.ctx, string(programme), w.period.String(), commune, "")
		w.must(err)
		v, _, err := tx.NewestVersion(w.ctx, list.ID)
		w.must(err)
		rows, err := tx.RowsOf(w.ctx, v.ActNo)
		if len(rows) != 1 {
			w.Fatalf("%d rows", len(rows))
		}
		total = rows[0].Total
		return err
	})
	return total
}

func (w *world) learns(user, heading, office string, f beneficiary.Field) bool {
	w.Helper()
	fresh, err := w.as(user).LearnHeading(w.ctx, app.HeadingLesson{Heading: heading, Field: f, Office: office})
	w.must(err)
	return fresh
}

// What an office has taught is used for its lists from then on, until it is
// forgotten: the same bytes, read otherwise, are another version.
func TestWhatAnOfficeTeaches(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		read := func(name, commune, status string, amount int64) {
			t.Helper()
			code := map[string]string{mayTrang: commune1, mayHong: commune2}[commune]
			out := w.imports(clerk, w.strange(taughtList(commune), nil))
			if out.Status != status || out.Commune != code {
				t.Errorf("%s: %+v", name, out)
			}
			unread := false
			for _, i := range out.Issues {
				unread = unread || i.Code == beneficiary.CodeColumnUnread && i.Cell == "E2"
			}
			if got := w.total(code); (got != nil) != (amount != 0) || got != nil && *got != amount || unread == (amount != 0) {
				t.Errorf("%s: total %v, unread %v", name, got, unread)
			}
		}
		read("nobody taught it", mayTrang, app.ListNew, 0)
		read("again", mayTrang, app.ListUnchanged, 0)
		if !w.learns(clerk, "Số được cấp", commune1, beneficiary.Total) || w.learns(clerk, "SỐ ĐƯỢC CẤP (đồng)", commune1, beneficiary.Total) {
			t.Error("the first lesson is new, the second is not")
		}
		read("taught", mayTrang, app.ListNew, 750_000)
		read("taught, again", mayTrang, app.ListUnchanged, 750_000)
		read("another office", mayHong, app.ListNew, 0)
		w.must(w.as(clerk).ForgetHeading(w.ctx, "số được cấp", commune1))
		read("forgotten", mayTrang, app.ListNew, 0)
		w.learns(maker, "Số được cấp", "", beneficiary.Total)
		read("taught to all", mayHong, app.ListNew, 750_000)
		read("taught to all, too", mayTrang, app.ListNew, 750_000)
		all, err := w.as(auditor).Headings(w.ctx)
		w.must(err)
		if len(all) != 1 || all[0].Office != "" || all[0].Field != "total" || all[0].Heading != "Số được cấp" || all[0].Actor != maker {
			t.Errorf("%+v", all)
		}
		w.events() // and the journal holds
	})
}

func TestHeadingsThatAreNotTaught(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for name, tc := range map[string]struct {
			lesson app.HeadingLesson
			code   string
		}{
			"another field":    {app.HeadingLesson{Heading: "Ghi chú", Field: beneficiary.Total, Office: commune1}, "heading_means_other"},
			"known, not read":  {app.HeadingLesson{Heading: "Số tháng", Field: beneficiary.Total, Office: commune1}, "heading_means_other"},
			"nothing to teach": {app.HeadingLesson{Heading: "Tổng tiền", Field: beneficiary.Total, Office: commune1}, "heading_known"},
			"no words":         {app.HeadingLesson{Heading: " ", Field: beneficiary.Total, Office: commune1}, "heading_empty"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.as(clerk).LearnHeading(w.ctx, tc.lesson)
				refusedWith(t, err, tc.code)
			})
		}
		var missing *app.NotFound
		if _, err := w.as(clerk).LearnHeading(w.ctx, app.HeadingLesson{Heading: "Số được cấp", Field: beneficiary.Total, Office: "98765"}); !errors.As(err, &missing) {
			t.Errorf("a commune that is none: %v", err)
		}
		if err := w.as(clerk).ForgetHeading(w.ctx, "Số được cấp", commune1); !errors.As(err, &missing) {
			t.Errorf("forgetting what nobody taught: %v", err)
		}
		lesson := app.HeadingLesson{Heading: "Số được cấp", Field: beneficiary.Total}
		for user, office := range map[string]string{clerk: "", reviewer: commune1, auditor: commune1} {
			lesson.Office = office
			if _, err := w.as(user).LearnHeading(w.ctx, lesson); !errors.Is(err, app.ErrNotPermitted) {
				t.Errorf("%s teaches office %q: %v", user, office, err)
			}
		}
		w.must(w.as(admin).AddUser(w.ctx, "cuc", app.RoleClerk, commune2, ""))
		w.must(w.as(admin2).ConfirmUser(w.ctx, "cuc"))
		lesson.Office = commune1
		if _, err := w.as("cuc").LearnHeading(w.ctx, lesson); !errors.Is(err, app.ErrNotPermitted) {
			t.Errorf("a clerk of another commune: %v", err)
		}
		if !w.learns("cuc", "Số được cấp", commune2, beneficiary.Total) {
			t.Error("a clerk teaches their own commune nothing")
		}
	})
}
