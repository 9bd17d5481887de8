package registry

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/civil"
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
	swappedLess, onePartLess         = 48, 68
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

// agreements are how a person's fields go together with the line's.
type agreements struct{ name, birth, number, sex, commune Agreement }

func (d *decision) compare(p *Person) agreements {
	return agreements{
		name: compareNames(d.s.Name, p.Name), birth: compareBirths(d.s.Birth, p.Birth), number: compareNumbers(d.s, p),
		sex: compareSexes(d.s.Sex, p.Sex), commune: compareCommunes(d.s.Commune, p.Commune, d.x),
	}
}

// weights are what each agreement weighs.
type weights struct{ name, birth, number, sex, commune int }

func (w weights) sum() int { return w.name + w.birth + w.number + w.sex + w.commune }

func (d *decision) weigh(p *Person, a agreements) weights {
	return weights{
		name: nameWeight(a.name, p.Name, d.x.Frequencies), birth: birthWeight(a.birth, p.Birth, d.x.Frequencies),
		number: numberWeight(a.number), sex: sexWeight(a.sex), commune: communeWeight(a.commune),
	}
}

// bits is the weight of a candidate.
func (d *decision) bits(p *Person) int { return d.weigh(p, d.compare(p)).sum() }

func numberWeight(a Agreement) int {
	switch a {
	case Equal:
		return sameNumber
	case Old:
		return oldNumber
	case OneEdit:
		return nearBy
	case Differs:
		return numberDiffers
	}
	return 0
}

func sexWeight(a Agreement) int {
	switch a {
	case Equal:
		return sameSex
	case Differs:
		return sexDiffers
	}
	return 0
}

func communeWeight(a Agreement) int {
	switch a {
	case Equal:
		return sameCommune
	case Successor:
		return nextCommune
	case Differs:
		return communeDiffers
	}
	return 0
}

func nameWeight(a Agreement, name string, f *Frequencies) int {
	if a == Differs {
		return nameDiffers
	}
	parts := partsOf(name)
	family, middle, given := f.tells(partSurname, parts[partSurname]), f.tells(partMiddle, parts[partMiddle]), f.tells(partGiven, parts[partGiven])
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
	}
	return 0
}

func birthWeight(a Agreement, d civil.Date, f *Frequencies) int {
	switch a {
	case Equal:
		return f.dayTells(d)
	case Consistent:
		return f.yearTells(d)
	case Swapped:
		return f.dayTells(d) - swappedLess
	case OnePart:
		return f.dayTells(d) - onePartLess
	case Differs:
		return dateDiffers
	}
	return 0
}

func told(part, syllable string) int {
	if n, ok := nameBits[part+","+syllable]; ok {
		return n
	}
	return nameBits[part+","]
}
