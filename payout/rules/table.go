package rules

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// DataError says which cell of a table is wrong. Line counts from 1, comments
// and header included.
type DataError struct {
	Table  string
	Line   int
	Column string
	Value  string
	Reason string
}

func (e *DataError) Error() string {
	return fmt.Sprintf("table %s, line %d, %s %q: %s", e.Table, e.Line, e.Column, e.Value, e.Reason)
}

// line is one row of a table with its columns by name.
type line struct {
	table  string
	number int
	cells  map[string]string
}

func (l line) bad(column, reason string) error {
	return &DataError{Table: l.table, Line: l.number, Column: column, Value: l.cells[column], Reason: reason}
}

// need returns the first of the columns that is empty, as an error.
func (l line) need(columns ...string) error {
	for _, c := range columns {
		if l.cells[c] == "" {
			return l.bad(c, "missing")
		}
	}
	return nil
}

// date reads a full day; an empty cell is the zero date.
func (l line) date(column string) (civil.Date, error) {
	if l.cells[column] == "" {
		return civil.Date{}, nil
	}
	d, err := civil.ParseISO(l.cells[column])
	if err != nil || d.Precision() != civil.Day {
		return civil.Date{}, l.bad(column, "not a day of the form 2024-07-31")
	}
	return d, nil
}

// positive reads a whole number from 1 on.
func (l line) positive(column string) (int64, error) {
	n, err := strconv.ParseInt(l.cells[column], 10, 64)
	if err != nil || n < 1 {
		return 0, l.bad(column, "not a whole number above 0")
	}
	return n, nil
}

// list splits a cell at its semicolons.
func (l line) list(column string) []string {
	if l.cells[column] == "" {
		return nil
	}
	return strings.Split(l.cells[column], ";")
}

// readTable hands the lines of a CSV with exactly these columns to read.
func readTable(name string, r io.Reader, columns []string, read func(line) error) error {
	c := csv.NewReader(r)
	c.Comment = '#'
	c.FieldsPerRecord = 0 // every line as long as the header
	header, err := c.Read()
	if err != nil {
		return fmt.Errorf("table %s: %w", name, err)
	}
	if !slices.Equal(header, columns) {
		return &DataError{Table: name, Line: 1, Column: "header", Value: strings.Join(header, ","), Reason: "other columns expected"}
	}
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
		l := line{table: name, cells: make(map[string]string, len(columns))}
		l.number, _ = c.FieldPos(0)
		for i, column := range columns {
			l.cells[column] = cells[i]
		}
		if err := read(l); err != nil {
			return err
		}
	}
}

func (b *Book) readFamily(l line) error {
	if err := l.need("family", "programme", "name_vi"); err != nil {
		return err
	}
	f := Family{Code: l.cells["family"], Programme: payout.Programme(l.cells["programme"]), Name: l.cells["name_vi"]}
	if _, twice := b.byCode[f.Code]; twice {
		return l.bad("family", "stands twice")
	}
	b.families = append(b.families, f)
	b.byCode[f.Code] = f
	b.names.addCode(f.Code, f.Code)
	b.names.addName(f.Name, f.Code)
	for _, code := range l.list("codes") {
		b.names.addCode(code, f.Code)
	}
	return nil
}

func (b *Book) readRule(l line) error {
	if err := l.need("rule", "family", "benchmark", "valid_from", "basis", "status"); err != nil {
		return err
	}
	if _, known := b.byCode[l.cells["family"]]; !known {
		return l.bad("family", "not in the table of families")
	}
	r := Rule{
		Code: l.cells["rule"], Family: l.cells["family"], Benchmark: Benchmark(l.cells["benchmark"]),
		Basis: l.cells["basis"], Status: l.cells["status"],
	}
	units := map[string]Unit{"person": PerPerson, "child": PerChild}
	r.Unit = units[l.cells["units"]]
	if r.Unit == 0 {
		return l.bad("units", "neither person nor child")
	}
	tenths, err := l.positive("coefficient_tenths")
	if err != nil {
		return err
	}
	r.Coefficient = decimal.New(tenths, -1)
	if r.From, err = l.date("valid_from"); err != nil {
		return err
	}
	if r.To, err = l.date("valid_to"); err != nil {
		return err
	}
	if r.Ages, err = l.ages("ages"); err != nil {
		return err
	}
	for _, other := range b.rules[r.Family] {
		if r.clashes(other) {
			return l.bad("rule", "applies together with "+other.Code)
		}
	}
	b.rules[r.Family] = append(b.rules[r.Family], r)
	b.names.addCode(r.Code, r.Family)
	return nil
}

// ages reads ranges such as "0..15;60..".
func (l line) ages(column string) ([]Ages, error) {
	var out []Ages
	for _, text := range l.list(column) {
		from, to, ok := strings.Cut(text, "..")
		a := Ages{To: anyAge}
		var errFrom, errTo error
		a.From, errFrom = strconv.Atoi(from)
		if to != "" {
			a.To, errTo = strconv.Atoi(to)
		}
		if !ok || errFrom != nil || errTo != nil || a.From < 0 || a.To < a.From {
			return nil, l.bad(column, "not ranges of the form 0..15;60..")
		}
		out = append(out, a)
	}
	return out, nil
}

func (b *Book) readRate(l line) error {
	if err := l.need("benchmark", "scope", "valid_from", "basis", "status"); err != nil {
		return err
	}
	dong, err := l.positive("dong")
	if err != nil {
		return err
	}
	r := Rate{
		Benchmark: Benchmark(l.cells["benchmark"]), Scope: l.cells["scope"], Amount: money.Dong(dong),
		Basis: l.cells["basis"], Status: l.cells["status"],
	}
	if r.From, err = l.date("valid_from"); err != nil {
		return err
	}
	if r.Decided, err = l.date("in_force"); err != nil {
		return err
	}
	if _, err = l.date("issued"); err != nil {
		return err
	}
	if r.Decided.IsZero() {
		r.Decided = r.From
	}
	b.rates = append(b.rates, r)
	return nil
}

func (b *Book) readBirthday(l line) error {
	if err := l.need("valid_from", "pays", "basis", "status"); err != nil {
		return err
	}
	from, err := l.date("valid_from")
	if err != nil {
		return err
	}
	pays := l.cells["pays"]
	if pays != "same_month" && pays != "month_after" {
		return l.bad("pays", "neither same_month nor month_after")
	}
	if l.cells["status"] == "U" {
		return nil
	}
	b.birthdays = append(b.birthdays, birthdayRule{from: from, monthAfter: pays == "month_after"})
	return nil
}

func (b *Book) readWords(l line) error {
	if err := l.need("family", "all"); err != nil {
		return err
	}
	family := l.cells["family"]
	if _, known := b.byCode[family]; !known && family != noCategory {
		return l.bad("family", "not in the table of families")
	}
	b.names.addWords(family, l.list("all"), l.list("none"))
	return nil
}
