package main

import (
	"context"
	"strconv"

	"chitra/internal/wording"
)

type auditVerifyCmd struct{}

// auditVerified is what a look through the whole journal found.
type auditVerified struct {
	OK       bool        `json:"ok"`
	Events   int64       `json:"events"`
	Head     string      `json:"head"`
	FirstBad *auditFault `json:"first_bad"`
}

// auditFault is the first thing that does not hold.
type auditFault struct {
	Event   int64  `json:"event"`
	Act     int64  `json:"act"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

func (c *auditVerifyCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.Verify(ctx)
	if err != nil {
		return nil, err
	}
	out := &auditVerified{OK: r.OK, Events: r.Events, Head: r.Head}
	if f := r.FirstBad; f != nil {
		said, _ := s.words.Of(wording.Journal, f.Reason)
		out.FirstBad = &auditFault{Event: f.Seq, Act: f.ActNo, Code: f.Reason, Detail: f.Detail, Message: said.Says, Fix: said.Fix}
	}
	return out, nil
}

func (v *auditVerified) needsPerson() bool { return !v.OK }

func (v *auditVerified) show(p *page) {
	if v.OK {
		p.line("Nhật ký nguyên vẹn: %s sự kiện, đầu chuỗi %s.", "The journal holds: %s events, head %s.", p.count(int(v.Events)), v.Head)
		return
	}
	f := v.FirstBad
	p.line("Nhật ký KHÔNG nguyên vẹn, từ sự kiện %s:", "The journal does NOT hold, from event %s on:", strconv.FormatInt(f.Event, 10))
	p.text("  " + f.Message + " " + f.Fix + " [" + f.Code + "] " + f.Detail + "\n")
}
