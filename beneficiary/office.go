package beneficiary

import (
	"chitra/internal/sheet"
)

// readTaught reads a list with the headings of the office it comes from: the one
// asked for, else the one that the first words of the file name, else, where the
// list turns out to be another's, that one. A list that reads as one commune's
// with its words and as another's without is read with those of every office. One
// that waits is a list here.
func readTaught(o Options, read func(office string) (*List, error), title func() string) (*List, error) {
	if o.Layout != nil || len(o.Learnt) == 0 || o.Commune != "" {
		return read(o.Commune)
	}
	first := title()
	if !hasOwn(o.Learnt, first) {
		first = ""
	}
	l, err := read(first)
	if l == nil || l.Commune == first || first == "" && !hasOwn(o.Learnt, l.Commune) {
		return l, err
	}
	if again, err := read(l.Commune); again != nil && again.Commune == l.Commune {
		return again, err
	}
	return read("")
}

// titleOffice is the first commune that the file's first lines name without
// doubt; "" for none.
func titleOffice(t sheet.Table, o Options) string {
	r := &reader{table: t, o: o}
	for _, info := range t.Sheets() {
		if info.Hidden != sheet.Visible {
			continue
		}
		for row, err := range t.Rows(info.Index) {
			if err != nil || row.Number > headRows {
				break
			}
			if sure := singles(r.readTitle([]sheet.Row{*row}).communes); len(sure) == 1 {
				return sure[0]
			}
		}
	}
	return ""
}
