package viet

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// BankLetters returns text in what every bank's portal takes: A–Z, 0–9 and
// single spaces. Taking marks off Vietnamese letters (Đ becomes D) and writing
// upper case lose nothing that a bank could keep; every other character that
// was replaced or dropped is listed in lossy, once, in order. An apostrophe
// vanishes, other punctuation becomes a space. Unlike Fold it spells as given:
// LÍ is LI.
func BankLetters(s string) (out string, lossy []rune) {
	out = plainLetters(Compose(s), func(r rune) {
		if !slices.Contains(lossy, r) {
			lossy = append(lossy, r)
		}
	})
	return out, lossy
}

// plainLetters writes composed text in A–Z, 0–9 and single spaces, and reports
// to lost, unless it is nil, whatever it had to replace or drop.
func plainLetters(s string, lost func(rune)) string {
	out := make([]byte, 0, len(s))
	for at := 0; at < len(s); {
		l, n := nextLetter(s, at)
		c := s[at]
		switch {
		case l != 0:
			out = append(out, l.ascii())
		case '0' <= c && c <= '9':
			out = append(out, c)
		case c == ' ':
			out = appendSpace(out)
		default:
			r, _ := utf8.DecodeRuneInString(s[at:])
			if lost != nil {
				lost(r)
			}
			out = appendForeign(out, r)
		}
		at += n
	}
	if len(out) > 0 && out[len(out)-1] == ' ' {
		out = out[:len(out)-1]
	}
	return string(out)
}

func appendSpace(out []byte) []byte {
	if len(out) == 0 || out[len(out)-1] == ' ' {
		return out
	}
	return append(out, ' ')
}

// appendForeign writes the nearest plain letters of any other rune: what its
// decomposition holds, nothing for an apostrophe or a mark, else a space.
func appendForeign(out []byte, r rune) []byte {
	if r == '`' || keyRune(r) == '\'' || unicode.Is(unicode.M, r) {
		return out
	}
	if spelt := foreignLetter(r); spelt != "" {
		return append(out, spelt...)
	}
	found := false
	for _, part := range norm.NFKD.String(string(r)) {
		l := letterOf(unicode.ToUpper(part))
		switch {
		case l != 0:
			out, found = append(out, l.ascii()), true
		case '0' <= part && part <= '9':
			out, found = append(out, byte(part)), true
		}
	}
	if !found {
		return appendSpace(out)
	}
	return out
}

// foreignLetter spells Latin letters that have no decomposition.
func foreignLetter(r rune) string {
	switch r {
	case 'ß', 'ẞ':
		return "SS"
	case 'Æ', 'æ':
		return "AE"
	case 'Œ', 'œ':
		return "OE"
	case 'Ø', 'ø':
		return "O"
	case 'Ł', 'ł':
		return "L"
	case 'Þ', 'þ':
		return "TH"
	}
	return ""
}
