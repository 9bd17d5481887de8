package app_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/money"
)

// halfRead is a list of two whose amounts nobody knows the heading of; its second
// row has no name.
const halfRead = "UBND XÃ MÂY TRẮNG\nHọ và tên;Năm sinh;Số CCCD;Đối tượng;Số được cấp\n" +
	"Nguyễn Văn Hùng;1980;'999080000017;06C;750000\n;1981;'999081000017;06C;750000\n"

const halfLayout = `name: nua-chung
version: 1
columns:
  - {heading: Họ và tên, field: name}
  - {heading: Năm sinh, field: birth_date}
  - {heading: Số CCCD, field: personal_id}
  - {heading: Đối tượng, field: category}
  - {heading: Số được cấp, field: total}
`

// TestAnotherReadingUndoesNoCorrection: the bytes of a list that was corrected,
// read otherwise than then, are refused until the list is withdrawn.
func TestAnotherReadingUndoesNoCorrection(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for _, c := range []struct {
			name      string
			then, now []byte // layouts
			teach     bool
		}{
			{"without the layout", []byte(halfLayout), nil, false},
			{"with a layout", nil, []byte(halfLayout), false},
			{"with a heading taught since", nil, nil, true},
		} {
			w.at(3, 8)
			first := w.imports(clerk, w.strange(halfRead, c.then))
			if first.Lines != 2 || first.Refused != 1 {
				t.Fatalf("%s: %+v", c.name, first)
			}
			if out := w.fix(w.toFix(first.ListID, 1, map[string]string{"A6": "Trần Văn Bình"})); out.Taken != 2 || out.Version != 2 {
				t.Fatalf("%s: %+v", c.name, out)
			}
			if out := w.imports(clerk, w.strange(halfRead, c.then)); out.Status != app.ListUnchanged || out.Taken != 2 || out.Refused != 0 {
				t.Errorf("%s: as it was read: %+v", c.name, out)
			}
			if c.teach {
				w.learns(clerk, "Số được cấp", commune1, beneficiary.Total)
			}
			before := w.inForce()
			u := w.strange(halfRead, c.now)
			for _, u.DryRun = range []bool{true, false} {
				if out := w.imports(clerk, u); out.Status != app.ListRefused || out.Reason != beneficiary.RefusedCorrectedSince || out.Marked != nil {
					t.Errorf("%s: %+v", c.name, out)
				}
			}
			if diff := cmp.Diff(before, w.inForce()); diff != "" {
				t.Errorf("%s: the list changed:\n%s", c.name, diff)
			}
			_, err := w.as(clerk).WithdrawList(w.ctx, first.ListID, "đọc lại")
			w.must(err)
			if out := w.imports(clerk, u); out.Status != app.ListNew || out.Version != 4 {
				t.Errorf("%s: after it was withdrawn: %+v", c.name, out)
			}
			w.nextMonth()
		}
		w.events()
	})
}

// TestAnOldFixIsNotTakenForOneInForce: after the list was withdrawn and sent
// again, its corrections are gone, and their workbook says so.
func TestAnOldFixIsNotTakenForOneInForce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		id := w.dirty(t, true).ListID
		fix := w.toFix(id, 3, map[string]string{fixName + "6": "Lê Thị Cúc"})
		w.fix(fix)
		_, err := w.as(clerk).WithdrawList(w.ctx, id, "nhầm")
		w.must(err)
		w.dirty(t, true)
		if out := w.fix(fix); out.Reason != beneficiary.RefusedFixSuperseded || out.Cell != "" {
			t.Errorf("the old workbook: %+v", out)
		}
		u := w.fixUpload(fix)
		u.Inbox = true
		if out := w.imports(app.NightUser, u); out.Status != app.ListUnchanged || out.Version != 4 || out.Refused != 2 {
			t.Errorf("from the inbox: %+v", out)
		}
	})
}

// TestWorkbooksOutliveOtherCorrections: rows to fix are taken after proposals were
// accepted and other rows were fixed, unless a line they change was changed since.
func TestWorkbooksOutliveOtherCorrections(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		rows, people := dirtyList()
		rows[4][4] = people[3].number[:11] + "O" // line 5: a look-alike
		u := w.listUpload("", people...)
		u.FileName, u.Data = "ds.xlsx", workbookOf(t, rows)
		id := w.imports(clerk, u).ListID
		// The workbook has lines 4 to 7 of the list on its lines 6 to 9.
		name := w.toFix(id, 4, map[string]string{fixName + "6": people[2].name})
		birth := w.toFix(id, 4, map[string]string{fixBirth + "8": "03/05/1970"})
		number := w.toFix(id, 4, map[string]string{fixNumber + "7": people[3].number, fixNumber + "9": people[5].number})
		none := w.toFix(id, 4, nil)
		_, err := w.as(clerk).AcceptProposals(w.ctx, app.Acceptance{List: app.ListRef{Programme: programme, Period: w.period, Commune: commune1},
			Cells: []string{"E5"}})
		w.must(err)
		accepted := w.inForce()[5]
		if out := w.fix(name); out.Status != app.ListNew || out.Version != 3 || out.Replaced != 1 || out.Carried != 5 {
			t.Errorf("after a proposal was accepted: %+v", out)
		}
		if out := w.fix(birth); out.Status != app.ListNew || out.Version != 4 || out.Taken != 6 {
			t.Errorf("after another workbook: %+v", out)
		}
		before := w.inForce()
		if out := w.fix(number); out.Reason != beneficiary.RefusedFixSuperseded || out.Sheet+"!"+out.Cell != "Danh sách!A5" {
			t.Errorf("a line that was changed since: %+v", out)
		}
		further := w.fillIn(name, func(f *excelize.File) { w.must(f.SetCellStr("Cần sửa", fixNumber+"9", people[5].number)) })
		if out := w.imports(clerk, func() app.ListUpload { u := w.fixUpload(further); u.DryRun = true; return u }()); out.Replaced != 1 || out.Carried != 5 {
			t.Errorf("a workbook that was gone on with: %+v", out)
		}
		otherwise := w.fillIn(name, func(f *excelize.File) { w.must(f.SetCellStr("Cần sửa", fixName+"6", "Lê Thị Khác")) })
		if out := w.fix(otherwise); out.Reason != beneficiary.RefusedFixSuperseded || out.Sheet+"!"+out.Cell != "Danh sách!A4" {
			t.Errorf("a line that was changed to something else: %+v", out)
		}
		if out := w.fix(none); out.Status != app.ListUnchanged || out.Version != 4 || out.Taken != 6 {
			t.Errorf("a workbook that changes nothing: %+v", out)
		}
		after := w.inForce()
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("the list changed:\n%s", diff)
		}
		if diff := cmp.Diff(accepted, after[5]); diff != "" || after[4].FullName != people[2].name || after[6].BirthDate != "1970-05-03" {
			t.Errorf("an earlier correction is lost: %+v\n%s", after, diff)
		}
		if b, err := w.as(clerk).FixList(w.ctx, id); err != nil || b.Rows != 1 {
			t.Errorf("left to fix: %d, %v", b.Rows, err)
		}
		w.events()
	})
}

// TestTypedTotalsHoldForRowsToFix: the list as it is corrected must agree with
// them; a layout has no say in it.
func TestTypedTotalsHoldForRowsToFix(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		id := w.dirty(t, true).ListID
		good := w.fixUpload(w.toFix(id, 3, map[string]string{fixName + "6": "Lê Thị Cúc", fixBirth + "7": "03/05/1970"}))
		same := w.fixUpload(w.toFix(id, 3, nil))
		typed := func(u app.ListUpload, count int, sum int64) app.ListUpload {
			amount, err := money.New(sum, money.VND)
			w.must(err)
			u.Controls = beneficiary.Controls{Count: &count, Sum: amount}
			return u
		}
		sum := int64(0)
		rows, _ := dirtyList()
		for _, row := range rows[1:] {
			n, err := strconv.ParseInt(row[8], 10, 64)
			w.must(err)
			sum += n
		}
		before := w.inForce()
		for name, c := range map[string]struct {
			u      app.ListUpload
			reason string
		}{
			"another count":                 {typed(good, 7, sum), beneficiary.RefusedTypedCountDiffers},
			"another sum":                   {typed(good, 6, sum+1), beneficiary.RefusedTypedTotalDiffers},
			"another count of nothing new":  {typed(same, 5, sum), beneficiary.RefusedTypedCountDiffers},
			"another sum of nothing new":    {typed(same, 6, sum-1), beneficiary.RefusedTypedTotalDiffers},
			"another sum before it is kept": {func() app.ListUpload { u := typed(good, 6, 1); u.DryRun = true; return u }(), beneficiary.RefusedTypedTotalDiffers},
		} {
			if out := w.imports(clerk, c.u); out.Status != app.ListWaits || out.Reason != c.reason || out.Stated == "" || out.Read == "" {
				t.Errorf("%s: %+v", name, out)
			}
		}
		layout := good
		layout.Layout = w.strange("", strangeLayout(1)).Layout
		if out := w.imports(clerk, layout); out.Status != app.ListRefused || out.Reason != beneficiary.RefusedFixLayout {
			t.Errorf("with a layout: %+v", out)
		}
		if diff := cmp.Diff(before, w.inForce()); diff != "" {
			t.Errorf("the list changed:\n%s", diff)
		}
		if out := w.imports(clerk, typed(same, 6, sum)); out.Status != app.ListUnchanged {
			t.Errorf("nothing new: %+v", out)
		}
		if out := w.imports(clerk, typed(good, 6, sum)); out.Status != app.ListNew || out.Taken != 6 {
			t.Errorf("totals that agree: %+v", out)
		}
		w.events()
	})
}

// TestWhatACorrectionChanges is foretold and kept like that of a whole list, and
// a row that was put right is a changed one, not one gone and one new.
func TestWhatACorrectionChanges(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		first := w.dirty(t, true)
		ref := app.ListRef{Programme: programme, Period: w.period, Commune: commune1}
		u := w.fixUpload(w.toFix(first.ListID, 3, map[string]string{fixName + "6": "Lê Thị Cúc"}))
		u.Preview = true
		put := []beneficiary.FieldChange{{Field: beneficiary.Status, From: beneficiary.StatusRefused, To: beneficiary.StatusTaken}}
		for _, u.DryRun = range []bool{true, false} {
			out := w.imports(clerk, u)
			p := out.Preview
			if p == nil || p.RowsNow != 6 || p.InForce == nil || p.InForce.Version != 1 {
				t.Fatalf("dry %v: %+v", u.DryRun, p)
			}
			if d := p.Version; len(d.New)+len(d.Dropped) != 0 || d.Same != 5 || len(d.Changed) != 1 || !slices.Equal(d.Changed[0].Fields, put) {
				t.Errorf("dry %v: %+v", u.DryRun, d)
			}
		}
		d, err := w.as(auditor).DiffVersions(w.ctx, ref, 1, 2)
		w.must(err)
		if len(d.New)+len(d.Dropped) != 0 || len(d.Changed) != 1 || d.Changed[0].Is.Line != 4 || d.Same != 5 {
			t.Errorf("difference %+v", d.Difference)
		}
		if d, err = w.as(auditor).DiffVersions(w.ctx, ref, 2, 1); err != nil || len(d.New)+len(d.Dropped) != 0 || len(d.Changed) != 1 {
			t.Errorf("the other way round: %+v, %v", d.Difference, err)
		}
		w.must(func() error { _, err := w.as(clerk).WithdrawList(w.ctx, first.ListID, "nhầm"); return err }())
		versions, err := w.as(auditor).ListVersions(w.ctx, ref)
		w.must(err)
		figures, last := versions[1].Figures, versions[2].Figures
		if figures["rows_now"] != "6" || figures["amount_now"] == "" || figures["amount_now"] == versions[0].Figures["amount_now"] ||
			figures["new"] != "6" || figures["changed"] != "0" || last["amount_before"] != figures["amount_now"] {
			t.Errorf("the journal has %v, %v", figures, last)
		}
	})
}

// TestAcceptingIsForetold: a dry run shows the version, and makes none.
func TestAcceptingIsForetold(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		people := everybody()[:3]
		rows := lines(people...)
		rows[1][4] = people[0].number[:11] + "O"
		u := w.listUpload("", people...)
		u.Data = csvOf(rows)
		w.imports(clerk, u)
		q := app.Acceptance{List: app.ListRef{Programme: programme, Period: w.period, Commune: commune1}, Cells: []string{"E2"}, DryRun: true}
		before, events := w.inForce(), w.events()
		for _, q.DryRun = range []bool{true, false} {
			out, err := w.as(clerk).AcceptProposals(w.ctx, q)
			w.must(err)
			if out.Accepted != 1 || out.Version != 2 || out.Preview == nil || len(out.Preview.Version.Changed) != 1 || out.Preview.Version.Same != 2 {
				t.Errorf("dry %v: %+v", q.DryRun, out)
			}
			if diff := cmp.Diff(before, w.inForce()); q.DryRun && diff != "" {
				t.Errorf("a dry run changed:\n%s", diff)
			}
		}
		if w.events() != events+1 {
			t.Error("a dry run is in the journal")
		}
	})
}

// TestMissingTakenLinesAreNamed: their rows stay, and who deleted them is told,
// whatever else the workbook changes.
func TestMissingTakenLinesAreNamed(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		_, people := dirtyList()
		id := w.dirty(t, true).ListID
		for name, c := range map[string]struct {
			fill   map[string]string
			status string
		}{
			"nothing else": {nil, app.ListUnchanged},
			"another line": {map[string]string{fixName + "6": people[2].name}, app.ListNew},
		} {
			u := w.fixUpload(w.fillIn(w.toFix(id, 3, c.fill), func(f *excelize.File) { w.must(f.RemoveRow("Cần sửa", 8)) }))
			u.DryRun = true
			out := w.imports(clerk, u)
			if out.Status != c.status || out.Dropped != 0 || len(out.KeptMissing) != 1 || out.KeptMissing[0].Line != 7 ||
				out.KeptMissing[0].FullName != people[5].name {
				t.Errorf("%s: %+v", name, out)
			}
		}
		if out := w.fix(w.toFix(id, 3, nil)); len(out.KeptMissing) != 0 {
			t.Errorf("all lines are there: %+v", out.KeptMissing)
		}
	})
}
