package reports

import (
	"cmp"
	"strings"

	"chitra/internal/money"
)

// ChangeWords are the texts of a changes report in one language.
type ChangeWords struct {
	Title, Compared, Summary, ByCommune, Persons string
	Figure, Name, Number, Was, Is, What          string
	Unchanged, More, Quiet, Cause                string
	Definitions                                  []string
}

// ChangeWords returns the texts of the language.
func (l Lang) ChangeWords() ChangeWords {
	if l == English {
		return ChangeWords{
			Title: "Changes since the month before", Compared: "Compared with", Summary: "Summary", ByCommune: "By commune",
			Persons: "The persons behind the changes", Figure: "Figure", Name: "Full name", Number: "Identity number",
			Was: "Before", Is: "Now", What: "Change", Unchanged: "No payment differs from the month before.",
			Quiet: "In %s other communes nothing has changed.", Cause: "On the other month's list",
			More: "… and %s more; the workbook (xlsx) and csv have all of them.",
			Definitions: []string{
				"What is compared: the payments of the two months, person by person (the beneficiary, whatever the row or number), as recorded by the cut-off. Void payments are left out; held ones are in.",
				"Account: where the last transfer order of the payment went; without one, the account in use when the payment was last decided on. Payee: that account's holder, whatever the accents and capitals.",
				"Changed means another than before. The first account of a person and an account that is gone are figures of their own.",
				"Amounts are what is due now; of those who are gone or moved, what was due before; of changes of amount, the difference.",
				"New and gone are about payments. Of those who are new it is said where they stood on the list of the month before, of those who are gone where they stand on this one, and why that row is no payment: found by the match, the number or the same words, and where a row has no number, by a name that stands once in the commune.",
			},
		}
	}
	return ChangeWords{
		Title: "Thay đổi so với tháng trước", Compared: "So với", Summary: "Tổng hợp", ByCommune: "Theo xã, phường",
		Persons: "Những người có thay đổi", Figure: "Chỉ tiêu", Name: "Họ và tên", Number: "Số định danh",
		Was: "Tháng trước", Is: "Tháng này", What: "Thay đổi", Unchanged: "Không khoản chi nào khác tháng trước.",
		Quiet: "%s xã, phường khác không thay đổi gì.", Cause: "Trong danh sách tháng kia",
		More: "… và %s người nữa; tệp xlsx và csv có đủ.",
		Definitions: []string{
			"So sánh gì: các khoản chi của hai tháng, từng người một (theo đối tượng, dù dòng danh sách hay số định danh có đổi), theo số liệu ghi nhận đến thời điểm chốt. Không tính khoản không còn hiệu lực; có tính khoản đang tạm giữ.",
			"Tài khoản: nơi lệnh chi gần nhất của khoản chi đã gửi tới; chưa có lệnh chi thì là tài khoản đang dùng khi khoản chi được xét lần cuối. Người nhận: chủ tài khoản đó, không kể dấu và chữ hoa.",
			"Đổi nghĩa là khác với tháng trước. Có tài khoản lần đầu và không còn tài khoản là các chỉ tiêu riêng.",
			"Số tiền là số phải chi tháng này; với người không còn hoặc chuyển xã là số của tháng trước; với thay đổi số tiền là phần chênh lệch.",
			"Mới có và không còn là nói về khoản chi. Người mới có mà tháng trước đã có trong danh sách, người không còn mà tháng này vẫn có trong danh sách thì ghi rõ dòng nào và vì sao chưa thành khoản chi: dò theo kết quả đối chiếu, số định danh, cùng nội dung dòng; dòng không có số thì theo họ tên chỉ có một trong xã.",
		},
	}
}

// FigureName is a figure as people read it.
func (l Lang) FigureName(f ChangeFigure) string {
	names := [changeFigures][2]string{
		FigureBefore:         {"Có khoản chi tháng trước", "Due the month before"},
		FigureGone:           {"Không còn trong tháng này", "Gone"},
		FigureGoneListed:     {"trong đó còn trong danh sách tháng này", "of whom on this month's list"},
		FigureMovedOut:       {"Chuyển đi xã khác", "Moved to another commune"},
		FigureMovedIn:        {"Chuyển đến từ xã khác", "Moved in from another commune"},
		FigureNew:            {"Mới có trong tháng này", "New"},
		FigureNewListed:      {"trong đó có trong danh sách tháng trước", "of whom on the list of the month before"},
		FigureNow:            {"Có khoản chi tháng này", "Due this month"},
		FigureUnchanged:      {"Không thay đổi", "Unchanged"},
		FigureAltered:        {"Có cả hai tháng, có thay đổi", "Due in both months, changed"},
		FigureAmount:         {"Đổi số tiền", "Amount changed"},
		FigureRaised:         {"trong đó tăng", "of which raised"},
		FigureLowered:        {"trong đó giảm", "of which lowered"},
		FigureAccount:        {"Đổi tài khoản", "Account changed"},
		FigureAccountAdded:   {"Có tài khoản lần đầu", "First account"},
		FigureAccountRemoved: {"Không còn tài khoản", "Account gone"},
		FigurePayee:          {"Đổi người nhận", "Payee changed"},
	}
	return l.pick(names[f][0], names[f][1])
}

// FigureShort is a figure as it heads a column, beside the others.
func (l Lang) FigureShort(f ChangeFigure) string {
	switch f {
	case FigureBefore:
		return l.ChangeWords().Was
	case FigureNow:
		return l.ChangeWords().Is
	case FigureGone:
		return l.pick("Không còn", "Gone")
	case FigureNew:
		return l.pick("Mới", "New")
	case FigureGoneListed:
		return l.pick("Không còn, nhưng có trong danh sách", "Gone, yet listed")
	case FigureNewListed:
		return l.pick("Mới, tháng trước đã có trong danh sách", "New, listed before")
	case FigureMovedOut:
		return l.pick("Chuyển đi", "Moved out")
	case FigureMovedIn:
		return l.pick("Chuyển đến", "Moved in")
	}
	return l.FigureName(f)
}

// KindName is a kind of change as people read it.
func (l Lang) KindName(k ChangeKind) string {
	if k == ChangeMoved {
		return l.pick("Chuyển xã", "Moved")
	}
	f, ok := kindFigures()[k]
	if !ok {
		return string(k)
	}
	return l.FigureName(f)
}

// KindNames are several kinds in one text.
func (l Lang) KindNames(kinds []ChangeKind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = l.KindName(k)
	}
	return strings.Join(names, "; ")
}

// Aspect is what of a month a kind of change is about, as people read it; mask
// says how numbers are shown.
func (l Lang) Aspect(k ChangeKind, s *Standing, mask func(string) string) string {
	var parts []string
	switch k {
	case ChangePayee:
		for _, t := range s.To {
			parts = append(parts, t.Holder)
		}
	case ChangeAmount:
		return l.Dong(s.Payments.Amount)
	case ChangeMoved:
		return cmp.Or(s.CommuneName, s.Commune)
	default:
		for _, t := range s.To {
			parts = append(parts, strings.TrimSpace(cmp.Or(t.BankName, t.Bank)+" "+mask(t.Account)))
		}
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, ", ")
	case k != ChangePayee && s.Payments.Count > 0:
		return l.pick("không có tài khoản", "no account")
	}
	return "–"
}

// SignedDong writes a difference in grouped digits with its sign.
func (l Lang) SignedDong(a money.Amount) string { return l.signed(a.Minor()) }

// FigureDong writes a figure's amount; a difference has its sign.
func (l Lang) FigureDong(f ChangeFigure, t Tally) string {
	if f == FigureAmount || f == FigureRaised || f == FigureLowered {
		return l.SignedDong(t.Amount)
	}
	return l.Dong(t.Amount)
}

// OpenRows says how many rows of the two months are not compared.
func (l Lang) OpenRows(r *ChangesReport) string {
	return l.pick("Dòng danh sách chưa thành khoản chi (bị từ chối, chưa khớp, chưa lập), không so sánh mà chỉ dò xem có người mới có hoặc không còn: ",
		"Rows that are no payments (refused, unmatched, not built), not compared, only searched for those who are new or gone: ") +
		l.Count(r.OpenBefore) + " (" + l.Period(r.Before, r.Before) + "), " + l.Count(r.OpenNow) + " (" + l.Period(r.Month, r.Month) + ")."
}

// SumOfChanges writes that nobody is lost between the months: 100 − 3 + 5 = 102.
func (l Lang) SumOfChanges(f *ChangeFigures) string {
	return l.Count(f[FigureBefore].Count) + " − " + l.Count(f[FigureGone].Count) + " + " + l.Count(f[FigureNew].Count) + " = " +
		l.Count(f[FigureNow].Count)
}

// Masked hides the digits of an identity or account number but for those among
// its last three characters.
func Masked(number string) string {
	const shown = 3
	runes := []rune(number)
	for i, r := range runes {
		if i < len(runes)-shown && r >= '0' && r <= '9' {
			runes[i] = '•'
		}
	}
	return string(runes)
}

// AccountName heads a column of accounts.
func (l Lang) AccountName() string { return l.pick("Tài khoản", "Account") }

// HolderName heads a column of account holders.
func (l Lang) HolderName() string { return l.pick("Chủ tài khoản", "Account holder") }
