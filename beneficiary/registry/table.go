package registry

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"chitra/internal/viet"
)

const (
	maxLine   = 64 << 10
	maxFields = 64
	headLines = 20 // the header stands among the first lines that are not empty
)

// table reads the lines of a CSV file and cuts them into fields.
type table struct {
	lines  *bufio.Reader
	line   int
	width  int // of the header
	fields []string
}

func newTable(r io.Reader) *table { return &table{lines: bufio.NewReaderSize(r, maxLine)} }

// row returns the next line that is not empty, without its end; io.EOF after
// the last.
func (f *table) row() (string, error) {
	for {
		line, err := f.lines.ReadSlice('\n')
		f.line++
		switch {
		case err == bufio.ErrBufferFull:
			return "", &FileError{Line: f.line, Code: FileLongLine, Detail: fmt.Sprintf("more than %d bytes", maxLine)}
		case err == io.EOF && len(line) > 0:
			return "", &FileError{Line: f.line, Code: FileCut, Detail: "the last line does not end"}
		case err == io.EOF:
			return "", io.EOF
		case err != nil:
			return "", &FileError{Line: f.line, Code: FileRead, Detail: err.Error(), Err: err}
		}
		if line = bytes.TrimRight(line, "\r\n"); len(line) > 0 {
			return string(line), nil
		}
	}
}

// next cuts the next line into as many fields as the header has; empty ones
// beyond it are let go.
func (f *table) next() ([]string, error) {
	line, err := f.row()
	if err != nil {
		return nil, err
	}
	if !utf8.ValidString(line) {
		return nil, &LineError{Line: f.line, Code: LineText}
	}
	fields, ok := split(line, f.fields[:0])
	f.fields = fields
	if !ok {
		return nil, &LineError{Line: f.line, Code: LineQuotes}
	}
	n := len(fields)
	for n > f.width && strings.TrimSpace(fields[n-1]) == "" {
		n--
	}
	if n != f.width {
		return nil, &LineError{Line: f.line, Code: LineFields, Value: fmt.Sprint(len(fields))}
	}
	return fields, nil
}

// header finds the line that fits: fit says what is missing from a line's
// headings, "" when nothing is. wanted is that line's number, or nought for any of
// the first. The error tells what the first line was missing.
func (f *table) header(wanted int, fit func(headings []string) (missing string)) error {
	var first *FileError
	for range headLines {
		line, err := f.row()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if wanted > f.line {
			continue
		}
		missing := "not a line of CSV"
		if names, ok := split(strings.TrimPrefix(line, "\ufeff"), nil); ok {
			for i := range names {
				names[i] = strings.TrimSpace(names[i])
			}
			if missing = fit(names); missing == "" {
				f.width = len(names)
				return nil
			}
		}
		if first == nil {
			first = &FileError{Line: f.line, Code: FileHeader, Detail: missing}
		}
		if wanted > 0 {
			break
		}
	}
	if first == nil {
		return &FileError{Line: 1, Code: FileEmpty, Detail: "no header"}
	}
	return first
}

// header finds the header, and with it the layout where none was named.
func (f *Reader) header() error {
	layouts := []*Layout{f.opt.Layout}
	if f.opt.Layout == nil {
		var err error
		if layouts, err = Layouts(); err != nil {
			return err
		}
	}
	return f.table.header(layouts[0].Header, func(headings []string) (missing string) {
		for i := range headings {
			headings[i] = viet.Fold(headings[i])
		}
		for _, l := range layouts {
			said := f.columnsOf(l, headings)
			if said == "" {
				f.layout = l
				return ""
			}
			if missing == "" {
				missing = said // of the first
			}
		}
		return missing
	})
}

// columnsOf places the columns of a layout among the headings, or says what is
// missing or stands twice.
func (f *Reader) columnsOf(l *Layout, headings []string) (missing string) {
	for i := range f.at {
		f.at[i] = -1
	}
	for _, c := range l.Columns {
		at := -1
		for i, h := range headings {
			if h != viet.Fold(c.Heading) {
				continue
			}
			if at >= 0 {
				return "two columns " + c.Heading
			}
			at = i
		}
		if at < 0 && !(c.Optional && (c.Field != columns[atOp] || !f.opt.Delta)) {
			return "no column " + c.Heading
		}
		for i, field := range columns {
			if field == c.Field {
				f.at[i] = at
			}
		}
	}
	return ""
}

// split cuts one line of CSV into fields, appended to fields. A quoted field has
// its quotes doubled; ok is false for a quote anywhere else, or too many fields.
func split(line string, fields []string) (_ []string, ok bool) {
	for len(fields) < maxFields {
		if !strings.HasPrefix(line, `"`) {
			field, rest, more := strings.Cut(line, ",")
			if strings.Contains(field, `"`) {
				return fields, false
			}
			if fields = append(fields, field); !more {
				return fields, true
			}
			line = rest
			continue
		}
		field, rest, closed := unquote(line[1:])
		fields = append(fields, field)
		switch {
		case !closed:
			return fields, false
		case rest == "":
			return fields, true
		case rest[0] != ',':
			return fields, false
		}
		line = rest[1:]
	}
	return fields, false
}

// unquote reads up to the closing quote.
func unquote(s string) (field, rest string, closed bool) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '"')
		if i < 0 {
			return "", "", false
		}
		i += from
		if i+1 == len(s) || s[i+1] != '"' {
			return strings.ReplaceAll(s[:i], `""`, `"`), s[i+1:], true
		}
		from = i + 2
	}
}
