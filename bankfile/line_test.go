package bankfile_test

import (
	"errors"
	"slices"
	"testing"

	"chitra/bankfile"
	"chitra/internal/money"
	"chitra/payout"
)

// line is the n-th of a row of good lines; each of its texts is its own.
func line(n int) bankfile.Line {
	payment := "P" + string(rune('A'+n%26)) + string(rune('A'+n/26%26))
	id := payout.EndToEndID("store-t", "MB1", "B1", payment, 1)
	return bankfile.Line{
		EndToEndID: id, InstrID: id, UETR: payout.UETR("store-t", "MB1", "B1", payment, 1),
		Amount: money.Dong(500_000 + int64(n)), BIN: "970422", BIC: "MSCBVNVX",
		AccountNumber: "0123456" + string(rune('0'+n%10)), Holder: "NGUYEN THI THU",
		Remittance: id + " TRO CAP THANG 7 2024", Purpose: bankfile.PurposeSocialBenefit,
	}
}

func TestCheckRefusesWhatNoBankCouldPay(t *testing.T) {
	if err := line(0).Check(); err != nil {
		t.Fatalf("a good line: %v", err)
	}
	tests := map[string]struct {
		change      func(*bankfile.Line)
		field, code string
	}{
		"reference of somebody else": {func(l *bankfile.Line) { l.EndToEndID = "INVOICE-1" }, "end_to_end_id", bankfile.CodeMalformed},
		"reference with a slip": {func(l *bankfile.Line) {
			l.EndToEndID = l.EndToEndID[:15] + string('A'+(l.EndToEndID[15]-'A'+1)%20)
		}, "end_to_end_id", bankfile.CodeMalformed},
		"instruction id in small letters": {func(l *bankfile.Line) { l.InstrID = "abc" }, "instr_id", bankfile.CodeMalformed},
		"instruction id too long":         {func(l *bankfile.Line) { l.InstrID = "A12345678901234567890123456789012345" }, "instr_id", bankfile.CodeMalformed},
		"uetr of version 1":               {func(l *bankfile.Line) { l.UETR = "255ae394-9965-1438-ac86-f406feada396" }, "uetr", bankfile.CodeMalformed},
		"uetr with a wrong variant":       {func(l *bankfile.Line) { l.UETR = "255ae394-9965-4438-cc86-f406feada396" }, "uetr", bankfile.CodeMalformed},
		"no amount":                       {func(l *bankfile.Line) { l.Amount = money.Amount{} }, "amount", bankfile.CodeNotDong},
		"dollars":                         {func(l *bankfile.Line) { l.Amount, _ = money.New(100, "USD") }, "amount", bankfile.CodeNotDong},
		"zero":                            {func(l *bankfile.Line) { l.Amount = money.Dong(0) }, "amount", bankfile.CodeNotMore},
		"less than zero":                  {func(l *bankfile.Line) { l.Amount = money.Dong(-1) }, "amount", bankfile.CodeNotMore},
		"no bank":                         {func(l *bankfile.Line) { l.BIN, l.BIC = "", "" }, "bin", bankfile.CodeMissing},
		"bin of five digits":              {func(l *bankfile.Line) { l.BIN = "97042" }, "bin", bankfile.CodeMalformed},
		"bic without a country":           {func(l *bankfile.Line) { l.BIC = "MSCB12VX" }, "bic", bankfile.CodeMalformed},
		"no account":                      {func(l *bankfile.Line) { l.AccountNumber = "" }, "account", bankfile.CodeMissing},
		"blank in the account":            {func(l *bankfile.Line) { l.AccountNumber = "0123 4567" }, "account", bankfile.CodeMalformed},
		"account too long":                {func(l *bankfile.Line) { l.AccountNumber = "01234567890123456789012345678901234" }, "account", bankfile.CodeMalformed},
		"no holder":                       {func(l *bankfile.Line) { l.Holder = "" }, "holder", bankfile.CodeMissing},
		"purpose of another trade":        {func(l *bankfile.Line) { l.Purpose = "SALA" }, "purpose", bankfile.CodeUnknown},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := line(0)
			test.change(&l)
			var fault *bankfile.LineError
			if err := l.Check(); !errors.As(err, &fault) || fault.Field != test.field || fault.Code != test.code {
				t.Errorf("Check = %v, want %s of %s", err, test.code, test.field)
			}
		})
	}
}

func TestRouteByBankAndAmount(t *testing.T) {
	tests := []struct {
		amount  int64
		inHouse bool
		want    bankfile.Route
	}{
		{499_999_999, false, bankfile.Interbank},
		{500_000_000, false, bankfile.HighValue},
		{500_000_000, true, bankfile.InHouse},
	}
	for _, test := range tests {
		l := line(0)
		l.Amount, l.InHouse = money.Dong(test.amount), test.inHouse
		if got := l.Route(); got != test.want {
			t.Errorf("%d in house %t: route %d, want %d", test.amount, test.inHouse, got, test.want)
		}
	}
}

func TestSplitKeepsEveryLineOnce(t *testing.T) {
	var lines []bankfile.Line
	for n := range 25 {
		lines = append(lines, line(n))
	}
	parts := bankfile.Split(lines, 10)
	if sizes := []int{len(parts[0]), len(parts[1]), len(parts[2])}; len(parts) != 3 || !slices.Equal(sizes, []int{10, 10, 5}) {
		t.Errorf("parts of %v", sizes)
	}
	if !slices.Equal(slices.Concat(parts...), lines) {
		t.Error("the parts together are not the lines")
	}
	if parts := bankfile.Split(nil, 10); len(parts) != 0 {
		t.Errorf("no lines gave %d parts", len(parts))
	}
	if parts := bankfile.Split(lines, 0); len(parts) != 1 {
		t.Errorf("without a limit: %d parts", len(parts))
	}
	_ = append(parts[0], line(99))
	if parts[1][0] != lines[10] {
		t.Error("growing one part overwrote the next")
	}
}

func TestByRouteKeepsOrderWithinARoute(t *testing.T) {
	a, b, c, d := line(0), line(1), line(2), line(3)
	b.InHouse, d.InHouse = true, true
	c.Amount = money.Dong(bankfile.HighValueFrom)
	groups := bankfile.ByRoute([]bankfile.Line{a, b, c, d})
	want := [][]bankfile.Line{{b, d}, {a}, {c}}
	if !slices.EqualFunc(groups, want, slices.Equal[[]bankfile.Line]) {
		t.Errorf("groups = %v", groups)
	}
	if groups := bankfile.ByRoute([]bankfile.Line{a}); len(groups) != 1 {
		t.Errorf("a route nobody takes has a group: %d", len(groups))
	}
}
