package synth

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"chitra/internal/civil"
)

// LabelledRow is a line of a list beside what is true of it.
type LabelledRow struct {
	// Truth is the number of the person meant; "" where the register has none.
	Truth string
	// The faults planted, "" for none.
	NameFault, DateFault, NumberFault, About, CommuneFault Kind

	Name, ID, OldNumber, Commune string
	Sex                          string // "M", "F" or ""
	Birth, Other                 civil.Date
	Repeats                      int // lines with this number
	Dong                         int64
}

// Rows yields rows about drawn persons, with the faults of a profile. Several
// may be drawn side by side.
func (l *Labelled) Rows(seed uint64, n int, profile string) iter.Seq[LabelledRow] {
	return func(yield func(LabelledRow) bool) {
		c := &scribe{
			register: l, mix: mixOf(profile), rand: rand.New(rand.NewPCG(l.config.Seed, seed)), family: newFamily(l.config.Seed),
		}
		for range n {
			if !yield(c.row()) {
				return
			}
		}
	}
}

// scribe writes labelled rows.
type scribe struct {
	register *Labelled
	mix      faultMix
	rand     *rand.Rand
	family   *kindred
}

// row draws the faults, and then people until there is one to whom they can
// happen: so each has its share whoever is drawn.
func (c *scribe) row() LabelledRow {
	share := func(parts []part) Kind { return draw(c.rand.IntN(outOf), parts) }
	faults := LabelledRow{
		NameFault: share(c.mix.name), DateFault: share(c.mix.date), NumberFault: share(c.mix.number),
		About: share(c.mix.about), CommuneFault: share(c.mix.commune), Repeats: 1, Dong: 500_000 + 250_000*int64(c.rand.IntN(5)),
	}
	if c.rand.IntN(outOf) < c.mix.overCap {
		faults.Dong = 10_000_000
	}
	others := faults.NumberFault == CancelledNo || faults.NumberFault == HouseholdNumber || faults.NumberFault == StrangersNumber
	if faults.About == NotFound && others {
		faults.About = "" // nobody's number is not somebody else's
	}
	twins := c.rand.IntN(outOf) < c.mix.twins && faults.About == "" && faults.NumberFault != CancelledNo
	for range enoughTries {
		r := faults
		if c.about(&r, twins) {
			return r
		}
	}
	return c.row() // too small a register for what was drawn
}

const enoughTries = 100_000

// about writes the row about a drawn person; false when the faults do not fit.
func (c *scribe) about(r *LabelledRow, twins bool) bool {
	h := c.rand.IntN(c.register.Households())
	if twins {
		h = h/plantedEvery*plantedEvery + twinsAt
	}
	if h >= c.register.Households() {
		return false
	}
	if r.About == NotFound {
		h += c.register.Households()
	}
	members := c.family.of(h)
	at := c.rand.IntN(len(members))
	if twins {
		at = max(0, len(members)-1-c.rand.IntN(2))
	}
	m := members[at]
	if !c.fits(&m, r.About) {
		return false
	}
	r.Name, r.Birth = m.name, m.birth
	return c.writeNumber(r, h, members, at) && c.writeName(r) && c.writeDate(r) && c.writeRest(r, h, &m) && !c.isAnothers(r, h, members)
}

// isAnothers reports whether two faults together made the row say, word for word,
// what is another member's: then it is that member's row, whoever was drawn.
func (c *scribe) isAnothers(r *LabelledRow, h int, members []kin) bool {
	if r.About == NotFound || r.ID == r.Truth {
		return false
	}
	for i := range members {
		if members[i].name == r.Name && c.register.id(h, i) == r.ID {
			return true
		}
	}
	return false
}

// fits keeps the dead for the rows about them.
func (c *scribe) fits(m *kin, about Kind) bool {
	july, _ := civil.NewDate(2024, 7, 1)
	before := m.status == dead && m.died.Compare(july) < 0
	switch about {
	case DeadBefore:
		return before
	case DiedInMonth:
		return m.status == dead && !before
	}
	return m.status != dead
}

func (c *scribe) writeNumber(r *LabelledRow, h int, members []kin, at int) bool {
	m := &members[at]
	if r.About == NotFound {
		r.ID = c.strangersID(m)
	} else {
		r.Truth = c.register.id(h, at)
		r.ID = r.Truth
	}
	switch r.NumberFault {
	case DigitOff:
		digits := []byte(r.ID)
		i := c.rand.IntN(len(digits))
		digits[i] = otherDigit(c.rand, digits[i])
		r.ID = string(digits)
	case DigitsSwapped:
		digits := []byte(r.ID)
		i := c.rand.IntN(len(digits) - 1)
		digits[i], digits[i+1] = digits[i+1], digits[i]
		if string(digits) == r.ID {
			return false
		}
		r.ID = string(digits)
	case NumberMissing:
		r.ID = ""
	case OldNumber:
		if m.cmnd == 0 {
			return false
		}
		r.ID, r.OldNumber = "", fmt.Sprint(m.cmnd)
	case NumberShared:
		r.Repeats = 2
	case CancelledNo, HouseholdNumber, StrangersNumber:
		return c.writeOthersNumber(r, h, members, at)
	}
	return true
}

// writeOthersNumber writes a number that is not, or no longer, the person's.
func (c *scribe) writeOthersNumber(r *LabelledRow, h int, members []kin, at int) bool {
	switch r.NumberFault {
	case CancelledNo:
		if !members[at].renumbered {
			return false
		}
		r.ID = c.register.oldID(h, members, at)
	case HouseholdNumber:
		if len(members) < 2 {
			return false
		}
		r.ID = c.register.id(h, (at+1+c.rand.IntN(len(members)-1))%len(members))
	case StrangersNumber:
		r.ID = fmt.Sprintf("%012d", c.register.numbers[c.rand.IntN(len(c.register.numbers))])
	}
	return r.ID != r.Truth
}

// strangersID is a number that nobody has.
func (c *scribe) strangersID(m *kin) string {
	for {
		n := headOf(c.rand, m.birth.Year(), m.female)*serials + c.rand.Uint64N(serials)
		if !c.register.isUsed(n) {
			return fmt.Sprintf("%012d", n)
		}
	}
}

func (c *scribe) writeDate(r *LabelledRow) bool {
	swapped, ok := r.Birth.Swapped()
	switch r.DateFault {
	case DateSwapped:
		if !ok {
			return false
		}
		r.Birth = swapped
	case DateEither:
		if !ok {
			return false
		}
		r.Other = swapped
		if c.rand.IntN(2) == 0 {
			r.Birth, r.Other = r.Other, r.Birth
		}
	case DatePart:
		wrong, err := c.onePartOff(r.Birth)
		if err != nil || wrong == r.Birth {
			return false
		}
		r.Birth = wrong
	case YearOnly:
		r.Birth, _ = civil.NewYear(r.Birth.Year())
	}
	return true
}

func (c *scribe) onePartOff(d civil.Date) (civil.Date, error) {
	switch c.rand.IntN(3) {
	case 0:
		return civil.NewDate(d.Year(), d.Month(), 1+c.rand.IntN(31))
	case 1:
		return civil.NewDate(d.Year(), 1+c.rand.IntN(12), d.Day())
	}
	return civil.NewDate(d.Year()+1-2*c.rand.IntN(2), d.Month(), d.Day())
}

func (c *scribe) writeRest(r *LabelledRow, h int, m *kin) bool {
	r.Sex = sexLetter(m.female)
	switch n := c.rand.IntN(outOf); {
	case n < c.mix.otherSex:
		r.Sex = sexLetter(!m.female)
	case n < c.mix.otherSex+c.mix.noSex:
		r.Sex = ""
	}
	commune := c.register.communeOf(h)
	r.Commune = communeCode(commune)
	switch r.CommuneFault {
	case OldCommune:
		r.Commune = oldCommuneCode(commune)
	case Moved:
		r.Commune = communeCode(1 + (commune+c.rand.IntN(9))%c.register.communes())
	}
	return true
}

func (c *scribe) writeName(r *LabelledRow) bool {
	words := strings.Fields(r.Name)
	last := len(words) - 1
	before := r.Name
	switch r.NameFault {
	case "":
		return true
	case Normalised:
		r.Name, _ = disguised(r.Name, c.rand.IntN(9))
	case Unmarked:
		r.Name = unmark(r.Name)
		if c.rand.IntN(2) == 0 {
			r.Name = strings.ToUpper(r.Name)
		}
	case MiddleMissing:
		if last < 2 {
			return false
		}
		r.Name = words[0] + " " + words[last]
	case MiddleShort:
		if last < 2 {
			return false
		}
		letters := []rune(words[1])
		r.Name = words[0] + " " + string(letters[0]) + ". " + words[last]
	case NameBeyond:
		return c.writeBeyond(r, words)
	default:
		at := last
		if last > 1 && c.rand.IntN(3) == 0 {
			at = 1 + c.rand.IntN(last-1)
		}
		wrong, ok := c.spellWrong(words[at], r.NameFault)
		if !ok {
			return false
		}
		words[at] = wrong
		r.Name = strings.Join(words, " ")
	}
	return r.Name != "" && r.Name != before
}

// writeBeyond spells two syllables wrong.
func (c *scribe) writeBeyond(r *LabelledRow, words []string) bool {
	if len(words) < 3 {
		return false
	}
	for _, at := range []int{1, len(words) - 1} {
		wrong, ok := c.spellWrong(words[at], LetterOff)
		if !ok {
			return false
		}
		words[at] = wrong
	}
	r.Name = strings.Join(words, " ")
	return true
}

// spellWrong makes one edit in a syllable: another tone, or a letter that is
// another, is left out, or changed places with its neighbour.
func (c *scribe) spellWrong(word string, fault Kind) (string, bool) {
	if fault == ToneOff {
		return otherTone(word)
	}
	if wrong, ok := misspelt(word, 1+c.rand.IntN(2)); ok {
		return wrong, true
	}
	letters := []rune(word)
	at := c.rand.IntN(len(letters))
	switch c.rand.IntN(3) {
	case 0:
		letters[at] = rune('a' + c.rand.IntN(26))
	case 1:
		if len(letters) < 3 {
			return "", false
		}
		letters = append(letters[:at], letters[at+1:]...)
	case 2:
		if at+1 == len(letters) {
			return "", false
		}
		letters[at], letters[at+1] = letters[at+1], letters[at]
	}
	wrong := string(letters)
	return wrong, wrong != word
}
