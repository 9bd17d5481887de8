package main

import (
	"context"
	"path/filepath"
	"strconv"

	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/payout"
)

type resultCorrectCmd struct {
	Instruction string `arg:"" help:"${correct_instruction}"`
	To          string `required:"" enum:"paid,rejected,returned,unknown" placeholder:"STATE" help:"${correct_to}"`
	Reason      string `required:"" placeholder:"TEXT" help:"${f_reason}"`
	ReasonCode  string `name:"reason-code" placeholder:"CODE" help:"${correct_code}"`
	Evidence    string `required:"" placeholder:"FILE" help:"${correct_evidence}"`
}

type resultConfirmCmd struct {
	Correction int64 `arg:"" help:"${correct_number}"`
}

type resultCorrectionsCmd struct{}

// correctionList are corrections of results.
type correctionList struct {
	Corrections []listedCorrection `json:"corrections"`
}

type listedCorrection struct {
	Correction     int64  `json:"correction"`
	Instruction    string `json:"instruction"`
	From           string `json:"from"`
	To             string `json:"to"`
	Reason         string `json:"reason"`
	ReasonCode     string `json:"reason_code"`
	Evidence       string `json:"evidence"`
	EvidenceSHA256 string `json:"evidence_sha256"`
	ProposedBy     string `json:"proposed_by"`
	ProposedAt     string `json:"proposed_at"`
	ConfirmedBy    string `json:"confirmed_by"`
	ConfirmedAt    string `json:"confirmed_at"`
	Status         string `json:"status"`       // proposed, active, overtaken
	OvertakenBy    int64  `json:"overtaken_by"` // the newer proposal, 0 for none
}

func listedCorrectionOf(x app.CorrectionState) listedCorrection {
	return listedCorrection{Correction: x.ActNo, Instruction: x.InstructionID, From: x.FromState, To: x.ToState, Reason: x.Reason, ReasonCode: x.ReasonCode,
		Evidence: x.EvidenceName, EvidenceSHA256: x.EvidenceSHA256, ProposedBy: x.ProposedBy, ProposedAt: x.RecordedAt, ConfirmedBy: x.ConfirmedBy,
		ConfirmedAt: x.ConfirmedAt, Status: x.State(), OvertakenBy: x.OvertakenBy}
}

func (c *resultCorrectCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	evidence, err := readFile(c.Evidence)
	if err != nil {
		return nil, err
	}
	x, err := a.ProposeCorrection(ctx, app.Correction{Instruction: c.Instruction, To: payout.InstructionState(c.To), Reason: c.Reason, ReasonCode: c.ReasonCode,
		EvidenceName: filepath.Base(c.Evidence), Evidence: evidence})
	return &correctionList{Corrections: []listedCorrection{listedCorrectionOf(x)}}, err
}

func (c *resultConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.ConfirmCorrection(ctx, c.Correction)
	return &correctionList{Corrections: []listedCorrection{listedCorrectionOf(x)}}, err
}

func (c *resultCorrectionsCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	out := &correctionList{Corrections: []listedCorrection{}}
	for _, x := range all {
		out.Corrections = append(out.Corrections, listedCorrectionOf(x))
	}
	return out, nil
}

func (l *correctionList) needsPerson() bool { return false }

func (l *correctionList) show(p *page) {
	var rows [][]string
	for _, x := range l.Corrections {
		rows = append(rows, []string{strconv.FormatInt(x.Correction, 10), x.Instruction, p.words.Name(wording.InstructionStates, x.From),
			p.words.Name(wording.InstructionStates, x.To), x.Reason, x.ProposedBy, x.ConfirmedBy,
			p.words.Name(wording.ProposalStates, x.Status)})
	}
	p.table([]head{{vi: "Số", en: "Number", number: true}, {vi: "Lệnh", en: "Instruction"}, {vi: "Đang là", en: "From"}, {vi: "Đúng là", en: "To"},
		{vi: "Lý do", en: "Reason"}, {vi: "Người đề nghị", en: "Proposed by"}, {vi: "Người xác nhận", en: "Confirmed by"},
		{vi: "Tình trạng", en: "State"}}, rows)
}
