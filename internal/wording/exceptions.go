package wording

import (
	"maps"

	"chitra/internal/app"
	"chitra/payout/settle"
)

// exceptionTexts say what does not pair, and what its owner does.
func exceptionTexts() map[string]text {
	all := answerExceptionTexts()
	maps.Copy(all, ownExceptionTexts())
	maps.Copy(all, statementExceptionTexts())
	return all
}

func answerExceptionTexts() map[string]text {
	return map[string]text{
		settle.ExceptionAmountDiffers: {"Ngân hàng trả lời số tiền khác với số đã lệnh.", "Hỏi ngân hàng; không chi lại khi chưa rõ.",
			"The bank answers another amount than was instructed.", "Ask the bank; pay nothing again before it is clear."},
		settle.ExceptionPaidTwice: {"Một lệnh chi có hai số tham chiếu của ngân hàng: có thể đã chi hai lần.", "Yêu cầu ngân hàng thu hồi một khoản.",
			"One instruction has two bank references: perhaps paid twice.", "Have the bank recover one of them."},
		settle.ExceptionReturnedTwice: {"Tiền của một lệnh chi được hoàn trả nhiều lần hơn số lần đã chi.", "Hỏi ngân hàng; khoản thừa không phải của mình thì trả lại.",
			"An instruction's money came back more often than it left.", "Ask the bank; give back what is not ours."},
		settle.ExceptionContradicts: {"Các trả lời mâu thuẫn: vừa đã chi vừa từ chối (hoặc chưa nhận).", "Hỏi ngân hàng (tổ chức chi trả) bằng văn bản.",
			"The answers contradict each other: paid and refused, or not collected.", "Ask the bank, or the cash desk, in writing."},
		settle.ExceptionRefusedDebited: {"Ngân hàng báo thất bại nhưng tài khoản chi đã bị trừ tiền.", "Đối chiếu sao kê, hỏi ngân hàng.",
			"Refused, yet our account was debited.", "Compare with the statement and ask the bank."},
		settle.ExceptionUnclear: {"Từ chối không nêu rõ lý do, hoặc câu trả lời không đọc được.", "Hỏi ngân hàng trạng thái của lệnh; tổ chức chi trả thì ghi lại Đã nhận hoặc Chưa nhận rồi gửi lại.",
			"Refused without a sure reason, or unreadable.", "Ask the bank how the instruction stands; a cash desk writes its result anew and sends it again."},
		settle.ExceptionUndebited: {"Ngân hàng báo thành công nhưng chưa thấy trừ tiền.", "Chờ sao kê hoặc hỏi ngân hàng.",
			"Success without a debit of our account.", "Wait for the statement or ask the bank."},
		settle.ExceptionReturnWaits: {"Tiền được hoàn trước khi có báo đã chi.", "Chờ báo có, rồi đối soát lại.",
			"Returned before anything says that it was paid.", "Wait for the credit and reconcile again."},
		settle.ExceptionNotSent: {"Ngân hàng trả lời lệnh chưa được ghi nhận là đã gửi.", "Kiểm tra tệp đã gửi ngân hàng.",
			"Answered although no file of it is known to have left.", "Check which file went to the bank."},
		settle.ExceptionDropped: {"Ngân hàng trả lời một lệnh đã huỷ.", "Kiểm tra tệp đã gửi ngân hàng.",
			"Answered although the instruction was dropped.", "Check which file went to the bank."},
		settle.ExceptionReissued: {"Trả lời muộn về lần chi trước, khoản này đã chi lại.", "Kiểm tra có bị chi hai lần không.",
			"A late answer on an attempt that was reissued.", "Check whether it was paid twice."},
		settle.ExceptionOverdue: {"Quá hạn mà ngân hàng (tổ chức chi trả) chưa trả lời.", "Hỏi bằng bankfile inquiry; không chi lại khi chưa rõ.",
			"The time of the bank, or the cash desk, is over and it has not said.", "Ask it (bankfile inquiry); pay nothing again before it is clear."},
	}
}

func ownExceptionTexts() map[string]text {
	return map[string]text{
		"entry_differs": {"Một bút toán của sao kê không bằng tổng các phần của nó.", "Hỏi ngân hàng về bút toán đó.",
			"An entry of a statement is not the sum of its parts.", "Ask the bank about the entry."},
		"totals_differ": {"Tổng số mà tệp tự nêu không bằng tổng các dòng của nó.", "Hỏi ngân hàng, hoặc xin lại tệp đủ.",
			"The totals a file states are not those of its lines.", "Ask the bank, or for the whole file."},
		"balance_differs": {"Số dư cuối của sao kê không bằng số dư đầu cộng các bút toán.", "Xin ngân hàng sao kê đủ các bút toán.",
			"A statement's closing balance is not the opening one and its entries.", "Ask the bank for a statement with every entry."},
		"original_differs": {"Số lệnh hoặc số tiền ngân hàng đọc được khác với tệp đã gửi.", "So sánh tệp đã gửi với bản ngân hàng nhận.",
			"The bank counted other instructions or another sum in our file.", "Compare the file that left with the one the bank has."},
		"line_repeated": {"Một dòng lặp lại trong cùng một tệp; chỉ tính một lần.", "Hỏi ngân hàng xem có phải hai giao dịch không.",
			"A line stands twice in one file; it counts once.", "Ask the bank whether there were two transactions."},
		"account_corrected": {"Ngân hàng trả lời một số tài khoản khác với số đã lệnh.", "Hỏi ngân hàng tiền vào tài khoản nào; xác nhận tài khoản mới trước khi dùng.",
			"The bank answers another account than was instructed.", "Ask the bank where the money is; have the new account confirmed before it is used."},
		"bank_fee": {"Phí của ngân hàng trên sao kê.", "Ghi vào chi phí; không thuộc khoản chi nào.",
			"The bank's charge on the statement.", "Book it as a cost; it belongs to no payment."},
		"bank_interest": {"Lãi trên tài khoản chi.", "Ghi sổ và xử lý theo quy định về lãi tiền gửi.",
			"Interest on the paying account.", "Book it, and deal with it as the rules on interest say."},
		"foreign_credit": {"Tiền vào tài khoản chi không phải là tiền hoàn của lệnh chi nào.", "Xác định nguồn: kinh phí cấp, nộp lại, hay chuyển nhầm.",
			"Money came in that is no return of an instruction of ours.", "Find out from where: funding, money handed back, or a mistake."},
		"foreign_debit": {"Tiền ra khỏi tài khoản chi không theo lệnh chi nào của chương trình.", "Hỏi ngân hàng và kế toán ngay về khoản này.",
			"Money left the paying account by no instruction of ours.", "Ask the bank and the accountant about it at once."},
		"unknown_reference": {"Dòng trả lời không khớp với lệnh chi nào của nơi trả lời.", "Đối chiếu sao kê (danh sách đã gửi); có thể là khoản không do chương trình lập, hoặc của nơi khác.",
			"The line is about no instruction of ours that its sender pays.", "Compare with the statement, or the list that left; it may come from elsewhere."},
		"row_changed": {"Dòng danh sách đổi sau khi khoản chi đã trình hoặc đã gửi.", "So sánh hai bản; bù trừ bằng khoản riêng nếu cần.",
			"The row changed after its payment left the makers.", "Compare both; settle the difference by a payment of its own."},
		"row_gone": {"Dòng danh sách không còn sau khi khoản chi đã trình hoặc đã gửi.", "Rút khoản chi, hoặc thu hồi nếu đã gửi.",
			"The row is gone after its payment left the makers.", "Withdraw the payment, or recover it if it has left."},
	}
}

// statementExceptionTexts say what is the matter between statements.
func statementExceptionTexts() map[string]text {
	return map[string]text{
		settle.ExceptionStatementGap: {"Thiếu sao kê giữa hai sao kê của một tài khoản chi.", "Xin ngân hàng sao kê của những ngày còn thiếu rồi nhận vào.",
			"A statement is missing between two of a paying account.", "Ask the bank for the statements of the days between, and take them in."},
		settle.ExceptionStatementOverlap: {"Hai sao kê của một tài khoản chi trùng ngày hoặc trùng số thứ tự.", "Hỏi ngân hàng sao kê nào đúng.",
			"Two statements of a paying account cover the same day, or have one number.", "Ask the bank which one holds."},
		settle.ExceptionStatementDiffers: {"Cùng một sao kê đến lần nữa với số liệu khác.", "Hỏi ngân hàng đã sửa gì và vì sao.",
			"The same statement came again with other figures.", "Ask the bank what it changed and why."},
		settle.ExceptionBalanceBreak: {"Số dư đầu của sao kê không bằng số dư cuối của sao kê trước.", "Hỏi ngân hàng giao dịch nào không có trên sao kê.",
			"A statement does not begin with the balance the one before it ended with.", "Ask the bank which entries no statement shows."},
		"file_debit_differs": {"Ngân hàng trừ cả tệp một lần với số tiền khác tổng của tệp.", "Hỏi ngân hàng lệnh nào không trừ, hoặc trừ gì thêm.",
			"A whole file was debited in one line, of another sum than the file's.", "Ask the bank what it left out, or took beside it."},
		"file_debited_twice": {"Cả tệp đã bị trừ tiền một lần, nay trừ lần nữa với tham chiếu khác.", "Yêu cầu ngân hàng hoàn một lần ngay.",
			"A whole file that was debited before is debited again, under another reference.", "Have the bank give one back at once."},
		"pairing_proposed": {"Dòng không mang tham chiếu nhưng có vẻ là của một lệnh chi.", "Xem result lines --unpaired; đúng thì result pair, người khác xác nhận.",
			"A line without a reference looks like that of one instruction.", "See result lines --unpaired; if it is, result pair, and somebody else confirms."},
		"statement_not_ours": {"Trong tệp có sao kê của tài khoản không phải tài khoản chi; đã để riêng, không tính dòng nào.", "Báo ngân hàng gửi nhầm; thiếu thì khai tài khoản bằng payer add.",
			"The file has a statement of an account that is no paying account; none of its lines counts.", "Tell the bank; if the account is ours, make it known with payer add."},
	}
}

// caseNames are what became of an exception.
func caseNames() map[string]name {
	return map[string]name{
		app.CaseOpened:   {"mở", "opened"},
		app.CaseAssigned: {"giao", "assigned"},
		app.CaseProposed: {"đề nghị đóng", "proposed for closing"},
		app.CaseClosed:   {"đóng", "closed"},
		app.CaseResolved: {"tự hết", "resolved by itself"},
		app.CaseReopened: {"mở lại", "opened again"},
	}
}

// pairActTexts say why a line is not paired.
func pairActTexts() map[string]text {
	return map[string]text{
		"line_paired": {"Dòng này đã được ghép.", "Xem result lines.",
			"The line is paired already.", "See result lines."},
		"pair_other_account": {"Lệnh chi đi từ tài khoản chi khác với tài khoản của dòng.", "Kiểm tra lại lệnh chi.",
			"The instruction is of another paying account than the line.", "Check the instruction."},
		"pair_amount_differs": {"Số tiền của dòng khác với số đã lệnh.", "Không ghép; hỏi ngân hàng về dòng này.",
			"The line is of another amount than was instructed.", "Do not pair it; ask the bank about the line."},
		"pair_not_proposed": {"Chưa ai nói dòng này là của lệnh chi nào.", "result pair DÒNG --instruction LỆNH --reason LÝ_DO.",
			"Nobody has said what the line is about.", "result pair LINE --instruction I --reason TEXT."},
		"pair_replaced": {"Lệnh chi được đề nghị ghép nay là lệnh khác.", "Xem result lines, rồi xác nhận đúng lệnh đang được đề nghị.",
			"Another instruction is named for the line now.", "See result lines, and confirm the one that is named now."},
	}
}

// pairedNames are by what lines are paired.
func pairedNames() map[string]name {
	return map[string]name{
		"end_to_end_id":          {"tham chiếu", "our reference"},
		"instruction_id":         {"mã lệnh", "the instruction's id"},
		"uetr":                   {"UETR", "UETR"},
		"text":                   {"tham chiếu trong nội dung", "our reference in the text"},
		"group":                  {"cả tệp", "the whole file"},
		"payment_info":           {"cả nhóm của tệp", "a block of the file"},
		"file_debit":             {"trừ cả tệp một lần", "the file's one debit"},
		"repeated":               {"đã có trước", "came before"},
		"other_account":          {"tài khoản không phải của ta", "an account not ours"},
		"entry":                  {"bút toán nhắc lại các phần", "an entry that repeats its parts"},
		"statement":              {"số liệu của sao kê", "a figure of the statement"},
		"person":                 {"hai người ghép", "two people"},
		string(settle.ByFile):    {"tệp, tài khoản, số tiền", "file, account and amount"},
		string(settle.ByShort):   {"tham chiếu bị cắt", "a reference that was cut"},
		string(settle.ByAccount): {"tài khoản, số tiền, ngày", "account, amount and day"},
	}
}

func pairStateNames() map[string]name {
	return map[string]name{
		"paired": {"đã ghép", "paired"}, "requested": {"chờ xác nhận", "to be confirmed"}, "proposed": {"máy đề xuất", "proposed"},
		"unpaired": {"chưa ghép", "unpaired"},
	}
}

// lineNames are what lines on a statement are: ours, or no instruction's.
func lineNames() map[string]name {
	return map[string]name{
		string(settle.Debited):      {"lệnh chi đã trừ tiền", "our debits"},
		string(settle.Returned):     {"hoàn trả lệnh chi", "returns of ours"},
		string(settle.LineFee):      {"phí ngân hàng", "bank fees"},
		string(settle.LineInterest): {"lãi", "interest"},
		string(settle.LineIncoming): {"tiền vào khác", "other credits"},
		string(settle.LineOutgoing): {"tiền ra khác", "other debits"},
		"unknown_reference":         {"tham chiếu lạ", "strange references"},
		"file_debit_differs":        {"trừ cả tệp, khác tổng", "whole files of another sum"},
		"file_debited_twice":        {"trừ cả tệp lần nữa", "whole files debited again"},
		"entry_differs":             {"phần bút toán không nêu chi tiết", "what an entry does not detail"},
	}
}

// caseActTexts say why an act on an exception is refused.
func caseActTexts() map[string]text {
	return map[string]text{
		"exception_closed": {"Ngoại lệ này đã đóng.", "Xem exception show.",
			"The exception is closed.", "See exception show."},
		"exception_still_open": {"Lệnh này vẫn chưa rõ kết quả; đóng ngoại lệ thì số tiền lệch không còn ai lo.",
			"Hỏi ngân hàng (inquiry), hoặc sửa kết quả có chứng cứ bằng result correct; rồi chạy reconcile.",
			"What became of the instruction is still not known; closed, the difference would be nobody's.",
			"Ask the bank (inquiry), or correct the result on evidence with result correct; then reconcile."},
		"exception_not_closing": {"Chưa ai muốn đóng ngoại lệ này.", "Đóng bằng exception close, có lý do.",
			"Nobody wants this exception closed.", "Close it with exception close, for a reason."},
		"due_passed": {"Hạn đã qua hoặc không phải là một ngày.", "Nêu --due từ hôm nay trở đi.",
			"The day is past, or no day.", "Give --due of today or later."},
	}
}
