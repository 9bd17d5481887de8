package wording

import (
	"chitra/bankfile"
	"chitra/internal/journal"
)

// faultTexts say what is wrong with a transfer file, by the code its reader
// gives.
func faultTexts() map[string]text {
	const fixVI, fixEN = "Không gửi tệp này; lập lại tệp.", "Do not send this file; write it again."
	fault := func(vi, en string) text { return text{vi, fixVI, en, fixEN} }
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
		FaultUnreadable:         fault("Tệp không đọc được.", "The file cannot be read."),
		FaultTotals:             fault("Tổng không khớp.", "The totals differ."),
		FaultSeal:               fault("Tệp không khớp với bản kê đi kèm.", "The file is not the one its manifest names."),
		FaultNoSeal:             fault("Không có bản kê bên cạnh tệp.", "There is no manifest beside the file."),
	}
}

// Codes that checking a transfer file adds to those of bankfile.
const (
	FaultUnreadable = "unreadable"
	FaultTotals     = "totals_differ"
	FaultSeal       = "seal_differs"
	FaultNoSeal     = "no_manifest"
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
