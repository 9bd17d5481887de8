// Package place knows communes: their codes and names, from which day to which
// they stand, and who took over from whom. Codes belong to a day: since 1/7/2025
// there are 34 provinces and no districts, and many old codes live on with other
// bounds.
//
// It refuses to choose. A name gives every commune that carries it, and says
// nothing about which of them was meant.
package place

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"chitra/internal/civil"
)

// Commune is one version of a commune, ward, township or special zone.
type Commune struct {
	Code         string // five digits
	Name         string // with its kind: "Xã Tân Chi"
	ProvinceCode string // two digits; three in made-up provinces
	ProvinceName string
	DistrictName string // empty since districts are no more
	// From and To are the first and the last day of validity; the zero date
	// leaves that side open.
	From, To civil.Date
	// Successors are the codes of the communes that took over its people. More
	// than one: it was split, and nobody's new commune follows from the old one.
	Successors []string
}

// On says whether the version stands on a day. The zero day asks for none.
func (c Commune) On(day civil.Date) bool {
	if day.IsZero() {
		return true
	}
	return (c.From.IsZero() || c.From.Compare(day) <= 0) && (c.To.IsZero() || day.Compare(c.To) <= 0)
}

// MadeUp says whether the commune is one of a made-up province, whose codes begin
// with 99. Only practice stores take them.
func (c Commune) MadeUp() bool { return strings.HasPrefix(c.Code, "99") }

//go:embed data/communes_2025-07-01.csv
var communes []byte

var embedded = sync.OnceValue(func() []Commune {
	rows, err := ParseCSV(bytes.NewReader(communes))
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("no communes")
	}
	if err != nil {
		// The table is part of the program: only a faulty build gets here.
		panic(fmt.Errorf("place: embedded table: %w", err))
	}
	return rows
})

// Embedded returns the 3,321 communes in force since 1/7/2025, as laid down by
// the decision on the list and codes of administrative units. The slice is the
// caller's own.
func Embedded() []Commune { return append([]Commune(nil), embedded()...) }
