package settle

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"chitra/internal/civil"
)

//go:embed data/exceptions.csv
var exceptionTable string

// ExceptionRule is whose an exception is until somebody is named, by when it is
// to be closed, and when closing it takes a second person.
type ExceptionRule struct {
	Kind  string
	Owner string // a role
	Days  int    // working days after it was opened
	// SecondFrom is the amount in đồng from which a second person confirms that
	// it is closed, whatever its sign; below zero one person is enough for any.
	SecondFrom int64
	Basis      string // why these days
}

// exceptionRules are read once.
var exceptionRules = sync.OnceValue(func() map[string]ExceptionRule {
	rules, err := ReadExceptionRules(exceptionTable)
	if err != nil {
		// The table is part of the program: only a faulty build gets here.
		panic(err)
	}
	return rules
})

// ExceptionRules are the rules of every kind.
func ExceptionRules() []ExceptionRule {
	out := make([]ExceptionRule, 0, len(exceptionRules()))
	for _, r := range exceptionRules() {
		out = append(out, r)
	}
	return out
}

// RuleOf is the rule of a kind. A kind in no table is the bank desk's, due the
// next working day, and closed by two.
func RuleOf(kind string) ExceptionRule {
	if r, ok := exceptionRules()[kind]; ok {
		return r
	}
	return ExceptionRule{Kind: kind, Owner: "bankdesk", Days: 1}
}

// Due is the day by which an exception opened on a day is to be closed.
func (r ExceptionRule) Due(opened civil.Date, holidays func(civil.Date) bool) civil.Date {
	return LastBankDay(opened, r.Days, holidays)
}

// NeedsSecond reports whether closing takes a second person. An exception that
// does not say of how much may be of any amount.
func (r ExceptionRule) NeedsSecond(amount *int64) bool {
	switch {
	case r.SecondFrom < 0:
		return false
	case amount == nil:
		return r.SecondFrom == 0
	}
	return max(*amount, -*amount) >= r.SecondFrom
}

// errExceptionRule is wrapped for a line of the table that is not whole.
var errExceptionRule = errors.New("exception rules")

// ReadExceptionRules reads a table of the form of the embedded one.
func ReadExceptionRules(text string) (map[string]ExceptionRule, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errExceptionRule, err)
	}
	out := make(map[string]ExceptionRule, len(rows))
	for n, row := range rows {
		if n == 0 {
			if strings.Join(row, ",") != "kind,owner,days,second_from,basis" {
				return nil, fmt.Errorf("%w: line 1: %v", errExceptionRule, row)
			}
			continue
		}
		r, err := exceptionRule(row)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", errExceptionRule, n+1, err)
		}
		if _, twice := out[r.Kind]; twice {
			return nil, fmt.Errorf("%w: line %d: %s stands twice", errExceptionRule, n+1, r.Kind)
		}
		out[r.Kind] = r
	}
	return out, nil
}

func exceptionRule(row []string) (ExceptionRule, error) {
	days, err := strconv.Atoi(row[2])
	if err != nil {
		return ExceptionRule{}, fmt.Errorf("days: %w", err)
	}
	r := ExceptionRule{Kind: row[0], Owner: row[1], Days: days, SecondFrom: -1, Basis: row[4]}
	if row[3] != "-" {
		if r.SecondFrom, err = strconv.ParseInt(row[3], 10, 64); err != nil {
			return ExceptionRule{}, fmt.Errorf("second_from: %w", err)
		}
	}
	if r.Kind == "" || r.Owner == "" || r.Days < 1 || row[3] != "-" && r.SecondFrom < 0 || r.Basis == "" {
		return ExceptionRule{}, fmt.Errorf("%s is not whole", r.Kind)
	}
	return r, nil
}
