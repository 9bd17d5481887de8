package civil

import "fmt"

// Months returns every month from one to another, both included; nil when to is
// before from or either is no month.
func Months(from, to Month) []Month {
	if from.IsZero() || to.IsZero() || to.Compare(from) < 0 {
		return nil
	}
	months := make([]Month, 0, to.Since(from)+1)
	for m := from; len(months) < cap(months); m = m.Add(1) {
		months = append(months, m)
	}
	return months
}

// PeriodName names the months from one to another as Vietnamese papers do:
// "tháng 7/2024", "quý III/2024", "năm 2024", else "tháng 7/2024 – tháng
// 8/2024". No month, or an end before the beginning, has no name: "".
func PeriodName(from, to Month) string {
	if from.IsZero() || to.IsZero() || to.Compare(from) < 0 {
		return ""
	}
	quarters := [...]string{"I", "II", "III", "IV"}
	whole := from.year == to.year && from.month%3 == 1
	switch length := to.Since(from) + 1; {
	case length == 1:
		return monthName(from)
	case whole && length == 3:
		return fmt.Sprintf("quý %s/%d", quarters[from.month/3], from.year)
	case whole && length == 12:
		return fmt.Sprintf("năm %d", from.year)
	}
	return monthName(from) + " – " + monthName(to)
}

func monthName(m Month) string {
	return fmt.Sprintf("tháng %d/%d", m.month, m.year)
}
