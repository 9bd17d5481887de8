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

		"review_groups":          {"Gộp các dòng khác cùng một kiểu ở cùng một xã.", "Gather the rows of a commune that are off in the same way."},
		"review_show":            {"Xem một dòng hoặc một nhóm: hai bên cạnh nhau, chỗ khác được tô.", "Show a row or a group: both records side by side, what differs marked."},
		"review_what":            {"Mã dòng hoặc mã nhóm.", "The row, or the group."},
		"review_group":           {"Mã nhóm, như review list --groups ghi; nhóm đã đổi thì không nhận.", "The group, as review list --groups names it; one that changed is refused."},
		"review_accept_proposed": {"Nhận người được đề xuất của từng dòng trong nhóm.", "Accept the person proposed for each row of the group."},
		"review_confirm":         {"Người thứ hai xác nhận quyết định trên hạn mức; cả nhóm cùng một lần.", "A second person confirms a decision above the cap, a whole group at once."},
		"review_withdraw":        {"Rút lại quyết định; không xoá, dòng trở lại hàng chờ.", "Take a decision back; it is not erased, and the row waits again."},
		"review_history":         {"Mọi quyết định về người của một dòng.", "Everything ever decided about a row's person."},
		"review_return":          {"Trả các dòng không khớp được về xã: mỗi xã một tệp, ghi lý do và giấy tờ cần mang.", "Send rows that cannot be matched back: one workbook a commune, with why and what to bring."},
		"review_recheck":         {"Xem lại một phần quyết định mà không biết kết quả trước.", "Look again at a share of decisions, blind."},
		"recheck_list":           {"Các quyết định của người khác chờ bạn xem lại.", "Others' decisions for you to look at again."},
		"recheck_decide":         {"Ghi ý kiến xem lại.", "Record a second look."},
		"review_plant":           {"Cài các trường hợp đã biết đáp án để đo người xét duyệt; không bao giờ được chi.", "Plant cases with a known answer, to see how well reviewers look; never paid."},
		"plant_file":             {"Tệp JSON các trường hợp tự đặt ra; chỉ trong kho thực hành.", "A JSON file of made-up cases, in practice stores only."},
		"plant_settled":          {"Lấy N dòng đã khớp chắc chắn và gây lỗi.", "Take N rows settled beyond doubt and put a fault in."},
		"review_quality":         {"Chất lượng xét duyệt: từng người, số lần sai trên số lần kiểm tra.", "How well reviewers look: each one's errors of what was checked."},
	}
}
