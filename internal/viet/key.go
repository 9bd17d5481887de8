package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stackText is room for most names without an allocation of its own.
const stackText = 96

// Key returns the comparison key of a name: two texts that say the same name
// have the same key, and tones are kept. On top of Compose it is upper case;
// the tone stands in one place of its syllable (HOÀ and HÒA); i and y after a
// consonant are one letter, the one that official spelling prefers (LÍ and LÝ,
// QUI and QUY, but THY and THI as THI); apostrophes and hyphens are the ASCII
// ones. Key(Key(s)) = Key(s).
func Key(s string) string {
	var room [stackText]byte
	s = Compose(s)
	if !isComposed(s) {
		s = Compose(strings.Map(keyRune, strings.ToUpper(s)))
	}
	return string(appendKey(room[:0], s))
}

// Fold returns Key without any marks, for finding candidates and headings: A–Z,
// 0–9 and single spaces. Apostrophes vanish, every other character becomes a
// space; letters that no decomposition leads to A–Z vanish too, so different
// texts in other scripts can fold to the same. Fold(Fold(s)) = Fold(Key(s)) =
// Fold(s).
func Fold(s string) string {
	var room [stackText]byte
	s = Compose(s)
	if out, ok := appendFold(room[:0], s); ok {
		return string(out)
	}
	s = plainLetters(Key(s), nil)
	out, _ := appendFold(room[:0], s)
	return string(out)
}

// keyRune makes variants of apostrophe and hyphen the ASCII ones.
func keyRune(r rune) rune {
	switch r {
	case '‘', '’', 'ʼ', 'ʻ', '′', '´':
		return '\''
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	}
	return r
}

// maxWord bounds the letters looked at together; longer runs are taken in
// pieces.
const maxWord = 32

// word is a run of letters in upper case.
type word struct {
	letters [maxWord]letter
	n       int
}

// read takes the letters at s[at:], up to the first that is none, and returns
// where it stopped. A letter with marks that Vietnamese does not put on it is
// none.
func (w *word) read(s string, at int) int {
	w.n = 0
	before := at
	for at < len(s) && w.n < maxWord {
		l, n := nextLetter(s, at)
		if l == 0 {
			if w.n > 0 && n > 1 && startsWithMark(s[at:]) {
				w.n--
				return before
			}
			break
		}
		w.letters[w.n] = l &^ lowerBit
		w.n++
		before = at
		at += n
	}
	return at
}

func startsWithMark(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.M, r)
}

// appendKey writes the key of composed text.
func appendKey(dst []byte, s string) []byte {
	var w word
	for at := 0; at < len(s); {
		next := w.read(s, at)
		if w.n == 0 {
			_, n := utf8.DecodeRuneInString(s[at:])
			dst = append(dst, s[at:at+n]...)
			at += n
			continue
		}
		letters := w.letters[:w.n]
		arrange(letters)
		for _, l := range letters {
			dst = l.append(dst)
		}
		at = next
	}
	return dst
}

// appendFold writes the fold of composed text; ok is false when it holds
// anything but letters, digits and spaces.
func appendFold(dst []byte, s string) (out []byte, ok bool) {
	var w word
	for at := 0; at < len(s); {
		next := w.read(s, at)
		if w.n == 0 {
			c := s[at]
			if c != ' ' && (c < '0' || c > '9') {
				return nil, false
			}
			dst = append(dst, c)
			at++
			continue
		}
		letters := w.letters[:w.n]
		arrange(letters)
		for _, l := range letters {
			dst = append(dst, l.ascii())
		}
		at = next
	}
	return dst, true
}

// longestSyllable is that of "nghiêng", and one to spare.
const longestSyllable = 8

// arrange puts tone and i/y of one syllable in upper case into their canonical
// form. What is not onset, one run of vowels and coda stays as it is.
func arrange(w []letter) {
	if len(w) > longestSyllable {
		return
	}
	start, end := nucleus(w)
	if start == end {
		return
	}
	for _, l := range w[end:] {
		if l.isVowel() {
			return
		}
	}
	arrangeIY(w, start, end)
	arrangeTone(w, start, end)
}

// nucleus finds the run of vowels; the u of qu and the i of gi before a vowel
// belong to the onset.
func nucleus(w []letter) (start, end int) {
	for start < len(w) && !w[start].isVowel() {
		start++
	}
	if start == 1 && len(w) > 2 && w[2].isVowel() {
		glide := w[1].base()
		if w[0] == baseOf('Q') && glide == baseOf('U') || w[0] == baseOf('G') && isIY(glide) {
			start = 2
		}
	}
	for end = start; end < len(w) && w[end].isVowel(); end++ {
	}
	return start, end
}

// sharpOnsets are the consonants after which official spelling prefers y for a
// vowel that stands alone: hy, ky, ly, my, ty.
const sharpOnsets = "HKLMT"

// arrangeIY writes i or y after a consonant the way official spelling prefers.
func arrangeIY(w []letter, start, end int) {
	if start == 2 && w[0] == baseOf('G') && isIY(w[1].base()) {
		w[1] = w[1]&^baseMask | baseOf('I')
	}
	if start == 0 || !isIY(w[start].base()) {
		return
	}
	afterQu := start == 2 && w[0] == baseOf('Q')
	alone := end == start+1 && end == len(w) && start == 1 && strings.IndexByte(sharpOnsets, w[0].ascii()) >= 0
	preferred := baseOf('I')
	if afterQu || alone {
		preferred = baseOf('Y')
	}
	w[start] = w[start]&^baseMask | preferred
}

func isIY(base letter) bool { return base == baseOf('I') || base == baseOf('Y') }

// arrangeTone moves the only tone of a syllable to its place: a vowel with a
// hat, else the last vowel before a coda, else the middle of three vowels, else
// the first. More than one tone stays where it is.
func arrangeTone(w []letter, start, end int) {
	tone, at := Level, 0
	for i, l := range w {
		if l.tone() == Level {
			continue
		}
		if tone != Level {
			return
		}
		tone, at = l.tone(), i
	}
	if tone == Level {
		return
	}
	w[at] = w[at].withTone(Level)
	place := tonePlace(w, start, end)
	w[place] = w[place].withTone(tone)
}

func tonePlace(w []letter, start, end int) int {
	for i := end - 1; i >= start; i-- {
		if w[i]&hatMask != 0 {
			return i
		}
	}
	switch {
	case end < len(w):
		return end - 1
	case end-start == 3:
		return start + 1
	}
	return start
}
