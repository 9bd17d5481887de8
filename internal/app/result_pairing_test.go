package app_test

import (
	"fmt"
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/payout/settle"
)

// looseLine is a booked line that names no instruction: the payee's account, and
// perhaps our file or a text.
func looseLine(amount int64, side, bankRef, account, message, text string) string {
	refs, other := "", "Cdtr"
	if message != "" {
		refs = "<Refs><MsgId>" + message + "</MsgId></Refs>"
	}
	if side == "CRDT" {
		other = "Dbtr"
	}
	return fmt.Sprintf(`<Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-07-11</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls>%s<RltdPties><%[5]sAcct><Id><Othr><Id>%[6]s</Id></Othr></Id></%[5]sAcct></RltdPties><RmtInf><Ustrd>%[7]s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
		amount, side, bankRef, refs, other, account, text)
}

// keptLines are the lines of answers of the month, unpaired or all.
func (w *world) keptLines(unpaired bool) []app.KeptLine {
	w.Helper()
	var out []app.KeptLine
	w.must(w.as(auditor).ResultLines(w.ctx, w.period, w.period, unpaired, func(l app.KeptLine) error { out = append(out, l); return nil }))
	return out
}

// paidFrom are those whom a paying account pays.
func (w *world) paidFrom(payer string, people []person) []person {
	w.Helper()
	var out []person
	for _, p := range people {
		if w.payment(p).PayerID == payer {
			out = append(out, p)
		}
	}
	if len(out) < 3 {
		w.Fatalf("%s pays %d people", payer, len(out))
	}
	return out
}

// TestLinesWithoutAReference: what names our file moves its instruction; account,
// amount and day alone propose; nothing is paired where two would fit.
func TestLinesWithoutAReference(t *testing.T) {
	sealedToo(t, func(t *testing.T, w *world) {
		w.sent(everybody()[:8]...)
		p := w.paidFrom("ISO1", everybody()[:8])
		var ref [3]string
		var message string
		for i := range ref {
			ref[i] = w.reference(p[i])
		}
		w.view(func(tx app.Tx) error {
			i := w.instructions()[w.payment(p[0]).ID][0]
			files, err := tx.FilesOf(w.ctx, i.BatchID)
			message = files[0].MessageID
			return err
		})
		amount := w.payment(p[0]).Amount
		w.at(12, 9)
		w.answered(pain002("A1", word{reference: ref[0], status: "ACSP"}))
		out := w.answered(book{"M1", "S1", "2024-07-11", 1, int(9 * amount), int(4*amount - 5), looseLine(amount, "DBIT", "F1", p[0].line.account, message, "TRO CAP") +
			looseLine(amount, "DBIT", "F2", p[1].line.account, "", "TRO CAP") + looseLine(amount, "DBIT", "F3", p[2].line.account, "", "a") +
			looseLine(amount, "DBIT", "F4", p[2].line.account, "", "b") + looseLine(amount+5, "DBIT", "F5", p[1].line.account, "", "khac"), ""}.file())
		if got, want := codesOf(out), "2 pairing_proposed, 3 foreign_debit, 4 foreign_debit, 5 foreign_debit"; got != want || out.Matched != 1 {
			t.Errorf("told %s, want %s; matched %d", got, want, out.Matched)
		}
		lines := w.keptLines(true)
		if len(lines) != 4 || lines[0].Proposed != ref[1] || lines[0].Evidence != string(settle.ByAccount) || lines[0].StateOfPair() != "proposed" || lines[1].Proposed != "" {
			t.Fatalf("unpaired: %+v", lines)
		}
		all := w.keptLines(false)
		if len(all) != 6 || all[1].PairedBy != string(settle.ByFile) || all[1].Instruction != ref[0] {
			t.Errorf("all: %+v", all)
		}
		if x := w.theCase("pairing_proposed"); x.Subject != fmt.Sprintf("%d:%d", lines[0].FileNo, lines[0].Line) {
			t.Errorf("the exception calls the line %s", x.Subject)
		}
		if !w.reconciliation().Settled() {
			t.Errorf("the account: %+v", w.reconciliation().Accounts)
		}
		w.pairsByTwo(t, lines, ref[1], ref[2])
	})
}

// pairsByTwo has a line paired by a person and another.
func (w *world) pairsByTwo(t *testing.T, lines []app.KeptLine, mine, other string) {
	file, line := lines[0].FileNo, lines[0].Line
	_, err := w.as(bankDesk).ConfirmPair(w.ctx, file, line, mine)
	refusedWith(t, err, "pair_not_proposed")
	_, err = w.as(bankDesk).PairLine(w.ctx, file, line, mine, "")
	refusedWith(t, err, "reason_missing")
	_, err = w.as(bankDesk).PairLine(w.ctx, file, lines[3].Line, mine, "giống")
	refusedWith(t, err, "pair_amount_differs")
	if _, err = w.as(bankDesk).PairLine(w.ctx, file, 99, mine, "giống"); err == nil || !strings.Contains(err.Error(), "no line") {
		t.Errorf("a line that is not there: %v", err)
	}
	got, err := w.as(bankDesk).PairLine(w.ctx, file, line, mine, "đúng tài khoản")
	if err != nil || got.Confirmed || got.To != "sent" {
		t.Errorf("requested: %+v, %v", got, err)
	}
	events := w.events()
	if _, err = w.as(bankDesk).PairLine(w.ctx, file, line, mine, "lần nữa"); err != nil || w.events() != events {
		t.Errorf("the same again: %v", err)
	}
	_, err = w.as(bankDesk).ConfirmPair(w.ctx, file, line, mine)
	refusedWith(t, err, "same_person")
	if _, err = w.as(bankDesk).PairLine(w.ctx, file, line, other, "tôi nghĩ là lệnh này"); err != nil {
		t.Error(err)
	}
	_, err = w.as(approver).ConfirmPair(w.ctx, file, line, mine)
	refusedWith(t, err, "pair_replaced")
	if _, err = w.as(bankDesk).PairLine(w.ctx, file, line, mine, "không, lệnh này"); err != nil {
		t.Error(err)
	}
	debited := w.reconciliation().Total.Debited.Count
	if got, err = w.as(approver).ConfirmPair(w.ctx, file, line, mine); err != nil || !got.Confirmed || got.Instruction != mine || got.To != "sent" {
		t.Errorf("confirmed: %+v, %v", got, err)
	}
	if now := w.reconciliation().Total.Debited.Count; now != debited+1 {
		t.Errorf("%d debits, before %d", now, debited)
	}
	if x := w.theCase("pairing_proposed"); x.State != app.ExceptionClosed || x.Closed.Step != app.CaseResolved {
		t.Errorf("its exception: %+v", x)
	}
	_, err = w.as(bankDesk).PairLine(w.ctx, file, line, other, "nhầm")
	refusedWith(t, err, "line_paired")
	if n := len(w.keptLines(true)); n != 3 {
		t.Errorf("%d lines are unpaired", n)
	}
	all := w.keptLines(false)
	if l := all[2]; len(all) != 6 || l.FileNo != file || l.Line != line || l.StateOfPair() != "paired" || l.PairedBy != "person" || l.Instruction != mine || l.Verdict != "debited" {
		t.Errorf("the line is there once: %+v", all)
	}
	w.events()
}

// TestMoneyBackThatPeoplePair moves the instruction as a return does.
func TestMoneyBackThatPeoplePair(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sent(everybody()[:8]...)
		p := w.paidFrom("ISO1", everybody()[:8])[0]
		ref, amount := w.reference(p), w.payment(p).Amount
		w.at(12, 9)
		w.answered(pain002("A1", word{reference: ref, status: "ACCC", bankRef: "P1"}))
		out := w.answered(book{"M1", "S1", "2024-07-11", 1, 0, int(amount), looseLine(amount, "CRDT", "R1", p.line.account, "", "hoan tra"), ""}.file())
		if codesOf(out) != "1 pairing_proposed" {
			t.Fatalf("%s", codesOf(out))
		}
		w.stands(p, "paid")
		l := w.keptLines(true)[0]
		_, err := w.as(bankDesk).PairLine(w.ctx, l.FileNo, l.Line, ref, "ngân hàng xác nhận")
		w.must(err)
		w.stands(p, "paid")
		got, err := w.as(second).ConfirmPair(w.ctx, l.FileNo, l.Line, ref)
		if err != nil || got.From != "paid" || got.To != "returned" {
			t.Errorf("%+v, %v", got, err)
		}
		w.stands(p, "returned")
		w.onFile(p, p.line.account+" failed")
		if n := w.counted("SELECT COUNT(*) FROM ledger_entry WHERE debit = 'returned' AND business_on = '2024-07-11'"); n != 1 {
			t.Errorf("%d entries of the day the bank booked it", n)
		}
		kinds := w.reconciliation().Accounts[0].Kinds
		if len(kinds) != 1 || kinds[0].Kind != "returned" || kinds[0].Debit || kinds[0].Count != 1 {
			t.Errorf("the line is shown as it was before it was paired: %+v", kinds)
		}
		if !w.reconciliation().Settled() {
			t.Errorf("%+v", w.reconciliation().Total)
		}
		w.events()
	})
}
