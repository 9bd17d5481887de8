package main

import (
	"bytes"
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/reports"
)

// TestProposalsSayWhereTheyStand in words of their own, not of users.
func TestProposalsSayWhereTheyStand(t *testing.T) {
	handback := app.HandbackState{ConfirmedBy: "minh"}
	correction := app.CorrectionState{OvertakenBy: 7}
	var vi, en bytes.Buffer
	handbacksOf(handback).show(&page{w: &vi, words: wording.In(reports.Vietnamese)})
	(&correctionList{Corrections: []listedCorrection{listedCorrectionOf(correction)}}).show(&page{w: &vi, words: wording.In(reports.Vietnamese)})
	handbacksOf(handback).show(&page{w: &en, words: wording.In(reports.English)})
	if got := vi.String(); !strings.Contains(got, "đã xác nhận") || strings.Contains(got, "đang hoạt động") || !strings.Contains(got, "đã có đề nghị mới hơn thay") {
		t.Errorf("in Vietnamese:\n%s", got)
	}
	if got := en.String(); !strings.Contains(got, "confirmed") || strings.Contains(got, "active") {
		t.Errorf("in English:\n%s", got)
	}
}

// TestAListOfNothingSaysSo: an empty screen would look like a fault.
func TestAListOfNothingSaysSo(t *testing.T) {
	for want, empty := range map[string]interface{ show(*page) }{
		"Chưa có lần nộp trả nào.":              handbacksOf(),
		"Chưa có chứng từ nào của Kho bạc.":     receiptsOf(),
		"Không có lệnh nào phải hỏi ngân hàng.": &inquiriesMade{},
	} {
		var out bytes.Buffer
		empty.show(&page{w: &out, words: wording.In(reports.Vietnamese)})
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q does not say %q", out.String(), want)
		}
	}
}
