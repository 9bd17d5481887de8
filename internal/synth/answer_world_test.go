package synth

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"

	"github.com/xuri/excelize/v2"
)

// Hand-made truth and transfer files for the bank, the commune and the
// reviewer.

func monthOf(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// due is a truth row for July 2024 of somebody at a bank.
func due(t testing.TB, n int, bin, account, holder string, o Outcome) TruthRow {
	return TruthRow{
		Person: fmt.Sprint("p", n), List: "2024-07/xa-minh-lac.xlsx", Row: 8 + n, Sheet: "Danh sách", PersonalID: fmt.Sprintf("999%09d", n),
		Kind: Exact, Bank: bin, Account: account, Holder: holder, WithAccount: true, Component: "BTXH-06C",
		Month: monthOf(t, "2024-07"), Units: 1, Amount: money.Dong(750_000), BankOutcome: string(o), Final: o.Final(),
	}
}

// writeTruth writes a truth table and returns the province's folder.
func writeTruth(t testing.TB, rows ...TruthRow) string {
	t.Helper()
	dir := t.TempDir()
	var w bytes.Buffer
	if err := (&Truth{Rows: rows}).WriteCSV(&w); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "truth"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(TruthFile(dir), w.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// pay is an instruction for a truth row.
type pay struct {
	reference string
	row       TruthRow
	amount    int64
	bic       string
}

// payAll instructs every row as it should be, the references R1, R2 …
func payAll(rows []TruthRow) []pay {
	var out []pay
	for i, r := range rows {
		out = append(out, pay{reference: fmt.Sprint("R", i+1), row: r, amount: r.Amount.Minor()})
	}
	return out
}

// creditTransfer writes a pain.001 of one block.
func creditTransfer(version string, pays ...pay) string {
	var w strings.Builder
	var sum int64
	for _, p := range pays {
		sum += p.amount
	}
	day, bic := "<Dt>2024-07-15</Dt>", "BICFI"
	if version == "03" {
		day, bic = "2024-07-15", "BIC"
	}
	fmt.Fprintf(&w, `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.%s"><CstmrCdtTrfInitn>`, version)
	fmt.Fprintf(&w, "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2024-07-12T08:00:00+07:00</CreDtTm><NbOfTxs>%d</NbOfTxs><CtrlSum>%d</CtrlSum></GrpHdr>", len(pays), sum)
	fmt.Fprintf(&w, "<PmtInf><PmtInfId>B1</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>%d</NbOfTxs><ReqdExctnDt>%s</ReqdExctnDt>", len(pays), day)
	w.WriteString("<DbtrAcct><Id><Othr><Id>9990000000001</Id></Othr></Id></DbtrAcct>")
	for _, p := range pays {
		fmt.Fprintf(&w, "<CdtTrfTxInf><PmtId><InstrId>I%s</InstrId><EndToEndId>%[1]s</EndToEndId></PmtId>", p.reference)
		fmt.Fprintf(&w, `<Amt><InstdAmt Ccy="VND">%d</InstdAmt></Amt><CdtrAgt><FinInstnId>`, p.amount)
		if p.bic != "" {
			fmt.Fprintf(&w, "<%s>%s</%[1]s>", bic, p.bic)
		} else {
			fmt.Fprintf(&w, "<ClrSysMmbId><MmbId>%s</MmbId></ClrSysMmbId>", p.row.Bank)
		}
		fmt.Fprintf(&w, "</FinInstnId></CdtrAgt><Cdtr><Nm>%s</Nm></Cdtr><CdtrAcct><Id><Othr><Id>%s</Id></Othr></Id></CdtrAcct>", bankFold(p.row.Holder), p.row.Account)
		fmt.Fprintf(&w, "<RmtInf><Ustrd>%s TRO CAP</Ustrd></RmtInf></CdtTrfTxInf>", p.reference)
	}
	return w.String() + "</PmtInf></CstmrCdtTrfInitn></Document>"
}

// bulkPayment writes a workbook of MB's template.
func bulkPayment(t testing.TB, pays ...pay) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", bulkSheet))
	must(f.SetCellStr(bulkSheet, "B1", "DANH SÁCH GIAO DỊCH\n(LIST OF TRANSACTIONS)"))
	heads := bulkHeads()
	must(f.SetSheetRow(bulkSheet, "A2", &heads))
	texts := map[string]string{}
	for _, m := range members() {
		texts[m.bin] = m.listText
	}
	for i, p := range pays {
		row := []any{i + 1, p.row.Account, bankFold(p.row.Holder), texts[p.row.Bank], p.amount, p.reference + " TRO CAP"}
		must(f.SetSheetRow(bulkSheet, "A"+strconv.Itoa(i+3), &row))
	}
	var w bytes.Buffer
	must(f.Write(&w))
	return w.Bytes()
}

func save(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// answering are options for a stage, into a fresh folder.
func answering(t testing.TB, truthDir string, stage Stage) AnswerOptions {
	return AnswerOptions{
		TruthDir: truthDir, OutDir: filepath.Join(t.TempDir(), "bank"), Stage: stage, Month: monthOf(t, "2024-07"),
		At: time.Date(2024, 7, 16, 9, 0, 0, 0, civil.Zone()),
	}
}

func baseNames(paths []string) []string {
	var out []string
	for _, p := range paths {
		out = append(out, filepath.Base(p))
	}
	return out
}
