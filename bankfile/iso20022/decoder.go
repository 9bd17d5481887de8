package iso20022

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"chitra/internal/civil"
	"chitra/internal/xmlscan"
)

// ErrTooMuch is wrapped where one transaction repeats an element more often, or
// at greater length, than any bank has reason to.
var ErrTooMuch = errors.New("too many or too long texts in one transaction")

// maxText bounds, in bytes, what the texts of one kind in one transaction add
// up to; maxReasons, the reasons on one line.
const (
	maxText    = 16 << 10
	maxReasons = 64
)

// decoder walks a document element by element. Its error is sticky: after one,
// child answers false and everything reads as empty, so that callers look at
// err once.
type decoder struct {
	scan *xmlscan.Scanner
	err  error

	buf   []byte            // text under way
	words map[string]string // codes seen before, so that they cost nothing again
}

func newDecoder(r io.Reader, total int64) decoder {
	limits := xmlscan.Limits{Depth: 64, Text: 1 << 20, Total: total}
	return decoder{scan: xmlscan.New(r, limits), words: make(map[string]string)}
}

// next goes on to the next token; the end of the document inside an element is
// the scanner's error.
func (d *decoder) next() (xmlscan.Kind, bool) {
	if d.err != nil {
		return 0, false
	}
	kind, err := d.scan.Advance()
	if err != nil {
		d.err = err
	}
	return kind, err == nil
}

// child goes on to the next child of the current element and returns its local
// name, which is good until the decoder moves. At the element's end, which it
// passes, it is not ok. Each child must be read to its own end before the next
// call: by a text, a skip, or a loop over its own children.
func (d *decoder) child() (name []byte, ok bool) {
	for {
		switch kind, ok := d.next(); {
		case !ok || kind == xmlscan.End:
			return nil, false
		case kind == xmlscan.Start:
			return d.scan.Local(), true
		}
	}
}

// skip passes the current element.
func (d *decoder) skip() {
	if d.err == nil {
		d.err = d.scan.Skip()
	}
}

// bytes returns the text of the current element without its outer white space,
// children left out, and passes it. It is good until the decoder moves.
func (d *decoder) bytes() []byte {
	if d.err == nil {
		if text, ok := d.scan.Leaf(); ok {
			return bytes.TrimSpace(text)
		}
	}
	d.buf = d.buf[:0]
	for {
		switch kind, ok := d.next(); {
		case !ok:
			return nil
		case kind == xmlscan.End:
			return bytes.TrimSpace(d.buf)
		case kind == xmlscan.Start:
			d.skip()
		default:
			d.buf = append(d.buf, d.scan.Text()...)
		}
	}
}

// text is bytes as a string.
func (d *decoder) text() string { return string(d.bytes()) }

// word is text for codes, which come again and again.
func (d *decoder) word() string { return d.intern(d.bytes()) }

func (d *decoder) intern(b []byte) string {
	if w, ok := d.words[string(b)]; ok {
		return w
	}
	w := string(b)
	if len(w) <= 64 && len(d.words) < 1024 {
		d.words[w] = w
	}
	return w
}

// choice reads a code or a day that stands in the element itself or in its Cd,
// Prtry, Dt or DtTm: versions differ, and so do banks.
func (d *decoder) choice() string {
	d.buf = d.buf[:0]
	for depth := 1; depth > 0; {
		switch kind, ok := d.next(); {
		case !ok:
			return ""
		case kind == xmlscan.End:
			depth--
		case kind == xmlscan.Text:
			d.buf = append(d.buf, d.scan.Text()...)
		case isAlternative(d.scan.Local()):
			depth++
		default:
			d.skip()
		}
	}
	return d.intern(bytes.TrimSpace(d.buf))
}

func isAlternative(name []byte) bool {
	switch string(name) {
	case "Cd", "Prtry", "Dt", "DtTm":
		return true
	}
	return false
}

// join appends the current element's text to s, set apart by " / ". Line ends
// and the indents after them, which some banks put into texts, become one space.
func (d *decoder) join(s string) string {
	more := d.bytes()
	if bytes.ContainsAny(more, "\n\t") {
		more = bytes.Join(bytes.Fields(more), []byte(" "))
	}
	switch {
	case len(s)+len(more) > maxText:
		d.fail(ErrTooMuch)
		return s
	case len(more) == 0:
		return s
	case s == "":
		return string(more)
	}
	var b strings.Builder
	b.WriteString(s)
	b.WriteString(" / ")
	b.Write(more)
	return b.String()
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// wrap says what was being read.
func (d *decoder) wrap(what string) error {
	if d.err == nil || errors.Is(d.err, io.EOF) {
		return nil
	}
	return fmt.Errorf("read %s: %w", what, d.err)
}

// date reads a day or a time. A time with its distance to UTC counts by the
// day in Vietnam; what is neither is the zero date.
func (d *decoder) date() civil.Date { return parseDate(d.choice()) }

func parseDate(s string) civil.Date {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return civil.DateOf(t)
	}
	if len(s) < len("2006-01-02") {
		return civil.Date{}
	}
	day, err := civil.ParseISO(s[:len("2006-01-02")])
	if err != nil {
		return civil.Date{}
	}
	return day
}

// account reads an account's IBAN, or its number of any other kind.
func (d *decoder) account() string {
	number := ""
	for name, ok := d.child(); ok; name, ok = d.child() {
		if string(name) != "Id" {
			d.skip()
			continue
		}
		for name, ok := d.child(); ok; name, ok = d.child() {
			switch string(name) {
			case "IBAN":
				number = d.text()
			case "Othr":
				number = d.inside("Id", number)
			default:
				d.skip()
			}
		}
	}
	return number
}

// party reads the name of a party, which later versions wrap in Pty.
func (d *decoder) party() string {
	found := ""
	for name, ok := d.child(); ok; name, ok = d.child() {
		switch string(name) {
		case "Nm":
			found = d.text()
		case "Pty":
			found = d.inside("Nm", found)
		default:
			d.skip()
		}
	}
	return found
}

// inside reads the current element's child of that name, else it is missing.
func (d *decoder) inside(wanted, missing string) string {
	found := missing
	for name, ok := d.child(); ok; name, ok = d.child() {
		if string(name) == wanted {
			found = d.text()
		} else {
			d.skip()
		}
	}
	return found
}
