package iso20022

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"strconv"
	"time"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/xmlscan"
)

// FileError is what in a transfer file is not as this package writes it.
type FileError struct {
	Where  string // the element
	Reason string // stable code
}

func (e *FileError) Error() string { return fmt.Sprintf("transfer file: %s: %s", e.Where, e.Reason) }

// Reasons of a FileError.
const (
	ReasonVersion   = "other_version"    // not the version of this Format
	ReasonMissing   = "missing"          // an element that must be there
	ReasonMalformed = "malformed"        // a text that is not of its element's form
	ReasonUnknown   = "unknown_element"  // an element this package never writes
	ReasonDiffers   = "blocks_differ"    // two blocks name other debtors or days
	ReasonTotals    = "totals_differ"    // count or control sum is not that of the lines
	ReasonRoute     = "route_differs"    // a line in the block of another route
	ReasonTwice     = "more_than_once"   // an element that may stand only once
	ReasonCharges   = "charges_not_debt" // the payee would bear charges
)

// Read reads a message back with the tokenizer that reads banks' answers,
// through its own table of elements; see bankfile.Format. It refuses every
// element that Write never writes, and compares count and control sum of the
// file and of each block with the lines. Of the header it knows references,
// times, and the paying account.
func (f pain001) Read(r io.ReaderAt, size int64) (bankfile.Header, iter.Seq2[bankfile.Line, error]) {
	open := func() *transferReader {
		t := &transferReader{format: f}
		t.decoder = newDecoder(io.NewSectionReader(r, 0, size), max(size+1, 1))
		t.begin()
		return t
	}
	probe := open()
	if probe.nextLine(); probe.wrap(f.name) != nil {
		probe.head = bankfile.Header{}
	}
	lines := func(yield func(bankfile.Line, error) bool) {
		t := open()
		for t.nextLine() {
			if !yield(t.line, nil) {
				return
			}
		}
		if err := t.wrap(f.name); err != nil {
			yield(bankfile.Line{}, err)
		}
	}
	return probe.head, lines
}

// claim is what the file says of a number of lines.
type claim struct {
	count, sum string
}

// transferReader goes through a pain.001 line by line.
type transferReader struct {
	decoder
	format pain001
	head   bankfile.Header
	line   bankfile.Line

	inBlock      bool
	blocks       int
	route        bankfile.Route
	file, block  claim
	total, lines bankfile.Totals // of the file, of the block
}

func (t *transferReader) refuse(where, reason string) {
	t.fail(&FileError{Where: where, Reason: reason})
}

// begin reads as far as the children of the message.
func (t *transferReader) begin() {
	for depth, want := range [...]string{"Document", elementPain001} {
		kind, ok := t.next()
		for ok && kind != xmlscan.Start {
			kind, ok = t.next()
		}
		if ok && string(t.scan.Local()) != want {
			t.refuse(want, ReasonMissing)
		}
		if namespace, _ := t.scan.Attr("xmlns"); ok && depth == 0 && string(namespace) != t.format.namespace() {
			t.refuse(want, ReasonVersion)
		}
	}
}

// nextLine reads up to the next transaction; false at the end or at a fault.
func (t *transferReader) nextLine() bool {
	for t.err == nil {
		name, ok := t.child()
		switch {
		case t.err != nil:
		case !ok && t.inBlock:
			t.closeBlock()
		case !ok:
			t.closeFile()
		case t.inBlock && string(name) == "CdtTrfTxInf":
			if t.transfer(); t.err == nil {
				return true
			}
		case t.inBlock:
			t.blockChild(name)
		case string(name) == "GrpHdr":
			t.groupHeader()
		case string(name) == "PmtInf":
			t.inBlock = true
			t.block, t.lines = claim{}, bankfile.Totals{}
			t.blocks++
		default:
			t.unknown(name)
		}
	}
	return false
}

func (t *transferReader) unknown(name []byte) { t.refuse(string(name), ReasonUnknown) }

// closeFile compares the file's claim and reads on to the document's end.
func (t *transferReader) closeFile() {
	t.compare("GrpHdr", t.file, t.total)
	if t.blocks == 0 {
		t.refuse("PmtInf", ReasonMissing)
	}
	for t.err == nil {
		if name, ok := t.child(); ok {
			t.unknown(name)
		}
	}
}

func (t *transferReader) closeBlock() {
	t.inBlock = false
	t.compare("PmtInf", t.block, t.lines)
	if t.lines.Count == 0 {
		t.refuse("CdtTrfTxInf", ReasonMissing)
	}
}

// compare holds a claim against the lines; both figures must be there.
func (t *transferReader) compare(where string, c claim, got bankfile.Totals) {
	if c.count != strconv.Itoa(got.Count) || c.sum != got.Amount.Digits() {
		t.refuse(where, ReasonTotals)
	}
}

func (t *transferReader) groupHeader() {
	for name, ok := t.child(); ok; name, ok = t.child() {
		switch string(name) {
		case "MsgId":
			t.put(&t.head.MessageID, "MsgId", t.text())
		case "CreDtTm":
			t.head.CreatedAt = t.moment()
		case "NbOfTxs":
			t.put(&t.file.count, "NbOfTxs", t.text())
		case "CtrlSum":
			t.put(&t.file.sum, "CtrlSum", t.text())
		case "InitgPty":
			t.party()
		default:
			t.unknown(name)
		}
	}
}

func (t *transferReader) moment() time.Time {
	at, err := time.Parse(time.RFC3339, t.text())
	if err != nil {
		t.refuse("CreDtTm", ReasonMalformed)
	}
	return at
}

// blockChild reads what stands in a PmtInf before its transactions.
func (t *transferReader) blockChild(name []byte) {
	switch string(name) {
	case "PmtInfId":
		t.blockID(t.text())
	case "PmtMtd":
		if t.word() != "TRF" {
			t.refuse("PmtMtd", ReasonMalformed)
		}
	case "NbOfTxs":
		t.put(&t.block.count, "NbOfTxs", t.text())
	case "CtrlSum":
		t.put(&t.block.sum, "CtrlSum", t.text())
	case "PmtTpInf":
		t.service()
	case "ReqdExctnDt":
		day := t.payDay()
		if day.Precision() != civil.Day {
			t.refuse("ReqdExctnDt", ReasonMalformed)
		}
		same(t, "ReqdExctnDt", &t.head.PayOn, day)
	case "Dbtr":
		same(t, "Dbtr", &t.head.Payer.Holder, t.party())
	case "DbtrAcct":
		same(t, "DbtrAcct", &t.head.Payer.Number, t.othrAccount())
	case "DbtrAgt":
		bic, bin := t.agent()
		same(t, "DbtrAgt", &t.head.PayerBankBIC, bic)
		same(t, "DbtrAgt", &t.head.Payer.BIN, bin)
	case "ChrgBr":
		if t.word() != "DEBT" {
			t.refuse("ChrgBr", ReasonCharges)
		}
	default:
		t.unknown(name)
	}
}

// payDay reads the day of execution: a choice from .09 on, plain before.
func (t *transferReader) payDay() (day civil.Date) {
	if !t.format.date {
		day, _ = civil.ParseISO(t.word()) // the zero date is refused by who asks
		return day
	}
	day, _ = civil.ParseISO(t.only("Dt"))
	return day
}

// same keeps what the first block says and refuses another that differs.
func same[T comparable](t *transferReader, where string, field *T, value T) {
	if t.blocks > 1 && *field != value {
		t.refuse(where, ReasonDiffers)
	}
	*field = value
}

func (t *transferReader) blockID(id string) {
	base, route, ok := bankfile.ParseBlockID(id)
	if !ok {
		t.refuse("PmtInfId", ReasonMalformed)
		return
	}
	same(t, "PmtInfId", &t.head.PaymentInfoID, base)
	t.route = route
}

// service reads PmtTpInf and holds it against the block's route.
func (t *transferReader) service() {
	level, category := "", ""
	for name, ok := t.child(); ok; name, ok = t.child() {
		switch string(name) {
		case "SvcLvl":
			level = t.choice()
		case "CtgyPurp":
			category = t.choice()
		default:
			t.unknown(name)
		}
	}
	same(t, "CtgyPurp", &t.head.Category, category)
	if want := [...]string{"BKTR", "NURG", "URGP"}[t.route]; level != want {
		t.refuse("SvcLvl", ReasonRoute)
	}
}

// put fills a field that one element fills once.
func (t *transferReader) put(field *string, where, value string) {
	if *field != "" {
		t.refuse(where, ReasonTwice)
	}
	*field = value
}

// dong reads an InstdAmt: digits alone, in VND.
func (t *transferReader) dong() money.Amount {
	currency, _ := t.scan.Attr("Ccy")
	inDong := string(currency) == string(money.VND)
	written := t.bytes()
	n, ok := digits(0, written)
	if !inDong || !ok || len(written) == 0 || bytes.HasPrefix(written, []byte("0")) {
		t.refuse("InstdAmt", ReasonMalformed)
	}
	return money.Dong(n)
}
