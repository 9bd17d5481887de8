package registry

import (
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/civil"
)

// Index is a snapshot in memory, for whoever matches more lines than a store
// should be asked about: ten million persons in less than 2 GiB. It answers what
// the store's queries answer. It does not change once it is built, and any number
// of readers may share it.
type Index struct {
	records    []record
	numbers    []string // of idsTogether persons each
	names      texts
	states     []nameStates // by name
	communes   texts
	households texts
	old        pastNumbers

	byNumber, byNameDate, byTwin chains
}

// record is a person without what is kept elsewhere: 48 bytes.
type record struct {
	nameDate, twin           uint64
	name, commune, household uint32
	birth, died              civil.Date
	old                      uint32 // its first old number; the next record's is the end
	sex                      beneficiary.Sex
	status                   uint8
}

// idsTogether is how many persons' numbers stand in one text.
const idsTogether = 1 << 12

// statuses are what record.status counts.
var statuses = [...]Status{Alive, Dead, Missing, Left, Cancelled}

// pastNumbers are the numbers held before, in the order of their holders.
type pastNumbers struct {
	texts   texts
	entries []oldEntry
	byText  chains
}

type oldEntry struct{ text, owner uint32 }

// IndexBuilder gathers persons for an Index.
type IndexBuilder struct {
	x   Index
	ids strings.Builder
}

// NewIndexBuilder makes room for as many persons as are expected.
func NewIndexBuilder(expected int) *IndexBuilder {
	b := &IndexBuilder{}
	b.x.records = make([]record, 0, expected+1)
	return b
}

// Add takes a person. A number that is not twelve digits, an unknown status and
// a text longer than anybody's name are errors; a number that comes twice is two
// persons, as a store would have it.
func (b *IndexBuilder) Add(p Person) error {
	x := &b.x
	status := slices.Index(statuses[:], p.Status)
	if _, ok := packed(p.PersonalID); !ok || status < 0 || len(x.records) >= int(none)-1 {
		return fmt.Errorf("index a person: number of %d characters, status %q, %d persons before", len(p.PersonalID), p.Status, len(x.records))
	}
	r := record{birth: p.Birth, died: p.DiedOn, sex: p.Sex, status: uint8(status), old: uint32(len(x.old.entries))}
	name, fresh, err := x.names.add(p.Name)
	if err != nil {
		return fmt.Errorf("index a name: %w", err)
	}
	if fresh {
		x.states = append(x.states, statesOf(p.Name))
	}
	r.name = name
	if r.commune, _, err = x.communes.add(p.Commune); err != nil {
		return fmt.Errorf("index a commune: %w", err)
	}
	if r.household, _, err = x.households.add(p.Household); err != nil {
		return fmt.Errorf("index a household: %w", err)
	}
	for _, n := range p.OldIDs {
		text, _, err := x.old.texts.add(n)
		if err != nil {
			x.old.entries = x.old.entries[:r.old]
			return fmt.Errorf("index an old number: %w", err)
		}
		x.old.entries = append(x.old.entries, oldEntry{text: text, owner: uint32(len(x.records))})
	}
	r.nameDate, r.twin = x.states[name].nameDate(p.Birth), x.states[name].twin(p.Birth, p.Commune)
	b.addNumber(p.PersonalID)
	x.records = append(x.records, r)
	return nil
}

func (b *IndexBuilder) addNumber(number string) {
	x := &b.x
	if len(x.records)%idsTogether == 0 {
		b.ids.Reset()
		b.ids.Grow(idsTogether * idDigits)
		x.numbers = append(x.numbers, "")
	}
	b.ids.WriteString(number)
	x.numbers[len(x.numbers)-1] = b.ids.String()
}

// Index files everybody under the keys. The builder must not be used again.
func (b *IndexBuilder) Index() *Index {
	x := &b.x
	n := len(x.records)
	x.byNumber = newChains(n, func(i uint32) uint64 { key, _ := packed(x.number(i)); return key })
	x.byNameDate = newChains(n, func(i uint32) uint64 { return x.records[i].nameDate })
	x.byTwin = newChains(n, func(i uint32) uint64 { return x.records[i].twin })
	x.old.byText = newChains(len(x.old.entries), func(i uint32) uint64 { return uint64(x.old.entries[i].text) })
	x.households.slots, x.communes.slots = nil, nil // nobody is looked for by them
	return x
}

// Len is how many persons are in the index.
func (x *Index) Len() int { return len(x.records) }

// number is the number of a person.
func (x *Index) number(i uint32) string {
	at := int(i%idsTogether) * idDigits
	return x.numbers[i/idsTogether][at : at+idDigits]
}

// person puts a person together again.
func (x *Index) person(i uint32) Person {
	r := &x.records[i]
	p := Person{
		PersonalID: x.number(i), Name: x.names.get(r.name), Birth: r.birth, Sex: r.sex, Commune: x.communes.get(r.commune),
		Status: statuses[r.status], DiedOn: r.died, Household: x.households.get(r.household),
	}
	end := uint32(len(x.old.entries))
	if int(i)+1 < len(x.records) {
		end = x.records[i+1].old
	}
	if r.old < end {
		p.OldIDs = make([]string, 0, end-r.old)
		for _, e := range x.old.entries[r.old:end] {
			p.OldIDs = append(p.OldIDs, x.old.texts.get(e.text))
		}
	}
	return p
}
