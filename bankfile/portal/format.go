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

// Terms are the profile's; see bankfile.TermsOf.
func (f format) Terms() bankfile.Terms { return f.p.terms() }

func (f format) rules() bankfile.Rules {
	return bankfile.Rules{
		Letters: bankfile.PortalLetters, HolderMax: f.p.Out.HolderMax, RemittanceMax: f.p.Out.RemittanceMax,
	}
}

// Prepare fits the line to the portal's letters and spells its bank as the
// portal does. A bank that cannot be spelled so that it reads back as itself is
// refused with CodeUnknown.
func (f format) Prepare(l bankfile.Line) (bankfile.Line, []bankfile.Lossy, error) {
	l.InHouse = l.InHouse || f.p.Bank != "" && l.BIN == f.p.Bank
	if err := f.p.terms().Check(l); err != nil {
		return bankfile.Line{}, nil, err
	}
	out, lost, err := f.rules().Prepare(l)
	if err != nil {
		return bankfile.Line{}, nil, err
	}
	out = carried(out)
	if out.BankDisplay, err = f.p.display(out); err != nil {
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

// display is the portal's text of the payee's bank.
func (p *Profile) display(l bankfile.Line) (string, error) {
	fail := &bankfile.LineError{EndToEndID: l.EndToEndID, Field: "bin", Code: bankfile.CodeUnknown, Value: l.BIN}
	i, ok := bank.Directory().ByBIN(l.BIN)
	if l.BIN == "" || !ok {
		return "", fail
	}
	text := i.PortalText()
	if p.Out.InHouse != "" && l.BIN == p.Bank {
		text = p.Out.InHouse
	} else if p.listsBanks() {
		text = p.Out.BankTexts[l.BIN]
	}
	if back, ok := p.binOf(text); !ok || back != l.BIN {
		return "", fail
	}
	return text, nil
}

// listsBanks says whether the portal takes the banks of a list of its own alone.
func (p *Profile) listsBanks() bool { return len(p.Out.BankTexts) > 0 || p.Out.InHouse != "" }

// binOf resolves the portal's spelling of a bank.
func (p *Profile) binOf(text string) (string, bool) {
	if p.Out.InHouse != "" && text == p.Out.InHouse {
		return p.Bank, true
	}
	if p.listsBanks() {
		bin, ok := p.banks[text]
		return bin, ok
	}
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
	if f.p.Out.Template != (Template{}) {
		if f.p.NeedsTemplate() {
			return fmt.Errorf("%s: the profile's template is not at hand", f.Name())
		}
		return f.writeTemplate(w, lines, t.Count)
	}
	return writeWorkbook(w, &f.p.Out, lines, t.Count)
}
