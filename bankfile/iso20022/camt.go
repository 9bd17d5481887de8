package iso20022

import (
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
)

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

	code                    string // BkTxCd
	batchMessage, batchInfo string
	batchCount              string
	batchSum                sum

	last  part
	parts int
	// Of the NtryDtls under way: how many parts were before it, what its own
	// add up to without and with the entry's direction, and whether one of them
	// cannot be added.
	first      int
	gross, net money.Amount
	unsummed   bool
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
		a.stmt = statement{page: 1, last: true}
		a.statements++
		a.place = inStmt
	default:
		a.skip()
	}
}

// statement reads one child of Ntfctn or Stmt.
func (a *answerReader) statement() {
	name, ok := a.child()
	if !ok {
		if a.err == nil {
			a.closeStatement()
		}
		a.place = inCamt
		return
	}
	switch string(name) {
	case "StmtPgntn", "NtfctnPgntn":
		a.page()
	case "Id":
		a.stmt.id = a.text()
	case "ElctrncSeqNb", "LglSeqNb":
		a.sequence(string(name))
	case "FrToDt":
		a.days()
	case "Bal":
		a.balance()
	case "TxsSummry":
		a.summaries()
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
		e.code = a.transactionCode()
		e.reversal = isReturn(e.code) || e.reversal
	case "NtryDtls":
		a.openParts()
	case "AddtlNtryInf":
		e.note = a.join(e.note)
	default:
		a.skip()
	}
}

// isTrue reads an xs:boolean.
func isTrue(s string) bool { return s == "true" || s == "1" }

// transactionCode reads a BkTxCd: domain, family and subfamily, else the bank's
// own code.
func (a *answerReader) transactionCode() string {
	a.path = a.path[:0]
	own := ""
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Domn":
			a.codePath()
		case "Prtry":
			own = a.inside("Cd", own)
		default:
			a.skip()
		}
	}
	if len(a.path) == 0 {
		return own
	}
	return a.intern(a.path)
}

// codePath reads a Domn or a Fmly: its own code and those inside it.
func (a *answerReader) codePath() {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Fmly":
			a.codePath()
		case "Cd", "SubFmlyCd":
			if len(a.path) > 0 {
				a.path = append(a.path, '/')
			}
			if a.path = append(a.path, a.bytes()...); len(a.path) > maxText {
				a.fail(ErrTooMuch)
			}
		default:
			a.skip()
		}
	}
}

// isReturn says whether a code's subfamily is RRTN, the reversal of a transfer
// that came back.
func isReturn(code string) bool { return strings.HasSuffix(code, "/RRTN") }

// openParts begins a NtryDtls: each has a batch of its own.
func (a *answerReader) openParts() {
	e := &a.entry
	a.place = inParts
	e.batchCount, e.batchSum = "", sum{}
	e.first, e.gross, e.net, e.unsummed = e.parts, money.Amount{}, money.Amount{}, false
}

// countPart adds a transaction to the batch it stands in.
func (e *entry) countPart(p *part) {
	e.parts++
	if !p.amount.exact {
		e.unsummed = true
		return
	}
	against := p.direction != "" && (p.direction == "DBIT") != e.debit
	sign := e.net.Add
	if against {
		sign = e.net.Sub
	}
	net, wrong := sign(p.amount.amount)
	gross, err := e.gross.Add(p.amount.amount)
	if wrong != nil || err != nil {
		e.unsummed = true
		return
	}
	e.net, e.gross = net, gross
}

// closeParts compares what a NtryDtls states of its batch with its transactions.
// A batch may be told in part, and then the entry stands for the rest; it cannot
// have fewer transactions than are told.
func (a *answerReader) closeParts() {
	e := &a.entry
	read := e.parts - e.first
	n, err := strconv.Atoi(e.batchCount)
	if err == nil && n < read {
		a.differs(bankfile.FigureParts, e.batchCount, strconv.Itoa(read), false)
	}
	stated, whole := e.batchSum.amount, err == nil && n == read
	if !e.batchSum.exact || e.unsummed || stated == e.gross || stated == e.net || stated.Currency() != e.gross.Currency() {
		return
	}
	if whole || stated.Minor() < e.net.Minor() {
		a.differs(bankfile.FigurePartsSum, stated.Decimal(), e.gross.Decimal(), false)
	}
}

// part reads one child of NtryDtls.
func (a *answerReader) part() {
	e := &a.entry
	name, ok := a.child()
	if !ok {
		a.place = inEntry
		if a.err == nil {
			a.closeParts()
		}
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
		e.countPart(&e.last)
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
		case "TtlAmt":
			e.batchSum = a.amount()
		default:
			a.skip()
		}
	}
}

// closeEntry hands out the entry's last transaction, and the entry itself where
// its transactions do not say it all.
func (a *answerReader) closeEntry() {
	e := &a.entry
	a.stmt.count(e)
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
	if out.Code == "" {
		out.Code = e.code
	}
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
