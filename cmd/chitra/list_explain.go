package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/wording"
)

// listExplainCmd is `list explain`.
type listExplainCmd struct {
	List    string `arg:"" help:"${explain_list}"`
	Row     string `arg:"" optional:"" help:"${explain_row}"`
	Numbers bool   `help:"${review_numbers}"`
}

// rowExplained is what was said of a row, and why.
type rowExplained struct {
	Row     string      `json:"row"`
	Outcome string      `json:"outcome"`
	Tier    string      `json:"tier"`
	Action  string      `json:"action"`
	Reasons []saidCode  `json:"reasons"` // why it is not automatic
	Beside  []string    `json:"beside"`
	Hold    string      `json:"hold"`
	List    explainList `json:"list"`
	// Person is whom the row was taken for or who is proposed; null for nobody.
	Person *reviewCandidate `json:"person"`
	Fields []explainedField `json:"fields"`
	Bits   json.Number      `json:"bits"` // of all fields
	// BitsNeeded single one person out of the snapshot.
	BitsNeeded  json.Number       `json:"bits_needed"`
	Normalised  []setAside        `json:"normalised"`
	Rivals      []explainedRival  `json:"rivals"`
	Others      []explainedLoser  `json:"others"`
	Candidates  []reviewCandidate `json:"candidates"`
	SwappedWith *otherRow         `json:"swapped_with"`
	Repeats     []repeatedAt      `json:"repeats"`
	Notes       []saidCode        `json:"notes"` // of reading the list
	Snapshot    int64             `json:"snapshot"`
	AsOf        string            `json:"as_of"`
	Persons     int64             `json:"persons"`
	Policy      string            `json:"policy"`
	Follows     string            `json:"follows"`
	ToDo        string            `json:"to_do"`

	numbers bool // shown in full
}

// explainList is where the row stands and what it says.
type explainList struct {
	reviewRow
	NumberText string `json:"number_text"`
}

// saidCode is a code and what it says.
type saidCode struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

type explainedField struct {
	Field     string      `json:"field"`
	List      string      `json:"list"`
	Registry  string      `json:"registry"`
	Agreement string      `json:"agreement"`
	Bits      json.Number `json:"bits"`
}

type setAside struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	From    string `json:"from"`
	To      string `json:"to"`
	Message string `json:"message"`
}

type explainedRival struct {
	reviewCandidate
	Why string `json:"why"`
}

type explainedLoser struct {
	reviewCandidate
	Against []fieldAgreement `json:"against"`
}

type fieldAgreement struct {
	Field     string `json:"field"`
	Agreement string `json:"agreement"`
}

type otherRow struct {
	Row   string `json:"row"`
	Sheet string `json:"sheet"`
	Line  int64  `json:"line"`
	Name  string `json:"full_name"`
}

type repeatedAt struct {
	otherRow
	Where string `json:"where"`
}

func (c *listExplainCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	e, err := a.Explain(ctx, c.List, c.Row)
	if err != nil {
		return nil, err
	}
	out := explained(e, s.words)
	out.numbers = c.Numbers
	return out, nil
}

// explained is an explanation as it is printed.
func explained(e app.Explanation, w wording.Words) *rowExplained {
	r := e.List
	out := &rowExplained{Row: app.RowRef(r.VersionNo, r.RowKey), Outcome: e.Outcome, Tier: e.Tier, Action: e.Action, Reasons: []saidCode{},
		Beside: append([]string{}, strings.Fields(e.Beside)...), Hold: e.Hold, Bits: "0.0", BitsNeeded: bits(e.Needed), Normalised: []setAside{},
		Fields: []explainedField{}, Rivals: []explainedRival{}, Others: []explainedLoser{}, Candidates: []reviewCandidate{}, Repeats: []repeatedAt{},
		Notes: []saidCode{}, Snapshot: e.SnapshotNo, AsOf: e.Snapshot.AsOf, Persons: e.Snapshot.Persons, Policy: e.Policy}
	out.List = explainList{reviewRow: itemOf(app.ReviewItem{List: r, FileName: e.FileName, Period: e.Period, Series: e.Series}).List, NumberText: r.NumberText}
	if e.Person != nil {
		p := candidateOf(out.List.reviewRow, *e.Person, 0)
		out.Person = &p
	}
	sum := 0
	for _, f := range e.Fields {
		sum += f.Tenths
		out.Fields = append(out.Fields, explainedField{f.Field, f.List, f.Registry, f.Agreement, bits(f.Tenths)})
	}
	out.Bits = bits(sum)
	if out.Person != nil {
		out.Person.Bits = out.Bits
	}
	for _, n := range e.Notes {
		message, fix := w.Issue(n.Code, n.Field, masked(n.Value), masked(n.Proposed))
		out.Notes = append(out.Notes, saidCode{n.Code, strings.TrimSpace(message + " " + fix)})
	}
	for _, code := range e.Reasons {
		out.Reasons = append(out.Reasons, saidCode{code, w.Name(wording.Doubts, code)})
	}
	for _, s := range e.Steps {
		out.Normalised = append(out.Normalised, setAside{s.Field, s.Code, s.From, s.To, w.Name(wording.SetAside, s.Code)})
	}
	out.addOthers(e)
	out.Follows, out.ToDo = out.next(e.Due == 1, w)
	if e.HeldAsRepeated && e.Due == 1 {
		held, _ := w.Of(wording.Returns, string(registry.PersonRepeated))
		out.Follows, out.ToDo = held.Says, held.Fix
	}
	return out
}

func (out *rowExplained) addOthers(e app.Explanation) {
	for _, r := range e.Rivals {
		out.Rivals = append(out.Rivals, explainedRival{candidateOf(out.List.reviewRow, r.RegistryPerson, 0), r.Why})
	}
	for _, o := range e.Others {
		lost := explainedLoser{candidateOf(out.List.reviewRow, o.RegistryPerson, o.Tenths), []fieldAgreement{}}
		for _, a := range o.Against {
			lost.Against = append(lost.Against, fieldAgreement{a[0], a[1]})
		}
		out.Others = append(out.Others, lost)
	}
	for _, c := range e.Candidates {
		out.Candidates = append(out.Candidates, candidateOf(out.List.reviewRow, c.RegistryPerson, c.Tenths))
		for i := range out.Rivals {
			if out.Rivals[i].PersonalID == c.PersonalID {
				out.Rivals[i].Bits = bits(c.Tenths)
			}
		}
	}
	at := func(r app.RowAt) otherRow { return otherRow{r.Row, r.Sheet, r.Line, r.FullName} }
	if e.SwappedWith != nil {
		row := at(*e.SwappedWith)
		out.SwappedWith = &row
	}
	for _, r := range e.Repeats {
		out.Repeats = append(out.Repeats, repeatedAt{at(r.RowAt), r.Where})
	}
}

// candidateOf is a person of the registry beside a row.
func candidateOf(r reviewRow, p app.RegistryPerson, tenths int) reviewCandidate {
	c := reviewCandidate{PersonalID: p.PersonalID, Name: p.FullName, Birth: p.DateOfBirth, Sex: p.Sex, Commune: p.CommuneCode,
		Status: p.Status, Bits: bits(tenths)}
	c.Differences = differencesOf(r, c)
	return c
}

// next says what the row leads to, and what somebody has to do about it.
func (out *rowExplained) next(due bool, w wording.Words) (follows, todo string) {
	follows = w.Name(wording.Follows, out.Action)
	held, _ := w.Of(wording.Holds, out.Hold)
	switch {
	case !due:
		return w.Name(wording.Follows, "not_due"), w.Name(wording.ToDo, out.Outcome)
	case out.Hold != "":
		return w.Name(wording.Follows, "held") + ": " + strings.TrimSuffix(held.Says, ".") + ".", held.Fix
	}
	isOff := func(s saidCode) bool { return s.Code == string(registry.ReasonSwitchedOff) }
	for _, code := range []string{out.Outcome, out.Action} {
		switch said := w.Name(wording.ToDo, code); {
		case out.Action == app.ActionAutomatic || out.Action == app.ActionDecided:
			return follows, w.Name(wording.ToDo, out.Action)
		case out.SwappedWith != nil:
			return follows, w.Name(wording.ToDo, "swapped")
		case slices.ContainsFunc(out.Reasons, isOff):
			return follows, w.Name(wording.ToDo, string(registry.ReasonSwitchedOff))
		case said != code:
			return follows, said
		}
	}
	return follows, ""
}
