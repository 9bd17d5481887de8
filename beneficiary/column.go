package beneficiary

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// role is what a column of a sheet is read as. Several roles can make up one
// field: a year of birth stands in one column for men and one for women.
type role uint8

const (
	roleNone role = iota // a heading nobody knows
	roleIgnored
	roleOrdinal
	roleName
	roleFamily // surname and middle
	roleGiven
	roleBirth
	roleBirthYear
	roleBirthMale
	roleBirthFemale
	roleBirthPartDay
	roleBirthPartMonth
	roleBirthPartYear
	roleSex
	roleSexMale
	roleSexFemale
	roleNumber
	roleOldNumber
	roleAddress
	roleCommune
	roleCategory
	roleCoefficient
	roleRate
	roleArrears
	roleRecovery
	roleTotal
	roleAccount
	roleBank
	roleHolder
	roleRelation
	roleNote
	roleCount
)

// roleNames are the roles' names in the data.
var roleNames = [roleCount]string{
	"", "ignored", "ordinal", "name", "family", "given", "birth", "birth_year", "birth_male", "birth_female", "birth_part_day",
	"birth_part_month", "birth_part_year", "sex", "sex_male", "sex_female", "number", "old_number", "address", "commune",
	"category", "coefficient", "rate", "arrears", "recovery", "total", "account", "bank", "holder", "relation", "note",
}

var roleFields = [roleCount]Field{
	NoField, NoField, Ordinal, Name, Name, Name, BirthField, BirthField, BirthField, BirthField, BirthField,
	BirthField, BirthField, SexField, SexField, SexField, PersonalID, PersonalID, Address, Commune,
	Category, Coefficient, Rate, Arrears, Recovery, Total, Account, Bank, Holder, Relation, Note,
}

func (r role) field() Field { return roleFields[r] }

// yields reports whether the leftmost of two equal columns for the role is taken
// without asking: where a mistake can neither pay nor refuse anybody.
func (r role) yields() bool {
	return r == roleOrdinal || r == roleAddress || r == roleNote || r == roleRelation
}

//go:embed data/headers.csv data/lines.csv
var data embed.FS

// synonyms is headers.csv: what a column's heading says it is.
type synonyms struct {
	is    map[string]meaning
	has   []phrase
	under []string // padded by spaces
}

type meaning struct {
	role   role
	rank   int
	learnt string // the folded heading, where only the office's own words explain it
}

type phrase struct {
	meaning
	words string // padded by spaces
}

var headerSynonyms = sync.OnceValue(func() *synonyms {
	s, err := loadSynonyms()
	if err != nil {
		// The table is part of the program: only a faulty build gets here.
		panic(err)
	}
	return s
})

func loadSynonyms() (*synonyms, error) {
	s := &synonyms{is: map[string]meaning{}}
	err := eachRecord("data/headers.csv", 4, func(f []string) error {
		m, err := parseMeaning(f[0], f[2])
		if err != nil {
			return err
		}
		switch f[1] {
		case "is":
			if _, taken := s.is[f[3]]; taken {
				return fmt.Errorf("%q stands twice", f[3])
			}
			s.is[f[3]] = m
		case "has":
			s.has = append(s.has, phrase{m, " " + f[3] + " "})
		case "under":
			s.under = append(s.under, " "+f[3]+" ")
		default:
			return fmt.Errorf("unknown match %q", f[1])
		}
		return nil
	})
	return s, err
}

func parseMeaning(name, rank string) (meaning, error) {
	n, err := strconv.Atoi(rank)
	if err != nil {
		return meaning{}, fmt.Errorf("rank %q", rank)
	}
	for r, known := range roleNames {
		if known == name && known != "" {
			return meaning{role: role(r), rank: n}, nil
		}
	}
	return meaning{}, fmt.Errorf("unknown role %q", name)
}

// eachRecord reads an embedded table of comma-separated fields without quotes;
// lines that begin with # say what it is.
func eachRecord(name string, fields int, visit func([]string) error) error {
	raw, err := data.ReadFile(name)
	if err != nil {
		return fmt.Errorf("beneficiary: %w", err)
	}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		record := strings.Split(line, ",")
		if len(record) != fields {
			return fmt.Errorf("beneficiary: %s: %q has not %d fields", name, line, fields)
		}
		if err := visit(record); err != nil {
			return fmt.Errorf("beneficiary: %s: %q: %w", name, line, err)
		}
	}
	return nil
}

// exact finds a folded label as a whole.
func (s *synonyms) exact(label string) (meaning, bool) {
	m, ok := s.is[label]
	return m, ok
}

// within finds the first phrase that stands in a folded label.
func (s *synonyms) within(label string) (meaning, bool) {
	padded := " " + label + " "
	for _, p := range s.has {
		if strings.Contains(padded, p.words) {
			return p.meaning, true
		}
	}
	return meaning{}, false
}

// isOthers reports whether a group heading is about somebody else.
func (s *synonyms) isOthers(label string) bool {
	padded := " " + label + " "
	for _, words := range s.under {
		if strings.Contains(padded, words) {
			return true
		}
	}
	return false
}
