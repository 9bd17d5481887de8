package beneficiary_test

import (
	"chitra/beneficiary"
	"chitra/internal/money"
)

// outcome is what is read of a file; what is empty is left out.
type outcome struct {
	Trouble string            `json:"trouble"`
	Refusal *refused          `json:"refusal,omitempty"` // of the whole file
	Commune string            `json:"commune,omitempty"`
	Lines   int               `json:"lines,omitempty"`
	Empty   int               `json:"empty,omitempty"`
	Hidden  int               `json:"hidden,omitempty"`
	Sum     string            `json:"sum,omitempty"`
	Stated  string            `json:"stated,omitempty"`
	Count   int               `json:"stated_count,omitempty"`
	Columns map[string]string `json:"not_read,omitempty"` // headings that no field was found for
	Rows    []taken           `json:"rows,omitempty"`
	Refused []waiting         `json:"refused,omitempty"`
	Issues  []issue           `json:"issues,omitempty"`
	Skipped []skipped         `json:"skipped,omitempty"`
}

type refused struct {
	Room   string `json:"room"`
	Code   string `json:"code"`
	Sheet  string `json:"sheet,omitempty"`
	Cell   string `json:"cell,omitempty"`
	Row    int    `json:"row,omitempty"`
	Detail string `json:"detail,omitempty"`
}

type taken struct {
	Sheet       string `json:"sheet"`
	Line        int    `json:"line"`
	Ordinal     string `json:"ordinal,omitempty"`
	Name        string `json:"name"`
	Birth       string `json:"birth"`
	OtherBirth  string `json:"other_birth,omitempty"`
	Sex         string `json:"sex,omitempty"`
	Number      string `json:"number,omitempty"`
	OldNumber   string `json:"old_number,omitempty"`
	Address     string `json:"address,omitempty"`
	Commune     string `json:"commune"`
	Category    string `json:"category"`
	Coefficient string `json:"coefficient,omitempty"`
	Rate        string `json:"rate,omitempty"`
	Arrears     string `json:"arrears,omitempty"`
	Recovery    string `json:"recovery,omitempty"`
	Total       string `json:"total,omitempty"`
	Account     string `json:"account,omitempty"`
	Bank        string `json:"bank,omitempty"`
	Holder      string `json:"holder,omitempty"`
	Relation    string `json:"relation,omitempty"`
	Note        string `json:"note,omitempty"`
}

type waiting struct {
	Sheet  string `json:"sheet"`
	Line   int    `json:"line"`
	Name   string `json:"name,omitempty"`
	Birth  string `json:"birth,omitempty"`
	Number string `json:"number,omitempty"`
}

type issue struct {
	Sheet    string `json:"sheet,omitempty"`
	Cell     string `json:"cell,omitempty"`
	Row      int    `json:"row,omitempty"` // where there is no cell
	Field    string `json:"field,omitempty"`
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Value    string `json:"value,omitempty"`
	Proposed string `json:"proposed,omitempty"`
}

type skipped struct {
	Sheet string `json:"sheet"`
	Line  int    `json:"line"`
	Why   string `json:"why"`
}

func outcomeOf(tr trouble, l *beneficiary.List) outcome {
	out := outcome{
		Trouble: tr.about, Commune: l.Commune, Lines: l.Lines, Empty: l.Empty, Hidden: l.Hidden,
		Sum: dong(l.Sum), Stated: dong(l.StatedTotal), Count: l.StatedCount,
	}
	for _, c := range l.Columns {
		if c.Field == beneficiary.NoField {
			if out.Columns == nil {
				out.Columns = map[string]string{}
			}
			out.Columns[string(rune('A'+c.Col))] = c.Header
		}
	}
	for i := range l.Rows {
		out.Rows = append(out.Rows, takenOf(&l.Rows[i]))
	}
	for _, r := range l.Refused {
		out.Refused = append(out.Refused, waiting{r.Sheet, r.Line, r.Name, r.Birth, r.Number})
	}
	for _, i := range l.Issues {
		said := issue{Sheet: i.Sheet, Cell: i.Cell, Field: i.Field.Key(), Code: i.Code, Severity: i.Severity.String(), Value: i.Value, Proposed: i.Proposed}
		if i.Cell == "" {
			said.Row = i.Row
		}
		out.Issues = append(out.Issues, said)
	}
	for _, s := range l.Skipped {
		out.Skipped = append(out.Skipped, skipped{s.Sheet, s.Line, s.Why})
	}
	return out
}

func takenOf(r *beneficiary.Row) taken {
	out := taken{
		Sheet: r.Sheet, Line: r.Line, Ordinal: r.Ordinal, Name: r.Name, Birth: r.Birth.Date.ISO(), OtherBirth: r.Birth.Other.ISO(),
		Sex: r.Sex.String(), Number: r.PersonalID, OldNumber: r.OldNumber, Address: r.Address, Commune: r.Commune, Category: r.Category,
		Rate: dong(r.Rate), Arrears: dong(r.Arrears), Recovery: dong(r.Recovery), Total: dong(r.Total),
		Account: r.Account, Bank: r.BankBIN, Holder: r.Holder, Relation: r.Relation, Note: r.Note,
	}
	if r.HasCoefficient {
		out.Coefficient = r.Coefficient.String()
	}
	return out
}

// dong is an amount in digits; "" where there is none, "0" for a stated nought.
func dong(a money.Amount) string {
	if a.Currency() == "" {
		return ""
	}
	return a.Digits()
}
