package synth

import (
	"bytes"
	"fmt"
	"time"

	"chitra/internal/civil"
)

// The templates of camt.054.001.08.
const (
	notificationHead = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">
 <BkToCstmrDbtCdtNtfctn>
  <GrpHdr><MsgId>%[1]s</MsgId><CreDtTm>%[2]s</CreDtTm></GrpHdr>
  <Ntfctn><Id>%[1]s</Id><CreDtTm>%[2]s</CreDtTm><Acct><Id><Othr><Id>%[3]s</Id></Othr></Id><Ccy>VND</Ccy></Acct>
`
	notificationFoot = `  </Ntfctn>
 </BkToCstmrDbtCdtNtfctn>
</Document>
`
	entryHead = `   <Ntry><Amt Ccy="VND">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>%s</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef>` +
		`<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>%s</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs>`
	entryMiddle = `</Refs><Amt Ccy="VND">%s</Amt><CdtDbtInd>%s</CdtDbtInd>`
	entryReturn = `<RtrInf><Rsn><Cd>%s</Cd></Rsn><AddtlInf>%s</AddtlInf></RtrInf>`
	entryFoot   = "</TxDtls></NtryDtls></Ntry>\n"
)

// idle is how many entries of each kind that prove nothing go into a
// notification.
const idle = 2

// returns counts the lines whose money comes back.
func (o *order) returns() int {
	n := 0
	for i := range o.lines {
		if o.lines[i].word == "returned" {
			n++
		}
	}
	return n
}

// notification writes what came back to the paying account, and beside it a
// few entries that prove nothing: a return only announced, of money that stays
// where it is, and a debit not yet booked.
func (o *order) notification(at time.Time) []byte {
	w := &bytes.Buffer{}
	id := "NT" + bankReference(at, o.name, &line{})
	fmt.Fprintf(w, notificationHead, id, stamp(at), escaped(o.debtor))
	announced, pending := 0, 0
	for i := range o.lines {
		l := &o.lines[i]
		switch {
		case l.word == "returned":
			o.entry(w, at, l, "BOOK", l.reason)
		case Outcome(l.word) == OutcomePaid && announced < idle:
			announced++
			o.entry(w, at, l, "INFO", "AC01")
		case (Outcome(l.word) == OutcomeSilent || Outcome(l.word) == OutcomePending) && pending < idle:
			pending++
			o.entry(w, at, l, "PDNG", "")
		}
	}
	w.WriteString(notificationFoot)
	return w.Bytes()
}

// entry writes one entry: money back for a reason, or else money gone.
func (o *order) entry(w *bytes.Buffer, at time.Time, l *line, status, reason string) {
	direction, family, reference := "CRDT", "RRTN", "RT"+l.reference[2:]
	if reason == "" {
		direction, family, reference = "DBIT", "DMCT", l.reference
	}
	fmt.Fprintf(w, entryHead, l.amount.Digits(), direction, status, civil.DateOf(at).ISO(), reference, family)
	if o.schema != "" {
		element(w, "PmtInfId", o.blocks[l.block])
		element(w, "InstrId", l.instrID)
	}
	element(w, "EndToEndId", l.endToEndID)
	element(w, "UETR", l.uetr)
	fmt.Fprintf(w, entryMiddle, l.amount.Digits(), direction)
	w.WriteString("<RmtInf>")
	element(w, "Ustrd", l.text)
	w.WriteString("</RmtInf>")
	if reason != "" {
		fmt.Fprintf(w, entryReturn, reason, explain(reason).message)
	}
	w.WriteString(entryFoot)
}
