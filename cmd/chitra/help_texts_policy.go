package main

func policyHelp() map[string][2]string {
	return map[string][2]string{
		"policy":         {"Chính sách đối chiếu: bậc nào tự động, hạn mức, người thứ hai, tỷ lệ xem lại.", "The match policy: which tiers are automatic, caps, second persons, the share looked at again."},
		"policy_show":    {"Xem một chính sách (mặc định: bản đang có hiệu lực).", "Show a policy (default: the one in force)."},
		"policy_list":    {"Liệt kê mọi phiên bản: ai đặt, ai xác nhận, vì sao.", "List every version: who set it, who confirmed it, why."},
		"policy_set":     {"Đặt chính sách mới; quản trị viên khác xác nhận thì mới có hiệu lực.", "Set a new policy; it counts once another administrator confirms it."},
		"policy_confirm": {"Xác nhận chính sách do người khác đặt.", "Confirm a policy that somebody else set."},
		"policy_version": {"Phiên bản số mấy.", "Which version."},
		"policy_what":    {"Tệp YAML hoặc JSON, hoặc các cặp KHOÁ=GIÁ_TRỊ; điều không nêu giữ như đang có hiệu lực.", "A YAML or JSON file, or pairs KEY=VALUE; what is not named stays as it is in force."},
	}
}
