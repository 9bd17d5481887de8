package iso20022

import (
	"chitra/bankfile"
	"chitra/internal/money"
)

// transfer reads one CdtTrfTxInf into line and counts it.
func (t *transferReader) transfer() {
	t.line = bankfile.Line{InHouse: t.route == bankfile.InHouse}
	l := &t.line
	for name, ok := t.child(); ok; name, ok = t.child() {
		switch string(name) {
		case "PmtId":
			t.paymentID(l)
		case "Amt":
			t.instructed(l)
		case "CdtrAgt":
			bic, bin := t.agent()
			t.put(&l.BIC, "CdtrAgt", bic)
			t.put(&l.BIN, "CdtrAgt", bin)
		case "Cdtr":
			t.put(&l.Holder, "Cdtr", t.party())
		case "CdtrAcct":
			t.put(&l.AccountNumber, "CdtrAcct", t.othrAccount())
		case "Purp":
			t.put(&l.Purpose, "Purp", t.choice())
		case "RmtInf":
			t.put(&l.Remittance, "RmtInf", t.only("Ustrd"))
		default:
			t.unknown(name)
		}
	}
	if t.err != nil {
		return
	}
	if l.Route() != t.route {
		t.refuse("CdtTrfTxInf", ReasonRoute)
	}
	for _, err := range []error{rules().Check(*l), t.total.Add(*l), t.lines.Add(*l)} {
		if err != nil {
			t.fail(err)
		}
	}
}

func (t *transferReader) paymentID(l *bankfile.Line) {
	for name, ok := t.child(); ok; name, ok = t.child() {
		switch string(name) {
		case "InstrId":
			t.put(&l.InstrID, "InstrId", t.text())
		case "EndToEndId":
			t.put(&l.EndToEndID, "EndToEndId", t.text())
		case "UETR":
			if !t.format.uetr {
				t.unknown(name)
			}
			t.put(&l.UETR, "UETR", t.text())
		default:
			t.unknown(name)
		}
	}
}

func (t *transferReader) instructed(l *bankfile.Line) {
	for name, ok := t.child(); ok; name, ok = t.child() {
		switch {
		case string(name) != "InstdAmt":
			t.unknown(name)
		case l.Amount != money.Amount{}:
			t.refuse("InstdAmt", ReasonTwice)
		default:
			l.Amount = t.dong()
		}
	}
}

// agent reads a bank's BIC and its member number in the clearing system.
func (t *transferReader) agent() (bic, bin string) {
	for name, ok := t.child(); ok; name, ok = t.child() {
		if string(name) != "FinInstnId" {
			t.unknown(name)
			continue
		}
		for name, ok := t.child(); ok; name, ok = t.child() {
			switch string(name) {
			case t.format.bicElement():
				bic = t.word()
			case "ClrSysMmbId":
				bin = t.member()
			default:
				t.unknown(name)
			}
		}
	}
	return bic, bin
}

func (t *transferReader) member() string {
	id := ""
	for name, ok := t.child(); ok; name, ok = t.child() {
		switch string(name) {
		case "ClrSysId":
			if t.choice() != "NAPAS" {
				t.refuse("ClrSysId", ReasonMalformed)
			}
		case "MmbId":
			id = t.word()
		default:
			t.unknown(name)
		}
	}
	return id
}

// othrAccount reads an account by its number.
func (t *transferReader) othrAccount() string {
	number := ""
	for name, ok := t.child(); ok; name, ok = t.child() {
		switch string(name) {
		case "Id":
			for name, ok := t.child(); ok; name, ok = t.child() {
				if string(name) == "Othr" {
					number = t.only("Id")
				} else {
					t.unknown(name)
				}
			}
		case "Ccy":
			if t.word() != "VND" {
				t.refuse("Ccy", ReasonMalformed)
			}
		default:
			t.unknown(name)
		}
	}
	return number
}

// only reads the one child of that name an element may have.
func (t *transferReader) only(wanted string) string {
	found, seen := "", false
	for name, ok := t.child(); ok; name, ok = t.child() {
		switch {
		case string(name) != wanted:
			t.unknown(name)
		case seen:
			t.refuse(wanted, ReasonTwice)
		default:
			found, seen = t.text(), true
		}
	}
	return found
}
