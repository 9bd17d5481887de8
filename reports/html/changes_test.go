package html_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/reports"
	"chitra/reports/html"
)

// changed is August against July: one person's account changed, and many are new.
func changed(t *testing.T, newcomers int) *reports.ChangesReport {
	t.Helper()
	july, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatal(err)
	}
	due := func(person string, in civil.Month, account string) reports.Due {
		return reports.Due{Person: person, Number: "999044000123", Name: "<b>" + person, Month: in, Commune: "99001", CommuneName: "Xã Một",
			Amount: money.Dong(500_000), To: reports.PaidTo{Bank: "970405", BankName: "Agribank", Account: account, Holder: "A"}}
	}
	facts := []reports.Due{due("B1", july, "1110001"), due("B1", july.Add(1), "2220002")}
	for i := range newcomers {
		d := due(fmt.Sprintf("N%03d", i), july.Add(1), "3330003")
		d.Other = reports.Listed{Why: reports.ListedStopped, Commune: "99001", Line: 9}
		facts = append(facts, d)
	}
	r, err := reports.Changes(slices.Values(facts), july.Add(1), time.Date(2024, 8, 4, 2, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestChangesPageMasksNumbersAndSaysWhatIsLeftOut(t *testing.T) {
	var out bytes.Buffer
	if err := html.WriteChanges(&out, changed(t, 203), reports.Vietnamese); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, want := range []string{
		"<h1>Thay đổi so với tháng trước</h1>", "tháng 8/2024 · so với tháng 7/2024", "1 − 0 &#43; 203 = 204", "Đổi tài khoản: 1",
		"Agribank ••••001", "Agribank ••••002", "•••••••••123", "Mới có trong tháng này: 203", "… và 3 người nữa", "&lt;b&gt;B1", "Xã Một", "trong đó có trong danh sách tháng trước: 203",
		"có trong danh sách tháng 7/2024 (dòng 9), chưa thành khoản chi: bị dừng khi đối chiếu",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, never := range []string{"999044000123", "1110001", "2220002", "<script", "style="} {
		if strings.Contains(page, never) {
			t.Errorf("%q is on the page", never)
		}
	}
}

func TestChangesPageRefusesFiguresThatDoNotAddUp(t *testing.T) {
	r := changed(t, 1)
	r.Total[reports.FigureNow].Count++
	var out bytes.Buffer
	if err := html.WriteChanges(&out, r, reports.Vietnamese); !errors.Is(err, reports.ErrConservation) || out.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, out.Len())
	}
}
