package synth

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// toneMarks are the five combining tones: sắc, huyền, hỏi, ngã, nặng.
const toneMarks = "\u0301\u0300\u0309\u0303\u0323"

func isTone(r rune) bool { return strings.ContainsRune(toneMarks, r) }

// isHat reports a combining circumflex, breve or horn.
func isHat(r rune) bool { return r == '\u0302' || r == '\u0306' || r == '\u031b' }

// unmark writes a name without any marks, case kept: "Đặng Thị Hòa" becomes
// "Dang Thi Hoa". It is the generator's own, so that a slip in the engine's
// folding shows against it.
func unmark(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteByte('d')
		case r == 'Đ':
			b.WriteByte('D')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// bankCapitals is how most account holders are written: capitals, no marks.
func bankCapitals(s string) string { return strings.ToUpper(unmark(s)) }

// slug names a file after a commune: "Xã Minh Lạc" becomes "xa-minh-lac".
func slug(s string) string { return strings.ReplaceAll(strings.ToLower(unmark(s)), " ", "-") }

// tcvn3Pairs holds each letter and, after it, the Latin letter that the old
// one-byte fonts used for it. There are capitals only for the plain letters
// with a hat, horn, breve or bar: toned capitals were a font of their own.
const tcvn3Pairs = "Ă¡Â¢Ê£Ô¤Ơ¥Ư¦Đ§ă¨â©êªô«ơ¬ư\u00adđ®àµả¶ã·á¸ạ¹ằ»ẳ¼ẵ½ắ¾ặÆầÇẩÈẫÉấÊậËèÌẻÎẽÏéÐẹÑềÒểÓễÔếÕệÖì×ỉØĩÜíÝịÞ" +
	"òßỏáõâóãọäồåổæỗçốèộéờêởëỡìớíợîùïủñũòúóụôừõửöữ÷ứøựùỳúỷûỹüýýỵþ"

// legacy writes names as pasted from a .VnTime document.
type legacy map[rune]rune

func newLegacy() legacy {
	table := legacy{}
	letters := []rune(tcvn3Pairs)
	for i := 0; i+1 < len(letters); i += 2 {
		table[letters[i]] = letters[i+1]
	}
	return table
}

// encode returns the pasted form. A toned capital, for which the font has no
// letter, is typed small, as clerks did.
func (l legacy) encode(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		if c, ok := l[r]; ok {
			return c
		}
		return l[unicode.ToLower(r)]
	}, norm.NFC.String(s))
}

// otherToneSeat moves the tone of open oa, oe and uy to the other vowel:
// "Hòa" and "Hoà" are the same name. It reports whether anything moved.
func otherToneSeat(s string) (string, bool) {
	words := strings.Fields(s)
	moved := false
	for i, w := range words {
		letters := []rune(norm.NFD.String(w))
		n := len(letters)
		if n < 4 || !isTone(letters[n-2]) {
			continue
		}
		pair := string(unicode.ToLower(letters[n-3])) + string(unicode.ToLower(letters[n-1]))
		before := unicode.ToLower(letters[n-4])
		if (pair == "oa" || pair == "oe" || pair == "uy") && before != 'q' && !unicode.Is(unicode.Mn, letters[n-4]) {
			letters[n-2], letters[n-1] = letters[n-1], letters[n-2]
			words[i] = norm.NFC.String(string(letters))
			moved = true
		}
	}
	return strings.Join(words, " "), moved
}

// otherI writes i for y after a consonant: "Lý" and "Lí" are the same name.
func otherI(s string) (string, bool) {
	words := strings.Fields(s)
	changed := false
	for i, w := range words {
		letters := []rune(norm.NFD.String(w))
		if len(letters) < 2 || len(letters) > 3 || !strings.ContainsRune("hklmstv", unicode.ToLower(letters[0])) {
			continue
		}
		if letters[1] != 'y' || len(letters) == 3 && !isTone(letters[2]) {
			continue
		}
		letters[1] = 'i'
		words[i] = norm.NFC.String(string(letters))
		changed = true
	}
	return strings.Join(words, " "), changed
}

// toneBeforeHat types each tone before its hat, the wrong order that NFC does
// not repair: ấ as a + sắc + circumflex.
func toneBeforeHat(s string) (string, bool) {
	letters := []rune(norm.NFD.String(s))
	changed := false
	for i := 1; i+1 < len(letters); i++ {
		if isHat(letters[i]) && isTone(letters[i+1]) {
			letters[i], letters[i+1] = letters[i+1], letters[i]
			changed = true
		}
	}
	return string(letters), changed
}
