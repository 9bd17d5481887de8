package main

import (
	"context"

	"chitra/internal/app"
	"chitra/internal/wording"
)

// listRefusedCmd is `list refused`.
type listRefusedCmd struct {
	Limit int `default:"20" placeholder:"N" help:"${list_limit}"`
}

// refusedTries are tries to hand lists in that took nothing, the newest first.
type refusedTries struct {
	Tries []refusedTry `json:"tries"`
}

type refusedTry struct {
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
	Status  string `json:"status"` // refused, waits
	Reason  string `json:"reason"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
	By      string `json:"by"`
	At      string `json:"at"`
}

func (c *listRefusedCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if c.Limit < 1 {
		return nil, failedWith("usage", "--limit")
	}
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	found, err := a.RefusedLists(ctx, c.Limit)
	if err != nil {
		return nil, err
	}
	out := &refusedTries{Tries: []refusedTry{}}
	for _, u := range found {
		said := s.refusalWords(u.Reason)
		out.Tries = append(out.Tries, refusedTry{File: u.FileName, SHA256: u.SHA256, Status: app.StatusOf(u.Reason), Reason: u.Reason,
			Message: said.Says, Fix: said.Fix, By: u.Actor, At: u.At})
	}
	return out, nil
}

func (r *refusedTries) needsPerson() bool { return false }

func (r *refusedTries) show(p *page) {
	var rows [][]string
	for _, t := range r.Tries {
		rows = append(rows, []string{p.moment(t.At), t.By, t.File, p.words.Name(wording.FileStatuses, t.Status), t.Message + " [" + t.Reason + "]", t.SHA256[:min(12, len(t.SHA256))]})
	}
	p.table([]head{{vi: "Lúc", en: "At"}, {vi: "Người nộp", en: "By"}, {vi: "Tệp", en: "File"}, {vi: "Kết quả", en: "Status"}, {vi: "Lý do", en: "Reason"},
		{vi: "SHA-256", en: "SHA-256"}}, rows)
}
