package wording

import "chitra/bankfile"

// Treasury are the words of the payment table beside a file. The Treasury reads
// Vietnamese, whoever writes the file.
func (w Words) Treasury() bankfile.TreasuryWords {
	return bankfile.TreasuryWords{
		Sheet: "Bảng kê", Title: "BẢNG KÊ THANH TOÁN", Practice: "DỮ LIỆU THỰC HÀNH — KHÔNG CÓ GIÁ TRỊ THANH TOÁN",
		Unit: "Đơn vị: {unit}", Account: "Tài khoản chi: {account} tại {bank}",
		File: "Kèm theo tệp {file} (đợt {batch}, phần {part}/{parts})", PayOn: "Ngày chi: {day}",
		Headings: [6]string{"STT", "Người thụ hưởng", "Số tài khoản", "Ngân hàng", "Số tiền (đồng)", "Mã tham chiếu"},
		Total:    "Tổng cộng", InWords: "Số tiền bằng chữ: {words}",
		Identity: "Số CCCD/ĐDCN", Cash: "Tiền mặt",
		Signatures: [3]string{"Người lập", "Kế toán trưởng", "Thủ trưởng đơn vị"}, Sign: "(ký, họ tên)",
	}
}
