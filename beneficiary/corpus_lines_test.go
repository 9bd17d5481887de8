package beneficiary_test

// sheetTroubles are about what a workbook has beside the one sheet.
func sheetTroubles() []trouble {
	village := func(name, title string, people ...row) tab {
		return tab{name: name, rows: append([]row{{title}, usualHead()}, people...)}
	}
	return []trouble{
		{file: "sheets-one-a-village.xlsx", about: "one sheet for each village, each with its own total", data: book{sheets: []tab{
			village("Thôn Đông", "Thôn Đông, xã Mây Trắng, tháng 7/2024", hung(), row{nil, "Cộng: 1 người", nil, nil, nil, 750000}),
			village("Thôn Đoài", "Thôn Đoài, xã Mây Trắng, tháng 7/2024", lan(), bong(), row{nil, "Cộng: 2 người", nil, nil, nil, 1250000}),
		}}.bytes()},
		{file: "sheets-cover-with-totals.xlsx", about: "a cover sheet with the control totals of the villages behind it, which agree", data: book{sheets: []tab{
			cover(2, 1500000), village("Thôn Đông", usualTitle, hung()), village("Thôn Đoài", "Thôn Đoài", lan()),
		}}.bytes()},
		{file: "sheets-cover-count-differs.xlsx", about: "a cover sheet that counts one person more than its villages have: the list waits", data: book{sheets: []tab{
			cover(3, 1500000), village("Thôn Đông", usualTitle, hung()), village("Thôn Đoài", "Thôn Đoài", lan()),
		}}.bytes()},
		{file: "sheets-cover-sum-differs.xlsx", about: "a cover sheet with another sum than its villages come to: the list waits", data: book{sheets: []tab{
			cover(2, 1500001), village("Thôn Đông", usualTitle, hung()), village("Thôn Đoài", "Thôn Đoài", lan()),
		}}.bytes()},
		{file: "sheets-cover-two-lines.xlsx", about: "a cover that only states count and sum, in words and figures", data: book{sheets: []tab{
			{name: "Bìa", rows: []row{{"UBND XÃ MÂY TRẮNG"}, {"Tổng số người:", nil, "2 người"}, {"Tổng số tiền:", nil, "1.500.000 đồng"}}},
			village("Thôn Đông", usualTitle, hung()), village("Thôn Đoài", "Thôn Đoài", lan()),
		}}.bytes()},
		{file: "sheets-cover-unsaved.xlsx", about: "a cover whose sum is a formula that nobody worked out: said, and not compared", data: book{sheets: []tab{
			{name: "Bìa", rows: []row{{"STT", "Thôn", "Số người", "Kinh phí", "Tổng tiền"}, {1, "Thôn Đông", 1, 0, 750000}, {nil, "Cộng", 1, 0, worked("SUM(E2:E2)", "")}}},
			village("Thôn Đông", usualTitle, hung()),
		}}.bytes()},
		{file: "sheets-notes-beside.xlsx", about: "a sheet of notes beside the list: not read, and said so", data: book{sheets: []tab{
			village("Thôn Đông", usualTitle, hung()), {name: "Ghi chú", rows: []row{{"Nhờ kiểm tra lại số CCCD của ông Hùng"}}},
		}}.bytes()},
		{file: "sheets-hidden-list.xlsx", about: "last month's list on a hidden sheet: not read, and said so", data: book{sheets: []tab{
			village("T7", usualTitle, hung()), {name: "T6", state: "hidden", rows: []row{{usualTitle}, usualHead(), lan()}},
			{name: "DM", state: "veryHidden", rows: []row{{"06C", "Người khuyết tật nặng"}}},
		}}.bytes()},
		{file: "sheets-empty-ones.xlsx", about: "the empty Sheet2 and Sheet3 that old Excel gave to everybody", data: book{sheets: []tab{
			village("Sheet1", usualTitle, hung()), {name: "Sheet2"}, {name: "Sheet3"},
		}}.bytes()},
		{file: "sheets-same-person-twice.xlsx", about: "one person on the sheets of two villages", data: book{sheets: []tab{
			village("Thôn Đông", usualTitle, hung()), village("Thôn Đoài", "Thôn Đoài", lan(), hung()),
		}}.bytes()},
		{file: "sheets-other-month-behind.xlsx", about: "June's sheet behind July's: the file is refused, or June would be paid again", data: book{sheets: []tab{
			village("T7", usualTitle, hung()), village("T6", "UBND xã Mây Trắng, tháng 6 năm 2024", lan()),
		}}.bytes()},
	}
}

func cover(people, dong int) tab {
	return tab{name: "Tổng hợp", rows: []row{
		{"UBND XÃ MÂY TRẮNG"}, {"BẢNG TỔNG HỢP KINH PHÍ CHI TRẢ THÁNG 7 NĂM 2024"},
		{"STT", "Thôn", "Số người", "Số tiền"},
		{1, "Thôn Đông", people - 1, dong - 750000}, {2, "Thôn Đoài", 1, 750000},
		{nil, "Tổng cộng", people, dong},
	}}
}

// lineTroubles are about lines between and below the people.
func lineTroubles() []trouble {
	return []trouble{
		{file: "lines-hidden-rows.xlsx", about: "hidden rows, as a filter leaves them: read, counted and said", data: usual(
			hung(), row{gone(lan())}, bong()).bytes()},
		{file: "lines-hidden-column.xlsx", about: "the column of accounts is hidden: read, and said once", data: hiddenColumn().bytes()},
		{file: "lines-empty-rows.xlsx", about: "empty rows, some with blanks in them, between people", data: usual(
			row{nil, "  ", "\u00a0"}, hung(), row{skip(5)}, lan(), row{"", " "}, bong()).bytes()},
		{file: "lines-villages-as-headings.xlsx", about: "villages and kinds of people as headings between the lines, with subtotals", data: usual(
			row{"I", "Người khuyết tật", nil, nil, nil, 1500000},
			row{nil, "Thôn Đông"}, hung(),
			row{nil, "Thôn Đoài"}, lan(),
			row{nil, "Cộng mục I", nil, nil, nil, 1500000},
			row{"II", "Người cao tuổi", nil, nil, nil, 500000}, bong(),
			row{nil, "TỔNG CỘNG (I + II)", nil, nil, nil, 2000000},
		).bytes()},
		{file: "lines-subtotal-differs.xlsx", about: "a village's subtotal that is not the sum of its lines, under a grand total that is", data: usual(
			hung(), lan(), row{nil, "Cộng thôn Đông", nil, nil, nil, 1400000}, bong(), row{nil, "Tổng cộng", nil, nil, nil, 2000000}).bytes()},
		{file: "lines-total-on-top.xlsx", about: "the total stands above the people", data: usual(
			row{nil, "Tổng số: 3 người", nil, nil, nil, 2000000}, hung(), lan(), bong()).bytes()},
		{file: "lines-total-without-a-word.xlsx", about: "a sum below the amounts with no word beside it", data: usual(
			hung(), lan(), row{nil, nil, nil, nil, nil, worked("SUM(F3:F4)", "1500000")}).bytes()},
		{file: "lines-person-below-signatures.xlsx", about: "somebody added below the signatures is not lost", data: usual(
			hung(), row{nil, "Người lập biểu", nil, nil, "Kế toán"}, row{nil, "(Ký, ghi rõ họ tên)"}, row{nil, "Phạm Thị Gấm"}, lan()).bytes()},
		{file: "lines-names-that-look-like-words.xlsx", about: "people called Tổng, Cộng or Kế are people, not totals or signatures", data: usual(
			but(hung(), colName, "Tống Công Minh"), but(lan(), colName, "Kế Thị Toán"), but(bong(), colName, "Cộng Thị Hoà")).bytes()},
		{file: "lines-half-empty.xlsx", about: "people of whom something that cannot be missing is missing", data: usual(
			but(hung(), colName, nil), but(lan(), colBirth, nil), but(bong(), colCategory, nil), row{4, "Phạm Thị Gấm"}).bytes()},
		{file: "lines-numbered-to-the-end.xlsx", about: "running numbers filled down past the last person", data: usual(
			hung(), lan(), row{3}, row{4}, row{5}).bytes()},
		{file: "lines-merged-category.xlsx", about: "one category merged over three people: whose it is, nobody says", data: usual(
			hung(), but(lan(), colCategory, nil), but(bong(), colCategory, nil)).merged("E3:E5").bytes()},
		{file: "lines-struck-off.xlsx", about: "a note in place of an amount: the line waits, the others are read", data: usual(
			but(hung(), colAmount, "đã chết 6/2024, cắt"), lan()).bytes()},
		{file: "lines-same-number-twice.xlsx", about: "two people with one identity number", data: usual(
			hung(), but(lan(), colNumber, "999080000017")).bytes()},
	}
}

func hiddenColumn() book {
	b := usual(hung(), lan())
	b.sheets[0].columns = `<col min="7" max="7" width="0" hidden="1" customWidth="1"/>`
	return b
}
