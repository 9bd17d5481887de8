package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"chitra/internal/app"
	"chitra/internal/sheet"
	"chitra/internal/viet"
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
	current, err := s.current(ctx, book.rows)
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
		item, ok := current[l.row]
		if !ok || item.seal != l.seal {
			out.refuse(s, l, &app.Refused{Code: "row_changed"})
			continue
		}
		dec, ok := l.decision(item)
		if !ok {
			out.refuse(s, l, &app.Refused{Code: "choice_unknown"})
			continue
		}
		decisions = append(decisions, dec)
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

// refuse tells of a line of the workbook that is not taken, with its cell.
func (d *decisionsMade) refuse(s *shell, l reviewLine, why *app.Refused) {
	said, _ := s.words.Of(wording.Acts, why.Code)
	d.Refused = append(d.Refused, decisionMade{Row: l.row, Cell: l.cell, Code: why.Code, Message: said.Says, Fix: said.Fix})
}

// decideGroups takes the answers to whole groups, each an act of its own.
func (s *shell) decideGroups(ctx context.Context, groups []reviewLine) (*decisionsMade, error) {
	out := &decisionsMade{Refused: []decisionMade{}}
	for _, g := range groups {
		if g.choice == "" {
			continue
		}
		accepts := chosen(g.choice, acceptances)
		if !accepts && !chosen(g.choice, rejections) {
			out.refuse(s, g, &app.Refused{Code: "choice_unknown"})
			continue
		}
		var period month
		if err := period.UnmarshalText([]byte(g.period)); err != nil {
			return nil, err
		}
		a, err := s.actor(ctx)
		if err != nil {
			return nil, err
		}
		taken, err := a.DecideGroup(ctx, app.GroupAnswer{Period: period.Month, ID: g.row, Reject: !accepts, Reason: g.reason})
		var refused *app.Refused
		if errors.As(err, &refused) {
			out.refuse(s, g, refused)
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

// reviewLine is what a reviewer filled in, for a row or a group. cell is where
// the choice stands, its sheet before it.
type reviewLine struct{ period, row, choice, reason, seal, cell string }

// chosen reports whether a choice is one of some words, in the language of whoever
// exported and however it was typed.
func chosen(choice string, words [2]string) bool {
	key := viet.Key(choice)
	return key == viet.Key(words[0]) || key == viet.Key(words[1])
}

// decision is what was chosen for a row: one of its candidates, by number alone or
// as the drop-down list has them, or nobody. ok is false for anything else.
func (l reviewLine) decision(item reviewItem) (d app.Decision, ok bool) {
	d = app.Decision{Row: l.row, Reason: l.reason}
	if chosen(l.choice, rejections) {
		return d, true
	}
	for _, c := range item.Candidates {
		if chosen(l.choice, [2]string{c.PersonalID, c.PersonalID + choiceMark + c.Name}) && len(c.PersonalID) == personNumber {
			d.PersonalID = c.PersonalID
			return d, true
		}
	}
	return d, false
}

// personNumber is how many digits a number has that is one person's for good.
const personNumber = 12

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
		name := t.Sheets()[n].Name
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
			cell := func(column int) string { return name + "!" + sheet.ColumnName(column) + strconv.Itoa(row.Number) }
			switch {
			case row.Number <= reviewHeadRow:
			case n == 0 && at(reviewRef) != "":
				out.rows = append(out.rows, reviewLine{at(reviewPeriod), at(reviewRef), at(reviewChoice), at(reviewReason), at(reviewSeal), cell(reviewChoice)})
			case n == 1 && strings.HasPrefix(at(groupID), "g") && at(groupPeriod) != "":
				out.groups = append(out.groups, reviewLine{at(groupPeriod), at(groupID), at(groupChoice), at(groupReason), "", cell(groupChoice)})
			}
		}
	}
	return out, nil
}

// current is the queue as it stands now, by row, known cases among it.
func (s *shell) current(ctx context.Context, lines []reviewLine) (map[string]reviewItem, error) {
	rows, seen := map[string]reviewItem{}, map[string]bool{}
	for _, l := range lines {
		if seen[l.period] {
			continue
		}
		seen[l.period] = true
		var period month
		if err := period.UnmarshalText([]byte(l.period)); err != nil {
			return nil, err
		}
		q, err := s.queue(ctx, period.Month)
		if err != nil {
			return nil, err
		}
		for _, item := range q.Items {
			rows[item.Row] = item
		}
	}
	return rows, nil
}
