package xmlscan

import (
	"bytes"
	"strconv"
)

// content reads the text between two tags, or the tag where there is none.
func (s *Scanner) content() error {
	from := 0      // where the piece of plain text under way begins in the token
	built := false // earlier pieces are in scratch
	for {
		p := s.pos
		for class[s.buf[p]]&inText != 0 {
			p++
		}
		s.pos = p
		var err error
		switch c := s.buf[p]; c {
		case '<':
			if !s.have(2) {
				return s.fail(Cut)
			}
			if c := s.buf[s.pos+1]; c != '!' && c != '?' {
				piece := s.buf[s.start+from : s.pos]
				if built {
					s.scratch = append(s.scratch, piece...)
					piece = s.scratch
				}
				return s.textOrTag(piece)
			}
			s.take(from)
			err = s.inside()
		case '&':
			s.take(from)
			err = s.resolved()
		case '\r':
			s.take(from)
			err = s.lineEnd()
		case '>':
			if p-s.start >= 2 && s.buf[p-1] == ']' && s.buf[p-2] == ']' {
				return s.fail(BadText)
			}
			s.pos++
			continue
		default:
			if n := letter(s.buf[p:s.end]); n > 0 {
				s.pos += n
				continue
			}
			if err = s.odd(); err == nil {
				continue
			}
		}
		if err != nil {
			return err
		}
		from, built = s.pos-s.start, true
	}
}

// Leaf reads the rest of the element whose start tag was read last where that
// is nothing but plain ASCII text and the end tag, and both are at hand: it
// returns the text, and the End is behind it. Where it reports false, nothing
// has happened, and Advance reads on as ever.
func (s *Scanner) Leaf() (text []byte, ok bool) {
	if s.pending || len(s.stack) == 0 || s.err != nil {
		return nil, false
	}
	b, p := s.buf, s.pos
	for class[b[p]]&inText != 0 {
		p++
	}
	top := &s.stack[len(s.stack)-1]
	name := s.names[top.name:top.end]
	n := len(name)
	if s.end-p < n+len("</>") || b[p] != '<' || b[p+1] != '/' || b[p+2+n] != '>' ||
		string(b[p+2:p+2+n]) != string(name) || int64(p-s.pos) > s.limits.Text {
		return nil, false
	}
	text = b[s.pos:p]
	s.start = s.pos
	s.pos = p + n + len("</>")
	s.pop()
	return text, true
}

// take keeps the piece of plain text from..pos.
func (s *Scanner) take(from int) {
	s.scratch = append(s.scratch, s.buf[s.start+from:s.pos]...)
}

// textOrTag hands out the text that ends at pos or, where it is empty, reads
// the tag that begins there.
func (s *Scanner) textOrTag(text []byte) error {
	if int64(s.pos-s.start) > s.limits.Text {
		return s.fail(TooLong)
	}
	if len(text) > 0 {
		s.kind, s.text = Text, text
		return nil
	}
	if s.buf[s.pos+1] == '/' {
		s.pos += 2
		return s.endTag()
	}
	s.pos++
	return s.startTag()
}

// inside passes a comment or a processing instruction, or takes a CDATA
// section into the text.
func (s *Scanner) inside() error {
	if s.buf[s.pos+1] == '?' {
		return s.instruction()
	}
	if s.have(3) && s.buf[s.pos+2] == '[' {
		return s.cdata()
	}
	return s.comment()
}

// resolved takes the character a reference stands for into the text.
func (s *Scanner) resolved() error {
	r, n, err := s.reference()
	if err != nil {
		return err
	}
	s.scratch = appendRune(s.scratch, r)
	s.pos += n
	return nil
}

// lineEnd takes \r\n, or \r alone, as \n (XML 1.0, 2.11).
func (s *Scanner) lineEnd() error {
	if s.have(2) && s.buf[s.pos+1] == '\n' {
		s.pos++
		return nil // the line feed is plain text
	}
	if s.err != nil {
		return s.err
	}
	s.scratch = append(s.scratch, '\n')
	s.pos++
	return nil
}

// cdata takes a CDATA section into the text.
func (s *Scanner) cdata() error {
	const opening, closing = "<![CDATA[", "]]>"
	if !s.have(len(opening)) {
		return s.fail(Cut)
	}
	if string(s.buf[s.pos:s.pos+len(opening)]) != opening {
		return s.fail(BadMarkup)
	}
	s.pos += len(opening)
	from := s.pos - s.start
	for {
		if err := s.skipTo(']'); err != nil {
			return err
		}
		if !s.have(len(closing)) {
			return s.fail(Cut)
		}
		if string(s.buf[s.pos:s.pos+len(closing)]) == closing {
			break
		}
		s.pos++
	}
	s.scratch = appendLines(s.scratch, s.buf[s.start+from:s.pos])
	s.pos += len(closing)
	return nil
}

// appendLines appends text with every line ended by \n alone.
func appendLines(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '\r')
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(append(dst, text[:i]...), '\n')
		if text = text[i+1:]; len(text) > 0 && text[0] == '\n' {
			text = text[1:]
		}
	}
}

// longestReference bounds a reference with its "&" and ";": leading zeros are
// legal, thirty of them are not an accident.
const longestReference = 32

// reference reads the reference at pos without passing it: the character it
// stands for, and the bytes it takes.
func (s *Scanner) reference() (r rune, n int, err error) {
	for {
		within := s.buf[s.pos:min(s.end, s.pos+longestReference)]
		if n = bytes.IndexByte(within, ';'); n > 0 {
			break
		}
		if len(within) == longestReference {
			return 0, 0, s.fail(BadReference)
		}
		if !s.more() {
			return 0, 0, s.fail(Cut)
		}
	}
	r, ok := resolve(s.buf[s.pos+1 : s.pos+n])
	if !ok {
		return 0, 0, s.fail(BadReference)
	}
	return r, n + 1, nil
}

// resolve returns the character that a reference stands for, by what is
// between its "&" and its ";".
func resolve(ref []byte) (rune, bool) {
	switch string(ref) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(ref) < 2 || ref[0] != '#' {
		return 0, false
	}
	digits, base := ref[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	for _, c := range digits {
		hex := c|0x20 >= 'a' && c|0x20 <= 'f'
		if !(c >= '0' && c <= '9') && !(base == 16 && hex) {
			return 0, false
		}
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n > 0x10FFFF || !legal(rune(n)) {
		return 0, false
	}
	return rune(n), true
}
