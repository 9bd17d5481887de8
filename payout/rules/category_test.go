package rules_test

import (
	"testing"

	"chitra/internal/viet"
	"chitra/payout/rules"
)

func TestCategory(t *testing.T) {
	for text, want := range map[string]string{
		"BTXH-06C": "BTXH-06CD", "btxh-06d": "BTXH-06CD", "BTXH06C": "BTXH-06CD", "06C": "BTXH-06CD", "6C": "BTXH-06CD",
		"Mã 06C": "BTXH-06CD", "BTXH.06A": "BTXH-06AB", "6.1": "BTXH-06AB", "6.2": "BTXH-06CD",
		"BTXH-04": "BTXH-04", "04": "BTXH-04", "4": "BTXH-04", "Khoản 4": "BTXH-04", "khoan 4 Dieu 5": "BTXH-04", "K4": "BTXH-04",
		"BTXH-01A": "BTXH-01", "01B": "BTXH-01", "khoản 1": "BTXH-01", "BTXH-05A2": "BTXH-05A", "5a": "BTXH-05A",
		"điểm c khoản 5": "BTXH-05C", "Khoản 5, điểm c": "BTXH-05C", "5.c": "BTXH-05C", "05C": "BTXH-05C",
		"BTXH-06AB": "BTXH-06AB", "HTXH-A": "HTXH", "Hưu trí xã hội": "HTXH",

		"Người khuyết tật nặng":                         "BTXH-06CD",
		"NGUOI KHUYET TAT NANG":                         "BTXH-06CD",
		"Người khuyết tật đặc biệt nặng":                "BTXH-06AB",
		"nguoi khuyet tat dac biet nang":                "BTXH-06AB",
		"Trẻ em khuyết tật nặng":                        "BTXH-06CD",
		"NKT nặng":                                      "BTXH-06CD",
		"NKT ĐBN":                                       "BTXH-06AB",
		"Khuyết tật (đặc biệt nặng)":                    "BTXH-06AB",
		"06C - Người khuyết tật nặng (16-59)":           "BTXH-06CD",
		"Người khuyết tật nặng (06D)":                   "BTXH-06CD",
		"Khoản 6 - khuyết tật nặng":                     "BTXH-06CD",
		"Khoản 6: NKT đặc biệt nặng":                    "BTXH-06AB",
		"06C/06D":                                       "BTXH-06CD",
		"06C hộ nghèo":                                  "BTXH-06CD",
		"Trẻ mồ côi":                                    "BTXH-01",
		"Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng": "BTXH-01",
		"Trẻ em nhiễm HIV/AIDS thuộc hộ nghèo":          "BTXH-03",
		"Người đơn thân nghèo đang nuôi con":            "BTXH-04",
		"Người đơn thân nghèo/cận nghèo đang nuôi con":  "BTXH-04",
		"Người cao tuổi thuộc hộ nghèo, không có người có nghĩa vụ và quyền": "BTXH-05A",
		"Người từ đủ 80 tuổi trở lên không có lương hưu":                     "BTXH-05C",
		"Nguoi tu du 80 tuoi khong luong huu/BHXH/tro cap khac":              "BTXH-05C",
		"Người cao tuổi được nhận chăm sóc tại cộng đồng":                    "BTXH-05D",
		"Trẻ em dưới 3 tuổi hộ nghèo":                                        "BTXH-07",
		"Người nhiễm HIV":                                                    "BTXH-08",

		"": "", "  ": "", "khoản 6": "", "06": "", "6": "", "khoản 5": "", "5": "", "1": "", "3": "", "61": "", "K6": "",
		"06A/06C": "", "06A - Người khuyết tật nặng": "", "Người khuyết tật nặng (06A)": "", "khoản 4 - khuyết tật nặng": "",
		"Người khuyết tật": "", "nặng": "", "Khuyết tật nhẹ": "", "Khuyết tật nặng, đặc biệt nặng": "",
		"Trẻ mồ côi khuyết tật nặng": "", "Người chăm sóc người khuyết tật đặc biệt nặng": "", "06C - người chăm sóc": "",
		"Hộ gia đình trực tiếp chăm sóc NKT đặc biệt nặng": "", "Mai táng người khuyết tật nặng": "", "Mai táng hưu trí xã hội": "",
		"4 người khuyết tật nặng": "", "BTXH-99": "", "BTXH": "", "Người có công": "", "6.2.1": "",
	} {
		got, ok := rules.Tables().Category(text)
		if got != want || ok != (want != "") {
			t.Errorf("Category(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestEveryFamilyAnswersToItsNameAndCode(t *testing.T) {
	b := rules.Tables()
	for _, f := range b.Families() {
		for _, text := range []string{f.Code, f.Name, viet.Fold(f.Name), f.Code + " - " + f.Name} {
			if got, _ := b.Category(text); got != f.Code {
				t.Errorf("Category(%q) = %q, want %q", text, got, f.Code)
			}
		}
		if b.CategoryName(f.Code) != f.Name || f.Name == "" {
			t.Errorf("CategoryName(%q) = %q", f.Code, b.CategoryName(f.Code))
		}
	}
	if b.CategoryName("BTXH-99") != "" {
		t.Error("an unknown family has a name")
	}
}

func FuzzCategory(f *testing.F) {
	for _, s := range []string{"", "06C", "khoản 6 điểm", "BTXH-", "Người khuyết tật nặng", "0", "\xff\x00", "MA "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b := rules.Tables()
		code, ok := b.Category(text)
		if ok != (b.CategoryName(code) != "") {
			t.Errorf("Category(%q) = %q, %v", text, code, ok)
		}
	})
}
