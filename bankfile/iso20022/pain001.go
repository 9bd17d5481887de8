package iso20022

import (
	"strings"

	"chitra/bankfile"
)

// maxLines bounds one file: what a bank takes is far less, and the control sum
// stays within the 18 digits of the schema for any amount a person is paid.
const maxLines = 1_000_000

// pain001 is one version of the credit transfer initiation.
type pain001 struct {
	name string
	// What .09 says otherwise than .03: the element of a BIC, the date of
	// execution as a choice, the unique reference of a transaction.
	bicTags [2]string
	date    bool
	uetr    bool
}

// Pain001v09 is pain.001.001.09, the version to offer a bank.
func Pain001v09() bankfile.Format {
	return pain001{name: "pain.001.001.09", bicTags: [2]string{"<BICFI>", "</BICFI>"}, date: true, uetr: true}
}

// Pain001v03 is pain.001.001.03, for banks that still want it; it has no UETR.
func Pain001v03() bankfile.Format {
	return pain001{name: "pain.001.001.03", bicTags: [2]string{"<BIC>", "</BIC>"}}
}

func (f pain001) Name() string      { return f.name }
func (f pain001) Extension() string { return "xml" }
func (f pain001) MaxRows() int      { return maxLines }

// rules: the SWIFT X set, and the lengths of Nm and Ustrd (Max140Text).
func rules() bankfile.Rules {
	return bankfile.Rules{Letters: bankfile.SwiftLetters, HolderMax: 140, RemittanceMax: 140}
}

// Prepare fits a line to the SWIFT X set; see bankfile.Format. BankDisplay has
// no place in the message and is emptied, and so is UETR in version 03.
func (f pain001) Prepare(l bankfile.Line) (bankfile.Line, []bankfile.Lossy, error) {
	l.BankDisplay = ""
	if !f.uetr {
		l.UETR = ""
	}
	return rules().Prepare(l)
}

// bicElement is the element of a BIC.
func (f pain001) bicElement() string { return strings.Trim(f.bicTags[0], "<>") }

// namespace is the target namespace of the version's schema.
func (f pain001) namespace() string { return "urn:iso:std:iso:20022:tech:xsd:" + f.name }

// serviceLevel is the external service level code of a route: a book transfer,
// a non-urgent payment, an urgent one.
func serviceLevel(r bankfile.Route) string {
	switch r {
	case bankfile.InHouse:
		return "BKTR"
	case bankfile.HighValue:
		return "URGP"
	default:
		return "NURG"
	}
}

// clearingSystem names the system whose member numbers are the BINs.
const clearingSystem = "NAPAS"
