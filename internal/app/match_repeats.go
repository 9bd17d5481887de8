package app

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/civil"
)

// repeatedMonths is where a row stands a second time that is on another commune's
// list of the month before. The other places are beneficiary.Repeat's.
const repeatedMonths = "months"

// findSwaps tells two rows that have each other's numbers of one another: the
// name and date of each point to the person whose number the other has. Members
// of a household are written so. A row looked at before that is one of two now, or
// is no more, is looked at again.
func (m *matcher) findSwaps(ctx context.Context) error {
	again, err := m.swappedBefore(ctx)
	if err != nil {
		return err
	}
	if err := m.lookAgain(ctx, again); err != nil {
		return err
	}
	at := map[[2]string]int{} // number typed, number meant
	for i := range m.fresh {
		if f := &m.fresh[i]; f.meant != "" {
			at[[2]string{f.typed, f.meant}] = i
		}
	}
	for i := range m.fresh {
		f := &m.fresh[i]
		j, ok := at[[2]string{f.meant, f.typed}]
		if f.meant == "" || !ok {
			continue
		}
		err := f.amend(func(k *keptEvidence) { k.SwappedWith = RowRef(m.fresh[j].VersionNo, m.fresh[j].RowKey) })
		if err != nil {
			return err
		}
	}
	return nil
}

// swappedBefore are contested rows looked at before whose other row was looked at
// now, or that were told of one which is not there any more.
func (m *matcher) swappedBefore(ctx context.Context) ([]RowHead, error) {
	if len(m.fresh) == 0 {
		return nil, nil
	}
	now, fresh := map[[2]string]bool{}, map[rowID]bool{}
	for i := range m.fresh {
		f := &m.fresh[i]
		fresh[rowID{f.VersionNo, f.RowKey}] = true
		now[[2]string{f.typed, f.meant}] = f.meant != ""
	}
	var waiting []RowInMatch
	err := m.app.store.View(ctx, func(tx Tx) (err error) {
		waiting, err = tx.ContestedMatches(ctx, m.period.String())
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read contested rows: %w", err)
	}
	waiting = slices.DeleteFunc(waiting, func(r RowInMatch) bool { return fresh[rowID{r.VersionNo, r.RowKey}] })
	kept, every := make([]keptEvidence, len(waiting)), maps.Clone(now)
	for i, r := range waiting {
		if kept[i], err = readEvidence(r.Evidence); err != nil {
			return nil, err
		}
		typed, meant := kept[i].contest()
		every[[2]string{typed, meant}] = meant != ""
	}
	var out []RowHead
	for i, r := range waiting {
		typed, meant := kept[i].contest()
		other := [2]string{meant, typed}
		if meant != "" && now[other] || kept[i].SwappedWith != "" && !every[other] {
			out = append(out, RowHead{Programme: r.Programme, VersionNo: r.VersionNo, RowKey: r.RowKey})
		}
	}
	return out, nil
}

// contest is the number of a contested row, and whose its name and date point to.
func (k keptEvidence) contest() (typed, meant string) {
	for _, f := range k.Fields {
		if f.Field == beneficiary.PersonalID.Key() {
			typed = f.List
		}
	}
	if len(k.Rivals) == 1 {
		meant = k.Rivals[0].PersonalID
	}
	return typed, meant
}

// meantBy is the one other person that a contested row's name and date point to.
func meantBy(m registry.Match) string {
	if m.Outcome != registry.Contested || len(m.Rivals) != 1 {
		return ""
	}
	return m.Rivals[0].PersonalID
}

func (r *looked) amend(change func(*keptEvidence)) error {
	k, err := readEvidence(r.Evidence)
	if err != nil {
		return err
	}
	change(&k)
	r.Evidence, err = k.text()
	return err
}

// findRepeats tells rows that name one person of each other. A row of the month
// that was looked at before, and is told otherwise now, is looked at again.
func (m *matcher) findRepeats(ctx context.Context) error {
	if len(m.fresh) == 0 {
		return nil
	}
	now, before, told, err := m.persons(ctx)
	if err != nil {
		return fmt.Errorf("read matched persons: %w", err)
	}
	if err := m.lookAgain(ctx, append(m.toldOtherwise(now), takenBack(told, now, before)...)); err != nil {
		return err
	}
	rows := map[rowID]named{}
	for _, all := range now {
		for _, p := range all {
			rows[p.rowID] = p
		}
	}
	for i := range m.fresh {
		f := &m.fresh[i]
		own, ok := rows[rowID{f.VersionNo, f.RowKey}]
		if !ok || f.PersonalID == "" {
			continue
		}
		if repeats := repeatsOf(own, now[f.PersonalID], before[f.PersonalID]); len(repeats) > 0 {
			if err := f.repeated(repeats); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookAgain looks at rows that nothing has changed but what others say.
func (m *matcher) lookAgain(ctx context.Context, rows []RowHead) error {
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, func(x, y RowHead) int {
		return cmp.Or(cmp.Compare(x.VersionNo, y.VersionNo), cmp.Compare(x.RowKey, y.RowKey))
	})
	err := m.app.store.View(ctx, func(tx Tx) error { return m.knowDecisions(ctx, tx, rows) })
	if err != nil {
		return err
	}
	for lot := range slices.Chunk(rows, lookAtOnce) {
		said, err := m.look(ctx, lot)
		if err != nil {
			return err
		}
		m.fresh = append(m.fresh, said...)
	}
	return nil
}

func (r *looked) repeated(repeats []RepeatEvidence) error {
	r.Beside = strings.TrimSpace(r.Beside + " " + string(registry.PersonRepeated))
	return r.amend(func(k *keptEvidence) { k.Repeats = repeats })
}

// persons are the rows of the month, and of the month before, that name somebody
// whom a row just looked at names, by number. Rows just looked at stand in it as
// they were just found. told are the other rows of the month that were told of
// another row of their person.
func (m *matcher) persons(ctx context.Context) (now, before map[string][]named, told []named, err error) {
	now, before = map[string][]named{}, map[string][]named{}
	fresh, wanted := map[rowID]bool{}, map[string]bool{}
	for i := range m.fresh {
		f := &m.fresh[i]
		fresh[rowID{f.VersionNo, f.RowKey}] = true
		if f.PersonalID != "" {
			wanted[f.PersonalID] = true
			now[f.PersonalID] = append(now[f.PersonalID], f.named())
		}
	}
	for p := range m.said.named() {
		if fresh[p.rowID] {
			continue
		}
		if p.told {
			told = append(told, p)
		}
		if wanted[p.person] {
			now[p.person] = append(now[p.person], p)
		}
	}
	for _, p := range told {
		wanted[p.person] = true
	}
	err = m.app.store.View(ctx, func(tx Tx) error {
		rows, err := tx.RowsNaming(ctx, m.period.Add(-1).String(), sortedKeys(wanted))
		for i := range rows {
			before[rows[i].PersonID] = append(before[rows[i].PersonID], rows[i].named())
		}
		return err
	})
	return now, before, told, err
}

// takenBack are rows that were told of others which name their person no more.
func takenBack(told []named, now, before map[string][]named) []RowHead {
	same := map[string][]named{}
	for _, p := range told {
		same[p.person] = append(same[p.person], p)
	}
	var out []RowHead
	for _, p := range told {
		if len(repeatsOf(p, slices.Concat(same[p.person], now[p.person]), before[p.person])) == 0 {
			out = append(out, p.head())
		}
	}
	return out
}

func (r *looked) named() named {
	return named{rowID: rowID{r.VersionNo, r.RowKey}, person: r.PersonalID, in: r.in,
		told: true} // nothing is to be told otherwise of it
}

// toldOtherwise are rows looked at before that name somebody a second time now.
func (m *matcher) toldOtherwise(now map[string][]named) []RowHead {
	var out []RowHead
	for _, rows := range now {
		for _, p := range rows {
			if len(rows) > 1 && !p.told {
				out = append(out, p.head())
			}
		}
	}
	return out
}

// repeatsOf are the other rows of a person, nearest first, then by row.
func repeatsOf(own named, now, before []named) []RepeatEvidence {
	var out []RepeatEvidence
	for _, p := range now {
		if p.rowID != own.rowID {
			out = append(out, RepeatEvidence{Row: RowRef(p.version, p.key), Where: where(own.in, p.in, own.version == p.version)})
		}
	}
	for _, p := range before {
		if p.in.programme == own.in.programme && p.in.commune != own.in.commune {
			out = append(out, RepeatEvidence{Row: RowRef(p.version, p.key), Where: repeatedMonths})
		}
	}
	slices.SortFunc(out, func(x, y RepeatEvidence) int {
		return cmp.Or(strings.Compare(x.Where, y.Where), strings.Compare(x.Row, y.Row))
	})
	return out
}

// repeatedRows are the rows in force of a period whose person stands on another
// row of the same programme, as both were told: a batch holds what is due on them.
func repeatedRows(ctx context.Context, tx Tx, period civil.Month) (map[rowID]bool, error) {
	rows := map[rowNumber][]rowID{}
	for p, err := range namedIn(ctx, tx, period) {
		if err != nil {
			return nil, fmt.Errorf("read matched persons: %w", err)
		}
		if p.told {
			of := rowNumber{p.in.programme, p.person}
			rows[of] = append(rows[of], p.rowID)
		}
	}
	out := map[rowID]bool{}
	for _, same := range rows {
		for _, id := range same {
			out[id] = len(same) > 1
		}
	}
	return out, nil
}

func where(own, other listIn, oneList bool) string {
	switch {
	case oneList:
		return beneficiary.RepeatedList
	case own.programme != other.programme:
		return beneficiary.RepeatedProgrammes
	case own.commune != other.commune:
		return beneficiary.RepeatedCommunes
	}
	return beneficiary.RepeatedSupplements
}
