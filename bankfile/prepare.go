package bankfile

import "strings"

// Rules are what a format does to the texts of a line.
type Rules struct {
	Letters                  Letters
	HolderMax, RemittanceMax int // characters
}

// Prepare fits holder and remittance text to the rules, leads the text with
// the reference, gives a line without a purpose PurposeSocialBenefit, and
// checks the result. A name is never cut, since the bank compares it: one too
// long is refused. A remittance text too long is cut at its end.
func (r Rules) Prepare(l Line) (Line, []Lossy, error) {
	if l.Purpose == "" {
		l.Purpose = PurposeSocialBenefit
	}
	holder, lost := r.Letters.Fit("holder", l.Holder)
	l.Holder = holder
	text, more := r.Letters.Fit("remittance", l.Remittance)
	lost = append(lost, more...)
	text = lead(l.EndToEndID, text)
	if len(text) > r.RemittanceMax {
		lost = append(lost, Lossy{Field: "remittance", Kind: LossCut, Lost: text[r.RemittanceMax:]})
		text = strings.TrimRight(text[:r.RemittanceMax], " ")
	}
	l.Remittance = text
	if err := r.Check(l); err != nil {
		return Line{}, nil, err
	}
	return l, lost, nil
}

// Check is Line.Check and these rules: what a prepared line satisfies.
func (r Rules) Check(l Line) error {
	if err := l.check(); err != nil {
		return err
	}
	fail := func(field, code, value string) error {
		return &LineError{EndToEndID: l.EndToEndID, Field: field, Code: code, Value: value}
	}
	switch {
	case l.Cash:
		return fail("cash", CodeNotCarried, "")
	case l.Purpose == "":
		return fail("purpose", CodeMissing, "")
	case len(l.Holder) > r.HolderMax:
		return fail("holder", CodeTooLong, l.Holder)
	case !r.Letters.Holds(l.Holder) || !some(l.Holder, upper):
		return fail("holder", CodeLetters, l.Holder)
	case len(l.Remittance) > r.RemittanceMax:
		return fail("remittance", CodeTooLong, l.Remittance)
	case !r.Letters.Holds(l.Remittance):
		return fail("remittance", CodeLetters, l.Remittance)
	case !isLed(l.Remittance, l.EndToEndID):
		return fail("remittance", CodeNotLed, l.Remittance)
	}
	return nil
}

// lead puts the reference in front of text, once.
func lead(reference, text string) string {
	if isLed(text, reference) {
		return text
	}
	return strings.TrimRight(reference+" "+text, " ")
}

func isLed(text, reference string) bool {
	rest, ok := strings.CutPrefix(text, reference)
	return ok && (rest == "" || rest[0] == ' ')
}
