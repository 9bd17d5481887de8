package bank

import (
	"errors"
	"strings"
	"testing"
)

func TestParseAccountKeepsTheNumberAndDropsTheDress(t *testing.T) {
	vcb, _ := Directory().ByCode("VCB")
	momo, _ := Directory().ByCode("MOMO")
	cases := []struct {
		inst        Institution
		typed, want string
	}{
		{vcb, "0123456789", "0123456789"},
		{vcb, " 0123 4567 89 ", "0123456789"},
		{vcb, "0123\u00a0456\u2013789", "0123456789"},
		{vcb, "001.1.00.1234567", "0011001234567"},
		{vcb, "123.10.00.123456-7", "12310001234567"},
		{vcb, "ms00t01234567890123", "MS00T01234567890123"},
		{vcb, "123456", "123456"},
		{momo, "0912 345 678", "0912345678"},
	}
	for _, c := range cases {
		if got, err := ParseAccount(c.inst, c.typed); err != nil || got != c.want {
			t.Errorf("ParseAccount(%s, %q) = %q, %v; want %q", c.inst.Code, c.typed, got, err, c.want)
		}
	}
}

func TestParseAccountRefuses(t *testing.T) {
	vcb, _ := Directory().ByCode("VCB")
	momo, _ := Directory().ByCode("MOMO")
	cases := []struct {
		inst  Institution
		typed string
		want  AccountFault
	}{
		{vcb, "", AccountEmpty},
		{vcb, " - ", AccountEmpty},
		{vcb, "1.2345E+12", AccountScientific},
		{vcb, "1,2345E+12", AccountScientific},
		{vcb, "12345e12", AccountScientific},
		{vcb, "1234567890.0", AccountDecimal},
		{vcb, "1234567890,00", AccountDecimal},
		{vcb, "01234/56789", AccountCharacter},
		{vcb, "0123456789 (mẹ)", AccountCharacter},
		{vcb, "０１２３４５６７", AccountCharacter},
		{vcb, "TIEN MAT", AccountNoNumber},
		{vcb, "CHUACO12", AccountNoNumber},
		{vcb, "0000000000", AccountForm},
		{vcb, "12345", AccountLength},
		{vcb, "12345678901234567890", AccountLength},
		{momo, "912345678", AccountForm},
		{momo, "1912345678", AccountForm},
		{momo, "09123A5678", AccountForm},
	}
	for _, c := range cases {
		got, err := ParseAccount(c.inst, c.typed)
		var fault *AccountError
		if !errors.As(err, &fault) || fault.Fault != c.want || got != "" {
			t.Errorf("ParseAccount(%s, %q) = %q, %v; want %s", c.inst.Code, c.typed, got, err, c.want)
		}
	}
}

func TestAccountErrorKeepsTheNumberToItself(t *testing.T) {
	_, err := ParseAccount(Institution{Code: "VCB"}, "98765432109876543210")
	if err == nil || strings.Contains(err.Error(), "98765") {
		t.Errorf("error is %q", err)
	}
}

func FuzzParseAccount(f *testing.F) {
	for _, seed := range []string{"0123456789", "1.2E+12", "001.1.00.1234567", "VIRT0001", "０１２", "-"} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, typed string, wallet bool) {
		inst := Institution{Code: "X", Wallet: wallet}
		got, err := ParseAccount(inst, typed)
		if err != nil {
			if got != "" {
				t.Fatalf("%q gives both %q and %v", typed, got, err)
			}
			return
		}
		for _, r := range got {
			if (r < '0' || r > '9') && (r < 'A' || r > 'Z') {
				t.Fatalf("%q gives %q", typed, got)
			}
		}
		if again, err := ParseAccount(inst, got); err != nil || again != got {
			t.Fatalf("%q gives %q, which reads back as %q, %v", typed, got, again, err)
		}
	})
}
