package beneficiary_test

import "strings"

// exportTroubles are lists that went through other programs.
func exportTroubles() []trouble {
	const frame = "UBND xã Mây Trắng - tháng 7/2024,,,,,,,\nSTT,Họ và tên,Năm sinh,Số CCCD,Đối tượng,Số tiền,Số tài khoản,Ngân hàng\n"
	strict := strings.NewReplacer(mainNS, "http://purl.oclc.org/ooxml/spreadsheetml/main", docNS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
	inStrict := usual(hung(), lan()).bytes()
	for _, part := range []string{"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"} {
		inStrict = repack(inStrict, part, strict.Replace)
	}
	iso := cell{raw: "1980-03-14T00:00:00", kind: "d"}
	return []trouble{
		{file: "export-fractions.csv", about: "a program that made fractions of everything: 99080000017.0 is no number of twelve digits", data: []byte(frame +
			"1,Nguyễn Văn Hùng,1980,999080000017.0,06C,750000,0123456789,MB\n2,Nguyễn Văn Hùng,1980,99080000017.0,06C,750000.0,123456789.0,MB\n3,Trần Thị Lan,1965.0,99012345.0,06C,750000,0123456789,MB\n")},
		{file: "export-unseen-marks.csv", about: "marks nobody sees, as copied from chats and web pages, around numbers and accounts", data: []byte(frame +
			"1,Nguyễn Văn Hùng,1980,\u200e999080000017\u200e,06C,750000,\u202a0123456789\u202c,MB\n2,Trần Thị Lan,\u200b1965,999165\u00ad000025,06C,\u200b750.000,\ufeff0123456789,\u200bMB\n")},
		{file: "export-formula-texts.csv", about: "numbers kept as texts by a formula, as programs do for Excel", data: []byte(frame +
			"1,Nguyễn Văn Hùng,1980,\"=\"\"999080000017\"\"\",06C,750000,\"=\"\"0123456789\"\"\",MB\n2,Trần Thị Lan,1965,=\"999165000025\",06C,750000,=\"0123456789\",MB\n")},
		{file: "export-strict.xlsx", about: "a workbook saved in the strict form of the standard", data: inStrict},
		{file: "export-iso-dates.xlsx", about: "dates written as dates, which the standard allows", data: usual(but(hung(), colBirth, iso)).bytes()},
		{file: "export-text-formulas.xlsx", about: "texts that formulas gave, as lists joined by lookups have them", data: usual(
			but(hung(), colName, cell{raw: "Nguyễn Văn Hùng", kind: "str", formula: `B9&" "&C9`})).bytes()},
		{file: "export-english-head.xlsx", about: "a head in English", data: of(
			row{usualTitle}, row{"No.", "Full name", "Date of birth", "ID number", "Category", "Số tiền"}, row{1, "Nguyễn Văn Hùng", "14/03/1980", "999080000017", "06C", 750000}).bytes()},
	}
}

// habitTroubles are habits of offices.
func habitTroubles() []trouble {
	return []trouble{
		{file: "habit-two-months.xlsx", about: "an amount for each of two months: which one is to be paid, nobody says", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Tháng 6", nil, "Tháng 7", nil},
			row{nil, nil, nil, nil, nil, "Hệ số", "Số tiền", "Hệ số", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "999080000017", "06C", num("1.5"), 540000, num("1.5"), 750000},
		).merged("F2:G2", "H2:I2").bytes()},
		{file: "habit-two-people-a-line.xlsx", about: "two tables side by side: two people on each line", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Số tiền", "STT", "Họ và tên", "Năm sinh", "Đối tượng", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "06C", 750000, 2, "Trần Thị Lan", 1965, "06C", 750000},
		).bytes()},
		{file: "habit-capitals-of-tcvn3.xlsx", about: "small letters that a font of TCVN3 shows as capitals", data: usual(
			but(hung(), colName, typed("nguyÔn v¨n ®øc", ".VnTimeH"))).bytes()},
		{file: "habit-merged-household.xlsx", about: "one account merged over a household: only its first line has it", data: usual(
			but(hung(), colBank, "MB"), but(but(lan(), colAccount, nil), colBank, nil)).merged("G3:G4", "H3:H4").bytes()},
		{file: "habit-blank-line-below-head.xlsx", about: "an empty line, and a line of units, between head and people", data: of(
			row{usualTitle}, usualHead(), row{skip(1)}, row{nil, nil, nil, nil, nil, "(đồng)"}, hung()).bytes()},
		{file: "habit-category-with-words.xlsx", about: "a code and its words in one cell of the category", data: usual(
			but(hung(), colCategory, "06C - Người khuyết tật nặng"), but(lan(), colCategory, "06c."), but(bong(), colCategory, "05A\n")).bytes()},
		{file: "habit-month-in-words.xlsx", about: "dates with the month as a word or as a Roman figure", data: usual(
			but(hung(), colBirth, "14-Mar-80"), but(lan(), colBirth, "25/XII/1965"), but(bong(), colBirth, "3 tháng tư 1938")).bytes()},
		{file: "habit-same-line-twice.xlsx", about: "one line copied: the same person twice, without a number", data: usual(
			but(hung(), colNumber, nil), but(hung(), colNumber, nil)).bytes()},
		{file: "habit-number-in-name.xlsx", about: "the running number typed before the name", data: usual(
			but(but(hung(), colName, "1. Nguyễn Văn Hùng"), 0, nil)).bytes()},
		{file: "habit-sheet-of-the-cut.xlsx", about: "a sheet of people whose payments end, beside the list: nobody on it is paid", data: book{sheets: []tab{
			{name: "Chi trả", rows: []row{{usualTitle}, usualHead(), hung()}},
			{name: "Giảm", rows: []row{{"DANH SÁCH ĐỐI TƯỢNG CẮT GIẢM"}, {"Xã Mây Trắng, tháng 7/2024"}, usualHead(), lan()}},
		}}.bytes()},
		{file: "habit-come-and-gone.xlsx", about: "who goes and who comes in parts of their own: those who go wait, those who come are read", data: usual(
			hung(), row{"B. Đối tượng giảm trong tháng"}, row{nil, "Thôn Đoài"}, lan(), row{"C. Đối tượng tăng mới trong tháng"}, bong()).bytes()},
		{file: "habit-deceased-and-cut.xlsx", about: "people struck off in a part of their own below the list wait: nobody pays them unasked", data: usual(
			hung(), row{nil, "Tổng cộng", nil, nil, nil, 750000}, row{"II. DANH SÁCH CẮT GIẢM"}, but(lan(), colAmount, nil)).bytes()},
	}
}
