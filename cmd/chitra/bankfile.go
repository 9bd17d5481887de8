package main

import (
	"context"
	"errors"
	"path/filepath"

	"chitra/bankfile"
	"chitra/internal/app"
	"chitra/internal/outbox"
	"chitra/internal/wording"
)

type bankfileWriteCmd struct {
	Batches []string `arg:"" optional:"" name:"batch" help:"${bankfile_ids}"`
	Out     string   `placeholder:"DIR" help:"${bankfile_out}"`
	Again   string   `placeholder:"REASON" help:"${bankfile_again}"`
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
	Profile      string `json:"profile"`
	Evidence     string `json:"evidence"` // well, fair, unverified
	Signed       bool   `json:"signed"`
	Repeats      string `json:"repeats"` // the file that said the same before

	amount int64
}

func (c *bankfileWriteCmd) do(ctx context.Context, s *shell) (res outcome, err error) {
	a, err := s.signingActor(ctx)
	if err != nil {
		return nil, err
	}
	dir := firstOf(c.Out, s.set.folder("outbox"))
	out, err := outbox.Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	files, err := a.WriteFilesWith(ctx, c.Batches, out, app.WriteOptions{AgainReason: c.Again})
	if err != nil {
		return nil, err
	}
	return writtenOf(dir, files), nil
}

func writtenOf(dir string, files []app.FileOutcome) *filesWritten {
	w := &filesWritten{Out: dir, Files: []writtenFile{}}
	for _, f := range files {
		w.Files = append(w.Files, writtenFile{Batch: f.BatchID, File: filepath.Join(dir, f.BatchID, f.Name), SHA256: f.SHA256, Format: f.Format,
			Bank: f.Bank, Instructions: f.Instructions, Amount: digits(f.Amount), Status: f.Status, Lossy: f.Lossy,
			Profile: f.Profile, Evidence: f.Evidence, Signed: f.Signed, Repeats: f.Repeats, amount: f.Amount})
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
	w.warn(p)
}

// warn says what somebody should know before a file is handed in.
func (w *filesWritten) warn(p *page) {
	seen := map[string]bool{}
	for _, f := range w.Files {
		if f.Evidence == bankfile.Unverified && !seen[f.Profile] {
			seen[f.Profile] = true
			p.line("Mẫu %s CHƯA KIỂM CHỨNG: chưa ai thấy mẫu thật của ngân hàng. Thử một tệp nhỏ, hoặc lập mẫu từ tệp của ngân hàng bằng bankfile profile new.",
				"The profile %s is UNVERIFIED: nobody has seen the bank's own layout. Try a small file, or make a profile from the bank's file with bankfile profile new.", f.Profile)
		}
		if f.Repeats != "" {
			p.line("%s lặp lại nội dung của %s.", "%s repeats the content of %s.", filepath.Base(f.File), f.Repeats)
		}
		if f.Lossy > 0 && !seen[f.Batch] {
			seen[f.Batch] = true
			p.line("Đợt %s: %s chỗ phải bỏ dấu hoặc ký tự ngân hàng không nhận; bản kê đi kèm ghi số dòng.",
				"Batch %s: %s texts lost marks or letters that the bank does not take; the manifest counts the lines.", f.Batch, p.count(f.Lossy))
		}
	}
}
