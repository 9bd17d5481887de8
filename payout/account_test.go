package payout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/civil"
	"chitra/payout"
)

const payee = "Nguyễn Thị Hòa"

func onFile(state payout.AccountState, number, holder, relation string) payout.Account {
	return payout.Account{
		Beneficiary: "b1", ID: payout.AccountID("b1", "970422", number, holder),
		BIN: "970422", Number: number, Holder: holder, Relation: relation, Source: "list", State: state,
	}
}

func listed(number, holder, relation string) payout.ListedAccount {
	return payout.ListedAccount{BIN: "970422", Number: number, Holder: holder, Relation: relation, Written: true}
}

func TestChooseAccount(t *testing.T) {
	active, failed, proposed := payout.AccountActive, payout.AccountFailed, payout.AccountProposed
	cases := map[string]struct {
		onFile      []payout.Account
		listed      payout.ListedAccount
		users       int
		use         string // number paid into
		adopt       bool
		hold        payout.HoldReason
		proposed    string // number kept as proposed
		useRelation string
	}{
		"nothing known":                 {hold: payout.HoldNoAccount},
		"written, unreadable":           {listed: payout.ListedAccount{Written: true, BIN: "970422"}, hold: payout.HoldAccountUnusable},
		"written, bank unknown":         {listed: payout.ListedAccount{Written: true, Number: "111"}, hold: payout.HoldAccountUnusable},
		"first, holder is the payee":    {listed: listed("111", payee, ""), use: "111", adopt: true},
		"first, tone elsewhere":         {listed: listed("111", "NGUYỄN THỊ HOÀ", ""), use: "111", adopt: true},
		"first, without marks":          {listed: listed("111", "NGUYEN THI HOA", ""), use: "111", adopt: true},
		"first, another tone":           {listed: listed("111", "Nguyễn Thị Hoa", ""), hold: payout.HoldHolderDiffers, proposed: "111"},
		"first, no holder named":        {listed: listed("111", "", ""), use: "111", adopt: true},
		"first, somebody else":          {listed: listed("111", "Trần Văn Bé", ""), hold: payout.HoldHolderDiffers, proposed: "111"},
		"first, kin without right":      {listed: listed("111", "Trần Văn Bé", "con"), hold: payout.HoldHolderDiffers, proposed: "111"},
		"first, guardian":               {listed: listed("111", "Trần Văn Bé", "Người giám hộ"), use: "111", adopt: true, useRelation: "guardian"},
		"first, authorised":             {listed: listed("111", "Trần Văn Bé", "Uỷ quyền đến 31/12/2024"), use: "111", adopt: true, useRelation: "authorised:2024-12-31"},
		"first, authorisation over":     {listed: listed("111", "Trần Văn Bé", "Uỷ quyền đến 31/07/2024"), hold: payout.HoldHolderDiffers, proposed: "111"},
		"two on one account":            {listed: listed("111", payee, ""), users: 2, use: "111", adopt: true},
		"three on one account":          {listed: listed("111", payee, ""), users: 3, hold: payout.HoldAccountShared, proposed: "111"},
		"three at an institution":       {listed: listed("111", "Trung tâm A", "Cơ sở trợ giúp xã hội"), users: 300, use: "111", adopt: true, useRelation: "institution"},
		"three with a carer":            {listed: listed("111", "Trần Văn Bé", "người chăm sóc"), users: 3, hold: payout.HoldAccountShared, proposed: "111"},
		"on record, list silent":        {onFile: []payout.Account{onFile(active, "111", payee, "")}, use: "111"},
		"on record, list agrees":        {onFile: []payout.Account{onFile(active, "111", payee, "")}, listed: listed("111", "NGUYEN THI HOA", ""), use: "111"},
		"on record, list unreadable":    {onFile: []payout.Account{onFile(active, "111", payee, "")}, listed: payout.ListedAccount{Written: true}, use: "111"},
		"on record, bank unknown":       {onFile: []payout.Account{onFile(active, "111", payee, "")}, listed: payout.ListedAccount{Written: true, Number: "111"}, use: "111"},
		"on record, another number":     {onFile: []payout.Account{onFile(active, "111", payee, "")}, listed: listed("222", payee, ""), hold: payout.HoldAccountChanged, proposed: "222"},
		"on record, another, no bank":   {onFile: []payout.Account{onFile(active, "111", payee, "")}, listed: payout.ListedAccount{Written: true, Number: "222"}, hold: payout.HoldAccountChanged},
		"on record, holder renamed":     {onFile: []payout.Account{onFile(active, "111", "Lê Thị Hòa", "")}, hold: payout.HoldHolderDiffers},
		"on record, guardian's":         {onFile: []payout.Account{onFile(active, "111", "Trần Văn Bé", "guardian")}, users: 5, use: "111", useRelation: "guardian"},
		"on record, shared":             {onFile: []payout.Account{onFile(active, "111", payee, "")}, users: 3, hold: payout.HoldAccountShared},
		"failed, list silent":           {onFile: []payout.Account{onFile(failed, "111", payee, "")}, hold: payout.HoldAccountFailed},
		"failed, list repeats it":       {onFile: []payout.Account{onFile(failed, "111", payee, "")}, listed: listed("111", "NGUYEN THI HOA", ""), hold: payout.HoldAccountFailed},
		"failed, list unreadable":       {onFile: []payout.Account{onFile(failed, "111", payee, "")}, listed: payout.ListedAccount{Written: true}, hold: payout.HoldAccountFailed},
		"failed, list corrects it":      {onFile: []payout.Account{onFile(failed, "111", payee, "")}, listed: listed("222", payee, ""), use: "222", adopt: true},
		"failed, list corrects holder":  {onFile: []payout.Account{onFile(failed, "111", "Nguyễn Thị Hoa Mai", "")}, listed: listed("111", payee, ""), use: "111", adopt: true},
		"proposed, list silent":         {onFile: []payout.Account{onFile(proposed, "111", payee, "")}, hold: payout.HoldAccountChanged},
		"proposed, relation since then": {onFile: []payout.Account{onFile(proposed, "111", "Trần Văn Bé", "carer")}, listed: listed("111", "Trần Văn Bé", "con"), use: "111", adopt: true, useRelation: "carer"},
		"proposed, still nobody's":      {onFile: []payout.Account{onFile(proposed, "111", "Trần Văn Bé", "")}, listed: listed("111", "Trần Văn Bé", ""), hold: payout.HoldHolderDiffers, proposed: "111"},
		"replaced stands for no record": {onFile: []payout.Account{onFile(payout.AccountReplaced, "111", payee, "")}, hold: payout.HoldNoAccount},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := payout.ChooseAccount(payout.AccountQuestion{
				Beneficiary: "b1", Payee: payee, On: date(t, "2024-08-01"),
				OnFile: c.onFile, Listed: c.listed, UsersOnFile: c.users, UsersListed: c.users,
			})
			if got.Use.Number != c.use || got.Adopt != c.adopt || got.Hold != c.hold ||
				got.Proposed.Number != c.proposed || got.Use.Relation != c.useRelation {
				t.Errorf("answer %+v", got)
			}
			if (got.Use.ID == "") == (got.Hold == "") {
				t.Errorf("exactly one of account and reason: %+v", got)
			}
			if got.Adopt && (got.Use.State != payout.AccountActive || got.Use.Beneficiary != "b1") {
				t.Errorf("adopted %+v", got.Use)
			}
			if got.Proposed.ID != "" && got.Proposed.State != payout.AccountProposed {
				t.Errorf("proposed %+v", got.Proposed)
			}
		})
	}
}

func TestAccountIDIgnoresMarksOfTheHolderAndNothingElse(t *testing.T) {
	id := payout.AccountID("b1", "970422", "111", "Nguyễn Thị Hòa")
	if payout.AccountID("b1", "970422", "111", "NGUYEN THI HOA") != id {
		t.Error("marks make another account")
	}
	for _, other := range []string{
		payout.AccountID("b2", "970422", "111", payee), payout.AccountID("b1", "970415", "111", payee),
		payout.AccountID("b1", "970422", "112", payee), payout.AccountID("b1", "970422", "111", "Lê Thị Hòa"),
	} {
		if other == id {
			t.Error("two accounts share an ID")
		}
	}
}

func TestParseRelation(t *testing.T) {
	end := date(t, "2025-06-30")
	for text, want := range map[string]payout.Relation{
		"guardian":                          {Kind: payout.RelationGuardian},
		"Người giám hộ":                     {Kind: payout.RelationGuardian},
		"NGUOI CHAM SOC":                    {Kind: payout.RelationCarer},
		"Cơ sở trợ giúp xã hội":             {Kind: payout.RelationInstitution},
		"authorised:2025-06-30":             {Kind: payout.RelationAuthorised, Until: end},
		"Uỷ quyền đến 30/06/2025":           {Kind: payout.RelationAuthorised, Until: end},
		"ủy quyền đến 30-6-2025":            {Kind: payout.RelationAuthorised, Until: end},
		"Người được uỷ quyền đến 30/6/2025": {Kind: payout.RelationAuthorised, Until: end},
	} {
		got, ok := payout.ParseRelation(text)
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b civil.Date) bool { return a == b })); !ok || diff != "" {
			t.Errorf("ParseRelation(%q): %v %s", text, ok, diff)
		}
		if again, ok := payout.ParseRelation(got.String()); !ok || again != got {
			t.Errorf("%q does not read back: %+v", got, again)
		}
	}
	for _, text := range []string{"", "con", "vợ", "mẹ", "ủy quyền", "uỷ quyền đến", "uỷ quyền đến 31/02/2025", "authorised:2025-06", "authorised:", "guardian:x"} {
		if r, ok := payout.ParseRelation(text); ok {
			t.Errorf("ParseRelation(%q) = %+v", text, r)
		}
	}
}

func TestRouteForTakesTheMostSpecific(t *testing.T) {
	routes := []payout.Route{
		{Programme: payout.BTXH, Payer: "ISO1"},
		{Programme: payout.BTXH, PayeeBIN: "970422", Payer: "MB1"},
		{Programme: payout.BTXH, PayeeBIN: "970422", Payer: "MB1"},
		{Programme: payout.BTXH, Unit: "99001", PayeeBIN: "970422", Payer: "MB9"},
		{Programme: payout.BTXH, Unit: "99002", Payer: "ISO2"},
	}
	for _, c := range []struct {
		programme    payout.Programme
		commune, bin string
		want         string
	}{
		{payout.BTXH, "99005", "970415", "ISO1"},
		{payout.BTXH, "99005", "970422", "MB1"},
		{payout.BTXH, "99001", "970422", "MB9"},
		{payout.BTXH, "99002", "970415", "ISO2"},
		{payout.BTXH, "99002", "970422", ""}, // commune and bank name two payers
		{"HTXH", "99005", "970415", ""},
	} {
		got, ok := payout.RouteFor(routes, c.programme, c.commune, c.bin)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("RouteFor(%s, %s, %s) = %q, %v; want %q", c.programme, c.commune, c.bin, got, ok, c.want)
		}
	}
	if got, ok := payout.RouteFor(append(routes, payout.Route{Payer: "ANY"}), "HTXH", "1", "2"); got != "ANY" || !ok {
		t.Errorf("a route for anything serves: %q, %v", got, ok)
	}
	if _, ok := payout.RouteFor(nil, payout.BTXH, "99001", "970422"); ok {
		t.Error("no route serves")
	}
}
