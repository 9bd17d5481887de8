package portal_test

import (
	"errors"
	"strings"
	"testing"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/money"
)

// Payees within the bank have its own text; another bank has the one that the
// office has copied from the portal's list, or none, and is held.
func TestABankWithoutATextIsNeverGuessed(t *testing.T) {
	texts, err := portal.Texts()
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, x := range texts {
		if x.Files != nil && x.Files.Name == "vietinbank" {
			text = string(x.Text)
		}
	}
	bare, err := portal.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	listed, err := portal.Parse([]byte(strings.Replace(text, "  in_house: VietinBank\n", "  in_house: VietinBank\n  bank_texts: {\"970418\": 01202001-NGAN HANG THU}\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		p    *portal.Profile
		bin  string
		want string
	}{
		"in-house": {bare, "970415", "VietinBank"}, "no list": {bare, "970418", ""},
		"listed": {listed, "970418", "01202001-NGAN HANG THU"}, "not listed": {listed, "970405", ""}, "in-house beside a list": {listed, "970415", "VietinBank"},
	} {
		t.Run(name, func(t *testing.T) {
			l := line(0)
			l.BIN = c.bin
			got, _, err := c.p.Format().Prepare(l)
			var fault *bankfile.LineError
			switch {
			case c.want == "" && (!errors.As(err, &fault) || fault.Code != bankfile.CodeUnknown):
				t.Errorf("got %+v, %v", got, err)
			case c.want != "" && (err != nil || got.BankDisplay != c.want):
				t.Errorf("got %q, %v", got.BankDisplay, err)
			}
		})
	}
}

// From 500 million on the portal's form has no way to another bank; within the
// bank it has.
func TestHighValueByPortal(t *testing.T) {
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	for name, held := range map[string]bool{"mb": false, "bidv": true, "vietinbank": true} {
		p, _ := set.ByName(name)
		for _, inHouse := range []bool{true, false} {
			l := line(0)
			l.Amount = money.Dong(bankfile.HighValueFrom)
			if l.BIN = p.Bank; !inHouse {
				l.BIN = "970405"
			}
			_, _, err := p.Format().Prepare(l)
			var fault *bankfile.LineError
			refused := errors.As(err, &fault) && fault.Code == bankfile.CodeHighValue
			if refused != (held && !inHouse) {
				t.Errorf("%s, in-house %v: %v", name, inHouse, err)
			}
		}
	}
}
