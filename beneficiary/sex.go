package beneficiary

import "chitra/internal/viet"

// Sex is what a list or a register says. The zero value is unknown.
type Sex uint8

// The sexes a Vietnamese register knows.
const (
	SexUnknown Sex = iota
	Male
	Female
)

// String returns "M", "F" or "".
func (s Sex) String() string {
	switch s {
	case Male:
		return "M"
	case Female:
		return "F"
	}
	return ""
}

// ParseSex reads what people and registers write: "Nam", "Nữ", "M", "F" and
// their like, in any case and with or without marks. The empty text is unknown
// and ok; anything else unknown is not ok.
func ParseSex(text string) (s Sex, ok bool) {
	switch text {
	case "":
		return SexUnknown, true
	case "Nam", "M":
		return Male, true
	case "Nữ", "F":
		return Female, true
	}
	switch viet.Fold(text) {
	case "NAM", "M", "MALE", "TRAI", "ONG":
		return Male, true
	case "NU", "F", "FEMALE", "GAI", "BA":
		return Female, true
	}
	return SexUnknown, false
}
