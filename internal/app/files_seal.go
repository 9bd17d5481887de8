package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"chitra/bankfile"
	"chitra/internal/journal"
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
func (w *fileWriter) noteLosses(ctx context.Context, lines []*fileLine) error {
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

// keepFile keeps a file, and with the intent what lies beside it: manifest, copy
// for the Treasury, signature. Whoever goes on after a death, with whatever rules
// and keys by then, publishes what was meant.
func (w *fileWriter) keepFile(ctx context.Context, m *madeFile) error {
	f := m.file
	f.ActNo, f.RecordedAt = w.act.no, w.act.stamp()
	if err := w.tx.PutBlob(ctx, f.SHA256, m.content); err != nil {
		return fmt.Errorf("keep the file: %w", err)
	}
	w.files = append(w.files, f)
	w.act.figure("sha256 "+f.Name, f.SHA256)
	if err := w.act.write(ctx, w.tx, f); err != nil {
		return err
	}
	seal := FileSeal{FileID: f.ID, ActNo: w.act.no, ContentSHA256: m.manifest.ContentSHA256}
	err := w.notAgain(ctx, &seal)
	if err != nil {
		return err
	}
	if seal.TreasurySHA256, err = w.keep(ctx, m.treasury); err != nil {
		return fmt.Errorf("keep the copy for the Treasury: %w", err)
	}
	if w.app.signer != nil {
		if seal.SignatureSHA256, err = w.sign(ctx, m.content); err != nil {
			return err
		}
		seal.SignedBy = w.app.signer.Name()
	}
	sha, err := w.keepManifest(ctx, m, f, seal)
	if err != nil {
		return err
	}
	if err := w.act.write(ctx, w.tx, seal); err != nil {
		return err
	}
	return w.act.write(ctx, w.tx, FileIntent{FileID: f.ID, Outbox: w.outbox, ManifestSHA256: sha, ActNo: w.act.no})
}

// keepManifest completes the manifest and keeps it.
func (w *fileWriter) keepManifest(ctx context.Context, m *madeFile, f BankFile, seal FileSeal) (sha string, err error) {
	manifest := m.manifest
	for _, x := range w.approvals {
		at, err := time.Parse(journal.TimeForm, x.RecordedAt)
		if err != nil {
			return "", err
		}
		manifest.Approvals = append(manifest.Approvals, bankfile.Approval{By: x.Approver, At: at})
	}
	policy, err := w.app.policyInForce(ctx, w.tx)
	if err != nil {
		return "", err
	}
	manifest.RuleVersions = map[string]string{"rates": w.app.rules.Version(), "match_policy": policy.Version}
	manifest.SignedBy = seal.SignedBy
	if seal.Repeats != "" {
		manifest.Repeats = &bankfile.Repeats{File: seal.Repeats, By: seal.RepeatsBy, Reason: seal.RepeatsReason}
	}
	if manifest.Encrypted, err = w.encrypt(ctx, f, m.content); err != nil {
		return "", fmt.Errorf("encrypt: %w", err)
	}
	text, err := manifest.JSON()
	if err != nil {
		return "", err
	}
	if sha, err = w.keep(ctx, text); err != nil {
		return "", fmt.Errorf("keep the manifest: %w", err)
	}
	return sha, nil
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

func (a *App) bankName(bin string) string {
	if inst, ok := a.banks.ByBIN(bin); ok {
		return inst.ShortName
	}
	return bin
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
