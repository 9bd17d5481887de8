package synth

import (
	"encoding/base32"
	"hash/fnv"
	"strconv"
	"strings"
	"time"
	"unicode"

	"chitra/internal/civil"

	"golang.org/x/text/unicode/norm"
)

// payee is an account at a bank.
type payee struct{ bin, account string }

// member is a bank as the interbank network, SWIFT and MB's own list name it.
type member struct{ bin, bic, listText string }

// members are the banks of the province. The texts are those of the drop-down
// list in MB's bulk payment template.
func members() []member {
	return []member{
		{"970405", "VBAAVNVX", "Nông nghiệp và Phát triển nông thôn (VBA)"},
		{"970415", "ICBVVNVX", "Công Thương Việt Nam (VIETINBANK)"},
		{"970436", "BFTVVNVX", "Ngoại thương Việt Nam (VCB)"},
		{"970418", "BIDVVNVX", "Đầu tư và phát triển (BIDV)"},
		{mbBIN, "MSCBVNVX", "Quân đội (MB)"},
		{"970449", "LVBKVNVX", "Ngân hàng Thương mại Cổ phần Lộc Phát Việt Nam"},
		{"970403", "SGTTVNVX", "Sacombank (STB)"},
		{"970407", "VTCBVNVX", "Kỹ Thương (TCB)"},
		{"970416", "ASCBVNVX", "Á Châu (ACB)"},
		{"970432", "VPBKVNVX", "Việt Nam Thịnh Vượng (VPB)"},
		{"970423", "TPBVVNVX", "Tiên Phong (TPB)"},
		{"970443", "SHBAVNVX", "Sài Gòn Hà Nội (SHB)"},
	}
}

// binOf resolves what a message says of the payee's bank; where it says two
// things that disagree, or names a bank nobody knows, there is none.
func binOf(bin, bic string) string {
	if bic == "" {
		return bin
	}
	for _, m := range members() {
		if strings.HasPrefix(bic, m.bic) && (bin == "" || bin == m.bin) {
			return m.bin
		}
	}
	return ""
}

// binOfText resolves a choice of MB's drop-down list, which takes nothing
// else.
func binOfText(text string) string {
	for _, m := range members() {
		if m.listText == norm.NFC.String(text) {
			return m.bin
		}
	}
	return ""
}

// bankFold is how the bank compares holders: capitals without marks, and
// whatever is neither letter nor digit as one space.
func bankFold(s string) string {
	var w strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch r = unicode.ToUpper(r); {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'Đ', r == 'Ð':
			r = 'D'
		}
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			gap = true
			continue
		}
		if gap && w.Len() > 0 {
			w.WriteByte(' ')
		}
		gap = false
		w.WriteRune(r)
	}
	return w.String()
}

// bankReference numbers a transaction the bank's way: the day, and what stays
// the same however often the bank speaks of it.
func bankReference(at time.Time, order string, l *line) string {
	h := fnv.New64a()
	// Writing to a hash never fails.
	_, _ = h.Write([]byte(order + "\x00" + strconv.Itoa(l.number) + "\x00" + l.payee.account + "\x00" + l.endToEndID))
	return "FT" + at.In(civil.Zone()).Format("060102") + base32.StdEncoding.EncodeToString(h.Sum(nil))[:12]
}

// strangers are references that look like ours, down to the check character,
// and were never given to anybody: one for each month of a year.
func strangers() [12]string {
	return [12]string{
		"CDYYNL4NFV7FTF44", "CJQNRU43DLHQSNQR", "CJRJKN6KJJPJNVOA", "CBMCHEI3CBL5V43G",
		"C7HZRSIARWNAB5LI", "COLXS52O3ERBQXGB", "CMRWVEVLLSD4MBKT", "C6U7YXWAVXQTPE5U",
		"CVDUYTGFU5M7HARO", "CQW7TT66XK4CX5ZQ", "CO2J64FE4PQIPAVI", "C3G4WYQVFUROEMYD",
	}
}
