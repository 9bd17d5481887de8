package registry

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/viet"
)

// Codes of a LineError.
const (
	LineFields        = "line_fields"         // more or fewer fields than the header
	LineQuotes        = "line_quotes"         // a quote inside a field, or not closed on its line
	LineText          = "line_text"           // not UTF-8
	NumberMalformed   = "number_malformed"    // personal_id is not 12 digits
	NameMissing       = "name_missing"        //
	BirthMalformed    = "birth_malformed"     // not YYYY-MM-DD, YYYY-MM or YYYY
	SexUnreadable     = "sex_unreadable"      //
	CommuneMalformed  = "commune_malformed"   // not five digits
	StatusUnknown     = "status_unknown"      //
	DeathMalformed    = "death_malformed"     // not a date
	DeathBeforeBirth  = "death_before_birth"  //
	DeathOfTheLiving  = "death_of_the_living" // a day of death beside another status than dead
	OldNumberMistaken = "old_number_malformed"
)

// Codes of a FileError.
const (
	FileEmpty    = "empty"
	FileHeader   = "wrong_header" // a column of the snapshot is missing, or stands twice
	FileCut      = "cut"          // the last line does not end
	FileLongLine = "line_too_long"
	FileRead     = "unreadable" // the reader failed; see Unwrap
)

// LineError is a line that was refused; the lines after it go on.
type LineError struct {
	Line   int    // 1-based
	Column string // of the header; "" for the whole line
	Code   string
	Value  string // as it stands, cut to 64 bytes
}

func (e *LineError) Error() string {
	return fmt.Sprintf("registry line %d: %s: %s", e.Line, e.Column, e.Code)
}

// FileError ends the reading: nothing of the file may be used.
type FileError struct {
	Line   int
	Code   string
	Detail string
	Err    error // of the reader, for FileRead
}

func (e *FileError) Error() string {
	return fmt.Sprintf("registry line %d: %s: %s", e.Line, e.Code, e.Detail)
}

// Unwrap returns the reader's own error.
func (e *FileError) Unwrap() error { return e.Err }

// The columns of a snapshot. The first six must be there, in any order; columns
// it does not know are passed over.
var columns = [...]string{
	"personal_id", "full_name", "date_of_birth", "sex", "commune_code", "status", "died_on", "old_ids", "household",
}

const (
	requiredColumns = 6
	maxLine         = 64 << 10
	maxFields       = 64
)

// ReadCSV reads a snapshot: UTF-8, a header, one person a line, fields quoted
// where they hold a comma, every line ended. An error that is a *LineError
// refuses its line and the next ones follow; one that is a *FileError is the
// last thing yielded. Memory does not depend on the length of the file.
func ReadCSV(r io.Reader) iter.Seq2[Person, error] {
	return func(yield func(Person, error) bool) {
		f := &file{lines: bufio.NewReaderSize(r, maxLine)}
		if err := f.header(); err != nil {
			yield(Person{}, err)
			return
		}
		for {
			p, err := f.next()
			if err == io.EOF {
				return
			}
			var fatal *FileError
			if !yield(p, err) || errors.As(err, &fatal) {
				return
			}
		}
	}
}

// file reads one snapshot.
type file struct {
	lines  *bufio.Reader
	line   int
	at     [len(columns)]int // the field of each column, -1 for none
	width  int
	fields []string
}

// row returns the next line that is not empty, without its end; io.EOF after
// the last.
func (f *file) row() (string, error) {
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

func (f *file) header() error {
	line, err := f.row()
	if err == io.EOF {
		return &FileError{Line: 1, Code: FileEmpty, Detail: "no header"}
	}
	if err != nil {
		return err
	}
	names, ok := split(strings.TrimPrefix(line, "\ufeff"), nil)
	if !ok {
		return &FileError{Line: f.line, Code: FileHeader, Detail: "not a line of CSV"}
	}
	f.width = len(names)
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	for i, column := range columns {
		f.at[i] = slices.Index(names, column)
		if f.at[i] < 0 && i < requiredColumns {
			return &FileError{Line: f.line, Code: FileHeader, Detail: "no column " + column}
		}
		if f.at[i] >= 0 && slices.Contains(names[f.at[i]+1:], column) {
			return &FileError{Line: f.line, Code: FileHeader, Detail: "two columns " + column}
		}
	}
	return nil
}

func (f *file) next() (Person, error) {
	line, err := f.row()
	if err != nil {
		return Person{}, err
	}
	if !utf8.ValidString(line) {
		return Person{}, &LineError{Line: f.line, Code: LineText}
	}
	fields, ok := split(line, f.fields[:0])
	f.fields = fields
	if !ok {
		return Person{}, &LineError{Line: f.line, Code: LineQuotes}
	}
	if len(fields) != f.width {
		return Person{}, &LineError{Line: f.line, Code: LineFields, Value: fmt.Sprint(len(fields))}
	}
	return f.person()
}

// person parses the fields of one line, in the order of the columns.
func (f *file) person() (Person, error) {
	var text [len(columns)]string
	for i, at := range f.at {
		if at >= 0 {
			text[i] = strings.TrimSpace(f.fields[at])
		}
	}
	fault := func(column int, code string) (Person, error) {
		return Person{}, &LineError{Line: f.line, Column: columns[column], Code: code, Value: text[column][:min(64, len(text[column]))]}
	}
	p := Person{
		PersonalID: text[0], Name: viet.Compose(text[1]), Commune: text[4], Status: Status(text[5]), Household: text[8],
	}
	if !beneficiary.IsPersonalID(p.PersonalID) {
		return fault(0, NumberMalformed)
	}
	if p.Name == "" {
		return fault(1, NameMissing)
	}
	var err error
	if p.Birth, err = civil.ParseISO(text[2]); err != nil {
		return fault(2, BirthMalformed)
	}
	var ok bool
	if p.Sex, ok = beneficiary.ParseSex(text[3]); !ok {
		return fault(3, SexUnreadable)
	}
	if p.Commune != "" && (len(p.Commune) != 5 || !digits(p.Commune)) {
		return fault(4, CommuneMalformed)
	}
	if !slices.Contains([]Status{Alive, Dead, Missing, Left, Cancelled}, p.Status) {
		return fault(5, StatusUnknown)
	}
	if code := p.readDeath(text[6]); code != "" {
		return fault(6, code)
	}
	if p.OldIDs, ok = oldNumbers(text[7]); !ok {
		return fault(7, OldNumberMistaken)
	}
	return p, nil
}

// readDeath sets the day of death, or says what is wrong with it.
func (p *Person) readDeath(text string) (code string) {
	if text == "" {
		return ""
	}
	died, err := civil.ParseISO(text)
	if err != nil {
		return DeathMalformed
	}
	if p.Status != Dead {
		return DeathOfTheLiving
	}
	born, _ := p.Birth.Bounds()
	if _, last := died.Bounds(); last.Compare(born) < 0 {
		return DeathBeforeBirth
	}
	p.DiedOn = died
	return ""
}

func oldNumbers(text string) (numbers []string, ok bool) {
	if text == "" {
		return nil, true
	}
	for _, n := range strings.Split(text, ";") {
		if n = strings.TrimSpace(n); !digits(n) || len(n) != 9 && len(n) != 12 {
			return nil, false
		}
		numbers = append(numbers, n)
	}
	return numbers, true
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

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
