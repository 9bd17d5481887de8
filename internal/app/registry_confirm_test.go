package app_test

import (
	"strings"
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
)

// oneLine is a file of one answer, as anybody can type it.
func oneLine(request int64, n int64, cells ...string) []byte {
	return csvOf([][]string{{"Mã câu hỏi", "Kết quả", "Số định danh đúng", "Họ và tên đúng", "Ngày sinh đúng", "Giới tính đúng", "Mã xã thường trú", "Tình trạng",
		"Ngày mất", "Các số đã dùng trước"}, append([]string{registry.QuestionCode(request, n)}, append(cells, make([]string, 9-len(cells))...)...)})
}

// TestNobodyAloneMakesAPerson invents a number for whom the registry does not know.
func TestNobodyAloneMakesAPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := w.doubtful()
		p := people[0]
		asked := w.ask(func(a *app.RegistryAsk) { a.Outcomes = []string{"not_found"} })
		w.at(4, 8)
		if out := w.respond(oneLine(asked.Request, 1, "Đúng người", p.number), nil); out.Status != app.ListRefused || out.Faults[0].Code != registry.AnswerRecordMissing {
			t.Errorf("the list's own words made a person: %+v", out)
		}
		out := w.respond(oneLine(asked.Request, 1, "Đúng người", p.number, p.name, p.birth, p.sex), nil)
		if out.Status != app.ListNew || out.Added != 1 || !out.Waits {
			t.Fatalf("a whole record: %+v", out)
		}
		if sum := w.match(); sum.Looked != 0 {
			t.Errorf("one person's answer was matched with: %+v", sum)
		}
		_, err := w.as(reviewer).ConfirmResponse(w.ctx, out.Response)
		refusedWith(t, err, "same_person")
		if _, err := w.as(clerk).ConfirmResponse(w.ctx, out.Response); err == nil {
			t.Error("a clerk confirmed")
		}
		if _, err := w.as(maker).ConfirmResponse(w.ctx, out.Response+100); err == nil {
			t.Error("answers that are none were confirmed")
		}
		let := w.confirm(out)
		if again := w.confirm(out); again.Status != app.ListUnchanged || again.Snapshot != let.Snapshot {
			t.Errorf("confirmed again: %+v", again)
		}
		if sum := w.match(); sum.ByOutcome["exact"] != 2 {
			t.Errorf("after two persons: %+v", sum)
		}
		w.events()
	})
}

// TestALaterAnswerOvertakes: what was not confirmed yet makes nothing any more, and
// a person who was made is not left behind without a word.
func TestALaterAnswerOvertakes(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := w.doubtful()[0]
		asked := w.ask(func(a *app.RegistryAsk) { a.Outcomes = []string{"not_found"} })
		w.at(4, 8)
		first := w.respond(oneLine(asked.Request, 1, "Đúng người", p.number, p.name, p.birth, p.sex), nil)
		w.respond(oneLine(asked.Request, 1, "Không tìm thấy"), nil)
		if let := w.confirm(first); let.Status != app.NothingToAsk || let.Snapshot != 0 {
			t.Errorf("an answer that was taken back: %+v", let)
		}
		third := w.respond(oneLine(asked.Request, 1, "Đúng người", p.number, p.name, p.birth, p.sex, "", "Còn sống"), nil)
		if let := w.confirm(third); let.Snapshot == 0 || let.Added != 1 {
			t.Fatalf("the third answer: %+v", let)
		}
		gone := oneLine(asked.Request, 1, "Không tìm thấy")
		gone = append(gone, strings.Repeat(",", 9)+"\n"...) // other bytes than before
		out := w.respond(gone, nil)
		if out.Status != app.ListRefused || out.Faults[0].Code != registry.AnswerMadePerson {
			t.Fatalf("a person whom an answer made stays without a word: %+v", out)
		}
		in := w.snapshotFile([]byte("personal_id,full_name,date_of_birth,sex,commune_code,status,died_on,old_ids,household,op\n" + p.number + ",,,,,,,,,remove\n"))
		in.AsOf, in.Delta = civil.DateOf(w.clock()), true
		_, err := w.as(maker).LoadSnapshot(w.ctx, in)
		w.must(err)
		if out := w.respond(gone, nil); out.Status != app.ListNew || out.Answers != 1 {
			t.Errorf("once the person is gone: %+v", out)
		}
		w.events()
	})
}
