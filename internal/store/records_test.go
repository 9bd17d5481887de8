package store_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"chitra/internal/app"
	"chitra/internal/store"
)

// words are what the columns with a list of words take.
var words = map[string][]string{
	"upload.kind":                  {"list", "registry", "result", "place", "account"},
	"upload.outcome":               {"taken", "unchanged", "refused"},
	"registry_person.status":       {"alive", "dead", "missing", "left", "cancelled"},
	"registry_link.kind":           {"full", "delta", "events"},
	"list_row.status":              {"taken", "refused"},
	"list_issue.severity":          {"refuses", "warns"},
	"list_origin.kind":             {"fix", "accept"},
	"row_match.action":             {"automatic", "review", "stop", "decided"},
	"account.state":                {"active", "proposed", "failed", "replaced"},
	"payment.state":                {"waiting", "sent", "paid", "rejected"},
	"batch.state":                  {"draft", "submitted", "approved", "released"},
	"bank_file.state":              {"intended", "released"},
	"instruction.state":            {"intended", "sent", "returned", "dropped"},
	"state_change.kind":            {"payment", "instruction", "batch", "account", "bank_file"},
	"night_run.status":             {"done", "nothing_to_do", "blocked"},
	"registry_answer.verdict":      {"found", "not_found", "several"},
	"ledger_entry.credit":          {"treasury"},
	"ledger_entry.debit":           {"transit", "paid"},
	"payment.held_reason":          {""},
	"reissue.remedy":               {"account", "name", "bank_code", "retry", "regenerate"},
	"account_word.word":            {"proposed", "confirmed"},
	"exception.closed_at":          {""},
	"exception_step.step":          {"assigned"},
	"exception.closed_by":          {""},
	"result_correction.to_state":   {"paid", "rejected"},
	"result_correction.from_state": {"sent", "unknown"},
	"suspension_word.word":         {"suspend", "keep", "lift"},
	"handback_line.state":          {"rejected", "returned"},
}

// numbers are the bounds of columns that take no other whole numbers.
var numbers = map[string][2]int64{
	"row_match.due": {0, 1}, "payment.computed": {0, 1}, "entitlement.voided": {0, 1},
	"entitlement.units": {1, math.MaxInt64}, "payment.number": {1, math.MaxInt64}, "payment.amount": {1, math.MaxInt64},
	"instruction.attempt": {1, 1}, "reissue.attempt": {2, math.MaxInt64}, "inquiry.number": {1, math.MaxInt64}, "handback.payments": {1, math.MaxInt64}, "handback.amount": {1, math.MaxInt64}, "handback_line.amount": {1, math.MaxInt64}, "treasury_receipt.payments": {1, math.MaxInt64}, "treasury_receipt.amount": {1, math.MaxInt64}, "treasury_receipt.replaces_no": {0, math.MaxInt64},
	"treasury_receipt_line.payments": {1, math.MaxInt64}, "treasury_receipt_line.amount": {1, math.MaxInt64}, "treasury_receipt_consent.replaces_no": {0, math.MaxInt64}, "inquiry.instructions": {1, math.MaxInt64}, "instruction.amount": {1, math.MaxInt64}, "payer.max_rows": {0, math.MaxInt64},
	"list_layout.version": {1, math.MaxInt64}, "bank_profile.version": {1, math.MaxInt64}, "result_profile.version": {1, math.MaxInt64}, "policy_version.version": {1, math.MaxInt64}, "review_basis.at_stake": {0, math.MaxInt64},
	"review_basis.needs_second": {0, 1}, "review_basis.recheck": {0, 1}, "review_recheck.agrees": {0, 1}, "review_plant_answer.correct": {0, 1},
	"registry_request.questions": {1, math.MaxInt64}, "registry_request.again": {0, 1}, "registry_request_line.n": {1, math.MaxInt64},
	"registry_response.answers": {1, math.MaxInt64}, "registry_response.repeated": {0, math.MaxInt64}, "registry_response.blank": {0, math.MaxInt64},
	"registry_response.refused": {0, math.MaxInt64}, "registry_response.added": {0, math.MaxInt64}, "registry_response.changed": {0, math.MaxInt64},
	"statement.n": {1, math.MaxInt64}, "statement.seq": {0, math.MaxInt64}, "statement.page": {1, math.MaxInt64}, "statement.last_page": {0, 1},
	"statement.entries": {0, math.MaxInt64}, "statement.credits": {0, math.MaxInt64}, "statement.debits": {0, math.MaxInt64},
	"unpaired_line.debit": {0, 1}, "unpaired_line.returned": {0, 1}, "file_debit.instructions": {1, math.MaxInt64}, "file_debit.amount": {1, math.MaxInt64},
	"list_origin.steps": {1, math.MaxInt64}, "ledger_entry.amount": {1, math.MaxInt64},
	"registry_link.added": {0, math.MaxInt64}, "registry_link.changed": {0, math.MaxInt64},
	"registry_link.gone": {0, math.MaxInt64}, "registry_link.unchanged": {0, math.MaxInt64},
}

// alone are columns beside the key that no two rows share.
var alone = []string{"list.series", "list_version.list_id", "bank_file.message_id", "bank_file.batch_id", "result_file.sha256", "list_layout.name", "bank_profile.name", "result_profile.name", "inquiry.number", "handback_consent.handback_no", "handback_slip.handback_no", "treasury_receipt_consent.handback_no", "receipt_withdrawal_consent.receipt_no", "payer_profile_consent.profile_no", "suspension.last_month", "result_correction_consent.correction_no",
	"policy_version.version", "policy_consent.version", "registry_response.sha256", "registry_response_consent.response_no", "pair_consent.file_no"}

// awkward are texts that a driver, a COPY or a quoting could get wrong.
var awkward = []string{
	"", " ", "'", `"`, `\`, `\N`, `\.`, "\t", "\n", "\r\n", "?", "$1", ":name", "{}", "NULL", "null", "0", "1e3", "-0",
	"Nguyễn Thị Hồng Ánh", "Nguye\u0302\u0303n", "Đặng", "\u200b", "\ufeff", "\ufffd", "\U0001F33E", "\x01\x7f", "'; DROP TABLE payment; --",
}

// text is any text without the one letter no engine keeps.
func text() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom(awkward),
		rapid.Map(rapid.String(), func(s string) string { return strings.ReplaceAll(s, "\x00", "") }),
		rapid.Map(rapid.IntRange(1, 40), func(n int) string { return strings.Repeat(`dài "lắm" \ `, 50*n) }),
	)
}

// drawRecord draws the n-th row of a table that act writes.
func drawRecord(rt *rapid.T, tb store.TableInfo, act int64, n int) app.Fact {
	v := reflect.New(reflect.TypeOf(tb.Record)).Elem()
	for i := range v.NumField() {
		c := v.Type().Field(i).Tag.Get("db")
		name := tb.Name + "." + c
		single := slices.Contains(tb.Key, c) || slices.Contains(alone, name)
		switch f := v.Field(i); {
		case c == tb.Act:
			f.SetInt(act)
		case f.Kind() == reflect.Pointer:
			if amount := rapid.Ptr(rapid.Int64(), true).Draw(rt, name); amount != nil {
				f.Set(reflect.ValueOf(amount))
			}
		case f.Kind() == reflect.Int64 && single:
			f.SetInt(int64(n) + 1)
		case f.Kind() == reflect.Int64:
			f.SetInt(drawNumber(rt, name))
		case single:
			f.SetString(fmt.Sprintf("%s#%d", text().Draw(rt, name), n))
		default:
			f.SetString(drawText(rt, name))
		}
	}
	return consistent(v.Interface().(app.Fact))
}

func drawNumber(rt *rapid.T, name string) int64 {
	if b, ok := numbers[name]; ok {
		return rapid.Int64Range(b[0], b[1]).Draw(rt, name)
	}
	return rapid.Int64().Draw(rt, name)
}

func drawText(rt *rapid.T, name string) string {
	if w, ok := words[name]; ok {
		return rapid.SampledFrom(w).Draw(rt, name)
	}
	return text().Draw(rt, name)
}

// consistent makes true what two columns of a row must say together.
func consistent(f app.Fact) app.Fact {
	switch f := f.(type) {
	case app.RegistryAnswer:
		if f.Verdict != "found" {
			f.PersonalID = ""
		} else if f.PersonalID == "" {
			f.PersonalID = "999044000001"
		}
		return f
	case app.ListVersion:
		f.Lines, f.Taken, f.Refused = 3, 2, 1
		return f
	case app.RowMatch:
		f.BeneficiaryID += "B"
		return f
	case app.AccountWord:
		f.SecondPerson = ""
		if f.Word == app.AccountWordConfirmed {
			f.SecondPerson = f.FirstPerson + "2"
		} else {
			f.FirstPerson += "1"
		}
		return f
	case app.SuspensionWord:
		f.FirstPerson += "1"
		f.SecondPerson += "2"
		return f
	case app.HandbackConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.HandbackSlip:
		f.SlipOn += "."
		return f
	case app.TreasuryReceipt:
		f.Number, f.ReceivedOn, f.Reason = f.Number+".", f.ReceivedOn+".", f.Reason+"."
		return f
	case app.TreasuryReceiptConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.ReceiptWithdrawal:
		f.Reason += "."
		return f
	case app.ReceiptWithdrawalConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.ResultCorrectionConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.PayerConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.RegistryResponseConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.PolicyConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.PolicyVersion:
		f.Reason += "."
		return f
	case app.ReviewSecond:
		f.SecondPerson = f.FirstPerson + "2"
		return f
	case app.ReviewRecheck:
		f.SecondPerson, f.Reason = f.FirstPerson+"2", f.Reason+"."
		return f
	case app.ReviewWithdrawal:
		f.Reason += "."
		return f
	case app.ReviewPlantAnswer:
		f.Reason += "."
		return f
	case app.ExceptionStep:
		f.Owner, f.ProposedBy = f.Owner+"O", f.Actor+"2"
		return f
	case app.PairRequest:
		f.Reason += "."
		return f
	case app.PairConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.PayerProfileConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.ResultProfileConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.PayerDeliveryConsent:
		f.ConfirmedBy = f.ProposedBy + "2"
		return f
	case app.Approval:
		f.Approver += " who made nothing" // no drawn maker is called so
		f.SubmittedBy = f.Approver + "2"
		return f
	case app.Payment:
		f.AccountID, f.PayerID, f.BatchID = f.AccountID+"A", f.PayerID+"P", f.BatchID+"D"
		return f
	}
	return f
}

// withAct is the fact as act wrote it.
func withAct(f app.Fact, tb store.TableInfo, act int64) app.Fact {
	v := reflect.New(reflect.TypeOf(f)).Elem()
	v.Set(reflect.ValueOf(f))
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("db") == tb.Act {
			v.Field(i).SetInt(act)
		}
	}
	return v.Interface().(app.Fact)
}
