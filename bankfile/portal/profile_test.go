package portal_test

import (
	"os"
	"strings"
	"testing"

	"chitra/bankfile/portal"
)

func TestProfilesThatComeWithTheProgram(t *testing.T) {
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]portal.Evidence{}
	for p := range set.All() {
		names[p.Name] = p.Evidence
	}
	if names["mb"] != portal.Well || names["generic"] != portal.Unverified || len(names) != len(set.Formats()) {
		t.Errorf("profiles %v", names)
	}
	if _, ok := set.ByName("nobody"); ok {
		t.Error("a profile that is not there is found")
	}
	mb, _ := set.ByName("mb")
	if _, err := portal.NewSet(mb, mb); err == nil {
		t.Error("one profile twice is taken")
	}
}

func TestProfileRefused(t *testing.T) {
	good, err := os.ReadFile("profiles/mb.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"an unknown key":              {"version:", "versoin:"},
		"an unknown evidence":         {"evidence: well", "evidence: certain"},
		"an unknown bank":             {`bank: "970422"`, `bank: "999999"`},
		"no basis":                    {"basis: >-\n", "basis: \"\"\nx: >-\n"},
		"a day that is none":          {"2026-09-10", "2026-09-31"},
		"a column twice":              {"field: holder", "field: account"},
		"no room for the reference":   {"remittance_max: 140", "remittance_max: 16"},
		"a title in the header":       {"header_row: 2", "header_row: 1"},
		"a title nowhere":             {"from: B1", "from: B"},
		"a sheet Excel does not take": {"eMB_BulkPayment", "eMB/BulkPayment"},
		"an unknown field":            {"      accounting:", "      booking:"},
		"a heading of two fields":     {"fee: [Phí,", "fee: [Phí, Số tiền,"},
		"a second document":           {"banner:", "---\nbanner:"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(string(good), change[0], change[1], 1)
			if text == string(good) {
				t.Fatalf("no %q in the profile", change[0])
			}
			if _, err := portal.Load(strings.NewReader(text)); err == nil {
				t.Error("taken")
			}
		})
	}
	if _, err := portal.Load(strings.NewReader(string(good))); err != nil {
		t.Errorf("the profile itself: %v", err)
	}
}
