package synth

import (
	"fmt"
	"strings"

	"chitra/internal/civil"
)

// plantAll plants every fault of the profile in its share, and sees to the
// people who come late or leave early.
func (m *maker) plantAll(open []*beneficiary) {
	shuffle(m, open)
	years := 0
	for _, b := range open {
		if m.who(b).yearOnly {
			b.kind = YearOnly
			years++
		}
	}
	if m.cfg.Profile == Dirty {
		for _, k := range ordinaryKinds() {
			wanted := m.quota.few(k.weight)
			if k.kind == YearOnly {
				wanted -= years
			}
			m.plantSome(open, k.kind, wanted)
		}
		m.swapNumbers(open)
		m.repeatPeople(open)
	}
	shuffle(m, open)
	m.comeAndGo(open)
}

func (m *maker) plantSome(open []*beneficiary, kind Kind, wanted int) {
	for _, b := range open {
		if wanted <= 0 {
			return
		}
		if b.kind == Exact && m.plant(b, kind) {
			wanted--
		}
	}
}

// comeAndGo lets one in a hundred start later and one in two hundred stop.
func (m *maker) comeAndGo(open []*beneficiary) {
	last := len(m.months) - 1
	if last == 0 {
		return
	}
	starts, stops := m.quota.of(268), m.quota.of(134)
	for _, b := range open {
		if b.kind != Exact && b.kind != Normalised && b.kind != Unmarked {
			continue
		}
		switch {
		case starts > 0:
			starts--
			b.since = 1 + m.rand.IntN(last)
		case stops > 0:
			stops--
			b.until = m.rand.IntN(last)
		default:
			return
		}
	}
}

// plant puts one fault into a beneficiary's row, or reports that it does not
// fit this person or this commune's layout.
func (m *maker) plant(b *beneficiary, kind Kind) bool {
	p, lay := m.who(b), m.layoutOf(b)
	fits := false
	switch kind {
	case Normalised:
		fits = !lay.legacy && m.disguise(b)
	case Unmarked:
		b.listed.name = unmark(p.name)
		fits = b.listed.name != p.name
	case MiddleMissing:
		words := strings.Fields(p.name)
		b.listed.name = words[0] + " " + words[len(words)-1]
		fits = len(words) > 2
	case NameEdit:
		b.listed.name, fits = m.misspell(p.name)
	case DateSwapped, DatePart, YearOnly:
		fits = m.plantDate(b, p, kind)
	case NearNumber, Contested, NumberMissing, OldNumber, CancelledNo:
		fits = !p.yearOnly && !p.wrongSex && m.pop.alone(p) && m.plantNumber(b, p, kind)
	case AmountComputed:
		fits = lay.has(fieldTotal) && !lay.totals
	case CoefficientMissing:
		fits = lay.has(fieldRate) && b.family != singleParent
	default:
		fits = m.plantRefused(b, p, lay, kind)
	}
	if fits {
		b.kind = kind
	} else {
		b.listed = truthful(p)
	}
	return fits
}

func (m *maker) plantDate(b *beneficiary, p *person, kind Kind) bool {
	if p.yearOnly || !m.steady(m.families[b.family], p.birth) {
		return false
	}
	swapped, ok := p.birth.Swapped()
	switch kind {
	case DateSwapped:
		b.listed.birth = swapped
		return ok
	case YearOnly:
		b.listed.yearOnly = true
		return true
	}
	y, mo, d := p.birth.Year(), p.birth.Month(), p.birth.Day()
	switch m.rand.IntN(3) {
	case 0:
		d = 1 + m.rand.IntN(28)
	case 1:
		mo = 1 + m.rand.IntN(12)
	default:
		y += []int{-1, 1}[m.rand.IntN(2)]
	}
	off, err := civil.NewDate(y, mo, d)
	b.listed.birth = off
	return err == nil && off != p.birth && off != swapped && off.Compare(m.pop.day) < 0
}

func (m *maker) plantNumber(b *beneficiary, p *person, kind Kind) bool {
	switch kind {
	case NearNumber:
		near, ok := m.nearNumber(p.id)
		b.listed.id = near
		return ok
	case Contested:
		owner := m.relativeOf(b)
		if owner == unlisted {
			return false
		}
		m.typed[owner] = true
		b.listed.id = m.pop.people[owner].id
	case NumberMissing:
		b.listed.id = ""
	case OldNumber:
		b.listed.id = p.cmnd()
		return b.listed.id != "" && m.pop.cmnds[b.listed.id] == 1
	case CancelledNo:
		gone := *p
		gone.status, gone.old = cancelled, nil
		gone.id = m.pop.number(yearsBefore(p.birth, 1), p.female)
		m.pop.add(gone)
		p = m.who(b)
		p.old = append(p.old, gone.id)
		b.listed.id = gone.id
	}
	return true
}

// nearNumber changes one digit of the serial, or swaps two neighbours, so
// that the number is nobody's.
func (m *maker) nearNumber(id string) (string, bool) {
	for range 20 {
		digits := []byte(id)
		at := 6 + m.rand.IntN(6)
		if m.rand.IntN(3) == 0 && at < 11 {
			digits[at], digits[at+1] = digits[at+1], digits[at]
		} else {
			digits[at] = byte('0' + m.rand.IntN(10))
		}
		if near := string(digits); near != id && !m.pop.used[near] {
			m.pop.used[near] = true
			return near, true
		}
	}
	return "", false
}

// relativeOf finds somebody of the household who is alive, on no list, and
// shares neither name nor date.
func (m *maker) relativeOf(b *beneficiary) int {
	p := m.who(b)
	for _, i := range m.pop.members[p.household] {
		o := &m.pop.people[i]
		if i == b.person || o.status != alive || m.typed[i] || o.birth == p.birth || o.name == p.name {
			continue
		}
		return i
	}
	return unlisted
}

// plantRefused spoils a cell without which the row cannot be taken. Lists
// with control totals are spared: their totals must agree.
func (m *maker) plantRefused(b *beneficiary, p *person, lay *layout, kind Kind) bool {
	if lay.totals {
		return false
	}
	b.settled = true
	switch kind {
	case LostDigits:
		b.listed.id, b.listed.idText = scientific(p.id), true
		b.corrected = []Correction{{"personal_id", p.id}}
	case BirthMissing:
		b.listed.noBirth = true
		b.corrected = []Correction{{"birth_date", dayText(p)}}
	case CategoryMissing:
		b.corrected = []Correction{{"category", m.bandOf(b, 0).code}}
	case AmountUnreadable:
		if !lay.has(fieldTotal) {
			b.settled = false
			return false
		}
		b.corrected = []Correction{{"total", m.bandOf(b, 0).monthly(b.units).Digits()}}
	case NameMissing:
		b.listed.name = ""
		b.corrected = []Correction{{"name", p.name}}
	}
	return true
}

// scientific is what a spreadsheet leaves of a long number once it was saved
// as shown.
func scientific(id string) string {
	digits := strings.TrimLeft(id, "0")
	return fmt.Sprintf("%c.%sE+%d", digits[0], digits[1:5], len(digits)-1)
}

// dayText is a birth date as a clerk types it.
func dayText(p *person) string {
	if p.yearOnly {
		return fmt.Sprint(p.birth.Year())
	}
	return fmt.Sprintf("%02d/%02d/%04d", p.birth.Day(), p.birth.Month(), p.birth.Year())
}

// bandOf is what pays a beneficiary in a month by index.
func (m *maker) bandOf(b *beneficiary, month int) band {
	paid, _ := m.families[b.family].bandIn(m.who(b).birth, m.months[month])
	return paid
}

// swapNumbers types one person's number on another's row too; asked, the
// commune corrects the other. Two pairs in three are of one commune.
func (m *maker) swapNumbers(open []*beneficiary) {
	wanted := m.quota.swapped
	for i, a := range open {
		if wanted == 0 {
			return
		}
		if a.kind != Exact {
			continue
		}
		for _, b := range open[i+1:] {
			near := m.who(a).commune == m.who(b).commune
			if b.kind != Exact || near == (wanted%3 == 0) || m.who(a).name == m.who(b).name {
				continue
			}
			a.kind, b.kind = NumberShared, NumberShared
			a.settled, b.settled = true, true
			b.listed.id = m.who(a).id
			b.corrected = []Correction{{"personal_id", m.who(b).id}}
			wanted--
			break
		}
	}
}

// repeatPeople lists some people twice; asked, the commune strikes the second
// row off.
func (m *maker) repeatPeople(open []*beneficiary) {
	wanted := m.quota.repeated
	for _, a := range open {
		if wanted == 0 {
			return
		}
		if a.kind != Exact || m.layoutOf(a).totals {
			continue
		}
		a.kind, a.settled = NumberShared, true
		again := *a
		again.kind, again.struck, again.until = DuplicateRow, true, 0
		again.corrected = []Correction{{FieldStrikeOff, "1"}}
		m.repeated = append(m.repeated, &again)
		wanted--
	}
}
