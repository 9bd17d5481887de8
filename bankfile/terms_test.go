package bankfile_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/bankfile"
	"chitra/internal/money"
	"chitra/payout"
)

// placed is a line that has lost whether it is in-house, and the route it had.
type placed struct {
	line  bankfile.Line
	route bankfile.Route
}

func (p placed) Placed() (bankfile.Line, bankfile.Route) { return p.line, p.route }

func place(bin string, amount int64, route bankfile.Route) placed {
	return placed{bankfile.Line{BIN: bin, Amount: money.Dong(amount)}, route}
}

func TestParts(t *testing.T) {
	own, other, large := place("1", 100, bankfile.InHouse), place("2", 200, bankfile.Interbank), place("3", bankfile.HighValueFrom, bankfile.HighValue)
	third := place("3", 300, bankfile.Interbank)
	for name, c := range map[string]struct {
		items []placed
		rows  int
		terms bankfile.Terms
		want  [][]placed
	}{
		"nothing asked":              {[]placed{own, other, large}, 0, bankfile.Terms{}, [][]placed{{own, other, large}}},
		"no items":                   {nil, 2, bankfile.Terms{}, nil},
		"by rows":                    {[]placed{own, other, third}, 2, bankfile.Terms{}, [][]placed{{own, other}, {third}}},
		"by amount":                  {[]placed{own, other, third}, 9, bankfile.Terms{FileMax: money.Dong(300)}, [][]placed{{own, other}, {third}}},
		"a line of the file's whole": {[]placed{third, own, third}, 9, bankfile.Terms{FileMax: money.Dong(300)}, [][]placed{{third}, {own}, {third}}},
		"by bank":                    {[]placed{third, other, third}, 9, bankfile.Terms{Apart: []bankfile.Apart{bankfile.ApartBank}}, [][]placed{{other}, {third, third}}},
		"in-house apart":             {[]placed{other, own, large}, 9, bankfile.Terms{Apart: []bankfile.Apart{bankfile.ApartInHouse}}, [][]placed{{own}, {other, large}}},
		"each route apart":           {[]placed{large, other, own}, 9, bankfile.Terms{Apart: []bankfile.Apart{bankfile.ApartRoute}}, [][]placed{{own}, {other}, {large}}},
		"high value apart":           {[]placed{large, other, own}, 9, bankfile.Terms{Large: bankfile.LargeApart}, [][]placed{{other, own}, {large}}},
		"in-house and banks":         {[]placed{third, other, own}, 9, bankfile.Terms{Apart: []bankfile.Apart{bankfile.ApartInHouse, bankfile.ApartBank}}, [][]placed{{own}, {other}, {third}}},
		"apart and then by rows":     {[]placed{own, own, other}, 1, bankfile.Terms{Apart: []bankfile.Apart{bankfile.ApartInHouse}}, [][]placed{{own}, {own}, {other}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := bankfile.Parts(c.items, c.rows, c.terms)
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(placed{}), cmp.Comparer(func(x, y bankfile.Line) bool { return x == y })); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever the terms, each line is in one file, and no file is more than it may.
func TestPartsLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOf(rapid.Custom(func(t *rapid.T) placed {
			return place(rapid.SampledFrom([]string{"1", "2"}).Draw(t, "bin"), rapid.Int64Range(1, 1000).Draw(t, "amount"),
				rapid.SampledFrom(bankfile.Routes()).Draw(t, "route"))
		})).Draw(t, "items")
		terms := bankfile.Terms{Apart: rapid.SliceOf(rapid.SampledFrom([]bankfile.Apart{"in_house", "route", "bank"})).Draw(t, "apart"),
			Large: rapid.SampledFrom([]bankfile.LargeAmounts{"", "apart"}).Draw(t, "large")}
		if rapid.Bool().Draw(t, "limited") {
			terms.FileMax = money.Dong(rapid.Int64Range(1000, 3000).Draw(t, "most"))
		}
		rows := rapid.IntRange(1, 5).Draw(t, "rows")
		left := slices.Clone(items)
		for _, part := range bankfile.Parts(items, rows, terms) {
			sum := int64(0)
			for _, p := range part {
				sum += p.line.Amount.Minor()
				i := slices.IndexFunc(left, func(x placed) bool { return x == p })
				if i < 0 {
					t.Fatalf("%v is in two files", p)
				}
				left = slices.Delete(left, i, i+1)
				if slices.Contains(terms.Apart, bankfile.ApartRoute) && p.route != part[0].route {
					t.Fatal("two routes in one file")
				}
			}
			if len(part) == 0 || len(part) > rows || !terms.FileMax.IsZero() && sum > terms.FileMax.Minor() {
				t.Fatalf("a file of %d lines, %d đồng", len(part), sum)
			}
		}
		if len(left) > 0 {
			t.Fatalf("%d lines are in no file", len(left))
		}
	})
}

func TestTermsHoldALine(t *testing.T) {
	l := func(amount int64, inHouse bool) bankfile.Line {
		return bankfile.Line{Amount: money.Dong(amount), InHouse: inHouse}
	}
	limit := bankfile.Terms{LineMax: money.Dong(1000)}
	held := bankfile.Terms{Large: bankfile.LargeHeld}
	for name, c := range map[string]struct {
		terms bankfile.Terms
		line  bankfile.Line
		code  string
	}{
		"at the line's limit":             {limit, l(1000, false), ""},
		"past the line's limit":           {limit, l(1001, true), bankfile.CodeOverLimit},
		"past the file's limit":           {bankfile.Terms{FileMax: money.Dong(999)}, l(1000, false), bankfile.CodeOverLimit},
		"just below the high value":       {held, l(bankfile.HighValueFrom-1, false), ""},
		"high value to another bank":      {held, l(bankfile.HighValueFrom, false), bankfile.CodeHighValue},
		"high value within the bank":      {held, l(bankfile.HighValueFrom, true), ""},
		"high value where it may be sent": {bankfile.Terms{Large: bankfile.LargeApart}, l(bankfile.HighValueFrom, false), ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := c.terms.Check(c.line)
			var fault *bankfile.LineError
			if (c.code == "") != (err == nil) || err != nil && (!errors.As(err, &fault) || fault.Code != c.code) {
				t.Errorf("got %v, want %q", err, c.code)
			}
			if _, _, err := bankfile.WithTerms(format{}, c.terms).Prepare(c.line); (err == nil) != (c.code == "") {
				t.Errorf("prepared: %v", err)
			}
		})
	}
}

func TestTermsSayPurposeAndText(t *testing.T) {
	terms := bankfile.Terms{Purposes: map[payout.Programme]string{"HUU": bankfile.PurposePension}, Remittance: "CHI {programme} T{month} {year}"}
	if got := terms.Purpose("HUU"); got != bankfile.PurposePension {
		t.Errorf("purpose %q", got)
	}
	if got := terms.Purpose("BTXH"); got != bankfile.PurposeSocialBenefit {
		t.Errorf("purpose %q", got)
	}
	if got := terms.RemittanceText("BTXH", "07", "2024"); got != "CHI BTXH T07 2024" {
		t.Errorf("text %q", got)
	}
	if got := (bankfile.Terms{}).RemittanceText("BTXH", "07", "2024"); got != "TRO CAP BTXH THANG 07 NAM 2024" {
		t.Errorf("text %q", got)
	}
	if got := bankfile.TermsOf(bankfile.WithTerms(format{}, terms)); got.Remittance != terms.Remittance {
		t.Errorf("terms %+v", got)
	}
}

// The same people, money and month are the same content, in any order and under
// any references; anything else is not.
func TestContentIsWhatIsPaid(t *testing.T) {
	l := func(n int) bankfile.Line {
		id := payout.EndToEndID("s", "P", "B", string(rune('a'+n)), 1)
		return bankfile.Line{EndToEndID: id, BIN: "970405", AccountNumber: "0999", Holder: "A", Amount: money.Dong(5), Remittance: id + " THANG 07"}
	}
	first, second := l(0), l(1)
	second.AccountNumber = "0998"
	again := []bankfile.Line{l(2), l(3)}
	again[0].AccountNumber = "0998"
	digest := bankfile.ContentSHA256("P", []bankfile.Line{first, second})
	if got := bankfile.ContentSHA256("P", again); got != digest {
		t.Error("other references and another order make other content")
	}
	for name, change := range map[string]func(*bankfile.Line){
		"amount":  func(l *bankfile.Line) { l.Amount = money.Dong(6) },
		"account": func(l *bankfile.Line) { l.AccountNumber = "0997" },
		"bank":    func(l *bankfile.Line) { l.BIN = "970422" },
		"holder":  func(l *bankfile.Line) { l.Holder = "B" },
		"month":   func(l *bankfile.Line) { l.Remittance = l.EndToEndID + " THANG 08" },
	} {
		other := []bankfile.Line{first, second}
		change(&other[1])
		if bankfile.ContentSHA256("P", other) == digest {
			t.Errorf("another %s makes the same content", name)
		}
	}
	if bankfile.ContentSHA256("Q", []bankfile.Line{first, second}) == digest || bankfile.ContentSHA256("P", []bankfile.Line{first}) == digest {
		t.Error("another payer, or a line less, makes the same content")
	}
}

// Two people who become the same letters keep references of their own in front
// of what the payee reads.
func TestTwoPeopleOfTheSameLettersAreToldApart(t *testing.T) {
	rules := bankfile.Rules{Letters: bankfile.PortalLetters, HolderMax: 70, RemittanceMax: 140}
	var lines []bankfile.Line
	holders := []string{"Nguyễn Thị Hoà", "Nguyễn Thị Hoa", "Trần Văn Ba"}
	for i, holder := range holders {
		l := bankfile.Line{EndToEndID: payout.EndToEndID("s", "P", "B", string(rune('a'+i)), 1), BIN: "970405", AccountNumber: "0999", Holder: holder,
			Amount: money.Dong(5), Remittance: "THANG 07"}
		prepared, lost, err := rules.Prepare(l)
		if err != nil {
			t.Fatal(err)
		}
		if len(lost) == 0 || lost[0].Kind != bankfile.LossMarks {
			t.Errorf("%s lost %v", holder, lost)
		}
		lines = append(lines, prepared)
	}
	if lines[0].Holder != lines[1].Holder || lines[0].Remittance == lines[1].Remittance {
		t.Errorf("%+v and %+v", lines[0], lines[1])
	}
	if got := bankfile.Alike(lines, holders); got != 2 {
		t.Errorf("%d alike", got)
	}
	if got := bankfile.Alike(lines, []string{"A", "A", "B"}); got != 0 {
		t.Errorf("the same name twice: %d alike", got)
	}
}
