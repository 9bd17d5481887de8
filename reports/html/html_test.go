package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/reports"
	"chitra/reports/html"
)

func sample(t *testing.T) *reports.CoverageReport {
	t.Helper()
	july, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatal(err)
	}
	fact := func(person string, state payout.PaymentState) reports.PersonMonth {
		return reports.PersonMonth{
			Person: person, State: state, Month: july, Amount: money.Dong(750_000), WithAccount: true,
			Commune: "99001", CommuneName: `<script>alert(1)</script> Xã "Một" & Hai`, Programme: payout.BTXH,
		}
	}
	facts := []reports.PersonMonth{
		fact("B1", payout.PaymentPaid), fact("B2", payout.PaymentPaid), fact("B3", payout.PaymentRejected),
		{Person: "r1", Kind: reports.RefusedRow, Month: july},
	}
	facts[2].Class = "account_data"
	asOf := time.Date(2024, 8, 1, 0, 30, 0, 0, time.UTC)
	r, err := reports.Coverage(slices.Values(facts), reports.ByCommune, july, july, asOf)
	if err != nil {
		t.Fatal(err)
	}
	r.Closed = reports.Seal(r, "0f3a", nil)
	return r
}

func draw(t *testing.T, r *reports.CoverageReport, l reports.Lang) string {
	t.Helper()
	var out bytes.Buffer
	if err := html.Write(&out, r, l); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPageSaysEveryFigureWithItsDenominator(t *testing.T) {
	page := draw(t, sample(t), reports.Vietnamese)
	for _, want := range []string{
		`<html lang="vi">`, "Kết quả chi trả không dùng tiền mặt", "tháng 7/2024", "07:30 ngày 01/08/2024",
		"<b>75,00 %</b> đối tượng<span>3/4</span>", "<b>66,67 %</b> người có tài khoản<span>2/3</span>",
		"<b>50,00 %</b> đối tượng<span>2/4</span>", "chỉ tiêu 30 %: vượt 45,00 điểm %",
		"1.500.000 đồng, tháng 7/2024", "sai hoặc không có tài khoản", "Theo xã, phường", "0f3a",
		"Đối tượng hưởng: 4 = 2 đã chi trả &#43; 1 ngân hàng từ chối &#43; 1 dòng bị từ chối",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(page, "THỰC HÀNH") {
		t.Error("the mark of a practice store is on a real report")
	}
}

func TestPageInEnglishFromAPracticeStore(t *testing.T) {
	r := sample(t)
	r.Practice, r.Unit = true, "Made-up province"
	page := draw(t, r, reports.English)
	for _, want := range []string{
		`<html lang="en">`, `<p class="practice">PRACTICE DATA`, "Made-up province", "July 2024",
		"<b>66.67 %</b> of account holders",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestPageNeedsNothingElseAndRunsNothing(t *testing.T) {
	page := draw(t, sample(t), reports.Vietnamese)
	for _, word := range []string{"<script", "<link", "<img", "<iframe", "style=", "src=", "href=", "url(", "@import", "http:", "https:", "onload", "ZgotmplZ"} {
		if strings.Contains(page, word) {
			t.Errorf("%q is on the page", word)
		}
	}
	if !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("a commune's name is not escaped, or not there")
	}
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(page)
	if style == nil || strings.Count(page, "<style") != 1 {
		t.Fatal("not exactly one style element")
	}
	sum := sha256.Sum256([]byte(style[1]))
	allowed := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if !strings.Contains(strings.ReplaceAll(page, "&#43;", "+"), allowed) {
		t.Error("the content security policy does not allow the page's own style")
	}
}

func TestPageIsTheSameBytesAgain(t *testing.T) {
	first := draw(t, sample(t), reports.Vietnamese)
	if again := draw(t, sample(t), reports.Vietnamese); again != first {
		t.Error("two drawings of one report differ")
	}
}

func TestPageOfNobody(t *testing.T) {
	july, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatal(err)
	}
	none, err := reports.Coverage(slices.Values([]reports.PersonMonth(nil)), reports.Total, july, july, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if page := draw(t, none, ""); !strings.Contains(page, "Đối tượng hưởng: 0 = 0") {
		t.Error("nobody is not said to be nobody")
	}
}

func TestPageRefusesFiguresThatDoNotAddUp(t *testing.T) {
	r := sample(t)
	r.Paid++
	var out bytes.Buffer
	if err := html.Write(&out, r, reports.Vietnamese); !errors.Is(err, reports.ErrConservation) || out.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, out.Len())
	}
}
