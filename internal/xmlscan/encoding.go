package xmlscan

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// longestDeclaration bounds the XML declaration.
const longestDeclaration = 1 << 10

// prolog finds out the encoding, by the byte order mark and the declaration,
// and leaves pos behind the declaration.
func (s *Scanner) prolog() error {
	marked := false
	switch {
	case s.have(2) && (string(s.buf[:2]) == "\xFF\xFE" || string(s.buf[:2]) == "\xFE\xFF"):
		s.decode(unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM))
	case s.have(3) && string(s.buf[:3]) == "\xEF\xBB\xBF":
		marked = true
		s.buf = append(s.buf[3:], 0, 0, 0)
		s.end -= 3
	}
	if !s.have(6) || string(s.buf[:5]) != "<?xml" || class[s.buf[5]]&isSpace == 0 {
		return s.err
	}
	for !bytes.Contains(s.buf[:s.end], []byte("?>")) {
		if s.end > longestDeclaration {
			return s.fail(BadDeclaration)
		}
		if !s.more() {
			return s.fail(Cut)
		}
	}
	end := bytes.Index(s.buf[:s.end], []byte("?>"))
	name, ok := declared(string(s.buf[5:end]))
	if !ok {
		return s.fail(BadDeclaration)
	}
	s.pos = end + 2
	return s.switchTo(strings.ToLower(name), marked)
}

// switchTo makes the rest of the document be read in the encoding that its
// declaration names; it may not contradict the byte order mark.
func (s *Scanner) switchTo(name string, marked bool) error {
	wide := s.converted
	switch name {
	case "":
		return nil
	case "utf-16", "utf-16le", "utf-16be":
		if wide {
			return nil
		}
	case "utf-8", "us-ascii": // what is ASCII is UTF-8
		if !wide {
			return nil
		}
	case "iso-8859-1", "latin1":
		if !wide && !marked {
			s.decode(charmap.ISO8859_1)
			return nil
		}
	case "windows-1252", "cp1252":
		if !wide && !marked {
			s.decode(charmap.Windows1252)
			return nil
		}
	}
	return s.fail(BadEncoding)
}

// decode makes what is behind pos, and all that follows, be read in enc.
func (s *Scanner) decode(enc encoding.Encoding) {
	rest := bytes.Clone(s.buf[s.pos:s.end])
	s.src = transform.NewReader(io.MultiReader(bytes.NewReader(rest), s.src), enc.NewDecoder())
	s.converted = true
	s.end = s.pos
	s.buf[s.end] = 0
	s.eof = false
}

// declared reads the inside of an XML declaration, strictly as XML 1.0, 2.8
// has it, and returns the encoding it names, if any.
func declared(text string) (enc string, ok bool) {
	version, text, ok := pseudoAttr(text, "version")
	if !ok || version != "1.0" {
		return "", false
	}
	if value, rest, ok := pseudoAttr(text, "encoding"); ok {
		if value == "" {
			return "", false
		}
		enc, text = value, rest
	}
	if value, rest, ok := pseudoAttr(text, "standalone"); ok {
		if value != "yes" && value != "no" {
			return "", false
		}
		text = rest
	}
	return enc, strings.Trim(text, " \t\r\n") == ""
}

// pseudoAttr takes white space and name="value" from the beginning of text.
func pseudoAttr(text, name string) (value, rest string, ok bool) {
	const space = " \t\r\n"
	rest = strings.TrimLeft(text, space)
	if rest == text || !strings.HasPrefix(rest, name) {
		return "", "", false
	}
	rest = strings.TrimLeft(rest[len(name):], space)
	if !strings.HasPrefix(rest, "=") {
		return "", "", false
	}
	rest = strings.TrimLeft(rest[1:], space)
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return "", "", false
	}
	value, rest, ok = strings.Cut(rest[1:], rest[:1])
	if strings.ContainsAny(value, "<&\"'") {
		return "", "", false
	}
	return value, rest, ok
}
