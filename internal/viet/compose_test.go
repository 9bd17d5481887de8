package viet

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCompose(t *testing.T) {
	for in, want := range map[string]string{
		"":               "",
		"Nguyễn Văn Đức": "Nguyễn Văn Đức",
		"Nguye\u0302\u0303n Va\u0306n Đu\u031b\u0301c": "Nguyễn Văn Đức",
		"Nguye\u0303\u0302n":                           "Nguyễn", // tone before its hat
		"Nguy\u1ebd\u0302n":                            "Nguyễn", // ẽ and a hat
		"\u00e1\u0306":                                 "ắ",
		"Đư\u0301c Đu\u0301\u031bc":                    "Đức Đức",
		"a\u0323\u0302 a\u0302\u0323":                  "ậ ậ",
		"\u1ea5\u0301":                                 "ấ", // tone typed twice
		"\u00d0\u1ee9c \u00f0\u1ee9c \u0189":           "Đức đức Đ",
		"\u00a0Lê\u3000\tVăn\u2009 \r\nTám ":           "Lê Văn Tám",
		"\ufeffLê\u200b Vă\u00adn\u200d":               "Lê Văn",
		"ﾎ ñandú n\u0303":                              "ﾎ ñandú ñ",
		"a\u0300\u0301":                                "à\u0301", // two tones stay two
		"\xffa":                                        "\ufffda",
		" ":                                            "",
	} {
		if got := Compose(in); got != want {
			t.Errorf("Compose(%+q) = %+q, want %+q", in, got, want)
		}
	}
}

// letters is every letter that Vietnamese composes.
func letters() []rune {
	var all []rune
	for l := range letter(letterEnd) {
		if r := l.rune(); r != 0 {
			all = append(all, r)
		}
	}
	return all
}

func TestLettersComeApartAndTogether(t *testing.T) {
	all := letters()
	if want := 2 * (26 + 1 + 12*6 - 6); len(all) != want {
		t.Errorf("%d letters, want %d", len(all), want)
	}
	for _, r := range all {
		if got := letterOf(r).rune(); got != r {
			t.Errorf("%c comes back as %c", r, got)
		}
		if !isComposed(string(r)) || norm.NFC.String(string(r)) != string(r) {
			t.Errorf("%c is not composed", r)
		}
		if upper := (letterOf(r) &^ lowerBit).rune(); string(upper) != strings.ToUpper(string(r)) {
			t.Errorf("%c in upper case is %c", r, upper)
		}
	}
}

// name draws Vietnamese-looking text of composed letters, single spaces inside.
func name() *rapid.Generator[string] {
	word := rapid.StringOfN(rapid.RuneFrom(letters()), 1, 7, -1)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 1, 6).Draw(t, "words"), " ")
	})
}

// However a text is typed, it is composed to the same.
func TestComposeUndoesEveryWayOfTyping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := name().Draw(t, "name")
		typed := retype(t, want)
		if got := Compose(typed); got != want {
			t.Errorf("%+q was typed for %q and composed to %q", typed, want, got)
		}
		if Key(typed) != Key(want) || Fold(typed) != Fold(want) {
			t.Errorf("%+q has another key than %q", typed, want)
		}
	})
}

// retype writes composed text as another keyboard or program would: marks apart
// and in any order, other spaces, invisible characters, Ð for Đ.
func retype(t *rapid.T, s string) string {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r == ' ':
			out.WriteString(rapid.SampledFrom([]string{" ", "\u00a0", "  ", "\u3000", "\t", "\u200b \u2003"}).Draw(t, "space"))
		case r == 'Đ' && rapid.Bool().Draw(t, "eth"):
			out.WriteRune('Ð')
		case rapid.Bool().Draw(t, "apart"):
			parts := []rune(norm.NFD.String(string(r)))
			marks := rapid.Permutation(parts[1:]).Draw(t, "marks")
			out.WriteString(string(parts[0]) + string(marks))
		default:
			out.WriteRune(r)
		}
	}
	return out.String() + rapid.SampledFrom([]string{"", " ", "\ufeff", "\u00a0\u200b"}).Draw(t, "end")
}

func FuzzTexts(f *testing.F) {
	for _, s := range []string{
		"Nguyễn Văn Đức", "nguye\u0303\u0302n", "Ðinh  Lý", "H’Hen Niê", "ıſßK\u0345", "Ｌí １２", "QƯI qui", "xa'li l'í", "\xff\u0301", "Hoà-Thuỷ",
		"a\u0327\u0301\u0302", "\u1fb3\u0345ᾳ", "nghiêngnghiêngnghiêngnghiêngnghiêngli", "AY\u0303\u0302", "\u0302 ", "gB", "gYY", "gyá",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		composed := Compose(s)
		if again := Compose(composed); again != composed {
			t.Errorf("Compose(%+q) = %+q, again %+q", s, composed, again)
		}
		if !utf8.ValidString(composed) || !norm.NFC.IsNormalString(composed) || strings.Contains(composed, "  ") || strings.TrimSpace(composed) != composed {
			t.Errorf("Compose(%+q) = %+q is not composed", s, composed)
		}
		key, fold := Key(s), Fold(s)
		if again := Key(key); again != key {
			t.Errorf("Key(%+q) = %+q, again %+q", s, key, again)
		}
		if again := Fold(fold); again != fold || Fold(key) != fold {
			t.Errorf("Fold(%+q) = %q, again %q, of its key %q", s, fold, again, Fold(key))
		}
		bank, lossy := BankLetters(s)
		if !isPlain(fold) || !isPlain(bank) {
			t.Errorf("%+q folds to %q and goes to the bank as %q", s, fold, bank)
		}
		if again, more := BankLetters(bank); again != bank || len(more) > 0 {
			t.Errorf("BankLetters(%+q) = %q, again %q, %q", s, bank, again, more)
		}
		if len(lossy) == 0 && len(strings.Fields(bank)) != len(Syllables(s)) {
			t.Errorf("BankLetters(%+q) = %q lost a word in silence", s, bank)
		}
		if guessed, _, _ := GuessLegacy(s, ".VnTime"); utf8.ValidString(s) && !utf8.ValidString(guessed) {
			t.Errorf("GuessLegacy(%+q) = %+q", s, guessed)
		}
		IsSyllable(s)
	})
}

// isPlain reports A–Z, 0–9 and single spaces inside.
func isPlain(s string) bool {
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ") == "" &&
		strings.TrimSpace(s) == s && !strings.Contains(s, "  ")
}
