package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/viet"
	"chitra/payout"
)

// The faults that are put into settled rows.
const (
	PlantBirth  = "birth_date" // day and month changed places, or another day: the person is right
	PlantNumber = "number"     // two digits changed places: the person is right
	PlantOther  = "other"      // the record is somebody else's: nobody is right
)

// planting puts faults into settled rows and has them matched.
type planting struct {
	app     *App
	period  civil.Month
	sure    []NewestMatch // in the order of plantOrder
	matcher *matcher
}

// settledItem is a settled row with a fault put in, the n-th kind before others; ok
// is false where no fault makes it a row that somebody has to decide.
func (p *planting) settledItem(ctx context.Context, tx Tx, m NewestMatch, n int) (out plantItem, ok bool, err error) {
	row, ok, err := tx.Row(ctx, m.VersionNo, m.RowKey)
	if err != nil || !ok {
		return out, false, orNotFound(err, "row", RowRef(m.VersionNo, m.RowKey))
	}
	kinds := [...]string{PlantBirth, PlantOther, PlantNumber}
	for i := range kinds {
		kind := kinds[(n+i)%len(kinds)]
		faulty, ok := p.faulted(row, m, kind)
		if !ok {
			continue
		}
		item, waits, err := p.said(ctx, tx, m, faulty)
		if err != nil {
			return out, false, err
		}
		holds := slices.ContainsFunc(item.Candidates, func(c ReviewPerson) bool { return c.PersonalID == m.PersonalID })
		switch {
		case !waits || len(item.Candidates) == 0 || holds != (kind != PlantOther):
			continue
		case kind == PlantOther:
			return plantItem{item, "", kind}, true, nil
		}
		return plantItem{item, m.PersonalID, kind}, true, nil
	}
	return out, false, nil
}

// faulted is a settled row with one kind of fault.
func (p *planting) faulted(row ListRow, m NewestMatch, kind string) (ListRow, bool) {
	was := row
	switch kind {
	case PlantBirth:
		row.BirthDate = anotherDay(row.BirthDate)
		row.BirthText = dayAsWritten(row.BirthDate)
	case PlantNumber:
		row.PersonalID = swappedDigits(row.PersonalID)
		row.NumberText = row.PersonalID
	default:
		other, ok := p.alike(m)
		if !ok {
			return row, false
		}
		row.PersonalID, row.NumberText = other.PersonalID, other.PersonalID
		row.BirthDate = farDay(row.BirthDate)
		row.BirthText = dayAsWritten(row.BirthDate)
	}
	return row, row.BirthDate != was.BirthDate || row.PersonalID != was.PersonalID
}

// alike is the settled person who is most like one: by family name, given name,
// year of birth and sex. A stranger is none.
func (p *planting) alike(m NewestMatch) (best NewestMatch, ok bool) {
	most := 1 // to be of one sex is not enough
	for _, x := range p.sure {
		if x.PersonalID == m.PersonalID || x.VersionNo == m.VersionNo && x.RowKey == m.RowKey {
			continue
		}
		if n := likeness(x, m); n > most {
			best, most, ok = x, n, true
		}
	}
	return best, ok
}

func likeness(x, y NewestMatch) int {
	a, b := viet.Syllables(x.PayeeName), viet.Syllables(y.PayeeName)
	if len(a) == 0 || len(b) == 0 || len(x.DateOfBirth) < 4 || len(y.DateOfBirth) < 4 || len(x.PersonalID) != len(y.PersonalID) || len(x.PersonalID) < 4 {
		return 0
	}
	n := 0
	for _, same := range []bool{viet.Key(a[0]) == viet.Key(b[0]), viet.Key(a[len(a)-1]) == viet.Key(b[len(b)-1]),
		x.DateOfBirth[:4] == y.DateOfBirth[:4], x.PersonalID[3] == y.PersonalID[3]} {
		n += int(flag(same))
	}
	return n
}

// said is what the match says of a faulted row, as a row of the queue has it;
// waits is false where nobody would have to decide it.
func (p *planting) said(ctx context.Context, tx Tx, m NewestMatch, row ListRow) (item ReviewItem, waits bool, err error) {
	subject, err := subjectOf(row)
	if err != nil {
		return item, false, err
	}
	subjects := []registry.Subject{subject}
	found, err := fetchCandidates(ctx, tx, p.matcher.snapshot, subjects, nil)
	if err != nil {
		return item, false, fmt.Errorf("fetch candidates: %w", err)
	}
	rows := []CurrentRow{{ListRow: row, Programme: string(payout.BTXH), ListCommune: row.Commune, Series: m.Series, FileName: m.FileName}}
	l := lot{matcher: p.matcher, rows: rows, subjects: subjects, found: found, said: make([]looked, 1), matches: make([]registry.Match, 1)}
	if err := l.decideAll(ctx, tx); err != nil {
		return item, false, err
	}
	if l.said[0].Action != ActionReview {
		return item, false, nil
	}
	row.PersonKey = "" // what was answered about the row itself is not of the case
	item, err = p.app.itemSaid(ctx, tx, RowInMatch{NewestMatch: NewestMatch{RowMatch: l.said[0].RowMatch, SnapshotNo: p.matcher.snapshot,
		FileName: m.FileName, Period: m.Period, Series: m.Series}, Programme: string(payout.BTXH)}, row)
	item.List.VersionNo = m.VersionNo
	return item, true, err
}

// farDay is a day in another month of the same year.
func farDay(iso string) string {
	d, err := parseDay(iso)
	if err != nil || d.Precision() != civil.Day {
		return iso
	}
	moved, err := civil.NewDate(d.Year(), (d.Month()+4)%12+1, (d.Day()+10)%28+1)
	if err != nil {
		return iso
	}
	return moved.ISO()
}

// dayAsWritten writes a date as lists do.
func dayAsWritten(iso string) string {
	if p := strings.Split(iso, "-"); len(p) == 3 {
		return p[2] + "/" + p[1] + "/" + p[0]
	}
	return iso
}

// anotherDay is a date with day and month in each other's place, or another day
// where that is no date.
func anotherDay(iso string) string {
	d, err := parseDay(iso)
	if err != nil || d.Precision() != civil.Day {
		return iso
	}
	if s, ok := d.Swapped(); ok && s != d {
		return s.ISO()
	}
	day := d.Day() - 1
	if day < 1 {
		day = 2
	}
	moved, err := civil.NewDate(d.Year(), d.Month(), day)
	if err != nil {
		return iso
	}
	return moved.ISO()
}

// swappedDigits is a number with the last two different neighbours swapped.
func swappedDigits(number string) string {
	b := []byte(number)
	for i := len(b) - 1; i > 0; i-- {
		if b[i] != b[i-1] {
			b[i], b[i-1] = b[i-1], b[i]
			return string(b)
		}
	}
	return number
}
