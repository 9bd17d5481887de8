package bankfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"chitra/internal/money"
	"chitra/payout"
)

// Terms are what a bank's profile asks beside the shape of its file: limits,
// what has to stand in files of its own, which purpose and which text a payment
// gets. The zero value asks nothing.
type Terms struct {
	// Profile, Version and SHA256 (of the profile's text, hexadecimal) say which
	// profile this is, Evidence how well it is known to be the bank's: well,
	// fair or unverified.
	Profile, Version, SHA256, Evidence string
	// LineMax is the most one line may carry, FileMax one file; nought is no
	// limit. In đồng.
	LineMax, FileMax money.Amount
	Apart            []Apart
	Large            LargeAmounts
	// Purposes are codes by programme; a programme that is not there is
	// PurposeSocialBenefit.
	Purposes map[payout.Programme]string
	// Category is the code of what the whole file is for, where the format has
	// room for it; "" says nothing.
	Category string
	// Cash: the files are lists that a desk pays by hand.
	Cash bool
	// Remittance is what the payee reads, with {programme}, {month} and {year};
	// "" is DefaultRemittance.
	Remittance string
}

// Unverified is the evidence of a layout of which nothing of the bank's was seen.
const Unverified = "unverified"

// DefaultRemittance is what a payee reads where the profile says nothing else.
const DefaultRemittance = "TRO CAP {programme} THANG {month} NAM {year}"

// Apart is a reason for lines to stand in files of their own.
type Apart string

// The reasons.
const (
	ApartInHouse Apart = "in_house" // payees at the paying account's bank, and all others
	ApartRoute   Apart = "route"    // in-house, instant, high-value
	ApartBank    Apart = "bank"     // each payee's bank
	ApartPlace   Apart = "place"    // each commune, of what a desk pays
)

// LargeAmounts is what becomes of a line to another bank from HighValueFrom on.
type LargeAmounts string

// The ways.
const (
	LargeTogether LargeAmounts = ""      // stands among the others; the format tells them apart, or the bank does
	LargeApart    LargeAmounts = "apart" // in files of its own
	LargeHeld     LargeAmounts = "held"  // the bank's form has no way for it: refused
)

// Codes of a LineError by a profile's terms.
const (
	CodeOverLimit = "over_limit"           // more than one line, or one file, may carry
	CodeHighValue = "high_value_not_taken" // another service than the form's is compulsory
)

// TermsOf are the terms of a format; one without a profile asks nothing and is
// its own.
func TermsOf(f Format) Terms {
	if t, ok := f.(interface{ Terms() Terms }); ok {
		return t.Terms()
	}
	return Terms{Profile: f.Name(), Version: "1", Evidence: "well"}
}

// WithTerms is f on the terms of a profile.
func WithTerms(f Format, t Terms) Format { return termed{f, t} }

type termed struct {
	Format
	terms Terms
}

func (f termed) Terms() Terms { return f.terms }

// Prepare also holds the line against the terms.
func (f termed) Prepare(l Line) (Line, []Lossy, error) {
	if err := f.terms.Check(l); err != nil {
		return Line{}, nil, err
	}
	return f.Format.Prepare(l)
}

// Check says whether the terms let l travel. The error is a *LineError.
func (t Terms) Check(l Line) error {
	fail := func(code string) error {
		return &LineError{EndToEndID: l.EndToEndID, Field: "amount", Code: code, Value: l.Amount.Digits()}
	}
	for _, limit := range []money.Amount{t.LineMax, t.FileMax} {
		if !limit.IsZero() && l.Amount.Minor() > limit.Minor() {
			return fail(CodeOverLimit)
		}
	}
	if t.Large == LargeHeld && l.Route() == HighValue {
		return fail(CodeHighValue)
	}
	return nil
}

// Purpose is the code of a programme.
func (t Terms) Purpose(p payout.Programme) string {
	return cmp.Or(t.Purposes[p], PurposeSocialBenefit)
}

// RemittanceText is what the payee of a programme and month (01 to 12) reads.
func (t Terms) RemittanceText(programme, month, year string) string {
	text := cmp.Or(t.Remittance, DefaultRemittance)
	out := make([]byte, 0, len(text)+len(programme))
	for i := 0; i < len(text); {
		name, value := text[i:i+1], text[i:i+1] // a byte stands for itself
		for _, p := range [...][2]string{{"{programme}", programme}, {"{month}", month}, {"{year}", year}} {
			if strings.HasPrefix(text[i:], p[0]) {
				name, value = p[0], p[1]
			}
		}
		out, i = append(out, value...), i+len(name)
	}
	return string(out)
}

// Placed is a line with the route it travels by: a prepared line may no longer
// say whether its bank is the paying account's.
type Placed interface {
	Placed() (Line, Route)
}

// Parts cuts items, which keep their order, into the files of a batch: what the
// terms want apart, then at most rows lines and FileMax đồng a file. No items are
// no part. A line that Check refuses has a file of its own.
func Parts[T Placed](items []T, rows int, t Terms) [][]T {
	groups := map[string][]T{}
	for _, item := range items {
		key := t.group(item.Placed())
		groups[key] = append(groups[key], item)
	}
	keys := make([]string, 0, len(groups))
	for key := range groups {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var parts [][]T
	for _, key := range keys {
		parts = append(parts, cut(groups[key], rows, t.FileMax)...)
	}
	return parts
}

// group is what the lines of one file have in common; groups sort as files do.
func (t Terms) group(l Line, r Route) string {
	key, bank := 0, ""
	for _, a := range t.Apart {
		switch a {
		case ApartInHouse:
			key = max(key, min(int(r), int(Interbank)))
		case ApartRoute:
			key = max(key, int(r))
		case ApartBank:
			bank = l.BIN
		case ApartPlace:
			bank = l.Place
		}
	}
	if t.Large == LargeApart && r == HighValue {
		key = int(HighValue)
	}
	return fmt.Sprintf("%d %s", key, bank)
}

func cut[T Placed](items []T, rows int, most money.Amount) [][]T {
	if rows <= 0 {
		rows = DefaultRows
	}
	var parts [][]T
	first, sum := 0, int64(0)
	for i, item := range items {
		l, _ := item.Placed()
		n := l.Amount.Minor()
		// sum stays below the limit, so that this cannot overflow where there is one
		if full := i-first >= rows || !most.IsZero() && n > most.Minor()-sum; full && i > first {
			parts = append(parts, items[first:i:i])
			first, sum = i, 0
		}
		if !most.IsZero() {
			sum += n
		}
	}
	return append(parts, items[first:len(items):len(items)])
}
