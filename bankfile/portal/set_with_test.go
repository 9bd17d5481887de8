package portal_test

import (
	"errors"
	"strings"
	"testing"

	"chitra/bankfile/portal"
)

// result is a profile of results: a name, a bank, and its columns in YAML.
func result(t *testing.T, name, bin, version, columns string) *portal.ResultProfile {
	t.Helper()
	p, err := portal.ParseResult([]byte("name: " + name + "\nversion: \"" + version + "\"\nbank: \"" + bin + "\"\nevidence: fair\nbasis: the bank's word\nresults:\n" +
		"  - name: " + name + "\n    columns: {" + columns + "}\n    required: [account, amount, text, status]\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const (
	ownHeadings   = "account: [TK], amount: [Tiền], text: [ND], status: [KQ], fee: [Phí]"
	usualHeadings = "account: [Số tài khoản], amount: [Số tiền], text: [Nội dung], status: [Trạng thái]"
	// vietinHeadings are those of a layout that comes with the program.
	vietinHeadings = "payee_code: [Mã nhân viên], account: [Số tài khoản], amount: [Số tiền], text: [Nội dung], status: [Trạng thái]"
)

// A profile by which a header could be read in two ways is refused, at the line
// of its layout and with the other's name.
func TestAProfileThatReadsWhatAnotherReadsIsRefused(t *testing.T) {
	built, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	first, err := built.WithResults(result(t, "first-bank", "970436", "1", ownHeadings))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		set  *portal.Set
		p    *portal.ResultProfile
		code string // "" for taken
		with string
	}{
		"headings of its own":              {built, result(t, "first-bank", "970436", "1", ownHeadings), "", ""},
		"those of another bank":            {first, result(t, "second-bank", "970418", "1", ownHeadings), portal.ProfileAlike, "first-bank"},
		"the next version of itself":       {first, result(t, "first-bank", "970436", "2", ownHeadings), "", ""},
		"a bank's before those of any":     {built, result(t, "first-bank", "970436", "1", usualHeadings), "", ""},
		"of no bank, as those of any":      {built, result(t, "any-bank", "", "1", usualHeadings), portal.ProfileAlike, "generic-result"},
		"those of a bank's built in":       {built, result(t, "vietin-new", "970415", "1", vietinHeadings), portal.ProfileAlike, "vietinbank-result"},
		"in the place of what is built in": {built, result(t, "vietinbank-result", "970415", "2", vietinHeadings), "", ""},
		"a name that is taken":             {first, renamed(result(t, "other", "970418", "1", "account: [A1], amount: [A2], text: [A3], status: [A4]"), "first-bank"), portal.ProfileLayout, "first-bank"},
	} {
		_, err := c.set.WithResults(c.p)
		var faults portal.ProfileFaults
		if c.code == "" && err != nil || c.code != "" && !errors.As(err, &faults) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c.code != "" && (faults[0].Code != c.code || !strings.Contains(faults[0].Value, c.with) || faults[0].Line < 7) {
			t.Errorf("%s: %+v", name, faults)
		}
	}
}

func renamed(p *portal.ResultProfile, layout string) *portal.ResultProfile {
	p.Results[0].Name = layout
	return p
}

// What was read by a layout that is no more keeps its words.
func TestWordsOfALayoutThatWasReplaced(t *testing.T) {
	set, err := new(portal.Set).WithResults(result(t, "first-bank", "970436", "1", ownHeadings))
	if err != nil {
		t.Fatal(err)
	}
	if set, err = set.WithResults(renamed(result(t, "first-bank", "970436", "2", ownHeadings), "first-bank-2027")); err != nil {
		t.Fatal(err)
	}
	for _, layout := range []string{"first-bank", "first-bank-2027"} {
		if _, ok := set.WordsOf(layout); !ok {
			t.Errorf("%s has no words", layout)
		}
	}
	if got, ok := set.ResultNamed("first-bank"); !ok || got.Version != "2" || len(set.AllResults()) != 1 {
		t.Errorf("%+v", got)
	}
}

// A profile of what a bank takes may say how it answers as well.
func TestResultsOfAProfileThatWritesToo(t *testing.T) {
	text := "name: gd\nversion: \"1\"\nbank: \"970436\"\nevidence: fair\nbasis: b\nmessage: pain.001.001.09\nout: {format: gd}\nresults:\n" +
		"  - name: gd-result\n    columns: {" + ownHeadings + "}\n    required: [account]\n"
	p, err := portal.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	built, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	set, err := built.With(p)
	if err != nil {
		t.Fatal(err)
	}
	info, _ := set.ReadResult(grid{rows: [][]string{{"TK", "Tiền", "ND", "KQ", "Phí"}}})
	if info.Format != "gd-result" {
		t.Errorf("read as %q", info.Format)
	}
	if _, ok := built.WordsOf("gd-result"); ok {
		t.Error("the set before has changed")
	}
	if portal.IsResult([]byte(text)) || !portal.IsResult([]byte("name: x\nresults: []\n")) || portal.IsResult([]byte("{")) {
		t.Error("kinds of profiles are confused")
	}
}
