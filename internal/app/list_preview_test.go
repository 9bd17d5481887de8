package app_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/app"
)

// foretold is a preview as a line of figures and what it says of each row.
func foretold(p *app.ListPreview) []string {
	r := p.Repeated()
	out := []string{fmt.Sprintf("%d rows %d đồng, before %d rows %d đồng; repeated %d %d %d %d", p.RowsNow, p.AmountNow, p.RowsBefore, p.AmountBefore,
		r[beneficiary.RepeatedList], r[beneficiary.RepeatedSupplements], r[beneficiary.RepeatedCommunes], r[beneficiary.RepeatedProgrammes])}
	for name, d := range map[string]beneficiary.Difference{"month": p.Month, "version": p.Version} {
		line := fmt.Sprintf("%s: same %d", name, d.Same)
		for _, l := range d.New {
			line += ", new " + l.Name
		}
		for _, c := range d.Changed {
			line += fmt.Sprint(", changed ", c.Is.Name, " ", c.Fields)
		}
		for _, l := range d.Dropped {
			line += ", dropped " + l.Name
		}
		out = append(out, line)
	}
	if out[1] > out[2] {
		out[1], out[2] = out[2], out[1]
	}
	return out
}

// TestWhatAListWouldChange: a dry run shows what a list changes against the month
// before and its own version in force, and who stands twice; it keeps nothing.
// Taking the list in shows the same, and the journal keeps the figures.
func TestWhatAListWouldChange(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		w.upload(p[0], p[1], p[2])
		w.nextMonth()
		first := w.upload(p[0], p[1])
		w.uploadAs(clerk, "b", p[4])
		there := p[5]
		there.commune = commune2
		w.upload(there, p[11])

		u := w.listUpload("", p[0], p[0], p[1].graver(), p[4], p[5])
		u.Preview, u.DryRun = true, true
		before := w.events()
		dry, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		want := []string{
			"5 rows 4000000 đồng, before 3 rows 2250000 đồng; repeated 1 1 1 0",
			"month: same 1, new Nguyễn Thị Hòa, new Hoàng Thị Én, new Phan Văn Giang, changed Trần Văn Bình [{category BTXH-06CD BTXH-06AB} {total 750000 1000000}], dropped Lê Thị Cúc",
			"version: same 1, new Nguyễn Thị Hòa, new Hoàng Thị Én, new Phan Văn Giang, changed Trần Văn Bình [{category BTXH-06CD BTXH-06AB} {total 750000 1000000}]",
		}
		if diff := cmp.Diff(want, foretold(dry.Preview)); diff != "" {
			t.Errorf("a dry run (-want +got):\n%s", diff)
		}
		if w.events() != before || dry.Preview.InForce.Version != first.Version {
			t.Error("a dry run left something, or knows another version in force")
		}
		u.DryRun = false
		took, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		if diff := cmp.Diff(want, foretold(took.Preview)); diff != "" {
			t.Errorf("taken in (-want +got):\n%s", diff)
		}
		versions, err := w.as(auditor).ListVersions(w.ctx, app.ListRef{Programme: programme, Period: w.period, Commune: commune1})
		w.must(err)
		if len(versions) != 2 || versions[0].Figures["rows_before"] != "3" || versions[0].Figures["new"] != "" {
			t.Fatalf("versions %+v", versions)
		}
		got := versions[1].Figures
		for name, want := range map[string]string{"new": "3", "changed": "1", "dropped": "1", "repeated_list": "1", "repeated_communes": "1",
			"rows_now": "5", "rows_before": "3", "amount_now": "4000000", "amount_before": "2250000"} {
			if got[name] != want {
				t.Errorf("the journal has %s %q, want %q", name, got[name], want)
			}
		}
	})
}

// TestWhoStandsOnTwoCommunesLists: one person's row with a number on one list and
// without on the other is found whichever list comes second, and a refused row by
// its words.
func TestWhoStandsOnTwoCommunesLists(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		numbered, bare, unread := p[0], p[1], p[2]
		bare.number, unread.line.category = "", "không rõ"
		w.upload(numbered, bare, unread, p[3])

		there := []person{p[0], p[1], p[2], p[4]}
		there[0].number = ""
		for i := range there {
			there[i].commune = commune2
		}
		u := w.listUpload("", there...)
		u.DryRun = true
		out, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		got := map[string]string{}
		for _, r := range out.Preview.Repeats {
			got[r.Row.Name] = fmt.Sprintf("%s row %d refused %v", r.Where, r.With.Line, r.With.Refused)
		}
		want := map[string]string{p[0].name: "communes row 2 refused false", p[1].name: "communes row 3 refused false",
			p[2].name: "communes row 4 refused true"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestWhatAListWithoutAmountsWouldChange counts the taken rows that say no amount.
func TestWhatAListWithoutAmountsWouldChange(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		bare := p[1]
		bare.line.total = ""
		w.upload(p[0], bare)
		w.nextMonth()
		none := []person{p[0], p[1], p[2]}
		for i := range none {
			none[i].line.total = ""
		}
		none[2].name = ""
		u := w.listUpload("", none...)
		u.DryRun = true
		out, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		v := out.Preview
		if v.Stated != (app.AmountsStated{Without: 2}) || v.StatedBefore != (app.AmountsStated{With: 1, Without: 1}) || v.RowsNow != 3 || v.AmountBefore != severeAmount {
			t.Errorf("now %+v, before %+v, rows %d, %d", v.Stated, v.StatedBefore, v.RowsNow, v.AmountBefore)
		}
	})
}

// TestVersionsStayReadable: the old version keeps its rows with their reasons, and
// two versions are compared row by row.
func TestVersionsStayReadable(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		nameless := p[2]
		nameless.name = ""
		w.upload(p[0], p[1], nameless)
		w.upload(p[0].graver(), p[2])
		ref := app.ListRef{Programme: programme, Period: w.period, Commune: commune1}
		old, err := w.as(auditor).ListVersion(w.ctx, ref, 1)
		w.must(err)
		if old.InForce || old.Lines != 3 || old.Refused != 1 || len(old.Rows) != 3 || old.Rows[0].FullName != p[0].name ||
			len(old.Issues[old.Rows[2].RowKey]) == 0 {
			t.Errorf("the first version: %+v", old)
		}
		now, err := w.as(auditor).ListVersion(w.ctx, ref, 0)
		w.must(err)
		if !now.InForce || now.Version != 2 || len(now.Rows) != 2 {
			t.Errorf("the version in force: %+v", now)
		}
		d, err := w.as(auditor).DiffVersions(w.ctx, ref, 0, 0)
		w.must(err)
		if d.From.Version != 1 || d.To.Version != 2 || len(d.New) != 1 || len(d.Changed) != 1 || len(d.Dropped) != 2 || d.Same != 0 {
			t.Errorf("difference %+v", d)
		}
		for _, wrong := range []func() error{
			func() error { _, err := w.as(auditor).ListVersion(w.ctx, ref, 3); return err },
			func() error { _, err := w.as(auditor).DiffVersions(w.ctx, ref, 0, 1); return err },
			func() error {
				_, err := w.as(auditor).ListVersions(w.ctx, app.ListRef{Programme: programme, Period: w.period, Commune: commune2})
				return err
			},
		} {
			if err := wrong(); err == nil {
				t.Error("what is not there was found")
			}
		}
	})
}
