package iso20022

import (
	"strconv"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
)

// statement is what an Ntfctn or Stmt says of all its entries.
type statement struct {
	account string
}

// entry is an Ntry under way. Of its transactions only the last is kept, until
// it is known whether it is the only one.
type entry struct {
	ref, bankRef string
	amount       sum
	debit        bool
	reversal     bool
	status       string
	bookedOn     civil.Date
	note         string

	batchMessage, batchInfo string
	batchCount              string

	last  part
	parts int
	// total is what the transactions handed out so far add up to, in the
	// entry's direction; broken where one has no amount or another currency.
	total  money.Amount
	broken bool
}

// camt reads one child of BkToCstmrDbtCdtNtfctn or BkToCstmrStmt.
func (a *answerReader) camt() {
	name, ok := a.child()
	if !ok {
		a.place = outside
		return
	}
	switch string(name) {
	case "GrpHdr":
		a.header()
	case "Ntfctn", "Stmt":
		a.stmt = statement{}
		a.place = inStmt
	default:
		a.skip()
	}
}

// statement reads one child of Ntfctn or Stmt.
func (a *answerReader) statement() {
	name, ok := a.child()
	if !ok {
		a.place = inCamt
		return
	}
	switch string(name) {
	case "Acct":
		a.stmt.account = a.account()
		first(&a.info.Account, a.stmt.account)
	case "Ntry":
		a.entry = entry{}
		a.place = inEntry
	default:
		a.skip()
	}
}

// entryChild reads one child of Ntry; at the end, what waited for it goes out.
func (a *answerReader) entryChild() {
	e := &a.entry
	name, ok := a.child()
	if !ok {
		a.place = inStmt
		if a.err == nil {
			a.closeEntry()
		}
		return
	}
	switch string(name) {
	case "NtryRef":
		e.ref = a.text()
	case "Amt":
		e.amount = a.amount()
	case "CdtDbtInd":
		e.debit = a.word() == "DBIT"
	case "RvslInd":
		e.reversal = isTrue(a.word())
	case "Sts":
		e.status = a.choice()
	case "BookgDt":
		e.bookedOn = a.date()
	case "AcctSvcrRef":
		e.bankRef = a.text()
	case "BkTxCd":
		e.reversal = a.isReturnCode() || e.reversal
	case "NtryDtls":
		a.place = inParts
	case "AddtlNtryInf":
		e.note = a.join(e.note)
	default:
		a.skip()
	}
}

// isTrue reads an xs:boolean.
func isTrue(s string) bool { return s == "true" || s == "1" }

// isReturnCode reads a BkTxCd and says whether its subfamily is RRTN, the
// reversal of a transfer that came back.
func (a *answerReader) isReturnCode() bool {
	found := false
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Domn", "Fmly":
			found = a.isReturnCode() || found
		case "SubFmlyCd":
			found = a.word() == "RRTN"
		default:
			a.skip()
		}
	}
	return found
}

// part reads one child of NtryDtls.
func (a *answerReader) part() {
	e := &a.entry
	name, ok := a.child()
	if !ok {
		a.place = inEntry
		return
	}
	switch string(name) {
	case "Btch":
		a.batch()
	case "TxDtls":
		if e.parts > 0 {
			a.addPart()
		}
		e.last = a.transaction()
		e.parts++
	default:
		a.skip()
	}
}

func (a *answerReader) batch() {
	e := &a.entry
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "MsgId":
			e.batchMessage = a.text()
		case "PmtInfId":
			e.batchInfo = a.text()
		case "NbOfTxs":
			e.batchCount = a.word()
		default:
			a.skip()
		}
	}
}

// closeEntry hands out the entry's last transaction, and the entry itself where
// its transactions do not say it all.
func (a *answerReader) closeEntry() {
	e := &a.entry
	if e.parts == 1 {
		a.completeSole()
	}
	if e.parts > 0 {
		a.addPart()
		if !e.broken && e.amount.exact && e.total == e.amount.amount {
			return
		}
	}
	var out bankfile.Answer
	e.describe(&out)
	out.Level = bankfile.Entry
	out.Details = e.parts
	out.Note = e.note
	out.Return = !e.debit && e.reversal
	setAmount(&out, e.amount)
	a.add(out)
}

// completeSole gives an entry's only transaction the entry's amount and words,
// unless the entry is a batch of more.
func (a *answerReader) completeSole() {
	e := &a.entry
	if n, err := strconv.Atoi(e.batchCount); err == nil && n != 1 {
		return
	}
	if !e.last.amount.told() {
		e.last.amount = e.amount
	}
	if e.last.answer.Note == "" {
		e.last.answer.Note = e.note
	}
}

// describe fills what an entry says of each of its transactions.
func (e *entry) describe(out *bankfile.Answer) {
	out.Status, out.BookedOn, out.Debit = e.status, e.bookedOn, e.debit
	out.EntryRef = e.bankRef
	if out.EntryRef == "" {
		out.EntryRef = e.ref
	}
	if out.BankRef == "" {
		out.BankRef = out.EntryRef
	}
	if out.OriginalMessageID == "" {
		out.OriginalMessageID = e.batchMessage
	}
	if out.OriginalPaymentInfoID == "" {
		out.OriginalPaymentInfoID = e.batchInfo
	}
}

// addPart makes the answer of the transaction that waited. The other side is
// whom the money went to, or came back from; of any other credit, the sender.
func (a *answerReader) addPart() {
	e, p := &a.entry, &a.entry.last
	out := p.answer
	e.describe(&out)
	if p.direction != "" {
		out.Debit = p.direction == "DBIT"
	}
	out.Level = bankfile.Transaction
	out.Return = !out.Debit && (p.returned || e.reversal)
	out.Name, out.Account = p.creditor, p.creditorAccount
	if !out.Debit && !out.Return {
		out.Name, out.Account = p.debtor, p.debtorAccount
	}
	setAmount(&out, p.amount)
	e.count(p.amount, out.Debit)
	a.add(out)
}

// count adds a transaction's amount to the entry's total.
func (e *entry) count(s sum, debit bool) {
	if !s.exact {
		e.broken = true
		return
	}
	add := e.total.Add
	if debit != e.debit {
		add = e.total.Sub
	}
	total, err := add(s.amount)
	if err != nil {
		e.broken = true
		return
	}
	e.total = total
}
