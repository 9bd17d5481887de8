package synth

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// readOrder reads a transfer file, known by its content.
func readOrder(path string) (*order, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	o := &order{name: orderName(path)}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		err = o.readBulk(data)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("pain.001.001.")):
		err = o.readMessage(data)
	default:
		err = errors.New("neither a credit transfer message nor a bulk payment workbook")
	}
	if err != nil {
		return nil, err
	}
	return o, o.check()
}

// orderName is the base of the names of answers. What marks a practice run is
// the sender's affair and not the bank's.
func orderName(path string) string {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return strings.TrimPrefix(name, "PRACTICE-")
}

// check is what every bank looks at before the first transfer.
func (o *order) check() error {
	sum, seen := money.Dong(0), map[string]bool{}
	for _, l := range o.lines {
		switch {
		case l.amount.Sign() <= 0:
			return fmt.Errorf("line %d: the amount is not more than zero", l.number)
		case l.payee.account == "" || strings.ContainsAny(l.payee.account, " .-"):
			return fmt.Errorf("line %d: no account, or one with blanks or signs", l.number)
		case l.holder == "":
			return fmt.Errorf("line %d: no beneficiary", l.number)
		case l.endToEndID == "" || seen[l.endToEndID]:
			return fmt.Errorf("line %d: reference %q is missing or repeated", l.number, l.endToEndID)
		}
		seen[l.endToEndID] = true
		var err error
		if sum, err = sum.Add(l.amount); err != nil {
			return fmt.Errorf("line %d: %w", l.number, err)
		}
	}
	if len(o.lines) == 0 {
		return errors.New("no transfers")
	}
	if o.schema != "" && (o.count != len(o.lines) || o.sum != sum) {
		return fmt.Errorf("the header says %d transfers of %s, the file has %d of %s", o.count, o.sum.Digits(), len(o.lines), sum.Digits())
	}
	o.count, o.sum = len(o.lines), sum
	return nil
}

// The elements of pain.001 that a bank acts upon, of versions .03 and .09.
type (
	message struct {
		XMLName xml.Name
		ID      string  `xml:"CstmrCdtTrfInitn>GrpHdr>MsgId"`
		Count   string  `xml:"CstmrCdtTrfInitn>GrpHdr>NbOfTxs"`
		Sum     string  `xml:"CstmrCdtTrfInitn>GrpHdr>CtrlSum"`
		Blocks  []block `xml:"CstmrCdtTrfInitn>PmtInf"`
	}
	block struct {
		ID     string `xml:"PmtInfId"`
		Method string `xml:"PmtMtd"`
		Count  string `xml:"NbOfTxs"`
		Day    struct {
			Text string `xml:",chardata"`
			Date string `xml:"Dt"`
		} `xml:"ReqdExctnDt"`
		Account   string     `xml:"DbtrAcct>Id>Othr>Id"`
		Transfers []transfer `xml:"CdtTrfTxInf"`
	}
	transfer struct {
		InstrID    string `xml:"PmtId>InstrId"`
		EndToEndID string `xml:"PmtId>EndToEndId"`
		UETR       string `xml:"PmtId>UETR"`
		Amount     struct {
			Currency string `xml:"Ccy,attr"`
			Text     string `xml:",chardata"`
		} `xml:"Amt>InstdAmt"`
		BICFI   string `xml:"CdtrAgt>FinInstnId>BICFI"`
		BIC     string `xml:"CdtrAgt>FinInstnId>BIC"`
		Member  string `xml:"CdtrAgt>FinInstnId>ClrSysMmbId>MmbId"`
		Name    string `xml:"Cdtr>Nm"`
		Account string `xml:"CdtrAcct>Id>Othr>Id"`
		Text    string `xml:"RmtInf>Ustrd"`
	}
)

const messageSpace = "urn:iso:std:iso:20022:tech:xsd:"

// readMessage reads a pain.001.
func (o *order) readMessage(data []byte) error {
	var m message
	if err := xml.Unmarshal(data, &m); err != nil {
		return err
	}
	o.schema = strings.TrimPrefix(m.XMLName.Space, messageSpace)
	switch {
	case o.schema != "pain.001.001.03" && o.schema != "pain.001.001.09":
		return fmt.Errorf("namespace %q: want pain.001.001.03 or .09", m.XMLName.Space)
	case m.ID == "" || len(m.ID) > 35:
		return fmt.Errorf("MsgId %q", m.ID)
	}
	o.message = m.ID
	var err error
	if o.count, err = strconv.Atoi(m.Count); err != nil {
		return fmt.Errorf("NbOfTxs: %w", err)
	}
	if o.sum, err = money.ParsePlain(m.Sum, money.VND); err != nil {
		return fmt.Errorf("CtrlSum: %w", err)
	}
	for i := range m.Blocks {
		if err := o.readBlock(&m.Blocks[i]); err != nil {
			return fmt.Errorf("PmtInf %d: %w", i+1, err)
		}
	}
	return nil
}

// readBlock reads a PmtInf.
func (o *order) readBlock(b *block) error {
	day, err := civil.ParseISO(strings.TrimSpace(b.Day.Text) + b.Day.Date)
	if err != nil {
		return fmt.Errorf("ReqdExctnDt: %w", err)
	}
	switch {
	case b.ID == "" || b.Method != "TRF" || b.Account == "":
		return errors.New("no PmtInfId, no account, or not a transfer")
	case o.debtor != "" && (o.debtor != b.Account || o.month != civil.MonthOf(day)):
		return errors.New("another account or month than the block before")
	case b.Count != "" && b.Count != strconv.Itoa(len(b.Transfers)):
		return fmt.Errorf("NbOfTxs is %s, not %d", b.Count, len(b.Transfers))
	}
	o.debtor, o.month = b.Account, civil.MonthOf(day)
	o.blocks = append(o.blocks, b.ID)
	for i := range b.Transfers {
		t := &b.Transfers[i]
		amount, err := money.ParsePlain(t.Amount.Text, money.VND)
		if err != nil || t.Amount.Currency != string(money.VND) {
			return fmt.Errorf("transfer %d: amount %q %q", i+1, t.Amount.Text, t.Amount.Currency)
		}
		o.lines = append(o.lines, line{
			number: len(o.lines) + 1, block: len(o.blocks) - 1,
			endToEndID: t.EndToEndID, instrID: t.InstrID, uetr: t.UETR,
			payee: payee{bin: binOf(t.Member, t.BICFI+t.BIC), account: t.Account}, holder: bankFold(t.Name),
			amount: amount, text: t.Text,
		})
	}
	return nil
}
