package payout_test

import (
	"errors"
	"regexp"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

func month(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func date(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseISO(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func line(t testing.TB, of, cause string, dong int64) payout.EntitlementLine {
	t.Helper()
	l, err := payout.NewEntitlementLine(payout.EntitlementLine{
		Beneficiary: "b1", Programme: payout.BTXH, Rule: "BTXH-06C", Month: month(t, of), Cause: cause,
		Units: 1, Coefficient: decimal.New(15, -1), Amount: money.Dong(dong), Basis: "NĐ 20/2021 Điều 6.1.e",
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func payment(t testing.TB, lines ...payout.EntitlementLine) payout.Payment {
	t.Helper()
	p, err := payout.NewPayment(payout.Payment{
		Beneficiary: "b1", Programme: payout.BTXH, Period: month(t, "2024-07"), Number: 1,
		PayeeName: "Nguyễn Văn Ánh", Payer: "MB1", Lines: lines,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPaymentIsTheSumOfItsLines(t *testing.T) {
	p := payment(t, line(t, "2024-07", payout.CauseRegular, 750_000), line(t, "2024-06", "NĐ 76/2024", 210_000))
	if p.Amount != money.Dong(960_000) {
		t.Errorf("amount = %s", p.Amount)
	}
	if !regexp.MustCompile(`^P[A-Z2-7]{14}$`).MatchString(p.ID) {
		t.Errorf("ID = %q", p.ID)
	}
}

func TestPaymentRefusesWhatDoesNotBelong(t *testing.T) {
	regular := line(t, "2024-07", payout.CauseRegular, 750_000)
	foreign := regular
	foreign.Beneficiary = "b2"
	unidentified := regular
	unidentified.ID = ""
	for name, lines := range map[string][]payout.EntitlementLine{
		"no line":                nil,
		"a line twice":           {regular, regular},
		"another's line":         {foreign},
		"a line without ID":      {unidentified},
		"less than nothing owed": {line(t, "2024-06", "decision 12", -1)},
	} {
		_, err := payout.NewPayment(payout.Payment{
			Beneficiary: "b1", Programme: payout.BTXH, Period: month(t, "2024-07"), Number: 1, Lines: lines,
		})
		if !errors.Is(err, payout.ErrPayment) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEntitlementIDIsItsUniqueKey(t *testing.T) {
	base := line(t, "2024-07", payout.CauseRegular, 750_000)
	if other := line(t, "2024-07", payout.CauseRegular, 1); other.ID != base.ID {
		t.Error("the amount makes another line")
	}
	if line(t, "2024-08", payout.CauseRegular, 750_000).ID == base.ID || line(t, "2024-07", "decision 12", 750_000).ID == base.ID {
		t.Error("month or cause does not make another line")
	}
	for _, broken := range []func(*payout.EntitlementLine){
		func(l *payout.EntitlementLine) { l.Beneficiary = "" },
		func(l *payout.EntitlementLine) { l.Rule = "" },
		func(l *payout.EntitlementLine) { l.Cause = "" },
		func(l *payout.EntitlementLine) { l.Month = civil.Month{} },
		func(l *payout.EntitlementLine) { l.Units = 0 },
		func(l *payout.EntitlementLine) { l.Amount = money.Amount{} },
	} {
		l := base
		broken(&l)
		if _, err := payout.NewEntitlementLine(l); !errors.Is(err, payout.ErrEntitlement) {
			t.Errorf("%+v: %v", l, err)
		}
	}
}

func TestDigestCoversWhatIsApprovedAndNothingElse(t *testing.T) {
	a, b := line(t, "2024-07", payout.CauseRegular, 750_000), line(t, "2024-06", "NĐ 76/2024", 210_000)
	account := payout.Account{ID: "A1", BIN: "970422", Number: "0123456789", Holder: "NGUYEN VAN ANH"}
	p := payment(t, a, b)
	digest := p.Digest(account)

	same := payment(t, b, a)
	same.State, same.Held = payout.PaymentWaiting, ""
	slices.Reverse(same.Lines)
	if same.Digest(account) != digest {
		t.Error("order of lines or state changes the digest")
	}
	for name, change := range map[string]func(*payout.Payment, *payout.Account){
		"payee":         func(p *payout.Payment, _ *payout.Account) { p.PayeeName += "h" },
		"payee number":  func(p *payout.Payment, _ *payout.Account) { p.PayeeID = "999000000001" },
		"amount":        func(p *payout.Payment, _ *payout.Account) { p.Amount = money.Dong(960_001) },
		"payer":         func(p *payout.Payment, _ *payout.Account) { p.Payer = "MB2" },
		"line's amount": func(p *payout.Payment, _ *payout.Account) { p.Lines[0].Amount = money.Dong(1) },
		"line's basis":  func(p *payout.Payment, _ *payout.Account) { p.Lines[0].Basis = "" },
		"account":       func(_ *payout.Payment, a *payout.Account) { a.Number = "0123456780" },
		"holder":        func(_ *payout.Payment, a *payout.Account) { a.Holder = "X" },
		"fields moved":  func(_ *payout.Payment, a *payout.Account) { a.BIN, a.Number = "97042", "20123456789" },
	} {
		changed, other := payment(t, a, b), account
		change(&changed, &other)
		if changed.Digest(other) == digest {
			t.Errorf("%s does not change the digest", name)
		}
	}
}

func TestBatchDigestIgnoresOrderAlone(t *testing.T) {
	a, b := payout.PaymentDigest{ID: "P1", Digest: "x"}, payout.PaymentDigest{ID: "P2", Digest: "y"}
	both := payout.BatchDigest([]payout.PaymentDigest{a, b})
	if payout.BatchDigest([]payout.PaymentDigest{b, a}) != both {
		t.Error("order changes the digest")
	}
	for _, other := range [][]payout.PaymentDigest{nil, {a}, {a, a}, {a, {ID: "P2", Digest: "z"}}, {{ID: "P1", Digest: "y"}, {ID: "P2", Digest: "x"}}} {
		if payout.BatchDigest(other) == both {
			t.Errorf("%v has the digest of both", other)
		}
	}
}

func TestBatchIDIsReadable(t *testing.T) {
	if got := payout.BatchID(payout.BTXH, month(t, "2024-07"), "MB1", 1); got != "BTXH-2024-07-MB1-1" {
		t.Error(got)
	}
}

func TestApproverIsNoMaker(t *testing.T) {
	makers := []string{"lan", "night"}
	if err := payout.CheckApprover("minh", makers, nil); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		approver string
		before   []string
	}{"maker": {"lan", nil}, "nobody": {"", nil}, "twice": {"minh", []string{"minh"}}} {
		if err := payout.CheckApprover(c.approver, makers, c.before); !errors.Is(err, payout.ErrOwnWork) {
			t.Errorf("%s: %v", name, err)
		}
	}
	machine := func(name string) bool { return name == "night" }
	if payout.ApprovalsNeeded(makers, machine) != 1 || payout.ApprovalsNeeded([]string{"night"}, machine) != 2 {
		t.Error("a batch made by machines alone needs two, any other one")
	}
}
