package reports

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"chitra/payout"
)

// byteOrderMark lets spreadsheet programs read the file as UTF-8.
const byteOrderMark = "\ufeff"

// WriteCSV writes one table: a heading of the json keys, a row for everybody
// (line "total") and a row for each line, numbers in plain digits. Period,
// cut-off and the mark of a practice store stand in every row. The file begins
// with a byte order mark and its lines end in CR LF (RFC 4180).
func (r *CoverageReport) WriteCSV(w io.Writer) error {
	if err := r.Check(); err != nil {
		return err
	}
	rows := [][]string{coverageHeading()}
	rows = append(rows, r.csvRow("total", "", "", &r.Figures))
	for i := range r.Lines {
		l := &r.Lines[i]
		rows = append(rows, r.csvRow(r.By.String(), l.Key, l.Name, &l.Figures))
	}
	return writeCSV(w, rows)
}

func coverageHeading() []string {
	h := []string{
		"period_from", "period_to", "as_of", "practice", "line", "key", "name",
		"beneficiaries", "with_account", "with_account_ratio", "paid", "paid_ratio_of_accounts",
		"paid_ratio_of_beneficiaries", "paid_amount", "paid_any", "paid_without_account",
	}
	for _, p := range NotPaidPlaces() {
		h = append(h, "not_paid_"+string(p))
	}
	for _, p := range NotPaidPlaces() {
		h = append(h, "not_paid_with_account_"+string(p))
	}
	for _, s := range PaymentStates() {
		h = append(h, "payments_"+string(s), "payments_"+string(s)+"_amount")
	}
	return append(h, "entitled", "entitled_amount")
}

func (r *CoverageReport) csvRow(line, key, name string, f *Figures) []string {
	row := []string{
		r.From.String(), r.To.String(), moment(r.AsOf), strconv.FormatBool(r.Practice),
		line, Inert(key), Inert(name),
		strconv.Itoa(f.Beneficiaries), strconv.Itoa(f.WithAccount), f.AccountShare().String(),
		strconv.Itoa(f.Paid), f.PaidShareOfAccounts().String(), f.PaidShare().String(),
		f.Payments[payout.PaymentPaid].Amount.Digits(),
		strconv.Itoa(f.PaidAny), strconv.Itoa(f.PaidWithoutAccount),
	}
	for _, p := range NotPaidPlaces() {
		row = append(row, strconv.Itoa(f.NotPaid[p]))
	}
	for _, p := range NotPaidPlaces() {
		row = append(row, strconv.Itoa(f.NotPaidWithAccount[p]))
	}
	for _, s := range PaymentStates() {
		t := f.Payments[s]
		row = append(row, strconv.Itoa(t.Count), t.Amount.Digits())
	}
	return append(row, strconv.Itoa(f.Entitled.Count), f.Entitled.Amount.Digits())
}

func writeCSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// Inert returns text that a spreadsheet program will not run when it opens a
// csv: what begins with = + - @, a tab or a line break gets an apostrophe in
// front, after whatever blanks or quotes such programs skip.
func Inert(text string) string {
	bare := strings.TrimLeft(text, " \u00a0'\"\ufeff")
	if bare == "" {
		return text
	}
	if strings.ContainsRune("=+-@\t\r\n|%＝＋－＠−", []rune(bare)[0]) {
		return "'" + text
	}
	return text
}
