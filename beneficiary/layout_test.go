package beneficiary

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/money"
	"chitra/internal/sheet"
)

// want is what a layout's first person should come out as.
type seen struct {
	Name, Birth, Sex, Number, Old, Category, Coefficient, Rate, Arrears, Recovery, Total, Account, BIN, Holder, Relation, Commune, Address, Note string
}

func seenOf(r Row) seen {
	s := seen{
		Name: r.Name, Birth: r.Birth.Date.ISO(), Sex: r.Sex.String(), Number: r.PersonalID, Old: r.OldNumber, Category: r.Category,
		Account: r.Account, BIN: r.BankBIN, Holder: r.Holder, Relation: r.Relation, Commune: r.Commune, Address: r.Address, Note: r.Note,
	}
	if r.HasCoefficient {
		s.Coefficient = r.Coefficient.String()
	}
	for _, a := range []struct {
		from money.Amount
		to   *string
	}{{r.Rate, &s.Rate}, {r.Arrears, &s.Arrears}, {r.Recovery, &s.Recovery}, {r.Total, &s.Total}} {
		if a.from.Currency() != "" {
			*a.to = a.from.Digits()
		}
	}
	return s
}

func TestLayouts(t *testing.T) {
	covered := sheet.Cell{Merged: true}
	for name, tc := range map[string]struct {
		rows    []sheet.Row
		want    seen
		taken   int
		skipped map[string]int
	}{
		"the template": {
			rows: lines(
				[]any{"STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD/ĐDCN", "Địa chỉ", "Xã/Phường", "Mã/Loại đối tượng", "Hệ số", "Mức", "Truy lĩnh", "Thu hồi", "Tổng tiền", "Số tài khoản", "Ngân hàng", "Chủ tài khoản", "Quan hệ", "Ghi chú"},
				[]any{num("1"), "Nguyễn Văn Hùng", "14/03/1980", "Nam", "999080123456", "Thôn 1", "Xã Mây Trắng", "06C", num("1.5"), num("750000"), num("100000"), num("50000"), num("800000"), "0123456789", "Vietcombank", "Nguyễn Văn Hùng", "", "mới"},
			),
			want: seen{
				Name: "Nguyễn Văn Hùng", Birth: "1980-03-14", Sex: "M", Number: "999080123456", Category: "06C", Coefficient: "1.5",
				Rate: "750000", Arrears: "100000", Recovery: "50000", Total: "800000", Account: "0123456789", BIN: "970436",
				Holder: "Nguyễn Văn Hùng", Commune: "99001", Address: "Thôn 1", Note: "mới",
			},
			taken: 1,
		},
		"titles above, another order, signatures below": {
			rows: lines(
				[]any{"UBND HUYỆN SUỐI TRONG", nil, nil, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
				[]any{"UBND XÃ MÂY TRẮNG", nil, nil, "Độc lập - Tự do - Hạnh phúc"},
				[]any{},
				[]any{nil, "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 7 NĂM 2024"},
				[]any{nil, "(Kèm theo Quyết định số 12/QĐ-UBND ngày 5 tháng 6 năm 2023)"},
				[]any{"Loại đối tượng", "SỐ TIỀN (đồng)", "Năm sinh", "HỌ VÀ TÊN (*)", "TT"},
				[]any{"(1)", "(2)", "(3)", "(4)", "(5)"},
				[]any{"Người khuyết tật nặng", "750.000", "1980", "NGUYỄN VĂN HÙNG", "1"},
				[]any{"06C", "750,000 đ", num("1981"), "Trần Thị Lan", "2"},
				[]any{},
				[]any{nil, num("1500000"), nil, "Tổng cộng: 2 người"},
				[]any{"Bằng chữ: Một triệu năm trăm nghìn đồng"},
				[]any{nil, "Mây Trắng, ngày 5 tháng 7 năm 2024"},
				[]any{"NGƯỜI LẬP BIỂU", nil, nil, "TM. UBND XÃ"},
				[]any{"(Ký, ghi rõ họ tên)", nil, nil, "CHỦ TỊCH"},
				[]any{"Lê Thị Bông", nil, nil, "Phạm Văn Gấm"},
			),
			want:    seen{Name: "NGUYỄN VĂN HÙNG", Birth: "1980", Category: "06C", Total: "750000", Commune: "99001"},
			taken:   2,
			skipped: map[string]int{WhyColumnNumbers: 1, WhyTotal: 1, WhySignature: 5},
		},
		"two lines of header, merged groups, men and women apart": {
			rows: lines(
				[]any{"Số TT", "Họ và tên", "Năm sinh", covered, "Số định danh cá nhân", "Đối tượng", "Chế độ được hưởng", covered, covered, "Thông tin tài khoản", covered, covered},
				[]any{covered, covered, "Nam", "Nữ", covered, covered, "Hệ số", "Mức hưởng", "Tổng tiền", "Chủ tài khoản", "Số tài khoản", "Tên ngân hàng"},
				[]any{"1", "Trần Thị Lan", nil, "1980", "999180123456", "06C", "1,5", "750.000", "750.000", "Trần Thị Lan", "0123 456 789", "Agribank CN Mây"},
				[]any{"2", "Nguyễn Văn Hùng", "1975", nil, "999075123456", "06C", "1,5", "750.000", "750.000", nil, nil, nil},
			),
			want: seen{
				Name: "Trần Thị Lan", Birth: "1980", Sex: "F", Number: "999180123456", Category: "06C", Coefficient: "1.5", Rate: "750000",
				Total: "750000", Account: "0123456789", BIN: "970405", Holder: "Trần Thị Lan", Commune: "99001",
			},
			taken: 2,
		},
		"two lines of header in a CSV file": {
			rows: lines(
				[]any{"STT", "Họ tên", "Ngày tháng năm sinh", "", "", "Đối tượng", "Giới tính", ""},
				[]any{"", "", "Ngày", "Tháng", "Năm", "", "Nam", "Nữ"},
				[]any{"1", "Trần Thị Lan", "3", "4", "1980", "06C", "", "x"},
			),
			want:  seen{Name: "Trần Thị Lan", Birth: "1980-04-03", Sex: "F", Category: "06C", Commune: "99001"},
			taken: 1,
		},
		"family and given name apart": {
			rows: lines(
				[]any{"STT", "Họ và tên đệm", "Tên", "Năm sinh", "Mã đối tượng"},
				[]any{"1", "Nguyễn Văn", "Hùng", "1980", "06C"},
			),
			want:  seen{Name: "Nguyễn Văn Hùng", Birth: "1980", Category: "06C", Commune: "99001"},
			taken: 1,
		},
		"a heading of the name over two columns": {
			rows: lines(
				[]any{"STT", "Họ và tên", covered, "Năm sinh", "Mã đối tượng"},
				[]any{"1", "Nguyễn Văn", "Hùng", "1980", "06C"},
			),
			want:  seen{Name: "Nguyễn Văn Hùng", Birth: "1980", Category: "06C", Commune: "99001"},
			taken: 1,
		},
		"old number in a column of its own, the guardian's columns beside": {
			rows: lines(
				[]any{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Số CMND", "Đối tượng", "Người giám hộ", covered, covered},
				[]any{covered, covered, covered, covered, covered, covered, "Họ và tên", "Số CCCD", "Quan hệ"},
				[]any{"1", "Nguyễn Văn Hùng", "2015", nil, num("12345678"), "06C", "Trần Thị Lan", "999180123456", "người giám hộ"},
			),
			want:  seen{Name: "Nguyễn Văn Hùng", Birth: "2015", Old: "012345678", Category: "06C", Holder: "Trần Thị Lan", Relation: "người giám hộ", Commune: "99001"},
			taken: 1,
		},
		"pages, groups and subtotals": {
			rows: lines(
				[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền"},
				[]any{"I", "Người khuyết tật", nil, nil, num("1500000")},
				[]any{nil, "Thôn Đông", nil, nil, nil},
				[]any{"1", "Nguyễn Văn Hùng", "1980", "06C", num("750000")},
				[]any{"2", "Trần Thị Lan", "1981", "06C", num("750000")},
				[]any{nil, "Cộng trang 1", nil, nil, num("1500000")},
				[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền"},
				[]any{"II", "Người cao tuổi", nil, nil, nil},
				[]any{"3", "Tống Công Minh", "1931", "05A", num("500000")},
				[]any{nil, nil, nil, nil, num("500000")},
				[]any{nil, "TỔNG CỘNG", nil, nil, num("2000000")},
			),
			want:    seen{Name: "Nguyễn Văn Hùng", Birth: "1980", Category: "06C", Total: "750000", Commune: "99001"},
			taken:   3,
			skipped: map[string]int{WhyHeading: 3, WhyHeader: 1, WhyTotal: 3},
		},
		"the total on top": {
			rows: lines(
				[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền"},
				[]any{nil, "Tổng số", nil, nil, num("1250000")},
				[]any{"1", "Nguyễn Văn Hùng", "1980", "06C", num("750000")},
				[]any{"2", "Trần Thị Lan", "1931", "05A", num("500000")},
			),
			want:    seen{Name: "Nguyễn Văn Hùng", Birth: "1980", Category: "06C", Total: "750000", Commune: "99001"},
			taken:   2,
			skipped: map[string]int{WhyTotal: 1},
		},
		"written in TCVN3, header and all": {
			rows: lines(
				[]any{legacy("DANH S¸CH CHI TR¶")},
				[]any{legacy("Hä vµ tªn"), legacy("N¨m sinh"), legacy("§èi t\u00adîng"), legacy("§Þa chØ")},
				[]any{legacy("NguyÔn V¨n §øc"), "1980", "06C", legacy("Th«n §«ng")},
			),
			want:  seen{Name: "Nguyễn Văn Đức", Birth: "1980", Category: "06C", Commune: "99001", Address: "Thôn Đông"},
			taken: 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := mustRead(t, one(tc.rows), options(t))
			if len(l.Rows) != tc.taken || len(l.Refused) != 0 {
				t.Fatalf("%d taken, %d refused: %v\n%+v", len(l.Rows), len(l.Refused), codes(l), l.Skipped)
			}
			if diff := cmp.Diff(tc.want, seenOf(l.Rows[0])); diff != "" {
				t.Error(diff)
			}
			skipped := map[string]int{}
			for _, s := range l.Skipped {
				skipped[s.Why]++
			}
			if tc.skipped == nil {
				tc.skipped = map[string]int{}
			}
			if diff := cmp.Diff(tc.skipped, skipped); diff != "" {
				t.Errorf("skipped: %s%+v", diff, l.Skipped)
			}
		})
	}
}

// legacy is a text cell in a font of before Unicode.
func legacy(text string) sheet.Cell {
	return sheet.Cell{Text: text, Kind: sheet.Text, Font: ".VnTime"}
}

// A first line that looks like headings is still a person.
func TestThePersonBelowTheHeaderIsNoHeader(t *testing.T) {
	for name, row := range map[string][]any{
		"a village beyond the columns": {"Nguyễn Văn Hùng", nil, "Người khuyết tật nặng", "Nam", "Thôn"},
		"a sex below its heading":      {"Trần Thị Lan", nil, "Người khuyết tật nặng", "Nữ", nil},
	} {
		l := mustRead(t, one(lines([]any{"Họ và tên", "Năm sinh", "Loại đối tượng", "Giới tính"}, row)), options(t))
		if len(l.Refused) != 1 || l.HeaderRow[0] != 1 {
			t.Errorf("%s: %d lines, header to row %d", name, l.Lines, l.HeaderRow[0])
		}
	}
}
