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
	// Response is its number. Added and Changed are the persons whom it makes or
	// changes once somebody else confirms it; Waits says that nobody has yet.
	Response       int64
	Added, Changed int64
	Waits          bool
}

// AnswerRegistry takes answers in. Each answers one question of one request; a
// line that cannot be one is refused with its reason and does not stop the others;
// a file of which no line can is refused whole. The answers stand beside the rows
// for whoever decides, and nothing else: a snapshot is made of their records when
// somebody else confirms them. The same bytes again, and answers that are known,
// change nothing.
func (a *App) AnswerRegistry(ctx context.Context, f ResponseFile) (ResponseOutcome, error) {
	r := &responding{app: a, file: f, out: ResponseOutcome{Status: ListNew, ByVerdict: map[string]int{}}}
	if err := a.checkAsOf(f.Name, f.AsOf); err != nil {
		return r.out, err
	}
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
	snapshot RegistrySnapshot // in force
	taken    []takenAnswer
	last     map[questionID]RegistryAnswer // the newest answer before
	consents []RegistryResponseConsent
}

// takenAnswer is an answer with the record it makes. A record that says what the
// snapshot says is not written.
type takenAnswer struct {
	registry.Answer
	record  registry.Person
	known   bool // the snapshot has the number
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
		r.out.Layout, r.out.Response = fmt.Sprintf("%s %d", b.Layout, b.LayoutVersion), b.ActNo
		r.out.Added, r.out.Changed, r.out.Waits = b.Added, b.Changed, b.Added+b.Changed > 0 && r.consentTo(b.ActNo) == nil
	}
	if len(r.taken) == 0 || r.before.ActNo != 0 {
		r.out.Status, r.out.Answers = ListUnchanged, 0
		return nil
	}
	r.out.Added, r.out.Changed = r.persons()
	if r.out.Waits = r.out.Added+r.out.Changed > 0; r.out.Waits {
		if err := r.follows(); err != nil {
			return err
		}
	}
	return r.app.do(ctx, "registry.response", r.file.SHA256, func(tx Tx, d *act) error {
		if err := d.write(ctx, tx, Upload{ActNo: d.no, SHA256: r.file.SHA256, FileName: r.file.Name, Kind: UploadRegistry,
			Outcome: UploadTaken, Actor: r.app.actor.Name, At: d.stamp()}); err != nil {
			return err
		}
		r.out.Response = d.no
		return r.keep(ctx, tx, d)
	})
}

// follows refuses answers of which no snapshot can be made: there is none before
// it, or one of a later day.
func (r *responding) follows() error {
	switch {
	case r.snapshot.ActNo == 0:
		return &Refused{Code: "no_snapshot", Subject: r.file.Name}
	case r.file.AsOf.ISO() < r.snapshot.AsOf:
		return &Refused{Code: "changes_older", Subject: r.file.Name, Detail: fmt.Sprintf("%s < %s", r.file.AsOf.ISO(), r.snapshot.AsOf)}
	}
	return nil
}

// persons are how many the answers' records would make, and how many change.
func (r *responding) persons() (added, changed int64) {
	seen := map[string]bool{}
	for _, t := range r.taken {
		switch {
		case !t.changes || seen[t.record.PersonalID]:
			continue
		case t.known:
			changed++
		default:
			added++
		}
		seen[t.record.PersonalID] = true
	}
	return added, changed
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
	r.read, err = registry.ReadAnswers(table, registry.AnswerOptions{Layout: r.file.Layout, AsOf: r.file.AsOf, Commune: communeByName(places, r.file.AsOf)})
	if err != nil {
		return err
	}
	r.out.Layout, r.out.Blank = r.read.Layout.String(), r.read.Blank
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
	asked, err := r.stand(ctx, tx)
	if err != nil {
		return err
	}
	items, err := r.fresh(ctx, tx, r.onePerQuestion(asked))
	if err != nil {
		return err
	}
	if err := r.records(ctx, tx, asked, items); err != nil {
		return err
	}
	for _, t := range r.taken {
		r.out.ByVerdict[string(t.Said.Verdict())]++
	}
	r.out.Answers = len(r.taken)
	return nil
}

// stand finds the snapshot in force, what was confirmed, and the questions.
func (r *responding) stand(ctx context.Context, tx Tx) (asked map[questionID]registry.Question, err error) {
	if r.snapshot, err = tx.NewestSnapshot(ctx); err != nil {
		return nil, err
	}
	if r.consents, err = tx.ResponseConsents(ctx); err != nil {
		return nil, err
	}
	return r.questions(ctx, tx)
}

// records makes the records of answers, and takes those that have one or need none.
func (r *responding) records(ctx context.Context, tx Tx, asked map[questionID]registry.Question, items []registry.Answer) error {
	known, err := r.known(ctx, tx, items)
	if err != nil {
		return err
	}
	byNumber := map[string][]takenAnswer{}
	for _, a := range items {
		if r.leaves(a, known) {
			r.fault(a, "result", registry.AnswerMadePerson)
			continue
		}
		t := takenAnswer{Answer: a}
		if !a.Said.Names() {
			r.taken = append(r.taken, t)
			continue
		}
		var was *registry.Person
		if k, there := known[a.Person.PersonalID]; there {
			was = &k.Person
		}
		var field, code string
		if t.record, field, code = a.Record(asked[questionID{a.Request, a.N}], was); code != "" {
			r.fault(a, field, code)
			continue
		}
		t.known, t.changes = was != nil, was == nil || !t.record.Same(*was)
		byNumber[a.Person.PersonalID] = append(byNumber[a.Person.PersonalID], t)
	}
	for _, number := range sortedKeys(byNumber) {
		r.agree(byNumber[number])
	}
	slices.SortFunc(r.taken, func(x, y takenAnswer) int { return cmp.Or(cmp.Compare(x.Request, y.Request), cmp.Compare(x.N, y.N)) })
	return nil
}

// leaves reports whether an answer lets go of a person whose record still is the
// one that the answer before it made: a file of answers takes nobody away.
func (r *responding) leaves(a registry.Answer, known map[string]knownRecord) bool {
	was, there := r.last[questionID{a.Request, a.N}]
	if !there || was.PersonalID == "" || was.PersonalID == a.Person.PersonalID {
		return false
	}
	c, k := r.consentTo(was.ActNo), known[was.PersonalID]
	return c != nil && c.SnapshotNo != 0 && k.snapshot == c.SnapshotNo
}

func (r *responding) consentTo(response int64) *RegistryResponseConsent {
	i := slices.IndexFunc(r.consents, func(c RegistryResponseConsent) bool { return c.ResponseNo == response })
	if i < 0 {
		return nil
	}
	return &r.consents[i]
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
	r.last = map[questionID]RegistryAnswer{}
	for _, g := range given {
		r.last[questionID{g.RequestNo, g.N}] = g
	}
	return slices.DeleteFunc(items, func(a registry.Answer) bool {
		was, there := r.last[questionID{a.Request, a.N}]
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

// knownRecord is a record, and the snapshot that made it what it is.
type knownRecord struct {
	registry.Person
	snapshot int64
}

// known are the records that the snapshot in force has for the answers' numbers,
// and for those of the answers before them.
func (r *responding) known(ctx context.Context, tx Tx, items []registry.Answer) (map[string]knownRecord, error) {
	var numbers []string
	for _, a := range items {
		for _, n := range []string{a.Person.PersonalID, r.last[questionID{a.Request, a.N}].PersonalID} {
			if n != "" {
				numbers = append(numbers, n)
			}
		}
	}
	out := map[string]knownRecord{}
	for lot := range slices.Chunk(numbers, lookAtOnce) {
		rows, err := tx.PersonsByNumber(ctx, r.snapshot.ActNo, lot)
		if err != nil {
			return nil, fmt.Errorf("read persons: %w", err)
		}
		if err := eachPerson(rows, func(p registry.Person, row RegistryPerson) { out[p.PersonalID] = knownRecord{p, row.SnapshotNo} }); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// keep writes the answers.
func (r *responding) keep(ctx context.Context, tx Tx, d *act) error {
	d.figure("answers", len(r.taken))
	d.figure("refused_lines", r.out.Refused)
	l := r.read.Layout
	err := d.write(ctx, tx, RegistryResponse{ActNo: d.no, SHA256: r.file.SHA256, FileName: r.file.Name, AsOf: r.file.AsOf.ISO(), Layout: l.Name,
		LayoutVersion: int64(l.Version), LayoutSHA256: l.SHA256, Answers: int64(len(r.taken)), Repeated: int64(r.out.Repeated),
		Blank: int64(r.out.Blank), Refused: int64(r.out.Refused), Added: r.out.Added, Changed: r.out.Changed, Actor: r.app.actor.Name, RecordedAt: d.stamp()})
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
