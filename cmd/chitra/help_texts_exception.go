package main

func exceptionHelp() map[string][2]string {
	return map[string][2]string{
		"exception":         {"Ngoại lệ: của ai, hạn nào, vì sao đóng.", "Exceptions: whose, by when, and why they were closed."},
		"exception_list":    {"Liệt kê ngoại lệ chưa đóng, mọi kỳ.", "List what is open, of all months."},
		"exception_show":    {"Xem một ngoại lệ và mọi việc đã làm với nó.", "Show one with all that became of it."},
		"exception_assign":  {"Giao cho một người, với hạn.", "Name whose it is and by when."},
		"exception_close":   {"Đóng, có lý do; về tiền thì người khác phải đồng ý.", "Close one for a reason; of money somebody else must agree."},
		"exception_confirm": {"Đồng ý đóng ngoại lệ mà người khác muốn đóng.", "Agree to close what somebody else wants closed."},
		"exception_period":  {"Chỉ kỳ này (mặc định: mọi kỳ).", "This month alone (default: all)."},
		"exception_owner":   {"Chỉ của người hoặc vai này.", "Those of this user or role alone."},
		"exception_kind":    {"Chỉ loại này.", "This kind alone."},
		"exception_overdue": {"Chỉ những ngoại lệ đã quá hạn.", "Those past their day alone."},
		"exception_id":      {"Mã ngoại lệ.", "The exception."},
		"exception_to":      {"Người nhận.", "Whose it is."},
		"exception_due":     {"Hạn, YYYY-MM-DD hoặc DD/MM/YYYY (mặc định: giữ hạn đang có).", "By when, YYYY-MM-DD or DD/MM/YYYY (default: as it is)."},

		"result_lines":     {"Liệt kê các dòng ngân hàng trả lời, ghép bằng gì.", "List the lines of answers, and by what each was paired."},
		"result_pair":      {"Nói một dòng là của lệnh chi nào; người khác xác nhận đúng lệnh ấy bằng --confirm.", "Say which instruction a line is about; somebody else confirms it with --confirm."},
		"result_months":    {"Tháng nhận tệp, YYYY-MM hoặc MM/YYYY.", "The month the answers were taken in, YYYY-MM or MM/YYYY."},
		"result_unpaired":  {"Chỉ những dòng chưa khớp lệnh chi nào.", "Those that are about no instruction alone."},
		"result_line":      {"Dòng, như result lines ghi: TỆP:DÒNG.", "The line as result lines has it: FILE:LINE."},
		"pair_instruction": {"Lệnh chi.", "The instruction."},
		"pair_confirm":     {"Xác nhận điều người khác đã nói.", "Agree with what somebody else said."},
	}
}
