package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/wording"
)

type reviewImportCmd struct {
	File string `arg:"" help:"${a_file}"`
}

func (c *reviewImportCmd) do(ctx context.Context, s *shell) (outcome, error) {
	data, err := readFile(c.File)
	if err != nil {
		return nil, err
	}
	book, err := readReviewBook(data)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(c.File), err)
	}
	current, err := s.seals(ctx, book.rows)
	if err != nil {
		return nil, err
	}
	out, err := s.decideGroups(ctx, book.groups)
	if err != nil {
		return nil, err
	}
	var decisions []app.Decision
	for _, l := range book.rows {
		if l.choice == "" {
			continue
		}
		if seal, ok := current[l.row]; !ok || seal != l.seal {
			out.refuse(s, l.row, "row_changed")
			continue
		}
		decisions = append(decisions, l.decision())
	}
	if len(decisions) == 0 {
		return out, nil
	}
	rows, err := s.decide(ctx, decisions)
	if err != nil {
		return nil, err
	}
	out.add(rows)
	return out, nil
}

func (d *decisionsMade) add(more *decisionsMade) {
	d.Decided, d.Accepted, d.Rejected, d.Waiting = d.Decided+more.Decided, d.Accepted+more.Accepted, d.Rejected+more.Rejected, d.Waiting+more.Waiting
	d.Refused = append(d.Refused, more.Refused...)
}

func (d *decisionsMade) refuse(s *shell, what, code string) {
	said, _ := s.words.Of(wording.Acts, code)
	d.Refused = append(d.Refused, decisionMade{Row: what, Code: code, Message: said.Says, Fix: said.Fix})
}

// decideGroups takes the answers to whole groups, each an act of its own.
func (s *shell) decideGroups(ctx context.Context, groups []reviewLine) (*decisionsMade, error) {
	out := &decisionsMade{Refused: []decisionMade{}}
	for _, g := range groups {
		if g.choice == "" {
			continue
		}
		period, err := civil.ParseMonth(g.period)
		if err != nil {
			return nil, err
		}
		a, err := s.actor(ctx)
		if err != nil {
			return nil, err
		}
		accepts := g.choice == "NHẬN CẢ NHÓM" || g.choice == "ACCEPT ALL" // in the language of whoever exported
		taken, err := a.DecideGroup(ctx, app.GroupAnswer{Period: period, ID: g.row, Reject: !accepts, Reason: g.reason})
		var refused *app.Refused
		if errors.As(err, &refused) {
			out.refuse(s, g.row, refused.Code)
			continue
		}
		if err != nil {
			return nil, err
		}
		one := &decisionsMade{Decided: taken.Rows, Waiting: taken.WaitSecond}
		if one.Rejected = taken.Rows; accepts {
			one.Accepted, one.Rejected = taken.Rows, 0
		}
		out.add(one)
	}
	return out, nil
}

// reviewLine is what a reviewer filled in, for a row or a group.
type reviewLine struct{ period, row, choice, reason, seal string }

// decision takes a choice for a rejection where it begins with no number: the
// word is in the language of whoever exported.
func (l reviewLine) decision() app.Decision {
	d := app.Decision{Row: l.row, Reason: l.reason}
	if number, _, _ := strings.Cut(l.choice, choiceMark); strings.Trim(number, "0123456789") == "" {
		d.PersonalID = number
	}
	return d
}

// filledBook is what came back.
type filledBook struct{ rows, groups []reviewLine }

func readReviewBook(data []byte) (filledBook, error) {
	r := bytes.NewReader(data)
	t, err := sheet.OpenTable(r, r.Size(), sheet.Limits{})
	if err != nil {
		return filledBook{}, err
	}
	var out filledBook
	for n := range min(len(t.Sheets()), 2) {
		for row, err := range t.Rows(n) {
			if err != nil {
				return filledBook{}, err
			}
			at := func(column int) string {
				if column >= len(row.Cells) {
					return ""
				}
				return strings.TrimSpace(row.Cells[column].Text)
			}
			switch {
			case row.Number <= reviewHeadRow:
			case n == 0 && at(reviewRef) != "":
				out.rows = append(out.rows, reviewLine{at(reviewPeriod), at(reviewRef), at(reviewChoice), at(reviewReason), at(reviewSeal)})
			case n == 1 && strings.HasPrefix(at(groupID), "g") && at(groupPeriod) != "":
				out.groups = append(out.groups, reviewLine{at(groupPeriod), at(groupID), at(groupChoice), at(groupReason), ""})
			}
		}
	}
	return out, nil
}

// seals are those of the queue as it stands now, by row, known cases among them.
func (s *shell) seals(ctx context.Context, lines []reviewLine) (map[string]string, error) {
	seals, seen := map[string]string{}, map[string]bool{}
	for _, l := range lines {
		if seen[l.period] {
			continue
		}
		seen[l.period] = true
		period, err := civil.ParseMonth(l.period)
		if err != nil {
			return nil, err
		}
		q, err := s.queue(ctx, period)
		if err != nil {
			return nil, err
		}
		known, err := s.planted(ctx, period)
		if err != nil {
			return nil, err
		}
		for _, item := range append(q.Items, known...) {
			seals[item.Row] = item.seal
		}
	}
	return seals, nil
}
