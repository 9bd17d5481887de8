package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/payout"
)

// PlantCase is a case with a known answer that somebody made up, for practice
// stores alone.
type PlantCase struct {
	List       PlantPerson
	Candidates []PlantPerson
	Answer     string // a candidate's number; "" for nobody
	Fault      string // what is wrong with it, in a word
}

// PlantPerson is somebody as a list or the registry has them.
type PlantPerson struct{ PersonalID, FullName, DateOfBirth, Sex, Commune string }

// PlantCases plants made-up cases among those of a period.
func (a *App) PlantCases(ctx context.Context, period civil.Month, cases []PlantCase) (planted int, err error) {
	err = a.do(ctx, "plant.add", period.String(), func(tx Tx, d *act) error {
		info, err := tx.Info(ctx)
		if err != nil {
			return err
		}
		if !info.Practice {
			return &Refused{Code: "plants_made_up", Subject: period.String()}
		}
		var items []plantItem
		for n, c := range cases {
			item, err := itemOfCase(period, c)
			if err != nil {
				return fmt.Errorf("case %d: %w", n+1, err)
			}
			items = append(items, item)
		}
		planted, err = d.plant(ctx, tx, period, items)
		return err
	})
	return planted, err
}

// plantItem is what is shown, and the answer.
type plantItem struct {
	item          ReviewItem
	answer, fault string
}

func itemOfCase(period civil.Month, c PlantCase) (plantItem, error) {
	if c.List.FullName == "" || c.Fault == "" {
		return plantItem{}, &Refused{Code: "plant_incomplete", Subject: c.List.FullName}
	}
	item := ReviewItem{Outcome: string(registry.NeedsReview), Tier: registry.T7.String(), Period: period.String(),
		List: ListRow{FullName: c.List.FullName, BirthText: c.List.DateOfBirth, BirthDate: c.List.DateOfBirth, Sex: c.List.Sex,
			PersonalID: c.List.PersonalID, Commune: c.List.Commune}}
	known := c.Answer == ""
	for _, p := range c.Candidates {
		known = known || p.PersonalID == c.Answer
		item.Candidates = append(item.Candidates, ReviewPerson{RegistryPerson: RegistryPerson{PersonalID: p.PersonalID, FullName: p.FullName,
			DateOfBirth: p.DateOfBirth, Sex: p.Sex, CommuneCode: p.Commune, Status: string(registry.Alive)}})
	}
	if !known {
		return plantItem{}, &Refused{Code: "plant_incomplete", Subject: c.List.FullName, Detail: c.Answer}
	}
	return plantItem{item, c.Answer, c.Fault}, nil
}

// The faults that are put into settled rows.
const (
	PlantBirth  = "birth_date" // day and month changed places, or another day: the person is right
	PlantNumber = "number"     // two digits changed places: the person is right
	PlantOther  = "other"      // the record is somebody else's: nobody is right
)

// PlantSettled plants some of a period's rows that are settled beyond doubt, each
// with a fault put in. Which rows are taken follows from the store and the
// period: nobody chooses.
func (a *App) PlantSettled(ctx context.Context, period civil.Month, rows int) (planted int, err error) {
	err = a.do(ctx, "plant.add", period.String(), func(tx Tx, d *act) error {
		items, err := a.settledItems(ctx, tx, period, rows)
		if err != nil {
			return err
		}
		planted, err = d.plant(ctx, tx, period, items)
		return err
	})
	return planted, err
}

func (a *App) settledItems(ctx context.Context, tx Tx, period civil.Month, rows int) ([]plantItem, error) {
	matches, err := tx.NewestMatches(ctx, period.String())
	if err != nil {
		return nil, err
	}
	sure := slices.DeleteFunc(matches, func(m NewestMatch) bool { return m.Action != ActionAutomatic || m.Tier != registry.T1.String() })
	slices.SortFunc(sure, func(x, y NewestMatch) int { return strings.Compare(plantOrder(x), plantOrder(y)) })
	if len(sure) <= rows {
		return nil, &Refused{Code: "plant_too_few", Subject: period.String(), Detail: fmt.Sprint(len(sure))}
	}
	var out []plantItem
	for n := range rows {
		item, err := a.settledItem(ctx, tx, period, sure[n], sure[n+1], n)
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}

func plantOrder(m NewestMatch) string {
	sum := sha256.Sum256([]byte("plant\x1f" + RowRef(m.VersionNo, m.RowKey)))
	return hex.EncodeToString(sum[:])
}

// settledItem is a settled row with the n-th fault put in.
func (a *App) settledItem(ctx context.Context, tx Tx, period civil.Month, m, other NewestMatch, n int) (plantItem, error) {
	row, ok, err := tx.Row(ctx, m.VersionNo, m.RowKey)
	if err != nil || !ok {
		return plantItem{}, orNotFound(err, "row", RowRef(m.VersionNo, m.RowKey))
	}
	out := plantItem{answer: m.PersonalID, fault: [...]string{PlantBirth, PlantOther, PlantNumber}[n%3]}
	shown := m.PersonalID
	i := ReviewItem{FileName: m.FileName, Period: m.Period, Series: m.Series, List: row}
	switch out.fault {
	case PlantBirth:
		i.Outcome, i.Tier, i.Pattern = string(registry.BirthDateDiffers), registry.T3.String(), []string{"birth_date:" + string(registry.Swapped)}
		i.List.BirthDate = anotherDay(row.BirthDate)
		i.List.BirthText = i.List.BirthDate
	case PlantNumber:
		i.Outcome, i.Tier, i.Pattern = string(registry.NumberSuspect), registry.T4.String(), []string{"personal_id:" + string(registry.OneEdit)}
		i.List.PersonalID = swappedDigits(row.PersonalID)
		i.List.NumberText = i.List.PersonalID
	default:
		i.Outcome, i.Tier, out.answer, shown = string(registry.NeedsReview), registry.T7.String(), "", other.PersonalID
	}
	if i.Due, err = a.dueOf(string(payout.BTXH), period, row); err != nil {
		return plantItem{}, err
	}
	i.AtStake = stakeOf(row, i.Due)
	persons, err := tx.PersonsByNumber(ctx, m.SnapshotNo, []string{shown})
	if err != nil || len(persons) == 0 {
		return plantItem{}, orNotFound(err, "person", shown)
	}
	i.Candidates = []ReviewPerson{{RegistryPerson: persons[0]}}
	i.Evidence = Evidence{Person: shown, Candidates: []ReviewCandidate{{PersonalID: shown}}}
	out.item = i
	return out, nil
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

// plant keeps known cases, under names like those of rows. The same case again
// changes nothing.
func (d *act) plant(ctx context.Context, tx Tx, period civil.Month, items []plantItem) (int, error) {
	before, err := tx.Plants(ctx, period.String())
	if err != nil {
		return 0, err
	}
	s, err := tx.NewestSnapshot(ctx)
	if err != nil {
		return 0, err
	}
	var facts []ReviewPlant
	for _, p := range items {
		version := cmp.Or(p.item.List.VersionNo, s.ActNo)
		p.item.List.VersionNo, p.item.List.RowKey, p.item.List.PersonKey = 0, "", ""
		text, err := json.Marshal(p.item)
		if err != nil {
			return 0, err
		}
		ref := RowRef(version, beneficiary.FreeKey("plant\x1f"+period.String()+string(text), func(string) bool { return false }))
		if slices.ContainsFunc(before, func(x ReviewPlant) bool { return x.RowRef == ref }) ||
			slices.ContainsFunc(facts, func(x ReviewPlant) bool { return x.RowRef == ref }) {
			continue
		}
		facts = append(facts, ReviewPlant{ActNo: d.no, RowRef: ref, Period: period.String(), Fault: p.fault, Item: string(text),
			Answer: p.answer, RecordedAt: d.stamp()})
	}
	if len(facts) == 0 {
		return 0, errNothing
	}
	slices.SortFunc(facts, func(x, y ReviewPlant) int { return strings.Compare(x.RowRef, y.RowRef) })
	d.figure("planted", len(facts))
	_, err = d.writeAll(ctx, tx, factsOf(facts), "review_plant")
	return len(facts), err
}

// PlantedItems are the known cases of a period that somebody has not answered,
// as rows of the queue look.
func (a *App) PlantedItems(ctx context.Context, period civil.Month) ([]ReviewItem, error) {
	var out []ReviewItem
	err := a.store.View(ctx, func(tx Tx) error {
		plants, err := tx.Plants(ctx, period.String())
		if err != nil {
			return err
		}
		answers, err := tx.PlantAnswers(ctx)
		if err != nil {
			return err
		}
		for _, p := range plants {
			if slices.ContainsFunc(answers, func(x ReviewPlantAnswer) bool { return x.RowRef == p.RowRef && x.Actor == a.actor.Name }) {
				continue
			}
			var item ReviewItem
			if err := json.Unmarshal([]byte(p.Item), &item); err != nil {
				return fmt.Errorf("known case %s: %w", p.RowRef, err)
			}
			item.Row = p.RowRef
			out = append(out, item)
		}
		return nil
	})
	return out, err
}

// plant takes an answer to a known case; planted is false for a row.
func (w *deciding) plant(ctx context.Context, dec Decision) (planted bool, err error) {
	p, ok, err := w.tx.PlantOf(ctx, dec.Row)
	if err != nil || !ok {
		return false, err
	}
	answers, err := w.tx.PlantAnswers(ctx)
	if err != nil {
		return true, err
	}
	said := func(x ReviewPlantAnswer) bool { return x.RowRef == dec.Row && x.Actor == w.app.actor.Name }
	if slices.ContainsFunc(answers, said) || slices.ContainsFunc(w.plants, said) {
		return true, &Refused{Code: "row_not_in_review", Subject: dec.Row}
	}
	w.plants = append(w.plants, ReviewPlantAnswer{ActNo: w.act.no, RowRef: dec.Row, Actor: w.app.actor.Name, PersonalID: dec.PersonalID,
		Correct: flag(dec.PersonalID == p.Answer), Reason: dec.Reason, RecordedAt: w.act.stamp()})
	return true, nil
}

func (w *deciding) writePlants(ctx context.Context) error {
	if len(w.plants) == 0 {
		return nil
	}
	slices.SortFunc(w.plants, func(x, y ReviewPlantAnswer) int { return strings.Compare(x.RowRef, y.RowRef) })
	_, err := w.act.writeAll(ctx, w.tx, factsOf(w.plants), "review_plant_answer")
	return err
}
