package app_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/store/storetest"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/rules"
	"chitra/reports"
)

// bankInbox is the far end of a delivery, kept in memory. A bank that is eager
// takes a file away the moment it has its name.
type bankInbox struct {
	eager  bool
	staged map[string][]byte
	there  map[string][]byte
	named  []string // every name that was ever given, in order
	steps  int
	dies   int  // at which step the program dies; 0 for never
	after  bool // it dies when the step is done, not before
}

func (b *bankInbox) step(do func()) error {
	b.steps++
	if b.steps == b.dies && !b.after {
		return errDied
	}
	do()
	if b.steps == b.dies {
		return errDied
	}
	return nil
}

func (b *bankInbox) Check(t app.PayerDelivery) (app.PayerDelivery, error) {
	t.Fingerprint = "SHA256:" + t.HostKey
	return t, nil
}

func (b *bankInbox) Open(context.Context, app.PayerDelivery) (app.Destination, error) {
	return b, b.step(func() {})
}

func (b *bankInbox) Encrypt(recipient string, content []byte) ([]byte, error) {
	b.steps++ // other bytes each time
	return fmt.Appendf(nil, "%d for %s: %s", b.steps, recipient, content), nil
}

func (b *bankInbox) Key() string  { return "SHA256:key" }
func (b *bankInbox) Close() error { return nil }

func (b *bankInbox) Stage(_ context.Context, name string, content []byte) (string, bool, error) {
	if have, ok := b.there[name]; ok {
		return b.found(have, content)
	}
	err := b.step(func() { b.staged[name] = slices.Clone(content) })
	return app.CheckedBytes, false, err
}

func (b *bankInbox) found(have, content []byte) (string, bool, error) {
	if !bytes.Equal(have, content) {
		return "", false, &app.Refused{Code: app.DeliveryOtherContent}
	}
	return app.CheckedBytes, true, nil
}

func (b *bankInbox) Finish(_ context.Context, name string, content []byte) (string, error) {
	if have, ok := b.there[name]; ok {
		checked, _, err := b.found(have, content)
		return checked, err
	}
	if _, ok := b.staged[name]; !ok {
		return "", app.ErrGone
	}
	err := b.step(func() {
		b.named = append(b.named, name)
		if !b.eager {
			b.there[name] = b.staged[name]
		}
		delete(b.staged, name)
	})
	return app.CheckedBytes, err
}

// arrived are the files, without what goes with them, as often as they came.
func (b *bankInbox) arrived() []string {
	return slices.DeleteFunc(slices.Clone(b.named), func(name string) bool {
		return strings.HasSuffix(name, ".json") || strings.HasSuffix(name, "SUMS")
	})
}

func newInbox() *bankInbox {
	return &bankInbox{staged: map[string][]byte{}, there: map[string][]byte{}}
}

// carrying is the engine of one person, with a way to the inbox.
func (w *world) carrying(user string, in *bankInbox) *app.App {
	all, err := formats()
	w.must(err)
	guards := registry.DefaultGuards()
	guards.OldDays = w.oldDays
	return app.New(app.Config{Store: w.store, Clock: w.clock, Machine: time.Now, Actor: app.Actor{Name: user, Proof: w.proof},
		Banks: bank.Directory(), Rules: rules.Tables(), Formats: all, Policy: registry.DefaultPolicy(), Guards: guards,
		Words: wording.In(reports.Vietnamese), Carrier: in})
}

// target puts a folder into force for both paying accounts.
func (w *world) target(in *bankInbox, t app.PayerDelivery) {
	w.Helper()
	for _, payer := range []string{"ISO1", "MB1"} {
		if t.PayerID = payer; t.Kind == "" {
			t.Kind, t.Address = app.DeliverFolder, "/bank"
		}
		_, err := w.carrying(admin, in).ProposeDelivery(w.ctx, t)
		w.must(err)
		_, err = w.carrying(admin2, in).ConfirmDelivery(w.ctx, payer)
		w.must(err)
	}
}

// brought is what a delivery came to, file by file.
func (w *world) brought(in *bankInbox, names []string, o app.DeliverOptions) map[string]string {
	w.Helper()
	out, err := w.carrying(bankDesk, in).Deliver(w.ctx, names, o)
	w.must(err)
	all := map[string]string{}
	for _, f := range out {
		var refused *app.Refused
		if all[f.Name] = f.Status; errors.As(f.Err, &refused) {
			all[f.Name] = refused.Code
		}
	}
	return all
}

func TestFilesAreBroughtOnceWithTheirProof(t *testing.T) {
	realWorlds(t, func(t *testing.T, w *world) {
		in := newInbox()
		w.target(in, app.PayerDelivery{})
		files := w.sent(everybody()...)
		want := map[string]string{}
		for _, f := range files {
			want[f.Name] = app.ListNew
		}
		if diff := cmp.Diff(want, w.brought(in, nil, app.DeliverOptions{})); diff != "" {
			t.Errorf("brought:\n%s", diff)
		}
		for _, f := range files {
			w.provenLast(in, f)
		}
		events := w.events()
		if again := w.brought(in, nil, app.DeliverOptions{}); len(again) != 0 {
			t.Errorf("a second run brought %v", again)
		}
		named := w.brought(in, []string{files[0].Name, files[1].ID}, app.DeliverOptions{})
		if named[files[0].Name] != app.ListUnchanged || named[files[1].Name] != app.ListUnchanged || w.events() != events {
			t.Errorf("files named again: %v", named)
		}
	})
}

// provenLast holds the proof of one file against what lies at the bank.
func (w *world) provenLast(in *bankInbox, f app.FileOutcome) {
	w.Helper()
	var proofs []app.Delivery
	w.view(func(tx app.Tx) (err error) { proofs, err = tx.DeliveriesOf(w.ctx, f.ID); return err })
	if len(proofs) != 3 {
		w.Fatalf("%d proofs of %s: %+v", len(proofs), f.ID, proofs)
	}
	for _, p := range proofs {
		if have := in.there[p.Name]; int64(len(have)) != p.Bytes || sha256Text(have) != p.SHA256 || p.DeliveredBy != bankDesk ||
			p.Checked != app.CheckedBytes || p.Fingerprint != "SHA256:key" {
			w.Errorf("the proof of %s says %+v", p.Name, p)
		}
	}
	if last := slices.Index(in.named, f.Name); last < slices.Index(in.named, f.Name+".manifest.json") || last < slices.Index(in.named, f.Name+".SHA256SUMS") {
		w.Errorf("the file came before what goes with it: %v", in.named)
	}
	if sums := string(in.there[f.Name+".SHA256SUMS"]); !strings.Contains(sums, bankfile.SumLine(f.SHA256, f.Name)) {
		w.Errorf("the sums say %q", sums)
	}
}

// oneByOne has a file of its own for each of many people.
func (w *world) oneByOne(in *bankInbox) []app.FileOutcome {
	w.Helper()
	setup := app.PayerSetup{ID: "ONE", Unit: "Sở", Bank: agribank, Number: "9990000000999", Holder: "SO LAO DONG", Profile: "pain.001.001.09", MaxRows: 1,
		Routes: []payout.Route{{Programme: programme, PayeeBIN: agribank}, {Programme: programme, PayeeBIN: "970436"}}}
	w.must(w.as(admin).AddPayer(w.ctx, setup))
	w.must(w.as(admin2).ConfirmPayer(w.ctx, "ONE"))
	_, err := w.carrying(admin, in).ProposeDelivery(w.ctx, app.PayerDelivery{PayerID: "ONE", Kind: app.DeliverFolder, Address: "/bank"})
	w.must(err)
	_, err = w.carrying(admin2, in).ConfirmDelivery(w.ctx, "ONE")
	w.must(err)
	files := slices.DeleteFunc(w.sent(everybody()...), func(f app.FileOutcome) bool { return f.PayerID != "ONE" })
	if len(files) < 8 {
		w.Fatalf("%d files", len(files))
	}
	return files
}

// Killed before or after any step, and run again, a file reaches the bank once,
// also a bank that takes files away at once: where nobody can tell, nothing is
// brought again until somebody says.
func TestKilledWhileDelivering(t *testing.T) {
	const steps = 7 // the way, and two for each of three parts
	for _, eager := range []bool{false, true} {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("eager %v, after %v", eager, after), func(t *testing.T) {
				w := newRealWorld(t, t.Context(), storetest.Open(t, storetest.SQLite(t)))
				in := newInbox()
				in.eager, in.after = eager, after
				for i, f := range w.oneByOne(in)[:steps+1] {
					in.steps, in.dies = 0, i+1
					_, err := w.carrying(bankDesk, in).Deliver(w.ctx, []string{f.ID}, app.DeliverOptions{})
					w.must(err)
					if died := in.steps == in.dies; died != (i < steps) {
						t.Fatalf("a delivery has %d steps", in.steps)
					}
					in.dies = 0
					w.afterDeath(in, f.Name)
				}
			})
		}
	}
}

// afterDeath runs again, and has a person speak where the engine cannot tell.
func (w *world) afterDeath(in *bankInbox, name string) {
	w.Helper()
	came := func() int { return strings.Count(strings.Join(in.arrived(), " "), name) }
	status := w.brought(in, []string{name}, app.DeliverOptions{})[name]
	if status == "delivery_unclear" {
		if came() != 1 || !in.eager {
			w.Errorf("unclear, and %s came %d times", name, came())
		}
		if again := w.brought(in, []string{name}, app.DeliverOptions{})[name]; again != status {
			w.Errorf("asked again it is %s", again)
		}
		status = w.brought(in, []string{name}, app.DeliverOptions{Taken: "the bank has it"})[name]
	}
	if came() != 1 || (status != app.ListNew && status != app.ListUnchanged) {
		w.Errorf("%s came %d times and is %s", name, came(), status)
	}
}

// broughtByTwo has two people say that a file which was nearly there is brought
// once more. One of them, however often, is not enough.
func (w *world) broughtByTwo(in *bankInbox, name string) {
	w.Helper()
	came := len(in.arrived())
	again := app.DeliverOptions{Again: "the bank has nothing"}
	for _, want := range []string{app.DeliveryAsked, "same_person", "same_person"} {
		if got := w.brought(in, []string{name}, again); got[name] != want || len(in.arrived()) != came {
			w.Errorf("by one person's word: %v, want %s; %d files came", got, want, len(in.arrived())-came)
		}
	}
	if got := w.brought(in, []string{name}, app.DeliverOptions{}); got[name] == app.ListNew || len(in.arrived()) != came {
		w.Errorf("by nobody's second word: %v", got)
	}
	const other = "phuc"
	w.must(w.store.Update(w.ctx, func(tx app.Tx) error {
		return tx.PutUser(w.ctx, app.User{Name: other, Role: app.RoleBankDesk, State: app.UserActive, ProposedBy: admin, CreatedAt: "2024-07-01T01:00:00.000Z"})
	}))
	out, err := w.carrying(other, in).Deliver(w.ctx, []string{name}, again)
	w.must(err)
	if len(out) != 1 || out[0].Err != nil || out[0].Status != app.ListNew || len(in.arrived()) != came+1 {
		w.Errorf("by two people's word: %+v", out)
	}
}

// The bank may have a file that got its name and is gone: one person alone never
// has it brought a second time.
func TestAnUnclearFileGoesAgainByTwo(t *testing.T) {
	realWorlds(t, func(t *testing.T, w *world) {
		in := newInbox()
		in.eager, in.after = true, true
		w.target(in, app.PayerDelivery{})
		name := w.sent(everybody()[0])[0].Name
		in.dies = 7
		if got := w.brought(in, nil, app.DeliverOptions{}); got[name] != app.DeliveryFailed {
			t.Fatalf("got %v", got)
		}
		in.dies = 0
		if got := w.brought(in, nil, app.DeliverOptions{}); got[name] != "delivery_unclear" {
			t.Fatalf("got %v", got)
		}
		w.broughtByTwo(in, name)
	})
}

// What left before there was a target was handed in by people.
func TestOlderFilesAreBroughtOnlyByAPersonsWord(t *testing.T) {
	realWorlds(t, func(t *testing.T, w *world) {
		in := newInbox()
		name := w.sent(everybody()[0])[0].Name
		if got := w.brought(in, nil, app.DeliverOptions{}); got[name] != app.DeliveryNoTarget {
			t.Errorf("without a target: %v", got)
		}
		w.target(in, app.PayerDelivery{})
		if got := w.brought(in, nil, app.DeliverOptions{}); len(got) != 0 {
			t.Errorf("brought %v", got)
		}
		if got := w.brought(in, []string{name}, app.DeliverOptions{}); got[name] != "delivery_older" || len(in.named) != 0 {
			t.Errorf("named, it was brought: %v", got)
		}
		if got := w.brought(in, []string{name}, app.DeliverOptions{Again: "never handed in"}); got[name] != app.ListNew || len(in.arrived()) != 1 {
			t.Errorf("by a person's word: %v", got)
		}
	})
}

// Nearly there at one place, a file does not go to another by itself.
func TestAFileThatMayBeElsewhereWaits(t *testing.T) {
	realWorlds(t, func(t *testing.T, w *world) {
		in := newInbox()
		w.target(in, app.PayerDelivery{})
		name := w.sent(everybody()[0])[0].Name
		in.dies = 7
		if got := w.brought(in, nil, app.DeliverOptions{}); got[name] != app.DeliveryFailed {
			t.Fatalf("got %v", got)
		}
		in.dies = 0
		w.target(in, app.PayerDelivery{Kind: app.DeliverFolder, Address: "/other"})
		if got := w.brought(in, nil, app.DeliverOptions{}); got[name] != "delivery_elsewhere" {
			t.Errorf("got %v", got)
		}
		w.broughtByTwo(in, name)
	})
}

// Nothing made up leaves: a practice store takes no target, and one that stands
// in it from before is not gone to.
func TestAPracticeStoreDeliversNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		in := newInbox()
		for _, target := range []app.PayerDelivery{{PayerID: "ISO1", Kind: app.DeliverFolder, Address: "/bank"},
			{PayerID: "ISO1", Kind: app.DeliverSFTP, Address: "a@b:22/c", HostKey: "k"}} {
			_, err := w.carrying(admin, in).ProposeDelivery(w.ctx, target)
			refusedWith(t, err, "practice_not_delivered")
		}
		const before = "2024-07-01T01:00:00.000Z"
		w.must(w.store.Update(w.ctx, func(tx app.Tx) error {
			old := []app.Fact{app.PayerDelivery{ActNo: 1, PayerID: "ISO1", Kind: app.DeliverFolder, Address: "/bank", ProposedBy: admin, RecordedAt: before}}
			_, err := tx.Insert(w.ctx, old[0].Table(), slices.Values(old), foldOf())
			return err
		}))
		_, err := w.carrying(admin2, in).ConfirmDelivery(w.ctx, "ISO1")
		refusedWith(t, err, "practice_not_delivered")
		w.must(w.store.Update(w.ctx, func(tx app.Tx) error {
			consent := []app.Fact{app.PayerDeliveryConsent{ActNo: 2, DeliveryNo: 1, PayerID: "ISO1", ProposedBy: admin, ConfirmedBy: admin2, RecordedAt: before}}
			_, err := tx.Insert(w.ctx, consent[0].Table(), slices.Values(consent), foldOf())
			return err
		}))
		name := w.sent(everybody()[0])[0].Name
		if got := w.brought(in, nil, app.DeliverOptions{}); got[name] != "practice_not_delivered" || len(in.named) != 0 {
			t.Errorf("a practice store delivered %v, %v", got, in.named)
		}
		_, err = w.carrying(admin, in).ProposeDelivery(w.ctx, app.PayerDelivery{PayerID: "ISO1", Kind: app.DeliverNone})
		w.must(err)
	})
}

func TestATargetNeedsTwo(t *testing.T) {
	realWorlds(t, func(t *testing.T, w *world) {
		in := newInbox()
		folder := app.PayerDelivery{PayerID: "ISO1", Kind: app.DeliverFolder, Address: "/bank"}
		_, err := w.carrying(admin, in).ProposeDelivery(w.ctx, folder)
		w.must(err)
		_, err = w.carrying(admin, in).ConfirmDelivery(w.ctx, "ISO1")
		refusedWith(t, err, "same_person")
		_, err = w.carrying(bankDesk, in).ProposeDelivery(w.ctx, folder)
		if !errors.Is(err, app.ErrNotPermitted) {
			t.Errorf("the bank desk proposed a target: %v", err)
		}
		var counts []app.PayerDelivery
		w.view(func(tx app.Tx) (err error) { counts, err = tx.PayerDeliveries(w.ctx); return err })
		if len(counts) != 0 {
			t.Errorf("what one person proposed counts: %+v", counts)
		}
		_, err = w.carrying(admin, in).ProposeDelivery(w.ctx, app.PayerDelivery{PayerID: "X", Kind: app.DeliverNone})
		var missing *app.NotFound
		if !errors.As(err, &missing) {
			t.Errorf("a paying account that is none: %v", err)
		}
	})
}

// The encrypted copy is made once: a run that goes on after a death publishes
// the same bytes, and the bank gets it instead of the file.
func TestFilesAreEncryptedOnceForBanksThatAsk(t *testing.T) {
	realWorlds(t, encryptedOnce)
	t.Run("sealed", func(t *testing.T) { encryptedOnce(t, newRealWorld(t, t.Context(), storetest.Sealed(t))) })
}

func encryptedOnce(t *testing.T, w *world) {
	in := newInbox()
	w.target(in, app.PayerDelivery{Kind: app.DeliverFolder, Address: "/bank", Recipient: "age1somebody"})
	w.approved(everybody()[0])
	w.at(8, 9)
	full := &fullOutbox{memoryOutbox: w.out}
	if _, err := w.carrying(bankDesk, in).WriteFiles(w.ctx, nil, full); err == nil {
		t.Fatal("a full outbox took the files")
	}
	files, err := w.carrying(bankDesk, in).WriteFiles(w.ctx, nil, w.out)
	w.must(err)
	f := files[0]
	sealed := w.out.files[f.BatchID+"/"+f.Name+".age"]
	m := w.manifestOf(f)
	if m.Encrypted == nil || m.Encrypted.SHA256 != sha256Text(sealed) || m.Encrypted.Recipient != "age1somebody" || m.SHA256 != f.SHA256 {
		t.Errorf("the manifest says %+v of %d bytes", m.Encrypted, len(sealed))
	}
	if !strings.HasSuffix(string(sealed), "for age1somebody: "+string(w.out.files[f.BatchID+"/"+f.Name])) {
		t.Error("another content was encrypted")
	}
	w.brought(in, nil, app.DeliverOptions{})
	if !bytes.Equal(in.there[f.Name+".age"], sealed) || in.there[f.Name] != nil {
		t.Errorf("the bank has %v", in.named)
	}
}

// fullOutbox has room for nothing.
type fullOutbox struct{ *memoryOutbox }

func (fullOutbox) Publish(context.Context, string, []byte) (bool, error) {
	return false, errors.New("no space left")
}

// A file that was encrypted for one goes to no other.
func TestAFileEncryptedForOneGoesToNoOther(t *testing.T) {
	realWorlds(t, func(t *testing.T, w *world) {
		in := newInbox()
		w.target(in, app.PayerDelivery{})
		name := w.sent(everybody()[0])[0].Name
		w.target(in, app.PayerDelivery{Kind: app.DeliverFolder, Address: "/bank", Recipient: "age1somebody"})
		if got := w.brought(in, nil, app.DeliverOptions{}); got[name] != "delivery_recipient" || len(in.named) != 0 {
			t.Errorf("a plain file went to a bank that asks for encryption: %v", got)
		}
	})
}

func sha256Text(b []byte) string { return fmt.Sprintf("%x", sha256.Sum256(b)) }
