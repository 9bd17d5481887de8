package iso20022_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/internal/civil"
	"chitra/internal/money"
)

func balanceOn(kind, side, day string, amount int) string {
	return fmt.Sprintf(`<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="VND">%d</Amt><CdtDbtInd>%s</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>`, kind, amount, side, day)
}

func bookedOn(amount int, side, status, day string) string {
	return fmt.Sprintf(`<Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>%s</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt></Ntry>`, amount, side, status, day)
}

// TestWhatStatementsSayAsAWhole: sequence, days, balances and sums of each, and
// answers that know which they stand in.
func TestWhatStatementsSayAsAWhole(t *testing.T) {
	document := `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>` +
		`<Stmt><Id>S1</Id><StmtPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><ElctrncSeqNb>12</ElctrncSeqNb><LglSeqNb>9</LglSeqNb>` +
		`<FrToDt><FrDtTm>2024-07-10T00:00:00</FrDtTm><ToDtTm>2024-07-11T00:00:00</ToDtTm></FrToDt><Acct><Id><Othr><Id>9990001</Id></Othr></Id></Acct>` +
		balanceOn("OPBD", "CRDT", "2024-07-09", 1000) + balanceOn("CLBD", "DBIT", "2024-07-10", 300) +
		bookedOn(1500, "DBIT", "BOOK", "2024-07-10") + bookedOn(200, "CRDT", "BOOK", "2024-07-10") + bookedOn(77, "DBIT", "PDNG", "2024-07-11") + `</Stmt>` +
		`<Stmt><Id>S2</Id><LglSeqNb>3</LglSeqNb><Acct><Id><Othr><Id>9990002</Id></Othr></Id></Acct>` +
		bookedOn(5, "CRDT", "BOOK", "2024-07-12") + bookedOn(6, "CRDT", "BOOK", "2024-07-11") + `</Stmt></BkToCstmrStmt></Document>`
	read := iso20022.OpenAnswers(strings.NewReader(document))
	in := ""
	for a, err := range read.All {
		if err != nil {
			t.Fatal(err)
		}
		in += fmt.Sprintf("%d ", a.Statement)
	}
	if in != "1 1 1 2 2 " {
		t.Errorf("answers stand in %s", in)
	}
	day := func(s string) civil.Date {
		d, err := civil.ParseISO(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const format = "camt.053.001.08"
	want := []bankfile.AccountStatement{
		{Number: 1, Format: format, ID: "S1", Account: "9990001", Sequence: 12, From: day("2024-07-10"), To: day("2024-07-10"), Page: 2, LastPage: false,
			Opening: money.Dong(1000), Closing: money.Dong(-300), Entries: 3, Credits: money.Dong(200), Debits: money.Dong(1500), Whole: true},
		{Number: 2, Format: format, ID: "S2", Account: "9990002", Sequence: 3, From: day("2024-07-11"), To: day("2024-07-12"), Page: 1, LastPage: true,
			Entries: 2, Credits: money.Dong(11), Whole: true},
	}
	if diff := cmp.Diff(want, read.Statements(), cmp.AllowUnexported(civil.Date{}, money.Amount{})); diff != "" {
		t.Errorf("statements differ:\n%s", diff)
	}
}
