package registry

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// marked puts brackets round the characters at the places.
func marked(text string, at []int) string {
	var out []rune
	for i, r := range []rune(text) {
		if slices.Contains(at, i) {
			out = append(out, '[', r, ']')
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

func TestNamesAreMarkedSyllableBySyllable(t *testing.T) {
	for name, c := range map[string]struct {
		list, registry, wantList, wantRegistry string
		hints                                  []Hint
	}{
		"the same":                {"Lê Thị Cúc", "Lê Thị Cúc", "Lê Thị Cúc", "Lê Thị Cúc", nil},
		"case and place of tone":  {"LÊ THỊ HOÀ", "Lê Thị Hòa", "LÊ THỊ HOÀ", "Lê Thị Hòa", nil},
		"one tone":                {"Lê Thị Cúc", "Lê Thị Cục", "Lê Thị C[ú]c", "Lê Thị C[ụ]c", nil},
		"hỏi for ngã":             {"Lê Mỹ Hảo", "Lê Mỹ Hão", "Lê Mỹ H[ả]o", "Lê Mỹ H[ã]o", []Hint{HintTones}},
		"l for n":                 {"Trần Văn Lam", "Trần Văn Nam", "Trần Văn [L]am", "Trần Văn [N]am", []Hint{HintLN}},
		"ch for tr":               {"Lê Văn Chung", "Lê Văn Trung", "Lê Văn [C][h]ung", "Lê Văn [T][r]ung", []Hint{HintCHTR}},
		"s for x":                 {"Lê Thị Sen", "Lê Thị Xen", "Lê Thị [S]en", "Lê Thị [X]en", []Hint{HintSX}},
		"d for gi":                {"Phan Văn Dang", "Phan Văn Giang", "Phan Văn [D]ang", "Phan Văn [G][i]ang", []Hint{HintDGIR}},
		"a middle name left out":  {"Lê Cúc", "Lê Thị Cúc", "Lê Cúc", "Lê [T][h][ị] Cúc", nil},
		"Đ is another than D":     {"Lê Văn Dam", "Lê Văn Đam", "Lê Văn [D]am", "Lê Văn [Đ]am", nil},
		"another person's name":   {"Lê Cúc", "Lê Mận", "Lê [C][ú][c]", "Lê [M][ậ][n]", nil},
		"nothing on the list":     {"", "Lê", "", "[L][ê]", nil},
		"two slips in two places": {"Lê Thi Cuc", "Lê Thị Cúc", "Lê Th[i] C[u]c", "Lê Th[ị] C[ú]c", nil},
	} {
		m := NameMarks(c.list, c.registry)
		got := []string{marked(c.list, m.List), marked(c.registry, m.Registry)}
		if diff := cmp.Diff([]string{c.wantList, c.wantRegistry}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.hints, m.Hints); diff != "" {
			t.Errorf("%s: hints (-want +got):\n%s", name, diff)
		}
	}
}

func TestNumbersAreMarkedDigitByDigit(t *testing.T) {
	for name, c := range map[string]struct{ list, registry, wantList, wantRegistry string }{
		"one digit":                 {"999166104729", "999166104723", "99916610472[9]", "99916610472[3]"},
		"two that changed places":   {"999166104729", "999166107429", "99916610[4][7]29", "99916610[7][4]29"},
		"one left out":              {"99916610472", "999166104729", "99916610472", "99916610472[9]"},
		"day and month of one date": {"03/12/1950", "12/03/1950", "[0][3]/[1][2]/1950", "[1][2]/[0][3]/1950"},
		"the same":                  {"1950", "1950", "1950", "1950"},
	} {
		m := TextMarks(c.list, c.registry)
		if diff := cmp.Diff([]string{c.wantList, c.wantRegistry}, []string{marked(c.list, m.List), marked(c.registry, m.Registry)}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestMarksAreWithinTheirTexts: what is not marked is the same on both sides, and
// whatever differs is marked.
func TestMarksAreWithinTheirTexts(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aàáảãăđdnlsxiy 019")), 0, 14, -1)
	rapid.Check(t, func(rt *rapid.T) {
		a, b := letters.Draw(rt, "list"), letters.Draw(rt, "registry")
		for _, m := range []Marks{NameMarks(a, b), TextMarks(a, b)} {
			for _, side := range []struct {
				at []int
				in string
			}{{m.List, a}, {m.Registry, b}} {
				for _, at := range side.at {
					if at < 0 || at >= len([]rune(side.in)) {
						rt.Fatalf("place %d of %q", at, side.in)
					}
				}
				if !slices.IsSorted(side.at) {
					rt.Fatalf("places %v are not in order", side.at)
				}
			}
		}
		rest := func(s string, at []int) (out string) {
			for i, r := range []rune(s) {
				if !slices.Contains(at, i) {
					out += string(r)
				}
			}
			return out
		}
		if m := TextMarks(a, b); rest(a, m.List) != rest(b, m.Registry) || m.Differ() == (a == b) {
			rt.Fatalf("%q and %q: marks %v", a, b, m)
		}
	})
}
