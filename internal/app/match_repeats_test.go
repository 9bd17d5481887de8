package app_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
)

// told is what the evidence of each row in force says of other rows, by the
// row's name: with whom its number is swapped, and where its person stands again.
func (w *world) told() map[string]string {
	w.Helper()
	out := map[string]string{}
	w.view(func(tx app.Tx) error {
		found, err := tx.NewestMatches(w.ctx, w.period.String())
		if err != nil {
			return err
		}
		for _, m := range found {
			one, _, err := tx.NewestMatch(w.ctx, m.VersionNo, m.RowKey)
			if err != nil {
				return err
			}
			var k struct {
				SwappedWith string               `json:"swapped_with"`
				Repeats     []app.RepeatEvidence `json:"repeats"`
			}
			if err := json.Unmarshal([]byte(one.Evidence), &k); err != nil {
				return err
			}
			var words []string
			if k.SwappedWith != "" {
				words = append(words, "swapped with "+w.nameOf(tx, k.SwappedWith))
			}
			for _, r := range k.Repeats {
				words = append(words, r.Where+" "+w.nameOf(tx, r.Row))
			}
			if len(words) > 0 {
				out[w.nameOf(tx, app.RowRef(m.VersionNo, m.RowKey))] = strings.Join(words, ", ")
			}
		}
		return nil
	})
	return out
}

func (w *world) nameOf(tx app.Tx, ref string) string {
	w.Helper()
	version, key, err := app.ParseRowRef(ref)
	w.must(err)
	row, _, err := tx.Row(w.ctx, version, key)
	w.must(err)
	return row.FullName
}

// TestHouseholdNumbersSwapped writes the numbers of two members of a household
// the wrong way round: neither is paid by a machine, each names the other's row.
func TestHouseholdNumbersSwapped(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		a, b := p[0].numbered(p[1].number), p[1].numbered(p[0].number)
		third := p[2].numbered(p[3].number) // contested, and nobody has theirs
		w.registry(p...)
		w.upload(a, b, third, p[4])
		w.match()
		want := []string{"Nguyễn Thị Hòa contested T5 review", "Trần Văn Bình contested T5 review",
			"Lê Thị Cúc contested T5 review", "Hoàng Thị Én exact T1 automatic"}
		if diff := cmp.Diff(want, w.matches()); diff != "" {
			t.Error(diff)
		}
		told := map[string]string{"Nguyễn Thị Hòa": "swapped with Trần Văn Bình", "Trần Văn Bình": "swapped with Nguyễn Thị Hòa"}
		if diff := cmp.Diff(told, w.told()); diff != "" {
			t.Error(diff)
		}
	})
}

// TestAPersonOnTwoRows leads two rows to one person by a number now and a number
// before, within a list, a commune and a province, and then on another commune's
// list of the next month. It informs: the rows are matched all the same, and the
// ones matched before are told too.
func TestAPersonOnTwoRows(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		before := func(p person) person {
			return p.called(strings.ToUpper(p.name)).numbered("999" + p.number[3:6] + "777777")
		}
		file := string(snapshot(p...))
		for _, q := range []person{p[0], p[1], p[2]} {
			file = strings.Replace(file, q.commune+",alive,,,", q.commune+",alive,,"+before(q).number+",", 1)
		}
		_, err := w.loadRegistry([]byte(file))
		w.must(err)
		w.upload(p[0], before(p[0]), p[1], p[2], p[3])
		w.match()
		want := map[string]string{p[0].name: "list " + before(p[0]).name, before(p[0]).name: "list " + p[0].name}
		if diff := cmp.Diff(want, w.told()); diff != "" {
			t.Errorf("within the list: %s", diff)
		}
		w.uploadAs(clerk, "bo sung", before(p[1]))
		away := before(p[2])
		away.commune = commune2
		w.upload(away, p[12])
		looked := w.match().Looked
		want[p[1].name], want[before(p[1]).name] = "supplements "+before(p[1]).name, "supplements "+p[1].name
		want[p[2].name], want[away.name] = "communes "+away.name, "communes "+p[2].name
		if diff := cmp.Diff(want, w.told()); diff != "" {
			t.Errorf("with other lists: %s", diff)
		}
		if looked != 5 { // three new rows, and the two that they repeat
			t.Errorf("%d rows were looked at", looked)
		}
		if again := w.match().Looked; again != 0 {
			t.Errorf("%d rows were looked at once more", again)
		}
		var automatic int
		for _, said := range w.matches() {
			if strings.Contains(said, "automatic") {
				automatic++
			}
		}
		if automatic != 8 {
			t.Errorf("%d automatic of %v", automatic, w.matches())
		}
		w.nextMonth()
		moved := p[12]
		moved.commune = commune1
		w.upload(p[3], moved)
		w.match()
		if diff := cmp.Diff(map[string]string{p[12].name: "months " + p[12].name}, w.told()); diff != "" {
			t.Errorf("in another month: %s", diff)
		}
	})
}

// TestBothRowsOfAPersonGoBack: a batch holds what is due on both, so both are
// told what to do, until one of them is off the list.
func TestBothRowsOfAPersonGoBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		old := p[0].called(strings.ToUpper(p[0].name)).numbered("999" + p[0].number[3:6] + "777777")
		file := strings.Replace(string(snapshot(p...)), p[0].commune+",alive,,,", p[0].commune+",alive,,"+old.number+",", 1)
		_, err := w.loadRegistry([]byte(file))
		w.must(err)
		w.upload(p[0], p[1])
		w.uploadAs(clerk, "bo sung", old)
		w.match()
		w.at(4, 9)
		w.build()
		w.stands(p[0], "held person_repeated")
		w.goBack(p[0].name+" person_repeated", old.name+" person_repeated")
		for _, q := range []person{p[0], old} {
			if e := w.explained(q); !e.HeldAsRepeated {
				t.Errorf("%s is not told: %+v", q.name, e.Repeats)
			}
		}
		w.uploadAs(clerk, "bo sung", p[2])
		w.match()
		w.goBack()
		if w.explained(p[0]).HeldAsRepeated {
			t.Error("held for a row that is on no list")
		}
	})
}

func (w *world) explained(p person) app.Explanation {
	w.Helper()
	e, err := w.as(auditor).Explain(w.ctx, w.rowNow(p), "")
	w.must(err)
	return e
}

// goBack are the rows that go back to their communes, with why.
func (w *world) goBack(want ...string) {
	w.Helper()
	lists, err := w.as(auditor).Returns(w.ctx, w.period)
	w.must(err)
	var got []string
	for _, l := range lists {
		for _, r := range l.Rows {
			got = append(got, r.FullName+" "+r.Why())
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("go back: %s", diff)
	}
}

// TestWhatWasToldOfAnotherRowIsTakenBack: a reviewer named a person who has a row
// of their own, and takes it back.
func TestWhatWasToldOfAnotherRowIsTakenBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		item := w.inReview(p[0])[0]
		w.uploadAs(clerk, "bo sung", p[1])
		w.registry(p...)
		w.match()
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: item.Row, PersonalID: p[1].number, Reason: "nhầm", Outside: true}}))
		_, err := w.as(admin).ConfirmDecision(w.ctx, item.Row, "cũng nhầm")
		w.must(err)
		w.match()
		want := []string{"Nguyễn Thị Hòa birth_date_differs T3 decided sex_differs person_repeated", "Trần Văn Bình exact T1 automatic person_repeated"}
		if diff := cmp.Diff(want, w.matches()); diff != "" {
			t.Fatalf("nothing is tested: %s", diff)
		}
		_, err = w.as(reviewer).WithdrawDecision(w.ctx, item.Row, "nhầm người")
		w.must(err)
		w.match()
		want = []string{"Nguyễn Thị Hòa birth_date_differs T3 review", "Trần Văn Bình exact T1 automatic"}
		if diff := cmp.Diff(want, w.matches()); diff != "" {
			t.Error(diff)
		}
		if again := w.match().Looked; again != 0 {
			t.Errorf("%d rows were looked at once more", again)
		}
	})
}

// TestASwapIsToldToTheRowMatchedBefore: the second row of the household comes on a
// supplement, and is off it later.
func TestASwapIsToldToTheRowMatchedBefore(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		a, b := p[0].numbered(p[1].number), p[1].numbered(p[0].number)
		w.registry(p...)
		w.upload(a, p[4])
		w.match()
		w.uploadAs(clerk, "bo sung", b)
		looked := w.match().Looked
		want := map[string]string{a.name: "swapped with " + b.name, b.name: "swapped with " + a.name}
		if diff := cmp.Diff(want, w.told()); diff != "" || looked != 2 {
			t.Errorf("%d looked at: %s", looked, diff)
		}
		if again := w.match().Looked; again != 0 {
			t.Errorf("%d rows were looked at once more", again)
		}
		w.uploadAs(clerk, "bo sung", p[2])
		w.match()
		for row, said := range w.told() {
			if strings.Contains(said, "swapped") {
				t.Errorf("%s is still told: %s", row, said)
			}
		}
	})
}
