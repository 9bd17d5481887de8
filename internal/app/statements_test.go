package app_test

import (
	"fmt"
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/payout/settle"
)

// book is a statement of the paying account, with balances.
type book struct {
	message, id, day string
	sequence         int
	opening, closing int
	inside, account  string
}

func (b book) stmt() string {
	if b.account == "" {
		b.account = "9990000000405"
	}
	balance := func(kind string, amount int) string {
		return fmt.Sprintf(`<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="VND">%d</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>`, kind, amount, b.day)
	}
	return fmt.Sprintf(`<Stmt><Id>%s</Id><ElctrncSeqNb>%d</ElctrncSeqNb><FrToDt><FrDtTm>%[3]sT00:00:00</FrDtTm><ToDtTm>%[3]sT23:59:59</ToDtTm></FrToDt><Acct><Id><Othr><Id>%[4]s</Id></Othr></Id></Acct>`,
		b.id, b.sequence, b.day, b.account) + balance("OPBD", b.opening) + balance("CLBD", b.closing) + b.inside + `</Stmt>`
}

func (b book) file(more ...book) []byte {
	s := b.stmt()
	for _, x := range more {
		s += x.stmt()
	}
	return []byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>` + b.message + `</MsgId></GrpHdr>` + s + `</BkToCstmrStmt></Document>`)
}

func fee(amount int) string { return line(amount, "DBIT", "BOOK", "CHRG", "") }

// TestStatementsOfAnAccountLeadFromOneToTheNext: what is missing is an exception
// with its amount until it comes, and then is resolved by what came.
func TestStatementsOfAnAccountLeadFromOneToTheNext(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(15, 9)
		one := book{"M1", "S1", "2024-07-10", 1, 1000000, 989000, fee(11000), ""}
		two := book{"M2", "S2", "2024-07-11", 2, 989000, 969000, fee(20000), ""}
		three := book{"M3", "S3", "2024-07-12", 3, 969000, 919000, fee(50000), ""}
		if out := w.answered(one.file()); codesOf(out) != "1 bank_fee" || len(out.Statements) != 1 || out.Statements[0].PayerID != "ISO1" || *out.Statements[0].Closing != 989000 {
			t.Errorf("the first: %+v", out)
		}
		if out := w.answered(three.file()); codesOf(out) != "1 bank_fee, 0 statement_gap" {
			t.Errorf("one is missing: %s", codesOf(out))
		}
		gap := w.theCase(settle.ExceptionStatementGap)
		if gap.Amount == nil || *gap.Amount != -20000 || gap.State != app.ExceptionOpen || gap.Reference != "ISO1" {
			t.Errorf("the gap: %+v", gap)
		}
		w.at(16, 9)
		if out := w.answered(two.file()); codesOf(out) != "1 bank_fee" {
			t.Errorf("it came: %s", codesOf(out))
		}
		if gap = w.theCase(settle.ExceptionStatementGap); gap.State != app.ExceptionClosed || gap.Closed.Step != app.CaseResolved || !strings.HasPrefix(gap.Closed.Fact, "statement ") {
			t.Errorf("the gap is closed: %+v", gap)
		}
		events := w.events()
		again := two
		again.message = "M2 once more"
		if out := w.answered(again.file()); codesOf(out) != "" || !out.Statements[0].Repeated || out.Lines != 1 || out.Matched != 0 {
			t.Errorf("the same statement in other bytes: %+v", out)
		}
		if n := len(w.cases()); n != 4 || w.events() != events+1 {
			t.Errorf("%d exceptions after it", n)
		}
		off := book{"M4", "S4", "2024-07-15", 4, 918000, 918000, "", ""}
		if out := w.answered(off.file()); codesOf(out) != "0 balance_break" || *out.Exceptions[0].Amount != -1000 {
			t.Errorf("another beginning: %+v", out)
		}
		changed := three
		changed.message, changed.closing, changed.inside = "M5", 918000, fee(51000)
		if out := w.answered(changed.file()); !strings.Contains(codesOf(out), settle.ExceptionStatementDiffers) {
			t.Errorf("the same with other figures: %s", codesOf(out))
		}
	})
}

// TestAStatementOfSomebodyElse: a file of nothing else is refused; one among ours
// is set aside, and not one of its lines counts.
func TestAStatementOfSomebodyElse(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(12, 9)
		amount := int(w.payment(p).Amount)
		theirs := book{"M1", "T1", "2024-07-10", 1, amount + 5, 5, line(amount, "DBIT", "BOOK", "", w.reference(p)), "9990000999999"}
		out, err := w.as(bankDesk).ImportResult(w.ctx, "theirs.xml", theirs.file())
		if err != nil || out.Status != app.ListRefused || out.Reason != string(app.AnswerOtherOffice) {
			t.Errorf("theirs alone: %+v, %v", out, err)
		}
		ours := book{"M2", "S1", "2024-07-10", 1, 1000, 900, fee(100), ""}
		for name, file := range map[string][]byte{"ours first": ours.file(theirs), "theirs first": theirs.file(ours)} {
			out = w.answered(file)
			if !strings.Contains(codesOf(out), "statement_not_ours") || out.Matched != 0 {
				t.Errorf("%s: %+v", name, out)
			}
		}
		if n := len(w.cases()); n != 3 { // a fee, and each file's strange statement
			t.Errorf("%d exceptions: %v", n, w.exceptions())
		}
		w.view(func(tx app.Tx) error {
			found, err := tx.ResultsOf(w.ctx, []string{w.reference(p)})
			if len(found) != 0 {
				t.Errorf("a line of theirs is ours: %+v", found)
			}
			return err
		})
	})
}
