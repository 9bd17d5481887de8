package viet

import (
	"strings"
	"unicode"
)

// FromVNI decodes text of a VNI font that was pasted as Latin letters: a letter,
// and behind it a character for hat and tone. "Nguyeãn Vaên Ñöùc" is Nguyễn Văn
// Đức. It must be given the text as found, before Compose. ok is false when a
// character is none of VNI, or a mark stands behind a letter that cannot bear
// it.
func FromVNI(s string) (decoded string, ok bool) {
	var out strings.Builder
	pending := letter(0)
	flush := func() {
		if pending != 0 {
			out.WriteRune(pending.rune())
		}
		pending = 0
	}
	for _, r := range s {
		if marked := vniMarked(pending, r); marked != 0 {
			pending = marked
			flush()
			continue
		}
		flush()
		single, isLetter := vniLetter(r)
		switch {
		case isLetter:
			pending = single
		case r < 0x80 || r == '\u00a0':
			out.WriteRune(r)
		default:
			return "", false
		}
	}
	flush()
	return out.String(), true
}

// vniLetter returns the letter that one character stands for by itself.
func vniLetter(r rune) (letter, bool) {
	if r < 0x80 {
		l := letterOf(r)
		return l, l != 0
	}
	meant := rune(0)
	switch unicode.ToLower(r) {
	case 'ñ':
		meant = 'đ'
	case 'ô':
		meant = 'ơ'
	case 'ö':
		meant = 'ư'
	case 'í', 'ì':
		meant = unicode.ToLower(r)
	case 'æ':
		meant = 'ỉ'
	case 'ó':
		meant = 'ĩ'
	case 'ò':
		meant = 'ị'
	case 'î':
		meant = 'ỵ'
	default:
		return 0, false
	}
	l := letterOf(meant)
	if unicode.IsUpper(r) {
		l &^= lowerBit
	}
	return l, true
}

// vniMarked puts the mark r on the letter before it, 0 where it is none.
func vniMarked(l letter, r rune) letter {
	if !l.isVowel() || l.tone() != Level || l.base() == baseOf('I') {
		return 0
	}
	hat, tone, ok := vniMark(unicode.ToLower(r))
	if !ok || hat != 0 && l&hatMask != 0 {
		return 0
	}
	marked := (l | hat).withTone(tone)
	if marked.rune() == 0 {
		return 0
	}
	return marked
}

// vniMark returns what a mark writes: a tone, or a hat with or without a tone.
func vniMark(r rune) (hat letter, tone Tone, ok bool) {
	tones := [...][6]rune{ // by Tone
		0: {0, 'ø', 'û', 'õ', 'ù', 'ï'},
		1: {'â', 'à', 'å', 'ã', 'á', 'ä'},
		2: {'ê', 'è', 'ú', 'ü', 'é', 'ë'},
	}
	for row, hat := range [...]letter{0, circumflex, breve} {
		for tone, mark := range tones[row] {
			if mark == r && r != 0 {
				return hat, Tone(tone), true
			}
		}
	}
	return 0, Level, false
}
