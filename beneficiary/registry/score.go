package registry

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/viet"
)

// namesData holds how much a syllable of a name tells, in tenths of a bit
// (minus the binary logarithm of its share): the common surnames by the shares
// usually published, the rest assumed. An empty syllable is any other.
//
//go:embed data/names.csv
var namesData string

// nameBits is namesData by part and syllable.
var nameBits = func() map[string]int {
	bits := map[string]int{}
	for line := range strings.Lines(namesData) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		if n, err := strconv.Atoi(fields[len(fields)-1]); err == nil {
			bits[fields[0]+","+fields[1]] = n
		}
	}
	return bits
}()

// What a field's agreement weighs, in tenths of a bit, after Fellegi and Sunter:
// what it tells when it agrees, what it takes away when it does not. Weights rank
// candidates and draw the explanation; they decide nothing.
const (
	fullDate, newYearsDay, yearAlone = 148, 90, 60
	swappedDate, onePartOff          = 100, 80
	dateDiffers                      = -80

	sameNumber, oldNumber, nearBy = 250, 120, 120
	numberDiffers                 = -60

	sameSex, sexDiffers         = 10, -40
	sameCommune, nextCommune    = 80, 70
	communeDiffers, nameDiffers = -20, -120
)

// ranked scores everybody in sight, by falling weight, then by number.
func (d *decision) ranked() []Scored {
	if d.scored != nil {
		return d.scored
	}
	var list []Scored
	for p := range d.all() {
		if slices.ContainsFunc(list, func(s Scored) bool { return s.PersonalID == p.PersonalID }) {
			continue
		}
		list = append(list, Scored{PersonalID: p.PersonalID, Bits: d.bits(p)})
	}
	slices.SortFunc(list, func(a, b Scored) int {
		return cmp.Or(cmp.Compare(b.Bits, a.Bits), cmp.Compare(a.PersonalID, b.PersonalID))
	})
	d.scored = list
	return list
}

// bits is the weight of a candidate.
func (d *decision) bits(p *Person) int {
	weight := nameWeight(compareNames(d.s.Name, p.Name), p.Name) + birthWeight(compareBirths(d.s.Birth, p.Birth), p.Birth)
	switch compareNumbers(d.s, p) {
	case Equal:
		weight += sameNumber
	case Old:
		weight += oldNumber
	case OneEdit:
		weight += nearBy
	case Differs:
		weight += numberDiffers
	}
	switch compareSexes(d.s.Sex, p.Sex) {
	case Equal:
		weight += sameSex
	case Differs:
		weight += sexDiffers
	}
	switch compareCommunes(d.s.Commune, p.Commune, d.x.Places) {
	case Equal:
		weight += sameCommune
	case Successor:
		weight += nextCommune
	case Differs:
		weight += communeDiffers
	}
	return weight
}

func nameWeight(a Agreement, name string) int {
	family, middle, given := rarity(name)
	switch a {
	case Equal, Normalised:
		return family + middle + given
	case Unmarked:
		return family + middle + given - 20
	case MiddleMissing:
		return family + given - 10
	case OneEdit:
		return family + middle + given - 60
	case Similar:
		return (family + middle + given) / 3
	case Differs:
		return nameDiffers
	}
	return 0
}

func birthWeight(a Agreement, d civil.Date) int {
	switch a {
	case Equal:
		if d.Day() == 1 && d.Month() == 1 {
			return newYearsDay
		}
		return fullDate
	case Consistent:
		return yearAlone
	case Swapped:
		return swappedDate
	case OnePart:
		return onePartOff
	case Differs:
		return dateDiffers
	}
	return 0
}

// rarity is what each part of a name tells; the middle is counted once.
func rarity(name string) (family, middle, given int) {
	syllables := strings.Fields(viet.Fold(name))
	if len(syllables) == 0 {
		return 0, 0, 0
	}
	family = told("surname", syllables[0])
	if len(syllables) > 1 {
		given = told("given", syllables[len(syllables)-1])
	}
	if len(syllables) > 2 {
		middle = told("middle", syllables[1])
	}
	return family, middle, given
}

func told(part, syllable string) int {
	if n, ok := nameBits[part+","+syllable]; ok {
		return n
	}
	return nameBits[part+","]
}
