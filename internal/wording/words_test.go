package wording

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/payout"
	"chitra/payout/ledger"
	"chitra/payout/settle"
	"chitra/reports"
)

// TestEveryCodeHasWords holds every room's codes against the sentences: none
// without words, and no words for a code that is gone.
func TestEveryCodeHasWords(t *testing.T) {
	var issues, holds []string
	for _, c := range beneficiary.IssueCodes() {
		issues = append(issues, c.Code)
	}
	for _, r := range payout.HoldReasons() {
		holds = append(holds, string(r))
	}
	app := readFolder(t, "../app")
	want := map[Room][]string{
		Issues:        issues,
		ListRefusals:  beneficiary.RefusalCodes(),
		LayoutFaults:  beneficiary.LayoutFaultCodes(),
		FileRefusals:  readFolder(t, "../sheet").constants("Code"),
		AnswerFaults:  app.constants("AnswerFault"),
		RegistryLines: append(readFolder(t, "../../beneficiary/registry").block("Codes of a LineError."), registry.EventCodes()...),
		RegistryFiles: readFolder(t, "../../beneficiary/registry").block("Codes of a FileError."),
		RegistryAnswers: append(readFolder(t, "../../beneficiary/registry").block("Codes of an AnswerFault, beside those of a LineError."),
			readFolder(t, "../../beneficiary/registry").block("Codes of an AnswerRefusal.")...),
		PolicyFaults: readFolder(t, "../../beneficiary/registry").block("Codes of a PolicyFault."),
		Acts:         slices.Concat(app.refusals(), app.block("Codes of what a Destination refuses."), readFolder(t, "../../cmd/chitra").refusals(), registry.BreachCodes()),
		Exceptions:   slices.Concat(settle.ExceptionCodes(), settle.ChainCodes(), app.exceptions()),
		Holds:        holds,
		Reissues:     texts(settle.NotReissuedCodes()),
		Faults: slices.Concat(readFolder(t, "../../bankfile").prefixed("Code"), readFolder(t, "../../bankfile/portal").prefixed("Code"),
			readFolder(t, "../../bankfile/cashlist").prefixed("Code"),
			readFolder(t, "../../bankfile/iso20022").prefixed("Reason"), readFolder(t, ".").prefixed("Fault")),
		Journal: readFolder(t, "../journal").prefixed("Reason"),
	}
	for room, codes := range want {
		if len(codes) == 0 {
			t.Errorf("room %s has no codes: the test looks in the wrong place", room)
		}
		slices.Sort(codes)
		have := slices.Sorted(maps.Keys(rooms()[room]))
		if diff := cmp.Diff(slices.Compact(codes), have); diff != "" {
			t.Errorf("room %s: codes (-) against words (+):\n%s", room, diff)
		}
	}
}

func TestEverySentenceIsWhole(t *testing.T) {
	for code := range rooms()[Exceptions] {
		if settle.RuleOf(code).Basis == "" {
			t.Errorf("exception %s is nobody's: give it a line in the table of rules", code)
		}
	}
	for room, texts := range rooms() {
		for code, s := range texts {
			for _, part := range []string{s.saysVI, s.fixVI, s.saysEN, s.fixEN} {
				if strings.TrimSpace(part) != part || part == "" || !strings.HasSuffix(part, ".") && !strings.HasSuffix(part, "…") {
					t.Errorf("%s %s: %q is no whole sentence", room, code, part)
				}
			}
			if s.saysVI == s.saysEN || s.fixVI == s.fixEN {
				t.Errorf("%s %s: both languages say the same", room, code)
			}
		}
	}
}

func TestEveryNameIsThere(t *testing.T) {
	registry, app := readFolder(t, "../../beneficiary/registry"), readFolder(t, "../app")
	want := map[Kind][]string{
		PaymentStates:     texts(payout.PaymentStates()),
		InstructionStates: texts(payout.InstructionStates()),
		BatchStates:       texts(payout.BatchStates()),
		AccountStates:     texts(payout.AccountStates()),
		Outcomes:          registry.constants("Outcome"),
		Agreements:        registry.constants("Agreement"),
		Rivals:            registry.constants("Why"),
		Hints:             registry.constants("Hint"),
		ReviewStates:      slices.DeleteFunc(app.prefixed("Review"), func(s string) bool { return s == "" }),
		Doubts:            registry.constants("Reason"),
		Answers:           registry.constants("Said"),
		RecordStatuses:    registry.constants("Status"),
		Roles:             app.prefixed("Role"),
		NightSteps:        app.keyed("nightStep", "name"),
		StepStatuses:      app.prefixed("Step"),
		Progress:          append(app.arguments("notify", 0), readFolder(t, "../../cmd/chitra").arguments("tell", 0)...),
		LedgerAccounts:    texts(ledger.Accounts()),
		ProposalStates:    app.prefixed("Proposal"),
		Remedies:          texts(settle.Remedies()),
		DeliveryStatuses:  append(app.block("Statuses of a file that was to be delivered, beside new and unchanged."), "new", "unchanged"),
		DeliveryKinds:     app.block("Kinds of a delivery target. None is a target too: the files are handed in by\npeople."),
		ExceptionSteps:    app.prefixed("Case"),
		Suspensions:       app.prefixed("Suspended"),
		SuspensionWords:   app.prefixed("Suspension"),
		FileStatuses:      slices.Concat(app.prefixed("List"), []string{"taken"}),
	}
	for kind, codes := range want {
		slices.Sort(codes)
		have := slices.Sorted(maps.Keys(kinds()[kind]))
		if diff := cmp.Diff(slices.Compact(codes), have); diff != "" {
			t.Errorf("kind %s: codes (-) against names (+):\n%s", kind, diff)
		}
	}
	for _, c := range settle.Classes() {
		if In(reports.Vietnamese).Name(Classes, string(c)) == string(c) {
			t.Errorf("reason class %s has no name", c)
		}
	}
	for _, f := range beneficiary.Fields() {
		if In(reports.Vietnamese).Field(f.Key()) == f.Key() {
			t.Errorf("field %s has no name", f.Key())
		}
	}
}

func texts[S ~string](codes []S) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return out
}

func TestIssueSaysWhatWasMet(t *testing.T) {
	cases := map[string]struct {
		lang                           reports.Lang
		code, field, value, proposed   string
		wantMessage, wantFix, notInFix string
	}{
		"value in the sentence": {reports.English, beneficiary.CodeBirthUnreadable, "birth_date", "31/02/1950", "",
			"The date of birth “31/02/1950” cannot be read.", "Type day/month/year, such as 05/03/1948.", ""},
		"field named": {reports.Vietnamese, beneficiary.CodeAmountUnreadable, "total", "năm trăm", "",
			"Cột Tổng tiền: «năm trăm» không phải là số tiền đọc được.", "Ghi số tiền bằng đồng, chỉ gồm chữ số.", ""},
		"proposal added": {reports.English, beneficiary.CodeBankUnknown, "bank", "Agribnk", "Agribank",
			"The bank “Agribnk” is not known.", "Type the bank as on the card, such as Agribank. Perhaps: Agribank.", ""},
		"names typed in an old font": {reports.Vietnamese, beneficiary.CodeNameDecoded, "name", "17", "",
			"Cột Họ và tên: 17 ô gõ bằng phông chữ cũ, đã chuyển sang Unicode.", "Kiểm tra lại; nên dùng phông Unicode.", ""},
		"long values cut": {reports.English, beneficiary.CodeSheetSkipped, "", strings.Repeat("x", 80), "",
			"The sheet “" + strings.Repeat("x", 60) + "…” has no header of a list and was not read.",
			"If it has beneficiaries, add a line of column headings.", ""},
		"unknown code": {reports.English, "no_such_code", "", "", "", "no_such_code", "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			message, fix := In(c.lang).Issue(c.code, c.field, c.value, c.proposed)
			if message != c.wantMessage || fix != c.wantFix {
				t.Errorf("got %q, %q", message, fix)
			}
		})
	}
}

// What is told once for a column says which column and how many cells, since
// it has nothing else to say: no raw value and no proposal.
func TestColumnIssuesSayWhereAndHowMany(t *testing.T) {
	for _, code := range []string{beneficiary.CodeNameDecoded, beneficiary.CodeNumberPadded, beneficiary.CodeAccountNumeric,
		beneficiary.CodeFormulaCells, beneficiary.CodeHiddenColumn} {
		for _, lang := range []reports.Lang{reports.Vietnamese, reports.English} {
			message, fix := In(lang).Issue(code, "account", "17", "")
			if !strings.Contains(message, "17") || !strings.Contains(message, In(lang).Field("account")) || strings.ContainsAny(fix, "“«") {
				t.Errorf("%s in %s: %q %q", code, lang, message, fix)
			}
		}
	}
}

func TestPlaceholdersAreFilled(t *testing.T) {
	for _, c := range beneficiary.IssueCodes() {
		for _, lang := range []reports.Lang{reports.Vietnamese, reports.English} {
			message, fix := In(lang).Issue(c.Code, "total", "v", "p")
			if strings.ContainsAny(message+fix, "{}") {
				t.Errorf("%s in %s: %q %q", c.Code, lang, message, fix)
			}
		}
	}
}
