package wording

import (
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/payout"
)

// Kind is what a code names, where a word or two say it all.
type Kind string

// The kinds of names.
const (
	PaymentStates     Kind = "payment_state"
	InstructionStates Kind = "instruction_state"
	BatchStates       Kind = "batch_state"
	AccountStates     Kind = "account_state"
	FileStatuses      Kind = "file_status"
	Outcomes          Kind = "outcome"
	Agreements        Kind = "agreement"
	Rivals            Kind = "rival"
	Doubts            Kind = "doubt"         // registry.Reason
	Answers           Kind = "answer"        // registry.Said
	RecordStatuses    Kind = "record_status" // registry.Status
	Roles             Kind = "role"
	UserStates        Kind = "user_state"
	NightSteps        Kind = "night_step"
	StepStatuses      Kind = "step_status"
	Progress          Kind = "progress" // what app.Progress is told
	ReviewStates      Kind = "review_state"
	Hints             Kind = "hint"         // registry.Hint
	Classes           Kind = "reason_class" // settle.Class
	ProposalStates    Kind = "proposal_state"
	Remedies          Kind = "remedy"   // settle.Remedy
	Evidence          Kind = "evidence" // portal.Evidence
	Suspensions       Kind = "suspension"
	SuspensionWords   Kind = "suspension_word"
	LedgerAccounts    Kind = "ledger_account"
	DeliveryKinds     Kind = "delivery_kind"
	DeliveryStatuses  Kind = "delivery_status"
	DeliveryChecks    Kind = "delivery_check"
	ExceptionSteps    Kind = "exception_step"
	LineKinds         Kind = "line_kind" // of lines on statements
	PairedBy          Kind = "paired_by" // by what a line was paired
	PairStates        Kind = "pair_state"
	Hands             Kind = "hand" // what somebody did that made them a maker
)

// Name is a code as people read it; a code without words is shown as it is.
func (w Words) Name(k Kind, code string) string {
	if k == Classes {
		return w.lang.ClassName(code)
	}
	n, ok := kinds()[k][code]
	if !ok {
		return code
	}
	return w.Pick(n.vi, n.en)
}

func kinds() map[Kind]map[string]name {
	return map[Kind]map[string]name{
		PaymentStates: paymentNames(), InstructionStates: instructionNames(), BatchStates: batchNames(),
		AccountStates: accountNames(), FileStatuses: fileNames(), Outcomes: outcomeNames(), Agreements: agreementNames(),
		Rivals: rivalNames(), Doubts: doubtNames(), Answers: saidNames(), RecordStatuses: recordNames(), Roles: roleNames(), UserStates: userNames(),
		ReviewStates: reviewStateNames(), Hints: hintNames(),
		NightSteps: stepNames(), StepStatuses: stepStatusNames(), Progress: progressNames(),
		Tiers: tierNames(), SetAside: setAsideNames(), Repeats: repeatNames(), Follows: followNames(), ToDo: toDoNames(), Actions: actionNames(),
		ProposalStates: proposalNames(), Remedies: remedyNames(), Evidence: evidenceNames(), Suspensions: suspensionNames(), SuspensionWords: suspensionWordNames(), LedgerAccounts: ledgerNames(),
		DeliveryKinds: deliveryKindNames(), DeliveryStatuses: deliveryNames(), DeliveryChecks: deliveryCheckNames(),
		ExceptionSteps: caseNames(), LineKinds: lineNames(), PairedBy: pairedNames(), PairStates: pairStateNames(), Hands: handNames(),
	}
}

// named turns a table by typed codes into one by texts.
func named[C ~string](names map[C]name) map[string]name {
	out := make(map[string]name, len(names))
	for code, n := range names {
		out[string(code)] = n
	}
	return out
}

func paymentNames() map[string]name {
	return named(map[payout.PaymentState]name{
		payout.PaymentHeld:       {"đang tạm giữ", "held"},
		payout.PaymentWaiting:    {"chờ duyệt hoặc chờ tệp", "waiting"},
		payout.PaymentSent:       {"đã gửi ngân hàng", "sent"},
		payout.PaymentUnknown:    {"chưa rõ", "unknown"},
		payout.PaymentRejected:   {"bị từ chối", "rejected"},
		payout.PaymentReturned:   {"bị hoàn trả", "returned"},
		payout.PaymentHandedBack: {"đã nộp trả", "handed back"},
		payout.PaymentPaid:       {"đã chi", "paid"},
		payout.PaymentVoid:       {"không còn hiệu lực", "void"},
	})
}

func instructionNames() map[string]name {
	return named(map[payout.InstructionState]name{
		payout.InstructionIntended: {"chờ gửi", "intended"},
		payout.InstructionSent:     {"đã gửi", "sent"},
		payout.InstructionUnknown:  {"chưa rõ", "unknown"},
		payout.InstructionRejected: {"bị từ chối", "rejected"},
		payout.InstructionReturned: {"bị hoàn trả", "returned"},
		payout.InstructionPaid:     {"đã chi", "paid"},
		payout.InstructionDropped:  {"đã huỷ", "dropped"},
	})
}

func batchNames() map[string]name {
	return named(map[payout.BatchState]name{
		payout.BatchDraft:     {"dự thảo", "draft"},
		payout.BatchSubmitted: {"đã trình", "submitted"},
		payout.BatchApproved:  {"đã duyệt", "approved"},
		payout.BatchReleased:  {"đã lập tệp", "released"},
	})
}

func accountNames() map[string]name {
	return named(map[payout.AccountState]name{
		payout.AccountActive:   {"đang dùng", "active"},
		payout.AccountProposed: {"chờ xác nhận", "proposed"},
		payout.AccountFailed:   {"ngân hàng đã từ chối", "failed"},
		payout.AccountReplaced: {"đã thay", "replaced"},
	})
}

func fileNames() map[string]name {
	return map[string]name{
		app.ListNew:       {"mới", "new"},
		app.ListUnchanged: {"không đổi", "unchanged"},
		app.ListRefused:   {"từ chối", "refused"},
		app.ListWaits:     {"chờ: tổng không khớp", "waits: totals differ"},
		app.ListTakenBack: {"đã rút", "withdrawn"},

		app.UploadTaken: {"đã nhận", "taken"},
	}
}

func outcomeNames() map[string]name {
	return named(map[registry.Outcome]name{
		registry.Exact:                 {"khớp hoàn toàn", "exact"},
		registry.ExactAfterNormalising: {"khớp sau khi chuẩn hoá", "exact after normalising"},
		registry.NameDiffers:           {"họ tên khác", "name differs"},
		registry.BirthDateDiffers:      {"ngày sinh khác", "date of birth differs"},
		registry.NumberSuspect:         {"số định danh có thể gõ sai", "number suspect"},
		registry.NumberMissing:         {"thiếu số định danh", "number missing"},
		registry.OldNumber:             {"số CMND cũ", "old number"},
		registry.NumberCancelled:       {"số định danh đã huỷ", "number cancelled"},
		registry.NumberShared:          {"một số ở hai dòng", "number on two rows"},
		registry.PersonRepeated:        {"người này đã có trong kỳ", "person repeated"},
		registry.Deceased:              {"đã mất", "deceased"},
		registry.NotFound:              {"không tìm thấy", "not found"},
		registry.Contested:             {"số của người khác", "number is somebody else's"},
		registry.NeedsReview:           {"cần xem xét", "needs review"},
		registry.SexDiffers:            {"giới tính khác", "sex differs"},
		registry.LeftArea:              {"cư trú ở xã khác", "lives elsewhere"},
	})
}

func agreementNames() map[string]name {
	return named(map[registry.Agreement]name{
		registry.Equal:         {"giống", "equal"},
		registry.Normalised:    {"giống, khác cách viết", "equal but for spelling"},
		registry.Unmarked:      {"viết không dấu", "written without marks"},
		registry.MiddleMissing: {"thiếu tên đệm", "middle name missing"},
		registry.OneEdit:       {"sai một chữ", "one slip"},
		registry.Similar:       {"gần giống", "similar"},
		registry.Consistent:    {"phù hợp", "consistent"},
		registry.Swapped:       {"đổi chỗ ngày và tháng", "day and month swapped"},
		registry.OnePart:       {"khác ngày, tháng hoặc năm", "one part differs"},
		registry.Old:           {"số cũ", "old number"},
		registry.Successor:     {"xã sau sắp xếp", "successor"},
		registry.Differs:       {"khác", "differs"},
		registry.Unknown:       {"không có để so sánh", "nothing to compare"},
	})
}

func rivalNames() map[string]name {
	return named(map[registry.Why]name{
		registry.WhyNameDate:   {"cùng họ tên và ngày sinh", "same name and date of birth"},
		registry.WhyNearNumber: {"cùng họ, ngày sinh, số gần giống", "same surname and date, number close by"},
		registry.WhyAlike:      {"cùng họ, ngày sinh, tên gần giống", "same surname and date, name alike"},
	})
}

func doubtNames() map[string]name {
	return named(map[registry.Reason]name{
		registry.ReasonRival:        {"có người khác cũng có thể đúng", "somebody else may be meant"},
		registry.ReasonTwinsUnseen:  {"chưa xét người sinh cùng ngày", "twins were not looked for"},
		registry.ReasonWeak:         {"họ tên yếu và thiếu ngày sinh đầy đủ", "a weak name and no full date"},
		registry.ReasonCap:          {"số tiền vượt mức tự động", "past the automatic cap"},
		registry.ReasonSwitchedOff:  {"không tự động nhận mức này", "not accepted by the policy"},
		registry.ReasonNote:         {"có ghi chú trong ngoặc bên cạnh tên", "a note in brackets stands beside the name"},
		registry.ReasonMissing:      {"dân cư ghi nhận mất tích", "missing according to the registry"},
		registry.ReasonDeathUndated: {"ngày mất chưa rõ", "the day of death is not clear"},
		registry.ReasonPaid:         {"đã có khoản chi", "already paid"},
	})
}

func roleNames() map[string]name {
	return map[string]name{
		app.RoleAdmin:    {"quản trị", "administrator"},
		app.RoleClerk:    {"cán bộ nộp danh sách", "clerk"},
		app.RoleReviewer: {"người xét duyệt đối chiếu", "reviewer"},
		app.RoleMaker:    {"người lập đợt chi", "maker"},
		app.RoleApprover: {"người duyệt chi", "approver"},
		app.RoleBankDesk: {"cán bộ ngân hàng vụ", "bank desk"},
		app.RoleAuditor:  {"kiểm toán", "auditor"},
		app.RoleSystem:   {"máy chạy đêm", "the night"},
	}
}

// handNames are what makes somebody a maker of a batch.
func handNames() map[string]name {
	return map[string]name{
		"uploaded":  {"đã nộp danh sách", "handed in a list"},
		"decided":   {"đã quyết định khi xét duyệt", "decided a row"},
		"account":   {"đã ghi hoặc đổi tài khoản", "wrote or changed an account"},
		"built":     {"đã lập đợt", "built the batch"},
		"submitted": {"đã trình", "submitted it"},
	}
}

// Hand says why somebody is a maker of a batch; submitting is numbered.
func (w Words) Hand(why string) string {
	act, round, numbered := strings.Cut(why, " ")
	if said := w.Name(Hands, act); said != act && numbered {
		return said + w.Pick(" lần ", ", round ") + round
	}
	return w.Name(Hands, why)
}

func userNames() map[string]name {
	return map[string]name{
		app.UserProposed: {"chờ xác nhận", "proposed"},
		app.UserActive:   {"đang hoạt động", "active"},
		app.UserDisabled: {"đã ngừng", "disabled"},
	}
}

func stepNames() map[string]name {
	return map[string]name{
		"inbox_lists":   {"nhận danh sách", "lists taken in"},
		"match":         {"đối chiếu dân cư", "matching"},
		"build":         {"lập đợt chi", "drafts"},
		"files":         {"lập tệp ngân hàng", "bank files"},
		"deliver":       {"chuyển tệp đến ngân hàng", "delivery"},
		"inbox_results": {"nhận kết quả ngân hàng", "banks' answers"},
		"reconcile":     {"đối soát", "reconciling"},
		"reports":       {"báo cáo", "reports"},
	}
}

func stepStatusNames() map[string]name {
	return map[string]name{
		app.StepDone:    {"xong", "done"},
		app.StepNothing: {"không có việc", "nothing to do"},
		app.StepBlocked: {"bị chặn", "blocked"},
	}
}

func progressNames() map[string]name {
	return map[string]name{
		"registry": {"Nạp dân cư", "Registry"},
		"list":     {"Nhận danh sách", "Lists"},
		"match":    {"Đối chiếu", "Matching"},
		"bankfile": {"Lập tệp", "Bank files"},
		"deliver":  {"Chuyển tệp", "Delivery"},
		"result":   {"Nhận kết quả", "Answers"},
		"night":    {"Bước", "Step"},
	}
}
