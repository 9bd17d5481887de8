package beneficiary

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// layoutCheck looks for what is wrong with a layout whose structure is right.
type layoutCheck struct {
	layout *Layout
	at     keyLines
	faults LayoutFaults
	roles  map[role]bool
}

func (c *layoutCheck) fault(key, code, value string) {
	c.faults = append(c.faults, LayoutFault{Line: c.at.line(key), Key: key, Code: code, Value: value})
}

var layoutName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,39}$`)

func (c *layoutCheck) check() {
	l := c.layout
	for _, key := range []string{"name", "version", "columns"} {
		if _, there := c.at[key]; !there {
			c.fault(key, LayoutKeyMissing, "")
		}
	}
	if _, there := c.at["name"]; there && !layoutName.MatchString(l.Name) {
		c.fault("name", LayoutNameMalformed, l.Name)
	}
	if _, there := c.at["version"]; there && (l.Version < 1 || l.Version > 9999) {
		c.fault("version", LayoutNumberRange, strconv.Itoa(l.Version))
	}
	c.oneOf("dates", l.Dates, DatesDayFirst, DatesMonthFirst, DatesYearFirst)
	c.oneOf("amounts", l.Amounts, AmountsDong, AmountsThousandDong)
	c.pattern("sheets", l.Sheets)
	c.pattern("cover", l.Cover)
	c.header()
	c.columns()
	c.parts()
	c.fixed()
	c.complete()
	c.words("skip", l.Skip)
	c.totals()
}

// oneOf holds a word to those that are known.
func (c *layoutCheck) oneOf(key, word string, known ...string) {
	if _, there := c.at[key]; !there {
		return
	}
	for _, k := range known {
		if word == k {
			return
		}
	}
	c.fault(key, LayoutWordUnknown, word)
}

// pattern refuses a name that could match nothing: one without a word or a star.
func (c *layoutCheck) pattern(key, pattern string) {
	if _, there := c.at[key]; there && viet.Fold(pattern) == "" && !strings.Contains(pattern, "*") {
		c.fault(key, LayoutValueEmpty, pattern)
	}
}

func (c *layoutCheck) header() {
	h := c.layout.Header
	if _, there := c.at["header"]; !there {
		return
	}
	for _, key := range []string{"header.first", "header.last"} {
		if _, there := c.at[key]; !there {
			c.fault(key, LayoutKeyMissing, "")
			return
		}
	}
	if h.First < 1 || h.First > headRows {
		c.fault("header.first", LayoutNumberRange, strconv.Itoa(h.First))
	} else if h.Last < h.First || h.Last >= h.First+headerDepth || h.Last > headRows {
		c.fault("header.last", LayoutNumberRange, strconv.Itoa(h.Last))
	}
}

// columns looks at each column, and at two that are the same.
func (c *layoutCheck) columns() {
	c.roles = map[role]bool{}
	headings, seen := 0, map[string]bool{}
	for i, col := range c.layout.Columns {
		key := fmt.Sprintf("columns[%d]", i)
		if place := c.placeOf(key, col); place != "" {
			if seen[place] {
				c.fault(key, LayoutFieldTwice, col.Heading+col.Letter)
			}
			seen[place] = true
			if col.Heading != "" {
				headings++
			}
		}
		c.field(key, col)
	}
	if c.layout.Header.First == 0 && headings < 2 && len(c.layout.Columns) > 0 {
		c.fault("columns", LayoutHeaderNeeded, strconv.Itoa(headings))
	}
	if _, there := c.at["columns"]; there && len(c.layout.Columns) == 0 {
		c.fault("columns", LayoutValueEmpty, "")
	}
}

// placeOf is a column's place, to know the same one again; "" where it has none.
func (c *layoutCheck) placeOf(key string, col LayoutColumn) string {
	switch folded := foldLabel(col.Heading); {
	case (col.Heading == "") == (col.Letter == ""):
		c.fault(key, LayoutHeadingLetter, col.Heading+col.Letter)
	case col.Letter != "":
		if n, ok := col.col(); ok {
			return strconv.Itoa(n)
		}
		c.fault(key+".letter", LayoutLetter, col.Letter)
	case !wordsUnread(folded):
		c.fault(key+".heading", LayoutValueEmpty, col.Heading)
	default:
		return folded
	}
	return ""
}

// field looks at what a column is to be read as.
func (c *layoutCheck) field(key string, col LayoutColumn) {
	r, ok := col.role()
	_, known := FieldOf(col.Field)
	switch {
	case col.Field == "":
		c.fault(key+".field", LayoutKeyMissing, "")
	case !known && col.Field != LayoutIgnored:
		c.fault(key+".field", LayoutFieldUnknown, col.Field)
	case !ok:
		c.fault(key+".part", LayoutWordUnknown, col.Part)
	case r == roleIgnored:
	case c.roles[r]:
		c.fault(key+".field", LayoutFieldTwice, col.Field)
	case col.Optional && (r.field() == Name || r.field() == BirthField || r.field() == Category):
		c.fault(key+".optional", LayoutMustStand, col.Field)
	default:
		c.roles[r] = true
	}
}

// layoutPairs are parts of which one says nothing without the other.
var layoutPairs = [...]struct {
	part, needs role
	field       Field
}{
	{roleFamily, roleGiven, Name}, {roleGiven, roleFamily, Name},
	{roleBirthPartDay, roleBirthPartMonth, BirthField}, {roleBirthPartMonth, roleBirthPartYear, BirthField},
	{roleBirthMale, roleBirthFemale, BirthField}, {roleBirthFemale, roleBirthMale, BirthField},
	{roleSexMale, roleSexFemale, SexField}, {roleSexFemale, roleSexMale, SexField},
}

// layoutWholes are fields that stand in one column or in parts, never in both.
var layoutWholes = [...]struct{ whole, part role }{
	{roleName, roleFamily}, {roleBirth, roleBirthPartYear}, {roleBirth, roleBirthMale}, {roleBirthMale, roleBirthPartYear}, {roleSex, roleSexMale},
}

func (c *layoutCheck) parts() {
	for _, pair := range layoutPairs {
		if c.roles[pair.part] && !c.roles[pair.needs] {
			c.fault("columns", LayoutPartAlone, pair.field.Key())
			return
		}
	}
	for _, w := range layoutWholes {
		if c.roles[w.whole] && c.roles[w.part] {
			c.fault("columns", LayoutFieldTwice, w.whole.field().Key())
		}
	}
}

// fixed looks at the values that whole sheets have.
func (c *layoutCheck) fixed() {
	seen := map[string]bool{}
	for i, f := range c.layout.Fixed {
		key := fmt.Sprintf("fixed[%d]", i)
		c.pattern(key+".sheet", f.Sheet)
		field, known := FieldOf(f.Field)
		switch {
		case f.Field == "":
			c.fault(key+".field", LayoutKeyMissing, "")
		case !known:
			c.fault(key+".field", LayoutFieldUnknown, f.Field)
		case !mayBeFixed(field):
			c.fault(key+".field", LayoutNotFixed, f.Field)
		case c.roles[fieldRoles[field]], seen[f.Field+"\x00"+viet.Fold(f.Sheet)]:
			c.fault(key+".field", LayoutFieldTwice, f.Field)
		}
		if strings.TrimSpace(f.Value) == "" {
			c.fault(key+".value", LayoutValueEmpty, f.Value)
		}
		seen[f.Field+"\x00"+viet.Fold(f.Sheet)] = true
	}
}

// mayBeFixed reports whether all lines of a sheet can have a field in common.
func mayBeFixed(f Field) bool { return f == Category || f == Commune || f == Bank || f == Address }

// complete holds the layout to what a list cannot be without.
func (c *layoutCheck) complete() {
	if _, there := c.at["columns"]; !there {
		return
	}
	category := c.roles[roleCategory]
	for _, f := range c.layout.Fixed {
		category = category || f.Field == Category.Key()
	}
	for _, must := range []struct {
		ok    bool
		field Field
	}{
		{c.roles[roleName] || c.roles[roleGiven], Name},
		{c.roles[roleBirth] || c.roles[roleBirthPartYear] || c.roles[roleBirthMale], BirthField},
		{category, Category},
	} {
		if !must.ok {
			c.fault("columns", LayoutFieldMissing, must.field.Key())
		}
	}
}

func (c *layoutCheck) words(key string, words []string) {
	for i, w := range words {
		if len(viet.Fold(w)) < 2 {
			c.fault(fmt.Sprintf("%s[%d]", key, i), LayoutValueEmpty, w)
		}
	}
}

func (c *layoutCheck) totals() {
	t := c.layout.Totals
	c.words("totals.begins", t.Begins)
	c.pattern("totals.sheet", t.Sheet)
	for key, cell := range map[string]string{"totals.count": t.Count, "totals.sum": t.Sum} {
		if _, there := c.at[key]; !there {
			continue
		}
		if _, _, err := sheet.ParseRef(cell); err != nil {
			c.fault(key, LayoutCell, cell)
		}
	}
	if t.Sheet != "" && t.Count == "" && t.Sum == "" {
		c.fault("totals.sheet", LayoutKeyMissing, "count, sum")
	}
}
