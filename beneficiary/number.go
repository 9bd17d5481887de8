package beneficiary

import (
	_ "embed"
	"strconv"
	"strings"

	"chitra/internal/civil"
)

// The identity number (số định danh cá nhân) has 12 digits: 1–3 the place where
// the birth was registered, 4 century and sex, 5–6 the year of birth, 7–12 a
// serial (NĐ 137/2015 Điều 13, TT 59/2021 Điều 4). There is no check digit.
const (
	idLength  = 12
	oldLength = 9 // CMND, no key of anything since 1/1/2025
)

//go:embed data/id_places.txt
var idPlaces string

// idPlaceKnown has the place codes of the 63 provinces under which births were
// registered until 30/6/2025.
var idPlaceKnown = func() map[string]bool {
	known := map[string]bool{}
	for _, code := range strings.Fields(idPlaces) {
		known[code] = true
	}
	return known
}()

// IsPersonalID reports whether s has the form of an identity number: 12 digits.
func IsPersonalID(s string) bool { return len(s) == idLength && allDigits(s) }

// IDPlaceKnown reports whether the place code of an identity number is one of
// the 63 provinces' or of a country (101–295). Codes given after the merger of
// provinces are not public: an unknown one is worth a warning, never a refusal.
func IDPlaceKnown(id string) bool {
	if !IsPersonalID(id) {
		return false
	}
	code := id[:3]
	return idPlaceKnown[code] || "101" <= code && code <= "295"
}

// IDSex returns the sex that the fourth digit says; unknown for what is no
// identity number. A register can hold the wrong one: it decides nothing.
func IDSex(id string) Sex {
	if !IsPersonalID(id) {
		return SexUnknown
	}
	if (id[3]-'0')%2 == 0 {
		return Male
	}
	return Female
}

// IDYear returns the year of birth that digits 4–6 say; ok is false for what is
// no identity number.
func IDYear(id string) (year int, ok bool) {
	if !IsPersonalID(id) {
		return 0, false
	}
	return 1900 + int(id[3]-'0')/2*100 + int(id[4]-'0')*10 + int(id[5]-'0'), true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// number is one reading of the cell or cells that hold a person's number.
type number struct {
	text     string // as typed
	id, old  string
	code     string // of the issue, "" for none
	proposed string
	padded   bool // zeros that a numeric cell lost were put back
	maybe    bool // text of 10 or 11 digits: padded only when the birth agrees

	inOldColumn bool // it stands in the column of old numbers
}

// readNumber reads an identity number. A numeric cell is exact however it is
// shown, and one of 10 or 11 digits lost zeros in front; a text with an exponent
// has lost digits for good.
func readNumber(text string, numeric bool) number {
	n := number{text: text}
	if numeric {
		digits, ok := exactInteger(text)
		switch {
		case allDigits(text) && len(text) == idLength:
			n.id = text
		case !ok || len(digits) > idLength:
			n.code = CodeNumberMalformed
		case len(digits) > oldLength:
			n.id, n.padded = pad(digits, idLength), len(digits) < idLength
		case digits == "0":
			n.code = CodeNumberMissing
		default:
			n.old = pad(digits, oldLength)
		}
		return n
	}
	if isScientific(text) {
		n.code = CodeNumberLostDigits
		return n
	}
	if whole, ok := withoutNoughts(text); ok {
		n.code = CodeNumberMalformed
		switch {
		case len(whole) > oldLength && len(whole) <= idLength:
			n.proposed = pad(whole, idLength)
		case len(whole) == oldLength || len(whole) == oldLength-1:
			n.proposed = pad(whole, oldLength)
		}
		return n
	}
	return readNumberText(n, stripSeparators(text))
}

// withoutNoughts returns the digits of a text that is a number with a fraction of
// noughts, as programs write that make numbers of everything: "99080000017.0" is
// no number of twelve digits.
func withoutNoughts(text string) (whole string, ok bool) {
	at := strings.IndexAny(text, ".,")
	if at < 0 {
		return "", false
	}
	noughts := text[at+1:]
	return text[:at], allDigits(text[:at]) && (noughts == "0" || noughts == "00")
}

func readNumberText(n number, bare string) number {
	switch {
	case bare == "":
		n.code = CodeNumberMissing
	case !allDigits(bare):
		n.code = CodeNumberMalformed
		if likely := lookAlikes(bare); allDigits(likely) && (len(likely) == idLength || len(likely) == oldLength) {
			n.code, n.proposed = CodeNumberLookAlike, likely
		}
	case strings.Trim(bare, "0") == "":
		n.code = CodeNumberMissing
	case len(bare) == idLength:
		n.id = bare
	case len(bare) == oldLength:
		n.old = bare
	case len(bare) == idLength-1 || len(bare) == idLength-2:
		n.maybe, n.code, n.proposed = true, CodeNumberMalformed, pad(bare, idLength)
	default:
		n.code = CodeNumberMalformed
	}
	return n
}

// settle decides about a text of 10 or 11 digits: zeros are put back only where
// the padded number begins with a known place and says the year of birth.
func (n *number) settle(birth civil.Date) {
	if !n.maybe {
		return
	}
	n.maybe = false
	if year, _ := IDYear(n.proposed); birth.IsZero() || year != birth.Year() || !IDPlaceKnown(n.proposed) {
		return
	}
	n.id, n.padded, n.code, n.proposed = n.proposed, true, "", ""
}

// stripSeparators drops what people put between groups of digits, and the
// apostrophe that keeps a text a text.
func stripSeparators(s string) string {
	if allDigits(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '.', '-', '–', '\'', '’', '\u00a0':
			return -1
		}
		return r
	}, s)
}

// lookAlikes replaces letters and foreign digits that are taken for digits.
func lookAlikes(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'O', 'o', 'Q', 'D', 'О', 'о': // the last two are Cyrillic
			return '0'
		case 'l', 'I', 'i', '|':
			return '1'
		case 'Z', 'z':
			return '2'
		case 'S', 's':
			return '5'
		case 'B':
			return '8'
		}
		if r >= '０' && r <= '９' {
			return '0' + r - '０'
		}
		return r
	}, s)
}

func pad(digits string, length int) string {
	return strings.Repeat("0", max(0, length-len(digits))) + digits
}

// isScientific reports whether a text is a number in exponent form, such as
// "3.8085E+10" or "3,8085 E+10".
func isScientific(s string) bool {
	i := strings.IndexAny(s, "eE")
	if i < 1 || i == len(s)-1 {
		return false
	}
	mantissa := strings.Map(func(r rune) rune {
		if r == '.' || r == ',' || r == ' ' {
			return -1
		}
		return r
	}, s[:i])
	return allDigits(mantissa) && allDigits(strings.TrimLeft(s[i+1:], "+-"))
}

// exactInteger returns the digits of a numeric cell's raw text, which may have a
// fraction of zeros or an exponent ("38085001234", "3.8085001234E10"), when it is
// a whole number of at most 18 digits. There are no leading zeros but in "0".
func exactInteger(raw string) (digits string, ok bool) {
	mantissa, exponent := raw, 0
	if i := strings.IndexAny(raw, "eE"); i >= 0 {
		n, err := strconv.Atoi(strings.TrimPrefix(raw[i+1:], "+"))
		if err != nil || n < -40 || n > 40 {
			return "", false
		}
		mantissa, exponent = raw[:i], n
	}
	whole, fraction, pointed := strings.Cut(mantissa, ".")
	if !allDigits(whole) || pointed && !allDigits(fraction) {
		return "", false
	}
	digits = whole + fraction
	if shift := exponent - len(fraction); shift >= 0 {
		digits += strings.Repeat("0", shift)
	} else {
		cut := max(0, len(digits)+shift)
		if strings.Trim(digits[cut:], "0") != "" {
			return "", false
		}
		digits = digits[:cut]
	}
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		digits = "0"
	}
	return digits, len(digits) <= 18
}
