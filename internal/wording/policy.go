package wording

import (
	"strings"

	"chitra/beneficiary/registry"
)

// policyTexts say what is wrong with a written policy; {value} is what stands
// there.
func policyTexts() map[string]text {
	return map[string]text{
		registry.PolicySyntax: {"Không đọc được chính sách: {value}.", "Ghi mỗi dòng một KHOÁ: GIÁ TRỊ (trên dòng lệnh: KHOÁ=GIÁ_TRỊ).",
			"The policy cannot be read: {value}.", "Write KEY: VALUE, one a line (on the command line: KEY=VALUE)."},
		registry.PolicyTooLarge: {"Tệp chính sách dài {value} byte, quá 16 KiB.", "Kiểm tra xem có chọn nhầm tệp không.",
			"The policy has {value} bytes, more than 16 KiB.", "Check whether this is the right file."},
		registry.PolicyKeyUnknown: {"Không có khoá «{value}».", "Dùng một trong các khoá mà policy show liệt kê.",
			"There is no key “{value}”.", "Use one of those that policy show lists."},
		registry.PolicyKeyTwice: {"Khoá «{value}» ghi hai lần.", "Bỏ một lần.",
			"The key “{value}” stands twice.", "Take one out."},
		registry.PolicyNotYesNo: {"«{value}» không phải là bật hay tắt.", "Ghi true hoặc false.",
			"“{value}” is neither on nor off.", "Write true or false."},
		registry.PolicyNotAmount: {"«{value}» không phải là số tiền.", "Ghi số đồng, chỉ gồm chữ số, ví dụ 3000000.",
			"“{value}” is no amount.", "Write đồng in digits alone, such as 3000000."},
		registry.PolicyBelowZero: {"Hạn mức «{value}» nhỏ hơn 0.", "Ghi 0 hoặc số lớn hơn; 0 là không tự động nhận khoản nào.",
			"The cap “{value}” is below zero.", "Write 0 or more; 0 lets nothing through."},
		registry.PolicyNotInRange: {"Số «{value}» ngoài phạm vi cho phép.", "Ghi số nguyên trong phạm vi: twin_edits 2–4, worth_proposing 1–1000, recheck_share 0–100.",
			"The number “{value}” is out of range.", "Write a whole number within bounds: twin_edits 2 to 4, worth_proposing 1 to 1000, recheck_share 0 to 100."},
	}
}

// PolicyFault says what is wrong with a value of a policy.
func (w Words) PolicyFault(code, value string) Sentence {
	s, _ := w.Of(PolicyFaults, code)
	fill := strings.NewReplacer("{value}", shown(value))
	return Sentence{Says: fill.Replace(s.Says), Fix: fill.Replace(s.Fix)}
}

// policyKeyNames say what a key of the policy means.
func policyKeyNames() map[string]name {
	return map[string]name{
		"t1_automatic":        {"tự nhận dòng khớp đúng số, họ tên và ngày sinh (T1)", "accept by itself what fits in number, name and date (T1)"},
		"t2_automatic":        {"tự nhận dòng khớp sau chuẩn hoá (T2)", "accept by itself what fits after normalising (T2)"},
		"t3_automatic":        {"tự nhận dòng khớp số, chỉ lệch một điểm nhỏ, không có người tương tự (T3)", "accept by itself a number that fits with one thing off and no rival (T3)"},
		"t3_cap":              {"số tiền cao nhất được tự nhận ở T3, đồng", "the most that T3 accepts by itself, in đồng"},
		"t4_automatic":        {"tự nhận dòng sai một chữ số, tên và ngày sinh khớp đúng một người (T4)", "accept by itself a number one slip off, name and date of exactly one person (T4)"},
		"t4_cap":              {"số tiền cao nhất được tự nhận ở T4, đồng", "the most that T4 accepts by itself, in đồng"},
		"weak_name_year_only": {"nhận tên không dấu hoặc thiếu đệm khi chỉ có năm sinh", "accept a name without marks or middle on a year of birth alone"},
		"worth_proposing":     {"trọng số tối thiểu (phần mười bit) để đề xuất một người, 1–1000", "the least weight, in tenths of a bit, at which somebody is proposed, 1 to 1000"},
		"near_numbers":        {"tìm người có số chỉ sai một chữ số khi số ghi trên danh sách không ai dùng", "look for numbers one slip off where nobody holds the typed one"},
		"twin_edits":          {"số của anh em sinh đôi được coi là gần khi khác không quá ngần này chỗ, 2–4", "a twin's number is near within so many edits, 2 to 4"},
		"review_cap":          {"trên số tiền này, quyết định xét duyệt cần người thứ hai, đồng", "above this a reviewer's decision needs a second person, in đồng"},
		"recheck_share":       {"phần trăm quyết định được người khác xem lại mà không biết kết quả trước", "per cent of decisions that another reviewer looks at blind"},
	}
}

// PolicyKey says what a key of the policy means; the key itself where nobody
// wrote words.
func (w Words) PolicyKey(key string) string {
	n, ok := policyKeyNames()[key]
	if !ok {
		return key
	}
	return w.Pick(n.vi, n.en)
}
