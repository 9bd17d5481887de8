package sheet

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"strings"

	"chitra/internal/xmlscan"
)

// declaration begins every XML part written here; what is copied has become
// UTF-8 whatever its own declaration said.
const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// rewriter copies an XML part token by token and lets some of it be written
// otherwise. Errors of writing are kept by out until flush.
type rewriter struct {
	s   *xmlscan.Scanner
	out *bufio.Writer
	p   string // the prefix of the part's own elements, with its colon
}

// newRewriter copies the beginning of a part, its root's start tag included.
func newRewriter(c *container, e *entry, w io.Writer) (*rewriter, error) {
	rw := &rewriter{s: xmlscan.New(c.open(e), xmlLimits(c.limits)), out: bufio.NewWriterSize(w, 64<<10)}
	if _, err := rw.s.Advance(); err != nil {
		return nil, err
	}
	if prefix := rw.s.Name().Prefix; prefix != nil {
		rw.p = string(prefix) + ":"
	}
	raw := rw.s.Raw()
	if bytes.HasPrefix(raw, []byte("<?xml ")) {
		raw = bytes.TrimLeft(raw[bytes.Index(raw, []byte("?>"))+2:], " \t\r\n")
	}
	rw.write(declaration)
	rw.out.Write(raw)
	return rw, nil
}

// each calls fn at each token until the end of the element that is open now;
// fn writes what is to stand for it, the end tag too.
func (rw *rewriter) each(fn func(kind xmlscan.Kind) error) error {
	for depth := rw.s.Depth(); rw.s.Depth() >= depth; {
		kind, err := rw.s.Advance()
		if err != nil {
			return err
		}
		if err := fn(kind); err != nil {
			return err
		}
	}
	return nil
}

// keep copies the token as it stands.
func (rw *rewriter) keep() { rw.out.Write(rw.s.Raw()) }

// keepRest copies the rest of the element whose start tag was read last.
func (rw *rewriter) keepRest() error {
	return rw.each(func(xmlscan.Kind) error {
		rw.keep()
		return nil
	})
}

// take reads the element whose start tag was read last, and returns it as it
// stands and the text in it.
func (rw *rewriter) take() (raw, text string, err error) {
	var whole, words strings.Builder
	whole.Write(rw.s.Raw())
	err = rw.each(func(kind xmlscan.Kind) error {
		whole.Write(rw.s.Raw())
		if kind == xmlscan.Text {
			words.Write(rw.s.Text())
		}
		return nil
	})
	return whole.String(), words.String(), err
}

// finish copies what stands behind the root and ends the part.
func (rw *rewriter) finish() error {
	if err := atEOF(rw.s); err != nil {
		return err
	}
	rw.keep()
	return rw.out.Flush()
}

// open copies a start tag so that something can be put inside: <a/> becomes
// <a>, and shut has to be called at its end.
func (rw *rewriter) open() {
	raw := rw.s.Raw()
	if rw.s.Empty() {
		rw.out.Write(raw[:len(raw)-2])
		rw.write(">")
		return
	}
	rw.out.Write(raw)
}

// shut copies an end tag, or writes the one that <a/> did not have.
func (rw *rewriter) shut() {
	if raw := rw.s.Raw(); len(raw) > 0 {
		rw.out.Write(raw)
		return
	}
	rw.write("</" + qualified(rw.s.Name()) + ">")
}

// change is an attribute to be set, or dropped where drop is said.
type change struct {
	name, value string
	drop        bool
}

// tag is the current start tag with changed attributes, not yet closed.
func (rw *rewriter) tag(changes ...change) string {
	var b strings.Builder
	b.WriteString("<" + qualified(rw.s.Name()))
	for i := range rw.s.NumAttr() {
		name, value := rw.s.AttrAt(i)
		if name.Prefix == nil && changed(changes, name.Local) {
			continue
		}
		b.WriteString(" " + qualified(name) + `="` + escapeXML(string(value)) + `"`)
	}
	for _, c := range changes {
		if !c.drop {
			b.WriteString(" " + c.name + `="` + escapeXML(c.value) + `"`)
		}
	}
	return b.String()
}

// retag writes the current start tag with changed attributes, closed where it
// was.
func (rw *rewriter) retag(changes ...change) {
	rw.write(rw.tag(changes...))
	if rw.s.Empty() {
		rw.write("/")
	}
	rw.write(">")
}

// reopen is retag for an element into which something is put: as open, it
// wants shut.
func (rw *rewriter) reopen(changes ...change) { rw.write(rw.tag(changes...) + ">") }

func changed(changes []change, name []byte) bool {
	for _, c := range changes {
		if c.name == string(name) {
			return true
		}
	}
	return false
}

func qualified(n xmlscan.Name) string {
	if n.Prefix == nil {
		return string(n.Local)
	}
	return string(n.Prefix) + ":" + string(n.Local)
}

func (rw *rewriter) write(s string) { rw.out.WriteString(s) }

// attr is an attribute of the current start tag, "" where there is none.
func (rw *rewriter) attr(name string) string { return attrText(rw.s, name) }

// is reports whether the current tag has one of the local names.
func (rw *rewriter) is(names ...string) bool {
	for _, name := range names {
		if string(rw.s.Local()) == name {
			return true
		}
	}
	return false
}

// escapeXML writes text for an attribute or an element. Characters that XML
// does not allow become U+FFFD.
func escapeXML(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r == '<' || r == '>' || r == '&' || r == '"' || r == 0xFFFD || r == 0xFFFE || r == 0xFFFF
	}) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF:
			b.WriteRune(0xFFFD)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// escapeText writes the text of a cell or comment: what would be read as an
// _xHHHH_ is kept from it (ECMA-376, 22.9.2.19).
func escapeText(s string) string {
	for at := 0; ; {
		i := strings.Index(s[at:], "_x")
		if i < 0 {
			return escapeXML(s)
		}
		at += i
		if _, ok := escaped([]byte(s[at:])); ok {
			s = s[:at] + "_x005F" + s[at:]
			at += len("_x005F")
		}
		at++
	}
}
