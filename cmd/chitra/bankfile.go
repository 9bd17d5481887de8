package main

import (
	"context"
	"errors"
	"path/filepath"

	"chitra/internal/app"
	"chitra/internal/outbox"
	"chitra/internal/wording"
)

type bankfileWriteCmd struct {
	Batches []string `arg:"" optional:"" name:"batch" help:"${bankfile_ids}"`
	Out     string   `placeholder:"DIR" help:"${bankfile_out}"`
}

// filesWritten are the transfer files that left, now or before.
type filesWritten struct {
	Out   string        `json:"out"`
	Files []writtenFile `json:"files"`
}

type writtenFile struct {
	Batch        string `json:"batch"`
	File         string `json:"file"` // path
	SHA256       string `json:"sha256"`
	Format       string `json:"format"`
	Bank         string `json:"bank"`
	Instructions int64  `json:"instructions"`
	Amount       string `json:"amount"`
	Status       string `json:"status"` // new, unchanged
	Lossy        int    `json:"lossy"`  // letters or texts that the bank's form could not carry

	amount int64
}

func (c *bankfileWriteCmd) do(ctx context.Context, s *shell) (res outcome, err error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	dir := firstOf(c.Out, s.set.folder("outbox"))
	out, err := outbox.Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	files, err := a.WriteFiles(ctx, c.Batches, out)
	if err != nil {
		return nil, err
	}
	return writtenOf(dir, files), nil
}

func writtenOf(dir string, files []app.FileOutcome) *filesWritten {
	w := &filesWritten{Out: dir, Files: []writtenFile{}}
	for _, f := range files {
		w.Files = append(w.Files, writtenFile{Batch: f.BatchID, File: filepath.Join(dir, f.BatchID, f.Name), SHA256: f.SHA256, Format: f.Format,
			Bank: f.Bank, Instructions: f.Instructions, Amount: digits(f.Amount), Status: f.Status, Lossy: f.Lossy, amount: f.Amount})
	}
	return w
}

func (w *filesWritten) needsPerson() bool { return false }

func (w *filesWritten) show(p *page) {
	if len(w.Files) == 0 {
		p.line("Không có đợt nào đã duyệt và chờ lập tệp.", "No approved batch waits for its files.")
		return
	}
	var rows [][]string
	for _, f := range w.Files {
		rows = append(rows, []string{f.File, f.Bank, p.count(int(f.Instructions)), p.dong(f.amount), p.words.Name(wording.FileStatuses, f.Status), f.SHA256[:12]})
	}
	p.table([]head{{vi: "Tệp", en: "File"}, {vi: "Ngân hàng", en: "Bank"}, {vi: "Lệnh", en: "Instructions", number: true},
		{vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}, {vi: "Kết quả", en: "Status"}, {vi: "SHA-256", en: "SHA-256"}}, rows)
}
