package iso20022_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// statusReport wraps the inside of a pain.002.001.10.
func statusReport(inside string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK1</MsgId><CreDtTm>2024-07-05T10:00:00+07:00</CreDtTm></GrpHdr>` + inside + `</CstmrPmtStsRpt></Document>`
}

const original = `<OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>`

func TestStatusesInheritDownward(t *testing.T) {
	tests := map[string]struct {
		inside string
		want   []string
	}{
		"from the group": {
			`<OrgnlGrpInfAndSts>` + original + `<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>
			<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId></TxInfAndSts></OrgnlPmtInfAndSts>`,
			[]string{
				"group RJCT AM04 msg=M1",
				"transaction RJCT inherited AM04 e2e=E1 msg=M1 inf=B1",
			},
		},
		"from the block, which differs from the group": {
			`<OrgnlGrpInfAndSts>` + original + `<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
			<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><PmtInfSts>ACSP</PmtInfSts><TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId></TxInfAndSts></OrgnlPmtInfAndSts>
			<OrgnlPmtInfAndSts><OrgnlPmtInfId>B2</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>RC01</Cd></Rsn></StsRsnInf>
			<TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId></TxInfAndSts><TxInfAndSts><OrgnlEndToEndId>E3</OrgnlEndToEndId><TxSts>ACCC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>`,
			[]string{
				"group PART msg=M1",
				"transaction ACSP inherited e2e=E1 msg=M1 inf=B1",
				"payment_info ACSP msg=M1 inf=B1",
				"transaction RJCT inherited RC01 e2e=E2 msg=M1 inf=B2",
				"transaction ACCC e2e=E3 msg=M1 inf=B2",
				"payment_info RJCT RC01 msg=M1 inf=B2",
			},
		},
		"a line's own reasons go before the block's": {
			`<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>NARR</Cd></Rsn><AddtlInf>see lines</AddtlInf></StsRsnInf>
			<TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
			<TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>`,
			[]string{
				"transaction RJCT AC04 e2e=E1 inf=B1",
				"transaction RJCT NARR e2e=E2 inf=B1 note=see lines",
				"payment_info RJCT NARR inf=B1 note=see lines",
			},
		},
		"nothing said is nothing": {
			`<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId></TxInfAndSts></OrgnlPmtInfAndSts>`,
			[]string{"transaction  e2e=E1 inf=B1"},
		},
		"another block does not inherit from the one before": {
			`<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts></OrgnlPmtInfAndSts>
			<OrgnlPmtInfAndSts><OrgnlPmtInfId>B2</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId></TxInfAndSts></OrgnlPmtInfAndSts>`,
			[]string{"payment_info RJCT inf=B1", "transaction  e2e=E1 inf=B2"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, got := readGood(t, statusReport(test.inside))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// status reads the one transaction of a report.
func status(t *testing.T, inside string) string {
	t.Helper()
	_, got := readGood(t, statusReport(`<OrgnlPmtInfAndSts><TxInfAndSts>`+inside+`</TxInfAndSts></OrgnlPmtInfAndSts>`))
	if len(got) != 1 {
		t.Fatalf("%d answers", len(got))
	}
	return got[0]
}

func TestTransactionStatusAsBanksWriteIt(t *testing.T) {
	tests := map[string]struct{ inside, want string }{
		"several reasons on one line": {
			`<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>so TK</AddtlInf><AddtlInf>sai</AddtlInf></StsRsnInf><StsRsnInf><Rsn><Prtry>VN-017</Prtry></Rsn></StsRsnInf>`,
			"transaction RJCT AC01+VN-017 note=so TK / sai",
		},
		"a reason without its Cd":    {`<TxSts>RJCT</TxSts><StsRsnInf><Rsn> AC04 </Rsn></StsRsnInf>`, "transaction RJCT AC04"},
		"an originator is no reason": {`<TxSts>RJCT</TxSts><StsRsnInf><Orgtr><Nm>NGAN HANG</Nm></Orgtr><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>`, "transaction RJCT AC01"},
		"a word nobody published":    {`<TxSts>DA CHI</TxSts>`, "transaction DA CHI"},
		"no reference of ours":       {`<OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId><OrgnlInstrId>I1</OrgnlInstrId><TxSts>ACCC</TxSts>`, "transaction ACCC instr=I1"},
		"the instruction repeated": {
			`<OrgnlEndToEndId>E1</OrgnlEndToEndId><OrgnlUETR>255ae394-9965-4438-ac86-f406feada396</OrgnlUETR><TxSts>ACCC</TxSts><AcctSvcrRef>FT1</AcctSvcrRef>
			<OrgnlTxRef><Amt><InstdAmt Ccy="VND">750000.00</InstdAmt></Amt><RmtInf><Ustrd>E1 TRO</Ustrd><Ustrd>CAP</Ustrd></RmtInf>
			<Cdtr><Pty><Nm>TRAN A</Nm></Pty></Cdtr><CdtrAcct><Id><Othr><Id>0999</Id></Othr></Id></CdtrAcct></OrgnlTxRef>`,
			"transaction ACCC 750000 VND e2e=E1 uetr=255ae394-9965-4438-ac86-f406feada396 ref=FT1 to=TRAN A acc=0999 text=E1 TRO / CAP",
		},
		"a name without Pty": {`<TxSts>ACCC</TxSts><OrgnlTxRef><Cdtr><Nm>TRAN A</Nm></Cdtr></OrgnlTxRef>`, "transaction ACCC to=TRAN A"},
		"half a đồng":        {`<TxSts>ACCC</TxSts><OrgnlTxRef><Amt><InstdAmt Ccy="VND">750000.5</InstdAmt></Amt></OrgnlTxRef>`, "transaction ACCC amount?=750000.5 VND"},
		"comments and CDATA": {`<TxSts><!-- x -->AC<![CDATA[CC]]></TxSts><!-- y -->`, "transaction ACCC"},
		"elements unheard of": {
			`<Extra><TxSts>RJCT</TxSts><TxInfAndSts/></Extra><TxSts>ACCC<Why>no</Why></TxSts>`,
			"transaction ACCC",
		},
	}
	for name, test := range tests {
		if got := status(t, test.inside); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
	}
}

func TestInfoOfAReport(t *testing.T) {
	info, _ := readGood(t, statusReport(`<OrgnlGrpInfAndSts>`+original+`<OrgnlNbOfTxs>7</OrgnlNbOfTxs><OrgnlCtrlSum>3500000</OrgnlCtrlSum></OrgnlGrpInfAndSts>`))
	if info.Format != "pain.002.001.10" || info.MessageID != "BANK1" || info.CreatedAt != "2024-07-05T10:00:00+07:00" ||
		info.OriginalMessageID != "M1" || info.OriginalCount != "7" || info.OriginalSum != "3500000" || info.Count != -1 {
		t.Errorf("%+v", info)
	}
}

func TestTransactionsWithoutABlock(t *testing.T) {
	_, got := readGood(t, statusReport(`<OrgnlGrpInfAndSts>`+original+`<GrpSts>ACTC</GrpSts></OrgnlGrpInfAndSts><TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId></TxInfAndSts>`))
	want := []string{"group ACTC msg=M1", "transaction ACTC inherited e2e=E1 msg=M1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReasonsOfTwoAnswersAreTheirOwn(t *testing.T) {
	document := statusReport(`<OrgnlPmtInfAndSts><PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>R1</Cd></Rsn></StsRsnInf>
		<TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId></TxInfAndSts>
		<StsRsnInf><Rsn><Cd>R2</Cd></Rsn></StsRsnInf>
		<TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId></TxInfAndSts></OrgnlPmtInfAndSts>`)
	_, got := readGood(t, document)
	want := []string{"transaction RJCT inherited R1 e2e=E1", "transaction RJCT inherited R1+R2 e2e=E2", "payment_info RJCT R1+R2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReportIsRefusedWhereverItIsCut(t *testing.T) {
	refusesCuts(t, statusReport(`<OrgnlGrpInfAndSts>`+original+`<GrpSts>ACTC</GrpSts></OrgnlGrpInfAndSts>`+
		strings.Repeat(`<OrgnlPmtInfAndSts><TxInfAndSts><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>`, 3)), 1)
}
