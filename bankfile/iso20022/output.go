package iso20022

import (
	"io"
	"strconv"

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
func (o *output) raw(s string) {
	if len(o.buf) >= bufferSize {
		o.flush()
	}
	o.buf = append(o.buf, s...)
}

// element appends <name>text</name>.
func (o *output) element(name, text string) {
	o.buf = append(o.buf, '<')
	o.buf = append(o.buf, name...)
	o.buf = append(o.buf, '>')
	o.escaped(text)
	o.buf = append(o.buf, '<', '/')
	o.buf = append(o.buf, name...)
	o.buf = append(o.buf, '>')
}

// optional appends an element unless its text is empty.
func (o *output) optional(name, text string) {
	if text != "" {
		o.element(name, text)
	}
}

// totals appends count and control sum.
func (o *output) totals(t bankfile.Totals) {
	o.element("NbOfTxs", strconv.Itoa(t.Count))
	o.element("CtrlSum", t.Amount.Decimal())
}

// escaped appends text with the five characters of markup as references. Other
// than A–Z, 0–9 and the signs of the SWIFT X set, texts have none.
func (o *output) escaped(text string) {
	from := 0
	for i := range len(text) {
		reference := ""
		switch text[i] {
		case '\'':
			reference = "&#39;"
		case '"':
			reference = "&#34;"
		case '&':
			reference = "&amp;"
		case '<':
			reference = "&lt;"
		case '>':
			reference = "&gt;"
		default:
			continue
		}
		o.buf = append(o.buf, text[from:i]...)
		o.buf = append(o.buf, reference...)
		from = i + 1
	}
	o.buf = append(o.buf, text[from:]...)
}

func (o *output) flush() {
	if o.err == nil && len(o.buf) > 0 {
		_, o.err = o.w.Write(o.buf)
	}
	o.buf = o.buf[:0]
}
