package iso20022_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// notification wraps the entries of a camt.054.001.08.
func notification(entries string) string {
	return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>BANK2</MsgId></GrpHdr><Ntfctn><Id>N1</Id><Acct><Id><Othr><Id>0999000001</Id></Othr></Id></Acct>` +
		entries + `</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`
}

const (
	debit  = `<Amt Ccy="VND">500000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-07-05</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>`
	credit = `<Amt Ccy="VND">500000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>`
)

// entries are the insides of one Ntry each, and what they say.
var entries = map[string]struct {
	entry string
	want  []string
}{
	"no details":        {debit, []string{"entry BOOK 500000 VND debit ref=B1 on=2024-07-05"}},
	"an empty NtryDtls": {debit + `<NtryDtls/>`, []string{"entry BOOK 500000 VND debit ref=B1 on=2024-07-05"}},
	"the only transaction takes the entry's amount and words": {
		debit + `<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs></TxDtls></NtryDtls><AddtlNtryInf>PHI</AddtlNtryInf>`,
		[]string{"transaction BOOK 500000 VND debit e2e=E1 ref=B1 on=2024-07-05 note=PHI"},
	},
	"the only one told of a batch does not": {
		debit + `<NtryDtls><Btch><PmtInfId>BI</PmtInfId><NbOfTxs>3</NbOfTxs></Btch><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs></TxDtls></NtryDtls>`,
		[]string{
			"transaction BOOK debit e2e=E1 ref=B1 inf=BI on=2024-07-05",
			"entry BOOK 500000 VND debit ref=B1 inf=BI on=2024-07-05 details=1",
		},
	},
	"amounts in three places": {
		debit + `<NtryDtls>
			<TxDtls><Amt Ccy="VND">100000</Amt><AmtDtls><TxAmt><Amt Ccy="VND">1</Amt></TxAmt></AmtDtls></TxDtls>
			<TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">9.99</Amt></InstdAmt><TxAmt><Amt Ccy="VND">150000</Amt></TxAmt></AmtDtls></TxDtls>
			<TxDtls><AmtDtls><InstdAmt><Amt Ccy="VND">250000</Amt></InstdAmt></AmtDtls></TxDtls></NtryDtls>`,
		[]string{
			"transaction BOOK 100000 VND debit ref=B1 on=2024-07-05",
			"transaction BOOK 150000 VND debit ref=B1 on=2024-07-05",
			"transaction BOOK 250000 VND debit ref=B1 on=2024-07-05",
		},
	},
	"details that do not add up": {
		debit + `<NtryDtls><TxDtls><Amt Ccy="VND">100000</Amt></TxDtls></NtryDtls><NtryDtls><TxDtls><Amt Ccy="VND">399999</Amt></TxDtls></NtryDtls>`,
		[]string{
			"transaction BOOK 100000 VND debit ref=B1 on=2024-07-05",
			"transaction BOOK 399999 VND debit ref=B1 on=2024-07-05",
			"entry BOOK 500000 VND debit ref=B1 on=2024-07-05 details=2",
		},
	},
	"a debit net of a credit": {
		debit + `<NtryDtls><TxDtls><Amt Ccy="VND">600000</Amt></TxDtls><TxDtls><Amt Ccy="VND">100000</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls></NtryDtls>`,
		[]string{
			"transaction BOOK 600000 VND debit ref=B1 on=2024-07-05",
			"transaction BOOK 100000 VND ref=B1 on=2024-07-05",
		},
	},
	"another currency cannot be added up": {
		debit + `<NtryDtls><TxDtls><Amt Ccy="USD">20</Amt></TxDtls></NtryDtls>`,
		[]string{
			"transaction BOOK 20.00 USD debit ref=B1 on=2024-07-05",
			"entry BOOK 500000 VND debit ref=B1 on=2024-07-05 details=1",
		},
	},
	"a return by RtrInf": {
		credit + `<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>SO</Nm></Pty></Dbtr><Cdtr><Pty><Nm>TRAN A</Nm></Pty></Cdtr>
			<CdtrAcct><Id><IBAN>X1</IBAN></Id></CdtrAcct></RltdPties><RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>dong TK</AddtlInf></RtrInf></TxDtls></NtryDtls>`,
		[]string{"transaction BOOK AC04 500000 VND return e2e=E1 to=TRAN A acc=X1 note=dong TK"},
	},
	"a return by reversal": {
		credit + `<RvslInd>true</RvslInd><NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs></TxDtls></NtryDtls>`,
		[]string{"transaction BOOK 500000 VND return e2e=E1"},
	},
	"a reversal without details": {credit + `<RvslInd>1</RvslInd>`, []string{"entry BOOK 500000 VND return"}},
	"a return by its transaction code": {
		credit + `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls/></NtryDtls>`,
		[]string{"transaction BOOK 500000 VND return"},
	},
	"money from somebody else": {
		credit + `<RvslInd>false</RvslInd><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>KHO BAC</Nm></Dbtr><DbtrAcct><Id><Othr><Id>1</Id></Othr></Id></DbtrAcct>
			<Cdtr><Nm>SO</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>`,
		[]string{"transaction BOOK 500000 VND to=KHO BAC acc=1"},
	},
	"a reversed debit is no return": {debit + `<RvslInd>true</RvslInd>`, []string{"entry BOOK 500000 VND debit ref=B1 on=2024-07-05"}},
	"a status nobody published":     {`<Amt Ccy="VND">1</Amt><Sts><Prtry>LIMBO</Prtry></Sts>`, []string{"entry LIMBO 1 VND"}},
	"references by TxId and NtryRef": {
		`<NtryRef>R7</NtryRef>` + credit + `<NtryDtls><TxDtls><Refs><TxId>T9</TxId><EndToEndId>notprovided</EndToEndId><InstrId>I1</InstrId></Refs></TxDtls></NtryDtls>`,
		[]string{"transaction BOOK 500000 VND instr=I1 ref=T9 entry=R7"},
	},
	"a time in UTC is the day in Vietnam": {
		credit + `<BookgDt><DtTm>2024-07-05T20:00:00Z</DtTm></BookgDt>`, []string{"entry BOOK 500000 VND on=2024-07-06"},
	},
	"a local time":     {credit + `<BookgDt><DtTm>2024-07-05T20:00:00</DtTm></BookgDt>`, []string{"entry BOOK 500000 VND on=2024-07-05"}},
	"no readable date": {credit + `<BookgDt><Dt>05/07/2024</Dt></BookgDt>`, []string{"entry BOOK 500000 VND"}},
	"text broken into lines": {
		credit + "<NtryDtls><TxDtls><RmtInf><Ustrd>C1\n     TRO CAP</Ustrd><Strd><X/></Strd></RmtInf></TxDtls></NtryDtls>",
		[]string{"transaction BOOK 500000 VND text=C1 TRO CAP"},
	},
}

func TestEntriesAsBanksWriteThem(t *testing.T) {
	for name, test := range entries {
		t.Run(name, func(t *testing.T) {
			info, got := readGood(t, notification("<Ntry>"+test.entry+"</Ntry>"))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if info.Format != "camt.054.001.08" || info.Account != "0999000001" {
				t.Errorf("info %+v", info)
			}
		})
	}
}

func TestAmountsAreExactOrNotThere(t *testing.T) {
	tests := map[string]struct{ currency, text, want string }{
		"whole":              {"VND", "1500000", "1500000 VND"},
		"zeros after a dot":  {"VND", "1500000.00000", "1500000 VND"},
		"leading zeros":      {"VND", "0001", "1 VND"},
		"two decimals":       {"USD", "12.34", "12.34 USD"},
		"one decimal of two": {"USD", "12.3", "12.30 USD"},
		"three of two":       {"EUR", "8.850", "8.85 EUR"},
		"half a cent":        {"EUR", "8.855", "amount?=8.855 EUR"},
		"an exponent":        {"VND", "1.5e+06", "amount?=1.5e+06 VND"},
		"a comma":            {"VND", "1,500,000", "amount?=1,500,000 VND"},
		"below zero":         {"VND", "-5", "amount?=-5 VND"},
		"a plus":             {"VND", "+5", "amount?=+5 VND"},
		"only a dot":         {"VND", ".", "amount?=. VND"},
		"nothing before it":  {"VND", ".5", "amount?=.5 VND"},
		"nothing after it":   {"VND", "5.", "amount?=5. VND"},
		"too large":          {"VND", "9223372036854775808", "amount?=9223372036854775808 VND"},
		"too large in cents": {"USD", "99999999999999999", "amount?=99999999999999999 USD"},
		"other digits":       {"VND", "١٢", "amount?=١٢ VND"},
		"unknown currency":   {"ABC", "5", "amount?=5 ABC"},
		"no currency":        {"", "5", "amount?=5"},
	}
	for name, test := range tests {
		_, got := readGood(t, notification(`<Ntry><Amt Ccy="`+test.currency+`"> `+test.text+` </Amt><Sts>BOOK</Sts></Ntry>`))
		if want := "entry BOOK " + test.want; len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestNotificationIsRefusedWhereverItIsCut(t *testing.T) {
	refusesCuts(t, notification("<Ntry>"+debit+"</Ntry><Ntry>"+credit+`<NtryDtls><TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls><TxDtls/></NtryDtls></Ntry>`), 1)
}
