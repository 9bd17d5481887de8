package app

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/payout"
	"chitra/payout/settle"
)

// ReissueRequest asks for further attempts of what failed.
type ReissueRequest struct {
	Programme payout.Programme
	Period    civil.Month
	PayOn     civil.Date // zero: the next working day
	// Payments names some; none means all. One whose reissue a person took out is
	// tried again only when it is named.
	Payments []string
}

// NotReissued is a payment that was not paid and gets no new instruction, and why.
type NotReissued struct {
	Payment, Beneficiary string
	Reference            string // the last instruction
	State                string
	Class                string // of the bank's reason, "" where it is not known to have failed
	Reason               string // the bank's
	Why                  string // settle.NotReissued or payout.HoldReason
	Amount               int64
}

// ReissueSummary is what a build of further attempts came to.
type ReissueSummary struct {
	Batches     []BuiltBatch
	TakenOut    int // reissues of drafts that no longer stand as they were made
	NotReissued map[string]int
	Amount      int64 // of those not reissued
	List        []NotReissued
}

// Reissue puts payments whose last instruction surely failed into new drafts, each
// for one more attempt, once what failed was corrected. The unknown, the dead, the
// blocked, the cancelled and the handed back never are. A draft that no longer stands as it was
// made is mended first.
func (a *App) Reissue(ctx context.Context, q ReissueRequest) (ReissueSummary, error) {
	first, err := a.reissueOnce(ctx, q)
	if err != nil || first.TakenOut == 0 {
		return first, err
	}
	again, err := a.reissueOnce(ctx, q)
	again.TakenOut += first.TakenOut
	return again, err
}

func (a *App) reissueOnce(ctx context.Context, q ReissueRequest) (ReissueSummary, error) {
	var sum ReissueSummary
	err := a.do(ctx, "reissue.build", fmt.Sprintf("%s/%s", q.Programme, q.Period), func(tx Tx, d *act) error {
		named := !q.PayOn.IsZero()
		if !named {
			q.PayOn = civil.NextWorkingDay(civil.DateOf(d.at), isHoliday)
		}
		b, err := a.newBuilder(ctx, tx, d, BuildRequest{Programme: q.Programme, Period: q.Period, PayOn: q.PayOn}, nil)
		if err != nil {
			return err
		}
		b.dayNamed, b.again = named, true
		r := &reissuer{builder: b, named: q.Payments, files: map[string]map[string]bankfile.Line{}}
		if err := r.plan(ctx); err != nil {
			return err
		}
		sum = r.summary()
		d.figure("reissued", len(b.reissued))
		d.figure("taken out", len(b.out.changes))
		return b.write(ctx, func(yield func(made, error) bool) { yield(b.handOver(), nil) })
	})
	return sum, err
}

// reissuer looks at what failed with a builder's eyes.
type reissuer struct {
	*builder
	named     []string
	activated map[string]int64                    // since which act an account is on record
	reasons   map[string][]string                 // the bank's, by instruction
	doubted   map[string]bool                     // payments of which an attempt before the last one may have been paid
	files     map[string]map[string]bankfile.Line // what files said, by reference
	list      []NotReissued
}

func (r *reissuer) plan(ctx context.Context) error {
	failed, err := r.tx.FailedPayments(ctx, string(r.request.Programme), r.request.Period.String())
	if err != nil {
		return fmt.Errorf("read what failed: %w", err)
	}
	if len(r.named) > 0 {
		failed = slices.DeleteFunc(failed, func(x FailedPayment) bool { return !slices.Contains(r.named, x.ID) })
	}
	if err := r.learn(ctx, failed); err != nil {
		return err
	}
	if err := r.doubt(ctx, failed); err != nil {
		return err
	}
	if err := r.reconsiderDrafts(); err != nil {
		return err
	}
	for _, x := range failed {
		if x.State == string(payout.PaymentWaiting) || x.State == string(payout.PaymentHandedBack) {
			continue
		}
		if err := r.consider(ctx, x); err != nil {
			return fmt.Errorf("payment %s: %w", x.ID, err)
		}
	}
	return nil
}

// learn reads what the banks said, and since when accounts are on record.
func (r *reissuer) learn(ctx context.Context, failed []FailedPayment) error {
	r.activated, r.reasons = map[string]int64{}, map[string][]string{}
	for _, chunk := range indexedChunks(failed, lookAtOnce) {
		ids, owners := make([]string, len(chunk)), make([]string, len(chunk))
		for i, x := range chunk {
			ids[i], owners[i] = x.InstructionID, x.BeneficiaryID
		}
		results, err := r.tx.ResultsOf(ctx, ids)
		if err != nil {
			return fmt.Errorf("read results: %w", err)
		}
		for id, reasons := range failureReasons(results) {
			r.reasons[id] = reasons
		}
		active, err := r.tx.ActivatedAt(ctx, owners)
		if err != nil {
			return fmt.Errorf("read accounts: %w", err)
		}
		for _, x := range active {
			r.activated[x.AccountID] = x.ActNo
		}
	}
	return nil
}

// doubt finds the payments of which an earlier attempt was said to be paid while a
// later one was under way. That the later one failed does not settle it: people do.
func (r *reissuer) doubt(ctx context.Context, failed []FailedPayment) error {
	r.doubted = map[string]bool{}
	if !slices.ContainsFunc(failed, func(x FailedPayment) bool { return x.Attempt > 1 }) {
		return nil
	}
	cases, err := casesOf(ctx, r.tx, r.request.Period, r.request.Period, r.act.at)
	if err != nil {
		return err
	}
	for _, x := range cases {
		if x.Kind == settle.ExceptionReissued && x.State != ExceptionClosed {
			r.doubted[x.Subject] = true
		}
	}
	return nil
}

// failureReasons are the reasons of the answers that refused or sent back, by
// instruction. A correction stands for everything before it.
func failureReasons(results []Result) map[string][]string {
	out := map[string][]string{}
	for _, x := range results {
		switch settle.Verdict(x.Verdict) {
		case settle.Rejected, settle.RejectedDebited, settle.Returned:
			out[x.InstructionID] = append(out[x.InstructionID], x.Reasons)
		}
	}
	return out
}

func (x FailedPayment) failure(reasons []string) settle.Failure {
	return settle.Failure{State: payout.InstructionState(x.Ended), Reasons: reasons}
}

// consider reissues one payment, or notes why not.
func (r *reissuer) consider(ctx context.Context, x FailedPayment) error {
	f := x.failure(r.reasons[x.InstructionID])
	e, why, err := r.judge(ctx, x, f)
	if err != nil {
		return err
	}
	if why != "" {
		class := ""
		if why != string(settle.NotUnknown) {
			class = string(f.Class())
		}
		r.list = append(r.list, NotReissued{Payment: x.ID, Beneficiary: x.BeneficiaryID, Reference: x.InstructionID, State: x.State, Class: class,
			Reason: strings.Join(r.reasons[x.InstructionID], " "), Why: why, Amount: x.Amount})
		return nil
	}
	now := x.Payment
	now.AccountID, now.PayerID = e.account.Use.ID, e.payment.Payer
	now.BatchID = r.draft(now.PayerID)
	r.count(now.PayerID, now.Amount)
	r.assigned = append(r.assigned, now)
	r.reissued = append(r.reissued, Reissue{BeneficiaryID: x.BeneficiaryID, PaymentID: x.ID, Attempt: x.Attempt + 1, BatchID: now.BatchID,
		AccountID: now.AccountID, PreviousID: x.InstructionID, PreviousBatch: x.BatchID, PreviousAccount: x.AccountID, PreviousPayer: x.PayerID,
		Reasons: x.EndedWhy, Class: string(f.Class()), Remedy: string(f.Remedy()), RecordedAt: r.act.stamp(), ActNo: r.act.no})
	r.changes = append(r.changes, r.act.change(KindPayment, x.BeneficiaryID, x.ID, x.State, string(payout.PaymentWaiting), toDeskFor(now), x.InstructionID))
	return nil
}

// judge works out what the payment is due as things stand today, and says what
// speaks against another attempt; "" for nothing.
func (r *reissuer) judge(ctx context.Context, x FailedPayment, f settle.Failure) (e entitled, why string, err error) {
	if x.State == string(payout.PaymentUnknown) || r.doubted[x.ID] { // an earlier attempt may be alive
		return e, string(settle.NotUnknown), nil
	}
	if x.HandedBack == 1 { // the Treasury has its money, or is to have it
		return e, string(settle.NotHandedBack), nil
	}
	if not := f.Forbidden(); not != "" {
		return e, string(not), nil
	}
	if x.MovedBy == takenOutPrefix+string(payout.HoldWithdrawn) && len(r.named) == 0 {
		return e, string(settle.NotTakenOut), nil
	}
	claims := r.claims[x.BeneficiaryID]
	if len(claims) == 0 {
		return e, string(settle.NotRowGone), nil
	}
	if e, err = r.due(x.BeneficiaryID, claims, true); err != nil {
		return e, "", err
	}
	r.keepAccount(e)
	remedy := f.Remedy()
	switch {
	case e.payment.Amount.Minor() != x.Amount || e.payment.Category != x.Category:
		return e, string(settle.NotRowChanged), nil
	case e.hold == payout.HoldAccountFailed:
		return e, string(remedy.Uncorrected()), nil
	case e.hold != "":
		return e, string(e.hold), nil
	}
	mended, err := r.mended(ctx, x, e, remedy)
	if err == nil && !mended {
		why = string(remedy.Uncorrected())
	}
	return e, why, err
}

// mended reports whether what failed was put right since.
func (r *reissuer) mended(ctx context.Context, x FailedPayment, e entitled, remedy settle.Remedy) (bool, error) {
	use := e.account.Use
	anew := use.ID != x.AccountID || e.account.Adopt || r.activated[use.ID] > x.EndedAct
	switch remedy {
	case settle.RemedyAccount, settle.RemedyName:
		return anew, nil
	case settle.RemedyBankCode:
		if anew {
			return true, nil
		}
		return r.bankFixed(ctx, x)
	}
	return true, nil
}

// bankFixed reports whether a file made today would say another bank than the one
// that was refused.
func (r *reissuer) bankFixed(ctx context.Context, x FailedPayment) (bool, error) {
	format, ok := r.formats[x.PayerID]
	if !ok {
		return false, nil
	}
	said, err := r.saidBefore(ctx, x, format)
	if err != nil {
		return false, err
	}
	before, ok := said[x.InstructionID]
	if !ok {
		return false, nil
	}
	now, _, err := r.app.bankLine(format, r.payers[x.PayerID].BIN, lineOf{amount: amountOf(&x.Amount), id: x.InstructionID, uetr: x.SentUETR, text: x.SentText,
		account: Account{BIN: x.SentBIN, Number: x.SentAccount, Holder: x.SentHolder}, programme: x.Programme, period: x.Period})
	if err != nil {
		return false, err
	}
	return now.BIN != before.BIN || now.BIC != before.BIC || now.BankDisplay != before.BankDisplay, nil
}

// saidBefore are the lines of the file an instruction left in; none where the
// form in force no longer reads it.
func (r *reissuer) saidBefore(ctx context.Context, x FailedPayment, format bankfile.Format) (map[string]bankfile.Line, error) {
	if known, ok := r.files[x.FileID]; ok {
		return known, nil
	}
	files, err := r.tx.FilesOf(ctx, x.BatchID)
	if err != nil {
		return nil, err
	}
	said := map[string]bankfile.Line{}
	for _, f := range files {
		if f.ID != x.FileID || f.Format != format.Name() {
			continue
		}
		content, err := r.tx.Blob(ctx, f.SHA256)
		if err != nil {
			return nil, fmt.Errorf("read file %s: %w", f.ID, err)
		}
		_, lines := format.Read(bytes.NewReader(content), int64(len(content)))
		for l, err := range lines {
			if err != nil {
				said = nil
				break
			}
			said[l.EndToEndID] = l
		}
	}
	r.files[x.FileID] = said
	return said, nil
}

func (r *reissuer) summary() ReissueSummary {
	sum := ReissueSummary{Batches: r.builder.summary().Batches, TakenOut: len(r.out.changes), NotReissued: map[string]int{}, List: r.list}
	for _, x := range r.list {
		sum.NotReissued[x.Why]++
		sum.Amount += x.Amount
	}
	return sum
}
