package xmlscan

import (
	"bytes"
	"fmt"
	"io"
)

// The buffer begins small, for small parts, and grows to its proper size with
// the document; one token longer than that makes it grow on, to Limits.Text.
const (
	firstBuffer  = 4 << 10
	properBuffer = 64 << 10
)

// Scanner reads one document. Make it with New; it is not for concurrent use.
type Scanner struct {
	src    io.Reader
	limits Limits

	// buf[start:end] holds what is read and not yet handed out as a token,
	// buf[end] is always 0: the loops over characters stop there without
	// comparing positions. Positions kept over a refill count from start.
	buf             []byte
	start, pos, end int
	base            int64 // bytes of the document before buf[0]
	lines           int   // line feeds before buf[0]

	kind    Kind    // of the token handed out last
	tag     element // of a Start or End
	text    []byte  // of a Text
	attrs   []attr
	scratch []byte // resolved text and attribute values of this token
	stack   []element
	names   []byte // the names of the open elements, end to end

	begun     bool // the encoding and the declaration are behind us
	rooted    bool // the root has begun
	pending   bool // the End of <a/> is to be handed out
	converted bool // the source is decoded to UTF-8 on the way
	eof       bool
	err       error
}

// element is an open element: where its name stands in names, and its colon in
// it, -1 where it has no prefix.
type element struct {
	name, end, colon int
}

// New returns a scanner over the document r.
func New(r io.Reader, l Limits) *Scanner {
	return &Scanner{src: r, limits: l.withDefaults(), buf: make([]byte, firstBuffer)}
}

// Next returns the next token. All the text between two tags comes as one
// token, whatever comments, CDATA sections and references it is made of; text
// beside the root does not come at all. After the root's end and whatever may
// follow it, Next returns io.EOF. Any other error is final: a *SyntaxError, or
// what the reader returned.
func (s *Scanner) Next() (Token, error) {
	kind, err := s.Advance()
	switch {
	case err != nil:
		return Token{}, err
	case kind == Text:
		return Token{Kind: Text, Text: s.text}, nil
	}
	return Token{Kind: kind, Name: s.Name(), Empty: kind == Start && s.pending}, nil
}

// Advance is Next for those who read millions of tokens: it returns the kind
// alone, and Name, Local, Text and Attr answer for the rest.
func (s *Scanner) Advance() (Kind, error) {
	if s.err != nil {
		return 0, s.err
	}
	s.start = s.pos
	s.attrs = s.attrs[:0]
	s.scratch = s.scratch[:0]
	var err error
	switch {
	case s.pending:
		s.pending = false
		s.pop()
	case len(s.stack) > 0:
		err = s.content()
	default:
		err = s.beside()
	}
	return s.kind, err
}

// Name is the name of the current Start or End.
func (s *Scanner) Name() Name {
	whole := s.names[s.tag.name:s.tag.end]
	if s.tag.colon < 0 {
		return Name{Local: whole}
	}
	return Name{Prefix: whole[:s.tag.colon], Local: whole[s.tag.colon+1:]}
}

// Local is the local part of the name of the current Start or End.
func (s *Scanner) Local() []byte {
	return s.names[s.tag.name+s.tag.colon+1 : s.tag.end]
}

// Empty reports whether the current Start is written <a/>.
func (s *Scanner) Empty() bool { return s.pending }

// Text is the current Text.
func (s *Scanner) Text() []byte { return s.text }

// beside reads what is not within the root.
func (s *Scanner) beside() error {
	if !s.begun {
		s.begun = true
		if err := s.prolog(); err != nil {
			return err
		}
	}
	return s.misc()
}

// Depth is how many elements are open: after a Start it counts that element,
// after its End no more.
func (s *Scanner) Depth() int { return len(s.stack) }

// Skip reads on to the end of the innermost open element: after a Start token,
// to its End, so that the next token is what follows the element.
func (s *Scanner) Skip() error {
	outer := len(s.stack) - 1
	for len(s.stack) > max(outer, 0) {
		if _, err := s.Advance(); err != nil {
			return err
		}
	}
	return nil
}

// more reads on, keeping the token under way; it moves start, pos and end. It
// reports false at the end of the source or when err is set.
func (s *Scanner) more() bool {
	if s.err != nil || s.eof {
		return false
	}
	if s.start > 0 {
		s.lines += bytes.Count(s.buf[:s.start], []byte{'\n'})
		s.base += int64(s.start)
		copy(s.buf, s.buf[s.start:s.end])
		s.pos -= s.start
		s.end -= s.start
		s.start = 0
	}
	if int64(s.end) > s.limits.Text {
		s.err = s.fail(TooLong)
		return false
	}
	if s.end+1 >= len(s.buf) || s.base > 0 && len(s.buf) < properBuffer {
		grown := make([]byte, 2*len(s.buf))
		copy(grown, s.buf[:s.end])
		s.buf = grown
	}
	for range 100 {
		n, err := s.src.Read(s.buf[s.end : len(s.buf)-1])
		s.end += n
		s.buf[s.end] = 0
		switch {
		case err == io.EOF:
			s.eof = true
		case err != nil:
			s.err = fmt.Errorf("read xml: %w", err)
			return false
		case s.base+int64(s.end) > s.limits.Total:
			s.err = s.fail(TooLarge)
			return false
		}
		if n > 0 || s.eof {
			return n > 0
		}
	}
	s.err = fmt.Errorf("read xml: %w", io.ErrNoProgress)
	return false
}

// have makes sure that n bytes from pos are in the buffer.
func (s *Scanner) have(n int) bool {
	for s.end-s.pos < n {
		if !s.more() {
			return false
		}
	}
	return true
}

// fail makes reason, here, the error of this document, unless it has one.
func (s *Scanner) fail(reason Reason) error {
	if s.err == nil {
		s.err = &SyntaxError{
			Line:   1 + s.lines + bytes.Count(s.buf[:s.pos], []byte{'\n'}),
			Offset: s.base + int64(s.pos),
			Reason: reason,
		}
	}
	return s.err
}

// push opens an element whose name stands at name..nameEnd of the token.
func (s *Scanner) push(name, nameEnd, colon int) error {
	if len(s.stack) >= s.limits.Depth {
		return s.fail(TooDeep)
	}
	if colon >= 0 {
		colon -= name
	}
	at := len(s.names)
	s.names = append(s.names, s.buf[s.start+name:s.start+nameEnd]...)
	s.tag = element{name: at, end: len(s.names), colon: colon}
	s.stack = append(s.stack, s.tag)
	return nil
}

// pop closes the innermost element and makes its End the token. The name's
// bytes stay until the next push.
func (s *Scanner) pop() {
	top := len(s.stack) - 1
	s.kind, s.tag = End, s.stack[top]
	s.names = s.names[:s.tag.name]
	s.stack = s.stack[:top]
}
