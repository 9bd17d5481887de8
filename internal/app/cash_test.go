package app_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/cashlist"
	"chitra/internal/app"
	"chitra/internal/sheet"
	"chitra/payout"
	"chitra/payout/ledger"
	"chitra/reports"
)

// desk is a cash desk for everybody without an account.
func (w *world) desk() {
	w.Helper()
	w.payer("BD1", agribank, payout.CashProfile, payout.Route{Programme: programme})
}

// bare is somebody for whom no account is listed.
func bare(p person) person {
	return p.with(func(l *listLine) { l.account, l.bank, l.holder = "", "", "" })
}

// deskSays is what a desk writes into a line.
type deskSays struct{ result, day, note string }

// lists are the files that left for a desk, by name.
func (w *world) lists() map[string][]byte {
	out := map[string][]byte{}
	for _, name := range w.out.names() {
		if strings.Contains(name, "_cash-list_") && strings.HasSuffix(name, ".xlsx") && !strings.Contains(name, "bang-ke") {
			out[name] = w.out.files[name]
		}
	}
	return out
}

// list is the only one that left for a desk.
func (w *world) list() []byte {
	w.Helper()
	all := w.lists()
	if len(all) != 1 {
		w.Fatalf("%d lists left, want one: %q", len(all), w.out.names())
	}
	for _, content := range all {
		return content
	}
	return nil
}

// deskAnswer is a desk's list as a table, with its results written in by reference.
func (w *world) deskAnswer(list []byte, says map[string]deskSays) []byte {
	w.Helper()
	book, err := sheet.Open(bytes.NewReader(list), int64(len(list)), sheet.Limits{})
	w.must(err)
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	for row, err := range book.Rows(0) {
		w.must(err)
		cells := make([]string, 11)
		for i, c := range row.Cells {
			cells[i] = c.Text
		}
		if said, ok := says[cells[9]]; ok {
			cells[6], cells[7], cells[8] = said.result, said.day, said.note
		}
		w.must(table.Write(cells))
	}
	table.Flush()
	return out.Bytes()
}

// deskTable is what a desk says of one instruction, as a table of its own.
func deskTable(i app.Instruction, says deskSays) []byte {
	return csvOf([][]string{{"Số người", "1"}, {"Tổng số tiền", fmt.Sprint(i.Amount)}, {"Mã lệnh chi", "Số tiền (đồng)", "Kết quả", "Ngày nhận", "Ghi chú"},
		{i.ID, fmt.Sprint(i.Amount), says.result, says.day, says.note}})
}

// paidByDesk takes people to a desk's lists.
func (w *world) paidByDesk(people ...person) {
	w.Helper()
	w.desk()
	w.sent(people...)
}

// figuresTold is the coverage report without its cut-off.
func (w *world) figuresTold() string {
	w.Helper()
	r := w.coverage()
	r.AsOf = time.Time{}
	var out bytes.Buffer
	w.must(r.WriteJSON(&out))
	return out.String()
}

func TestADeskPaysWhoHasNoAccount(t *testing.T) {
	sealedToo(t, func(t *testing.T, w *world) {
		all := everybody()
		a, b, far, banked := bare(all[0]), bare(all[1]), bare(all[12]), all[3]
		w.taken(a, b, far, banked)
		w.build()
		w.stands(a, "held no_account")
		without := w.figuresTold()
		w.desk()
		ids := w.drafts()
		for _, p := range []person{a, b, far, banked} {
			w.stands(p, "waiting")
		}
		if why, ok := payout.InCash(w.payment(a).AccountID); !ok || why != payout.HoldNoAccount || w.payment(a).PayerID != "BD1" {
			t.Errorf("it goes to %+v", w.payment(a))
		}
		if again := w.build(); len(again.Batches) != 0 {
			t.Errorf("built again: %+v", again)
		}
		if diff := cmp.Diff(without, w.figuresTold()); diff != "" {
			t.Errorf("a desk changes the figures of payment without cash (-without +with):\n%s", diff)
		}
		shown := map[payout.HoldReason]int{}
		for _, id := range ids {
			v, err := w.as(approver).ShowBatch(w.ctx, id)
			w.must(err)
			for why, n := range v.Cash {
				shown[why] += n
			}
		}
		if diff := cmp.Diff(map[payout.HoldReason]int{payout.HoldNoAccount: 3}, shown); diff != "" {
			t.Errorf("the approver is told (-want +got):\n%s", diff)
		}
		w.submit(ids...)
		w.approve(ids...)
		w.at(8, 9)
		w.write()
		lists := w.lists()
		if len(lists) != 2 {
			t.Fatalf("%d lists, want one for each commune: %q", len(lists), w.out.names())
		}
		said := map[string]bankfile.Line{}
		for name, content := range lists {
			h, lines := cashlist.Format{}.Read(bytes.NewReader(content), int64(len(content)))
			for l, err := range lines {
				w.must(err)
				said[l.EndToEndID] = l
			}
			if h.PayOn.ISO() != "2024-07-10" || h.Payer.Holder == "" || !h.Practice {
				t.Errorf("%s says of itself %+v", name, h)
			}
		}
		for _, p := range []person{a, b, far} {
			l := said[w.reference(p)]
			place := map[string]string{commune1: "Xã Mây Trắng", commune2: "Xã Mây Hồng"}[p.commune]
			if l.Holder != p.name || l.AccountNumber != p.number || l.Place != place || l.Amount.Minor() != severeAmount || l.Remittance != "Trợ cấp BTXH tháng 07/2024" {
				t.Errorf("the list says of %s %+v", p.name, l)
			}
		}
		w.events()
	})
}

func TestWhatADeskAnswers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		came, absent, dead, open, banked := bare(all[0]), bare(all[1]), bare(all[2]), bare(all[4]), all[3]
		w.paidByDesk(came, absent, dead, open, banked)
		before := w.figuresTold()
		list := w.list()
		says := map[string]deskSays{
			w.reference(came): {"Đã nhận", "11/07/2024", ""}, w.reference(absent): {"Chưa nhận", "", ""},
			w.reference(dead): {"Chưa nhận", "", "đã chết ngày 2/7"},
		}
		w.at(12, 9)
		answer := w.deskAnswer(list, says)
		got := w.answered(answer)
		if got.Format != "cash-list-result" || got.Lines != 4 || got.Matched != 4 || len(got.Exceptions) != 0 || got.Moved["paid"] != 1 || got.Moved["rejected"] != 2 {
			t.Errorf("the answer is read as %+v", got)
		}
		w.stands(came, "paid")
		w.stands(absent, "rejected")
		w.stands(dead, "rejected")
		w.stands(open, "sent")
		if again := w.answered(answer); again.Status != app.ListUnchanged {
			t.Errorf("the same answer again: %+v", again)
		}
		if diff := cmp.Diff(before, w.figuresTold()); diff != "" {
			t.Errorf("a desk's answer changes the figures of payment without cash (-before +after):\n%s", diff)
		}

		// The rest comes later, and repeats what was said.
		says[w.reference(open)] = deskSays{"Đã nhận", "15/07/2024", ""}
		w.at(16, 9)
		got = w.answered(w.deskAnswer(list, says))
		if got.Moved["paid"] != 1 || len(got.Moved) != 1 || len(got.Exceptions) != 0 {
			t.Errorf("what came later: %+v", got)
		}
		w.stands(open, "paid")

		r, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		if r.Cash.Of(payout.PaymentPaid).Count != 2 || r.Cash.Of(payout.PaymentRejected).Count != 2 || r.Totals.Of(payout.PaymentPaid).Count != 0 ||
			r.Totals.Of(payout.PaymentHeld).Count != 4 || r.Totals.Entitled().Count != 5 {
			t.Errorf("reconciled: %+v, of which by desk %+v", r.Totals, r.Cash)
		}
		// Money handed out is paid, money not collected comes back.
		l, err := w.as(auditor).LedgerReport(w.ctx, w.period, w.period, reports.LedgerByPayer, time.Time{})
		w.must(err)
		for _, line := range l.Lines {
			if line.Payer == "BD1" && (line.Of(ledger.Paid).Count != 2 || line.Of(ledger.Returned).Count != 2) {
				t.Errorf("the ledger of the desk: %+v", line)
			}
		}
		w.everyRowIsSomewhere("answered", 5)
	})
}

// TestADeskAndABankNeverPayTheSame: an account that comes while a list is out waits
// for what the desk says, and gets what was not collected.
func TestADeskAndABankNeverPayTheSame(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		came, absent, late := bare(all[0]), bare(all[1]), bare(all[2])
		w.paidByDesk(came, absent, late)
		for i, p := range []person{came, absent} {
			w.vouch(p, fmt.Sprintf("9990000099%d", i))
		}
		if sum := w.build(); len(sum.Batches) != 0 {
			t.Errorf("built beside the list: %+v", sum)
		}
		w.at(12, 9)
		list := w.list()
		w.answered(w.deskAnswer(list, map[string]deskSays{w.reference(came): {"Đã nhận", "11/07/2024", ""}, w.reference(absent): {"Chưa nhận", "", ""},
			w.reference(late): {"Chưa nhận", "", "đang nằm viện"}}))
		w.build()
		w.stands(came, "paid")
		w.stands(absent, "rejected")
		ids := w.reissues(2)
		w.sendAgain(ids...)
		for p, want := range map[*person]int{&came: 1, &absent: 2, &late: 2} {
			if n := len(w.attemptsOf(*p)); n != want {
				t.Errorf("%s has %d attempts, want %d", p.name, n, want)
			}
		}
		if x := w.payment(absent); x.PayerID != "ISO1" || x.State != "sent" {
			t.Errorf("with an account since, it goes by %s and is %s", x.PayerID, x.State)
		}
		if x := w.payment(late); x.PayerID != "BD1" || x.State != "sent" {
			t.Errorf("without one it goes by %s and is %s", x.PayerID, x.State)
		}
		// The desk hands out what is on its way by the bank: nobody is paid twice unseen.
		w.at(15, 9)
		first := w.attemptsOf(absent)[0].ID
		got := w.answered(w.deskAnswer(list, map[string]deskSays{first: {"Đã nhận", "14/07/2024", ""}}))
		if len(got.Exceptions) == 0 {
			t.Errorf("the desk's second word is no exception: %+v", got)
		}
		w.everyRowIsSomewhere("again", 3)
	})
}

func TestADeskHasItsOwnTime(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		p, banked := bare(everybody()[0]), everybody()[3]
		w.paidByDesk(p, banked)
		w.at(25, 9)
		_, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		w.stands(p, "sent")
		w.stands(banked, "unknown")
		made, err := w.as(bankDesk).Inquire(w.ctx, app.InquiryRequest{}, w.out)
		w.must(err)
		if len(made) != 1 || made[0].PayerID == "BD1" {
			t.Errorf("asked: %+v", made)
		}
		w.at(31, 9)
		w.now = w.now.AddDate(0, 0, 10)
		_, err = w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		w.stands(p, "unknown")
		w.reissues(0, "unknown 2")
		made, err = w.as(bankDesk).Inquire(w.ctx, app.InquiryRequest{}, w.out)
		w.must(err)
		if !slices.ContainsFunc(made, func(m app.InquiryMade) bool { return m.PayerID == "BD1" && m.Instructions == 1 }) {
			t.Errorf("the desk is not asked: %+v", made)
		}
	})
}

// TestOfferedAtADeskCounts: three months on an answered list and not collected are
// three months not received; on a list that nobody answered they are not.
func TestOfferedAtADeskCounts(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		absent, silent, gone := bare(everybody()[0]), bare(everybody()[1]), bare(everybody()[13])
		w.at(3, 8)
		w.registry(absent, silent, gone)
		w.desk()
		for range 3 {
			w.out.files = map[string][]byte{}
			w.listed(absent, silent, gone)
			w.throughApproval()
			w.at(8, 9)
			w.write()
			w.at(12, 9)
			for _, list := range w.lists() {
				w.answered(w.deskAnswer(list, map[string]deskSays{w.reference(absent): {"Chưa nhận", "", ""}, w.reference(gone): {"Không đến nhận", "", ""}}))
			}
			_, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
			w.must(err)
			w.nextMonth()
		}
		got := w.suspensions(absent, silent, gone)
		slices.Sort(got)
		want := []string{"proposed 2024-07 2024-08 2024-09 of " + absent.name, "proposed 2024-07 2024-08 2024-09 of " + gone.name}
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestADeskIsNoBank(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		err := w.as(admin).AddPayer(w.ctx, app.PayerSetup{ID: "BD2", Unit: "Sở", Bank: agribank, Number: "9990000000991", Holder: "BƯU ĐIỆN",
			Profile: payout.CashProfile, Routes: []payout.Route{{Programme: programme, PayeeBIN: mb}}})
		refusedWith(t, err, "desk_route_names_bank")
		w.desk()
		_, err = w.as(admin).ProposeProfile(w.ctx, "BD1", "mb-bulk")
		refusedWith(t, err, "desk_stays_desk")
		_, err = w.as(admin).ProposeProfile(w.ctx, "MB1", payout.CashProfile)
		refusedWith(t, err, "desk_stays_desk")

		// An account that somebody must look at first is nobody's reason for cash.
		differs := everybody()[0].with(func(l *listLine) { l.holder = "Người Khác" })
		w.taken(differs)
		w.build()
		w.stands(differs, "held holder_differs")
	})
}

// TestFiguresThenAreWithoutCash: a report as of then shows a payment at the desk as
// it was, though a bank pays it since.
func TestFiguresThenAreWithoutCash(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := bare(everybody()[0])
		w.paidByDesk(p)
		w.at(12, 9)
		w.answered(w.deskAnswer(w.list(), map[string]deskSays{w.reference(p): {"Chưa nhận", "", ""}}))
		then := w.clock()
		w.at(13, 9)
		w.vouch(p, "99900000777")
		w.sendAgain(w.reissues(1)...)
		w.at(15, 9)
		w.answered(pain002("B1", word{reference: w.attemptsOf(p)[1].ID, status: "ACCC"}))
		w.stands(p, "paid")
		if now := w.coverage(); now.Paid != 1 {
			t.Errorf("paid by the bank: %+v", now.Figures)
		}
		old, err := w.as(auditor).Coverage(w.ctx, app.CoverageQuery{From: w.period, To: w.period, By: reports.ByCommune, AsOf: then})
		w.must(err)
		if old.Paid != 0 || old.NotPaid[reports.WithoutAccount] != 1 || old.Instructed.Count != 0 {
			t.Errorf("as of then: %+v", old.Figures)
		}
	})
}

func TestTheReportOfCashLists(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		came, absent, open, far, banked := bare(all[0]), bare(all[1]), bare(all[2]), bare(all[12]), all[3]
		w.taken(came, absent, open, far, banked)
		w.build()
		report := func(asOf time.Time) *reports.CashReport {
			r, err := w.as(auditor).CashReport(w.ctx, w.period, w.period, asOf)
			w.must(err)
			return r
		}
		figures := func(r *reports.CashReport) []int {
			return []int{len(r.Lines), r.Total.Listed.Count, r.Total.Collected.Count, r.Total.NotCollected.Count, r.Total.Open.Count, r.Waiting.Count, r.NoDesk.Count}
		}
		is := func(stage string, r *reports.CashReport, want ...int) {
			t.Helper()
			if diff := cmp.Diff(want, figures(r)); diff != "" {
				t.Errorf("%s: lists, listed, collected, not, open, waiting, without desk (-want +got):\n%s", stage, diff)
			}
		}
		is("before there is a desk", report(time.Time{}), 0, 0, 0, 0, 0, 0, 4)
		w.desk()
		ids := w.drafts()
		is("drafts", report(time.Time{}), 0, 0, 0, 0, 0, 4, 0)
		ids = append(ids, "BTXH-2024-07-ISO1-1") // the draft from before there was a desk
		w.submit(ids...)
		w.approve(ids...)
		w.at(8, 9)
		w.write()
		is("lists are out", report(time.Time{}), 2, 4, 0, 0, 4, 0, 0)
		out := w.clock()
		w.at(12, 9)
		for _, list := range w.lists() {
			w.answered(w.deskAnswer(list, map[string]deskSays{w.reference(came): {"Đã nhận", "11/07/2024", ""}, w.reference(far): {"Đã nhận", "", ""},
				w.reference(absent): {"Chưa nhận", "", ""}}))
		}
		r := report(time.Time{})
		is("answered", r, 2, 4, 2, 1, 1, 0, 0)
		if x := r.Lines[0]; x.Desk != "BD1" || x.Listed.Amount.Minor() != int64(x.Listed.Count)*severeAmount || x.Place == x.Commune || !strings.HasPrefix(x.Place, "Xã ") {
			t.Errorf("the first list is %+v", x)
		}
		is("as of then", report(out), 2, 4, 0, 0, 4, 0, 0)
		lists, err := w.as(auditor).CashLists(w.ctx, w.period, w.period)
		w.must(err)
		for _, l := range lists {
			if !slices.ContainsFunc(w.out.names(), func(name string) bool {
				return strings.HasSuffix(name, "/"+l.Name) && bytes.Equal(w.out.files[name], l.Content)
			}) {
				t.Errorf("list %s is not as it left", l.Name)
			}
		}
		if len(lists) != 2 {
			t.Errorf("%d lists are kept", len(lists))
		}
		// Money: what the desk has not answered is on its way within its time, the rest explains itself.
		held, err := w.as(auditor).ReconciliationReport(w.ctx, w.period, w.period, time.Time{})
		w.must(err)
		for _, l := range held.Lines {
			for _, x := range l.Explanations {
				if (x.Owner == reports.OwnerDesk) != (l.Payer == "BD1") {
					t.Errorf("what is on its way by %s is the %s's", l.Payer, x.Owner)
				}
			}
			if l.Payer == "BD1" && (l.Unexplained.Count != 0 || l.Missing.Count != 0 || l.Paid.Count != 2 || l.Rejected.Count != 1) {
				t.Errorf("reconciled: %+v", l)
			}
		}
		if held.Total.Sent.Count != 1 || held.Total.Paid.Count != 0 || held.Desks.Sent.Count != 4 || held.Desks.Paid.Count != 2 {
			t.Errorf("the totals mix desks with banks: %+v, %+v", held.Total, held.Desks)
		}
	})
}

// TestAnAccountThatTurnsUpMeanwhile: in a draft the account takes the desk's place;
// once the makers are done the desk pays, and nobody is bothered.
func TestAnAccountThatTurnsUpMeanwhile(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		early, late := bare(everybody()[0]), bare(everybody()[1])
		w.taken(early, late)
		w.desk()
		ids := w.drafts()
		w.vouch(early, "99900000771")
		w.build()
		if x := w.payment(early); x.PayerID != "ISO1" || x.State != "waiting" {
			t.Errorf("in a draft it goes by %s, %s", x.PayerID, x.State)
		}
		w.submit(ids...)
		w.vouch(late, "99900000772")
		w.build()
		if x := w.payment(late); x.PayerID != "BD1" || x.State != "waiting" {
			t.Errorf("once submitted it goes by %s, %s", x.PayerID, x.State)
		}
		w.approve(ids...)
		w.at(8, 9)
		w.write()
		w.build()
		if x := w.payment(late); x.PayerID != "BD1" || x.State != "sent" || len(w.exceptions()) != 0 {
			t.Errorf("once sent it goes by %s, %s; exceptions %q", x.PayerID, x.State, w.exceptions())
		}
	})
}

// TestARefusedAccountIsPaidByTheDeskNextMonth, and what was approved for it is
// taken out before.
func TestARefusedAccountIsPaidByTheDeskNextMonth(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		p, rest := everybody()[0], everybody()[3]
		w.sent(p, rest)
		w.desk()
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(p), "AC04"), word{reference: w.reference(rest), status: "ACCC"}))
		w.reissues(0, "account_not_corrected 1") // the account is corrected first
		w.build()
		w.stands(p, "rejected")
		w.nextMonth()
		w.at(3, 9)
		w.listed(p, rest)
		w.build()
		if x := w.payment(p); x.PayerID != "BD1" || x.State != "waiting" || x.AccountID != "cash/account_failed" {
			t.Errorf("next month it goes by %s to %s, %s", x.PayerID, x.AccountID, x.State)
		}
	})
}

func TestAnApprovedPaymentWhoseAccountFailsIsTakenOut(t *testing.T) {
	oneWorld(t, func(t *testing.T, w *world) {
		p, rest := everybody()[0], everybody()[3]
		w.sent(p, rest)
		w.nextMonth()
		w.at(3, 9)
		w.listed(p, rest)
		w.throughApproval()
		w.desk()
		w.period = w.period.Add(-1)
		reference := w.reference(p)
		w.period = w.period.Add(1)
		w.answered(pain002("B1", refusal(reference, "AC04")))
		w.build()
		w.stands(p, "held account_failed")
		w.build()
		if x := w.payment(p); x.PayerID != "BD1" || x.State != "waiting" {
			t.Errorf("after that it goes by %s, %s", x.PayerID, x.State)
		}
		w.everyRowIsSomewhere("taken out", 2)
	})
}

// TestADeskKnowsTheNewestNumber: who got a new identity number shows that one.
func TestADeskKnowsTheNewestNumber(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := []person{bare(everybody()[0]), bare(everybody()[1]), bare(everybody()[2])}
		all[2].old = "999000000007;999968000003" // both known with the number from the first
		w.at(3, 8)
		w.registry(all...)
		w.listed(all...)
		for i, number := range []string{"999166000011", "999067999911"} { // before and behind the old one, in the order of digits
			all[i].old, all[i].number = all[i].number, number
		}
		w.at(4, 8)
		w.registry(all...)
		w.match()
		w.desk()
		w.throughApproval()
		w.write()
		h, lines := cashlist.Format{}.Read(bytes.NewReader(w.list()), int64(len(w.list())))
		var got []string
		for l, err := range lines {
			w.must(err)
			got = append(got, l.AccountNumber)
		}
		slices.Sort(got)
		if diff := cmp.Diff([]string{all[1].number, all[0].number, all[2].number}, got); diff != "" {
			t.Errorf("list %s (-want +got):\n%s", h.MessageID, diff)
		}
		for _, name := range w.out.names() {
			if strings.HasSuffix(name, ".manifest.json") && !strings.Contains(string(w.out.files[name]), `"route": "cash"`) {
				t.Errorf("%s adds up no route of cash: %s", name, w.out.files[name])
			}
		}
	})
}
