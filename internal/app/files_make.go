package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"chitra/bankfile"
	"chitra/internal/money"
)

// madeFile is one file of a batch with everything that follows from its lines
// alone. It is made without the store, while that is busy with something else.
type madeFile struct {
	lines    []*fileLine
	header   bankfile.Header
	file     BankFile // which act means it is not known yet
	totals   bankfile.Totals
	content  []byte
	read     []bankfile.Line // the content, read back
	treasury []byte
	manifest bankfile.Manifest // as far as it is known
	err      error
}

// in says in which file an error was met.
func (m *madeFile) in(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("part %d of %d: %w", m.header.Part, m.header.Parts, err)
}

// make makes the n-th file: the bytes, and then beside each other what follows
// from them.
func (w *fileWriter) make(n int) *madeFile {
	m := &madeFile{lines: w.parts[n-1], header: w.header}
	m.header.Part, m.header.Parts, m.header.Place = n, len(w.parts), m.lines[0].line.Place
	m.header.MessageID = bankfile.MessageID(w.storeID, w.batch.ID, n, 1)
	m.header.PaymentInfoID = bankfile.PaymentInfoID(w.storeID, w.batch.ID, n, 1)
	if m.err = m.in(w.bytesOf(m)); m.err != nil {
		return m
	}
	treasury := alongside(func() error { return w.treasuryOf(m) })
	err := w.readBack(m)
	if err == nil {
		err = w.describe(m)
	}
	if failed := treasury(); err == nil {
		err = failed
	}
	m.err = m.in(err)
	return m
}

// bytesOf writes the file.
func (w *fileWriter) bytesOf(m *madeFile) (err error) {
	if m.totals, err = bankfile.Sum(linesOf(m.lines)); err != nil {
		return err
	}
	var content bytes.Buffer
	if err := w.format.Write(&content, m.header, linesOf(m.lines), m.totals); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	m.content = content.Bytes()
	sum := sha256.Sum256(m.content)
	sha := hex.EncodeToString(sum[:])
	m.file = BankFile{ID: w.fileID(m.header.Part), BatchID: w.batch.ID, PayerID: w.batch.PayerID, Part: int64(m.header.Part),
		Parts: int64(m.header.Parts), Format: w.format.Name(), Name: bankfile.FileName(m.header, w.format, sha), SHA256: sha,
		Size: int64(len(m.content)), Instructions: int64(m.totals.Count), Amount: m.totals.Amount.Minor(), HashTotal: int64(m.totals.Hash),
		MessageID: m.header.MessageID, PaymentInfo: m.header.PaymentInfoID, State: FileIntended}
	return nil
}

// readBack decodes the bytes with the inbound reader.
func (w *fileWriter) readBack(m *madeFile) error {
	got, lines := w.format.Read(bytes.NewReader(m.content), int64(len(m.content)))
	if err := m.header.Differ(got); err != nil {
		return fmt.Errorf("read back: %w", err)
	}
	m.read = make([]bankfile.Line, 0, len(m.lines))
	for l, err := range lines {
		if err != nil {
			return fmt.Errorf("read back: read the file back: %w", err)
		}
		m.read = append(m.read, l)
	}
	return nil
}

// treasuryOf makes the payment table of a file.
func (w *fileWriter) treasuryOf(m *madeFile) error {
	table := bankfile.TreasuryCopy{Header: m.header, Cash: w.terms.Cash, Bank: w.app.bankName(m.header.Payer.BIN), File: m.file.Name, Words: w.app.words.Treasury(),
		Totals: bankfile.Totals{Count: int(m.file.Instructions), Amount: money.Dong(m.file.Amount)}}
	var out bytes.Buffer
	err := table.Write(&out, func(yield func(bankfile.TreasuryLine) bool) {
		for _, l := range m.lines {
			if !yield(bankfile.TreasuryLine{Holder: l.holder, Account: l.line.AccountNumber, Bank: w.app.bankName(l.instruction.BIN),
				Reference: l.line.EndToEndID, Amount: l.line.Amount}) {
				return
			}
		}
	})
	if err != nil {
		return fmt.Errorf("copy for the Treasury: %w", err)
	}
	m.treasury = out.Bytes()
	return nil
}

// describe says of the file, in its manifest, what its lines say.
func (w *fileWriter) describe(m *madeFile) (err error) {
	m.manifest = bankfile.NewManifest(m.header, w.format, bankfile.Totals{Count: int(m.file.Instructions), Amount: money.Dong(m.file.Amount),
		Hash: uint64(m.file.HashTotal)}, m.file.SHA256, m.file.Size)
	if m.manifest.Routes, err = bankfile.TotalsByRoute(m.lines); err != nil {
		return err
	}
	m.manifest.BatchTotal = w.whole
	m.manifest.Lossy = map[string]int{}
	bare, holders := make([]bankfile.Line, len(m.lines)), make([]string, len(m.lines))
	for i, l := range m.lines {
		bare[i], holders[i] = l.line, l.holder
		counted := map[string]bool{}
		for _, x := range l.lost {
			if kind := string(x.Kind); !counted[kind] {
				counted[kind] = true
				m.manifest.Lossy[kind]++
			}
		}
	}
	m.manifest.Alike = bankfile.Alike(bare, holders)
	m.manifest.ContentSHA256 = bankfile.ContentSHA256(w.batch.PayerID, bare)
	return nil
}
