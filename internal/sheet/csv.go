package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// CSVFile is a text file of fields, of which encoding and separator are known.
// It has one sheet, called CSV; its rows are its records, so that a row number
// is the one that Excel shows.
type CSVFile struct {
	r         io.ReaderAt
	size      int64
	limits    Limits
	text      textEncoding
	separator byte
	preamble  bool // the first record is Excel's own "sep=;"
}

// ReadCSV finds out encoding and separator. The encoding is what the byte order
// mark says, else UTF-8 where all bytes are, else Windows-1258; the separator
// is the comma, semicolon or tab that cuts most records alike.
func ReadCSV(r io.ReaderAt, size int64, l Limits) (*CSVFile, error) {
	f := &CSVFile{r: r, size: size, limits: l.withDefaults()}
	if size > f.limits.Unzipped {
		return nil, refuse(TooLarge, "%d bytes", size)
	}
	var err error
	if f.text, err = f.findEncoding(); err != nil {
		return nil, err
	}
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(f.decoded(), head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, refusalOf(err, "csv")
	}
	f.separator, f.preamble = findSeparator(head[:n])
	return f, nil
}

// Sheets returns the one sheet.
func (f *CSVFile) Sheets() []SheetInfo { return []SheetInfo{{Name: csvName}} }

const csvName = "CSV"

// Date1904 is false: a CSV file has no serial dates.
func (f *CSVFile) Date1904() bool { return false }

// Rows reads the records; i is 0. All cells are texts. See Table.
func (f *CSVFile) Rows(i int) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		if i != 0 {
			yield(nil, fmt.Errorf("read rows: a CSV file has no sheet %d", i))
			return
		}
		r := &csvReader{in: bufio.NewReaderSize(f.decoded(), 64<<10), l: f.limits, separator: f.separator}
		for first := true; ; first = false {
			row, err := r.next()
			switch {
			case err == io.EOF:
				return
			case err != nil:
				yield(nil, err)
				return
			case first && f.preamble:
				r.row.Number = 0 // Excel does not count it
			case !yield(row, nil):
				return
			}
		}
	}
}

// csvReader reads records.
type csvReader struct {
	in        *bufio.Reader
	l         Limits
	separator byte
	row       Row
	text      []byte // the fields of the record, end to end
	ends      []int
	c         byte // what ended the last field: separator, '\n', or 0 at the end of the file
}

func (r *csvReader) next() (*Row, error) {
	err := r.record()
	if err == nil || err == io.EOF {
		return &r.row, err
	}
	refused := refusalOf(err, "csv")
	var refusal *Refusal
	if errors.As(refused, &refusal) {
		refusal.Sheet, refusal.Row = csvName, r.row.Number
	}
	return nil, refused
}

// record reads one record into the row.
func (r *csvReader) record() error {
	if _, err := r.in.Peek(1); err != nil {
		return err
	}
	if r.row.Number++; r.row.Number > r.l.Rows {
		return refuse(TooManyRows, "more than %d records", r.l.Rows)
	}
	r.text, r.ends, r.c = r.text[:0], r.ends[:0], r.separator
	for r.c == r.separator {
		from := len(r.text)
		if err := r.field(); err != nil {
			return err
		}
		text := r.text[from:]
		switch {
		case len(text) > r.l.Text:
			return refuse(TextTooLong, "a field of %d bytes", len(text))
		case len(text) > 0 && len(r.ends) >= r.l.Columns:
			return refuse(TooManyColumns, "%s holds a value", cellRef(min(len(r.ends), maxColumns-1), r.row.Number))
		case bytes.Contains(text, []byte(string(utf8.RuneError))):
			return refuse(BadEncoding, "bytes that are no character in field %d", len(r.ends)+1)
		}
		r.ends = append(r.ends, len(r.text))
	}
	r.fill()
	return nil
}

// fill makes the row's cells of the fields.
func (r *csvReader) fill() {
	whole := string(r.text)
	r.row.Cells = r.row.Cells[:0]
	from, filled := 0, 0
	for i, end := range r.ends[:min(len(r.ends), r.l.Columns)] {
		cell := Cell{}
		if end > from {
			cell.Text, cell.Kind = withoutFormula(whole[from:end]), Text
			filled = i + 1
		}
		r.row.Cells = append(r.row.Cells, cell)
		from = end
	}
	r.row.Cells = r.row.Cells[:filled]
}

// withoutFormula is the text of ="0123456789", the formula by which programs keep
// Excel from making a number of a text.
func withoutFormula(s string) string {
	if inner, ok := strings.CutPrefix(s, `="`); ok {
		if text, ok := strings.CutSuffix(inner, `"`); ok && !strings.Contains(text, `"`) {
			return text
		}
	}
	return s
}

// field appends the next field to the text; a quote begins it, behind the equals
// sign of a formula or not, or is not in it.
func (r *csvReader) field() error {
	from := len(r.text)
	for first := true; ; first = false {
		c, err := r.read()
		switch {
		case err != nil:
			return err
		case c == '"' && first:
			return r.quoted()
		case c == '"' && string(r.text[from:]) == "=":
			r.text = r.text[:from]
			return r.quoted()
		case c == '"':
			return refuse(BadQuotes, "a quote inside field %d", len(r.ends)+1)
		case r.endsField(c):
			return nil
		}
		r.text = append(r.text, c)
	}
}

// quoted appends a field whose opening quote was read.
func (r *csvReader) quoted() error {
	for {
		c, err := r.read()
		switch {
		case err != nil:
			return err
		case c == 0:
			return refuse(BadQuotes, "field %d is not closed: the file is cut", len(r.ends)+1)
		case c != '"':
			r.text = append(r.text, c)
			continue
		}
		if c, err = r.read(); err != nil {
			return err
		}
		switch {
		case c == '"':
			r.text = append(r.text, c)
		case r.endsField(c):
			return nil
		default:
			return refuse(BadQuotes, "text behind the closing quote of field %d", len(r.ends)+1)
		}
	}
}

// endsField reports whether c ends a field, and notes it.
func (r *csvReader) endsField(c byte) bool {
	if c != r.separator && c != '\n' && c != 0 {
		return false
	}
	r.c = c
	return true
}

// read returns the next byte: every line end as \n, the end of the file as 0.
// Control characters are refused.
func (r *csvReader) read() (byte, error) {
	c, err := r.in.ReadByte()
	switch {
	case err == io.EOF:
		return 0, nil
	case err != nil:
		return 0, err
	case c >= 0x20 && c != 0x7F || c == '\n' || c == '\t':
		return c, nil
	case c != '\r':
		return 0, refuse(ControlCharacter, "U+%04X in field %d", c, len(r.ends)+1)
	}
	if next, err := r.in.Peek(1); err == nil && next[0] == '\n' {
		_, err = r.in.Discard(1)
		return '\n', err
	}
	return '\n', nil
}
