package app_test

import (
	"fmt"
	"strings"
)

// word is what a bank says of one of our references.
type word struct {
	reference, status, reason, bankRef string
	amount                             int64 // 0: none is said
}

// pain002 is a status report with one line a word.
func pain002(message string, words ...word) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>%s</MsgId><CreDtTm>2024-07-11T10:00:00+07:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>M</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>`, message)
	for _, x := range words {
		fmt.Fprintf(&b, "\n<TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId><TxSts>%s</TxSts>", x.reference, x.status)
		if x.reason != "" {
			fmt.Fprintf(&b, "<StsRsnInf><Rsn><Cd>%s</Cd></Rsn></StsRsnInf>", x.reason)
		}
		if x.bankRef != "" {
			fmt.Fprintf(&b, "<AcctSvcrRef>%s</AcctSvcrRef>", x.bankRef)
		}
		if x.amount != 0 {
			fmt.Fprintf(&b, `<OrgnlTxRef><Amt><InstdAmt Ccy="VND">%d</InstdAmt></Amt></OrgnlTxRef>`, x.amount)
		}
		b.WriteString("</TxInfAndSts>")
	}
	b.WriteString("\n</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n")
	return []byte(b.String())
}

// entry is one booking on our account.
type entry struct {
	reference, bankRef string
	amount             int64
	back               string // why it came back; "" for a debit
}

// camt054 is an advice with one booked entry each.
func camt054(message string, entries ...entry) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>%s</MsgId></GrpHdr><Ntfctn><Id>N</Id><Acct><Id><Othr><Id>9990000000405</Id></Othr></Id></Acct>`, message)
	for _, e := range entries {
		side, why := "DBIT", ""
		if e.back != "" {
			side, why = "CRDT", "<RtrInf><Rsn><Cd>"+e.back+"</Cd></Rsn></RtrInf>"
		}
		fmt.Fprintf(&b, "\n"+`<Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-07-12</Dt></BookgDt>`+
			`<AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs>%s</TxDtls></NtryDtls></Ntry>`,
			e.amount, side, e.bankRef, e.reference, why)
	}
	b.WriteString("\n</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n")
	return []byte(b.String())
}
