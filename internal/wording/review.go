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
		string(registry.PersonRepeated): {"Người này đã được chi trong kỳ.", "Bỏ dòng này; nếu là khoản khác, gửi danh sách bổ sung kèm quyết định.",
			"This person has been paid this period.", "Take the row out; where it is another benefit, send a supplement with the decision."},
		app.ReturnRejected: {"Người xét duyệt kết luận dòng này không phải người nào trong dữ liệu dân cư.", "Mang căn cước công dân và quyết định hưởng trợ cấp để đối chiếu lại.",
			"A reviewer found that the row is nobody of the registry.", "Bring the identity card and the decision of entitlement to be compared again."},
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
