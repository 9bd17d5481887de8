// Package app holds the use cases: what people and the night do with Chitra.
//
// Each use case is one transaction; a bulk one is a load, whose rows nobody
// reads until its last short transaction makes them ready. It owns the order
// of things and the Store interface it needs, and refuses to act for anybody
// who is not named, at a time before the last act, or outside the states that
// payout allows. It decides nothing that a pure room decides.
package app

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/beneficiary/registry"
	"chitra/internal/bank"
	"chitra/internal/journal"
	"chitra/payout/rules"
)

// Chain is the journal chain this process writes.
const chain = journal.Main

// App runs the use cases. All fields are needed unless they say otherwise.
type App struct {
	store   Store
	clock   func() time.Time
	machine func() time.Time
	actor   Actor
	banks   *bank.Dir
	rules   *rules.Book
	formats map[string]bankfile.Format
	policy  registry.Policy
	guards  registry.Guards
	words   Wording
	notify  Progress
	signer  Signer
	carrier Carrier
	atlas   *atlas
	census  *census
	atOnce  int // rows looked at together by a match,
	lot     int // and lines of an answer
	results *portal.Set
}

// Config is what an App is made of.
type Config struct {
	Store Store
	// Clock gives business time; Machine the machine's own. In a practice
	// store they may differ.
	Clock, Machine func() time.Time
	Actor          Actor
	Banks          *bank.Dir
	Rules          *rules.Book
	// Formats by the profile name a paying account carries.
	Formats map[string]bankfile.Format
	Policy  registry.Policy
	// Guards of the registry; the zero value is registry.DefaultGuards.
	Guards registry.Guards
	// Results are the profiles banks' answers are read with; nil stands for those
	// that come with the program.
	Results *portal.Set
	// Words puts a fault into the reader's language.
	Words Wording
	// Progress is told how far bulk work is; nil is silent.
	Progress Progress
	// Signer signs files for the bank; nil signs none.
	Signer Signer
	// Carrier brings files to where banks take them, and encrypts them for those
	// that ask; nil has no way to anywhere.
	Carrier Carrier
}

// Actor is who acts, and how that was proved: "password", "token", "practice".
type Actor struct{ Name, Proof string }

// Wording turns the stable codes of issues into sentences. It lives with the
// commands and pages, since only they know the reader's language.
type Wording interface {
	Issue(code, field, value, proposed string) (message, fix string)
	MarkedHeads() [2]string
	RowResult(taken bool) string
	Field(key string) string
	Labels() Labels
	Treasury() bankfile.TreasuryWords
	// Inquiry are the words of a question to a bank, or to a cash desk; InquiryAsks
	// what is asked of one instruction, by its cause.
	Inquiry(desk bool) bankfile.InquiryWords
	InquiryAsks(cause string, desk bool) string
	// AskBook is a request to the registry's office without its lines; Asks says
	// what is asked where a match had an outcome for some reasons.
	AskBook(h AskHead) registry.AskBook
	Asks(outcome string, reasons []string) string
	SexOf(kept string) string
}

// Progress is told what is being done, how much of how much.
type Progress func(step string, done, total int)

// New makes an App.
func New(c Config) *App {
	if c.Progress == nil {
		c.Progress = func(string, int, int) {}
	}
	if c.Carrier == nil {
		c.Carrier = nowhere{}
	}
	if c.Guards == (registry.Guards{}) {
		c.Guards = registry.DefaultGuards()
	}
	return &App{store: c.Store, clock: c.Clock, machine: c.Machine, actor: c.Actor, banks: c.Banks,
		rules: c.Rules, formats: c.Formats, policy: c.Policy, guards: c.Guards, words: c.Words, notify: c.Progress, signer: c.Signer, carrier: c.Carrier, atlas: &atlas{}, census: &census{},
		atOnce: lookAtOnce, lot: lotLines, results: c.Results}
}

// Errors every use case may return.
var (
	ErrNoActor       = errors.New("no actor named")
	ErrUnknownActor  = errors.New("actor unknown or not active")
	ErrClockSetBack  = errors.New("the clock stands before the last act")
	ErrNotReady      = errors.New("store not initialised")
	ErrNotPermitted  = errors.New("the actor's role does not permit this")
	ErrNothingToRead = errors.New("no such file content")
)

// NotFound is returned when something named does not exist.
type NotFound struct{ Kind, ID string }

func (e *NotFound) Error() string { return fmt.Sprintf("no %s %q", e.Kind, e.ID) }

// Refused is an act that the rules do not allow, with a stable code.
type Refused struct{ Code, Subject, Detail string }

func (e *Refused) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("%s: %s", e.Code, e.Subject)
	}
	return fmt.Sprintf("%s: %s: %s", e.Code, e.Subject, e.Detail)
}

// act is one deed in the making: its number, its time, and what it wrote.
type act struct {
	no      int64
	kind    string
	subject string
	at      time.Time
	figures map[string]string
	folds   map[string]*Fold // by table

	// What the ledger has to know of instructions that move; it looks up what is
	// not here.
	instructions map[string]*Instruction
	payers       map[string]string // paying accounts by batch
	booked       map[string]string // the day the bank booked it, by instruction
}

// stamp is the act's business time as facts carry it.
func (a *act) stamp() string { return journal.Stamp(a.at) }

// figure notes a number the journal shall show.
func (a *act) figure(name string, value any) {
	if a.figures == nil {
		a.figures = map[string]string{}
	}
	a.figures[name] = fmt.Sprint(value)
}

// write inserts facts of one table and remembers that the act wrote there.
func (a *act) write(ctx context.Context, tx Tx, facts ...Fact) error {
	if len(facts) == 0 {
		return nil
	}
	_, err := a.writeAll(ctx, tx, slices.Values(facts), facts[0].Table())
	return err
}

func (a *act) writeAll(ctx context.Context, tx Tx, facts iter.Seq[Fact], table string) (int64, error) {
	fold := a.folds[table]
	if fold == nil {
		fold = &Fold{Rows: journal.NewRowDigest()}
	}
	n, err := tx.Insert(ctx, table, facts, fold)
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", table, err)
	}
	if n > 0 {
		if a.folds == nil {
			a.folds = map[string]*Fold{}
		}
		a.folds[table] = fold
	}
	return n, nil
}

// digest is what the act wrote into a table: folded on the way in where the
// rows came in order, else read back.
func (a *act) digest(ctx context.Context, tx Tx, table string) (journal.TableDigest, error) {
	f := a.folds[table]
	if f.Unsorted {
		return tx.Digest(ctx, table, a.no)
	}
	return journal.TableDigest{Table: table, Rows: f.Rows.Rows(), SHA256: f.Rows.Sum()}, nil
}

// factsOf hands records of one type on as facts.
func factsOf[T Fact](rows []T) iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		for _, r := range rows {
			if !yield(r) {
				return
			}
		}
	}
}

// errNothing ends an act that found nothing to do: the transaction is undone
// and the journal stays as it is.
var errNothing = errors.New("nothing to do")

// orNothing ends an act that has nothing to add, unless something broke.
func orNothing(err error) error {
	if err != nil {
		return err
	}
	return errNothing
}

// do runs fn as one act: one transaction whose last statement is the event.
func (a *App) do(ctx context.Context, kind, subject string, fn func(Tx, *act) error) error {
	err := a.store.Update(ctx, func(tx Tx) error {
		d, err := a.begin(ctx, tx, kind, subject)
		if err != nil {
			return err
		}
		if err := fn(tx, d); err != nil {
			return err
		}
		return a.record(ctx, tx, d)
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", kind, subject, err)
	}
	return nil
}

func (a *App) begin(ctx context.Context, tx Tx, kind, subject string) (*act, error) {
	if err := a.checkActor(ctx, tx, kind); err != nil {
		return nil, err
	}
	return a.beginAs(ctx, tx, kind, subject)
}

// now is business time, as exact as facts carry it.
func (a *App) now() time.Time { return a.clock().UTC().Truncate(time.Millisecond) }

// record writes the event of the act. It is the last statement before commit.
func (a *App) record(ctx context.Context, tx Tx, d *act) error {
	facts := journal.Facts{Figures: d.figures}
	for _, table := range sortedKeys(d.folds) {
		digest, err := d.digest(ctx, tx, table)
		if err != nil {
			return fmt.Errorf("digest %s: %w", table, err)
		}
		facts.Tables = append(facts.Tables, digest)
	}
	head, err := tx.Head(ctx, chain)
	if err != nil {
		return fmt.Errorf("read the journal's head: %w", err)
	}
	if d.at.Before(head.BusinessAt) {
		return fmt.Errorf("%w: %s, last act %s", ErrClockSetBack, journal.Stamp(d.at), journal.Stamp(head.BusinessAt))
	}
	prev := head.Hash
	if head.Seq == 0 {
		prev = journal.Genesis
	}
	e, err := journal.Seal(journal.Event{
		Chain: chain, ActNo: d.no, RecordedUTC: a.machine().UTC().Truncate(time.Millisecond), BusinessAt: d.at,
		Actor: a.actor.Name, Proof: a.actor.Proof, Act: d.kind, Subject: d.subject, Facts: facts,
	}, prev, head.Seq+1)
	if err != nil {
		return err
	}
	return tx.AppendEvent(ctx, e)
}
