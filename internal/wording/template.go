package wording

import (
	"fmt"
	"strings"

	b "chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/payout"
	"chitra/payout/rules"
)

// TemplateFor is what a template is for.
type TemplateFor struct {
	Programme payout.Programme
	Period    civil.Month // zero: written by hand
	Code      string      // of the commune; "": its name is written by hand
	Commune   string
	Offers    []rules.Offer
	Banks     []string
	Rules     string // version
}

// ListTemplate is the template of a list in words. Lists are Vietnamese, and so
// are their templates whatever language the program speaks.
func ListTemplate(f TemplateFor) b.Template {
	t := b.Template{
		Title: templateTitle(f),
		Note:  "Các cột có dấu (*) phải ghi đủ. Cách ghi: trang «Hướng dẫn»; dòng mẫu: trang «Ví dụ».",
		Heads: templateHeads(), Hints: templateHints(),
		Choices: map[b.Field][]string{
			b.SexField: {"Nam", "Nữ"}, b.Category: categoryChoices(f.Offers), b.Coefficient: coefficientChoices(f.Offers), b.Bank: f.Banks,
			b.Relation: {"Người giám hộ", "Người chăm sóc", "Người nhận nuôi dưỡng", "Cơ sở trợ giúp xã hội"},
		},
		Amounts:      sheet.Hint{Title: "Số tiền", Text: "Số nguyên, tính bằng đồng, không có dấu chấm, không ghi chú."},
		ExampleTitle: "VÍ DỤ: những người này không có thật. Trang này không được đọc, đừng ghi danh sách ở đây.",
		Examples:     templateExamples(f),
		GuideTitle:   "HƯỚNG DẪN GHI DANH SÁCH",
		Guide:        templateGuide(f),
		Rules:        f.Rules, Subject: string(f.Programme),
	}
	return t
}

func templateTitle(f TemplateFor) []string {
	commune, month := "UBND XÃ/PHƯỜNG: ………………………………", "Tháng …… năm ………"
	if f.Code != "" {
		commune = "UBND " + strings.ToUpper(f.Commune) + " (mã xã " + f.Code + ")"
	}
	if !f.Period.IsZero() {
		month = fmt.Sprintf("Tháng %02d năm %d", f.Period.Month(), f.Period.Year())
	}
	return []string{commune, "DANH SÁCH CHI TRẢ TRỢ GIÚP XÃ HỘI – Chương trình " + string(f.Programme), month}
}

func templateHeads() map[b.Field]string {
	return map[b.Field]string{
		b.Ordinal: "STT", b.Name: "Họ và tên (*)", b.BirthField: "Ngày sinh (*)", b.SexField: "Giới tính", b.PersonalID: "Số CCCD/ĐDCN",
		b.Address: "Địa chỉ", b.Commune: "Xã/Phường", b.Category: "Mã/Loại đối tượng (*)", b.Coefficient: "Hệ số", b.Rate: "Mức",
		b.Arrears: "Truy lĩnh", b.Recovery: "Thu hồi", b.Total: "Tổng tiền", b.Account: "Số tài khoản", b.Bank: "Ngân hàng",
		b.Holder: "Chủ tài khoản", b.Relation: "Quan hệ", b.Note: "Ghi chú",
	}
}

func templateHints() map[b.Field]sheet.Hint {
	return map[b.Field]sheet.Hint{
		b.BirthField:  {Title: "Ngày sinh", Text: "Ngày/tháng/năm, ví dụ 05/03/1948. Chỉ biết năm: gõ dấu ' rồi năm, ví dụ '1948."},
		b.SexField:    {Title: "Giới tính", Text: "Chọn Nam hoặc Nữ."},
		b.PersonalID:  {Title: "Số định danh", Text: "Đủ 12 chữ số như trên thẻ căn cước."},
		b.Category:    {Title: "Loại đối tượng", Text: "Chọn trong danh mục; hệ số ghi ở cuối mỗi dòng."},
		b.Coefficient: {Title: "Hệ số", Text: "Hệ số của loại đối tượng đã chọn, ví dụ 1,5."},
		b.Account:     {Title: "Số tài khoản", Text: "Chỉ số tài khoản, không ghi tên ngân hàng ở đây."},
		b.Bank:        {Title: "Ngân hàng", Text: "Chọn trong danh sách; có thể ghi thêm chi nhánh."},
		b.Holder:      {Title: "Chủ tài khoản", Text: "Để trống nếu là tài khoản của chính người hưởng."},
		b.Relation:    {Title: "Quan hệ", Text: "Chỉ ghi khi chủ tài khoản là người khác. Uỷ quyền thì ghi: uỷ quyền đến 30/06/2025."},
	}
}

// categoryChoice is a rule as people choose it: its code, whom it is for, at what
// age, and its coefficient.
func categoryChoice(o rules.Offer) string {
	// A clause within a name would be read as another category's code.
	parts := []string{categoryCode(o), strings.Replace(o.Name, "thuộc khoản 1 ", "", 1)}
	if ages := agesInWords(o.Ages); ages != "" {
		parts = append(parts, ages)
	}
	return strings.Join(append(parts, "hệ số "+coefficientText(o)), " – ")
}

func categoryCode(o rules.Offer) string { return strings.TrimPrefix(o.Code, "BTXH-") }

func coefficientText(o rules.Offer) string {
	return strings.Replace(o.Coefficient.StringFixed(1), ".", ",", 1)
}

func categoryChoices(offers []rules.Offer) []string {
	out := make([]string, len(offers))
	for i, o := range offers {
		out[i] = categoryChoice(o)
	}
	return out
}

// coefficientChoices are the coefficients of the offers, each once, ascending.
func coefficientChoices(offers []rules.Offer) []string {
	var out []string
	for tenths := int64(1); tenths <= 100; tenths++ {
		for _, o := range offers {
			if o.Coefficient.Shift(1).IntPart() == tenths {
				out = append(out, coefficientText(o))
				break
			}
		}
	}
	return out
}

func agesInWords(ages []rules.Ages) string {
	parts := make([]string, len(ages))
	for i, a := range ages {
		switch {
		case a.From == 0:
			parts[i] = fmt.Sprintf("dưới %d tuổi", a.To+1)
		case a.To >= 150:
			parts[i] = fmt.Sprintf("từ %d tuổi", a.From)
		default:
			parts[i] = fmt.Sprintf("từ %d đến dưới %d tuổi", a.From, a.To+1)
		}
	}
	return strings.Join(parts, " hoặc ")
}

// templateExamples are three people who do not exist, with what their categories
// give in the month.
func templateExamples(f TemplateFor) []map[b.Field]string {
	people := []map[b.Field]string{
		{b.Ordinal: "1", b.Name: "Nguyễn Văn Hùng", b.BirthField: "14/03/1980", b.SexField: "Nam", b.PersonalID: "999080000017",
			b.Address: "Thôn 1", b.Category: "BTXH-06C", b.Account: "0123456789", b.Bank: "Agribank", b.Holder: "Nguyễn Văn Hùng"},
		{b.Ordinal: "2", b.Name: "Trần Thị Lan", b.BirthField: "1931", b.SexField: "Nữ", b.PersonalID: "999131000025",
			b.Address: "Thôn 2", b.Category: "BTXH-06D", b.Note: "chưa có tài khoản"},
		{b.Ordinal: "3", b.Name: "Lê Minh Đức", b.BirthField: "25/12/2016", b.SexField: "Nam", b.PersonalID: "999216000033",
			b.Address: "Thôn 2", b.Category: "BTXH-06B", b.Account: "9704229912345", b.Bank: "MB", b.Holder: "Phạm Thị Hoa", b.Relation: "Người giám hộ"},
	}
	for _, p := range people {
		for _, o := range f.Offers {
			if o.Code != p[b.Category] {
				continue
			}
			p[b.Category], p[b.Coefficient] = categoryChoice(o), coefficientText(o)
			if o.Amount.Currency() != "" {
				p[b.Rate], p[b.Total] = o.Amount.Digits(), o.Amount.Digits()
			}
			break
		}
	}
	return people
}

// templateGuide are the rules of a list, and what each category gives.
func templateGuide(f TemplateFor) [][]string {
	var lines [][]string
	for i, rule := range []string{
		"Mỗi tệp chỉ của một xã, phường và một tháng; tên xã và tháng ghi ở đầu trang «Danh sách».",
		"Mỗi người một dòng, không gộp ô, không để dòng ẩn. Cột có dấu (*) phải ghi đủ.",
		"Ngày sinh ghi ngày/tháng/năm theo giấy tờ; chỉ biết năm thì gõ dấu ' rồi năm.",
		"Số CCCD/ĐDCN đủ 12 chữ số, số tài khoản ghi liền; hai cột này đã định dạng dạng chữ, đừng đổi.",
		"Số tiền tính bằng đồng. Mức = mức chuẩn × hệ số; Tổng tiền = Mức + Truy lĩnh – Thu hồi.",
		"Loại đối tượng, hệ số, giới tính, ngân hàng, quan hệ: chọn trong danh sách thả xuống.",
		"Chủ tài khoản là người khác thì phải ghi Quan hệ; ghi «con», «vợ» thôi thì chưa đủ.",
		"Không ghi dòng tổng cộng cũng được; nếu ghi thì phải đúng bằng tổng các dòng.",
		"Lưu tệp dạng .xlsx, không đặt mật khẩu, không có macro.",
	} {
		lines = append(lines, []string{fmt.Sprintf("%d. %s", i+1, rule)})
	}
	lines = append(lines, nil, []string{"Mã", "Loại đối tượng", "Tuổi", "Hệ số", "Mức"})
	for _, o := range f.Offers {
		amount := ""
		if o.Amount.Currency() != "" {
			amount = o.Amount.String()
		}
		lines = append(lines, []string{categoryCode(o), o.Name, agesInWords(o.Ages), coefficientText(o), amount})
	}
	return append(lines, nil, []string{"Phiên bản mẫu " + b.TemplateVersion + " · quy định " + f.Rules})
}
