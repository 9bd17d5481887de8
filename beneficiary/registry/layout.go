package registry

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"

	"chitra/beneficiary"
	"chitra/internal/viet"
)

// Layout is how an office lays its files of the registry out, as data: which
// heading is which column, and by which words it says things. ParseLayout makes it.
type Layout struct {
	Name        string `yaml:"name"`
	Version     int    `yaml:"version"`
	Description string `yaml:"description"`
	// Header is the line that names the columns, 1-based; nought finds it by its
	// headings, among the first lines that are not empty.
	Header  int            `yaml:"header"`
	Columns []LayoutColumn `yaml:"columns"`
	// Dates is the order of days in texts: ymd, dmy, mdy. A day written YYYY-MM-DD
	// is read in any of them.
	Dates string `yaml:"dates"`
	// OldSeparators are the characters between old numbers.
	OldSeparators string `yaml:"old_separators"`
	// Pad gives numbers back the noughts before them that a workbook has lost.
	Pad      bool         `yaml:"pad"`
	Statuses []LayoutWord `yaml:"statuses"`
	// Sexes are words beside those that everybody knows.
	Sexes []LayoutWord `yaml:"sexes"`
	// Ops are words for upsert and remove, beside these two.
	Ops []LayoutWord `yaml:"ops"`
	// Fixed is what every line has that no column says.
	Fixed []LayoutFixed `yaml:"fixed"`

	// SHA256 is that of the profile's text, in hexadecimal.
	SHA256 string `yaml:"-"`
	Text   []byte `yaml:"-"`

	statuses map[string]Status // by folded word
	sexes    map[string]beneficiary.Sex
	ops      map[string]string
}

// LayoutColumn is one column, by its heading.
type LayoutColumn struct {
	Heading string `yaml:"heading"`
	Field   string `yaml:"field"`
	// Optional columns may be missing.
	Optional bool `yaml:"optional"`
}

// LayoutWord is a word, and what it means.
type LayoutWord struct {
	Word  string `yaml:"word"`
	Means string `yaml:"means"`
}

// LayoutFixed is a value that every line has.
type LayoutFixed struct {
	Field string `yaml:"field"`
	Value string `yaml:"value"`
}

// String is name and version.
func (l *Layout) String() string { return fmt.Sprintf("%s %d", l.Name, l.Version) }

// What a line of a delta does.
const (
	opUpsert = "upsert"
	opRemove = "remove"
)

//go:embed layouts/*.yaml
var layoutFiles embed.FS

// Layouts are the built-in layouts, in the order of their names.
func Layouts() ([]*Layout, error) { return builtIn(layoutFiles, "layouts", ParseLayout) }

// LayoutNamed is the built-in layout of a name; ok is false where there is none.
func LayoutNamed(name string) (l *Layout, ok bool, err error) {
	all, err := Layouts()
	return named(all, func(l *Layout) string { return l.Name }, name, err)
}

// builtIn reads the profiles of a folder, in the order of their names.
func builtIn[T any](files embed.FS, folder string, parse func([]byte) (*T, error)) ([]*T, error) {
	names, err := fs.Glob(files, folder+"/*.yaml")
	if err != nil {
		return nil, err
	}
	var out []*T
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		l, err := parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, l)
	}
	return out, nil
}

// named finds the one of a name; ok is false for none.
func named[T any](all []*T, nameOf func(*T) string, name string, err error) (*T, bool, error) {
	i := slices.IndexFunc(all, func(l *T) bool { return nameOf(l) == name })
	if err != nil || i < 0 {
		return nil, false, err
	}
	return all[i], true, nil
}

// ParseLayout reads a profile. The error is beneficiary.LayoutFaults, with every
// fault there is; then there is no layout.
func ParseLayout(text []byte) (*Layout, error) {
	l := new(Layout)
	if err := l.parse(text, layoutShape(), l, (*layoutCheck).check); err != nil {
		return nil, err
	}
	l.Text = text
	return l, nil
}

// parse reads a profile into what embeds the layout, and looks for what is wrong
// with it.
func (l *Layout) parse(text []byte, shape beneficiary.ProfileShape, into any, check func(*layoutCheck)) error {
	at, faults := beneficiary.DecodeProfile(text, shape, into)
	if len(faults) == 0 {
		c := &layoutCheck{layout: l, at: at}
		check(c)
		faults = c.faults
	}
	if len(faults) > 0 {
		slices.SortStableFunc(faults, func(a, b beneficiary.LayoutFault) int { return a.Line - b.Line })
		return faults
	}
	sum := sha256.Sum256(text)
	l.SHA256 = hex.EncodeToString(sum[:])
	l.learn()
	return nil
}

func layoutShape() beneficiary.ProfileShape {
	word, number, truth := beneficiary.ProfileShape{}, beneficiary.ProfileShape{Tag: "!!int"}, beneficiary.ProfileShape{Tag: "!!bool"}
	words := beneficiary.ProfileShape{Many: true, Keys: map[string]beneficiary.ProfileShape{"word": word, "means": word}}
	return beneficiary.ProfileShape{Keys: map[string]beneficiary.ProfileShape{
		"name": word, "version": number, "description": word, "header": number, "dates": word, "old_separators": word, "pad": truth,
		"columns":  {Many: true, Keys: map[string]beneficiary.ProfileShape{"heading": word, "field": word, "optional": truth}},
		"fixed":    {Many: true, Keys: map[string]beneficiary.ProfileShape{"field": word, "value": word}},
		"statuses": words, "sexes": words, "ops": words,
	}}
}

// learn makes the tables that lines are read by.
func (l *Layout) learn() {
	l.statuses, l.sexes, l.ops = map[string]Status{}, map[string]beneficiary.Sex{}, map[string]string{opUpsert: opUpsert, opRemove: opRemove}
	for _, w := range l.Statuses {
		l.statuses[viet.Key(w.Word)] = Status(w.Means)
	}
	for _, w := range l.Sexes {
		l.sexes[viet.Key(w.Word)], _ = beneficiary.ParseSex(w.Means)
	}
	for _, w := range l.Ops {
		l.ops[viet.Key(w.Word)] = w.Means
	}
}

// fixed is the value that every line has; "" for none.
func (l *Layout) fixed(field string) string {
	for _, f := range l.Fixed {
		if f.Field == field {
			return f.Value
		}
	}
	return ""
}
