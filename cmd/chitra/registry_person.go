package main

import (
	"context"
	"strconv"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/wording"
)

type registryPersonCmd struct {
	Number   string `arg:"" help:"${registry_number}"`
	Snapshot int64  `placeholder:"N" help:"${registry_snapshot}"`
	Numbers  bool   `help:"${review_numbers}"`
}

// registryPersonShown is what the snapshots say of a number.
type registryPersonShown struct {
	Snapshot  int64            `json:"snapshot"`
	Person    *registryRecord  `json:"person"`
	CarriedBy []registryRecord `json:"carried_by"`
	History   []registryStep   `json:"history"`
}

// registryRecord is a record of the registry.
type registryRecord struct {
	PersonalID string   `json:"personal_id"`
	Name       string   `json:"full_name"`
	Birth      string   `json:"date_of_birth"`
	Sex        string   `json:"sex"`
	Commune    string   `json:"commune"`
	Status     string   `json:"record_status"`
	DiedOn     string   `json:"died_on"`
	OldIDs     []string `json:"old_ids"`
	Household  string   `json:"household"`
}

// registryStep is a snapshot in which the record became another.
type registryStep struct {
	Snapshot int64           `json:"snapshot"`
	AsOf     string          `json:"as_of"`
	Kind     string          `json:"kind"`
	Record   *registryRecord `json:"record"` // null: the number was gone
}

func (c *registryPersonCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if len(c.Number) != 9 && !beneficiary.IsPersonalID(c.Number) {
		return nil, failedWith("usage", "NUMBER")
	}
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	h, err := a.PersonHistory(ctx, c.Number, c.Snapshot)
	if err != nil {
		return nil, err
	}
	out := &registryPersonShown{Snapshot: h.Snapshot, Person: c.record(h.Person), CarriedBy: []registryRecord{}, History: []registryStep{}}
	for _, p := range h.CarriedBy {
		out.CarriedBy = append(out.CarriedBy, *c.record(&p))
	}
	for _, step := range h.Steps {
		line := lineOf(app.SnapshotView{SnapshotFacts: app.SnapshotFacts{RegistryLink: app.RegistryLink{Kind: step.Kind}}})
		out.History = append(out.History, registryStep{Snapshot: step.Snapshot, AsOf: step.AsOf, Kind: line.Kind, Record: c.record(step.Person)})
	}
	return out, nil
}

// record is a record as it is shown: numbers masked, unless they were asked for.
func (c *registryPersonCmd) record(p *app.RegistryPerson) *registryRecord {
	if p == nil {
		return nil
	}
	r := &registryRecord{PersonalID: p.PersonalID, Name: p.FullName, Birth: p.DateOfBirth, Sex: p.Sex, Commune: p.CommuneCode, Status: p.Status,
		DiedOn: p.DiedOn, OldIDs: []string{}, Household: p.Household}
	if p.OldIDs != "" {
		r.OldIDs = strings.Split(p.OldIDs, ";")
	}
	if !c.Numbers {
		r.PersonalID = masked(r.PersonalID)
		for i := range r.OldIDs {
			r.OldIDs[i] = masked(r.OldIDs[i])
		}
	}
	return r
}

// recordStatus is a record's status in words, with the day of a death.
func (p *page) recordStatus(r *registryRecord) string {
	status := p.words.Name(wording.RecordStatuses, r.Status)
	if r.DiedOn == "" {
		return status
	}
	return status + p.words.Pick(" ngày ", " on ") + p.day(r.DiedOn)
}

func (r *registryPersonShown) needsPerson() bool { return false }

func (r *registryPersonShown) show(p *page) {
	if r.Person == nil {
		p.line("Bản %d không có số này.", "Snapshot %d does not have this number.", r.Snapshot)
	}
	for _, o := range r.CarriedBy {
		p.line("Là số cũ của %s (%s).", "It is an old number of %s (%s).", o.Name, o.PersonalID)
	}
	var rows [][]string
	for _, s := range r.History {
		row := []string{strconv.FormatInt(s.Snapshot, 10), p.day(s.AsOf), p.snapshotKind(s.Kind)}
		if s.Record == nil {
			rows = append(rows, append(row, p.words.Pick("không còn", "gone"), "", "", "", "", ""))
			continue
		}
		x := s.Record
		rows = append(rows, append(row, x.PersonalID, x.Name, p.day(x.Birth), x.Commune, p.recordStatus(x), strings.Join(x.OldIDs, " ")))
	}
	p.table([]head{{vi: "Bản", en: "Snapshot", number: true}, {vi: "Đến ngày", en: "As of"}, {vi: "Loại", en: "Kind"}, {vi: "Số định danh", en: "Identity number"},
		{vi: "Họ và tên", en: "Full name"}, {vi: "Ngày sinh", en: "Birth"}, {vi: "Xã", en: "Commune"}, {vi: "Tình trạng", en: "Status"},
		{vi: "Số cũ", en: "Old numbers"}}, rows)
}
