package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/sheet"
)

// IssueQuery asks for what was found in the version in force of a list. Empty
// filters leave everything in.
type IssueQuery struct {
	List           ListRef
	Code, Severity string
}

// KeptIssues are issues of a version in force.
type KeptIssues struct {
	ListID, FileName      string
	Version               int64
	Lines, Taken, Refused int64
	Issues                []beneficiary.Issue
}

// ListIssues returns the kept issues of a list.
func (a *App) ListIssues(ctx context.Context, q IssueQuery) (KeptIssues, error) {
	var out KeptIssues
	err := a.store.View(ctx, func(tx Tx) error {
		list, v, err := findVersion(ctx, tx, q.List)
		if err != nil {
			return err
		}
		facts, err := tx.IssuesOf(ctx, v.ActNo)
		out = KeptIssues{ListID: list.ID, FileName: v.FileName, Version: v.Version, Lines: v.Lines, Taken: v.Taken, Refused: v.Refused}
		for _, i := range issuesOf(facts) {
			if (q.Code == "" || i.Code == q.Code) && (q.Severity == "" || i.Severity.String() == q.Severity) {
				out.Issues = append(out.Issues, i)
			}
		}
		return err
	})
	if err != nil {
		return KeptIssues{}, fmt.Errorf("issues of %s: %w", q.List, err)
	}
	return out, nil
}

// Acceptance names the proposals that somebody accepts: those of some cells, or
// the safe ones of a whole column.
type Acceptance struct {
	List  ListRef
	Cells []string // "A7" or "SHEET!A7"
	Field beneficiary.Field
	Code  string // with Field: of this code alone
	// DryRun only says what accepting would come to.
	DryRun bool
}

// AcceptOutcome is what became of it.
type AcceptOutcome struct {
	ListOutcome
	Accepted int // proposals written
	Left     int // proposals of the column that are not safe to accept at once
}

// AcceptProposals makes the next version of a list, with proposed values in the
// place of what stood there. Each row is read anew and may be refused for
// something else; all others are carried over.
func (a *App) AcceptProposals(ctx context.Context, q Acceptance) (AcceptOutcome, error) {
	var out AcceptOutcome
	err := a.doOrTell(ctx, q.DryRun, "list.accept", q.List.String(), func(tx Tx, d *act) error {
		list, v, err := findVersion(ctx, tx, q.List)
		if err != nil {
			return err
		}
		facts, err := tx.IssuesOf(ctx, v.ActNo)
		if err != nil {
			return err
		}
		chosen, left, err := choose(issuesOf(facts), q)
		if err != nil {
			return err
		}
		c := &correction{Kind: OriginAccept, ListID: list.ID, Version: v.Version, SHA256: v.SHA256}
		table, err := a.tableOf(ctx, tx, v)
		if err != nil {
			return err
		}
		c.accept(chosen, table.Sheets())
		if d != nil {
			d.figure("accepted", len(chosen))
		}
		out.Accepted, out.Left = len(chosen), left
		return a.correctBy(ctx, tx, d, list, v, c, &out.ListOutcome)
	})
	return out, err
}

// correctBy makes the next version of a correction that came in no file: its own
// text is what is kept.
func (a *App) correctBy(ctx context.Context, tx Tx, d *act, list List, v ListVersion, c *correction, out *ListOutcome) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	out.File, out.SHA256, out.Correction = v.FileName, hex.EncodeToString(sum[:]), true
	return a.correct(ctx, tx, d, list, c, ListUpload{FileName: v.FileName, Data: text, Preview: true}, out)
}

// choose finds the proposals that are accepted, and counts those of the column
// that have to be looked at one by one.
func choose(issues []beneficiary.Issue, q Acceptance) (chosen []beneficiary.Issue, left int, err error) {
	if q.Field == beneficiary.NoField {
		chosen, err = ofCells(issues, q)
		return chosen, 0, err
	}
	for _, i := range issues {
		if i.Field != q.Field || i.Proposed == "" || i.RowKey == "" || i.Col < 0 || q.Code != "" && i.Code != q.Code {
			continue
		}
		if info, _ := beneficiary.CodeOf(i.Code); info.Column {
			chosen = append(chosen, i)
		} else {
			left++
		}
	}
	switch {
	case len(chosen) > 0:
		return chosen, left, nil
	case left > 0:
		return nil, 0, &Refused{Code: "proposal_not_safe", Subject: q.Field.Key(), Detail: fmt.Sprintf("%d proposals", left)}
	}
	return nil, 0, &Refused{Code: "no_proposal", Subject: q.Field.Key()}
}

func ofCells(issues []beneficiary.Issue, q Acceptance) ([]beneficiary.Issue, error) {
	var chosen []beneficiary.Issue
	for _, cell := range q.Cells {
		name, ref := "", strings.ToUpper(cell)
		if at := strings.LastIndexByte(cell, '!'); at >= 0 {
			name, ref = cell[:at], strings.ToUpper(cell[at+1:])
		}
		var found []beneficiary.Issue
		for _, i := range issues {
			if i.Cell == ref && i.Proposed != "" && i.RowKey != "" && (name == "" || i.Sheet == name) && (q.Code == "" || i.Code == q.Code) {
				found = append(found, i)
			}
		}
		switch {
		case len(found) == 0:
			return nil, &Refused{Code: "no_proposal", Subject: cell}
		case slices.ContainsFunc(found, func(i beneficiary.Issue) bool { return i.Sheet != found[0].Sheet || i.Proposed != found[0].Proposed }):
			return nil, &Refused{Code: "proposal_ambiguous", Subject: cell}
		}
		chosen = append(chosen, found[0])
	}
	return chosen, nil
}

// accept writes proposals into their cells.
func (c *correction) accept(chosen []beneficiary.Issue, sheets []sheet.SheetInfo) {
	at := map[string]int{} // by row key
	for _, i := range chosen {
		n, ok := at[i.RowKey]
		if !ok {
			n = len(c.Lines)
			at[i.RowKey] = n
			index := slices.IndexFunc(sheets, func(s sheet.SheetInfo) bool { return s.Name == i.Sheet })
			c.Lines = append(c.Lines, correctedLine{Key: i.RowKey, Sheet: index, Line: i.Row, Cells: map[int]sheet.Cell{}})
		}
		c.Lines[n].Cells[i.Col] = beneficiary.Typed(i.Field, i.Proposed)
	}
}
