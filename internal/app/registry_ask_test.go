package app_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
)

// ask makes the request of the period.
func (w *world) ask(change func(*app.RegistryAsk)) app.RegistryAsked {
	w.Helper()
	ask := app.RegistryAsk{Period: w.period}
	if change != nil {
		change(&ask)
	}
	out, err := w.as(reviewer).AskRegistry(w.ctx, ask)
	w.must(err)
	return out
}

// respond hands answers in.
func (w *world) respond(data []byte, layout *registry.AnswerLayout) app.ResponseOutcome {
	w.Helper()
	sum := sha256.Sum256(data)
	out, err := w.as(reviewer).AnswerRegistry(w.ctx, app.ResponseFile{Name: "tra-loi.xlsx", SHA256: hex.EncodeToString(sum[:]), Data: data,
		AsOf: civil.DateOf(w.clock()), Layout: layout})
	w.must(err)
	return out
}

// confirm lets the answers in, by another person than who handed them in.
func (w *world) confirm(out app.ResponseOutcome) app.ResponseConfirmed {
	w.Helper()
	c, err := w.as(maker).ConfirmResponse(w.ctx, out.Response)
	w.must(err)
	return c
}

// whole is an answer that gives a person's whole record.
func whole(result string, p person) map[string]string {
	return map[string]string{"Kết quả": result, "Số định danh đúng": p.number, "Họ và tên đúng": p.name, "Ngày sinh đúng": p.birth, "Giới tính đúng": p.sex,
		"Tình trạng": "Còn sống"}
}

// filled is a request with answers filled in as the registry's office does it: by
// the name asked about, what stands below each heading.
func (w *world) filled(request []byte, answers map[string]map[string]string) []byte {
	w.Helper()
	return w.fillIn(request, func(f *excelize.File) {
		sheet := f.GetSheetList()[0]
		rows, err := f.GetRows(sheet)
		w.must(err)
		head := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "Mã câu hỏi" })
		for i, row := range rows[head+1:] {
			for heading, text := range answers[row[1]] {
				cell, err := excelize.CoordinatesToCellName(slices.Index(rows[head], heading)+1, head+2+i)
				w.must(err)
				w.must(f.SetCellStr(sheet, cell, text))
			}
		}
	})
}

// signed puts a line below the table.
func signed(f *excelize.File) {
	_ = f.SetCellStr(f.GetSheetList()[0], "A30", "Cán bộ tra cứu") // the cell exists
}

// doubtful takes in six people of whom one is new to the registry, one has no
// number, one another date of birth, one a shared number with the last.
func (w *world) doubtful() []person {
	w.Helper()
	people := everybody()[:6]
	w.at(3, 8)
	known := slices.Clone(people)
	w.registry(known[1:]...)
	listed := slices.Clone(people)
	listed[1].number = ""
	listed[2].birth = "1980-11-25"
	listed[5].number = listed[4].number
	w.listed(listed...)
	return people
}

// TestARoundWithTheRegistry asks, has a made-up office answer, and matches again.
func TestARoundWithTheRegistry(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := w.doubtful()
		asked := w.ask(nil)
		if want := map[string]int{"not_found": 1, "number_missing": 1, "needs_review": 1}; asked.Questions != 3 || asked.Status != app.ListNew ||
			!cmp.Equal(asked.ByOutcome, want) {
			t.Fatalf("asked %+v, want %v: numbers on two rows are no question", asked, want)
		}
		again, err := w.as(auditor).RegistryRequested(w.ctx, asked.Request)
		w.must(err)
		if !bytes.Equal(again.Content, asked.Content) || again.SHA256 != asked.SHA256 {
			t.Error("the request written again has other bytes")
		}

		w.at(4, 8)
		answers := w.filled(asked.Content, map[string]map[string]string{
			people[0].name: whole("Đúng người", people[0]),
			people[1].name: {"Kết quả": "Có sai khác", "Số định danh đúng": people[1].number, "Ghi chú": "có trong tàng thư"},
			people[2].name: {"Kết quả": "Không tìm thấy"},
		})
		before := w.events()
		out := w.respond(answers, nil)
		if out.Status != app.ListNew || out.Answers != 3 || out.Refused != 0 || out.Added != 1 || out.Changed != 0 || !out.Waits || out.Layout != "tra-loi 1" {
			t.Fatalf("the answers: %+v", out)
		}
		if again := w.respond(answers, nil); again.Status != app.ListUnchanged || again.Response != out.Response || !again.Waits || again.Answers != 0 || again.Repeated != 3 ||
			!cmp.Equal(again.ByVerdict, out.ByVerdict) {
			t.Errorf("the same bytes again: %+v", again)
		}
		if again := w.respond(w.fillIn(answers, signed), nil); again.Status != app.ListUnchanged || again.Repeated != 3 {
			t.Errorf("the same answers in other bytes: %+v", again)
		}
		if got := w.events() - before; got != 1 {
			t.Errorf("%d events, want the answers' alone", got)
		}

		if sum := w.match(); sum.ByOutcome["not_found"] != 1 || sum.Looked != 0 {
			t.Errorf("matched with answers that nobody confirmed: %+v", sum)
		}
		let := w.confirm(out)
		if let.Status != app.ListNew || let.Added != 1 || let.Changed != 0 || let.Snapshot == 0 {
			t.Fatalf("confirmed: %+v", let)
		}
		sum := w.match()
		if sum.Snapshot != let.Snapshot || sum.ByOutcome["exact"] != 2 || sum.ByOutcome["not_found"] != 0 {
			t.Errorf("after the answers: %+v", sum)
		}
		queue, err := w.as(auditor).ReviewQueue(w.ctx, w.period)
		w.must(err)
		said := map[string]string{}
		for _, i := range queue {
			if a := i.Answered; a != nil {
				said[i.List.FullName] = strings.Join([]string{a.Code(), a.Verdict, a.Said, a.PersonalID, a.AsOf, a.Note}, "|")
			}
		}
		want := map[string]string{
			people[1].name: fmt.Sprintf("%s|found|differs|%s|2024-07-04|có trong tàng thư", registry.QuestionCode(asked.Request, 2), people[1].number),
			people[2].name: registry.QuestionCode(asked.Request, 3) + "|not_found|not_found||2024-07-04|",
		}
		if diff := cmp.Diff(want, said); diff != "" {
			t.Errorf("what reviewers see (-want +got):\n%s", diff)
		}
		w.events() // the journal holds
	})
}

func TestAPersonIsAskedAboutOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := w.doubtful()
		first := w.ask(func(a *app.RegistryAsk) { a.Outcomes = []string{"not_found"} })
		second := w.ask(nil)
		third := w.ask(nil)
		if first.Questions != 1 || second.Questions != 2 || second.Open != 1 || third.Status != app.NothingToAsk || third.Open != 3 || third.Content != nil {
			t.Errorf("first %+v\nsecond %+v\nthird %+v", first, second, third)
		}
		w.at(4, 8)
		w.respond(w.filled(first.Content, map[string]map[string]string{people[0].name: {"Kết quả": "Không tìm thấy"}}), nil)
		if got := w.ask(nil); got.Status != app.NothingToAsk || got.Open != 2 || got.Answered != 1 {
			t.Errorf("after one answer: %+v", got)
		}
		if got := w.ask(func(a *app.RegistryAsk) { a.Again, a.Tiers = true, []string{"T8"} }); got.Questions != 1 {
			t.Errorf("asked again: %+v", got)
		}
		states, err := w.as(auditor).RegistryRequests(w.ctx)
		w.must(err)
		var got []string
		for _, s := range states {
			got = append(got, fmt.Sprintf("%d/%d", s.Answered, s.Questions))
		}
		if diff := cmp.Diff([]string{"1/1", "0/2", "0/1"}, got); diff != "" {
			t.Error(diff)
		}
		_, err = w.as(reviewer).AskRegistry(w.ctx, app.RegistryAsk{Period: w.period, Outcomes: []string{"number_shared"}})
		refusedWith(t, err, "outcome_not_asked")
		_, err = w.as(reviewer).AskRegistry(w.ctx, app.RegistryAsk{Period: w.period, Tiers: []string{"T9"}})
		refusedWith(t, err, "tier_unknown")
	})
}

// TestAWrongAnswerStopsNoOther fills in one line wrong, and another right.
func TestAWrongAnswerStopsNoOther(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := w.doubtful()
		asked := w.ask(nil)
		w.at(4, 8)
		other := everybody()[9].number
		cases := []struct {
			name   string
			who    int
			answer map[string]string
			code   string
			column string
		}{
			{"number of eleven digits", 0, map[string]string{"Kết quả": "Đúng người", "Số định danh đúng": "12345"}, registry.NumberMalformed, "personal_id"},
			{"unknown result", 0, map[string]string{"Kết quả": "Chắc là có", "Số định danh đúng": people[0].number}, registry.AnswerResultUnknown, "result"},
			{"no result", 0, map[string]string{"Số định danh đúng": people[0].number}, registry.AnswerResultUnknown, "result"},
			{"found without number", 0, map[string]string{"Kết quả": "Đúng người"}, registry.AnswerNumberMissing, "personal_id"},
			{"another number, and as asked", 0, map[string]string{"Kết quả": "Đúng người", "Số định danh đúng": other}, registry.AnswerContradicts, "personal_id"},
			{"nothing differs", 0, map[string]string{"Kết quả": "Có sai khác", "Số định danh đúng": people[0].number}, registry.AnswerNothingDiffers, "result"},
			{"nobody, with a number", 0, map[string]string{"Kết quả": "Không tìm thấy", "Số định danh đúng": people[0].number}, registry.AnswerContradicts, "result"},
			{"died, alive", 0, map[string]string{"Kết quả": "Đã chết", "Số định danh đúng": people[0].number, "Tình trạng": "Còn sống"}, registry.AnswerContradicts, "status"},
			{"died on a day, said to be the person", 0, map[string]string{"Kết quả": "Đúng người", "Số định danh đúng": people[0].number, "Ngày mất": "1/7/2024"}, registry.DeathOfTheLiving, "died_on"},
			{"died before birth", 0, map[string]string{"Kết quả": "Đã chết", "Số định danh đúng": people[0].number, "Họ và tên đúng": people[0].name, "Ngày sinh đúng": people[0].birth, "Giới tính đúng": "Nữ", "Ngày mất": "1/7/1824"}, registry.DeathBeforeBirth, "died_on"},
			{"as asked, of a number nobody has", 0, map[string]string{"Kết quả": "Đúng người", "Số định danh đúng": people[0].number}, registry.AnswerRecordMissing, "full_name"},
			{"another person's number", 0, map[string]string{"Kết quả": "Có sai khác", "Số định danh đúng": people[3].number}, registry.AnswerOtherPerson, "personal_id"},
			{"unknown code", 0, map[string]string{"Mã câu hỏi": "YC1-1-A", "Kết quả": "Không tìm thấy"}, registry.AnswerCodeUnknown, "code"},
			{"a request that is none", 0, map[string]string{"Mã câu hỏi": registry.QuestionCode(1, 1), "Kết quả": "Không tìm thấy"}, registry.AnswerCodeUnknown, "code"},
			{"date that is none", 0, map[string]string{"Kết quả": "Có sai khác", "Số định danh đúng": people[0].number, "Ngày sinh đúng": "31/02/1966"}, registry.BirthMalformed, "date_of_birth"},
		}
		var first []byte
		for _, c := range cases {
			file := w.filled(asked.Content, map[string]map[string]string{people[c.who].name: c.answer,
				people[2].name: {"Kết quả": "Nhiều người", "Ghi chú": c.name}})
			if first == nil {
				first = file
			}
			out := w.respond(file, nil)
			if out.Status != app.ListNew || out.Answers != 1 || out.ByVerdict["several"] != 1 || len(out.Faults) != 1 || out.Waits {
				t.Errorf("%s: %+v", c.name, out)
				continue
			}
			f := out.Faults[0]
			if f.Code != c.code || f.Column != c.column || f.Line == 0 || f.Cell == "" {
				t.Errorf("%s: %+v, want %s in %s", c.name, f, c.code, c.column)
			}
		}
		if again := w.respond(first, nil); again.Status != app.ListUnchanged || len(again.Faults) != 1 {
			t.Errorf("the first file again: %+v, want it unchanged and its fault told", again)
		}
		w.events()
	})
}

// TestAFileThatAnswersNothingIsRefusedWhole leaves store and snapshot as they are.
func TestAFileThatAnswersNothingIsRefusedWhole(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := w.doubtful()
		asked := w.ask(nil)
		for name, c := range map[string]struct {
			data   []byte
			reason string
		}{
			"not filled in":    {asked.Content, registry.AnswersNone},
			"another table":    {listOf(people...), registry.AnswersHeader},
			"no table":         {[]byte{0x89, 'P', 'N', 'G', 0, 1, 2}, ""},
			"empty":            {nil, ""},
			"a torn workbook":  {asked.Content[:len(asked.Content)/2], ""},
			"of another store": {w.filled(asked.Content, map[string]map[string]string{people[0].name: {"Mã câu hỏi": registry.QuestionCode(2, 7), "Kết quả": "Không tìm thấy"}}), registry.AnswersNone},
			"all wrong":        {w.filled(asked.Content, map[string]map[string]string{people[0].name: {"Kết quả": "Đúng người"}}), registry.AnswersInvalid},
		} {
			before := w.events()
			out := w.respond(c.data, nil)
			if out.Status != app.ListRefused || out.Reason == "" || c.reason != "" && out.Reason != c.reason || out.Answers != 0 {
				t.Errorf("%s: %+v", name, out)
			}
			w.respond(c.data, nil)
			if got := w.events() - before; got != 1 {
				t.Errorf("%s: %d events, want one try", name, got)
			}
		}
		if sum := w.match(); sum.Looked != 0 {
			t.Errorf("%d rows were looked at again", sum.Looked)
		}
	})
}

const officeLayout = `name: cong-an-tinh
version: 3
columns:
  - {heading: "Mã tham chiếu", field: code}
  - {heading: "KQ", field: result}
  - {heading: "ĐDCN", field: personal_id}
  - {heading: "Họ tên", field: full_name}
  - {heading: "Sinh ngày", field: date_of_birth}
  - {heading: "GT", field: sex}
  - {heading: "Nơi thường trú", field: commune_name, optional: true}
dates: dmy
fixed:
  - {field: status, value: song}
results:
  - {word: "1", means: found}
  - {word: "0", means: not_found}
statuses:
  - {word: song, means: alive}
`

// TestAnOfficesOwnTable is read through a profile.
func TestAnOfficesOwnTable(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := w.doubtful()
		asked := w.ask(nil)
		w.at(4, 8)
		layout, err := registry.ParseAnswerLayout([]byte(officeLayout))
		w.must(err)
		rows := [][]string{{"Kết quả tra cứu"}, {"STT", "Mã tham chiếu", "KQ", "ĐDCN", "Họ tên", "Sinh ngày", "GT", "Nơi thường trú"},
			{"1", strings.ToLower(registry.QuestionCode(asked.Request, 1)), "1", people[0].number, people[0].name, "2/1/1966", "Nữ", "Mây Trắng"},
			{"2", registry.QuestionCode(asked.Request, 2), "1", people[1].number, people[1].name, "", "Nam", ""},
			{"3", registry.QuestionCode(asked.Request, 3), "0", "", "", "", "", ""},
			{"3", registry.QuestionCode(asked.Request, 3), "1", people[2].number, people[2].name, "1/1/1970", "Nữ", ""}}
		out := w.respond(csvOf(rows), layout)
		if out.Status != app.ListNew || out.Answers != 2 || out.Added != 1 || len(out.Faults) != 2 || out.Layout != "cong-an-tinh 3" {
			t.Fatalf("the office's table: %+v", out)
		}
		for _, f := range out.Faults {
			if f.Code != registry.AnswerTwice {
				t.Errorf("%+v", f)
			}
		}
		w.confirm(out)
		if sum := w.match(); sum.ByOutcome["exact"] != 2 {
			t.Errorf("after the answers: %+v", sum)
		}
	})
}

// TestAnAnswerIsNotPassedOver holds that rows about which the registry's office
// said something else than the match are in no group, that those it agrees on are
// in one, and that what was shown before the answer is not what is decided now.
func TestAnAnswerIsNotPassedOver(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:6]
		w.at(3, 8)
		w.registry(people...)
		listed := slices.Clone(people)
		for i := 1; i < 5; i++ {
			listed[i].number = ""
		}
		w.listed(listed...)
		groups := func() (sizes []int, first app.ReviewGroup) {
			all, err := w.as(auditor).ReviewGroups(w.ctx, w.period)
			w.must(err)
			for _, g := range all {
				sizes = append(sizes, len(g.Items))
			}
			slices.Sort(sizes)
			return sizes, all[0]
		}
		sizes, before := groups()
		if diff := cmp.Diff([]int{4}, sizes); diff != "" {
			t.Fatal(diff)
		}
		asked := w.ask(nil)
		w.at(4, 8)
		answers := map[string]map[string]string{people[3].name: {"Kết quả": "Không tìm thấy"}, people[4].name: {"Kết quả": "Không tìm thấy"}}
		for _, p := range people[1:3] {
			answers[p.name] = map[string]string{"Kết quả": "Có sai khác", "Số định danh đúng": p.number}
		}
		if out := w.respond(w.filled(asked.Content, answers), nil); out.Answers != 4 || out.Waits {
			t.Fatalf("the answers: %+v", out)
		}
		sizes, _ = groups()
		if diff := cmp.Diff([]int{1, 1, 2}, sizes); diff != "" {
			t.Error(diff)
		}
		queue, err := w.as(auditor).ReviewQueue(w.ctx, w.period)
		w.must(err)
		for _, i := range queue {
			if slices.ContainsFunc(before.Items, func(x app.ReviewItem) bool { return x.Digest() == i.Digest() }) {
				t.Errorf("%s has the digest it had before it was answered", i.List.FullName)
			}
		}
		_, err = w.as(reviewer).DecideGroup(w.ctx, app.GroupAnswer{Period: w.period, ID: before.ID, Reason: "cùng một người"})
		refusedWith(t, err, "group_changed")
	})
}

// TestTheMissingAreAskedAboutAsSuch reads what stands in the workbook.
func TestTheMissingAreAskedAboutAsSuch(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		people[0].status = "missing"
		w.at(3, 8)
		w.registry(people...)
		listed := slices.Clone(people)
		listed[1].birth = "1980-11-25"
		w.listed(listed...)
		f, err := excelize.OpenReader(bytes.NewReader(w.ask(nil).Content))
		w.must(err)
		rows, err := f.GetRows(f.GetSheetList()[0])
		w.must(err)
		asks := map[string]string{}
		for _, row := range rows {
			if len(row) > 7 {
				asks[row[1]] = row[7]
			}
		}
		if missing, other := asks[people[0].name], asks[people[1].name]; !strings.Contains(missing, "mất tích") || other == "" || strings.Contains(other, "mất tích") {
			t.Errorf("of the missing is asked %q, of another %q", missing, other)
		}
	})
}
