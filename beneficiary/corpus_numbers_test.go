package beneficiary_test

// numberTroubles are about identity numbers.
func numberTroubles() []trouble {
	return []trouble{
		{file: "number-lost-zeros.xlsx", about: "numbers kept as numbers lost the nought in front, which is put back", data: usual(
			but(hung(), colNumber, num("99080000017")), but(lan(), colNumber, num("99165000025")), bong()).bytes()},
		{file: "number-lost-zero-as-text.xlsx", about: "texts of eleven digits that begin with no place there is: the nought is proposed, not put back", data: usual(
			but(hung(), colNumber, "99080000017"), but(lan(), colNumber, "99080000017")).bytes()},
		{file: "number-as-exponent.xlsx", about: "a number that shows as 9.9908E+11 is whole as a number, and lost as a text", data: usual(
			but(hung(), colNumber, num("9.99080000017E+11")), but(lan(), colNumber, "9.99165E+11"), but(bong(), colNumber, "9,99138E+11")).bytes()},
		{file: "number-letters-for-digits.xlsx", about: "O for 0 and l for 1: nobody corrects it unasked, the reading is proposed", data: usual(
			but(hung(), colNumber, "99908OOOOO17"), but(lan(), colNumber, "999l65000025"), but(bong(), colNumber, "９９９138000033")).bytes()},
		{file: "number-with-separators.xlsx", about: "blanks, dots, dashes and an apostrophe within the number", data: usual(
			but(hung(), colNumber, "999 080 000 017"), but(lan(), colNumber, "'999165000025"), but(bong(), colNumber, "999.138.000.033"),
			but(but(hung(), colNumber, "\u00a0999080000041\u00a0"), 0, 4)).bytes()},
		{file: "number-old-ones.xlsx", about: "old numbers of nine digits, as text and as a number that lost its nought", data: usual(
			but(hung(), colNumber, "999012345"), but(lan(), colNumber, num("99012345"))).bytes()},
		{file: "number-old-in-own-column.xlsx", about: "old and new numbers in columns of their own", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Số CMND cũ", "Đối tượng", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "999080000017", "999012345", "06C", 750000},
			row{2, "Trần Thị Lan", 1965, nil, "999012346", "06C", 750000},
			row{3, "Lê Thị Bông", 1938, nil, nil, "05A", 500000},
		).bytes()},
		{file: "number-malformed.xlsx", about: "too short, too long, two in one cell, a word: each line waits", data: usual(
			but(hung(), colNumber, "99908000001"), but(lan(), colNumber, "9991650000251"), but(bong(), colNumber, "chưa có"),
			but(but(hung(), colNumber, "999080000041; 999165000042"), 0, 4)).bytes()},
		{file: "number-missing.xlsx", about: "nothing, a dash, noughts: the line is read and a person tells who it is", data: usual(
			but(hung(), colNumber, nil), but(lan(), colNumber, "-"), but(bong(), colNumber, "000000000000")).bytes()},
		{file: "number-against-sex-and-year.xlsx", about: "numbers that say another sex or another year of birth than the line", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Giới tính", "Số CCCD", "Đối tượng", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "Nữ", "999080000017", "06C", 750000},
			row{2, "Trần Thị Lan", 1956, "Nữ", "999165000025", "06C", 750000},
			row{3, "Lê Thị Bông", 1938, "khác", "999138000033", "05A", 500000},
		).bytes()},
		{file: "number-of-no-place.xlsx", about: "a number whose first three digits are no place's", data: usual(
			but(hung(), colNumber, "998080000017")).bytes()},
		{file: "number-pulled-down.xlsx", about: "a cell pulled down: numbers that rise by one", data: usual(
			but(hung(), colNumber, "999080000017"), but(hung(), colNumber, "999080000018"), but(hung(), colNumber, "999080000019"), but(hung(), colNumber, "999080000020")).bytes()},
	}
}

// textTroubles are about how names and other texts are typed.
func textTroubles() []trouble {
	names := func(values ...any) []byte {
		var people []row
		for i, v := range values {
			people = append(people, row{i + 1, v, 1980, numberFrom(i), "06C", 750000})
		}
		return usual(people...).bytes()
	}
	const tcvn3, vni = ".VnTime", "VNI-Times"
	return []trouble{
		{file: "text-tcvn3.xlsx", about: "a list typed in a font of TCVN3, head and all", data: of(
			row{typed("UBND X· M©y Tr¾ng - th¸ng 7 n¨m 2024", tcvn3)},
			row{"STT", typed("Hä vµ tªn", tcvn3), typed("N¨m sinh", tcvn3), "CCCD", typed("§èi t\u00adîng", tcvn3), typed("Sè tiÒn", tcvn3), typed("§Þa chØ", tcvn3)},
			row{1, typed("NguyÔn V¨n §øc", tcvn3), 1980, "999080000017", "06C", 750000, typed("Th«n §«ng", tcvn3)},
			row{2, typed("TrÇn ThÞ Lan", tcvn3), 1965, "999165000025", "06C", 750000, typed("Th«n §oµi", tcvn3)},
		).bytes()},
		{file: "text-vni.xlsx", about: "names typed in a font of VNI", data: names(
			typed("Nguyeãn Vaên Huøng", vni), typed("Traàn Thò Lan", vni), typed("Leâ Thò Boâng", vni))},
		{file: "text-tcvn3-without-font.xlsx", about: "TCVN3 in a cell whose font no longer says so: what is sure is read, what is not is asked", data: names(
			"NguyÔn V¨n §øc", "TrÇn ThÞ Lan", "Lª V¨n An", "Nguyễn Văn Hùng")},
		{file: "text-decomposed.xlsx", about: "letters and marks apart (NFD), as Macs and phones write them, in head, names and places", data: of(
			row{"UBND xa\u0303 Ma\u0302y Tra\u0306\u0301ng, tha\u0301ng 7 na\u0306m 2024"},
			row{"STT", "Ho\u0323 va\u0300 te\u0302n", "Na\u0306m sinh", "So\u0302\u0301 CCCD", "\u0110o\u0302\u0301i tu\u031bo\u031b\u0323ng", "So\u0302\u0301 tie\u0302\u0300n"},
			row{1, "Nguye\u0302\u0303n Va\u0306n Hu\u0300ng", 1980, "999080000017", "06C", 750000},
		).bytes()},
		{file: "text-odd-spaces.xlsx", about: "blanks of every kind around and within names, line breaks, marks nobody sees", data: names(
			"  Nguyễn  Văn   Hùng ", "Trần\u00a0Thị\u00a0Lan", "\ufeffLê\u200b Thị Bông", "Phạm\tThị\nGấm", "Vũ Văn\r\nLụa")},
		{file: "text-unusual-names.xlsx", about: "names of one syllable, with digits, with a remark: read, and asked about", data: names(
			"Hùng", "Nguyễn Văn Hùng 1", "Trần Thị Lan (con ông Bình)", "H'Hen Niê", "Nguyễn Văn A, Nguyễn Văn B", "NGUYỄN VĂN HÙNG", "nguyễn văn hùng", "Y Bhăm Ê-ban")},
		{file: "text-no-names.xlsx", about: "a number, a truth value or dashes where the name should be", data: names(123456, true1904(), "---", "Trần Thị Lan")},
		{file: "text-formula-injection.xlsx", about: "texts that a spreadsheet would run if they were written out unguarded", data: names(
			`=HYPERLINK("http://example.invalid","Lan")`, "+84900000000 Lan", "@SUM(A1:A9)", "-1+1|cmd")},
		{file: "text-rich.xlsx", about: "names in several runs of formatting, and characters that XML writes as references", data: names(
			cell{kind: "s", rich: []string{"Nguyễn ", "Văn ", "Hùng"}}, `Trần Thị "Lan" & con`)},
		{file: "text-categories.xlsx", about: "categories by code, by number and by name; an unknown one and none", data: usual(
			but(hung(), colCategory, num("6.2")), but(lan(), colCategory, "người khuyết tật nặng"), but(bong(), colCategory, " 05a "),
			but(but(hung(), colCategory, "Hộ nghèo"), 0, 4), but(but(hung(), colCategory, "-"), 0, 5)).bytes()},
	}
}

// accountTroubles are about accounts and banks.
func accountTroubles() []trouble {
	return []trouble{
		{file: "account-as-exponent.xlsx", about: "accounts that show as 9.7E+12: whole as a number, lost as a text", data: usual(
			but(hung(), colAccount, num("9.704229912345E+12")), but(lan(), colAccount, "9.70423E+12"), but(bong(), colAccount, "9,70423E+12")).bytes()},
		{file: "account-as-number.xlsx", about: "accounts kept as numbers: one may have lost its nought, one its last digits", data: usual(
			but(hung(), colAccount, num("123456789")), but(lan(), colAccount, num("1234567890123456789")), but(bong(), colAccount, num("1.23456789012345678E+18"))).bytes()},
		{file: "account-with-separators.xlsx", about: "accounts with blanks, dots and dashes, as on the card", data: usual(
			but(hung(), colAccount, "0123 456 789"), but(lan(), colAccount, "9704.2299.12345"), but(but(bong(), colAccount, "'0123-456-789"), colBank, "MB")).bytes()},
		{file: "account-malformed.xlsx", about: "what is no account: a name, two accounts, too few digits", data: usual(
			but(hung(), colAccount, "Nguyễn Văn Hùng"), but(lan(), colAccount, "0123456789/9876543210"), but(but(bong(), colAccount, "12"), colBank, "MB")).bytes()},
		{file: "account-without-bank.xlsx", about: "an account without its bank, a bank without an account, no account", data: usual(
			but(hung(), colBank, nil), but(lan(), colAccount, nil), bong()).bytes()},
		{file: "account-banks.xlsx", about: "banks by short name, long name, branch and error", data: usual(
			but(hung(), colBank, "Agribank CN huyện Suối Trong"), but(lan(), colBank, "NH TMCP Ngoại thương Việt Nam"),
			but(but(bong(), colAccount, "0123456789"), colBank, "Ngân hàng Mây"), but(but(hung(), colBank, "NHNo&PTNT"), 0, 4)).bytes()},
		{file: "account-bank-in-the-cell.xlsx", about: "bank and account in one cell: letters of the bank are not made part of the number", data: usual(
			but(but(bong(), colAccount, "STK: 0123456789 (Agribank CN Mây)"), colBank, nil), but(but(but(bong(), colAccount, "19AB 0345 6789"), colBank, "MB"), 0, 4),
			but(but(hung(), colAccount, "0123456789 - MB"), colBank, nil), but(but(lan(), colAccount, "VCB 9704229912345"), colBank, nil)).bytes()},
	}
}

// controlTroubles are about the totals that a list states of itself.
func controlTroubles() []trouble {
	return []trouble{
		{file: "control-agrees.xlsx", about: "count and sum at the end agree with the lines", data: usual(
			hung(), lan(), bong(), row{nil, "Tổng cộng: 3 người", nil, nil, nil, "2.000.000 đ"}).bytes()},
		{file: "control-sum-differs.xlsx", about: "the sum at the end is not that of the lines: the list waits", data: usual(
			hung(), lan(), bong(), row{nil, "Tổng cộng", nil, nil, nil, 2750000}).bytes()},
		{file: "control-count-differs.xlsx", about: "the count at the end is not that of the lines: the list waits", data: usual(
			hung(), lan(), bong(), row{nil, "Tổng cộng: 4 người", nil, nil, nil, 2000000}).bytes()},
		{file: "control-count-in-the-ending.xlsx", about: "the ending below the table says how many people there are, and it is another number: the list waits", data: usual(
			hung(), lan(), bong(), row{"Ấn định danh sách này có 4 người, số tiền 2.000.000 đồng"}).bytes()},
		{file: "control-ending-agrees.xlsx", about: "a total, and an ending that says the same in a sentence", data: usual(
			hung(), lan(), bong(), row{nil, "Tổng cộng", nil, nil, nil, 2000000}, row{"Danh sách này có 3 người, tổng số tiền: 2.000.000 đồng (hai triệu đồng)."}).bytes()},
		{file: "control-sum-in-the-ending.xlsx", about: "the ending below the table names another sum: the list waits", data: usual(
			hung(), lan(), bong(), row{"Danh sách gồm 3 người với số tiền là 2.100.000đ"}).bytes()},
		{file: "control-ending-of-pages.xlsx", about: "an ending that counts pages counts no people", data: usual(
			hung(), lan(), bong(), row{"Danh sách này có 02 trang, mỗi người ký nhận số tiền của mình"}).bytes()},
		{file: "control-sum-of-a-bad-line.xlsx", about: "a total that cannot be checked, for one line's amount cannot be read", data: usual(
			hung(), but(lan(), colAmount, "bảy trăm năm mươi"), row{nil, "Tổng cộng", nil, nil, nil, 1500000}).bytes()},
		{file: "control-formula-unsaved.xlsx", about: "a total whose value nobody saved", data: usual(
			hung(), lan(), row{nil, "Tổng cộng", nil, nil, nil, worked("SUM(F3:F4)", "")}).bytes()},
		{file: "control-stale-formula.xlsx", about: "a saved total that is older than the lines: the list waits", data: usual(
			hung(), lan(), row{nil, "Tổng cộng", nil, nil, nil, worked("SUM(F3:F4)", "1490000")}).bytes()},
	}
}
