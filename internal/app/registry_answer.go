package app

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/place"
	"chitra/internal/sheet"
)

// ResponseFile is a file of answers of the registry's office as it is handed in.
type ResponseFile struct {
	Name   string
	SHA256 string
	Data   []byte
	AsOf   civil.Date // of the answers
	// Layout says how it is laid out; nil finds it by the header.
	Layout *registry.AnswerLayout
}

// ResponseOutcome is what became of it.
type ResponseOutcome struct {
	Status string // ListNew, ListUnchanged, ListRefused
	Reason string // why the whole file is not taken: a stable code
	Detail string
	Layout string // name and version
	// Answers are new ones; Repeated say what was known, Blank were not filled in.
	Answers, Repeated, Blank int
	ByVerdict                map[string]int // of new and known ones
	Refused                  int
	Faults                   []registry.AnswerFault
	// Snapshot was made of the records; nought where they changed nothing.
	Snapshot       int64
	Added, Changed int64
}

// AnswerRegistry takes answers in. Each answers one question of one request; a
// line that cannot be one is refused with its reason and does not stop the others;
// a file of which no line can is refused whole. The records of those who were
// found make the next snapshot, of the persons alone that are new or changed. The
// answers decide nothing: the next match run looks at the snapshot. The same bytes
// again, and answers that are known, change nothing.
func (a *App) AnswerRegistry(ctx context.Context, f ResponseFile) (ResponseOutcome, error) {
	r := &responding{app: a, file: f, out: ResponseOutcome{Status: ListNew, ByVerdict: map[string]int{}}}
	err := r.run(ctx)
	if r.refusedWhole(err) {
		return r.out, a.refuseResponse(ctx, f, r.out.Reason)
	}
	return r.out, err
}

// refuseResponse keeps the try, once for whom it was told the same before.
func (a *App) refuseResponse(ctx context.Context, f ResponseFile, reason string) error {
	return a.do(ctx, "registry.refuse", f.SHA256, func(tx Tx, d *act) error {
		if told, err := tx.RefusedBefore(ctx, UploadRegistry, f.SHA256, a.actor.Name, reason); err != nil || told {
			return orNothing(err)
		}
		d.figure("reason", reason)
		return d.write(ctx, tx, Upload{ActNo: d.no, SHA256: f.SHA256, FileName: f.Name, Kind: UploadRegistry, Outcome: UploadRefused,
			Reason: reason, Actor: a.actor.Name, At: d.stamp()})
	})
}

// responding is a file of answers being taken in.
type responding struct {
	app      *App
	file     ResponseFile
	out      ResponseOutcome
	before   RegistryResponse // of the same bytes; a zero value for none
	read     *registry.Answers
	snapshot int64 // in force
	taken    []takenAnswer
}

// takenAnswer is an answer with the record it makes. A record that says what the
// snapshot says is not written.
type takenAnswer struct {
	registry.Answer
	record  registry.Person
	changes bool
}

// refusedWhole says whether the error means that nothing of the file is taken,
// and notes why.
func (r *responding) refusedWhole(err error) bool {
	var file *sheet.Refusal
	var answers *registry.AnswerRefusal
	switch {
	case errors.As(err, &file):
		r.out.Reason, r.out.Detail = string(file.Code), file.Error()
	case errors.As(err, &answers):
		r.out.Reason, r.out.Detail = answers.Code, answers.Detail
	default:
		return false
	}
	r.out.Status = ListRefused
	return true
}

func (r *responding) run(ctx context.Context) error {
	table, err := sheet.OpenTable(bytes.NewReader(r.file.Data), int64(len(r.file.Data)), sheet.Limits{})
	if err != nil {
		return err
	}
	if err := r.app.store.View(ctx, func(tx Tx) error { return r.look(ctx, tx, table) }); err != nil {
		return err
	}
	if b := r.before; b.ActNo != 0 {
		r.out.Layout, r.out.Snapshot = fmt.Sprintf("%s %d", b.Layout, b.LayoutVersion), b.SnapshotNo
	}
	if len(r.taken) == 0 || r.before.ActNo != 0 {
		r.out.Status, r.out.Answers = ListUnchanged, 0
		return nil
	}
	var people []RegistryPerson
	seen := map[string]bool{}
	for _, t := range r.taken {
		if t.changes && !seen[t.record.PersonalID] {
			seen[t.record.PersonalID] = true
			people = append(people, rowOf(t.record, 0))
		}
	}
	if len(people) == 0 {
		return r.app.do(ctx, "registry.response", r.file.SHA256, func(tx Tx, d *act) error {
			if err := d.write(ctx, tx, Upload{ActNo: d.no, SHA256: r.file.SHA256, FileName: r.file.Name, Kind: UploadRegistry,
				Outcome: UploadTaken, Actor: r.app.actor.Name, At: d.stamp()}); err != nil {
				return err
			}
			return r.keep(ctx, tx, d, 0)
		})
	}
	return r.load(ctx, people)
}

// look reads the file and settles what each line is an answer to.
func (r *responding) look(ctx context.Context, tx Tx, table sheet.Table) error {
	var err error
	if r.before, _, err = tx.ResponseBySHA256(ctx, r.file.SHA256); err != nil {
		return err
	}
	places, err := r.app.places(ctx, tx)
	if err != nil {
		return err
	}
	r.read, err = registry.ReadAnswers(table, registry.AnswerOptions{Layout: r.file.Layout, Commune: communeByName(places, r.file.AsOf)})
	if err != nil {
		return err
	}
	r.out.Layout, r.out.Blank = r.read.Layout.String(), r.read.Blank
	s, err := tx.NewestSnapshot(ctx)
	if err != nil {
		return err
	}
	r.snapshot = s.ActNo
	if err := r.settle(ctx, tx); err != nil {
		return err
	}
	r.out.Faults = r.read.Faults
	slices.SortStableFunc(r.out.Faults, func(x, y registry.AnswerFault) int { return cmp.Compare(x.Line, y.Line) })
	r.out.Refused = len(r.out.Faults)
	switch {
	case len(r.taken)+r.out.Repeated > 0 || r.before.ActNo != 0:
		return nil
	case r.onlyStrangers():
		return &registry.AnswerRefusal{Code: registry.AnswersNone, Detail: fmt.Sprintf("%d", r.out.Blank)}
	}
	return &registry.AnswerRefusal{Code: registry.AnswersInvalid, Detail: fmt.Sprintf("%d", r.out.Refused)}
}

// onlyStrangers reports whether no line is of a question of ours.
func (r *responding) onlyStrangers() bool {
	return !slices.ContainsFunc(r.out.Faults, func(f registry.AnswerFault) bool { return f.Code != registry.AnswerCodeUnknown })
}

// settle goes through the answers: those to one question, then their records.
func (r *responding) settle(ctx context.Context, tx Tx) error {
	asked, err := r.questions(ctx, tx)
	if err != nil {
		return err
	}
	items, err := r.fresh(ctx, tx, r.onePerQuestion(asked))
	if err != nil {
		return err
	}
	known, err := r.known(ctx, tx, items)
	if err != nil {
		return err
	}
	byNumber := map[string][]takenAnswer{}
	for _, a := range items {
		q := asked[questionID{a.Request, a.N}]
		t := takenAnswer{Answer: a}
		if a.Said.Names() {
			was, there := known[a.Person.PersonalID]
			old := &was
			if !there {
				old = nil
			}
			var field, code string
			if t.record, field, code = a.Record(q, old); code != "" {
				r.fault(a, field, code)
				continue
			}
			t.changes = !there || !t.record.Same(was)
			byNumber[a.Person.PersonalID] = append(byNumber[a.Person.PersonalID], t)
			continue
		}
		r.taken = append(r.taken, t)
	}
	for _, number := range sortedKeys(byNumber) {
		r.agree(byNumber[number])
	}
	slices.SortFunc(r.taken, func(x, y takenAnswer) int { return cmp.Or(cmp.Compare(x.Request, y.Request), cmp.Compare(x.N, y.N)) })
	for _, t := range r.taken {
		r.out.ByVerdict[string(t.Said.Verdict())]++
	}
	r.out.Answers = len(r.taken)
	return nil
}

func (r *responding) fault(a registry.Answer, field, code string) {
	value := map[string]string{"personal_id": a.Person.PersonalID, "full_name": a.Person.Name, "date_of_birth": a.Person.Birth.String(),
		"result": string(a.Said), "code": registry.QuestionCode(a.Request, a.N)}[field]
	r.read.Faults = append(r.read.Faults, r.read.Fault(a.Line, field, code, value))
}

// agree takes the answers about one number, where they all make the same record.
func (r *responding) agree(about []takenAnswer) {
	for _, t := range about[1:] {
		if !t.record.Same(about[0].record) {
			for _, t := range about {
				r.fault(t.Answer, "personal_id", registry.AnswerNumberForOthers)
			}
			return
		}
	}
	r.taken = append(r.taken, about...)
}

type questionID struct{ request, n int64 }

// questions are what the answers' codes lead to.
func (r *responding) questions(ctx context.Context, tx Tx) (map[questionID]registry.Question, error) {
	rows, err := tx.RowsAsked(ctx, r.requests())
	if err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	out := make(map[questionID]registry.Question, len(rows))
	for _, row := range rows {
		s, err := subjectOf(row.ListRow)
		if err != nil {
			return nil, err
		}
		q := registry.Question{PersonalID: s.PersonalID, Name: s.Name, Sex: s.Sex, Commune: s.Commune}
		if s.Birth.Other.IsZero() {
			q.Birth = s.Birth.Date
		}
		out[questionID{row.RequestNo, row.N}] = q
	}
	return out, nil
}

func (r *responding) requests() []int64 {
	var out []int64
	for _, a := range r.read.Items {
		out = append(out, a.Request)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// onePerQuestion lets go of lines that answer no question, or one to which
// another line says something else; those that say the same are one.
func (r *responding) onePerQuestion(asked map[questionID]registry.Question) []registry.Answer {
	lines := map[questionID][]registry.Answer{}
	var order []questionID
	for _, a := range r.read.Items {
		id := questionID{a.Request, a.N}
		if _, known := asked[id]; !known {
			r.fault(a, "code", registry.AnswerCodeUnknown)
			continue
		}
		if len(lines[id]) == 0 {
			order = append(order, id)
		}
		lines[id] = append(lines[id], a)
	}
	var out []registry.Answer
	for _, id := range order {
		all := lines[id]
		if slices.ContainsFunc(all, func(a registry.Answer) bool { return !a.Says(all[0]) }) {
			for _, a := range all {
				r.fault(a, "code", registry.AnswerTwice)
			}
			continue
		}
		out = append(out, all[0])
		r.out.Repeated += len(all) - 1
	}
	return out
}

// fresh lets go of answers that were given before.
func (r *responding) fresh(ctx context.Context, tx Tx, items []registry.Answer) ([]registry.Answer, error) {
	given, err := tx.AnswersTo(ctx, r.requests())
	if err != nil {
		return nil, fmt.Errorf("read answers: %w", err)
	}
	last := map[questionID]RegistryAnswer{}
	for _, g := range given {
		last[questionID{g.RequestNo, g.N}] = g
	}
	return slices.DeleteFunc(items, func(a registry.Answer) bool {
		was, there := last[questionID{a.Request, a.N}]
		is := factOfAnswer(a, was.ActNo)
		is.Line = was.Line
		if there && is == was {
			r.out.Repeated++
			r.out.ByVerdict[is.Verdict]++
			return true
		}
		return false
	}), nil
}

// known are the records that the snapshot in force has for the answers' numbers.
func (r *responding) known(ctx context.Context, tx Tx, items []registry.Answer) (map[string]registry.Person, error) {
	var numbers []string
	for _, a := range items {
		if a.Person.PersonalID != "" {
			numbers = append(numbers, a.Person.PersonalID)
		}
	}
	out := map[string]registry.Person{}
	for lot := range slices.Chunk(numbers, lookAtOnce) {
		rows, err := tx.PersonsByNumber(ctx, r.snapshot, lot)
		if err != nil {
			return nil, fmt.Errorf("read persons: %w", err)
		}
		if err := eachPerson(rows, func(p registry.Person, _ RegistryPerson) { out[p.PersonalID] = p }); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// load makes the next snapshot of the records, and keeps the answers with it.
func (r *responding) load(ctx context.Context, people []RegistryPerson) error {
	f := SnapshotFile{Name: r.file.Name, SHA256: r.file.SHA256, AsOf: r.file.AsOf, Delta: true, Base: r.snapshot}
	w := &snapshotWriter{app: r.app, file: f, kind: SnapshotDelta, verb: "response"}
	w.also = func(tx Tx, d *act) error { return r.keep(ctx, tx, d, d.no) }
	err := w.load(ctx, func() error {
		for lot := range slices.Chunk(people, chunkRows) {
			for i := range lot {
				lot[i].SnapshotNo = w.under.act.no
				w.numbers.Add(lot[i].PersonalID)
			}
			if err := w.flush(ctx, snapshotChunk{people: lot, lines: int64(len(lot))}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("registry.response: %w", w.refuseWhole(ctx, err))
	}
	r.out.Snapshot, r.out.Added, r.out.Changed = w.under.act.no, w.tally.added(), w.tally.changed
	return nil
}

// keep writes the answers.
func (r *responding) keep(ctx context.Context, tx Tx, d *act, snapshot int64) error {
	d.figure("answers", len(r.taken))
	d.figure("refused_lines", r.out.Refused)
	l := r.read.Layout
	err := d.write(ctx, tx, RegistryResponse{ActNo: d.no, SHA256: r.file.SHA256, FileName: r.file.Name, AsOf: r.file.AsOf.ISO(), Layout: l.Name,
		LayoutVersion: int64(l.Version), LayoutSHA256: l.SHA256, Answers: int64(len(r.taken)), Repeated: int64(r.out.Repeated),
		Blank: int64(r.out.Blank), Refused: int64(r.out.Refused), SnapshotNo: snapshot, Actor: r.app.actor.Name, RecordedAt: d.stamp()})
	if err != nil {
		return err
	}
	facts := make([]RegistryAnswer, len(r.taken))
	for i, t := range r.taken {
		facts[i] = factOfAnswer(t.Answer, d.no)
	}
	_, err = d.writeAll(ctx, tx, factsOf(facts), "registry_answer")
	return err
}

func factOfAnswer(a registry.Answer, act int64) RegistryAnswer {
	p := a.Person
	return RegistryAnswer{ActNo: act, RequestNo: a.Request, N: a.N, Line: int64(a.Line), Verdict: string(a.Said.Verdict()), Said: string(a.Said),
		PersonalID: p.PersonalID, FullName: p.Name, DateOfBirth: p.Birth.ISO(), Sex: p.Sex.String(), CommuneCode: p.Commune,
		Status: string(p.Status), DiedOn: p.DiedOn.ISO(), OldIDs: strings.Join(p.OldIDs, ";"), Note: a.Note}
}

// RegistrySaid is what the registry answered about a row, for whoever decides.
type RegistrySaid struct {
	RegistryAnswer
	AsOf       string
	RecordedAt string
}

// Code is the question's.
func (s RegistrySaid) Code() string { return registry.QuestionCode(s.RequestNo, s.N) }

// saidOf is the newest answer about a person key; nil for none.
func saidOf(ctx context.Context, tx Tx, personKey string) (*RegistrySaid, error) {
	all, err := tx.RegistryAnswers(ctx, []string{personKey})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &RegistrySaid{RegistryAnswer: all[0].RegistryAnswer, AsOf: all[0].AsOf, RecordedAt: all[0].RecordedAt}, nil
}

// communeByName finds the code of a commune whose name leads to it alone.
func communeByName(places *place.Table, on civil.Date) func(name string) (code string, ok bool) {
	return func(name string) (string, bool) {
		found := places.Find(name, "", on)
		if len(found) != 1 {
			return "", false
		}
		return found[0].Code, true
	}
}
