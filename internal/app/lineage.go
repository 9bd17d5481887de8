package app

import (
	"context"
	"fmt"

	"chitra/internal/civil"
)

// LineageTx reads a payment's whole way.
type LineageTx interface {
	// PaymentAttempts are all instructions of a payment, the first attempt first.
	PaymentAttempts(ctx context.Context, beneficiary, payment string) ([]Instruction, error)
	// DueLinesOf are the entitlement lines of a payment.
	DueLinesOf(ctx context.Context, beneficiary, payment string) ([]Entitlement, error)
	// ChangesOf are all changes of some things of a beneficiary, in order.
	ChangesOf(ctx context.Context, beneficiary string, subjects []string) ([]StateChange, error)
	// ReissuesOf are the further attempts of a payment, in order.
	ReissuesOf(ctx context.Context, beneficiary, payment string) ([]Reissue, error)
	// FilesByID finds transfer files.
	FilesByID(ctx context.Context, ids []string) ([]BankFile, error)
	// ResultFilesByNo finds the answers with these numbers.
	ResultFilesByNo(ctx context.Context, numbers []int64) ([]ResultFile, error)
	// ExceptionsOn are the exceptions about a payment or its instructions.
	ExceptionsOn(ctx context.Context, payment string, references []string) ([]Exception, error)
	// PaymentsOfPerson are a beneficiary's payments of a period.
	PaymentsOfPerson(ctx context.Context, beneficiary, period string) ([]Payment, error)
}

// Lineage is the way of a payment from what is due to every attempt to pay it.
type Lineage struct {
	Payment
	Lines      []Entitlement
	Changes    []StateChange // of the payment
	Attempts   []AttemptView
	Exceptions []Exception
}

// AttemptView is one attempt: where it went, in which file, why it was allowed,
// what the bank said of it and how its state moved.
type AttemptView struct {
	Instruction
	File    BankFile
	Rests   *Reissue // what a further attempt rests on
	Answers []AnswerView
	Changes []StateChange
}

// AnswerView is what was said of an attempt, and where it stands: a bank's line in
// its file, or what people said, with the two of them.
type AnswerView struct {
	Result
	File                    ResultFile
	At                      string // when it was recorded
	SaidBy                  string // bank, correction, pairing
	ProposedBy, ConfirmedBy string // of what people said
}

// ShowPayment shows payments by a payment's identifier, the reference of one of
// its instructions, or a beneficiary's with a period.
func (a *App) ShowPayment(ctx context.Context, id string, period civil.Month) ([]Lineage, error) {
	var out []Lineage
	err := a.store.View(ctx, func(tx Tx) error {
		payments, err := paymentsNamed(ctx, tx, id, period)
		if err != nil {
			return err
		}
		for _, p := range payments {
			l, err := lineage(ctx, tx, p)
			if err != nil {
				return fmt.Errorf("payment %s: %w", p.ID, err)
			}
			out = append(out, l)
		}
		return nil
	})
	return out, err
}

func paymentsNamed(ctx context.Context, tx Tx, id string, period civil.Month) ([]Payment, error) {
	if !period.IsZero() {
		payments, err := tx.PaymentsOfPerson(ctx, id, period.String())
		if err != nil || len(payments) == 0 {
			return nil, orNotFound(err, "payment", id+" "+period.String())
		}
		return payments, nil
	}
	p, ok, err := tx.Payment(ctx, id)
	if err != nil || ok {
		return []Payment{p}, err
	}
	found, err := tx.InstructionsByID(ctx, []string{id})
	if err != nil || len(found) == 0 {
		return nil, orNotFound(err, "payment", id)
	}
	return tx.PaymentsByID(ctx, []string{found[0].BeneficiaryID}, []string{found[0].PaymentID})
}

func lineage(ctx context.Context, tx Tx, p Payment) (l Lineage, err error) {
	l.Payment = p
	if l.Lines, err = tx.DueLinesOf(ctx, p.BeneficiaryID, p.ID); err != nil {
		return l, err
	}
	attempts, err := tx.PaymentAttempts(ctx, p.BeneficiaryID, p.ID)
	if err != nil {
		return l, err
	}
	subjects, files := []string{p.ID}, []string{}
	for _, i := range attempts {
		l.Attempts = append(l.Attempts, AttemptView{Instruction: i})
		subjects, files = append(subjects, i.ID), append(files, i.FileID)
	}
	if err := l.attachChanges(ctx, tx, subjects); err != nil {
		return l, err
	}
	if err := l.attachFiles(ctx, tx, files); err != nil {
		return l, err
	}
	if err := l.attachAnswers(ctx, tx, subjects[1:]); err != nil {
		return l, err
	}
	l.Exceptions, err = tx.ExceptionsOn(ctx, p.ID, subjects[1:])
	return l, err
}

func (l *Lineage) attachChanges(ctx context.Context, tx Tx, subjects []string) error {
	changes, err := tx.ChangesOf(ctx, l.BeneficiaryID, subjects)
	if err != nil {
		return err
	}
	for _, c := range changes {
		if c.Subject == l.ID {
			l.Changes = append(l.Changes, c)
		}
		for i := range l.Attempts {
			if l.Attempts[i].ID == c.Subject {
				l.Attempts[i].Changes = append(l.Attempts[i].Changes, c)
			}
		}
	}
	rests, err := tx.ReissuesOf(ctx, l.BeneficiaryID, l.ID)
	for _, r := range rests {
		for i := range l.Attempts {
			if x := &l.Attempts[i]; x.Attempt == r.Attempt && x.BatchID == r.BatchID {
				x.Rests = &r
			}
		}
	}
	return err
}

func (l *Lineage) attachFiles(ctx context.Context, tx Tx, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	files, err := tx.FilesByID(ctx, ids)
	for _, f := range files {
		for i := range l.Attempts {
			if l.Attempts[i].FileID == f.ID {
				l.Attempts[i].File = f
			}
		}
	}
	return err
}

func (l *Lineage) attachAnswers(ctx context.Context, tx Tx, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	results, err := tx.ResultsOf(ctx, ids)
	if err != nil {
		return err
	}
	numbers := make([]int64, len(results))
	for i, r := range results {
		numbers[i] = r.FileNo
	}
	known, err := tx.ResultFilesByNo(ctx, numbers)
	if err != nil {
		return err
	}
	files := map[int64]ResultFile{}
	for _, f := range known {
		files[f.ActNo] = f
	}
	for _, r := range results {
		for i := range l.Attempts {
			if l.Attempts[i].ID == r.InstructionID {
				l.Attempts[i].Answers = append(l.Attempts[i].Answers, AnswerView{Result: r, File: files[r.FileNo], At: files[r.FileNo].RecordedAt,
					SaidBy: AnswerOfBank})
			}
		}
	}
	return l.attachPeople(ctx, tx)
}
