package settle

import (
	_ "embed" // of year_end.csv
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"chitra/internal/civil"
)

//go:embed data/year_end.csv
var yearEnds string

// YearEnd is by when a budget year's money must be spent, what was not paid given
// back, and both compared with the Treasury. Confirmed says whether anybody has
// held it against the legal text.
type YearEnd struct {
	Year                              int
	SpentBy, ReturnedBy, ReconciledBy civil.Date
	Basis                             string
	Confirmed                         bool
}

// YearEndOf returns the dates of a budget year, by the rule in force for it; an
// error for a year before the first.
func YearEndOf(year int) (YearEnd, error) {
	rows, err := csv.NewReader(strings.NewReader(yearEnds)).ReadAll()
	if err != nil {
		return YearEnd{}, fmt.Errorf("year ends: %w", err)
	}
	for i := len(rows) - 1; i > 0; i-- {
		from, err := strconv.Atoi(rows[i][0])
		if err != nil {
			return YearEnd{}, fmt.Errorf("year ends, line %d: %w", i+1, err)
		}
		if from <= year {
			return yearEndIn(year, rows[i])
		}
	}
	return YearEnd{}, fmt.Errorf("no rule for the end of %d", year)
}

func yearEndIn(year int, row []string) (YearEnd, error) {
	out := YearEnd{Year: year, Basis: row[4], Confirmed: row[5] == "yes"}
	for _, d := range []struct {
		year int
		text string
		into *civil.Date
	}{{year, row[1], &out.SpentBy}, {year + 1, row[2], &out.ReturnedBy}, {year + 1, row[3], &out.ReconciledBy}} {
		day, err := civil.ParseISO(fmt.Sprintf("%04d-%s", d.year, d.text))
		if err != nil {
			return YearEnd{}, fmt.Errorf("year ends, %q: %w", d.text, err)
		}
		*d.into = day
	}
	return out, nil
}
