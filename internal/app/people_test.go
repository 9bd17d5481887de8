package app_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"strings"

	"chitra/internal/app"
	"chitra/internal/civil"
)

// person is somebody made up, as the registry knows them and as a list that is
// right would write them.
type person struct {
	number, name, birth, sex, commune string
	status, died, old                 string // of the registry
	line                              listLine
}

// listLine is what a list says of its account and its amount.
type listLine struct {
	category, coefficient, total    string
	account, bank, holder, relation string
}

// severe pays 750,000 đồng in July 2024, grave 1,000,000.
const (
	severe = "06C"
	grave  = "06A"

	severeAmount = 750_000
	graveAmount  = 1_000_000
)

// everybody are twenty people between 24 and 59, ten a commune, each with an
// account at one of three banks. No two are alike enough to be taken for each
// other.
func everybody() []person {
	names := []string{"Nguyễn Thị Hòa", "Trần Văn Bình", "Lê Thị Cúc", "Phạm Văn Dũng", "Hoàng Thị Én", "Phan Văn Giang", "Vũ Thị Hạnh",
		"Đặng Văn Ích", "Bùi Thị Khánh", "Đỗ Văn Lâm", "Hồ Thị Mận", "Ngô Văn Năm", "Dương Thị Oanh", "Lý Văn Phúc", "Mai Thị Quế",
		"Đinh Văn Rồng", "Trịnh Thị Sen", "Cao Văn Tấn", "Lương Thị Uyên", "Tạ Văn Vịnh"}
	banks := []string{"Agribank", "MB", "Vietcombank"}
	all := make([]person, len(names))
	for i, name := range names {
		sex, code, year := "Nữ", "1", 1966+i
		if i%2 == 1 {
			sex, code = "Nam", "0"
		}
		commune := commune1
		if i >= len(names)/2 {
			commune = commune2
		}
		all[i] = person{number: fmt.Sprintf("999%s%02d%06d", code, year%100, 104729*(i+1)%1_000_000), name: name,
			birth: fmt.Sprintf("%d-%02d-%02d", year, i%12+1, i+2), sex: sex, commune: commune, status: "alive",
			line: listLine{category: severe, total: "750000", account: fmt.Sprintf("99900000%03d", i), bank: banks[i%len(banks)], holder: name}}
	}
	return all
}

// with is the same person with another line on the list.
func (p person) with(change func(*listLine)) person {
	change(&p.line)
	return p
}

// graver is the same person in a category that pays more.
func (p person) graver() person {
	return p.with(func(l *listLine) { l.category, l.total = grave, "1000000" })
}

// lines are the rows of a list that is right.
func lines(people ...person) [][]string {
	rows := [][]string{{"STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Xã", "Đối tượng", "Hệ số", "Tổng tiền",
		"Số tài khoản", "Ngân hàng", "Chủ tài khoản", "Quan hệ"}}
	for i, p := range people {
		y, m, d := p.birth[:4], p.birth[5:7], p.birth[8:]
		rows = append(rows, []string{fmt.Sprint(i + 1), p.name, d + "/" + m + "/" + y, p.sex, p.number, p.commune, p.line.category,
			p.line.coefficient, p.line.total, p.line.account, p.line.bank, p.line.holder, p.line.relation})
	}
	return rows
}

func csvOf(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows) // into memory
	return b.Bytes()
}

// listOf is the file of a list of one commune.
func listOf(people ...person) []byte { return csvOf(lines(people...)) }

// registry loads a snapshot of the people, as of the day the clock shows.
func (w *world) registry(people ...person) app.RegistryLoad {
	w.Helper()
	out, err := w.loadRegistry(snapshot(people...))
	w.must(err)
	return out
}

func (w *world) loadRegistry(data []byte) (app.RegistryLoad, error) {
	sum := sha256.Sum256(data)
	return w.as(maker).LoadRegistry(w.ctx, "registry.csv", hex.EncodeToString(sum[:]), civil.DateOf(w.clock()), bytes.NewReader(data))
}

// snapshot is the registry's file.
func snapshot(people ...person) []byte {
	rows := [][]string{strings.Split("personal_id,full_name,date_of_birth,sex,commune_code,status,died_on,old_ids,household", ",")}
	for _, p := range people {
		rows = append(rows, []string{p.number, p.name, p.birth, p.sex, p.commune, p.status, p.died, p.old, ""})
	}
	return csvOf(rows)
}
