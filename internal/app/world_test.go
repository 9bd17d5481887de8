package app_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"chitra/bankfile"
	"chitra/bankfile/cashlist"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/place"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/rules"
	"chitra/reports"
)

// The people who act. Each has one role, so that a test which passes has also
// shown that the role suffices.
const (
	admin    = "an"
	admin2   = "binh"
	clerk    = "hoa"
	reviewer = "thu"
	maker    = "lan"
	approver = "minh"
	second   = "mai" // another approver
	bankDesk = "nga"
	auditor  = "dung"
)

func roles() map[string]string {
	return map[string]string{clerk: app.RoleClerk, reviewer: app.RoleReviewer, maker: app.RoleMaker, approver: app.RoleApprover,
		second: app.RoleApprover, bankDesk: app.RoleBankDesk, auditor: app.RoleAuditor}
}

const (
	programme payout.Programme = "BTXH"

	commune1 = "99001"
	commune2 = "99002"

	agribank = "970405" // ISO1 pays from here
	mb       = "970422" // MB1 pays from here, and everybody with an account here
)

// tb is what tests and properties have in common.
type tb interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// world is a store with its reference data, its people and two paying accounts,
// and a month that starts on 1 July 2024.
type world struct {
	tb
	ctx    context.Context
	store  app.Store
	period civil.Month
	out    *memoryOutbox
	// oldDays is how old a snapshot may be. A world's months go on without a new
	// one, unless a test is about that.
	oldDays int
	// proof is how everybody proves who they are.
	proof string

	mu   sync.Mutex // of what follows: people act at once
	now  time.Time
	apps map[string]*app.App
}

// worlds runs test in a world of its own on each engine.
func worlds(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	storetest.Engines(t, func(t *testing.T, s *store.Store) { test(t, newWorld(t, t.Context(), s)) })
}

// oneWorld runs a test of rules, of which nothing is the engine's, on one alone.
func oneWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { test(t, newWorld(t, t.Context(), storetest.Open(t, storetest.SQLite(t)))) })
}

// sealedToo runs test against a sealed store as well.
func sealedToo(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	worlds(t, test)
	t.Run("sealed", func(t *testing.T) { test(t, newWorld(t, t.Context(), storetest.Sealed(t))) })
}

// realWorlds runs test in worlds that are no practice: only there anything is
// delivered.
func realWorlds(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	storetest.Engines(t, func(t *testing.T, s *store.Store) { test(t, newRealWorld(t, t.Context(), s)) })
}

func newWorld(t tb, ctx context.Context, s app.Store) *world {
	t.Helper()
	return makeWorld(t, ctx, s, true)
}

// newRealWorld is a world whose store is no practice. Its people are made up all
// the same; its province has a code that no province has, and is not the made-up
// one, which such a store refuses.
func newRealWorld(t tb, ctx context.Context, s app.Store) *world {
	t.Helper()
	return makeWorld(t, ctx, s, false)
}

func makeWorld(t tb, ctx context.Context, s app.Store, practice bool) *world {
	t.Helper()
	period, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatalf("%v", err)
	}
	w := &world{tb: t, ctx: ctx, store: s, period: period, out: &memoryOutbox{files: map[string][]byte{}}, apps: map[string]*app.App{}, oldDays: 400,
		proof: app.ProofPractice}
	province := "999"
	if !practice {
		w.proof, province = "password", "998"
	}
	w.at(1, 8)
	setup := app.Setup{StoreID: "world", Practice: practice, Admins: [2]app.Admin{{Name: admin}, {Name: admin2}}}
	_, err = w.as(admin).Init(ctx, setup)
	w.must(err)
	w.must(s.Update(ctx, func(tx app.Tx) error {
		for name, role := range roles() {
			u := app.User{Name: name, Role: role, State: app.UserActive, ProposedBy: admin, CreatedAt: "2024-07-01T01:00:00.000Z"}
			if err := tx.PutUser(ctx, u); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err = w.as(admin).LoadPlaces(ctx, "places.csv", "places", []place.Commune{
		{Code: commune1, Name: "Xã Mây Trắng", ProvinceCode: province, ProvinceName: "Tỉnh Minh Họa"},
		{Code: commune2, Name: "Xã Mây Hồng", ProvinceCode: province, ProvinceName: "Tỉnh Minh Họa"},
	})
	w.must(err)
	w.payer("ISO1", agribank, "pain.001.001.09", payout.Route{Programme: programme})
	w.payer("MB1", mb, "mb-bulk", payout.Route{Programme: programme, PayeeBIN: mb})
	return w
}

func (w *world) payer(id, bin, profile string, routes ...payout.Route) {
	w.Helper()
	w.must(w.as(admin).AddPayer(w.ctx, app.PayerSetup{ID: id, Unit: "Sở LĐTBXH tỉnh Minh Họa", Bank: bin, Number: "9990000000" + bin[3:],
		Holder: "SO LAO DONG TINH MINH HOA", Profile: profile, Routes: routes}))
	w.must(w.as(admin2).ConfirmPayer(w.ctx, id))
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatalf("%v", err)
	}
}

// at sets business time: a day of the month, at an hour in Vietnam.
func (w *world) at(day, hour int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = time.Date(w.period.Year(), time.Month(w.period.Month()), day, hour, 0, 0, 0, civil.Zone())
}

// nextMonth lets a test begin anew with the same people.
func (w *world) nextMonth() {
	w.period = w.period.Add(1)
	w.at(1, 8)
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// as is the engine as one person uses it.
func (w *world) as(user string) *app.App {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.apps[user] == nil {
		formats, err := formats()
		w.must(err)
		guards := registry.DefaultGuards()
		guards.OldDays = w.oldDays
		w.apps[user] = app.New(app.Config{Store: w.store, Clock: w.clock, Machine: time.Now,
			Actor: app.Actor{Name: user, Proof: w.proof}, Banks: bank.Directory(), Rules: rules.Tables(),
			Formats: formats, Policy: registry.DefaultPolicy(), Guards: guards, Words: wording.In(reports.Vietnamese)})
		w.apps[user].LotLines(2) // so that nothing may depend on a lot's end
	}
	return w.apps[user]
}

// formats reads the profiles once for all worlds.
var formats = sync.OnceValues(func() (map[string]bankfile.Format, error) {
	set, err := portal.Profiles()
	out := map[string]bankfile.Format{}
	for _, f := range append(set.Formats(), iso20022.Pain001v09(), cashlist.Format{}) {
		out[f.Name()] = f
	}
	return out, err
})

// view reads the store past every use case.
func (w *world) view(look func(app.Tx) error) {
	w.Helper()
	w.must(w.store.View(w.ctx, look))
}

// events is how many acts the journal holds.
func (w *world) events() int64 {
	w.Helper()
	r, err := w.as(auditor).Verify(w.ctx)
	w.must(err)
	if !r.OK {
		w.Fatalf("the journal does not hold: %v", r.FirstBad)
	}
	return r.Events
}

// memoryOutbox is a place files leave from, kept in memory.
type memoryOutbox struct {
	mu    sync.Mutex
	files map[string][]byte
}

var errOtherContent = errors.New("other content is there")

func (o *memoryOutbox) Place() string { return "memory" }

func (o *memoryOutbox) Publish(_ context.Context, name string, content []byte) (fresh bool, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch old, there := o.files[name]; {
	case !there:
		o.files[name] = slices.Clone(content)
		return true, nil
	case slices.Equal(old, content):
		return false, nil
	}
	return false, fmt.Errorf("%s: %w", name, errOtherContent)
}

// names are the files that left, in order.
func (o *memoryOutbox) names() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Sorted(maps.Keys(o.files))
}

// refusedWith fails unless err is the rules' refusal of that code.
func refusedWith(t tb, err error, code string) {
	t.Helper()
	var r *app.Refused
	if !errors.As(err, &r) || r.Code != code {
		t.Errorf("got %v, want a refusal %s", err, code)
	}
}

func foldOf() *app.Fold { return &app.Fold{Rows: journal.NewRowDigest()} }
