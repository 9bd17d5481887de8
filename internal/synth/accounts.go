package synth

import (
	"fmt"
	"strings"
)

// mbBIN is the bank whose payees, and mbCommunes the first commune whose
// payees, are paid from the paying account at that bank; all others are paid
// from the one that speaks ISO 20022.
const (
	mbBIN      = "970422"
	mbCommunes = 49 // index: 99050
)

// listedBank is a bank as lists name it.
type listedBank struct {
	bin       string
	share     int
	prefixes  []string // what its numbers begin with
	length    int
	spellings []string
}

func listedBanks() []listedBank {
	return []listedBank{
		{"970405", 420, []string{"1500205", "3410205", "8600205", "2900205"}, 13, []string{"Agribank", "NHNo&PTNT",
			"Ngân hàng Nông nghiệp và Phát triển Nông thôn Việt Nam", "AGRIBANK"}},
		{"970415", 130, []string{"10", "71"}, 12, []string{"VietinBank", "Vietinbank", "Ngân hàng TMCP Công thương Việt Nam"}},
		{"970436", 100, []string{"0", "10"}, 10, []string{"Vietcombank", "VCB", "Ngân hàng TMCP Ngoại Thương Việt Nam"}},
		{"970418", 90, []string{"440100", "215100", "581100"}, 14, []string{"BIDV", "Ngân hàng TMCP Đầu tư và Phát triển Việt Nam"}},
		{mbBIN, 80, []string{"0680", "8700", "0090"}, 13, []string{"MB Bank", "MB", "Ngân hàng TMCP Quân đội"}},
		{"970449", 60, []string{"0", "08"}, 12, []string{"LPBank", "LienVietPostBank", "Bưu điện Liên Việt"}},
		{"970403", 30, []string{"04", "06"}, 12, []string{"Sacombank", "Ngân hàng TMCP Sài Gòn Thương Tín"}},
		{"970407", 25, []string{"19", "14"}, 14, []string{"Techcombank", "TECHCOMBANK"}},
		{"970416", 20, []string{"2", "1"}, 8, []string{"ACB", "Ngân hàng TMCP Á Châu"}},
		{"970432", 15, []string{"1", "2"}, 9, []string{"VPBank", "VPBANK"}},
		{"970423", 15, []string{"0", "1"}, 11, []string{"TPBank", "Ngân hàng TMCP Tiên Phong"}},
		{"970443", 15, []string{"10", "09"}, 10, []string{"SHB", "Ngân hàng TMCP Sài Gòn - Hà Nội"}},
	}
}

// account is what a row shows of an account.
type account struct {
	bin      string
	number   string // as the bank has it; "" when what is typed is no number
	holder   string
	relation string
	bank     string // as typed
	typed    string
}

func (a account) shown() bool { return a.typed != "" || a.bank != "" }

// newAccount opens an account for a holder; bin "" draws the bank.
func (m *maker) newAccount(holder, bin string) account {
	bank := m.bank(bin)
	number := ""
	for number == "" || m.numbers[bank.bin+number] {
		number = pick(m.rand, bank.prefixes)
		for len(number) < bank.length {
			number += string(rune('0' + m.rand.IntN(10)))
		}
	}
	m.numbers[bank.bin+number] = true
	a := account{bin: bank.bin, number: number, bank: pick(m.rand, bank.spellings), typed: number, holder: bankCapitals(holder)}
	switch m.rand.IntN(12) {
	case 0:
		a.typed = grouped(number)
	case 1:
		a.holder = holder
	case 2:
		a.holder = strings.ToUpper(holder)
	}
	return a
}

// bank finds a bank by its BIN, or draws one by how usual it is.
func (m *maker) bank(bin string) listedBank {
	at := m.rand.IntN(1000)
	for _, b := range m.banks {
		if at -= b.share; bin == b.bin || bin == "" && at < 0 {
			return b
		}
	}
	return m.banks[0]
}

// grouped writes a number in groups of four, as on a bank card.
func grouped(number string) string {
	var parts []string
	for len(number) > 4 {
		parts = append(parts, number[:4])
		number = number[4:]
	}
	return strings.Join(append(parts, number), " ")
}

// malformedAccount is what no bank can have issued: digits lost to a
// spreadsheet, too few of them, or words.
func (m *maker) malformedAccount(holder string) account {
	a := m.newAccount(holder, "")
	switch m.rand.IntN(4) {
	case 0:
		a.typed = fmt.Sprintf("%c.%sE+%d", a.number[0], a.number[1:5], len(a.number)-1)
	case 1:
		a.typed = a.number[:4]
	case 2:
		a.typed = "chưa mở"
	default:
		a.typed = a.number[:5] + "/" + a.number[5:]
	}
	a.bin, a.number = "", ""
	return a
}

// viaMB reports whether the beneficiary is paid from the account at MB.
func (m *maker) viaMB(b *beneficiary) bool {
	return b.account.bin == mbBIN || m.who(b).commune >= mbCommunes
}
