package settle_test

import (
	"testing"

	"chitra/payout/settle"
)

func TestLinesThatAreNotOurs(t *testing.T) {
	tests := map[string]struct {
		code, text string
		debit      bool
		want       settle.LineKind
	}{
		"a charge by its code":               {"PMNT/MDOP/CHRG", "", true, settle.LineFee},
		"a commission":                       {"ACMT/MDOP/COMM", "chuyen tien", true, settle.LineFee},
		"tax on a charge":                    {"PMNT/MDOP/TAXE", "", true, settle.LineFee},
		"interest by its code":               {"CAMT/CAPL/INTR", "", false, settle.LineInterest},
		"interest that we owe":               {"ACMT/MDOP/INTR", "", true, settle.LineInterest},
		"a charge given back":                {"PMNT/MCOP/CHRG", "hoàn phí", false, settle.LineIncoming},
		"a charge by the bank's own code":    {"CHRG", "", true, settle.LineFee},
		"a charge by words":                  {"", "Thu phí chuyển tiền T7", true, settle.LineFee},
		"a charge in English":                {"", "SMS banking FEE 07/2024", true, settle.LineFee},
		"interest by words":                  {"", "Trả lãi tiền gửi không kỳ hạn", false, settle.LineInterest},
		"a transfer of a Mr Phí":             {"PMNT/ICDT/DMCT", "PHI VAN HUNG chuyen tien", true, settle.LineOutgoing},
		"a code is stronger than words":      {"CAMT/CAPL/INTR", "thu phi dich vu", true, settle.LineInterest},
		"money from the Treasury":            {"PMNT/RCDT/DMCT", "KBNN cap kinh phi T7", false, settle.LineIncoming},
		"a debit that says nothing":          {"", "", true, settle.LineOutgoing},
		"money given back":                   {"", "Tra lai tien chuyen nham", false, settle.LineIncoming},
		"a credit that says nothing":         {"", "", false, settle.LineIncoming},
		"letters inside a word are no words": {"", "COFFEEHOUSE", true, settle.LineOutgoing},
	}
	for name, test := range tests {
		if got := settle.KindOfLine(test.code, test.text, test.debit); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
