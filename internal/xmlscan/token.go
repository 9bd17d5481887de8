package xmlscan

import "bytes"

// Kind tells the three tokens apart.
type Kind uint8

// The kinds of token. An element written <a/> gives a Start and an End.
const (
	Start Kind = iota + 1
	End
	Text
)

// Name is a qualified name as written; Prefix is empty where there is none.
// Its bytes are valid until the next call of Next or Skip.
type Name struct {
	Prefix, Local []byte
}

// Is reports whether the local part of the name is local.
func (n Name) Is(local string) bool { return string(n.Local) == local }

// Token is one start tag, end tag or text. Its bytes are valid until the next
// call of Next or Skip.
type Token struct {
	Kind  Kind
	Empty bool   // of a Start written <a/>; its End follows
	Name  Name   // of a Start or End
	Text  []byte // of a Text: references resolved, lines ended by \n
}

// attr is one attribute of the current start tag, by offsets from the start of
// the token, which stay right when the buffer moves.
type attr struct {
	name, nameEnd   int32
	colon           int32 // -1 where the name has no prefix
	value, valueEnd int32
	plain           bool // nothing to resolve in the value
}

// NumAttr is how many attributes the current Start token has.
func (s *Scanner) NumAttr() int { return len(s.attrs) }

// AttrAt returns the name and the value of attribute i of the current Start
// token, in the order written, references resolved. The bytes are valid until
// the next call of Next or Skip.
func (s *Scanner) AttrAt(i int) (Name, []byte) {
	a := s.attrs[i]
	raw := s.buf[s.start:]
	name := Name{Local: raw[a.name:a.nameEnd]}
	if a.colon >= 0 {
		name = Name{Prefix: raw[a.name:a.colon], Local: raw[a.colon+1 : a.nameEnd]}
	}
	value := raw[a.value:a.valueEnd]
	if a.plain {
		return name, value
	}
	from := len(s.scratch)
	s.scratch = appendAttrValue(s.scratch, value)
	return name, s.scratch[from:len(s.scratch):len(s.scratch)]
}

// LocalAttrAt is AttrAt without the prefix.
func (s *Scanner) LocalAttrAt(i int) (local, value []byte) {
	a := &s.attrs[i]
	raw := s.buf[s.start:s.pos]
	if a.plain {
		return raw[max(a.name, a.colon+1):a.nameEnd], raw[a.value:a.valueEnd]
	}
	name, value := s.AttrAt(i)
	return name.Local, value
}

// Attr returns the value of the attribute of the current Start token whose
// local name is local; one without a prefix goes before one with.
func (s *Scanner) Attr(local string) ([]byte, bool) {
	raw := s.buf[s.start:]
	found := -1
	for i := range s.attrs {
		a := &s.attrs[i]
		if a.colon < 0 {
			if string(raw[a.name:a.nameEnd]) == local {
				found = i
				break
			}
		} else if found < 0 && string(raw[a.colon+1:a.nameEnd]) == local {
			found = i
		}
	}
	if found < 0 {
		return nil, false
	}
	_, value := s.AttrAt(found)
	return value, true
}

// Raw returns the document's own bytes (as UTF-8) from the end of the token
// before to the end of this one, so that writing the Raw of every token, and
// once more after io.EOF, repeats the document. It is empty for the End of an
// element written <a/>. Valid until the next call of Next or Skip.
func (s *Scanner) Raw() []byte { return s.buf[s.start:s.pos] }

// appendAttrValue appends value with its references resolved and its white
// space made spaces, as XML 1.0, 3.3.3 has it. The value was checked before.
func appendAttrValue(dst, value []byte) []byte {
	for i := 0; i < len(value); i++ {
		switch c := value[i]; c {
		case '&':
			end := i + bytes.IndexByte(value[i:], ';')
			r, _ := resolve(value[i+1 : end])
			dst = appendRune(dst, r)
			i = end
		case '\r':
			if i+1 < len(value) && value[i+1] == '\n' {
				i++
			}
			dst = append(dst, ' ')
		case '\t', '\n':
			dst = append(dst, ' ')
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
