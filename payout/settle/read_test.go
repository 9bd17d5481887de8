package settle_test

import (
	"testing"

	"chitra/payout/settle"
)

func TestReadStatusReport(t *testing.T) {
	for _, c := range []struct {
		status  string
		reasons []string
		want    settle.Verdict
	}{
		{"ACCC", nil, settle.Paid},
		{" accc ", nil, settle.Paid},
		{"ACSC", nil, settle.OnTheWay},
		{"ACTC", nil, settle.OnTheWay},
		{"ACCP", nil, settle.OnTheWay},
		{"ACSP", nil, settle.OnTheWay},
		{"PDNG", nil, settle.OnTheWay},
		{"RCVD", nil, settle.Received},
		{"PART", nil, settle.Information},
		{"RJCT", []string{"AC01"}, settle.Rejected},
		{"RJCT", []string{"BE01"}, settle.Rejected},
		{"RJCT", []string{"RC04"}, settle.Rejected},
		{"RJCT", []string{"AM04"}, settle.Rejected},
		{"RJCT", []string{"FF01"}, settle.Rejected},
		{"RJCT", []string{"AC06"}, settle.Rejected},
		{"RJCT", []string{"MD07"}, settle.Rejected},
		{"RJCT", []string{"CUST"}, settle.Rejected},
		{"CANC", []string{"DS02"}, settle.Rejected},
		{"RJCT", []string{"AC01", "NARR"}, settle.Rejected},
		{"RJCT", nil, settle.Unknown},
		{"CANC", nil, settle.Unknown},
		{"RJCT", []string{"NARR"}, settle.Unknown},
		{"RJCT", []string{"MS03"}, settle.Unknown},
		{"RJCT", []string{"AM05"}, settle.Unknown},
		{"RJCT", []string{"AC01", "AM05"}, settle.Unknown},
		{"RJCT", []string{"AC01", "ZZ99"}, settle.Unknown},
		{"RJCT", []string{"AC01", "ZZZZ"}, settle.Unknown},
		{"RJCT", []string{"NOAS"}, settle.Unknown},
		{"RJCT", []string{"AM09"}, settle.Unknown},
		{"RJCT", []string{"RVNM"}, settle.Unknown},
		{"", nil, settle.Unknown},
		{"BOOK", nil, settle.Unknown},
		{"ACCEPTED", nil, settle.Unknown},
	} {
		if got := settle.Read(c.status, "", c.reasons, false, false, "pain.002.001.10", settle.Profile{}); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.status, c.reasons, got, c.want)
		}
	}
	if got := settle.Read("ACSC", "", nil, false, false, "pain.002.001.03", settle.Profile{ACSCIsPaid: true}); got != settle.Paid {
		t.Errorf("ACSC where the profile says paid: %s", got)
	}
}

func TestReadBookedEntries(t *testing.T) {
	for _, c := range []struct {
		status     string
		debit, ret bool
		want       settle.Verdict
	}{
		{"BOOK", true, false, settle.Debited},
		{"BOOK", false, true, settle.Returned},
		{"BOOK", false, false, settle.Information},
		{"BOOK", true, true, settle.Unknown},
		{"PDNG", true, false, settle.Information},
		{"PDNG", false, true, settle.Information},
		{"INFO", false, true, settle.Information},
		{"FUTR", true, false, settle.Information},
		{"ACCC", false, false, settle.Unknown},
		{"", true, false, settle.Unknown},
	} {
		if got := settle.Read(c.status, "", nil, c.debit, c.ret, "camt.054.001.08", settle.Profile{}); got != c.want {
			t.Errorf("%s debit=%v return=%v: %s, want %s", c.status, c.debit, c.ret, got, c.want)
		}
	}
}

func TestReadPortalWorkbook(t *testing.T) {
	own := settle.Profile{PaidWords: []string{"Hoàn tất"}, DebitedWords: []string{"Debited"}}
	for _, c := range []struct {
		status, accounting, note string
		profile                  settle.Profile
		want                     settle.Verdict
	}{
		{"Thành công", "Đã trừ tiền", "", settle.Profile{}, settle.Paid},
		{"THANH CONG", "da tru tien", "", settle.Profile{}, settle.Paid},
		{"Thành công", "", "", settle.Profile{}, settle.PaidUndebited},
		{"Thành công", "", "", settle.Profile{SuccessIsPaid: true}, settle.Paid},
		{"Thành công", "Chưa trừ tiền", "", settle.Profile{SuccessIsPaid: true}, settle.PaidUndebited},
		{"Thành công", "Đã hoàn tiền", "", settle.Profile{SuccessIsPaid: true}, settle.PaidUndebited},
		{"Thất bại", "", "", settle.Profile{}, settle.Rejected},
		{"Thất bại", "Chưa trừ tiền", "Tài khoản không tồn tại", settle.Profile{}, settle.Rejected},
		{"Thất bại", "", "Tài khoản bị phong toả", settle.Profile{}, settle.Rejected},
		{"Thất bại", "", "Lý do khác", settle.Profile{}, settle.Rejected},
		{"Thất bại", "", "Giao dịch trùng", settle.Profile{}, settle.Unknown},
		{"Thất bại", "", "Timeout", settle.Profile{}, settle.Unknown},
		{"Thất bại", "Đã hoàn tiền", "", settle.Profile{}, settle.Unknown},
		{"Thất bại", "Đã trừ tiền", "Tài khoản không tồn tại", settle.Profile{}, settle.RejectedDebited},
		{"Đang xử lý", "", "", settle.Profile{}, settle.Unknown},
		{"Đang xử lý", "Đã trừ tiền", "", settle.Profile{}, settle.Debited},
		{"Chờ duyệt", "Đã trừ tiền", "", settle.Profile{}, settle.Unknown},
		{"", "", "", settle.Profile{}, settle.Unknown},
		{"Hoàn tất", "Debited", "", own, settle.Paid},
		{"Thành công", "Debited", "", own, settle.Unknown},
	} {
		if got := settle.Read(c.status, c.accounting, []string{c.note}, false, false, "mb-result", c.profile); got != c.want {
			t.Errorf("%q beside %q (%s): %s, want %s", c.status, c.accounting, c.note, got, c.want)
		}
	}
}

func TestUnlistedLinesOfAPartialAnswer(t *testing.T) {
	if settle.Unlisted(settle.Profile{}) != settle.Information || settle.Unlisted(settle.Profile{PartUnlistedAccepted: true}) != settle.OnTheWay {
		t.Error("accepted is on the way where the profile says so, and never paid")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("RJCT", "", "AC01", "pain.002.001.10")
	f.Add("BOOK", "", "", "camt.054.001.08")
	f.Add("Thành công", "Đã trừ tiền", "\xff", "portal")
	f.Fuzz(func(t *testing.T, status, accounting, reason, format string) {
		for _, flag := range []bool{false, true} {
			v := settle.Read(status, accounting, []string{reason}, flag, !flag, format, settle.Profile{})
			if v == settle.Rejected && !settle.Classify(reason).Sure() && settle.Classify(reason) != settle.ClassUnstated {
				t.Errorf("Read(%q, %q, %q, %q) = %s", status, accounting, reason, format, v)
			}
		}
	})
}
