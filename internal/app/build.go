package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/payout"
)

// BuildRequest asks for drafts of a programme's period.
type BuildRequest struct {
	Programme payout.Programme
	Period    civil.Month
	PayOn     civil.Date // zero: the next working day
}

// BuiltBatch is what a build put into one draft.
type BuiltBatch struct {
	Batch    string
	Payer    string
	Payments int
	Amount   int64
}

// BuildSummary is what a build came to: its drafts, and what is held and why.
type BuildSummary struct {
	Batches    []BuiltBatch
	Held       map[string]int
	HeldAmount int64
	Void       int
	Exceptions int
}

// Build works out what every matched row of a period is due and puts what may
// be paid into one draft a paying account. What may not be paid is held with
// its reason. Run again it adds only what is not yet in a batch.
func (a *App) Build(ctx context.Context, q BuildRequest) (BuildSummary, error) {
	return a.buildFrom(ctx, q, a.lookAhead(ctx, q))
}

func (a *App) buildFrom(ctx context.Context, q BuildRequest, ahead *buildLook) (BuildSummary, error) {
	var sum BuildSummary
	err := a.do(ctx, "batch.build", fmt.Sprintf("%s/%s", q.Programme, q.Period), func(tx Tx, d *act) error {
		named := !q.PayOn.IsZero()
		if !named {
			q.PayOn = civil.NextWorkingDay(civil.DateOf(d.at), isHoliday)
		}
		b, err := a.newBuilder(ctx, tx, d, q, ahead)
		if err != nil {
			return err
		}
		b.dayNamed = named
		err = b.write(ctx, b.plan)
		sum = b.summary() // also where nothing is new
		return err
	})
	return sum, err
}

// isHoliday names the public holidays that fall on the same day every year.
// The lunar ones are decided year by year and are left to --pay-on.
func isHoliday(d civil.Date) bool {
	switch [2]int{d.Month(), d.Day()} {
	case [2]int{1, 1}, [2]int{4, 30}, [2]int{5, 1}, [2]int{9, 2}:
		return true
	}
	return false
}

// builder makes the drafts of one programme and period.
type builder struct {
	app      *App
	tx       Tx
	act      *act
	request  BuildRequest
	claims   map[string][]Claim // by beneficiary
	existing map[string][]Payment
	numbers  map[string]int64
	batches  []Batch
	drafts   map[string]*BuiltBatch // by payer
	payers   map[string]payout.Payer
	formats  map[string]bankfile.Format // by payer
	routes   []payout.Route
	desks    []payout.Route    // to cash desks
	numbered map[string]string // identity numbers of whom a desk could pay; none where there is none
	accounts accountBook

	made       // since it was last handed over
	held       map[string]int
	heldAmount int64
	void       int
	opened     int // exceptions

	knownExceptions map[string]bool
	stale           map[string]bool // payments of drafts whose row changed, by id
	intended        map[string]bool // batches whose files are intended or released
	dayNamed        bool            // the pay day was asked for

	ready     map[string]workedOut // of the lot under way, by beneficiary
	suspended map[string]bool
	again     bool            // drafts are of further attempts
	againIn   map[string]bool // batches of further attempts
	out       *outTaker       // further attempts that no longer stand
}

// Claim is a taken row in force with what it claims, and whom its newest match
// names; Run is 0 while nobody has looked at it. Amounts are đồng; nil means that
// the list does not say.
type Claim struct {
	Programme     string `db:"programme"`
	PersonKey     string `db:"person_key"`
	Number        string `db:"number" sealed:"identity"` // on the list
	Run           int64  `db:"run_no"`
	Outcome       string `db:"outcome"`
	DecisionNo    int64  `db:"decision_no"`
	VersionNo     int64  `db:"version_no"`
	RowKey        string `db:"row_key"`
	Commune       string `db:"commune"`
	Category      string `db:"category"`
	Coefficient   string `db:"coefficient"`
	Rate          *int64 `db:"rate_amount"`
	Arrears       *int64 `db:"arrears_amount"`
	Recovery      *int64 `db:"recovery_amount"`
	Total         *int64 `db:"total_amount"`
	Account       string `db:"account" sealed:"account"`
	AccountText   string `db:"account_text" sealed:"text"`
	BankBIN       string `db:"bank_bin"`
	Holder        string `db:"holder"`
	Relation      string `db:"relation"`
	Action        string `db:"action"`
	Due           int64  `db:"due"`
	Hold          string `db:"hold"`
	BeneficiaryID string `db:"beneficiary_id"`
	PayeeName     string `db:"payee_name"`
	DateOfBirth   string `db:"date_of_birth"`
}

func (a *App) newBuilder(ctx context.Context, tx Tx, d *act, q BuildRequest, ahead *buildLook) (*builder, error) {
	b := &builder{app: a, tx: tx, act: d, request: q, existing: map[string][]Payment{},
		drafts: map[string]*BuiltBatch{}, held: map[string]int{}, stale: map[string]bool{}, intended: map[string]bool{}}
	programme, period := string(q.Programme), q.Period.String()
	look, err := a.lookNow(ctx, tx, q, ahead)
	if err != nil {
		return nil, err
	}
	if b.batches, err = tx.BatchesOf(ctx, programme, period); err != nil {
		return nil, fmt.Errorf("read batches: %w", err)
	}
	if err := b.lookAtBatches(ctx); err != nil {
		return nil, err
	}
	if err := b.lookAtReissues(ctx); err != nil {
		return nil, err
	}
	if b.payers, b.routes, err = payersInForce(ctx, tx); err != nil {
		return nil, err
	}
	b.routes, b.desks = routesApart(b.payers, b.routes)
	if b.formats, err = a.payerFormats(ctx, tx, b.payers); err != nil {
		return nil, err
	}
	if b.knownExceptions, err = tx.ExceptionIDs(ctx, period); err != nil {
		return nil, fmt.Errorf("read exceptions: %w", err)
	}
	if err := b.gather(look); err != nil || len(b.desks) == 0 {
		return b, err
	}
	may := slices.DeleteFunc(sortedKeys(b.claims), func(id string) bool { return !b.mayNeedDesk(id) })
	b.numbered, err = numbersOf(ctx, tx, may)
	return b, err
}

// lookAtBatches notes what of the drafts no longer is as its list says, and
// which batches are past the point at which a payment may still be taken out.
func (b *builder) lookAtBatches(ctx context.Context) error {
	for _, x := range b.batches {
		files, err := b.tx.FilesOf(ctx, x.ID)
		if err != nil {
			return fmt.Errorf("read files of %s: %w", x.ID, err)
		}
		b.intended[x.ID] = len(files) > 0
		if x.State != string(payout.BatchDraft) {
			continue
		}
		stale, err := b.tx.Stale(ctx, x.ID)
		if err != nil {
			return fmt.Errorf("look at draft %s: %w", x.ID, err)
		}
		for _, p := range stale {
			b.stale[p.ID] = true
		}
	}
	return nil
}

// lookAtReissues notes which batches hold further attempts, and whose, and who is
// suspended.
func (b *builder) lookAtReissues(ctx context.Context) error {
	ids, err := b.tx.ReissueBatches(ctx, string(b.request.Programme), b.request.Period.String())
	if err != nil {
		return fmt.Errorf("read further attempts: %w", err)
	}
	suspended, err := b.tx.SuspendedOf(ctx, string(b.request.Programme))
	if err != nil {
		return fmt.Errorf("read suspensions: %w", err)
	}
	b.suspended = map[string]bool{}
	for _, id := range suspended {
		b.suspended[id] = true
	}
	b.againIn = map[string]bool{}
	for _, id := range ids {
		b.againIn[id] = true
	}
	in, err := reissuesIn(ctx, b.tx, ids...)
	b.out = &outTaker{act: b.act, reissues: in}
	return err
}

// gather takes what was read of the rows in force. It refuses to build while one
// has not been looked at as things stand now: a list taken in since may show that
// a number stands on two rows.
func (b *builder) gather(l *buildLook) error {
	if l.unmatched > 0 {
		return &Refused{Code: "match_first", Subject: b.request.Period.String(), Detail: fmt.Sprint(l.unmatched)}
	}
	for _, p := range l.payments {
		b.existing[p.BeneficiaryID] = append(b.existing[p.BeneficiaryID], p)
	}
	b.claims, b.accounts, b.numbers = l.claims, l.accounts, l.numbers
	return nil
}

// plan goes through everybody who claims or already has a payment, in the
// order of their identifiers, so that a draft is the same however it came about.
// What was made of a lot of them is handed over before the next is looked at.
func (b *builder) plan(yield func(made, error) bool) {
	seen := map[string]bool{}
	var everybody []string
	for id := range b.claims {
		seen[id] = true
		everybody = append(everybody, id)
	}
	for id := range b.existing {
		if !seen[id] {
			everybody = append(everybody, id)
		}
	}
	slices.Sort(everybody)
	for lot := range slices.Chunk(everybody, b.app.atOnce) {
		if m, err := b.planLot(lot); !yield(m, err) || err != nil {
			return
		}
	}
}

func (b *builder) planLot(lot []string) (made, error) {
	b.workOutAll(lot)
	for _, id := range lot {
		if err := b.settle(id); err != nil {
			return made{}, fmt.Errorf("beneficiary %s: %w", id, err)
		}
	}
	return b.handOver(), nil
}

// settle compares what a beneficiary is due with what was already made of it.
func (b *builder) settle(id string) error {
	claims, existing := b.claims[id], b.existing[id]
	if len(claims) == 0 {
		for _, p := range existing {
			if b.waitsAgain(p) {
				if err := b.settleReissue(p, nil); err != nil {
					return err
				}
				continue
			}
			b.rowGone(p)
		}
		return nil
	}
	if b.lastWaitsAgain(id) {
		return b.settleReissue(existing[len(existing)-1], claims)
	}
	due, err := b.due(id, claims, false)
	if err != nil {
		return err
	}
	if len(existing) == 0 {
		return b.create(due)
	}
	last := existing[len(existing)-1]
	switch {
	case last.HeldReason == string(payout.HoldWithdrawn):
		b.hold(payout.HoldWithdrawn, last.Amount) // who took it out must put it back
	case last.Amount != due.payment.Amount.Minor() || last.Category != due.payment.Category:
		return b.replace(last, due)
	case last.State == string(payout.PaymentHeld):
		return b.reconsider(last, due)
	case b.onList(last) && (due.hold == "" || due.hold == payout.HoldAccountChanged):
		b.keepAccount(due) // for the next payment: this one the desk pays
	case last.State == string(payout.PaymentWaiting) && due.hold == "" && b.outOfDate(last, due):
		return b.replace(last, due)
	case due.hold != "" && last.State == string(payout.PaymentWaiting),
		due.hold == payout.HoldAccountChanged && last.State == string(payout.PaymentSent):
		b.stop(last, due)
	case last.State == string(payout.PaymentRejected), last.State == string(payout.PaymentReturned):
		b.keepAccount(due) // for another attempt
	}
	return nil
}

func (b *builder) summary() BuildSummary {
	sum := BuildSummary{Held: b.held, HeldAmount: b.heldAmount, Void: b.void, Exceptions: b.opened}
	for _, payer := range sortedKeys(b.drafts) {
		sum.Batches = append(sum.Batches, *b.drafts[payer])
	}
	return sum
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func sortChanges(changes []StateChange) {
	slices.SortFunc(changes, func(x, y StateChange) int {
		return cmp.Or(cmp.Compare(x.BeneficiaryID, y.BeneficiaryID), cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.Step, y.Step))
	})
}
