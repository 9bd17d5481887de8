package main

import (
	"bytes"
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/payout/settle"
	"chitra/reports"
)

// TestABatchSaysWhatIsTriedAgain: who approves it sees how much of which failure,
// and each attempt it rests on.
func TestABatchSaysWhatIsTriedAgain(t *testing.T) {
	v := app.BatchView{}
	for i, class := range []settle.Class{settle.ClassBankCode, settle.ClassOurFunds, settle.ClassOurFunds} {
		v.Reissues = append(v.Reissues, app.ReissueIn{Reissue: app.Reissue{PaymentID: "P" + string(rune('1'+i)), Attempt: 2, PreviousID: "C" + string(rune('1'+i)),
			Reasons: []string{"AC04", "AM04", "AM04"}[i], Class: string(class), Remedy: string(settle.RemedyRetry)}, Amount: 500_000})
	}
	for lang, want := range map[reports.Lang][]string{
		reports.Vietnamese: {"3 khoản là chi lại", ": 2 khoản, 1.000.000 đồng", "C1", "AC04", "không có gì phải sửa, gửi lại"},
		reports.English:    {"3 payments are tried again", ": 2 payments, ", "C3", "AM04", "nothing to put right: sent again"},
	} {
		var out bytes.Buffer
		(&batchView{Reissues: reissuesOf(v)}).show(&page{w: &out, words: wording.In(lang)})
		for _, text := range want {
			if !strings.Contains(out.String(), text) {
				t.Errorf("%v lacks %q:\n%s", lang, text, out.String())
			}
		}
	}
	var out bytes.Buffer
	(&batchView{}).show(&page{w: &out, words: wording.In(reports.Vietnamese)})
	if strings.Contains(out.String(), "chi lại") {
		t.Errorf("a batch without reissues says:\n%s", out.String())
	}
}
