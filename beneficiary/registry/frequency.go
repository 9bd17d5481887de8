package registry

import (
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/viet"
)

// Frequencies count how common each part of a name and each day of birth is in a
// snapshot: what an agreement tells depends on it. They weigh and explain, and
// decide nothing. The zero value has counted nobody.
type Frequencies struct {
	total     int
	syllables [nameParts]map[string]int
	years     map[int]*yearCount
}

// The parts of a name; of the middle only the first syllable is counted.
const (
	partSurname = iota
	partMiddle
	partGiven
	nameParts
)

var partNames = [nameParts]string{"surname", "middle", "given"}

// yearCount counts the births of a year, and of each of its days that are known.
type yearCount struct {
	all  int
	days [daySlots]int
}

// Every month has 31 slots, so that a day's is found without a calendar.
const (
	monthSlots = 31
	daySlots   = 12 * monthSlots
)

// leastCounted is how many people must be counted before their frequencies say
// more than the ones usually published.
const leastCounted = 10_000

// Add counts a person in; a cancelled record is nobody.
func (f *Frequencies) Add(p Person) { f.count(&p, 1) }

// Remove counts a person out who was counted in as they stand.
func (f *Frequencies) Remove(p Person) { f.count(&p, -1) }

// Total is how many persons are counted.
func (f *Frequencies) Total() int {
	if f == nil {
		return 0
	}
	return f.total
}

func (f *Frequencies) count(p *Person, by int) {
	if p.Status == Cancelled {
		return
	}
	f.total += by
	for part, syllable := range partsOf(p.Name) {
		if syllable == "" {
			continue
		}
		if f.syllables[part] == nil {
			f.syllables[part] = map[string]int{}
		}
		add(f.syllables[part], syllable, by)
	}
	if p.Birth.IsZero() {
		return
	}
	if f.years == nil {
		f.years = map[int]*yearCount{}
	}
	year := f.years[p.Birth.Year()]
	if year == nil {
		year = &yearCount{}
		f.years[p.Birth.Year()] = year
	}
	year.all += by
	if slot, ok := daySlot(p.Birth); ok {
		year.days[slot] += by
	}
	if year.all == 0 {
		delete(f.years, p.Birth.Year())
	}
}

// add leaves no zero behind: what was counted in and out is not there.
func add(m map[string]int, key string, by int) {
	if m[key] += by; m[key] == 0 {
		delete(m, key)
	}
}

func daySlot(d civil.Date) (int, bool) {
	return (d.Month()-1)*monthSlots + d.Day() - 1, d.Precision() == civil.Day
}

// partsOf are surname, first middle syllable and given name, folded.
func partsOf(name string) (parts [nameParts]string) {
	folded := viet.Fold(name)
	surname, rest, more := strings.Cut(folded, " ")
	parts[partSurname] = surname
	if !more {
		return parts
	}
	parts[partGiven] = rest
	if at := strings.LastIndexByte(rest, ' '); at >= 0 {
		parts[partGiven] = rest[at+1:]
		parts[partMiddle], _, _ = strings.Cut(rest, " ")
	}
	return parts
}

// tells is what a syllable of a name tells, in tenths of a bit.
func (f *Frequencies) tells(part int, syllable string) int {
	switch {
	case syllable == "":
		return 0
	case f.Total() < leastCounted:
		return told(partNames[part], syllable)
	}
	return f.rarity(f.syllables[part][syllable])
}

// dayTells is what a day of birth tells.
func (f *Frequencies) dayTells(d civil.Date) int {
	slot, known := daySlot(d)
	if f.Total() < leastCounted || !known {
		if d.Day() == 1 && d.Month() == 1 {
			return newYearsDay
		}
		return fullDate
	}
	if year := f.years[d.Year()]; year != nil {
		return f.rarity(year.days[slot])
	}
	return f.rarity(0)
}

// yearTells is what a year of birth tells.
func (f *Frequencies) yearTells(d civil.Date) int {
	if f.Total() < leastCounted {
		return yearAlone
	}
	if year := f.years[d.Year()]; year != nil {
		return f.rarity(year.all)
	}
	return f.rarity(0)
}

// rarity is minus the binary logarithm of a share of all, in tenths; what nobody
// has counts as one person's.
func (f *Frequencies) rarity(n int) int { return Tenths(f.total) - Tenths(max(n, 1)) }

// Tenths is the binary logarithm of a positive count in whole tenths, rounded
// down; 0 for less than one.
func Tenths(n int) int {
	if n < 1 {
		return 0
	}
	// The first eleven binary digits against the tenth powers of two between
	// 1024 and 2048.
	const digits = 11
	steps := [...]uint64{1098, 1177, 1261, 1352, 1449, 1553, 1664, 1783, 1911}
	length := bits.Len64(uint64(n))
	head := uint64(n) << (64 - length) >> (64 - digits)
	tenths := 0
	for tenths < len(steps) && head >= steps[tenths] {
		tenths++
	}
	return (length-1)*10 + tenths
}

// FrequencyPart is one part of Frequencies as text.
type FrequencyPart struct{ Part, Data string }

// ErrFrequency is returned for parts that Encode did not write.
var ErrFrequency = errors.New("not a table of frequencies")

// Encode writes the counts as texts that Decode reads back, in one order.
func (f *Frequencies) Encode() []FrequencyPart {
	out := []FrequencyPart{{"total", strconv.Itoa(f.total)}}
	for part, counts := range f.syllables {
		var words []string
		for _, s := range slices.Sorted(maps.Keys(counts)) {
			words = append(words, s+"="+strconv.Itoa(counts[s]))
		}
		out = append(out, FrequencyPart{partNames[part], strings.Join(words, " ")})
	}
	for _, year := range slices.Sorted(maps.Keys(f.years)) {
		out = append(out, FrequencyPart{fmt.Sprintf("%04d", year), f.years[year].encode()})
	}
	return out
}

// encode writes all births, then those of each day; a day without any is empty.
func (y *yearCount) encode() string {
	b := strconv.AppendInt(nil, int64(y.all), 10)
	for _, n := range y.days {
		b = append(b, ',')
		if n != 0 {
			b = strconv.AppendInt(b, int64(n), 10)
		}
	}
	return string(b)
}

// DecodeFrequencies reads what Encode wrote, in any order. Errors wrap
// ErrFrequency.
func DecodeFrequencies(parts []FrequencyPart) (*Frequencies, error) {
	f := &Frequencies{years: map[int]*yearCount{}}
	seen := map[string]bool{}
	for _, p := range parts {
		ok := !seen[p.Part]
		seen[p.Part] = true
		if p.Part == "total" {
			f.total, ok = readCount(p.Data, ok)
		} else if part := slices.Index(partNames[:], p.Part); part >= 0 {
			f.syllables[part], ok = readSyllables(p.Data, ok)
		} else {
			ok = f.readYear(p, ok)
		}
		if !ok {
			return nil, fmt.Errorf("%w: part %q", ErrFrequency, p.Part)
		}
	}
	return f, nil
}

func readCount(s string, ok bool) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, ok && err == nil && n >= 0 && strconv.Itoa(n) == s
}

func readSyllables(data string, ok bool) (map[string]int, bool) {
	counts := map[string]int{}
	for word := range strings.FieldsSeq(data) {
		syllable, n, _ := strings.Cut(word, "=")
		_, twice := counts[syllable]
		counts[syllable], ok = readCount(n, ok && !twice)
	}
	return counts, ok
}

func (f *Frequencies) readYear(p FrequencyPart, ok bool) bool {
	year, err := strconv.Atoi(p.Part)
	fields := strings.Split(p.Data, ",")
	if err != nil || len(fields) != 1+daySlots || fmt.Sprintf("%04d", year) != p.Part {
		return false
	}
	y := &yearCount{}
	y.all, ok = readCount(fields[0], ok)
	for i, s := range fields[1:] {
		if s != "" {
			y.days[i], ok = readCount(s, ok)
		}
	}
	f.years[year] = y
	return ok
}
