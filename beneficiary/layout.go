package beneficiary

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// Layout is how an office lays its workbooks out, as data: which sheets are
// lists, where their header stands, and which column is which field. Reading
// with one is reading as always, only that the layout's words are the only ones
// that name columns. ParseLayout makes it.
type Layout struct {
	Name        string `yaml:"name"`
	Version     int    `yaml:"version"`
	Description string `yaml:"description"`
	// Sheets is a pattern of the names of the sheets that are lists, in which *
	// stands for anything; "" is all. Cover is that of sheets with totals only.
	Sheets string `yaml:"sheets"`
	Cover  string `yaml:"cover"`
	// Header is where the columns are named; nought finds the place by content.
	Header  LayoutHeader   `yaml:"header"`
	Columns []LayoutColumn `yaml:"columns"`
	Fixed   []LayoutFixed  `yaml:"fixed"`
	// Dates is the order of days in texts: dmy, mdy, ymd; "" lets the column say.
	Dates string `yaml:"dates"`
	// Amounts is the unit of amounts: dong or thousand_dong; "" is đồng.
	Amounts string `yaml:"amounts"`
	// Skip are words that begin lines which are no person.
	Skip   []string     `yaml:"skip"`
	Totals LayoutTotals `yaml:"totals"`

	// SHA256 is that of the profile's text, in hexadecimal.
	SHA256 string `yaml:"-"`
}

// LayoutHeader are the first and last row of the header, 1-based.
type LayoutHeader struct {
	First int `yaml:"first"`
	Last  int `yaml:"last"`
}

// LayoutColumn is one column, by its heading or by its letter.
type LayoutColumn struct {
	Heading string `yaml:"heading"`
	Letter  string `yaml:"letter"`
	// Field is a field's key, or ignored for a column that is not to be read.
	Field string `yaml:"field"`
	// Part is which part of the field stands there; "" is all of it.
	Part string `yaml:"part"`
	// Optional columns may be missing from a sheet.
	Optional bool `yaml:"optional"`
}

// LayoutFixed is a value that every line of some sheets has.
type LayoutFixed struct {
	Sheet string `yaml:"sheet"` // pattern; "" is every sheet
	Field string `yaml:"field"`
	Value string `yaml:"value"`
}

// LayoutTotals is where the workbook's own totals stand: in lines that begin with
// some words, in cells of each sheet, or in cells of one sheet that Sheet names.
type LayoutTotals struct {
	Begins []string `yaml:"begins"`
	Sheet  string   `yaml:"sheet"`
	Count  string   `yaml:"count"`
	Sum    string   `yaml:"sum"`
}

// Orders of dates and units of amounts that a layout can name.
const (
	DatesDayFirst   = "dmy"
	DatesMonthFirst = "mdy"
	DatesYearFirst  = "ymd"

	AmountsDong         = "dong"
	AmountsThousandDong = "thousand_dong"
)

// LayoutIgnored is the field of a column that is not to be read.
const LayoutIgnored = "ignored"

// LayoutFault is one fault of a profile, at its line; Key is the path of the key,
// such as columns[2].field, and Value what stands there.
type LayoutFault struct {
	Line  int
	Key   string
	Code  string
	Value string
}

// LayoutFaults are all faults of a profile, by line.
type LayoutFaults []LayoutFault

func (f LayoutFaults) Error() string {
	parts := make([]string, len(f))
	for i, one := range f {
		parts[i] = fmt.Sprintf("line %d %s: %s", one.Line, one.Key, one.Code)
		if one.Value != "" {
			parts[i] += fmt.Sprintf(" (%s)", one.Value)
		}
	}
	return "layout: " + strings.Join(parts, "; ")
}

// Codes of a LayoutFault.
const (
	LayoutSyntax        = "layout_syntax"         // no YAML, or more than one document
	LayoutTooLarge      = "layout_too_large"      // more than 64 KiB
	LayoutKeyUnknown    = "layout_key_unknown"    //
	LayoutKeyTwice      = "layout_key_twice"      //
	LayoutKeyMissing    = "layout_key_missing"    //
	LayoutValueKind     = "layout_value_kind"     // a list where a word should stand …
	LayoutValueEmpty    = "layout_value_empty"    //
	LayoutNameMalformed = "layout_name_malformed" // not of a–z, 0–9 and -
	LayoutNumberRange   = "layout_number_range"   // a version or a row that cannot be
	LayoutWordUnknown   = "layout_word_unknown"   // dates, amounts or a part that is none
	LayoutFieldUnknown  = "layout_field_unknown"  //
	LayoutFieldMissing  = "layout_field_missing"  // name, birth or category has no column
	LayoutFieldTwice    = "layout_field_twice"    // or one heading, or one letter
	LayoutPartAlone     = "layout_part_alone"     // a part whose other part is missing
	LayoutHeadingLetter = "layout_heading_letter" // both, or neither
	LayoutLetter        = "layout_letter"         // no column
	LayoutHeaderNeeded  = "layout_header_needed"  // too few headings to find the header by
	LayoutNotFixed      = "layout_not_fixed"      // a field that no sheet has in common
	LayoutCell          = "layout_cell"           // no cell such as E12
	LayoutMustStand     = "layout_must_stand"     // a column that may not be optional
)

// LayoutFaultCodes returns every code a LayoutFault can have.
func LayoutFaultCodes() []string {
	return []string{
		LayoutSyntax, LayoutTooLarge, LayoutKeyUnknown, LayoutKeyTwice, LayoutKeyMissing, LayoutValueKind, LayoutValueEmpty,
		LayoutNameMalformed, LayoutNumberRange, LayoutWordUnknown, LayoutFieldUnknown, LayoutFieldMissing, LayoutFieldTwice,
		LayoutPartAlone, LayoutHeadingLetter, LayoutLetter, LayoutHeaderNeeded, LayoutNotFixed, LayoutCell, LayoutMustStand,
	}
}

// ParseLayout reads a profile. The error is LayoutFaults, with every fault there
// is; then there is no layout.
func ParseLayout(text []byte) (*Layout, error) {
	l, at, faults := decodeLayout(text)
	if len(faults) == 0 {
		c := &layoutCheck{layout: l, at: at}
		c.check()
		faults = c.faults
	}
	if len(faults) > 0 {
		return nil, sortFaults(faults)
	}
	sum := sha256.Sum256(text)
	l.SHA256 = hex.EncodeToString(sum[:])
	return l, nil
}

// layoutParts are the roles of columns that hold a part of a field.
var layoutParts = map[string]map[string]role{
	Name.Key():       {"family": roleFamily, "given": roleGiven},
	BirthField.Key(): {"day": roleBirthPartDay, "month": roleBirthPartMonth, "year": roleBirthPartYear, "man": roleBirthMale, "woman": roleBirthFemale},
	SexField.Key():   {"man": roleSexMale, "woman": roleSexFemale},
	PersonalID.Key(): {"old": roleOldNumber},
}

// role is what the column is read as; not ok for a field or a part nobody knows.
func (c LayoutColumn) role() (r role, ok bool) {
	if c.Field == LayoutIgnored {
		return roleIgnored, c.Part == ""
	}
	if c.Part != "" {
		r, ok = layoutParts[c.Field][c.Part]
		return r, ok
	}
	f, ok := FieldOf(c.Field)
	return fieldRoles[f], ok
}

// col is the number of a column named by its letter, from 0.
func (c LayoutColumn) col() (int, bool) {
	col, _, err := sheet.ParseRef(c.Letter + "1")
	return col, err == nil && strings.ToUpper(c.Letter) == sheet.ColumnName(col)
}

// vocabulary are the layout's words.
func (l *Layout) vocabulary() *vocabulary {
	v := &vocabulary{synonyms: &synonyms{is: map[string]meaning{}}, letters: map[int]role{}, only: true}
	for _, c := range l.Columns {
		r, _ := c.role()
		if col, ok := c.col(); ok {
			v.letters[col] = r
		} else {
			v.is[foldLabel(c.Heading)] = meaning{role: r, rank: 1}
		}
	}
	return v
}

// unit is by what amounts are multiplied to be đồng.
func (l *Layout) unit() int64 {
	if l != nil && l.Amounts == AmountsThousandDong {
		return 1000
	}
	return 1
}

// FixedIn are the values that every line of a sheet has, by field.
func (l *Layout) FixedIn(sheetName string) map[Field]string {
	out := map[Field]string{}
	for _, f := range l.Fixed {
		field, _ := FieldOf(f.Field)
		if _, there := out[field]; !there && matchesName(f.Sheet, sheetName) {
			out[field] = f.Value
		}
	}
	return out
}

// matchesName compares a sheet's name with a pattern, in which * stands for
// anything, without marks and case; "" is every name.
func matchesName(pattern, name string) bool {
	if pattern == "" {
		return true
	}
	parts := strings.Split(pattern, "*")
	for i := range parts {
		parts[i] = viet.Fold(parts[i])
	}
	name = viet.Fold(name)
	if len(parts) == 1 {
		return name == parts[0]
	}
	rest, ok := strings.CutPrefix(name, parts[0])
	if !ok {
		return false
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[last])
}
