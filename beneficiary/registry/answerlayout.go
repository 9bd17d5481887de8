package registry

import (
	"embed"
	"fmt"

	"chitra/beneficiary"
	"chitra/internal/viet"
)

// Said is what the registry says to a question.
type Said string

// What may be said. To all but SaidNotFound and SaidSeveral belongs a number.
const (
	SaidSame      Said = "same"    // the person asked about, as asked
	SaidDiffers   Said = "differs" // the person, and something of what was asked is wrong
	SaidFound     Said = "found"   // the person's whole record, whatever was asked
	SaidNotFound  Said = "not_found"
	SaidSeveral   Said = "several" // more than one may be meant
	SaidDead      Said = "dead"
	SaidCancelled Said = "cancelled" // the number asked about; the one given took its place
)

// AnswerLayout is how an office lays out its answers, as data: a Layout with a
// column for the question's code and one for the result. ParseAnswerLayout makes
// it.
type AnswerLayout struct {
	Layout  `yaml:",inline"`
	Results []LayoutWord `yaml:"results"`

	results map[string]Said // by folded word
}

// The fields of an answer that a snapshot does not have.
const (
	fieldCode   = "code"
	fieldResult = "result"
	fieldNote   = "note"
)

// answerFields are the fields of an answer; the first three must be there.
func answerFields() []string {
	return []string{fieldCode, fieldResult, columns[atID], columns[atName], columns[atBirth], columns[atSex], fieldCommune, fieldCommuneName,
		fieldStatus, columns[atDied], columns[atOld], fieldNote}
}

//go:embed answers/*.yaml
var answerFiles embed.FS

// AnswerLayouts are the built-in layouts of answers, in the order of their names.
func AnswerLayouts() ([]*AnswerLayout, error) {
	return builtIn(answerFiles, "answers", ParseAnswerLayout)
}

// AnswerLayoutNamed is the built-in layout of a name; ok is false for none.
func AnswerLayoutNamed(name string) (l *AnswerLayout, ok bool, err error) {
	all, err := AnswerLayouts()
	return named(all, func(l *AnswerLayout) string { return l.Name }, name, err)
}

// ParseAnswerLayout reads a profile. The error is beneficiary.LayoutFaults, with
// every fault there is; then there is no layout.
func ParseAnswerLayout(text []byte) (*AnswerLayout, error) {
	l := new(AnswerLayout)
	if err := l.parse(text, answerShape(), l, func(c *layoutCheck) { c.answers(l) }); err != nil {
		return nil, err
	}
	l.results = map[string]Said{}
	for _, w := range l.Results {
		l.results[viet.Key(w.Word)] = Said(w.Means)
	}
	return l, nil
}

func answerShape() beneficiary.ProfileShape {
	shape := layoutShape()
	shape.Keys["results"] = shape.Keys["statuses"]
	delete(shape.Keys, "ops")
	return shape
}

// answers looks for what is wrong with a layout of answers.
func (c *layoutCheck) answers(l *AnswerLayout) {
	c.head("results")
	fields := c.eachColumn(answerFields())
	for _, f := range answerFields()[:3] {
		if !fields[f] {
			c.fault("columns", beneficiary.LayoutFieldMissing, f)
		}
	}
	c.words("results", l.Results, string(SaidSame), string(SaidDiffers), string(SaidFound), string(SaidNotFound), string(SaidSeveral),
		string(SaidDead), string(SaidCancelled))
	for i, w := range l.Results {
		if viet.Key(w.Word) == "" {
			c.fault(fmt.Sprintf("results[%d]", i), beneficiary.LayoutValueEmpty, "word")
		}
	}
}
