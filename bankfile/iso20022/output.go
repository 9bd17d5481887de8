package iso20022

import (
	"io"
	"strconv"
	"strings"

	"chitra/bankfile"
)

// bufferSize is how much is gathered before it goes to the writer.
const bufferSize = 64 << 10

// output gathers XML in one buffer that it reuses. After an error it writes no
// more.
type output struct {
	w   io.Writer
	buf []byte
	err error
}

// raw appends markup as it is.
func (o *output) raw(s string) { o.buf = append(o.buf, s...) }

// element appends <name>text</name>.
func (o *output) element(name, text string) {
	o.raw("<" + name + ">")
	o.buf = appendText(o.buf, text)
	o.raw("</" + name + ">")
}

// totals appends count and control sum.
func (o *output) totals(t bankfile.Totals) {
	o.element("NbOfTxs", strconv.Itoa(t.Count))
	o.element("CtrlSum", t.Amount.Decimal())
}

// flushFull flushes once there is enough.
func (o *output) flushFull() {
	if len(o.buf) >= bufferSize {
		o.flush()
	}
}

func (o *output) flush() {
	if o.err == nil && len(o.buf) > 0 {
		_, o.err = o.w.Write(o.buf)
	}
	o.buf = o.buf[:0]
}

// appendText appends a text that Letters.Holds has let through: of the
// characters that XML writes as references, the SWIFT X set has the apostrophe
// alone.
func appendText(b []byte, text string) []byte {
	for {
		i := strings.IndexByte(text, '\'')
		if i < 0 {
			return append(b, text...)
		}
		b = append(append(b, text[:i]...), "&#39;"...)
		text = text[i+1:]
	}
}
