package wording

import (
	"maps"

	"chitra/bankfile"
	"chitra/bankfile/cashlist"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/internal/journal"
)

// faultTexts say what is wrong with a transfer file, by the code its reader
// gives.
func faultTexts() map[string]text {
	all := lineFaultTexts()
	maps.Copy(all, transferFaultTexts())
	maps.Copy(all, workbookFaultTexts())
	maps.Copy(all, listFaultTexts())
	return all
}

// fault is a sentence whose fix is that of every faulty file.
func fault(vi, en string) text {
	return text{vi, "Không gửi tệp này; lập lại tệp.", en, "Do not send this file; write it again."}
}

func lineFaultTexts() map[string]text {
	return map[string]text{
		bankfile.CodeMissing:    fault("Thiếu nội dung bắt buộc.", "Something that must be there is missing."),
		bankfile.CodeMalformed:  fault("Nội dung sai dạng.", "Something is malformed."),
		bankfile.CodeTooLong:    fault("Nội dung quá dài.", "Something is too long."),
		bankfile.CodeLetters:    fault("Có ký tự ngân hàng không nhận.", "It has letters that the bank does not take."),
		bankfile.CodeNotDong:    fault("Số tiền không phải là số đồng nguyên.", "An amount is not in whole đồng."),
		bankfile.CodeNotMore:    fault("Số tiền không lớn hơn 0.", "An amount is not more than zero."),
		bankfile.CodeUnknown:    fault("Nội dung không có trong danh mục.", "Something is not known."),
		bankfile.CodeNotLed:     fault("Nội dung chuyển khoản không bắt đầu bằng mã tham chiếu.", "The remittance text is not led by its reference."),
		bankfile.CodeRepeated:   fault("Mã tham chiếu lặp lại.", "A reference stands twice."),
		bankfile.CodeDiffers:    fault("Tệp ghi khác với điều đã lập.", "The file says something else than was meant."),
		bankfile.CodeNotCarried: fault("Định dạng không chứa được nội dung này.", "The format has no room for something."),
		bankfile.CodeOverLimit:  fault("Số tiền vượt hạn mức của ngân hàng.", "An amount is past the bank's limit."),
		bankfile.CodeHighValue:  fault("Số tiền từ 500 triệu đồng không đi được bằng mẫu này.", "An amount from 500 million on cannot travel by this form."),
		FaultSignature:          fault("Chữ ký bên cạnh tệp không phải của tệp này.", "The signature beside the file is not of this file."),
		FaultUnreadable:         fault("Tệp không đọc được.", "The file cannot be read."),
		FaultTotals:             fault("Tổng không khớp.", "The totals differ."),
		FaultSeal:               fault("Tệp không khớp với bản kê đi kèm.", "The file is not the one its manifest names."),
		FaultNoSeal:             fault("Không có bản kê bên cạnh tệp.", "There is no manifest beside the file."),
	}
}

func transferFaultTexts() map[string]text {
	return map[string]text{
		iso20022.ReasonVersion: fault("Tệp thuộc phiên bản khác của định dạng.", "The file is of another version of the format."),
		iso20022.ReasonUnknown: fault("Có phần tử mà chương trình không bao giờ ghi.", "It has an element that is never written here."),
		iso20022.ReasonDiffers: fault("Các khối ghi tài khoản chi hoặc ngày chi khác nhau.", "Two blocks name other paying accounts or days."),
		iso20022.ReasonRoute:   fault("Có lệnh nằm ở khối của tuyến khác.", "A line stands in the block of another route."),
		iso20022.ReasonTwice:   fault("Có phần tử lặp lại.", "An element stands more than once."),
		iso20022.ReasonCharges: fault("Người nhận sẽ phải chịu phí.", "The payee would bear charges."),
	}
}

func workbookFaultTexts() map[string]text {
	return map[string]text{
		portal.CodeNoSheet:     fault("Không có trang tính của mẫu.", "The template's sheet is missing."),
		portal.CodeTitle:       fault("Tiêu đề khác mẫu của ngân hàng.", "The title is not the template's."),
		portal.CodeHeading:     fault("Tên cột khác mẫu.", "A heading is not the template's."),
		portal.CodeAmbiguous:   fault("Hai cột cùng một nội dung.", "Two columns hold the same thing."),
		portal.CodeNotResult:   fault("Đây không phải là tệp kết quả.", "This is no result workbook."),
		portal.CodeCell:        fault("Ô không đúng dạng của mẫu.", "A cell is not as the template has it."),
		portal.CodeExtra:       fault("Có ô nằm ngoài mẫu.", "A cell stands outside the template."),
		portal.CodeOrdinal:     fault("Số thứ tự không liên tục.", "The ordinals are out of order."),
		portal.CodeNoReference: fault("Dòng không có mã tham chiếu.", "A row has no reference."),
	}
}

// listFaultTexts are those of a cash list that no bank's workbook shares.
func listFaultTexts() map[string]text {
	return map[string]text{
		cashlist.CodeHead: fault("Phần đầu danh sách (đơn vị, đợt chi, ngày chi, số người, tổng số tiền) khác với điều đã lập.",
			"The head of the list (office, batch, day, count, sum) is not as it was laid out."),
		cashlist.CodeTotal: fault("Số người, tổng số tiền hoặc số tiền bằng chữ không phải của các dòng, hoặc thiếu phần cuối danh sách.",
			"Count, sum or the sum in words are not those of the lines, or what stands below them is missing."),
		cashlist.CodeFilled: {"Tổ chức chi trả đã ghi kết quả vào danh sách này: đây là câu trả lời, không còn là danh sách gửi đi.",
			"Nhận câu trả lời bằng result import; để kiểm tra danh sách đã gửi thì dùng bản gốc trong thư mục tệp gửi đi.",
			"The cash desk has written its results into this list: it is the answer, and no longer the list that left.",
			"Take it in with result import; to check the list that left, use the original in the folder of files."},
	}
}

// Codes that checking a transfer file adds to those of bankfile.
const (
	FaultUnreadable = "unreadable"
	FaultTotals     = "totals_differ"
	FaultSeal       = "seal_differs"
	FaultNoSeal     = "no_manifest"
	FaultSignature  = "signature_differs"
)

// journalTexts say what does not hold in the journal.
func journalTexts() map[string]text {
	const fixVI, fixEN = "Ngừng chi, giữ nguyên kho và báo kiểm toán.", "Stop paying, keep the store as it is and tell the auditor."
	broken := func(vi, en string) text { return text{vi, fixVI, en, fixEN} }
	return map[string]text{
		journal.ReasonGap:          broken("Nhật ký thiếu một sự kiện.", "An event is missing."),
		journal.ReasonBrokenLink:   broken("Sự kiện không nối với sự kiện trước.", "An event does not name the one before it."),
		journal.ReasonChangedEvent: broken("Nội dung sự kiện đã bị sửa.", "An event was changed."),
		journal.ReasonClockBack:    broken("Thời gian nghiệp vụ chạy lùi.", "Business time runs back."),
		journal.ReasonHead:         broken("Đầu chuỗi khác với bản lưu.", "The head is not the one that was kept."),
		journal.ReasonRows:         broken("Dữ liệu đã ghi bị sửa, thêm hoặc xoá.", "Rows that an act wrote were changed, added or taken away."),
		journal.ReasonState:        broken("Có trạng thái không do lần chuyển nào đưa đến.", "A state is not where its changes lead."),
	}
}
