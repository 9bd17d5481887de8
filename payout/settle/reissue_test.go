package settle_test

import (
	"testing"

	"chitra/payout"
	"chitra/payout/settle"
)

func TestWhatMustBePutRightBeforeAReissue(t *testing.T) {
	type want struct {
		remedy    settle.Remedy
		forbidden settle.NotReissued
	}
	cases := []struct {
		name    string
		state   payout.InstructionState
		reasons []string
		want    want
	}{
		{"account refused", payout.InstructionRejected, []string{"AC04"}, want{settle.RemedyAccount, ""}},
		{"name refused", payout.InstructionRejected, []string{"BE01"}, want{settle.RemedyName, ""}},
		{"bank code refused", payout.InstructionRejected, []string{"RC01"}, want{settle.RemedyBankCode, ""}},
		{"our funds", payout.InstructionRejected, []string{"AM04"}, want{settle.RemedyRetry, ""}},
		{"the file", payout.InstructionRejected, []string{"FF01"}, want{settle.RemedyRegenerate, ""}},
		{"blocked", payout.InstructionRejected, []string{"AC06"}, want{settle.RemedyNone, settle.NotBlocked}},
		{"deceased", payout.InstructionRejected, []string{"MD07"}, want{settle.RemedyNone, settle.NotDeceased}},
		{"cancelled", payout.InstructionRejected, []string{"CUST"}, want{settle.RemedyNone, settle.NotCancelled}},
		{"rejected as a duplicate", payout.InstructionRejected, []string{"AM05"}, want{settle.RemedyNone, settle.NotDuplicate}},
		{"rejected, unstated", payout.InstructionRejected, []string{"NARR"}, want{settle.RemedyNone, settle.NotUnclear}},
		{"of two reasons the graver", payout.InstructionRejected, []string{"AC04", "MD07"}, want{settle.RemedyNone, settle.NotDeceased}},
		{"returned for the account", payout.InstructionReturned, []string{"AC04"}, want{settle.RemedyAccount, ""}},
		{"returned without a word", payout.InstructionReturned, nil, want{settle.RemedyAccount, ""}},
		{"returned for the name", payout.InstructionReturned, []string{"BE22"}, want{settle.RemedyName, ""}},
		{"returned, the holder died", payout.InstructionReturned, []string{"MD07"}, want{settle.RemedyNone, settle.NotDeceased}},
		{"returned as a duplicate", payout.InstructionReturned, []string{"DUPL"}, want{settle.RemedyNone, settle.NotDuplicate}},
		{"unknown", payout.InstructionUnknown, []string{"AC04"}, want{settle.RemedyNone, settle.NotUnknown}},
		{"sent", payout.InstructionSent, nil, want{settle.RemedyNone, settle.NotUnknown}},
	}
	for _, c := range cases {
		f := settle.Failure{State: c.state, Reasons: c.reasons}
		if got := (want{f.Remedy(), f.Forbidden()}); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestOnlySureFailuresHaveARemedy tries every state with every class's code.
func TestOnlySureFailuresHaveARemedy(t *testing.T) {
	codes := []string{"", "AM09", "AM05", "NOAS", "RVNM", "MD07", "AC06", "CUST", "FF01", "AM04", "RC01", "BE01", "AC01", "NARR", "ZZ99"}
	for _, state := range payout.InstructionStates() {
		for _, code := range codes {
			f := settle.Failure{State: state, Reasons: []string{code}}
			dead := state == payout.InstructionRejected || state == payout.InstructionReturned
			if f.Remedy() != settle.RemedyNone && (!dead || f.State.Alive()) {
				t.Errorf("%s for %q may be tried again", state, code)
			}
			if (f.Remedy() == settle.RemedyNone) != (f.Forbidden() != "") {
				t.Errorf("%s for %q: remedy %s, forbidden %q", state, code, f.Remedy(), f.Forbidden())
			}
		}
	}
}
