package app_test

import (
	"fmt"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
	"chitra/reports"
)

func (w *world) reconciliation() *reports.ReconciliationReport {
	w.Helper()
	r, err := w.as(auditor).ReconciliationReport(w.ctx, w.period, w.period, time.Time{})
	w.must(err)
	return r
}

// covered fails unless the report is settled, and returns what covers it by kind.
func (w *world) covered(when string) map[string]int64 {
	w.Helper()
	r := w.reconciliation()
	if !r.Settled() {
		w.Errorf("%s: unexplained %+v, missing %+v, accounts %+v", when, r.Total.Unexplained, r.Total.Missing, r.Accounts)
	}
	by := map[string]int64{}
	for _, l := range r.Lines {
		for _, x := range l.Explanations {
			if x.Owner == "" || x.Due == "" || x.Exception == "" && x.Kind != reports.InTransit {
				w.Errorf("%s: nobody's is %+v", when, x)
			}
			by[x.Kind] += x.Amount.Minor()
		}
	}
	return by
}

// TestTheDifferenceIsCovered at every moment of a month: by what is on its way
// within the bank's time, then by exceptions that somebody owns, and in the end
// there is none.
func TestTheDifferenceIsCovered(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		w.sent(people...)
		amount := w.payment(people[0]).Amount
		refs := make([]string, len(people))
		for i, p := range people {
			refs[i] = w.reference(p)
		}
		if by := w.covered("sent"); by[reports.InTransit] != -4*amount || len(by) != 1 {
			t.Errorf("sent: %v", by)
		}
		w.at(12, 9)
		w.answered(pain002("A1", word{reference: refs[0], status: "ACCC", bankRef: "P1"}, word{reference: refs[1], status: "RJCT", reason: "AC01"}))
		if by := w.covered("answered"); by[reports.InTransit] != -2*amount || len(by) != 1 {
			t.Errorf("answered: %v", by)
		}
		w.answered(camt054("N1", entry{reference: refs[0], bankRef: "D1", amount: amount}, entry{reference: refs[2], bankRef: "D2", amount: amount - 7}))
		if by := w.covered("another amount"); by[settle.ExceptionAmountDiffers] != -7 {
			t.Errorf("another amount: %v", by)
		}
		w.answered(camt054("N2", entry{reference: refs[0], bankRef: "D3", amount: amount}))
		if by := w.covered("twice"); by[settle.ExceptionPaidTwice] != amount {
			t.Errorf("debited twice: %v", by)
		}
		w.at(25, 9)
		if r := w.reconciliation(); r.Settled() || r.Total.Unexplained.Amount != money.Dong(-amount) {
			t.Errorf("past the bank's time and not reconciled: %+v", r.Total)
		}
		_, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		if by := w.covered("overdue"); by[settle.ExceptionOverdue] != -amount || by[settle.ExceptionAmountDiffers] != -7 || by[settle.ExceptionPaidTwice] != amount {
			t.Errorf("overdue: %v", by)
		}
		w.answered(camt054("N3", entry{reference: refs[0], bankRef: "R1", amount: amount, back: "AM05"}))
		w.answered(pain002("A2", word{reference: refs[3], status: "ACCC", bankRef: "P4"}))
		_, err = w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		if by := w.covered("recovered"); len(by) != 1 || by[settle.ExceptionAmountDiffers] != -7 {
			t.Errorf("recovered: %v", by)
		}
		if r := w.reconciliation(); r.Total.Recovered.Amount != money.Dong(amount) || r.Total.Debited.Count != 4 {
			t.Errorf("recovered: %+v", r.Total)
		}
		// Closed by two while it stands, the next exception has it; and the last one,
		// that the instruction is not settled, is not closed.
		for _, x := range w.cases() {
			if x.State == app.ExceptionClosed || x.Reference != refs[2] {
				continue
			}
			_, err = w.as(bankDesk).CloseException(w.ctx, x.ID, "bỏ qua")
			if x.Kind == settle.ExceptionOverdue {
				refusedWith(t, err, "exception_still_open")
				continue
			}
			w.must(err)
			_, err = w.as(approver).ConfirmException(w.ctx, x.ID)
			w.must(err)
		}
		if by := w.covered("closed while it stands"); len(by) != 1 || by[settle.ExceptionOverdue] != -7 {
			t.Errorf("closed while it stands: %v", by)
		}
	})
}

// TestWithdrawnPaymentsAreNotMissing after the approval that they were in.
func TestWithdrawnPaymentsAreNotMissing(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.approved(people...)
		if r := w.reconciliation(); r.Total.Waiting.Count != 3 || r.Total.Approved.Count != 3 || !r.Settled() {
			t.Errorf("approved: %+v", r.Total)
		}
		w.must(w.as(maker).Withdraw(w.ctx, w.payment(people[0]).ID, "đã chuyển đi"))
		w.at(8, 9)
		w.write()
		if r := w.reconciliation(); r.Total.Withdrawn.Count != 1 || r.Total.Approved.Count != 2 || r.Total.Sent.Count != 2 || !r.Settled() {
			t.Errorf("sent: %+v", r.Total)
		}
	})
}

// fileLine is the debit of a whole file in one line.
func fileLine(message, block, bankRef string, amount int64) string {
	within := "<Btch><MsgId>" + message + "</MsgId>"
	if block != "" {
		within += "<PmtInfId>" + block + "</PmtInfId>"
	}
	return fmt.Sprintf(`<Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-07-10</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef><NtryDtls>%s</Btch></NtryDtls></Ntry>`,
		amount, bankRef, within)
}

// TestAFileIsDebitedInOneLine, or line by line: both say the same once.
func TestAFileIsDebitedInOneLine(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		ids := w.approved(people...)
		w.at(8, 9)
		w.write()
		var file app.BankFile
		sum := int64(0)
		w.view(func(tx app.Tx) error {
			for _, id := range ids {
				files, err := tx.FilesOf(w.ctx, id)
				if err != nil {
					return err
				}
				for _, f := range files {
					if f.PayerID == "ISO1" {
						file, sum = f, f.Amount
					}
				}
			}
			return nil
		})
		w.at(12, 9)
		statementOf := func(n int, opening, closing int64, inside string) app.ResultOutcome {
			return w.answered(book{fmt.Sprintf("M%d", n), fmt.Sprintf("S%d", n), fmt.Sprintf("2024-07-%d", 9+n), n, int(opening), int(closing), inside, ""}.file())
		}
		short := statementOf(1, 10*sum, 9*sum+1, fileLine(file.MessageID, "", "F0", sum-1))
		if codesOf(short) != "1 file_debit_differs" || *short.Exceptions[0].Amount != -1 {
			t.Errorf("a line of another sum: %+v", short.Exceptions)
		}
		if out := statementOf(2, 9*sum+1, 8*sum+1, fileLine(file.MessageID, "", "F1", sum)); codesOf(out) != "" || out.Matched != 1 {
			t.Errorf("the file in one line: %+v", out)
		}
		r := w.reconciliation()
		if int64(r.Total.Debited.Count) != file.Instructions || r.Total.Debited.Amount != money.Dong(sum) || !r.Settled() || len(r.Accounts) != 1 ||
			r.Accounts[0].Debits != money.Dong(2*sum-1) {
			t.Errorf("debited: %+v, accounts %+v", r.Total, r.Accounts)
		}
		var single []entry
		for _, p := range people {
			for _, i := range w.instructions()[w.payment(p).ID] {
				if i.FileID == file.ID {
					single = append(single, entry{reference: i.ID, bankRef: "D" + i.ID, amount: i.Amount})
				}
			}
		}
		if out := w.answered(camt054("N1", single...)); codesOf(out) != "" {
			t.Errorf("and line by line: %+v", out)
		}
		if again := w.reconciliation(); again.Total.Debited != r.Total.Debited {
			t.Errorf("both count: %+v", again.Total)
		}
		if out := statementOf(3, 8*sum+1, 7*sum+1, fileLine(file.MessageID, "", "F2", sum)); codesOf(out) != "1 file_debited_twice" {
			t.Errorf("a second time: %s", codesOf(out))
		}
		if !w.reconciliation().Settled() {
			t.Errorf("the account: %+v", w.reconciliation().Accounts)
		}
		for _, p := range people {
			if s := w.payment(p).State; s != string(payout.PaymentSent) {
				t.Errorf("a debit proves that %s was %s", p.name, s)
			}
		}
	})
}

// TestClosedWhileTheDifferenceStands: two people may close what was paid twice; the
// report names them, and nothing is explained by it. While it is open it is whose
// it was given to, a user who may be called as a role is.
func TestClosedWhileTheDifferenceStands(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(9, 9)
		ref, amount := w.reference(p), w.payment(p).Amount
		w.answered(pain002("A1", word{reference: ref, status: "ACCC", bankRef: "D1"}))
		w.answered(camt054("N1", entry{reference: ref, bankRef: "D1", amount: amount}, entry{reference: ref, bankRef: "D2", amount: amount}))
		x := w.theCase(settle.ExceptionPaidTwice)
		explained := func() (open, closed []reports.Explanation) {
			for _, l := range w.reconciliation().Lines {
				open, closed = append(open, l.Explanations...), append(closed, l.ClosedStanding...)
			}
			return open, closed
		}
		if open, closed := explained(); len(open) != 1 || open[0].OwnedBy != app.OwnedByRole || len(closed) != 0 {
			t.Errorf("open: %+v, closed %+v", open, closed)
		}
		_, err := w.as(bankDesk).AssignException(w.ctx, x.ID, clerk, july(20), "hỏi ngân hàng")
		w.must(err)
		if open, _ := explained(); len(open) != 1 || open[0].OwnedBy != app.OwnedByUser || open[0].Owner != clerk {
			t.Errorf("assigned: %+v", open)
		}
		_, err = w.as(bankDesk).CloseException(w.ctx, x.ID, "bỏ qua")
		w.must(err)
		_, err = w.as(approver).ConfirmException(w.ctx, x.ID)
		w.must(err)
		open, closed := explained()
		if len(open) != 0 || len(closed) != 1 || closed[0].Exception != x.ID || closed[0].Owner != approver || closed[0].Amount != money.Dong(amount) {
			t.Errorf("closed: %+v, open %+v", closed, open)
		}
		if r := w.reconciliation(); r.Settled() || r.Total.Unexplained.Amount != money.Dong(amount) {
			t.Errorf("what stands is explained: %+v", r.Total)
		}
	})
}
