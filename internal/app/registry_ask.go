package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
)

// AskTx keeps what was asked of the registry's office, and what it answered.
type AskTx interface {
	// WaitingRows are the taken rows in force of a period whose newest match is
	// for a person, or stops them.
	WaitingRows(ctx context.Context, period string) ([]WaitingRow, error)
	// LastQuestions are the newest questions about each of some person keys.
	LastQuestions(ctx context.Context, personKeys []string) ([]LastQuestion, error)
	// RegistryAnswers are the newest answers about each of some person keys.
	RegistryAnswers(ctx context.Context, personKeys []string) ([]AnswerAbout, error)
	// RegistryRequests are all requests with how many of their questions are
	// answered, the oldest first.
	RegistryRequests(ctx context.Context) ([]RequestState, error)
	// RowsAsked are the rows that the questions of some requests are about.
	RowsAsked(ctx context.Context, requests []int64) ([]RowAsked, error)
	// AnswersTo are the newest answers to each question of some requests.
	AnswersTo(ctx context.Context, requests []int64) ([]RegistryAnswer, error)
	ResponseBySHA256(ctx context.Context, sha256 string) (RegistryResponse, bool, error)
	ResponseOf(ctx context.Context, response int64) (RegistryResponse, bool, error)
	// AnswersStanding are those answers of a response that are the newest to their
	// questions.
	AnswersStanding(ctx context.Context, response int64) ([]RegistryAnswer, error)
	// ResponseConsents are the responses that were confirmed.
	ResponseConsents(ctx context.Context) ([]RegistryResponseConsent, error)
}

// WaitingRow is a row that its match does not let through.
type WaitingRow struct {
	ListRow
	Outcome  string `db:"outcome"`
	Tier     string `db:"tier"`
	Action   string `db:"action"`
	Evidence string `db:"evidence" sealed:"text"`
}

// LastQuestion is the newest question about a person key. AnsweredBy is the act of
// its newest answer, nought for none.
type LastQuestion struct {
	PersonKey  string `db:"person_key"`
	RequestNo  int64  `db:"request_no"`
	N          int64  `db:"n"`
	Period     string `db:"period"`
	AnsweredBy int64  `db:"answered_by"`
}

// RequestState is a request and how far its answers are.
type RequestState struct {
	RegistryRequest
	Answered int64 `db:"answered"`
}

// RowAsked is a row and the question about it.
type RowAsked struct {
	RequestNo int64 `db:"request_no"`
	N         int64 `db:"n"`
	ListRow
}

// AnswerAbout is an answer about a person key, and when it was taken.
type AnswerAbout struct {
	RegistryAnswer
	PersonKey  string `db:"person_key"`
	AsOf       string `db:"as_of"`
	RecordedAt string `db:"recorded_at"`
}

// RegistryAsk says of which rows the registry's office is to be asked.
type RegistryAsk struct {
	Period civil.Month
	// Tiers and Outcomes choose among the rows; none means all.
	Tiers, Outcomes []string
	// Again asks also what waits for an answer, and what was answered this period.
	Again bool
}

// RegistryAsked is a request: the workbook, and what is not in it.
type RegistryAsked struct {
	Status    string // ListNew, ListUnchanged, or "nothing"
	Request   int64
	Period    string
	Questions int
	ByOutcome map[string]int
	// Open and Answered are rows left out, as their last question waits for its
	// answer, or was answered in this period.
	Open, Answered int
	SHA256         string
	Content        []byte
}

// NothingToAsk is the status of a request that was not made.
const NothingToAsk = "nothing"

// AskHead is what stands on top of a request.
type AskHead struct {
	Practice  bool // nothing in it is real
	Request   int64
	Period    civil.Month
	Questions int
	On        civil.Date
}

// AskRegistry makes the workbook of questions about the rows of a period that
// wait for a person or are stopped, and that the registry can say something
// about. A person is asked about once while the last question is unanswered, and
// once a period. Where nothing is to be asked nothing is kept.
func (a *App) AskRegistry(ctx context.Context, ask RegistryAsk) (RegistryAsked, error) {
	out := RegistryAsked{Status: NothingToAsk, Period: ask.Period.String(), ByOutcome: map[string]int{}}
	if err := ask.check(); err != nil {
		return out, err
	}
	err := a.do(ctx, "registry.request", ask.Period.String(), func(tx Tx, d *act) error {
		rows, err := ask.rows(ctx, tx, &out)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return errNothing
		}
		out.Status, out.Request, out.Questions = ListNew, d.no, len(rows)
		if out.Content, err = a.askBook(ctx, tx, d, ask, rows); err != nil {
			return err
		}
		return a.keepRequest(ctx, tx, d, ask, rows, &out)
	})
	return out, err
}

// check refuses a tier or an outcome that is none.
func (r RegistryAsk) check() error {
	for _, t := range r.Tiers {
		if len(t) != 2 || t < registry.T0.String() || t > registry.T8.String() {
			return &Refused{Code: "tier_unknown", Subject: t, Detail: "T0–T8"}
		}
	}
	for _, o := range r.Outcomes {
		if !registry.Asks(registry.Outcome(o), false) {
			return &Refused{Code: "outcome_not_asked", Subject: o}
		}
	}
	return nil
}

// rows are the rows to ask about, each person once, by commune and list.
func (r RegistryAsk) rows(ctx context.Context, tx Tx, out *RegistryAsked) ([]WaitingRow, error) {
	waiting, err := tx.WaitingRows(ctx, r.Period.String())
	if err != nil {
		return nil, fmt.Errorf("read waiting rows: %w", err)
	}
	seen, keys, rows := map[string]bool{}, []string(nil), waiting[:0]
	for _, row := range waiting {
		if seen[row.PersonKey] || !registry.Asks(registry.Outcome(row.Outcome), row.Action == ActionStop) || len(r.Tiers) > 0 && !slices.Contains(r.Tiers, row.Tier) ||
			len(r.Outcomes) > 0 && !slices.Contains(r.Outcomes, row.Outcome) {
			continue
		}
		seen[row.PersonKey] = true
		rows, keys = append(rows, row), append(keys, row.PersonKey)
	}
	last := map[string]LastQuestion{}
	for lot := range slices.Chunk(keys, lookAtOnce) {
		questions, err := tx.LastQuestions(ctx, lot)
		if err != nil {
			return nil, fmt.Errorf("read questions: %w", err)
		}
		for _, q := range questions {
			last[q.PersonKey] = q
		}
	}
	rows = slices.DeleteFunc(rows, func(row WaitingRow) bool {
		q, asked := last[row.PersonKey]
		switch {
		case r.Again || !asked || q.AnsweredBy != 0 && q.Period != r.Period.String():
			return false
		case q.AnsweredBy != 0:
			out.Answered++
		default:
			out.Open++
		}
		return true
	})
	slices.SortFunc(rows, func(x, y WaitingRow) int {
		return cmp.Or(cmp.Compare(x.Commune, y.Commune), cmp.Compare(x.VersionNo, y.VersionNo), cmp.Compare(x.Sheet, y.Sheet),
			cmp.Compare(x.Line, y.Line), cmp.Compare(x.RowKey, y.RowKey))
	})
	return rows, nil
}

// askBook writes the workbook.
func (a *App) askBook(ctx context.Context, tx Tx, d *act, ask RegistryAsk, rows []WaitingRow) ([]byte, error) {
	places, err := a.places(ctx, tx)
	if err != nil {
		return nil, err
	}
	info, err := tx.Info(ctx)
	if err != nil {
		return nil, err
	}
	book := a.words.AskBook(AskHead{Practice: info.Practice, Request: d.no, Period: ask.Period, Questions: len(rows), On: civil.DateOf(d.at)})
	for i, r := range rows {
		kept, err := readEvidence(r.Evidence)
		if err != nil {
			return nil, fmt.Errorf("row %s: %w", RowRef(r.VersionNo, r.RowKey), err)
		}
		birth := r.BirthText
		if day, err := parseDay(r.BirthDate); err == nil && !day.IsZero() && r.BirthOther == "" {
			birth = day.String()
		}
		book.Lines = append(book.Lines, registry.AskLine{Code: registry.QuestionCode(d.no, int64(i+1)), Name: r.FullName, Birth: birth,
			Sex: a.words.SexOf(r.Sex), Number: cmp.Or(r.PersonalID, r.NumberText), OldNumber: r.OldNumber,
			Commune: communeNamed(places, r.Commune, ask.Period), Asks: a.words.Asks(r.Outcome, kept.Reasons)})
	}
	var b bytes.Buffer
	if err := registry.WriteAsk(&b, book); err != nil {
		return nil, fmt.Errorf("write the request: %w", err)
	}
	return b.Bytes(), nil
}

func (a *App) keepRequest(ctx context.Context, tx Tx, d *act, ask RegistryAsk, rows []WaitingRow, out *RegistryAsked) error {
	sum := sha256.Sum256(out.Content)
	out.SHA256 = hex.EncodeToString(sum[:])
	if err := tx.PutBlob(ctx, out.SHA256, out.Content); err != nil {
		return fmt.Errorf("keep the workbook: %w", err)
	}
	request := RegistryRequest{ActNo: d.no, Period: out.Period, Questions: int64(len(rows)), Tiers: strings.Join(ask.Tiers, " "),
		Outcomes: strings.Join(ask.Outcomes, " "), SHA256: out.SHA256, Actor: a.actor.Name, RecordedAt: d.stamp()}
	if ask.Again {
		request.Again = 1
	}
	questions := make([]RegistryQuestion, len(rows))
	for i, r := range rows {
		questions[i] = RegistryQuestion{RequestNo: d.no, N: int64(i + 1), VersionNo: r.VersionNo, RowKey: r.RowKey, PersonKey: r.PersonKey, Asked: r.Outcome}
		out.ByOutcome[r.Outcome]++
	}
	d.figure("questions", len(rows))
	if err := d.write(ctx, tx, request); err != nil {
		return err
	}
	_, err := d.writeAll(ctx, tx, factsOf(questions), "registry_request_line")
	return err
}

// RegistryRequested is a request that was made before, its workbook as it was.
func (a *App) RegistryRequested(ctx context.Context, number int64) (RegistryAsked, error) {
	var out RegistryAsked
	err := a.store.View(ctx, func(tx Tx) error {
		all, err := tx.RegistryRequests(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(r RequestState) bool { return r.ActNo == number })
		if i < 0 {
			return &NotFound{Kind: "request", ID: strconv.FormatInt(number, 10)}
		}
		r := all[i]
		out = RegistryAsked{Status: ListUnchanged, Request: number, Period: r.Period, Questions: int(r.Questions), SHA256: r.SHA256,
			ByOutcome: map[string]int{}}
		out.Content, err = tx.Blob(ctx, r.SHA256)
		return err
	})
	return out, err
}

// RegistryRequests are all requests, the oldest first.
func (a *App) RegistryRequests(ctx context.Context) ([]RequestState, error) {
	var out []RequestState
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.RegistryRequests(ctx)
		return err
	})
	return out, err
}
