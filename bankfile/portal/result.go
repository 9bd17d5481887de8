package portal

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// ReadResult reads a bank's result workbook, of any profile that comes with the
// program. Its format is the layout's name, "mb-result-2026". A table that no
// layout knows gives one error, a *FileError with CodeNotResult; a damaged file
// ends the answers with an error, and what came before counts for nothing.
func ReadResult(t sheet.Table) (bankfile.Info, iter.Seq2[bankfile.Answer, error]) {
	set, err := Profiles()
	if err != nil {
		return bankfile.Info{Count: -1}, failAnswer(err)
	}
	return set.ReadResult(t)
}

// DetectResult says which layout a table is a result of.
func DetectResult(t sheet.Table) (layout string, ok bool) {
	set, err := Profiles()
	if err != nil {
		return "", false
	}
	r, err := set.find(t)
	if err != nil {
		return "", false
	}
	return r.header.layout.Name, true
}

// ReadResult is the function of that name for the profiles of the set.
func (s *Set) ReadResult(t sheet.Table) (bankfile.Info, iter.Seq2[bankfile.Answer, error]) {
	r, err := s.find(t)
	if err != nil {
		return bankfile.Info{Count: -1}, failAnswer(err)
	}
	return r.info, r.answers
}

func failAnswer(err error) iter.Seq2[bankfile.Answer, error] {
	return func(yield func(bankfile.Answer, error) bool) { yield(bankfile.Answer{}, err) }
}

// result is a result workbook whose header has been found.
type result struct {
	table  sheet.Table
	sheet  sheet.SheetInfo
	header *header
	info   bankfile.Info
	whole  bool // what the banner states is obligatory and exact
}

// dayIn reads the day in a cell: text, or a date as a workbook keeps it.
func (r *result) dayIn(c sheet.Cell) civil.Date {
	if c.Kind != sheet.Date {
		return dayOf(viet.Compose(c.Text))
	}
	whole, _, _ := strings.Cut(c.Text, ".")
	serial, err := strconv.Atoi(whole)
	if err != nil {
		return civil.Date{}
	}
	day, _ := civil.FromSerial(serial, r.table.Date1904()) // the zero date for none
	return day
}

// dayOf reads a day; what is none is the zero date.
func dayOf(text string) civil.Date {
	if day, err := civil.ParseISO(text); err == nil && day.Precision() == civil.Day {
		return day
	}
	text = strings.NewReplacer(".", "/", "-", "/").Replace(text)
	day, month, found := strings.Cut(text, "/")
	month, year, more := strings.Cut(month, "/")
	if !found || !more || len(year) != 4 || len(day) > 2 || len(month) > 2 {
		return civil.Date{}
	}
	iso := year + "-" + ("0" + month)[len(month)-1:] + "-" + ("0" + day)[len(day)-1:]
	if date, err := civil.ParseISO(iso); err == nil && date.Precision() == civil.Day {
		return date
	}
	return civil.Date{}
}

// find looks for a header on every visible sheet. Two sheets with one are
// ambiguous and refused.
func (s *Set) find(t sheet.Table) (*result, error) {
	var found *result
	var near nearest
	for _, info := range t.Sheets() {
		if info.Hidden != sheet.Visible {
			continue
		}
		r, err := s.findOn(t, info, &near)
		if err != nil {
			return nil, err
		}
		if r != nil && found != nil {
			return nil, &FileError{Sheet: info.Name, Row: r.header.row, Column: "A", Code: CodeAmbiguous, Value: found.sheet.Name}
		}
		if r != nil {
			found = r
		}
	}
	if found == nil {
		return nil, near.error()
	}
	return found, nil
}

func (s *Set) findOn(t sheet.Table, info sheet.SheetInfo, near *nearest) (*result, error) {
	var above []sheet.Row
	for row, err := range t.Rows(info.Index) {
		if err != nil {
			return nil, fmt.Errorf("read result: %w", err)
		}
		if row.Number > headerRows {
			return nil, nil
		}
		h, of, err := s.headerIn(info.Name, row, near)
		if err != nil {
			return nil, err
		}
		if h != nil {
			stated := of.banner.read(above)
			stated.Format = h.layout.Name
			return &result{table: t, sheet: info, header: h, info: stated, whole: of.whole}, nil
		}
		kept := sheet.Row{Number: row.Number, Cells: append([]sheet.Cell(nil), row.Cells...)}
		above = append(above, kept)
	}
	return nil, nil
}

// headerIn is the header a row is, by the layout that knows most of its
// columns; of two that know as many, the one of a bank. Two that are still equal
// are ambiguous and refused.
func (s *Set) headerIn(sheetName string, row *sheet.Row, near *nearest) (*header, candidate, error) {
	var best *header
	var of candidate
	var rival, first error
	for _, c := range s.candidates() {
		h, err := matchHeader(c.layout, sheetName, row)
		if h == nil {
			near.look(c.layout, sheetName, row)
			if first == nil {
				first = err
			}
			continue
		}
		switch {
		case best == nil, len(h.columns) > len(best.columns), len(h.columns) == len(best.columns) && c.ofBank && !of.ofBank:
			best, of, rival = h, c, nil
		case len(h.columns) == len(best.columns) && c.ofBank == of.ofBank:
			rival = &FileError{Sheet: sheetName, Row: row.Number, Column: "A", Code: CodeAmbiguous, Value: of.layout.Name + ", " + c.layout.Name}
		}
	}
	if best == nil {
		return nil, candidate{}, first
	}
	return best, of, rival
}

// answers walks the lines below the header. A row without account, text and
// status is no line: a sum, a signature. A repeated header is passed over.
//
// More lines than the banner counts are a contradiction, which ends the answers
// with an error; fewer are for the caller to tell, since the bank's count may
// cover more than it lists.
func (r *result) answers(yield func(bankfile.Answer, error) bool) {
	var read tally
	for row, err := range r.table.Rows(r.sheet.Index) {
		if err != nil {
			yield(bankfile.Answer{}, fmt.Errorf("read result: %w", err))
			return
		}
		if row.Number <= r.header.row || r.header.repeats(row) {
			continue
		}
		a, ok := r.answer(row)
		if !ok {
			continue
		}
		if read.add(a); !yield(a, nil) {
			return
		}
	}
	if err := r.compare(read); err != nil {
		yield(bankfile.Answer{}, fmt.Errorf("read result: %w", err))
	}
}

// tally is what the lines of a result come to.
type tally struct {
	rows, last int
	sum        money.Amount
	broken     bool // a line has no amount
}

func (t *tally) add(a bankfile.Answer) {
	t.rows++
	t.last = a.Line
	sum, err := t.sum.Add(a.Amount)
	if t.broken = t.broken || err != nil || !a.HasAmount; !t.broken {
		t.sum = sum
	}
}

// compare holds the banner against the lines.
func (r *result) compare(t tally) error {
	denied := func(figure, stated, read string) error {
		return &bankfile.ContradictionError{Figure: figure, Line: t.last, Stated: stated, Read: read}
	}
	stated := "-"
	if r.info.Count >= 0 {
		stated = strconv.Itoa(r.info.Count)
	}
	if r.info.Count >= 0 && t.rows > r.info.Count || r.whole && t.rows != r.info.Count {
		return denied(bankfile.FigureRows, stated, strconv.Itoa(t.rows))
	}
	if r.whole && r.info.Amount.Currency() != "" && !t.broken && t.rows > 0 && t.sum != r.info.Amount {
		return denied(bankfile.FigureRowsSum, r.info.Amount.Digits(), t.sum.Digits())
	}
	return nil
}

func (r *result) answer(row *sheet.Row) (bankfile.Answer, bool) {
	h := r.header
	a := bankfile.Answer{
		Line: row.Number, Format: h.layout.Name, Level: bankfile.Transaction,
		Status: h.text(row, Status), Accounting: h.text(row, Accounting), Text: h.text(row, Text),
		Account: accountOf(h.cell(row, Account)), Name: h.text(row, Holder),
	}
	if a.EndToEndID = strings.TrimSpace(h.text(row, EndToEndID)); a.Account == "" && a.Text == "" && a.Status == "" && a.EndToEndID == "" {
		return a, false
	}
	a.BookedOn = r.dayIn(h.cell(row, BookedOn))
	if why := h.text(row, Reason); why != "" {
		a.Reasons = append(a.Reasons, why)
	}
	cell := h.cell(row, Amount)
	a.AmountText = cell.Text
	if a.Amount, a.HasAmount = amountOf(cell); a.HasAmount {
		a.AmountText = ""
	}
	for _, field := range []Field{Reference, Note} {
		r.explain(&a, field, h.text(row, field))
	}
	if w := h.layout.Words; w.FailedReason != "" && w.failed(a.Status) {
		a.Reasons = append(a.Reasons, w.FailedReason)
	}
	return a, true
}

// explain takes the cell that holds the bank's number where it paid and its
// reason where it did not: one word with a digit in it is a number.
func (r *result) explain(a *bankfile.Answer, field Field, text string) {
	words := field == Note && r.header.layout.Words.NotesAreWords
	switch {
	case text == "":
	case !words && a.BankRef == "" && !strings.Contains(text, " ") && strings.ContainsAny(text, "0123456789"):
		a.BankRef = text
	default:
		a.Note = strings.TrimSpace(a.Note + " " + text)
		a.Reasons = append(a.Reasons, text)
	}
}

// read looks for what the rows above the header state: a label, and the value
// in the same cell or the next that holds anything. The first of each counts.
func (b Banner) read(above []sheet.Row) bankfile.Info {
	info := bankfile.Info{Count: -1}
	for i := range above {
		cells := above[i].Cells
		for at := range cells {
			value, ok := statedBy(b.Count, cells, at)
			if count, isCount := countOf(value); ok && isCount && info.Count < 0 {
				info.Count = count
			}
			value, ok = statedBy(b.Amount, cells, at)
			if amount, isAmount := amountOf(value); ok && isAmount && info.Amount.IsZero() {
				info.Amount = amount
			}
			if value, ok = statedBy(b.Account, cells, at); ok && info.Account == "" {
				info.Account = accountOf(value)
			}
		}
	}
	return info
}

func statedBy(labels []string, cells []sheet.Cell, at int) (sheet.Cell, bool) {
	label, value, _ := strings.Cut(cells[at].Text, ":")
	if !isLabel(labels, label) {
		return sheet.Cell{}, false
	}
	if value = strings.TrimSpace(value); value != "" {
		return sheet.Cell{Kind: sheet.Text, Text: value}, true
	}
	for _, c := range cells[at+1:] {
		if c.Kind != sheet.Empty {
			return c, true
		}
	}
	return sheet.Cell{}, false
}

func isLabel(labels []string, text string) bool {
	for _, reading := range readings(text) {
		for _, l := range labels {
			if viet.Fold(l) == reading {
				return true
			}
		}
	}
	return false
}

// countOf reads a count as an amount of things: 120, 120.0, 1.200.
func countOf(c sheet.Cell) (int, bool) {
	n, ok := amountOf(c)
	const most = 1 << 30
	if !ok || n.Sign() < 0 || n.Minor() > most {
		return 0, false
	}
	return int(n.Minor()), true
}
