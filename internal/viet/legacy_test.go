package viet

import (
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestLegacyCharsets(t *testing.T) {
	for _, tc := range []struct{ unicode, tcvn3, vni string }{
		{"Nguyễn Văn Đức", "NguyÔn V¨n §øc", "Nguyeãn Vaên Ñöùc"},
		{"Trần Thị Hồng", "TrÇn ThÞ Hång", "Traàn Thò Hoàng"},
		{"Cộng hòa xã hội chủ nghĩa Việt Nam", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"},
		{"Độc lập, tự do, hạnh phúc", "§éc lËp, tù do, h¹nh phóc", "Ñoäc laäp, töï do, haïnh phuùc"},
		{"Lê Thị Mỹ Lệ, 1950", "Lª ThÞ Mü LÖ, 1950", "Leâ Thò Myõ Leä, 1950"},
		{"Nguyễn Ngọc Tường Vy", "NguyÔn Ngäc T\u00adêng Vy", "Nguyeãn Ngoïc Töôøng Vy"},
		{"Kỷ Sỹ Thuỵ ở Ơ", "Kû Sü Thuþ ë ¥", "Kyû Syõ Thuî ôû Ô"},
	} {
		if got, ok := FromTCVN3(tc.tcvn3); !ok || got != tc.unicode {
			t.Errorf("FromTCVN3(%q) = %q, %v; want %q", tc.tcvn3, got, ok, tc.unicode)
		}
		if got, ok := FromVNI(tc.vni); !ok || got != tc.unicode {
			t.Errorf("FromVNI(%q) = %q, %v; want %q", tc.vni, got, ok, tc.unicode)
		}
	}
}

func TestLegacyCharsetsRefuse(t *testing.T) {
	for _, s := range []string{"Nguyễn", "đ", "ÿ", "\u0080", "a\u0301", "\ufffd"} {
		if got, ok := FromTCVN3(s); ok || got != "" {
			t.Errorf("FromTCVN3(%q) = %q", s, got)
		}
	}
	for _, s := range []string{"Nguyễn", "â", "bâ", "aââ", "iù", "NguyÔn V¨n", "§"} {
		if got, ok := FromVNI(s); ok || got != "" {
			t.Errorf("FromVNI(%q) = %q", s, got)
		}
	}
}

// glibc's iconv is the oracle for every byte of TCVN3.
func TestTCVN3EqualsIconv(t *testing.T) {
	if _, err := exec.LookPath("iconv"); err != nil {
		t.Skip("no iconv on this machine")
	}
	for b := byte(tcvn3Start); b < 0xff; b++ {
		cmd := exec.Command("iconv", "-f", "TCVN5712-1", "-t", "UTF-8")
		cmd.Stdin = strings.NewReader(string([]byte{b, ' '})) // a space ends a combination
		out, err := cmd.Output()
		if err != nil {
			t.Skipf("iconv does not know the charset: %v", err)
		}
		want := norm.NFC.String(strings.TrimSuffix(string(out), " "))
		if got, ok := FromTCVN3(string(rune(b))); !ok || got != want {
			t.Errorf("byte %X is %q, iconv says %q", b, got, want)
		}
	}
}

// Every letter written in VNI is read back.
func TestVNIReadsWhatItWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := name().Draw(t, "name")
		written := writeVNI(s)
		if got, ok := FromVNI(written); !ok || got != s {
			t.Errorf("%q is %q in VNI, read as %q, %v", s, written, got, ok)
		}
	})
}

// writeVNI is the published table, letter by letter.
func writeVNI(s string) string {
	marks := map[rune]string{
		'\u0300': "ø", '\u0309': "û", '\u0303': "õ", '\u0301': "ù", '\u0323': "ï",
		'\u0302': "â", '\u0306': "ê",
	}
	both := map[string]string{
		"âø": "à", "âû": "å", "âõ": "ã", "âù": "á", "âï": "ä",
		"êø": "è", "êû": "ú", "êõ": "ü", "êù": "é", "êï": "ë",
	}
	singles := map[string]string{
		"đ": "ñ", "Đ": "Ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î",
		"Í": "Í", "Ì": "Ì", "Ỉ": "Æ", "Ĩ": "Ó", "Ị": "Ò", "Ỵ": "Î",
	}
	var out strings.Builder
	for _, r := range s {
		if single, ok := singles[string(r)]; ok {
			out.WriteString(single)
			continue
		}
		parts := []rune(norm.NFD.String(string(r)))
		base, mark := string(parts[0]), ""
		for _, hat := range []rune{'\u031b', '\u0302', '\u0306', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'} {
			if !strings.ContainsRune(string(parts[1:]), hat) {
				continue
			}
			if hat == '\u031b' {
				base = map[string]string{"o": "ô", "O": "Ô", "u": "ö", "U": "Ö"}[base]
			}
			mark += marks[hat]
		}
		if joined, ok := both[mark]; ok {
			mark = joined
		}
		out.WriteString(base + mark)
	}
	return out.String()
}

func TestGuessLegacy(t *testing.T) {
	for _, tc := range []struct {
		in, font, want string
		charset        Charset
		sure           bool
	}{
		{"NguyÔn V¨n §øc", ".VnTime", "Nguyễn Văn Đức", TCVN3, true},
		{"nguyÔn v¨n ®øc", ".VnTimeH", "NGUYỄN VĂN ĐỨC", TCVN3, true},
		{"Nguyeãn Vaên Ñöùc", "VNI-Times", "Nguyễn Văn Đức", VNI, true},
		{"NguyÔn V¨n §øc", "Arial", "Nguyễn Văn Đức", TCVN3, true},
		{"Nguyeãn Vaên Ñöùc", "", "Nguyễn Văn Đức", VNI, true},
		{"Nguyễn Văn Đức", "Times New Roman", "Nguyễn Văn Đức", Unicode, true},
		{"Nguyễn Văn Đức", ".VnTime", "Nguyễn Văn Đức", Unicode, true},
		{"Hoa Lan", "", "Hoa Lan", Unicode, true},
		{"hoa lan", ".VnArialH", "HOA LAN", TCVN3, true},
		{"Hòa Tú", "", "Hòa Tú", Unicode, true},
		{"Cúc", ".VnTime", "Cúc", Unicode, false},       // Unicode shown in a legacy font
		{"Hòa Tám", ".VnTime", "Hũa Tỏm", TCVN3, false}, // either
		{"Cã", ".VnTime", "Có", TCVN3, false},
		{"Niê Kđăm H'Wơr", "", "Niê Kđăm H'Wơr", Unicode, true},
		{"José Müller", "", "José Müller", Unicode, false},
		{"", "", "", Unicode, true},
	} {
		got, charset, sure := GuessLegacy(tc.in, tc.font)
		if got != tc.want || charset != tc.charset || sure != tc.sure {
			t.Errorf("GuessLegacy(%q, %q) = %q, %d, %v; want %q, %d, %v", tc.in, tc.font, got, charset, sure, tc.want, tc.charset, tc.sure)
		}
	}
}
