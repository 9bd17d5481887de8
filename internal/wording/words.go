package wording

import (
	"cmp"
	"strings"
	"sync"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/reports"
)

// Sentence is what is said of a code, and what to do; Fix is "" where there is
// nothing to do.
type Sentence struct{ Says, Fix string }

// String is both, one after the other.
func (s Sentence) String() string { return strings.TrimSpace(s.Says + " " + s.Fix) }

// text is a sentence in both languages. {value}, {proposed} and {field} stand
// for what was met.
type text struct{ saysVI, fixVI, saysEN, fixEN string }

// name is a word or two in both languages.
type name struct{ vi, en string }

// Words speak one language. The zero value speaks Vietnamese.
type Words struct{ lang reports.Lang }

// In returns the words of a language.
func In(l reports.Lang) Words { return Words{lang: l} }

// Lang is the language the words are in.
func (w Words) Lang() reports.Lang {
	if w.lang == reports.English {
		return reports.English
	}
	return reports.Vietnamese
}

// Marked is a workbook's title with the mark of a practice store before it.
func (w Words) Marked(practice bool, title string) string {
	if !practice {
		return title
	}
	return w.Lang().Words().Practice + " – " + title
}

// Pick returns the one of two texts that is in the words' language.
func (w Words) Pick(vi, en string) string {
	if w.lang == reports.English {
		return en
	}
	return vi
}

// Room is a group of codes: two rooms may mean different things by one code.
type Room string

// The rooms.
const (
	Issues          Room = "issue"           // beneficiary.IssueCodes
	ListRefusals    Room = "list_refusal"    // beneficiary.RefusalCodes
	LayoutFaults    Room = "layout_fault"    // beneficiary.LayoutFaultCodes
	FileRefusals    Room = "file_refusal"    // sheet.Code
	AnswerFaults    Room = "answer_fault"    // why a bank's answer is refused whole
	RegistryLines   Room = "registry_line"   // registry.LineError
	RegistryFiles   Room = "registry_file"   // registry.FileError
	PolicyFaults    Room = "policy_fault"    // registry.PolicyFault
	Returns         Room = "return"          // app.ReturnRow.Why: why a row goes back to its commune
	Acts            Room = "act"             // app.Refused
	Exceptions      Room = "exception"       // what does not pair
	Holds           Room = "hold"            // payout.HoldReason
	Reissues        Room = "reissue"         // settle.NotReissued
	Faults          Room = "fault"           // bankfile: a line or header that cannot be sent
	Journal         Room = "journal"         // journal.Fault
	ProfileFaults   Room = "profile_fault"   // portal.ProfileFaultCodes
	ProfileDoubts   Room = "profile_doubt"   // portal.DoubtCodes
	Failures        Room = "failure"         // errors of the shell itself
	RegistryAnswers Room = "registry_answer" // registry.AnswerFault and AnswerRefusal
)

// Of returns the sentence of a code; ok is false for a code nobody wrote words
// for, which is then said as it is.
func (w Words) Of(room Room, code string) (s Sentence, ok bool) {
	t, ok := allRooms()[room][code]
	if !ok {
		return Sentence{Says: code}, false
	}
	return w.pick(t), true
}

func (w Words) pick(t text) Sentence {
	return Sentence{Says: w.Pick(t.saysVI, t.saysEN), Fix: w.Pick(t.fixVI, t.fixEN)}
}

// allRooms is every text, gathered once.
var allRooms = sync.OnceValue(rooms)

func rooms() map[Room]map[string]text {
	return map[Room]map[string]text{
		Issues: issueTexts(), ListRefusals: listRefusalTexts(), LayoutFaults: layoutTexts(), FileRefusals: fileRefusalTexts(),
		AnswerFaults: answerFaultTexts(), RegistryLines: registryLineTexts(), RegistryFiles: registryFileTexts(),
		RegistryAnswers: registryAnswerTexts(), PolicyFaults: policyTexts(), Returns: returnTexts(),
		Acts: actTexts(), Exceptions: exceptionTexts(), Holds: holdTexts(), Reissues: reissueTexts(), Faults: faultTexts(),
		Journal: journalTexts(), Failures: failureTexts(), ProfileFaults: profileTexts(), ProfileDoubts: draftTexts(),
	}
}

var _ app.Wording = Words{}

// Issue says what is wrong with a cell of a list, and what to do.
func (w Words) Issue(code, field, value, proposed string) (message, fix string) {
	s, _ := w.Of(Issues, code)
	fill := strings.NewReplacer("{value}", cmp.Or(shown(value), "…"), "{proposed}", cmp.Or(proposed, "…"), "{field}", w.Field(field))
	message, fix = fill.Replace(s.Says), fill.Replace(s.Fix)
	if proposed != "" && !strings.Contains(s.Says+s.Fix, "{proposed}") {
		fix = strings.TrimSpace(fix + " " + w.Pick("Có thể là: ", "Perhaps: ") + proposed + ".")
	}
	return message, fix
}

// shown keeps what stood in a cell readable within a sentence.
func shown(value string) string {
	const most = 60
	value = strings.Join(strings.Fields(value), " ")
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most]) + "…"
	}
	return value
}

// MarkedHeads head the two columns that a marked workbook gets.
func (w Words) MarkedHeads() [2]string {
	return [2]string{w.Pick("Kết quả đọc", "Result"), w.Pick("Lý do và cách sửa", "Reason and fix")}
}

// RowResult says whether a row was taken.
func (w Words) RowResult(taken bool) string {
	if taken {
		return w.Pick("Đã nhận", "Taken")
	}
	return w.Pick("Từ chối", "Refused")
}

// Field names a column of a list as the template heads it.
func (w Words) Field(key string) string {
	if key == beneficiary.NoField.Key() {
		return ""
	}
	n, ok := allFieldNames()[key]
	if !ok {
		return key
	}
	return w.Pick(n.vi, n.en)
}

var allFieldNames = sync.OnceValue(fieldNames)

func fieldNames() map[string]name {
	return map[string]name{
		beneficiary.Ordinal.Key():     {"STT", "No."},
		beneficiary.Name.Key():        {"Họ và tên", "Full name"},
		beneficiary.BirthField.Key():  {"Ngày sinh", "Date of birth"},
		beneficiary.SexField.Key():    {"Giới tính", "Sex"},
		beneficiary.PersonalID.Key():  {"Số CCCD/ĐDCN", "Identity number"},
		beneficiary.Address.Key():     {"Địa chỉ", "Address"},
		beneficiary.Commune.Key():     {"Xã/Phường", "Commune"},
		beneficiary.Category.Key():    {"Loại đối tượng", "Category"},
		beneficiary.Coefficient.Key(): {"Hệ số", "Coefficient"},
		beneficiary.Rate.Key():        {"Mức", "Rate"},
		beneficiary.Arrears.Key():     {"Truy lĩnh", "Arrears"},
		beneficiary.Recovery.Key():    {"Thu hồi", "Recovery"},
		beneficiary.Total.Key():       {"Tổng tiền", "Total"},
		beneficiary.Account.Key():     {"Số tài khoản", "Account number"},
		beneficiary.Bank.Key():        {"Ngân hàng", "Bank"},
		beneficiary.Holder.Key():      {"Chủ tài khoản", "Account holder"},
		beneficiary.Relation.Key():    {"Quan hệ", "Relation"},
		beneficiary.Note.Key():        {"Ghi chú", "Note"},
	}
}
