package wording

import (
	"chitra/bankfile"
	"chitra/internal/app"
)

// Inquiry are the words of a question to a bank, or to a cash desk. Both read
// Vietnamese, whoever asks.
func (w Words) Inquiry(desk bool) bankfile.InquiryWords {
	if desk {
		return deskInquiry()
	}
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

// deskInquiry are the words where a desk pays by hand: it knows people and lists, and
// no accounts.
func deskInquiry() bankfile.InquiryWords {
	return bankfile.InquiryWords{
		Sheet: "Tra soát", Title: "PHIẾU TRA SOÁT CHI TIỀN MẶT", Practice: "DỮ LIỆU THỰC HÀNH — KHÔNG GỬI TỔ CHỨC CHI TRẢ",
		Bank: "Kính gửi: {bank}", Unit: "Đơn vị giao: {unit}",
		Asked:  "Phiếu số {inquiry}, ngày {day}: {count} khoản",
		Please: "Đề nghị cho biết từng người đã nhận tiền hay chưa, bằng chính danh sách đã gửi. Đơn vị không chi lại các khoản này trong khi chờ trả lời.",
		Headings: [12]string{"STT", "Mã lệnh chi", "Danh sách", "Ngày chi", "Số CCCD/ĐDCN", "Họ và tên người nhận", "Hình thức", "Số tiền (đồng)",
			"Đã trả lời", "Nội dung hỏi", "Kết quả (đã nhận, ngày nào / chưa nhận)", "Ghi chú"},
		Total:      "Tổng cộng",
		Signatures: [3]string{"Người lập", "Kế toán trưởng", "Thủ trưởng đơn vị"}, Sign: "(ký, họ tên)",
	}
}

// InquiryAsks is what a bank, or a desk, is asked about one instruction.
func (w Words) InquiryAsks(cause string, desk bool) string {
	switch {
	case desk && cause == app.InquiryUnknown:
		return "Trả lời chưa rõ: người này đã nhận tiền hay chưa?"
	case desk:
		return "Quá hạn chưa có trả lời: người này đã nhận tiền chưa, ngày nào?"
	}
	if cause == app.InquiryUnknown {
		return "Trả lời chưa rõ: lệnh đã ghi có cho người hưởng hay chưa?"
	}
	return "Quá hạn chưa có trả lời: lệnh đã thực hiện chưa, kết quả thế nào?"
}
