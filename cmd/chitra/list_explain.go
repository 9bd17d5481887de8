package main

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
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
	version, row, err := c.named()
	if err != nil {
		return nil, err
	}
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	e, err := a.Explain(ctx, version, row)
	if err != nil {
		return nil, err
	}
	out := explained(e, s.words)
	out.numbers = c.Numbers
	return out, nil
}

func (c *listExplainCmd) named() (version int64, row string, err error) {
	if c.Row == "" {
		return app.ParseRowRef(c.List)
	}
	if version, err = strconv.ParseInt(c.List, 10, 64); err != nil {
		return 0, "", failedWith("usage", "list explain VERSION ROW | VERSION.ROWKEY")
	}
	return version, c.Row, nil
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
		p := candidateOf(*e.Person, 0)
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
	return out
}

func (out *rowExplained) addOthers(e app.Explanation) {
	for _, r := range e.Rivals {
		out.Rivals = append(out.Rivals, explainedRival{candidateOf(r.RegistryPerson, 0), r.Why})
	}
	for _, o := range e.Others {
		lost := explainedLoser{candidateOf(o.RegistryPerson, o.Tenths), []fieldAgreement{}}
		for _, a := range o.Against {
			lost.Against = append(lost.Against, fieldAgreement{a[0], a[1]})
		}
		out.Others = append(out.Others, lost)
	}
	for _, c := range e.Candidates {
		out.Candidates = append(out.Candidates, candidateOf(c.RegistryPerson, c.Tenths))
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

func candidateOf(p app.RegistryPerson, tenths int) reviewCandidate {
	return reviewCandidate{PersonalID: p.PersonalID, Name: p.FullName, Birth: p.DateOfBirth, Sex: p.Sex, Commune: p.CommuneCode,
		Status: p.Status, Bits: bits(tenths)}
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

func (out *rowExplained) needsPerson() bool { return false }

func (out *rowExplained) number(s string) string {
	if out.numbers {
		return s
	}
	return masked(s)
}

func (out *rowExplained) show(p *page) {
	l := out.List
	p.line("Dòng %d, trang %s của %s, kỳ %s (%s)", "Row %d, sheet %s of %s, period %s (%s)", l.Line, l.Sheet, l.File, l.Period, out.Row)
	p.line("Kết luận: %s, bậc %s (%s): %s.", "Finding: %s, tier %s (%s): %s.", p.words.Name(wording.Outcomes, out.Outcome), out.Tier,
		p.words.Name(wording.Tiers, out.Tier), p.words.Name(wording.Actions, out.Action))
	for _, b := range out.Beside {
		p.line("  Kèm theo: %s.", "  Beside: %s.", p.words.Name(wording.Outcomes, b))
	}
	for _, r := range out.Reasons {
		p.line("  Máy không tự nhận vì: %s.", "  Not accepted by the machine because: %s.", r.Message)
	}
	out.showFields(p)
	out.showSteps(p)
	out.showPeople(p)
	out.showRows(p)
	p.line("Dữ liệu dân cư số %d, đến ngày %s, %s người; chính sách bản %s.", "Snapshot %d as of %s, %s persons; policy version %s.",
		out.Snapshot, out.AsOf, p.count(int(out.Persons)), out.Policy)
	p.line("Tiếp theo: %s", "What follows: %s", out.Follows)
	if out.ToDo != "" {
		p.line("Việc cần làm: %s", "To do: %s", out.ToDo)
	}
}

func (out *rowExplained) showFields(p *page) {
	if out.Person == nil {
		p.line("Danh sách ghi: %s, sinh %s, số %s. Dân cư không có ai được đề xuất.", "The list says: %s, born %s, number %s. Nobody of the registry is proposed.",
			out.List.Name, out.List.Birth, out.number(out.List.PersonalID))
		return
	}
	if len(out.Fields) == 0 {
		p.line("Danh sách ghi: %s. Người xét duyệt chọn: %s, sinh %s, số %s.", "The list says: %s. The reviewer chose: %s, born %s, number %s.",
			out.List.Name, out.Person.Name, out.Person.Birth, out.number(out.Person.PersonalID))
		return
	}
	var rows [][]string
	for _, f := range out.Fields {
		list, registry := f.List, f.Registry
		if f.Field == "personal_id" {
			list, registry = out.number(list), out.number(registry)
		}
		rows = append(rows, []string{p.words.Field(f.Field), list, registry, p.words.Name(wording.Agreements, f.Agreement), string(f.Bits)})
	}
	rows = append(rows, []string{p.words.Pick("Cộng", "Sum"), "", "", "", string(out.Bits)})
	p.table([]head{{vi: "Mục", en: "Field"}, {vi: "Danh sách ghi", en: "The list says"}, {vi: "Dân cư có", en: "The registry has"},
		{vi: "So sánh", en: "Agreement"}, {vi: "Bit", en: "Bits", number: true}}, rows)
	p.line("Bit đo mức khó trùng ngẫu nhiên: thêm 1 bit thì khó gấp đôi. Chỉ đúng một người trong %s người cần khoảng %s bit. Bit để giải thích và xếp hạng, không quyết định.",
		"Bits tell how hard it is to agree by chance: one more, twice as hard. To single one out of %s persons takes about %s. They explain and rank; they do not decide.",
		p.count(int(out.Persons)), out.BitsNeeded)
}

func (out *rowExplained) showSteps(p *page) {
	for _, s := range out.Normalised {
		from, to := s.From, s.To
		if s.Field == "personal_id" {
			from, to = out.number(from), out.number(to)
		}
		p.line("Đã chuẩn hoá %s: %s (“%s” so như “%s”).", "Normalised, %s: %s (“%s” compared as “%s”).", p.words.Field(s.Field), s.Message, from, to)
	}
	for _, n := range out.Notes {
		p.line("Khi đọc danh sách: %s", "On reading the list: %s", n.Message)
	}
}

// showPeople tells who else could be meant, who lost, and who may be chosen.
func (out *rowExplained) showPeople(p *page) {
	who := func(c reviewCandidate) string {
		return strings.Join([]string{c.Name, c.Birth, out.number(c.PersonalID), c.Commune}, ", ")
	}
	for _, r := range out.Rivals {
		p.line("Cũng có thể là: %s (%s).", "May also be: %s (%s).", who(r.reviewCandidate), p.words.Name(wording.Rivals, r.Why))
	}
	for _, o := range out.Others {
		var against []string
		for _, a := range o.Against {
			against = append(against, p.words.Field(a.Field)+" "+p.words.Name(wording.Agreements, a.Agreement))
		}
		p.line("Đã xét và loại: %s: %s.", "Looked at and passed over: %s: %s.", who(o.reviewCandidate), cmp.Or(strings.Join(against, ", "), o.Status))
	}
	if out.Action != app.ActionReview {
		return
	}
	for _, c := range out.Candidates {
		if out.Person == nil || c.PersonalID != out.Person.PersonalID {
			p.line("Có thể chọn: %s, %s bit.", "May be chosen: %s, %s bits.", who(c), c.Bits)
		}
	}
}

func (out *rowExplained) showRows(p *page) {
	if s := out.SwappedWith; s != nil {
		p.line("Đổi số cho nhau với dòng %d, %s (%s): mỗi dòng ghi số của người kia.", "Has its number swapped with row %d, %s (%s): each has the other's.",
			s.Line, s.Name, s.Row)
	}
	for _, r := range out.Repeats {
		p.line("Người này còn có ở dòng %d, %s (%s), %s.", "The person also stands on row %d, %s (%s), %s.", r.Line, r.Name, r.Row, p.words.Name(wording.Repeats, r.Where))
	}
}
