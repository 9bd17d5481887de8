package portal_test

import (
	"errors"
	"testing"

	"chitra/bankfile/portal"
)

// FuzzParseProfile: whatever text is handed in as a profile, of either kind, it is
// one that can be used, or its faults have lines and codes.
func FuzzParseProfile(f *testing.F) {
	f.Add([]byte("name: ab\nversion: \"1\"\nevidence: fair\nbasis: b\nmessage: iso\nout: {format: ab}\n"))
	f.Add([]byte("name: ab\nversion: \"1\"\nevidence: fair\nbasis: b\nresults: [{name: r, columns: {account: [a], amount: [b], text: [c], status: [d]}, required: [account]}]\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("out: {columns: [{field: fixed, letter: ZZZ}]}\n---\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := portal.Parse(text)
		if faultless(t, err) && (p.SHA256 == "" || p.Out.Format == "") {
			t.Fatalf("%+v", p)
		}
		r, err := portal.ParseResult(text)
		if faultless(t, err) {
			if _, err := new(portal.Set).WithResults(r); err != nil && !isFaults(err) {
				t.Fatal(err)
			}
		}
		portal.IsResult(text)
	})
}

func isFaults(err error) bool {
	var faults portal.ProfileFaults
	return errors.As(err, &faults)
}

func faultless(t *testing.T, err error) bool {
	t.Helper()
	var faults portal.ProfileFaults
	if err != nil && (!errors.As(err, &faults) || len(faults) == 0 || faults[0].Code == "" || faults[0].Line < 1) {
		t.Fatalf("%v", err)
	}
	return err == nil
}
