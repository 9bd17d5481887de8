package place

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/viet"
)

// Columns of a table of communes. The first three must be there; the others may
// be left out, and no other column is taken.
const (
	colCode         = "commune_code"
	colName         = "commune_name"
	colProvince     = "province_code"
	colProvinceName = "province_name"
	colDistrict     = "district_name"
	colFrom         = "valid_from"
	colTo           = "valid_to"
	colSuccessors   = "successors" // codes, ;-separated
)

var columns = []string{colCode, colName, colProvince, colProvinceName, colDistrict, colFrom, colTo, colSuccessors}

// maxRows bounds a table of communes: every commune there ever was, many times.
const maxRows = 100_000

// RowError says what is wrong with one line of a table of communes.
type RowError struct {
	Line          int // 1 is the header
	Column, Value string
	Reason        string
}

func (e *RowError) Error() string {
	return fmt.Sprintf("line %d: %s %q: %s", e.Line, e.Column, e.Value, e.Reason)
}

// ParseCSV reads a table of communes in UTF-8 with a header line. It reports all
// faulty lines together, each a *RowError, and then returns no rows.
func ParseCSV(r io.Reader) ([]Commune, error) {
	in := csv.NewReader(withoutBOM(r))
	in.ReuseRecord = true
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("read header of communes: %w", err)
	}
	at, err := readHeader(header)
	if err != nil {
		return nil, err
	}
	var rows []Commune
	var faults []error
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read communes: %w", err)
		}
		if len(rows)+len(faults) == maxRows {
			return nil, fmt.Errorf("read communes: more than %d lines", maxRows)
		}
		line, _ := in.FieldPos(0)
		c, err := readCommune(record, at, line)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		rows = append(rows, c)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return rows, nil
}

func withoutBOM(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if head, err := b.Peek(3); err == nil && string(head) == "\ufeff" {
		// Three peeked bytes are there to be dropped.
		_, _ = b.Discard(3)
	}
	return b
}

// readHeader returns where each column stands.
func readHeader(header []string) (map[string]int, error) {
	at := map[string]int{}
	for i, name := range header {
		name = strings.TrimSpace(name)
		if !slices.Contains(columns, name) {
			return nil, &RowError{Line: 1, Column: name, Reason: "unknown column"}
		}
		if _, twice := at[name]; twice {
			return nil, &RowError{Line: 1, Column: name, Reason: "column stands twice"}
		}
		at[name] = i
	}
	for _, must := range columns[:3] {
		if _, ok := at[must]; !ok {
			return nil, &RowError{Line: 1, Column: must, Reason: "column is missing"}
		}
	}
	return at, nil
}

func readCommune(record []string, at map[string]int, line int) (Commune, error) {
	field := func(name string) string {
		i, ok := at[name]
		if !ok {
			return ""
		}
		return viet.Compose(record[i])
	}
	c := Commune{
		Code: field(colCode), Name: field(colName), ProvinceCode: field(colProvince),
		ProvinceName: field(colProvinceName), DistrictName: field(colDistrict),
	}
	switch {
	case !digits(c.Code, 5, 5):
		return Commune{}, &RowError{line, colCode, c.Code, "want five digits"}
	case !digits(c.ProvinceCode, 2, 3):
		return Commune{}, &RowError{line, colProvince, c.ProvinceCode, "want two digits, or three in a made-up province"}
	case viet.Fold(c.Name) == "":
		return Commune{}, &RowError{line, colName, c.Name, "want a name"}
	}
	var err error
	if c.From, err = readDay(field(colFrom)); err != nil {
		return Commune{}, &RowError{line, colFrom, field(colFrom), err.Error()}
	}
	if c.To, err = readDay(field(colTo)); err != nil {
		return Commune{}, &RowError{line, colTo, field(colTo), err.Error()}
	}
	if !c.From.IsZero() && !c.To.IsZero() && c.To.Compare(c.From) < 0 {
		return Commune{}, &RowError{line, colTo, field(colTo), "ends before it begins"}
	}
	for code := range strings.SplitSeq(field(colSuccessors), ";") {
		code = strings.TrimSpace(code)
		if code == "" {
			continue
		}
		if !digits(code, 5, 5) {
			return Commune{}, &RowError{line, colSuccessors, code, "want codes of five digits, separated by ;"}
		}
		c.Successors = append(c.Successors, code)
	}
	return c, nil
}

func readDay(s string) (civil.Date, error) {
	if s == "" {
		return civil.Date{}, nil
	}
	d, err := civil.ParseISO(s)
	if err != nil {
		return civil.Date{}, err
	}
	if d.Precision() != civil.Day {
		return civil.Date{}, errors.New("want a day, YYYY-MM-DD")
	}
	return d, nil
}

func digits(s string, least, most int) bool {
	if len(s) < least || len(s) > most {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}
