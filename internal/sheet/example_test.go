package sheet_test

import (
	"bytes"
	"fmt"
	"strings"

	"chitra/internal/sheet"
)

// Reading a list, whatever it is.
func ExampleOpenTable() {
	list := "STT;Họ và tên;Số tiền\n1;Nguyễn Thị Hoà;\"1.250.000\"\n"
	table, err := sheet.OpenTable(strings.NewReader(list), int64(len(list)), sheet.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range table.Rows(0) {
		if err != nil {
			fmt.Println(err) // a *sheet.Refusal names sheet and row
			return
		}
		fmt.Println(row.Number, row.Cells[1].Text, row.Cells[2].Text)
	}
	// Output:
	// 1 Họ và tên Số tiền
	// 2 Nguyễn Thị Hoà 1.250.000
}

// Making a workbook and reading it again.
func ExampleBook() {
	book := sheet.NewBook()
	list, err := book.AddSheet("Danh sách", sheet.SheetOptions{Widths: []int{30, 14}, Frozen: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range [][]sheet.Value{
		{sheet.TextValue("Họ và tên").As(sheet.Header), sheet.TextValue("Số tiền").As(sheet.Header)},
		{sheet.TextValue("=Hoà"), sheet.AmountValue(1_250_000)},
	} {
		if _, err := list.Row(row...); err != nil {
			fmt.Println(err)
			return
		}
	}
	var file bytes.Buffer
	if _, err := book.WriteTo(&file); err != nil {
		fmt.Println(err)
		return
	}
	table, err := sheet.Open(bytes.NewReader(file.Bytes()), int64(file.Len()), sheet.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range table.Rows(0) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(row.Cells[0].Text, row.Cells[1].Text, row.Cells[1].Format)
	}
	// Output:
	// Họ và tên Số tiền @
	// =Hoà 1250000 #,##0
}
