package wording

import (
	"chitra/bankfile"
	"chitra/internal/app"
)

// Inquiry are the words of a question to a bank. The bank reads Vietnamese,
// whoever asks.
func (w Words) Inquiry() bankfile.InquiryWords {
	return bankfile.InquiryWords{
		Sheet: "Tra soát", Title: "PHIẾU TRA SOÁT LỆNH CHI", Practice: "DỮ LIỆU THỰC HÀNH — KHÔNG GỬI NGÂN HÀNG",
		Bank: "Kính gửi: {bank}", Unit: "Đơn vị: {unit}, tài khoản chi {account}",
		Asked:  "Phiếu số {inquiry}, ngày {day}: {count} lệnh",
		Please: "Đề nghị ngân hàng cho biết kết quả cuối cùng của từng lệnh. Đơn vị không gửi lại các lệnh này trong khi chờ trả lời.",
		Headings: [12]string{"STT", "Mã tham chiếu", "Tệp", "Ngày chi", "Số tài khoản", "Chủ tài khoản", "Ngân hàng hưởng", "Số tiền (đồng)",
			"Ngân hàng đã trả lời", "Nội dung hỏi", "Kết quả (đã ghi có / từ chối / hoàn trả)", "Số bút toán, lý do"},
		Total:      "Tổng cộng",
		Signatures: [3]string{"Người lập", "Kế toán trưởng", "Thủ trưởng đơn vị"}, Sign: "(ký, họ tên)",
	}
}

// InquiryAsks is what a bank is asked about one instruction.
func (w Words) InquiryAsks(cause string) string {
	if cause == app.InquiryUnknown {
		return "Trả lời chưa rõ: lệnh đã ghi có cho người hưởng hay chưa?"
	}
	return "Quá hạn chưa có trả lời: lệnh đã thực hiện chưa, kết quả thế nào?"
}
