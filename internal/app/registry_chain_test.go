package app_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
)

// register is the registry as of a snapshot, by number: what the store has to
// answer from.
type register map[string]registry.Person

// history makes snapshots in every way there is, beside a register of each.
type history struct {
	*world
	rand      *rand.Rand
	now       register
	snapshots []int64
	registers []register
	numbers   map[string]bool // that ever stood anywhere
	files     int
}

var historyHead = strings.Split("personal_id,full_name,date_of_birth,sex,commune_code,status,died_on,old_ids,household", ",")

func (h *history) line(p registry.Person) []string {
	return []string{p.PersonalID, p.Name, p.Birth.ISO(), p.Sex.String(), p.Commune, string(p.Status), p.DiedOn.ISO(), strings.Join(p.OldIDs, ";"), p.Household}
}

func (h *history) number() string { return fmt.Sprintf("99915%07d", h.rand.IntN(120)) }

// somebody is a person of few names and days, so that keys are shared.
func (h *history) somebody(number string) registry.Person {
	day, err := civil.NewDate(1950+h.rand.IntN(2), 1+h.rand.IntN(2), 1+h.rand.IntN(2))
	h.must(err)
	p := registry.Person{PersonalID: number, Name: []string{"Lê Thị Một", "Lê Thị Hai", "Trần Văn Ba"}[h.rand.IntN(3)], Birth: day, Sex: beneficiary.Female,
		Commune: []string{commune1, commune2}[h.rand.IntN(2)], Status: registry.Alive, Household: fmt.Sprint("H", h.rand.IntN(3))}
	if h.rand.IntN(3) == 0 {
		p.OldIDs = []string{fmt.Sprintf("99900%04d", h.rand.IntN(20))}
	}
	return p
}

func (h *history) pick() string {
	all := slices.Sorted(maps.Keys(h.now))
	return all[h.rand.IntN(len(all))]
}

// stir changes, adds and takes away some persons, and tells which.
func (h *history) stir() (upserts, removes []string) {
	touched := map[string]bool{}
	for range 1 + h.rand.IntN(8) {
		n := h.number()
		if touched[n] {
			continue
		}
		touched[n] = true
		if _, there := h.now[n]; there && h.rand.IntN(3) == 0 && len(h.now) > 2 {
			delete(h.now, n)
			removes = append(removes, n)
			continue
		}
		h.now[n] = h.somebody(n)
		upserts = append(upserts, n)
	}
	return upserts, removes
}

func (h *history) file(rows [][]string) app.SnapshotFile {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	h.must(w.WriteAll(rows))
	h.files++
	return app.SnapshotFile{Name: "registry.csv", SHA256: fmt.Sprintf("history %d", h.files), AsOf: civil.DateOf(h.clock()), Text: &b,
		Consent: app.Consent{Accept: registry.BreachCodes(), Reason: "phép thử"}}
}

func (h *history) full() app.RegistryLoad {
	h.stir()
	rows := [][]string{historyHead}
	for _, n := range slices.Sorted(maps.Keys(h.now)) {
		rows = append(rows, h.line(h.now[n]))
	}
	if h.rand.IntN(2) == 0 {
		h.rand.Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
	}
	out, err := h.as(maker).LoadSnapshot(h.ctx, h.file(rows))
	h.must(err)
	return out
}

func (h *history) delta() app.RegistryLoad {
	upserts, removes := h.stir()
	rows := [][]string{append(slices.Clone(historyHead), "op")}
	for _, n := range upserts {
		rows = append(rows, append(h.line(h.now[n]), "upsert"))
	}
	for _, n := range removes {
		rows = append(rows, []string{n, "", "", "", "", "", "", "", "", "remove"})
	}
	f := h.file(rows)
	f.Delta = true
	out, err := h.as(maker).LoadSnapshot(h.ctx, f)
	h.must(err)
	return out
}

func (h *history) events() app.RegistryLoad {
	rows := [][]string{{"personal_id", "event", "date", "commune_code", "new_id"}}
	refused := int64(0)
	for range 1 + h.rand.IntN(4) {
		p := h.now[h.pick()]
		fresh := h.number()
		_, taken := h.now[fresh]
		was := p
		switch {
		case h.rand.IntN(3) == 0:
			rows = append(rows, []string{p.PersonalID, "died", "2024-06-02", "", ""})
			p.Status, p.DiedOn = registry.Dead, day(h, "2024-06-02")
		case p.Status == registry.Dead:
			rows = append(rows, []string{p.PersonalID, "moved", "2024-06-03", commune2, ""})
			refused++
		case h.rand.IntN(2) == 0:
			rows = append(rows, []string{p.PersonalID, "moved", "2024-06-03", commune2, ""})
			p.Commune = commune2
		default:
			rows = append(rows, []string{p.PersonalID, "renumbered", "2024-06-04", "", fresh})
			if taken || fresh == p.PersonalID || h.carried(fresh, p.PersonalID) {
				refused++
				continue
			}
			p.OldIDs = append(slices.DeleteFunc(slices.Clone(p.OldIDs), func(o string) bool { return o == fresh }), p.PersonalID)
			p.PersonalID = fresh
		}
		delete(h.now, was.PersonalID)
		h.now[p.PersonalID] = p
	}
	out, err := h.as(maker).LoadEvents(h.ctx, h.file(rows))
	h.must(err)
	if out.Refused != refused {
		h.Errorf("%d events were refused, want %d of\n%v", out.Refused, refused, rows)
	}
	return out
}

// carried says whether somebody else has a number among the old ones.
func (h *history) carried(number, but string) bool {
	for _, p := range h.now {
		if p.PersonalID != but && slices.Contains(p.OldIDs, number) {
			return true
		}
	}
	return false
}

func day(w interface{ must(error) }, text string) civil.Date {
	d, err := civil.ParseISO(text)
	w.must(err)
	return d
}

// step makes one more snapshot.
func (h *history) step(n int) {
	before := maps.Clone(h.now)
	var out app.RegistryLoad
	switch {
	case n == 0 || h.rand.IntN(3) == 0:
		out = h.full()
	case h.rand.IntN(2) == 0:
		out = h.delta()
	default:
		out = h.events()
	}
	want := app.RegistryLoad{Status: app.UploadTaken, Snapshot: out.Snapshot, Kind: out.Kind, AsOf: out.AsOf, Persons: int64(len(h.now)), Refused: out.Refused,
		Base: out.Base, Layout: out.Layout}
	same := cmp.Comparer(func(a, b civil.Date) bool { return a == b })
	for n, p := range h.now {
		switch was, there := before[n]; {
		case !there:
			want.Added++
		case !cmp.Equal(was, p, same):
			want.Changed++
		default:
			want.Unchanged++
		}
	}
	want.Gone = int64(len(before)) - want.Changed - want.Unchanged
	if n > 0 && out.Base != h.snapshots[n-1] {
		h.Errorf("snapshot %d stands on %d, want %d", n, out.Base, h.snapshots[n-1])
	}
	if diff := cmp.Diff(want, out, same); diff != "" {
		h.Errorf("step %d, %s (-want +got):\n%s", n, out.Kind, diff)
	}
	h.snapshots, h.registers = append(h.snapshots, out.Snapshot), append(h.registers, maps.Clone(h.now))
	for n, p := range h.now {
		h.numbers[n] = true
		for _, o := range p.OldIDs {
			h.numbers[o] = true
		}
	}
}

// answers holds every question about a snapshot against its register.
func (h *history) answers(tx app.Tx, snapshot int64, want register) error {
	numbers := slices.Sorted(maps.Keys(h.numbers))
	byNumber, byKey, byTwin, byOld := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	keys, twins := map[int64]bool{}, map[int64]bool{}
	for _, r := range h.registers {
		for _, p := range r {
			keys[p.NameDateKey()], twins[p.TwinKey()] = true, true
		}
	}
	for _, p := range want {
		text := strings.Join(h.line(p), "|")
		byNumber[text], byKey[text], byTwin[text] = true, true, true
		for _, o := range p.OldIDs {
			byOld[o+" "+text] = true
		}
	}
	said := func(p app.RegistryPerson) string {
		return strings.Join([]string{p.PersonalID, p.FullName, p.DateOfBirth, p.Sex, p.CommuneCode, p.Status, p.DiedOn, p.OldIDs, p.Household}, "|")
	}
	compare := func(what string, want map[string]bool, rows []app.RegistryPerson, err error) error {
		got := map[string]bool{}
		for _, p := range rows {
			if got[said(p)] {
				h.Errorf("%s of %d says twice %s", what, snapshot, said(p))
			}
			got[said(p)] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			h.Errorf("%s as of %d (-want +got):\n%s", what, snapshot, diff)
		}
		return err
	}
	rows, err := tx.PersonsByNumber(h.ctx, snapshot, numbers)
	if err := compare("PersonsByNumber", byNumber, rows, err); err != nil {
		return err
	}
	rows, err = tx.PersonsByNameDate(h.ctx, snapshot, slices.Collect(maps.Keys(keys)))
	if err := compare("PersonsByNameDate", byKey, rows, err); err != nil {
		return err
	}
	rows, err = tx.PersonsByTwin(h.ctx, snapshot, slices.Collect(maps.Keys(twins)))
	if err := compare("PersonsByTwin", byTwin, rows, err); err != nil {
		return err
	}
	old, err := tx.PersonsByOldNumber(h.ctx, snapshot, numbers)
	got := map[string]bool{}
	for _, o := range old {
		got[o.OldID+" "+said(o.RegistryPerson)] = true
	}
	if diff := cmp.Diff(byOld, got); diff != "" {
		h.Errorf("PersonsByOldNumber as of %d (-want +got):\n%s", snapshot, diff)
	}
	return err
}

// counted holds the frequencies kept with a snapshot, which were counted on from
// the one before, against those of its register counted anew.
func (h *history) counted(tx app.Tx, snapshot int64, r register) error {
	anew := &registry.Frequencies{}
	for _, p := range r {
		anew.Add(p)
	}
	want, got := map[string]string{}, map[string]string{}
	for _, part := range anew.Encode() {
		want[part.Part] = part.Data
	}
	kept, err := tx.Frequencies(h.ctx, snapshot)
	for _, k := range kept {
		got[k.Part] = k.Data
	}
	if diff := cmp.Diff(want, got); diff != "" {
		h.Errorf("frequencies of %d (-want +got):\n%s", snapshot, diff)
	}
	return err
}

// TestASnapshotAnswersAsItDid makes snapshots of every kind upon each other, and
// asks each of them again when all are made: what it says is what the registry
// was when it was loaded.
func TestASnapshotAnswersAsItDid(t *testing.T) {
	sealedToo(t, func(t *testing.T, w *world) {
		for seed := range uint64(3) {
			h := &history{world: w, rand: rand.New(rand.NewPCG(seed, 1)), now: register{}, numbers: map[string]bool{}, files: int(seed) * 1000}
			for n := range 12 {
				if n == 0 {
					h.begin()
					continue
				}
				h.step(n)
			}
			w.view(func(tx app.Tx) error {
				for i, snapshot := range h.snapshots {
					if err := h.answers(tx, snapshot, h.registers[i]); err != nil {
						return err
					}
					if err := h.counted(tx, snapshot, h.registers[i]); err != nil {
						return err
					}
				}
				return nil
			})
			h.histories()
		}
		w.events()
	})
}

// begin loads the first register whole; it has nobody of the chain before, which
// goes on.
func (h *history) begin() {
	out := h.full()
	h.snapshots, h.registers = append(h.snapshots, out.Snapshot), append(h.registers, maps.Clone(h.now))
	for n := range h.now {
		h.numbers[n] = true
	}
}

// histories holds what a person's history ends in, as of each snapshot.
func (h *history) histories() {
	for n := range h.numbers {
		for i, snapshot := range h.snapshots {
			got, err := h.as(auditor).PersonHistory(h.ctx, n, snapshot)
			if err != nil {
				continue // a number that was only ever old
			}
			if want, there := h.registers[i][n]; there != (got.Person != nil) || there && got.Person.FullName != want.Name {
				h.Errorf("the history of %s as of %d says %+v, want %+v", n, snapshot, got.Person, want)
			}
		}
	}
}
