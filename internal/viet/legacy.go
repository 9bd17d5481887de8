package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Charset is how a text was encoded when it was found.
type Charset uint8

// The charsets that Vietnamese lists come in. The zero value is Unicode.
const (
	Unicode Charset = iota
	TCVN3           // .Vn fonts, also called ABC
	VNI             // VNI- fonts
)

// GuessLegacy decodes text that may have been pasted from a font of before
// Unicode. The cell's font decides first; without one, the share of possible
// syllables before and after does, and text that is whole as it stands is left
// alone. Only what was not sure needs a person: then decoded is the likeliest
// reading, which may be the text itself. It must be given the text as found,
// before Compose.
func GuessLegacy(s, font string) (decoded string, charset Charset, sure bool) {
	if charset = charsetOfFont(font); charset != Unicode {
		return byFont(s, font, charset)
	}
	if isASCII(s) {
		return s, Unicode, true
	}
	return bySyllables(s)
}

// charsetOfFont knows the names of legacy font families.
func charsetOfFont(font string) Charset {
	name := strings.TrimSpace(font)
	begins := func(with string) bool { return len(name) >= len(with) && strings.EqualFold(name[:len(with)], with) }
	switch {
	case begins(".vn"):
		return TCVN3
	case begins("vni-"), begins("vni "):
		return VNI
	}
	return Unicode
}

// byFont decodes as the font says. Text that the font cannot show was Unicode
// all the time; text that only makes sense undecoded is left, and not sure; nor
// is text that makes sense both ways.
func byFont(s, font string, charset Charset) (string, Charset, bool) {
	decoded, ok := decodeAs(s, charset)
	if !ok {
		return s, Unicode, true
	}
	if charset == TCVN3 && strings.HasSuffix(strings.TrimSpace(font), "H") {
		decoded = strings.ToUpper(decoded)
	}
	if isASCII(s) {
		return decoded, charset, true
	}
	after, before := spelling(decoded), spelling(s)
	if !after.whole() && before.whole() {
		return s, Unicode, false
	}
	return decoded, charset, after.whole() && !before.whole()
}

// bySyllables decodes as what reads best.
func bySyllables(s string) (string, Charset, bool) {
	before := spelling(s)
	if before.whole() {
		return s, Unicode, true
	}
	best, charset, count, rivals, decodable := s, Unicode, before, 0, false
	for _, c := range [...]Charset{TCVN3, VNI} {
		decoded, ok := decodeAs(s, c)
		if !ok {
			continue
		}
		decodable = true
		after := spelling(decoded)
		if after.whole() {
			rivals++
		}
		if after.betterThan(count) {
			best, charset, count = decoded, c, after
		}
	}
	if !decodable {
		return s, Unicode, true
	}
	return best, charset, count.whole() && rivals == 1
}

func decodeAs(s string, c Charset) (string, bool) {
	if c == VNI {
		return FromVNI(s)
	}
	return FromTCVN3(s)
}

// syllableCount is how many of the telling words, those with other letters than
// ASCII, can be syllables.
type syllableCount struct {
	good, all int
}

func spelling(s string) syllableCount {
	var c syllableCount
	parts := func(r rune) bool { return unicode.IsSpace(r) || r < utf8.RuneSelf && !unicode.IsLetter(r) }
	for s != "" {
		word := s
		if end := strings.IndexFunc(s, parts); end >= 0 {
			_, width := utf8.DecodeRuneInString(s[end:])
			word, s = s[:end], s[end+width:]
		} else {
			s = ""
		}
		if isASCII(word) {
			continue
		}
		c.all++
		if IsSyllable(word) {
			c.good++
		}
	}
	return c
}

func (c syllableCount) whole() bool { return c.good == c.all }

// betterThan compares shares.
func (c syllableCount) betterThan(o syllableCount) bool {
	return c.good*max(o.all, 1) > o.good*max(c.all, 1)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
