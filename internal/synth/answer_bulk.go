package synth

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"chitra/internal/money"

	"github.com/xuri/excelize/v2"
)

// MB's bulk payment template: one sheet, title in row 1, headings in row 2.
const (
	bulkSheet = "eMB_BulkPayment"
	bulkTitle = "DANH SÁCH GIAO DỊCH (LIST OF TRANSACTIONS)"
	mbDebtor  = "9990000000002" // the paying account; the template does not name it
)

func bulkHeads() []string {
	return []string{
		"STT (Ord. No.) (1)", "Số tài khoản (Account No.) (2)", "Tên người thụ hưởng (Beneficiary) (3)",
		"Ngân hàng thụ hưởng/Chi nhánh (Beneficiary Bank) (4)", "Số tiền (Amount) (5)", "Nội dung chuyển khoản (Payment Detail) (6)",
	}
}

// readBulk reads a bulk payment workbook as strictly as the portal does.
func (o *order) readBulk(data []byte) error {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := f.GetRows(bulkSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	if err := checkTemplate(rows); err != nil {
		return err
	}
	o.debtor = mbDebtor
	for i, row := range rows[2:] {
		l, err := bulkLine(row, i+1)
		if err != nil {
			return fmt.Errorf("row %d: %w", i+3, err)
		}
		o.lines = append(o.lines, l)
	}
	return asText(f, len(rows))
}

func checkTemplate(rows [][]string) error {
	if len(rows) < 2 || len(rows[0]) < 2 || flat(rows[0][1]) != bulkTitle {
		return fmt.Errorf("row 1 is not the template's title")
	}
	for i, head := range bulkHeads() {
		if i >= len(rows[1]) || flat(rows[1][i]) != head {
			return fmt.Errorf("heading %d is not %q", i+1, head)
		}
	}
	return nil
}

// flat writes a heading in one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// bulkLine reads one row; n is what its ordinal must be.
func bulkLine(row []string, n int) (line, error) {
	if len(row) < len(bulkHeads()) {
		return line{}, fmt.Errorf("%d cells, want %d", len(row), len(bulkHeads()))
	}
	if row[0] != strconv.Itoa(n) {
		return line{}, fmt.Errorf("ordinal %q, want %d", row[0], n)
	}
	amount, err := money.ParsePlain(row[4], money.VND)
	if err != nil {
		return line{}, fmt.Errorf("amount: %w", err)
	}
	bin := binOfText(row[3])
	if bin == "" {
		return line{}, fmt.Errorf("bank %q is not in the list", row[3])
	}
	for _, text := range []string{row[2], row[5]} {
		if text != bankFold(text) || len(text) > 140 {
			return line{}, fmt.Errorf("%q: capitals, digits and single spaces only, at most 140", text)
		}
	}
	reference, _, _ := strings.Cut(row[5], " ")
	return line{
		number: n, endToEndID: reference, bank: row[3], payee: payee{bin: bin, account: row[1]},
		holder: bankFold(row[2]), amount: amount, text: row[5],
	}, nil
}

// asText holds the accounts to be texts: of a number the portal drops leading
// zeros.
func asText(f *excelize.File, last int) error {
	for row := 3; row <= last; row++ {
		kind, err := f.GetCellType(bulkSheet, "B"+strconv.Itoa(row))
		if err != nil {
			return err
		}
		if kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
			return fmt.Errorf("row %d: the account is not a text", row)
		}
	}
	return nil
}
