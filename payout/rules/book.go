package rules

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"sync"

	"chitra/internal/civil"
	"chitra/payout"
)

//go:embed data/*.csv
var data embed.FS

// Family is what a list calls a category: rules of which age picks one.
type Family struct {
	Code      string
	Programme payout.Programme
	Name      string // Vietnamese
}

// birthdayRule says which month of a birthday pays by the new age, for months
// from a day on.
type birthdayRule struct {
	from       civil.Date
	monthAfter bool
}

// Book is the tables in force, read-only and safe for concurrent use.
type Book struct {
	families  []Family
	byCode    map[string]Family
	rules     map[string][]Rule // by family
	rates     []Rate
	birthdays []birthdayRule
	names     nameIndex
	version   string
}

var tables = sync.OnceValue(func() *Book {
	b, err := embedded()
	if err != nil {
		// The tables are part of the program: only a faulty build gets here.
		panic(err)
	}
	return b
})

// Tables returns the embedded tables.
func Tables() *Book { return tables() }

// Sources is the tables to load, each CSV of the form of the embedded ones. A
// nil reader stands for the embedded table.
type Sources struct {
	Families, Rules, Rates, Birthdays, Words io.Reader
}

// Load reads tables. A line that is not whole, names what is not there, or
// contradicts another is a *DataError, and nothing is loaded.
func Load(s Sources) (*Book, error) {
	b := &Book{byCode: map[string]Family{}, rules: map[string][]Rule{}}
	digest := sha256.New()
	for _, t := range []struct {
		name string
		r    io.Reader
		read func(line) error
		cols []string
	}{
		{"families", s.Families, b.readFamily, []string{"family", "programme", "name_vi", "codes"}},
		{"rules", s.Rules, b.readRule, []string{"rule", "family", "benchmark", "ages", "coefficient_tenths", "units", "valid_from", "valid_to", "basis", "status"}},
		{"rates", s.Rates, b.readRate, []string{"benchmark", "scope", "valid_from", "dong", "issued", "in_force", "basis", "status"}},
		{"birthdays", s.Birthdays, b.readBirthday, []string{"valid_from", "pays", "basis", "status"}},
		{"words", s.Words, b.readWords, []string{"family", "all", "none"}},
	} {
		r := t.r
		if r == nil {
			text, err := data.ReadFile("data/" + t.name + ".csv")
			if err != nil {
				return nil, fmt.Errorf("load rules: %w", err)
			}
			r = bytes.NewReader(text)
		}
		if err := readTable(t.name, io.TeeReader(r, digest), t.cols, t.read); err != nil {
			return nil, fmt.Errorf("load rules: %w", err)
		}
	}
	b.version = "rules-" + hex.EncodeToString(digest.Sum(nil))[:12]
	return b, nil
}

// Version names the tables by their content: "rules-" and 12 hex digits of
// SHA-256. Other tables have another version.
func (b *Book) Version() string { return b.version }

func embedded() (*Book, error) { return Load(Sources{}) }

// Families returns every family in the order of the table.
func (b *Book) Families() []Family { return append([]Family(nil), b.families...) }

// CategoryName returns a family's Vietnamese name, "" for none of ours.
func (b *Book) CategoryName(family string) string { return b.byCode[family].Name }

// monthAfter reports whether birthdays change the amount only from the month
// after them, by the setting in force on the month's first day.
func (b *Book) monthAfter(month civil.Month) bool {
	var latest birthdayRule
	for _, r := range b.birthdays {
		if r.from.Compare(month.First()) <= 0 && r.from.Compare(latest.from) >= 0 {
			latest = r
		}
	}
	return latest.monthAfter
}
