package app_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/place"
)

// deadBeforeRelease is an outbox that lets a batch's files leave and dies before
// anybody learns of it.
type deadBeforeRelease struct{ *memoryOutbox }

var errDied = errors.New("died")

func (o deadBeforeRelease) Publish(ctx context.Context, name string, content []byte) (bool, error) {
	_, err := o.memoryOutbox.Publish(ctx, name, content)
	return false, errors.Join(errDied, err)
}

// elsewhere is another place than the one files were meant to leave from.
type elsewhere struct{ *memoryOutbox }

func (elsewhere) Place() string { return "elsewhere" }

// A run that died may have let a file leave. The next one leaves the very same
// manifest, in the very same place, whatever rules it has by then.
func TestWhatWasIntendedLeavesFromOnePlace(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		ids := w.approved(people...)
		w.at(8, 9)
		if _, err := w.as(bankDesk).WriteFiles(w.ctx, ids, deadBeforeRelease{w.out}); !errors.Is(err, errDied) {
			t.Fatal(err)
		}
		w.events() // an auditor who comes meanwhile finds nothing wrong
		other := elsewhere{&memoryOutbox{files: map[string][]byte{}}}
		_, err := w.as(bankDesk).WriteFiles(w.ctx, ids[:1], other)
		refusedWith(t, err, "outbox_other")
		if left := other.names(); len(left) > 0 {
			t.Errorf("%v left from another place", left)
		}
		var intents []app.FileIntent
		w.view(func(tx app.Tx) (err error) {
			intents, err = tx.FileIntents(w.ctx, ids[0])
			return err
		})
		if len(intents) != 1 || intents[0].Outbox != "memory" {
			t.Fatalf("intended: %+v", intents)
		}
		var manifest []byte
		w.view(func(tx app.Tx) (err error) {
			manifest, err = tx.Blob(w.ctx, intents[0].ManifestSHA256)
			return err
		})
		w.write()
		i := slices.IndexFunc(w.out.names(), func(n string) bool { return slices.Equal(w.out.files[n], manifest) })
		if i < 0 {
			t.Error("the manifest that left is not the one that was meant")
		}
		w.instructedOnce(people...)
	})
}

// An approver who says which digest was shown consents to nothing else.
func TestAConsentIsToWhatWasShown(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		w.taken(people...)
		id := w.drafts()[0]
		w.submit(id)
		shown := w.batch(id).Digest
		w.must(w.as(maker).Withdraw(w.ctx, w.inBatch(id)[0], "moved away"))
		_, err := w.as(approver).ApproveShown(w.ctx, id, shown)
		refusedWith(t, err, "digest_differs")
		now := w.batch(id)
		if now.Digest == shown || len(now.Approvals) > 0 {
			t.Fatalf("digest %s, %d approvals", now.Digest, len(now.Approvals))
		}
		_, err = w.as(approver).ApproveShown(w.ctx, id, now.Digest)
		w.must(err)
	})
}

// inBatch are the payments that wait in a batch.
func (w *world) inBatch(id string) (payments []string) {
	w.Helper()
	w.view(func(tx app.Tx) error {
		rows, err := tx.BatchPayments(w.ctx, id)
		for _, p := range rows {
			payments = append(payments, p.ID)
		}
		return err
	})
	return payments
}

// What the registry says of a row depends on the communes there are: after new
// ones were loaded nobody is paid by what was said before.
func TestNewCommunesAreMatchedAgainst(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		w.taken(people...)
		if again := w.match(); again.Looked != 0 {
			t.Fatalf("%d rows looked at with nothing new", again.Looked)
		}
		from, err := civil.NewDate(2020, 1, 1)
		w.must(err)
		_, err = w.as(admin).LoadPlaces(w.ctx, "more.csv", "more", []place.Commune{
			{Code: "99064", Name: "Xã Mới Lập", ProvinceCode: "999", ProvinceName: "Tỉnh Minh Họa", From: from}})
		w.must(err)
		_, err = w.as(maker).Build(w.ctx, w.buildRequest())
		refusedWith(t, err, "match_first")
		if again := w.match(); again.Looked != len(people) {
			t.Errorf("%d of %d rows looked at again", again.Looked, len(people))
		}
		_, err = w.as(maker).Build(w.ctx, w.buildRequest())
		w.must(err)
	})
}
