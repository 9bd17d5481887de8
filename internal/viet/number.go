package viet

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

// ErrNumberTooLarge is returned for numbers of 10^18 and more, which are not
// read alike everywhere ("tỷ tỷ").
var ErrNumberTooLarge = errors.New("number too large to be read in words")

// numberEnd is the first magnitude that Number refuses.
const numberEnd = 1_000_000_000_000_000_000

// NumberStyle chooses between the readings that differ by region. The zero
// value is the northern standard of official papers: linh, nghìn, and mốt, tư,
// lăm after mươi.
type NumberStyle struct {
	Le        bool // "lẻ" for a missing ten, instead of "linh"
	Ngan      bool // "ngàn" for a thousand, instead of "nghìn"
	PlainOne  bool // "hai mươi một", instead of "hai mươi mốt"
	PlainFour bool // "hai mươi bốn", instead of "hai mươi tư"
	PlainFive bool // "mười năm", "hai mươi năm", instead of "lăm"
}

// Number reads a whole number aloud, in lower case: 1005 is "một nghìn không
// trăm linh năm". Every group of three after the first is read in full, so
// that a missing hundred is always heard; a group of three zeros is silent.
// A negative number begins with "âm". |n| ≥ 10^18 is ErrNumberTooLarge.
func Number(n int64, style NumberStyle) (string, error) {
	if n <= -numberEnd || n >= numberEnd {
		return "", ErrNumberTooLarge
	}
	if n == 0 {
		return "không", nil
	}
	w := numberWriter{style: style, out: make([]byte, 0, 160)}
	if n < 0 {
		w.say("âm")
		n = -n
	}
	w.number(n, false)
	return string(w.out), nil
}

// UpperFirst puts the first letter in upper case and leaves the rest.
func UpperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError || unicode.ToUpper(r) == r {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

type numberWriter struct {
	style NumberStyle
	out   []byte
}

func (w *numberWriter) say(word string) {
	if len(w.out) > 0 {
		w.out = append(w.out, ' ')
	}
	w.out = append(w.out, word...)
}

// number reads n > 0; after is true when a larger unit has been said before.
func (w *numberWriter) number(n int64, after bool) {
	const ty = 1_000_000_000
	if high := n / ty; high > 0 {
		w.number(high, after)
		w.say("tỷ")
		after = true
	}
	for _, unit := range [...]struct {
		size int64
		name string
	}{{1_000_000, "triệu"}, {1_000, w.thousand()}, {1, ""}} {
		group := int(n / unit.size % 1_000)
		if group == 0 {
			continue
		}
		w.group(group, after)
		if unit.name != "" {
			w.say(unit.name)
		}
		after = true
	}
}

// group reads 1–999; full says "không trăm" for a missing hundred.
func (w *numberWriter) group(n int, full bool) {
	hundreds, tens, ones := n/100, n/10%10, n%10
	if hundreds > 0 || full {
		w.say(digitWord(hundreds))
		w.say("trăm")
		full = true
	}
	switch {
	case tens == 1:
		w.say("mười")
	case tens > 1:
		w.say(digitWord(tens))
		w.say("mươi")
	case ones > 0 && full:
		w.say(w.missingTen())
	}
	if ones > 0 {
		w.say(w.ones(tens, ones))
	}
}

func (w *numberWriter) ones(tens, ones int) string {
	switch {
	case ones == 1 && tens > 1 && !w.style.PlainOne:
		return "mốt"
	case ones == 4 && tens > 1 && !w.style.PlainFour:
		return "tư"
	case ones == 5 && tens > 0 && !w.style.PlainFive:
		return "lăm"
	}
	return digitWord(ones)
}

func (w *numberWriter) thousand() string {
	if w.style.Ngan {
		return "ngàn"
	}
	return "nghìn"
}

func (w *numberWriter) missingTen() string {
	if w.style.Le {
		return "lẻ"
	}
	return "linh"
}

func digitWord(d int) string {
	return [...]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}[d]
}
