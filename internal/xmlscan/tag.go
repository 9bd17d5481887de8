package xmlscan

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// startTag reads a start tag; pos is behind its "<".
func (s *Scanner) startTag() error {
	if err := s.startName(); err != nil {
		return err
	}
	if err := s.plainAttrs(); err != nil {
		return err
	}
	for s.buf[s.pos] != '>' {
		spaced, err := s.space()
		if err != nil {
			return err
		}
		switch c := s.buf[s.pos]; {
		case c == '/':
			if !s.have(2) {
				return s.fail(Cut)
			}
			if s.buf[s.pos+1] != '>' {
				return s.fail(BadMarkup)
			}
			s.pos++
			s.pending = true
		case c == '>':
		case !spaced:
			return s.fail(BadAttribute)
		default:
			if err := s.attribute(); err != nil {
				return err
			}
		}
	}
	s.pos++
	if int64(s.pos-s.start) > s.limits.Text {
		return s.fail(TooLong)
	}
	s.kind = Start
	return nil
}

// startName reads the name of a start tag and opens the element.
func (s *Scanner) startName() error {
	name := s.pos - s.start
	b, p := s.buf, s.pos
	if class[b[p]]&inStart != 0 {
		for class[b[p]]&inName != 0 {
			p++
		}
		if c := b[p]; c == ' ' || c == '>' || c == '/' {
			s.pos = p
			return s.push(name, p-s.start, -1)
		}
	}
	colon, err := s.name()
	if err != nil {
		return err
	}
	return s.push(name, s.pos-s.start, colon)
}

// plainAttrs reads the attributes that are written in the plainest way, which
// is nearly all of them: one space, an ASCII name, =" and nothing to resolve.
// It leaves pos before the first that is not.
func (s *Scanner) plainAttrs() error {
	b, p, start := s.buf, s.pos, s.start
	for b[p] == ' ' {
		p++
		a := attr{name: int32(p - start), colon: -1, plain: true}
		if class[b[p]]&inStart == 0 {
			return nil
		}
		for class[b[p]]&inName != 0 {
			p++
		}
		if b[p] == ':' && class[b[p+1]]&inStart != 0 {
			a.colon = int32(p - start)
			for p++; class[b[p]]&inName != 0; {
				p++
			}
		}
		if b[p] != '=' || b[p+1] != '"' {
			return nil
		}
		a.nameEnd = int32(p - start)
		p += len(`="`)
		a.value = int32(p - start)
		for class[b[p]]&inValue != 0 {
			p++
		}
		if b[p] != '"' {
			return nil
		}
		a.valueEnd = int32(p - start)
		p++
		s.pos = p
		if err := s.addAttr(a); err != nil {
			return err
		}
	}
	return nil
}

// endTag reads an end tag; pos is behind its "</".
func (s *Scanner) endTag() error {
	top := &s.stack[len(s.stack)-1]
	whole := s.names[top.name:top.end]
	if n := len(whole); s.end-s.pos > n && s.buf[s.pos+n] == '>' && bytes.Equal(s.buf[s.pos:s.pos+n], whole) {
		s.pos += n + 1
		s.pop()
		return nil
	}
	from := s.pos - s.start
	if _, err := s.name(); err != nil {
		return err
	}
	if !bytes.Equal(s.buf[s.start+from:s.pos], whole) {
		return s.fail(MismatchedEnd)
	}
	if _, err := s.space(); err != nil {
		return err
	}
	if s.buf[s.pos] != '>' {
		return s.fail(BadMarkup)
	}
	s.pos++
	s.pop()
	return nil
}

// name passes a qualified name and returns where its colon stands in the
// token, or -1.
func (s *Scanner) name() (colon int, err error) {
	colon = -1
	first := true // what comes next begins the prefix or the local part
	for {
		p := s.pos
		if first && class[s.buf[p]]&inStart == 0 {
			if c := s.buf[p]; c < utf8.RuneSelf && p < s.end {
				return 0, s.fail(BadName)
			}
		}
		for class[s.buf[p]]&inName != 0 {
			p++
		}
		first = first && p == s.pos
		s.pos = p
		switch c := s.buf[p]; {
		case c == ':':
			if first || colon >= 0 {
				return 0, s.fail(BadName)
			}
			colon = p - s.start
			s.pos++
			first = true
		case c >= utf8.RuneSelf:
			r, size, err := s.wide()
			if err != nil {
				return 0, err
			}
			if !unicode.Is(latin, r) {
				return 0, s.fail(BadName)
			}
			s.pos += size
			first = false
		case p == s.end:
			if !s.more() {
				return 0, s.fail(Cut)
			}
		default:
			return colon, nil
		}
	}
}

// attribute reads name="value"; pos is at the name.
func (s *Scanner) attribute() error {
	a := attr{name: s.at()}
	colon, err := s.name()
	if err != nil {
		return err
	}
	a.colon, a.nameEnd = int32(colon), s.at()
	if s.buf[s.pos] != '=' || s.pos == s.end {
		if _, err := s.space(); err != nil {
			return err
		}
		if s.buf[s.pos] != '=' {
			return s.fail(BadAttribute)
		}
	}
	s.pos++
	if _, err := s.space(); err != nil {
		return err
	}
	quote := s.buf[s.pos]
	if quote != '"' && quote != '\'' {
		return s.fail(BadAttribute)
	}
	s.pos++
	a.value = s.at()
	if a.plain, err = s.value(quote); err != nil {
		return err
	}
	a.valueEnd = s.at() - 1
	return s.addAttr(a)
}

// at is where pos stands in the token.
func (s *Scanner) at() int32 { return int32(s.pos - s.start) }

// addAttr keeps the attribute, unless its name is there already.
func (s *Scanner) addAttr(a attr) error {
	if len(s.attrs) >= s.limits.Attrs {
		return s.fail(TooManyAttributes)
	}
	raw := s.buf[s.start:]
	name := raw[a.name:a.nameEnd]
	for i := range s.attrs {
		o := &s.attrs[i]
		if raw[o.name] == name[0] && bytes.Equal(raw[o.name:o.nameEnd], name) {
			return s.fail(DuplicateAttribute)
		}
	}
	s.attrs = append(s.attrs, a)
	return nil
}

// value passes an attribute's value and its closing quote, and reports whether
// the value is what is written.
func (s *Scanner) value(quote byte) (plain bool, err error) {
	plain = true
	for {
		p := s.pos
		for class[s.buf[p]]&inValue != 0 {
			p++
		}
		s.pos = p
		switch c := s.buf[p]; c {
		case quote:
			s.pos++
			return plain, nil
		case '"', '\'':
			s.pos++
		case '\t', '\n', '\r':
			plain = false
			s.pos++
		case '&':
			plain = false
			_, n, err := s.reference()
			if err != nil {
				return false, err
			}
			s.pos += n
		case '<':
			return false, s.fail(BadAttribute)
		default:
			if err := s.odd(); err != nil {
				return false, err
			}
		}
	}
}
