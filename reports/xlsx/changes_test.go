package xlsx_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/reports"
	"chitra/reports/xlsx"
)

func changed(t *testing.T) *reports.ChangesReport {
	t.Helper()
	july, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatal(err)
	}
	due := func(person string, in civil.Month, amount int64, account string) reports.Due {
		return reports.Due{Person: person, Number: "999044000123", Name: "=1+1", Month: in, Commune: "99001", CommuneName: "Xã Một",
			Amount: money.Dong(amount), To: reports.PaidTo{Bank: "970405", BankName: "Agribank", Account: account, Holder: "A"}}
	}
	facts := []reports.Due{due("B1", july, 1_000_000, "1110001"), due("B1", july.Add(1), 750_000, "2220002")}
	facts = append(facts, due("A1", july, 0, "1110009"))
	facts[2].Commune, facts[2].Other = "99000", reports.Listed{Why: reports.ListedRefused, Commune: "99000", Line: 4}
	r, err := reports.Changes(slices.Values(facts), july.Add(1), time.Date(2024, 8, 4, 2, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestChangesWorkbookHasNumbersInFull(t *testing.T) {
	var out, again bytes.Buffer
	if err := xlsx.WriteChanges(&out, changed(t), reports.Vietnamese); err != nil {
		t.Fatal(err)
	}
	if err := xlsx.WriteChanges(&again, changed(t), reports.Vietnamese); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("two drawings of one report differ")
	}
	rows := grid(t, out.Bytes(), "Những người có thay đổi")
	var texts []string
	for _, c := range rows[len(rows)-1] {
		texts = append(texts, c.Text)
	}
	want := []string{"Đổi tài khoản; Đổi số tiền", "=1+1", "999044000123", "Xã Một", "Xã Một", "1000000", "750000",
		"Agribank 1110001", "Agribank 2220002", "A", "A"}
	if !slices.Equal(texts, want) {
		t.Errorf("got %q, want %q", texts, want)
	}
	gone := rows[len(rows)-2]
	if got := gone[len(gone)-1].Text; got != "có trong danh sách tháng 8/2024 (dòng 4), chưa thành khoản chi: dòng bị từ chối, chờ sửa" {
		t.Errorf("whose row was refused: %q", got)
	}
	total := grid(t, out.Bytes(), "Theo xã, phường")
	last := total[len(total)-1]
	if got := last[len(last)-1].Text; got != "-250000" {
		t.Errorf("the difference of all is %q", got)
	}
}

func TestChangesWorkbookRefusesFiguresThatDoNotAddUp(t *testing.T) {
	r := changed(t)
	r.Lines[0].Figures[reports.FigureRaised].Count++
	var out bytes.Buffer
	if err := xlsx.WriteChanges(&out, r, reports.Vietnamese); !errors.Is(err, reports.ErrConservation) || out.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, out.Len())
	}
}
