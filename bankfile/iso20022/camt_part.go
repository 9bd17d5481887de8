package iso20022

import (
	"chitra/bankfile"
)

// part is a TxDtls.
type part struct {
	answer    bankfile.Answer
	amount    sum
	direction string // CRDT or DBIT; empty where the entry's holds
	returned  bool

	debtor, debtorAccount     string
	creditor, creditorAccount string
}

// transaction reads a TxDtls.
func (a *answerReader) transaction() part {
	var p part
	out := &p.answer
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Refs":
			a.references(out)
		case "Amt":
			p.amount = a.amount()
		case "CdtDbtInd":
			p.direction = a.word()
		case "AmtDtls":
			a.amountDetails(&p)
		case "BkTxCd":
			out.Code = a.transactionCode()
			p.returned = isReturn(out.Code) || p.returned
		case "RltdPties":
			a.parties(&p)
		case "RmtInf":
			a.remittance(out)
		case "RtrInf":
			p.returned = true
			a.returnInfo(out)
		case "AddtlTxInf":
			out.Note = a.join(out.Note)
		default:
			a.skip()
		}
	}
	return p
}

func (a *answerReader) references(out *bankfile.Answer) {
	other := ""
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "MsgId":
			out.OriginalMessageID = a.text()
		case "PmtInfId":
			out.OriginalPaymentInfoID = a.text()
		case "InstrId":
			out.InstrID = a.text()
		case "EndToEndId":
			out.EndToEndID = reference(a.text())
		case "UETR":
			out.UETR = a.text()
		case "AcctSvcrRef":
			out.BankRef = a.text()
		case "TxId":
			other = a.text()
		default:
			a.skip()
		}
	}
	if out.BankRef == "" {
		out.BankRef = other
	}
}

// amountDetails reads an AmtDtls. The transaction's amount is its Amt, else
// the TxAmt here, which is in the account's currency, else the InstdAmt.
func (a *answerReader) amountDetails(p *part) {
	var booked, instructed sum
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "TxAmt":
			booked = a.exchanged()
		case "InstdAmt":
			instructed = a.exchanged()
		default:
			a.skip()
		}
	}
	for _, s := range []sum{booked, instructed} {
		if !p.amount.told() {
			p.amount = s
		}
	}
}

// exchanged reads the Amt of an amount with its exchange.
func (a *answerReader) exchanged() sum {
	var s sum
	for name, ok := a.child(); ok; name, ok = a.child() {
		if string(name) == "Amt" {
			s = a.amount()
		} else {
			a.skip()
		}
	}
	return s
}

func (a *answerReader) parties(p *part) {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Dbtr":
			p.debtor = a.party()
		case "DbtrAcct":
			p.debtorAccount = a.account()
		case "Cdtr":
			p.creditor = a.party()
		case "CdtrAcct":
			p.creditorAccount = a.account()
		default:
			a.skip()
		}
	}
}

// returnInfo reads a RtrInf: why the money came back.
func (a *answerReader) returnInfo(out *bankfile.Answer) {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Rsn":
			out.Reasons = a.reason(out.Reasons)
		case "AddtlInf":
			out.Note = a.join(out.Note)
		default:
			a.skip()
		}
	}
}
