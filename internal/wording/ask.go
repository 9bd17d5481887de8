package wording

import (
	"fmt"
	"slices"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/sheet"
	"chitra/reports"
)

// AskBook is a request to the registry's office in words, without its lines.
// Requests are Vietnamese whatever language the program speaks.
func (Words) AskBook(h app.AskHead) registry.AskBook {
	return registry.AskBook{
		Sheet: "Xác minh",
		Title: []string{In(reports.Vietnamese).Marked(h.Practice, "PHIẾU ĐỀ NGHỊ XÁC MINH THÔNG TIN DÂN CƯ"),
			fmt.Sprintf("Yêu cầu số %d · chi trả trợ giúp xã hội tháng %02d/%d · %d người · lập ngày %s",
				h.Request, h.Period.Month(), h.Period.Year(), h.Questions, h.On)},
		How: []string{
			"1. Mỗi dòng hỏi về một người. Chọn «Kết quả», rồi ghi «Số định danh đúng» (đủ 12 chữ số); chỉ bỏ trống số khi không tìm thấy hoặc có nhiều người.",
			"2. «Có sai khác»: ghi phần đúng vào các ô bên phải; ô nào để trống là không có gì khác với dữ liệu dân cư.",
			"3. «Đã chết»: ghi ngày mất nếu biết. «Số đã huỷ»: ghi số đang dùng và số cũ nếu có số mới, không thì ghi lại chính số đã huỷ.",
			"4. Không sửa cột «Mã câu hỏi» và dòng tiêu đề. Chưa trả lời được thì để trống cả dòng; có thể gửi lại nhiều lần.",
		},
		Asked: "PHẦN HỎI (không sửa)", Answered: "PHẦN TRẢ LỜI (cơ quan quản lý dữ liệu dân cư ghi)",
		Heads: [...]string{"Mã câu hỏi", "Họ và tên", "Ngày sinh", "Giới tính", "Số ghi trên danh sách", "Số cũ (CMND)", "Xã, phường", "Đề nghị cho biết"},
		Hints: map[string]sheet.Hint{
			"personal_id":   {Title: "Số định danh đúng", Text: "Đủ 12 chữ số, ghi cả khi trùng với số đã hỏi."},
			"full_name":     {Title: "Họ và tên đúng", Text: "Chỉ ghi khi khác với cột Họ và tên."},
			"date_of_birth": {Title: "Ngày sinh đúng", Text: "Ngày/tháng/năm, ví dụ 05/03/1948. Chỉ ghi khi khác."},
			"commune_code":  {Title: "Mã xã thường trú", Text: "5 chữ số."},
			"died_on":       {Title: "Ngày mất", Text: "Ngày/tháng/năm. Chỉ ghi cho người đã chết."},
			"old_ids":       {Title: "Các số đã dùng trước", Text: "Số định danh 12 chữ số hoặc CMND 9 chữ số, cách nhau bằng dấu chấm phẩy."},
		},
		Sexes: []string{"Nam", "Nữ"},
	}
}

// Asks says what the registry's office is asked where a match had an outcome.
// Of the reasons only one is the office's own to answer: the others are ours.
func (Words) Asks(outcome string, reasons []string) string {
	if outcome == string(registry.NeedsReview) && slices.Contains(reasons, string(registry.ReasonMissing)) {
		return "Dữ liệu ghi mất tích. Tình trạng hiện nay và số định danh của người này?"
	}
	if text, ok := questionTexts()[registry.Outcome(outcome)]; ok {
		return text
	}
	return outcome
}

func questionTexts() map[registry.Outcome]string {
	const same = "Không đủ chắc là một người. Có đúng số, họ tên, ngày sinh này là của một người không?"
	return map[registry.Outcome]string{
		registry.Exact:                 same,
		registry.ExactAfterNormalising: same,
		registry.NameDiffers:           "Họ tên khác dữ liệu dân cư. Họ tên đúng của người mang số này?",
		registry.BirthDateDiffers:      "Ngày sinh khác dữ liệu dân cư. Ngày sinh đúng của người mang số này?",
		registry.NumberSuspect:         "Số có thể ghi sai một chữ số. Số định danh đúng của người này?",
		registry.NumberMissing:         "Danh sách không ghi số. Số định danh của người này?",
		registry.OldNumber:             "Chỉ có số cũ. Số định danh đang dùng của người này?",
		registry.NumberCancelled:       "Số đã huỷ. Số định danh đang dùng của người này?",
		registry.Deceased:              "Dữ liệu ghi đã chết, chưa rõ ngày. Ngày mất?",
		registry.NotFound:              "Không thấy trong dữ liệu dân cư. Có người này không, số định danh là gì?",
		registry.Contested:             "Số của một người, họ tên và ngày sinh của người khác. Người này là ai, số định danh nào?",
		registry.NeedsReview:           "Chưa đủ để nhận ra. Số định danh, họ tên, ngày sinh đúng và tình trạng của người này?",
	}
}

// SexOf is a kept sex as a request writes it.
func (Words) SexOf(kept string) string {
	return map[string]string{"M": "Nam", "F": "Nữ"}[kept]
}

// registryAnswerTexts say why a line of an answer, or a whole file of them, is not
// taken.
func registryAnswerTexts() map[string]text {
	const again = "Sửa dòng này rồi gửi lại tệp; các dòng đã nhận không bị ảnh hưởng."
	const againEN = "Correct the line and send the file again; the lines that were taken stay."
	return map[string]text{
		registry.AnswerCodeUnknown: {"Không có câu hỏi nào mang mã này.", "Lấy lại mã từ phiếu hỏi (registry request --number).",
			"No question has this code.", "Take the code from the request again (registry request --number)."},
		registry.AnswerResultUnknown: {"Kết quả trống hoặc không có trong danh mục.", "Chọn lại kết quả, hoặc thêm từ này vào results của bố cục.",
			"The result is empty or not one of those known.", "Choose it again, or add the word to the layout's results."},
		registry.AnswerNumberMissing: {"Đã tìm thấy người nhưng không ghi số định danh.", "Ghi đủ 12 chữ số vào cột số định danh đúng.",
			"Somebody was found, and no identity number is given.", "Write its 12 digits as the right number."},
		registry.AnswerContradicts: {"Ô này trái với kết quả đã chọn.", "Chọn «Có sai khác» nếu có gì khác với câu hỏi; không tìm thấy hoặc nhiều người thì để trống phần còn lại.",
			"The cell does not go with the result.", "Choose “differs” where something is not as asked; leave the rest empty where nobody or several were found."},
		registry.AnswerNothingDiffers: {"Ghi có sai khác nhưng không ghi khác ở đâu.", "Ghi phần đúng, hoặc chọn «Đúng người».",
			"Something is said to differ, and nothing that does is given.", "Write what is right, or choose “same”."},
		registry.AnswerOtherPerson: {"Trong dữ liệu dân cư đang dùng, số này là của người có họ tên và ngày sinh khác hẳn.", "Kiểm tra lại số. Nếu đúng, cần bản dữ liệu dân cư mới (registry load).",
			"In the registry data in force the number is of somebody with another name and another date of birth.", "Check the number. If it is right, newer registry data is needed (registry load)."},
		registry.AnswerTwice: {"Câu hỏi này có hai câu trả lời khác nhau trong tệp.", "Giữ lại một dòng đúng rồi gửi lại.",
			"The question has two different answers in the file.", "Keep the right one and send the file again."},
		registry.AnswerRecordMissing: {"Dữ liệu dân cư đang dùng không có số này, và dòng trả lời không ghi đủ họ tên, ngày sinh, giới tính.",
			"Đề nghị cơ quan dân cư ghi đủ họ tên, ngày sinh, giới tính của người mang số này.",
			"The registry data in force does not have this number, and the line lacks name, date of birth or sex.",
			"Ask the registry's office to write the name, date of birth and sex of who has the number."},
		registry.AnswerMadePerson: {"Câu trả lời trước cho câu hỏi này đã được xác nhận và đã thành dữ liệu dân cư.",
			"Gỡ hoặc sửa người ấy bằng tệp thay đổi (registry delta) hoặc bản toàn bộ mới, rồi gửi lại câu trả lời này.",
			"The answer before it was confirmed, and its record is in the registry data.",
			"Remove or correct that person with registry delta or a whole snapshot, then send this answer again."},
		registry.AnswerNumberForOthers: {"Hai dòng trả lời cùng một số định danh nhưng thông tin khác nhau.", again,
			"Two lines give one identity number with different particulars.", againEN},
		registry.AnswersHeader: {"Tệp không có các cột của phiếu trả lời.", "Gửi phiếu do chương trình lập, hoặc nêu bố cục của tệp bằng --layout.",
			"The file does not have the columns of an answer.", "Send the workbook that was made for it, or name the file's layout with --layout."},
		registry.AnswersNone: {"Không có dòng nào trả lời câu hỏi của kho này.", "Kiểm tra lại tệp: có thể chưa điền, hoặc là của nơi khác.",
			"No line answers a question of this store.", "Check the file: it may not be filled in, or be somebody else's."},
		registry.AnswersInvalid: {"Mọi câu trả lời trong tệp đều sai.", "Xem từng dòng, sửa rồi gửi lại.",
			"Every answer of the file was refused.", "See each line, correct them and send the file again."},
	}
}

// askActTexts say why nothing is asked, or taken as of a day.
func askActTexts() map[string]text {
	return map[string]text{
		"as_of_future": {"Ngày của dữ liệu (--as-of) chưa tới.", "Nêu ngày mà cơ quan cung cấp trích dữ liệu, không muộn hơn hôm nay.",
			"The day of the data (--as-of) is still to come.", "Give the day the data was extracted, today at the latest."},
		"tier_unknown": {"Không có bậc đối chiếu này.", "Các bậc: T0 đến T8.",
			"There is no such tier.", "Tiers are T0 to T8."},
		"outcome_not_asked": {"Kết quả đối chiếu này không hỏi cơ quan dân cư được.", "Xem danh mục bằng registry request --help.",
			"The registry cannot be asked about this outcome.", "See the outcomes in registry request --help."},
	}
}

// RegistryAnswer says why a line of an answer was refused.
func (w Words) RegistryAnswer(code string) Sentence {
	if s, ok := w.Of(RegistryAnswers, code); ok {
		return s
	}
	s, _ := w.Of(RegistryLines, code)
	return s
}

func recordNames() map[string]name {
	return named(map[registry.Status]name{
		registry.Alive:     {"còn sống", "alive"},
		registry.Dead:      {"đã chết", "dead"},
		registry.Missing:   {"mất tích", "missing"},
		registry.Left:      {"đã chuyển đi", "moved away"},
		registry.Cancelled: {"đã huỷ số", "number cancelled"},
	})
}

func saidNames() map[string]name {
	return named(map[registry.Said]name{
		registry.SaidSame:      {"đúng người", "the person, as asked"},
		registry.SaidDiffers:   {"có sai khác", "the person, with differences"},
		registry.SaidFound:     {"tìm thấy", "found"},
		registry.SaidNotFound:  {"không tìm thấy", "not found"},
		registry.SaidSeveral:   {"nhiều người", "several persons"},
		registry.SaidDead:      {"đã chết", "dead"},
		registry.SaidCancelled: {"số đã huỷ", "number cancelled"},
	})
}
