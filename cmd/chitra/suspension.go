package main

import (
	"context"
	"strings"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/wording"
)

type suspensionCmd struct {
	List   suspensionListCmd   `cmd:"" help:"${suspension_list}"`
	Decide suspensionDecideCmd `cmd:"" help:"${suspension_decide}"`
	Lift   suspensionLiftCmd   `cmd:"" help:"${suspension_lift}"`
}

type suspensionListCmd struct{}

type suspensionDecideCmd struct {
	Suspension string `arg:"" help:"${suspension_id}"`
	Suspend    bool   `xor:"word" required:"" help:"${suspension_suspend}"`
	Keep       bool   `xor:"word" required:"" help:"${suspension_keep}"`
	Reason     string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type suspensionLiftCmd struct {
	Suspension string `arg:"" help:"${suspension_id}"`
	Reason     string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

// suspensionList are proposals to suspend, and what became of them.
type suspensionList struct {
	Suspensions []listedSuspension `json:"suspensions"`
	Proposed    int                `json:"proposed"` // that nobody has decided
}

type listedSuspension struct {
	Suspension  string           `json:"suspension"`
	Beneficiary string           `json:"beneficiary"`
	Programme   string           `json:"programme"`
	Months      []string         `json:"months"`
	Evidence    []string         `json:"evidence"`
	Status      string           `json:"status"` // proposed, suspended, kept, lifted
	WaitsFor    string           `json:"waits_for"`
	ProposedAt  string           `json:"proposed_at"`
	Words       []suspensionSaid `json:"words"`
}

type suspensionSaid struct {
	Word   string `json:"word"`
	First  string `json:"first"`
	Second string `json:"second"`
	Reason string `json:"reason"`
	At     string `json:"at"`
}

func listedSuspensionOf(s app.SuspensionState) listedSuspension {
	out := listedSuspension{Suspension: s.ID, Beneficiary: s.BeneficiaryID, Programme: s.Programme, Months: strings.Fields(s.Months),
		Evidence: strings.Split(s.Evidence, "\n"), Status: s.Status, ProposedAt: s.RecordedAt, Words: []suspensionSaid{}}
	if s.Waits != nil {
		out.WaitsFor = s.Waits.Word
	}
	for _, w := range s.Words {
		out.Words = append(out.Words, suspensionSaid{Word: w.Word, First: w.FirstPerson, Second: w.SecondPerson, Reason: w.Reason, At: w.RecordedAt})
	}
	return out
}

func (c *suspensionListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Suspensions(ctx)
	if err != nil {
		return nil, err
	}
	return suspensionsOf(all...), nil
}

func suspensionsOf(all ...app.SuspensionState) *suspensionList {
	out := &suspensionList{Suspensions: []listedSuspension{}}
	for _, x := range all {
		if x.Status == app.SuspendedProposed {
			out.Proposed++
		}
		out.Suspensions = append(out.Suspensions, listedSuspensionOf(x))
	}
	return out
}

func (c *suspensionDecideCmd) do(ctx context.Context, s *shell) (outcome, error) {
	word := app.SuspensionKeep
	if c.Suspend {
		word = app.SuspensionSuspend
	}
	return decideSuspension(ctx, s, c.Suspension, word, c.Reason)
}

func (c *suspensionLiftCmd) do(ctx context.Context, s *shell) (outcome, error) {
	return decideSuspension(ctx, s, c.Suspension, app.SuspensionLift, c.Reason)
}

func decideSuspension(ctx context.Context, s *shell, id, word, reason string) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.DecideSuspension(ctx, id, word, reason)
	if err != nil {
		return nil, err
	}
	return suspensionsOf(x), nil
}

func (l *suspensionList) needsPerson() bool { return l.Proposed > 0 }

func (l *suspensionList) show(p *page) {
	var rows [][]string
	for _, x := range l.Suspensions {
		rows = append(rows, []string{x.Suspension, x.Beneficiary, civil.DaysFirst(strings.Join(x.Months, " ")), p.words.Name(wording.Suspensions, x.Status),
			p.words.Name(wording.SuspensionWords, x.WaitsFor)})
	}
	p.table([]head{{vi: "Mã", en: "Id"}, {vi: "Đối tượng", en: "Beneficiary"}, {vi: "Các tháng", en: "Months"}, {vi: "Tình trạng", en: "State"},
		{vi: "Chờ người thứ hai", en: "Waits for a second"}}, rows)
}
