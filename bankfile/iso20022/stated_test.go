package iso20022_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
)

// account wraps what stands in a Stmt of a camt.053.001.08.
func accountStatement(inside string) string {
	return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>BANK3</MsgId></GrpHdr><Stmt>` +
		inside + `</Stmt></BkToCstmrStmt></Document>`
}

func balanceOf(kind, amount, direction string) string {
	return `<Bal><Tp><CdOrPrtry><Cd>` + kind + `</Cd></CdOrPrtry><SubTp><Cd>INTM</Cd></SubTp></Tp><Amt Ccy="VND">` + amount + `</Amt><CdtDbtInd>` + direction + `</CdtDbtInd></Bal>`
}

func entryOf(amount, direction, status string) string {
	return `<Ntry><Amt Ccy="VND">` + amount + `</Amt><CdtDbtInd>` + direction + `</CdtDbtInd><Sts><Cd>` + status + `</Cd></Sts></Ntry>`
}

func batchOf(count, total string, amounts ...string) string {
	parts := ""
	for _, a := range amounts {
		direction := "DBIT"
		if rest, credit := strings.CutPrefix(a, "+"); credit {
			a, direction = rest, "CRDT"
		}
		parts += `<TxDtls><Amt Ccy="VND">` + a + `</Amt><CdtDbtInd>` + direction + `</CdtDbtInd></TxDtls>`
	}
	return `<NtryDtls><Btch><NbOfTxs>` + count + `</NbOfTxs><TtlAmt Ccy="VND">` + total + `</TtlAmt></Btch>` + parts + `</NtryDtls>`
}

const (
	page1 = `<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>`
	only  = `<StmtPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>`
)

// twoEntries debit 700 and credit 200.
var twoEntries = entryOf("700", "DBIT", "BOOK") + entryOf("200", "CRDT", "BOOK")

func summaryOf(kind, count, sum string) string {
	return `<TxsSummry><` + kind + `><NbOfNtries>` + count + `</NbOfNtries><Sum>` + sum + `</Sum></` + kind + `></TxsSummry>`
}

// What a bank's file states of itself: what agrees says nothing, what its lines
// deny refuses it (want is the figure), and what may cover more than it lists is
// an answer of its own.
func TestFiguresAFileStatesOfItself(t *testing.T) {
	const block = `<OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId>`
	rejected := `<TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts>`
	perStatus := func(n, status string) string {
		return `<NbOfTxsPerSts><DtldNbOfTxs>` + n + `</DtldNbOfTxs><DtldSts>` + status + `</DtldSts></NbOfTxsPerSts>`
	}
	const dollar = `<Ntry><Amt Ccy="USD">1</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts></Ntry>`
	tests := map[string]struct {
		document string
		refused  string // by this figure
		told     string // in one answer
	}{
		"balances that fit":                         {document: accountStatement(balanceOf("OPBD", "1000", "CRDT") + balanceOf("CLBD", "500", "CRDT") + twoEntries)},
		"balances after the entries":                {document: accountStatement(twoEntries + balanceOf("CLBD", "500.00", "CRDT") + balanceOf("OPBD", "1000", "CRDT"))},
		"the former closing balance opens":          {document: accountStatement(balanceOf("PRCD", "1000", "CRDT") + balanceOf("CLBD", "500", "CRDT") + twoEntries)},
		"an overdrawn account":                      {document: accountStatement(balanceOf("OPBD", "100", "CRDT") + balanceOf("CLBD", "400", "DBIT") + twoEntries)},
		"what is not booked moves no balance":       {document: accountStatement(balanceOf("OPBD", "1000", "CRDT") + balanceOf("CLBD", "500", "CRDT") + twoEntries + entryOf("9", "DBIT", "PDNG"))},
		"other balances say nothing":                {document: accountStatement(balanceOf("OPBD", "1000", "CRDT") + balanceOf("CLAV", "7", "CRDT") + twoEntries)},
		"a closing balance alone":                   {document: accountStatement(balanceOf("CLBD", "7", "CRDT") + twoEntries)},
		"balances that do not fit":                  {document: accountStatement(balanceOf("OPBD", "1000", "CRDT") + balanceOf("CLBD", "499", "CRDT") + twoEntries), told: "closing_balance text=499 note=500"},
		"a balance of the other side":               {document: accountStatement(balanceOf("OPBD", "1000", "CRDT") + balanceOf("CLBD", "500", "DBIT") + twoEntries), told: "closing_balance text=-500 note=500"},
		"counts and sums that fit":                  {document: accountStatement(only + summaryOf("TtlNtries", "2", "900") + summaryOf("TtlCdtNtries", "1", "200.00") + summaryOf("TtlDbtNtries", "1", "700") + twoEntries)},
		"an entry fewer than counted":               {document: accountStatement(summaryOf("TtlNtries", "3", "900") + twoEntries), refused: bankfile.FigureEntries},
		"an entry more than counted":                {document: accountStatement(summaryOf("TtlNtries", "1", "900") + twoEntries), refused: bankfile.FigureEntries},
		"another sum":                               {document: accountStatement(summaryOf("TtlNtries", "2", "901") + twoEntries), refused: bankfile.FigureEntriesSum},
		"other credits":                             {document: accountStatement(summaryOf("TtlCdtNtries", "2", "200") + twoEntries), refused: bankfile.FigureCredits},
		"another sum of debits":                     {document: accountStatement(summaryOf("TtlDbtNtries", "1", "7") + twoEntries), refused: bankfile.FigureDebitsSum},
		"counted over all pages":                    {document: accountStatement(page1 + summaryOf("TtlNtries", "3", "900") + twoEntries), told: "entries text=3 note=2"},
		"summed over all pages":                     {document: accountStatement(page1 + summaryOf("TtlNtries", "2", "901") + twoEntries), told: "entries_sum text=901 note=900"},
		"more on one page than on all":              {document: accountStatement(page1 + summaryOf("TtlNtries", "1", "900") + twoEntries), refused: bankfile.FigureEntries},
		"a batch that fits":                         {document: notification("<Ntry>" + debit + batchOf("2", "500000", "200000", "300000") + "</Ntry>")},
		"a batch net of a credit":                   {document: notification("<Ntry>" + debit + batchOf("2", "500000", "600000", "+100000") + "</Ntry>")},
		"a batch told in part":                      {document: notification("<Ntry>" + debit + batchOf("3", "500000", "200000", "100000") + "</Ntry>")},
		"two batches in one entry":                  {document: notification("<Ntry>" + debit + batchOf("1", "200000", "200000") + batchOf("2", "300000", "100000", "200000") + "</Ntry>")},
		"a batch of fewer than are told":            {document: notification("<Ntry>" + debit + batchOf("1", "500000", "200000", "300000") + "</Ntry>"), refused: bankfile.FigureParts},
		"a batch of another sum":                    {document: notification("<Ntry>" + debit + batchOf("2", "500001", "200000", "300000") + "</Ntry>"), refused: bankfile.FigurePartsSum},
		"a part of more than the whole":             {document: notification("<Ntry>" + debit + batchOf("3", "400000", "200000", "300000") + "</Ntry>"), refused: bankfile.FigurePartsSum},
		"only the refused of a file":                {document: statusReport(`<OrgnlGrpInfAndSts><OrgnlNbOfTxs>5</OrgnlNbOfTxs></OrgnlGrpInfAndSts>` + block + `<OrgnlNbOfTxs>3</OrgnlNbOfTxs>` + rejected + `</OrgnlPmtInfAndSts>`)},
		"more than our file had":                    {document: statusReport(`<OrgnlGrpInfAndSts><OrgnlNbOfTxs>1</OrgnlNbOfTxs></OrgnlGrpInfAndSts>` + block + rejected + rejected + `</OrgnlPmtInfAndSts>`), told: "originals text=1 note=2"},
		"more than the block had":                   {document: statusReport(block + `<OrgnlNbOfTxs>1</OrgnlNbOfTxs>` + rejected + rejected + `</OrgnlPmtInfAndSts>`), told: "originals text=1 note=2"},
		"as many refused as stated":                 {document: statusReport(block + perStatus("4", "ACCP") + perStatus("1", "RJCT") + rejected + `</OrgnlPmtInfAndSts>`)},
		"more refused than stated":                  {document: statusReport(block + perStatus("1", "RJCT") + rejected + rejected + `</OrgnlPmtInfAndSts>`), refused: bankfile.FigureOfStatus},
		"more refused than the group states":        {document: statusReport(`<OrgnlGrpInfAndSts>` + perStatus("1", "RJCT") + `</OrgnlGrpInfAndSts>` + block + rejected + `</OrgnlPmtInfAndSts>` + block + rejected + `</OrgnlPmtInfAndSts>`), refused: bankfile.FigureOfStatus},
		"a count that is no number says nothing":    {document: statusReport(block + `<OrgnlNbOfTxs>one</OrgnlNbOfTxs>` + rejected + rejected + `</OrgnlPmtInfAndSts>`)},
		"amounts that are not exact say nothing":    {document: accountStatement(summaryOf("TtlNtries", "2", "900") + entryOf("1.5e3", "DBIT", "BOOK") + entryOf("1", "DBIT", "BOOK"))},
		"entries in two currencies have no one sum": {document: accountStatement(summaryOf("TtlNtries", "3", "901") + twoEntries + dollar)},
		"balances without what is of another":       {document: accountStatement(balanceOf("OPBD", "1000", "CRDT") + balanceOf("CLBD", "500", "CRDT") + dollar + twoEntries)},
		"balances that do not fit beside it":        {document: accountStatement(balanceOf("OPBD", "1000", "CRDT") + balanceOf("CLBD", "499", "CRDT") + dollar + twoEntries), told: "closing_balance text=499 note=500"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, answers, err := read(strings.NewReader(test.document))
			var denied *bankfile.ContradictionError
			if figure := ""; errors.As(err, &denied) || err != nil || test.refused != "" {
				if denied != nil {
					figure = denied.Figure
				}
				if figure != test.refused {
					t.Errorf("refused by %q (%v), want %q", figure, err, test.refused)
				}
				return
			}
			var told []string
			for _, a := range answers {
				if rest, ok := strings.CutPrefix(a, "statement "); ok {
					told = append(told, rest)
				}
			}
			if diff := cmp.Diff(test.told, strings.Join(told, ";")); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnEntryCarriesTheBanksOwnCode(t *testing.T) {
	code := func(s string) string { return `<BkTxCd>` + s + `</BkTxCd>` }
	domain := func(path ...string) string {
		return `<Domn><Cd>` + path[0] + `</Cd><Fmly><Cd>` + path[1] + `</Cd><SubFmlyCd>` + path[2] + `</SubFmlyCd></Fmly></Domn>`
	}
	tests := map[string]struct{ entry, part, want string }{
		"domain, family and subfamily":       {code(domain("PMNT", "MDOP", "CHRG")), "", "PMNT/MDOP/CHRG"},
		"the bank's own":                     {code(`<Prtry><Cd>PHI</Cd><Issr>B</Issr></Prtry>`), "", "PHI"},
		"both":                               {code(domain("ACMT", "MCOP", "INTR") + `<Prtry><Cd>LAI</Cd></Prtry>`), "", "ACMT/MCOP/INTR"},
		"a transaction's before its entry's": {code(domain("PMNT", "ICDT", "DMCT")), code(domain("PMNT", "ICDT", "FEES")), "PMNT/ICDT/FEES"},
	}
	for name, test := range tests {
		entry := entryOf("5", "DBIT", "BOOK")
		details := `<NtryDtls><TxDtls>` + test.part + `</TxDtls></NtryDtls>`
		entry = strings.Replace(entry, "</Ntry>", test.entry+details+"</Ntry>", 1)
		if got := codes(t, notification(entry)); len(got) != 1 || got[0] != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
