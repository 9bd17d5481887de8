package iso20022_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
)

// brief writes an answer on one line, leaving out what it does not say.
func brief(a bankfile.Answer) string {
	parts := []string{a.Level.String(), a.Status}
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+value)
		}
	}
	flag := func(name string, set bool) {
		if set {
			parts = append(parts, name)
		}
	}
	flag("inherited", a.Inherited)
	add("", strings.Join(a.Reasons, "+"))
	if a.HasAmount {
		add("", a.Amount.Decimal()+" "+string(a.Amount.Currency()))
	}
	add("amount?=", a.AmountText)
	flag("debit", a.Debit)
	flag("return", a.Return)
	add("e2e=", a.EndToEndID)
	add("instr=", a.InstrID)
	add("uetr=", a.UETR)
	add("ref=", a.BankRef)
	if a.EntryRef != a.BankRef {
		add("entry=", a.EntryRef)
	}
	add("msg=", a.OriginalMessageID)
	add("inf=", a.OriginalPaymentInfoID)
	add("to=", a.Name)
	add("acc=", a.Account)
	add("on=", a.BookedOn.ISO())
	if a.Details > 0 {
		add("details=", fmt.Sprint(a.Details))
	}
	add("text=", a.Text)
	add("note=", a.Note)
	return strings.Join(parts, " ")
}

// read returns the answers of a document, one a line, and why it ended.
func read(r io.Reader) (bankfile.Info, []string, error) {
	info, answers := iso20022.ReadAnswers(r)
	var lines []string
	for a, err := range answers {
		if err != nil {
			return info, lines, err
		}
		lines = append(lines, brief(a))
	}
	return info, lines, nil
}

func readGood(t *testing.T, document string) (bankfile.Info, []string) {
	t.Helper()
	info, lines, err := read(strings.NewReader(document))
	if err != nil {
		t.Fatalf("%v\n%s", err, document)
	}
	return info, lines
}

// refusesCuts reads document up to every step-th of its bytes before the last;
// only the whole of it may be taken.
func refusesCuts(t *testing.T, document string, step int) {
	t.Helper()
	document = strings.TrimSpace(document)
	for cut := 0; cut < len(document); cut += step {
		if _, _, err := read(strings.NewReader(document[:cut])); err == nil {
			t.Fatalf("cut after %d bytes of %d: no error", cut, len(document))
		}
	}
	if _, _, err := read(strings.NewReader(document)); err != nil {
		t.Fatalf("whole: %v", err)
	}
}

// codes are the codes of a document's answers.
func codes(t *testing.T, document string) (out []string) {
	t.Helper()
	_, answers := iso20022.ReadAnswers(strings.NewReader(document))
	for a, err := range answers {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a.Code)
	}
	return out
}
