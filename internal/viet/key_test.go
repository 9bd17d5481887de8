package viet

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestKeyJoinsSpellingsOfOneName(t *testing.T) {
	for _, same := range [][]string{
		{"Nguyễn Văn Đức", "NGUYỄN VĂN ĐỨC", "nguyễn  văn đức", "Nguyễn Văn Ðức", "Nguye\u0303\u0302n Va\u0306n Đu\u0301\u031bc"},
		{"Trần Thị Hoà", "Trần Thị Hòa", "TRẦN THỊ HOÀ"},
		{"Thuỷ", "Thủy"}, {"Thuý", "Thúy"}, {"Khoẻ", "Khỏe"}, {"Xoá", "Xóa"},
		{"Quý", "Qúy", "Quí", "QUÍ"}, {"Quỳnh", "Qùynh", "Quình"},
		{"Lý", "Lí"}, {"Mỹ", "Mĩ"}, {"Kỳ", "Kì"}, {"Vy", "Vi"}, {"Thy", "Thi"}, {"Sỹ", "Sĩ"},
		{"Già", "Gìa"}, {"Ngoằn", "Ngòăn"}, {"Nghĩa", "Nghiã"},
		{"H'Hen Niê", "H’Hen Niê", "h‘hen niê"}, {"Thị-Nở", "Thị–Nở"},
	} {
		for _, other := range same[1:] {
			if Key(other) != Key(same[0]) || Fold(other) != Fold(same[0]) {
				t.Errorf("%q has key %q, %q has %q", same[0], Key(same[0]), other, Key(other))
			}
		}
	}
}

func TestKeyKeepsNamesApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"Hoa", "Hòa"}, {"Hòa", "Hoà i"}, {"Thúy", "Thúi"}, {"Mạnh", "Mảnh"}, {"Hoa", "Hoài"}, {"Duy", "Dui"}, {"Đa", "Da"},
		{"Tuân", "Tuấn"}, {"Lan Anh", "Lananh"}, {"Tư", "Tu"}, {"Yến", "Iến"}, {"Sơn", "Son"},
	} {
		if Key(pair[0]) == Key(pair[1]) {
			t.Errorf("%q and %q have one key, %q", pair[0], pair[1], Key(pair[0]))
		}
	}
}

func TestKeyAndFoldText(t *testing.T) {
	for _, tc := range [][3]string{
		{"nguyễn thị thuỷ", "NGUYỄN THỊ THỦY", "NGUYEN THI THUY"},
		{"Quý Lí Kì Mĩ Tỉ Hi", "QUÝ LÝ KỲ MỸ TỶ HY", "QUY LY KY MY TY HY"},
		{"Đỗ Thy Vy Chi Nhy", "ĐỖ THI VI CHI NHI", "DO THI VI CHI NHI"},
		{"Lynh Kyều Tỉnh Huỳnh", "LINH KIỀU TỈNH HUỲNH", "LINH KIEU TINH HUYNH"},
		{"Giếng gìn gì Giang", "GIẾNG GÌN GÌ GIANG", "GIENG GIN GI GIANG"},
		{"Khuỷu ngoèo ngoài cừơng", "KHUỶU NGOÈO NGOÀI CƯỜNG", "KHUYU NGOEO NGOAI CUONG"},
		{"Số TT (1)", "SỐ TT (1)", "SO TT 1"},
		{"CMND/CCCD", "CMND/CCCD", "CMND CCCD"},
		{"Y Ý Í A1", "Y Ý Í A1", "Y Y I A1"},
		{"José Müller ß", "JOSÉ MÜLLER ß", "JOSE MULLER SS"},
		{"1.250.000 đ", "1.250.000 Đ", "1 250 000 D"},
		{"H'Hen", "H'HEN", "HHEN"},
		{"Đạt１２", "ĐẠT１２", "DAT12"},
		{"  ", "", ""}, {"…", "…", ""}, {"张", "张", ""},
	} {
		if got := Key(tc[0]); got != tc[1] {
			t.Errorf("Key(%q) = %q, want %q", tc[0], got, tc[1])
		}
		if got := Fold(tc[0]); got != tc[2] {
			t.Errorf("Fold(%q) = %q, want %q", tc[0], got, tc[2])
		}
	}
}

// syllable draws an onset, a rime and a tone that go together.
func syllable() *rapid.Generator[string] {
	all := make([]string, 0, len(rimes))
	for rime := range rimes {
		all = append(all, strings.ToLower(rime))
	}
	slices.Sort(all)
	onsets := []string{"", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"}
	return rapid.Custom(func(t *rapid.T) string {
		s := rapid.SampledFrom(onsets).Draw(t, "onset") + rapid.SampledFrom(all).Draw(t, "rime")
		if rapid.Bool().Draw(t, "upper") {
			return strings.ToUpper(s)
		}
		return s
	})
}

// Wherever in a syllable its tone was put, the key is the same; the tone itself
// always shows.
func TestKeyDoesNotDependOnTonePlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plain := []rune(syllable().Draw(t, "syllable"))
		var vowels []int
		for i, r := range plain {
			if letterOf(r).isVowel() {
				vowels = append(vowels, i)
			}
		}
		tone := rapid.SampledFrom([]Tone{Grave, Hook, Tilde, Acute, Dot}).Draw(t, "tone")
		keys := map[string]bool{}
		for _, at := range vowels {
			marked := slices.Clone(plain)
			marked[at] = letterOf(plain[at]).withTone(tone).rune()
			keys[Key(string(marked))] = true
			if Base(string(marked)) != string(plain) || ToneOf(string(marked)) != tone {
				t.Errorf("%q is %q and tone %d", string(marked), Base(string(marked)), ToneOf(string(marked)))
			}
		}
		if len(keys) != 1 || keys[Key(string(plain))] {
			t.Errorf("%q with tone %d has keys %v", string(plain), tone, keys)
		}
	})
}

func TestFoldIsKeyWithoutMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := name().Draw(t, "name")
		key := Key(s)
		fold, lossy := BankLetters(key)
		if Fold(s) != fold || len(lossy) > 0 || Fold(key) != fold {
			t.Errorf("%q has key %q and fold %q", s, key, Fold(s))
		}
		if len(Syllables(s)) != len(Syllables(fold)) {
			t.Errorf("%q folds to %q", s, fold)
		}
	})
}

func TestBankLetters(t *testing.T) {
	for _, tc := range []struct {
		in, want, lossy string
	}{
		{"Nguyễn Văn Đức", "NGUYEN VAN DUC", ""},
		{"nguyễn  thị lí ", "NGUYEN THI LI", ""},
		{"Ðinh Nguye\u0303\u0302n", "DINH NGUYEN", ""},
		{"a\u0301\u0300", "A", "\u0300"},
		{"H'Hen Niê", "HHEN NIE", "'"},
		{"Y-Bih (con) - 2", "Y BIH CON 2", "-()"},
		{"José Łuß", "JOSE LUSS", "Łß"},
		{"Nuñez ü", "NUNEZ U", "ñü"},
		{"Tháng 7/2024", "THANG 7 2024", "/"},
		{"张三 Minh", "MINH", "张三"},
		{"１２", "12", "１２"},
		{"", "", ""},
	} {
		got, lossy := BankLetters(tc.in)
		if got != tc.want || string(lossy) != tc.lossy {
			t.Errorf("BankLetters(%q) = %q, %q; want %q, %q", tc.in, got, string(lossy), tc.want, tc.lossy)
		}
	}
}

func TestSyllables(t *testing.T) {
	if diff := cmp.Diff([]string{"Lê", "Văn", "Tám"}, Syllables("\u00a0Lê  Va\u0306n\tTám")); diff != "" {
		t.Error(diff)
	}
	if got := Syllables(" "); len(got) != 0 {
		t.Errorf("nothing has syllables %q", got)
	}
	if got := Base("Nguye\u0302\u0303n-Đức7"); got != "Nguyên-Đưc7" {
		t.Errorf("base is %q", got)
	}
	for s, want := range map[string]Tone{"ba": Level, "bà": Grave, "bả": Hook, "bã": Tilde, "bá": Acute, "bạ": Dot, "": Level, "ñ": Level} {
		if got := ToneOf(s); got != want {
			t.Errorf("%q has tone %d, want %d", s, got, want)
		}
	}
}

func TestIsSyllable(t *testing.T) {
	for s := range strings.FieldsSeq(`nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý
		văn thị hữu đức thúy thuỳ thuý quý qúy quốc quyên quỳnh khuyết nghiêng gì giếng ghế nghề ghẻ giường gia già yến uyên ý
		Oanh ÁNH khuỷu ngoằn xoong thuở huơ mười một nghìn quay quét tiếp bích học chợt kiều cúc hộp nhật rượu`) {
		if !IsSyllable(s) {
			t.Errorf("%q is not taken for a syllable", s)
		}
	}
	for _, s := range []string{
		"", "a1", "ba ba", "nguyen1", "bcd", "kan", "cin", "nghan", "gế", "hàt", "cac", "bếch̀", "josé", "fan", "wang", "baba", "đđa",
		"hòá", "V¨n", "strang", "ñ", "ngươiê", "quu", "zô", "gb", "qu", "b",
	} {
		if IsSyllable(s) {
			t.Errorf("%q is taken for a syllable", s)
		}
	}
}

func BenchmarkKey(b *testing.B) {
	for b.Loop() {
		Key("Nguyễn Thị Thuý Hằng")
	}
}

func BenchmarkKeyOfDecomposed(b *testing.B) {
	for b.Loop() {
		Key("Nguye\u0302\u0303n Thi\u0323 Thuy\u0301 Ha\u0306\u0300ng")
	}
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold("Nguyễn Thị Thuý Hằng")
	}
}

func BenchmarkCompose(b *testing.B) {
	for b.Loop() {
		Compose("Nguyễn Thị Thuý Hằng")
	}
}
