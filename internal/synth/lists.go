package synth

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"chitra/internal/civil"
)

// file is one generated workbook.
type file struct {
	path  string // below lists/, with slashes
	month civil.Month
	book  *book  // until it is packed
	data  []byte // once it is
}

// bytes are the workbook's, packed when they are first asked for.
func (f *file) bytes() ([]byte, error) {
	if f.book != nil {
		data, err := f.book.bytes()
		if err != nil {
			return nil, fmt.Errorf("write list %s: %w", f.path, err)
		}
		f.data, f.book = data, nil
	}
	return f.data, nil
}

// list is one commune's list of one month and series, being written.
type list struct {
	maker   *maker
	layout  *layout
	commune commune
	month   int
	path    string
	book    *book
	rows    []TruthRow
	ordinal int
	entries []*beneficiary
}

// writeList writes a list and notes where each row came to stand.
func (m *maker) writeList(c commune, month int, s series, entries []*beneficiary) (file, []TruthRow) {
	l := &list{
		maker: m, layout: m.layoutAt(c.index), commune: c, month: month, book: newBook(), entries: entries,
		path: path.Join(m.months[month].String(), string(s), slug(c.name)+".xlsx"),
	}
	if l.layout.sheets {
		l.villages()
	} else {
		l.table("Danh sách", "", entries)
	}
	l.sign()
	return file{path: l.path, month: m.months[month], book: l.book}, l.rows
}

// villages writes a sheet for each village that has rows.
func (l *list) villages() {
	byVillage := make([][]*beneficiary, l.commune.villages)
	for _, b := range l.entries {
		v := l.maker.who(b).village
		byVillage[v] = append(byVillage[v], b)
	}
	for v, entries := range byVillage {
		if len(entries) > 0 {
			l.table(l.village(v), l.village(v)+", ", entries)
		}
	}
}

// village is what a part of a commune is called: in town a residential group.
func (l *list) village(i int) string {
	if strings.HasPrefix(l.commune.name, "Xã") {
		return fmt.Sprintf("Thôn %d", i+1)
	}
	return fmt.Sprintf("Tổ dân phố %d", i+1)
}

// table writes one sheet: title, header, rows, totals.
func (l *list) table(sheet, where string, entries []*beneficiary) {
	widths := make([]int, len(l.layout.columns))
	for i, c := range l.layout.columns {
		widths[i] = c.width
	}
	p := l.book.page(sheet, widths)
	l.title(p, where)
	l.header(p)
	var sum int64
	for i, b := range entries {
		if l.layout.pageRows > 0 && i > 0 && i%l.layout.pageRows == 0 {
			p.add(cell{}, textCell(fmt.Sprintf("Cộng trang %d", i/l.layout.pageRows), headLook))
			p.skip()
			l.header(p)
		}
		l.ordinal++
		r := l.maker.record(b, l.month)
		sum += r.total
		row := l.maker.truthRow(b, l.month)
		row.List, row.Sheet, row.Row = l.path, sheet, p.add(l.cells(r)...)
		l.rows = append(l.rows, row)
	}
	if l.layout.totals {
		l.total(p, len(entries), sum)
	}
}

// title writes what stands above the header. The commune is named there,
// except where it has a column of its own.
func (l *list) title(p *page, where string) {
	month := l.maker.months[l.month]
	spelled := fmt.Sprintf("Tháng %02d năm %d", month.Month(), month.Year())
	right := len(l.layout.columns) - 5
	line := func(a, b string) {
		cells := make([]cell, right+1)
		cells[0], cells[right] = textCell(a, titleLook), textCell(b, titleLook)
		p.add(cells...)
	}
	switch l.layout.name {
	case "merged":
		line(strings.ToUpper(l.commune.district), "")
		p.add(textCell("DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP BẢO TRỢ XÃ HỘI", titleLook))
		p.merge(0, p.last, right, p.last)
		p.add(textCell(fmt.Sprintf("%s, %s - %s", l.commune.name, l.commune.district, spelled), titleLook))
		p.merge(0, p.last, right, p.last)
	case "villages":
		p.add(textCell("DANH SÁCH NHẬN TRỢ CẤP XÃ HỘI "+strings.ToUpper(spelled), titleLook))
		p.add(textCell(where+l.commune.name, titleLook))
	case "pages":
		p.add(textCell(fmt.Sprintf("DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI HÀNG THÁNG, THÁNG %d/%d", month.Month(), month.Year()), titleLook))
		p.skip()
	default:
		line("UBND "+strings.ToUpper(l.commune.district), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
		line("UBND "+strings.ToUpper(l.commune.name), "Độc lập - Tự do - Hạnh phúc")
		p.skip()
		p.add(cell{}, textCell("DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI HÀNG THÁNG", titleLook))
		p.add(cell{}, textCell(spelled, titleLook))
		p.skip()
	}
}

// header writes one line of headings, or two with merged groups.
func (l *list) header(p *page) {
	columns := l.layout.columns
	top, low := make([]cell, len(columns)), make([]cell, len(columns))
	for i, c := range columns {
		top[i], low[i] = textCell(c.head, headLook), cell{look: headLook}
		if c.group != "" {
			top[i], low[i] = cell{look: headLook}, textCell(c.head, headLook)
			if i == 0 || columns[i-1].group != c.group {
				top[i].text = c.group
			}
		}
	}
	row := p.add(top...)
	if !l.layout.grouped() {
		return
	}
	p.add(low...)
	for i, c := range columns {
		switch {
		case c.group == "":
			p.merge(i, row, i, row+1)
		case i == 0 || columns[i-1].group != c.group:
			end := i
			for end+1 < len(columns) && columns[end+1].group == c.group {
				end++
			}
			p.merge(i, row, end, row)
		}
	}
}

// total writes the line with the number of people and the sum.
func (l *list) total(p *page, people int, sum int64) {
	cells := make([]cell, len(l.layout.columns))
	for i, c := range l.layout.columns {
		switch c.field {
		case fieldName:
			cells[i] = textCell(fmt.Sprintf("Cộng: %d đối tượng", people), headLook)
		case fieldTotal:
			cells[i] = numberCell(strconv.FormatInt(sum, 10), amountLook)
		}
	}
	p.add(cells...)
}

// sign closes the last sheet.
func (l *list) sign() {
	if len(l.book.pages) == 0 {
		return
	}
	p := l.book.pages[len(l.book.pages)-1]
	right := len(l.layout.columns) - 4
	pair := func(a, b string) {
		cells := make([]cell, right+1)
		cells[1], cells[right] = textCell(a, titleLook), textCell(b, titleLook)
		p.add(cells...)
	}
	p.skip()
	pair("Người lập biểu", "TM. ỦY BAN NHÂN DÂN")
	pair("(Ký, ghi rõ họ tên)", "CHỦ TỊCH")
	p.skip()
	pair("Lê Minh Họa", "Trần Minh Họa")
}

func (l *list) cells(r record) []cell {
	out := make([]cell, len(l.layout.columns))
	for i, c := range l.layout.columns {
		out[i] = l.cell(r, c.field)
	}
	return out
}

func (l *list) cell(r record, f field) cell {
	lay := l.layout
	switch f {
	case fieldOrdinal:
		return numberCell(strconv.Itoa(l.ordinal), numberLook)
	case fieldName:
		if lay.legacy {
			return textCell(l.maker.legacy.encode(r.who.name), legacyLook)
		}
		return textCell(r.who.name, textLook)
	case fieldBirth:
		return lay.birth(r.who)
	case fieldSex:
		if r.female {
			return textCell("Nữ", textLook)
		}
		return textCell("Nam", textLook)
	case fieldID:
		if lay.numbers && !r.who.idText && r.who.id != "" {
			return numberCell(strings.TrimLeft(r.who.id, "0"), numberLook)
		}
		return textCell(r.who.id, textLook)
	case fieldAddress:
		return textCell(l.village(r.village), textLook)
	case fieldCommune:
		return textCell(r.commune, textLook)
	case fieldCategory:
		if lay.codes {
			return textCell(r.category, textLook)
		}
		return textCell(r.text, textLook)
	case fieldCoefficient, fieldRate, fieldArrears, fieldRecovery, fieldTotal:
		return lay.figure(r, f)
	default:
		return textCell(accountText(r, f), textLook)
	}
}

func accountText(r record, f field) string {
	switch f {
	case fieldAccount:
		return r.account.typed
	case fieldBank:
		return r.account.bank
	case fieldHolder:
		return r.account.holder
	case fieldRelation:
		return r.account.relation
	default:
		return r.note
	}
}

// birth writes a date of birth the layout's way.
func (lay *layout) birth(who listed) cell {
	d := who.birth
	switch {
	case who.noBirth:
		return cell{look: textLook}
	case who.yearOnly && lay.wholeDays:
		return numberCell(strconv.Itoa(d.Year()), plainLook)
	case who.yearOnly:
		return textCell(strconv.Itoa(d.Year()), textLook)
	case lay.wholeDays:
		return numberCell(serial(d), dayLook)
	case lay.plainDays:
		return textCell(fmt.Sprintf("%d/%d/%d", d.Day(), d.Month(), d.Year()), textLook)
	default:
		return textCell(fmt.Sprintf("%02d/%02d/%04d", d.Day(), d.Month(), d.Year()), textLook)
	}
}

// serial is the day number of the 1900 calendar, whose day 0 for dates from
// March 1900 on is 30 December 1899.
func serial(d civil.Date) string {
	zero, _ := civil.NewDate(1899, 12, 30)
	days, _ := d.DaysSince(zero)
	return strconv.Itoa(days)
}

// figure writes a coefficient or an amount; what is nil on a list is left
// empty, as clerks do.
func (lay *layout) figure(r record, f field) cell {
	asText := lay.dots || lay.plainDays
	var dong int64
	switch f {
	case fieldCoefficient:
		switch {
		case r.tenths == 0:
			return cell{look: textLook}
		case asText:
			return textCell(coefficient(r.tenths, ","), textLook)
		default:
			return numberCell(strings.TrimSuffix(coefficient(r.tenths, "."), ".0"), textLook)
		}
	case fieldRate:
		dong = r.rate
	case fieldArrears:
		dong = r.arrears
	case fieldRecovery:
		dong = r.recovery
	case fieldTotal:
		if r.wrong != "" {
			return textCell(r.wrong, textLook)
		}
		dong = r.total
	}
	digits := strconv.FormatInt(dong, 10)
	switch {
	case dong == 0:
		return cell{look: amountLook}
	case lay.dots:
		return textCell(dotted(digits), textLook)
	default:
		return numberCell(digits, amountLook)
	}
}

// dotted groups digits by thousands: "1.250.000".
func dotted(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	return dotted(digits[:len(digits)-3]) + "." + digits[len(digits)-3:]
}
