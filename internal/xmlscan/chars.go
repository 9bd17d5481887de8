package xmlscan

import (
	"unicode"
	"unicode/utf8"
)

// What a byte may be without a closer look.
const (
	inText  = 1 << iota // plain character data
	inValue             // plain in an attribute value, either quote excepted
	inName              // within a name, colon excepted
	inStart             // at the beginning of a name
	isSpace
)

// class says of each byte what it may be. Byte 0, which ends the buffer, bytes
// above 0x7F and control characters are nothing: they get the closer look.
var class = func() (t [256]uint8) {
	for c := 0x20; c < 0x80; c++ {
		t[c] = inText | inValue
	}
	t['\t'], t['\n'] = inText, inText
	t['<'], t['&'], t['>'] = 0, 0, inValue
	t['"'], t['\''] = inText, inText
	for c := 'a'; c <= 'z'; c++ {
		t[c] |= inName | inStart
		t[c-'a'+'A'] |= inName | inStart
	}
	for c := '0'; c <= '9'; c++ {
		t[c] |= inName
	}
	t['_'] |= inName | inStart
	t['-'] |= inName
	t['.'] |= inName
	for _, c := range " \t\r\n" {
		t[c] |= isSpace
	}
	return t
}()

// latin holds the Latin letters beyond ASCII that a name may have: those of
// XML 1.0 (fourth edition), appendix B, which every later edition allows too.
var latin = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x00C0, Hi: 0x00D6, Stride: 1},
	{Lo: 0x00D8, Hi: 0x00F6, Stride: 1},
	{Lo: 0x00F8, Hi: 0x0131, Stride: 1},
	{Lo: 0x0134, Hi: 0x013E, Stride: 1},
	{Lo: 0x0141, Hi: 0x0148, Stride: 1},
	{Lo: 0x014A, Hi: 0x017E, Stride: 1},
	{Lo: 0x0180, Hi: 0x01C3, Stride: 1},
	{Lo: 0x01CD, Hi: 0x01F0, Stride: 1},
	{Lo: 0x1E00, Hi: 0x1E9B, Stride: 1},
	{Lo: 0x1EA0, Hi: 0x1EF9, Stride: 1},
}}

// legal reports whether XML 1.0, 2.2 allows the character.
func legal(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r < 0xD800:
		return true
	default:
		return r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= unicode.MaxRune
	}
}

// wide takes the character at pos, which does not fit one byte, and returns it
// with its size. A character that the decoder of the source put in place of
// one it did not know is refused.
func (s *Scanner) wide() (rune, int, error) {
	for !utf8.FullRune(s.buf[s.pos:s.end]) {
		if !s.more() {
			break
		}
	}
	r, size := utf8.DecodeRune(s.buf[s.pos:s.end])
	switch {
	case s.err != nil:
		return 0, 0, s.err
	case r == utf8.RuneError && (size <= 1 || s.converted):
		return 0, 0, s.fail(BadEncoding)
	case !legal(r):
		return 0, 0, s.fail(ControlCharacter)
	}
	return r, size, nil
}

// letter returns the length of the character of two or three bytes that text
// begins with; 0 where there is none or it needs the closer look of wide.
func letter(text []byte) int {
	if len(text) < 3 || text[1]&0xC0 != 0x80 {
		return 0
	}
	switch c := text[0]; {
	case c >= 0xC2 && c <= 0xDF:
		return 2
	case c >= 0xE1 && c <= 0xEC && text[2]&0xC0 == 0x80:
		return 3
	default:
		return 0
	}
}

// odd looks at the byte at pos that no loop took: the end of the buffer, a
// control character, or the beginning of a wide character, which it passes.
func (s *Scanner) odd() error {
	switch c := s.buf[s.pos]; {
	case c == 0 && s.pos == s.end:
		if !s.more() {
			return s.fail(Cut)
		}
	case c >= utf8.RuneSelf:
		_, size, err := s.wide()
		if err != nil {
			return err
		}
		s.pos += size
	default:
		return s.fail(ControlCharacter)
	}
	return nil
}

// space passes white space and reports whether there was any.
func (s *Scanner) space() (bool, error) {
	some := false
	for {
		p := s.pos
		for class[s.buf[p]]&isSpace != 0 {
			p++
		}
		some = some || p > s.pos
		s.pos = p
		if p < s.end {
			return some, nil
		}
		if !s.more() {
			return some, s.fail(Cut)
		}
	}
}

func appendRune(dst []byte, r rune) []byte { return utf8.AppendRune(dst, r) }
