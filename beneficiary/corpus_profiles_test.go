package beneficiary_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chitra/beneficiary"
)

// profilesFolder holds layouts, and beside each a workbook laid out so and what
// is read of it.
const profilesFolder = "../testdata/layouts"

// laidOut are the workbooks of the layouts there, by the layout's name.
func laidOut() map[string]trouble {
	title, heads := row{usualTitle}, row{"Số TT", "Người thụ hưởng", "Sinh năm", nil, "Giấy tờ", "Được cấp", "Ký nhận"}
	below := row{nil, nil, "Nam", "Nữ"}
	merges := []string{"C4:D4"}
	return map[string]trouble{
		"moi-dien-mot-trang": {about: "a sheet for each category, a cover with totals, amounts in thousands", data: book{sheets: []tab{
			{name: "Bìa", rows: []row{title, {"Đơn vị tính: nghìn đồng"}, {"Tổng số người", nil, 4}, {"Tổng số tiền", nil, num("2500")}}},
			{name: "Diện người cao tuổi", merges: merges, rows: []row{title, {"ĐVT: nghìn đồng"}, {}, heads, below,
				{nil, "Tổ dân phố số 1"},
				{1, "Lê Thị Bông", nil, 1938, "999138000033", 500, nil, "0123456789", "MB"},
				{2, "Đỗ Văn Mây", 1940, nil, "999040000041", 500},
				{nil, "Cộng", nil, nil, nil, 1000}}},
			{name: "Diện khuyết tật", merges: merges, rows: []row{title, {"ĐVT: nghìn đồng"}, {}, heads, below,
				{1, "Nguyễn Văn Hùng", 1980, nil, "999080000017", 750, nil, "9704229912345", "Vietcombank"},
				{2, "Trần Thị Lan", nil, "?", "999165000025", 750}}},
			{name: "Ghi chú", rows: []row{{"Hỏi lại tổ 2", "trước ngày 5"}}},
		}}.bytes()},
		"xuat-tu-phan-mem": {about: "an export with short headings and dates month first", data: of(
			row{"STT", "HT_DEM", "TEN_GOI", "NGAY_S", "SO_GTTT", "MA_DT", "XA_QL", "TIEN_TC", "TIEN_CHI", "NGUOI_NHAP"},
			row{1, "Nguyễn Văn", "Hùng", "03/04/1980", "999080000017", "06C", "Xã Mây Trắng", 750000, 750000, "ntl"},
			row{2, "Trần Thị", "Lan", "12/25/1965", "999165000025", "06C", "Xã Mây Trắng", 750000, 750000, "ntl"},
			row{3, "Lê Thị", "Bông", "25/12/1938", "999138000033", "05A", "Xã Mây Trắng", 500000, 500000, "ntl"},
			row{nil, "Cuối tệp", nil, nil, nil, nil, nil, nil, 2000000},
		).bytes()},
	}
}

// TestProfiles reads the workbook of every layout with it, and holds what comes
// out against what a person has looked at.
func TestProfiles(t *testing.T) {
	profiles, err := filepath.Glob(filepath.Join(profilesFolder, "*.yaml"))
	if err != nil || len(profiles) != len(laidOut()) {
		t.Fatalf("%d layouts, %d workbooks, %v", len(profiles), len(laidOut()), err)
	}
	for _, path := range profiles {
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			layout, err := beneficiary.ParseLayout(text)
			if err != nil || layout.Name != name {
				t.Fatalf("%v, %v", layout, err)
			}
			tr := laidOut()[name]
			holdIn(t, profilesFolder, name+".xlsx", tr.data)
			holdIn(t, profilesFolder, name+".xlsx.json", encode(t, readTrouble(t, tr, tr.data, layout)))
			if without := readTrouble(t, tr, tr.data, nil); without.Refusal == nil {
				t.Errorf("the workbook of %s needs no layout", name)
			}
		})
	}
}

// The guide for staff shows a whole layout: it is one that is read here.
func TestTheGuideShowsALayoutThatIsRead(t *testing.T) {
	guide, err := os.ReadFile("../docs/guides/bo-cuc-danh-sach.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(profilesFolder, "moi-dien-mot-trang.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(guide, text) {
		t.Error("the guide's layout is not testdata/layouts/moi-dien-mot-trang.yaml")
	}
	for _, f := range beneficiary.Fields() {
		if !bytes.Contains(guide, []byte("`"+f.Key()+"`")) {
			t.Errorf("the guide does not name the field %s", f)
		}
	}
}
