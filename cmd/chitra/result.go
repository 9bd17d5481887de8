package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type resultImportCmd struct {
	Files []string `arg:"" name:"file" help:"${a_files}"`
}

// resultsImported is what banks' answers came to.
type resultsImported struct {
	Files []importedResult `json:"files"`
}

// importedResult is one answer. Lines are what it says; Matched those that are
// about an instruction of ours.
type importedResult struct {
	File       string            `json:"file"`
	SHA256     string            `json:"sha256"`
	Format     string            `json:"format"`
	Status     string            `json:"status"` // new, unchanged, refused
	Reason     string            `json:"reason,omitempty"`
	Message    string            `json:"message,omitempty"`
	Fix        string            `json:"fix,omitempty"`
	Detail     string            `json:"detail,omitempty"`
	Sheet      string            `json:"sheet,omitempty"` // where it was refused
	Cell       string            `json:"cell,omitempty"`  // its cell or row; of a document, line and byte
	Line       int               `json:"line,omitempty"`
	Stated     string            `json:"stated,omitempty"`
	Read       string            `json:"read,omitempty"`
	Lines      int               `json:"lines"`
	Matched    int               `json:"matched"`
	Moved      map[string]int    `json:"moved"` // instructions by the state they came to
	Exceptions []resultException `json:"exceptions"`
	Statements []resultStatement `json:"statements"`
}

// resultStatement is what an answer says of a paying account as a whole.
type resultStatement struct {
	Payer    string `json:"payer"` // "" of an account that is none of ours
	ID       string `json:"statement"`
	Sequence int64  `json:"sequence"`
	From     string `json:"from"`
	To       string `json:"to"`
	Opening  string `json:"opening"` // "" where not told
	Closing  string `json:"closing"`
	Entries  int64  `json:"entries"`
	Credits  string `json:"credits"`
	Debits   string `json:"debits"`
	Repeated bool   `json:"repeated"` // it came before, and adds nothing
}

type resultException struct {
	Line      int    `json:"line"`
	Code      string `json:"code"`
	Reference string `json:"reference"`
	Amount    string `json:"amount"` // "" where the line has none
	Detail    string `json:"detail"`
	Message   string `json:"message"`
	Fix       string `json:"fix"`
}

func (c *resultImportCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &resultsImported{Files: []importedResult{}}
	uploads := func(yield func(app.ResultUpload, error) bool) {
		for _, name := range c.Files {
			data, err := readFile(name)
			if !yield(app.ResultUpload{FileName: filepath.Base(name), Data: data}, err) {
				return
			}
		}
	}
	s.progress.tell("result", 0, len(c.Files))
	err = a.ImportResults(ctx, uploads, func(o app.ResultOutcome) error {
		out.Files = append(out.Files, s.answered(o))
		s.progress.tell("result", len(out.Files), len(c.Files))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (s *shell) answered(o app.ResultOutcome) importedResult {
	r := importedResult{File: o.File, SHA256: o.SHA256, Format: o.Format, Status: o.Status, Reason: o.Reason, Detail: o.Detail,
		Sheet: o.Sheet, Cell: o.Cell, Line: o.Line, Stated: o.Stated, Read: o.Read,
		Lines: o.Lines, Matched: o.Matched, Moved: o.Moved, Exceptions: make([]resultException, 0, len(o.Exceptions)),
		Statements: make([]resultStatement, 0, len(o.Statements))}
	for _, x := range o.Statements {
		r.Statements = append(r.Statements, resultStatement{Payer: x.PayerID, ID: x.StatementID, Sequence: x.Sequence, From: x.FromDay, To: x.ToDay,
			Opening: optional(x.Opening), Closing: optional(x.Closing), Entries: x.Entries, Credits: digits(x.Credits), Debits: digits(x.Debits), Repeated: x.Repeated})
	}
	if o.Reason != "" {
		said := s.refusalWords(o.Reason)
		r.Message, r.Fix = said.Says, said.Fix
	}
	for _, x := range o.Exceptions {
		said, _ := s.words.Of(wording.Exceptions, x.Code)
		r.Exceptions = append(r.Exceptions, resultException{Line: x.Line, Code: x.Code, Reference: x.Reference, Amount: optional(x.Amount),
			Detail: x.Detail, Message: said.Says, Fix: said.Fix})
	}
	return r
}

// optional is an amount that may be missing.
func optional(n *int64) string {
	if n == nil {
		return ""
	}
	return digits(*n)
}

func (r *resultsImported) needsPerson() bool {
	for _, f := range r.Files {
		if len(f.Exceptions) > 0 || f.Status == app.ListRefused {
			return true
		}
	}
	return false
}

// failed says that nothing was taken: every file was refused whole.
func (r *resultsImported) failed() bool {
	for _, f := range r.Files {
		if f.Status != app.ListRefused {
			return false
		}
	}
	return len(r.Files) > 0
}

func (r *resultsImported) show(p *page) {
	var rows [][]string
	for _, f := range r.Files {
		rows = append(rows, []string{f.File, f.Format, p.words.Name(wording.FileStatuses, f.Status), p.count(f.Lines), p.count(f.Matched), p.count(len(f.Exceptions))})
	}
	p.table([]head{{vi: "Tệp", en: "File"}, {vi: "Dạng", en: "Format"}, {vi: "Kết quả", en: "Status"}, {vi: "Dòng", en: "Lines", number: true},
		{vi: "Khớp", en: "Matched", number: true}, {vi: "Ngoại lệ", en: "Exceptions", number: true}}, rows)
	for _, f := range r.Files {
		if f.Reason != "" {
			why := whyNot{message: f.Message, fix: f.Fix, reason: f.Reason, sheet: f.Sheet, cell: f.Cell, stated: f.Stated, read: f.Read}
			p.text(f.File + ": " + why.said(p.words) + "\n")
		}
		for _, x := range f.Statements[:min(len(f.Statements), shownIssues)] {
			x.show(p)
		}
		for _, x := range f.Exceptions[:min(len(f.Exceptions), shownIssues)] {
			p.text("  " + x.place(f.File) + " " + strings.TrimSpace(x.Reference+" "+x.Message+" "+x.Fix) + "\n")
		}
		if more := len(f.Exceptions) - shownIssues; more > 0 {
			p.line("  … và %s ngoại lệ nữa.", "  … and %s more.", p.count(more))
		}
	}
}

// show writes one line of a statement, with its days and balances where the bank
// tells them.
func (x resultStatement) show(p *page) {
	said := strings.TrimSpace(x.Payer + " " + x.ID)
	if x.From+x.To != "" {
		said += " " + p.day(x.From) + " – " + p.day(x.To)
	}
	if x.Opening+x.Closing != "" {
		said += ": " + p.amount(x.Opening) + " → " + p.amount(x.Closing) + p.words.Pick(" đồng", " VND")
	}
	if x.Repeated {
		said += p.words.Pick(" (đã có)", " (came before)")
	}
	p.text("  " + said + "\n")
}

// place is where in an answer an exception was met: the whole of it has no line.
func (x resultException) place(file string) string {
	if x.Line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, x.Line)
}
