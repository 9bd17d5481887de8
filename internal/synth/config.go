package synth

import (
	"fmt"

	"chitra/internal/civil"
)

// The sizes the quotas are stated for.
const (
	DefaultPeople   = 26_794
	DefaultRegistry = 120_000
	DefaultMonths   = 3
)

// Profiles of lists.
const (
	Dirty = "dirty" // every fault in its share
	Clean = "clean" // rows as they should be; accounts and bank answers as in Dirty
)

// Config says which province to make. The zero value of a field is its default.
type Config struct {
	Seed     uint64
	People   int         // beneficiaries; default 26,794; at least 100
	Registry int         // persons in the registry; default 120,000; at least 1.3 for each beneficiary
	Profile  string      // Dirty (default) or Clean
	From     civil.Month // first month; default 2024-07
	Months   int         // months in a row; default 3
}

// withDefaults fills in and checks. The made-up communes and the rate of
// 500,000 đồng hold from 7/2024 to 6/2025, so no month lies outside.
func (c Config) withDefaults() (Config, error) {
	first, err := civil.NewMonth(2024, 7)
	if err != nil {
		return Config{}, err
	}
	if c.People == 0 {
		c.People = DefaultPeople
	}
	if c.Registry == 0 {
		c.Registry = DefaultRegistry
	}
	if c.Profile == "" {
		c.Profile = Dirty
	}
	if c.From.IsZero() {
		c.From = first
	}
	if c.Months == 0 {
		c.Months = DefaultMonths
	}
	switch last := c.From.Add(c.Months - 1); {
	case c.People < 100:
		return Config{}, fmt.Errorf("make a province of %d people: want at least 100", c.People)
	case c.Registry < c.People+c.People*3/10:
		return Config{}, fmt.Errorf("make a registry of %d for %d people: want at least %d", c.Registry, c.People, c.People+c.People*3/10)
	case c.Profile != Dirty && c.Profile != Clean:
		return Config{}, fmt.Errorf("profile %q: want %s or %s", c.Profile, Dirty, Clean)
	case c.Months < 1 || c.From.Compare(first) < 0 || last.Compare(first.Add(11)) > 0:
		return Config{}, fmt.Errorf("months %s to %s: want months of 2024-07 to 2025-06", c.From, last)
	}
	return c, nil
}
