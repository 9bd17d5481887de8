package synth

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// Final is the one place where a row's payment must end.
type Final string

// The places. A held one carries its reason: "held:no_account".
const (
	FinalPaid       Final = "paid"
	FinalRejected   Final = "rejected"
	FinalReturned   Final = "returned"
	FinalUnknown    Final = "unknown"
	FinalWaiting    Final = "waiting"     // uploaded, not approved by the cut-off
	FinalSent       Final = "sent"        // released, within the bank's time
	FinalRefused    Final = "refused"     // the row never became readable
	FinalNothingDue Final = "nothing_due" // dead before the month, or struck off as a duplicate
)

// HeldFor is the place of a payment held for a reason.
func HeldFor(reason string) Final { return Final("held:" + reason) }

// Held returns the reason of a held place.
func (f Final) Held() (reason string, ok bool) { return strings.CutPrefix(string(f), "held:") }

// Due reports whether anything was due for the row's month.
func (f Final) Due() bool { return f != FinalNothingDue }

// ReviewReject is what a careful reviewer answers when nobody in the registry
// is the person of the row.
const ReviewReject = "reject"

// FieldStrikeOff is the correction that takes the whole row off the list.
const FieldStrikeOff = "strike_off"

// Correction is one cell the commune types when its row comes back.
type Correction struct {
	Field string // name, birth_date, personal_id, category, total, or FieldStrikeOff
	Text  string // what is typed, as text; never holds ";"
}

// TruthRow is one row of one month's list, and what must become of it.
//
// Rows of one person share Person. A row that only repeats its error month by
// month appears once a month, each with its own List and Row.
type TruthRow struct {
	Person      string       // the generator's key; nowhere else
	List        string       // path below lists/, with slashes: "2024-07/xa-minh-an.xlsx"
	Row         int          // 1-based row of the sheet where the row was first written
	Sheet       string       // the sheet's name
	PersonalID  string       // the registry's number of the true person; "" when the registry has nobody
	Kind        Kind         // the fault planted
	Bank        string       // BIN of the account's bank; "" when the row shows no usable account
	Account     string       // account number as the bank knows it: digits only
	Holder      string       // the account holder's name, composed, as the list writes it: often capitals without marks
	WithAccount bool         // counts among those who have an account on file
	Component   string       // code of the rule that pays: "BTXH-06C"
	Month       civil.Month  // the month the row is for
	Units       int          // children of a single parent; else 1; 0 when nothing is due
	Amount      money.Amount // what is due, whole đồng; zero when nothing is due
	Corrected   []Correction // what the commune types when asked; empty: it has no better
	Review      string       // number a careful reviewer finds, should one be asked, or ReviewReject
	BankOutcome string       // what the bank does, attempts apart by ";": see Outcome; "" when nothing reaches a bank
	Final       Final        // where the payment must end
}

// Truth is everything the province knows about its lists, one row for each
// row of each, in the order in which the lists were written.
type Truth struct {
	Rows []TruthRow
}

func truthHeader() []string {
	return []string{"person", "list", "row", "sheet", "personal_id", "kind", "bank", "account", "holder",
		"with_account", "component", "month", "units", "amount", "corrected", "review", "bank_outcome", "final"}
}

// TruthFile is where the truth lies below a province's folder.
func TruthFile(dir string) string { return filepath.Join(dir, "truth", "truth.csv") }

// ReadTruth reads the truth of the province written to dir.
func ReadTruth(dir string) (*Truth, error) {
	f, err := os.Open(TruthFile(dir))
	if err != nil {
		return nil, fmt.Errorf("open the truth: %w", err)
	}
	defer f.Close()
	t, err := parseTruth(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name(), err)
	}
	return t, nil
}

func parseTruth(r io.Reader) (*Truth, error) {
	in := csv.NewReader(r)
	in.ReuseRecord = true
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if !slices.Equal(head, truthHeader()) {
		return nil, fmt.Errorf("header is %q, not that of a truth table", head)
	}
	t := &Truth{}
	for line := 2; ; line++ {
		rec, err := in.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		row, err := parseTruthRow(rec)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		t.Rows = append(t.Rows, row)
	}
}

func parseTruthRow(rec []string) (TruthRow, error) {
	row := TruthRow{
		Person: rec[0], List: rec[1], Sheet: rec[3], PersonalID: rec[4], Kind: Kind(rec[5]),
		Bank: rec[6], Account: rec[7], Holder: rec[8], WithAccount: rec[9] == "1", Component: rec[10],
		Review: rec[15], BankOutcome: rec[16], Final: Final(rec[17]),
	}
	var err error
	if row.Row, err = strconv.Atoi(rec[2]); err != nil {
		return TruthRow{}, fmt.Errorf("row: %w", err)
	}
	if row.Month, err = civil.ParseMonth(rec[11]); err != nil {
		return TruthRow{}, fmt.Errorf("month: %w", err)
	}
	if row.Units, err = strconv.Atoi(rec[12]); err != nil {
		return TruthRow{}, fmt.Errorf("units: %w", err)
	}
	dong, err := strconv.ParseInt(rec[13], 10, 64)
	if err != nil {
		return TruthRow{}, fmt.Errorf("amount: %w", err)
	}
	row.Amount = money.Dong(dong)
	if row.Corrected, err = parseCorrections(rec[14]); err != nil {
		return TruthRow{}, err
	}
	return row, nil
}

func parseCorrections(s string) ([]Correction, error) {
	if s == "" {
		return nil, nil
	}
	var out []Correction
	for part := range strings.SplitSeq(s, ";") {
		field, text, ok := strings.Cut(part, "=")
		if !ok || field == "" {
			return nil, fmt.Errorf("corrected: %q is not field=text", part)
		}
		out = append(out, Correction{Field: field, Text: text})
	}
	return out, nil
}

func formatCorrections(cs []Correction) string {
	parts := make([]string, len(cs))
	for i, c := range cs {
		parts[i] = c.Field + "=" + c.Text
	}
	return strings.Join(parts, ";")
}

func (row TruthRow) record() []string {
	with := "0"
	if row.WithAccount {
		with = "1"
	}
	return []string{row.Person, row.List, strconv.Itoa(row.Row), row.Sheet, row.PersonalID, string(row.Kind),
		row.Bank, row.Account, row.Holder, with, row.Component, row.Month.String(), strconv.Itoa(row.Units),
		row.Amount.Digits(), formatCorrections(row.Corrected), row.Review, row.BankOutcome, string(row.Final)}
}

// WriteCSV writes the truth table.
func (t *Truth) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(truthHeader()); err != nil {
		return fmt.Errorf("write the truth: %w", err)
	}
	for _, row := range t.Rows {
		if err := out.Write(row.record()); err != nil {
			return fmt.Errorf("write the truth of %s row %d: %w", row.List, row.Row, err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the truth: %w", err)
	}
	return nil
}
