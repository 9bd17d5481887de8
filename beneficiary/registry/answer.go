package registry

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// Codes of an AnswerFault, beside those of a LineError.
const (
	AnswerCodeUnknown     = "answer_code_unknown"     // no question of ours has this code
	AnswerResultUnknown   = "answer_result_unknown"   // no result, or none that the layout knows
	AnswerNumberMissing   = "answer_number_missing"   // somebody is found, and no number stands there
	AnswerContradicts     = "answer_contradicts"      // what was filled in does not go with the result
	AnswerNothingDiffers  = "answer_nothing_differs"  // something differs, and nothing that does stands there
	AnswerOtherPerson     = "answer_other_person"     // the number is one that the registry has for somebody else
	AnswerTwice           = "answer_twice"            // the question stands twice, with different answers
	AnswerRecordMissing   = "answer_record_missing"   // nobody is known to have the number, and the record is not given whole
	AnswerMadePerson      = "answer_made_person"      // an earlier answer, confirmed, made a person who is still there
	AnswerNumberForOthers = "answer_number_for_other" // another line of the file says something else of this number
)

// Codes of an AnswerRefusal.
const (
	AnswersHeader  = "answers_wrong_header" // no sheet has the columns of a layout
	AnswersNone    = "answers_none"         // no line answers a question of ours
	AnswersInvalid = "answers_all_wrong"    // every answer there is was refused
)

// AnswerFault is a line of an answer that was refused; the others go on.
type AnswerFault struct {
	Line   int    // 1-based
	Column string // the field; "" for the whole line
	Cell   string // "" where the column is not in the file
	Code   string
	Value  string // as it stands, cut to 64 bytes
}

func (e *AnswerFault) Error() string {
	return fmt.Sprintf("answer line %d: %s: %s", e.Line, e.Column, e.Code)
}

// AnswerRefusal is a file of which nothing was taken.
type AnswerRefusal struct{ Code, Detail string }

func (e *AnswerRefusal) Error() string { return e.Code + ": " + e.Detail }

// Answer is what stands on one line: to which question, what was said, and what
// was filled in. A field that was left blank is zero.
type Answer struct {
	Line       int
	Request, N int64
	Said       Said
	Person     Person
	Note       string
}

// Names reports whether a person is named by a number.
func (s Said) Names() bool { return s != SaidNotFound && s != SaidSeveral }

// Verdict is what a question came to: found, not_found or several.
func (s Said) Verdict() Said {
	if s.Names() {
		return SaidFound
	}
	return s
}

// Answers are the lines of a file that answer something, and those that were
// refused. Lines that were left blank are counted.
type Answers struct {
	Layout *AnswerLayout
	Items  []Answer
	Faults []AnswerFault
	Blank  int

	at map[string]int // the column of each field
}

// Fault is a fault of a line, with the cell it is about.
func (a *Answers) Fault(line int, field, code, value string) AnswerFault {
	f := AnswerFault{Line: line, Column: field, Code: code, Value: cut(value)}
	if at, ok := a.at[field]; ok {
		f.Cell = sheet.ColumnName(at) + strconv.Itoa(line)
	}
	return f
}

// AnswerOptions say how answers are read.
type AnswerOptions struct {
	// Layout is how they are laid out; nil finds a built-in one by the header.
	Layout *AnswerLayout
	// AsOf is the day the answers are as of: nobody is born after it. Zero for none.
	AsOf civil.Date
	// Commune finds the code of a commune by its name; nil finds none.
	Commune func(name string) (code string, ok bool)
}

// ReadAnswers reads the first visible sheet that has the columns of a layout. The
// error is an *AnswerRefusal where there is none.
func ReadAnswers(t sheet.Table, opt AnswerOptions) (*Answers, error) {
	layouts := []*AnswerLayout{opt.Layout}
	if opt.Layout == nil {
		var err error
		if layouts, err = AnswerLayouts(); err != nil {
			return nil, err
		}
	}
	missing := ""
	for _, info := range t.Sheets() {
		if info.Hidden != sheet.Visible {
			continue
		}
		r := &answerReader{answers: &Answers{}, table: t, layouts: layouts, commune: opt.Commune, asOf: opt.AsOf}
		if err := r.read(info.Index); err != nil {
			return nil, err
		}
		if r.answers.Layout != nil {
			return r.answers, nil
		}
		if missing == "" {
			missing = r.missing
		}
	}
	return nil, &AnswerRefusal{Code: AnswersHeader, Detail: missing}
}

// answerReader reads one sheet.
type answerReader struct {
	answers *Answers
	table   sheet.Table
	layouts []*AnswerLayout
	commune func(string) (string, bool)
	asOf    civil.Date
	missing string // of the first line that was looked at
	line    int
	text    map[string]string // by field
	numeric bool              // the identity number stands in a cell of a number
}

func (r *answerReader) read(index int) error {
	seen := 0
	for row, err := range r.table.Rows(index) {
		if err != nil {
			return err
		}
		texts := r.texts(row)
		if r.answers.Layout == nil {
			if seen++; seen > headLines {
				return nil
			}
			r.header(row.Number, texts)
			continue
		}
		r.line, r.text = row.Number, map[string]string{}
		for field, at := range r.answers.at {
			if at < len(texts) {
				r.text[field] = texts[at]
			}
		}
		at := r.answers.at[columns[atID]]
		r.numeric = at < len(row.Cells) && row.Cells[at].Kind == sheet.Number
		r.take()
	}
	return nil
}

// texts are the cells of a row. A day is written so that it is read alike in every
// order of days.
func (r *answerReader) texts(row *sheet.Row) []string {
	out := make([]string, len(row.Cells))
	for i, c := range row.Cells {
		out[i] = strings.TrimSpace(beneficiary.Shown(c, r.table.Date1904()))
		if c.Kind != sheet.Date {
			continue
		}
		if serial, err := strconv.Atoi(c.Text); err == nil {
			if d, err := civil.FromSerial(serial, r.table.Date1904()); err == nil {
				out[i] = d.ISO()
			}
		}
	}
	return out
}

// header looks whether a line heads the columns of a layout.
func (r *answerReader) header(line int, headings []string) {
	for i := range headings {
		headings[i] = viet.Fold(headings[i])
	}
	for _, l := range r.layouts {
		if l.Header > 0 && l.Header != line {
			continue
		}
		at, missing := placeColumns(l.Columns, headings)
		if missing == "" {
			r.answers.Layout, r.answers.at = l, at
			return
		}
		if r.missing == "" {
			r.missing = missing
		}
	}
}

// placeColumns finds columns among folded headings, or says which is missing or
// stands twice.
func placeColumns(columns []LayoutColumn, headings []string) (at map[string]int, missing string) {
	at = map[string]int{}
	for _, c := range columns {
		for i, h := range headings {
			if h != viet.Fold(c.Heading) {
				continue
			}
			if _, twice := at[c.Field]; twice {
				return nil, c.Heading
			}
			at[c.Field] = i
		}
		if _, there := at[c.Field]; !there && !c.Optional {
			return nil, c.Heading
		}
	}
	return at, ""
}

// take takes the line, or says why not.
func (r *answerReader) take() {
	said, known := r.answers.Layout.results[viet.Key(r.text[fieldResult])]
	if r.text[fieldCode] == "" && !known && r.text[columns[atID]] == "" {
		return // a note or a signature below the table
	}
	if r.blank() {
		if _, _, ours := ParseQuestionCode(r.text[fieldCode]); ours {
			r.answers.Blank++
		}
		return
	}
	a, err := r.answer(said, known)
	var fault *fieldFault
	if errors.As(err, &fault) {
		r.answers.Faults = append(r.answers.Faults, r.answers.Fault(r.line, fault.field, fault.code, r.text[fault.field]))
		return
	}
	r.answers.Items = append(r.answers.Items, a)
}

// blank reports whether nothing was filled in.
func (r *answerReader) blank() bool {
	for field, text := range r.text {
		if field != fieldCode && text != "" {
			return false
		}
	}
	return true
}

// fieldFault is what is wrong with a field.
type fieldFault struct{ field, code string }

func (f *fieldFault) Error() string { return f.field + ": " + f.code }

func (r *answerReader) answer(said Said, known bool) (a Answer, err error) {
	a = Answer{Line: r.line, Said: said, Note: r.text[fieldNote]}
	var ok bool
	if a.Request, a.N, ok = ParseQuestionCode(r.text[fieldCode]); !ok {
		return a, &fieldFault{fieldCode, AnswerCodeUnknown}
	}
	if !known {
		return a, &fieldFault{fieldResult, AnswerResultUnknown}
	}
	if err := r.person(&a.Person); err != nil {
		return a, err
	}
	if a.Said == SaidFound && a.Person.Status == "" {
		if a.Person.Status, ok = r.reader().status(""); !ok {
			return a, &fieldFault{fieldStatus, StatusUnknown}
		}
	}
	return a, a.check()
}

// reader reads single fields as those of a snapshot are read.
func (r *answerReader) reader() *Reader {
	return &Reader{layout: &r.answers.Layout.Layout, opt: Options{Commune: r.commune, AsOf: r.asOf}}
}

// person parses what was filled in.
func (r *answerReader) person(p *Person) error {
	f := r.reader()
	var text [len(columns)]string
	for i, field := range columns {
		text[i] = r.text[field]
	}
	text[atID] = strings.Join(strings.Fields(text[atID]), "")
	if r.numeric && f.layout.Pad && digits(text[atID]) && (len(text[atID]) == 11 || len(text[atID]) == 10) {
		text[atID] = strings.Repeat("0", 12-len(text[atID])) + text[atID]
	}
	p.PersonalID, p.Name, p.Commune = text[atID], viet.Compose(text[atName]), text[atCommune]
	var ok bool
	fault := func(at int, code string) error { return &fieldFault{columns[at], code} }
	if p.PersonalID != "" && !beneficiary.IsPersonalID(p.PersonalID) {
		return fault(atID, NumberMalformed)
	}
	if text[atBirth] != "" {
		if p.Birth, ok = f.date(text[atBirth]); !ok {
			return fault(atBirth, BirthMalformed)
		}
		if f.unborn(p.Birth) {
			return fault(atBirth, BirthInFuture)
		}
	}
	if p.Sex, ok = f.sex(text[atSex]); !ok && text[atSex] != "" {
		return fault(atSex, SexUnreadable)
	}
	if at, code := f.commune(p, &text); code != "" {
		return fault(at, code)
	}
	if text[atStatus] != "" {
		if p.Status, ok = f.status(text[atStatus]); !ok {
			return fault(atStatus, StatusUnknown)
		}
	}
	if text[atDied] != "" {
		if p.DiedOn, ok = f.date(text[atDied]); !ok {
			return fault(atDied, DeathMalformed)
		}
	}
	if p.OldIDs, ok = oldNumbers(text[atOld], f.layout.OldSeparators); !ok {
		return fault(atOld, OldNumberMistaken)
	}
	return nil
}

// check looks whether what was filled in goes with what was said.
func (a *Answer) check() error {
	p := &a.Person
	if !a.Said.Names() {
		if p.PersonalID != "" || p.Name != "" || !p.Birth.IsZero() || !p.DiedOn.IsZero() {
			return &fieldFault{fieldResult, AnswerContradicts}
		}
		return nil
	}
	if p.PersonalID == "" {
		return &fieldFault{columns[atID], AnswerNumberMissing}
	}
	if a.Said == SaidDead {
		if p.Status != "" && p.Status != Dead {
			return &fieldFault{fieldStatus, AnswerContradicts}
		}
		p.Status = Dead
	}
	if a.Said == SaidCancelled && p.Status != "" && p.Status != Cancelled && p.Status != Alive {
		return &fieldFault{fieldStatus, AnswerContradicts}
	}
	if !p.DiedOn.IsZero() && p.Status != Dead {
		return &fieldFault{columns[atDied], DeathOfTheLiving}
	}
	return nil
}
