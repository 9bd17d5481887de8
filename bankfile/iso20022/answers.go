package iso20022

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"chitra/bankfile"
	"chitra/internal/xmlscan"
)

// ErrNoMessage is wrapped for a well-formed document that has no message in it
// that is read here.
var ErrNoMessage = errors.New("no pain.002, camt.053 or camt.054 message in the document")

// The elements by which messages are known, whatever namespace or envelope they
// come in.
const (
	elementPain001 = "CstmrCdtTrfInitn"
	elementPain002 = "CstmrPmtStsRpt"
	elementCamt053 = "BkToCstmrStmt"
	elementCamt054 = "BkToCstmrDbtCdtNtfctn"
)

// family is the message an element holds, "" for any other element.
func family(element []byte) string {
	switch string(element) {
	case elementPain001:
		return "pain.001"
	case elementPain002:
		return "pain.002"
	case elementCamt053:
		return "camt.053"
	case elementCamt054:
		return "camt.054"
	}
	return ""
}

// Detect says which message a document holds, from its first bytes (4 KiB are
// plenty): "pain.002.001.03", or "pain.002" where no namespace tells the
// version. It is not ok for any other document.
func Detect(head []byte) (kind string, ok bool) {
	d := newDecoder(bytes.NewReader(head), 0)
	version := ""
	for {
		token, ok := d.next()
		if !ok {
			return "", false
		}
		if token != xmlscan.Start {
			continue
		}
		version = d.declared(version)
		if kind := family(d.scan.Local()); kind != "" {
			return format(kind, version), true
		}
	}
}

// format is the family, or its version where that is one of the family.
func format(family, version string) string {
	if strings.HasPrefix(version, family+".") {
		return version
	}
	return family
}

// declared looks for a message's name in the namespaces that the current start
// tag declares; without one it is what was known before.
func (d *decoder) declared(before string) string {
	for i := range d.scan.NumAttr() {
		name, value := d.scan.AttrAt(i)
		if !name.Is("xmlns") && string(name.Prefix) != "xmlns" {
			continue
		}
		for _, family := range []string{"pain.", "camt."} {
			at := bytes.Index(value, []byte(family))
			if at >= 0 && isVersion(value[at:]) {
				return string(value[at : at+len("pain.001.001.09")])
			}
		}
	}
	return before
}

// isVersion: four letters and three numbers, as in pain.001.001.09.
func isVersion(s []byte) bool {
	const shape = "pain.000.000.00"
	if len(s) < len(shape) {
		return false
	}
	for i := len("pain"); i < len(shape); i++ {
		digit := '0' <= s[i] && s[i] <= '9'
		if digit != (shape[i] == '0') || !digit && s[i] != '.' {
			return false
		}
	}
	return true
}

// ReadAnswers reads the messages of a bank's document, one answer at a time.
// Info is that of the first message, as far as it stands before the first
// answer. The sequence can be walked once; an error ends it, and then what came
// before counts for nothing: damage (*xmlscan.SyntaxError), a document without
// a message (ErrNoMessage), a transaction beyond measure (ErrTooMuch), a figure
// that its own lines deny (*bankfile.ContradictionError).
//
// A pain.002 gives an answer for the group and for each block that states a
// status or a reason, and one for each transaction; a transaction that states
// no status inherits its block's, a block its group's. A camt.053 or camt.054
// gives an answer for each transaction of an entry, and one for an entry whose
// transactions are not told or do not add up to it; one of level Statement, at
// the end, for each figure that covers more than the file lists.
func ReadAnswers(r io.Reader) (bankfile.Info, iter.Seq2[bankfile.Answer, error]) {
	d := OpenAnswers(r)
	return d.Info, d.All
}

// Answers is a bank's document under way.
type Answers struct {
	Info bankfile.Info
	All  iter.Seq2[bankfile.Answer, error]

	reader *answerReader
}

// OpenAnswers is ReadAnswers for whoever wants the statements too.
func OpenAnswers(r io.Reader) *Answers {
	a := &answerReader{decoder: newDecoder(r, 0)}
	a.info.Count = -1
	a.fill()
	return &Answers{Info: a.info, All: a.all, reader: a}
}

// Statements are what the document says of accounts as a whole, in its order.
// They are complete once All has been walked to its end.
func (d *Answers) Statements() []bankfile.AccountStatement { return d.reader.closed }

// place is where in the document the reader stands.
type place uint8

const (
	outside  place = iota // no message is open
	inReport              // pain.002: the message
	inBlock               // pain.002: OrgnlPmtInfAndSts
	inCamt                // camt: the message
	inStmt                // camt: Ntfctn or Stmt
	inEntry               // camt: Ntry
	inParts               // camt: NtryDtls
)

// answerReader goes through a document in small steps, each of which may put
// answers into ready.
type answerReader struct {
	decoder
	info    bankfile.Info
	version string
	format  string // of the message under way
	found   bool   // there was a message
	place   place

	group, block stated // pain.002
	stmt         statement
	statements   int // opened so far
	closed       []bankfile.AccountStatement
	entry        entry

	ready []bankfile.Answer
	lines int
	path  []byte // scratch of a transaction code
}

func (a *answerReader) all(yield func(bankfile.Answer, error) bool) {
	for a.fill() {
		for i := range a.ready {
			if !yield(a.ready[i], nil) {
				a.ready = a.ready[:0]
				return
			}
		}
		a.ready = a.ready[:0]
	}
	if err := a.failure(); err != nil {
		yield(bankfile.Answer{}, err)
	}
}

// fill reads until an answer is ready; false at the end or after an error.
func (a *answerReader) fill() bool {
	for len(a.ready) == 0 && a.err == nil {
		a.step()
	}
	return len(a.ready) > 0
}

// failure is why reading ended, nil for a document read to its end.
func (a *answerReader) failure() error {
	switch {
	case !errors.Is(a.err, io.EOF):
		return a.wrap("bank answer")
	case !a.found:
		return fmt.Errorf("read bank answer: %w", ErrNoMessage)
	}
	return nil
}

func (a *answerReader) step() {
	switch a.place {
	case outside:
		a.seek()
	case inReport:
		a.report()
	case inBlock:
		a.paymentInfo()
	case inCamt:
		a.camt()
	case inStmt:
		a.statement()
	case inEntry:
		a.entryChild()
	case inParts:
		a.part()
	}
}

// seek looks for the next message, at whatever depth.
func (a *answerReader) seek() {
	if token, ok := a.next(); !ok || token != xmlscan.Start {
		return
	}
	a.version = a.declared(a.version)
	switch kind := family(a.scan.Local()); kind {
	case "pain.002":
		a.begin(kind, inReport)
	case "camt.053", "camt.054":
		a.begin(kind, inCamt)
	}
}

func (a *answerReader) begin(kind string, in place) {
	a.format = format(kind, a.version)
	a.place = in
	a.group, a.stmt = stated{}, statement{}
	if !a.found {
		a.found = true
		a.info.Format = a.format
	}
}

// header reads GrpHdr, which all messages have.
func (a *answerReader) header() {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "MsgId":
			first(&a.info.MessageID, a.text())
		case "CreDtTm":
			first(&a.info.CreatedAt, a.text())
		default:
			a.skip()
		}
	}
}

// first keeps what the first message of a document said.
func first(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// add makes an answer ready.
func (a *answerReader) add(answer bankfile.Answer) {
	a.lines++
	answer.Line = a.lines
	answer.Format = a.format
	if a.place >= inStmt {
		answer.Statement = a.statements
	}
	a.ready = append(a.ready, answer)
}

// reference is an EndToEndId as a bank repeats it; banks fill the place of one
// they do not have with a word.
func reference(s string) string {
	if strings.EqualFold(s, "NOTPROVIDED") {
		return ""
	}
	return s
}
