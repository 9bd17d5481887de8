package bank

import "fmt"

// CITAD is a bank code of the interbank payment system: eight digits, of which
// two name the province, three the institution and three the branch.
type CITAD struct {
	Province, Institution, Branch string
}

// ParseCITAD reads the eight digits, and nothing else.
func ParseCITAD(s string) (CITAD, error) {
	if len(s) != 8 {
		return CITAD{}, fmt.Errorf("bank code %q: want 8 digits", s)
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return CITAD{}, fmt.Errorf("bank code %q: %q is not a digit", s, r)
		}
	}
	return CITAD{Province: s[:2], Institution: s[2:5], Branch: s[5:]}, nil
}

func (c CITAD) String() string { return c.Province + c.Institution + c.Branch }
