package synth

import (
	"bytes"
	"fmt"
	"time"
)

// The templates of pain.002. Version .03 has no UETR; ACCC is not among its
// codes and banks write it all the same.
const (
	statusHead = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:%s">
 <CstmrPmtStsRpt>
  <GrpHdr><MsgId>%s</MsgId><CreDtTm>%s</CreDtTm></GrpHdr>
  <OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>%s</OrgnlMsgNmId><OrgnlNbOfTxs>%d</OrgnlNbOfTxs><OrgnlCtrlSum>%s</OrgnlCtrlSum>%s</OrgnlGrpInfAndSts>
`
	statusFoot = ` </CstmrPmtStsRpt>
</Document>
`
	blockHead  = "  <OrgnlPmtInfAndSts><OrgnlPmtInfId>%s</OrgnlPmtInfId>\n"
	blockFoot  = "  </OrgnlPmtInfAndSts>\n"
	reasonText = "<StsRsnInf><Rsn><Cd>%s</Cd></Rsn><AddtlInf>%s</AddtlInf></StsRsnInf>"
	amountText = `<OrgnlTxRef><Amt><InstdAmt Ccy="VND">%s</InstdAmt></Amt></OrgnlTxRef>`
)

// The words of a status report.
const (
	statusPaid     = "ACCC"
	statusRejected = "RJCT"
	statusPending  = "PDNG"
)

// said is what a status report says of a line.
type said struct{ status, reason string }

// firstWord is what is said of a line in the first report; nothing at all of
// some.
func firstWord(l *line) said {
	switch Outcome(l.word) {
	case OutcomePaid, OutcomeContradiction, OutcomeWrongAmount, "returned":
		return said{status: statusPaid}
	case "rejected":
		return said{statusRejected, l.reason}
	case OutcomeDuplicate:
		return said{statusRejected, "AM05"}
	case OutcomeUnstated:
		return said{statusRejected, []string{"NARR", "MS03"}[l.number%2]}
	case OutcomePending, OutcomeDebited:
		return said{status: statusPending}
	default:
		return said{}
	}
}

// secondWord is what is said in the second report: the contradictions, and
// once more of a line already told.
func (o *order) secondWord(l *line) said {
	switch {
	case Outcome(l.word) == OutcomeContradiction:
		return said{statusRejected, "AC04"}
	case l == o.echo:
		return firstWord(l)
	default:
		return said{}
	}
}

// status writes a status report: the first, or the second.
func (o *order) status(at time.Time, round int) []byte {
	w := &bytes.Buffer{}
	schema, group := "pain.002.001.10", ""
	if o.plain {
		schema, group = "pain.002.001.03", "<GrpSts>PART</GrpSts>"
	}
	id := fmt.Sprintf("ST%s%d", bankReference(at, o.name, &line{}), round+1)
	fmt.Fprintf(w, statusHead, schema, id, stamp(at), escaped(o.message), o.schema, o.count, o.sum.Digits(), group)
	from := 0
	for i, block := range o.blocks {
		end := from
		for end < len(o.lines) && o.lines[end].block == i {
			end++
		}
		o.statusBlock(w, block, o.lines[from:end], round, i == len(o.blocks)-1)
		from = end
	}
	w.WriteString(statusFoot)
	return w.Bytes()
}

// statusBlock writes what is said of a block's lines, if anything is.
func (o *order) statusBlock(w *bytes.Buffer, id string, lines []line, round int, last bool) {
	open := false
	begin := func() {
		if !open {
			fmt.Fprintf(w, blockHead, escaped(id))
			open = true
		}
	}
	for i := range lines {
		word := firstWord(&lines[i])
		if round == 1 {
			word = o.secondWord(&lines[i])
		}
		if word.status != "" {
			begin()
			o.statusLine(w, &lines[i], word)
		}
	}
	if round == 1 && last && o.stranger != "" {
		begin()
		o.statusLine(w, o.strange(), said{status: statusPaid})
	}
	if open {
		w.WriteString(blockFoot)
	}
}

// strange is a transfer nobody instructed.
func (o *order) strange() *line {
	l := &line{number: len(o.lines) + 1, endToEndID: o.stranger, amount: o.lines[0].amount, answered: o.lines[0].amount}
	l.bank, l.text, l.holder, l.payee.account = o.lines[0].bank, o.stranger, "NGUOI LA", "990000000000"
	l.reference = "FT00" + o.stranger
	return l
}

func (o *order) statusLine(w *bytes.Buffer, l *line, word said) {
	w.WriteString("   <TxInfAndSts>")
	element(w, "OrgnlInstrId", l.instrID)
	element(w, "OrgnlEndToEndId", l.endToEndID)
	if !o.plain {
		element(w, "OrgnlUETR", l.uetr)
	}
	element(w, "TxSts", word.status)
	if word.reason != "" {
		fmt.Fprintf(w, reasonText, word.reason, explain(word.reason).message)
	}
	if word.status == statusPaid {
		element(w, "AcctSvcrRef", l.reference)
	}
	fmt.Fprintf(w, amountText, l.answered.Digits())
	w.WriteString("</TxInfAndSts>\n")
}
