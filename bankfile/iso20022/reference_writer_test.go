package iso20022_test

import (
	"encoding/xml"
	"io"
	"iter"

	"chitra/bankfile"
	"chitra/internal/civil"
)

// The reference writer: the same message as structs of encoding/xml, against
// which the writer by hand is compared byte by byte and timed.

type xmlAgent struct {
	BICFI  string     `xml:"FinInstnId>BICFI,omitempty"`
	Member *xmlMember `xml:"FinInstnId>ClrSysMmbId"`
}

type xmlMember struct {
	System string `xml:"ClrSysId>Prtry"`
	ID     string `xml:"MmbId"`
}

type xmlTransfer struct {
	XMLName    xml.Name `xml:"CdtTrfTxInf"`
	InstrID    string   `xml:"PmtId>InstrId,omitempty"`
	EndToEndID string   `xml:"PmtId>EndToEndId"`
	UETR       string   `xml:"PmtId>UETR,omitempty"`
	Amount     struct {
		Currency string `xml:"Ccy,attr"`
		Value    int64  `xml:",chardata"`
	} `xml:"Amt>InstdAmt"`
	Agent      xmlAgent `xml:"CdtrAgt"`
	Creditor   string   `xml:"Cdtr>Nm"`
	Account    string   `xml:"CdtrAcct>Id>Othr>Id"`
	Purpose    string   `xml:"Purp>Cd"`
	Remittance string   `xml:"RmtInf>Ustrd"`
}

func agentOf(bic, bin string) xmlAgent {
	a := xmlAgent{BICFI: bic}
	if bin != "" {
		a.Member = &xmlMember{System: "NAPAS", ID: bin}
	}
	return a
}

// referenceEncoder keeps the first error.
type referenceEncoder struct {
	*xml.Encoder
	err error
}

func (e *referenceEncoder) keep(err error) {
	if e.err == nil {
		e.err = err
	}
}

func (e *referenceEncoder) open(names ...string) {
	for _, name := range names {
		e.keep(e.EncodeToken(xml.StartElement{Name: xml.Name{Local: name}}))
	}
}

func (e *referenceEncoder) close(names ...string) {
	for _, name := range names {
		e.keep(e.EncodeToken(xml.EndElement{Name: xml.Name{Local: name}}))
	}
}

func (e *referenceEncoder) line() { e.keep(e.EncodeToken(xml.CharData("\n"))) }

func (e *referenceEncoder) element(name string, value any) {
	e.keep(e.EncodeElement(value, xml.StartElement{Name: xml.Name{Local: name}}))
}

// writeReference writes pain.001.001.09 with encoding/xml. Lines must be
// prepared; nothing is checked.
func writeReference(w io.Writer, h bankfile.Header, lines iter.Seq[bankfile.Line], t bankfile.Totals) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := &referenceEncoder{Encoder: xml.NewEncoder(w)}
	holder, _ := bankfile.SwiftLetters.Fit("", h.Payer.Holder)
	document := xml.StartElement{Name: xml.Name{Local: "Document"}, Attr: []xml.Attr{
		{Name: xml.Name{Local: "xmlns"}, Value: "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}}}
	e.keep(e.EncodeToken(document))
	e.open("CstmrCdtTrfInitn")
	e.line()
	e.open("GrpHdr")
	e.element("MsgId", h.MessageID)
	e.element("CreDtTm", h.CreatedAt.In(civil.Zone()).Format("2006-01-02T15:04:05-07:00"))
	e.element("NbOfTxs", t.Count)
	e.element("CtrlSum", t.Amount.Minor())
	e.open("InitgPty")
	e.element("Nm", holder)
	e.close("InitgPty", "GrpHdr")
	e.line()
	for _, route := range bankfile.Routes() {
		e.block(h, holder, route, lines)
	}
	e.close("CstmrCdtTrfInitn")
	e.keep(e.EncodeToken(xml.EndElement{Name: document.Name}))
	e.line()
	e.keep(e.Flush())
	return e.err
}

func (e *referenceEncoder) block(h bankfile.Header, holder string, route bankfile.Route, lines iter.Seq[bankfile.Line]) {
	count, sum := 0, int64(0)
	for l := range lines {
		if l.Route() == route {
			count++
			sum += l.Amount.Minor()
		}
	}
	if count == 0 {
		return
	}
	e.open("PmtInf")
	e.element("PmtInfId", bankfile.BlockID(h.PaymentInfoID, route))
	e.element("PmtMtd", "TRF")
	e.element("NbOfTxs", count)
	e.element("CtrlSum", sum)
	e.open("PmtTpInf", "SvcLvl")
	e.element("Cd", [...]string{"BKTR", "NURG", "URGP"}[route])
	e.close("SvcLvl", "PmtTpInf")
	e.open("ReqdExctnDt")
	e.element("Dt", h.PayOn.ISO())
	e.close("ReqdExctnDt")
	e.open("Dbtr")
	e.element("Nm", holder)
	e.close("Dbtr")
	e.open("DbtrAcct", "Id", "Othr")
	e.element("Id", h.Payer.Number)
	e.close("Othr", "Id")
	e.element("Ccy", "VND")
	e.close("DbtrAcct")
	e.element("DbtrAgt", agentOf(h.BankBIC(), h.Payer.BIN))
	e.element("ChrgBr", "DEBT")
	e.line()
	for l := range lines {
		if l.Route() == route {
			e.transfer(&l)
		}
	}
	e.close("PmtInf")
	e.line()
}

func (e *referenceEncoder) transfer(l *bankfile.Line) {
	x := xmlTransfer{
		InstrID: l.InstrID, EndToEndID: l.EndToEndID, UETR: l.UETR,
		Agent: agentOf(l.BIC, l.BIN), Creditor: l.Holder, Account: l.AccountNumber,
		Purpose: l.Purpose, Remittance: l.Remittance,
	}
	x.Amount.Currency, x.Amount.Value = "VND", l.Amount.Minor()
	e.keep(e.Encode(x))
	e.line()
}
