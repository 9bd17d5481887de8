package bankfile

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chitra/internal/viet"
)

// Letters is a set of characters that a bank takes.
type Letters uint8

// The sets. Small letters become capitals in both.
const (
	// PortalLetters are A–Z, 0–9 and the space: what every portal takes (one
	// bank deletes everything else, marks and all).
	PortalLetters Letters = iota
	// SwiftLetters are the SWIFT X set, for ISO 20022 files: PortalLetters and
	// / - ? : ( ) . , ' +. A text does not begin with / - or : and holds
	// no //, which some banks refuse.
	SwiftLetters
)

// LossKind says what happened to a text on its way to the bank.
type LossKind string

// The kinds of loss.
const (
	LossMarks      LossKind = "marks"      // Vietnamese marks left out: Nguyễn is NGUYEN
	LossCharacters LossKind = "characters" // characters the bank does not take, left out
	LossCut        LossKind = "cut"        // the end cut off
)

// Lossy is one change by which a text can no longer be told back. Lost is what
// is gone: the characters, or the text cut off; empty for marks.
type Lossy struct {
	Field string
	Kind  LossKind
	Lost  string
}

// Fit turns s into the letters of the set and says what was lost.
func (set Letters) Fit(field, s string) (string, []Lossy) {
	var out string
	var dropped []rune
	if set == SwiftLetters {
		out, dropped = swiftX(s)
	} else {
		out, dropped = viet.BankLetters(s)
	}
	var lost []Lossy
	if hasMarks(s, dropped) {
		lost = append(lost, Lossy{Field: field, Kind: LossMarks})
	}
	if len(dropped) > 0 {
		lost = append(lost, Lossy{Field: field, Kind: LossCharacters, Lost: string(dropped)})
	}
	return out, lost
}

// Holds says whether s is made of the set's letters alone, in the shape Fit
// gives them: no space at either end and never two together.
func (set Letters) Holds(s string) bool {
	allowed := digit | upper | space
	if set == SwiftLetters {
		allowed |= sign
	}
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		switch {
		case classes[c]&allowed == 0, c == ' ' && last == ' ', c == '/' && last == '/':
			return false
		}
		last = c
	}
	return s == "" || last != ' ' && (classes[s[0]]&sign == 0 || !badPlace(s, 0))
}

// badPlace says whether the sign at s[i] stands where a SWIFT text has none.
func badPlace(s string, i int) bool {
	return i == 0 && strings.IndexByte("/-:", s[0]) >= 0 || i > 0 && s[i] == '/' && s[i-1] == '/'
}

// hasMarks says whether s has characters beyond ASCII that were kept as their
// base letters.
func hasMarks(s string, dropped []rune) bool {
	for _, r := range viet.Compose(s) {
		if r >= utf8.RuneSelf && !strings.ContainsRune(string(dropped), r) {
			return true
		}
	}
	return false
}

// swiftX keeps the signs of the set and takes every other character as
// viet.BankLetters does for portals; what that spells with no letter becomes a
// space. A character dropped or replaced is listed once.
func swiftX(s string) (string, []rune) {
	out := make([]byte, 0, len(s))
	var lost []rune
	for _, r := range viet.Compose(s) {
		letters, foreign := " ", []rune(nil)
		switch {
		case r == ' ':
		case r >= utf8.RuneSelf || classes[r]&sign == 0:
			letters, foreign = viet.BankLetters(string(r))
			if letters == "" {
				letters = " "
			}
		case badPlace(string(append(out, byte(r))), len(out)):
			letters, foreign = "", []rune{r}
		default:
			letters = string(r)
		}
		if len(foreign) > 0 && !slices.Contains(lost, r) {
			lost = append(lost, r)
		}
		if letters != " " || len(out) > 0 && out[len(out)-1] != ' ' {
			out = append(out, letters...)
		}
	}
	return strings.TrimRight(string(out), " "), lost
}
