package registry

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"chitra/beneficiary"
	"chitra/internal/viet"
)

// layoutCheck looks for what is wrong with a layout whose structure is right.
type layoutCheck struct {
	layout *Layout
	at     map[string]int
	faults beneficiary.LayoutFaults
}

func (c *layoutCheck) fault(key, code, value string) {
	line, ok := c.at[key]
	if !ok {
		line = 1
	}
	c.faults = append(c.faults, beneficiary.LayoutFault{Line: line, Key: key, Code: code, Value: value})
}

var layoutName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,39}$`)

func (c *layoutCheck) check() {
	c.head()
	c.columns()
	c.words("ops", c.layout.Ops, opUpsert, opRemove)
}

// head looks at all but the columns and the words of one kind of file. Keys are
// what must be there beside what always must.
func (c *layoutCheck) head(keys ...string) {
	l := c.layout
	for _, key := range append([]string{"name", "version", "columns", "dates"}, keys...) {
		if _, there := c.at[key]; !there {
			c.fault(key, beneficiary.LayoutKeyMissing, "")
		}
	}
	if !layoutName.MatchString(l.Name) {
		c.fault("name", beneficiary.LayoutNameMalformed, l.Name)
	}
	if l.Version < 1 || l.Version > 9999 {
		c.fault("version", beneficiary.LayoutNumberRange, strconv.Itoa(l.Version))
	}
	if l.Header < 0 || l.Header > headLines {
		c.fault("header", beneficiary.LayoutNumberRange, strconv.Itoa(l.Header))
	}
	if _, there := c.at["dates"]; there {
		c.oneOf("dates", l.Dates, beneficiary.DatesYearFirst, beneficiary.DatesDayFirst, beneficiary.DatesMonthFirst)
	}
	c.words("statuses", l.Statuses, string(Alive), string(Dead), string(Missing), string(Left), string(Cancelled))
	c.words("sexes", l.Sexes, "M", "F")
	for i, f := range l.Fixed {
		key := fmt.Sprintf("fixed[%d]", i)
		if f.Field != fieldStatus && f.Field != fieldCommune {
			c.fault(key+".field", beneficiary.LayoutNotFixed, f.Field)
		}
		if f.Value == "" {
			c.fault(key+".value", beneficiary.LayoutValueEmpty, "")
		}
	}
}

func (c *layoutCheck) oneOf(key, word string, known ...string) {
	if !slices.Contains(known, word) {
		c.fault(key, beneficiary.LayoutWordUnknown, word)
	}
}

// eachColumn looks at each column and at two that are the same, and says which of
// the known fields there are.
func (c *layoutCheck) eachColumn(known []string) (fields map[string]bool) {
	headings := map[string]bool{}
	fields = map[string]bool{}
	for i, col := range c.layout.Columns {
		key := fmt.Sprintf("columns[%d]", i)
		heading := viet.Fold(col.Heading)
		switch {
		case heading == "":
			c.fault(key, beneficiary.LayoutValueEmpty, "heading")
		case headings[heading]:
			c.fault(key, beneficiary.LayoutFieldTwice, col.Heading)
		}
		headings[heading] = true
		switch {
		case !slices.Contains(known, col.Field):
			c.fault(key, beneficiary.LayoutFieldUnknown, col.Field)
		case fields[col.Field]:
			c.fault(key, beneficiary.LayoutFieldTwice, col.Field)
		}
		fields[col.Field] = true
	}
	return fields
}

// columns looks at the columns of a snapshot, and at what is missing.
func (c *layoutCheck) columns() {
	fields := c.eachColumn(columns[:])
	for _, f := range columns[:3] {
		if !fields[f] {
			c.fault("columns", beneficiary.LayoutFieldMissing, f)
		}
	}
	if !fields[fieldCommune] && !fields[fieldCommuneName] && c.layout.fixed(fieldCommune) == "" {
		c.fault("columns", beneficiary.LayoutFieldMissing, fieldCommune)
	}
	if !fields[fieldStatus] && c.layout.fixed(fieldStatus) == "" {
		c.fault("columns", beneficiary.LayoutFieldMissing, fieldStatus)
	}
}

func (c *layoutCheck) words(key string, words []LayoutWord, known ...string) {
	seen := map[string]bool{}
	for i, w := range words {
		at := fmt.Sprintf("%s[%d]", key, i)
		c.oneOf(at, w.Means, known...)
		if seen[viet.Key(w.Word)] {
			c.fault(at, beneficiary.LayoutFieldTwice, w.Word)
		}
		seen[viet.Key(w.Word)] = true
	}
}
