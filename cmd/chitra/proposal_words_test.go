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
