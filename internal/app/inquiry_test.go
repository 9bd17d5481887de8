package app_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/internal/app"
)

// inquires writes the questions into a folder of its own.
func (w *world) inquires(q app.InquiryRequest) (map[string]string, *memoryOutbox) {
	w.Helper()
	out := &memoryOutbox{files: map[string][]byte{}}
	made, err := w.as(bankDesk).Inquire(w.ctx, q, out)
	w.must(err)
	got := map[string]string{}
	for _, m := range made {
		got[m.ID] = m.Status
	}
	return got, out
}

func TestTheBankIsAskedAboutWhatNobodyKnows(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		unclear, silent, paid, other := all[0], all[3], all[6], all[1]
		w.sent(unclear, silent, paid, other)
		w.at(11, 9)
		if made, _ := w.inquires(app.InquiryRequest{}); len(made) != 0 {
			t.Errorf("within the bank's time %v", made)
		}
		w.answered(pain002("B1", refusal(w.reference(unclear), "NOAS"), word{reference: w.reference(paid), status: "ACCC"}))
		before := w.picture()
		made, out := w.inquires(app.InquiryRequest{})
		if diff := cmp.Diff(map[string]string{"ISO1-2024-07-11-1": "new"}, made); diff != "" {
			t.Errorf("asked (-want +got):\n%s", diff)
		}
		events := w.events()
		again, out2 := w.inquires(app.InquiryRequest{})
		if diff := cmp.Diff(map[string]string{"ISO1-2024-07-11-1": "unchanged"}, again); diff != "" || w.events() != events {
			t.Errorf("asked again (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(out.files, out2.files); diff != "" || len(out.files) != 2 {
			t.Errorf("the same question in other bytes: %s", diff)
		}
		w.says(t, out, "PRACTICE-hoi-ngan-hang-ISO1-2024-07-11-1", w.reference(unclear), "RJCT NOAS", "Trả lời chưa rõ")

		// Past the bank's time the silent ones are asked about as well, each bank
		// about its own.
		w.at(22, 9)
		made, out = w.inquires(app.InquiryRequest{Period: "2024-07"})
		if diff := cmp.Diff(map[string]string{"ISO1-2024-07-22-1": "new", "MB1-2024-07-22-1": "new"}, made); diff != "" {
			t.Errorf("asked (-want +got):\n%s", diff)
		}
		w.says(t, out, "PRACTICE-hoi-ngan-hang-ISO1-2024-07-22-1", w.reference(silent), "", "Quá hạn chưa có trả lời")
		if now := w.picture(); now != before {
			t.Errorf("asking moved something:\n%s", cmp.Diff(before, now))
		}
		if only, _ := w.inquires(app.InquiryRequest{Payer: "MB1"}); len(only) != 1 || only["MB1-2024-07-22-1"] != "unchanged" {
			t.Errorf("asked of one payer: %v", only)
		}
		w.at(23, 9)
		w.answered(pain002("B2", word{reference: w.reference(silent), status: "ACCC"}))
		open := map[string]int64{}
		found, err := w.as(auditor).Inquiries(w.ctx)
		w.must(err)
		for _, x := range found {
			open[x.ID] = x.Open
		}
		if diff := cmp.Diff(map[string]int64{"ISO1-2024-07-11-1": 1, "ISO1-2024-07-22-1": 1, "MB1-2024-07-22-1": 1}, open); diff != "" {
			t.Errorf("open (-want +got):\n%s", diff)
		}
	})
}

// says fails unless the workbook and the table of a question hold a line with
// these texts.
func (w *world) says(t *testing.T, out *memoryOutbox, name, reference, answered, asks string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(out.files[name+".xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Tra soát")
	if err != nil {
		t.Fatal(err)
	}
	table := string(out.files[name+".csv"])
	found := false
	for _, r := range rows {
		if len(r) >= 10 && r[1] == reference {
			found = r[8] == answered && strings.HasPrefix(r[9], asks) && r[7] != "" && r[2] != ""
		}
	}
	if !found || !strings.Contains(table, reference) || !strings.Contains(table, asks) || rows[1][0] != "DỮ LIỆU THỰC HÀNH — KHÔNG GỬI NGÂN HÀNG" {
		t.Errorf("%s does not say %s, %q, %q:\n%q", name, reference, answered, asks, rows)
	}
}
