package beneficiary_test

// The usual list: a title, the columns, people.
const usualTitle = "UBND XÃ MÂY TRẮNG - DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 7 NĂM 2024"

func usualHead() row {
	return row{"STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đối tượng", "Số tiền", "Số tài khoản", "Ngân hàng"}
}

func hung() row {
	return row{1, "Nguyễn Văn Hùng", "14/03/1980", "999080000017", "06C", 750000, "0123456789", "MB"}
}

func lan() row {
	return row{2, "Trần Thị Lan", "25/12/1965", "999165000025", "06C", 750000, "9704229912345", "Vietcombank"}
}

func bong() row {
	return row{3, "Lê Thị Bông", "03/04/1938", "999138000033", "05A", 500000, nil, nil}
}

// but is the row with one column changed.
func but(r row, col int, v any) row {
	r = append(row(nil), r...)
	r[col] = v
	return r
}

// Columns of the usual list.
const (
	colName = iota + 1
	colBirth
	colNumber
	colCategory
	colAmount
	colAccount
	colBank
)

// usual is a list of one sheet under the usual title and head.
func usual(people ...row) book {
	return of(append([]row{{usualTitle}, usualHead()}, people...)...)
}

// of is a book of one sheet.
func of(rows ...row) book { return book{sheets: []tab{{name: "Danh sách", rows: rows}}} }

// merged is the book with ranges of its first sheet merged.
func (b book) merged(ranges ...string) book {
	b.sheets[0].merges = ranges
	return b
}

func layoutTroubles() []trouble {
	return []trouble{
		{file: "layout-template.xlsx", about: "all columns of the template, filled in", data: of(
			row{"UBND XÃ MÂY TRẮNG"},
			row{"STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD/ĐDCN", "Địa chỉ", "Xã/Phường", "Mã/Loại đối tượng", "Hệ số", "Mức", "Truy lĩnh", "Thu hồi", "Tổng tiền", "Số tài khoản", "Ngân hàng", "Chủ tài khoản", "Quan hệ", "Ghi chú"},
			row{1, "Nguyễn Văn Hùng", day(29294), "Nam", "999080000017", "Thôn Đông", "Xã Mây Trắng", "06C", num("1.5"), 750000, 100000, 50000, 800000, "0123456789", "MB", "Trần Thị Lan", "Vợ", "mới"},
		).bytes()},
		{file: "layout-title-block.xlsx", about: "an office's letterhead above the table, signatures below: nobody is made of them", data: of(
			row{"UBND HUYỆN SUỐI TRONG", nil, nil, nil, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
			row{"UBND XÃ MÂY TRẮNG", nil, nil, nil, "Độc lập - Tự do - Hạnh phúc"},
			row{skip(1)},
			row{"DANH SÁCH CHI TRẢ TRỢ CẤP BẢO TRỢ XÃ HỘI THÁNG 7 NĂM 2024"},
			row{"(Kèm theo Quyết định số 12/QĐ-UBND ngày 5 tháng 6 năm 2023 của Chủ tịch UBND huyện)"},
			row{nil, nil, nil, nil, nil, nil, "Đơn vị tính: đồng"},
			usualHead(), hung(), lan(),
			row{nil, "Tổng cộng: 2 người", nil, nil, nil, 1500000},
			row{"Bằng chữ: Một triệu năm trăm nghìn đồng chẵn"},
			row{nil, nil, nil, nil, "Mây Trắng, ngày 5 tháng 7 năm 2024"},
			row{nil, "NGƯỜI LẬP BIỂU", nil, nil, "TM. UỶ BAN NHÂN DÂN XÃ"},
			row{nil, "(Ký, ghi rõ họ tên)", nil, nil, "CHỦ TỊCH"},
			row{skip(3)},
			row{nil, "Phạm Thị Gấm", nil, nil, "Vũ Văn Lụa"},
		).merged("A1:D1", "E1:H1", "A2:D2", "E2:H2", "A4:H4", "A5:H5").bytes()},
		{file: "layout-two-line-header.xlsx", about: "a header of two lines with merged groups", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", nil, "Số định danh cá nhân", "Đối tượng", "Chế độ được hưởng", nil, nil, "Thông tin tài khoản"},
			row{nil, nil, "Nam", "Nữ", nil, nil, "Hệ số", "Mức hưởng", "Tổng tiền", "Chủ tài khoản", "Số tài khoản", "Tên ngân hàng"},
			row{1, "Trần Thị Lan", nil, 1965, "999165000025", "06C", "1,5", "750.000", "750.000", "Trần Thị Lan", "0123 456 789", "Agribank CN Mây"},
			row{2, "Nguyễn Văn Hùng", 1980, nil, "999080000017", "06C", num("1.5"), 750000, 750000},
		).merged("A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:I2", "J2:L2").bytes()},
		{file: "layout-three-line-header.xlsx", about: "a header of three lines, and a line that counts the columns", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đối tượng", "Kinh phí", nil, nil},
			row{nil, nil, nil, nil, nil, "Trợ cấp hằng tháng", nil, "Tổng tiền"},
			row{nil, nil, nil, nil, nil, "Hệ số", "Mức hưởng", nil},
			row{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)=(6)x(7)"},
			row{1, "Nguyễn Văn Hùng", "14/03/1980", "999080000017", "06C", num("1.5"), 750000, 750000},
			row{2, "Trần Thị Lan", "25/12/1965", "999165000025", "06C", num("1.5"), 750000, 750000},
		).merged("A2:A4", "B2:B4", "C2:C4", "D2:D4", "E2:E4", "F2:H2", "F3:G3", "H3:H4").bytes()},
		{file: "layout-page-breaks.xlsx", about: "the header again at each page, with sums of pages and sums carried over", data: of(
			row{usualTitle}, usualHead(), hung(), lan(),
			row{nil, "Cộng trang 1", nil, nil, nil, 1500000},
			usualHead(),
			row{nil, "Trang trước chuyển sang", nil, nil, nil, 1500000},
			bong(),
			row{nil, "Tổng cộng", nil, nil, nil, 2000000},
		).bytes()},
		{file: "layout-page-breaks-two-lines.xlsx", about: "a header of two lines that comes again as two lines", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Chế độ", nil},
			row{nil, nil, nil, nil, nil, "Hệ số", "Thực lĩnh"},
			row{1, "Nguyễn Văn Hùng", 1980, "999080000017", "06C", num("1.5"), 750000},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Chế độ", nil},
			row{nil, nil, nil, nil, nil, "Hệ số", "Thực lĩnh"},
			row{2, "Trần Thị Lan", 1965, "999165000025", "06C", num("1.5"), 750000},
		).merged("F2:G2", "F5:G5").bytes()},
		{file: "layout-other-order.xlsx", about: "columns in another order, with columns that nobody asks for between them", data: of(
			row{usualTitle},
			row{"Ngân hàng", "Dân tộc", "Đối tượng", "Số tiền", "Số CCCD", "Ngày cấp", "Ngày sinh", "Họ và tên", "TT", "Điện thoại", "Số tài khoản"},
			row{"MB", "Kinh", "06C", 750000, "999080000017", "01/02/2022", "14/03/1980", "Nguyễn Văn Hùng", 1, "0900000000", "0123456789"},
		).bytes()},
		{file: "layout-away-from-the-corner.xlsx", about: "a table that begins in column C, row 9", data: book{sheets: []tab{{name: "Danh sách", first: 7, rows: []row{
			{nil, nil, usualTitle}, {skip(1)},
			append(row{nil, nil}, usualHead()...), append(row{nil, nil}, hung()...),
		}}}}.bytes()},
		{file: "layout-bare-head.xlsx", about: "headings without accents, with stars, remarks in brackets and line breaks", data: of(
			row{"xa May Trang, thang 7/2024"},
			row{"Stt", "HO VA TEN (*)", "Ngay\nthang nam\nsinh", "So CCCD (12 so)", "LOAI DOI TUONG *", "So tien (dong)", "So TK", "Ngan hang (chi nhanh)"},
			hung(),
		).bytes()},
		{file: "layout-header-below-row-40.xlsx", about: "a header past the fortieth row is not looked for: the file is refused", data: book{sheets: []tab{{name: "Danh sách", rows: []row{
			{usualTitle}, {skip(44)}, usualHead(), hung(),
		}}}}.bytes()},
		{file: "layout-family-and-given-name.xlsx", about: "family name and given name in columns of their own", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên đệm", "Tên", "Năm sinh", "Số CCCD", "Đối tượng", "Số tiền"},
			row{1, "Nguyễn Văn", "Hùng", 1980, "999080000017", "06C", 750000},
			row{2, "Trần Thị", nil, 1965, "999165000025", "06C", 750000},
		).bytes()},
		{file: "layout-name-over-two-columns.xlsx", about: "one merged heading over family and given name", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", nil, "Năm sinh", "Số CCCD", "Đối tượng", "Số tiền"},
			row{1, "Nguyễn Văn", "Hùng", 1980, "999080000017", "06C", 750000},
		).merged("B2:C2").bytes()},
		{file: "layout-day-month-year-apart.xlsx", about: "day, month and year of birth in three columns, the sex as a cross in one of two", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Ngày tháng năm sinh", nil, nil, "Giới tính", nil, "Số CCCD", "Đối tượng", "Số tiền"},
			row{nil, nil, "Ngày", "Tháng", "Năm", "Nam", "Nữ"},
			row{1, "Nguyễn Văn Hùng", 14, 3, 1980, "x", nil, "999080000017", "06C", 750000},
			row{2, "Trần Thị Lan", nil, nil, 1965, nil, "x", "999165000025", "06C", 750000},
			row{3, "Lê Thị Bông", 31, 2, 1938, "x", "x", "999138000033", "05A", 500000},
		).merged("A2:A3", "B2:B3", "C2:E2", "F2:G2", "H2:H3", "I2:I3", "J2:J3").bytes()},
		{file: "layout-guardian-beside.xlsx", about: "the guardian's name and number beside the child's are not the child's", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Số tiền", "Người giám hộ", nil, nil, "Số tài khoản", "Ngân hàng"},
			row{nil, nil, nil, nil, nil, nil, "Họ và tên", "Số CCCD", "Quan hệ"},
			row{1, "Nguyễn Văn Tí", 2015, "999215000041", "06C", 750000, "Trần Thị Lan", "999165000025", "Mẹ", "0123456789", "MB"},
		).merged("G2:I2").bytes()},
		{file: "layout-two-totals.xlsx", about: "two columns that both are the amount to pay: nobody guesses, the file is refused", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Tổng tiền", "Tổng cộng"},
			row{1, "Nguyễn Văn Hùng", 1980, "999080000017", "06C", 750000, 700000},
		).bytes()},
		{file: "layout-two-names-of-one-thing.xlsx", about: "a column and a lesser one for the same: the better is read, the other told", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Tên đối tượng", "Năm sinh", "Số CCCD", "Đối tượng", "Tổng tiền", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", "Hùng", 1980, "999080000017", "06C", 800000, 750000},
		).bytes()},
		{file: "layout-another-table-below.xlsx", about: "a second table with other columns further down: the file is refused, not half read", data: of(
			row{usualTitle}, usualHead(), hung(), row{skip(1)},
			row{"STT", "Đối tượng", "Họ và tên", "Năm sinh", "Số tiền"},
			row{1, "06C", "Trần Thị Lan", 1965, 750000},
		).bytes()},
		{file: "layout-no-category.xlsx", about: "a list without a column for the category", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "999080000017", 750000},
		).bytes()},
		{file: "layout-no-number-column.xlsx", about: "a list without identity numbers is read and says so once", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "06C", 750000},
			row{2, "Trần Thị Lan", 1965, "06C", 750000},
		).bytes()},
		{file: "layout-commune-column.xlsx", about: "several communes named in a column, none in the title: one list is one commune's", data: of(
			row{"DANH SÁCH CHI TRẢ THÁNG 7 NĂM 2024"},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Xã/Phường", "Đối tượng", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "999080000017", "Xã Mây Trắng", "06C", 750000},
			row{2, "Trần Thị Lan", 1965, "999165000025", "Phường Mây Hồng", "06C", 750000},
		).bytes()},
		{file: "layout-commune-of-a-row.xlsx", about: "a row that names another commune, and one that names none there is", data: of(
			row{usualTitle},
			row{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Xã/Phường", "Đối tượng", "Số tiền"},
			row{1, "Nguyễn Văn Hùng", 1980, "999080000017", "Mây Trắng", "06C", 750000},
			row{2, "Trần Thị Lan", 1965, "999165000025", "Phường Mây Hồng", "06C", 750000},
			row{3, "Lê Thị Bông", 1938, "999138000033", "Xã Mây Xám", "05A", 500000},
		).bytes()},
	}
}
