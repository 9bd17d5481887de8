package main

import (
	"encoding/json"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/wording"
	"chitra/reports"
)

func (out *rowExplained) needsPerson() bool { return false }

func (out *rowExplained) number(s string) string {
	if out.numbers {
		return s
	}
	return masked(s)
}

func (out *rowExplained) show(p *page) {
	l := out.List
	p.line("Dòng %d, trang %s của %s, kỳ %s (%s)", "Row %d, sheet %s of %s, period %s (%s)", l.Line, l.Sheet, l.File, p.day(l.Period), out.Row)
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
		out.Snapshot, civil.DayFirst(out.AsOf), p.count(int(out.Persons)), out.Policy)
	p.line("Tiếp theo: %s", "What follows: %s", out.Follows)
	if out.ToDo != "" {
		p.line("Việc cần làm: %s", "To do: %s", out.ToDo)
	}
}

func (out *rowExplained) showFields(p *page) {
	if out.Person == nil {
		p.line("Danh sách ghi: %s, sinh %s, số %s. Dân cư không có ai được đề xuất.", "The list says: %s, born %s, number %s. Nobody of the registry is proposed.",
			out.List.Name, civil.DayFirst(out.List.Birth), out.number(out.List.PersonalID))
		return
	}
	if len(out.Fields) == 0 {
		p.line("Danh sách ghi: %s. Người xét duyệt chọn: %s, sinh %s, số %s.", "The list says: %s. The reviewer chose: %s, born %s, number %s.",
			out.List.Name, out.Person.Name, civil.DayFirst(out.Person.Birth), out.number(out.Person.PersonalID))
		return
	}
	var rows [][]string
	for _, f := range out.Fields {
		rows = append(rows, []string{p.words.Field(f.Field), out.value(p, f.Field, f.List), out.value(p, f.Field, f.Registry),
			p.words.Name(wording.Agreements, f.Agreement), decimals(p, f.Bits)})
	}
	rows = append(rows, []string{p.words.Pick("Cộng", "Sum"), "", "", "", decimals(p, out.Bits)})
	p.table([]head{{vi: "Mục", en: "Field"}, {vi: "Danh sách ghi", en: "The list says"}, {vi: "Dân cư có", en: "The registry has"},
		{vi: "So sánh", en: "Agreement"}, {vi: "Bit", en: "Bits", number: true}}, rows)
	p.line("Bit đo mức khó trùng ngẫu nhiên: thêm 1 bit thì khó gấp đôi. Chỉ đúng một người trong %s người cần khoảng %s bit. Bit để giải thích và xếp hạng, không quyết định.",
		"Bits tell how hard it is to agree by chance: one more, twice as hard. To single one out of %s persons takes about %s. They explain and rank; they do not decide.",
		p.count(int(out.Persons)), decimals(p, out.BitsNeeded))
}

func (out *rowExplained) showSteps(p *page) {
	for _, s := range out.Normalised {
		p.line("Đã chuẩn hoá %s: %s (“%s” so như “%s”).", "Normalised, %s: %s (“%s” compared as “%s”).", reports.LowerFirst(p.words.Field(s.Field)),
			s.Message, out.value(p, s.Field, s.From), out.value(p, s.Field, s.To))
	}
	for _, n := range out.Notes {
		p.line("Khi đọc danh sách: %s", "On reading the list: %s", n.Message)
	}
}

// showPeople tells whose the number is, who else could be meant, who may be
// chosen, and who lost.
func (out *rowExplained) showPeople(p *page) {
	for _, r := range out.Rivals {
		if out.Person == nil || r.PersonalID != out.Person.PersonalID {
			p.line("Cũng có thể là: %s (%s).", "May also be: %s (%s).", out.who(r.reviewCandidate), p.words.Name(wording.Rivals, r.Why))
		}
	}
	var told []string
	for _, c := range out.Candidates {
		if out.Person != nil && c.PersonalID == out.Person.PersonalID {
			continue
		}
		told = append(told, c.PersonalID)
		p.line("Có thể chọn: %s, %s bit%s.", "May be chosen: %s, %s bits%s.", out.who(c), decimals(p, c.Bits), out.whose(p, c.PersonalID))
	}
	for _, o := range out.Others {
		if !slices.Contains(told, o.PersonalID) {
			p.line("Đã xét và loại: %s%s.", "Looked at and passed over: %s%s.", out.who(o.reviewCandidate), out.whose(p, o.PersonalID))
		}
	}
}

func (out *rowExplained) who(c reviewCandidate) string {
	return strings.Join([]string{c.Name, civil.DayFirst(c.Birth), out.number(c.PersonalID), c.Commune}, ", ")
}

// whose says that somebody holds the list's number, and what speaks against them.
func (out *rowExplained) whose(p *page, number string) string {
	said := ""
	if number == out.List.PersonalID {
		said = p.words.Pick("; số trên danh sách là của người này", "; the number on the list is theirs")
	}
	i := slices.IndexFunc(out.Others, func(o explainedLoser) bool { return o.PersonalID == number })
	if i < 0 {
		return said
	}
	var against []string
	for _, a := range out.Others[i].Against {
		against = append(against, reports.LowerFirst(p.words.Field(a.Field))+" "+p.words.Name(wording.Agreements, a.Agreement))
	}
	if len(against) > 0 {
		said += "; " + strings.Join(against, ", ")
	}
	return said
}

// value is what one side says in a field, as people read it.
func (out *rowExplained) value(p *page, field, text string) string {
	switch field {
	case beneficiary.PersonalID.Key():
		return out.number(text)
	case beneficiary.BirthField.Key():
		return civil.DayFirst(text)
	case beneficiary.SexField.Key():
		switch sex, _ := beneficiary.ParseSex(text); sex {
		case beneficiary.Female:
			return p.words.Pick("Nữ", "Female")
		case beneficiary.Male:
			return p.words.Pick("Nam", "Male")
		}
	}
	return text
}

// decimals is a number with the reader's decimal sign.
func decimals(p *page, n json.Number) string {
	return p.words.Pick(strings.ReplaceAll(string(n), ".", ","), string(n))
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
