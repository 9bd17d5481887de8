package payout_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chitra/payout"
)

const letters32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

func sampleID(attempt int) string {
	return payout.EndToEndID("store-1", "MB1", "beneficiary-1", "PAAAAAAAAAAAAAA", attempt)
}

func TestEndToEndIDIsTheSameEverywhereAndForEver(t *testing.T) {
	const want = "C2B3GKF7EXLRK7L5"
	if got := sampleID(1); got != want {
		t.Errorf("EndToEndID = %s, want %s: references already sent would no longer be found", got, want)
	}
}

func TestEndToEndIDHasFormAndCheck(t *testing.T) {
	form := regexp.MustCompile(`^C[A-Z2-7]{15}$`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		id := payout.EndToEndID(text.Draw(t, "store"), text.Draw(t, "payer"), text.Draw(t, "beneficiary"),
			text.Draw(t, "payment"), rapid.IntRange(1, 99).Draw(t, "attempt"))
		if !form.MatchString(id) || !payout.CheckEndToEndID(id) {
			t.Fatalf("%q", id)
		}
	})
}

func TestEndToEndIDDependsOnEveryField(t *testing.T) {
	ids := map[string]bool{}
	for _, id := range []string{
		sampleID(1), sampleID(2),
		payout.EndToEndID("store-2", "MB1", "beneficiary-1", "PAAAAAAAAAAAAAA", 1),
		payout.EndToEndID("store-1", "MB2", "beneficiary-1", "PAAAAAAAAAAAAAA", 1),
		payout.EndToEndID("store-1", "MB1", "beneficiary-2", "PAAAAAAAAAAAAAA", 1),
		payout.EndToEndID("store-1", "MB1", "beneficiary-1", "PBAAAAAAAAAAAAA", 1),
		payout.EndToEndID("store-1", "MB1b", "eneficiary-1", "PAAAAAAAAAAAAAA", 1),
	} {
		if ids[id] {
			t.Errorf("%s twice", id)
		}
		ids[id] = true
	}
}

func TestCheckFindsEverySlip(t *testing.T) {
	id := sampleID(1)
	for i := range len(id) {
		for _, c := range letters32 {
			slipped := id[:i] + string(c) + id[i+1:]
			if slipped != id && payout.CheckEndToEndID(slipped) {
				t.Fatalf("%s passes for %s", slipped, id)
			}
		}
		for j := range i {
			b := []byte(id)
			b[i], b[j] = b[j], b[i]
			if string(b) != id && payout.CheckEndToEndID(string(b)) {
				t.Fatalf("%s passes for %s", b, id)
			}
		}
	}
	for _, bad := range []string{"", id[:15], id + "A", strings.ToLower(id), "c" + id[1:], id[:15] + "0", id[:15] + "é"} {
		if payout.CheckEndToEndID(bad) {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestFindEndToEndIDInRemittanceText(t *testing.T) {
	id, other := sampleID(1), sampleID(2)
	broken := id[:15] + "A"
	if payout.CheckEndToEndID(broken) {
		broken = id[:15] + "B"
	}
	for name, c := range map[string]struct {
		text, want string
	}{
		"leading":                {id + " TRO CAP THANG 7 2024", id},
		"lower case":             {strings.ToLower(id) + " tro cap", id},
		"after the bank's words": {"MBVCB.123456." + id + ".TRO CAP", id},
		"run together":           {"FT24" + id + "TROCAP", id},
		"said twice":             {id + " " + id, id},
		"two different":          {id + " " + other, ""},
		"one alone, one glued":   {id + " X" + other + "X", id},
		"broken":                 {broken + " TRO CAP", ""},
		"none":                   {"CHI TRO CAP BAO TRO XA HOI", ""},
		"empty":                  {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := payout.FindEndToEndID(c.text)
			if got != c.want || ok != (c.want != "") {
				t.Errorf("FindEndToEndID(%q) = %q, %v", c.text, got, ok)
			}
		})
	}
}

func FuzzFindEndToEndID(f *testing.F) {
	for _, s := range []string{"", sampleID(1), "x" + sampleID(1), "CCCCCCCCCCCCCCCCCCCCC", "ç\xff" + sampleID(3)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, ok := payout.FindEndToEndID(text)
		if ok != (id != "") || ok && !payout.CheckEndToEndID(id) {
			t.Errorf("FindEndToEndID(%q) = %q, %v", text, id, ok)
		}
	})
}

func TestUETRIsAVersion4UUID(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	seen := map[string]bool{}
	for attempt := range 200 {
		u := payout.UETR("store-1", "MB1", "b", "P", attempt)
		if !form.MatchString(u) || seen[u] {
			t.Fatalf("UETR = %s", u)
		}
		seen[u] = true
	}
}
