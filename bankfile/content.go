package bankfile

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ContentSHA256 is the digest, in hexadecimal, of what the prepared lines of a
// paying account say apart from their references, in any order: bank, account,
// holder, amount and what the payee reads. Two files of one digest pay the same
// people the same money for the same month.
func ContentSHA256(payerID string, lines []Line) string {
	said := make([]string, len(lines))
	for i, l := range lines {
		text := strings.TrimPrefix(strings.TrimPrefix(l.Remittance, l.EndToEndID), " ")
		said[i] = strings.Join([]string{l.BIN, l.BIC, l.AccountNumber, l.Holder, strconv.FormatInt(l.Amount.Minor(), 10),
			string(l.Amount.Currency()), text}, "\x00")
	}
	slices.Sort(said)
	digest := sha256.New()
	digest.Write([]byte(payerID))
	for _, s := range said {
		digest.Write([]byte("\x01" + s))
	}
	return fmt.Sprintf("%x", digest.Sum(nil))
}

// routeNames are the routes' stable names, in their order.
var routeNames = [...]string{"in_house", "interbank", "high_value", "cash"}

// String is the route's stable name.
func (r Route) String() string { return routeNames[r] }

// TotalsByRoute adds the items up by their routes; a route that nobody takes is
// not there.
func TotalsByRoute[T Placed](items []T) ([]RouteTotals, error) {
	var sums [len(routeNames)]Totals
	for _, item := range items {
		l, r := item.Placed()
		if err := sums[r].Add(l); err != nil {
			return nil, err
		}
	}
	out := []RouteTotals{}
	for r, t := range sums {
		if t.Count > 0 {
			out = append(out, RouteTotals{Route: Route(r).String(), Instructions: t.Count, Amount: t.Amount.Minor(), HashTotal: t.HashText()})
		}
	}
	return out, nil
}

// Alike counts the lines whose holder, as prepared, is written in the same
// letters as another's who was spelled otherwise before. holders are the names
// before, in the order of lines.
func Alike(lines []Line, holders []string) int {
	spelled := map[string]map[string]int{}
	for i, l := range lines {
		if spelled[l.Holder] == nil {
			spelled[l.Holder] = map[string]int{}
		}
		spelled[l.Holder][holders[i]]++
	}
	n := 0
	for _, before := range spelled {
		if len(before) < 2 {
			continue
		}
		for _, times := range before {
			n += times
		}
	}
	return n
}
