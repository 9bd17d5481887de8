package viet

import "unicode/utf8"

// letter is one Vietnamese letter taken apart: base A–Z, hat, tone and case. The
// zero value is no letter. F, J, W and Z count, because names use them.
type letter uint16

const (
	baseMask  letter = 31 // 1 for A to 26 for Z
	hatShift         = 5
	hatMask   letter = 7 << hatShift
	toneShift        = 8
	toneMask  letter = 7 << toneShift
	lowerBit  letter = 1 << 11
	letterEnd        = 1 << 12
)

// The hats, which make another letter of a base.
const (
	circumflex letter = (iota + 1) << hatShift // â ê ô
	breve                                      // ă
	horn                                       // ơ ư
	stroke                                     // đ
)

// Tone is one of the six tones of a syllable. The zero value is the level tone,
// which is not written.
type Tone uint8

// The tones, by the names of their marks in Vietnamese.
const (
	Level Tone = iota // ngang
	Grave             // huyền
	Hook              // hỏi
	Tilde             // ngã
	Acute             // sắc
	Dot               // nặng
)

// vowelRow is a vowel with its hat and its runes by tone.
type vowelRow struct {
	base         byte
	hat          letter
	upper, lower string
}

// vowelRows is every vowel, by tone in the order of the Tone constants.
func vowelRows() [12]vowelRow {
	return [...]vowelRow{
		{'A', 0, "AÀẢÃÁẠ", "aàảãáạ"}, {'A', breve, "ĂẰẲẴẮẶ", "ăằẳẵắặ"}, {'A', circumflex, "ÂẦẨẪẤẬ", "âầẩẫấậ"},
		{'E', 0, "EÈẺẼÉẸ", "eèẻẽéẹ"}, {'E', circumflex, "ÊỀỂỄẾỆ", "êềểễếệ"}, {'I', 0, "IÌỈĨÍỊ", "iìỉĩíị"},
		{'O', 0, "OÒỎÕÓỌ", "oòỏõóọ"}, {'O', circumflex, "ÔỒỔỖỐỘ", "ôồổỗốộ"}, {'O', horn, "ƠỜỞỠỚỢ", "ơờởỡớợ"},
		{'U', 0, "UÙỦŨÚỤ", "uùủũúụ"}, {'U', horn, "ƯỪỬỮỨỰ", "ưừửữứự"}, {'Y', 0, "YỲỶỸÝỴ", "yỳỷỹýỵ"},
	}
}

const (
	lowEnd    = 'ư' + 1 // letters from A to ư
	highStart = 'Ạ'     // and from Ạ to ỹ
	highEnd   = 'ỹ' + 1
)

// lowLetters and highLetters take runes apart; letterRunes puts them together,
// 0 where a combination is no letter. They are tables, never written to again.
var lowLetters, highLetters, letterRunes = letterTables()

func letterTables() (low [lowEnd]letter, high [highEnd - highStart]letter, runes [letterEnd]uint16) {
	add := func(r rune, l letter) {
		if r < lowEnd {
			low[r] = l
		} else {
			high[r-highStart] = l
		}
		runes[l] = uint16(r)
	}
	for i := range rune(26) {
		add('A'+i, letter(i+1))
		add('a'+i, letter(i+1)|lowerBit)
	}
	add('Đ', baseOf('D')|stroke)
	add('đ', baseOf('D')|stroke|lowerBit)
	for _, row := range vowelRows() {
		upper, lower := []rune(row.upper), []rune(row.lower)
		for tone := range upper {
			l := baseOf(row.base) | row.hat | letter(tone)<<toneShift
			add(upper[tone], l)
			add(lower[tone], l|lowerBit)
		}
	}
	return low, high, runes
}

// letterOf takes a rune apart, 0 when it is no Vietnamese letter.
func letterOf(r rune) letter {
	switch {
	case r < 0:
	case r < lowEnd:
		return lowLetters[r]
	case highStart <= r && r < highEnd:
		return highLetters[r-highStart]
	}
	return 0
}

// nextLetter takes the first rune of s apart and returns its length in bytes.
func nextLetter(s string, at int) (letter, int) {
	if c := s[at]; c < utf8.RuneSelf {
		return lowLetters[c], 1
	}
	r, n := utf8.DecodeRuneInString(s[at:])
	return letterOf(r), n
}

func baseOf(c byte) letter { return letter(c - beforeA) }

func (l letter) base() letter { return l & baseMask }

// ascii is the base in upper case.
func (l letter) ascii() byte { return beforeA + byte(l&baseMask) }

func (l letter) tone() Tone { return Tone(l & toneMask >> toneShift) }

func (l letter) withTone(t Tone) letter { return l&^toneMask | letter(t)<<toneShift }

// rune is the composed rune, 0 when there is none.
func (l letter) rune() rune { return rune(letterRunes[l]) }

func (l letter) append(dst []byte) []byte {
	r := l.rune()
	if r < utf8.RuneSelf {
		return append(dst, byte(r))
	}
	return utf8.AppendRune(dst, r)
}

// Bases count from 1 for A; vowelBases has a bit for each of A E I O U Y.
const (
	beforeA    = 'A' - 1
	vowelBases = 1<<('A'-beforeA) | 1<<('E'-beforeA) | 1<<('I'-beforeA) | 1<<('O'-beforeA) | 1<<('U'-beforeA) | 1<<('Y'-beforeA)
)

func (l letter) isVowel() bool { return vowelBases>>(l&baseMask)&1 == 1 }
