package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type resultLinesCmd struct {
	Period   month `required:"" placeholder:"YYYY-MM" help:"${result_months}"`
	To       month `placeholder:"YYYY-MM" help:"${f_to}"`
	Unpaired bool  `help:"${result_unpaired}"`
}

type resultPairCmd struct {
	Line        string `arg:"" help:"${result_line}"`
	Instruction string `placeholder:"ID" help:"${pair_instruction}"`
	Reason      string `placeholder:"TEXT" help:"${f_reason}"`
	Confirm     bool   `help:"${pair_confirm}"`
}

// resultLines are lines of answers with how each was paired.
type resultLines struct {
	Lines []keptLine `json:"lines"`
}

type keptLine struct {
	Line        string `json:"line"` // FILE:LINE
	File        string `json:"file"`
	Format      string `json:"format"`
	TakenIn     string `json:"taken_in"`
	State       string `json:"state"` // paired, requested, proposed, unpaired
	PairedBy    string `json:"paired_by"`
	Instruction string `json:"instruction"`
	Reference   string `json:"reference"`
	BankRef     string `json:"bank_reference"`
	Status      string `json:"status"`
	Verdict     string `json:"verdict"`
	Amount      string `json:"amount"`
	BookedOn    string `json:"booked_on"`
	Kind        string `json:"kind"` // of a line that named nothing of ours
	Exception   string `json:"exception"`
	Proposed    string `json:"proposed"`
	Evidence    string `json:"evidence"`
	Requested   string `json:"requested"`
}

func (c *resultLinesCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	to := c.To.Month
	if to.IsZero() {
		to = c.Period.Month
	}
	out := &resultLines{Lines: []keptLine{}}
	err = a.ResultLines(ctx, c.Period.Month, to, c.Unpaired, func(l app.KeptLine) error {
		out.Lines = append(out.Lines, keptLine{Line: fmt.Sprintf("%d:%d", l.FileNo, l.Line), File: l.FileName, Format: l.Format, TakenIn: l.RecordedAt,
			State: l.StateOfPair(), PairedBy: l.PairedBy, Instruction: l.Instruction, Reference: l.Reference, BankRef: l.BankRef, Status: l.Status, Verdict: l.Verdict,
			Amount: optional(l.Amount), BookedOn: l.BookedOn, Kind: l.Kind, Exception: l.Exception, Proposed: l.Proposed, Evidence: l.Evidence, Requested: l.Requested})
		return nil
	})
	return out, err
}

func (l *resultLines) needsPerson() bool { return false }

func (l *resultLines) show(p *page) {
	p.line("Dòng: %s", "Lines: %s", p.count(len(l.Lines)))
	var rows [][]string
	for _, x := range l.Lines[:min(len(l.Lines), shownExceptions)] {
		about, by := x.Instruction, x.PairedBy
		if about == "" {
			about, by = x.Proposed, x.Evidence
		}
		if x.Requested != "" {
			about, by = x.Requested, "person"
		}
		rows = append(rows, []string{x.Line, p.day(x.BookedOn), p.amount(x.Amount), p.words.Name(wording.LineKinds, x.Kind), p.words.Name(wording.PairStates, x.State), about,
			p.words.Name(wording.PairedBy, by), x.BankRef, x.Exception})
	}
	p.table([]head{{vi: "Dòng", en: "Line"}, {vi: "Ngày", en: "Booked"}, {vi: "Số tiền", en: "Amount", number: true}, {vi: "Là", en: "Kind"},
		{vi: "Ghép", en: "Pairing"}, {vi: "Lệnh chi", en: "Instruction"}, {vi: "Bằng", en: "By"}, {vi: "Số của ngân hàng", en: "Bank reference"},
		{vi: "Ngoại lệ", en: "Exception"}}, rows)
	if more := len(l.Lines) - len(rows); more > 0 {
		p.line("… và %s dòng nữa: --json", "… and %s more: --json", p.count(more))
	}
}

// linePaired is what people say a line is about.
type linePaired struct {
	Line        string `json:"line"`
	Instruction string `json:"instruction"`
	Status      string `json:"status"` // proposed, confirmed
	From        string `json:"from"`   // the instruction's state
	To          string `json:"to"`
}

func (c *resultPairCmd) do(ctx context.Context, s *shell) (outcome, error) {
	file, line, err := c.place()
	if err != nil {
		return nil, err
	}
	if c.Instruction == "" || c.Confirm == (c.Reason != "") {
		return nil, failedWith("usage", "--instruction ID --reason TEXT | --instruction ID --confirm")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	var x app.LinePairing
	if c.Confirm {
		x, err = a.ConfirmPair(ctx, file, line, c.Instruction)
	} else {
		x, err = a.PairLine(ctx, file, line, c.Instruction, c.Reason)
	}
	out := &linePaired{Line: c.Line, Instruction: x.Instruction, Status: "proposed", From: x.From, To: x.To}
	if x.Confirmed {
		out.Status = "confirmed"
	}
	return out, err
}

// place reads FILE:LINE.
func (c *resultPairCmd) place() (file, line int64, err error) {
	f, l, _ := strings.Cut(c.Line, ":")
	file, errFile := strconv.ParseInt(f, 10, 64)
	line, errLine := strconv.ParseInt(l, 10, 64)
	if errFile != nil || errLine != nil {
		return 0, 0, failedWith("usage", c.Line+": FILE:LINE")
	}
	return file, line, nil
}

func (l *linePaired) needsPerson() bool { return false }

func (l *linePaired) show(p *page) {
	if l.Status == "proposed" {
		p.line("Dòng %s là của lệnh %s: chờ người khác xác nhận: chitra result pair %s --instruction %s --confirm",
			"Line %s is about instruction %s: somebody else confirms with chitra result pair %s --instruction %s --confirm", l.Line, l.Instruction, l.Line, l.Instruction)
		return
	}
	p.line("Dòng %s đã ghép với lệnh %s: %s → %s", "Line %s is paired with instruction %s: %s → %s", l.Line, l.Instruction,
		p.words.Name(wording.InstructionStates, l.From), p.words.Name(wording.InstructionStates, l.To))
}
