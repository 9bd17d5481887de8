package reports

import (
	"fmt"
	"strings"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// Lang is the language a report is drawn in. The zero value is Vietnamese.
type Lang string

// The languages.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

// ParseLang reads "vi" or "en"; "" is Vietnamese.
func ParseLang(s string) (Lang, error) {
	switch Lang(s) {
	case "", Vietnamese:
		return Vietnamese, nil
	case English:
		return English, nil
	}
	return "", fmt.Errorf("unknown language %q: want vi or en", s)
}

// Count writes a count in groups of three: 26.794, in English 26,794.
func (l Lang) Count(n int) string { return l.group(int64(n)) }

func (l Lang) group(n int64) string {
	s := money.GroupDigits(n)
	if l == English {
		return strings.ReplaceAll(s, ".", ",")
	}
	return s
}

// point gives a number written with a decimal point the language's own mark.
func (l Lang) point(s string) string {
	if l == English {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// Percent writes a ratio as 63,16 %, in English 63.16 %; "–" where there is no
// denominator.
func (l Lang) Percent(r Ratio) string {
	s := r.String()
	if s == "" {
		return "–"
	}
	return l.point(s) + " %"
}

// Fraction writes what a ratio was worked out from: 16.923/26.794.
func (l Lang) Fraction(r Ratio) string {
	return l.Count(r.Num) + "/" + l.Count(r.Den)
}

// Amount writes an amount to the đồng: 1.234.567 đồng, in English 1,234,567
// VND. No amount is zero đồng.
func (l Lang) Amount(a money.Amount) string {
	switch {
	case a.Currency() != "" && a.Currency() != money.VND:
		return a.String()
	case l == English:
		return l.group(a.Minor()) + " VND"
	}
	return l.group(a.Minor()) + " đồng"
}

// Dong writes an amount in grouped digits alone, for a column whose heading
// names the unit.
func (l Lang) Dong(a money.Amount) string { return l.group(a.Minor()) }

// Short writes an amount in billions with one decimal, rounded half up: 33,2 tỷ
// đồng. Below one billion, and in other currencies, it is Amount.
func (l Lang) Short(a money.Amount) string {
	const billion, tenth = 1_000_000_000, 100_000_000
	if a.Minor() < billion || a.Currency() != money.VND {
		return l.Amount(a)
	}
	tenths := a.Minor() / tenth
	if a.Minor()%tenth >= tenth/2 {
		tenths++
	}
	if l == English {
		return fmt.Sprintf("%s.%d billion VND", l.group(tenths/10), tenths%10)
	}
	return fmt.Sprintf("%s,%d tỷ đồng", l.group(tenths/10), tenths%10)
}

// Period names the months from..to: quý III/2024, in English Q3 2024.
func (l Lang) Period(from, to civil.Month) string {
	if l != English {
		return civil.PeriodName(from, to)
	}
	whole := from.Month()%3 == 1
	switch length := to.Since(from) + 1; {
	case length == 1:
		return englishMonth(from)
	case whole && length == 3:
		return fmt.Sprintf("Q%d %d", from.Month()/3+1, from.Year())
	case from.Month() == 1 && length == 12:
		return fmt.Sprintf("%d", from.Year())
	}
	return englishMonth(from) + " – " + englishMonth(to)
}

func englishMonth(m civil.Month) string {
	return fmt.Sprintf("%s %d", time.Month(m.Month()), m.Year())
}

// Moment writes a cut-off to the minute, in the country's own time, and the day
// as its clerks write it: 17:00 ngày 30/09/2024, in English 17:00 30/09/2024
// (UTC+07).
func (l Lang) Moment(t time.Time) string {
	local := t.In(civil.Zone())
	if l == English {
		return local.Format("15:04 02/01/2006 (UTC-07)")
	}
	return local.Format("15:04 ngày 02/01/2006")
}

// signed writes a change with its sign; none is 0.
func (l Lang) signed(n int64) string {
	switch {
	case n > 0:
		return "+" + l.group(n)
	case n < 0:
		return "−" + l.group(-n)
	}
	return "0"
}
