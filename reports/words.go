package reports

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"chitra/payout"
)

// Words are the texts of a report in one language. Every drawing takes them
// from here, so that all forms of a report say the same.
type Words struct {
	Title, Practice, Period, CutOff                   string
	Beneficiaries, WithAccount, Paid, Amount          string
	OfBeneficiaries, OfAccounts                       string // denominators, as they follow a percentage
	HowComputed, NotPaid, Persons, ThemWithAccount    string
	Place, Cause, Share, Numerator, Denominator       string
	DenominatorName, Measure, Number                  string
	Summary, ByDimension, NotPaidByReason             string // sheet and section names
	Payments, PaymentsByState, State, Total, Entitled string
	Instructed, NotEstablished, PaidAny               string
	PaidWithoutAccount, CountedAgain, Chart, Funnel   string
	AfterClosing, AtClosing, Now, Difference          string
	Moves, From, To, Nowhere, Seal                    string
	Name, Code, Dong, Nobody, Notes                   string
	Definitions                                       []string
}

// Words returns the texts of the language.
func (l Lang) Words() Words {
	if l == English {
		return englishWords()
	}
	return vietnameseWords()
}

// Target says how an account share stands against the target: (chỉ tiêu 30 %:
// vượt 33,16 điểm %); "" where there is no share.
func (l Lang) Target(r Ratio, target int) string {
	points, below, ok := r.PointsOver(target)
	if !ok {
		return ""
	}
	if l == English {
		side := "above"
		if below {
			side = "below"
		}
		return fmt.Sprintf("target %d %%: %s percentage points %s", target, points, side)
	}
	side := "vượt"
	if below {
		side = "thiếu"
	}
	return fmt.Sprintf("chỉ tiêu %d %%: %s %s điểm %%", target, side, l.point(points))
}

// TargetName names the target alone: chỉ tiêu 30 %.
func (l Lang) TargetName(target int) string {
	return fmt.Sprintf("%s %d %%", l.pick("chỉ tiêu", "target"), target)
}

// SumOfPlaces writes that the places add up to everybody: 3 = 2 đã chi trả + 1
// đang tạm giữ. Places where nobody stands are left out.
func (l Lang) SumOfPlaces(f *Figures) string {
	var parts []string
	for _, p := range Places() {
		if n := f.In(p); n > 0 {
			parts = append(parts, l.Count(n)+" "+LowerFirst(l.PlaceName(p)))
		}
	}
	if len(parts) == 0 {
		parts = []string{"0"}
	}
	return l.Count(f.Beneficiaries) + " = " + strings.Join(parts, " + ")
}

// LowerFirst writes the first letter small, for a name within a sentence.
func LowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return strings.ToLower(string(r)) + s[size:]
}

// PlaceName is the place as people read it.
func (l Lang) PlaceName(p Place) string {
	vi, en := "", ""
	switch p {
	case Paid:
		vi, en = "Đã chi trả", "Paid"
	case PaidInPart:
		vi, en = "Đã chi trả một phần", "Paid in part"
	case Waiting:
		vi, en = "Chờ phê duyệt hoặc chờ tệp", "Waiting for approval or file"
	case Sent:
		vi, en = "Đã gửi ngân hàng", "Sent to the bank"
	case Unknown:
		vi, en = "Chưa rõ kết quả", "Outcome unknown"
	case Rejected:
		vi, en = "Ngân hàng từ chối", "Rejected by the bank"
	case Returned:
		vi, en = "Bị hoàn trả", "Returned"
	case Held:
		vi, en = "Đang tạm giữ", "Held"
	case Refused:
		vi, en = "Dòng bị từ chối", "Row refused"
	case WithoutAccount:
		vi, en = "Chưa có tài khoản", "Without account"
	default:
		vi, en = "Không có trong kỳ", "Not in the period"
	}
	return l.pick(vi, en)
}

// StateName is the payment state as people read it.
func (l Lang) StateName(s payout.PaymentState) string {
	switch s {
	case payout.PaymentHandedBack:
		return l.pick("Đã nộp trả", "Handed back")
	case payout.PaymentPaid, payout.PaymentWaiting, payout.PaymentSent, payout.PaymentUnknown,
		payout.PaymentRejected, payout.PaymentReturned, payout.PaymentHeld:
		return l.PlaceName(Place(s))
	}
	return string(s)
}

// DimensionName is the dimension as a column heading.
func (l Lang) DimensionName(d Dimension) string {
	switch d {
	case ByCommune:
		return l.pick("Xã, phường", "Commune")
	case ByProgramme:
		return l.pick("Chương trình", "Programme")
	case ByBank:
		return l.pick("Ngân hàng", "Bank")
	case ByCategory:
		return l.pick("Loại đối tượng", "Category")
	}
	return ""
}

// LineName is what a line is called: its name, else its key, else that the
// dimension is not known.
func (l Lang) LineName(d Dimension, line *CoverageLine) string {
	switch {
	case line.Name != "":
		return line.Name
	case d == ByProgramme && line.Key == "BTXH":
		return l.pick("Trợ giúp xã hội hằng tháng", "Monthly social assistance")
	case line.Key != "":
		return line.Key
	case d == ByBank:
		return l.pick("Chưa có tài khoản", "Without account")
	}
	return l.pick("Chưa xác định", "Not known")
}

func (l Lang) pick(vi, en string) string {
	if l == English {
		return en
	}
	return vi
}

func vietnameseWords() Words {
	return Words{
		Title:    "Kết quả chi trả không dùng tiền mặt",
		Practice: "DỮ LIỆU THỰC HÀNH – không phải số liệu thật",
		Period:   "Kỳ chi trả", CutOff: "Số liệu ghi nhận đến",
		Beneficiaries: "Đối tượng hưởng", WithAccount: "Có tài khoản",
		Paid: "Đã chi trả không dùng tiền mặt", Amount: "Số tiền",
		OfBeneficiaries: "đối tượng", OfAccounts: "người có tài khoản",
		HowComputed: "Cách tính", NotPaid: "Chưa chi trả", Persons: "Số người",
		ThemWithAccount: "Trong đó có tài khoản", Place: "Tình trạng", Cause: "Lý do",
		Share: "Tỷ lệ", Numerator: "Tử số", Denominator: "Mẫu số",
		DenominatorName: "Tên mẫu số", Measure: "Chỉ tiêu", Number: "Số lượng",
		Summary: "Tổng hợp", ByDimension: "Theo ", NotPaidByReason: "Chưa chi trả theo lý do",
		Payments: "Khoản chi", PaymentsByState: "Khoản chi theo tình trạng", State: "Tình trạng",
		Total: "Cộng", Entitled: "Tổng phải chi", Instructed: "Trong đó đã lập lệnh chi",
		NotEstablished:     "Ngoài ra: dòng chưa thành khoản chi (số tiền theo danh sách)",
		PaidAny:            "Đã nhận ít nhất một tháng",
		PaidWithoutAccount: "Đã chi trả, tài khoản sau đó bị rút",
		CountedAgain:       "Có người thuộc nhiều dòng: mỗi dòng đếm một lần, cộng các dòng nhiều hơn tổng số",
		Chart:              "Đối tượng theo tình trạng",
		Funnel:             "Có tài khoản và đã chi trả trong số đối tượng",
		AfterClosing:       "Thay đổi sau khi khoá kỳ", AtClosing: "Khi khoá kỳ", Now: "Hiện nay",
		Difference: "Chênh lệch", Moves: "Chênh lệch theo nguyên nhân", From: "Từ", To: "Sang",
		Nowhere: "Không có trong kỳ", Seal: "Dấu niêm phong SHA-256", Name: "Tên", Code: "Mã",
		Dong: "đồng", Nobody: "Không có ai", Notes: "Ghi chú",
		Definitions: []string{
			"Đối tượng hưởng: mỗi người đếm một lần, cộng mỗi dòng danh sách bị từ chối cho đến khi được sửa hoặc gạch bỏ.",
			"Có tài khoản: người nhận có tài khoản đang lưu tại thời điểm chốt số liệu, ở ngân hàng đã biết và đúng dạng của ngân hàng đó.",
			"Đã chi trả: đã nhận đủ mọi tháng được hưởng trong kỳ. Mỗi người chỉ đứng ở một tình trạng.",
			"Chi bằng tiền mặt không nằm trong các số liệu này.",
		},
	}
}

func englishWords() Words {
	return Words{
		Title:    "Payments without cash",
		Practice: "PRACTICE DATA – not real figures",
		Period:   "Period", CutOff: "Facts recorded by",
		Beneficiaries: "Beneficiaries", WithAccount: "With account",
		Paid: "Paid without cash", Amount: "Amount",
		OfBeneficiaries: "of beneficiaries", OfAccounts: "of account holders",
		HowComputed: "How computed", NotPaid: "Not paid", Persons: "People",
		ThemWithAccount: "Of them with account", Place: "Standing", Cause: "Reason",
		Share: "Share", Numerator: "Numerator", Denominator: "Denominator",
		DenominatorName: "Denominator is", Measure: "Measure", Number: "Number",
		Summary: "Summary", ByDimension: "By ", NotPaidByReason: "Not paid by reason",
		Payments: "Payments", PaymentsByState: "Payments by state", State: "State",
		Total: "Total", Entitled: "Entitled", Instructed: "Of which instructed",
		NotEstablished:     "Beside these: rows that are no payments yet (amounts as listed)",
		PaidAny:            "Paid for at least one month",
		PaidWithoutAccount: "Paid, account withdrawn since",
		CountedAgain:       "Some people belong to several lines and count once in each: the lines add up to more than the total",
		Chart:              "Beneficiaries by standing",
		Funnel:             "With account and paid, among beneficiaries",
		AfterClosing:       "Changes since the closing", AtClosing: "At closing", Now: "Now",
		Difference: "Difference", Moves: "Difference by cause", From: "From", To: "To",
		Nowhere: "Not in the period", Seal: "Seal SHA-256", Name: "Name", Code: "Code",
		Dong: "VND", Nobody: "Nobody", Notes: "Notes",
		Definitions: []string{
			"Beneficiaries: every person once, and every refused row of a list until it is corrected or struck off.",
			"With account: the payee has an account on file at the cut-off, at a known bank and of that bank's form.",
			"Paid: for every month due in the period. Every person stands in exactly one place.",
			"Payments in cash are in none of these figures.",
		},
	}
}
