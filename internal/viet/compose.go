package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Compose returns the one form of a text that may have been typed in many: NFC,
// with marks in the wrong order put right (NFC itself leaves a tone typed before
// its hat apart) and a mark typed twice kept once; Ð U+00D0 and other
// look-alikes become Đ; every kind of space becomes one U+0020, none at either
// end; invisible characters are dropped, bytes that are not UTF-8 become U+FFFD.
//
// Text pasted from a legacy font must be decoded first: there Ð and U+00AD are
// letters.
func Compose(s string) string {
	if isComposed(s) {
		return s
	}
	s = norm.NFC.String(orderMarks(norm.NFD.String(strings.Map(cleanRune, s))))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}

// isComposed knows the text that nothing has to be done to: printable ASCII and
// composed Vietnamese letters, single spaces inside.
func isComposed(s string) bool {
	space := true
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
			space = true
			i++
			continue
		case c < ' ' || c == 0x7f:
			return false
		case c < utf8.RuneSelf:
			i++
		default:
			l, n := nextLetter(s, i)
			if l == 0 {
				return false
			}
			i += n
		}
		space = false
	}
	return s == "" || !space
}

// cleanRune is the replacement of one rune, -1 for none.
func cleanRune(r rune) rune {
	switch r {
	case 'Ð', 'Ɖ':
		return 'Đ'
	case 'ð', 'ɖ':
		return 'đ'
	}
	switch {
	case unicode.IsSpace(r) || unicode.Is(unicode.Z, r):
		return ' '
	case isInvisible(r):
		return -1
	}
	return r
}

// isInvisible reports characters that take no room: joiners, direction marks,
// soft hyphens, byte order marks.
func isInvisible(r rune) bool {
	return r == '\u00ad' || r == '\u034f' || r == '\u180e' || r == '\ufeff' ||
		'\u200b' <= r && r <= '\u200f' || '\u202a' <= r && r <= '\u202e' || '\u2060' <= r && r <= '\u206f'
}

// orderMarks rewrites decomposed text: each base letter takes the hat and the
// tone among the marks behind it, in whatever order they come. Marks that fit
// no letter stay behind it.
func orderMarks(s string) string {
	out := make([]byte, 0, len(s))
	var rest []rune
	for i := 0; i < len(s); {
		l, n := nextLetter(s, i)
		if l == 0 {
			out = append(out, s[i:i+n]...)
			i += n
			continue
		}
		i += n
		rest = rest[:0]
		for i < len(s) {
			mark, n := utf8.DecodeRuneInString(s[i:])
			if !unicode.Is(unicode.Mn, mark) {
				break
			}
			i += n
			marked, ok := l.withMark(mark)
			if !ok {
				rest = append(rest, mark)
			}
			l = marked
		}
		out = l.append(out)
		for _, mark := range rest {
			out = utf8.AppendRune(out, mark)
		}
	}
	return string(out)
}

// withMark puts a combining mark on a letter; ok is false when it has another
// hat or tone already, or when there is no such letter.
func (l letter) withMark(mark rune) (marked letter, ok bool) {
	hat, tone := markOf(mark)
	switch {
	case hat != 0 && l&hatMask == 0:
		marked = l | hat
	case hat != 0:
		return l, l&hatMask == hat
	case tone != Level && l.tone() == Level:
		marked = l.withTone(tone)
	case tone != Level:
		return l, l.tone() == tone
	default:
		return l, false
	}
	if marked.rune() == 0 {
		return l, false
	}
	return marked, true
}

// markOf returns the hat or the tone that a combining mark writes.
func markOf(mark rune) (hat letter, tone Tone) {
	switch mark {
	case '\u0302':
		return circumflex, Level
	case '\u0306':
		return breve, Level
	case '\u031b':
		return horn, Level
	case '\u0300':
		return 0, Grave
	case '\u0309':
		return 0, Hook
	case '\u0303':
		return 0, Tilde
	case '\u0301':
		return 0, Acute
	case '\u0323':
		return 0, Dot
	}
	return 0, Level
}
