package app

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/civil"
)

// ReceiptTx keeps what the Treasury received.
type ReceiptTx interface {
	// Receipts are all receipts with who confirmed them, the oldest first.
	Receipts(ctx context.Context) ([]ReceiptState, error)
	// ReceiptLines are the hand-backs of all receipts, by receipt.
	ReceiptLines(ctx context.Context) ([]TreasuryReceiptLine, error)
	// Withdrawals are all that took a receipt back, or would, the oldest first.
	Withdrawals(ctx context.Context) ([]WithdrawalState, error)
	// GiveBackSince is since when money of the periods' batches stood in give_back
	// at a moment, by batch and paying account.
	GiveBackSince(ctx context.Context, from, to, asOf string) ([]GiveBackSince, error)
	// ReceivedAsOf adds up what the Treasury confirmed by a moment of what was handed
	// back of the periods' batches, by batch and paying account.
	ReceivedAsOf(ctx context.Context, from, to, asOf string) ([]ReceivedSum, error)
}

// ReceivedSum is what of a batch the Treasury has by its receipts.
type ReceivedSum struct {
	BatchID  string `db:"batch_id"`
	PayerID  string `db:"payer_id"`
	Payments int64  `db:"payments"`
	Amount   int64  `db:"amount"`
}

// GiveBackSince is the first day of what of a batch is on its way to the Treasury.
type GiveBackSince struct {
	BatchID string `db:"batch_id"`
	PayerID string `db:"payer_id"`
	Since   string `db:"since"`
}

// ReceiptState is a receipt and whether it counts.
type ReceiptState struct {
	TreasuryReceipt
	ConfirmedBy string  `db:"confirmed_by"`
	ConfirmedAt string  `db:"confirmed_at"`
	OvertakenBy int64   `db:"overtaken_by"` // a newer one with a hand-back of it, 0 for none
	ReplacedBy  int64   `db:"replaced_by"`  // the confirmed one that corrected it, 0 for none
	WithdrawnBy int64   `db:"withdrawn_by"` // by which two people took it back, 0 for none
	Handbacks   []int64 `db:"-"`
}

// States of a receipt that counts no more.
const (
	ProposalReplaced  = "replaced"  // another corrected it
	ProposalWithdrawn = "withdrawn" // the Treasury never had the money
)

// State is one of the Proposal states, ProposalReplaced or ProposalWithdrawn.
func (r ReceiptState) State() string {
	switch {
	case r.ReplacedBy != 0:
		return ProposalReplaced
	case r.WithdrawnBy != 0:
		return ProposalWithdrawn
	}
	return proposalState(r.ConfirmedBy, r.OvertakenBy)
}

// ReceiptRequest says what the Treasury received: by its number and day, the whole
// amount of the hand-backs named, or of those of the receipt it corrects.
type ReceiptRequest struct {
	Handbacks []int64
	Corrects  int64 // a receipt that was wrong, 0 for none
	Number    string
	On        civil.Date
	Amount    int64 // đồng, as the Treasury's slip states it
	Reason    string
}

// ProposeReceipt puts forward that the Treasury received what was handed back.
// Nothing moves until somebody else confirms it; one that waits with any of the
// hand-backs is overtaken by it, and kept.
func (a *App) ProposeReceipt(ctx context.Context, q ReceiptRequest) (ReceiptState, error) {
	var out ReceiptState
	q.Number = paperNumber(q.Number)
	if err := q.check(); err != nil {
		return out, err
	}
	err := a.do(ctx, "payment.receipt", q.Number, func(tx Tx, d *act) error {
		known, err := receiptsOf(ctx, tx)
		if err != nil {
			return err
		}
		if q.Corrects != 0 {
			if q.Handbacks, err = correctable(known, q.Corrects); err != nil {
				return err
			}
		}
		lines, err := q.lines(ctx, tx, d)
		if err != nil {
			return err
		}
		out.TreasuryReceipt = TreasuryReceipt{ActNo: d.no, Number: q.Number, ReceivedOn: q.On.ISO(), Replaces: q.Corrects, Reason: q.Reason,
			ProposedBy: a.actor.Name, RecordedAt: d.stamp()}
		for _, l := range lines {
			out.Payments, out.Amount, out.Handbacks = out.Payments+l.Payments, out.Amount+l.Amount, append(out.Handbacks, l.HandbackNo)
		}
		if out.Amount != q.Amount {
			return &Refused{Code: "receipt_amount_differs", Subject: q.Number, Detail: fmt.Sprintf("%d, %d", q.Amount, out.Amount)}
		}
		if err := out.anew(known); err != nil {
			return err
		}
		d.figure("payments", out.Payments)
		d.figure("amount", out.Amount)
		if err := d.write(ctx, tx, out.TreasuryReceipt); err != nil {
			return err
		}
		_, err = d.writeAll(ctx, tx, factsOf(lines), "treasury_receipt_line")
		return err
	})
	return out, err
}

// paperNumber is the number of a paper as it is kept and compared: blanks around it
// are nothing, and several are one.
func paperNumber(typed string) string { return strings.Join(strings.Fields(typed), " ") }

func (q ReceiptRequest) check() error {
	switch {
	case q.Number == "":
		return &Refused{Code: "receipt_missing", Subject: q.On.ISO()}
	case q.On.Precision() != civil.Day:
		return &Refused{Code: "receipt_day_missing", Subject: q.Number}
	case q.Corrects == 0 && len(q.Handbacks) == 0 || q.Corrects != 0 && len(q.Handbacks) > 0:
		return &Refused{Code: "receipt_of_nothing", Subject: q.Number}
	case q.Corrects != 0 && q.Reason == "":
		return &Refused{Code: "reason_missing", Subject: q.Number}
	}
	return nil
}

// receiptsOf are all receipts, each with its hand-backs.
func receiptsOf(ctx context.Context, tx Tx) ([]ReceiptState, error) {
	all, err := tx.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	lines, err := tx.ReceiptLines(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		i := slices.IndexFunc(all, func(r ReceiptState) bool { return r.ActNo == l.ReceiptNo })
		if i < 0 {
			return nil, fmt.Errorf("receipt %d has lines alone", l.ReceiptNo)
		}
		all[i].Handbacks = append(all[i].Handbacks, l.HandbackNo)
	}
	return all, nil
}

// correctable are the hand-backs of a receipt that counts: a correction is of all
// of them, and so is taking it back.
func correctable(known []ReceiptState, number int64) ([]int64, error) {
	subject := strconv.FormatInt(number, 10)
	i := slices.IndexFunc(known, func(r ReceiptState) bool { return r.ActNo == number })
	switch {
	case i < 0:
		return nil, &NotFound{Kind: "receipt", ID: subject}
	case known[i].ReplacedBy != 0:
		return nil, &Refused{Code: "receipt_replaced", Subject: subject, Detail: strconv.FormatInt(known[i].ReplacedBy, 10)}
	case known[i].WithdrawnBy != 0:
		return nil, &Refused{Code: "receipt_withdrawn", Subject: subject, Detail: strconv.FormatInt(known[i].WithdrawnBy, 10)}
	case known[i].State() != ProposalConfirmed:
		return nil, &Refused{Code: "receipt_not_confirmed", Subject: subject}
	}
	return known[i].Handbacks, nil
}

// lines are the hand-backs asked for: each of two people, not received yet unless
// that is what is corrected, and none by a slip of a later day.
func (q ReceiptRequest) lines(ctx context.Context, tx Tx, d *act) ([]TreasuryReceiptLine, error) {
	all, err := tx.Handbacks(ctx)
	if err != nil {
		return nil, err
	}
	wanted := slices.Compact(slices.Sorted(slices.Values(q.Handbacks)))
	out := make([]TreasuryReceiptLine, len(wanted))
	for n, number := range wanted {
		subject := strconv.FormatInt(number, 10)
		i := slices.IndexFunc(all, func(h HandbackState) bool { return h.ActNo == number })
		if i < 0 {
			return nil, &NotFound{Kind: "handback", ID: subject}
		}
		switch h := all[i]; {
		case h.ConfirmedBy == "":
			return nil, &Refused{Code: "not_handed_back", Subject: subject}
		case h.ReceiptNo != q.Corrects:
			return nil, &Refused{Code: "already_received", Subject: subject, Detail: strconv.FormatInt(h.ReceiptNo, 10)}
		case q.On.ISO() < h.SlipOn:
			return nil, &Refused{Code: "receipt_before_handback", Subject: subject, Detail: h.SlipOn}
		default:
			out[n] = TreasuryReceiptLine{ReceiptNo: d.no, HandbackNo: number, Payments: h.Payments, Amount: h.Amount}
		}
	}
	if q.On.Compare(civil.DateOf(d.at)) > 0 {
		return nil, &Refused{Code: "receipt_day_ahead", Subject: q.Number, Detail: q.On.ISO()}
	}
	return out, nil
}

// anew refuses what a receipt that waits says already, and a number of the same
// year that another one has.
func (r ReceiptState) anew(known []ReceiptState) error {
	number := paperNumber(r.Number)
	for _, x := range known {
		detail := strconv.FormatInt(x.ActNo, 10)
		sameNumber := paperNumber(x.Number) == number
		overlaps := slices.ContainsFunc(x.Handbacks, func(h int64) bool { return slices.Contains(r.Handbacks, h) })
		same := sameNumber && x.ReceivedOn == r.ReceivedOn && x.Reason == r.Reason && x.Replaces == r.Replaces && slices.Equal(x.Handbacks, r.Handbacks)
		switch stands := x.State(); {
		case same && stands == ProposalWaits:
			return &Refused{Code: "receipt_waits", Subject: r.Number, Detail: detail}
		case sameNumber && x.ReceivedOn[:4] == r.ReceivedOn[:4] && stands == ProposalConfirmed && x.ActNo != r.Replaces,
			sameNumber && x.ReceivedOn[:4] == r.ReceivedOn[:4] && stands == ProposalWaits && !overlaps:
			return &Refused{Code: "receipt_number_used", Subject: r.Number, Detail: detail}
		}
	}
	return nil
}

// ConfirmReceipt lets a receipt count: what stood as handed back is the Treasury's
// from the day of its slip on. Who proposed it may not. A correction moves no
// money: the Treasury has it already.
func (a *App) ConfirmReceipt(ctx context.Context, number int64) (ReceiptState, error) {
	var out ReceiptState
	subject := strconv.FormatInt(number, 10)
	err := a.do(ctx, "payment.receipt_confirm", subject, func(tx Tx, d *act) error {
		known, err := receiptsOf(ctx, tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(known, func(r ReceiptState) bool { return r.ActNo == number })
		if at < 0 {
			return &NotFound{Kind: "receipt", ID: subject}
		}
		out = known[at]
		if err := a.secondsProposal(subject, out.ProposedBy, out.ConfirmedBy, out.OvertakenBy); err != nil {
			return err
		}
		on, err := civil.ParseISO(out.ReceivedOn)
		if err != nil {
			return err
		}
		others := slices.Delete(known, at, at+1)
		if i := slices.IndexFunc(others, func(r ReceiptState) bool { return r.ActNo == out.Replaces }); i >= 0 && others[i].WithdrawnBy != 0 {
			_, err = correctable(others, out.Replaces)
			return err
		}
		// As things stand now: a hand-back may have been received by another meanwhile.
		q := ReceiptRequest{Handbacks: out.Handbacks, Corrects: out.Replaces, Number: out.Number, On: on}
		if _, err := q.lines(ctx, tx, d); err != nil {
			return err
		}
		if err := out.anew(others); err != nil {
			return err
		}
		out.ConfirmedBy, out.ConfirmedAt = a.actor.Name, d.stamp()
		return d.receive(ctx, tx, out, others)
	})
	return out, err
}

// receive moves the money of a receipt's hand-backs to the Treasury, and keeps who
// said so, behind the receipts known before.
func (d *act) receive(ctx context.Context, tx Tx, r ReceiptState, known []ReceiptState) error {
	var entries []LedgerEntry
	if r.Replaces == 0 {
		days := map[int64]string{}
		for _, h := range r.Handbacks {
			days[h] = r.ReceivedOn
		}
		var err error
		if entries, err = d.givenBack(ctx, tx, days, true, "receipt "+strconv.FormatInt(r.ActNo, 10)); err != nil {
			return err
		}
	}
	consents := make([]TreasuryReceiptConsent, len(r.Handbacks))
	for i, h := range r.Handbacks {
		consents[i] = TreasuryReceiptConsent{ReceiptNo: r.ActNo, HandbackNo: h, Replaces: receiptBefore(known, h), ProposedBy: r.ProposedBy, ConfirmedBy: r.ConfirmedBy,
			RecordedAt: d.stamp(), ActNo: d.no}
	}
	d.figure("payments", r.Payments)
	d.figure("amount", r.Amount)
	d.figure("entries", len(entries))
	if _, err := d.writeAll(ctx, tx, factsOf(consents), "treasury_receipt_consent"); err != nil {
		return err
	}
	_, err := d.writeAll(ctx, tx, factsOf(entries), "ledger_entry")
	return err
}

// receiptBefore is the newest receipt of a hand-back that two people confirmed,
// whether it counts or was taken back; 0 for none.
func receiptBefore(known []ReceiptState, handback int64) int64 {
	before := int64(0)
	for _, r := range known {
		if r.ConfirmedBy != "" && slices.Contains(r.Handbacks, handback) {
			before = max(before, r.ActNo)
		}
	}
	return before
}

// givenBack are the movements of what failed to the Treasury, which has it now, or
// back from it, where it never did, each of the day of its hand-back. They are the
// only ones without a change of state: the payments stay handed back.
func (d *act) givenBack(ctx context.Context, tx Tx, handbacks map[int64]string, has bool, cause string) ([]LedgerEntry, error) {
	b := bookkeeping{act: d, tx: tx, looked: map[string]bool{}, given: map[string]string{}, has: has}
	d.booked = map[string]string{}
	for _, h := range slices.Sorted(maps.Keys(handbacks)) {
		lines, err := tx.HandbackLines(ctx, h)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			b.given[l.InstructionID], d.booked[l.InstructionID] = cause, handbacks[h]
			b.look(l.BeneficiaryID, l.PaymentID)
		}
	}
	if err := b.payments(ctx, nil); err != nil {
		return nil, err
	}
	slices.SortFunc(b.out, func(x, y LedgerEntry) int {
		return cmp.Or(cmp.Compare(x.BeneficiaryID, y.BeneficiaryID), cmp.Compare(x.InstructionID, y.InstructionID))
	})
	return b.out, nil
}

// Receipts are all receipts, the oldest first.
func (a *App) Receipts(ctx context.Context) ([]ReceiptState, error) {
	var out []ReceiptState
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = receiptsOf(ctx, tx)
		return err
	})
	return out, err
}
