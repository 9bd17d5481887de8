package iso20022

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
)

// Write writes one message; see bankfile.Format. Lines of one route form one
// PmtInf, in the order of bankfile.Routes; within it they keep their order.
// Besides what bankfile refuses it refuses no lines at all, more than MaxRows,
// and a header or line whose texts Prepare has not made.
func (f pain001) Write(w io.Writer, h bankfile.Header, lines iter.Seq[bankfile.Line], t bankfile.Totals) error {
	if err := h.Check(); err != nil {
		return err
	}
	if debtorName(h) == "" {
		return &bankfile.HeaderError{Field: "payer_holder", Code: bankfile.CodeLetters}
	}
	blocks, err := f.plan(lines, t)
	if err != nil {
		return err
	}
	o := &output{w: w, buf: make([]byte, 0, bufferSize+4096)}
	f.open(o, h, t)
	for route, block := range blocks {
		if block.Count == 0 {
			continue
		}
		f.block(o, h, bankfile.Route(route), block)
		if err := f.transfers(o, bankfile.Route(route), block, lines); err != nil {
			return err
		}
		o.raw("</PmtInf>\n")
	}
	o.raw("</CstmrCdtTrfInitn></Document>\n")
	o.flush()
	if o.err != nil {
		return fmt.Errorf("write %s %s: %w", f.name, h.MessageID, o.err)
	}
	return nil
}

// plan checks every line and the totals before the first byte goes out, and
// returns the totals of each route.
func (f pain001) plan(lines iter.Seq[bankfile.Line], t bankfile.Totals) ([3]bankfile.Totals, error) {
	var blocks [3]bankfile.Totals
	var seen bankfile.References
	seen.Grow(min(max(t.Count, 0), maxLines))
	r := rules()
	for l := range lines {
		if err := f.check(l, r); err != nil {
			return blocks, err
		}
		if err := blocks[l.Route()].Add(l); err != nil {
			return blocks, err
		}
		seen.Add(l.EndToEndID)
	}
	if err := seen.Repeated(bankfile.WithoutError(lines)); err != nil {
		return blocks, err
	}
	var all bankfile.Totals
	for _, block := range blocks {
		if err := all.Merge(block); err != nil {
			return blocks, err
		}
	}
	if all.Count == 0 || all.Count > maxLines {
		return blocks, fmt.Errorf("a %s file holds 1 to %d lines, not %d", f.name, maxLines, all.Count)
	}
	return blocks, t.Differ(all)
}

// check: a line that Prepare would change was not prepared.
func (f pain001) check(l bankfile.Line, r bankfile.Rules) error {
	field, value := "", ""
	switch {
	case l.BankDisplay != "":
		field, value = "bank_display", l.BankDisplay
	case l.UETR != "" && !f.uetr:
		field, value = "uetr", l.UETR
	default:
		return r.Check(l)
	}
	return &bankfile.LineError{EndToEndID: l.EndToEndID, Field: field, Code: bankfile.CodeNotCarried, Value: value}
}

// open writes everything before the first PmtInf.
func (f pain001) open(o *output, h bankfile.Header, t bankfile.Totals) {
	o.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Document xmlns="` + f.namespace() + `"><CstmrCdtTrfInitn>` + "\n<GrpHdr>")
	o.element("MsgId", h.MessageID)
	o.element("CreDtTm", h.CreatedAt.In(civil.Zone()).Format("2006-01-02T15:04:05-07:00"))
	o.totals(t)
	o.raw("<InitgPty>")
	o.element("Nm", debtorName(h))
	o.raw("</InitgPty></GrpHdr>\n")
}

// block writes a PmtInf as far as its first transaction.
func (f pain001) block(o *output, h bankfile.Header, r bankfile.Route, t bankfile.Totals) {
	o.raw("<PmtInf>")
	o.element("PmtInfId", bankfile.BlockID(h.PaymentInfoID, r))
	o.raw("<PmtMtd>TRF</PmtMtd>")
	o.totals(t)
	o.raw("<PmtTpInf><SvcLvl>")
	o.element("Cd", serviceLevel(r))
	o.raw("</SvcLvl>")
	if h.Category != "" {
		o.raw("<CtgyPurp>")
		o.element("Cd", h.Category)
		o.raw("</CtgyPurp>")
	}
	o.raw("</PmtTpInf><ReqdExctnDt>")
	if f.date {
		o.element("Dt", h.PayOn.ISO())
	} else {
		o.raw(h.PayOn.ISO())
	}
	o.raw("</ReqdExctnDt><Dbtr>")
	o.element("Nm", debtorName(h))
	o.raw("</Dbtr><DbtrAcct><Id><Othr>")
	o.element("Id", h.Payer.Number)
	o.raw("</Othr></Id><Ccy>VND</Ccy></DbtrAcct><DbtrAgt>")
	o.buf = f.appendAgent(o.buf, h.BankBIC(), h.Payer.BIN)
	o.raw("</DbtrAgt><ChrgBr>DEBT</ChrgBr>\n")
}

// transfers writes the lines of one route and makes sure that they are still
// those that were counted.
func (f pain001) transfers(o *output, r bankfile.Route, want bankfile.Totals, lines iter.Seq[bankfile.Line]) error {
	var got bankfile.Totals
	for l := range lines {
		if l.Route() != r {
			continue
		}
		if err := got.Add(l); err != nil {
			return err
		}
		o.buf = f.appendTransfer(o.buf, &l)
		o.flushFull()
		if o.err != nil {
			return fmt.Errorf("write line %s: %w", l.EndToEndID, o.err)
		}
	}
	if err := want.Differ(got); err != nil {
		return fmt.Errorf("the lines changed while they were written: %w", err)
	}
	return nil
}

// appendTransfer appends one CdtTrfTxInf. Of all texts but two, Line.Check has
// made sure that they are letters, digits and hyphens.
func (f pain001) appendTransfer(b []byte, l *bankfile.Line) []byte {
	b = append(b, "<CdtTrfTxInf><PmtId>"...)
	if l.InstrID != "" {
		b = append(append(append(b, "<InstrId>"...), l.InstrID...), "</InstrId>"...)
	}
	b = append(append(append(b, "<EndToEndId>"...), l.EndToEndID...), "</EndToEndId>"...)
	if l.UETR != "" {
		b = append(append(append(b, "<UETR>"...), l.UETR...), "</UETR>"...)
	}
	b = append(b, `</PmtId><Amt><InstdAmt Ccy="VND">`...)
	b = strconv.AppendInt(b, l.Amount.Minor(), 10)
	b = append(b, "</InstdAmt></Amt><CdtrAgt>"...)
	b = f.appendAgent(b, l.BIC, l.BIN)
	b = append(b, "</CdtrAgt><Cdtr><Nm>"...)
	b = appendText(b, l.Holder)
	b = append(b, "</Nm></Cdtr><CdtrAcct><Id><Othr><Id>"...)
	b = append(b, l.AccountNumber...)
	b = append(b, "</Id></Othr></Id></CdtrAcct><Purp><Cd>"...)
	b = append(b, l.Purpose...)
	b = append(b, "</Cd></Purp><RmtInf><Ustrd>"...)
	b = appendText(b, l.Remittance)
	return append(b, "</Ustrd></RmtInf></CdtTrfTxInf>\n"...)
}

// appendAgent names a bank by its BIC where that is known, and by its member
// number in the clearing system where that is.
func (f pain001) appendAgent(b []byte, bic, bin string) []byte {
	b = append(b, "<FinInstnId>"...)
	if bic != "" {
		b = append(append(append(b, f.bicTags[0]...), bic...), f.bicTags[1]...)
	}
	if bin != "" {
		b = append(b, "<ClrSysMmbId><ClrSysId><Prtry>"+clearingSystem+"</Prtry></ClrSysId><MmbId>"...)
		b = append(append(b, bin...), "</MmbId></ClrSysMmbId>"...)
	}
	return append(b, "</FinInstnId>"...)
}

// debtorName is the paying account's holder in the letters of the file, at
// most the 140 characters of Nm.
func debtorName(h bankfile.Header) string {
	name, _ := bankfile.SwiftLetters.Fit("payer_holder", h.Payer.Holder)
	return strings.TrimRight(name[:min(140, len(name))], " ")
}
