package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/internal/app"
)

// blockRefused is a status report that refuses one block of a message whole.
func blockRefused(file app.FileOutcome, block string) []byte {
	return fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>%s</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf></OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>
`, file.MessageID, block)
}

// TestABlockThatIsNotOursMovesNobody: of a block's reference every letter
// counts. With all of them its payments move, and no others.
func TestABlockThatIsNotOursMovesNobody(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		inHouse, interbank := p[0], p[2]
		file := w.sent(inHouse, interbank)[0]
		ours := bankfile.BlockID(file.PaymentInfo, bankfile.InHouse)
		another := bankfile.PaymentInfoID("world", "another", 1, 1)
		w.at(11, 9)
		for i, block := range []string{ours[:len(ours)-1], file.PaymentInfo, "NOTOURS", bankfile.BlockID(another, bankfile.InHouse)} {
			if out := w.answered(blockRefused(file, block)); out.Matched != 0 || len(out.Exceptions) != 1 || out.Exceptions[0].Code != "unknown_reference" {
				t.Errorf("block %s: %+v", block, out)
			}
			if n := len(w.exceptions()); n != i+1 {
				t.Errorf("block %s: %d exceptions in all, want %d", block, n, i+1)
			}
			w.stands(inHouse, "sent")
			w.stands(interbank, "sent")
		}
		if out := w.answered(blockRefused(file, ours)); out.Matched != 1 || len(out.Exceptions) != 0 {
			t.Errorf("our block: %+v", out)
		}
		w.stands(inHouse, "rejected")
		w.stands(interbank, "sent")
	})
}

// TestAReturnOfUnreadableAmountProvesNothing, but somebody must look at it.
func TestAReturnOfUnreadableAmountProvesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		reference := w.reference(p)
		w.at(11, 9)
		w.answered(pain002("B1", word{reference: reference, status: "ACCC"}))
		w.answered(camt054("B2", entry{reference: reference, bankRef: "R1", amount: -severeAmount, back: "AC04"}))
		w.stands(p, "paid")
		w.onFile(p, p.line.account+" active")
		if want := "amount_differs " + w.payment(p).ID; !slices.Contains(w.exceptions(), want) {
			t.Errorf("exceptions %q, want %q among them", w.exceptions(), want)
		}
		w.answered(camt054("B3", entry{reference: reference, bankRef: "R1", amount: severeAmount, back: "AC04"}))
		w.stands(p, "returned")
	})
}

// TestAnEntryThatIsNotItsPartsIsTold: the parts move what they speak of, and
// the entry that repeats them with another sum is somebody's to explain.
func TestAnEntryThatIsNotItsPartsIsTold(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		one, two := p[0], p[3]
		w.sent(one, two)
		booked := func(message string, of int64) []byte {
			part := `<TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><Amt Ccy="VND">750000</Amt><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>`
			return fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>%s</MsgId></GrpHdr><Ntfctn><Id>N</Id>
<Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-07-12</Dt></BookgDt>
<AcctSvcrRef>R1</AcctSvcrRef><NtryDtls>`+part+part+`</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
`, message, of, w.reference(one), w.reference(two))
		}
		w.at(12, 9)
		w.answered(pain002("B0", word{reference: w.reference(one), status: "ACCC"}, word{reference: w.reference(two), status: "ACCC"}))
		out := w.answered(booked("B1", 2*severeAmount-1))
		told := slices.IndexFunc(out.Exceptions, func(x app.ResultException) bool { return x.Code == "entry_differs" })
		if out.Lines != 3 || out.Matched != 2 || told < 0 || *out.Exceptions[told].Amount != 2*severeAmount-1 {
			t.Errorf("an entry of another sum: %+v", out)
		}
		w.stands(one, "returned")
		w.stands(two, "returned")
		if out := w.answered(booked("B2", 2*severeAmount)); out.Lines != 2 || slices.ContainsFunc(out.Exceptions,
			func(x app.ResultException) bool { return x.Code == "entry_differs" }) {
			t.Errorf("an entry of the right sum: %+v", out)
		}
	})
}

// resultBook is MB's result workbook: what it states of itself, and a line paid
// for each reference.
func resultBook(t tb, count, amount string, references ...string) []byte {
	t.Helper()
	rows := [][]string{{"Tổng số giao dịch: " + count}, {"Tổng số tiền: " + amount},
		{"STT", "Số tài khoản", "Số tiền", "Nội dung chuyển khoản", "Trạng thái", "Trạng thái hạch toán", "Số bút toán"}}
	for i, r := range references {
		rows = append(rows, []string{fmt.Sprint(i + 1), "", "750000", r + " TRO CAP", "Thành công", "Đã trừ tiền", fmt.Sprintf("FT%d", i)})
	}
	return workbookOf(t, rows)
}

// TestAFileThatIsNotWhatItStatesIsTold: its lines count all the same.
func TestAFileThatIsNotWhatItStatesIsTold(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		one, two := p[1], p[4]
		w.sent(one, two)
		references := []string{w.reference(one), w.reference(two)}
		w.at(11, 9)
		for _, c := range []struct {
			count, amount string
			want          []app.ResultException
		}{
			{"3", "1500000", []app.ResultException{{Code: "totals_differ", Detail: "3/2"}}},
			{"2", "1500001", []app.ResultException{{Code: "totals_differ", Detail: "1500001/1500000"}}},
			{"2", "1500000", nil},
		} {
			out := w.answered(resultBook(w, c.count, c.amount, references...))
			if diff := cmp.Diff(c.want, out.Exceptions); diff != "" || out.Lines != 2 || out.Matched != 2 {
				t.Errorf("%s lines of %s are stated: %+v (-want +got):\n%s", c.count, c.amount, out, diff)
			}
			w.stands(one, "paid")
			w.stands(two, "paid")
		}
	})
}

// TestReconcilingFindsATotalThatIsNotItsLines changes a file's totals as
// somebody with the database's password could.
func TestReconcilingFindsATotalThatIsNotItsLines(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		files := w.sent(p[0], p[1])
		w.reconciled()
		w.unguard("bank_file")
		w.exec("UPDATE bank_file SET amount = amount + 1 WHERE id = '"+files[0].ID+"'",
			"UPDATE bank_file SET instructions = instructions + 1 WHERE id = '"+files[1].ID+"'")
		want := []string{"totals_differ " + files[0].BatchID, "totals_differ " + files[1].BatchID}
		w.reconciled(want...)
		w.reconciled(want...) // and each once
	})
}

// reconciled reconciles and compares the exceptions there are.
func (w *world) reconciled(want ...string) {
	w.Helper()
	_, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
	w.must(err)
	got := w.exceptions()
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("exceptions of %s (-want +got):\n%s", strings.Join(want, ", "), diff)
	}
}
