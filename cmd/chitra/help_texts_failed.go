package main

// failedHelp is about what follows when money did not arrive.
func failedHelp() map[string][2]string {
	return map[string][2]string{
		"a_beneficiary":    {"Mã đối tượng.", "The beneficiary."},
		"account":          {"Tài khoản của người nhận.", "Accounts of payees."},
		"account_list":     {"Các tài khoản đã ghi của một đối tượng.", "The accounts on file of a beneficiary."},
		"account_propose":  {"Đề nghị một tài khoản; người khác xác nhận.", "Propose an account; somebody else confirms."},
		"account_confirm":  {"Xác nhận tài khoản do người khác ghi hoặc đề nghị.", "Confirm an account that somebody else recorded or proposed."},
		"account_id":       {"Mã tài khoản (account list).", "The account's id (account list)."},
		"account_number":   {"Số tài khoản mới.", "A new account's number."},
		"account_holder":   {"Chủ tài khoản.", "Its holder."},
		"account_relation": {"Quan hệ khi chủ tài khoản không phải đối tượng: guardian, carer, institution, authorised:YYYY-MM-DD.", "By what right another holder receives: guardian, carer, institution, authorised:YYYY-MM-DD."},

		"payment_show":   {"Xem cả đường đi của một khoản chi.", "Show the whole way of a payment."},
		"payment_named":  {"Mã khoản chi, mã lệnh chi, hoặc mã đối tượng kèm --period.", "A payment, the reference of an instruction, or with --period a beneficiary."},
		"payment_period": {"Kỳ chi trả; đối số là mã đối tượng.", "The month; the argument is a beneficiary."},

		"result_correct":      {"Đề nghị sửa một kết quả sai; người khác xác nhận.", "Propose another result in the place of a wrong one; somebody else confirms."},
		"result_confirm":      {"Xác nhận kết quả do người khác đề nghị sửa.", "Confirm a correction that somebody else proposed."},
		"result_corrections":  {"Các kết quả đã sửa hoặc chờ xác nhận.", "The corrections of results, and what waits."},
		"correct_instruction": {"Mã lệnh chi.", "The instruction's reference."},
		"correct_to":          {"Kết quả đúng: paid, rejected, returned, unknown.", "The right result: paid, rejected, returned, unknown."},
		"correct_code":        {"Mã lý do của ngân hàng, ví dụ AC04.", "The bank's reason code, such as AC04."},
		"correct_evidence":    {"Tệp làm chứng: công văn, sao kê.", "The evidence: a letter, a statement."},
		"correct_number":      {"Số của đề nghị sửa.", "The correction's number."},

		"suspension":         {"Tạm dừng chi khi ba tháng liền không nhận.", "Suspension after three months not received."},
		"suspension_list":    {"Các đề nghị tạm dừng và kết quả.", "The proposals to suspend, and what became of them."},
		"suspension_decide":  {"Quyết định một đề nghị; cần hai người.", "Decide on a proposal; it takes two people."},
		"suspension_lift":    {"Chi trở lại; cần hai người.", "Lift a suspension; it takes two people."},
		"suspension_id":      {"Mã đề nghị tạm dừng.", "The suspension's id."},
		"suspension_suspend": {"Tạm dừng.", "Suspend."},
		"suspension_keep":    {"Không tạm dừng.", "Keep paying."},

		"report_year_end":   {"Tiền của năm phải nộp trả Kho bạc, và hạn nộp.", "What of a year goes back to the Treasury, and by when."},
		"year_year":         {"Năm ngân sách.", "The budget year."},
		"handback":          {"Nộp trả ngân sách những khoản không chi được.", "Hand back to the budget what could not be paid."},
		"handback_propose":  {"Đề nghị ghi nhận đã nộp trả; người khác xác nhận.", "Propose that money went back; somebody else confirms."},
		"handback_confirm":  {"Xác nhận khoản nộp trả do người khác đề nghị.", "Confirm what somebody else proposed."},
		"handback_list":     {"Các lần nộp trả.", "What was handed back."},
		"handback_payments": {"Các khoản chi (mặc định: mọi khoản phải nộp trả của năm).", "The payments (default: all of the year that have to go back)."},
		"handback_slip":     {"Số giấy nộp trả Kho bạc.", "The number of the Treasury's slip."},
		"handback_number":   {"Số lần nộp trả.", "Its number."},
		"handback_slip_on":  {"Ngày của giấy nộp trả (mặc định: hôm nay).", "The day of the slip (default: today)."},
		"receipt":           {"Chứng từ Kho bạc đã nhận tiền nộp trả.", "What the Treasury received of what was handed back."},
		"receipt_propose":   {"Đề nghị ghi nhận Kho bạc đã nhận; người khác xác nhận.", "Propose that the Treasury received it; somebody else confirms."},
		"receipt_confirm":   {"Xác nhận chứng từ do người khác đề nghị.", "Confirm a receipt that somebody else proposed."},
		"receipt_list":      {"Các chứng từ Kho bạc.", "The Treasury's receipts."},
		"receipt_handbacks": {"Các lần nộp trả mà chứng từ này nhận (payment handback list).", "The hand-backs it is of (payment handback list)."},
		"receipt_slip":      {"Số chứng từ của Kho bạc.", "The number of the Treasury's receipt."},
		"receipt_on":        {"Ngày Kho bạc nhận, ghi trên chứng từ.", "The day on it."},
		"receipt_amount":    {"Số tiền ghi trên chứng từ.", "The amount on it."},
		"receipt_corrects":  {"Chứng từ đã ghi sai, được thay bằng chứng từ này.", "The receipt that was wrong, which this one replaces."},
		"receipt_number":    {"Số thứ tự của đề nghị ghi nhận.", "The proposal's number."},

		"inquiry":        {"Viết phiếu tra soát gửi ngân hàng về các lệnh chưa rõ.", "Write the question to the bank about instructions nobody knows the end of."},
		"inquiries":      {"Các phiếu tra soát và số lệnh còn chờ trả lời.", "The questions to banks, and what of them is open."},
		"inquiry_period": {"Chỉ các lệnh của kỳ này (mặc định: mọi kỳ).", "Instructions of this month only (default: of all)."},
		"inquiry_payer":  {"Chỉ tài khoản chi này (mặc định: tất cả).", "This paying account only (default: all)."},

		"reissue":         {"Chi lại những khoản chắc chắn chưa đến.", "Try again what surely failed."},
		"reissue_build":   {"Lập đợt chi lại cho các khoản đã sửa nguyên nhân.", "Build drafts of what failed and was corrected."},
		"reissue_payment": {"Chỉ các khoản này.", "These payments only."},
		"reissue_list":    {"Liệt kê các khoản chưa chi lại và vì sao.", "List what was not reissued, and why."},
	}
}
