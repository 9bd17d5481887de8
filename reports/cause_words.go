package reports

import "chitra/payout"

// CauseName is the reason as people read it: a hold reason, the class of a
// bank's reason, or the place itself where it says it all. A code without words
// is printed as it is.
func (l Lang) CauseName(c Cause) string {
	if c.Code == "" {
		return l.bareCauseName(c.Place)
	}
	if c.Place == Held {
		return l.HoldName(payout.HoldReason(c.Code))
	}
	return l.ClassName(c.Code)
}

func (l Lang) bareCauseName(p Place) string {
	switch p {
	case Rejected, Returned:
		return l.pick("ngân hàng không nêu lý do", "the bank gives no reason")
	case Refused:
		return l.pick("dòng danh sách có lỗi, chờ sửa", "the row has faults, to be corrected")
	case WithoutAccount:
		return l.pick("chưa có tài khoản", "no account")
	case Waiting:
		return l.pick("chờ phê duyệt hoặc chờ lập tệp", "waits for approval or for the file")
	case Unknown:
		return l.pick("quá hạn trả lời, hoặc trả lời không đọc được", "the answer is overdue or cannot be read")
	case PaidInPart:
		return l.pick("còn tháng đang chờ ngân hàng", "the other months are with the bank")
	case Sent:
		return l.pick("ngân hàng đang xử lý", "with the bank")
	}
	return l.pick("chưa rõ", "not known")
}

// HoldName is a hold reason as people read it.
func (l Lang) HoldName(r payout.HoldReason) string {
	words, ok := holdWords()[r]
	if !ok {
		return string(r)
	}
	return l.pick(words[0], words[1])
}

func holdWords() map[payout.HoldReason][2]string {
	return map[payout.HoldReason][2]string{
		payout.HoldNoAccount:             {"chưa có tài khoản", "no account"},
		payout.HoldAccountUnusable:       {"tài khoản không dùng được", "the account cannot be used"},
		payout.HoldHolderDiffers:         {"tên chủ tài khoản khác người nhận", "the holder's name differs"},
		payout.HoldAccountChanged:        {"tài khoản đổi, chờ xác nhận", "the account changed, to be confirmed"},
		payout.HoldAccountShared:         {"một tài khoản cho nhiều người", "one account for several people"},
		payout.HoldAccountFailed:         {"tài khoản đã bị ngân hàng từ chối", "the bank refused the account before"},
		payout.HoldSuspended:             {"tạm dừng chi: ba tháng liền không nhận", "suspended: three months not received"},
		payout.HoldAmountDiffers:         {"số tiền khác mức theo quy định", "the amount differs from the rule"},
		payout.HoldAmountUnknown:         {"chưa xác định được số tiền", "the amount is not known"},
		payout.HoldCoefficientNotAllowed: {"hệ số không đúng loại đối tượng", "the coefficient is not allowed"},
		payout.HoldArrearsUnproven:       {"truy lĩnh hoặc thu hồi chưa có căn cứ", "arrears or recovery without proof"},
		payout.HoldNotDue:                {"không có mức hưởng ở tuổi và tháng này", "nothing is due at this age and month"},
		payout.HoldBirthDateUnclear:      {"ngày sinh chưa rõ để tính mức", "the date of birth does not settle the rate"},
		payout.HoldUnmatched:             {"chưa khớp dữ liệu dân cư", "not matched to the registry"},
		payout.HoldToHeirs:               {"đã mất, chi cho thân nhân", "died, due to the heirs"},
		payout.HoldLeftArea:              {"đã chuyển khỏi địa bàn", "left the area"},
		payout.HoldPersonRepeated:        {"đã có khoản chi của tháng", "already has a payment of the month"},
		payout.HoldIneligible:            {"không đủ điều kiện chi", "not eligible"},
		payout.HoldNoRoute:               {"chưa có tài khoản chi phục vụ", "no paying account serves it"},
		payout.HoldLineLimit:             {"vượt hạn mức một lệnh chi", "past the limit of one line"},
		payout.HoldUnsendable:            {"định dạng ngân hàng không nhận", "the bank's format cannot carry it"},
		payout.HoldWithdrawn:             {"đã rút khỏi đợt chi", "withdrawn from the batch"},
		payout.HoldBatchReturned:         {"đợt chi bị trả lại sau khi duyệt", "the batch was sent back after approval"},
		payout.HoldListChanged:           {"danh sách đổi sau khi trình duyệt", "the list changed after submission"},
	}
}

// ClassName is the class of a bank's reason as people read it.
func (l Lang) ClassName(class string) string {
	words, ok := classWords()[class]
	if !ok {
		return class
	}
	return l.pick(words[0], words[1])
}

func classWords() map[string][2]string {
	return map[string][2]string{
		"account_data":  {"sai hoặc không có tài khoản", "account data"},
		"blocked":       {"tài khoản bị phong toả", "account blocked"},
		"name":          {"tên người nhận không khớp", "name differs"},
		"deceased":      {"người nhận đã mất", "the payee died"},
		"bank_code":     {"sai mã ngân hàng", "bank code"},
		"our_funds":     {"tài khoản chi không đủ tiền", "our funds"},
		"duplicate":     {"ngân hàng cho là trùng", "taken for a duplicate"},
		"amount":        {"số tiền không khớp", "amount differs"},
		"file":          {"lỗi tệp", "fault in the file"},
		"cancelled":     {"lệnh bị huỷ", "the order was cancelled"},
		"unknown":       {"ngân hàng chưa xác định", "not known to the bank"},
		"unstated":      {"ngân hàng không nêu lý do", "no reason stated"},
		"not_collected": {"không đến nhận tiền", "not collected"},
		"name_check":    {"kiểm tra tên trước khi chi", "name check"},
	}
}
