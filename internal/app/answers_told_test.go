package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile/portal"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/rules"
	"chitra/reports"
)

// statement is a camt.053 of an account of ours.
func statement(message, inside string) []byte {
	return []byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>` + message +
		`</MsgId></GrpHdr><Stmt><Acct><Id><Othr><Id>9990000000405</Id></Othr></Id></Acct>` + inside + `</Stmt></BkToCstmrStmt></Document>`)
}

// line is one entry of it.
func line(amount int, side, status, code, text string) string {
	return fmt.Sprintf(`<Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>%s</Cd></Sts><BkTxCd><Prtry><Cd>%s</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
		amount, side, status, code, text)
}

func codesOf(out app.ResultOutcome) string {
	var codes []string
	for _, x := range out.Exceptions {
		codes = append(codes, fmt.Sprintf("%d %s", x.Line, x.Code))
	}
	return strings.Join(codes, ", ")
}

// TestLinesOfAStatementThatAreNotOurs: each is told for what it is, and none
// moves anybody.
func TestLinesOfAStatementThatAreNotOurs(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(12, 9)
		out := w.answered(statement("S1", line(11000, "DBIT", "BOOK", "CHRG", "")+line(777, "CRDT", "BOOK", "INTR", "")+
			line(5000000, "CRDT", "BOOK", "", "KBNN cap kinh phi")+line(900000, "DBIT", "BOOK", "", "rut tien mat")+
			line(1, "DBIT", "PDNG", "", "")+line(11000, "DBIT", "BOOK", "", "Thu phí dịch vụ")+
			line(750000, "DBIT", "BOOK", "", w.reference(p)+" TRO CAP")))
		if got, want := codesOf(out), "1 bank_fee, 2 bank_interest, 3 foreign_credit, 4 foreign_debit, 6 bank_fee"; got != want {
			t.Errorf("told %s, want %s", got, want)
		}
		if out.Lines != 7 || out.Matched != 1 || len(out.Moved) != 0 {
			t.Errorf("%+v", out)
		}
		w.stands(p, "sent")
	})
}

// TestBalancesOfAStatement: one whose entries do not lead from one balance to the
// other is taken, and is somebody's to explain.
func TestBalancesOfAStatement(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(12, 9)
		balance := func(kind string, amount int) string {
			return fmt.Sprintf(`<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="VND">%d</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`, kind, amount)
		}
		debit := line(750000, "DBIT", "BOOK", "", w.reference(p))
		if out := w.answered(statement("S1", balance("OPBD", 1000000)+balance("CLBD", 250000)+debit)); codesOf(out) != "" || out.Matched != 1 {
			t.Errorf("balances that fit: %+v", out)
		}
		out := w.answered(statement("S2", balance("OPBD", 1000000)+balance("CLBD", 249999)+debit))
		if codesOf(out) != "2 balance_differs" || out.Exceptions[0].Detail != "closing_balance 249999/250000" || out.Matched != 1 {
			t.Errorf("balances that do not: %+v", out)
		}
		dollars := strings.Replace(line(300, "DBIT", "BOOK", "", "mua"), "VND", "USD", 1)
		out = w.answered(statement("S3", balance("OPBD", 1000000)+balance("CLBD", 249998)+dollars+debit))
		if codesOf(out) != "1 foreign_debit, 3 balance_differs" || out.Exceptions[0].Amount != nil || out.Exceptions[1].Detail != "closing_balance 249998/250000" {
			t.Errorf("beside another currency: %+v", out)
		}
	})
}

// TestAnotherAccountIsAProposal: the bank names another account than it was
// told. It is kept for somebody to vouch for, and nothing goes into it before.
func TestAnotherAccountIsAProposal(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(12, 9)
		answer := func(message, account string) []byte {
			of := fmt.Sprintf(`<OrgnlTxRef><Cdtr><Nm>%s</Nm></Cdtr><CdtrAcct><Id><Othr><Id>%s</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>`, p.name, account)
			return []byte(strings.Replace(string(pain002(message, word{reference: w.reference(p), status: "ACCC"})), "</TxInfAndSts>", of, 1))
		}
		active, other := p.line.account, "99900007777"
		for i, account := range []string{active, "0" + active, "***" + active[len(active)-4:], "9990000000405", "12"} {
			if out := w.answered(answer(fmt.Sprintf("A%d", i), account)); len(out.Exceptions) != 0 {
				t.Errorf("account %q: %+v", account, out.Exceptions)
			}
		}
		w.onFile(p, active+" active")
		if out := w.answered(answer("B1", other)); codesOf(out) != "1 account_corrected" || out.Exceptions[0].Reference != w.reference(p) ||
			strings.Contains(fmt.Sprint(out.Exceptions), other) {
			t.Errorf("another account: %+v", out)
		}
		w.stands(p, "paid")
		want := []string{other + " proposed", active + " active"}
		if got := w.accounts(p); !cmp.Equal(got, want) && !cmp.Equal(got, []string{want[1], want[0]}) {
			t.Errorf("on file %q, want %q", got, want)
		}
		if out := w.answered(answer("B2", other)); len(out.Exceptions) != 0 {
			t.Errorf("the same again: %+v", out.Exceptions)
		}
		w.events()
	})
}

// TestAReturnNamesAnotherAccount: money comes back, marked as a return in an advice
// of its own, and the payee's side of it is another account than the instructed
// one. It is kept as where a status report names it, whether the line names the
// instruction or two people do; the sender of a credit that is no return is no
// account of the payee's.
func TestAReturnNamesAnotherAccount(t *testing.T) {
	sealedToo(t, func(t *testing.T, w *world) {
		w.sent(everybody()[:8]...)
		people := w.paidFrom("ISO1", everybody()[:8])
		byBank, byPeople, sender := people[0], people[1], people[2]
		w.at(12, 9)
		// back is one booked credit of an instruction's amount: refs name it or nothing.
		back := func(message string, of person, refs, text, parties string) app.ResultOutcome {
			return w.answered(fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>%[1]s</MsgId></GrpHdr><Ntfctn><Id>N%[1]s</Id>
<Acct><Id><Othr><Id>9990000000405</Id></Othr></Id></Acct><Ntry><Amt Ccy="VND">%[2]d</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2024-07-12</Dt></BookgDt><AcctSvcrRef>R%[1]s</AcctSvcrRef><NtryDtls><TxDtls><Refs>%[3]s</Refs>%[5]s<RmtInf><Ustrd>%[4]s</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`, message, w.payment(of).Amount, refs, text, parties))
		}
		side := func(of, number string) string {
			return fmt.Sprintf(`<RltdPties><%[1]sAcct><Id><Othr><Id>%[2]s</Id></Othr></Id></%[1]sAcct></RltdPties>`, of, number)
		}
		const reason = "<RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf>"

		out := back("B1", byBank, "<EndToEndId>"+w.reference(byBank)+"</EndToEndId>", "", side("Cdtr", "99900007777")+reason)
		if got, want := codesOf(out), "1 return_before_credit, 1 account_corrected"; got != want {
			t.Errorf("by its reference: %s, want %s", got, want)
		}
		w.proposed(byBank, "99900007777")

		out = back("B2", byPeople, "", w.reference(byPeople)[:12], side("Cdtr", "99900008888")+reason)
		if got := codesOf(out); got != "1 pairing_proposed" {
			t.Errorf("by half a reference: %s", got)
		}
		w.proposed(byPeople, "")
		w.pairs(w.reference(byPeople))
		w.proposed(byPeople, "99900008888")

		back("B3", sender, "", w.reference(sender)[:12], side("Dbtr", "99900009999"))
		w.pairs(w.reference(sender))
		w.proposed(sender, "")
		all := strings.Join(w.exceptions(), ", ")
		for p, told := range map[*person]bool{&byBank: true, &byPeople: true, &sender: false} {
			if strings.Contains(all, "account_corrected "+w.payment(*p).ID) != told {
				t.Errorf("of %s it should be told: %t; told is %s", p.name, told, all)
			}
		}
		w.events()
	})
}

// proposed holds that the bank proposed this account for somebody, or none.
func (w *world) proposed(p person, number string) {
	w.Helper()
	var got []string
	for _, a := range w.accounts(p) {
		if n, ok := strings.CutSuffix(a, " proposed"); ok {
			got = append(got, n)
		}
	}
	if strings.Join(got, " ") != number {
		w.Errorf("proposed for %s: %q, want %q", p.name, got, number)
	}
}

// TestWhatTheBankCountedOfOurFile is held against the file as it left.
func TestWhatTheBankCountedOfOurFile(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()
		file := w.sent(people[0], people[3])[0]
		w.at(12, 9)
		group := func(count, sum string) []byte {
			return fmt.Appendf(nil, `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><OrgnlNbOfTxs>%s</OrgnlNbOfTxs><OrgnlCtrlSum>%s</OrgnlCtrlSum><GrpSts>ACTC</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`,
				file.MessageID, count, sum)
		}
		for _, c := range [][3]string{{"2", "1500000.00", ""}, {"3", "1500000", "original_differs 3/2"}, {"2", "1499999", "original_differs 1499999/1500000"}, {"", "", ""}} {
			out := w.answered(group(c[0], c[1]))
			var told []string
			for _, x := range out.Exceptions {
				told = append(told, x.Code+" "+x.Detail)
			}
			if strings.Join(told, ",") != c[2] || out.Matched != 1 {
				t.Errorf("%s of %s: %q, want %q", c[0], c[1], told, c[2])
			}
		}
	})
}

// TestUnlistedOfAPartAnswer: only a bank whose profile says so accepts by
// silence; whoever it names is what it says of them.
func TestUnlistedOfAPartAnswer(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()
		named, silent := people[0], people[3]
		file := w.sent(named, silent)[0]
		w.at(12, 9)
		part := func(message string) []byte {
			return fmt.Appendf(nil, `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>%s</MsgId></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId>
<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`, message, file.MessageID, w.reference(named))
		}
		verdicts := func(p person) string {
			var out []string
			w.view(func(tx app.Tx) error {
				results, err := tx.ResultsOf(w.ctx, []string{w.reference(p)})
				for _, r := range results {
					out = append(out, r.Verdict)
				}
				return err
			})
			return strings.Join(out, " ")
		}
		w.answered(part("B1"))
		if got := verdicts(silent); got != "information" {
			t.Errorf("a bank nobody knows: %s", got)
		}
		set := new(portal.Set)
		profile, err := portal.LoadResult(strings.NewReader("{name: agri, version: '1', bank: '" + agribank + "', evidence: fair, basis: b, messages: {part_unlisted_accepted: true, acsc_is_paid: true}}"))
		w.must(err)
		w.must(set.AddResults(profile))
		desk := app.New(app.Config{Store: w.store, Clock: w.clock, Machine: time.Now, Actor: app.Actor{Name: bankDesk, Proof: app.ProofPractice},
			Banks: bank.Directory(), Rules: rules.Tables(), Policy: registry.DefaultPolicy(), Words: wording.In(reports.Vietnamese), Results: set})
		_, err = desk.ImportResult(w.ctx, "a.xml", part("B2"))
		w.must(err)
		if got := verdicts(silent); got != "information on_the_way" {
			t.Errorf("a bank that accepts by silence: %s", got)
		}
		if got := verdicts(named); got != "information rejected information rejected" {
			t.Errorf("whom it names: %s", got)
		}
		w.stands(named, "rejected")
		w.stands(silent, "sent")
		_, err = desk.ImportResult(w.ctx, "b.xml", pain002("B3", word{reference: w.reference(silent), status: "ACSC"}))
		w.must(err)
		w.stands(silent, "paid") // as its profile says
	})
}

// TestWhoseAnAnswerIs: an account of ours is proof enough, and without one at
// least a line has to name something of ours.
func TestWhoseAnAnswerIs(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(12, 9)
		heads := []string{"STT", "Số tài khoản", "Số tiền", "Nội dung chuyển khoản", "Trạng thái", "Trạng thái hạch toán"}
		book := func(account, text string) []byte {
			return workbookOf(t, [][]string{{"Tài khoản nguồn", account}, heads, {"1", "0680000000011", "5000", text, "Thành công", "Đã trừ tiền"}})
		}
		tests := map[string]struct {
			data []byte
			want string
		}{
			"our account, a line of nobody":      {book("9990000000422", "LUONG"), "1 unknown_reference"},
			"another account, a line of ours":    {book("9990000000777", w.reference(p)), string(app.AnswerOtherOffice)},
			"no account, a line of nobody":       {book("", "LUONG"), string(app.AnswerOtherOffice)},
			"a hidden account, a line of nobody": {book("999***422", "LUONG"), string(app.AnswerOtherOffice)},
			"no account, a line that looks ours": {book("", payout.EndToEndID("elsewhere", "P", "B", "C", 1)), "1 unknown_reference"},
		}
		for name, test := range tests {
			out, err := w.as(bankDesk).ImportResult(w.ctx, name, test.data)
			w.must(err)
			got := out.Reason
			for _, x := range out.Exceptions {
				got += fmt.Sprintf("1 %s", x.Code)
			}
			if got != test.want || out.Matched != 0 {
				t.Errorf("%s: %q, want %q", name, got, test.want)
			}
		}
		w.stands(p, "sent")
	})
}
