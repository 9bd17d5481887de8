package wording

import (
	"maps"

	"chitra/payout"
)

// HoldName is a hold reason in a few words, as reports print it.
func (w Words) HoldName(r string) string { return w.lang.HoldName(payout.HoldReason(r)) }

// holdTexts say why a payment is held, and what sets it free.
func holdTexts() map[string]text {
	all := accountHoldTexts()
	maps.Copy(all, amountHoldTexts())
	maps.Copy(all, personHoldTexts())
	maps.Copy(all, routeHoldTexts())
	out := make(map[string]text, len(all))
	for reason, t := range all {
		out[string(reason)] = t
	}
	return out
}

func accountHoldTexts() map[payout.HoldReason]text {
	return map[payout.HoldReason]text{
		payout.HoldNoAccount: {"Chưa biết tài khoản của người nhận.", "Thu thập số tài khoản, hoặc khai báo tổ chức chi trả tiền mặt của xã (payer add --profile cash-list).",
			"Nobody knows an account of the payee.", "Collect an account, or add a cash desk for the commune (payer add --profile cash-list)."},
		payout.HoldAccountUnusable: {"Tài khoản ghi trên danh sách không dùng được.", "Sửa ngân hàng hoặc số tài khoản.",
			"The account on the list cannot be used.", "Correct the bank or the number."},
		payout.HoldHolderDiffers: {"Chủ tài khoản không phải là người nhận và chưa ghi quan hệ.", "Ghi quan hệ (giám hộ, được uỷ quyền…) hoặc sửa tên chủ tài khoản.",
			"The holder is not the payee and no relation is recorded.", "Record the relation (guardian, authorised…) or correct the holder."},
		payout.HoldAccountChanged: {"Danh sách ghi tài khoản khác với tài khoản đã chi.", "Người khác người nộp danh sách xác nhận tài khoản mới.",
			"The list shows another account than the one on record.", "Somebody other than the uploader confirms the new one."},
		payout.HoldAccountShared: {"Một tài khoản ghi cho hơn hai người hưởng.", "Xác minh chủ tài khoản; sửa danh sách.",
			"More than two beneficiaries have this account.", "Find out whose it is and correct the list."},
		payout.HoldAccountFailed: {"Ngân hàng đã từ chối tài khoản này.", "Sửa hoặc xác nhận lại tài khoản.",
			"A bank has refused this account.", "Correct the account or confirm it."},
	}
}

func amountHoldTexts() map[payout.HoldReason]text {
	return map[payout.HoldReason]text{
		payout.HoldAmountDiffers: {"Số tiền trên danh sách khác mức theo quy định.", "Sửa mức, hệ số hoặc tổng tiền trên danh sách.",
			"The list's amount is not what the rules give.", "Correct rate, coefficient or total on the list."},
		payout.HoldAmountUnknown: {"Danh sách và quy định đều không cho biết số tiền.", "Ghi hệ số hoặc số tiền.",
			"Neither the list nor the rules give an amount.", "Add the coefficient or the amount."},
		payout.HoldCoefficientNotAllowed: {"Hệ số không có trong quy định của loại đối tượng này ở độ tuổi này.", "Sửa hệ số hoặc loại đối tượng.",
			"The category's rule does not know this coefficient at this age.", "Correct the coefficient or the category."},
		payout.HoldArrearsUnproven: {"Dòng có truy lĩnh hoặc thu hồi chưa có căn cứ.", "Bổ sung quyết định cho khoản truy lĩnh, thu hồi.",
			"The row claims arrears or a recovery without proof.", "Add the decision they rest on."},
		payout.HoldNotDue: {"Không có mức hưởng nào ở độ tuổi và tháng này.", "Kiểm tra loại đối tượng và ngày sinh.",
			"Nothing is due at this age and month.", "Check category and date of birth."},
		payout.HoldBirthDateUnclear: {"Ngày sinh chưa đủ rõ để xác định mức hưởng.", "Bổ sung ngày, tháng sinh.",
			"The date of birth does not settle which rule applies.", "Complete the date of birth."},
	}
}

func personHoldTexts() map[payout.HoldReason]text {
	return map[payout.HoldReason]text{
		payout.HoldUnmatched: {"Chưa xác định được người này trong dữ liệu dân cư.", "Xét duyệt dòng này (review list).",
			"The registry has not settled who this is.", "Decide the row (review list)."},
		payout.HoldToHeirs: {"Người hưởng mất trong hoặc sau tháng được chi; tiền thuộc về thân nhân.", "Chi cho thân nhân theo hồ sơ mai táng phí.",
			"The beneficiary died in or after the month paid for; the money is the heirs'.", "Pay the heirs on their papers."},
		payout.HoldLeftArea: {"Dữ liệu dân cư cho thấy người này cư trú ở xã khác.", "Xã xác nhận nơi cư trú.",
			"The registry knows the person in another commune.", "The commune confirms where the person lives."},
		payout.HoldPersonRepeated: {"Người này đã có khoản chi của tháng.", "Bỏ dòng trùng khỏi danh sách.",
			"The person already has a payment of the month.", "Take the repeated row off the list."},
		payout.HoldIneligible: {"Người xét duyệt đã từ chối dòng này.", "Trả lại xã để xác minh.",
			"A reviewer rejected the row.", "The commune must find out."},
		payout.HoldSuspended: {"Đã tạm dừng chi vì ba tháng liền không nhận.", "Khi đã liên hệ được người hưởng: suspension lift, hai người.",
			"Suspended: three months in a row were not received.", "Once the beneficiary is found: suspension lift, by two people."},
	}
}

func routeHoldTexts() map[payout.HoldReason]text {
	return map[payout.HoldReason]text{
		payout.HoldNoRoute: {"Chưa có tài khoản chi phục vụ xã và ngân hàng này.", "Thêm tuyến cho một tài khoản chi (payer add).",
			"No paying account serves this commune and bank.", "Add a route (payer add)."},
		payout.HoldLineLimit: {"Số tiền vượt hạn mức của một lệnh chi.", "Chọn tuyến khác.",
			"The amount is past what one line may carry.", "Choose another route."},
		payout.HoldUnsendable: {"Định dạng của ngân hàng không chứa được lệnh này.", "Sửa tên hoặc số tài khoản.",
			"The bank's format cannot carry the line.", "Correct the name or the account."},
		payout.HoldWithdrawn: {"Khoản chi đã được rút khỏi đợt.", "Xem lý do rút.",
			"A person took the payment out.", "See the reason given."},
		payout.HoldBatchReturned: {"Đợt chi đã bị trả lại sau khi duyệt.", "Lập lại đợt chi với ngày chi mới (batch build).",
			"The batch was sent back after its approval.", "Build again, with a new day (batch build)."},
		payout.HoldListChanged: {"Dòng danh sách đổi sau khi trình duyệt.", "Lập lại đợt chi (batch build).",
			"The row changed after its batch left the makers.", "Build again (batch build)."},
	}
}
