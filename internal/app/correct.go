package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"chitra/payout"
	"chitra/payout/settle"
)

// CorrectionTx keeps corrections of results.
type CorrectionTx interface {
	// Corrections are all corrections with who confirmed them, the oldest first.
	Corrections(ctx context.Context) ([]CorrectionState, error)
}

// CorrectionState is a correction and whether it counts.
type CorrectionState struct {
	ResultCorrection
	ConfirmedBy string `db:"confirmed_by"` // "" while it waits
	ConfirmedAt string `db:"confirmed_at"`
	OvertakenBy int64  `db:"overtaken_by" json:"-"` // the newer one that waits in its place, 0 for none
}

// States of what one person proposes and another confirms.
const (
	ProposalWaits     = "proposed"
	ProposalConfirmed = "active"
	ProposalOvertaken = "overtaken" // a newer one stands in its place
)

func proposalState(confirmedBy string, overtakenBy int64) string {
	switch {
	case confirmedBy != "":
		return ProposalConfirmed
	case overtakenBy != 0:
		return ProposalOvertaken
	}
	return ProposalWaits
}

// secondsProposal lets somebody who did not propose it confirm what waits. What was
// confirmed has nothing left to do.
func (a *App) secondsProposal(subject, proposedBy, confirmedBy string, overtakenBy int64) error {
	switch {
	case confirmedBy != "":
		return errNothing
	case proposedBy == a.actor.Name:
		return &Refused{Code: "same_person", Subject: subject}
	case overtakenBy != 0:
		return &Refused{Code: "proposal_replaced", Subject: subject, Detail: strconv.FormatInt(overtakenBy, 10)}
	}
	return nil
}

// State is one of the Proposal states.
func (c CorrectionState) State() string { return proposalState(c.ConfirmedBy, c.OvertakenBy) }

// Correction is a result somebody proposes in the place of a wrong one.
type Correction struct {
	Instruction  string
	To           payout.InstructionState
	Reason       string
	ReasonCode   string // the bank's, where it gave one: "AC04"
	EvidenceName string
	Evidence     []byte
}

// PairedByCorrection is how a result of two people is paired.
const PairedByCorrection = "correction"

// correctionFormat is the format of the result file that a correction makes.
const correctionFormat = "correction"

// ProposeCorrection puts another result forward for an instruction, with its
// evidence. Nothing moves until somebody else confirms it; one of the same
// instruction that waits is overtaken by it, and kept. It is refused where it
// would bring an attempt to life beside a later one: where both are paid that is an
// exception, with recovery, and never a correction.
func (a *App) ProposeCorrection(ctx context.Context, c Correction) (CorrectionState, error) {
	var out CorrectionState
	if err := c.check(); err != nil {
		return out, err
	}
	twice := ""
	err := a.do(ctx, "result.correct", c.Instruction, func(tx Tx, d *act) error {
		i, pay, later, err := corrigible(ctx, tx, c.Instruction)
		if err != nil {
			return err
		}
		if twice = later.Alive; twice != "" && c.To.Alive() {
			return paidTwice(ctx, tx, d, i, later, c)
		}
		twice = ""
		if err := mayCorrect(i, pay, later, c.To); err != nil {
			return err
		}
		all, err := tx.Corrections(ctx)
		if err != nil {
			return err
		}
		out.ResultCorrection = ResultCorrection{ActNo: d.no, BeneficiaryID: i.BeneficiaryID, InstructionID: i.ID, FromState: i.State, ToState: string(c.To),
			Reason: c.Reason, ReasonCode: c.ReasonCode, EvidenceName: c.EvidenceName, ProposedBy: a.actor.Name, RecordedAt: d.stamp()}
		if out.EvidenceSHA256, err = keepBytes(ctx, tx, c.Evidence); err != nil {
			return err
		}
		if x, waits := out.among(all); waits {
			return &Refused{Code: "correction_open", Subject: i.ID, Detail: strconv.FormatInt(x.ActNo, 10)}
		}
		return d.write(ctx, tx, out.ResultCorrection)
	})
	if err == nil && twice != "" {
		err = &Refused{Code: "reissued_meanwhile", Subject: c.Instruction, Detail: twice}
	}
	return out, err
}

// among finds the correction that waits and says the same.
func (c CorrectionState) among(all []CorrectionState) (CorrectionState, bool) {
	for _, x := range all {
		same := x.InstructionID == c.InstructionID && x.FromState == c.FromState && x.ToState == c.ToState && x.ReasonCode == c.ReasonCode &&
			x.Reason == c.Reason && x.EvidenceSHA256 == c.EvidenceSHA256
		if same && x.State() == ProposalWaits {
			return x, true
		}
	}
	return CorrectionState{}, false
}

func (c Correction) check() error {
	switch {
	case c.To != payout.InstructionPaid && c.To != payout.InstructionRejected && c.To != payout.InstructionReturned && c.To != payout.InstructionUnknown:
		return &Refused{Code: "correction_state", Subject: string(c.To)}
	case c.Reason == "":
		return &Refused{Code: "reason_missing", Subject: c.Instruction}
	case len(c.Evidence) == 0:
		return &Refused{Code: "evidence_missing", Subject: c.Instruction}
	}
	return nil
}

func keepBytes(ctx context.Context, tx Tx, content []byte) (sha string, err error) {
	sum := sha256.Sum256(content)
	sha = hex.EncodeToString(sum[:])
	return sha, tx.PutBlob(ctx, sha, content)
}

// corrigible finds an instruction, its payment and what follows it.
func corrigible(ctx context.Context, tx Tx, id string) (i Instruction, pay Payment, later OtherAttempts, err error) {
	found, err := tx.InstructionsByID(ctx, []string{id})
	if err != nil || len(found) == 0 {
		return i, pay, later, orNotFound(err, "instruction", id)
	}
	i = found[0]
	var ok bool
	if pay, ok, err = tx.Payment(ctx, i.PaymentID); err != nil || !ok {
		return i, pay, later, orNotFound(err, "payment", i.PaymentID)
	}
	all, err := otherAttempts(ctx, tx, []string{id})
	return i, pay, all[id], err
}

// mayCorrect refuses what must not be corrected as things stand.
func mayCorrect(i Instruction, pay Payment, later OtherAttempts, to payout.InstructionState) error {
	switch {
	case i.State == string(to) || !payout.CanMoveInstruction(payout.InstructionState(i.State), to):
		return &Refused{Code: "correction_changes_nothing", Subject: i.ID, Detail: i.State}
	case later.Alive != "" && to.Alive():
		return &Refused{Code: "reissued_meanwhile", Subject: i.ID, Detail: later.Alive}
	case pay.State == string(payout.PaymentWaiting) && to.Alive():
		return &Refused{Code: "reissue_waits", Subject: i.ID, Detail: pay.ID}
	case pay.State == string(payout.PaymentHandedBack) && to == payout.InstructionPaid:
		return &Refused{Code: "payment_handed_back", Subject: i.ID, Detail: pay.ID}
	}
	return nil
}

// paidTwice opens the exception of an attempt that is said to live beside a later
// one.
func paidTwice(ctx context.Context, tx Tx, d *act, i Instruction, later OtherAttempts, c Correction) error {
	period := periodOfBatch(i.BatchID)
	amount := i.Amount
	x := Exception{ID: exceptionID(settle.ExceptionReissued, i.ID, string(c.To)), Kind: settle.ExceptionReissued, Period: period, Subject: i.PaymentID,
		Reference: i.ID, Amount: &amount, Detail: c.Reason, ActNo: d.no, OpenedAt: d.stamp()}
	if c.To == payout.InstructionPaid && later.AliveState == string(payout.InstructionPaid) {
		x.Kind = settle.ExceptionPaidTwice
	}
	known, err := tx.ExceptionIDs(ctx, period)
	if err != nil || known[x.ID] {
		return orNothing(err)
	}
	return d.write(ctx, tx, x)
}

// ConfirmCorrection lets a correction count: a result of two people is kept beside
// the bank's, and the instruction and its payment move. Who proposed it may not.
func (a *App) ConfirmCorrection(ctx context.Context, number int64) (CorrectionState, error) {
	var out CorrectionState
	subject := strconv.FormatInt(number, 10)
	err := a.do(ctx, "result.confirm", subject, func(tx Tx, d *act) error {
		all, err := tx.Corrections(ctx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(x CorrectionState) bool { return x.ActNo == number })
		if at < 0 {
			return &NotFound{Kind: "correction", ID: subject}
		}
		out = all[at]
		if err := a.secondsProposal(subject, out.ProposedBy, out.ConfirmedBy, out.OvertakenBy); err != nil {
			return err
		}
		i, pay, later, err := corrigible(ctx, tx, out.InstructionID)
		if err != nil {
			return err
		}
		if i.State != out.FromState {
			return &Refused{Code: "correction_overtaken", Subject: subject, Detail: i.State}
		}
		if err := mayCorrect(i, pay, later, payout.InstructionState(out.ToState)); err != nil {
			return err
		}
		out.ConfirmedBy, out.ConfirmedAt = a.actor.Name, d.stamp()
		return d.correct(ctx, tx, out, i, pay, later)
	})
	return out, err
}

// correct writes the result and moves what follows from it.
func (d *act) correct(ctx context.Context, tx Tx, c CorrectionState, i Instruction, pay Payment, later OtherAttempts) error {
	statement, err := json.Marshal(c)
	if err != nil {
		return err
	}
	sha, err := keepBytes(ctx, tx, statement)
	if err != nil {
		return err
	}
	verdict := map[string]settle.Verdict{string(payout.InstructionPaid): settle.Paid, string(payout.InstructionRejected): settle.Rejected,
		string(payout.InstructionReturned): settle.Returned, string(payout.InstructionUnknown): settle.Unknown}[c.ToState]
	amount := i.Amount
	for _, f := range []Fact{
		ResultCorrectionConsent{CorrectionNo: c.ActNo, ProposedBy: c.ProposedBy, ConfirmedBy: c.ConfirmedBy, RecordedAt: d.stamp(), ActNo: d.no},
		ResultFile{ActNo: d.no, SHA256: sha, FileName: c.EvidenceName, Format: correctionFormat, MessageID: correctionMessage(c.ActNo), Lines: 1,
			Matched: 1, RecordedAt: d.stamp()},
		Result{FileNo: d.no, Line: 1, BeneficiaryID: i.BeneficiaryID, InstructionID: i.ID, PairedBy: PairedByCorrection, Reference: i.ID, Status: "CORRECTION",
			Reasons: c.ReasonCode, Verdict: string(verdict), Amount: &amount, Note: c.Reason},
	} {
		if err := d.write(ctx, tx, f); err != nil {
			return err
		}
	}
	why := c.ReasonCode
	changes := []StateChange{d.change(KindInstruction, i.BeneficiaryID, i.ID, i.State, c.ToState, why, sha)}
	if place := placeAfter(pay.State, later.effective(c.ToState)); place != "" {
		changes = append(changes, d.change(KindPayment, i.BeneficiaryID, i.PaymentID, pay.State, place, why, i.ID))
	}
	if later.Later == 0 { // else the account on record is another attempt's
		account, err := d.spoiled(ctx, tx, i, pay, c)
		if err != nil {
			return err
		}
		changes = append(changes, account...)
	}
	return d.move(ctx, tx, changes)
}

// spoiled fails the account a corrected result of the last attempt speaks against,
// as the bank's own answer would have.
func (d *act) spoiled(ctx context.Context, tx Tx, i Instruction, pay Payment, c CorrectionState) ([]StateChange, error) {
	failed := c.ToState == string(payout.InstructionReturned) || c.ToState == string(payout.InstructionRejected) && settle.Classify(c.ReasonCode).SpoilsAccount()
	if !failed || pay.State == string(payout.PaymentWaiting) {
		return nil, nil
	}
	accounts, err := tx.AccountsOf(ctx, []string{i.BeneficiaryID})
	if err != nil {
		return nil, err
	}
	for _, x := range accounts {
		if x.ID == pay.AccountID && x.State == string(payout.AccountActive) {
			return []StateChange{d.change(KindAccount, i.BeneficiaryID, x.ID, x.State, string(payout.AccountFailed), c.ReasonCode, i.ID)}, nil
		}
	}
	return nil, nil
}

// effective is the state that decides where a payment stands, once one of its
// attempts is in a state: a living attempt's, else the last one's; "" where
// another attempt lives.
func (l OtherAttempts) effective(state string) string {
	switch {
	case payout.InstructionState(state).Alive():
		return state
	case l.Alive != "":
		return ""
	case l.Later == 0:
		return state
	}
	return l.LastState
}

// Corrections are all corrections, the oldest first.
func (a *App) Corrections(ctx context.Context) ([]CorrectionState, error) {
	var out []CorrectionState
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.Corrections(ctx)
		return err
	})
	return out, err
}
