package registry

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

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
	BirthInFuture     = "birth_future"        // after the day the file is as of
	SexUnreadable     = "sex_unreadable"      //
	CommuneMalformed  = "commune_malformed"   // not five digits
	StatusUnknown     = "status_unknown"      //
	DeathMalformed    = "death_malformed"     // not a date
	DeathBeforeBirth  = "death_before_birth"  //
	DeathOfTheLiving  = "death_of_the_living" // a day of death beside another status than dead
	OldNumberMistaken = "old_number_malformed"
	CommuneUnnamed    = "commune_not_found" // the name of the commune leads to none, or to several
	OpUnknown         = "op_unknown"        // neither upsert nor remove
	RemoveUnknown     = "remove_unknown"    // a number to remove that the snapshot does not have
)

// Codes of a FileError.
const (
	FileEmpty    = "empty"
	FileHeader   = "wrong_header" // a column of the snapshot is missing, or stands twice
	FileCut      = "cut"          // the last line does not end
	FileLongLine = "line_too_long"
	FileRead     = "unreadable" // the reader failed; see Unwrap
	FileRepeated = "number_repeated"
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

// The fields of a snapshot, by the names that layouts give them.
var columns = [...]string{
	"personal_id", "full_name", "date_of_birth", "sex", fieldCommune, fieldStatus, "died_on", "old_ids", "household", "op", fieldCommuneName,
}

const (
	fieldStatus      = "status"
	fieldCommune     = "commune_code"
	fieldCommuneName = "commune_name"
)

// Where the fields stand among the columns.
const (
	atID = iota
	atName
	atBirth
	atSex
	atCommune
	atStatus
	atDied
	atOld
	atHousehold
	atOp
	atCommuneName
)

// Options say how a file of the registry is read.
type Options struct {
	// Layout is how the file is laid out; nil finds a built-in one by the header.
	Layout *Layout
	// Delta files say of each line what it does; others have no such column.
	Delta bool
	// Commune finds the code of a commune by its name; nil finds none.
	Commune func(name string) (code string, ok bool)
	// AsOf is the day the file is as of: nobody is born after it. Zero for none.
	AsOf civil.Date
}

// Record is one line of a file that was taken.
type Record struct {
	Person
	Line   int
	Remove bool // of a delta: the number is gone; the person has nothing but it
}

// ReadCSV reads a whole snapshot in the layout that its header tells.
func ReadCSV(r io.Reader) iter.Seq2[Person, error] {
	return func(yield func(Person, error) bool) {
		for rec, err := range NewReader(r, Options{}).Records() {
			if !yield(rec.Person, err) {
				return
			}
		}
	}
}

// Reader reads one file of the registry: UTF-8, a header, one person a line,
// fields quoted where they hold a comma, every line ended.
type Reader struct {
	table  *table
	opt    Options
	layout *Layout
	at     [len(columns)]int // the field of each column, -1 for none
}

// NewReader reads from r.
func NewReader(r io.Reader, opt Options) *Reader { return &Reader{table: newTable(r), opt: opt} }

// Layout is what the file was read with; nil before its header was read.
func (f *Reader) Layout() *Layout { return f.layout }

// Records reads the file. An error that is a *LineError refuses its line and the
// next ones follow; one that is a *FileError is the last thing yielded. Memory
// does not depend on the length of the file.
func (f *Reader) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if err := f.header(); err != nil {
			yield(Record{}, err)
			return
		}
		for {
			rec, err := f.next()
			if err == io.EOF {
				return
			}
			var fatal *FileError
			if !yield(rec, err) || errors.As(err, &fatal) {
				return
			}
		}
	}
}

func (f *Reader) next() (Record, error) {
	fields, err := f.table.next()
	if err != nil {
		return Record{}, err
	}
	var text [len(columns)]string
	for i, at := range f.at {
		if at >= 0 {
			text[i] = strings.TrimSpace(fields[at])
		}
	}
	return f.record(&text)
}

// record parses the fields of one line, in the order of the columns.
func (f *Reader) record(text *[len(columns)]string) (Record, error) {
	rec := Record{Line: f.table.line}
	fault := func(column int, code string) (Record, error) {
		return Record{}, &LineError{Line: f.table.line, Column: columns[column], Code: code, Value: cut(text[column])}
	}
	if f.layout.Pad && digits(text[atID]) && (len(text[atID]) == 11 || len(text[atID]) == 10) {
		text[atID] = strings.Repeat("0", 12-len(text[atID])) + text[atID]
	}
	if !beneficiary.IsPersonalID(text[atID]) {
		return fault(atID, NumberMalformed)
	}
	if f.opt.Delta {
		op, ok := f.layout.ops[text[atOp]]
		if !ok {
			op, ok = f.layout.ops[viet.Key(text[atOp])]
		}
		if !ok {
			return fault(atOp, OpUnknown)
		}
		if op == opRemove {
			rec.PersonalID, rec.Remove = text[atID], true
			return rec, nil
		}
	}
	column, code := f.person(&rec.Person, text)
	if code != "" {
		return fault(column, code)
	}
	return rec, nil
}

// person parses who a line is about, or says in which column it cannot.
func (f *Reader) person(p *Person, text *[len(columns)]string) (column int, code string) {
	p.PersonalID, p.Name, p.Commune, p.Household = text[atID], viet.Compose(text[atName]), text[atCommune], text[atHousehold]
	if p.Name == "" {
		return atName, NameMissing
	}
	var ok bool
	if p.Birth, ok = f.date(text[atBirth]); !ok {
		return atBirth, BirthMalformed
	}
	if f.unborn(p.Birth) {
		return atBirth, BirthInFuture
	}
	if p.Sex, ok = f.sex(text[atSex]); !ok {
		return atSex, SexUnreadable
	}
	if column, code := f.commune(p, text); code != "" {
		return column, code
	}
	if p.Status, ok = f.status(text[atStatus]); !ok {
		return atStatus, StatusUnknown
	}
	if code := f.readDeath(p, text[atDied]); code != "" {
		return atDied, code
	}
	if p.OldIDs, ok = oldNumbers(text[atOld], f.layout.OldSeparators); !ok {
		return atOld, OldNumberMistaken
	}
	return 0, ""
}

// unborn reports whether a birth lies after the day the file is as of.
func (f *Reader) unborn(birth civil.Date) bool {
	first, _ := birth.Bounds()
	return !f.opt.AsOf.IsZero() && first.Compare(f.opt.AsOf) > 0
}

func (f *Reader) sex(text string) (beneficiary.Sex, bool) {
	if s, ok := beneficiary.ParseSex(text); ok {
		return s, true
	}
	s, ok := f.layout.sexes[viet.Key(text)]
	return s, ok
}

// commune is the code that stands there, or the one that the name leads to.
func (f *Reader) commune(p *Person, text *[len(columns)]string) (column int, code string) {
	if p.Commune == "" {
		p.Commune = f.layout.fixed(fieldCommune)
	}
	if p.Commune != "" && (len(p.Commune) != 5 || !digits(p.Commune)) {
		return atCommune, CommuneMalformed
	}
	name := text[atCommuneName]
	if p.Commune != "" || name == "" {
		return 0, ""
	}
	if len(name) == 5 && digits(name) {
		p.Commune = name
		return 0, ""
	}
	if f.opt.Commune != nil {
		var ok bool
		if p.Commune, ok = f.opt.Commune(name); ok {
			return 0, ""
		}
	}
	return atCommuneName, CommuneUnnamed
}

func (f *Reader) status(text string) (Status, bool) {
	if text == "" {
		if fixed := f.layout.fixed(fieldStatus); fixed != "" {
			text = fixed
		}
	}
	if s, ok := f.layout.statuses[text]; ok {
		return s, true
	}
	s, ok := f.layout.statuses[viet.Key(text)]
	return s, ok
}

// date reads a day in the layout's order.
func (f *Reader) date(text string) (civil.Date, bool) {
	if d, err := civil.ParseISO(text); err == nil {
		return d, true
	}
	switch f.layout.Dates {
	case beneficiary.DatesDayFirst:
		d, err := civil.ParseDMY(text)
		return d, err == nil
	case beneficiary.DatesMonthFirst:
		parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/-.", r) })
		if len(parts) == 3 {
			text = parts[1] + "/" + parts[0] + "/" + parts[2]
		}
		d, err := civil.ParseDMY(text)
		return d, err == nil
	}
	return civil.Date{}, false
}

// cut is a value as a fault carries it: at most 64 bytes, whole letters.
func cut(value string) string {
	if len(value) <= 64 {
		return value
	}
	return strings.ToValidUTF8(value[:64], "")
}

// readDeath sets the day of death, or says what is wrong with it.
func (f *Reader) readDeath(p *Person, text string) (code string) {
	if text == "" {
		return ""
	}
	died, ok := f.date(text)
	if !ok {
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

func oldNumbers(text, separators string) (numbers []string, ok bool) {
	if text == "" {
		return nil, true
	}
	for {
		n, rest := text, ""
		i := strings.IndexAny(text, separators)
		if i >= 0 {
			n, rest = text[:i], text[i+1:]
		}
		if n = strings.TrimSpace(n); !digits(n) || len(n) != 9 && len(n) != 12 {
			return nil, false
		}
		numbers = append(numbers, n)
		if text = rest; i < 0 {
			return numbers, true
		}
	}
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
