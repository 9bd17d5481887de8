package app_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/payout"
	"chitra/reports"
)

// look is what a report said at a stage, as of that moment.
type look struct {
	stage, said string
	at          time.Time
}

// noted looks at the figures of now, an hour after whatever was done.
func (w *world) noted(stage string) look {
	w.Helper()
	w.now = w.now.Add(time.Hour)
	x := look{stage: stage, said: w.figuresAsOf(w.clock()), at: w.clock()}
	w.now = w.now.Add(time.Hour)
	return x
}

// figuresAsOf is the coverage report as of a moment.
func (w *world) figuresAsOf(then time.Time) string {
	w.Helper()
	r, err := w.as(auditor).Coverage(w.ctx, app.CoverageQuery{From: w.period, To: w.period, By: reports.ByCommune, AsOf: then})
	w.must(err)
	var out bytes.Buffer
	w.must(r.WriteJSON(&out))
	return out.String()
}

// stay fails unless the reports say of then what they said then.
func (w *world) stay(looks ...look) {
	w.Helper()
	for _, x := range looks {
		if diff := cmp.Diff(x.said, w.figuresAsOf(x.at)); diff != "" {
			w.Errorf("of the moment %s (-then +later):\n%s", x.stage, diff)
		}
	}
}

// TestFiguresThenStay: what a report said of a moment it says for ever, wherever the
// payment goes afterwards.
func TestFiguresThenStay(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0].with(func(l *listLine) { l.account = "12" })
		w.desk()
		w.taken(p)
		ids := w.drafts()
		looks := []look{w.noted("in a desk's draft")}
		w.submit(ids...)
		w.approve(ids...)
		looks = append(looks, w.noted("approved"))
		w.at(8, 9)
		w.write()
		looks = append(looks, w.noted("on a list"))
		w.at(12, 9)
		w.answered(w.deskAnswer(w.list(), map[string]deskSays{w.reference(p): {"Chưa nhận", "", ""}}))
		looks = append(looks, w.noted("not collected"))
		w.at(13, 9)
		w.reissues(1)
		looks = append(looks, w.noted("in a desk's draft again"))
		w.vouch(p, "99900000777")
		again := w.reissues(1)
		looks = append(looks, w.noted("in a bank's draft"))
		w.sendAgain(again...)
		looks = append(looks, w.noted("sent to the bank"))
		w.at(15, 9)
		w.answered(pain002("B1", refusal(w.attemptsOf(p)[1].ID, "AC04")))
		looks = append(looks, w.noted("refused by the bank"))
		w.stay(looks...)
	})
}

// TestFiguresOfAListThatWasSentBackStay: an approved list is sent back, and a bank
// pays what stood on it.
func TestFiguresOfAListThatWasSentBackStay(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := bare(everybody()[0])
		w.desk()
		ids := w.approved(p)
		looks := []look{w.noted("approved")}
		w.must(w.as(approver).Reject(w.ctx, ids[0], "nhầm xã"))
		looks = append(looks, w.noted("sent back"))
		w.vouch(p, "99900000778")
		w.build()
		if x := w.payment(p); x.PayerID != "ISO1" || x.State != "waiting" {
			t.Errorf("sent back, it goes by %s, %s", x.PayerID, x.State)
		}
		looks = append(looks, w.noted("in a bank's draft"))
		w.stay(looks...)
	})
}

// TestWhatADeskNotesIsOfPeople: beside "not collected" no word of a bank's counts but
// death; whoever did not come is offered it again.
func TestWhatADeskNotesIsOfPeople(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		notes := []string{"sai tên trên CCCD", "hết thời gian chi trả", "chưa có tài khoản, tài khoản không đúng", "tạm khóa cửa đi vắng", "nhà NV12", "12/7", "đã chết ngày 2/7"}
		says, people := map[string]deskSays{}, []person{}
		for i := range notes {
			people = append(people, bare(everybody()[i]))
		}
		w.paidByDesk(people...)
		for i, note := range notes {
			says[w.reference(people[i])] = deskSays{"Chưa nhận", "", note}
		}
		w.at(12, 9)
		if got := w.answered(w.deskAnswer(w.list(), says)); got.Moved["rejected"] != len(notes) || len(got.Exceptions) != 0 {
			t.Errorf("the answer is read as %+v", got)
		}
		w.reissues(len(notes)-1, "deceased 1")
	})
}

// TestADeskNotesADayTwice: a day in a note is no number of a payment, and another one
// later is no second payment.
func TestADeskNotesADayTwice(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		p, other := bare(everybody()[0]), bare(everybody()[1])
		w.paidByDesk(p, other)
		list := w.list()
		w.at(12, 9)
		w.answered(w.deskAnswer(list, map[string]deskSays{w.reference(p): {"Đã nhận", "11/07/2024", "11/7"}}))
		w.at(13, 9)
		w.answered(w.deskAnswer(list, map[string]deskSays{w.reference(p): {"Đã ký nhận", "11/07/2024", "12/7"}, w.reference(other): {"Đã nhận tiền", "12/07/2024", "12/7"}}))
		w.stands(p, "paid")
		w.stands(other, "paid")
		if open := w.exceptions(); len(open) != 0 {
			t.Errorf("exceptions %q", open)
		}
	})
}

// TestADeskSaysNothingOfWhatABankPays: a line of a desk's list that names a bank's
// instruction moves nothing, whatever it says, and is told; the same of a bank's message
// about what a desk pays.
func TestADeskSaysNothingOfWhatABankPays(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p, banked := bare(everybody()[0]), everybody()[3]
		w.paidByDesk(p, banked)
		w.at(12, 9)
		for _, says := range []string{"Chưa nhận", "Đã nhận"} {
			got := w.answered(deskTable(w.attemptsOf(banked)[0], deskSays{says, "", ""}))
			if got.Matched != 0 || len(got.Moved) != 0 || len(got.Exceptions) != 1 || got.Exceptions[0].Code != "unknown_reference" {
				t.Errorf("%s: %+v", says, got)
			}
			w.stands(banked, "sent")
		}
		for n, message := range [][]byte{pain002("B1", refusal(w.reference(p), "AC04")), camt054("B2", entry{reference: w.reference(p), amount: severeAmount, back: "AC04"})} {
			if got := w.answered(message); got.Matched != 0 || len(got.Moved) != 0 || len(got.Exceptions) != 1 {
				t.Errorf("the bank's message %d: %+v", n+1, got)
			}
			w.stands(p, "sent")
		}
		w.reissues(0)
	})
}

// TestTwoWordsOnOneLine: two rows of one reference that say two things are no result.
func TestTwoWordsOnOneLine(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		p := bare(everybody()[0])
		w.paidByDesk(p)
		w.at(12, 9)
		i := w.attemptsOf(p)[0]
		amount := fmt.Sprint(i.Amount)
		got := w.answered(csvOf([][]string{{"Số người", "2"}, {"Tổng số tiền", fmt.Sprint(2 * i.Amount)}, {"Mã lệnh chi", "Số tiền (đồng)", "Kết quả", "Ngày nhận", "Ghi chú"},
			{i.ID, amount, "Đã nhận", "11/07/2024", ""}, {i.ID, amount, "Chưa nhận", "", ""}}))
		if len(got.Exceptions) != 1 || got.Exceptions[0].Code != "answers_contradict" {
			t.Errorf("the answer is read as %+v", got)
		}
		w.stands(p, "unknown")
		w.reissues(0, "unknown 1")
	})
}

// TestAnOldListComesBackAfterANewOne: who did not come stands on a second list, and
// then is said to have collected by the first one. That nobody came for the second
// settles nothing: there is no third until somebody has looked.
func TestAnOldListComesBackAfterANewOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := bare(everybody()[0])
		w.paidByDesk(p)
		list, first := w.list(), w.reference(p)
		w.at(12, 9)
		w.answered(w.deskAnswer(list, map[string]deskSays{first: {"Chưa nhận", "", ""}}))
		w.at(13, 9)
		w.out.files = map[string][]byte{}
		w.sendAgain(w.reissues(1)...)
		w.at(20, 9)
		w.answered(w.deskAnswer(list, map[string]deskSays{first: {"Đã nhận", "19/07/2024", ""}}))
		w.at(21, 9)
		w.answered(w.deskAnswer(w.list(), map[string]deskSays{w.attemptsOf(p)[1].ID: {"Chưa nhận", "", ""}}))
		w.stands(p, "rejected")
		w.reissues(0, "unknown 1")
		w.everyRowIsSomewhere("said twice", 1)
		id := w.theCase("answered_after_reissue").ID
		_, err := w.as(bankDesk).CloseException(w.ctx, id, "ghi nhầm dòng, đã hỏi người nhận")
		w.must(err)
		_, err = w.as(maker).ConfirmException(w.ctx, id)
		w.must(err)
		w.reissues(1)
	})
}

// TestABankCreditsWhatItRefused: the same of two attempts by a bank.
func TestABankCreditsWhatItRefused(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		first := w.reference(p)
		w.answered(pain002("B1", refusal(first, "AC04")))
		w.vouch(p, "99900000779")
		w.sendAgain(w.reissues(1)...)
		w.answered(pain002("B2", word{reference: first, status: "ACCC"}))
		w.answered(pain002("B3", refusal(w.attemptsOf(p)[1].ID, "AC04")))
		w.vouch(p, "99900000780")
		w.reissues(0, "unknown 1")
	})
}

// TestTwoDesks: whoever is in a desk's draft stays there when another desk comes to
// serve the commune, and is on one list alone.
func TestTwoDesks(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		p, far := bare(everybody()[0]), bare(everybody()[12])
		w.taken(p, far)
		w.desk()
		ids := w.drafts()
		w.payer("BD2", agribank, payout.CashProfile, payout.Route{Programme: programme, Unit: far.commune})
		w.build()
		w.submit(ids...)
		w.build()
		w.approve(ids...)
		w.at(8, 9)
		w.write()
		if sum := w.build(); len(sum.Batches) != 0 || len(w.lists()) != 2 {
			t.Errorf("built beside the lists: %+v, %d lists", sum, len(w.lists()))
		}
		for _, x := range []person{p, far} {
			if n := len(w.attemptsOf(x)); n != 1 {
				t.Errorf("%s has %d attempts", x.name, n)
			}
		}
		w.nextMonth()
		w.at(3, 9)
		w.listed(p, far)
		w.build()
		if a, b := w.payment(p).PayerID, w.payment(far).PayerID; a != "BD1" || b != "BD2" {
			t.Errorf("next month they go by %s and %s", a, b)
		}
	})
}

// TestADeskIsAskedAsADesk: the question goes to the desk, in its own words, and not to
// the bank where the desk has its account.
func TestADeskIsAskedAsADesk(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		p, banked := bare(everybody()[0]), everybody()[3]
		w.paidByDesk(p, banked)
		w.at(12, 9)
		w.answered(w.deskAnswer(w.list(), map[string]deskSays{w.reference(p): {"đang xem", "", ""}}))
		_, out := w.inquires(app.InquiryRequest{Payer: "BD1"})
		name := "PRACTICE-hoi-to-chuc-chi-tra-BD1-2024-07-12-1"
		table := string(out.files[name+".csv"])
		for _, want := range []string{"Số CCCD/ĐDCN", "Tiền mặt", p.number, p.name, w.reference(p), "đang xem", "người này đã nhận tiền hay chưa?"} {
			if !strings.Contains(table, want) {
				t.Errorf("the question lacks %s: %s", want, table)
			}
		}
		if strings.Contains(table, "Ngân hàng") || strings.Contains(table, "Agribank") {
			t.Errorf("the question speaks of a bank: %s", table)
		}
	})
}

// TestADayThatCannotBe: money is booked on the day a desk writes, unless nobody can
// have paid on it: then on the day of the answer, which is kept as it was written.
func TestADayThatCannotBe(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		days := map[string]string{"11/07/2024": "2024-07-11", "11/07/2034": "2024-07-12", "11/07/2014": "2024-07-12", "hôm qua": "2024-07-12", "11.7.2024": "2024-07-11"}
		says, booked, people := map[string]deskSays{}, map[string]int{}, []person{}
		for i := range len(days) {
			people = append(people, bare(everybody()[i]))
		}
		w.paidByDesk(people...)
		for day, on := range days {
			says[w.reference(people[len(says)])] = deskSays{"Đã nhận", day, ""}
			booked[on]++
		}
		w.at(12, 9)
		if got := w.answered(w.deskAnswer(w.list(), says)); got.Moved["paid"] != len(days) {
			t.Errorf("the answer is read as %+v", got)
		}
		for on, want := range booked {
			if n := w.counted("SELECT COUNT(*) FROM ledger_entry WHERE debit = 'paid' AND business_on = '" + on + "'"); n != want {
				t.Errorf("%d are booked on %s, want %d", n, on, want)
			}
		}
	})
}

// TestAListThatSaysTheSameLeavesADesksBatchAlone: another version with the very row is
// no reason to build again, though it shows the account that a bank refused.
func TestAListThatSaysTheSameLeavesADesksBatchAlone(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p, rest := everybody()[0], everybody()[3]
		w.sent(p, rest)
		w.desk()
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(p), "AC04")))
		w.nextMonth()
		w.at(3, 9)
		w.listed(p, rest)
		w.submit(w.drafts()...)
		batch := w.payment(p).BatchID
		stale := func() int {
			w.match()
			v, err := w.as(auditor).ShowBatch(w.ctx, batch)
			w.must(err)
			return v.Stale
		}
		if w.upload(p, rest, everybody()[6]); w.payment(p).AccountID != "cash/account_failed" || stale() != 0 {
			t.Errorf("of the same row for %s %d are stale", w.payment(p).AccountID, stale())
		}
		if w.upload(p.with(func(l *listLine) { l.account = "9990000055512" }), rest, everybody()[6]); stale() != 1 {
			t.Errorf("with another account %d are stale", stale())
		}
	})
}

// TestAnAccountThatTurnsUpForASecondList changes nothing of it either, and bothers
// nobody, whether somebody has confirmed it or not.
func TestAnAccountThatTurnsUpForASecondList(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		proposed, vouched := bare(everybody()[0]), bare(everybody()[1])
		w.paidByDesk(proposed, vouched)
		w.at(12, 9)
		w.answered(w.deskAnswer(w.list(), map[string]deskSays{w.reference(proposed): {"Chưa nhận", "", ""}, w.reference(vouched): {"Chưa nhận", "", ""}}))
		w.at(13, 9)
		w.submit(w.reissues(2)...)
		_, err := w.as(clerk).ProposeAccount(w.ctx, app.AccountProposal{Beneficiary: w.owner(proposed), Bank: agribank, Number: "99900000781", Holder: proposed.name, Reason: "sổ mới"})
		w.must(err)
		w.vouch(vouched, "99900000782")
		w.build()
		for _, p := range []person{proposed, vouched} {
			if x := w.payment(p); x.PayerID != "BD1" || x.State != "waiting" {
				t.Errorf("%s goes by %s, %s", p.name, x.PayerID, x.State)
			}
		}
		if open := w.exceptions(); len(open) != 0 {
			t.Errorf("exceptions %q", open)
		}
	})
}
