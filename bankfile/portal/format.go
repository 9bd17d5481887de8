package portal

import (
	"fmt"
	"io"
	"iter"

	"chitra/bankfile"
	"chitra/internal/bank"
)

// format is the workbook of one profile as a bankfile.Format.
type format struct {
	p *Profile
}

// Format is the profile's workbook to upload. What the workbook has no room for
// is empty when read back: the header, InstrID, UETR, BIC, Purpose, InHouse.
func (p *Profile) Format() bankfile.Format { return format{p} }

func (f format) Name() string      { return f.p.Out.Format }
func (f format) Extension() string { return "xlsx" }
func (f format) MaxRows() int      { return f.p.Out.MaxRows }

func (f format) rules() bankfile.Rules {
	return bankfile.Rules{
		Letters: bankfile.PortalLetters, HolderMax: f.p.Out.HolderMax, RemittanceMax: f.p.Out.RemittanceMax,
	}
}

// Prepare fits the line to the portal's letters and spells its bank as the
// portal does. A bank that cannot be spelled so that it reads back as itself is
// refused with CodeUnknown.
func (f format) Prepare(l bankfile.Line) (bankfile.Line, []bankfile.Lossy, error) {
	out, lost, err := f.rules().Prepare(l)
	if err != nil {
		return bankfile.Line{}, nil, err
	}
	out = carried(out)
	if out.BankDisplay, err = display(out); err != nil {
		return bankfile.Line{}, nil, err
	}
	return out, lost, nil
}

// carried empties what the workbook has no column for.
func carried(l bankfile.Line) bankfile.Line {
	return bankfile.Line{
		EndToEndID: l.EndToEndID, Amount: l.Amount, BIN: l.BIN, BankDisplay: l.BankDisplay,
		AccountNumber: l.AccountNumber, Holder: l.Holder, Remittance: l.Remittance,
	}
}

func display(l bankfile.Line) (string, error) {
	fail := &bankfile.LineError{EndToEndID: l.EndToEndID, Field: "bin", Code: bankfile.CodeUnknown, Value: l.BIN}
	i, ok := bank.Directory().ByBIN(l.BIN)
	if l.BIN == "" || !ok {
		return "", fail
	}
	text := i.PortalText()
	if back, ok := binOf(text); !ok || back != l.BIN {
		return "", fail
	}
	return text, nil
}

// binOf resolves the portal's spelling of a bank.
func binOf(text string) (string, bool) {
	i, match := bank.Directory().Find(text)
	return i.BIN, match.Found() && i.BIN != ""
}

// check says whether a line is prepared: what Prepare gives, and nothing else.
func (f format) check(l bankfile.Line) error {
	prepared, lost, err := f.Prepare(l)
	if err != nil {
		return err
	}
	if prepared != l || len(lost) > 0 {
		return &bankfile.LineError{EndToEndID: l.EndToEndID, Field: "line", Code: bankfile.CodeMalformed}
	}
	return nil
}

// Write lays the workbook out as the profile says. The header is checked and
// not written: the portal has no place for it.
func (f format) Write(w io.Writer, h bankfile.Header, lines iter.Seq[bankfile.Line], t bankfile.Totals) error {
	if err := h.Check(); err != nil {
		return err
	}
	if t.Count > f.p.Out.MaxRows {
		return fmt.Errorf("%s: %d lines, the portal takes %d", f.Name(), t.Count, f.p.Out.MaxRows)
	}
	got, err := bankfile.Sum(lines)
	if err != nil {
		return err
	}
	if err := t.Differ(got); err != nil {
		return err
	}
	for l := range lines {
		if err := f.check(l); err != nil {
			return err
		}
	}
	return writeWorkbook(w, &f.p.Out, lines)
}
