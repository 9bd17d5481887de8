package settle

import (
	"strings"

	"chitra/internal/civil"
)

// Evidence is by what a line of an account that names no instruction of ours was
// paired with one.
type Evidence string

// The evidences, the strongest first.
const (
	// ByFile: the line names a file of ours; amount and payee's account fit one
	// instruction in it alone, and no other line.
	ByFile Evidence = "file_account_amount"
	// ByShort: the text holds the beginning of one reference of ours, cut by a
	// portal, and the amount fits.
	ByShort Evidence = "short_reference"
	// ByAccount: payee's account, amount and day fit one instruction alone, and no
	// other line.
	ByAccount Evidence = "account_amount"
)

// Evidences returns every evidence.
func Evidences() []Evidence { return []Evidence{ByFile, ByShort, ByAccount} }

// Moves reports whether the evidence moves an instruction by itself. What names
// neither our reference nor our file only proposes: another payment of the same
// account and amount may exist that nobody here knows of.
func (e Evidence) Moves() bool { return e == ByFile }

// shortest is how much of a reference has to stand in a text: its first ten
// characters hold 45 bits.
const shortest = 10

// returnDays is how long after the day of payment money may come back.
const returnDays = 31

// Loose is a booked line that names no instruction of ours. Amounts are minor
// units.
type Loose struct {
	Debit         bool // else it sends money back
	Amount        int64
	Account, Text string // the payee's account, the remittance text
	BookedOn      civil.Date
	Message       string // of a file of ours, as the bank repeats it
}

// Candidate is an instruction that a line may be about.
type Candidate struct {
	ID, Account, Message string
	Amount               int64
	PayOn                civil.Date
	Debited, Returned    bool // the bank has said so by its reference
}

// Paired is what a line was paired with, and by what; the zero value for nothing.
type Paired struct {
	Candidate int // its place among the candidates
	By        Evidence
}

// PairLoose pairs lines with instructions, each line with one at most and each
// instruction with one line at most, and only where nothing else fits on either
// side. The stronger evidence goes first.
func PairLoose(lines []Loose, candidates []Candidate, holidays func(civil.Date) bool) []Paired {
	out := make([]Paired, len(lines))
	byAmount := map[int64][]int{}
	for n, c := range candidates {
		byAmount[c.Amount] = append(byAmount[c.Amount], n)
	}
	taken := map[int]bool{}
	for _, by := range Evidences() {
		fits := make([][]int, len(lines))
		claims := map[int]int{}
		for n, l := range lines {
			if out[n].By != "" {
				continue
			}
			for _, c := range byAmount[l.Amount] {
				if !taken[c] && l.fits(candidates[c], by, holidays) {
					fits[n] = append(fits[n], c)
					claims[c]++
				}
			}
		}
		for n, f := range fits {
			if len(f) == 1 && claims[f[0]] == 1 {
				out[n] = Paired{Candidate: f[0], By: by}
				taken[f[0]] = true
			}
		}
	}
	return out
}

func (l Loose) fits(c Candidate, by Evidence, holidays func(civil.Date) bool) bool {
	if l.Debit && c.Debited || !l.Debit && c.Returned {
		return false
	}
	switch by {
	case ByFile:
		return l.Message != "" && l.Message == c.Message && l.sameAccount(c)
	case ByShort:
		return cutReference(l.Text, c.ID)
	default:
		return l.sameAccount(c) && l.inTime(c, holidays)
	}
}

// sameAccount compares two numbers of which a program may have dropped the
// noughts in front.
func (l Loose) sameAccount(c Candidate) bool {
	a := strings.TrimLeft(l.Account, "0")
	return a != "" && a == strings.TrimLeft(c.Account, "0")
}

// inTime reports whether a line was booked within the bank's time, or the time in
// which money comes back.
func (l Loose) inTime(c Candidate, holidays func(civil.Date) bool) bool {
	last := LastBankDay(c.PayOn, 0, holidays)
	if !l.Debit {
		last = c.PayOn.AddDays(returnDays)
	}
	return !l.BookedOn.IsZero() && l.BookedOn.Compare(c.PayOn) >= 0 && l.BookedOn.Compare(last) <= 0
}

// cutReference reports whether a word of a text is the beginning of a reference.
func cutReference(text, id string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !('A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9') }) {
		if word = strings.ToUpper(word); len(word) >= shortest && strings.HasPrefix(id, word) {
			return true
		}
	}
	return false
}
