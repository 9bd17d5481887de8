package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
)

// snapshotChunk is a part of a snapshot: what was read, or why reading ended.
type snapshotChunk struct {
	people  []RegistryPerson
	removed []removedNumber
	refused []RegistryRefused
	lines   int64
	err     error
}

// removedNumber is a line that takes a number away.
type removedNumber struct {
	number string
	line   int
}

// writeAll writes a file chunk by chunk, reading the next chunk while this one is
// stored.
func (w *snapshotWriter) writeAll(ctx context.Context, r io.Reader) error {
	chunks, done := make(chan snapshotChunk, 1), make(chan struct{})
	go w.read(r, chunks, done)
	defer func() {
		close(done)
		for range chunks { // until the reader has let go of r
		}
	}()
	for c := range chunks {
		if c.err != nil {
			return c.err
		}
		if err := w.flush(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// read reads the file to its end, or until done is closed.
func (w *snapshotWriter) read(r io.Reader, chunks chan<- snapshotChunk, done <-chan struct{}) {
	defer close(chunks)
	var c snapshotChunk
	send := func() bool {
		select {
		case chunks <- c:
			c = snapshotChunk{}
			return true
		case <-done:
			return false
		}
	}
	file := registry.NewReader(r, registry.Options{Layout: w.file.Layout, Delta: w.kind == SnapshotDelta, AsOf: w.file.AsOf, Commune: w.commune})
	for rec, err := range file.Records() {
		if c.err = w.take(&c, rec, err); c.err != nil {
			send()
			return
		}
		if len(c.people)+len(c.removed) >= chunkRows && !send() {
			return
		}
	}
	w.layout = file.Layout()
	send()
}

// commune is the code of a commune by its name, such as "Xã Một, Tỉnh Hai": the
// one that is called so on the snapshot's day.
func (w *snapshotWriter) commune(name string) (code string, ok bool) {
	parts := strings.Split(name, ",")
	province := ""
	if len(parts) > 1 {
		province = strings.TrimSpace(parts[len(parts)-1])
	}
	found := w.places.Find(strings.TrimSpace(parts[0]), province, w.file.AsOf)
	if len(found) != 1 {
		return "", false
	}
	return found[0].Code, true
}

// take takes a person, a number to remove or a refused line; any other error ends
// the reading, and so does a number that stands twice.
func (w *snapshotWriter) take(c *snapshotChunk, rec registry.Record, err error) error {
	c.lines++
	var bad *registry.LineError
	switch {
	case errors.As(err, &bad):
		c.refused = append(c.refused, RegistryRefused{SnapshotNo: w.under.act.no, Line: int64(bad.Line),
			ColumnName: bad.Column, Code: bad.Code, Value: bad.Value})
		return nil
	case err != nil:
		return err
	case !w.numbers.Add(rec.PersonalID):
		return &registry.FileError{Line: rec.Line, Code: registry.FileRepeated, Detail: "personal_id " + rec.PersonalID[:3] + "*******" + rec.PersonalID[10:]}
	case rec.Remove:
		c.removed = append(c.removed, removedNumber{rec.PersonalID, rec.Line})
	default:
		c.people = append(c.people, rowOf(rec.Person, w.under.act.no))
	}
	return nil
}

// rowOf is a person as a snapshot keeps it.
func rowOf(p registry.Person, snapshot int64) RegistryPerson {
	return RegistryPerson{SnapshotNo: snapshot, PersonalID: p.PersonalID, FullName: p.Name,
		DateOfBirth: p.Birth.ISO(), Sex: p.Sex.String(), CommuneCode: p.Commune, Status: string(p.Status), DiedOn: p.DiedOn.ISO(),
		OldIDs: strings.Join(p.OldIDs, ";"), Household: p.Household, NameDateKey: p.NameDateKey(), TwinKey: p.TwinKey()}
}

// tell keeps refused lines at hand: no more than a person reads.
func (w *snapshotWriter) tell(lines []RegistryRefused) {
	const most = 100
	w.told = append(w.told, lines[:min(len(lines), most-min(most, len(w.told)))]...)
}

// flush writes what of a chunk the snapshot before does not have.
func (w *snapshotWriter) flush(ctx context.Context, c snapshotChunk) error {
	fresh, gone := c.people, []RegistryPerson(nil)
	if w.base.ActNo == 0 {
		for _, p := range fresh {
			w.tally.comes(p)
		}
	} else if err := w.app.store.View(ctx, func(tx Tx) (err error) {
		fresh, gone, err = w.differing(ctx, tx, &c)
		return err
	}); err != nil {
		return err
	}
	w.lines += c.lines
	w.refused += int64(len(c.refused))
	w.tell(c.refused)
	w.app.notify("registry", int(w.lines-w.refused), 0) // the numbers are the reader's meanwhile
	return w.write(ctx, fresh, gone, c.refused)
}

// differing are the persons of a chunk that are new or changed, and those that it
// takes away. A number to take away that nobody has is a refused line.
func (w *snapshotWriter) differing(ctx context.Context, tx Tx, c *snapshotChunk) (fresh, gone []RegistryPerson, err error) {
	prints, err := w.prints(ctx, tx, c)
	if err != nil {
		return nil, nil, err
	}
	var old []string
	for _, p := range c.people {
		was, there := prints[p.PersonalID]
		switch {
		case !there:
			w.tally.comes(p)
			fresh = append(fresh, p)
		case was != p.print():
			old = append(old, p.PersonalID)
			fresh = append(fresh, p)
		default:
			w.tally.unchanged++
		}
	}
	for _, r := range c.removed {
		if _, there := prints[r.number]; there {
			old = append(old, r.number)
			continue
		}
		c.refused = append(c.refused, RegistryRefused{SnapshotNo: w.under.act.no, Line: int64(r.line), ColumnName: "personal_id",
			Code: registry.RemoveUnknown, Value: r.number})
	}
	gone, err = w.seeOld(ctx, tx, old, fresh)
	return fresh, gone, err
}

// prints are what the snapshot before says of a chunk's numbers. A whole file that
// comes in the order of its numbers is read against a stretch of them, which is
// faster than number by number.
func (w *snapshotWriter) prints(ctx context.Context, tx Tx, c *snapshotChunk) (map[string]string, error) {
	numbers := make([]string, 0, len(c.people)+len(c.removed))
	for _, p := range c.people {
		numbers = append(numbers, p.PersonalID)
	}
	for _, r := range c.removed {
		numbers = append(numbers, r.number)
	}
	if w.kind == SnapshotFull && !w.unsorted && len(numbers) > 0 {
		if slices.IsSorted(numbers) && w.last < numbers[0] {
			w.last = numbers[len(numbers)-1]
			const most = 4 * chunkRows // a stretch of many more is of another registry
			prints, err := tx.PersonPrintsBetween(ctx, w.base.ActNo, numbers, most)
			if err != nil || len(prints) < most {
				return prints, err
			}
		}
		w.unsorted = true
	}
	return tx.PersonPrints(ctx, w.base.ActNo, numbers)
}

// seeOld shows the tally who changed and who goes; the latter come back.
func (w *snapshotWriter) seeOld(ctx context.Context, tx Tx, numbers []string, fresh []RegistryPerson) (gone []RegistryPerson, err error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	now := make(map[string]RegistryPerson, len(fresh))
	for _, p := range fresh {
		now[p.PersonalID] = p
	}
	was, err := tx.PersonsByNumber(ctx, w.base.ActNo, numbers)
	if err != nil {
		return nil, err
	}
	for _, p := range was {
		if is, changed := now[p.PersonalID]; changed {
			w.tally.changes(p, is)
			continue
		}
		w.tally.goes(p)
		gone = append(gone, p)
	}
	return gone, nil
}

// write writes rows in one transaction; none writes nothing.
func (w *snapshotWriter) write(ctx context.Context, fresh, gone []RegistryPerson, refused []RegistryRefused) error {
	if len(fresh)+len(gone)+len(refused) == 0 {
		return nil
	}
	no := w.under.act.no
	var old []RegistryOldNumber
	for _, p := range fresh {
		if p.OldIDs == "" {
			continue
		}
		for id := range strings.SplitSeq(p.OldIDs, ";") {
			old = append(old, RegistryOldNumber{SnapshotNo: no, OldID: id, PersonalID: p.PersonalID})
		}
	}
	gones := make([]RegistryGone, len(gone))
	for i, p := range gone {
		gones[i] = RegistryGone{SnapshotNo: no, PersonalID: p.PersonalID}
	}
	return w.under.write(ctx, func(tx Tx, d *act) error {
		if _, err := d.writeAll(ctx, tx, factsOf(fresh), "registry_person"); err != nil {
			return err
		}
		if _, err := d.writeAll(ctx, tx, factsOf(old), "registry_old_number"); err != nil {
			return err
		}
		if _, err := d.writeAll(ctx, tx, factsOf(gones), "registry_gone"); err != nil {
			return err
		}
		_, err := d.writeAll(ctx, tx, factsOf(refused), "registry_refused")
		return err
	})
}

// writeGone walks the numbers of the snapshot before and writes those that the
// file does not have: none, where all of them were met.
func (w *snapshotWriter) writeGone(ctx context.Context) error {
	if w.kind != SnapshotFull || w.gone() == 0 {
		return nil
	}
	for after, more := "", true; more; {
		var gone []RegistryPerson
		err := w.app.store.View(ctx, func(tx Tx) error {
			numbers, err := tx.NumbersAfter(ctx, w.base.ActNo, after, chunkRows)
			if err != nil {
				return err
			}
			if more = len(numbers) == chunkRows; more {
				after = numbers[len(numbers)-1]
			}
			var missing []string
			for _, n := range numbers {
				if !w.numbers.Has(n) {
					missing = append(missing, n)
				}
			}
			gone, err = w.seeOld(ctx, tx, missing, nil)
			return err
		})
		if err != nil {
			return err
		}
		if err := w.write(ctx, nil, gone, nil); err != nil {
			return err
		}
	}
	if w.gone() != w.tally.gone() {
		return fmt.Errorf("%d persons are gone, %d were found", w.gone(), w.tally.gone())
	}
	return nil
}
