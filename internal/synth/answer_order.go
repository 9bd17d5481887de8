package synth

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// readOrder reads a transfer file, known by its content.
func readOrder(data []byte) (*order, error) {
	o, err := &order{}, error(nil)
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
		XMLName    xml.Name
		Initiation struct {
			Header struct {
				ID    string `xml:"MsgId"`
				Count string `xml:"NbOfTxs"`
				Sum   string `xml:"CtrlSum"`
			} `xml:"GrpHdr"`
			Blocks []block `xml:"PmtInf"`
		} `xml:"CstmrCdtTrfInitn"`
	}
	block struct {
		ID     string `xml:"PmtInfId"`
		Method string `xml:"PmtMtd"`
		Count  string `xml:"NbOfTxs"`
		Day    struct {
			Text string `xml:",chardata"`
			Date string `xml:"Dt"`
		} `xml:"ReqdExctnDt"`
		Account   otherAccount `xml:"DbtrAcct"`
		Transfers []transfer   `xml:"CdtTrfTxInf"`
	}
	transfer struct {
		Refs struct {
			InstrID    string `xml:"InstrId"`
			EndToEndID string `xml:"EndToEndId"`
			UETR       string `xml:"UETR"`
		} `xml:"PmtId"`
		Amount struct {
			Instructed struct {
				Currency string `xml:"Ccy,attr"`
				Text     string `xml:",chardata"`
			} `xml:"InstdAmt"`
		} `xml:"Amt"`
		Agent struct {
			Institution struct {
				BICFI  string `xml:"BICFI"`
				BIC    string `xml:"BIC"`
				Member struct {
					ID string `xml:"MmbId"`
				} `xml:"ClrSysMmbId"`
			} `xml:"FinInstnId"`
		} `xml:"CdtrAgt"`
		Creditor struct {
			Name string `xml:"Nm"`
		} `xml:"Cdtr"`
		Account    otherAccount `xml:"CdtrAcct"`
		Remittance struct {
			Text string `xml:"Ustrd"`
		} `xml:"RmtInf"`
	}
	otherAccount struct {
		ID struct {
			Other struct {
				ID string `xml:"Id"`
			} `xml:"Othr"`
		} `xml:"Id"`
	}
)

func (a otherAccount) number() string { return a.ID.Other.ID }

const messageSpace = "urn:iso:std:iso:20022:tech:xsd:"

// readMessage reads a pain.001.
func (o *order) readMessage(data []byte) error {
	var m message
	if err := xml.Unmarshal(data, &m); err != nil {
		return err
	}
	header, blocks := m.Initiation.Header, m.Initiation.Blocks
	o.schema = strings.TrimPrefix(m.XMLName.Space, messageSpace)
	switch {
	case o.schema != "pain.001.001.03" && o.schema != "pain.001.001.09":
		return fmt.Errorf("namespace %q: want pain.001.001.03 or .09", m.XMLName.Space)
	case header.ID == "" || len(header.ID) > 35:
		return fmt.Errorf("MsgId %q", header.ID)
	}
	o.message = header.ID
	var err error
	if o.count, err = strconv.Atoi(header.Count); err != nil {
		return fmt.Errorf("NbOfTxs: %w", err)
	}
	if o.sum, err = money.ParsePlain(header.Sum, money.VND); err != nil {
		return fmt.Errorf("CtrlSum: %w", err)
	}
	for i := range blocks {
		if err := o.readBlock(&blocks[i]); err != nil {
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
	case b.ID == "" || b.Method != "TRF" || b.Account.number() == "":
		return errors.New("no PmtInfId, no account, or not a transfer")
	case o.debtor != "" && (o.debtor != b.Account.number() || o.month != civil.MonthOf(day)):
		return errors.New("another account or month than the block before")
	case b.Count != "" && b.Count != strconv.Itoa(len(b.Transfers)):
		return fmt.Errorf("NbOfTxs is %s, not %d", b.Count, len(b.Transfers))
	}
	o.debtor, o.month = b.Account.number(), civil.MonthOf(day)
	o.blocks = append(o.blocks, b.ID)
	for i := range b.Transfers {
		t := &b.Transfers[i]
		instructed, agent := t.Amount.Instructed, t.Agent.Institution
		amount, err := money.ParsePlain(instructed.Text, money.VND)
		if err != nil || instructed.Currency != string(money.VND) {
			return fmt.Errorf("transfer %d: amount %q %q", i+1, instructed.Text, instructed.Currency)
		}
		o.lines = append(o.lines, line{
			number: len(o.lines) + 1, block: len(o.blocks) - 1,
			endToEndID: t.Refs.EndToEndID, instrID: t.Refs.InstrID, uetr: t.Refs.UETR,
			payee:  payee{bin: binOf(agent.Member.ID, agent.BICFI+agent.BIC), account: t.Account.number()},
			holder: bankFold(t.Creditor.Name), amount: amount, text: t.Remittance.Text,
		})
	}
	return nil
}
