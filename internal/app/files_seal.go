package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"chitra/bankfile"
	"chitra/internal/journal"
	"chitra/internal/money"
)

// SealTx keeps what lies beside files.
type SealTx interface {
	// FileSeals are those of a batch's files, in the order of their parts; a file
	// from before seals were kept has none.
	FileSeals(ctx context.Context, batch string) ([]FileSeal, error)
	// SealsByContent are the files that say the same, the oldest first.
	SealsByContent(ctx context.Context, contentSHA256 string) ([]FileSeal, error)
	// LossesOf are what the lines of a batch's files lost.
	LossesOf(ctx context.Context, batch string) ([]InstructionLoss, error)
}

// Signer signs files for the bank: a detached CMS signature over the file's
// bytes.
type Signer interface {
	// Name is the SHA-256 of the certificate.
	Name() string
	Sign(content []byte) ([]byte, error)
}

// noteLosses keeps, by instruction, what the bank's letters could not carry.
func (w *fileWriter) noteLosses(ctx context.Context, lines []fileLine) error {
	var losses []InstructionLoss
	for _, l := range lines {
		if len(l.lost) == 0 {
			continue
		}
		var text strings.Builder
		for _, x := range l.lost {
			fmt.Fprintln(&text, strings.TrimSpace(fmt.Sprintf("%s %s %s", x.Field, x.Kind, x.Lost)))
		}
		losses = append(losses, InstructionLoss{BeneficiaryID: l.instruction.BeneficiaryID, InstructionID: l.instruction.ID,
			Losses: text.String(), ActNo: w.act.no})
	}
	if len(losses) == 0 {
		return nil
	}
	_, err := w.act.writeAll(ctx, w.tx, factsOf(losses), "instruction_loss")
	return err
}

// settleIntent keeps what lies beside the file with the intent: manifest, copy
// for the Treasury, signature. Whoever goes on after a death, with whatever rules
// and keys by then, publishes what was meant.
func (w *fileWriter) settleIntent(ctx context.Context, h bankfile.Header, f BankFile, lines []fileLine, content []byte,
	table func() ([]byte, error)) error {
	seal := FileSeal{FileID: f.ID, ActNo: w.act.no, ContentSHA256: bankfile.ContentSHA256(w.batch.PayerID, bareLines(lines))}
	if err := w.notAgain(ctx, &seal); err != nil {
		return err
	}
	treasury, err := table()
	if err != nil {
		return fmt.Errorf("copy for the Treasury: %w", err)
	}
	if seal.TreasurySHA256, err = w.keep(ctx, treasury); err != nil {
		return fmt.Errorf("keep the copy for the Treasury: %w", err)
	}
	if w.app.signer != nil {
		if seal.SignatureSHA256, err = w.sign(ctx, content); err != nil {
			return err
		}
		seal.SignedBy = w.app.signer.Name()
	}
	m, err := w.manifest(ctx, h, f, lines, seal)
	if err != nil {
		return err
	}
	if m.Encrypted, err = w.encrypt(ctx, f, content); err != nil {
		return fmt.Errorf("encrypt: %w", err)
	}
	manifest, err := m.JSON()
	if err != nil {
		return err
	}
	sha, err := w.keep(ctx, manifest)
	if err != nil {
		return fmt.Errorf("keep the manifest: %w", err)
	}
	if err := w.act.write(ctx, w.tx, seal); err != nil {
		return err
	}
	return w.act.write(ctx, w.tx, FileIntent{FileID: f.ID, Outbox: w.outbox, ManifestSHA256: sha, ActNo: w.act.no})
}

// keep keeps bytes by their digest.
func (w *fileWriter) keep(ctx context.Context, content []byte) (sha string, err error) {
	sum := sha256.Sum256(content)
	sha = hex.EncodeToString(sum[:])
	return sha, w.tx.PutBlob(ctx, sha, content)
}

// notAgain refuses a file that says what one before it said, unless somebody has
// given a reason.
func (w *fileWriter) notAgain(ctx context.Context, seal *FileSeal) error {
	before, err := w.tx.SealsByContent(ctx, seal.ContentSHA256)
	if err != nil {
		return fmt.Errorf("look for the same content: %w", err)
	}
	if len(before) == 0 {
		return nil
	}
	last := before[len(before)-1].FileID
	if w.againReason == "" {
		failed, err := w.repeatsOnlyFailed(ctx, before)
		if err != nil {
			return err
		}
		if failed {
			seal.Repeats, seal.RepeatsBy, seal.RepeatsReason = last, w.app.actor.Name, reissueReason
			w.act.figure("repeats "+last, reissueReason)
			return nil
		}
		return &Refused{Code: "content_released_before", Subject: w.batch.ID, Detail: last}
	}
	seal.Repeats, seal.RepeatsBy, seal.RepeatsReason = last, w.app.actor.Name, w.againReason
	w.act.figure("repeats "+last, w.againReason)
	return nil
}

// sign signs the file's bytes. What is practised is never signed.
func (w *fileWriter) sign(ctx context.Context, content []byte) (sha string, err error) {
	if w.header.Practice {
		return "", &Refused{Code: "practice_not_signed", Subject: w.batch.ID}
	}
	signature, err := w.app.signer.Sign(content)
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return w.keep(ctx, signature)
}

// encrypt makes the copy for the bank where its target asks for one, once: made
// anew it would be other bytes.
func (w *fileWriter) encrypt(ctx context.Context, f BankFile, content []byte) (*bankfile.Encrypted, error) {
	t, ok, err := targetOf(ctx, w.tx, f.PayerID)
	if err != nil || !ok || t.Recipient == "" {
		return nil, err
	}
	sealed, err := w.app.carrier.Encrypt(t.Recipient, content)
	if err != nil {
		return nil, err
	}
	sha, err := w.keep(ctx, sealed)
	if err != nil {
		return nil, err
	}
	w.act.figure("sha256 "+f.Name+cipherEnd, sha)
	return &bankfile.Encrypted{File: f.Name + cipherEnd, SHA256: sha, Bytes: int64(len(sealed)), Recipient: t.Recipient},
		w.act.write(ctx, w.tx, FileCipher{FileID: f.ID, Recipient: t.Recipient, SHA256: sha, Size: int64(len(sealed)), ActNo: w.act.no})
}

// manifest says of the file what it is.
func (w *fileWriter) manifest(ctx context.Context, h bankfile.Header, f BankFile, lines []fileLine, seal FileSeal) (bankfile.Manifest, error) {
	m := bankfile.NewManifest(h, w.format, bankfile.Totals{Count: int(f.Instructions), Amount: money.Dong(f.Amount), Hash: uint64(f.HashTotal)}, f.SHA256, f.Size)
	for _, x := range w.approvals {
		at, err := time.Parse(journal.TimeForm, x.RecordedAt)
		if err != nil {
			return m, err
		}
		m.Approvals = append(m.Approvals, bankfile.Approval{By: x.Approver, At: at})
	}
	policy, err := w.app.policyInForce(ctx, w.tx)
	if err != nil {
		return m, err
	}
	m.RuleVersions = map[string]string{"rates": w.app.rules.Version(), "match_policy": policy.Version}
	if m.Routes, err = bankfile.TotalsByRoute(lines); err != nil {
		return m, err
	}
	m.BatchTotal, m.ContentSHA256, m.SignedBy = w.whole, seal.ContentSHA256, seal.SignedBy
	m.Lossy = map[string]int{}
	holders := make([]string, len(lines))
	for i, l := range lines {
		holders[i] = l.holder
		var kinds []string
		for _, x := range l.lost {
			if kind := string(x.Kind); !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
				m.Lossy[kind]++
			}
		}
	}
	m.Alike = bankfile.Alike(bareLines(lines), holders)
	if seal.Repeats != "" {
		m.Repeats = &bankfile.Repeats{File: seal.Repeats, By: seal.RepeatsBy, Reason: seal.RepeatsReason}
	}
	return m, nil
}

// treasuryAhead makes the payment table of a file, while the file itself is read
// back; the table is there when it is asked for.
func (w *fileWriter) treasuryAhead(h bankfile.Header, f BankFile, lines []fileLine) func() ([]byte, error) {
	table := bankfile.TreasuryCopy{Header: h, Bank: w.app.bankName(h.Payer.BIN), File: f.Name, Words: w.app.words.Treasury(),
		Totals: bankfile.Totals{Count: int(f.Instructions), Amount: money.Dong(f.Amount)}}
	var out bytes.Buffer
	done := make(chan error, 1)
	go func() {
		done <- table.Write(&out, func(yield func(bankfile.TreasuryLine) bool) {
			for _, l := range lines {
				if !yield(bankfile.TreasuryLine{Holder: l.holder, Account: l.line.AccountNumber, Bank: w.app.bankName(l.instruction.BIN),
					Reference: l.line.EndToEndID, Amount: l.line.Amount}) {
					return
				}
			}
		})
	}()
	return func() ([]byte, error) {
		err := <-done
		return out.Bytes(), err
	}
}

func (a *App) bankName(bin string) string {
	if inst, ok := a.banks.ByBIN(bin); ok {
		return inst.ShortName
	}
	return bin
}

func bareLines(lines []fileLine) []bankfile.Line {
	out := make([]bankfile.Line, len(lines))
	for i, l := range lines {
		out[i] = l.line
	}
	return out
}

// What lies beside a file: with these endings, and the copy for the Treasury in a
// folder of its own, so that nobody hands it to the bank.
const (
	manifestEnd    = ".manifest.json"
	signatureEnd   = ".p7s"
	treasuryFolder = "bang-ke/"
	treasuryEnd    = ".bang-ke.xlsx"
	cipherEnd      = ".age"
)

// beside are the names and digests of what lies beside a file.
func beside(f BankFile, n FileIntent, s FileSeal, c FileCipher) []besideFile {
	out := []besideFile{{f.Name + manifestEnd, n.ManifestSHA256}}
	if s.TreasurySHA256 != "" {
		out = append(out, besideFile{treasuryFolder + f.Name + treasuryEnd, s.TreasurySHA256})
	}
	if s.SignatureSHA256 != "" {
		out = append(out, besideFile{f.Name + signatureEnd, s.SignatureSHA256})
	}
	if c.SHA256 != "" {
		out = append(out, besideFile{f.Name + cipherEnd, c.SHA256})
	}
	return out
}

type besideFile struct{ name, sha256 string }
