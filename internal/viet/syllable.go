package viet

import "strings"

// Syllables returns the words of a composed text, case kept. In Vietnamese each
// is one syllable.
func Syllables(s string) []string {
	return strings.Fields(Compose(s))
}

// Base returns a syllable without its tone; hats stay, as they make another
// letter: "Nguyễn" is "Nguyên".
func Base(syllable string) string {
	var room [stackText]byte
	s, dst := Compose(syllable), room[:0]
	for at := 0; at < len(s); {
		l, n := nextLetter(s, at)
		if l == 0 {
			dst = append(dst, s[at:at+n]...)
		} else {
			dst = l.withTone(Level).append(dst)
		}
		at += n
	}
	return string(dst)
}

// ToneOf returns the tone of a syllable, the first when it has several.
func ToneOf(syllable string) Tone {
	s := Compose(syllable)
	for at := 0; at < len(s); {
		l, n := nextLetter(s, at)
		if t := l.tone(); t != Level {
			return t
		}
		at += n
	}
	return Level
}

// IsSyllable reports whether a word can be a Vietnamese syllable: an onset, a
// rime that exists, one tone at most, and before c, ch, p or t the acute or the
// dot, as no other tone is spoken there. The tone may stand on any vowel.
func IsSyllable(s string) bool {
	if !isComposed(s) {
		s = Compose(s)
	}
	var w word
	if end := w.read(s, 0); end < len(s) || w.n == 0 || w.n > longestSyllable {
		return false
	}
	tone := Level
	letters := w.letters[:w.n]
	for i, l := range letters {
		if l.tone() != Level && tone != Level {
			return false
		}
		tone = max(tone, l.tone())
		letters[i] = l.withTone(Level)
	}
	return isSpelt(letters) && tonesWith(letters, tone)
}

// tonesWith reports whether a syllable without its tone can have it.
func tonesWith(w []letter, tone Tone) bool {
	if tone == Acute || tone == Dot {
		return true
	}
	last := w[len(w)-1].ascii()
	if last == 'H' && len(w) > 1 {
		return w[len(w)-2].ascii() != 'C'
	}
	return last != 'C' && last != 'P' && last != 'T'
}

// isSpelt reports whether letters in upper case without tone are onset and rime.
func isSpelt(w []letter) bool {
	var room [4 * longestSyllable]byte
	start, end := nucleus(w)
	if start == end {
		return false
	}
	if start == 2 && w[1] == baseOf('I') && w[2] == baseOf('E')|circumflex {
		start = 1 // giê is g and iê: giếng
	}
	rime := room[:0]
	for _, l := range w[start:] {
		rime = l.append(rime)
	}
	if start == 2 && w[0] == baseOf('Q') {
		_, ok := quRimes[string(rime)]
		return ok
	}
	if _, ok := rimes[string(rime)]; !ok {
		return false
	}
	var onset [longestSyllable]byte
	for i, l := range w[:start] {
		onset[i] = l.ascii()
		if l&hatMask == stroke {
			onset[i] = 'd' // Đ
		}
	}
	return onsetBefore(string(onset[:start]), w[start])
}

// onsetBefore reports whether an onset is spelt so before a vowel: k, gh and ngh
// before i e ê y, c, g and ng before the others.
func onsetBefore(onset string, vowel letter) bool {
	front := vowel.base() == baseOf('I') || vowel.base() == baseOf('E') || vowel.base() == baseOf('Y')
	switch onset {
	case "K", "GH", "NGH":
		return front
	case "C", "NG":
		return !front
	case "G":
		return !front || vowel.base() == baseOf('I')
	case "", "B", "CH", "D", "d", "GI", "H", "KH", "L", "M", "N", "NH", "P", "PH", "R", "S", "T", "TH", "TR", "V", "X":
		return true
	}
	return false
}

// rimes is every rime without its tone, in upper case; quRimes those after qu.
var (
	rimes = wordSet(`
A AC ACH AI AM AN ANG ANH AO AP AT AU AY ĂC ĂM ĂN ĂNG ĂP ĂT ÂC ÂM ÂN ÂNG ÂP ÂT ÂU ÂY
E EC EM EN ENG EO EP ET Ê ÊCH ÊM ÊN ÊNH ÊP ÊT ÊU
I IA ICH IM IN INH IP IT IU IÊC IÊM IÊN IÊNG IÊP IÊT IÊU
O OC OI OM ON ONG OP OT OA OAC OACH OAI OAM OAN OANG OANH OAO OAP OAT OAY OĂC OĂM OĂN OĂNG OĂT
OE OEN OEO OET OOC OONG Ô ÔC ÔI ÔM ÔN ÔNG ÔP ÔT Ơ ƠI ƠM ƠN ƠP ƠT
U UA UC UI UM UN UNG UP UT UÂN UÂNG UÂT UÂY UÊ UÊCH UÊNH UƠ UÔC UÔI UÔM UÔN UÔNG UÔT
UY UYA UYCH UYN UYNH UYP UYT UYU UYÊN UYÊT
Ư ƯA ƯC ƯI ƯNG ƯT ƯU ƯƠC ƯƠI ƯƠM ƯƠN ƯƠNG ƯƠP ƯƠT ƯƠU
Y YÊM YÊN YÊNG YÊT YÊU`)
	quRimes = wordSet(`
A AC ACH AI AN ANG ANH AO AT AU AY ĂC ĂM ĂN ĂNG ĂP ĂT ÂN ÂNG ÂT ÂY
E EN EO ET Ê ÊCH ÊN ÊNH ÊT I IN INH IT Y YÊN YÊT YNH YT YCH Ơ ƠI ÔC`)
)

func wordSet(words string) map[string]struct{} {
	set := make(map[string]struct{})
	for _, w := range strings.Fields(words) {
		set[w] = struct{}{}
	}
	return set
}
