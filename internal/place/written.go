package place

import (
	"slices"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/viet"
)

// unitKinds are the words before the name of a district or a province, and how
// they are shortened. Districts are no more since 1/7/2025; lists go on naming
// them.
var unitKinds = []string{"Thành phố", "Thị xã", "Huyện", "Quận", "Tỉnh", "TP", "TX", "H", "Q", "T"}

// FindWritten returns the communes that a text as people write it may mean on a
// day: "Xã Tân Hòa, huyện Một, tỉnh Mẫu". Where the district or the province that
// it names is that of some of them, the others are left out, and a commune of the
// time of that district is found on any day. A name that nobody carries on the day
// is looked for on any. What the text says besides is passed over.
func (t *Table) FindWritten(text string, on civil.Date) []Commune {
	name, units := splitUnits(text)
	ever := t.Find(name, "", civil.Date{})
	if old := inUnits(ever, units, func(c Commune) string { return c.DistrictName }); len(old) > 0 {
		return narrowed(old, units)
	}
	if found := t.Find(name, "", on); len(found) > 0 {
		return narrowed(found, units)
	}
	return narrowed(ever, units)
}

// narrowed keeps those of the province named, where there are any.
func narrowed(found []Commune, units []string) []Commune {
	if in := inUnits(found, units, func(c Commune) string { return c.ProvinceName }); len(in) > 0 {
		return in
	}
	return found
}

// inUnits are the communes whose unit one of the texts begins with.
func inUnits(found []Commune, units []string, of func(Commune) string) []Commune {
	var in []Commune
	for _, c := range found {
		base := unitBase(of(c))
		if base != "" && slices.ContainsFunc(units, func(u string) bool { return u == base || strings.HasPrefix(u, base+" ") }) {
			in = append(in, c)
		}
	}
	return in
}

// unitBase is a unit's name without its kind and its marks.
func unitBase(s string) string {
	words := wordsOf(s)
	for _, k := range unitKinds {
		if n := prefixLen(words, k); n > 0 {
			words = words[n:]
			break
		}
	}
	return viet.Fold(strings.Join(words, " "))
}

// splitUnits cuts a text at its commas, and before the kind of a unit written in
// full: the commune's name, and the bases of the units after it.
func splitUnits(text string) (name string, units []string) {
	for i, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' }) {
		words := wordsOf(part)
		from := 0
		for at := 1; at <= len(words); at++ {
			if at < len(words) && !beginsUnit(words[at:]) {
				continue
			}
			piece := strings.Join(words[from:at], " ")
			if i == 0 && from == 0 {
				name = piece
			} else {
				units = append(units, unitBase(piece))
			}
			from = at
		}
	}
	return name, units
}

// beginsUnit reports whether the words begin with the kind of a unit, in every
// mark: a commune may be called Quân or Huyền.
func beginsUnit(words []string) bool {
	for _, k := range unitKinds[:5] {
		n := strings.Count(k, " ") + 1
		if n < len(words) && viet.Key(strings.Join(words[:n], " ")) == viet.Key(k) {
			return true
		}
	}
	return false
}
