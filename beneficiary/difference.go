package beneficiary

import (
	"strconv"

	"chitra/internal/viet"
)

// Listed is a row of a list, taken or refused, as lists are compared.
type Listed struct {
	Key     string // of the row within its list
	Number  string // the identity number, or ""
	Name    string
	Birth   string // as read, ISO; "" where it could not be
	Refused bool
	Sheet   string
	Line    int
	// Values are the compared columns as text, amounts in digits; a refused row
	// has none but its name.
	Values map[Field]string
	Amount int64 // đồng: the total, else the rate, else 0
	// Stated says that the row has an amount; a refused row has none.
	Stated bool
}

// Status is the key that says of a changed row that it was refused and is taken
// now, or the other way round.
const Status = "status"

// Texts of a Status.
const (
	StatusTaken   = "taken"
	StatusRefused = "refused"
)

// Compared lists the columns that two rows of one person are compared by.
func Compared() []Field {
	return []Field{Name, BirthField, PersonalID, Category, Coefficient, Rate, Arrears, Recovery, Total, Account, Bank, Holder, Relation}
}

// FieldChange is one column of a row, old and new.
type FieldChange struct{ Field, From, To string }

// RowChange is one person's row in both lists, in other words.
type RowChange struct {
	Was, Is Listed
	Fields  []FieldChange
}

// Difference is what one list has that another has not. Same + New + Changed are
// the rows now, Same + Dropped + Changed those before.
type Difference struct {
	New     []Listed
	Changed []RowChange
	Dropped []Listed
	Same    int
}

// Differ compares two lists person by person: a row goes with the row of the
// same words, else of the same identity number, else of the same name and birth
// where only one of each is left. Rows keep their order.
func Differ(before, now []Listed) Difference { return differ(before, now, pair(before, now, nil)) }

// DifferCorrected compares a list with one that corrects it, where a row stands on
// its line whatever was typed in it.
func DifferCorrected(before, now []Listed) Difference {
	return differ(before, now, pair(before, now, placeOf))
}

func differ(before, now []Listed, partner []int) Difference {
	kept := make([]bool, len(before))
	var d Difference
	for i := range now {
		at := partner[i]
		if at < 0 {
			d.New = append(d.New, now[i])
			continue
		}
		kept[at] = true
		fields := fieldChanges(&before[at], &now[i])
		if len(fields) == 0 {
			d.Same++
			continue
		}
		d.Changed = append(d.Changed, RowChange{Was: before[at], Is: now[i], Fields: fields})
	}
	for i := range before {
		if !kept[i] {
			d.Dropped = append(d.Dropped, before[i])
		}
	}
	return d
}

// pair finds for each row now the row before that is the same person's, or -1.
// What first tells comes before everything else.
func pair(before, now []Listed, first func(*Listed) string) []int {
	partner := make([]int, len(now))
	for i := range partner {
		partner[i] = -1
	}
	used := make([]bool, len(before))
	for _, by := range []struct {
		key  func(*Listed) string
		only bool // where no other row has the same
	}{{first, true}, {rowWords, false}, {numberOf, false}, {nameAndBirth, true}} {
		if by.key == nil {
			continue
		}
		free, wanted := map[string][]int{}, map[string]int{}
		for i := range before {
			if k := by.key(&before[i]); k != "" && !used[i] {
				free[k] = append(free[k], i)
			}
		}
		for i := range now {
			if k := by.key(&now[i]); k != "" && partner[i] < 0 {
				wanted[k]++
			}
		}
		for i := range now {
			k := by.key(&now[i])
			if k == "" || partner[i] >= 0 || len(free[k]) == 0 || by.only && (wanted[k] > 1 || len(free[k]) > 1) {
				continue
			}
			partner[i], used[free[k][0]] = free[k][0], true
			free[k] = free[k][1:]
		}
	}
	return partner
}

func placeOf(l *Listed) string { return l.Sheet + "\n" + strconv.Itoa(l.Line) }

func rowWords(l *Listed) string { return l.Key }

func numberOf(l *Listed) string { return l.Number }

func nameAndBirth(l *Listed) string {
	if l.Name == "" || l.Birth == "" {
		return ""
	}
	return viet.Fold(l.Name) + "\n" + l.Birth
}

// fieldChanges compares two rows column by column. Of a row that was refused
// only that is known.
func fieldChanges(was, is *Listed) []FieldChange {
	if was.Refused != is.Refused {
		return []FieldChange{{Status, was.status(), is.status()}}
	}
	var out []FieldChange
	for _, f := range Compared() {
		if was.Values[f] != is.Values[f] {
			out = append(out, FieldChange{f.Key(), was.Values[f], is.Values[f]})
		}
	}
	return out
}

func (l *Listed) status() string {
	if l.Refused {
		return StatusRefused
	}
	return StatusTaken
}
