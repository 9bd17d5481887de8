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
	"chitra/internal/money"
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
		host, err := a.plantHost(ctx, tx, period)
		if err != nil {
			return err
		}
		var items []plantItem
		for n, c := range cases {
			item, err := itemOfCase(host, c)
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

// plantHost is a row of the period that made-up cases borrow place, category and
// amounts from, so that they lack nothing that rows have.
func (a *App) plantHost(ctx context.Context, tx Tx, period civil.Month) (ReviewItem, error) {
	none := ReviewItem{Programme: string(payout.BTXH), Period: period.String()}
	all, err := tx.NewestMatches(ctx, period.String())
	if err != nil || len(all) == 0 {
		return none, err
	}
	m := slices.MinFunc(all, func(x, y NewestMatch) int { return strings.Compare(plantOrder(x), plantOrder(y)) })
	row, ok, err := tx.Row(ctx, m.VersionNo, m.RowKey)
	if err != nil || !ok {
		return none, orNotFound(err, "row", RowRef(m.VersionNo, m.RowKey))
	}
	host := ReviewItem{FileName: m.FileName, Programme: string(payout.BTXH), Period: m.Period, Series: m.Series, List: row}
	if host.Due, err = a.dueOf(host.Programme, period, row); err != nil {
		return none, err
	}
	host.AtStake = stakeOf(row, host.Due)
	return host, nil
}

func itemOfCase(host ReviewItem, c PlantCase) (plantItem, error) {
	if c.List.FullName == "" || c.Fault == "" {
		return plantItem{}, &Refused{Code: "plant_incomplete", Subject: c.List.FullName}
	}
	item := host
	item.Outcome, item.Tier = string(registry.NeedsReview), registry.T7.String()
	l := &item.List
	l.FullName, l.BirthText, l.BirthDate, l.BirthOther, l.Sex = c.List.FullName, c.List.DateOfBirth, c.List.DateOfBirth, "", c.List.Sex
	l.PersonalID, l.NumberText, l.OldNumber, l.Commune = c.List.PersonalID, c.List.PersonalID, "", cmp.Or(c.List.Commune, l.Commune)
	known := c.Answer == ""
	for _, p := range c.Candidates {
		known = known || p.PersonalID == c.Answer
		item.Candidates = append(item.Candidates, ReviewPerson{RegistryPerson: RegistryPerson{PersonalID: p.PersonalID, FullName: p.FullName,
			DateOfBirth: p.DateOfBirth, Sex: p.Sex, CommuneCode: p.Commune, Status: string(registry.Alive)}})
		item.Evidence.Candidates = append(item.Evidence.Candidates, ReviewCandidate{PersonalID: p.PersonalID})
	}
	if !known {
		return plantItem{}, &Refused{Code: "plant_incomplete", Subject: c.List.FullName, Detail: c.Answer}
	}
	return plantItem{item, c.Answer, c.Fault}, nil
}

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

// settledItems are settled rows with a fault each, of which the match itself says
// that somebody has to decide.
func (a *App) settledItems(ctx context.Context, tx Tx, period civil.Month, rows int) ([]plantItem, error) {
	matches, err := tx.NewestMatches(ctx, period.String())
	if err != nil {
		return nil, err
	}
	sure := slices.DeleteFunc(matches, func(m NewestMatch) bool { return m.Action != ActionAutomatic || m.Tier != registry.T1.String() })
	slices.SortFunc(sure, func(x, y NewestMatch) int { return strings.Compare(plantOrder(x), plantOrder(y)) })
	s, err := tx.NewestSnapshot(ctx)
	if err != nil {
		return nil, err
	}
	p := planting{app: a, period: period, sure: sure, matcher: &matcher{app: a, period: period, repeats: map[rowNumber]int{}}}
	if err := p.matcher.against(ctx, tx, s.ActNo, s.AsOf); err != nil {
		return nil, err
	}
	var out []plantItem
	for _, m := range sure {
		if len(out) == rows {
			break
		}
		item, ok, err := p.settledItem(ctx, tx, m, len(out))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, item)
		}
	}
	if len(out) < rows {
		return nil, &Refused{Code: "plant_too_few", Subject: period.String(), Detail: fmt.Sprint(len(out))}
	}
	return out, nil
}

func plantOrder(m NewestMatch) string {
	sum := sha256.Sum256([]byte("plant\x1f" + RowRef(m.VersionNo, m.RowKey)))
	return hex.EncodeToString(sum[:])
}

// keptPlant is a known case as it is kept, with its amounts as digits.
type keptPlant struct {
	ReviewItem
	DueDigits   int64 `json:"due_digits"`
	StakeDigits int64 `json:"stake_digits"`
}

// offered are the persons of a known case as a row's candidates.
func (k keptPlant) offered() []ReviewCandidate {
	var out []ReviewCandidate
	for _, c := range k.Candidates {
		out = append(out, ReviewCandidate{PersonalID: c.PersonalID, Tenths: c.Tenths})
	}
	return out
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
		p.item.Row = ""
		text, err := json.Marshal(keptPlant{p.item, p.item.Due.Minor(), p.item.AtStake.Minor()})
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
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = a.plantedFor(ctx, tx, period)
		return err
	})
	return out, err
}

func (a *App) plantedFor(ctx context.Context, tx Tx, period civil.Month) ([]ReviewItem, error) {
	plants, err := tx.Plants(ctx, period.String())
	if err != nil || len(plants) == 0 {
		return nil, err
	}
	answers, err := tx.PlantAnswers(ctx)
	if err != nil {
		return nil, err
	}
	var out []ReviewItem
	for _, p := range plants {
		if slices.ContainsFunc(answers, func(x ReviewPlantAnswer) bool { return x.RowRef == p.RowRef && x.Actor == a.actor.Name }) {
			continue
		}
		var kept keptPlant
		if err := json.Unmarshal([]byte(p.Item), &kept); err != nil {
			return nil, fmt.Errorf("known case %s: %w", p.RowRef, err)
		}
		item := kept.ReviewItem
		item.Row, item.AtStake = p.RowRef, money.Dong(kept.StakeDigits)
		if kept.DueDigits != 0 {
			item.Due = money.Dong(kept.DueDigits)
		}
		item.Group = groupID([]ReviewItem{item})
		out = append(out, item)
	}
	return out, nil
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
	var kept keptPlant
	if err := json.Unmarshal([]byte(p.Item), &kept); err != nil {
		return true, fmt.Errorf("known case %s: %w", p.RowRef, err)
	}
	if _, err := dec.outside(kept.offered()); err != nil {
		return true, err
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
