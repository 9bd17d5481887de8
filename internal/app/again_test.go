package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/sheet"
)

// picture is where everything of the month stands: every row, payment,
// instruction and exception.
func (w *world) picture() string {
	w.Helper()
	var b strings.Builder
	for _, r := range w.rowPlaces() {
		fmt.Fprintf(&b, "row %s %s %s\n", r.Row, r.Place, r.Reason)
	}
	attempts := w.instructions()
	for _, p := range w.payments() {
		fmt.Fprintf(&b, "payment %s %s %s %s %d\n", p.ID, p.State, p.HeldReason, p.BatchID, p.Amount)
		for _, i := range attempts[p.ID] {
			fmt.Fprintf(&b, "instruction %s %s\n", i.ID, i.State)
		}
	}
	for _, x := range w.exceptions() {
		fmt.Fprintf(&b, "exception %s\n", x)
	}
	return b.String()
}

func TestTheSameFileAgainChangesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		w.sent(people...)
		w.at(11, 9)
		answer := pain002("B1", word{reference: w.reference(people[0]), status: "ACCC"},
			word{reference: w.reference(people[1]), status: "RJCT", reason: "AC04"}, word{reference: "C0000000000000X", status: "ACCC"})
		first := w.answered(answer)
		before, events := w.picture(), w.events()

		w.at(12, 9)
		again := w.answered(answer)
		if again.Status != app.ListUnchanged || again.Lines != first.Lines || again.Matched != first.Matched || first.Matched != 2 {
			t.Errorf("the same answer: first %+v, again %+v", first, again)
		}
		if out := w.upload(people...); out.Status != app.ListUnchanged {
			t.Errorf("the same list is %s", out.Status)
		}
		if out := w.registry(people...); out.Status != app.UploadUnchanged || out.Persons != 4 {
			t.Errorf("the same registry: %+v", out)
		}
		w.match()
		if diff := cmp.Diff(before, w.picture()); diff != "" {
			t.Errorf("the same files again changed something:\n%s", diff)
		}
		if now := w.events(); now != events {
			t.Errorf("the journal went from %d to %d events", events, now)
		}
	})
}

// TestADamagedAnswerSaysNothing cuts an answer at every hundredth byte.
func TestADamagedAnswerSaysNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.sent(people...)
		w.at(11, 9)
		var words []word
		for _, p := range people {
			words = append(words, word{reference: w.reference(p), status: "ACCC"})
		}
		answer := pain002("B1", words...)
		before := w.picture()
		for cut := 0; cut < len(answer)-1; cut += 100 {
			out, err := w.as(bankDesk).ImportResult(w.ctx, "cut.xml", answer[:cut])
			w.must(err)
			want := string(app.AnswerCut)
			if cut == 0 {
				want = string(sheet.EmptyFile)
			}
			if out.Status != app.ListRefused || out.Reason != want || out.Matched != 0 {
				t.Fatalf("cut at %d of %d: %+v", cut, len(answer), out)
			}
		}
		if diff := cmp.Diff(before, w.picture()); diff != "" {
			t.Errorf("damaged answers changed something:\n%s", diff)
		}
		w.answered(answer)
		for _, p := range people {
			w.stands(p, "paid")
		}
	})
}

func TestADamagedRegistryIsNotLoaded(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.at(3, 8)
		data := snapshot(people...)
		if _, err := w.loadRegistry(data[:len(data)-5]); err == nil {
			t.Error("a registry that breaks off was loaded")
		}
		w.upload(people...)
		_, err := w.as(maker).MatchPeriod(w.ctx, w.period)
		refusedWith(t, err, "no_snapshot")
		if out := w.registry(people...); out.Persons != 3 || out.Status != app.UploadTaken {
			t.Errorf("the whole registry: %+v", out)
		}
		if sum := w.match(); sum.Automatic != 3 {
			t.Errorf("matched against it: %+v", sum)
		}
		w.events()
	})
}

// workbookOf is the same list as a workbook.
func workbookOf(t tb, rows [][]string) []byte {
	t.Helper()
	book := sheet.NewBook()
	s, err := book.AddSheet("Danh sách", sheet.SheetOptions{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	for _, row := range rows {
		cells := make([]sheet.Value, len(row))
		for i, text := range row {
			cells[i] = sheet.TextValue(text)
		}
		if _, err := s.Row(cells...); err != nil {
			t.Fatalf("%v", err)
		}
	}
	var b bytes.Buffer
	if _, err := book.WriteTo(&b); err != nil {
		t.Fatalf("%v", err)
	}
	return b.Bytes()
}

// TestAWorkbookGoesBackMarked: one bad row never stops the others; a damaged
// workbook is refused whole, and only the try is recorded.
func TestAWorkbookGoesBackMarked(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:5]
		w.at(3, 8)
		w.registry(people...)
		bad := people[2]
		bad.name = ""
		upload := w.listUpload("", people...)
		upload.FileName = "ds.xlsx"
		upload.Data = workbookOf(t, lines(people[0], people[1], bad, people[3], people[4]))

		whole := upload.Data
		for _, damage := range []func([]byte) []byte{
			func(b []byte) []byte { return b[:len(b)/2] },
			func(b []byte) []byte { b = bytes.Clone(b); b[len(b)/3] ^= 0x40; return b },
			func([]byte) []byte { return []byte("PK\x03\x04 không phải") },
		} {
			upload.Data = damage(whole)
			out, err := w.as(clerk).ImportList(w.ctx, upload)
			w.must(err)
			if out.Status != app.ListRefused || out.Lines != 0 || len(w.rowPlaces()) != 0 {
				t.Errorf("a damaged workbook: %+v, %d rows", out, len(w.rowPlaces()))
			}
		}

		upload.Data, upload.DryRun = whole, true
		dry, err := w.as(clerk).ImportList(w.ctx, upload)
		w.must(err)
		if len(w.rowPlaces()) != 0 {
			t.Error("a dry run took rows in")
		}
		upload.DryRun = false
		out, err := w.as(clerk).ImportList(w.ctx, upload)
		w.must(err)
		if out.Lines != 5 || out.Taken != 4 || out.Refused != 1 || dry.Lines != 5 || dry.Taken != 4 {
			t.Fatalf("%d lines, %d taken, %d refused; the dry run said %d and %d", out.Lines, out.Taken, out.Refused, dry.Lines, dry.Taken)
		}
		if len(out.Marked) == 0 || bytes.Equal(out.Marked, whole) {
			t.Fatal("the bad row's workbook did not come back marked")
		}
		if table, err := sheet.OpenTable(bytes.NewReader(out.Marked), int64(len(out.Marked)), sheet.Limits{}); err != nil || len(table.Sheets()) != 2 {
			t.Errorf("the marked workbook cannot be read: %v", err)
		}
		w.match()
		w.everyRowIsSomewhere("matched", 5)
	})
}

func TestWhoMayNotActChangesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.taken(people...)
		events := w.events()
		build := func(user string) error { _, err := w.as(user).Build(w.ctx, w.buildRequest()); return err }
		if err := build(""); !errors.Is(err, app.ErrNoActor) {
			t.Errorf("nobody built: %v", err)
		}
		if err := build("khách"); !errors.Is(err, app.ErrUnknownActor) {
			t.Errorf("a stranger built: %v", err)
		}
		w.must(w.as(admin).DisableUser(w.ctx, maker))
		if err := build(maker); !errors.Is(err, app.ErrUnknownActor) {
			t.Errorf("a disabled user built: %v", err)
		}
		if n := len(w.payments()); n != 0 {
			t.Errorf("%d payments were made", n)
		}
		if now := w.events(); now != events+1 { // the disabling
			t.Errorf("the journal went from %d to %d events", events, now)
		}
	})
}

func TestAClockSetBackStopsWriting(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.taken(people...)
		w.at(4, 9)
		ids := w.drafts()
		before, events := w.picture(), w.events()
		w.at(4, 8)
		for name, act := range map[string]func() error{
			"submit": func() error { _, err := w.as(maker).Submit(w.ctx, ids[0]); return err },
			"list":   func() error { _, err := w.as(clerk).ImportList(w.ctx, w.listUpload("bo-sung", people[1])); return err },
			"registry": func() error {
				_, err := w.loadRegistry(snapshot(people[:2]...))
				return err
			},
			"user": func() error { return w.as(admin).DisableUser(w.ctx, clerk) },
		} {
			if err := act(); !errors.Is(err, app.ErrClockSetBack) {
				t.Errorf("%s with the clock set back: %v", name, err)
			}
		}
		if diff := cmp.Diff(before, w.picture()); diff != "" {
			t.Errorf("something changed:\n%s", diff)
		}
		if now := w.events(); now != events {
			t.Errorf("the journal went from %d to %d events", events, now)
		}
		w.at(4, 9)
		w.submit(ids...)
	})
}
