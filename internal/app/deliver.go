package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// DeliveryTx keeps where files are brought to, and that they are there.
type DeliveryTx interface {
	// PayerDeliveries are the targets of paying accounts that count.
	PayerDeliveries(ctx context.Context) ([]PayerDelivery, error)
	// ProposedDeliveries are those that wait for a second person, the newest of
	// each paying account.
	ProposedDeliveries(ctx context.Context) ([]PayerDelivery, error)
	// DeliverySince is, by paying account, the act that first confirmed a target.
	DeliverySince(ctx context.Context) (map[string]int64, error)
	// Undelivered are the files that were released and of which there is no proof
	// that they were delivered.
	Undelivered(ctx context.Context) ([]BankFile, error)
	// FileNamed finds a file by its id or its name.
	FileNamed(ctx context.Context, name string) (BankFile, bool, error)
	CipherOf(ctx context.Context, file string) (FileCipher, bool, error)
	// TriesOf are a file's tries, the oldest first.
	TriesOf(ctx context.Context, file string) ([]DeliveryTry, error)
	// DeliveriesOf are the proofs of a file, the file itself last.
	DeliveriesOf(ctx context.Context, file string) ([]Delivery, error)
}

// Carrier knows how files are brought to a target.
type Carrier interface {
	// Check gives a target its one form, and refuses one that nothing could be
	// brought to.
	Check(t PayerDelivery) (PayerDelivery, error)
	// Open opens the way, having proved who stands at its end.
	Open(ctx context.Context, t PayerDelivery) (Destination, error)
	// Encrypt is content for nobody but the recipient; other bytes each time.
	Encrypt(recipient string, content []byte) ([]byte, error)
}

// Destination is the open way to a target. The same content under the same name
// again is fine, another content is refused and stays.
type Destination interface {
	// Key is the fingerprint of the key the server proved; "" of a folder.
	Key() string
	// Stage brings content under a temporary name, going on with what a cut left,
	// and looks at it; there says that it has its own name already.
	Stage(ctx context.Context, name string, content []byte) (checked string, there bool, err error)
	// Finish gives what was staged its own name. ErrGone is returned where there is
	// neither the one nor the other.
	Finish(ctx context.Context, name string, content []byte) (checked string, err error)
	Close() error
}

// nowhere is the Carrier of an App that was given none.
type nowhere struct{}

var errNoCarrier = errors.New("no way to bring files anywhere")

func (nowhere) Check(t PayerDelivery) (PayerDelivery, error)             { return t, errNoCarrier }
func (nowhere) Open(context.Context, PayerDelivery) (Destination, error) { return nil, errNoCarrier }
func (nowhere) Encrypt(string, []byte) ([]byte, error)                   { return nil, errNoCarrier }

// ErrGone is returned by a Destination where what was staged is no more there.
var ErrGone = errors.New("neither the file nor what was staged of it is there")

// How it was seen that a file lies at its target: its bytes were read back; its
// size alone could be seen; somebody said so.
const (
	CheckedBytes = "bytes"
	CheckedSize  = "size"
	CheckedSaid  = "said"
)

// Codes of what a Destination refuses.
const (
	DeliveryTargetForm   = "delivery_target_form"
	DeliveryUnreachable  = "delivery_unreachable"
	DeliveryHostKey      = "delivery_host_key"
	DeliveryLogin        = "delivery_login"
	DeliveryIdentity     = "delivery_identity"
	DeliveryIdentityOpen = "delivery_identity_open"
	DeliveryOtherContent = "delivery_other_content"
	DeliveryDiffers      = "delivery_differs"
	DeliveryServer       = "delivery_server"
	DeliveryCut          = "delivery_cut"
)

// Statuses of a file that was to be delivered, beside new and unchanged.
const (
	DeliveryNoTarget = "no_target"
	DeliveryFailed   = "failed"
	DeliveryAsked    = "asked" // one person asks for it once more; another has to ask too
)

// DeliveryOutcome is what became of one file.
type DeliveryOutcome struct {
	BankFile
	Status string // new, unchanged, no_target, failed, asked
	Proofs []Delivery
	Err    error // of failed
}

// DeliverOptions are what somebody may say of named files. Each is a reason.
type DeliverOptions struct {
	// Again lets a file be brought although it may be there already: it was once
	// nearly there, at this target or another, or left before there was any. Where
	// it was nearly there the bank may have it, and two people say so: the first
	// one's word is kept, the second's brings it.
	Again string
	// Taken says that the bank has the file.
	Taken string
}

// Deliver brings released files to where their paying accounts' banks take them:
// all that left since there is a target, or those named by id or name. What is
// going to be done is recorded before it is done, and the proof after; killed
// anywhere and run again, each file is brought once. A file that cannot be
// brought stands in no other's way: its outcome carries the error.
func (a *App) Deliver(ctx context.Context, names []string, o DeliverOptions) ([]DeliveryOutcome, error) {
	switch {
	case o.Again != "" && o.Taken != "":
		return nil, &Refused{Code: "delivery_one_reason"}
	case (o.Again != "" || o.Taken != "") && len(names) == 0:
		return nil, &Refused{Code: "delivery_names_file"}
	}
	files, err := a.toDeliver(ctx, names)
	if err != nil {
		return nil, fmt.Errorf("find files to deliver: %w", err)
	}
	var out []DeliveryOutcome
	for i, f := range files {
		a.notify("deliver", i, len(files))
		x, err := a.deliver(ctx, f, o)
		if x.Err = err; err != nil {
			x.Status = DeliveryFailed
		}
		if out = append(out, x); ctx.Err() != nil {
			return out, ctx.Err()
		}
	}
	return out, nil
}

// toDeliver finds the files named; none named is every one that is due.
func (a *App) toDeliver(ctx context.Context, names []string) (files []BankFile, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		if len(names) == 0 {
			files, err = tx.Undelivered(ctx)
			return err
		}
		for _, name := range names {
			f, ok, err := tx.FileNamed(ctx, strings.TrimSuffix(filepath.Base(name), cipherEnd))
			if err != nil || !ok {
				return orNotFound(err, "file", name)
			}
			if f.State != FileReleased {
				return &Refused{Code: "file_not_released", Subject: f.ID}
			}
			files = append(files, f)
		}
		return nil
	})
	if err != nil || len(names) > 0 {
		return files, err
	}
	return a.due(ctx, files)
}

// due leaves out what people hand in: what left before its paying account had any
// target, and all of one whose target is none.
func (a *App) due(ctx context.Context, files []BankFile) (out []BankFile, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		since, err := tx.DeliverySince(ctx)
		if err != nil {
			return err
		}
		targets, err := tx.PayerDeliveries(ctx)
		for _, f := range files {
			byHand := slices.ContainsFunc(targets, func(t PayerDelivery) bool { return t.PayerID == f.PayerID && t.Kind == DeliverNone })
			if first, ok := since[f.PayerID]; !byHand && (!ok || f.ActNo > first) {
				out = append(out, f)
			}
		}
		return err
	})
	return out, err
}
