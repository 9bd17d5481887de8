package beneficiary_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// human is a line of a list as a person means it.
type human struct {
	name, sex, number, category, account, bank, holder string
	born                                               time.Time
	tenths, rate                                       int // coefficient and đồng
}

func humans() []human {
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	return []human{
		{"Nguyễn Văn Hùng", "Nam", "999080000017", "06C", "0123456789", "MB", "Nguyễn Văn Hùng", day(1980, 3, 14), 15, 750_000},
		{"Trần Thị Thuý", "Nữ", "999165000025", "06C", "9704229912345", "Vietcombank", "", day(1965, 12, 25), 15, 750_000},
		{"Lê Đức Quyền", "Nam", "999038000033", "05A", "", "", "", day(1938, 4, 3), 20, 1_000_000},
		{"Đỗ Thị Ngọc Ước", "Nữ", "999140000041", "05A", "0123456787", "Agribank", "", day(1940, 1, 29), 20, 1_000_000},
		{"Hoàng Nghĩa", "Nam", "999075000058", "06C", "0123456786", "BIDV", "Phạm Thị Hoà", day(1975, 10, 10), 15, 750_000},
	}
}

// writing is one way to put the same people into a file.
type writing struct {
	form     string // xlsx, inline, utf-8, bom, utf-16, 1258
	date1904 bool
	days     string // serial, text, or text in the ISO order
	numbers  string // plain, points, commas, spelled
	nfd      bool   // marks apart from their letters
	twoLines bool   // a header of two lines
	titles   []string
	heads    []string // of the columns of layouts, in their order
	columns  []int    // which of them stands where
	lines    []int    // who stands where
}

// headings are spellings of the columns, each in the same order.
func headings() [][]string {
	return [][]string{
		{"Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD/ĐDCN", "Mã/Loại đối tượng", "Hệ số", "Mức", "Tổng tiền", "Số tài khoản", "Ngân hàng", "Chủ tài khoản"},
		{"HỌ TÊN", "Ngày tháng năm sinh", "Nam/Nữ", "Số định danh cá nhân", "Đối tượng", "Hệ số trợ cấp", "Mức hưởng", "Thành tiền", "STK", "Tên ngân hàng", "Tên chủ TK"},
		{"Họ, chữ đệm và tên khai sinh", "NTNS", "Phái", "Căn cước công dân", "Diện hưởng", "HS", "Trợ cấp hằng tháng", "Thực nhận", "Tài khoản", "NH", "Chủ TK"},
	}
}

func (w writing) cells(h human) []any {
	serial := int(h.born.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()) / 24
	if w.date1904 {
		serial -= 1462
	}
	born := any(day(serial))
	switch w.days {
	case "text":
		born = h.born.Format("02/01/2006")
	case "iso":
		born = h.born.Format("2006-01-02")
	}
	text := func(s string) any {
		if w.nfd {
			return norm.NFD.String(s)
		}
		return s
	}
	return []any{text(h.name), born, text(h.sex), h.number, h.category, w.coefficient(h.tenths), w.amount(h.rate), w.amount(h.rate),
		h.account, h.bank, text(h.holder)}
}

func (w writing) coefficient(tenths int) any {
	switch w.numbers {
	case "points", "spelled":
		return fmt.Sprintf("%d,%d", tenths/10, tenths%10)
	case "commas":
		return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
	}
	return num(fmt.Sprintf("%d.%d", tenths/10, tenths%10))
}

func (w writing) amount(dong int) any {
	grouped := func(mark string) string {
		s := fmt.Sprint(dong)
		for i := len(s) - 3; i > 0; i -= 3 {
			s = s[:i] + mark + s[i:]
		}
		return s
	}
	switch w.numbers {
	case "points":
		return grouped(".")
	case "commas":
		return grouped(",")
	case "spelled":
		return grouped(".") + " đ"
	}
	return dong
}

// rows are the sheet: titles, header, people.
func (w writing) rows() []row {
	var rows []row
	for _, title := range w.titles {
		rows = append(rows, row{title})
	}
	pick := func(values []any) row {
		out := make(row, len(w.columns))
		for at, from := range w.columns {
			out[at] = values[from]
		}
		return out
	}
	heads := make([]any, len(w.heads))
	for i, h := range w.heads {
		heads[i] = h
		if w.nfd {
			heads[i] = norm.NFD.String(h)
		}
	}
	rows = append(rows, pick(heads))
	if w.twoLines {
		rows = append(rows, slices.Repeat(row{nil}, len(w.columns)))
		for i := range w.columns {
			rows[len(rows)-1][i] = fmt.Sprintf("(%d)", i+1)
		}
	}
	all := humans()
	for _, i := range w.lines {
		rows = append(rows, pick(w.cells(all[i])))
	}
	return rows
}

// bytes writes the file.
func (w writing) bytes() []byte {
	if w.form == "xlsx" || w.form == "inline" {
		b := of(w.rows()...)
		b.date1904, b.inline = w.date1904, w.form == "inline"
		return b.bytes()
	}
	var out bytes.Buffer
	c := csv.NewWriter(&out)
	c.Comma = ';'
	for _, r := range w.rows() {
		record := make([]string, len(w.columns))
		for i, v := range r {
			switch v := v.(type) {
			case nil:
			case cell:
				record[i] = v.raw
			default:
				record[i] = fmt.Sprint(v)
			}
		}
		if err := c.Write(record); err != nil {
			panic(err)
		}
	}
	c.Flush()
	switch w.form {
	case "bom":
		return append([]byte("\xEF\xBB\xBF"), out.Bytes()...)
	case "utf-16":
		return wide("\ufeff" + out.String())
	case "1258":
		return inWindows1258(out.String())
	}
	return out.Bytes()
}

// inWindows1258 writes letters of the code page, and tones behind those it does
// not have with them.
func inWindows1258(s string) []byte {
	encoder := charmap.Windows1258.NewEncoder()
	var out []byte
	for _, r := range norm.NFC.String(s) {
		whole, err := encoder.String(string(r))
		if err != nil {
			parts := []rune(norm.NFD.String(string(r)))
			letter, tones := string(parts[0]), ""
			for _, mark := range parts[1:] {
				if strings.ContainsRune("\u0302\u0306\u031b", mark) {
					letter = norm.NFC.String(letter + string(mark))
				} else {
					tones += string(mark)
				}
			}
			if whole, err = encoder.String(letter + tones); err != nil {
				panic(err)
			}
		}
		out = append(out, whole...)
	}
	return out
}

func drawWriting(t *rapid.T) writing {
	w := writing{
		form:     rapid.SampledFrom([]string{"xlsx", "inline", "utf-8", "bom", "utf-16", "1258"}).Draw(t, "form"),
		days:     rapid.SampledFrom([]string{"serial", "text", "iso"}).Draw(t, "days"),
		numbers:  rapid.SampledFrom([]string{"plain", "points", "commas", "spelled"}).Draw(t, "numbers"),
		date1904: rapid.Bool().Draw(t, "1904"), nfd: rapid.Bool().Draw(t, "nfd"), twoLines: rapid.Bool().Draw(t, "two lines"),
		titles: rapid.SampledFrom([][]string{
			{usualTitle},
			{"UBND HUYỆN SUỐI TRONG", "UBND XÃ MÂY TRẮNG", "", "DANH SÁCH CHI TRẢ THÁNG 7 NĂM 2024"},
			{"Mã xã: 99001", "Kỳ chi trả 07/2024"},
		}).Draw(t, "titles"),
		heads: rapid.SampledFrom(headings()).Draw(t, "heads"),
	}
	if w.form != "xlsx" && w.form != "inline" {
		w.date1904 = false
		if w.days == "serial" {
			w.days = "text" // a text file has no cells of days
		}
	}
	if w.form == "1258" {
		w.nfd = false // the code page says itself which marks stand apart
	}
	numbers := make([]int, len(w.heads))
	for i := range numbers {
		numbers[i] = i
	}
	w.columns = rapid.Permutation(numbers).Draw(t, "columns")
	w.lines = rapid.Permutation(numbers[:len(humans())]).Draw(t, "lines")
	return w
}

// TestTheSamePeopleHoweverWritten: layout, columns, lines, encoding, dates and
// the locale of numbers change nothing of who is read, nor of their keys.
func TestTheSamePeopleHoweverWritten(t *testing.T) {
	plain := writing{form: "xlsx", days: "text", titles: []string{usualTitle}, heads: headings()[0],
		columns: []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, lines: []int{0, 1, 2, 3, 4}}
	want := peopleOf(t, plain)
	if len(want) != len(humans()) {
		t.Fatalf("%d people", len(want))
	}
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWriting(rt)
		if diff := cmp.Diff(want, peopleOf(rt, w)); diff != "" {
			rt.Fatalf("%+v\n%s", w, diff)
		}
	})
}

// failing is what tests and properties have in common.
type failing interface {
	Helper()
	Fatalf(format string, args ...any)
}

// peopleOf is who is read, by key, without where they stand.
func peopleOf(t failing, w writing) map[string]string {
	t.Helper()
	l, err := readList(t, w.bytes(), "")
	if err != nil {
		t.Fatalf("%+v: %v", w, err)
	}
	if len(l.Refused) > 0 || len(l.Issues) > 0 || l.Commune != "99001" {
		t.Fatalf("%+v: commune %s, refused %v, issues %+v", w, l.Commune, l.Refused, l.Issues)
	}
	out := map[string]string{}
	for i := range l.Rows {
		r := takenOf(&l.Rows[i])
		r.Sheet, r.Line, r.Ordinal = "", 0, ""
		out[l.Rows[i].Key] = fmt.Sprintf("%s %+v", l.Rows[i].PersonKey, r)
	}
	return out
}
