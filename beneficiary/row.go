package beneficiary

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"

	"github.com/shopspring/decimal"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/viet"
)

// Birth is a date of birth as a list has it.
type Birth struct {
	// Text is what the cell holds; of a date cell, the day it stands for.
	Text string
	// Date is the reading to go by.
	Date civil.Date
	// Other is the second reading of a date whose day and month may have
	// changed places, and which neither its column nor its row settles; the
	// zero date where there is none.
	Other civil.Date
}

// Row is one line of a list that was taken. Texts are composed (NFC) and
// trimmed, legacy fonts decoded.
type Row struct {
	// Key is stable over the versions of one list: "r" and 12 base-32 letters
	// of PersonKey and of how many lines above name the same person.
	Key string
	// PersonKey is the same for the same words next month: "k" and 14 base-32
	// letters of the folded name, the birth as read by itself and the number.
	PersonKey string
	Sheet     string
	Line      int // 1-based, as in Excel

	Ordinal, Name string
	Birth         Birth
	Sex           Sex
	// PersonalID is the 12 digits, zeros that a numeric cell lost put back; ""
	// where the line has no such number.
	PersonalID string
	// OldNumber is a CMND of 9 digits, which is a hint and never a key.
	OldNumber string
	// NumberText is the number as typed.
	NumberText string
	Address    string
	// Commune is a code: the column's where it names one, else the list's.
	Commune string
	// Category is the code that Options.Category gave; CategoryText the cell.
	Category, CategoryText string
	Coefficient            decimal.Decimal
	HasCoefficient         bool
	// The zero money.Amount is "not on the list"; 0 đồng is a stated nought.
	Rate, Arrears, Recovery, Total money.Amount
	// Account is the number as its bank writes it, or "" where it is missing
	// or of no known form; BankBIN is "" where the bank is not known.
	Account, BankBIN, AccountText, BankText string
	Holder, Relation, Note                  string
}

// RefusedRow is a line that names, or seems to name, a person and cannot be
// taken. It counts as one beneficiary until it is corrected or struck off.
type RefusedRow struct {
	Key, PersonKey string
	Sheet          string
	Line           int
	Name, Birth    string   // as far as they could be read
	Number         string   // as typed
	Cells          []string // the raw cells, index 0 is column A
}

var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

// digestKey returns prefix and n base-32 letters of the parts' digest. The parts
// are kept apart by a byte that no text holds.
func digestKey(prefix string, n int, parts ...string) string {
	buf := make([]byte, 0, 128)
	for _, part := range parts {
		buf = append(append(buf, part...), 0)
	}
	sum := sha256.Sum256(buf)
	var text [56]byte
	letters.Encode(text[:], sum[:])
	return prefix + string(text[:n])
}

// personKey is the key of a person as a line describes it.
func personKey(name, birth, number string) string {
	return digestKey("k", 14, viet.Fold(name), birth, number)
}

// FreeKey is the first key of a person's line, in the order a list gives them
// out, that is not taken: for lines that are read anew beside others that keep
// theirs.
func FreeKey(person string, taken func(key string) bool) string {
	for repeat := 0; ; repeat++ {
		if key := rowKey(person, repeat); !taken(key) {
			return key
		}
	}
}

// rowKey is the key of the repeat-th line, counted from 0, that describes the
// same person in one list.
func rowKey(person string, repeat int) string {
	return digestKey("r", 12, person, strconv.Itoa(repeat))
}
