package portal

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/bank"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// bankListLeast is how many banks a column must name to be the template's list
// of banks.
const bankListLeast = 5

// findBanks looks, on every other sheet, shown or hidden, for the column that
// names the most banks: the portal's own texts. A bank of several texts has none.
func (d *drafting) findBanks() error {
	var best bankList
	for _, s := range d.book.Sheets() {
		if s.Index == d.at {
			continue
		}
		lists := map[int]*bankList{}
		for row, err := range d.book.Rows(s.Index) {
			if err != nil {
				return err
			}
			for col, c := range row.Cells {
				if c.Kind != sheet.Text {
					continue
				}
				if lists[col] == nil {
					lists[col] = &bankList{texts: map[string][]string{}}
				}
				lists[col].add(c.Text)
			}
		}
		for _, col := range slices.Sorted(maps.Keys(lists)) {
			if l := lists[col]; len(l.texts) > len(best.texts) {
				best = *l
			}
		}
	}
	if len(best.texts) < bankListLeast {
		d.doubt(DoubtNoBanks, "")
		return nil
	}
	d.texts = map[string]string{}
	for _, bin := range sortedKeys(best.texts) {
		if len(best.texts[bin]) > 1 {
			d.doubt(DoubtBankTwice, strings.Join(best.texts[bin], "; "))
			continue
		}
		d.texts[bin] = best.texts[bin][0]
	}
	d.Banks = len(d.texts)
	if best.others > 0 {
		d.doubt(DoubtBankOther, strconv.Itoa(best.others))
	}
	return nil
}

// bankList are the banks that a column names.
type bankList struct {
	texts  map[string][]string // by BIN
	others int                 // texts of no known bank
}

func (l *bankList) add(text string) {
	if strings.TrimSpace(text) != text || viet.Compose(text) != text {
		l.others++
		return
	}
	bin := bankOfText(text)
	if bin == "" {
		l.others++
		return
	}
	if !slices.Contains(l.texts[bin], text) {
		l.texts[bin] = append(l.texts[bin], text)
	}
}

// bankOfText is the one bank that a text names, whole or behind its code of eight
// digits, or by the institution in that code where nobody knows the name; "" where
// name and institution disagree.
func bankOfText(text string) string {
	name := text
	if m := leadingCode.FindStringSubmatch(text); m != nil {
		name = strings.TrimLeft(text[len(m[1]):], " -–:.")
	}
	inst, match := bank.Directory().Find(name)
	if !match.Found() && name != text {
		inst, match = bank.Directory().Find(text)
	}
	if !match.Found() || inst.BIN == "" || !codeAgrees(text, inst) {
		return ""
	}
	return inst.BIN
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
