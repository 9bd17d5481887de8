package synth

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/money"

	"github.com/xuri/excelize/v2"
)

// A cash list, as a desk knows it: head, headings, one row a payee, sums.
const (
	deskSheet = "Danh sach chi tien mat"
	deskTitle = "DANH SÁCH CHI TRẢ BẰNG TIỀN MẶT"
	deskDay   = "Ngày chi: "
	deskCount = "Số người"
	deskSum   = "Tổng số tiền"
)

// The headings that a desk looks for.
const (
	deskOrdinal   = "STT"
	deskName      = "Họ và tên người nhận"
	deskIdentity  = "Số CCCD/ĐDCN"
	deskAmount    = "Số tiền (đồng)"
	deskResult    = "Kết quả"
	deskCollected = "Ngày nhận"
	deskNote      = "Ghi chú"
	deskReference = "Mã lệnh chi"
)

// The words a desk writes.
const (
	wordCollected = "Đã nhận"
	wordAbsent    = "Chưa nhận"
)

// Of a hundred payees, how many have not come, how many have not come and somebody
// told the desk why, and how many the desk has not got to; all others have collected.
const (
	deskAbsent    = 5
	deskExplained = 3
	deskBlank     = 4
)

// deskDays is over how many days a desk pays, the pay day counted.
const deskDays = 6

// deskReasons are why somebody has not come, as clerks note it.
func deskReasons() []string {
	return []string{"đi vắng", "đang nằm viện", "ốm, hẹn tuần sau", "đã chuyển đi nơi khác"}
}

// deskSays is what a desk writes into a line.
type deskSays struct {
	result string
	day    civil.Date
	dated  bool // typed as a date, not as a text
	note   string
}

// saysOf is what a desk says of a payment by a day: the same for the same seed and
// reference, whatever else stands on the list. Nobody collects before the pay day,
// and what is still to come is not said.
func saysOf(seed uint64, reference string, payOn, today civil.Date, second bool) deskSays {
	h := fnv.New64a()
	// Writing to a hash never fails.
	_, _ = fmt.Fprintf(h, "%d\x00%s", seed, reference)
	n := h.Sum64()
	lot, rest := n%100, n/100
	day := payOn.AddDays(int(rest % deskDays))
	switch {
	case today.Compare(payOn) < 0:
		return deskSays{}
	case lot < deskAbsent:
		return deskSays{result: wordAbsent}
	case lot < deskAbsent+deskExplained:
		reasons := deskReasons()
		return deskSays{result: wordAbsent, note: reasons[rest%uint64(len(reasons))]}
	case lot < deskAbsent+deskExplained+deskBlank && !second, today.Compare(day) < 0:
		return deskSays{}
	}
	return deskSays{result: wordCollected, day: day, dated: rest/deskDays%4 == 0}
}

// deskList is one list on a desk's table.
type deskList struct {
	name    string
	book    *excelize.File
	columns map[string]int // by heading, from 1
	payOn   civil.Date
	lines   []deskLine
}

// deskLine is one payee.
type deskLine struct {
	row       int
	reference string
	identity  string
	name      string
	amount    money.Amount
	result    string // what stands there already
}

// isList tells a cash list by the name of its sheet.
func isList(data []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	text, err := fs.ReadFile(z, "xl/workbook.xml")
	return err == nil && bytes.Contains(text, []byte(`name="`+deskSheet+`"`))
}

// openList reads a cash list.
func openList(path string, data []byte) (*deskList, error) {
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	name := orderName(path)
	for _, end := range []string{".desk-1", ".desk-2"} {
		name = strings.TrimSuffix(name, end)
	}
	l := &deskList{name: name, book: book, columns: map[string]int{}}
	if err := l.read(); err != nil {
		return nil, errors.Join(err, book.Close())
	}
	return l, nil
}

// read reads head, lines and sums as a careful clerk does.
func (l *deskList) read() error {
	rows, err := l.book.GetRows(deskSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == deskOrdinal })
	if at < 0 || cellOf(rows[0], 2) != deskTitle {
		return errors.New("no title or no headings of a cash list")
	}
	for i, heading := range rows[at] {
		l.columns[heading] = i + 1
	}
	for _, heading := range []string{deskName, deskIdentity, deskAmount, deskResult, deskCollected, deskNote, deskReference} {
		if l.columns[heading] == 0 {
			return fmt.Errorf("no column %q", heading)
		}
	}
	for i, row := range rows[at+1:] {
		if cellOf(row, 1) == "" {
			break
		}
		if err := l.readLine(row, at+2+i); err != nil {
			return fmt.Errorf("row %d: %w", at+2+i, err)
		}
	}
	return l.readHead(rows[:at])
}

func cellOf(row []string, column int) string {
	if column > len(row) {
		return ""
	}
	return row[column-1]
}

func (l *deskList) readLine(row []string, number int) error {
	of := func(heading string) string { return cellOf(row, l.columns[heading]) }
	amount, err := money.ParsePlain(of(deskAmount), money.VND)
	kind, failed := l.book.GetCellType(deskSheet, columnName(l.columns[deskIdentity]-1)+strconv.Itoa(number))
	x := deskLine{row: number, reference: of(deskReference), identity: of(deskIdentity), name: of(deskName), amount: amount, result: of(deskResult)}
	switch {
	case err != nil || amount.Sign() <= 0:
		return fmt.Errorf("amount %q", of(deskAmount))
	case failed != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString || len(x.identity) != 12 && len(x.identity) != 9:
		return errors.New("the identity number is no text of 12 or 9 digits")
	case cellOf(row, 1) != strconv.Itoa(len(l.lines)+1):
		return fmt.Errorf("ordinal %q, want %d", cellOf(row, 1), len(l.lines)+1)
	case x.name == "" || x.reference == "":
		return errors.New("no name or no reference")
	}
	l.lines = append(l.lines, x)
	return nil
}

// readHead finds the pay day and holds count and sum against the lines.
func (l *deskList) readHead(rows [][]string) (err error) {
	sum := money.Dong(0)
	for _, x := range l.lines {
		if sum, err = sum.Add(x.amount); err != nil {
			return err
		}
	}
	want := map[string]string{deskCount: strconv.Itoa(len(l.lines)), deskSum: sum.Digits()}
	for _, row := range rows {
		for i, text := range row {
			if stated, ok := want[text]; ok && cellOf(row, i+2) == stated {
				delete(want, text)
			}
			if day, ok := strings.CutPrefix(text, deskDay); ok {
				parts := strings.Split(day, "/")
				slices.Reverse(parts)
				if l.payOn, err = civil.ParseISO(strings.Join(parts, "-")); err != nil {
					return fmt.Errorf("pay day: %w", err)
				}
			}
		}
	}
	if len(want) > 0 || len(l.lines) == 0 || l.payOn.Precision() != civil.Day {
		return errors.New("count, sum or pay day is not stated, or not that of the lines")
	}
	return nil
}

// fill writes the results into the lines that have none.
func (l *deskList) fill(o AnswerOptions) ([]byte, error) {
	for _, x := range l.lines {
		if x.result != "" {
			continue
		}
		if err := l.say(x.row, saysOf(o.Seed, x.reference, l.payOn, civil.DateOf(o.At), o.Stage == Later)); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err := l.book.Write(&out)
	return out.Bytes(), err
}

func (l *deskList) say(row int, s deskSays) error {
	at := func(heading string) string { return columnName(l.columns[heading]-1) + strconv.Itoa(row) }
	var err error
	if s.result != "" {
		err = l.book.SetCellStr(deskSheet, at(deskResult), s.result)
	}
	if s.note != "" {
		err = errors.Join(err, l.book.SetCellStr(deskSheet, at(deskNote), s.note))
	}
	switch {
	case s.day.IsZero():
	case s.dated:
		err = errors.Join(err, l.date(at(deskCollected), s.day))
	default:
		err = errors.Join(err, l.book.SetCellStr(deskSheet, at(deskCollected), s.day.String()))
	}
	return err
}

// date makes a cell a date, as a program does where somebody types one.
func (l *deskList) date(cell string, d civil.Date) error {
	epoch, err := civil.NewDate(1899, 12, 30)
	if err != nil {
		return err
	}
	days, _ := d.DaysSince(epoch)
	id, err := l.book.GetCellStyle(deskSheet, cell)
	if err != nil {
		return err
	}
	style, err := l.book.GetStyle(id)
	if err != nil {
		return err
	}
	const shown = "dd/mm/yyyy"
	code := shown
	style.NumFmt, style.CustomNumFmt = 0, &code
	if id, err = l.book.NewStyle(style); err != nil {
		return err
	}
	return errors.Join(l.book.SetCellStyle(deskSheet, cell, cell, id), l.book.SetCellInt(deskSheet, cell, int64(days)))
}

// filledList is a list with the desk's results in it.
type filledList struct {
	name string
	data []byte
}

// takeList reads a list, tells what should not have come, and fills it in.
func (c *clerk) takeList(path string, data []byte) error {
	l, err := openList(path, data)
	if err != nil {
		return err
	}
	defer l.book.Close()
	name := l.name + ".desk-1.xlsx"
	if c.opts.Stage == Later {
		name = l.name + ".desk-2.xlsx"
	}
	if c.names[l.name] {
		return errors.New("there is another file of this name")
	}
	c.names[l.name] = true
	month := c.opts.Month
	if month.IsZero() {
		month = civil.MonthOf(l.payOn)
	}
	for i, x := range l.lines {
		if fault := c.findPerson(month, x); fault != "" {
			c.report.Faults = append(c.report.Faults, Fault{File: l.name, Line: i + 1, Reference: x.reference, Code: fault})
		}
	}
	if data, err = l.fill(c.opts); err != nil {
		return err
	}
	c.report.Lines += len(l.lines)
	c.lists = append(c.lists, filledList{name, data})
	return nil
}

// findPerson looks up by identity number who is to be paid by hand: what is due,
// as often as it is due, and not to whom a bank pays it.
func (c *clerk) findPerson(month civil.Month, x deskLine) (fault string) {
	rows := c.bank.persons[month][x.identity]
	if len(rows) == 0 {
		return FaultUnknownPayee
	}
	due := slices.DeleteFunc(slices.Clone(rows), func(r *TruthRow) bool { return r.Amount.Sign() <= 0 })
	open := slices.DeleteFunc(slices.Clone(due), func(r *TruthRow) bool { return c.dealt[r] })
	switch {
	case len(due) == 0:
		return FaultNotDue
	case len(open) == 0:
		return FaultPaidAgain
	}
	at := slices.IndexFunc(open, func(r *TruthRow) bool { return r.Amount == x.amount })
	if at < 0 {
		at, fault = 0, FaultAmountDiffers
	}
	if c.dealt[open[at]] = true; open[at].BankOutcome == string(OutcomePaid) {
		return FaultBankPays
	}
	return fault
}
