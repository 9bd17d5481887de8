package portal

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"chitra/internal/sheet"
)

// With is the set with a profile in it, in the place of one of its name or
// format. The error is ProfileFaults: a layout's name that is another profile's,
// or a header of results that two profiles know. The set is there beside it, and
// refuses a workbook with such a header.
func (s *Set) With(p *Profile) (*Set, error) {
	out := s.copied()
	out.profiles = slices.DeleteFunc(out.profiles, func(x *Profile) bool {
		if x.Name != p.Name && x.Out.Format != p.Out.Format {
			return false
		}
		out.retired = append(out.retired, x.Results...)
		return true
	})
	out.profiles = append(out.profiles, p)
	return out, s.differs(out, p.Results, p.at)
}

// WithResults is the set with a profile of results in it, in the place of one of
// its name. The error is as of With.
func (s *Set) WithResults(p *ResultProfile) (*Set, error) {
	out := s.copied()
	out.results = slices.DeleteFunc(out.results, func(x *ResultProfile) bool {
		if x.Name != p.Name {
			return false
		}
		out.retired = append(out.retired, x.Results...)
		return true
	})
	out.results = append(out.results, p)
	return out, s.differs(out, p.Results, p.at)
}

// ResultNamed finds a profile of results.
func (s *Set) ResultNamed(name string) (*ResultProfile, bool) {
	i := slices.IndexFunc(s.results, func(p *ResultProfile) bool { return p.Name == name })
	if i < 0 {
		return nil, false
	}
	return s.results[i], true
}

// AllResults walks the profiles of results.
func (s *Set) AllResults() []*ResultProfile { return slices.Clone(s.results) }

func (s *Set) copied() *Set {
	return &Set{profiles: slices.Clone(s.profiles), results: slices.Clone(s.results), retired: slices.Clone(s.retired)}
}

// differs holds every header of the set with the new layouts in it against the
// set before: each new one must be known as its own, and each other as it was,
// but for a bank's own layout that goes before one of any bank.
func (s *Set) differs(with *Set, layouts []Layout, at keyLines) error {
	c := &faulting{at: at}
	fresh := map[string]string{} // the key of each new layout by its name
	for i, l := range layouts {
		key := fmt.Sprintf("results[%d]", i)
		if n := with.count(l.Name); n > 1 {
			c.fault(key+".name", ProfileLayout, l.Name)
		}
		fresh[l.Name] = key
	}
	for _, one := range with.candidates() {
		key, isNew := fresh[one.layout.Name]
		for row := range one.layout.headers() {
			got, ofBank, rivals := with.knownAs(row)
			taker, byNew := fresh[got]
			before, _, _ := s.knownAs(row)
			switch {
			case isNew && (rivals != "" || got != one.layout.Name):
				c.fault(key+".columns", ProfileAlike, cmp.Or(rivals, got))
			case !isNew && byNew && before == one.layout.Name && (rivals != "" || !ofBank || one.ofBank):
				c.fault(taker+".columns", ProfileAlike, one.layout.Name)
			default:
				continue
			}
			break
		}
	}
	if len(c.faults) > 0 {
		return sortFaults(c.faults)
	}
	return nil
}

// count is how many layouts have a name.
func (s *Set) count(name string) (n int) {
	for _, c := range s.candidates() {
		if c.layout.Name == name {
			n++
		}
	}
	return n
}

// knownAs is the name of the layout a header is read by ("" for none), whether
// that is of a bank, and the layouts that it is not told from.
func (s *Set) knownAs(row *sheet.Row) (name string, ofBank bool, rivals string) {
	h, c, err := s.headerIn("", row, new(nearest))
	if h == nil {
		return "", false, ""
	}
	var alike *FileError
	if errors.As(err, &alike) {
		rivals = alike.Value
	}
	return h.layout.Name, c.ofBank, rivals
}

// headers are rows in which every column of a layout stands, under each of its
// headings once.
func (l *Layout) headers() func(func(*sheet.Row) bool) {
	fields := slices.Sorted(maps.Keys(l.Columns))
	most := 0
	for _, headings := range l.Columns {
		most = max(most, len(headings))
	}
	return func(yield func(*sheet.Row) bool) {
		for n := range most {
			row := &sheet.Row{Number: 1}
			for _, f := range fields {
				if headings := l.Columns[f]; len(headings) > 0 {
					row.Cells = append(row.Cells, sheet.Cell{Kind: sheet.Text, Text: headings[n%len(headings)]})
				}
			}
			if !yield(row) {
				return
			}
		}
	}
}
