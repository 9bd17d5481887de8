package place

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"chitra/internal/civil"
)

// Table answers questions about communes on a day. It is read-only and safe for
// concurrent use.
type Table struct {
	rows   []Commune        // by code, then by first day
	byCode map[string][]int // rows of a code
	byName map[string][]int // rows of a folded name without its kind
	heirs  map[string][]string
}

// New builds a table from versions of communes. It refuses two versions of a code
// that stand on the same day, and successors that are not in the table; the error
// joins all such faults.
func New(rows []Commune) (*Table, error) {
	t := &Table{
		rows:   slices.Clone(rows),
		byCode: map[string][]int{}, byName: map[string][]int{}, heirs: map[string][]string{},
	}
	slices.SortStableFunc(t.rows, func(a, b Commune) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), a.From.Compare(b.From))
	})
	for i, c := range t.rows {
		t.byCode[c.Code] = append(t.byCode[c.Code], i)
		base := parseName(c.Name).base
		t.byName[base] = append(t.byName[base], i)
	}
	if err := errors.Join(append(t.overlaps(), t.orphans()...)...); err != nil {
		return nil, fmt.Errorf("table of communes: %w", err)
	}
	for code := range t.byCode {
		t.heirs[code] = t.descend(code, nil)
	}
	return t, nil
}

func (t *Table) overlaps() []error {
	var faults []error
	for i := 1; i < len(t.rows); i++ {
		a, b := t.rows[i-1], t.rows[i]
		if a.Code == b.Code && (a.To.IsZero() || b.From.Compare(a.To) <= 0) {
			faults = append(faults, fmt.Errorf("commune %s stands twice on the same day", a.Code))
		}
	}
	return faults
}

func (t *Table) orphans() []error {
	var faults []error
	for _, c := range t.rows {
		for _, heir := range c.Successors {
			if len(t.byCode[heir]) == 0 {
				faults = append(faults, fmt.Errorf("commune %s: successor %s is not in the table", c.Code, heir))
			}
		}
	}
	return faults
}

// descend adds to seen every code that took over from code, however many steps
// later.
func (t *Table) descend(code string, seen []string) []string {
	for _, i := range t.byCode[code] {
		for _, heir := range t.rows[i].Successors {
			if heir != code && !slices.Contains(seen, heir) {
				seen = t.descend(heir, append(seen, heir))
			}
		}
	}
	return seen
}

// ByCode returns the version of a code that stands on a day; on the zero day, the
// latest.
func (t *Table) ByCode(code string, on civil.Date) (Commune, bool) {
	for _, i := range slices.Backward(t.byCode[code]) {
		if t.rows[i].On(on) {
			return t.rows[i], true
		}
	}
	return Commune{}, false
}

// Find returns every commune of that name on a day: written with or
// without its kind ("Xã", "P.", "TT"), with or without marks. A province narrows
// it, by code or by name; the empty one does not. Those that equal the text in
// kind and in every tone hide those that only resemble it; whoever needs one
// commune and gets two has to ask.
func (t *Table) Find(name, province string, on civil.Date) []Commune {
	inProvince := provinceFilter(province)
	var same, alike []Commune
	for _, wanted := range readings(name) {
		for _, i := range t.byName[wanted.base] {
			c := t.rows[i]
			if !c.On(on) || !inProvince(c) {
				continue
			}
			alike = append(alike, c)
			if wanted.equal(parseName(c.Name)) {
				same = append(same, c)
			}
		}
	}
	if len(same) > 0 {
		return same
	}
	return alike
}
