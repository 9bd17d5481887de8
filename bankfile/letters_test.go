package bankfile_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/bankfile"
)

func TestFitSaysWhatIsLost(t *testing.T) {
	marks := bankfile.Lossy{Field: "holder", Kind: bankfile.LossMarks}
	lost := func(s string) bankfile.Lossy {
		return bankfile.Lossy{Field: "holder", Kind: bankfile.LossCharacters, Lost: s}
	}
	tests := []struct {
		set      bankfile.Letters
		in, want string
		lost     []bankfile.Lossy
	}{
		{bankfile.SwiftLetters, "NGUYEN THI THU", "NGUYEN THI THU", nil},
		{bankfile.SwiftLetters, "Nguyễn Thị Đào", "NGUYEN THI DAO", []bankfile.Lossy{marks}},
		{bankfile.SwiftLetters, "Ðinh Lý", "DINH LY", []bankfile.Lossy{marks}},
		{bankfile.SwiftLetters, "Quỹ BTXH (07/2024)", "QUY BTXH (07/2024)", []bankfile.Lossy{marks}},
		{bankfile.SwiftLetters, "A & B; C", "A B C", []bankfile.Lossy{lost("&;")}},
		{bankfile.SwiftLetters, "-/:A//B", "A/B", []bankfile.Lossy{lost("-/:")}},
		{bankfile.SwiftLetters, "&", "", []bankfile.Lossy{lost("&")}},
		{bankfile.SwiftLetters, "Trần—Bình", "TRAN BINH", []bankfile.Lossy{marks, lost("—")}},
		{bankfile.PortalLetters, "Nguyễn Thị Đào", "NGUYEN THI DAO", []bankfile.Lossy{marks}},
		{bankfile.PortalLetters, "TRO CAP 07/2024", "TRO CAP 07 2024", []bankfile.Lossy{lost("/")}},
		{bankfile.PortalLetters, "H' Hen Niê", "H HEN NIE", []bankfile.Lossy{marks, lost("'")}},
	}
	for _, test := range tests {
		got, gone := test.set.Fit("holder", test.in)
		if got != test.want {
			t.Errorf("Fit(%q) = %q, want %q", test.in, got, test.want)
		}
		if diff := cmp.Diff(test.lost, gone); diff != "" {
			t.Errorf("Fit(%q) lost (-want +got):\n%s", test.in, diff)
		}
	}
}

func TestFitGivesWhatHoldsAndIsSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := rapid.SampledFrom([]bankfile.Letters{bankfile.PortalLetters, bankfile.SwiftLetters}).Draw(t, "set")
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.RuneFrom([]rune("aĐằ/-: '&  \t.")))).Draw(t, "text")
		once, _ := set.Fit("holder", text)
		if !set.Holds(once) {
			t.Fatalf("Fit(%q) = %q, which does not hold", text, once)
		}
		if twice, lost := set.Fit("holder", once); twice != once || len(lost) > 0 {
			t.Fatalf("Fit(%q) = %q and lost %v", once, twice, lost)
		}
	})
}

func TestHoldsRefusesOtherShapes(t *testing.T) {
	for _, text := range []string{" A", "A ", "A  B", "a", "Đ", "A_B", "A\n", "/A", "-A", ":A", "A//B"} {
		if bankfile.SwiftLetters.Holds(text) {
			t.Errorf("SWIFT letters hold %q", text)
		}
	}
	if bankfile.PortalLetters.Holds("A/B") {
		t.Error("portal letters hold a slash")
	}
}

func rules() bankfile.Rules {
	return bankfile.Rules{Letters: bankfile.PortalLetters, HolderMax: 70, RemittanceMax: 140}
}

func TestPrepareLeadsTheTextWithTheReference(t *testing.T) {
	l := line(0)
	id := l.EndToEndID
	tests := map[string]string{
		"Trợ cấp tháng 7":        id + " TRO CAP THANG 7",
		id + " Trợ cấp":          id + " TRO CAP",
		"":                       id,
		id:                       id,
		id + "X":                 id + " " + id + "X",
		"Trợ cấp " + id:          id + " TRO CAP " + id,
		strings.Repeat("a", 200): id + " " + strings.Repeat("A", 140-17),
		strings.Repeat("a", 122) + " " + strings.Repeat("b", 9): id + " " + strings.Repeat("A", 122),
	}
	for text, want := range tests {
		l.Remittance = text
		got, lost, err := rules().Prepare(l)
		if err != nil || got.Remittance != want {
			t.Errorf("Prepare(%q) = %q, %v; want %q", text, got.Remittance, err, want)
		}
		cut := len(lost) > 0 && lost[len(lost)-1].Kind == bankfile.LossCut
		if long := len(text) > 123; cut != long {
			t.Errorf("Prepare(%q) reports a cut: %t", text, cut)
		}
	}
}

func TestPrepareRefusesRatherThanGuess(t *testing.T) {
	tests := map[string]struct {
		holder      string
		field, code string
	}{
		"a name that would be cut":        {strings.Repeat("NGUYEN ", 12), "holder", bankfile.CodeTooLong},
		"a name without a letter":         {"123", "holder", bankfile.CodeLetters},
		"a name of which nothing is left": {"???", "holder", bankfile.CodeMissing},
	}
	for name, test := range tests {
		l := line(0)
		l.Holder = test.holder
		got, _, err := rules().Prepare(l)
		var fault *bankfile.LineError
		if !errors.As(err, &fault) || fault.Field != test.field || fault.Code != test.code || got != (bankfile.Line{}) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "NGUYEN") {
			t.Errorf("%s: the error names the person: %v", name, err)
		}
	}
}

func TestPreparedIsPrepared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := line(rapid.IntRange(0, 600).Draw(t, "n"))
		l.Holder = "A" + rapid.StringN(0, 20, 40).Draw(t, "holder")
		l.Remittance = rapid.String().Draw(t, "text")
		l.Purpose = ""
		once, _, err := rules().Prepare(l)
		if err != nil {
			t.Fatal(err)
		}
		twice, lost, err := rules().Prepare(once)
		if err != nil || twice != once || len(lost) > 0 {
			t.Fatalf("prepared again: %+v, lost %v, %v; was %+v", twice, lost, err, once)
		}
	})
}

// Two people whose names become the same letters stay two: by reference and
// account, which no rule touches.
func TestPrepareKeepsTwoPeopleApart(t *testing.T) {
	a, b := line(0), line(1)
	a.Holder, b.Holder = "Nguyễn Thị Thu", "Nguyễn Thị Thư"
	pa, _, errA := rules().Prepare(a)
	pb, _, errB := rules().Prepare(b)
	if errA != nil || errB != nil || pa.Holder != pb.Holder {
		t.Fatalf("%q, %v and %q, %v", pa.Holder, errA, pb.Holder, errB)
	}
	if pa.EndToEndID == pb.EndToEndID || pa.AccountNumber == pb.AccountNumber || pa.Remittance == pb.Remittance {
		t.Errorf("%+v and %+v cannot be told apart", pa, pb)
	}
}
