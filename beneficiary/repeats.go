package beneficiary

import "slices"

// Elsewhere is a row of another list of the same month.
type Elsewhere struct {
	Listed
	Programme, Commune, Series string
}

// Where a row stands a second time.
const (
	RepeatedList        = "list"        // in the same list
	RepeatedSupplements = "supplements" // in another list of the commune and programme
	RepeatedCommunes    = "communes"    // in another commune's list
	RepeatedProgrammes  = "programmes"  // in another programme's list
)

// Repeat is a row that names somebody who stands elsewhere too.
type Repeat struct {
	Row   Listed
	Where string
	With  Elsewhere
}

// Repeats finds the rows of a list that stand in it twice, by number or by name
// and birth, or on other lists of the month. A row is told once for each place,
// with the first row it shares it with. Of a refused row only its words are known:
// it is found where the other row says the same.
func Repeats(rows []Listed, others []Elsewhere, programme, commune string) []Repeat {
	var out []Repeat
	first := map[string]int{}
	for i := range rows {
		if rows[i].Refused {
			continue
		}
		at := -1
		for _, k := range []string{numberOf(&rows[i]), nameAndBirth(&rows[i])} {
			if seen, ok := first[k]; ok && at < 0 {
				at = seen
			}
		}
		if at >= 0 {
			out = append(out, Repeat{Row: rows[i], Where: RepeatedList, With: Elsewhere{Listed: rows[at], Programme: programme, Commune: commune}})
		}
		for _, k := range []string{numberOf(&rows[i]), nameAndBirth(&rows[i])} {
			if _, ok := first[k]; !ok && k != "" {
				first[k] = i
			}
		}
	}
	return append(out, repeatsElsewhere(rows, others, programme, commune)...)
}

// Traces are what rows of other lists are fetched by, to look for the people of
// this one among them.
type Traces struct {
	Numbers []string
	Keys    []string // of rows in the same words
	// Births are dates of birth for which rows without a number are wanted, and
	// AnyBirths those for which all rows are.
	Births, AnyBirths []string
}

// TracesOf are the traces of a list's rows. Two rows of a number each are one
// person's by the number alone; where one has none, by name and full date of
// birth; where neither has, by name and birth as written.
func TracesOf(rows []Listed) Traces {
	var t Traces
	for i := range rows {
		r := &rows[i]
		t.Keys = append(t.Keys, r.Key)
		switch {
		case r.Refused:
		case r.Number == "" && r.Birth != "":
			t.Births = append(t.Births, r.Birth)
			if r.wholeBirth() {
				t.AnyBirths = append(t.AnyBirths, r.Birth)
			}
		case r.Number != "":
			t.Numbers = append(t.Numbers, r.Number)
			if r.wholeBirth() {
				t.Births, t.Keys = append(t.Births, r.Birth), append(t.Keys, r.keyWithoutNumber())
			}
		}
	}
	for _, of := range []*[]string{&t.Numbers, &t.Keys, &t.Births, &t.AnyBirths} {
		slices.Sort(*of)
		*of = slices.Compact(*of)
	}
	return t
}

// wholeBirth reports whether the date of birth has day, month and year.
func (l *Listed) wholeBirth() bool { return len(l.Birth) == len("2006-01-02") }

// keyWithoutNumber is the key of a row that says the same but for the number.
func (l *Listed) keyWithoutNumber() string { return rowKey(personKey(l.Name, l.Birth, ""), 0) }

// samePerson says whether two rows of one name and birth are one person's.
func (l *Listed) samePerson(o *Listed) bool {
	switch {
	case l.Number == "" && o.Number == "":
		return true
	case l.Number == "" || o.Number == "":
		return l.wholeBirth()
	}
	return false
}

func repeatsElsewhere(rows []Listed, others []Elsewhere, programme, commune string) []Repeat {
	var out []Repeat
	by := map[string][]int{}
	for i := range others {
		for _, k := range []string{numberOf(&others[i].Listed), nameAndBirth(&others[i].Listed), rowWords(&others[i].Listed)} {
			if k != "" {
				by[k] = append(by[k], i)
			}
		}
	}
	for i := range rows {
		told := map[string]bool{}
		for _, j := range sharing(&rows[i], others, by) {
			where := RepeatedSupplements
			switch o := &others[j]; {
			case o.Programme != programme:
				where = RepeatedProgrammes
			case o.Commune != commune:
				where = RepeatedCommunes
			}
			if !told[where] {
				told[where] = true
				out = append(out, Repeat{Row: rows[i], Where: where, With: others[j]})
			}
		}
	}
	return out
}

// sharing are the others that are the row's person's, in their order.
func sharing(r *Listed, others []Elsewhere, by map[string][]int) []int {
	at := slices.Concat(by[numberOf(r)], by[rowWords(r)])
	if r.Number != "" && r.wholeBirth() {
		at = append(at, by[r.keyWithoutNumber()]...)
	}
	for _, j := range by[nameAndBirth(r)] {
		if r.samePerson(&others[j].Listed) {
			at = append(at, j)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}
