package bank

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFindResolvesWhatPeopleWrite(t *testing.T) {
	cases := map[string][]string{
		"AGRIBANK": {
			"Agribank", "AGRIBANK", "agri bank", "NHNN&PTNT", "NHNN & PTNT", "NHNo&PTNT", "NN&PTNT Việt Nam",
			"Nông nghiệp và Phát triển nông thôn (VBA)", "Ngân hàng Nông nghiệp và Phát triển Nông thôn Việt Nam",
			"Ngân hàng nông nghiệp", "NH Nông nghiệp và PTNT chi nhánh Từ Sơn", "Agribank Gia Bình", "970405", "204", "01204001",
			"01204001-NGAN HANG NONG NGHIEP VA PHAT TRIEN NONG THON", "Ngân hàng Nông nghiệp huyện Lương Tài",
		},
		"MBB":   {"MB", "MBBank", "MB Bank", "Ngân hàng Quân đội", "NH TMCP Quân Đội", "Quân đội (MB)", "MBB", "MB - CN Bắc Ninh"},
		"VCB":   {"VCB", "Vietcombank CN Bắc Ninh", "Vietcombank, chi nhánh Bắc Ninh", "Ngân hàng TMCP Ngoại Thương Việt Nam", "Ngoại thương", "VCB Từ Sơn", "Viet com bank"},
		"BID":   {"BIDV", "BIDV - PGD Từ Sơn", "BIDV – Từ Sơn", "Ngân hàng ĐT&PT Việt Nam", "Đầu tư và Phát triển", "BIDV Bắc Ninh"},
		"CTG":   {"Vietinbank", "Công Thương Việt Nam (VIETINBANK)", "NH Công thương CN Tiên Sơn", "CTG", "01201001"},
		"SHB":   {"Ngân hàng TMCP Sài Gòn - Hà Nội", "Ngân hàng TMCP Sài Gòn - Hà Nội - CN Bắc Ninh", "Sài Gòn Hà Nội (SHB)", "SHB", "Habubank"},
		"SCB":   {"SCB", "Ngân hàng TMCP Sài Gòn", "Sài Gòn (SCB)", "Ngân hàng TMCP Sài Gòn - Chi nhánh Hà Nội"},
		"LPB":   {"LPBank", "LienVietPostBank", "Bưu điện Liên Việt", "Ngân hàng Thương mại Cổ phần Lộc Phát Việt Nam (LPBank)"},
		"VIKKI": {"Đông Á", "DongA Bank", "Ngân hàng TMCP Đông Á", "Vikki", "970406"},
		"MBV":   {"Ocean Bank", "Ngân hàng Đại Dương", "MBV"},
		"CAKE":  {"CAKE by VPBank", "Cake"},
		"SVB":   {"Shinhan Bank", "MTV Shinhan Việt Nam (SHBVN)"},
		"UBANK": {"Việt Nam Thịnh Vượng UBANK(VPB)"},
		"KBHN":  {"Ngân hàng Kookmin - Chi nhánh Hà Nội"},
		"MOMO":  {"MoMo", "Ví điện tử MoMo"},
		"TPB":   {"TP Bank", "Ngân hàng Tiên Phong"},
		"BIDC":  {"Ngân hàng TMCP Đầu tư và Phát triển Campuchia"},
		"HDB":   {"Ngân hàng TMCP Phát triển TP.HCM", "HD Bank"},
		"PBVN":  {"Public Bank"},
		"STB":   {"Sacombank", "Ngân hàng Sài Gòn Thương Tín PGD Từ Sơn"},
	}
	for code, texts := range cases {
		for _, text := range texts {
			for _, form := range []string{text, norm.NFD.String(text), " " + text + "\u00a0"} {
				got, match := Directory().Find(form)
				if got.Code != code || !match.Found() {
					t.Errorf("Find(%q) = %q, %v; want %q", form, got.Code, match, code)
				}
			}
		}
	}
}

func TestFindNeverGuesses(t *testing.T) {
	cases := map[string]Match{
		"":                                Unknown,
		"Ngân hàng":                       Unknown,
		"Ngân hàng Việt Nam":              Unknown,
		"Ngân hàng Hoa Sen":               Unknown,
		"Bưu cục Từ Sơn":                  Unknown,
		"tiền mặt":                        Unknown,
		"Agribankk":                       Unknown,
		"Nông nghiệp Gia Bình":            Unknown,
		"999":                             Unknown,
		"000000":                          Unknown,
		"01999001":                        Unknown,
		"Sài Gòn":                         Ambiguous,
		"Ngân hàng Sài Gòn":               Ambiguous,
		"Ngân hàng TMCP Sài Gòn - Từ Sơn": Ambiguous,
		"BVB":                             Ambiguous,
		"SHB VN":                          Ambiguous,
		"Kookmin":                         Ambiguous,
		"BIDV / Agribank":                 Ambiguous,
		"Vietcombank (VietinBank)":        Ambiguous,
		"VPBank - Timo":                   Ambiguous,
		"01202001-NGAN HANG NONG NGHIEP":  Ambiguous,
		"01204001 - BIDV":                 Ambiguous,
		"01999001-NGAN HANG NONG NGHIEP":  Ambiguous,
		"Đầu tư và phát triển - Bắc Ninh": Ambiguous,
	}
	for text, want := range cases {
		got, match := Directory().Find(text)
		if match != want || got != (Institution{}) {
			t.Errorf("Find(%q) = %q, %v; want no institution, %v", text, got.Code, match, want)
		}
	}
}

func TestFindOfWholeNameIsExactAndWithBranchIsSaid(t *testing.T) {
	for text, want := range map[string]Match{"Agribank": Exact, "Agribank CN Bắc Ninh": WithBranch, "01204001": Exact} {
		if _, got := Directory().Find(text); got != want {
			t.Errorf("Find(%q) says %v, want %v", text, got, want)
		}
	}
}

func TestFindResolvesEveryNameOfTheTable(t *testing.T) {
	shared := map[string]bool{"BVB": true} // Bảo Việt in MB's list, Bản Việt elsewhere
	for i := range Directory().All() {
		texts := []string{i.Code, i.ShortName, i.NameVI, i.BIN}
		if !i.Deprecated {
			texts = append(texts, i.PortalText())
		}
		for _, text := range texts {
			if text == "" || shared[text] {
				continue
			}
			got, match := Directory().Find(text)
			if match != Exact || got.BIN != i.BIN {
				t.Errorf("Find(%q) = %q, %v; want BIN %q", text, got.Code, match, i.BIN)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"Agribank", "BIDV - PGD Từ Sơn", "01202001-NGAN HANG", "()", "Sài Gòn – Hà Nội", "CN CN CN", "NH NH"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, match := Directory().Find(text)
		if match.Found() != (got != Institution{}) {
			t.Fatalf("Find(%q) = %+v with match %v", text, got, match)
		}
		if got.Deprecated {
			t.Fatalf("Find(%q) leads to %q, which is no more", text, got.Code)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for b.Loop() {
		Directory().Find("Ngân hàng Nông nghiệp và Phát triển nông thôn - Chi nhánh huyện Gia Bình")
	}
}
