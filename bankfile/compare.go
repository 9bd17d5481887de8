package bankfile

import (
	"fmt"
	"iter"
)

// Difference is a field of a written file that does not say what was meant. A
// line that only one side has differs in "end_to_end_id". Its text names no
// person and no account.
type Difference struct {
	Line      Line // as meant; as read where nothing like it was meant
	Field     string
	Want, Got string
}

func (e *Difference) Error() string {
	return fmt.Sprintf("line %s: %s is not what was meant", e.Line.EndToEndID, e.Field)
}

// Compare is the check before a file is sealed: it reads got, the file read
// back, against want, the prepared lines as the store has them, field by field
// and in any order, and both against t. The first fault is returned: a
// *Difference, a *TotalsError or the file's own error. Where both sides have
// the same order it keeps nothing; else, the lines that wait for their match.
func Compare(want iter.Seq[Line], got iter.Seq2[Line, error], t Totals) error {
	next, stop := iter.Pull(want)
	defer stop()
	waiting := make(map[string]Line)
	var read, meant Totals
	for g, err := range got {
		if err != nil {
			return fmt.Errorf("read the file back: %w", err)
		}
		if err := read.Add(g); err != nil {
			return fmt.Errorf("read the file back: %w", err)
		}
		w, ok := waiting[g.EndToEndID]
		delete(waiting, g.EndToEndID)
		for !ok {
			l, more := next()
			if !more {
				return &Difference{Line: g, Field: "end_to_end_id", Got: g.EndToEndID}
			}
			if err := meant.Add(l); err != nil {
				return err
			}
			if ok = l.EndToEndID == g.EndToEndID; ok {
				w = l
			} else if err := keep(waiting, l); err != nil {
				return err
			}
		}
		if err := compareLine(w, g); err != nil {
			return err
		}
	}
	if l, more := next(); more {
		return &Difference{Line: l, Field: "end_to_end_id", Want: l.EndToEndID}
	}
	for _, l := range waiting {
		return &Difference{Line: l, Field: "end_to_end_id", Want: l.EndToEndID}
	}
	if err := t.Differ(meant); err != nil {
		return fmt.Errorf("lines meant: %w", err)
	}
	return t.Differ(read)
}

func keep(waiting map[string]Line, l Line) error {
	if _, twice := waiting[l.EndToEndID]; twice {
		return &LineError{EndToEndID: l.EndToEndID, Field: "end_to_end_id", Code: CodeRepeated, Value: l.EndToEndID}
	}
	waiting[l.EndToEndID] = l
	return nil
}

// compareLine returns the first field in which want and got differ.
func compareLine(want, got Line) error {
	if want == got {
		return nil
	}
	fields := [...]struct{ name, want, got string }{
		{"end_to_end_id", want.EndToEndID, got.EndToEndID},
		{"instr_id", want.InstrID, got.InstrID},
		{"uetr", want.UETR, got.UETR},
		{"amount", amountText(want), amountText(got)},
		{"bin", want.BIN, got.BIN},
		{"bic", want.BIC, got.BIC},
		{"bank_display", want.BankDisplay, got.BankDisplay},
		{"account", want.AccountNumber, got.AccountNumber},
		{"holder", want.Holder, got.Holder},
		{"remittance", want.Remittance, got.Remittance},
		{"purpose", want.Purpose, got.Purpose},
		{"cash", fmt.Sprint(want.Cash), fmt.Sprint(got.Cash)},
		{"place", want.Place, got.Place},
		{"in_house", fmt.Sprint(want.InHouse), fmt.Sprint(got.InHouse)},
	}
	for _, f := range fields {
		if f.want != f.got {
			return &Difference{Line: want, Field: f.name, Want: f.want, Got: f.got}
		}
	}
	return &Difference{Line: want, Field: "line"}
}

func amountText(l Line) string { return l.Amount.Digits() + " " + string(l.Amount.Currency()) }
