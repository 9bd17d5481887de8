package reports_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/internal/money"
	"chitra/reports"
)

// due writes a payment: person, month, commune, amount, and account with holder.
func due(t testing.TB, person, in, commune string, amount int64, to ...string) reports.Due {
	t.Helper()
	d := reports.Due{
		Person: person, Number: "99904400" + fmt.Sprintf("%04s", person[1:]), Name: "Người " + person, Month: month(t, in), Commune: commune,
		CommuneName: "Xã " + commune, Amount: money.Dong(amount),
	}
	if len(to) == 2 {
		d.To = reports.PaidTo{Bank: "970405", BankName: "Agribank", Account: to[0], Holder: to[1]}
	}
	return d
}

// twoMonths has one person of each kind of change, and two without.
func twoMonths(t testing.TB) []reports.Due {
	t.Helper()
	was, is := "2024-07", "2024-08"
	fresh, left := due(t, "B6", is, "99002", 900, "111222337", "F"), due(t, "B5", was, "99001", 500)
	fresh.Other = reports.Listed{Why: reports.ListedReview, Outcome: "name_differs", Commune: "99002", CommuneName: "Xã 99002", Line: 12}
	left.Other = reports.Listed{Why: reports.ListedRefused, Commune: "99002", CommuneName: "Xã 99002", Line: 7, ByName: true}
	stays := due(t, "B9", was, "99002", 500)
	stays.Other = fresh.Other // who is due in both months is neither new nor gone
	return []reports.Due{
		due(t, "B1", was, "99001", 500, "111222333", "Nguyễn Văn A"), due(t, "B1", is, "99001", 500, "111222333", "NGUYEN VAN A"),
		due(t, "B2", was, "99001", 500, "111222334", "B"), due(t, "B2", is, "99001", 750, "111222334", "B"),
		due(t, "B3", was, "99001", 500, "111222335", "C"), due(t, "B3", is, "99001", 500, "999222335", "C"),
		due(t, "B4", was, "99001", 500, "111222336", "D"), due(t, "B4", is, "99001", 300, "999222336", "=Người khác"),
		left, fresh,
		due(t, "B7", was, "99001", 500), due(t, "B7", is, "99002", 500, "111222338", "G"),
		due(t, "B8", was, "99002", 500, "111222339", "H"), due(t, "B8", is, "99002", 500),
		stays, due(t, "B9", is, "99002", 200), due(t, "B9", is, "99002", 300),
	}
}

func changesOf(t testing.TB, facts []reports.Due) *reports.ChangesReport {
	t.Helper()
	r, err := reports.Changes(slices.Values(facts), month(t, "2024-08"), cutOff)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestChangesPersonByPerson(t *testing.T) {
	r := changesOf(t, twoMonths(t))
	got := map[string]string{}
	for _, c := range r.Changes {
		got[c.Person] = fmt.Sprint(c.Kinds)
	}
	want := map[string]string{
		"B2": "[amount_changed]", "B3": "[account_changed]", "B4": "[account_changed payee_changed amount_changed]", "B5": "[gone]",
		"B6": "[new]", "B7": "[account_added moved]", "B8": "[account_removed]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	figures := map[string]string{}
	for _, f := range reports.AllChangeFigures() {
		figures[f.Key()] = fmt.Sprintf("%d %s", r.Total[f].Count, r.Total[f].Amount.Digits())
	}
	wantFigures := map[string]string{
		"before": "8 4000", "gone": "1 500", "gone_listed_now": "1 500", "moved_out": "1 500", "moved_in": "1 500", "new": "1 900", "new_listed_before": "1 900", "now": "8 4450",
		"unchanged": "2 1000", "altered": "5 2550", "amount_changed": "2 50", "raised": "1 250", "lowered": "1 -200",
		"account_changed": "2 800", "account_added": "1 500", "account_removed": "1 500", "payee_changed": "1 300",
	}
	if diff := cmp.Diff(wantFigures, figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if len(r.Lines) != 2 || r.Lines[0].Figures[reports.FigureMovedOut].Count != 1 || r.Lines[1].Figures[reports.FigureMovedIn].Count != 1 {
		t.Errorf("lines %+v", r.Lines)
	}
}

// TestChangesSayWhoIsOnTheOtherList: of several rows the nearest to a payment
// is told, in whatever order payments come.
func TestChangesSayWhoIsOnTheOtherList(t *testing.T) {
	r := changesOf(t, twoMonths(t))
	got := map[string]string{}
	for i := range r.Changes {
		if c := &r.Changes[i]; c.Listed.Found() {
			got[c.Person] = reports.Vietnamese.Cause(r, c)
		}
	}
	want := map[string]string{
		"B5": "có thể là người cùng tên trong danh sách tháng 8/2024 (dòng 7, Xã 99002), chưa thành khoản chi: dòng bị từ chối, chờ sửa",
		"B6": "có trong danh sách tháng 7/2024 (dòng 12), chưa thành khoản chi: chờ xét duyệt",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("causes (-want +got):\n%s", diff)
	}
	one, two := due(t, "B1", "2024-08", "99001", 500), due(t, "B1", "2024-08", "99001", 100)
	one.Other = reports.Listed{Why: reports.ListedRefused, Commune: "99001", Line: 3}
	two.Other = reports.Listed{Why: reports.ListedStopped, Commune: "99002", Line: 4}
	for _, facts := range [][]reports.Due{{one, two}, {two, one}} {
		if r := changesOf(t, facts); r.Changes[0].Listed != two.Other || r.Total[reports.FigureNewListed].Count != 1 {
			t.Errorf("listed %+v", r.Changes[0].Listed)
		}
	}
}

func TestAChangeIsUnderTheNameOfNow(t *testing.T) {
	was, is := due(t, "B1", "2024-07", "99001", 500), due(t, "B1", "2024-08", "99001", 600)
	was.Name, was.Number, is.Name, is.Number = "Z cũ", "999044000009", "A mới", "999044000001"
	for _, facts := range [][]reports.Due{{was, is}, {is, was}} {
		if c := changesOf(t, facts).Changes[0]; c.Name != is.Name || c.Number != is.Number {
			t.Errorf("%s %s", c.Name, c.Number)
		}
	}
}

func TestChangesRefuses(t *testing.T) {
	for name, d := range map[string]reports.Due{
		"another month": due(t, "B1", "2024-06", "99001", 1), "nobody": {Month: month(t, "2024-08"), Amount: money.Dong(1)},
	} {
		if _, err := reports.Changes(slices.Values([]reports.Due{d}), month(t, "2024-08"), cutOff); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// TestChangesThatDoNotAddUpAreNotDrawn spoils each figure in turn, of all and of
// a commune, and loses a person.
func TestChangesThatDoNotAddUpAreNotDrawn(t *testing.T) {
	spoil := map[string]func(*reports.ChangesReport){
		"a person lost": func(r *reports.ChangesReport) { r.Changes = r.Changes[1:] },
		"a line lost":   func(r *reports.ChangesReport) { r.Lines = r.Lines[1:] },
		"a row lost": func(r *reports.ChangesReport) {
			for i := range r.Changes {
				r.Changes[i].Listed = reports.Listed{}
			}
		},
	}
	for _, f := range reports.AllChangeFigures() {
		spoil["count of "+f.Key()] = func(r *reports.ChangesReport) { r.Total[f].Count++ }
		spoil["amount of "+f.Key()] = func(r *reports.ChangesReport) { r.Lines[0].Figures[f].Amount = money.Dong(77) }
	}
	for name, do := range spoil {
		r := changesOf(t, twoMonths(t))
		do(r)
		for form, write := range map[string]func(*strings.Builder) error{
			"json": func(w *strings.Builder) error { return r.WriteJSON(w) }, "csv": func(w *strings.Builder) error { return r.WriteCSV(w) },
			"text": func(w *strings.Builder) error { return reports.ChangesText(w, r, reports.Vietnamese) },
		} {
			var out strings.Builder
			if err := write(&out); !errors.Is(err, reports.ErrConservation) || out.Len() > 0 {
				t.Errorf("%s, %s: error %v, %d bytes", name, form, err, out.Len())
			}
		}
	}
}

// TestChangesOverRandomMonths: whoever was there and is not gone is there, with
// whoever is new, in whatever order payments come; and the same two months are no
// change.
func TestChangesOverRandomMonths(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var facts []reports.Due
		for i := range rapid.IntRange(0, 25).Draw(rt, "payments") {
			d := due(t, fmt.Sprintf("B%d", rapid.IntRange(1, 8).Draw(rt, "person")), rapid.SampledFrom([]string{"2024-07", "2024-08"}).Draw(rt, "month"),
				rapid.SampledFrom([]string{"99001", "99002", ""}).Draw(rt, "commune"), rapid.Int64Range(0, 3).Draw(rt, "amount")*100)
			if rapid.Bool().Draw(rt, fmt.Sprint("account ", i)) {
				d.To = reports.PaidTo{Bank: "970405", Account: rapid.SampledFrom([]string{"1", "2"}).Draw(rt, "number"), Holder: rapid.SampledFrom([]string{"A", "B"}).Draw(rt, "holder")}
			}
			facts = append(facts, d)
		}
		r := changesOf(t, facts)
		people := func(in string) map[string]bool {
			out := map[string]bool{}
			for _, d := range facts {
				if d.Month == month(t, in) {
					out[d.Person] = true
				}
			}
			return out
		}
		was, is := people("2024-07"), people("2024-08")
		stayed := 0
		for p := range was {
			if is[p] {
				stayed++
			}
		}
		total := r.Total
		if total[reports.FigureBefore].Count != len(was) || total[reports.FigureNow].Count != len(is) ||
			total[reports.FigureGone].Count != len(was)-stayed || total[reports.FigureNew].Count != len(is)-stayed ||
			total[reports.FigureUnchanged].Count+total[reports.FigureAltered].Count != stayed {
			rt.Fatalf("was %d, is %d, stayed %d: %+v", len(was), len(is), stayed, total)
		}
		shuffled := slices.Clone(facts)
		rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(r, changesOf(t, shuffled), values()); diff != "" {
			rt.Fatalf("another order gives other changes:\n%s", diff)
		}
		var same []reports.Due
		for _, d := range facts {
			d.Month = month(t, "2024-07")
			again := d
			again.Month = month(t, "2024-08")
			same = append(same, d, again)
		}
		if again := changesOf(t, same); len(again.Changes) != 0 {
			rt.Fatalf("the same month again has changes: %+v", again.Changes)
		}
	})
}

func TestChangesForms(t *testing.T) {
	r := changesOf(t, twoMonths(t))
	r.Practice, r.OpenBefore, r.OpenNow = true, 3, 4
	var text strings.Builder
	if err := reports.ChangesText(&text, r, reports.Vietnamese); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"THỰC HÀNH", "Thay đổi so với tháng trước · tháng 8/2024 · so với tháng 7/2024", "8 − 1 + 1 = 8", "Đổi tài khoản: 2",
		"Agribank ••••••335 → Agribank ••••••335", "  trong đó có trong danh sách tháng trước", "có trong danh sách tháng 7/2024 (dòng 12), chưa thành khoản chi: chờ xét duyệt", "3 (tháng 7/2024), 4 (tháng 8/2024)", "•••••••••003",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	for _, number := range []string{"999044000003", "111222335"} {
		if strings.Contains(text.String(), number) {
			t.Errorf("the terminal shows %s", number)
		}
	}
	var table strings.Builder
	if err := r.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 8 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if !strings.Contains(table.String(), "999044000003") || !strings.Contains(table.String(), "'=Người khác") {
		t.Errorf("csv without full numbers, or not inert:\n%s", table.String())
	}
	var out strings.Builder
	if err := r.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var got struct {
		New     int    `json:"new"`
		Amount  string `json:"amount_changed_amount"`
		Lines   []map[string]any
		Listed  int `json:"new_listed_before"`
		Persons []struct {
			PersonalID   string `json:"personal_id"`
			Was          *struct{ Amount string }
			ListedBefore *struct{ Reason, Outcome string } `json:"listed_before"`
			ListedNow    *struct {
				Reason string
				ByName bool `json:"by_name"`
			} `json:"listed_now"`
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.New != 1 || got.Amount != "50" || len(got.Lines) != 2 || len(got.Persons) != 7 || got.Persons[0].PersonalID == "" {
		t.Errorf("json %+v", got)
	}
	said := ""
	for _, p := range got.Persons {
		if p.ListedBefore != nil {
			said += p.ListedBefore.Reason + p.ListedBefore.Outcome
		}
		if p.ListedNow != nil {
			said += p.ListedNow.Reason + fmt.Sprint(p.ListedNow.ByName)
		}
	}
	if said != "refusedtruereviewname_differs" || got.Listed != 1 || !strings.Contains(table.String(), ",,refused\r\n") || !strings.Contains(table.String(), ",review,\r\n") {
		t.Errorf("rows of the other month: %s, %d, csv\n%s", said, got.Listed, table.String())
	}
}

func TestEveryChangeHasWords(t *testing.T) {
	for _, l := range []reports.Lang{reports.Vietnamese, reports.English} {
		seen := map[string]bool{}
		for _, f := range reports.AllChangeFigures() {
			if name := l.FigureName(f); name == "" || seen[name] {
				t.Errorf("%s: %s is called %q", l, f.Key(), name)
			} else {
				seen[name] = true
			}
		}
		for _, k := range reports.ChangeKinds() {
			if l.KindName(k) == string(k) {
				t.Errorf("%s: %s has no words", l, k)
			}
		}
		for _, why := range reports.AllListedWhy() {
			if l.ListedName(why) == string(why) {
				t.Errorf("%s: %s has no words", l, why)
			}
		}
	}
}
