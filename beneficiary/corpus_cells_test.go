package beneficiary_test

// birthTroubles are about dates of birth.
func birthTroubles() []trouble {
	births := func(dates ...any) []byte { return birthBook(dates...).bytes() }
	of1904 := birthBook(day(27832), day(22639))
	of1904.date1904 = true
	return []trouble{
		{file: "birth-serials-1900.xlsx", about: "dates as Excel keeps them, counted from 1900", data: births(day(29294), day(24101), shown("13973", "d-mmm-yy"), shown("29294.5", `[$-42A]dd "tháng" mm "năm" yyyy`))},
		{file: "birth-serials-1904.xlsx", about: "dates of a workbook that counts from 1904", data: of1904.bytes()},
		{file: "birth-orders-of-text.xlsx", about: "dates as texts in every order that says what it is", data: births(
			"14/03/1980", "1980-03-14", "14-3-1980", "14.03.1980", "Ngày 14 tháng 3 năm 1980", "14031980", "1980/3/14", "14 / 3 / 1980", "1980-03-14 00:00:00")},
		{file: "birth-year-only.xlsx", about: "only the year, or month and year, is known", data: births(1938, "1938", "Năm 1938", "04/1938", "00/00/1938", "--/--/1938", "00/04/1938")},
		{file: "birth-month-first.xlsx", about: "a column written month first, as its days past 12 show", data: births("03/14/1980", "12/25/1965", "04/03/1938")},
		{file: "birth-open-order.xlsx", about: "dates that can be read both ways, and nothing in the column settles it", data: births("03/04/1938", "05/06/1980")},
		{file: "birth-half-swapped.xlsx", about: "Excel took what it could for month first and left the rest as text", data: births(day(29283), "25/12/1965", day(14035))},
		{file: "birth-two-digit-year.xlsx", about: "years of two digits: settled by the number or by the calendar, else open", data: usual(
			but(hung(), colBirth, "14/03/80"), but(lan(), colBirth, "25/12/65"), but(but(bong(), colBirth, "03/04/15"), colNumber, "999215000033")).bytes()},
		{file: "birth-two-digit-open.xlsx", about: "a year of two digits that fits both centuries, of people without a number", data: usual(
			but(but(hung(), colBirth, "14/03/15"), colNumber, nil), but(but(lan(), colBirth, "25/12/65"), colNumber, nil)).bytes()},
		{file: "birth-cannot-be.xlsx", about: "days that the calendar does not have, or the future, or too long ago", data: births(
			"31/02/1980", "29/02/1981", "14/03/2080", "14/03/1780", "khoảng 1950", "?", "14/13/1980", true1904())},
		{file: "birth-year-in-a-day-cell.xlsx", about: "a year typed into a cell that shows days looks like 1905", data: births(shown("1938", "dd/mm/yyyy"))},
		{file: "birth-serial-without-format.xlsx", about: "a date whose format was lost and that shows as 29294", data: births(29294)},
	}
}

// true1904 is a truth value where a date should be.
func true1904() cell { return cell{raw: "1", kind: "b"} }

// birthBook has a person for each date of birth, and no column for numbers.
func birthBook(dates ...any) book {
	rows := []row{{usualTitle}, {"STT", "Họ và tên", "Ngày sinh", "Đối tượng", "Số tiền"}}
	for i, d := range dates {
		rows = append(rows, row{i + 1, "Nguyễn Văn Hùng", d, "06C", 750000})
	}
	return of(rows...)
}

// amountTroubles are about money.
func amountTroubles() []trouble {
	amounts := func(values ...any) []byte {
		var people []row
		for i, v := range values {
			people = append(people, row{i + 1, "Nguyễn Văn Hùng", 1980, numberFrom(i), "06C", v})
		}
		return usual(people...).bytes()
	}
	return []trouble{
		{file: "amount-writings.xlsx", about: "the same amount as people write it", data: amounts(
			1250000, "1250000", "1.250.000", "1,250,000", "1250000 đ", "1.250.000đ", "1.250.000 đồng", "1 250 000", "1.250.000 VNĐ", "1\u00a0250\u00a0000")},
		{file: "amount-nearly.xlsx", about: "noughts behind a comma, an apostrophe, a minus sign: the line waits with a proposal", data: amounts(
			"1.250.000,00", "1,250,000.00", "'1250000", "-750.000", "1.250,000.00")},
		{file: "amount-odd-numbers.xlsx", about: "numbers as the file has them: with an exponent, with the noise of fractions", data: amounts(
			num("1.25E+6"), num("1250000.0000000002"), num("1249999.9999999998"), num("1250000.0"))},
		{file: "amount-point-or-group.xlsx", about: "a point before three digits parts thousands, as it does here; before two it parts nothing", data: amounts(
			"1.250", "12.500", "1.25", "12.50")},
		{file: "amount-not-whole.xlsx", about: "amounts that no đồng can be: each line waits", data: amounts(
			num("1250000.5"), "-750000", num("-750000"), "750000?", "750.00", "1.250.00", "750 nghìn", "hai triệu", "1.25 triệu")},
		{file: "amount-disguised.xlsx", about: "cells that show another number than they hold, or none", data: amounts(
			shown("750000", "#,##0,"), shown("7500", "0%"), shown("750000", `#,##0"000"`), shown("750000", ";;;"), shown("750000", "#,##0"), shown("750000", `#,##0\ "₫"`))},
		{file: "amount-none.xlsx", about: "no amount, a dash, a nought", data: amounts(nil, "-", "–", 0, "0")},
		{file: "amount-with-note.xlsx", about: "a note behind the amount, within its cell", data: amounts("750.000 (truy lĩnh T6)", "750000 x 2", "1.500.000 - 750.000")},
		{file: "amount-total-differs.xlsx", about: "a total that is not rate + arrears − recovery", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Hệ số", "Mức hưởng", "Truy lĩnh", "Thu hồi", "Tổng tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "999080000017", "06C", "1,5", 750000, 250000, 100000, 900000},
			row{2, "Trần Thị Lan", 1965, "999165000025", "06C", num("1.5"), 750000, 250000, nil, 750000},
			row{3, "Lê Thị Bông", 1938, "999138000033", "05A", "một", 500000, nil, nil, 500000},
		).bytes()},
		{file: "amount-formulas.xlsx", about: "formulas with the value that was saved, one whose value nobody saved, one in error", data: usual(
			but(hung(), colAmount, worked("500000*1.5", "750000")), but(lan(), colAmount, worked("500000*1.5", "")),
			but(bong(), colAmount, cell{formula: "VLOOKUP(E5,X:Y,2,0)", raw: "#N/A", kind: "e"})).bytes()},
		{file: "amount-cells-in-error.xlsx", about: "errors in cells: of what matters they refuse the line, of the rest they do not", data: usual(
			but(hung(), colName, failed("#REF!")), but(lan(), colBank, failed("#N/A")), but(bong(), colNumber, failed("#VALUE!"))).bytes()},
		{file: "amount-thousands-in-title.xlsx", about: "amounts in thousands, as the title says", data: of(
			row{usualTitle}, row{"Đơn vị tính: 1.000 đồng"}, usualHead(), but(hung(), colAmount, 750)).bytes()},
		{file: "amount-millions-in-head.xlsx", about: "amounts in millions, as the column's heading says", data: of(
			row{usualTitle}, but(usualHead(), colAmount, "Số tiền (triệu đồng)"), but(hung(), colAmount, num("0.75"))).bytes()},
	}
}

// numberFrom is a made-up number of somebody born in 1980, another for each i.
func numberFrom(i int) string {
	return "9990800" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + "0" + string(rune('0'+i%7)) + string(rune('0'+(i*3)%10))
}
