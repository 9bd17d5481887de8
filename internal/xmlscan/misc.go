package xmlscan

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// misc reads what may stand beside the root: white space, comments and
// processing instructions; then the root's start tag, or io.EOF behind it.
func (s *Scanner) misc() error {
	for {
		for class[s.buf[s.pos]]&isSpace != 0 {
			s.pos++
		}
		if s.pos == s.end {
			switch {
			case s.more():
				continue
			case s.err == nil && s.rooted:
				s.err = io.EOF
				return s.err
			}
			return s.fail(Cut)
		}
		if s.buf[s.pos] != '<' {
			return s.fail(OutsideRoot)
		}
		if !s.have(2) {
			return s.fail(Cut)
		}
		var err error
		switch c := s.buf[s.pos+1]; {
		case c == '!':
			err = s.comment()
		case c == '?':
			err = s.instruction()
		case c == '/':
			return s.fail(MismatchedEnd)
		case s.rooted:
			return s.fail(OutsideRoot)
		default:
			s.rooted = true
			s.pos++
			return s.startTag()
		}
		if err != nil {
			return err
		}
	}
}

// comment passes a comment; any other "<!" is refused, DOCTYPE by its name.
func (s *Scanner) comment() error {
	const opening, doctype = "<!--", "<!DOCTYPE"
	if !s.have(len(opening)) {
		return s.fail(Cut)
	}
	if string(s.buf[s.pos:s.pos+len(opening)]) != opening {
		if s.have(len(doctype)) && string(s.buf[s.pos:s.pos+len(doctype)]) == doctype {
			return s.fail(Doctype)
		}
		return s.fail(BadMarkup)
	}
	s.pos += len(opening)
	for {
		if err := s.skipTo('-'); err != nil {
			return err
		}
		if !s.have(3) {
			return s.fail(Cut)
		}
		switch {
		case s.buf[s.pos+1] != '-':
			s.pos++
		case s.buf[s.pos+2] != '>':
			return s.fail(BadComment)
		default:
			s.pos += 3
			return nil
		}
	}
}

// instruction passes a processing instruction. One called xml, in whatever
// case, is a declaration in the wrong place.
func (s *Scanner) instruction() error {
	s.pos += 2
	from := s.pos - s.start
	if _, err := s.name(); err != nil {
		return err
	}
	if bytes.EqualFold(s.buf[s.start+from:s.pos], []byte("xml")) {
		return s.fail(BadDeclaration)
	}
	if spaced, err := s.space(); err != nil || !spaced && s.buf[s.pos] != '?' {
		return s.fail(BadMarkup)
	}
	for {
		if err := s.skipTo('?'); err != nil {
			return err
		}
		if !s.have(2) {
			return s.fail(Cut)
		}
		s.pos++
		if s.buf[s.pos] == '>' {
			s.pos++
			return nil
		}
	}
}

// skipTo passes legal characters up to the next stop.
func (s *Scanner) skipTo(stop byte) error {
	for {
		p := s.pos
		for c := s.buf[p]; c != stop && (c >= 0x20 && c < utf8.RuneSelf || class[c]&isSpace != 0); c = s.buf[p] {
			p++
		}
		s.pos = p
		if s.buf[p] == stop {
			return nil
		}
		if err := s.odd(); err != nil {
			return err
		}
	}
}
