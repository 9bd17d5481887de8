package synth

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

const (
	communes     = 65
	firstCode    = 99001
	merged       = 20 // communes that follow on 1/7/2025
	provinceCode = "999"
	provinceName = "Tỉnh Minh Họa"
	lastOldDay   = "2025-06-30"
	firstNewDay  = "2025-07-01"
)

// commune is one of the province's communes as of before 1/7/2025.
type commune struct {
	index    int
	code     string
	name     string // "Xã Minh Lạc"
	district string
	villages int
}

func placeNames() []string {
	firsts := strings.Fields("An Bình Đông Tây Nam Minh Tân Phú Hòa Thạnh Vĩnh Long Xuân")
	seconds := strings.Fields("Lạc Khê Trạch Thượng Lĩnh")
	var names []string
	for _, second := range seconds {
		for _, first := range firsts {
			names = append(names, first+" "+second)
		}
	}
	return names
}

func districts() []string {
	return []string{"Thành phố Minh Họa", "Huyện Suối Trong", "Huyện Đồi Xanh", "Huyện Sông Lặng", "Huyện Rừng Thưa",
		"Huyện Bãi Cát", "Huyện Hồ Sen", "Huyện Núi Mây"}
}

func newCommunes() []commune {
	all := make([]commune, communes)
	names, towns := placeNames(), districts()
	for i := range all {
		kind := "Xã "
		switch {
		case i%8 == 0:
			kind = "Phường "
		case i%13 == 7:
			kind = "Thị trấn "
		}
		all[i] = commune{
			index: i, code: fmt.Sprint(firstCode + i), name: kind + names[i],
			district: towns[i%len(towns)], villages: 4 + i%5,
		}
	}
	return all
}

// successor is the commune that takes i over on 1/7/2025.
func successor(i int) int { return i * merged / communes }

func writePlaces(w io.Writer, all []commune) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"commune_code", "commune_name", "province_code", "province_name", "district_name", "valid_from", "valid_to", "successors"}}
	for _, c := range all {
		next := fmt.Sprint(firstCode + communes + successor(c.index))
		rows = append(rows, []string{c.code, c.name, provinceCode, provinceName, c.district, "2004-01-01", lastOldDay, next})
	}
	for i := range merged {
		// A merged commune keeps the name of the first one that went into it.
		from := (i*communes + merged - 1) / merged
		name := "Xã " + placeNames()[from]
		rows = append(rows, []string{fmt.Sprint(firstCode + communes + i), name, provinceCode, provinceName, "", firstNewDay, "", ""})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write communes: %w", err)
	}
	return nil
}
