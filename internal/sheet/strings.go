package sheet

import (
	"bytes"
	"unicode/utf8"

	"chitra/internal/xmlscan"
)

// sharedStrings is the workbook's table of texts. The texts are cut from large
// pieces, so that a million of them cost what their bytes cost.
type sharedStrings struct {
	texts []string
	fonts map[int]string // of texts whose every run has the same font
	bad   map[int]*Refusal
}

// stringPiece is how many bytes of texts share one allocation.
const stringPiece = 64 << 10

// stringBuilder gathers texts and cuts them from pieces.
type stringBuilder struct {
	sharedStrings
	piece []byte
	ends  []int // where each text of the piece ends
	used  int64
}

func readSharedStrings(c *container, e *entry) (sharedStrings, error) {
	var b stringBuilder
	l := c.limits
	err := c.scan(e, "sst", func(s *xmlscan.Scanner) error {
		if n, ok := parseCount(attrText(s, "uniqueCount"), l.Strings); ok {
			b.texts = make([]string, 0, min(int64(n), e.size/8)) // <si><t/> is the least
		}
		return eachChild(s, func(tok xmlscan.Token) error {
			switch {
			case tok.Name.Is("extLst"):
				return nil
			case !tok.Name.Is("si"):
				return refuse(BadStructure, "%s among shared strings", tok.Name.Local)
			}
			return b.add(s, l)
		})
	})
	b.flush()
	return b.sharedStrings, err
}

// add reads one shared string. One that no cell may hold is kept as such: the
// cell that uses it is refused by its sheet and row.
func (b *stringBuilder) add(s *xmlscan.Scanner, l Limits) error {
	index := len(b.texts) + len(b.ends)
	if index >= l.Strings {
		return refuse(TooManyStrings, "more than %d shared strings", l.Strings)
	}
	from := len(b.piece)
	var font string
	var err error
	if b.piece, font, err = appendRich(b.piece, s); err != nil {
		return err
	}
	text, fault := decodeEscapes(b.piece, from, l)
	if fault != nil {
		if b.bad == nil {
			b.bad = make(map[int]*Refusal)
		}
		b.bad[index] = fault
		text = b.piece[:from]
	}
	b.piece = text
	if font != "" {
		if b.fonts == nil {
			b.fonts = make(map[int]string)
		}
		b.fonts[index] = font
	}
	if b.used += int64(len(b.piece)-from) + 16; b.used > l.StringBytes {
		return refuse(TooManyStrings, "shared strings of more than %d bytes", l.StringBytes)
	}
	b.ends = append(b.ends, len(b.piece))
	if len(b.piece) >= stringPiece {
		b.flush()
	}
	return nil
}

// flush makes strings of the piece under way.
func (b *stringBuilder) flush() {
	whole := string(b.piece)
	from := 0
	for _, end := range b.ends {
		b.texts = append(b.texts, whole[from:end])
		from = end
	}
	b.piece, b.ends = b.piece[:0], b.ends[:0]
}

// appendRich appends the text of an si or is element whose start tag was read
// last: its own, or that of its runs. Phonetic guides are no text. The font is
// that of the runs where they agree.
func appendRich(dst []byte, s *xmlscan.Scanner) (text []byte, font string, err error) {
	for runs := 0; ; {
		kind, err := s.Advance()
		switch {
		case err != nil || kind == xmlscan.End:
			return dst, font, err
		case kind == xmlscan.Text:
			err = onlySpace(s.Text())
		default:
			switch name := s.Local(); string(name) {
			case "t":
				dst, err = appendText(dst, s)
			case "r":
				var own string
				if dst, own, err = appendRun(dst, s); runs == 0 || own == font {
					font = own
				} else {
					font = ""
				}
				runs++
			case "rPh", "phoneticPr", "extLst":
				err = s.Skip()
			default:
				err = refuse(BadStructure, "%s in a text", name)
			}
		}
		if err != nil {
			return dst, "", err
		}
	}
}

// appendRun appends the text of a run.
func appendRun(dst []byte, s *xmlscan.Scanner) (text []byte, font string, err error) {
	err = eachChild(s, func(tok xmlscan.Token) error {
		var err error
		switch {
		case tok.Name.Is("t"):
			dst, err = appendText(dst, s)
		case tok.Name.Is("rPr"):
			err = eachChild(s, func(tok xmlscan.Token) error {
				if tok.Name.Is("rFont") {
					font = attrText(s, "val")
				}
				return nil
			})
		default:
			err = refuse(BadStructure, "%s in a run of text", tok.Name.Local)
		}
		return err
	})
	return dst, font, err
}

// appendText appends the text of the element whose start tag was read last,
// which holds no element.
func appendText(dst []byte, s *xmlscan.Scanner) ([]byte, error) {
	if text, ok := s.Leaf(); ok {
		return append(dst, text...), nil
	}
	for {
		kind, err := s.Advance()
		switch {
		case err != nil || kind == xmlscan.End:
			return dst, err
		case kind == xmlscan.Start:
			return dst, refuse(BadStructure, "%s within a value", s.Local())
		}
		dst = append(dst, s.Text()...)
	}
}

// decodeEscapes resolves, in buf from from on, the _xHHHH_ by which workbooks
// write characters that XML does not allow (ECMA-376, 22.9.2.19), and looks at
// the length. What would become a control character other than tab and line
// end is refused.
func decodeEscapes(buf []byte, from int, l Limits) ([]byte, *Refusal) {
	if len(buf)-from > l.Text {
		return nil, refuse(TextTooLong, "%d bytes", len(buf)-from)
	}
	if !bytes.Contains(buf[from:], []byte("_x")) {
		return buf, nil
	}
	out := from
	for i := from; i < len(buf); {
		r, ok := escaped(buf[i:])
		if !ok {
			buf[out] = buf[i]
			i, out = i+1, out+1
			continue
		}
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' {
			return nil, refuse(ControlCharacter, "U+%04X", r)
		}
		out += utf8.EncodeRune(buf[out:], r)
		i += len("_xHHHH_")
	}
	return buf[:out], nil
}

// escaped reads an _xHHHH_ at the beginning of text; halves of surrogate pairs
// are left as they are written.
func escaped(text []byte) (rune, bool) {
	if len(text) < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return 0, false
	}
	var r rune
	for _, c := range text[2:6] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return r, utf8.ValidRune(r)
}
