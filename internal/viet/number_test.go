package viet

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{
		0: "không", 1: "một", 4: "bốn", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm",
		20: "hai mươi", 21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm", 100: "một trăm",
		101: "một trăm linh một", 104: "một trăm linh bốn", 105: "một trăm linh năm", 110: "một trăm mười",
		115: "một trăm mười lăm", 555: "năm trăm năm mươi lăm", 1_000: "một nghìn",
		1_005: "một nghìn không trăm linh năm", 10_020: "mười nghìn không trăm hai mươi",
		1_000_000: "một triệu", 1_000_001: "một triệu không trăm linh một",
		1_750_000:                   "một triệu bảy trăm năm mươi nghìn",
		1_005_021_000:               "một tỷ không trăm linh năm triệu không trăm hai mươi mốt nghìn",
		33_200_000_000:              "ba mươi ba tỷ hai trăm triệu",
		1_234_000_000_000:           "một nghìn hai trăm ba mươi tư tỷ",
		5_000_000_000_000_000:       "năm triệu tỷ",
		-42:                         "âm bốn mươi hai",
		999_999_999_999_999_999:     "chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
		1_000_000_000 * 1_000_000:   "một triệu tỷ",
		1_000_000_000*1_000_005 + 7: "một triệu không trăm linh năm tỷ không trăm linh bảy",
	} {
		if got, err := Number(n, NumberStyle{}); err != nil || got != want {
			t.Errorf("Number(%d) = %q, %v; want %q", n, got, err, want)
		}
	}
}

func TestNumberStyles(t *testing.T) {
	for _, tc := range []struct {
		style NumberStyle
		n     int64
		want  string
	}{
		{NumberStyle{Le: true}, 1_005, "một nghìn không trăm lẻ năm"},
		{NumberStyle{Ngan: true}, 1_005, "một ngàn không trăm linh năm"},
		{NumberStyle{PlainOne: true}, 21, "hai mươi một"},
		{NumberStyle{PlainFour: true}, 24, "hai mươi bốn"},
		{NumberStyle{PlainFive: true}, 25, "hai mươi năm"},
		{NumberStyle{PlainFive: true}, 15, "mười năm"},
	} {
		if got, err := Number(tc.n, tc.style); err != nil || got != tc.want {
			t.Errorf("Number(%d, %+v) = %q, %v; want %q", tc.n, tc.style, got, err, tc.want)
		}
	}
}

func TestNumberRefusesWhatIsNotReadAlike(t *testing.T) {
	for _, n := range []int64{numberEnd, -numberEnd, math.MaxInt64, math.MinInt64} {
		if got, err := Number(n, NumberStyle{}); !errors.Is(err, ErrNumberTooLarge) || got != "" {
			t.Errorf("Number(%d) = %q, %v", n, got, err)
		}
	}
}

// What is read aloud is understood as the same number, in every style.
func TestNumberIsUnderstood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.Int64Range(-numberEnd+1, numberEnd-1), rapid.Int64Range(0, 20_000)).Draw(t, "n")
		if sparse := rapid.Int64Range(1, 1e12).Draw(t, "sparse"); rapid.Bool().Draw(t, "round") {
			n -= n % sparse
		}
		style := NumberStyle{
			Le: rapid.Bool().Draw(t, "lẻ"), Ngan: rapid.Bool().Draw(t, "ngàn"), PlainOne: rapid.Bool().Draw(t, "một"),
			PlainFour: rapid.Bool().Draw(t, "bốn"), PlainFive: rapid.Bool().Draw(t, "năm"),
		}
		words, err := Number(n, style)
		if err != nil {
			t.Fatal(err)
		}
		if got := listen(words); got != n {
			t.Errorf("Number(%d) = %q, understood as %d", n, words, got)
		}
	})
}

// listen is a second, independent implementation: it hears words and counts.
func listen(words string) int64 {
	digits := map[string]int64{
		"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
	}
	sign, total, section, group, digit := int64(1), int64(0), int64(0), int64(0), int64(0)
	for _, word := range strings.Fields(words) {
		switch word {
		case "âm":
			sign = -1
		case "linh", "lẻ":
		case "trăm":
			group, digit = digit*100, 0
		case "mười":
			group, digit = group+10, 0
		case "mươi":
			group, digit = group+digit*10, 0
		case "nghìn", "ngàn":
			section, group, digit = section+(group+digit)*1_000, 0, 0
		case "triệu":
			section, group, digit = section+(group+digit)*1_000_000, 0, 0
		case "tỷ":
			total, section, group, digit = (total+section+group+digit)*1_000_000_000, 0, 0, 0
		default:
			digit = digits[word]
		}
	}
	return sign * (total + section + group + digit)
}

func TestUpperFirst(t *testing.T) {
	for in, want := range map[string]string{"": "", "âm": "Âm", "đồng": "Đồng", "Ba": "Ba", "1a": "1a", "\xffa": "\xffa"} {
		if got := UpperFirst(in); got != want {
			t.Errorf("UpperFirst(%q) = %q, want %q", in, got, want)
		}
	}
}
