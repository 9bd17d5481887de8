package iso20022

import (
	"slices"

	"chitra/bankfile"
)

// stated is what a pain.002 says at one level.
type stated struct {
	id      string // OrgnlMsgId or OrgnlPmtInfId
	status  string
	reasons []string
	note    string

	inherited bool

	counts counts
}

// inherit takes the status, and its reasons, of the level above where this one
// states none. Where both state the same status, reasons are taken over too.
func (s *stated) inherit(above *stated) {
	if s.status == "" && above.status != "" {
		s.status, s.inherited = above.status, true
	}
	if s.status == above.status && len(s.reasons) == 0 {
		s.reasons = slices.Clip(above.reasons)
		if s.note == "" {
			s.note = above.note
		}
	}
}

func (s *stated) says() bool { return s.status != "" || len(s.reasons) > 0 || s.note != "" }

// answer is what the level says, without references of its own.
func (s *stated) answer(level bankfile.Level) bankfile.Answer {
	return bankfile.Answer{
		Level: level, Status: s.status, Inherited: s.inherited,
		Reasons: slices.Clone(s.reasons), Note: s.note,
	}
}

// report reads one child of CstmrPmtStsRpt.
func (a *answerReader) report() {
	name, ok := a.child()
	if !ok {
		a.place = outside
		a.compareCounts(&a.group.counts)
		return
	}
	switch string(name) {
	case "GrpHdr":
		a.header()
	case "OrgnlGrpInfAndSts":
		a.originalGroup()
	case "OrgnlPmtInfAndSts":
		a.block = stated{}
		a.place = inBlock
	case "TxInfAndSts": // before version .03 transactions stood here
		a.block = stated{}
		a.transactionStatus()
	default:
		a.skip()
	}
}

func (a *answerReader) originalGroup() {
	a.group = stated{}
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "OrgnlMsgId":
			a.group.id = a.text()
			first(&a.info.OriginalMessageID, a.group.id)
		case "OrgnlNbOfTxs":
			a.group.counts.originals = a.text()
			first(&a.info.OriginalCount, a.group.counts.originals)
		case "OrgnlCtrlSum":
			first(&a.info.OriginalSum, a.text())
		case "GrpSts":
			a.group.status = a.word()
		case "StsRsnInf":
			a.statusReason(&a.group)
		case "NbOfTxsPerSts":
			a.perStatus(&a.group.counts)
		default:
			a.skip()
		}
	}
	if a.group.says() {
		answer := a.group.answer(bankfile.Group)
		answer.OriginalMessageID = a.group.id
		a.add(answer)
	}
}

// paymentInfo reads one child of OrgnlPmtInfAndSts. The block's own answer is
// made at its end, after those of its transactions.
func (a *answerReader) paymentInfo() {
	name, ok := a.child()
	if !ok {
		a.place = inReport
		a.compareCounts(&a.block.counts)
		if a.block.says() {
			a.block.inherit(&a.group)
			answer := a.block.answer(bankfile.PaymentInfo)
			answer.OriginalMessageID, answer.OriginalPaymentInfoID = a.group.id, a.block.id
			a.add(answer)
		}
		return
	}
	switch string(name) {
	case "OrgnlPmtInfId":
		a.block.id = a.text()
	case "PmtInfSts":
		a.block.status = a.word()
	case "StsRsnInf":
		a.statusReason(&a.block)
	case "OrgnlNbOfTxs":
		a.block.counts.originals = a.text()
	case "NbOfTxsPerSts":
		a.perStatus(&a.block.counts)
	case "TxInfAndSts":
		a.transactionStatus()
	default:
		a.skip()
	}
}

// transactionStatus reads one TxInfAndSts.
func (a *answerReader) transactionStatus() {
	var line stated
	var out bankfile.Answer
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "OrgnlInstrId":
			out.InstrID = a.text()
		case "OrgnlEndToEndId":
			out.EndToEndID = reference(a.text())
		case "OrgnlUETR":
			out.UETR = a.text()
		case "TxSts":
			line.status = a.word()
		case "StsRsnInf":
			a.statusReason(&line)
		case "AcctSvcrRef":
			out.BankRef = a.text()
		case "OrgnlTxRef":
			a.originalTransaction(&out)
		default:
			a.skip()
		}
	}
	if a.err != nil {
		return
	}
	block := a.block
	block.inherit(&a.group)
	line.inherit(&block)
	a.group.counts.add(line.status)
	a.block.counts.add(line.status)
	out.Level = bankfile.Transaction
	out.Status, out.Inherited, out.Reasons, out.Note = line.status, line.inherited, line.reasons, line.note
	out.OriginalMessageID, out.OriginalPaymentInfoID = a.group.id, block.id
	a.add(out)
}

// statusReason reads a StsRsnInf; a line may have several, and in one several
// texts.
func (a *answerReader) statusReason(s *stated) {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Rsn":
			s.reasons = a.reason(s.reasons)
		case "AddtlInf":
			s.note = a.join(s.note)
		default:
			a.skip()
		}
	}
}

// reason appends a Rsn.
func (a *answerReader) reason(reasons []string) []string {
	if len(reasons) == maxReasons {
		a.fail(ErrTooMuch)
	}
	if code := a.choice(); code != "" {
		return append(reasons, code)
	}
	return reasons
}

// originalTransaction reads an OrgnlTxRef: what the bank repeats of the
// instruction.
func (a *answerReader) originalTransaction(out *bankfile.Answer) {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Amt":
			a.originalAmount(out)
		case "Cdtr":
			out.Name = a.party()
		case "CdtrAcct":
			out.Account = a.account()
		case "RmtInf":
			a.remittance(out)
		default:
			a.skip()
		}
	}
}

func (a *answerReader) originalAmount(out *bankfile.Answer) {
	for name, ok := a.child(); ok; name, ok = a.child() {
		if string(name) != "InstdAmt" {
			a.skip()
			continue
		}
		setAmount(out, a.amount())
	}
}

func setAmount(out *bankfile.Answer, s sum) {
	out.Amount, out.HasAmount, out.AmountText = s.amount, s.exact, s.text
}

// remittance joins the unstructured texts.
func (a *answerReader) remittance(out *bankfile.Answer) {
	for name, ok := a.child(); ok; name, ok = a.child() {
		if string(name) == "Ustrd" {
			out.Text = a.join(out.Text)
		} else {
			a.skip()
		}
	}
}
