package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Who says what a result says.
const (
	AnswerOfBank       = "bank"
	AnswerOfCorrection = "correction" // two people, with evidence, against what the bank said
	AnswerOfPeople     = "pairing"    // two people, of a bank's line that named nothing of ours
)

// attachPeople says of results that people brought about who they were. A line
// that people paired is shown as the bank wrote it: in its file, on its line.
func (l *Lineage) attachPeople(ctx context.Context, tx Tx) error {
	var corrections []CorrectionState
	for i := range l.Attempts {
		for j := range l.Attempts[i].Answers {
			x := &l.Attempts[i].Answers[j]
			var err error
			switch x.PairedBy {
			case PairedByCorrection:
				if corrections == nil {
					corrections, err = tx.Corrections(ctx)
				}
				x.corrected(corrections)
			case pairedByPerson:
				err = x.paired(ctx, tx)
			}
			if err != nil {
				return fmt.Errorf("who said result %s: %w", resultFact(x.FileNo, x.Line), err)
			}
		}
	}
	return nil
}

// corrected finds the correction a result was made of.
func (x *AnswerView) corrected(all []CorrectionState) {
	x.SaidBy = AnswerOfCorrection
	for _, c := range all {
		if x.File.MessageID == correctionMessage(c.ActNo) {
			x.ProposedBy, x.ConfirmedBy = c.ProposedBy, c.ConfirmedBy
		}
	}
}

// correctionMessage names a correction as answers are named.
func correctionMessage(no int64) string { return fmt.Sprintf("correction-%d", no) }

// paired finds the bank's line behind a result, and the two people.
func (x *AnswerView) paired(ctx context.Context, tx Tx) error {
	x.SaidBy = AnswerOfPeople
	f, n, _ := strings.Cut(x.Reference, ":")
	file, errFile := strconv.ParseInt(f, 10, 64)
	line, errLine := strconv.ParseInt(n, 10, 64)
	if errFile != nil || errLine != nil {
		return nil // not a line's name: nothing more is known
	}
	consents, err := tx.PairConsents(ctx, file, line)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(consents, func(c PairConsent) bool { return c.ActNo == x.FileNo }); i >= 0 {
		x.ProposedBy, x.ConfirmedBy = consents[i].ProposedBy, consents[i].ConfirmedBy
	}
	known, err := tx.ResultFilesByNo(ctx, []int64{file})
	for _, k := range known {
		x.File, x.Line = k, line
	}
	return err
}
