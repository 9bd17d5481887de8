package wording

import (
	"chitra/beneficiary"
	"chitra/beneficiary/registry"
)

// What an explanation of a match is told in.
const (
	Tiers    Kind = "tier"       // registry.Tier
	SetAside Kind = "step"       // registry.StepCode
	Repeats  Kind = "repeat"     // where a person stands a second time
	Follows  Kind = "follows"    // what an action leads to
	ToDo     Kind = "to_do"      // what somebody has to do about it, by action or outcome
	Actions  Kind = "row_action" // app's actions of a row
)

func tierNames() map[string]name {
	return map[string]name{
		registry.T0.String(): {"có lý do phải dừng", "there is a reason to stop"},
		registry.T1.String(): {"số, họ tên và ngày sinh đều khớp", "number, name and date of birth agree"},
		registry.T2.String(): {"khớp sau khi bỏ qua cách viết", "agree once the spelling is set aside"},
		registry.T3.String(): {"số khớp, lệch đúng một chỗ", "the number agrees, one thing is off"},
		registry.T4.String(): {"số chưa ai dùng, gần giống số của người cùng họ tên và ngày sinh",
			"nobody has the number; it is one slip from that of the person of this name and date"},
		registry.T5.String(): {"số là của người khác", "the number is somebody else's"},
		registry.T6.String(): {"không có số, chỉ một người phù hợp", "no number, and one person fits"},
		registry.T7.String(): {"chưa đủ để kết luận", "not enough to tell"},
		registry.T8.String(): {"không có ai phù hợp", "nobody fits"},
	}
}

func setAsideNames() map[string]name {
	return named(map[registry.StepCode]name{
		registry.StepComposed:    {"gộp dấu về một cách ghi", "marks composed"},
		registry.StepCase:        {"không phân biệt chữ hoa, chữ thường", "capitals set aside"},
		registry.StepSpaces:      {"bỏ khoảng trắng thừa", "odd spaces dropped"},
		registry.StepToneMoved:   {"đưa dấu thanh, i/y về một cách viết", "tone marks and i/y brought to one spelling"},
		registry.StepBracket:     {"bỏ phần trong ngoặc", "what is in brackets dropped"},
		registry.StepPunctuation: {"bỏ dấu câu", "punctuation dropped"},
		registry.StepTitle:       {"bỏ cách xưng hô", "form of address dropped"},
		registry.StepJoined:      {"nối âm tiết bị tách", "a split syllable joined"},
		registry.StepUnmarked:    {"danh sách viết không dấu", "the list has no marks"},
		registry.StepMiddle:      {"danh sách thiếu hoặc viết tắt tên đệm", "the list leaves out or shortens the middle name"},
		registry.StepPadded:      {"thêm số 0 đầu bị Excel làm mất", "leading zeros that Excel took away put back"},
		registry.StepDigits:      {"bỏ ký tự lẫn trong số", "what is no digit dropped from the number"},
		registry.StepOtherDate:   {"đổi chỗ ngày và tháng", "day and month read the other way round"},
		registry.StepYearOnly:    {"chỉ so năm (hoặc tháng)", "only the year (or month) compared"},
	})
}

func repeatNames() map[string]name {
	return map[string]name{
		beneficiary.RepeatedList:        {"trong chính danh sách này", "in this list"},
		beneficiary.RepeatedSupplements: {"trong danh sách khác của xã", "on another list of the commune"},
		beneficiary.RepeatedCommunes:    {"trong danh sách của xã khác", "on another commune's list"},
		beneficiary.RepeatedProgrammes:  {"trong chương trình khác", "in another programme"},
		"months":                        {"tháng trước, trong danh sách của xã khác", "the month before, on another commune's list"},
	}
}

func actionNames() map[string]name {
	return map[string]name{
		"automatic": {"máy tự nhận", "accepted by the machine"},
		"decided":   {"cán bộ đã quyết định", "decided by a reviewer"},
		"review":    {"chờ cán bộ xét duyệt", "waits for a reviewer"},
		"stop":      {"dừng lại", "stopped"},
	}
}

func followNames() map[string]name {
	return map[string]name{
		"automatic": {"Dòng này vào đợt chi lập kế tiếp.", "The row goes into the next batch that is built."},
		"decided":   {"Dòng này theo quyết định của người xét duyệt.", "The row follows the reviewer's decision."},
		"review":    {"Chưa chi cho dòng này đến khi có người quyết định.", "Nothing is paid on the row until somebody decides."},
		"stop":      {"Không chi cho dòng này.", "Nothing is paid on the row."},
		"held":      {"Khoản chi được lập nhưng tạm giữ", "The payment is made and held"},
		"not_due":   {"Không còn gì phải chi cho dòng này.", "Nothing is due on the row."},
	}
}

func toDoNames() map[string]name {
	return map[string]name{
		"automatic":                        {"Không phải làm gì.", "Nothing to do."},
		"decided":                          {"Không phải làm gì thêm.", "Nothing more to do."},
		"review":                           {"So hai bản ghi rồi quyết định: review decide.", "Compare both records and decide: review decide."},
		"stop":                             {"Xã xác minh và gửi lại danh sách đã sửa.", "The commune verifies and sends the corrected list."},
		"swapped":                          {"Hai dòng bị đổi số cho nhau: sửa số của cả hai trong danh sách.", "The two rows have each other's numbers: correct both on the list."},
		string(registry.NumberSuspect):     {"Đối chiếu số với thẻ căn cước rồi sửa trong danh sách, hoặc quyết định: review decide.", "Check the number on the card and correct the list, or decide: review decide."},
		string(registry.Contested):         {"Đối chiếu thẻ căn cước: số hoặc họ tên trong danh sách là của người khác.", "Check the card: number or name on the list is somebody else's."},
		string(registry.NumberMissing):     {"Xin số định danh của người này rồi ghi vào danh sách, hoặc quyết định: review decide.", "Ask for the person's number and put it on the list, or decide: review decide."},
		string(registry.OldNumber):         {"Xin số định danh 12 chữ số thay cho CMND cũ.", "Ask for the number of twelve digits in place of the old one."},
		string(registry.NotFound):          {"Trả về xã: kiểm tra họ tên, ngày sinh và số trên thẻ căn cước.", "Back to the commune: check name, date of birth and number on the card."},
		string(registry.NumberShared):      {"Xã xác định số này là của dòng nào và sửa dòng kia.", "The commune says whose number it is and corrects the other row."},
		string(registry.NumberCancelled):   {"Xin số định danh mới của người này.", "Ask for the person's new number."},
		string(registry.Deceased):          {"Đưa ra khỏi danh sách; nếu còn sống, đề nghị công an sửa dữ liệu dân cư.", "Take off the list; if alive, have the registry corrected."},
		string(registry.PersonRepeated):    {"Bỏ dòng trùng khỏi danh sách.", "Take the repeated row off the list."},
		string(registry.ReasonSwitchedOff): {"Chính sách của tỉnh không cho máy tự nhận bậc này: xem hai bản ghi rồi quyết định.", "The province's policy does not accept this tier by itself: compare both records and decide."},
	}
}
