package wording

import (
	"maps"

	"chitra/internal/app"
	"chitra/payout/settle"
)

// reissueTexts say why a payment that was not paid is not tried again.
func reissueTexts() map[string]text {
	all := map[settle.NotReissued]text{
		settle.NotUnknown: {"Chưa rõ đã chi hay chưa.", "Hỏi ngân hàng (bankfile inquiry); không chi lại khi chưa rõ.",
			"Nobody knows whether it was paid.", "Ask the bank (bankfile inquiry); it is never sent again before that is clear."},
		settle.NotUnclear: {"Lý do ngân hàng nêu không chứng minh là chưa chi.", "Hỏi ngân hàng; ghi kết quả bằng result correct.",
			"The bank's reason does not prove that it failed.", "Ask the bank, and record its word with result correct."},
		settle.NotDeceased: {"Ngân hàng báo người nhận đã mất.", "Kiểm tra dữ liệu dân cư; dừng chi, chi cho thân nhân theo hồ sơ.",
			"The bank says that the holder died.", "Look at the registry; stop, and pay the heirs on their papers."},
		settle.NotBlocked: {"Tài khoản bị phong toả.", "Liên hệ người nhận; lập tài khoản khác.",
			"The account is blocked.", "Get in touch with the payee about another account."},
		settle.NotCancelled: {"Lệnh đã bị huỷ theo yêu cầu.", "Xem lý do huỷ.",
			"The order was cancelled.", "See why it was cancelled."},
		settle.NotDuplicate: {"Ngân hàng cho là chi trùng.", "Hỏi ngân hàng đã chi lần nào; không tự chi lại.",
			"The bank takes it for a duplicate.", "Ask the bank which one was paid; it is not tried again by itself."},
		settle.NotAccount: {"Tài khoản bị từ chối chưa được sửa.", "Ghi tài khoản khác, hoặc hai người xác nhận lại (account propose, account confirm).",
			"The account that was refused is not corrected yet.", "Record another one, or have two people vouch for it (account propose, account confirm)."},
		settle.NotName: {"Tên chủ tài khoản bị từ chối chưa được kiểm tra.", "Đối chiếu tên với ngân hàng, rồi hai người xác nhận (account propose, account confirm).",
			"The holder's name that was refused is not checked yet.", "Check it with the bank, then have two people vouch for it (account propose, account confirm)."},
		settle.NotBankCode: {"Mã ngân hàng bị từ chối chưa được sửa.", "Sửa bảng ngân hàng, hoặc ghi tài khoản khác.",
			"The bank code that was refused is still the same.", "Mend the table of banks, or record another account."},
		settle.NotRowGone: {"Không còn danh sách nào nêu người này.", "Hỏi xã.",
			"No list in force names this person any more.", "Ask the commune."},
		settle.NotRowChanged: {"Danh sách nay ghi số tiền hoặc loại đối tượng khác.", "Xem ngoại lệ của khoản này; hỏi xã.",
			"The list now gives another amount or category.", "See the exceptions of this payment, and ask the commune."},
		settle.NotTakenOut: {"Đã có người rút khoản chi lại này.", "Muốn chi lại thì nêu đích danh khoản (--payment).",
			"Somebody took this reissue out.", "To try again, name the payment (--payment)."},
		settle.NotHandedBack: {"Tiền của khoản này đã nộp trả Kho bạc.", "Không chi lại; xem payment handback list.",
			"The payment's money was handed back to the Treasury.", "It is not paid again; see payment handback list."},
	}
	out := make(map[string]text, len(all))
	for code, t := range all {
		out[string(code)] = t
	}
	return out
}

// NotReissued says why a payment is not tried again: for a reason of its own, or
// for what would hold it today.
func (w Words) NotReissued(why string) Sentence {
	if s, ok := w.Of(Reissues, why); ok {
		return s
	}
	s, _ := w.Of(Holds, why)
	return s
}

// ActDetail says whose number the detail of a refused act is, where it could be
// taken for another one's.
func (w Words) ActDetail(code, detail string) string {
	switch code {
	case "already_received":
		return w.Pick("chứng từ số thứ tự ", "receipt with running number ") + detail
	case "receipt_withdrawn", "withdrawal_waits":
		return w.Pick("đề nghị rút lại số thứ tự ", "withdrawal with running number ") + detail
	case "handed_back_before":
		return w.Pick("lần nộp trả số thứ tự ", "hand-back with running number ") + detail
	}
	return detail
}

func proposalNames() map[string]name {
	return map[string]name{
		app.ProposalWaits:     {"chờ xác nhận", "to be confirmed"},
		app.ProposalConfirmed: {"đã xác nhận", "confirmed"},
		app.ProposalOvertaken: {"đã có đề nghị mới hơn thay", "overtaken"},
		app.ProposalWithdrawn: {"đã rút lại (Kho bạc chưa nhận)", "taken back (never received)"},
		app.ProposalReplaced:  {"đã bị thay (do ghi sai)", "replaced (was wrong)"},
	}
}

// remedyNames are what was put right before a payment is tried again.
func remedyNames() map[string]name {
	return named(map[settle.Remedy]name{
		settle.RemedyAccount:    {"đã sửa hoặc xác nhận lại tài khoản", "account corrected or vouched for"},
		settle.RemedyName:       {"đã kiểm tra lại tên chủ tài khoản", "holder's name checked again"},
		settle.RemedyBankCode:   {"đã sửa mã ngân hàng", "bank code mended"},
		settle.RemedyRetry:      {"không có gì phải sửa, gửi lại", "nothing to put right: sent again"},
		settle.RemedyRegenerate: {"lập lại tệp", "file made anew"},
		settle.RemedyNone:       {"không chi lại", "not tried again"},
	})
}

// accountActTexts say why nothing was done with an account.
func accountActTexts() map[string]text {
	return map[string]text{
		"account_incomplete": {"Thiếu số tài khoản hoặc chủ tài khoản.", "Nêu --bank, --number và --holder.",
			"The account lacks its number or its holder.", "Give --bank, --number and --holder."},
		"account_not_open": {"Tài khoản này đang dùng hoặc đã được thay.", "Xem account list.",
			"This account is on record already, or was replaced.", "See account list."},
		"account_needs_proposal": {"Tài khoản ngân hàng đã từ chối cần người thứ nhất nói vì sao dùng lại.", "Người khác đề nghị trước bằng account propose.",
			"An account that a bank refused needs a first person's word.", "Somebody else proposes it first (account propose)."},
		"relation_unknown": {"Không hiểu quan hệ của chủ tài khoản.", "Ghi guardian, carer, institution hoặc authorised:YYYY-MM-DD.",
			"The holder's relation is not known.", "Write guardian, carer, institution or authorised:YYYY-MM-DD."},
	}
}

// correctionActTexts say why a result is not corrected.
func correctionActTexts() map[string]text {
	return map[string]text{
		"correction_state": {"Không có kết quả này.", "Ghi paid, rejected, returned hoặc unknown.",
			"There is no such result.", "Write paid, rejected, returned or unknown."},
		"evidence_missing": {"Thiếu tệp làm chứng.", "Nêu --evidence: công văn hoặc sao kê của ngân hàng.",
			"The evidence is missing.", "Give --evidence: the bank's letter or statement."},
		"correction_open": {"Lệnh này đã có đề nghị sửa y như vậy đang chờ.", "Người khác xác nhận hoặc xem result corrections.",
			"The same correction of this instruction waits already.", "Somebody else confirms it; see result corrections."},
		"proposal_replaced": {"Đã có đề nghị mới hơn thay đề nghị này.", "Xem result corrections, payment handback list hoặc payment handback receipt list rồi xác nhận đề nghị mới.",
			"A newer proposal stands in the place of this one.", "See result corrections, payment handback list or payment handback receipt list, and confirm the newer one."},
		"correction_changes_nothing": {"Kết quả đề nghị không khác, hoặc lệnh chưa gửi đi.", "Xem payment show.",
			"The result proposed is no other, or the instruction has not left.", "See payment show."},
		"correction_overtaken": {"Lệnh đã chuyển trạng thái sau khi đề nghị.", "Xem payment show rồi đề nghị lại.",
			"The instruction has moved since this was proposed.", "See payment show, and propose again."},
		"reissued_meanwhile": {"Khoản này đã được chi lại bằng lệnh khác; sửa thế này sẽ thành chi hai lần.", "Đã ghi ngoại lệ: nếu cả hai lệnh đều đã chi thì yêu cầu ngân hàng thu hồi một lệnh.",
			"The payment was tried again by another instruction; so corrected, it would be paid twice.", "An exception is open: where both are paid, have the bank recover one of them."},
		"reissue_waits": {"Khoản này đang chờ chi lại.", "Rút khoản khỏi đợt chi lại trước (payment withdraw), rồi sửa kết quả.",
			"The payment waits to be tried again.", "Take it out of that batch first (payment withdraw), then correct the result."},
		"payment_handed_back": {"Tiền của khoản này đã nộp trả.", "Ghi kết quả là unknown trước, rồi hỏi ngân hàng và Kho bạc.",
			"The payment's money was handed back.", "Correct it to unknown first, then ask the bank and the Treasury."},
	}
}

// suspensionActTexts say why nothing was decided.
func suspensionActTexts() map[string]text {
	return map[string]text{
		"suspension_decided": {"Đề nghị này không ở tình trạng để quyết định như vậy.", "Xem suspension list.",
			"This suspension does not stand so that this could be decided.", "See suspension list."},
	}
}

func suspensionNames() map[string]name {
	return map[string]name{
		app.SuspendedProposed: {"máy đề nghị", "proposed"},
		app.SuspendedInForce:  {"đang tạm dừng", "suspended"},
		app.SuspendedKept:     {"không tạm dừng", "kept"},
		app.SuspendedLifted:   {"đã chi trở lại", "lifted"},
	}
}

func suspensionWordNames() map[string]name {
	return map[string]name{
		app.SuspensionSuspend: {"tạm dừng", "suspend"},
		app.SuspensionKeep:    {"không tạm dừng", "keep"},
		app.SuspensionLift:    {"chi trở lại", "lift"},
	}
}

// handbackActTexts say why nothing was handed back.
func handbackActTexts() map[string]text {
	return map[string]text{
		"year_unknown": {"Chưa có quy định về cuối năm của năm này.", "Kiểm tra --year.",
			"There is no rule for the end of this year.", "Check --year."},
		"slip_missing": {"Thiếu số giấy nộp trả Kho bạc.", "Nêu --slip.",
			"The number of the Treasury's slip is missing.", "Give --slip."},
		"nothing_to_hand_back": {"Không có khoản nào như vậy phải nộp trả, hoặc đã có đề nghị y như vậy đang chờ.", "Xem report year-end và payment handback list.",
			"Nothing of the kind has to go back, or the same proposal waits already.", "See report year-end and payment handback list."},
		"handed_back_before": {"Tiền của khoản này đã nộp trả ở lần khác.", "Xem payment handback list; không nộp trả lần nữa.",
			"The money of this payment was handed back before.", "See payment handback list; it goes back no second time."},
		"handback_overtaken": {"Có khoản không còn như lúc đề nghị.", "Xem payment show, rồi đề nghị lại.",
			"A payment no longer stands as it did when this was proposed.", "See payment show, and propose again."},
	}
}

// receiptActTexts say why nothing was received.
func receiptActTexts() map[string]text {
	return map[string]text{
		"slip_day_ahead": {"Ngày của giấy nộp trả không được sau hôm nay.", "Kiểm tra --slip-on.",
			"The day of the slip must not be after today.", "Check --slip-on."},
		"receipt_missing": {"Thiếu số chứng từ của Kho bạc.", "Nêu --number.",
			"The number of the Treasury's receipt is missing.", "Give --number."},
		"receipt_day_missing": {"Thiếu ngày Kho bạc nhận.", "Nêu --on, ngày ghi trên chứng từ.",
			"The day of the receipt is missing.", "Give --on, the day on it."},
		"receipt_of_nothing": {"Phải nêu các lần nộp trả, hoặc chứng từ đã ghi sai, không nêu cả hai.", "Xem payment handback list; sửa chứng từ thì nêu --corrects.",
			"Name the hand-backs, or the receipt that was wrong, not both.", "See payment handback list; --corrects names a receipt to correct."},
		"receipt_amount_differs": {"Số tiền trên chứng từ khác tổng các lần nộp trả.", "Xem payment handback list: nêu đủ các lần nộp trả của chứng từ, hoặc kiểm tra --amount.",
			"The amount on the receipt is not that of the hand-backs together.", "See payment handback list: name all hand-backs it is of, or check --amount."},
		"not_handed_back": {"Lần nộp trả này chưa có người thứ hai xác nhận.", "Xác nhận bằng payment handback confirm trước.",
			"This hand-back is not confirmed by a second person.", "Confirm it first (payment handback confirm)."},
		"already_received": {"Kho bạc đã nhận lần nộp trả này theo chứng từ khác.", "Xem payment handback receipt list; ghi sai thì sửa bằng --corrects.",
			"The Treasury has this hand-back by another receipt.", "See payment handback receipt list; correct a wrong one with --corrects."},
		"receipt_before_handback": {"Kho bạc không thể nhận trước ngày của giấy nộp trả.", "Kiểm tra --on, và ngày của giấy nộp trả (payment handback list).",
			"The Treasury cannot have it before the day of the slip.", "Check --on, and the slip's day (payment handback list)."},
		"receipt_day_ahead": {"Ngày Kho bạc nhận chưa đến.", "Kiểm tra --on.",
			"The day of the receipt has not come.", "Check --on."},
		"receipt_waits": {"Đã có đề nghị y như vậy đang chờ.", "Người khác xác nhận bằng payment handback receipt confirm.",
			"The same receipt waits already.", "Somebody else confirms it (payment handback receipt confirm)."},
		"receipt_number_used": {"Số chứng từ này đã ghi cho lần nộp trả khác trong năm.", "Xem payment handback receipt list; một chứng từ ghi một lần cho mọi lần nộp trả của nó.",
			"Another receipt of the year has this number.", "See payment handback receipt list; a receipt is recorded once, for all its hand-backs."},
		"receipt_replaced": {"Chứng từ này đã được thay.", "Xem payment handback receipt list, rồi sửa chứng từ đang có hiệu lực.",
			"This receipt was replaced already.", "See payment handback receipt list, and correct the one that counts."},
		"receipt_withdrawn": {"Chứng từ này đã được rút lại: Kho bạc chưa hề nhận tiền.", "Kho bạc nhận rồi thì đề nghị chứng từ mới cho các lần nộp trả đó.",
			"This receipt was taken back: the Treasury never had the money.", "Once it has, propose another receipt of the same hand-backs."},
		"withdrawal_waits": {"Đã có đề nghị rút lại y như vậy đang chờ.", "Người khác xác nhận bằng payment handback receipt withdraw --confirm.",
			"The same word waits already.", "Somebody else confirms it (payment handback receipt withdraw --confirm)."},
		"receipt_not_confirmed": {"Chứng từ này chưa được xác nhận nên chưa phải sửa hay rút lại.", "Đề nghị lại cho đúng; đề nghị mới thay đề nghị cũ.",
			"This receipt is not confirmed: there is nothing to correct or take back.", "Propose it again; the newer proposal stands in its place."},
	}
}

// failedActTexts say why nothing was done about money that did not arrive.
func failedActTexts() map[string]text {
	all := accountActTexts()
	maps.Copy(all, correctionActTexts())
	maps.Copy(all, suspensionActTexts())
	maps.Copy(all, handbackActTexts())
	maps.Copy(all, receiptActTexts())
	return all
}
