package wording_test

import (
	"testing"

	"chitra/internal/wording"
	"chitra/reports"
)

// TestABareNumberIsNamed: beside a hand-back's number, that of a receipt.
func TestABareNumberIsNamed(t *testing.T) {
	for _, c := range []struct {
		lang             reports.Lang
		code, want, what string
	}{
		{reports.Vietnamese, "already_received", "chứng từ số thứ tự 52", "a receipt"},
		{reports.English, "already_received", "receipt with running number 52", "a receipt"},
		{reports.Vietnamese, "handed_back_before", "lần nộp trả số thứ tự 52", "a hand-back"},
		{reports.English, "handed_back_before", "hand-back with running number 52", "a hand-back"},
		{reports.Vietnamese, "receipt_before_handback", "52", "anything else"},
	} {
		if got := wording.In(c.lang).ActDetail(c.code, "52"); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.what, c.lang, got, c.want)
		}
	}
}
