package synth

import (
	"chitra/internal/civil"
	"chitra/internal/money"
)

// monthlyRate is the mức chuẩn from 1/7/2024, in đồng (NĐ 76/2024).
const monthlyRate = 500_000

// band is one rule of a family: who of which age gets how many tenths of the
// rate (NĐ 20/2021 Điều 6.1).
type band struct {
	code   string
	from   int // completed years, inclusive
	to     int // exclusive; 0 is no end
	tenths int
}

// family is a kind of beneficiary; which band pays is decided by age.
type family struct {
	text  string // as written on lists
	bands []band
}

// Families by number.
const (
	orphan = iota
	singleParent
	poorElderly
	uplandElderly
	over80
	adopted
	mostSevere
	severe
	poorInfant
)

func families() []family {
	return []family{
		orphan:       {"Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng", []band{{"BTXH-01A", 0, 4, 25}, {"BTXH-01B", 4, 16, 15}}},
		singleParent: {"Người đơn thân nghèo/cận nghèo đang nuôi con", []band{{"BTXH-04", 18, 60, 10}}},
		poorElderly: {"Người cao tuổi hộ nghèo không có người phụng dưỡng",
			[]band{{"BTXH-05A1", 60, 80, 15}, {"BTXH-05A2", 80, 0, 20}}},
		uplandElderly: {"Người cao tuổi 75-80 hộ nghèo/cận nghèo vùng DTTS&MN đặc biệt khó khăn", []band{{"BTXH-05B", 75, 80, 10}}},
		over80:        {"Người từ đủ 80 tuổi không lương hưu/BHXH/trợ cấp khác", []band{{"BTXH-05C", 80, 0, 10}}},
		adopted: {"Người cao tuổi hộ nghèo đủ điều kiện vào cơ sở nhưng có người nhận nuôi tại cộng đồng",
			[]band{{"BTXH-05D", 60, 0, 30}}},
		mostSevere: {"Người khuyết tật đặc biệt nặng", []band{{"BTXH-06B", 0, 16, 25}, {"BTXH-06A", 16, 60, 20}, {"BTXH-06B", 60, 0, 25}}},
		severe:     {"Người khuyết tật nặng", []band{{"BTXH-06D", 0, 16, 20}, {"BTXH-06C", 16, 60, 15}, {"BTXH-06D", 60, 0, 20}}},
		poorInfant: {"Trẻ em dưới 3 tuổi hộ nghèo/cận nghèo vùng DTTS&MN đặc biệt khó khăn", []band{{"BTXH-07", 0, 3, 15}}},
	}
}

// bandIn is the band that pays in a month: age counts on the month's last
// day, so that the month of a birthday is paid by the new age.
func (f family) bandIn(birth civil.Date, month civil.Month) (band, bool) {
	age, ok := civil.CompletedYears(birth, month.Last())
	if !ok {
		return band{}, false
	}
	for _, b := range f.bands {
		if age >= b.from && (b.to == 0 || age < b.to) {
			return b, true
		}
	}
	return band{}, false
}

// monthly is what the band pays for so many units; tenths of the rate are
// whole đồng.
func (b band) monthly(units int) money.Amount {
	return money.Dong(monthlyRate / 10 * int64(b.tenths) * int64(units))
}

// share is one kind of beneficiary in the mix: out of a thousand, so many of
// this family in this band of ages.
type share struct {
	perMille int
	family   int
	from, to int
}

// mix is how beneficiaries are made up; its mean, 1.35 times the rate, is
// what puts a quarter of the default size near 33.2 billion đồng.
func mix() []share {
	return []share{
		{390, over80, 80, 100}, {110, uplandElderly, 75, 80}, {235, severe, 16, 60}, {30, severe, 4, 16}, {58, severe, 60, 90},
		{55, mostSevere, 16, 60}, {10, mostSevere, 3, 16}, {20, mostSevere, 60, 88}, {18, poorElderly, 60, 80},
		{5, poorElderly, 80, 96}, {2, adopted, 65, 92}, {34, singleParent, 20, 52}, {3, orphan, 0, 4}, {14, orphan, 4, 16},
		{16, poorInfant, 0, 3},
	}
}
