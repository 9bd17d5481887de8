package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"chitra/internal/civil"
	"chitra/payout"
	"chitra/payout/settle"
)

// YearEndTx keeps what goes back to the budget.
type YearEndTx interface {
	// UnpaidOf add up the payments of a year's periods that failed, are unknown, are
	// under way or were handed back, by paying account, programme, month and state.
	// What waits is under way where an attempt went before; what was handed back is
	// so by its slip, wherever it stands since, and what of it the Treasury has
	// (UnpaidReceived) by its receipt; what of the rest the bank says to have paid
	// stands once more, as UnpaidAfterAll.
	UnpaidOf(ctx context.Context, from, to string) ([]UnpaidSum, error)
	// FailedIn are the payments of a year's periods whose last instruction failed and
	// that no confirmed hand-back names: what was handed back is so once, received or
	// not, whatever the bank said of it since.
	FailedIn(ctx context.Context, from, to string) ([]HandbackCandidate, error)
	Handbacks(ctx context.Context) ([]HandbackState, error)
	HandbackLines(ctx context.Context, handback int64) ([]HandbackLine, error)
}

// States of an UnpaidSum that no payment has: what the Treasury received of what
// was handed back, and what it did not because the bank says that it was paid.
const (
	UnpaidReceived = "received"
	UnpaidAfterAll = "paid_after_all"
)

// UnpaidSum is a sum of payments of one state.
type UnpaidSum struct {
	PayerID   string `db:"payer_id"`
	Programme string `db:"programme"`
	Period    string `db:"period"`
	State     string `db:"state"`
	Payments  int    `db:"payments"`
	Amount    int64  `db:"amount"`
}

// HandbackCandidate is a payment that failed, with the instruction that did.
type HandbackCandidate struct {
	HandbackLine
	PayerID string `db:"payer_id"`
	Open    int64  `db:"open_no"` // a proposal that waits with it; 0 for none
}

// HandbackState is a proposal to hand back and whether it counts.
type HandbackState struct {
	Handback
	SlipOn      string `db:"slip_on"` // the day of its slip, else of the proposal
	ConfirmedBy string `db:"confirmed_by"`
	ConfirmedAt string `db:"confirmed_at"`
	OvertakenBy int64  `db:"overtaken_by"` // a newer one with a payment of it, 0 for none
	// What the Treasury's receipt of it says that counts; 0 and "" until then.
	ReceiptNo     int64  `db:"receipt_no"`
	ReceiptNumber string `db:"receipt_number"`
	ReceivedOn    string `db:"received_on"`
	// What of it the bank said since to have paid: paid by now, or unclear.
	AfterAll       int64 `db:"after_all"`
	AfterAllAmount int64 `db:"after_all_amount"`
}

// OnItsWay reports whether two people handed it back, the bank paid not all of it
// and the Treasury has not confirmed it, and for how many days on a day.
func (h HandbackState) OnItsWay(on civil.Date) (days int, ok bool) {
	if h.ConfirmedBy == "" || h.ReceiptNo != 0 || h.AfterAll == h.Payments {
		return 0, false
	}
	since, err := civil.ParseISO(h.SlipOn)
	if err != nil {
		return 0, true
	}
	days, _ = on.DaysSince(since)
	return days, true
}

// State is one of the Proposal states.
func (h HandbackState) State() string { return proposalState(h.ConfirmedBy, h.OvertakenBy) }

// YearEndLine is what of one paying account, programme and month goes back.
type YearEndLine struct {
	Payer, Programme, Period              string
	ToReturn, Unknown, Unfinished, Handed int
	ToReturnAmount, UnknownAmount         int64
	UnfinishedAmount, HandedAmount        int64
	Received                              int // of what was handed back, what the Treasury has
	ReceivedAmount                        int64
	AfterAll                              int // of the rest, what the bank says to have paid
	AfterAllAmount                        int64
}

// OnItsWay is what was handed back, failed for all we know and is not confirmed by
// the Treasury.
func (l YearEndLine) OnItsWay() (payments int, amount int64) {
	return l.Handed - l.Received - l.AfterAll, l.HandedAmount - l.ReceivedAmount - l.AfterAllAmount
}

// YearEndReport is what of a budget year goes back to the Treasury, and by when.
type YearEndReport struct {
	settle.YearEnd
	Practice bool
	Overdue  bool // something is left after its day
	Lines    []YearEndLine
	Total    YearEndLine
	OnItsWay []HandbackState // what the Treasury has not confirmed, the oldest proposal first
	Today    civil.Date
}

// YearEnd adds up what of a year was sent and not paid: failed and neither tried
// again nor handed back, unknown, under way, or handed back.
func (a *App) YearEnd(ctx context.Context, year int) (YearEndReport, error) {
	out := YearEndReport{Today: civil.DateOf(a.now())}
	var err error
	if out.YearEnd, err = settle.YearEndOf(year); err != nil {
		return out, &Refused{Code: "year_unknown", Subject: strconv.Itoa(year)}
	}
	err = a.store.View(ctx, func(tx Tx) error {
		info, err := tx.Info(ctx)
		if err != nil {
			return err
		}
		out.Practice = info.Practice
		from, to := yearOf(year)
		sums, err := tx.UnpaidOf(ctx, from, to)
		if err != nil {
			return fmt.Errorf("add up what was not paid: %w", err)
		}
		for _, s := range sums {
			n := len(out.Lines)
			if n == 0 || out.Lines[n-1].Payer != s.PayerID || out.Lines[n-1].Programme != s.Programme || out.Lines[n-1].Period != s.Period {
				out.Lines = append(out.Lines, YearEndLine{Payer: s.PayerID, Programme: s.Programme, Period: s.Period})
				n++
			}
			out.Lines[n-1].add(s)
			out.Total.add(s)
		}
		slips, err := tx.Handbacks(ctx)
		out.OnItsWay = slices.DeleteFunc(slips, func(h HandbackState) bool {
			_, waits := h.OnItsWay(out.Today)
			return !waits || h.Year != int64(year)
		})
		return err
	})
	out.Overdue = out.Total.ToReturn > 0 && a.now().Format("2006-01-02") > out.ReturnedBy.ISO()
	return out, err
}

func yearOf(year int) (from, to string) {
	return fmt.Sprintf("%04d-01", year), fmt.Sprintf("%04d-12", year)
}

func (l *YearEndLine) add(s UnpaidSum) {
	switch payout.PaymentState(s.State) {
	case payout.PaymentRejected, payout.PaymentReturned:
		l.ToReturn, l.ToReturnAmount = l.ToReturn+s.Payments, l.ToReturnAmount+s.Amount
	case payout.PaymentUnknown:
		l.Unknown, l.UnknownAmount = l.Unknown+s.Payments, l.UnknownAmount+s.Amount
	case payout.PaymentSent, payout.PaymentWaiting: // sent and not answered, or about to be sent again
		l.Unfinished, l.UnfinishedAmount = l.Unfinished+s.Payments, l.UnfinishedAmount+s.Amount
	case payout.PaymentHandedBack:
		l.Handed, l.HandedAmount = l.Handed+s.Payments, l.HandedAmount+s.Amount
	case UnpaidReceived:
		l.Received, l.ReceivedAmount = l.Received+s.Payments, l.ReceivedAmount+s.Amount
	case UnpaidAfterAll:
		l.AfterAll, l.AfterAllAmount = l.AfterAll+s.Payments, l.AfterAllAmount+s.Amount
	}
}

// HandbackRequest says what is handed back: of a year, all that failed, of one
// paying account, or the payments named.
type HandbackRequest struct {
	Year     int
	Payer    string
	Payments []string
	Slip     string     // the Treasury's
	SlipOn   civil.Date // its day; the day of the act where nobody says
	Reason   string
}

// ProposeHandback puts forward that the money of payments that surely failed went
// back to the budget. Nothing moves until somebody else confirms it; one that
// waits with any of the payments is overtaken by it, and kept.
func (a *App) ProposeHandback(ctx context.Context, q HandbackRequest) (HandbackState, error) {
	var out HandbackState
	q.Slip = paperNumber(q.Slip)
	switch {
	case q.Slip == "":
		return out, &Refused{Code: "slip_missing", Subject: strconv.Itoa(q.Year)}
	case q.Reason == "":
		return out, &Refused{Code: "reason_missing", Subject: strconv.Itoa(q.Year)}
	}
	err := a.do(ctx, "payment.handback", strconv.Itoa(q.Year), func(tx Tx, d *act) error {
		switch today := civil.DateOf(d.at); {
		case q.SlipOn.IsZero():
			q.SlipOn = today
		case q.SlipOn.Precision() != civil.Day || q.SlipOn.Compare(today) > 0:
			return &Refused{Code: "slip_day_ahead", Subject: q.Slip, Detail: q.SlipOn.ISO()}
		}
		from, to := yearOf(q.Year)
		all, err := tx.FailedIn(ctx, from, to)
		if err != nil {
			return fmt.Errorf("read what failed: %w", err)
		}
		var lines []HandbackLine
		waiting := map[int64]int64{} // payments by the proposal that waits with them
		for _, x := range all {
			wanted := (q.Payer == "" || q.Payer == x.PayerID) && (len(q.Payments) == 0 || slices.Contains(q.Payments, x.PaymentID))
			if wanted {
				x.HandbackNo = d.no
				waiting[x.Open]++
				lines = append(lines, x.HandbackLine)
				out.Amount += x.Amount
			}
		}
		if len(lines) == 0 || len(q.Payments) > 0 && len(lines) < len(q.Payments) {
			return &Refused{Code: "nothing_to_hand_back", Subject: strconv.Itoa(q.Year)}
		}
		if err := saysAnew(ctx, tx, q, waiting, int64(len(lines))); err != nil {
			return err
		}
		out.Handback = Handback{ActNo: d.no, Year: int64(q.Year), Slip: q.Slip, Reason: q.Reason, Payments: int64(len(lines)), Amount: out.Amount,
			ProposedBy: a.actor.Name, RecordedAt: d.stamp()}
		out.SlipOn = q.SlipOn.ISO()
		d.figure("payments", len(lines))
		d.figure("amount", out.Amount)
		if err := d.write(ctx, tx, out.Handback); err != nil {
			return err
		}
		if err := d.write(ctx, tx, HandbackSlip{HandbackNo: d.no, SlipOn: out.SlipOn, ActNo: d.no}); err != nil {
			return err
		}
		_, err = d.writeAll(ctx, tx, factsOf(lines), "handback_line")
		return err
	})
	return out, err
}

// saysAnew refuses a proposal that one which waits has made already.
func saysAnew(ctx context.Context, tx Tx, q HandbackRequest, waiting map[int64]int64, payments int64) error {
	all, err := tx.Handbacks(ctx)
	if err != nil {
		return err
	}
	for _, h := range all {
		if h.State() == ProposalWaits && waiting[h.ActNo] == payments && h.Payments == payments && paperNumber(h.Slip) == q.Slip && h.SlipOn == q.SlipOn.ISO() &&
			h.Reason == q.Reason {
			return &Refused{Code: "nothing_to_hand_back", Subject: strconv.Itoa(q.Year), Detail: strconv.FormatInt(h.ActNo, 10)}
		}
	}
	return nil
}

// ConfirmHandback moves the payments of a proposal to handed back. Who proposed it
// may not; it is refused whole where a payment no longer stands as it did.
func (a *App) ConfirmHandback(ctx context.Context, number int64) (HandbackState, error) {
	var out HandbackState
	subject := strconv.FormatInt(number, 10)
	err := a.do(ctx, "payment.handback_confirm", subject, func(tx Tx, d *act) error {
		all, err := tx.Handbacks(ctx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(h HandbackState) bool { return h.ActNo == number })
		if at < 0 {
			return &NotFound{Kind: "handback", ID: subject}
		}
		out = all[at]
		if err := a.secondsProposal(subject, out.ProposedBy, out.ConfirmedBy, out.OvertakenBy); err != nil {
			return err
		}
		lines, err := tx.HandbackLines(ctx, number)
		if err != nil {
			return err
		}
		if err := notHandedBack(ctx, tx, all, lines); err != nil {
			return err
		}
		from, to := yearOf(int(out.Year))
		now, err := tx.FailedIn(ctx, from, to)
		if err != nil {
			return err
		}
		changes, err := d.handedBack(out, lines, now)
		if err != nil {
			return err
		}
		out.ConfirmedBy, out.ConfirmedAt = a.actor.Name, d.stamp()
		d.figure("payments", out.Payments)
		d.figure("amount", out.Amount)
		if err := d.write(ctx, tx, HandbackConsent{HandbackNo: number, ProposedBy: out.ProposedBy, ConfirmedBy: out.ConfirmedBy, RecordedAt: d.stamp(),
			ActNo: d.no}); err != nil {
			return err
		}
		return d.move(ctx, tx, changes)
	})
	return out, err
}

// notHandedBack refuses lines of which the instruction stands in a hand-back that
// two people confirmed before.
func notHandedBack(ctx context.Context, tx Tx, all []HandbackState, lines []HandbackLine) error {
	wanted := make(map[string]bool, len(lines))
	for _, l := range lines {
		wanted[l.InstructionID] = true
	}
	for _, h := range all {
		if h.ConfirmedBy == "" {
			continue
		}
		before, err := tx.HandbackLines(ctx, h.ActNo)
		if err != nil {
			return err
		}
		if at := slices.IndexFunc(before, func(l HandbackLine) bool { return wanted[l.InstructionID] }); at >= 0 {
			return &Refused{Code: "handed_back_before", Subject: before[at].PaymentID, Detail: strconv.FormatInt(h.ActNo, 10)}
		}
	}
	return nil
}

func (d *act) handedBack(h HandbackState, lines []HandbackLine, now []HandbackCandidate) ([]StateChange, error) {
	stands := map[string]HandbackLine{}
	for _, x := range now {
		stands[x.PaymentID] = x.HandbackLine
	}
	changes := make([]StateChange, len(lines))
	d.booked = map[string]string{}
	for i, l := range lines {
		d.booked[l.InstructionID] = h.SlipOn // the entry is of the day of the slip
		if x, ok := stands[l.PaymentID]; !ok || x.InstructionID != l.InstructionID || x.State != l.State || x.Amount != l.Amount {
			return nil, &Refused{Code: "handback_overtaken", Subject: l.PaymentID, Detail: strconv.FormatInt(h.ActNo, 10)}
		}
		changes[i] = d.change(KindPayment, l.BeneficiaryID, l.PaymentID, l.State, string(payout.PaymentHandedBack), "", "handback "+strconv.FormatInt(h.ActNo, 10))
	}
	return changes, nil
}

// Handbacks are all proposals to hand back, the oldest first.
func (a *App) Handbacks(ctx context.Context) ([]HandbackState, error) {
	var out []HandbackState
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.Handbacks(ctx)
		return err
	})
	return out, err
}
