package main

import (
	"context"

	"chitra/internal/app"
)

type registryConfirmCmd struct {
	Response int64 `arg:"" help:"${registry_answers}"`
}

// registryConfirmed is what confirming a file of answers came to.
type registryConfirmed struct {
	Response int64         `json:"response"`
	Status   string        `json:"status"` // new, unchanged, nothing
	Snapshot int64         `json:"snapshot"`
	Added    int64         `json:"added"`
	Changed  int64         `json:"changed"`
	Issues   []answerIssue `json:"issues"`
}

func (c *registryConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.ConfirmResponse(ctx, c.Response)
	if err != nil {
		return nil, err
	}
	return &registryConfirmed{Response: r.Response, Status: r.Status, Snapshot: r.Snapshot, Added: r.Added, Changed: r.Changed,
		Issues: s.answerIssues(r.Faults)}, nil
}

func (r *registryConfirmed) needsPerson() bool { return len(r.Issues) > 0 }

func (r *registryConfirmed) show(p *page) {
	switch r.Status {
	case app.ListUnchanged:
		p.line("Phiếu trả lời số %d đã được xác nhận (bản dữ liệu dân cư %d).", "Answers %d were confirmed before (snapshot %d).", r.Response, r.Snapshot)
	case app.NothingToAsk:
		p.line("Phiếu trả lời số %d không làm thay đổi dữ liệu dân cư.", "Answers %d change nothing in the registry data.", r.Response)
	default:
		p.line("Phiếu trả lời số %d: dữ liệu dân cư mới số %d, thêm %s người, đổi %s người. Chạy list match để đối chiếu lại.",
			"Answers %d: snapshot %d, %s persons added, %s changed. Run list match to match again.", r.Response, r.Snapshot,
			p.count(int(r.Added)), p.count(int(r.Changed)))
	}
	p.answerIssues(r.Issues)
}
