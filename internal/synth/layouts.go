package synth

// field is what a column holds.
type field int

const (
	fieldOrdinal field = iota
	fieldName
	fieldBirth
	fieldSex
	fieldID
	fieldAddress
	fieldCommune
	fieldCategory
	fieldCoefficient
	fieldRate
	fieldArrears
	fieldRecovery
	fieldTotal
	fieldAccount
	fieldBank
	fieldHolder
	fieldRelation
	fieldNote
)

// column is one column of a layout. Columns side by side with the same group
// stand under one merged heading.
type column struct {
	field field
	head  string
	group string
	width int
}

// layout is one of the ways in which communes write their lists.
type layout struct {
	name      string
	columns   []column
	wholeDays bool // dates as serial numbers in date cells
	plainDays bool // 5/3/1950 instead of 05/03/1950
	numbers   bool // identity numbers as numeric cells
	dots      bool // amounts as text, 1.250.000
	codes     bool // categories as codes
	legacy    bool // names in TCVN3, font .VnTime
	sheets    bool // a sheet for each village
	pageRows  int  // the header again after so many rows; 0 never
	totals    bool // count and sum stand at the end
}

func (l *layout) has(f field) bool {
	for _, c := range l.columns {
		if c.field == f {
			return true
		}
	}
	return false
}

// grouped reports whether the header has two lines.
func (l *layout) grouped() bool {
	for _, c := range l.columns {
		if c.group != "" {
			return true
		}
	}
	return false
}

// layoutOf is the layout of the commune that lists the beneficiary. A commune
// keeps its layout from month to month.
func (m *maker) layoutOf(b *beneficiary) *layout { return m.layoutAt(m.who(b).commune) }

// layoutAt hands the layouts out; of 65 communes 17 keep the plain one, 13
// the merged header, 9 villages, 12 pages, 6 numbers, 4 TCVN3, 4 no amounts.
func (m *maker) layoutAt(commune int) *layout {
	if m.cfg.Profile == Clean {
		return &m.layouts[0]
	}
	order := [communes]int{
		0, 1, 2, 3, 4, 0, 1, 2, 3, 0, 1, 5, 3, 0, 1, 2, 6, 0, 3, 1, 4, 0, 1, 2, 3, 0, 3, 5, 1, 0, 4, 2,
		0, 1, 3, 0, 6, 1, 2, 0, 3, 4, 1, 0, 5, 2, 3, 0, 6, 1, 0, 2, 3, 4, 0, 1, 3, 0, 2, 5, 1, 0, 6, 4, 3,
	}
	return &m.layouts[order[commune]]
}

func newLayouts() []layout {
	return []layout{plainLayout(), mergedLayout(), villageLayout(), pagedLayout(), numberLayout(), legacyLayout(), bareLayout()}
}

func plainLayout() layout {
	return layout{name: "plain", codes: true, columns: []column{
		{fieldOrdinal, "STT", "", 5}, {fieldName, "Họ và tên", "", 26}, {fieldBirth, "Ngày sinh", "", 12},
		{fieldSex, "Giới tính", "", 8}, {fieldID, "Số CCCD/ĐDCN", "", 16}, {fieldAddress, "Địa chỉ", "", 18},
		{fieldCategory, "Mã đối tượng", "", 12}, {fieldCoefficient, "Hệ số", "", 7}, {fieldRate, "Mức", "", 12},
		{fieldArrears, "Truy lĩnh", "", 12}, {fieldRecovery, "Thu hồi", "", 12}, {fieldTotal, "Tổng tiền", "", 13},
		{fieldAccount, "Số tài khoản", "", 18}, {fieldBank, "Ngân hàng", "", 22}, {fieldHolder, "Chủ tài khoản", "", 26},
		{fieldRelation, "Quan hệ", "", 14}, {fieldNote, "Ghi chú", "", 16},
	}}
}

func mergedLayout() layout {
	const pay, acct = "Chế độ được hưởng", "Thông tin tài khoản"
	return layout{name: "merged", plainDays: true, totals: true, columns: []column{
		{fieldOrdinal, "TT", "", 5}, {fieldName, "HỌ VÀ TÊN", "", 26}, {fieldSex, "Giới tính", "", 8},
		{fieldBirth, "Ngày, tháng, năm sinh", "", 14}, {fieldID, "Số định danh cá nhân", "", 16},
		{fieldCategory, "Loại đối tượng", "", 40}, {fieldCoefficient, "Hệ số", pay, 7}, {fieldRate, "Mức hưởng", pay, 12},
		{fieldArrears, "Truy lĩnh", pay, 12}, {fieldRecovery, "Thu hồi", pay, 12}, {fieldTotal, "Tổng tiền", pay, 13},
		{fieldHolder, "Chủ tài khoản", acct, 26}, {fieldAccount, "Số tài khoản", acct, 18}, {fieldBank, "Ngân hàng", acct, 30},
		{fieldRelation, "Quan hệ", "", 14}, {fieldAddress, "Địa chỉ", "", 18}, {fieldNote, "Ghi chú", "", 16},
	}}
}

func villageLayout() layout {
	return layout{name: "villages", sheets: true, totals: true, columns: []column{
		{fieldOrdinal, "Số TT", "", 5}, {fieldName, "Họ tên", "", 26}, {fieldID, "Số CCCD", "", 16},
		{fieldBirth, "Ngày tháng năm sinh", "", 14}, {fieldSex, "Giới tính", "", 8}, {fieldCategory, "Đối tượng", "", 40},
		{fieldCoefficient, "Hệ số", "", 7}, {fieldTotal, "Tổng tiền", "", 13}, {fieldBank, "Tên ngân hàng", "", 30},
		{fieldAccount, "Số TK", "", 18}, {fieldHolder, "Tên chủ tài khoản", "", 26}, {fieldRelation, "Quan hệ", "", 14},
		{fieldNote, "Ghi chú", "", 16},
	}}
}

func pagedLayout() layout {
	return layout{name: "pages", dots: true, pageRows: 40, codes: true, columns: []column{
		{fieldOrdinal, "STT", "", 5}, {fieldName, "Họ và tên", "", 26}, {fieldBirth, "Năm sinh", "", 12},
		{fieldSex, "Giới tính", "", 8}, {fieldID, "Số CCCD", "", 16}, {fieldCommune, "Xã/Phường", "", 18},
		{fieldAddress, "Địa chỉ", "", 18}, {fieldCategory, "Loại đối tượng", "", 12}, {fieldCoefficient, "Hệ số", "", 7},
		{fieldRate, "Mức trợ cấp", "", 12}, {fieldArrears, "Truy lĩnh", "", 12}, {fieldRecovery, "Thu hồi", "", 12},
		{fieldTotal, "Tổng số tiền", "", 13}, {fieldAccount, "Số tài khoản", "", 18}, {fieldBank, "Ngân hàng", "", 30},
		{fieldHolder, "Chủ tài khoản", "", 26}, {fieldRelation, "Quan hệ", "", 14}, {fieldNote, "Ghi chú", "", 16},
	}}
}

func numberLayout() layout {
	l := plainLayout()
	l.name, l.wholeDays, l.numbers, l.codes = "numbers", true, true, false
	return l
}

func legacyLayout() layout {
	return layout{name: "legacy", legacy: true, columns: []column{
		{fieldOrdinal, "STT", "", 5}, {fieldName, "Họ và tên", "", 26}, {fieldSex, "Giới tính", "", 8},
		{fieldBirth, "Ngày sinh", "", 12}, {fieldAddress, "Địa chỉ", "", 18}, {fieldID, "Số CCCD/ĐDCN", "", 16},
		{fieldCategory, "Loại đối tượng", "", 40}, {fieldCoefficient, "Hệ số", "", 7}, {fieldRate, "Mức", "", 12},
		{fieldTotal, "Tổng tiền", "", 13}, {fieldBank, "Ngân hàng", "", 30}, {fieldAccount, "Số tài khoản", "", 18},
		{fieldHolder, "Chủ tài khoản", "", 26}, {fieldRelation, "Quan hệ", "", 14}, {fieldNote, "Ghi chú", "", 16},
	}}
}

func bareLayout() layout {
	return layout{name: "bare", codes: true, columns: []column{
		{fieldOrdinal, "STT", "", 5}, {fieldID, "Số CCCD/ĐDCN", "", 16}, {fieldName, "Họ và tên", "", 26},
		{fieldBirth, "Ngày sinh", "", 12}, {fieldSex, "Giới tính", "", 8}, {fieldCategory, "Mã đối tượng", "", 12},
		{fieldCoefficient, "Hệ số", "", 7}, {fieldAddress, "Địa chỉ", "", 18}, {fieldAccount, "Số tài khoản", "", 18},
		{fieldBank, "Ngân hàng", "", 30}, {fieldHolder, "Chủ tài khoản", "", 26}, {fieldRelation, "Quan hệ", "", 14},
		{fieldNote, "Ghi chú", "", 16},
	}}
}
