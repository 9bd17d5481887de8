package registry

import (
	"cmp"
	"iter"
	"slices"

	"chitra/internal/viet"
)

// guardLevel says how much of the line could be somebody else's, and so how far
// to look for rivals.
type guardLevel uint8

const (
	// guardExact: name in every tone. Only somebody of that very name and date
	// with a near number could be meant.
	guardExact guardLevel = iota
	// guardStrict: one thing off, or a name that others share once its marks or
	// its middle are gone. Every namesake of that date, every twin.
	guardStrict
)

// guard looks for rivals of the number's owner and takes the match back where
// there is one, or where nobody looked.
func (d *decision) guard(owner *Person, level guardLevel) {
	for p := range d.others(owner) {
		if why := d.rivalry(p, owner, level); why != "" {
			d.addRival(p, why)
		}
	}
	if len(d.m.Rivals) > 0 {
		d.review(ReasonRival)
	}
	if level != guardExact && d.birth == Equal && !d.p.Ablation.NoTwinsSeen && !d.twinsSeen(owner) {
		d.review(ReasonTwinsUnseen)
	}
}

// rivalry says why p could have been meant instead of the owner; "" if not.
func (d *decision) rivalry(p, owner *Person, level guardLevel) Why {
	without := d.p.Ablation
	near := nearNumber(d.s.PersonalID, p, d.p.twinEdits())
	if level == guardExact {
		if near && !without.NoNearNamesake && d.isNamesake(p) {
			return WhyNearNumber
		}
		return ""
	}
	sameDate := sameBirth(d.s.Birth, p.Birth) || p.Birth == owner.Birth
	if !sameDate || !d.sharesSurname(p, owner) {
		return ""
	}
	switch {
	case near && !without.NoTwin:
		return WhyNearNumber
	case d.isNamesake(p):
		if without.NoNamesake {
			return ""
		}
		return WhyNameDate
	case !without.NoAlike && d.couldMean(p):
		return WhyAlike
	}
	return ""
}

// couldMean reports whether the list's name could be p's as well as the owner's.
func (d *decision) couldMean(p *Person) bool {
	switch compareNames(d.s.Name, p.Name) {
	case Equal, Normalised, Unmarked, MiddleMissing, OneEdit:
		return true
	}
	return false
}

func (d *decision) sharesSurname(p, owner *Person) bool {
	of := surname(viet.Fold(p.Name))
	return of == surname(viet.Fold(owner.Name)) || of == surname(viet.Fold(d.s.Name))
}

// isNamesake reports whether p has the list's name, marks aside, and a birth
// date that the list's can mean.
func (d *decision) isNamesake(p *Person) bool {
	switch compareNames(d.s.Name, p.Name) {
	case Equal, Normalised, Unmarked:
		return sameBirth(d.s.Birth, p.Birth)
	}
	return false
}

// twinsSeen reports whether somebody looked for twins around the owner.
func (d *decision) twinsSeen(owner *Person) bool {
	key := owner.TwinKey()
	if d.c.TwinKeys != nil {
		return slices.Contains(d.c.TwinKeys, key)
	}
	for _, date := range d.s.dates() {
		if twinKey(d.s.Name, date, d.s.Commune) == key {
			return true
		}
	}
	return false
}

func (d *decision) addRival(p *Person, why Why) {
	r := Rival{PersonalID: p.PersonalID, Why: why}
	at, found := slices.BinarySearchFunc(d.m.Rivals, r, func(a, b Rival) int { return cmp.Compare(a.PersonalID, b.PersonalID) })
	if found {
		d.m.Rivals[at].Why = min(d.m.Rivals[at].Why, why)
		return
	}
	d.m.Rivals = slices.Insert(d.m.Rivals, at, r)
}

// all yields every record in sight that is still somebody's; one record may come
// more than once.
func (d *decision) all() iter.Seq[*Person] {
	return func(yield func(*Person) bool) {
		for _, list := range [...][]Person{d.c.ByNumber, d.c.ByOld, d.c.ByNameDate, d.c.Twins, d.c.Near} {
			for i := range list {
				if list[i].Status != Cancelled && !yield(&list[i]) {
					return
				}
			}
		}
	}
}

// others yields everybody in sight but the owner.
func (d *decision) others(owner *Person) iter.Seq[*Person] {
	return func(yield func(*Person) bool) {
		for p := range d.all() {
			if p.PersonalID != owner.PersonalID && !p.same(owner) && !yield(p) {
				return
			}
		}
	}
}

// namesakes are the distinct persons of the list's name and date, by number.
func (d *decision) namesakes() []*Person {
	var found []*Person
	for p := range d.all() {
		if !d.isNamesake(p) {
			continue
		}
		at, known := slices.BinarySearchFunc(found, p, func(a, b *Person) int { return cmp.Compare(a.PersonalID, b.PersonalID) })
		if !known {
			found = slices.Insert(found, at, p)
		}
	}
	return found
}
