package killtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/payout"

	"github.com/google/go-cmp/cmp"
)

// picture is what a month left: in the store, in the outbox, in the report.
// Numbers of acts are left out of it: a dead act may have used one up.
type picture struct {
	Batches      []app.Batch
	Payments     []app.Payment
	Instructions []app.Instruction
	Files        []app.BankFile
	Outbox       map[string]string // SHA-256 by path, of every file whatever its name
	Left         []left
	Coverage     map[string]any
}

// left is a line of a file that has left: whatever the store says of it, a bank
// will pay it.
type left struct {
	File, EndToEndID, Account string
	Amount                    int64
}

// look takes the picture of a house. The journal must hold.
func (s script) look(ctx context.Context, h house) (picture, error) {
	var p picture
	if err := s.verify(ctx, h); err != nil {
		return p, err
	}
	e, err := h.run(ctx, s.at("2024-07-09T09:00", "", "report", "coverage", "--period", period)(h))
	if err != nil {
		return p, err
	}
	if !e.done() {
		return p, fmt.Errorf("report coverage: %s", e)
	}
	if err := json.Unmarshal(e.out, &p.Coverage); err != nil {
		return p, err
	}
	return p, errors.Join(p.readStore(ctx, h.dsn), p.readOutbox(h.outbox()))
}

// verify has the program walk its journal.
func (s script) verify(ctx context.Context, h house) error {
	e, err := h.run(ctx, s.at("2024-07-09T09:00", "", "audit", "verify")(h))
	if err != nil {
		return err
	}
	var said struct {
		OK bool `json:"ok"`
	}
	if err := json.Unmarshal(e.out, &said); err != nil || !e.done() || !said.OK {
		return fmt.Errorf("the journal does not hold: %s %s", e, e.out)
	}
	return nil
}

func (p *picture) readStore(ctx context.Context, dsn string) (err error) {
	db, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(ctx, func(tx app.Tx) (err error) {
		if p.Payments, err = tx.PaymentsOf(ctx, "", period); err != nil {
			return err
		}
		for i := range p.Payments {
			p.Payments[i].ActNo, p.Payments[i].VersionNo = 0, 0
		}
		if p.Batches, err = tx.BatchesOf(ctx, "", period); err != nil {
			return err
		}
		for i := range p.Batches {
			p.Batches[i].ActNo = 0
			if err := p.readFiles(ctx, tx, p.Batches[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *picture) readFiles(ctx context.Context, tx app.Tx, batch string) error {
	files, err := tx.FilesOf(ctx, batch)
	if err != nil {
		return err
	}
	for _, f := range files {
		instructions, err := tx.InstructionsOf(ctx, f.ID)
		if err != nil {
			return err
		}
		for _, i := range instructions {
			i.ActNo = 0
			p.Instructions = append(p.Instructions, i)
		}
		f.ActNo = 0
		p.Files = append(p.Files, f)
	}
	return nil
}

// readOutbox reads everything below the outbox, hidden files too, and every
// line of every bank file.
func (p *picture) readOutbox(dir string) error {
	p.Outbox = map[string]string{}
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		p.Outbox[name] = hex.EncodeToString(sum[:])
		return p.readLines(name, string(content))
	})
}

func (p *picture) readLines(name, content string) error {
	var format bankfile.Format
	switch {
	case strings.HasSuffix(name, ".bang-ke.xlsx"): // the Treasury's copy is no bank's
		return nil
	case strings.HasSuffix(name, ".xml"):
		format = iso20022.Pain001v09()
	case strings.HasSuffix(name, ".xlsx"):
		set, err := portal.Profiles()
		if err != nil {
			return err
		}
		all := set.Formats()
		format = all[slices.IndexFunc(all, func(f bankfile.Format) bool { return f.Name() == "mb-bulk" })]
	default:
		return nil
	}
	_, lines := format.Read(strings.NewReader(content), int64(len(content)))
	for l, err := range lines {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		p.Left = append(p.Left, left{File: name, EndToEndID: l.EndToEndID, Account: l.AccountNumber, Amount: l.Amount.Minor()})
	}
	return nil
}

// doubles are the breaches of the promise itself, whatever an undisturbed run
// would have left: each payment of the month that is sent has one instruction
// and one line in one file, each other none, and nothing left but these.
func (p picture) doubles() []string {
	var out []string
	lines := map[string]int{} // by EndToEndID
	for _, l := range p.Left {
		lines[l.EndToEndID]++
	}
	ids := map[string][]string{} // by payment
	for _, i := range p.Instructions {
		ids[i.PaymentID] = append(ids[i.PaymentID], i.ID)
		if !slices.ContainsFunc(p.Left, func(l left) bool {
			return l.EndToEndID == i.ID && l.Amount == i.Amount && l.Account == i.AccountNumber
		}) {
			out = append(out, "instruction "+i.ID+" left in no file")
		}
	}
	known := 0
	for _, pay := range p.Payments {
		want := 0
		if pay.State == string(payout.PaymentSent) {
			want = 1
		}
		times := 0
		for _, id := range ids[pay.ID] {
			times += lines[id]
		}
		known += times
		if len(ids[pay.ID]) != want || times != want {
			out = append(out, fmt.Sprintf("payment %s is %s: %d instructions, left %d times", pay.ID, pay.State, len(ids[pay.ID]), times))
		}
	}
	if known != len(p.Left) {
		out = append(out, fmt.Sprintf("%d lines left, %d of them are known", len(p.Left), known))
	}
	return out
}

// faults are the doubles, and every difference from an undisturbed run.
func (p picture) faults(undisturbed picture) []string {
	out := p.doubles()
	if diff := cmp.Diff(undisturbed, p); diff != "" {
		out = append(out, "not as undisturbed (-undisturbed +this):\n"+diff)
	}
	return out
}
