package bank

import "testing"

func TestDirectoryKnowsItsInstitutions(t *testing.T) {
	rows, wallets := 0, 0
	for i := range Directory().All() {
		rows++
		if IsWallet(i) {
			wallets++
		}
		now, ok := Directory().ByBIN(i.BIN)
		if ok != (i.BIN != "") {
			t.Errorf("BIN %q of %s: found = %v", i.BIN, i.Code, ok)
		}
		if ok && now.Deprecated {
			t.Errorf("BIN %q leads to %s, which is deprecated", i.BIN, now.Code)
		}
		if c, ok := Directory().ByCode(i.Code); !i.Deprecated && (!ok || c != i) {
			t.Errorf("code %q leads to %+v", i.Code, c)
		}
	}
	if rows != 62 || wallets != 1 {
		t.Errorf("%d rows with %d wallets, want 62 with 1", rows, wallets)
	}
}

func TestRenamedBanksAnswerUnderTheirNewName(t *testing.T) {
	for bin, want := range map[string]string{"970449": "LPBank", "970414": "MBV", "970406": "Vikki Bank"} {
		if got, _ := Directory().ByBIN(bin); got.ShortName != want {
			t.Errorf("BIN %s is %q, want %q", bin, got.ShortName, want)
		}
	}
}

func TestPortalText(t *testing.T) {
	for code, want := range map[string]string{
		"AGRIBANK": "Nông nghiệp và Phát triển nông thôn (VBA)",
		"MBB":      "Quân đội (MB)",
		"MOMO":     "MoMo (MOMO)",
	} {
		i, _ := Directory().ByCode(code)
		if got := i.PortalText(); got != want {
			t.Errorf("portal text of %s is %q, want %q", code, got, want)
		}
	}
}

func TestPortalTextsAreDistinct(t *testing.T) {
	seen := map[string]string{}
	for i := range Directory().All() {
		if other, twice := seen[i.PortalText()]; twice && !i.Deprecated {
			t.Errorf("%s and %s share the portal text %q", i.Code, other, i.PortalText())
		}
		if !i.Deprecated {
			seen[i.PortalText()] = i.Code
		}
	}
}

func TestParseCITAD(t *testing.T) {
	got, err := ParseCITAD("27204005")
	if want := (CITAD{"27", "204", "005"}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	if got.String() != "27204005" {
		t.Errorf("written back as %q", got)
	}
	for _, bad := range []string{"", "2720400", "272040055", "2720400A", "27 04005", "２7204005"} {
		if got, err := ParseCITAD(bad); err == nil {
			t.Errorf("ParseCITAD(%q) = %+v, want an error", bad, got)
		}
	}
}
