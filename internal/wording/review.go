package wording

import (
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
)

func reviewStateNames() map[string]name {
	return map[string]name{
		app.ReviewDecided:         {"đã quyết định, chờ đối chiếu", "decided, waits for the match"},
		app.ReviewWaitsSecond:     {"chờ người thứ hai", "waits for a second person"},
		app.ReviewWithdrawn:       {"quyết định đã rút lại", "the decision was taken back"},
		app.ReviewRecheckDiffers:  {"người xem lại có ý kiến khác", "who looked again says something else"},
		app.ReviewRegistryChanged: {"dữ liệu dân cư đã đổi sau quyết định", "the registry changed after the decision"},
	}
}

func hintNames() map[string]name {
	return named(map[registry.Hint]name{
		registry.HintLN:    {"hay nhầm l/n", "l/n are often confused"},
		registry.HintCHTR:  {"hay nhầm ch/tr", "ch/tr are often confused"},
		registry.HintSX:    {"hay nhầm s/x", "s/x are often confused"},
		registry.HintDGIR:  {"hay nhầm d/gi/r", "d/gi/r are often confused"},
		registry.HintTones: {"hay nhầm dấu hỏi/ngã", "the tones hỏi/ngã are often confused"},
		registry.HintIY:    {"hay viết lẫn i/y", "i/y are often written for each other"},
	})
}

// Pattern says in which way a row is off: its fields that do not agree, and why
// it was not automatic; the outcome where that is all there is to say.
func (w Words) Pattern(outcome string, pattern []string) string {
	var said []string
	for _, p := range pattern {
		if field, agreement, ok := strings.Cut(p, ":"); ok {
			said = append(said, w.Field(field)+": "+w.Name(Agreements, agreement))
			continue
		}
		said = append(said, w.Name(Doubts, p))
	}
	if len(said) == 0 {
		return w.Name(Outcomes, outcome)
	}
	return strings.Join(said, "; ")
}

// returnTexts say why a row goes back to its commune, and what to bring: by
// outcome, or for one that a reviewer said is nobody's.
func returnTexts() map[string]text {
	return map[string]text{
		string(registry.NotFound): {"Không tìm thấy người này trong dữ liệu dân cư.", "Mang căn cước công dân hoặc giấy xác nhận thông tin về cư trú; sửa họ tên, ngày sinh, số định danh cho đúng rồi gửi lại.",
			"Nobody like this is in the registry.", "Bring the identity card or the confirmation of residence; put name, date of birth and number right and send the row again."},
		string(registry.NumberShared): {"Số định danh này có ở nhiều dòng trong danh sách.", "Mang căn cước công dân của từng người; sửa số của dòng sai, hoặc bỏ dòng trùng.",
			"This number stands on several rows of the list.", "Bring the identity card of each; put the wrong number right, or take the double row out."},
		string(registry.NumberCancelled): {"Số định danh này đã bị huỷ.", "Mang thông báo huỷ, cấp lại số định danh của công an; ghi số mới.",
			"This number was cancelled.", "Bring the police's notice of the new number, and write that."},
		string(registry.Deceased): {"Người này đã mất theo dữ liệu dân cư.", "Mang trích lục khai tử để thôi hưởng; nếu người này còn sống, mang giấy xác nhận của công an xã.",
			"The registry has this person as dead.", "Bring the death certificate to end the payment; if the person lives, a confirmation by the commune's police."},
		string(registry.PersonRepeated): {"Người này đứng ở hai dòng trở lên của chương trình trong kỳ: đợt chi giữ lại khoản của họ.", "Giữ một dòng đúng, bỏ các dòng kia rồi nộp lại danh sách; sau đó đối chiếu và lập lại đợt chi.",
			"This person stands on two or more rows of the programme this period: the batch holds what is due.", "Keep the one right row, take the others out and send the list again; then match and build the batch again."},
		app.ReturnRejected: {"Người xét duyệt kết luận dòng này không phải người nào trong dữ liệu dân cư.", "Mang căn cước công dân và quyết định hưởng trợ cấp để đối chiếu lại.",
			"A reviewer found that the row is nobody of the registry.", "Bring the identity card and the decision of entitlement to be compared again."},
	}
}

// reviewActTexts say why an act on a decision is refused.
func reviewActTexts() map[string]text {
	return map[string]text{
		"group_changed": {"Nhóm này không còn đúng như lúc xem: có dòng đã đổi, đã quyết định hoặc mới thêm.", "Xem lại review list --groups rồi quyết định với mã nhóm mới.",
			"The group is no longer what was shown: a row changed, was decided or was added.", "See review list --groups, and decide with the id it has now."},
		"group_without_proposal": {"Các dòng của nhóm này không có người được đề xuất.", "Quyết định từng dòng, hoặc từ chối cả nhóm.",
			"Nobody is proposed for this group.", "Decide it row by row, or reject it whole."},
		"choice_unknown": {"Ô «Quyết định» có chữ không nằm trong danh sách chọn; chưa nhận cũng chưa từ chối.", "Chọn lại từ danh sách của ô, rồi nhập lại tệp.",
			"The cell under “Decision” has none of its choices; nothing is accepted or rejected.", "Choose from the list of the cell, and import the file again."},
		"person_outside": {"Người này không nằm trong những người được gợi ý cho dòng.", "Xem review show; nếu đúng là người này, thêm --outside và lý do: người thứ hai phải xác nhận.",
			"This person is none of the row's candidates.", "See review show; if it is this person all the same, add --outside and say why: a second person has to confirm."},
		"person_cancelled": {"Bản ghi dân cư của người này đã bị huỷ, không nhận được.", "Tìm bản ghi đang có hiệu lực của người này, hoặc từ chối dòng.",
			"The registry's record of this person is cancelled and cannot be chosen.", "Find the record that took its place, or reject the row."},
		"waits_for_nobody": {"Dòng này không chờ người thứ hai.", "Xem review history.",
			"The row does not wait for a second person.", "See review history."},
		"second_is_uploader": {"Người đã nộp danh sách này không được là người thứ hai.", "Người xét duyệt khác xác nhận.",
			"Who handed this list in may not be the second person.", "Another reviewer confirms."},
		"nothing_decided": {"Chưa có quyết định nào về dòng này.", "Xem review history.",
			"Nothing has been decided about this row.", "See review history."},
		"decision_led_to_payment": {"Quyết định này đã dẫn đến khoản chi được duyệt hoặc đã gửi.", "Rút khoản chi trước (payment withdraw) hoặc trả lại đợt (batch reject); đã gửi thì yêu cầu ngân hàng thu hồi.",
			"The decision led to a payment that is approved or has left.", "Take the payment out first (payment withdraw) or send the batch back (batch reject); what has left is recalled by way of the bank."},
		"not_to_recheck": {"Dòng này không có trong phần bạn xem lại.", "Xem review recheck list.",
			"The row is not among those you are to look at again.", "See review recheck list."},
		"plants_made_up": {"Trường hợp tự đặt ra chỉ dùng trong kho thực hành.", "Dùng review plant --from-settled N.",
			"Made-up cases are for practice stores only.", "Use review plant --from-settled N."},
		"plant_incomplete": {"Trường hợp thiếu họ tên, thiếu fault, hoặc đáp án không nằm trong những người được nêu.", "Sửa tệp rồi chạy lại.",
			"The case lacks a name or its fault, or its answer is none of its persons.", "Mend the file and run it again."},
		"plant_too_few": {"Kỳ này không đủ dòng đã khớp chắc chắn để lấy.", "Giảm N, hoặc đối chiếu thêm danh sách trước.",
			"The period has too few rows that are settled beyond doubt.", "Ask for fewer, or match more lists first."},
	}
}

// Sex is what the store keeps of a sex, as people write it.
func (w Words) Sex(kept string) string {
	switch kept {
	case "M":
		return w.Pick("Nam", "Male")
	case "F":
		return w.Pick("Nữ", "Female")
	}
	return ""
}

// Return says why a row goes back and what paper to bring.
func (w Words) Return(why string) Sentence {
	s, ok := w.Of(Returns, why)
	if !ok {
		return Sentence{Says: w.Name(Outcomes, why), Fix: w.Pick("Mang căn cước công dân để đối chiếu lại.", "Bring the identity card to be compared again.")}
	}
	return s
}
