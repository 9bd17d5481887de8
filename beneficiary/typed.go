package beneficiary

import (
	"strings"

	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// Shown is what a cell says, as a text for people: a day in the order it is
// written here, a number without the noise of its binary fraction, a text in the
// letters of today. Nothing is put right that the cell does not say.
func Shown(c sheet.Cell, date1904 bool) string {
	switch c.Kind {
	case sheet.Text:
		return textOf(c)
	case sheet.Date:
		if b := readBirthSerial(c.Text, date1904, civil.Date{}); b.code == "" {
			return b.Date.String()
		}
	case sheet.Number:
		if digits, ok := exactInteger(c.Text); ok && !strings.HasPrefix(c.Text, "-") {
			return digits
		}
		if d, ok := cleanNumber(c.Text); ok {
			return d.String()
		}
	}
	return c.Text
}

// Typed is the cell of a text that somebody typed for a field, knowing that days
// stand before months. A date is written so that it can be read in no other
// order, whatever the rest of its column looks like.
func Typed(f Field, text string) sheet.Cell {
	text = strings.TrimSpace(viet.Compose(text))
	if text == "" {
		return sheet.Cell{}
	}
	if f == BirthField {
		if parts, ok := dateParts(text); ok && len(parts) == 3 && len(parts[0]) <= 2 && len(parts[1]) <= 2 && len(parts[2]) == 4 {
			if d, err := civil.NewDate(atoi(parts[2]), atoi(parts[1]), atoi(parts[0])); err == nil {
				text = d.ISO()
			}
		}
	}
	return sheet.Cell{Kind: sheet.Text, Text: text}
}
