package app_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/beneficiary"
	"chitra/internal/app"
)

// Columns of the workbook of rows to fix, as lines() has them, and its lines.
const (
	fixName, fixBirth, fixNumber, fixCategory, fixKey = "B", "C", "E", "G", "P"
	fixFirst                                          = 6
)

// dirtyList is a list of six: the third has no name, the fifth a date of birth
// that is none, and the sixth no number, which only warns.
func dirtyList() (rows [][]string, people []person) {
	people = everybody()[:6]
	rows = lines(people...)
	rows[3][1], rows[5][2], rows[6][4] = "", "31/02/1970", ""
	return rows, people
}

// dirty takes such a list in, as a workbook or as text.
func (w *world) dirty(t *testing.T, workbook bool) app.ListOutcome {
	w.Helper()
	out := w.dirtyAgain(t, workbook)
	if out.Lines != 6 || out.Taken != 4 || out.Refused != 2 {
		w.Fatalf("the dirty list: %d lines, %d taken, %d refused: %v", out.Lines, out.Taken, out.Refused, out.Issues)
	}
	return out
}

// dirtyAgain takes it in whatever becomes of it.
func (w *world) dirtyAgain(t *testing.T, workbook bool) app.ListOutcome {
	w.Helper()
	rows, people := dirtyList()
	u := w.listUpload("", people...)
	u.FileName, u.Data = "ds.csv", csvOf(rows)
	if workbook {
		u.FileName, u.Data = "ds.xlsx", workbookOf(t, rows)
	}
	return w.imports(clerk, u)
}

// toFix is the workbook of rows to fix, with cells filled in; an empty text
// clears a cell.
func (w *world) toFix(id string, rows int, fill map[string]string) []byte {
	w.Helper()
	b, err := w.as(clerk).FixList(w.ctx, id)
	w.must(err)
	if b.Rows != rows {
		w.Fatalf("%d rows to fix, want %d", b.Rows, rows)
	}
	return w.fillIn(b.Content, func(f *excelize.File) {
		for _, cell := range slices.Sorted(maps.Keys(fill)) {
			w.must(f.SetCellStr("Cần sửa", cell, fill[cell]))
		}
	})
}

func (w *world) fillIn(data []byte, edit func(*excelize.File)) []byte {
	w.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	w.must(err)
	edit(f)
	var out bytes.Buffer
	w.must(f.Write(&out))
	return out.Bytes()
}

// fix hands a workbook of rows to fix in.
func (w *world) fix(data []byte) app.ListOutcome {
	w.Helper()
	out, err := w.as(clerk).ImportList(w.ctx, w.fixUpload(data))
	w.must(err)
	if out.Status != app.ListRefused && out.Lines != out.Taken+out.Refused {
		w.Errorf("%d lines, %d taken, %d refused", out.Lines, out.Taken, out.Refused)
	}
	return out
}

func (w *world) fixUpload(data []byte) app.ListUpload {
	return app.ListUpload{FileName: "ds-can-sua.xlsx", Data: data, Programme: programme, Period: w.period}
}

// inForce are the rows of the version in force by line, without its number.
func (w *world) inForce() map[int64]app.ListRow {
	w.Helper()
	out := map[int64]app.ListRow{}
	w.view(func(tx app.Tx) error {
		rows, err := tx.CurrentRows(w.ctx, string(programme), w.period.String())
		for _, r := range rows {
			r.VersionNo = 0
			out[r.Line] = r.ListRow
		}
		return err
	})
	return out
}

// TestOnlyTheRowsToFixComeBack fills in the workbook of rows to fix: its rows are
// read anew, all others are the very same facts, and the old version stays.
func TestOnlyTheRowsToFixComeBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for _, workbook := range []bool{false, true} {
			w.at(3, 8)
			first := w.dirty(t, workbook)
			before := w.inForce()
			_, people := dirtyList()
			data := w.toFix(first.ListID, 3, map[string]string{fixName + "6": people[2].name, fixBirth + "7": "03/05/1970"})
			dry := w.fixUpload(data)
			dry.DryRun = true
			if out, err := w.as(clerk).ImportList(w.ctx, dry); err != nil || out.Replaced != 3 || out.Taken != 6 {
				t.Errorf("a dry run: %+v, %v", out, err)
			}
			if diff := cmp.Diff(before, w.inForce()); diff != "" {
				t.Errorf("a dry run changed:\n%s", diff)
			}
			out := w.fix(data)
			if out.Status != app.ListNew || out.Version != 2 || out.Lines != 6 || out.Taken != 6 || out.Replaced != 3 || out.Carried != 3 || out.Dropped != 0 {
				t.Fatalf("the fixed rows: %+v", out)
			}
			after := w.inForce()
			for _, line := range []int64{2, 3, 5, 7} { // 7 was in the workbook, and nothing in it was changed
				if diff := cmp.Diff(before[line], after[line]); diff != "" {
					t.Errorf("line %d changed:\n%s", line, diff)
				}
			}
			if r := after[4]; r.FullName != people[2].name || r.Status != app.RowTaken || r.PersonalID != people[2].number {
				t.Errorf("the name: %+v", r)
			}
			if r := after[6]; r.BirthDate != "1970-05-03" || r.Status != app.RowTaken {
				t.Errorf("the birth: %+v", r)
			}
			events := w.events()
			if again := w.fix(data); again.Status != app.ListUnchanged || again.Version != 2 || w.events() != events {
				t.Errorf("the same workbook again: %+v", again)
			}
			again := w.dirtyAgain(t, workbook)
			if again.Status != app.ListUnchanged || again.Version != 2 || w.events() != events {
				t.Errorf("the dirty list again, after it was corrected: %s, version %d", again.Status, again.Version)
			}
			if again.Taken != 6 || again.Refused != 0 || len(again.Issues) != 0 || again.Marked != nil || again.ListID != first.ListID {
				t.Errorf("the dirty list again says what is not in force: %+v", again)
			}
			w.oldVersionStays(first, before)
			w.nextMonth()
		}
	})
}

func (w *world) oldVersionStays(first app.ListOutcome, before map[int64]app.ListRow) {
	w.Helper()
	w.view(func(tx app.Tx) error {
		v, _, err := tx.NewestVersion(w.ctx, first.ListID)
		w.must(err)
		origins, err := tx.OriginsOf(w.ctx, v.ActNo)
		w.must(err)
		if len(origins) != 1 || origins[0].Kind != app.OriginFix {
			w.Fatalf("origins %+v", origins)
		}
		rows, err := tx.RowsOf(w.ctx, origins[0].BaseNo)
		w.must(err)
		kept := map[int64]app.ListRow{}
		for _, r := range rows {
			r.VersionNo = 0
			kept[r.Line] = r
		}
		if diff := cmp.Diff(before, kept); diff != "" {
			w.Errorf("the old version changed:\n%s", diff)
		}
		return nil
	})
}

// TestFixingInSteps: what is left to fix goes back again, of the version that
// corrects a version that corrects another.
func TestFixingInSteps(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		_, people := dirtyList()
		id := w.dirty(t, true).ListID
		w.fix(w.toFix(id, 3, map[string]string{fixName + "6": people[2].name}))
		w.fix(w.toFix(id, 2, map[string]string{fixBirth + "6": "1970"}))
		out := w.fix(w.toFix(id, 1, map[string]string{fixNumber + "6": people[5].number}))
		if out.Version != 4 || out.Taken != 6 || out.Carried != 5 {
			t.Errorf("the last step: %+v", out)
		}
		if b, err := w.as(clerk).FixList(w.ctx, id); err != nil || b.Rows != 0 || b.Content != nil {
			t.Errorf("left to fix: %+v, %v", b.Rows, err)
		}
		if r := w.inForce()[4]; r.FullName != people[2].name {
			t.Errorf("an earlier step is lost: %+v", r)
		}
		w.view(func(tx app.Tx) error {
			v, _, err := tx.NewestVersion(w.ctx, id)
			w.must(err)
			origins, err := tx.OriginsOf(w.ctx, v.ActNo)
			if len(origins) != 3 || origins[0].Steps != 1 || origins[2].Steps != 3 {
				t.Errorf("origins %+v", origins)
			}
			return err
		})
		w.events()
	})
}

// TestRowsAreStruckOff: a line that is emptied is gone whatever it was; a line
// that is missing takes a refused row with it and leaves one that was taken.
func TestRowsAreStruckOff(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		emptied := func(row int) func(*excelize.File) {
			return func(f *excelize.File) {
				for col := 'A'; col <= 'M'; col++ {
					w.must(f.SetCellStr("Cần sửa", fmt.Sprintf("%c%d", col, row), ""))
				}
			}
		}
		gone := func(row int) func(*excelize.File) {
			return func(f *excelize.File) { w.must(f.RemoveRow("Cần sửa", row)) }
		}
		for _, c := range []struct {
			name    string
			edit    func(*excelize.File)
			dropped int
			lines   []int64
		}{
			{"a refused line emptied", emptied(6), 1, []int64{2, 3, 5, 6, 7}},
			{"a refused line missing", gone(7), 1, []int64{2, 3, 4, 5, 7}},
			{"a taken line emptied", emptied(8), 1, []int64{2, 3, 4, 5, 6}},
			{"a taken line missing", gone(8), 0, []int64{2, 3, 4, 5, 6, 7}},
		} {
			w.at(3, 8)
			id := w.dirty(t, true).ListID
			out := w.fix(w.fillIn(w.toFix(id, 3, nil), c.edit))
			wantStatus := app.ListNew
			if c.dropped == 0 {
				wantStatus = app.ListUnchanged
			}
			if out.Status != wantStatus || out.Dropped != c.dropped {
				t.Errorf("%s: %+v", c.name, out)
			}
			if diff := cmp.Diff(c.lines, slices.Sorted(maps.Keys(w.inForce()))); diff != "" {
				t.Errorf("%s: lines (-want +got):\n%s", c.name, diff)
			}
			w.nextMonth()
		}
	})
}

// TestFixWorkbooksThatAreRefused: nothing of one is stored but the try.
func TestFixWorkbooksThatAreRefused(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		id := w.dirty(t, true).ListID
		good := w.toFix(id, 3, map[string]string{fixName + "6": "Lê Thị Cúc"})
		cell := func(at, text string) []byte {
			return w.fillIn(good, func(f *excelize.File) { w.must(f.SetCellStr("Cần sửa", at, text)) })
		}
		before := w.inForce()
		for name, c := range map[string]struct {
			data []byte
			code string
		}{
			"a line of no row":           {cell(fixName+"9", "Nguyễn Thị Mới"), beneficiary.RefusedFixLineUnknown},
			"a key that was typed over":  {cell(fixKey+"6", "rXXXXXXXXXXXX"), beneficiary.RefusedFixLineUnknown},
			"a line copied":              {w.fillIn(good, func(f *excelize.File) { w.must(f.DuplicateRow("Cần sửa", 6)) }), beneficiary.RefusedFixLineTwice},
			"a line that names nobody":   {w.fillIn(good, onlyNote(w)), beneficiary.RefusedFixLineLost},
			"another list":               {hiddenCell(w, good, "B2", "BTXH-2024-07-99002"), beneficiary.RefusedFixOtherList},
			"another version":            {hiddenCell(w, good, "B3", "7"), beneficiary.RefusedFixSuperseded},
			"a form of another time":     {hiddenCell(w, good, "B1", "9"), beneficiary.RefusedFixDamaged},
			"a row of another line":      {hiddenCell(w, good, "D6", "2"), beneficiary.RefusedFixDamaged},
			"other bytes of the version": {hiddenCell(w, good, "B4", "00"), beneficiary.RefusedFixSuperseded},
		} {
			if out := w.fix(c.data); out.Status != app.ListRefused || out.Reason != c.code {
				t.Errorf("%s: %s %s %s, want %s", name, out.Status, out.Reason, out.Detail, c.code)
			}
		}
		other := w.fixUpload(good)
		other.Period = w.period.Add(1)
		if out, err := w.as(clerk).ImportList(w.ctx, other); err != nil || out.Reason != beneficiary.RefusedFixOtherList {
			t.Errorf("another month: %+v, %v", out, err)
		}
		if diff := cmp.Diff(before, w.inForce()); diff != "" {
			t.Errorf("a refused workbook changed:\n%s", diff)
		}
		_, people := dirtyList()
		w.upload(people...) // the whole list, corrected elsewhere
		if out := w.fix(good); out.Reason != beneficiary.RefusedFixSuperseded {
			t.Errorf("after a newer version: %+v", out)
		}
		w.events()
	})
}

// onlyNote leaves nothing but an address on the first line to fix.
func onlyNote(w *world) func(*excelize.File) {
	return func(f *excelize.File) {
		for col := 'A'; col <= 'M'; col++ {
			w.must(f.SetCellStr("Cần sửa", fmt.Sprintf("%c6", col), ""))
		}
		w.must(f.SetCellStr("Cần sửa", "F6", "thôn Đoài"))
	}
}

func hiddenCell(w *world, data []byte, at, text string) []byte {
	return w.fillIn(data, func(f *excelize.File) { w.must(f.SetCellStr("_chitra_fix", at, text)) })
}

// TestWhoUploadedTheWholeListKeepsAHandInIt: somebody else hands in the rows to
// fix, and who uploaded the others still may not approve.
func TestWhoUploadedTheWholeListKeepsAHandInIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		rows, people := dirtyList()
		w.at(3, 8)
		w.registry(people...)
		u := w.listUpload("", people...)
		u.Data = csvOf(rows)
		first, err := w.as(admin).ImportList(w.ctx, u)
		w.must(err)
		out := w.fix(w.toFix(first.ListID, 3, map[string]string{fixName + "6": people[2].name}))
		if out.Status != app.ListNew {
			t.Fatalf("%+v", out)
		}
		w.match()
		ids := w.drafts()
		w.submit(ids...)
		_, err = w.as(admin).Approve(w.ctx, ids[0])
		refusedWith(t, err, "approver_is_maker")
		w.approve(ids...)
	})
}

// TestARowThatBecomesAnothersTwin: a row that is read anew may name the person of
// one that is carried over; the carried one keeps its key, and both are told.
func TestARowThatBecomesAnothersTwin(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		id := w.dirty(t, false).ListID
		before := w.inForce()
		twin := everybody()[3] // stands on line 5, below
		out := w.fix(w.toFix(id, 3, map[string]string{fixName + "6": twin.name, fixBirth + "6": "05/04/1969", fixNumber + "6": twin.number}))
		after := w.inForce()
		if out.Lines != 6 || after[4].PersonKey != after[5].PersonKey || after[4].RowKey == after[5].RowKey {
			t.Fatalf("%d lines; the twins: %+v, %+v", out.Lines, after[4], after[5])
		}
		if diff := cmp.Diff(before[5], after[5]); diff != "" {
			t.Errorf("the carried row changed:\n%s", diff)
		}
		var repeated []int
		for _, i := range out.Issues {
			if i.Code == beneficiary.CodeNumberRepeated {
				repeated = append(repeated, i.Row)
				if i.RowKey != after[int64(i.Row)].RowKey {
					t.Errorf("row %d: the issue is of %s", i.Row, i.RowKey)
				}
			}
		}
		if diff := cmp.Diff([]int{4, 5}, repeated); diff != "" {
			t.Errorf("repeated (-want +got):\n%s", diff)
		}
		w.events()
	})
}

// TestRowsToFixAreNoWholeList: without their workbook they replace nothing.
func TestRowsToFixAreNoWholeList(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		id := w.dirty(t, true).ListID
		before := w.inForce()
		f, err := excelize.OpenReader(bytes.NewReader(w.toFix(id, 3, nil)))
		w.must(err)
		rows, err := f.GetRows("Cần sửa")
		w.must(err)
		for name, data := range map[string][]byte{"as text": csvOf(rows), "copied": workbookOf(t, rows)} {
			u := w.fixUpload(data)
			u.Commune = commune1
			out, err := w.as(clerk).ImportList(w.ctx, u)
			if err != nil || out.Reason != beneficiary.RefusedFixDamaged {
				t.Errorf("%s: %+v, %v", name, out, err)
			}
		}
		if diff := cmp.Diff(before, w.inForce()); diff != "" {
			t.Errorf("the list changed:\n%s", diff)
		}
	})
}

// TestFixingLeavesPaymentsAlone: what was approved for rows that are carried over
// stays as it is, without an exception; only the fixed row makes a payment.
func TestFixingLeavesPaymentsAlone(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		rows, people := dirtyList()
		w.at(3, 8)
		w.registry(people...)
		u := w.listUpload("", people...)
		u.Data = csvOf(rows)
		first, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		w.match()
		ids := w.throughApproval()
		before := map[string]string{}
		for _, p := range w.payments() {
			before[p.ID] = p.State + " " + p.BatchID
		}
		w.at(9, 9)
		w.fix(w.toFix(first.ListID, 3, map[string]string{fixName + "6": people[2].name}))
		w.match()
		w.build()
		if found := w.exceptions(); len(found) != 0 {
			t.Errorf("exceptions %q", found)
		}
		fresh := 0
		for _, p := range w.payments() {
			state, known := before[p.ID]
			if !known {
				fresh++
			} else if state != p.State+" "+p.BatchID {
				t.Errorf("payment %s was %s and is %s %s", p.ID, state, p.State, p.BatchID)
			}
		}
		if len(ids) == 0 || len(before) == 0 || fresh != 1 {
			t.Errorf("%d batches, %d payments before, %d new, want one", len(ids), len(before), fresh)
		}
		w.events()
	})
}

// TestTooManyToFix: a list that is bad all through goes back whole.
func TestTooManyToFix(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		people := everybody()[:1]
		rows := lines(people...)[:1]
		for range 5001 {
			row := slices.Clone(lines(people...)[1])
			row[1] = ""
			rows = append(rows, row)
		}
		u := w.listUpload("", people...)
		u.Data = csvOf(rows)
		out, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		b, err := w.as(clerk).FixList(w.ctx, out.ListID)
		if err != nil || b.Rows != 5001 || !b.TooMany() || b.Content != nil {
			t.Errorf("%d rows to fix, %d bytes, %v", b.Rows, len(b.Content), err)
		}
	})
}
