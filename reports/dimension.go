package reports

import "fmt"

// Dimension is what the lines of a report are broken down by.
type Dimension uint8

// The dimensions. Total gives no lines.
const (
	Total Dimension = iota
	ByCommune
	ByProgramme
	ByBank
	ByCategory
)

// ParseDimension reads a dimension's name: "commune", "programme", "bank",
// "category"; "" is Total.
func ParseDimension(s string) (Dimension, error) {
	for d := Total; d <= ByCategory; d++ {
		if d.String() == s {
			return d, nil
		}
	}
	return Total, fmt.Errorf("unknown dimension %q: want commune, programme, bank or category", s)
}

// String returns the name that ParseDimension reads.
func (d Dimension) String() string {
	switch d {
	case ByCommune:
		return "commune"
	case ByProgramme:
		return "programme"
	case ByBank:
		return "bank"
	case ByCategory:
		return "category"
	}
	return ""
}

// group returns the key and the name of the line a fact belongs to. The key ""
// is a line of its own: people of whom the dimension is not known.
func (d Dimension) group(m *PersonMonth) (key, name string) {
	switch d {
	case ByCommune:
		return m.Commune, m.CommuneName
	case ByProgramme:
		return string(m.Programme), ""
	case ByBank:
		return m.Bank, m.BankName
	case ByCategory:
		return m.Category, m.CategoryName
	}
	return "", ""
}
