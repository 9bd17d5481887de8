package reports

import (
	"strconv"
	"strings"

	"chitra/internal/money"
)

// Ratio is a share that cannot be told apart from what it is a share of.
type Ratio struct {
	Num, Den int
}

// String returns the percentage with two decimals and a point, rounded half up
// from the exact integers: "97.31"; "" where the denominator is 0.
func (r Ratio) String() string {
	return money.Ratio(int64(r.Num), int64(r.Den))
}

// PointsOver returns how far the printed percentage lies from a whole target
// percentage, in percentage points with two decimals ("33.16"), without sign,
// and whether it lies below. ok is false where there is no percentage. It
// starts from the rounded percentage, so that the two printed figures agree.
func (r Ratio) PointsOver(target int) (points string, below, ok bool) {
	digits := strings.Replace(r.String(), ".", "", 1)
	hundredths, err := strconv.ParseInt(digits, 10, 64)
	if err != nil { // only the empty string of a ratio without denominator
		return "", false, false
	}
	over := hundredths - int64(target)*100
	if over < 0 {
		return money.Ratio(-over, 10_000), true, true
	}
	return money.Ratio(over, 10_000), false, true
}
