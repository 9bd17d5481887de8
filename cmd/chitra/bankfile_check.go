package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"chitra/bankfile"
	"chitra/bankfile/cashlist"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/internal/civil"
	"chitra/internal/cms"
	"chitra/internal/sheet"
	"chitra/internal/wording"
)

type bankfileCheckCmd struct {
	File string `arg:"" help:"${a_file}"`
}

// fileChecked is what a transfer file says, and what is wrong with it.
type fileChecked struct {
	File         string      `json:"file"`
	OK           bool        `json:"ok"`
	SHA256       string      `json:"sha256"`
	Format       string      `json:"format"`
	Batch        string      `json:"batch"`
	MessageID    string      `json:"message_id"`
	PayOn        string      `json:"pay_on"`
	Instructions int         `json:"instructions"`
	Amount       string      `json:"amount"`
	HashTotal    string      `json:"hash_total"`
	Signed       bool        `json:"signed"`
	Faults       []fileFault `json:"faults"`

	amount int64
}

// fileFault is one thing that is wrong with a transfer file.
type fileFault struct {
	Code      string `json:"code"`
	Reference string `json:"reference"` // of the line, where it is about one
	Field     string `json:"field"`
	Detail    string `json:"detail"`
	Message   string `json:"message"`
	Fix       string `json:"fix"`
}

func (c *bankfileCheckCmd) do(ctx context.Context, s *shell) (outcome, error) {
	data, err := readFile(c.File)
	if err != nil {
		return nil, err
	}
	all, err := s.everyFormat(ctx)
	if err != nil {
		return nil, err
	}
	out := &fileChecked{File: c.File, Faults: []fileFault{}}
	if out.SHA256, err = digestOf(bytes.NewReader(data)); err != nil {
		return nil, err
	}
	format, totals, err := readTransfer(all, data, out)
	if format == nil {
		return nil, failedWith("not_our_file", filepath.Base(c.File))
	}
	out.Format = format.Name()
	out.Instructions, out.Amount, out.HashTotal, out.amount = totals.Count, digits(totals.Amount.Minor()), totals.HashText(), totals.Amount.Minor()
	if err != nil {
		out.fault(err)
	}
	if err := out.checkSeal(c.File, int64(len(data)), totals); err != nil {
		return nil, err
	}
	if err := out.checkSignature(c.File, data); err != nil {
		return nil, err
	}
	for i := range out.Faults {
		said, _ := s.words.Of(wording.Faults, out.Faults[i].Code)
		out.Faults[i].Message, out.Faults[i].Fix = said.Says, said.Fix
	}
	out.OK = len(out.Faults) == 0
	return out, nil
}

// readTransfer finds the format by content and adds the file's lines up. The
// error is the file's; no format is one that nobody here writes.
func readTransfer(all map[string]bankfile.Format, data []byte, out *fileChecked) (bankfile.Format, bankfile.Totals, error) {
	var first bankfile.Format
	var firstErr error
	for _, f := range candidates(all, data) {
		h, lines := f.Read(bytes.NewReader(data), int64(len(data)))
		totals, err := bankfile.SumRead(lines)
		if err == nil {
			out.Batch, out.MessageID, out.PayOn = h.BatchID, h.MessageID, h.PayOn.ISO()
			return f, totals, nil
		}
		if first == nil || isStrange(firstErr) && !isStrange(err) {
			first, firstErr = f, err
		}
	}
	return first, bankfile.Totals{}, firstErr
}

// isStrange reports whether a workbook is not of the format that was tried: it has
// not even its sheet.
func isStrange(err error) bool {
	var workbook *portal.FileError
	var list *cashlist.FileError
	return errors.As(err, &workbook) && workbook.Code == portal.CodeNoSheet || errors.As(err, &list) && list.Code == cashlist.CodeNoSheet
}

// candidates are the formats a file may be in.
func candidates(all map[string]bankfile.Format, data []byte) []bankfile.Format {
	if kind, ok := iso20022.Detect(data[:min(len(data), 4096)]); ok {
		if f, known := all[kind]; known {
			return []bankfile.Format{f}
		}
		return nil
	}
	var out []bankfile.Format
	if sheet.Sniff(data) == sheet.XLSX {
		for _, name := range sortedKeys(all) {
			if all[name].Extension() == "xlsx" {
				out = append(out, all[name])
			}
		}
	}
	return out
}

// checkSeal compares the file with the manifest beside it.
func (f *fileChecked) checkSeal(name string, size int64, totals bankfile.Totals) error {
	text, err := os.ReadFile(name + ".manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		f.Faults = append(f.Faults, fileFault{Code: wording.FaultNoSeal, Detail: filepath.Base(name) + ".manifest.json"})
		return nil
	}
	if err != nil {
		return err
	}
	manifest, err := bankfile.ParseManifest(text)
	if err == nil {
		err = manifest.Verify(f.SHA256, size, totals)
	}
	if err == nil && manifest.File != filepath.Base(name) {
		err = &bankfile.TotalsError{Field: "file", Want: manifest.File, Got: filepath.Base(name)}
	}
	if err != nil {
		f.Faults = append(f.Faults, fileFault{Code: wording.FaultSeal, Detail: err.Error()})
	}
	return nil
}

// checkSignature holds the signature beside the file, where there is one,
// against its bytes. Whether the certificate is to be trusted is the bank's to say.
func (f *fileChecked) checkSignature(name string, data []byte) error {
	signature, err := os.ReadFile(name + signatureEnd)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	f.Signed = true
	if err := cms.Verify(signature, data); err != nil {
		f.Faults = append(f.Faults, fileFault{Code: wording.FaultSignature, Detail: err.Error()})
	}
	return nil
}

// fault notes what the file's own reader found.
func (f *fileChecked) fault(err error) {
	found := fileFault{Code: wording.FaultUnreadable, Detail: err.Error()}
	var line *bankfile.LineError
	var head *bankfile.HeaderError
	var totals *bankfile.TotalsError
	var message *iso20022.FileError
	var workbook *portal.FileError
	var list *cashlist.FileError
	switch {
	case errors.As(err, &line):
		found.Code, found.Reference, found.Field = line.Code, line.EndToEndID, line.Field
	case errors.As(err, &head):
		found.Code, found.Field = head.Code, head.Field
	case errors.As(err, &totals):
		found.Code, found.Field = wording.FaultTotals, totals.Field
	case errors.As(err, &message):
		found.Code, found.Field = message.Reason, message.Where
	case errors.As(err, &workbook):
		found.Code, found.Field = workbook.Code, workbook.Column
	case errors.As(err, &list):
		found.Code, found.Field = list.Code, list.Column
	}
	f.Faults = append(f.Faults, found)
}

func (f *fileChecked) needsPerson() bool { return !f.OK }

func (f *fileChecked) show(p *page) {
	p.line("%s: %s, %s lệnh, %s đồng, tổng kiểm %s.", "%s: %s, %s instructions, %s VND, hash total %s.",
		filepath.Base(f.File), f.Format, p.count(f.Instructions), p.dong(f.amount), f.HashTotal)
	if f.OK {
		p.line("Tệp đúng.", "The file is as it should be.")
	}
	for _, x := range f.Faults {
		p.text("  " + strings.TrimSpace(x.Message+" "+x.Fix) + " [" + x.Code + "] " + civil.DaysFirst(x.Detail) + "\n")
	}
}
